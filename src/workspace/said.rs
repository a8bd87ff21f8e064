//! What was said, statement by statement, and which of it stands.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDateTime;
use serde::Serialize;

use super::repeated::Origin;
use super::{Result, Workspace};
use crate::exercise::ExerciseDates;
use crate::municipality::Number;
use crate::registration::Field;
use crate::statement::{Moves, Spoken, Standing, WrittenAnswer};

/// What was said, in the order in which it counts.
#[derive(Debug, Serialize)]
pub(crate) struct Said {
    pub(crate) statements: Vec<SaidStatement>,
}

/// A statement, and what stands of it.
#[derive(Debug, Serialize)]
pub(crate) struct SaidStatement {
    /// The command that it came with, from 1.
    pub(crate) run: usize,
    pub(crate) road: &'static str,
    pub(crate) number: String,
    pub(crate) municipality: String,
    /// When it was received, else when it was first read.
    pub(crate) said: NaiveDateTime,
    /// When it was taken in.
    pub(crate) read: NaiveDateTime,
    /// `FILE:LINE`; none by hand.
    pub(crate) source: Option<String>,
    pub(crate) withdrawn: bool,
    /// Dates, best first, or "any" or "declined"; none if it does not tell.
    pub(crate) choices: Option<Vec<String>>,
    /// Those of these dates that have been moved since, and what each is called now.
    pub(crate) moved: BTreeMap<String, String>,
    /// What it tells beside the choices; empty where there is nothing.
    pub(crate) fields: BTreeMap<String, String>,
    /// The parts of the registration that come from it: choices, contact, participants, comment, withdrawal.
    pub(crate) stands: Vec<&'static str>,
    pub(crate) undone: bool,
    #[serde(skip)]
    pub(crate) origin: Origin,
}

impl SaidStatement {
    /// Whether it has emptied a field in which something was.
    pub(crate) fn empties(&self, field: Field) -> bool {
        let begins = self.stands.contains(&"choices");
        self.choices.is_none() || !begins && self.stands.contains(&field.part().key())
    }
}

impl Workspace {
    /// What was said by all municipalities, or by one.
    pub(crate) fn said(&self, only: Option<Number>) -> Result<Said> {
        let open = self.open_statements()?;
        let (standing, undone) = (open.standing(), open.all().undone());
        let is_meant = |spoken: &Spoken<'_>| only.is_none_or(|number| spoken.statement.municipality == number);
        let mut spoken: Vec<Spoken<'_>> = open.all().spoken().filter(is_meant).collect();
        spoken.sort_by_key(|spoken| spoken.statement.said);
        let moves = open.all().moves();
        let shown = |spoken: &Spoken<'_>| {
            self.said_statement(spoken, &undone, standing.get(spoken.statement.municipality), &moves)
        };
        Ok(Said { statements: spoken.iter().map(shown).collect() })
    }

    fn said_statement(
        &self,
        spoken: &Spoken<'_>,
        undone: &BTreeSet<usize>,
        standing: Option<&Standing>,
        moves: &Moves<'_>,
    ) -> SaidStatement {
        let Spoken { run, statement, .. } = spoken;
        let origin = Origin::of(spoken);
        SaidStatement {
            run: run.run,
            road: run.road.name(),
            number: statement.municipality.to_string(),
            municipality: self.name(statement.municipality),
            said: statement.said,
            read: statement.read,
            source: matches!(origin, Origin::Row { .. }).then(|| statement.source.to_string()),
            withdrawn: statement.withdrawn,
            choices: statement.answer.as_ref().map(WrittenAnswer::words),
            moved: moved(spoken, moves, &self.exercise.dates),
            fields: statement.fields.clone(),
            stands: standing.map(|standing| standing.parts_of(spoken.index).collect()).unwrap_or_default(),
            undone: undone.contains(&run.run),
            origin,
        }
    }
}

/// The dates of a statement that have been moved since, and what each is called now.
fn moved(spoken: &Spoken<'_>, moves: &Moves<'_>, dates: &ExerciseDates) -> BTreeMap<String, String> {
    let keys = match &spoken.statement.answer {
        Some(WrittenAnswer::Dates(keys)) => keys.as_slice(),
        Some(WrittenAnswer::Word(_)) | None => &[],
    };
    let today = |key: &String| moves.name_today(key, spoken.run.run, dates).to_owned();
    keys.iter().map(|key| (key.clone(), today(key))).filter(|(key, today)| key != today).collect()
}
