//! Whether each municipality that has a place can be reached: once to each address.

use super::about::About;
use super::addressee::Due;
use super::rule::{Judged, Rule};
use crate::findings::problems;
use crate::kind::Kind;
use crate::municipality::Municipality;
use crate::registration::Registration;
use crate::workspace::letters::Letters;

problems! {
    /// Why one is due.
    pub(crate) enum Reason in "contact-test" {
        /// It has a place.
        HasPlace,
        /// It has another address since the last one.
        OtherAddress,
    }
}

pub(crate) struct ContactTests;

impl Rule for ContactTests {
    fn kind(&self) -> Kind {
        Kind::ContactTest
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let number = municipality.number;
        // Nobody has to be reached for a date that has begun.
        letters.seating(number).date().filter(|date| letters.workspace.is_to_come(*date))?;
        let addressee = letters.addressee(municipality);
        let address = addressee.address();
        let is_purged = addressee.registration.is_some_and(Registration::is_purged);
        let due = addressee.due_of_kind(self.kind(), &About::default(), |sent| {
            // The address that was tested may have been purged; until there is another, nobody is left to reach.
            is_purged || sent.iter().any(|(letter, _)| letter.address() == address)
        });
        let was_tested = !letters.history.sent_of(number, self.kind()).is_empty();
        let why = match due {
            Due::Letter(_) if was_tested => Reason::OtherAddress.into(),
            Due::Letter(_) => Reason::HasPlace.into(),
            Due::Nothing(_) | Due::Uncertain(_) | Due::Undeliverable(_) => {
                letters.correspondence().reach(number, &address).into()
            }
        };
        Some(Judged { due, why: Some(why) })
    }
}
