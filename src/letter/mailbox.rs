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
    /// Where a municipality's letters go: to its registered contact, else its official address; none if neither is known.
    #[must_use]
    pub fn address_of<'m>(municipality: &'m Municipality, contact: Option<&'m Person>) -> Option<&'m Email> {
        contact.and_then(|person| person.email.as_ref()).or(municipality.email.as_ref())
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
