//! Where to tell how the exercise was, to each municipality that took part; again to those who have not answered, if it
//! is known who has.

use std::collections::HashSet;

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::about::About;
use super::rule::{Judged, Rule};
use crate::findings::problems;
use crate::kind::Kind;
use crate::letter::{Attachment, fingerprint, fingerprint_of_bytes, former_fingerprint};
use crate::municipality::{Municipality, Number};
use crate::workspace::letters::{Enclosure, Letters};

problems! {
    /// Why one is due.
    pub(crate) enum Reason in "evaluation" {
        /// It is recorded that it took part.
        TookPart,
        /// It was asked, and is not among those who have answered.
        NotAnswered,
    }
}

pub(crate) struct Evaluations {
    pub(crate) link: Option<String>,
    /// The form to fill in.
    pub(crate) form: Option<Attachment>,
    /// Who has answered, if that is known.
    pub(crate) answered: Option<HashSet<Number>>,
    pub(crate) at_most_every: TimeDelta,
    /// Whether the exercise is over and the persons are deleted: then nobody is asked.
    pub(crate) is_closed: bool,
}

impl Rule for Evaluations {
    fn kind(&self) -> Kind {
        Kind::Evaluation
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let number = municipality.number;
        letters.recorded(number).filter(|attended| attended.took_part)?;
        if self.is_closed || self.answered.as_ref().is_some_and(|answered| answered.contains(&number)) {
            return None;
        }
        let form = self.form.as_ref().map_or(Value::Null, |form| fingerprint_of_bytes(&form.bytes));
        let parts = self.link.iter().map(String::as_bytes).chain(self.form.iter().map(|form| form.bytes.as_slice()));
        let former = former_fingerprint(parts);
        let about = About::new(fingerprint([("link", json!(self.link)), ("form", form)]), vec![former]);
        let now = letters.workspace.now.fixed_offset();
        let due = letters.addressee(municipality).due_of_kind(self.kind(), &about, |sent| {
            let is_recent = sent.last().is_some_and(|(_, at)| now - at < self.at_most_every);
            !sent.is_empty() && (self.answered.is_none() || is_recent)
        });
        let was_asked = !letters.history.sent_of(number, self.kind()).is_empty();
        Some(Judged::because(due, if was_asked { Reason::NotAnswered } else { Reason::TookPart }))
    }

    fn enclosure(&self) -> Enclosure {
        Enclosure { files: self.form.iter().cloned().collect(), link: self.link.clone(), ..Enclosure::default() }
    }
}
