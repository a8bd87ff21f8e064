//! Dates that were moved, as letters must know them: whether a meeting is the one that was told of, and who asked for a date
//! only as it was before.

use std::collections::HashMap;

use chrono::NaiveDateTime;

use super::{Result, Workspace};
use crate::delivery::History;
use crate::exercise::{DateId, ExerciseDates};
use crate::municipality::{Number, Numbered};
use crate::statement::Statements;

/// The dates that were moved.
#[derive(Debug, Default)]
pub(crate) struct MovedDates {
    moves: Statements,
    /// The dates that a municipality asked for as they were before.
    by_former_name: HashMap<Number, Vec<DateId>>,
}

impl Workspace {
    /// The dates that were moved.
    ///
    /// # Errors
    /// When what was said cannot be read.
    pub(crate) fn moved_dates(&self) -> Result<MovedDates> {
        let moves = self.folder.moved_dates()?;
        if moves.entries().is_empty() {
            return Ok(MovedDates::default());
        }
        let standing = self.statements()?.standing(&self.exercise.dates);
        let named = standing.iter().filter(|standing| !standing.by_former_name().is_empty());
        let by_former_name = named.map(|standing| (standing.number(), standing.by_former_name().to_vec()));
        Ok(MovedDates { moves, by_former_name: by_former_name.collect() })
    }
}

impl MovedDates {
    /// The dates that a municipality asked for only as they were before they were moved.
    pub(crate) fn asked_by_former_name(&self, municipality: Number) -> &[DateId] {
        self.by_former_name.get(&municipality).map_or(&[], Vec::as_slice)
    }

    /// Whether a date is the meeting of which a municipality was last told, moved or not.
    pub(crate) fn is_told(&self, history: &History, municipality: Number, date: DateId, dates: &ExerciseDates) -> bool {
        let sent = history.sent_to(municipality);
        let told = sent.iter().rev().find_map(|(letter, at)| {
            let meeting = letter.meeting.as_ref().filter(|_| letter.kind.is_request())?;
            Some((meeting.start.naive_local(), at.naive_local()))
        });
        told.is_some_and(|(start, at)| self.is_still(date, start, at, dates))
    }

    /// Whether a municipality was told of a date in any letter, as it is or as it was before it was moved.
    pub(crate) fn was_told(
        &self,
        history: &History,
        municipality: Number,
        date: DateId,
        dates: &ExerciseDates,
    ) -> bool {
        let told = history.all_sent_to(municipality).filter_map(|trace| {
            let meeting = trace.record.envelope.meeting.as_ref()?;
            Some((meeting.start.naive_local(), trace.record.at.naive_local()))
        });
        told.into_iter().any(|(start, at)| self.is_still(date, start, at, dates))
    }

    /// Whether a date is the one of which was told, at a time, that it begins then.
    pub(super) fn is_still(&self, date: DateId, told: NaiveDateTime, at: NaiveDateTime, dates: &ExerciseDates) -> bool {
        self.moves.moves().is_still(date, &ExerciseDates::names_of(told), at, dates)
    }
}
