//! What is done with a registration field by field: reading what is written, and putting two registrations together.
//!
//! Nothing here is about a certain field: which value belongs to which field is said beside [`Registration`].

use std::borrow::Cow;

use super::field::Field;
use super::person::Person;
use super::value::{FieldProblem, FieldValue, Slot, check_line, check_lines, whole_number};
use super::{Registration, Source};
use crate::exercise::moment_since;
use crate::findings::Sentence;
use crate::sheet::Epoch;

/// In the place of what is not known of one contact among several.
const UNKNOWN: &str = "–";

/// In the place of the file that a registration came from, once it has been purged: file names name persons too.
const PURGED: &str = "removed";

impl Source {
    /// The same without the name of its file.
    #[must_use]
    pub(crate) fn purged(&self) -> Source {
        Source { file: PURGED.to_owned(), line: self.line }
    }
}

impl Registration {
    /// Reads what a spreadsheet says in a field; in a contact's field, of the first contact. `epoch` is that of the file.
    ///
    /// # Errors
    /// Says why, when the text is not a value of that field.
    pub(crate) fn read(&mut self, field: Field, written: &str, epoch: Epoch) -> Result<(), Sentence> {
        match self.slot(field) {
            Slot::Contacts(_) if field != Field::Email => check_line(written)?,
            Slot::Text(_) => check_lines(written)?,
            _ => {}
        }
        self.set(field, 0, written, epoch)
    }

    /// Reads a cell of registrations.csv, in which several contacts stand below each other.
    ///
    /// # Errors
    /// Says why, when the text is not a value of that field.
    pub(crate) fn read_cell(&mut self, field: Field, written: &str) -> Result<(), Sentence> {
        if !field.is_of_contact() {
            return if written.is_empty() { Ok(()) } else { self.set(field, 0, written, Epoch::default()) };
        }
        let lines = written.lines().map(str::trim).enumerate();
        lines.into_iter().try_for_each(|(index, line)| self.set(field, index, line, Epoch::default()))
    }

    /// Sets a field; in a contact's field, of the contact in that place.
    fn set(&mut self, field: Field, index: usize, written: &str, epoch: Epoch) -> Result<(), Sentence> {
        match self.slot(field) {
            Slot::Contacts(contacts) => {
                if contacts.len() <= index {
                    contacts.resize(index + 1, Person::default());
                }
                if !matches!(written, "" | UNKNOWN) {
                    contacts[index].set(field, written)?;
                }
            }
            Slot::Number(number) => *number = Some(whole_number(written)?),
            Slot::Text(text) => *text = Some(written.replace("\r\n", "\n")),
            Slot::Time(time) => *time = Some(moment_since(written, epoch).ok_or(FieldProblem::NotATime)?),
        }
        Ok(())
    }

    /// What stands in the cell of registrations.csv.
    #[must_use]
    pub fn cell(&self, field: Field) -> Cow<'_, str> {
        match self.contacts.as_slice() {
            [] | [_] => self.value(field),
            _ if !field.is_of_contact() => self.value(field),
            several => {
                let parts: Vec<&str> = several.iter().map(|person| person.value(field).unwrap_or(UNKNOWN)).collect();
                return parts.join("\n").into();
            }
        }
        .map_or("".into(), |value| match value {
            FieldValue::Text(text) => text.into(),
            value => value.to_string().into(),
        })
    }

    /// Whether both have the same in a field; of a contact's, in that of any contact.
    #[must_use]
    pub(super) fn agrees(&self, other: &Registration, field: Field) -> bool {
        if field.is_of_contact() { self.contacts == other.contacts } else { self.value(field) == other.value(field) }
    }

    /// Takes over what another registration has in a field, contacts aside; nothing too.
    pub(crate) fn copy(&mut self, field: Field, other: &Registration) {
        let value = other.value(field);
        match (self.slot(field), value) {
            (Slot::Number(number), value) => *number = value.and_then(FieldValue::number),
            (Slot::Text(text), value) => *text = value.and_then(FieldValue::text).map(str::to_owned),
            (Slot::Time(time), Some(FieldValue::Time(known))) => *time = Some(known),
            (Slot::Time(time), _) => *time = None,
            (Slot::Contacts(_), _) => {}
        }
    }

    /// Adds what someone else says in a field, contacts aside: texts stand below each other, of two numbers the last one.
    pub(crate) fn join(&mut self, field: Field, other: &Registration) {
        if other.value(field).is_none() || self.holds(field, &other.cell(field)) {
            return;
        }
        match (self.slot(field), other.value(field)) {
            (Slot::Text(Some(known)), Some(FieldValue::Text(text))) => {
                known.push('\n');
                known.push_str(text);
            }
            _ => self.copy(field, other),
        }
    }

    /// Whether a text stands in a field: as the lines of a comment, or as what is known of one of the contacts. Nothing
    /// stands in a field that is empty.
    #[must_use]
    pub(crate) fn holds(&self, field: Field, text: &str) -> bool {
        let cell = self.cell(field);
        if text.is_empty() || cell.is_empty() {
            return text == cell;
        }
        format!("\n{cell}\n").contains(&format!("\n{text}\n"))
    }

    /// The same registration without what is about persons, the name of its file included.
    #[must_use]
    pub(crate) fn purged(&self) -> Registration {
        let mut bare = Registration { source: self.source.purged(), ..self.clone() };
        for field in Field::ALL.iter().filter(|field| field.description().is_personal) {
            match bare.slot(*field) {
                Slot::Contacts(contacts) => contacts.clear(),
                Slot::Number(number) => *number = None,
                Slot::Text(text) => *text = None,
                Slot::Time(time) => *time = None,
            }
        }
        bare
    }

    /// Whether it has been purged, and nothing was said of the municipality since.
    #[must_use]
    pub(crate) fn is_purged(&self) -> bool {
        self.source.file == PURGED
    }
}
