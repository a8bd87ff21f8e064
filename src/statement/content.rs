//! The identity of what a row says, whatever its file is called now and wherever it stands in it.
//!
//! It is a UUID (RFC 9562, version 5) in [`NAMESPACE`] of a JSON object (RFC 8259) without white space, its names in
//! alphabetical order:
//!
//! | name | value |
//! |---|---|
//! | `answer` | `"any"`, `"declined"`, or the keys of dates, best first |
//! | `fields` | what stands in the row's cells, by the keys of fields; those with nothing in them are left out |
//! | `municipality` | its number |
//!
//! The time when it was received is one of the fields. An empty cell is a content of its own, `v5(row, KEY)`: a list that is
//! saved with a further, empty column says what it said before, and that there is nothing in that column.

use serde_json::{Map, json};
use uuid::Uuid;

use super::written::WrittenAnswer;
use crate::exercise::ExerciseDates;
use crate::registration::{Field, Fields, Registration};

/// The namespace of these identities. Changing it would make everything that was read before new.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f76_656c_7365_5f73_8a61_6964_2e30_3131);

/// What a row says, for knowing it again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contents {
    /// What stands in it.
    pub row: String,
    /// That a cell is empty.
    pub empty: Vec<(Field, String)>,
}

impl Contents {
    /// That of a row which tells these fields.
    #[must_use]
    pub fn of(row: &Registration, told: Fields, dates: &ExerciseDates) -> Contents {
        let mut fields = Map::new();
        let mut empty = Vec::new();
        for field in told.iter() {
            match row.cell(field) {
                cell if !cell.is_empty() => drop(fields.insert(field.key().to_owned(), json!(cell))),
                _ if field == Field::Received => {}
                _ => empty.push(field),
            }
        }
        let answer = json!(WrittenAnswer::of(&row.answer, dates));
        let named = json!({ "answer": answer, "fields": fields, "municipality": row.municipality });
        // A JSON map keeps its names in alphabetical order.
        let row = Uuid::new_v5(&NAMESPACE, named.to_string().as_bytes());
        let of_field = |field: Field| (field, Uuid::new_v5(&row, field.key().as_bytes()).to_string());
        Contents { row: row.to_string(), empty: empty.into_iter().map(of_field).collect() }
    }

    /// All identities.
    pub fn all(self) -> impl Iterator<Item = String> {
        std::iter::once(self.row).chain(self.empty.into_iter().map(|(_, content)| content))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::registration::{Answer, Source};

    #[test]
    fn the_identity_is_that_of_the_written_form() {
        let source = Source { file: "a.csv".into(), line: 2 };
        let municipality = "3025".parse().expect("a number");
        let mut row = Registration::new(municipality, Answer::Any, chrono::NaiveDateTime::default(), source);
        row.comment = Some("Ring".into());
        row.participants = Some(7);
        let text = include_str!("../../exercise.toml");
        let dates =
            crate::exercise::Exercise::read(text, &mut crate::findings::Findings::new()).expect("it is good").dates;
        let told: Fields = [Field::Comment, Field::Participants, Field::Email].into_iter().collect();
        let canonical = r#"{"answer":"any","fields":{"comment":"Ring","participants":"7"},"municipality":"3025"}"#;
        let identity = Uuid::new_v5(&NAMESPACE, canonical.as_bytes());
        let contents = Contents::of(&row, told, &dates);
        assert_eq!(contents.row, identity.to_string());
        assert_eq!(contents.empty, [(Field::Email, Uuid::new_v5(&identity, b"email").to_string())]);
    }
}
