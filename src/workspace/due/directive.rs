//! The directive of the exercise to each municipality that has a place: once each version, and again when the
//! meeting has another time than the letter said. The file's name may change; what is in it counts.

use super::about::About;
use super::rule::{Judged, Rule};
use crate::exercise::{DateId, Exercise};
use crate::findings::problems;
use crate::kind::Kind;
use crate::letter::{Attachment, Envelope, Meeting, fingerprint, fingerprint_of_bytes, former_fingerprint};
use crate::municipality::Municipality;
use crate::workspace::letters::{Enclosure, Letters};

problems! {
    /// Why one is due.
    pub(crate) enum Reason in "directive" {
        /// It has a place.
        HasPlace,
        /// It was sent an earlier version.
        HasEarlierVersion,
        /// The letter that it was sent names another time.
        MeetingChanged,
    }
}

pub(crate) struct Directives {
    file: Attachment,
    /// Only those on this date are meant.
    date: Option<DateId>,
    about: About,
    /// Whether the exercise is over and the persons are deleted: then nobody needs it.
    is_closed: bool,
}

impl Directives {
    pub(crate) fn new(file: Attachment, date: Option<DateId>, is_closed: bool) -> Directives {
        let former = former_fingerprint([file.bytes.as_slice()]);
        let about = About::new(fingerprint([("file", fingerprint_of_bytes(&file.bytes))]), vec![former]);
        Directives { file, date, about, is_closed }
    }
}

/// Whether a letter names a date's meeting with the time that it has now.
pub(crate) fn tells_time_of(letter: &Envelope, date: DateId, exercise: &Exercise) -> bool {
    let now = Meeting::of(exercise, date, exercise.language);
    letter.meeting.as_ref().is_none_or(|told| !now.has_other_time(told))
}

impl Rule for Directives {
    fn kind(&self) -> Kind {
        Kind::Directive
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let number = municipality.number;
        let date = letters.seating(number).date()?;
        if self.date.is_some_and(|only| only != date) || self.is_closed {
            return None;
        }
        let exercise = &letters.workspace.exercise;
        let last = letters.history.sent_of(number, self.kind()).pop().map(|(last, _)| last);
        let reason = match last {
            None => Reason::HasPlace,
            Some(last) if !self.about.is_of(last) => Reason::HasEarlierVersion,
            Some(_) => Reason::MeetingChanged,
        };
        let due = letters.addressee(municipality).due_of_kind(self.kind(), &self.about, |_| {
            last.is_some_and(|last| self.about.is_of(last) && tells_time_of(last, date, exercise))
        });
        Some(Judged::because(due, reason))
    }

    fn enclosure(&self) -> Enclosure {
        Enclosure { files: vec![self.file.clone()], ..Enclosure::default() }
    }
}
