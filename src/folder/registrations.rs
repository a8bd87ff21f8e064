//! registrations.csv: one row per municipality, the tool's own table.
//!
//! What it writes it reads back the same. Several contacts stand in the same cells, one to a line.
//!
//! It must never drop a value that it cannot read.

use chrono::NaiveDateTime;

use super::one_each;
use crate::exercise::{DateId, Exercise, moment};
use crate::findings::{Finding, Findings};
use crate::municipality::{ByNumber, Municipalities, Number, Numbered};
use crate::registration::{Answer, Answered, Answers, Choices, Person, Registration, Registrations, choice_name};
use crate::sheet::{self, Row, Sheet, Table};

/// From the exercise folder.
pub const FILE: &str = "data/registrations.csv";

/// The columns that are always there; those of the choices stand after the second.
const COLUMNS: [&str; 10] = [
    "number",
    "municipality",
    "contact",
    "email",
    "phone",
    "participants",
    "comment",
    "received",
    "imported",
    "source",
];

/// In the place of the first choice, where there is no single one.
const ANY: &str = "any";
const DECLINED: &str = "declined";

/// In the place of what is not known of one contact among several.
const UNKNOWN: &str = "–";

/// The table as bytes.
pub fn write(registrations: &Registrations, exercise: &Exercise, municipalities: &Municipalities) -> Vec<u8> {
    let longest = registrations.iter().map(|one| one.answer.dates().len()).max().unwrap_or(0).max(2);
    let (who, rest) = COLUMNS.split_at(2);
    let choices = (1..=longest).map(choice_name);
    let headings = who.iter().map(ToString::to_string).chain(choices).chain(rest.iter().map(ToString::to_string));
    let rows = registrations.iter().map(|one| {
        let name = municipalities.get(one.municipality).map(|found| found.name.clone()).unwrap_or_default();
        let rest = [
            people(&one.contacts, |person| person.name.clone()),
            people(&one.contacts, |person| person.email.as_ref().map(ToString::to_string)),
            people(&one.contacts, |person| person.phone.clone()),
            one.participants.map(|number| number.to_string()).unwrap_or_default(),
            one.comment.clone().unwrap_or_default(),
            one.received.map(time).unwrap_or_default(),
            time(one.imported),
            one.source.to_string(),
        ];
        let choices = (0..longest).map(|index| choice(&one.answer, index, exercise));
        [one.municipality.to_string(), name].into_iter().chain(choices).chain(rest).collect::<Vec<_>>()
    });
    sheet::write(headings, rows)
}

fn time(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%d %H:%M:%S").to_string()
}

fn choice(answer: &Answer, index: usize, exercise: &Exercise) -> String {
    match (answer, index) {
        (Answer::Any, 0) => ANY.to_owned(),
        (Answer::Declined, 0) => DECLINED.to_owned(),
        _ => answer.dates().get(index).map(|date| exercise.dates.key(*date).to_owned()).unwrap_or_default(),
    }
}

fn people(contacts: &[Person], part: impl Fn(&Person) -> Option<String>) -> String {
    match contacts {
        [] => String::new(),
        [one] => part(one).unwrap_or_default(),
        several => {
            let parts = several.iter().map(|person| part(person).unwrap_or_else(|| UNKNOWN.to_owned()));
            parts.collect::<Vec<_>>().join("\n")
        }
    }
}

/// Reads the table back, also after Excel has saved it. What is wrong is added to `findings`.
pub fn read(
    bytes: &[u8],
    exercise: &Exercise,
    municipalities: &Municipalities,
    findings: &mut Findings,
) -> Registrations {
    read_rows(bytes, municipalities, findings, |cells, findings| cells.registration(exercise, municipalities, findings))
}

/// Reads back who answered what and when, and nothing about contacts.
pub fn read_answers(
    bytes: &[u8],
    exercise: &Exercise,
    municipalities: &Municipalities,
    findings: &mut Findings,
) -> Answers {
    read_rows(bytes, municipalities, findings, |cells, findings| cells.answered(exercise, municipalities, findings))
}

fn read_rows<T: Numbered>(
    bytes: &[u8],
    municipalities: &Municipalities,
    findings: &mut Findings,
    read: impl Fn(&Cells<'_>, &mut Findings) -> Option<T>,
) -> ByNumber<T> {
    let sheet = match Sheet::of_table(FILE, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => {
            findings.push(*finding);
            return ByNumber::default();
        }
    };
    let Some(table) = Table::open(&sheet, COLUMNS, findings) else { return ByNumber::default() };
    let choices: Vec<usize> = (1..).map_while(|rank| table.column(&choice_name(rank))).collect();
    table.refuse_other_columns(&choices, findings);
    let columns = table.columns();
    let rows = table.read_all(findings, |row, findings| read(&Cells { row, columns, choices: &choices }, findings));
    one_each(rows, &sheet, columns[0], municipalities, findings)
}

struct Cells<'r> {
    row: &'r Row,
    columns: [usize; COLUMNS.len()],
    choices: &'r [usize],
}

