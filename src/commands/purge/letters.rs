//! The letters in the outbox, without those whom they went to.
//!
//! What is left of each is that it was sent to the municipality, when, and its words. It must never leave a header, a
//! part or an attached file in place that was not looked through.

use std::collections::HashMap;
use std::path::PathBuf;

use anyhow::{Context, Result};
use mail_parser::MessageParser;

use super::super::Workspace;
use crate::delivery::Event;
use crate::folder::{put_file, sync_files};
use crate::letter::Kind;
use crate::personal::{Personal, REMOVED};

/// By this header a letter is known that has been gone through.
const MARK: &str = "X-Ovelse-Purged";

/// The letters that have not been gone through.
pub struct Letters {
    folder: PathBuf,
    letters: Vec<Letter>,
}

struct Letter {
    path: PathBuf,
    /// None if the log does not know of it.
    kind: Option<Kind>,
    /// The municipality.
    to: String,
    /// The name and the address that it went to.
    recipient: Vec<String>,
    from: String,
    subject: String,
    date: String,
    message_id: String,
    text: String,
}

impl Letters {
    pub fn read(opened: &Workspace, log: &[Event]) -> Result<Letters> {
        let folder = opened.folder.outbox();
        let known: HashMap<&str, (Kind, String)> = log
            .iter()
            .filter_map(|event| match event {
                Event::Intended(letter) | Event::Test(letter) => {
                    let name = opened.name(letter.envelope.municipality);
                    Some((letter.file.as_str(), (letter.envelope.kind, name)))
                }
                _ => None,
            })
            .collect();
        let mut letters = Vec::new();
        let entries = folder.read_dir().into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.path().is_file()) {
            let path = entry.path();
            let bytes = std::fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
            let (kind, to) = known.get(entry.file_name().to_string_lossy().as_ref()).cloned().unzip();
            letters.extend(read(path, &bytes, kind, to.unwrap_or_default()));
        }
        letters.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Letters { folder, letters })
    }

    pub fn number(&self) -> usize {
        self.letters.len()
    }

    /// Names and addresses that letters went to, also of those who are no contacts any more.
    pub fn recipients(&self) -> impl Iterator<Item = &str> {
        self.letters.iter().flat_map(|letter| &letter.recipient).map(String::as_str)
    }

    /// Puts what is left of each in its place.
    pub fn purge(&self, personal: &Personal) -> Result<()> {
        for letter in &self.letters {
            let written = put_file(&letter.path, letter.without_persons(personal).as_bytes());
            written.with_context(|| format!("{} cannot be written", letter.path.display()))?;
        }
        let paths: Vec<PathBuf> = self.letters.iter().map(|letter| letter.path.clone()).collect();
        let synced = if paths.is_empty() { Ok(()) } else { sync_files(&self.folder, &paths) };
        synced.with_context(|| format!("{} cannot be written", self.folder.display()))
    }
}

/// None if it has been gone through.
fn read(path: PathBuf, bytes: &[u8], kind: Option<Kind>, to: String) -> Option<Letter> {
    let mail = MessageParser::default().parse(bytes).unwrap_or_default();
    if mail.header_raw(MARK).is_some() {
        return None;
    }
    let raw = |name: &str| mail.header_raw(name).map(single_line).unwrap_or_default();
    let recipients = mail.to().into_iter().flat_map(|to| to.iter());
    let recipient = recipients.flat_map(|one| [one.name(), one.address()]).flatten().map(str::to_owned).collect();
    Some(Letter {
        path,
        kind,
        to,
        recipient,
        from: raw("From"),
        subject: single_line(mail.subject().unwrap_or_default()),
        date: raw("Date"),
        message_id: raw("Message-ID"),
        text: mail.body_text(0).unwrap_or_default().into_owned(),
    })
}

fn single_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Letter {
    /// A plain mail in UTF-8 (RFC 6532), to a group without members (RFC 5322, section 3.4).
    fn without_persons(&self, personal: &Personal) -> String {
        let words = match self.kind {
            Some(kind) if !kind.repeats_written_words() => personal.removed_from(&self.text).replace("\r\n", "\n"),
            _ => format!("{REMOVED}\n"),
        };
        let to: String =
            self.to.chars().filter(|letter| letter.is_alphanumeric() || matches!(letter, ' ' | '-')).collect();
        let header = format!(
            "From: {}\nTo: {to}:;\nSubject: {}\nDate: {}\nMessage-ID: {}\n{MARK}: yes\nMIME-Version: 1.0\n\
             Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n",
            self.from,
            personal.removed_from(&self.subject),
            self.date,
            self.message_id
        );
        (header + &words).replace('\n', "\r\n")
    }
}

/// A text without what looks like an address: servers quote some that nobody knows of.
pub fn without_addresses(text: &str) -> String {
    let word = |word: &str| if word.contains('@') { REMOVED.to_owned() } else { word.to_owned() };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
