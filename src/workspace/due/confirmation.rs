//! Proof for each municipality that took part. Where one was sent that no longer holds, another takes its place, or it is
//! withdrawn.

use super::attested::{about, holds};
use super::rule::{Judged, Rule};
use crate::findings::problems;
use crate::kind::Kind;
use crate::municipality::Municipality;
use crate::workspace::letters::Letters;

problems! {
    /// Why one is due.
    pub(crate) enum Reason in "confirmation" {
        /// It is recorded that it took part.
        TookPart,
        /// It took part on another date, or with another number of people, than was confirmed.
        RecordedAnew,
        /// That it took part was confirmed, and it did not.
        DidNotTakePart,
    }
}

pub(crate) struct Confirmations {
    /// Whether the exercise is over and the persons are deleted: then only what was confirmed is corrected.
    pub(crate) is_closed: bool,
}

impl Rule for Confirmations {
    fn kind(&self) -> Kind {
        Kind::Confirmation
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let number = municipality.number;
        let recorded = letters.recorded(number)?;
        let dates = &letters.workspace.exercise.dates;
        let was_sent = !letters.history.sent_of(number, self.kind()).is_empty();
        let reason = match (recorded.took_part, was_sent) {
            (true, false) if self.is_closed => return None,
            (true, false) => Reason::TookPart,
            (true, true) => Reason::RecordedAnew,
            (false, true) => Reason::DidNotTakePart,
            (false, false) => return None,
        };
        let due = letters.addressee(municipality).due_of_kind(self.kind(), &about(recorded, dates), |sent| {
            sent.last().is_some_and(|(last, _)| holds(last, recorded, dates))
        });
        Some(Judged::because(due, reason))
    }
}
