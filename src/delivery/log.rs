//! The delivery log: one line of JSON per event, appended and synced, never rewritten.
//!
//! Several threads may write at once. Whoever must know that its event is on disk waits for one sync, which puts there
//! everything that has been written until it begins (group commit): the disk is asked as seldom as it can be.
//!
//! A line that does not end is what a crash leaves of the last append. It was never reported as done,
//! so reading passes over it and the next append takes it away. Any other line that cannot be read is
//! an error: half a log must never pass for a whole one.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::letter::{Kind, Letter, Meeting};

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
    /// It had left, and a mail server has said since that it could not be delivered.
    Returned(NotSent),
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
    /// What it is about, as a fingerprint or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
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
            about: letter.about.clone(),
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
    state: Mutex<State>,
    /// Tells that a sync has ended.
    synced: Condvar,
}

/// How far the log has come, in events since it was opened.
#[derive(Debug, Default)]
struct State {
    written: u64,
    on_disk: u64,
    is_syncing: bool,
    /// Whether an event could not be written or synced: what came after it would be of no use.
    is_broken: bool,
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
        let file = open().map_err(failed)?;
        Ok(Log { path: path.to_owned(), file, state: Mutex::default(), synced: Condvar::new() })
    }

    /// Puts an event on disk; when this returns, it is there.
    ///
    /// # Errors
    /// When it cannot be written or synced: then it may or may not be there.
    pub fn append(&self, event: &Event) -> Result<(), LogError> {
        self.write(event)?;
        self.sync()
    }

    /// Hands an event to the system: it outlives the program, and the machine once it is synced.
    ///
    /// # Errors
    /// When it cannot be written, or what came before it.
    pub fn write(&self, event: &Event) -> Result<(), LogError> {
        let mut line = serde_json::to_vec(event).map_err(|error| self.failed(error.into()))?;
        line.push(b'\n');
        let mut state = self.sound_state()?;
        let written = (&self.file).write_all(&line);
        state.is_broken = written.is_err();
        state.written += 1;
        written.map_err(|error| self.failed(error))
    }

    /// Puts on disk all that has been written; when this returns, it is there.
    ///
    /// # Errors
    /// When it cannot be synced: then it may or may not be there.
    pub fn sync(&self) -> Result<(), LogError> {
        let mut state = self.sound_state()?;
        let wanted = state.written;
        while state.on_disk < wanted {
            if state.is_syncing {
                drop(self.synced.wait(state).unwrap_or_else(PoisonError::into_inner));
                state = self.sound_state()?;
                continue;
            }
            let covered = state.written;
            state.is_syncing = true;
            drop(state);
            let result = self.file.sync_data();
            state = self.state();
            state.is_syncing = false;
            state.is_broken |= result.is_err();
            self.synced.notify_all();
            result.map_err(|error| self.failed(error))?;
            state.on_disk = covered;
        }
        Ok(())
    }

    /// The state, if nothing has gone wrong so far.
    fn sound_state(&self) -> Result<MutexGuard<'_, State>, LogError> {
        let state = self.state();
        if state.is_broken {
            return Err(self.failed(io::Error::other("what came before could not be written")));
        }
        Ok(state)
    }

    /// Another thread's panic leaves counts as they are.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn failed(&self, error: io::Error) -> LogError {
        LogError::Io { path: self.path.clone(), error }
    }
}

/// The bytes up to the last line end.
pub(super) fn whole_lines(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    &bytes[..end]
}

/// Gives the events of a log to `take`, in their order; without a log there are none.
pub fn each_event(path: &Path, mut take: impl FnMut(Event) -> Result<(), String>) -> Result<(), LogError> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(LogError::Io { path: path.to_owned(), error }),
    };
    for (line, text) in (1..).zip(whole_lines(&bytes).split(|byte| *byte == b'\n')) {
        if text.trim_ascii().is_empty() {
            continue;
        }
        let damaged = |problem: String| LogError::Damaged { path: path.to_owned(), line, problem };
        let event = serde_json::from_slice(text).map_err(|error| damaged(error.to_string()))?;
        take(event).map_err(damaged)?;
    }
    Ok(())
}

/// All events of a log.
///
/// # Errors
/// When the file cannot be read, or a line in it.
pub fn events(path: &Path) -> Result<Vec<Event>, LogError> {
    let mut events = Vec::new();
    each_event(path, |event| {
        events.push(event);
        Ok(())
    })?;
    Ok(events)
}

/// Events as the lines of a log. Only `purge` ever writes a log anew.
#[must_use]
pub fn in_lines(events: &[Event]) -> Vec<u8> {
    // An event is made of texts and numbers, which JSON can hold.
    let line = |event: &Event| serde_json::to_string(event).unwrap_or_default() + "\n";
    events.iter().map(line).collect::<String>().into_bytes()
}

#[cfg(test)]
mod tests {
    use super::super::History;
    use super::*;
    use crate::municipality::Number;

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
            about: String::new(),
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
        let log = Log::open(&path).expect("it opens");
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
            Log::open(&path).and_then(|log| log.append(&sent("a"))).expect("it is written");
            assert_eq!(History::read(&path).expect("it reads").open_ended().count(), 0, "cut at {cut}");
        }
    }

    #[test]
    fn events_of_many_threads_are_each_on_a_line_of_their_own() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deliveries.jsonl");
        let log = Log::open(&path).expect("it opens");
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let log = &log;
                scope.spawn(move || {
                    for letter in 0..50 {
                        let id = format!("{thread}-{letter}");
                        log.append(&intended(&id)).and_then(|()| log.write(&sent(&id))).expect("it is written");
                    }
                });
            }
        });
        log.sync().expect("it is synced");
        let State { on_disk, written, .. } = *log.state();
        assert_eq!((on_disk, written), (400, 400));
        let history = History::read(&path).expect("it reads");
        assert_eq!((history.sent_to(asker()).len(), history.open_ended().count()), (200, 0));
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
