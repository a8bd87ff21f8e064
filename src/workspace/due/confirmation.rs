//! Proof for each municipality that took part. One that is recorded for another date gets another.

use serde_json::json;

use super::about::About;
use super::rule::{Judged, Rule};
use crate::findings::problems;
use crate::kind::Kind;
use crate::letter::{fingerprint, former_fingerprint};
use crate::municipality::Municipality;
use crate::workspace::letters::Letters;

problems! {
    /// Why one is due.
    pub(crate) enum Reason in "confirmation" {
        /// It is recorded that it took part.
        TookPart,
    }
}

pub(crate) struct Confirmations;

impl Rule for Confirmations {
    fn kind(&self) -> Kind {
        Kind::Confirmation
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let date = letters.workspace.exercise.dates.key(letters.attended(municipality.number)?);
        let former = former_fingerprint([date.as_bytes()]);
        let about = About::new(fingerprint([("date", json!(date))]), vec![former]);
        let due = letters
            .addressee(municipality)
            .due_of_kind(self.kind(), &about, |sent| sent.last().is_some_and(|(last, _)| about.is_of(last)));
        Some(Judged::because(due, Reason::TookPart))
    }
}
