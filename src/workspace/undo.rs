//! Taking back the last import or registration by hand.

use chrono::NaiveDateTime;
use serde::Serialize;

use super::statements::OpenStatements;
use super::{Result, Workspace};
use crate::municipality::Number;
use crate::registration::Registration;

/// A run that can be taken back.
#[derive(Debug)]
pub(crate) struct Undo<'w> {
    open: OpenStatements<'w>,
    pub(crate) effect: UndoEffect,
}

/// What is taken back, and what changes by it.
#[derive(Debug, Serialize)]
pub(crate) struct UndoEffect {
    /// The command that it came with, from 1.
    pub(crate) run: usize,
    pub(crate) at: NaiveDateTime,
    pub(crate) road: &'static str,
    /// How many statements came with it.
    pub(crate) statements: usize,
    /// The files that it read; none by hand.
    pub(crate) files: Vec<String>,
    pub(crate) changes: Vec<Reverted>,
    pub(crate) undone: bool,
}

/// What becomes of a municipality's registration.
#[derive(Debug, Serialize)]
pub(crate) struct Reverted {
    pub(crate) number: String,
    pub(crate) municipality: String,
    /// Dates, best first, or "any" or "declined"; none if it has not answered.
    pub(crate) choices_before: Option<Vec<String>>,
    pub(crate) choices_after: Option<Vec<String>>,
    /// What changes where it is registered before and after: choices, contact and other fields, by their columns.
    pub(crate) changed: Vec<&'static str>,
}

impl Workspace {
    /// The last import or registration by hand, if there is one. The caller holds the lock.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub(crate) fn last_to_undo(&self) -> Result<Option<Undo<'_>>> {
        let mut open = self.open_statements()?;
        // One that a crash has cut off is finished first: whoever types it again means the same run.
        let (run, before) = match open.half_undone().cloned() {
            Some(run) => (run, open.table().clone()),
            None => {
                let Some(run) = open.all().last_to_undo().cloned() else { return Ok(None) };
                let before = open.registrations();
                open.undo(run.run);
                (run, before)
            }
        };
        let after = open.registrations();
        let changes = before.beside(&after).filter_map(|(number, before, after)| self.reverted(number, before, after));
        let changes = changes.collect();
        let files = run.files();
        let effect = UndoEffect {
            run: run.run,
            at: run.at,
            road: run.road.name(),
            statements: run.statements.len(),
            files,
            changes,
            undone: false,
        };
        Ok(Some(Undo { open, effect }))
    }

    fn reverted(
        &self,
        municipality: Number,
        before: Option<&Registration>,
        after: Option<&Registration>,
    ) -> Option<Reverted> {
        let changed = before.zip(after).map(|(before, after)| after.changes_from(before)).unwrap_or_default();
        let is_changed = before.is_some() != after.is_some() || !changed.is_empty();
        let choices = |registration: Option<&Registration>| registration.map(|found| self.choices(&found.answer));
        is_changed.then(|| Reverted {
            number: municipality.to_string(),
            municipality: self.name(municipality),
            choices_before: choices(before),
            choices_after: choices(after),
            changed,
        })
    }
}

impl Undo<'_> {
    /// Takes it back.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write(self) -> Result<UndoEffect> {
        self.open.write()?;
        Ok(UndoEffect { undone: true, ..self.effect })
    }
}
