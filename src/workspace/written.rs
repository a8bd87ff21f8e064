//! Letters that are written and not sent.

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use super::Workspace;
use crate::delivery::{History, Record, is_copy};
use crate::folder::OUTBOX;
use crate::kind::Kind;

/// Letters that are written and not sent, or of which it was recorded now that they were.
#[derive(Debug, Serialize)]
pub(crate) struct Written {
    pub(crate) letters: Vec<WrittenLetter>,
    /// Whether it was recorded that they were sent.
    pub(crate) marked_sent: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct WrittenLetter {
    pub(crate) number: String,
    pub(crate) municipality: String,
    pub(crate) kind: Kind,
    pub(crate) to: String,
    pub(crate) message_id: String,
    pub(crate) written: DateTime<FixedOffset>,
    pub(crate) file: String,
    /// Whether it offers a seat that is kept no longer, and so is not to be sent.
    pub(crate) lapsed: bool,
    /// Whether it tells of a meeting at a time at which none is held any more.
    pub(crate) outdated: bool,
    /// Whether its file is no draft any more: a mail program has taken the mark away, or the log is older than the outbox.
    pub(crate) perhaps_sent: bool,
}

impl Workspace {
    /// Whether a letter offers a seat that is kept no longer.
    pub(crate) fn has_lapsed(&self, record: &Record) -> bool {
        record.envelope.until.is_some_and(|until| until < self.now.date_naive())
    }

    /// Whether a letter asks to a meeting that has been moved or called off since.
    fn is_outdated(&self, record: &Record) -> bool {
        let dates = &self.exercise.dates;
        let meeting = record.envelope.meeting.as_ref().filter(|_| record.envelope.kind.is_request());
        let date = meeting.map(|meeting| dates.beginning_at(meeting.start.naive_local()));
        date.is_some_and(|date| date.is_none_or(|date| dates.is_called_off(date)))
    }

    /// Whether the file of a letter that is written and not sent is no draft any more.
    pub(crate) fn is_perhaps_sent(&self, record: &Record) -> bool {
        // What cannot be read says so where it is to be sent.
        is_copy(&self.folder.outbox(), &record.file).unwrap_or(false)
    }

    /// The letters that are written and not sent, and still to be sent.
    pub(crate) fn to_be_sent<'h>(&self, history: &'h History) -> Vec<&'h Record> {
        let mut written = history.written();
        written.retain(|record| !self.has_lapsed(record));
        written
    }
}

impl Written {
    pub(crate) fn of(workspace: &Workspace, written: &[&Record], marked_sent: bool) -> Written {
        let letter = |record: &&Record| WrittenLetter {
            number: record.envelope.municipality.to_string(),
            municipality: workspace.name(record.envelope.municipality),
            kind: record.envelope.kind,
            to: record.envelope.address().to_owned(),
            message_id: record.envelope.message_id.clone(),
            written: record.at,
            file: format!("{OUTBOX}/{}", record.file),
            outdated: workspace.is_outdated(record),
            perhaps_sent: !marked_sent && workspace.is_perhaps_sent(record),
            lapsed: workspace.has_lapsed(record),
        };
        Written { letters: written.iter().map(letter).collect(), marked_sent }
    }
}
