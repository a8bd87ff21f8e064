//! The delivery log: one line of JSON per event, appended and synced, never rewritten.
//!
//! A line that does not end is what a crash leaves of the last append. It was never reported as done,
//! so reading passes over it and the next append takes it away. Any other line that cannot be read is
//! an error: half a log must never pass for a whole one.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::letter::{Identity, Kind, Letter, Meeting};
use crate::municipality::Number;

/// Something that happened to a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
    /// It is about to leave.
    Intended(Box<Intended>),
    /// It has left.
    Sent(Sent),
    /// The server has refused it for good.
    Refused(NotSent),
    /// It has not been sent, and can be tried again.
    Deferred(NotSent),
    /// It goes to the lead, to be looked at; it counts as nothing.
    Test(Box<Intended>),
    /// The lead has found out what became of a letter of which nobody knew.
    Settled(Settled),
}

/// A letter that is about to leave, with all that it takes to show what was sent to whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Intended {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Message-ID, by which the events of a letter are known.
    pub message_id: String,
    /// What the letter is for.
    pub kind: Kind,
    /// The municipality's number.
    pub municipality: String,
    /// The recipient's address.
    pub to: String,
    /// UID of the meeting.
    pub uid: String,
    /// SEQUENCE of the meeting.
    pub sequence: u32,
    /// What the letter says of the meeting; none if it is about none.
    pub told: Option<Meeting>,
    /// Whether it asks for another choice of dates.
    #[serde(default)]
    pub asks: bool,
    /// The name of the letter's file in the outbox.
    pub file: String,
    /// Where the same is to go too, as a letter by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub copy_to: Option<String>,
    /// Whether this is what goes there.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_copy: bool,
    /// The server that it is sent through; none if it is only put into the outbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
}

/// A letter that has left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sent {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Which letter.
    pub message_id: String,
    /// What the server said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
}

/// A letter that has not left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotSent {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Which letter.
    pub message_id: String,
    /// What the server said, or what went wrong.
    pub reply: String,
}

/// What the lead has found out of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    /// When.
    pub at: DateTime<FixedOffset>,
    /// Which letter.
    pub message_id: String,
    /// Whether it has arrived.
    pub sent: bool,
}

impl Intended {
    /// The record of a letter.
    #[must_use]
    pub fn of(letter: &Letter<'_>, at: DateTime<FixedOffset>, file: String, via: Option<String>) -> Intended {
        Intended {
            at,
            message_id: letter.identity.message_id.clone(),
            kind: letter.kind,
            municipality: letter.municipality.to_string(),
            to: letter.to.email.to_string(),
            uid: letter.identity.uid.clone(),
            sequence: letter.identity.sequence,
            told: letter.meeting.clone(),
            asks: letter.asks,
            file,
            copy_to: letter.copy_to.as_ref().map(ToString::to_string),
            is_copy: letter.is_copy,
            via,
        }
    }
}

/// The log cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The file cannot be read or written.
    #[error("{}: {error}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A line is not a record.
    #[error("{}:{line}: is not a record of the delivery log: {problem}\n    put back the line as it was, from a copy of the folder; nothing is sent until then", path.display())]
    Damaged {
        /// Which file.
        path: PathBuf,
        /// From 1.
        line: usize,
        /// What the parser says.
        problem: String,
    },
}

/// The log as a file.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    file: File,
}

impl Log {
    /// Opens the log for appending; makes it if there is none. Takes away what a crash has left of a
    /// last line. The caller must hold the folder's lock.
    ///
    /// # Errors
    /// When the file cannot be opened or cut.
    pub fn open(path: &Path) -> Result<Log, LogError> {
        let failed = |error| LogError::Io { path: path.to_owned(), error };
        let open = || -> io::Result<File> {
            let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            let whole = whole_lines(&bytes).len();
            if whole < bytes.len() {
                file.set_len(whole as u64)?;
                file.seek(SeekFrom::End(0))?;
            }
            Ok(file)
        };
        Ok(Log { path: path.to_owned(), file: open().map_err(failed)? })
    }

    /// Puts an event on disk; when this returns, it is there.
    ///
    /// # Errors
    /// When it cannot be written or synced: then it may or may not be there.
    pub fn append(&mut self, event: &Event) -> Result<(), LogError> {
        let mut append = || -> io::Result<()> {
            let mut line = serde_json::to_vec(event)?;
            line.push(b'\n');
            self.file.write_all(&line)?;
            self.file.sync_data()
        };
        append().map_err(|error| LogError::Io { path: self.path.clone(), error })
    }
}

