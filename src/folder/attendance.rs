//! attendance.csv: one row per municipality of which it is recorded whether it took part; the tool's own table.
//!
//! It must never hold a row for somebody of whom nothing is recorded.

use super::one_each;
use crate::attendance::{Attendance, Attended};
use crate::exercise::Exercise;
use crate::findings::{Finding, Findings};
use crate::municipality::Municipalities;
use crate::sheet::{self, Row, Sheet, Table};

/// From the exercise folder.
pub const FILE: &str = "data/attendance.csv";

const COLUMNS: [&str; 4] = ["number", "municipality", "date", "took part"];

/// In the column "took part".
const YES: &str = "yes";
const NO: &str = "no";

/// The table as bytes.
pub fn write(attendance: &Attendance, exercise: &Exercise, municipalities: &Municipalities) -> Vec<u8> {
    let rows = attendance.iter().map(|one| {
        let name = municipalities.get(one.municipality).map(|found| found.name.clone());
        let took_part = if one.took_part { YES } else { NO };
        [
            one.municipality.to_string(),
            name.unwrap_or_default(),
            exercise.dates.key(one.date).to_owned(),
            took_part.to_owned(),
        ]
    });
    sheet::write(COLUMNS, rows)
}

/// Reads the table back, also after Excel has saved it. What is wrong is added to `findings`.
pub fn read(bytes: &[u8], exercise: &Exercise, municipalities: &Municipalities, findings: &mut Findings) -> Attendance {
    let sheet = match Sheet::of_table(FILE, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => {
            findings.push(*finding);
            return Attendance::default();
        }
    };
    let Some(table) = Table::open(&sheet, COLUMNS, findings) else { return Attendance::default() };
    table.refuse_other_columns(&[], findings);
    let columns = table.columns();
    let rows = table.read_all(findings, |row, findings| attended(row, columns, exercise, municipalities, findings));
    one_each(rows, &sheet, columns[0], municipalities, findings)
}

fn attended(
    row: &Row,
    [number_at, _, date_at, took_part_at]: [usize; COLUMNS.len()],
    exercise: &Exercise,
    municipalities: &Municipalities,
    findings: &mut Findings,
) -> Option<Attended> {
    let mut refuse = |column: usize, problem: String, remedy: String| {
        findings.push(Finding::error(FILE, problem).at(row.place(column)).value(row.cell(column)).remedy(remedy));
    };
    let municipality = municipalities.find(row.cell(number_at));
    let municipality = municipality.map_err(|unknown| refuse(number_at, unknown.to_string(), unknown.remedy()));
    let date = exercise.dates.find(row.cell(date_at)).map_err(|problem| {
        let remedy = format!("the exercise's dates are {}; correct the row", exercise.dates.all_written());
        refuse(date_at, problem.to_string(), remedy);
    });
    let took_part = match row.cell(took_part_at) {
        YES => Some(true),
        NO => Some(false),
        _ => {
            refuse(
                took_part_at,
                "is neither yes nor no".to_owned(),
                "write one of the two, or remove the row".to_owned(),
            );
            None
        }
    };
    Some(Attended { municipality: municipality.ok()?.number, date: date.ok()?, took_part: took_part? })
}
