//! From the cells of one row to a registration.

use chrono::NaiveDateTime;

use super::Intake;
use super::headings::{Columns, Field};
use crate::email::Email;
use crate::exercise::{DateId, moment};
use crate::findings::{Finding, Findings};
use crate::municipality::{Municipality, Number};
use crate::registration::{Choices, Person, Registration, Source};
use crate::sheet::Row;

/// What people write where there is no second choice.
const NONE: [&str; 5] = ["", "-", "–", "ingen", "none"];

/// One row about to be read.
pub struct Reading<'r> {
    pub intake: &'r Intake<'r>,
    pub file: &'r str,
    pub row: &'r Row,
    pub columns: &'r Columns,
}

impl Reading<'_> {
    /// The registration in this row. Everything that is wrong with the row is added to `findings`;
    /// nothing is given back if any of that is an error.
    pub fn registration(&self, findings: &mut Findings) -> Option<Registration> {
        let municipality = self.municipality(findings);
        let choices = self.choices(findings);
        let person = self.person(findings);
        let received = self.received(findings);
        Some(Registration {
            municipality: municipality?,
            choices: choices?,
            person: person?,
            received: received.ok()?,
            imported: self.intake.now,
            source: Source { file: self.file.to_owned(), line: self.row.line() },
        })
    }

    fn municipality(&self, findings: &mut Findings) -> Option<Number> {
        let by_number = self.found(Field::Number, findings);
        let by_name = self.found(Field::Name, findings);
        match (by_number, by_name) {
            (Some(Ok(number)), Some(Ok(name))) if number.number != name.number => {
                let problem = format!("is {}, but the row says {} too", number.name, name.name);
                findings.push(self.error(Field::Number, problem).remedy("correct the number or the name"));
                None
            }
            (Some(Ok(one)), Some(Ok(_)) | None) | (None, Some(Ok(one))) => Some(one.number),
            (Some(Err(())), _) | (_, Some(Err(()))) => None,
            (None, None) => {
                let field = if self.columns.of(Field::Name).is_some() { Field::Name } else { Field::Number };
                findings.push(
                    self.error(field, "names no municipality").remedy("write its name or number, or remove the row"),
                );
                None
            }
        }
    }

    /// The municipality that a cell names: none if the cell is empty, an error if nobody is found.
    fn found(&self, field: Field, findings: &mut Findings) -> Option<Result<&Municipality, ()>> {
        let written = self.cell(field).filter(|written| !written.is_empty())?;
        Some(self.intake.municipalities.find(written).map_err(|unknown| {
            findings.push(self.error(field, unknown.to_string()).remedy(unknown.remedy()));
        }))
    }

    fn choices(&self, findings: &mut Findings) -> Option<Choices> {
        let first = self.date(Field::First, findings);
        let is_given = |written: &&str| !NONE.contains(&written.to_lowercase().as_str());
        let second = match self.cell(Field::Second).filter(is_given) {
            Some(_) => Some(self.date(Field::Second, findings)?),
            None => None,
        };
        if first.is_some() && first == second {
            findings.push(
                self.finding(Finding::notice(self.file, "is the first choice too; it counts once"), Field::Second)
                    .remedy("nothing to do, unless the municipality meant another date"),
            );
        }
        Choices::new([Some(first?), second].into_iter().flatten())
    }

    fn date(&self, field: Field, findings: &mut Findings) -> Option<DateId> {
        let dates = &self.intake.exercise.dates;
        let problem = match dates.find(self.cell(field).unwrap_or_default()) {
            Ok(date) => return Some(date),
            Err(problem) => problem,
        };
        let remedy = format!("write one of the exercise's dates: {}", dates.all_written());
        findings.push(self.error(field, problem.to_string()).remedy(remedy));
        None
    }

    fn person(&self, findings: &mut Findings) -> Option<Person> {
        let name = self.line(Field::Contact, findings);
        let phone = self.line(Field::Phone, findings);
        let email = match self.cell(Field::Email).filter(|written| !written.is_empty()) {
            None => Ok(None),
            Some(written) => written.parse::<Email>().map(Some).map_err(|problem| {
                findings.push(self.error(Field::Email, problem.to_string()).remedy(problem.remedy()));
            }),
        };
        Some(Person { name: name.ok()?, email: email.ok()?, phone: phone.ok()? })
    }

    fn line(&self, field: Field, findings: &mut Findings) -> Result<Option<String>, ()> {
        let Some(written) = self.cell(field).filter(|written| !written.is_empty()) else { return Ok(None) };
        if written.contains(char::is_control) {
            findings.push(self.error(field, "is not a single line of text").remedy("write it on one line"));
            return Err(());
        }
        Ok(Some(written.to_owned()))
    }

    fn received(&self, findings: &mut Findings) -> Result<Option<NaiveDateTime>, ()> {
        let Some(written) = self.cell(Field::Received).filter(|written| !written.is_empty()) else { return Ok(None) };
        moment(written).map(Some).ok_or_else(|| {
            findings.push(
                self.error(Field::Received, "is not a time with its day in full")
                    .remedy("write it as 24.06.2022 10:15, or leave the cell empty"),
            );
        })
    }

    fn cell(&self, field: Field) -> Option<&str> {
        self.columns.of(field).map(|column| self.row.cell(column))
    }

    fn error(&self, field: Field, problem: impl Into<String>) -> Finding {
        self.finding(Finding::error(self.file, problem), field)
    }

    fn finding(&self, finding: Finding, field: Field) -> Finding {
        let column = self.columns.of(field).unwrap_or_default();
        finding.at(self.row.place(column)).value(self.row.cell(column))
    }
}
