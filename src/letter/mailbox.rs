//! A name with an address, as mail and calendars have them.

use crate::email::Email;
use crate::exercise::Exercise;
use crate::language::Language;
use crate::municipality::Municipality;
use crate::registration::Person;

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    pub(crate) name: String,
    pub(crate) email: Email,
}

impl Mailbox {
    /// Who gets a municipality's letters: its registered contact, else its official address.
    #[must_use]
    pub fn of_municipality(municipality: &Municipality, contact: Option<&Person>) -> Mailbox {
        let email = contact.and_then(|person| person.email.as_ref()).unwrap_or(&municipality.email);
        Mailbox::at(email.clone(), municipality, contact)
    }

    /// An address of a municipality, with the contact's name if it is the contact's.
    #[must_use]
    pub fn at(email: Email, municipality: &Municipality, contact: Option<&Person>) -> Mailbox {
        let contact = contact.filter(|person| person.email.as_ref() == Some(&email));
        let name = contact.and_then(|person| person.name.clone());
        Mailbox { name: name.unwrap_or_else(|| municipality.full_name().into_owned()), email }
    }

    /// Who invites: the organiser, with the address of the person to ask.
    #[must_use]
    pub fn of_organiser(exercise: &Exercise, language: Language) -> Mailbox {
        Mailbox { name: exercise.organiser.get(language).to_owned(), email: exercise.contact.email.clone() }
    }
}