impl Cells<'_> {
    fn registration(
        &self,
        exercise: &Exercise,
        municipalities: &Municipalities,
        findings: &mut Findings,
    ) -> Option<Registration> {
        let [_, _, contact, email, phone, participants, comment, received, imported, source] = self.columns;
        let municipality = self.municipality(municipalities, findings);
        let answer = self.answer(exercise, findings);
        let contacts = self.contacts([contact, email, phone], findings);
        let optional = |column: usize| Some(self.text(column)).filter(|text| !text.is_empty());
        let participants = optional(participants)
            .map(|text| self.parsed(participants, text.parse().ok(), "is not a number", findings));
        let arrived = optional(received).map(|_| self.time(received, findings));
        let read = self.time(imported, findings);
        let origin = self.parsed(source, self.text(source).parse().ok(), "is not FILE:LINE", findings);
        Some(Registration {
            municipality: municipality?,
            answer: answer?,
            contacts: contacts?,
            participants: participants.map_or(Some(None), |number| number.map(Some))?,
            comment: optional(comment).map(|text| text.replace("\r\n", "\n")),
            received: arrived.map_or(Some(None), |time| time.map(Some))?,
            imported: read?,
            source: origin?,
        })
    }

    fn answered(
        &self,
        exercise: &Exercise,
        municipalities: &Municipalities,
        findings: &mut Findings,
    ) -> Option<Answered> {
        let [.., received, imported, _] = self.columns;
        let municipality = self.municipality(municipalities, findings);
        let answer = self.answer(exercise, findings);
        let arrival = self.time(if self.text(received).is_empty() { imported } else { received }, findings);
        Some(Answered { municipality: municipality?, answer: answer?, arrival: arrival? })
    }

    fn municipality(&self, municipalities: &Municipalities, findings: &mut Findings) -> Option<Number> {
        let [number, ..] = self.columns;
        let found = municipalities.find(self.text(number)).map_err(|unknown| {
            findings.push(self.error(number, unknown.to_string()).remedy(unknown.remedy()));
        });
        found.ok().map(|found| found.number)
    }

    fn time(&self, column: usize, findings: &mut Findings) -> Option<NaiveDateTime> {
        self.parsed(column, moment(self.text(column)), "is not a time", findings)
    }

    fn answer(&self, exercise: &Exercise, findings: &mut Findings) -> Option<Answer> {
        match self.choices.first().map(|column| self.text(*column)) {
            Some(ANY) => return Some(Answer::Any),
            Some(DECLINED) => return Some(Answer::Declined),
            _ => {}
        }
        let written = self.choices.iter().filter(|column| !self.text(**column).is_empty());
        let mut dates = Vec::new();
        let mut unknown = false;
        for column in written {
            match self.date(*column, exercise, findings) {
                Some(date) => dates.push(date),
                None => unknown = true,
            }
        }
        if unknown {
            return None;
        }
        let choices = Choices::new(dates);
        if choices.is_none() {
            let column = self.choices.first().copied().unwrap_or_default();
            findings.push(self.error(column, "is no answer").remedy("write a date, \"any\" or \"declined\""));
        }
        choices.map(Answer::Dates)
    }

    fn date(&self, column: usize, exercise: &Exercise, findings: &mut Findings) -> Option<DateId> {
        let found = exercise.dates.find(self.text(column));
        found
            .map_err(|problem| {
                findings.push(self.error(column, problem.to_string()).remedy(format!(
                    "the exercise's dates are {}; correct {} or this row",
                    exercise.dates.all_written(),
                    crate::exercise::FILE
                )));
            })
            .ok()
    }

    fn contacts(&self, columns: [usize; 3], findings: &mut Findings) -> Option<Vec<Person>> {
        let [names, emails, phones] = columns.map(|column| self.text(column).lines().collect::<Vec<_>>());
        let number = names.len().max(emails.len()).max(phones.len());
        let known = |parts: &[&str], index: usize| {
            parts
                .get(index)
                .map(|part| part.trim())
                .filter(|part| !part.is_empty() && *part != UNKNOWN)
                .map(str::to_owned)
        };
        let mut contacts = Vec::new();
        for index in 0..number {
            let email = match known(&emails, index) {
                None => None,
                Some(text) => Some(self.parsed(columns[1], text.parse().ok(), "is not an e-mail address", findings)?),
            };
            contacts.push(Person { name: known(&names, index), email, phone: known(&phones, index) });
        }
        Some(contacts)
    }

    fn text(&self, column: usize) -> &str {
        self.row.cell(column)
    }

    fn parsed<T>(&self, column: usize, value: Option<T>, problem: &str, findings: &mut Findings) -> Option<T> {
        if value.is_none() {
            findings.push(self.error(column, problem).remedy("put back what ovelse wrote, or import the row again"));
        }
        value
    }

    fn error(&self, column: usize, problem: impl Into<crate::findings::Sentence>) -> Finding {
        Finding::error(FILE, problem).at(self.row.place(column)).value(self.text(column))
    }
}
