//! Rows that can be read in two ways, because a date was moved to a day that another had. They are asked about, unless they
//! were read before, and so say nothing new; or were received on a day after the last move, and so mean dates as they are.

use std::collections::HashMap;

use super::batch::{Batch, Reading};
use super::context::Intake;
use super::lists::{Event, Lists, Told};
use crate::exercise::{Exercise, ExerciseDates};
use crate::findings::Findings;
use crate::registration::{Fields, Registration};
use crate::sheet::Sheet;

/// The rows of a sheet that can be read in two ways and need not be asked about, by their lines. The sheet is only gone
/// through if a date was moved.
pub(super) fn told_apart(intake: &Intake<'_>, sheet: &Sheet<'_>, batch: &Batch<'_>) -> HashMap<usize, Reading> {
    let dates = &intake.exercise.dates;
    let mut told_apart = HashMap::new();
    let Some(last_move) = dates.last_move() else { return told_apart };
    each_row(intake, sheet, dates.as_today(), |line, registration, columns| {
        let is_after = registration.received.is_some_and(|received| received.date() > last_move.date());
        if is_after && !registration.answer.dates().is_empty() {
            told_apart.insert(line, Reading { registration, columns });
        }
    });
    each_row(intake, sheet, dates.as_before_moves(), |line, registration, columns| {
        let names_former = registration.answer.dates().iter().any(|date| dates.today(*date) != *date);
        if names_former && batch.knows(&registration, columns, dates) {
            told_apart.insert(line, Reading { registration, columns });
        }
    });
    told_apart
}

/// The rows of a sheet that can be read with these dates.
fn each_row(
    intake: &Intake<'_>,
    sheet: &Sheet<'_>,
    dates: ExerciseDates,
    mut each: impl FnMut(usize, Registration, Fields),
) {
    let exercise = Exercise { dates, ..intake.exercise.clone() };
    let intake = Intake { exercise: &exercise, ..*intake };
    let Some(lists) = Lists::find(sheet, &intake, &mut Findings::new()) else { return };
    lists.walk(|event| {
        if let Event::Row(Told { row, reader, registration: Some(registration), .. }) = event {
            each(row.line(), registration, reader.told());
        }
    });
}
