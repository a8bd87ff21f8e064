//! What stands of a municipality once its statements were heard one after the other.

use std::collections::BTreeMap;

use super::entry::{Spoken, Statement};
use super::fold;
use super::moves::Meaning;
use crate::exercise::{DateId, ExerciseDates};
use crate::municipality::{Number, Numbered};
use crate::registration::{Field, Registration};

/// In the place of what stands, where a municipality has taken its registration back.
pub const WITHDRAWAL: &str = "withdrawal";

/// In the place of what stands, its answer.
const CHOICES: &str = "choices";

/// What stands of a municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    municipality: Number,
    registration: Option<Registration>,
    /// Which statement each part comes from, by the keys of [`Registration::differences`].
    origins: BTreeMap<&'static str, usize>,
    /// What its answer calls a date that the exercise does not have any more.
    gone: Option<String>,
    /// The dates that its answer names as they were before they were moved.
    by_former_name: Vec<DateId>,
}

impl Numbered for Standing {
    fn number(&self) -> Number {
        self.municipality
    }
}

impl Standing {
    pub(super) fn new(municipality: Number) -> Standing {
        Standing { municipality, registration: None, origins: BTreeMap::new(), gone: None, by_former_name: Vec::new() }
    }

    /// The registration; none if it was taken back, or chooses a date that the exercise does not have any more.
    #[must_use]
    pub fn registration(&self) -> Option<&Registration> {
        self.registration.as_ref()
    }

    /// What its answer calls a date that the exercise does not have any more; then it has no registration.
    #[must_use]
    pub fn gone(&self) -> Option<&str> {
        self.gone.as_deref()
    }

    /// The dates that its answer names as they were before they were moved.
    #[must_use]
    pub fn by_former_name(&self) -> &[DateId] {
        &self.by_former_name
    }

    /// The statement that a part of it comes from.
    #[must_use]
    pub fn origin(&self, part: &str) -> Option<usize> {
        self.origins.get(part).copied()
    }

    /// The parts in which something else stands than a statement says.
    #[must_use]
    pub fn differs_from(&self, statement: &Statement, dates: &ExerciseDates) -> Vec<&'static str> {
        let Some(answer) = statement.answer.as_ref().and_then(|answer| answer.among(dates)) else { return Vec::new() };
        let Some(stands) = &self.registration else { return vec![CHOICES] };
        let told = statement.told();
        let is_other = |field: &Field| statement.cell(*field).is_some_and(|cell| !stands.holds(*field, cell));
        let others = told.iter().filter(|field| *field != Field::Received && is_other(field));
        let mut parts: Vec<&'static str> = others.map(|field| field.part().key()).collect();
        parts.dedup();
        if answer != stands.answer {
            parts.insert(0, CHOICES);
        }
        parts
    }

    /// The parts that come from a statement.
    pub fn parts_of(&self, statement: usize) -> impl Iterator<Item = &'static str> {
        self.origins.iter().filter(move |(_, origin)| **origin == statement).map(|(part, _)| *part)
    }

    /// Takes in what was said next, and what its answer means today.
    pub(super) fn hear(&mut self, spoken: &Spoken<'_>, means: &Meaning) {
        let statement = spoken.statement;
        if statement.withdrawn {
            (self.registration, self.gone) = (None, None);
            self.origins = BTreeMap::from([(WITHDRAWAL, spoken.index)]);
            return;
        }
        let answer = match means {
            Meaning::NoAnswer => None,
            Meaning::Answer { answer, by_former_name } => {
                // Whoever changes something else in the table leaves the choices as they were said.
                let is_as_it_was = self.registration.as_ref().is_some_and(|old| old.answer == *answer);
                if !(spoken.run.road.is_of_table() && is_as_it_was) {
                    self.by_former_name.clone_from(by_former_name);
                }
                self.gone = None;
                Some(answer.clone())
            }
            Meaning::Gone(key) => {
                (self.registration, self.gone) = (None, Some(key.clone()));
                self.origins.clear();
                return;
            }
        };
        let old = self.registration.take();
        self.registration = match (&old, answer) {
            (None, None) => return,
            (None, Some(answer)) => Some(fold::begun(statement, answer)),
            (Some(_), Some(answer)) if spoken.run.road.is_of_table() => Some(fold::begun(statement, answer)),
            (Some(old), answer) => Some(fold::changed(old, statement, answer.as_ref())),
        };
        self.note_origins(old.as_ref(), spoken.index);
    }

    fn note_origins(&mut self, old: Option<&Registration>, index: usize) {
        let Some(new) = &self.registration else { return };
        let Some(old) = old else {
            let told = Field::ALL.iter().filter(|field| new.value(**field).is_some());
            self.origins = std::iter::once(CHOICES)
                .chain(told.map(|field| field.part().key()))
                .map(|part| (part, index))
                .collect();
            self.origins.remove(Field::Received.key());
            return;
        };
        for part in new.differences(old) {
            self.origins.insert(part, index);
        }
    }
}
