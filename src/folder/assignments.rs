//! assignments.csv: one row per municipality, the tool's own table.
//!
//! It must never take which choice a date was from the table: that would go stale.

use std::borrow::Cow;

use super::one_each;
use crate::assignment::{Assignment, Assignments, Seat};
use crate::exercise::Exercise;
use crate::findings::{Finding, Findings};
use crate::municipality::Municipalities;
use crate::registration::Answers;
use crate::sheet::{self, Row, Sheet, Table};

/// From the exercise folder.
pub const FILE: &str = "data/assignments.csv";

const COLUMNS: [&str; 6] = ["number", "municipality", "date", "choice", "pinned", "note"];

/// In the column "pinned".
const PINNED: &str = "yes";

/// The table as bytes.
pub fn write(assignments: &Assignments, exercise: &Exercise, municipalities: &Municipalities) -> Vec<u8> {
    let rows = assignments.iter().map(|assignment| {
        let choice = assignment.seat.and_then(|seat| seat.rank).map(|rank| rank.to_string());
        [
            Cow::Owned(assignment.municipality.to_string()),
            Cow::Borrowed(municipalities.get(assignment.municipality).map_or("", |found| &found.name)),
            Cow::Borrowed(assignment.seat.map_or("", |seat| exercise.dates.key(seat.date))),
            Cow::Owned(choice.unwrap_or_default()),
            Cow::Borrowed(assignment.pin.as_ref().map_or("", |_| PINNED)),
            Cow::Borrowed(assignment.pin.as_deref().unwrap_or_default()),
        ]
    });
    sheet::write(COLUMNS, rows)
}

/// Reads the table back, also after Excel has saved it. Which choice a date is, is taken from the
/// registrations as they are now. What is wrong is added to `findings`.
pub fn read(
    bytes: &[u8],
    exercise: &Exercise,
    municipalities: &Municipalities,
    answers: &Answers,
    findings: &mut Findings,
) -> Assignments {
    let sheet = match Sheet::of_table(FILE, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => {
            findings.push(*finding);
            return Assignments::default();
        }
    };
    let Some(table) = Table::open(&sheet, COLUMNS, findings) else { return Assignments::default() };
    table.refuse_other_columns(&[], findings);
    let columns = table.columns();
    let rows =
        table.read_all(findings, |row, findings| assignment(row, columns, exercise, municipalities, answers, findings));
    one_each(rows, &sheet, columns[0], municipalities, findings)
}

fn assignment(
    row: &Row,
    [number_at, _, date_at, _, pinned_at, note_at]: [usize; COLUMNS.len()],
    exercise: &Exercise,
    municipalities: &Municipalities,
    answers: &Answers,
    findings: &mut Findings,
) -> Option<Assignment> {
    let error =
        |column: usize, problem: String| Finding::error(FILE, problem).at(row.place(column)).value(row.cell(column));
    let municipality = match municipalities.find(row.cell(number_at)) {
        Ok(found) => found.number,
        Err(unknown) => {
            findings.push(error(number_at, unknown.to_string()).remedy(unknown.remedy()));
            return None;
        }
    };
    let rank = |date| answers.get(municipality).and_then(|found| found.answer.rank(date));
    let seat = match row.cell(date_at) {
        "" => None,
        written => match exercise.dates.find(written) {
            Ok(date) => Some(Seat { date, rank: rank(date) }),
            Err(problem) => {
                findings.push(
                    error(date_at, problem.to_string())
                        .remedy(format!("the exercise's dates are {}; correct the row", exercise.dates.all_written())),
                );
                return None;
            }
        },
    };
    let pin = match row.cell(pinned_at) {
        "" => None,
        PINNED if seat.is_some() => Some(row.cell(note_at).to_owned()),
        _ => {
            findings.push(
                error(pinned_at, "is no pin".to_owned())
                    .remedy("write \"yes\" where a date is set by hand, or leave the cell empty"),
            );
            return None;
        }
    };
    Some(Assignment { municipality, seat, pin })
}