/// What the log knows, by letter and by municipality.
#[derive(Debug, Default)]
pub struct History {
    letters: BTreeMap<String, Trace>,
    /// The letters of each municipality, by its number: it is asked after for one after the other.
    by_municipality: BTreeMap<String, Vec<String>>,
    /// Those that went to the lead.
    tests: Vec<Intended>,
}

/// What happened to one letter.
#[derive(Debug, Clone)]
pub struct Trace {
    /// What it was to be.
    pub intended: Intended,
    /// What became of it; none if the log does not say.
    pub outcome: Option<Outcome>,
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It has left.
    Sent(DateTime<FixedOffset>),
    /// It was refused for good; what the server said.
    Refused(String),
    /// It has not been sent, and can be tried again.
    Deferred(String),
}

impl History {
    /// Reads the log; without one, nothing has happened.
    ///
    /// # Errors
    /// When the file cannot be read, or a line in it.
    pub fn read(path: &Path) -> Result<History, LogError> {
        let bytes = match std::fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(LogError::Io { path: path.to_owned(), error }),
        };
        let mut history = History::default();
        for (line, text) in (1..).zip(whole_lines(&bytes).split(|byte| *byte == b'\n')) {
            if text.trim_ascii().is_empty() {
                continue;
            }
            let damaged = |problem: String| LogError::Damaged { path: path.to_owned(), line, problem };
            let event = serde_json::from_slice(text).map_err(|error| damaged(error.to_string()))?;
            history.take(event).map_err(damaged)?;
        }
        Ok(history)
    }

    pub(super) fn take(&mut self, event: Event) -> Result<(), String> {
        match event {
            Event::Intended(intended) => {
                let (id, municipality) = (intended.message_id.clone(), intended.municipality.clone());
                // The same letter is intended again after a crash, under the same identity.
                if self.letters.insert(id.clone(), Trace { intended: *intended, outcome: None }).is_none() {
                    self.by_municipality.entry(municipality).or_default().push(id);
                }
            }
            Event::Test(letter) => self.tests.push(*letter),
            Event::Sent(sent) => self.end(&sent.message_id, Outcome::Sent(sent.at))?,
            Event::Refused(not) => self.end(&not.message_id, Outcome::Refused(not.reply))?,
            Event::Deferred(not) => self.end(&not.message_id, Outcome::Deferred(not.reply))?,
            Event::Settled(Settled { at, message_id, sent: true }) => self.end(&message_id, Outcome::Sent(at))?,
            Event::Settled(Settled { message_id, .. }) => {
                self.end(&message_id, Outcome::Deferred("it did not arrive".to_owned()))?;
            }
        }
        Ok(())
    }

    fn end(&mut self, message_id: &str, outcome: Outcome) -> Result<(), String> {
        let trace = self.letters.get_mut(message_id);
        trace.ok_or_else(|| format!("{message_id} was never intended"))?.outcome = Some(outcome);
        Ok(())
    }

    fn traces_with_copies(&self, municipality: Number) -> impl DoubleEndedIterator<Item = &Trace> {
        let ids = self.by_municipality.get(&municipality.to_string());
        ids.into_iter().flatten().filter_map(|id| self.letters.get(id))
    }

    /// Copies count as nothing but themselves.
    fn traces(&self, municipality: Number) -> impl DoubleEndedIterator<Item = &Trace> {
        self.traces_with_copies(municipality).filter(|trace| !trace.intended.is_copy)
    }

    /// The letter to a municipality of which nobody knows whether it has left.
    #[must_use]
    pub fn uncertain(&self, municipality: Number) -> Option<&Intended> {
        let is_open = |trace: &&Trace| trace.outcome.is_none() && trace.intended.via.is_some();
        self.traces_with_copies(municipality).rfind(is_open).map(|trace| &trace.intended)
    }

    /// Whether the same is to go to another address too, and has not been sent there.
    #[must_use]
    pub fn lacks_copy(&self, letter: &Intended) -> bool {
        let copy = || self.letters.get(&Identity::of_copy(&letter.message_id));
        let is_sent = |copy: &Trace| matches!(copy.outcome, Some(Outcome::Sent(_)));
        letter.copy_to.is_some() && !copy().is_some_and(is_sent)
    }

    /// Why the last letter to a municipality has not left, if it has not.
    #[must_use]
    pub fn last_refusal(&self, municipality: Number) -> Option<&str> {
        match &self.traces(municipality).next_back()?.outcome {
            Some(Outcome::Refused(reply) | Outcome::Deferred(reply)) => Some(reply),
            _ => None,
        }
    }

    /// The letters of a municipality that have left, the latest last.
    #[must_use]
    pub fn sent_to(&self, municipality: Number) -> Vec<(&Intended, DateTime<FixedOffset>)> {
        let sent = self.traces(municipality).filter_map(|trace| match trace.outcome {
            Some(Outcome::Sent(at)) => Some((&trace.intended, at)),
            _ => None,
        });
        let mut sent: Vec<_> = sent.collect();
        sent.sort_by_key(|(_, at)| *at);
        sent
    }

    /// The letter with the meeting that stands in a municipality's calendar: it has been invited, and not called off
    /// since.
    #[must_use]
    pub fn invited(&self, municipality: Number) -> Option<&Intended> {
        about_meeting(&self.sent_to(municipality)).filter(|letter| letter.kind.is_request())
    }

    /// The numbers of all municipalities that have been sent anything.
    pub fn municipalities(&self) -> impl Iterator<Item = &str> {
        self.by_municipality.keys().map(String::as_str)
    }

    /// All letters in the order in which they were about to leave.
    #[must_use]
    pub fn all(&self) -> Vec<&Trace> {
        let mut all: Vec<&Trace> = self.letters.values().collect();
        all.sort_by_key(|trace| (trace.intended.at, &trace.intended.municipality));
        all
    }

    /// The letters that went to the lead to be looked at.
    #[must_use]
    pub fn tests(&self) -> &[Intended] {
        &self.tests
    }

    /// The letters that were about to leave and of which the log does not say that they have.
    pub fn open_ended(&self) -> impl Iterator<Item = &Intended> {
        self.letters.values().filter(|trace| trace.outcome.is_none()).map(|trace| &trace.intended)
    }
}

