//! registrations.csv: one row per municipality, the tool's own table.

use chrono::NaiveDateTime;

use crate::exercise::{DateId, Exercise, moment};
use crate::findings::{Finding, Findings};
use crate::municipality::Municipalities;
use crate::registration::{Choices, Person, Registration, Registrations};
use crate::sheet::{self, Row, Sheet, Table};

/// From the exercise folder.
pub const FILE: &str = "data/registrations.csv";

const COLUMNS: [&str; 10] = [
    "number",
    "municipality",
    "first choice",
    "second choice",
    "contact",
    "email",
    "phone",
    "received",
    "imported",
    "source",
];

/// The table as bytes.
pub fn write(registrations: &Registrations, exercise: &Exercise, municipalities: &Municipalities) -> Vec<u8> {
    let time = |time: NaiveDateTime| time.format("%Y-%m-%d %H:%M:%S").to_string();
    let rows = registrations.iter().map(|one| {
        let choice =
            |index: usize| one.choices.dates().get(index).map(|date| exercise.dates.key(*date)).unwrap_or_default();
        [
            one.municipality.to_string(),
            municipalities.get(one.municipality).map(|found| found.name.clone()).unwrap_or_default(),
            choice(0),
            choice(1),
            one.person.name.clone().unwrap_or_default(),
            one.person.email.as_ref().map(ToString::to_string).unwrap_or_default(),
            one.person.phone.clone().unwrap_or_default(),
            one.received.map(time).unwrap_or_default(),
            time(one.imported),
            one.source.to_string(),
        ]
    });
    sheet::write(COLUMNS, rows)
}

/// Reads the table back, also after Excel has saved it. What is wrong is added to `findings`.
pub fn read(
    bytes: &[u8],
    exercise: &Exercise,
    municipalities: &Municipalities,
    findings: &mut Findings,
) -> Registrations {
    let mut registrations = Registrations::default();
    let sheet = match Sheet::open(FILE, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => {
            findings.push(*finding);
            return registrations;
        }
    };
    let Some(mut table) = Table::open(&sheet, COLUMNS, findings) else { return registrations };
    table.refuse_other_columns(findings);
    let mut row = Row::default();
    while table.read(&mut row) {
        let cells = Cells { row: &row, columns: table.columns() };
        let Some(registration) = cells.registration(exercise, municipalities, findings) else { continue };
        if registrations.insert(registration).is_some() {
            findings.push(cells.error(0, "has a row already").remedy("remove one of the two rows"));
        }
    }
    registrations
}

struct Cells<'r> {
    row: &'r Row,
    columns: [usize; COLUMNS.len()],
}

impl Cells<'_> {
    fn registration(
        &self,
        exercise: &Exercise,
        municipalities: &Municipalities,
        findings: &mut Findings,
    ) -> Option<Registration> {
        let municipality = municipalities.find(self.text(0)).map_err(|unknown| {
            findings.push(self.error(0, unknown.to_string()).remedy(unknown.remedy()));
        });
        let first = self.date(2, exercise, findings);
        let second = match self.text(3) {
            "" => Some(None),
            _ => self.date(3, exercise, findings).map(Some),
        };
        let email = match self.text(5) {
            "" => Some(None),
            written => self.parsed(5, written.parse().ok(), "is not an e-mail address", findings).map(Some),
        };
        let received = match self.text(7) {
            "" => Some(None),
            written => self.parsed(7, moment(written), "is not a time", findings).map(Some),
        };
        let imported = self.parsed(8, moment(self.text(8)), "is not a time", findings);
        let source = self.parsed(9, self.text(9).parse().ok(), "is not FILE:LINE", findings);
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Some(Registration {
            municipality: municipality.ok()?.number,
            choices: Choices::new([Some(first?), second?].into_iter().flatten())?,
            person: Person { name: given(self.text(4)), email: email?, phone: given(self.text(6)) },
            received: received?,
            imported: imported?,
            source: source?,
        })
    }

    fn text(&self, index: usize) -> &str {
        self.row.cell(self.columns[index])
    }

    fn date(&self, index: usize, exercise: &Exercise, findings: &mut Findings) -> Option<DateId> {
        let found = exercise.dates.find(self.text(index));
        let dates = exercise.dates.all_written();
        found
            .map_err(|problem| {
                findings.push(self.error(index, problem.to_string()).remedy(format!(
                    "the exercise's dates are {dates}; correct {} or this row",
                    crate::exercise::FILE
                )));
            })
            .ok()
    }

    fn parsed<T>(&self, index: usize, value: Option<T>, problem: &str, findings: &mut Findings) -> Option<T> {
        if value.is_none() {
            findings.push(self.error(index, problem).remedy("put back what ovelse wrote, or import the row again"));
        }
        value
    }

    fn error(&self, index: usize, problem: impl Into<String>) -> Finding {
        Finding::error(FILE, problem).at(self.row.place(self.columns[index])).value(self.text(index))
    }
}
