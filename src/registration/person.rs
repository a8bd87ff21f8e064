//! A contact of a municipality.

use serde::Serialize;

use super::field::Field;
use crate::email::Email;
use crate::findings::Sentence;

/// Someone to write to. Texts are single lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// First name and surname in one, as it was written.
    pub name: Option<String>,
    /// Where letters go, if this is the first contact.
    pub email: Option<Email>,
    /// Telephone number as people write it.
    pub phone: Option<String>,
}

impl Person {
    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.name.is_none() && self.email.is_none() && self.phone.is_none()
    }

    /// The value of one of the fields of a contact.
    pub(super) fn value(&self, field: Field) -> Option<&str> {
        match field {
            Field::Contact => self.name.as_deref(),
            Field::Email => self.email.as_ref().map(Email::as_str),
            Field::Phone => self.phone.as_deref(),
            _ => None,
        }
    }

    /// Takes over what another has in some of the fields of a contact; nothing too.
    pub(crate) fn copy(&mut self, other: &Person, fields: &[Field]) {
        for field in fields {
            match field {
                Field::Email => self.email.clone_from(&other.email),
                Field::Contact => self.name.clone_from(&other.name),
                _ => self.phone.clone_from(&other.phone),
            }
        }
    }

    pub(super) fn set(&mut self, field: Field, written: &str) -> Result<(), Sentence> {
        match field {
            Field::Email => self.email = Some(written.parse()?),
            Field::Contact => self.name = Some(written.to_owned()),
            _ => self.phone = Some(written.to_owned()),
        }
        Ok(())
    }
}
