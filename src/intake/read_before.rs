//! Rows that can be read in two ways, because a date was moved to a day that another had, and that were read before. They say
//! nothing new, so nobody is asked which way they are meant.

use std::collections::HashMap;

use super::batch::Batch;
use super::context::Intake;
use super::lists::{Event, Lists, Told};
use crate::exercise::Exercise;
use crate::findings::Findings;
use crate::registration::{Fields, Registration};
use crate::sheet::Sheet;

/// Rows as they were read before dates were moved, by their lines, each with the fields that it tells.
pub(super) type ReadBefore = HashMap<usize, (Registration, Fields)>;

/// The rows of a sheet that name a date as it was before it was moved, and that were read before. The sheet is only gone
/// through if a date was moved.
pub(super) fn read_before(intake: &Intake<'_>, sheet: &Sheet<'_>, batch: &Batch<'_>) -> ReadBefore {
    let mut rows = ReadBefore::new();
    let dates = &intake.exercise.dates;
    if !dates.knows_former() {
        return rows;
    }
    let exercise = Exercise { dates: dates.as_before_moves(), ..intake.exercise.clone() };
    let earlier = Intake { exercise: &exercise, ..*intake };
    let Some(lists) = Lists::find(sheet, &earlier, &mut Findings::new()) else { return rows };
    lists.walk(|event| {
        let Event::Row(Told { row, reader, registration: Some(registration), .. }) = event else { return };
        let names_former = registration.answer.dates().iter().any(|date| dates.today(*date) != *date);
        let columns = reader.told();
        if names_former && batch.knows(&registration, columns, dates) {
            rows.insert(row.line(), (registration, columns));
        }
    });
    rows
}
