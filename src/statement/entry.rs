//! A line of the file of statements, and what it holds.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use super::list::List;
use super::written::WrittenAnswer;
use crate::municipality::Number;
use crate::registration::{Answer, Field, Fields, Registration, Source};

/// A line of the file of statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "lowercase")]
pub enum Entry {
    /// What one command took in. It is one line, so that a crash leaves all of it or nothing.
    Said(Run),
    /// A run is taken back.
    Undone {
        /// Which run.
        run: usize,
        /// When; local time.
        at: NaiveDateTime,
    },
    /// A date has another name now: what was said of it before is said of the date as it is.
    Moved(MovedDate),
    /// A step after the last date is done.
    Closed {
        /// Which one.
        step: ClosingStep,
        /// When; local time.
        at: NaiveDateTime,
    },
    /// The table of registrations is what all lines above come to. Where this is missing after a run, a crash came between.
    Written {
        /// When; local time.
        at: NaiveDateTime,
        /// Those who were not invited then, and so are not in the table.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        left_out: Vec<Number>,
    },
}

/// What is done after the last date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClosingStep {
    /// The report was written.
    Report,
    /// The exercise was archived.
    Archive,
    /// Personal data was deleted.
    Purge,
}

/// That a date has another name now, or other hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovedDate {
    /// What tables called it.
    pub from: String,
    /// What they call it now.
    pub to: String,
    /// When; local time.
    pub at: NaiveDateTime,
    /// The hours that it had, where it has others under the same name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<String>,
}

/// What one command took in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Its number; from 1.
    pub run: usize,
    /// When; local time.
    pub at: NaiveDateTime,
    /// By which road it came.
    pub road: Road,
    /// The spreadsheets that were imported, in their order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// The lists that were delivered, by the names of their files; those that were delivered before are left out.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<String, List>,
    /// What is new in it.
    pub statements: Vec<Statement>,
}

impl Run {
    /// The spreadsheets that were imported; none by hand.
    #[must_use]
    pub fn files(&self) -> Vec<String> {
        // Earlier versions told them with each statement only.
        if !self.files.is_empty() || self.road != Road::Import {
            return self.files.clone();
        }
        let files: BTreeSet<&str> = self.statements.iter().map(|statement| statement.source.file.as_str()).collect();
        files.into_iter().map(str::to_owned).collect()
    }
}

/// By which road statements came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Road {
    /// Spreadsheets.
    Import,
    /// `ovelse register`.
    Register,
    /// The lead changed the table of registrations.
    Edit,
    /// The table of a folder of an earlier version, which had no statements.
    Carried,
}

impl Road {
    /// Whether its statements are rows of the table of registrations, which tell all of it.
    #[must_use]
    pub fn is_of_table(self) -> bool {
        matches!(self, Road::Edit | Road::Carried)
    }

    /// As it stands in JSON and in CSV.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Road::Import => "import",
            Road::Register => "register",
            Road::Edit => "edit",
            Road::Carried => "carried",
        }
    }
}

/// What one municipality said at one time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Who.
    pub municipality: Number,
    /// When it was said: when it was received, else when that content was first read; local time.
    pub said: NaiveDateTime,
    /// When the tool took it in; local time.
    pub read: NaiveDateTime,
    /// Where it stands.
    #[serde(with = "in_place")]
    pub source: Source,
    /// That the municipality takes back its registration; then it says nothing else.
    #[serde(default, skip_serializing_if = "is_not")]
    pub withdrawn: bool,
    /// Its answer; none if it does not tell one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<WrittenAnswer>,
    /// What it tells beside the answer, by the keys of the fields, as in a cell of the table of registrations: empty where
    /// there is nothing, not there where it does not tell.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// The identities of the rows that it settles, by which they are known when they are read again.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contents: Vec<String>,
}

impl Statement {
    /// That a municipality takes back what it registered.
    #[must_use]
    pub fn withdrawal(municipality: Number, said: NaiveDateTime, source: Source) -> Statement {
        Statement {
            municipality,
            said,
            read: said,
            source,
            withdrawn: true,
            answer: None,
            fields: BTreeMap::new(),
            contents: Vec::new(),
        }
    }

    /// What a registration says in some of its fields, with an answer if that is told.
    #[must_use]
    pub fn of(
        registration: &Registration,
        answer: Option<WrittenAnswer>,
        told: Fields,
        said: NaiveDateTime,
    ) -> Statement {
        let cell = |field: Field| (field.key().to_owned(), registration.cell(field).into_owned());
        Statement {
            withdrawn: false,
            read: registration.imported,
            answer,
            fields: told.iter().map(cell).collect(),
            ..Statement::withdrawal(registration.municipality, said, registration.source.clone())
        }
    }

    /// The fields that it tells.
    #[must_use]
    pub fn told(&self) -> Fields {
        Field::ALL.iter().copied().filter(|field| self.fields.contains_key(field.key())).collect()
    }

    /// What it says in a field, as it stands in a cell; none if it does not tell.
    #[must_use]
    pub fn cell(&self, field: Field) -> Option<&str> {
        self.fields.get(field.key()).map(String::as_str)
    }

    /// The same without what is about persons, and without what is made from it.
    #[must_use]
    pub(crate) fn purged(&self) -> Statement {
        let mut bare = self.clone();
        bare.source = bare.source.purged();
        bare.contents.clear();
        for field in Field::ALL.iter().filter(|field| field.description().is_personal) {
            if let Some(cell) = bare.fields.get_mut(field.key()) {
                cell.clear();
            }
        }
        bare
    }
}

impl Entry {
    /// That all fields can be read.
    ///
    /// # Errors
    /// Names a field that is none, or whose value is none.
    pub(crate) fn check(&self) -> Result<(), String> {
        let Entry::Said(run) = self else { return Ok(()) };
        for statement in &run.statements {
            let nobody = Source { file: String::new(), line: 0 };
            let mut read = Registration::new(Number::NOBODY, Answer::Any, NaiveDateTime::default(), nobody);
            for (key, cell) in &statement.fields {
                let field = Field::ALL.iter().find(|field| field.key() == key).ok_or_else(|| key.clone())?;
                read.read_cell(*field, cell).map_err(|_| key.clone())?;
            }
        }
        Ok(())
    }

    /// The same without what is about persons, the names of files included.
    #[must_use]
    pub(crate) fn purged(&self) -> Entry {
        match self {
            Entry::Said(run) => Entry::Said(Run {
                files: Vec::new(),
                lists: BTreeMap::new(),
                statements: run.statements.iter().map(Statement::purged).collect(),
                ..run.clone()
            }),
            other => other.clone(),
        }
    }
}

/// A statement, with its place among all and the run that it came with.
#[derive(Debug, Clone, Copy)]
pub struct Spoken<'s> {
    /// Its place, from 0.
    pub index: usize,
    /// The run that it came with.
    pub run: &'s Run,
    /// What was said.
    pub statement: &'s Statement,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_not(flag: &bool) -> bool {
    !flag
}

/// A source as `FILE:LINE`.
mod in_place {
    use serde::{Deserialize, Deserializer, Serializer, de};

    use super::Source;

    pub(super) fn serialize<S: Serializer>(source: &Source, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(source)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Source, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

impl fmt::Display for Road {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
