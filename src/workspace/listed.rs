//! Registrations, and those who have not answered, as they are listed.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::Workspace;
use crate::municipality::Municipality;
use crate::registration::{Field, FieldValue, Person, Registration};

/// What one municipality registered.
#[derive(Debug, Serialize)]
pub(crate) struct Registered<'r> {
    pub(crate) number: String,
    pub(crate) municipality: String,
    /// Dates, best first, or "any" or "declined".
    pub(crate) choices: Vec<String>,
    /// The other fields; the time is when it was imported, if the spreadsheet does not say.
    #[serde(flatten)]
    pub(crate) fields: Fields<'r>,
    /// Others who answered the same.
    pub(crate) other_contacts: &'r [Person],
    /// Whether it came after the deadline.
    pub(crate) late: bool,
}

#[derive(Debug)]
pub(crate) struct Fields<'r>(Vec<(Field, Option<FieldValue<'r>>)>);

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (field, value) in &self.0 {
            map.serialize_entry(field.key(), value)?;
        }
        map.end()
    }
}

impl<'r> Registered<'r> {
    pub(crate) fn of(registration: &'r Registration, workspace: &Workspace) -> Registered<'r> {
        let fields = Field::ALL.iter().map(|field| match field {
            Field::Received => (*field, Some(FieldValue::Time(registration.arrival()))),
            _ => (*field, registration.value(*field)),
        });
        Registered {
            number: registration.municipality.to_string(),
            municipality: workspace.name(registration.municipality),
            choices: workspace.choices(&registration.answer),
            fields: Fields(fields.collect()),
            other_contacts: registration.contacts.get(1..).unwrap_or_default(),
            late: workspace.exercise.is_late(registration.arrival()),
        }
    }

    /// The text of a field.
    pub(crate) fn text(&self, field: Field) -> String {
        let found = self.fields.0.iter().find(|(found, _)| *found == field);
        found.and_then(|(_, value)| *value).map(|value| value.in_json()).unwrap_or_default()
    }
}

/// Who has not answered.
#[derive(Debug, Serialize)]
pub(crate) struct Unanswered {
    pub(crate) number: String,
    pub(crate) municipality: String,
    pub(crate) email: String,
}

impl Unanswered {
    pub(crate) fn of(municipality: &Municipality) -> Unanswered {
        Unanswered {
            number: municipality.number.to_string(),
            municipality: municipality.name.clone(),
            email: municipality.address().to_owned(),
        }
    }
}
