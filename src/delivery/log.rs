//! The delivery log: one line of JSON per event, appended and synced, never rewritten.
//!
//! A line without an end is what a crash leaves of the last append. It was never reported as done, so reading passes
//! over it and the next append takes it away. Any other line that cannot be read is an error: half a log must never
//! pass for a whole one (the tests below).

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use super::error::{DeliveryError, NeverIntended, from_exercise_folder};
use super::fate::Explanation;
use super::file_name::FileName;
use crate::folder::{disk, open_whole, whole_lines};
use crate::letter::Envelope;

/// Something that happened to a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Event {
    /// It is about to leave.
    Intended(Box<Record>),
    Sent(Entry),
    /// It was put into the outbox, and goes no further by itself. Earlier versions called that sent.
    Written(Entry),
    /// The server has refused it for good.
    Refused(Entry),
    /// It has not been sent, and can be tried again.
    Deferred(Entry),
    /// It goes to the lead, to be looked at, and is not recorded as sent.
    Test(Box<Record>),
    /// The lead has found out what became of a letter of which nobody knew.
    Settled(Settled),
    /// It had left, and a mail server has said since that it could not be delivered.
    Returned(Entry),
}

/// A letter that is about to leave.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    #[serde(with = "seconds")]
    pub at: DateTime<FixedOffset>,
    #[serde(flatten)]
    pub envelope: Envelope,
    /// The name of the letter's file in the outbox.
    pub file: FileName,
    /// The server that it is sent through; none if it is only put into the outbox.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub via: Option<String>,
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    #[serde(with = "seconds")]
    pub at: DateTime<FixedOffset>,
    pub message_id: String,
    /// What the server said, or what went wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<Explanation>,
}

/// What the lead has found out about a letter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settled {
    #[serde(with = "seconds")]
    pub at: DateTime<FixedOffset>,
    pub message_id: String,
    /// Whether it has arrived.
    pub sent: bool,
}

/// Times in whole seconds.
mod seconds {
    use chrono::{DateTime, FixedOffset, SubsecRound};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(at: &DateTime<FixedOffset>, serializer: S) -> Result<S::Ok, S::Error> {
        at.trunc_subsecs(0).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<DateTime<FixedOffset>, D::Error> {
        Ok(DateTime::<FixedOffset>::deserialize(from)?.trunc_subsecs(0))
    }
}

/// The log as a file that events are appended to.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    file: File,
    /// Whether all that was written is on disk.
    is_synced: bool,
}

impl Log {
    /// Opens the log for appending; makes it if there is none. Takes away what a crash has left of a last line. The
    /// caller must hold the folder's lock.
    ///
    /// # Errors
    /// When the file cannot be opened or cut.
    pub fn open(path: &Path) -> Result<Log, DeliveryError> {
        let file = open_whole(path).map_err(|error| DeliveryError::of(path, error))?;
        Ok(Log { path: path.to_owned(), file, is_synced: true })
    }

    /// Puts an event on disk; when this returns, it is there.
    ///
    /// # Errors
    /// When it cannot be written or synced: then it may or may not be there.
    pub fn append(&mut self, event: &Event) -> Result<(), DeliveryError> {
        self.write(event)?;
        self.sync()
    }

    /// Hands an event to the system: it outlives the program, and the machine once it is synced.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, event: &Event) -> Result<(), DeliveryError> {
        let mut line = serde_json::to_vec(event).map_err(|error| self.failed(error.into()))?;
        line.push(b'\n');
        self.is_synced = false;
        self.file.write_all(&line).map_err(|error| self.failed(error))
    }

    /// Puts on disk all that has been written; when this returns, it is there.
    ///
    /// # Errors
    /// When it cannot be synced: then it may or may not be there.
    pub fn sync(&mut self) -> Result<(), DeliveryError> {
        if !self.is_synced {
            self.file.sync_data().map_err(|error| self.failed(error))?;
            self.is_synced = true;
        }
        Ok(())
    }

    fn failed(&self, error: io::Error) -> DeliveryError {
        DeliveryError::of(&self.path, error)
    }
}

