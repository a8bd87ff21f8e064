//! The letters in the outbox, without those whom they went to.
//!
//! What is left of each is that it was sent to the municipality, when, and its words. Nothing else of the mail is copied,
//! so that no header, part or attached file is left that was not looked through.

use std::collections::HashMap;
use std::path::PathBuf;

use super::super::{Context, Result, Workspace};
use crate::delivery::Event;
use crate::folder::disk::{self, Inside, What};
use crate::folder::{put_file, sync_folder};
use crate::letter::Kind;
use crate::mail;
use crate::personal::{Personal, REMOVED};
use crate::words::say;

/// The header of a letter that has been purged.
const MARK: &str = "X-Ovelse-Purged";

/// The letters that have not been purged.
#[derive(Debug)]
pub(super) struct Letters {
    folder: PathBuf,
    letters: Vec<Letter>,
}

#[derive(Debug)]
struct Letter {
    path: PathBuf,
    /// None if the log does not know of it.
    kind: Option<Kind>,
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
    pub(super) fn read(workspace: &Workspace, log: &[Event]) -> Result<Letters> {
        let folder = workspace.folder.outbox();
        let known: HashMap<&str, (Kind, String)> = log
            .iter()
            .filter_map(|event| match event {
                Event::Intended(letter) | Event::Test(letter) => {
                    let name = workspace.name(letter.envelope.municipality);
                    Some((letter.file.as_str(), (letter.envelope.kind, name)))
                }
                _ => None,
            })
            .collect();
        let mut letters = Vec::new();
        let inside = disk::inside_if_any(&folder).context(say!("workspace-cannot-read", file = folder.as_path()))?;
        for Inside { path, name, .. } in inside.into_iter().filter(|found| found.what == What::File) {
            let bytes = disk::read(&path).context(say!("workspace-cannot-read", file = path.as_path()))?;
            let (kind, to) = known.get(name.as_str()).cloned().unzip();
            letters.extend(read(path, &bytes, kind, to.unwrap_or_default()));
        }
        Ok(Letters { folder, letters })
    }

    pub(super) fn number(&self) -> usize {
        self.letters.len()
    }

    /// Names and addresses that letters went to, also of those who are no longer contacts.
    pub(super) fn recipients(&self) -> impl Iterator<Item = &str> {
        self.letters.iter().flat_map(|letter| &letter.recipient).map(String::as_str)
    }

    /// Puts what is left of each in its place.
    pub(super) fn purge(&self, personal: &Personal) -> Result<()> {
        for letter in &self.letters {
            let written = put_file(&letter.path, letter.without_persons(personal).as_bytes());
            written.context(say!("workspace-cannot-write", file = letter.path.as_path()))?;
        }
        let synced = if self.letters.is_empty() { Ok(()) } else { sync_folder(&self.folder) };
        synced.context(say!("workspace-cannot-write", file = self.folder.as_path()))
    }
}

/// None if it has been purged.
fn read(path: PathBuf, bytes: &[u8], kind: Option<Kind>, to: String) -> Option<Letter> {
    let mail = mail::headers(bytes);
    let header = |name: &str| mail.as_ref().and_then(|mail| mail.header_raw(name)).map(single_line);
    if header(MARK).is_some() {
        return None;
    }
    let raw = |name: &str| header(name).unwrap_or_default();
    let recipients = mail.as_ref().and_then(|mail| mail.to()).into_iter().flat_map(|to| to.iter());
    let recipient =
        recipients.flat_map(|recipient| [recipient.name(), recipient.address()]).flatten().map(str::to_owned).collect();
    Some(Letter {
        path,
        kind,
        to,
        recipient,
        from: raw("From"),
        subject: single_line(mail.as_ref().and_then(|mail| mail.subject()).unwrap_or_default()),
        date: raw("Date"),
        message_id: raw("Message-ID"),
        text: mail::words(bytes).unwrap_or_default(),
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
pub(super) fn without_addresses(text: &str) -> String {
    let word = |word: &str| if word.contains('@') { REMOVED.to_owned() } else { word.to_owned() };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}
