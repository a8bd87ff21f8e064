//! The directive of the exercise to each municipality that has a place: once each version. Its name may change; what is
//! in it counts.

use super::about::About;
use super::rule::{Judged, Rule};
use crate::exercise::DateId;
use crate::findings::problems;
use crate::kind::Kind;
use crate::letter::{Attachment, fingerprint, fingerprint_of_bytes, former_fingerprint};
use crate::municipality::Municipality;
use crate::workspace::letters::{Enclosure, Letters};

problems! {
    /// Why one is due.
    pub(crate) enum Reason in "directive" {
        /// It has a place.
        HasPlace,
        /// It was sent an earlier version.
        HasEarlierVersion,
    }
}

pub(crate) struct Directives {
    file: Attachment,
    /// Only those on this date are meant.
    date: Option<DateId>,
    about: About,
}

impl Directives {
    pub(crate) fn new(file: Attachment, date: Option<DateId>) -> Directives {
        let former = former_fingerprint([file.bytes.as_slice()]);
        let about = About::new(fingerprint([("file", fingerprint_of_bytes(&file.bytes))]), vec![former]);
        Directives { file, date, about }
    }
}

impl Rule for Directives {
    fn kind(&self) -> Kind {
        Kind::Directive
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let number = municipality.number;
        let date = letters.seating(number).date()?;
        if self.date.is_some_and(|only| only != date) {
            return None;
        }
        let due = letters
            .addressee(municipality)
            .due_of_kind(self.kind(), &self.about, |sent| sent.last().is_some_and(|(last, _)| self.about.is_of(last)));
        let last = letters.history.sent_of(number, self.kind()).pop();
        let has_earlier = last.is_some_and(|(last, _)| !self.about.is_of(last));
        Some(Judged::because(due, if has_earlier { Reason::HasEarlierVersion } else { Reason::HasPlace }))
    }

    fn enclosure(&self) -> Enclosure {
        Enclosure { files: vec![self.file.clone()], ..Enclosure::default() }
    }
}
