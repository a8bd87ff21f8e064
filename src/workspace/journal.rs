//! The journal: every letter that was to leave, and what became of it.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::{Result, Workspace};
use crate::delivery::{Record, Status, Trace};
use crate::findings::Sentence;
use crate::kind::Kind;
use crate::words::Words;

/// Every letter that was to leave, in the order of their times.
#[derive(Debug, Serialize)]
pub(crate) struct Journal {
    pub(crate) letters: Vec<Entry>,
}

/// A letter and what became of it.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    pub(crate) message_id: String,
    pub(crate) exercise: String,
    pub(crate) title: String,
    pub(crate) kind: Kind,
    pub(crate) number: String,
    pub(crate) municipality: String,
    pub(crate) to: String,
    /// The server; none if it was put into the outbox.
    pub(crate) via: Option<String>,
    /// When it was about to leave.
    pub(crate) intended: DateTime<FixedOffset>,
    pub(crate) result: Status,
    pub(crate) sent: Option<DateTime<FixedOffset>>,
    /// What the server said, or what went wrong.
    pub(crate) reply: Option<String>,
    /// In data/outbox, once it has left.
    pub(crate) file: String,
}

impl Workspace {
    /// The journal, with what went wrong in words.
    pub(crate) fn journal(&self, words: Words) -> Result<Journal> {
        let history = self.history()?;
        self.check_log(&history)?;
        let letters = history.all().into_iter().map(|trace| self.sent_entry(trace, words));
        let tests = history.tests().iter().map(|record| self.entry(record, Status::Test));
        let mut letters: Vec<Entry> = letters.chain(tests).collect();
        letters.sort_by(|first, second| (first.intended, &first.number).cmp(&(second.intended, &second.number)));
        Ok(Journal { letters })
    }

    fn sent_entry(&self, trace: &Trace, words: Words) -> Entry {
        Entry {
            sent: trace.left_at(),
            reply: trace.reply().map(|reply| words.say(&Sentence::from(reply))),
            ..self.entry(&trace.record, trace.status())
        }
    }

    fn entry(&self, record: &Record, result: Status) -> Entry {
        let letter = &record.envelope;
        Entry {
            message_id: letter.message_id.clone(),
            exercise: self.exercise.id.clone(),
            title: self.exercise.title.to_string(),
            kind: letter.kind,
            number: letter.municipality.to_string(),
            municipality: self.name(letter.municipality),
            to: letter.address().to_owned(),
            via: record.via.clone(),
            intended: record.at,
            result,
            sent: None,
            reply: None,
            file: record.file.to_string(),
        }
    }
}
