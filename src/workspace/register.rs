//! One registration by hand, read by the very rules of a spreadsheet: as a table of one row.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::import::Imported;
use super::statements::OpenStatements;
use super::{Result, Workspace, accept};
use crate::exercise::{Exercise, is_month};
use crate::findings::{Finding, Findings};
use crate::folder::REGISTRATIONS;
use crate::intake::{Batch, Intake, Merged};
use crate::municipality::Municipality;
use crate::registration::{Field, Registration, Source};
use crate::sheet;
use crate::statement::{Road, Statement, WrittenAnswer};
use crate::words::say;

/// What the source of such a registration is called.
const SOURCE: &str = "register";

/// Whether a registration was typed, and not read from a spreadsheet.
pub(crate) fn is_by_hand(source: &Source) -> bool {
    source.file == SOURCE
}

/// A registration as it was typed.
#[derive(Debug)]
pub(crate) struct TypedRegistration<'t> {
    /// The municipality's name or number.
    pub(crate) municipality: &'t str,
    /// Each option for a choice, best first, and what was typed; none if the answer stays.
    pub(crate) choices: Option<Vec<(&'static str, String)>>,
    /// The other fields that were typed.
    pub(crate) fields: Vec<(Field, String)>,
}

/// A value, the heading of its column, and the option by which it was typed.
struct Cell {
    heading: String,
    option: String,
    value: String,
}

impl TypedRegistration<'_> {
    fn typed(&self, field: Field) -> Option<&str> {
        self.fields.iter().find(|(typed, _)| *typed == field).map(|(_, value)| value.as_str())
    }

    /// An option, a day and a month, where a shell has divided `--first 24. november`: the month then stands in the name.
    fn divided_date(&self) -> Option<(&'static str, &str, &str)> {
        let is_day = |text: &str| {
            let digits = text.trim_end_matches('.');
            matches!(digits.len(), 1..=2) && digits.bytes().all(|byte| byte.is_ascii_digit())
        };
        let month = self.municipality.split_whitespace().skip(1).find(|word| is_month(word))?;
        let (option, day) = self.choices.iter().flatten().find(|(_, value)| is_day(value))?;
        Some((option, day, month))
    }

    fn cells(&self, choices: impl IntoIterator<Item = (String, String)>, other: impl Fn(Field) -> String) -> Vec<Cell> {
        let who = Cell {
            heading: "Municipality".to_owned(),
            option: "MUNICIPALITY".to_owned(),
            value: self.municipality.to_owned(),
        };
        let choices =
            (1..).zip(choices).map(|(rank, (option, value))| Cell { heading: format!("Pri {rank}"), option, value });
        let fields = Field::ALL.iter().map(|field| Cell {
            heading: field.key().to_owned(),
            option: format!("--{}", field.key()),
            value: self.typed(*field).map_or_else(|| other(*field), str::to_owned),
        });
        std::iter::once(who).chain(choices).chain(fields).collect()
    }
}

impl Workspace {
    /// Registers one municipality. The caller holds the lock.
    ///
    /// # Errors
    /// When only a part is to change and there is nothing to change it in, or a table cannot be read or written.
    pub(crate) fn register(&self, typed: &TypedRegistration<'_>) -> Result<Imported> {
        if let Some((option, day, month)) = typed.divided_date() {
            return Err(say!("register-date-of-several-words", option = option, day = day, month = month).into());
        }
        let (open, now) = (self.open_statements()?, self.local_now());
        let choices = match &typed.choices {
            Some(choices) => choices.iter().map(|(option, value)| ((*option).to_owned(), value.clone())).collect(),
            None => self.choices_to_change(typed, &open)?,
        };
        // An answer has its time; what only changes a part of one keeps the place in the queue.
        let time_of_answer = typed.choices.as_ref().map(|_| time(now)).unwrap_or_default();
        let cells = typed.cells(choices, |field| match field {
            Field::Received => time_of_answer.clone(),
            _ => String::new(),
        });
        let (merged, findings) = self.read_cells(&cells, now);
        let may_write = !findings.has_errors();
        let mut run = open.run(Road::Register);
        run.statements = merged.standing.iter().map(|registration| self.typed_statement(typed, registration)).collect();
        self.take_in(open, run, merged, findings, may_write)
    }

