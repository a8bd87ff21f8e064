//! assignments.csv: one row per municipality, the tool's own table.
//!
//! It must never take which choice a date was from the table: that would go stale.

use std::collections::BTreeMap;

use crate::assignment::{Assignment, Assignments, Seat};
use crate::exercise::Exercise;
use crate::findings::{Finding, Findings};
use crate::municipality::{Municipalities, Number};
use crate::registration::Registrations;
use crate::sheet::{self, Row, Sheet, Table};

/// From the exercise folder.
pub const FILE: &str = "data/assignments.csv";

const COLUMNS: [&str; 6] = ["number", "municipality", "date", "choice", "pinned", "note"];

/// In the column "pinned".
const PINNED: &str = "yes";

/// The table as bytes.
pub fn write(assignments: &Assignments, exercise: &Exercise, municipalities: &Municipalities) -> Vec<u8> {
    let rows = assignments.iter().map(|one| {
        [
            one.municipality.to_string(),
            municipalities.get(one.municipality).map(|found| found.name.clone()).unwrap_or_default(),
            one.seat.map(|seat| exercise.dates.key(seat.date)).unwrap_or_default(),
            one.seat.and_then(|seat| seat.rank).map(|rank| rank.to_string()).unwrap_or_default(),
            one.pin.as_ref().map(|_| PINNED.to_owned()).unwrap_or_default(),
            one.pin.clone().unwrap_or_default(),
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
    registrations: &Registrations,
    findings: &mut Findings,
) -> Assignments {
    let sheet = match Sheet::of_table(FILE, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => {
            findings.push(*finding);
            return Assignments::default();
        }
    };
    let Some(mut table) = Table::open(&sheet, COLUMNS, findings) else { return Assignments::default() };
    table.refuse_other_columns(&[], findings);
    let [number_at, _, date_at, _, pinned_at, note_at] = table.columns();
    let mut assignments: BTreeMap<Number, Assignment> = BTreeMap::new();
    let mut row = Row::default();
    while table.read(&mut row) {
        let error = |column: usize, problem: String| {
            Finding::error(FILE, problem).at(row.place(column)).value(row.cell(column))
        };
        let municipality = match municipalities.find(row.cell(number_at)) {
            Ok(found) => found.number,
            Err(unknown) => {
                findings.push(error(number_at, unknown.to_string()).remedy(unknown.remedy()));
                continue;
            }
        };
        let rank = |date| registrations.get(municipality).and_then(|found| found.answer.rank(date));
        let seat =
            match row.cell(date_at) {
                "" => None,
                written => match exercise.dates.find(written) {
                    Ok(date) => Some(Seat { date, rank: rank(date) }),
                    Err(problem) => {
                        findings.push(error(date_at, problem.to_string()).remedy(format!(
                            "the exercise's dates are {}; correct the row",
                            exercise.dates.all_written()
                        )));
                        continue;
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
                continue;
            }
        };
        if assignments.insert(municipality, Assignment { municipality, seat, pin }).is_some() {
            findings.push(error(number_at, "has a row already".to_owned()).remedy("remove one of the two rows"));
        }
    }
    assignments.into_values().collect()
}
