//! `ovelse register`: one registration by hand, for those that come by phone or e-mail.
//!
//! It is read by the very rules of a spreadsheet, as a table of one row.
//!
//! It must never have a rule of its own.

use anyhow::Result;
use serde::Serialize;

use super::{Console, Opened, Outcome, Session, import};
use crate::cli::Register;
use crate::findings::{Finding, Findings};
use crate::intake::{Batch, Intake};
use crate::sheet;
use crate::show::{Grid, Page, View};

/// What the registration's source is called.
const SOURCE: &str = "register";

pub fn run(session: &Session, args: &Register, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = opened.folder.lock()?;
    if args.withdraw { withdraw(&opened, args, console) } else { register(&opened, args, console) }
}

/// The heading of each value, the option that gives it, and the value.
fn columns(args: &Register, now: &str) -> Vec<(&'static str, &'static str, String)> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let first = if args.declined { "declined".to_owned() } else { text(&args.first) };
    vec![
        ("Municipality", "MUNICIPALITY", args.municipality.clone()),
        ("First choice", "--first", first),
        ("Second choice", "--second", text(&args.second)),
        ("Third choice", "--third", text(&args.third)),
        ("Contact", "--contact", text(&args.contact)),
        ("E-mail", "--email", text(&args.email)),
        ("Phone", "--phone", text(&args.phone)),
        ("Participants", "--participants", text(&args.participants)),
        ("Comment", "--comment", text(&args.comment)),
        ("Received", "--received", args.received.clone().unwrap_or_else(|| now.to_owned())),
    ]
}

fn register(opened: &Opened, args: &Register, console: &mut Console) -> Result<Outcome> {
    // The exercise may map other headings; here they are what they are.
    let exercise =
        crate::exercise::Exercise { import_columns: std::collections::BTreeMap::new(), ..opened.exercise.clone() };
    let now = opened.now.naive_local();
    let intake = Intake { exercise: &exercise, municipalities: &opened.municipalities, now, sheet: None, take: &[] };
    let columns = columns(args, &now.format("%Y-%m-%d %H:%M:%S").to_string());
    let table = sheet::write(
        columns.iter().map(|(heading, ..)| *heading),
        [columns.iter().map(|(_, _, value)| value.as_str()).collect::<Vec<_>>()],
    );
    let (mut batch, mut findings) = (Batch::default(), Findings::new());
    intake.read(SOURCE, &table, &mut batch, &mut findings);
    let outcome = batch.finish(&intake, &mut findings);
    let options: Vec<&str> = columns.iter().map(|(_, option, _)| *option).collect();
    let findings = findings.into_iter().map(|finding| at_option(finding, &options)).collect();
    import::take_in(opened, outcome, findings, console, args.listing.format)
}

/// The finding with the option that was typed in place of a cell of a table that nobody sees.
fn at_option(finding: Finding, options: &[&str]) -> Finding {
    let column = finding.place.map_or(0, |place| place.column - 1);
    Finding { file: options.get(column).copied().unwrap_or(SOURCE).to_owned(), place: None, ..finding }
}

fn withdraw(opened: &Opened, args: &Register, console: &mut Console) -> Result<Outcome> {
    let municipality = opened.municipality(&args.municipality)?;
    let mut registrations = opened.registrations()?;
    let removed = registrations.remove(municipality.number);
    if removed.is_some() {
        opened.folder.write_registrations(&registrations, &opened.exercise, &opened.municipalities)?;
    }
    let withdrawal = Withdrawal {
        written: removed.is_some(),
        number: municipality.number.to_string(),
        municipality: municipality.name.clone(),
        choices: removed.map(|removed| opened.choices(&removed.answer)),
    };
    console.show(&withdrawal, args.listing.format)?;
    Ok(Outcome::Done)
}

/// An answer that has been taken back.
#[derive(Debug, Serialize)]
struct Withdrawal {
    /// Whether registrations.csv has been replaced.
    written: bool,
    number: String,
    municipality: String,
    /// What had been registered; none if nothing had.
    choices: Option<Vec<String>>,
}

impl View for Withdrawal {
    fn page(&self, page: &mut Page) {
        let name = &self.municipality;
        page.line(match &self.choices {
            Some(choices) => {
                format!("{name} was registered for {}, and has not answered any more.", choices.join(", then "))
            }
            None => format!("{name} has not answered: nothing has changed."),
        });
    }

    fn grid(&self) -> Grid {
        let choices = self.choices.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
        let row = vec![self.number.clone(), self.municipality.clone(), choices];
        Grid { headings: ["number", "municipality", "choices"].map(str::to_owned).to_vec(), rows: vec![row] }
    }
}