    /// Reads what was typed as a table of one row.
    fn read_cells(&self, cells: &[Cell], now: NaiveDateTime) -> (Merged, Findings) {
        // The exercise may map other headings; here they are what they are.
        let exercise = Exercise { import_columns: BTreeMap::new(), ..self.exercise.clone() };
        let intake = Intake { exercise: &exercise, municipalities: &self.municipalities, now, sheet: None, take: &[] };
        let row: Vec<&str> = cells.iter().map(|cell| cell.value.as_str()).collect();
        let table = sheet::write(cells.iter().map(|cell| &cell.heading), [row]);
        let (mut batch, mut read) = (Batch::default(), Findings::new());
        intake.read(SOURCE, &table, &mut batch, &mut read);
        let merged = batch.finish(&intake, &mut read);
        let mut findings = Findings::new();
        findings.extend(read.into_iter().map(|finding| at_option(finding, cells)));
        (merged, findings)
    }

    /// What was typed, as it was read.
    fn typed_statement(&self, typed: &TypedRegistration<'_>, read: &Registration) -> Statement {
        let told = typed.fields.iter().map(|(field, _)| *field);
        match &typed.choices {
            Some(_) => {
                let answer = WrittenAnswer::of(&read.answer, &self.exercise.dates);
                let told = told.chain([Field::Received]).collect();
                Statement::of(read, Some(answer), told, read.arrival())
            }
            None => Statement::of(read, None, told.collect(), read.imported),
        }
    }

    /// The choices of the registration of which only a part is to change.
    fn choices_to_change(
        &self,
        typed: &TypedRegistration<'_>,
        open: &OpenStatements<'_>,
    ) -> Result<Vec<(String, String)>> {
        let municipality = self.municipality(typed.municipality)?;
        let registrations = open.registrations();
        let Some(registered) = registrations.get(municipality.number) else {
            return Err(say!("register-not-registered", municipality = &municipality.name).into());
        };
        let is_of_contact = typed.fields.iter().any(|(field, _)| field.is_of_contact());
        if is_of_contact && registered.contacts.len() > 1 {
            return Err(say!("register-several-contacts", municipality = &municipality.name).into());
        }
        let choices = self.choices(&registered.answer).into_iter();
        Ok(choices.map(|choice| (REGISTRATIONS.to_owned(), choice)).collect())
    }

    /// Takes a registration back, at a time that is written, else now. The caller holds the lock.
    ///
    /// # Errors
    /// When nobody is called so, the time cannot be read, or the table cannot be read or written.
    pub(crate) fn withdraw(&self, written: &str, received: Option<&str>) -> Result<Withdrawn<'_>> {
        let municipality = self.municipality(written)?;
        let (mut open, now) = (self.open_statements()?, self.local_now());
        let said = received.map_or(Ok(now), |received| self.time_of_withdrawal(written, received, now))?;
        let before = open.registrations().get(municipality.number).cloned();
        let mut run = open.run(Road::Register);
        if before.is_some() {
            let source = Source { file: SOURCE.to_owned(), line: 1 };
            run.statements.push(Statement { read: now, ..Statement::withdrawal(municipality.number, said, source) });
        }
        open.say(run);
        let stands = open.registrations().get(municipality.number).cloned();
        open.write()?;
        Ok(Withdrawn { municipality, before, stands })
    }

    /// The time when a withdrawal arrived, read by the rules of registrations.
    fn time_of_withdrawal(&self, municipality: &str, received: &str, now: NaiveDateTime) -> Result<NaiveDateTime> {
        let fields = vec![(Field::Received, received.to_owned())];
        let typed = TypedRegistration { municipality, choices: None, fields };
        let declined = ("--withdraw".to_owned(), "declined".to_owned());
        let (merged, findings) = self.read_cells(&typed.cells([declined], |_| String::new()), now);
        accept(findings)?;
        Ok(merged.standing.iter().find_map(|read| read.received).map_or(now, |received| received.min(now)))
    }
}

/// What a withdrawal has done.
#[derive(Debug)]
pub(crate) struct Withdrawn<'w> {
    pub(crate) municipality: &'w Municipality,
    /// What was registered before; none if nothing was.
    pub(crate) before: Option<Registration>,
    /// What is registered after it, as it was said later than the withdrawal.
    pub(crate) stands: Option<Registration>,
}

/// As a spreadsheet has it.
fn time(time: NaiveDateTime) -> String {
    time.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The finding with the option that was typed in place of a cell of a table that nobody sees.
fn at_option(finding: Finding, cells: &[Cell]) -> Finding {
    let column = finding.place.map_or(0, |place| place.column - 1);
    let option = cells.get(column).map_or(SOURCE, |cell| &cell.option);
    Finding { file: option.to_owned(), place: None, ..finding }
}