/// Gives the events of a log to `take`, in their order; without a log there are none.
pub(super) fn each_event(
    path: &Path,
    mut take: impl FnMut(Event) -> Result<(), NeverIntended>,
) -> Result<(), DeliveryError> {
    let bytes = disk::read_if_any(path).map_err(|problem| DeliveryError::of(path, problem))?.unwrap_or_default();
    for (line, text) in (1..).zip(whole_lines(&bytes).split(|byte| *byte == b'\n')) {
        if text.trim_ascii().is_empty() {
            continue;
        }
        let file = || from_exercise_folder(path);
        let damaged = |error: serde_json::Error| match other_file(text) {
            Some(name) => DeliveryError::NotAFileName { file: file(), line, name },
            None => DeliveryError::Damaged { file: file(), line, column: error.column().max(1) },
        };
        let event = serde_json::from_slice(text).map_err(damaged)?;
        take(event).map_err(|NeverIntended(message_id)| DeliveryError::NeverIntended {
            file: file(),
            line,
            message_id,
        })?;
    }
    Ok(())
}

/// What a line has as the name of a letter's file, if that is none.
fn other_file(text: &[u8]) -> Option<String> {
    let line: serde_json::Value = serde_json::from_slice(text).ok()?;
    let file = line.get("file")?.as_str()?.to_owned();
    FileName::try_from(file.clone()).is_err().then_some(file)
}

/// All events of a log.
///
/// # Errors
/// When the file cannot be read, or a line in it.
pub fn events(path: &Path) -> Result<Vec<Event>, DeliveryError> {
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
    use crate::email::Email;
    use crate::municipality::Number;

    fn asker() -> Number {
        "3025".parse().expect("a number")
    }

    const AT: &str = "2022-08-22T09:00:00+02:00";

    fn sent(id: &str) -> Event {
        let at = AT.parse().expect("a time");
        Event::Sent(Entry { at, message_id: id.into(), reply: None })
    }

    fn intended(id: &str) -> Event {
        let line = format!(
            r#"{{"event":"intended","at":"{AT}","message_id":"{id}","kind":"invitation","municipality":"3025","to":"a@example.no","uid":"u","sequence":0,"told":{{"start":"{AT}","end":"{AT}","place":"Teams","link":"https://example.no"}},"file":"f.eml"}}"#
        );
        serde_json::from_str(&line).expect("it is a line of the log")
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
        assert!(matches!(History::read(&path), Err(DeliveryError::Damaged { line: 2, .. })));
    }

    /// Lines as version 0.1 wrote them.
    const FORMER: &str = include_str!("log/version-0.1.jsonl");

    #[test]
    fn the_log_of_version_0_1_is_read_and_nothing_in_it_is_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deliveries.jsonl");
        std::fs::write(&path, FORMER).expect("it is written");
        let events = events(&path).expect("every line is read");
        assert_eq!(events.len(), FORMER.lines().count());
        let history = History::read(&path).expect("it reads");
        let (told, _) = *history.sent_to(asker()).last().expect("it was sent");
        assert_eq!(told.recipient.as_ref().map(Email::as_str), Some("frode.pafunn@example.no"));
        assert!(told.meeting.as_ref().is_some_and(|meeting| meeting.place == "Teams"));
        // Written anew, as purge does, it says the same.
        std::fs::write(&path, in_lines(&events)).expect("it is written");
        assert_eq!(super::events(&path).expect("it reads"), events);
    }

    #[test]
    fn a_line_with_a_value_that_is_none_names_file_line_and_what_to_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("deliveries.jsonl");
        let good = serde_json::to_string(&intended("a")).expect("it is JSON");
        for (from, to) in [("\"3025\"", "\"Asker\""), ("a@example.no", "nobody"), ("invitation", "invite")] {
            std::fs::write(&path, format!("{good}\n{}\n", good.replace(from, to))).expect("it is written");
            let error = History::read(&path).expect_err("it is not a record");
            assert!(matches!(error, DeliveryError::Damaged { line: 2, .. }), "{error}");
        }
    }

    #[test]
    fn times_are_in_whole_seconds() {
        let at = "2022-08-22T09:00:00.839705942+02:00".parse().expect("a time");
        let event = Event::Sent(Entry { at, message_id: "a".into(), reply: None });
        let line = serde_json::to_string(&event).expect("it is JSON");
        assert!(line.contains("\"2022-08-22T09:00:00+02:00\""), "{line}");
    }
}
