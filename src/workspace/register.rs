//! One registration by hand, read by the very rules of a spreadsheet: as a table of one row.

use std::collections::BTreeMap;

use super::import::Imported;
use super::{Result, Workspace};
use crate::exercise::Exercise;
use crate::findings::{Finding, Findings};
use crate::intake::{Batch, Intake};
use crate::municipality::Municipality;
use crate::registration::{Field, Registration, Source};
use crate::sheet;
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
        let cells = match &typed.choices {
            Some(choices) => {
                let now = time(self.now.naive_local());
                let choices = choices.iter().map(|(option, value)| ((*option).to_owned(), value.clone()));
                typed.cells(choices, |field| if field == Field::Received { now.clone() } else { String::new() })
            }
            None => self.changed_cells(typed)?,
        };
        // The exercise may map other headings; here they are what they are.
        let exercise = Exercise { import_columns: BTreeMap::new(), ..self.exercise.clone() };
        let now = self.now.naive_local();
        let intake = Intake { exercise: &exercise, municipalities: &self.municipalities, now, sheet: None, take: &[] };
        let row: Vec<&str> = cells.iter().map(|cell| cell.value.as_str()).collect();
        let table = sheet::write(cells.iter().map(|cell| &cell.heading), [row]);
        let (mut batch, mut read) = (Batch::default(), Findings::new());
        intake.read(SOURCE, &table, &mut batch, &mut read);
        let merged = batch.finish(&intake, &mut read);
        let mut findings = Findings::new();
        read.into_iter().for_each(|finding| findings.push(at_option(finding, &cells)));
        let may_write = !findings.has_errors();
        self.take_in(merged, findings, may_write)
    }

    /// What is registered already, with what was typed in its place. Fields that are no contact's are kept by every
    /// further registration that does not name them; choices and a contact are not.
    fn changed_cells(&self, typed: &TypedRegistration<'_>) -> Result<Vec<Cell>> {
        let municipality = self.municipality(typed.municipality)?;
        let registrations = self.registrations()?;
        let Some(registered) = registrations.get(municipality.number) else {
            return Err(say!("register-not-registered", municipality = &municipality.name).into());
        };
        if registered.contacts.len() > 1 {
            return Err(say!("register-several-contacts", municipality = &municipality.name).into());
        }
        let choices =
            self.choices(&registered.answer).into_iter().map(|choice| ("registrations.csv".to_owned(), choice));
        Ok(typed.cells(choices, |field| match field {
            // Its place in the queue stays too.
            Field::Received => time(registered.arrival()),
            field if field.is_of_contact() => registered.cell(field).into_owned(),
            _ => String::new(),
        }))
    }

    /// Takes a registration back: the municipality, and what was registered if anything was. The caller holds the lock.
    ///
    /// # Errors
    /// When nobody is called so, or the table cannot be read or written.
    pub(crate) fn withdraw(&self, written: &str) -> Result<(&Municipality, Option<Registration>)> {
        let municipality = self.municipality(written)?;
        let mut registrations = self.registrations()?;
        let removed = registrations.remove(municipality.number);
        if removed.is_some() {
            self.folder.write(&registrations, self.tables())?;
        }
        Ok((municipality, removed))
    }
}

/// As a spreadsheet has it.
fn time(time: chrono::NaiveDateTime) -> String {
    time.format("%Y-%m-%d %H:%M:%S").to_string()
}

/// The finding with the option that was typed in place of a cell of a table that nobody sees.
fn at_option(finding: Finding, cells: &[Cell]) -> Finding {
    let column = finding.place.map_or(0, |place| place.column - 1);
    let option = cells.get(column).map_or(SOURCE, |cell| &cell.option);
    Finding { file: option.to_owned(), place: None, ..finding }
}
