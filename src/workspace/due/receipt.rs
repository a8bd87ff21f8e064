//! What was registered goes back to whoever registered it, to be checked; what could not be read goes back to be asked.
//! The same is confirmed once, and each change is.

mod former;

use serde_json::{Value, json};

use super::about::About;
use super::rule::{Judged, Rule, due_letters};
use crate::exercise::{DateId, ExerciseDates};
use crate::findings::problems;
use crate::kind::Kind;
use crate::letter::{fingerprint, former_fingerprint};
use crate::municipality::Municipality;
use crate::registration::{Answer, Field, Person, Registration};
use crate::workspace::Unclear;
use crate::workspace::letters::{Enclosure, Letters};

problems! {
    /// Why one is due.
    pub(crate) enum Reason in "receipt" {
        Registered,
        /// It has registered something else since the last one.
        RegisteredAnew,
        /// A date that it asked for was moved since the last one.
        Moved,
        /// What it wrote cannot be read.
        WroteUnclear,
    }
}

pub(crate) struct Receipts {
    pub(crate) unclear: Unclear,
}

impl Rule for Receipts {
    fn kind(&self) -> Kind {
        Kind::Receipt
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let number = municipality.number;
        let dates = &letters.workspace.exercise.dates;
        let unclear = self.unclear.get(&number);
        let registration = letters.registrations.get(number);
        let about = match unclear {
            Some(written) => about_unclear(written),
            // Nobody is left to check it, and what was confirmed is not there any more.
            None if registration?.is_purged() => return None,
            None => about_registration(registration?, dates, unfinished(letters, registration?)),
        };
        let was_confirmed = registration.filter(|_| unclear.is_none());
        let due = letters.addressee(municipality).due_of_kind(self.kind(), &about, |sent| {
            sent.last().is_some_and(|(last, at)| {
                let is_former = |registration| former::is_of(registration, last, *at);
                about.is_of(last) || was_confirmed.is_some_and(is_former)
            })
        });
        let last = letters.history.sent_of(number, self.kind()).pop().map(|(_, at)| at.naive_local());
        let is_moved_since = |at| registration.is_some_and(|registration| registration.imported <= at);
        let reason = match (unclear, last) {
            (Some(_), _) => Reason::WroteUnclear,
            (None, None) => Reason::Registered,
            (None, Some(at)) if is_moved_since(at) => Reason::Moved,
            (None, Some(_)) => Reason::RegisteredAnew,
        };
        Some(Judged::because(due, reason))
    }

    fn enclosure(&self) -> Enclosure {
        Enclosure { unclear: self.unclear.clone(), ..Enclosure::default() }
    }
}

impl Letters<'_> {
    /// How many are due a receipt, once others have had one: whoever sends none is not asked to.
    pub(crate) fn receipts_due(&self, unclear: &Unclear) -> usize {
        due_letters(&Receipts { unclear: unclear.clone() }, self, |_| true).len()
    }
}

fn about_unclear(written: &[String]) -> About {
    let former = ["unclear"].into_iter().chain(written.iter().map(String::as_str)).map(str::as_bytes);
    About::new(fingerprint([("unclear", json!(written))]), vec![former_fingerprint(former)])
}

/// What version 0.1 noted of the same in the receipts that it did not get away.
fn unfinished(letters: &Letters<'_>, registration: &Registration) -> Vec<String> {
    let unfinished = letters.history.unfinished(registration.municipality, Kind::Receipt);
    let of_this = unfinished.filter(|record| former::is_of(registration, &record.envelope, record.at));
    of_this.map(|record| record.envelope.about.clone()).collect()
}

/// All that a receipt repeats. Dates go by when they begin, which stays when another date comes to their day; earlier
/// versions had the key of their table.
fn about_registration(registration: &Registration, dates: &ExerciseDates, mut former: Vec<String>) -> About {
    let by_key = |date: &DateId| dates.key(*date).to_owned();
    former.push(repeated(registration, by_key));
    About::new(repeated(registration, |date| dates.get(*date).start.to_string()), former)
}

/// Fingerprint of all that a receipt repeats, with these names of dates.
fn repeated(registration: &Registration, name: impl Fn(&DateId) -> String) -> String {
    let answer = match &registration.answer {
        Answer::Any => json!("any"),
        Answer::Declined => json!("declined"),
        Answer::Dates(choices) => choices.dates().iter().map(name).collect(),
    };
    let person = |person: &Person| {
        let email = person.email.as_ref().map(ToString::to_string);
        json!({ "name": person.name, "email": email, "phone": person.phone })
    };
    let contacts: Value = registration.contacts.iter().map(person).collect();
    let fields = Field::ALL.iter().filter(|field| !field.is_of_contact() && **field != Field::Received);
    let fields = fields.map(|field| (field.key(), json!(registration.value(*field))));
    fingerprint([("answer", answer), ("contacts", contacts)].into_iter().chain(fields))
}