/// The last of the letters that a municipality has been sent that is about its meeting.
pub fn about_meeting<'h>(sent: &[(&'h Intended, DateTime<FixedOffset>)]) -> Option<&'h Intended> {
    sent.iter().map(|(letter, _)| *letter).rfind(|letter| letter.kind.is_about_meeting())
}

/// The bytes up to the last line end.
fn whole_lines(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    &bytes[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asker() -> Number {
        "3025".parse().expect("a number")
    }

    fn sent(id: &str) -> Event {
        let at = "2022-08-22T09:00:00+02:00".parse().expect("a time");
        Event::Sent(Sent { at, message_id: id.into(), reply: None })
    }

    fn intended(id: &str) -> Event {
        let at = "2022-08-22T09:00:00+02:00".parse().expect("a time");
        let told = Meeting { start: at, end: at, place: "Teams".into(), link: "https://example.no".into() };
        Event::Intended(Box::new(Intended {
            at,
            message_id: id.into(),
            kind: Kind::Invitation,
            municipality: "3025".into(),
            to: "a@example.no".into(),
            uid: "u".into(),
            sequence: 0,
            told: Some(told),
            asks: false,
            file: "f.eml".into(),
            copy_to: None,
            is_copy: false,
            via: None,
        }))
    }

    #[test]
    fn a_letter_is_sent_only_once_the_log_says_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deliveries.jsonl");
        let mut log = Log::open(&path).expect("it opens");
        log.append(&intended("a")).expect("it is written");
        let history = History::read(&path).expect("it reads");
        assert_eq!((history.sent_to(asker()).len(), history.open_ended().count()), (0, 1));
        log.append(&sent("a")).expect("it is written");
        let history = History::read(&path).expect("it reads");
        assert_eq!((history.sent_to(asker()).len(), history.open_ended().count()), (1, 0));
    }

    #[test]
    fn a_last_line_torn_by_a_crash_at_any_byte_is_passed_over_and_taken_away() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deliveries.jsonl");
        let whole = serde_json::to_string(&intended("a")).expect("it is JSON") + "\n";
        let last = serde_json::to_string(&sent("a")).expect("it is JSON");
        for cut in 0..=last.len() {
            std::fs::write(&path, format!("{whole}{}", &last[..cut])).expect("it is written");
            let history = History::read(&path).expect("the torn line is passed over");
            assert_eq!(history.open_ended().count(), 1);
            Log::open(&path).and_then(|mut log| log.append(&sent("a"))).expect("it is written");
            assert_eq!(History::read(&path).expect("it reads").open_ended().count(), 0, "cut at {cut}");
        }
    }

    #[test]
    fn a_damaged_line_in_the_middle_stops_everything() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deliveries.jsonl");
        let line = serde_json::to_string(&intended("a")).expect("it is JSON");
        std::fs::write(&path, format!("{line}\n{{\"event\":\"se\n{line}\n")).expect("it is written");
        assert!(matches!(History::read(&path), Err(LogError::Damaged { line: 2, .. })));
    }
}
