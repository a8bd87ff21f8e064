//! A registration form that comes back: whether it is one of this exercise, and where its headings stand.

use super::problem::Problem;
use crate::exercise::Exercise;
use crate::findings::{Finding, Findings, quoted};
use crate::sheet::{FormMarker, Row, Rows};

/// Refuses the form of another exercise. One that was handed out when other dates were offered is read, with a warning:
/// "alle" is then said of the dates in the form.
pub fn check(file: &str, form: &FormMarker, exercise: &Exercise, findings: &mut Findings) -> Option<()> {
    let dates: Vec<String> = exercise.dates.ids().map(|date| exercise.dates.written(date)).collect();
    if form.exercise != exercise.id || !form.dates.iter().any(|date| dates.contains(date)) {
        let problem = Problem::FormOfAnotherExercise { title: quoted(&form.title), dates: form.dates.clone() };
        findings.push(Finding::error(file, problem));
        return None;
    }
    if form.dates != dates {
        let problem = Problem::FormWithOtherDates { offered: form.dates.clone(), dates };
        findings.push(Finding::warning(file, problem));
    }
    Some(())
}

/// How many rows stand above the row on this line; nothing if that row is empty. `row` becomes the one on the line.
pub fn rows_above(mut rows: Rows<'_>, row: &mut Row, line: usize) -> Option<usize> {
    let mut above = 0;
    while rows.read(row) {
        if row.line() >= line {
            return (row.line() == line).then_some(above);
        }
        above += 1;
    }
    None
}
