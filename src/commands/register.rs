//! `ovelse register`: one registration by hand, for those that come by phone or e-mail.
//!
//! It is read by the very rules of a spreadsheet, as a table of one row.
//!
//! It must never have a rule of its own.

use anyhow::{Result, bail};
use serde::Serialize;

use super::{Console, Outcome, Session, Workspace, import};
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
fn columns(args: &Register, now: &str) -> Vec<(String, &'static str, String)> {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let first = if args.declined { "declined".to_owned() } else { text(&args.first) };
    let choices = [("--first", first), ("--second", text(&args.second)), ("--third", text(&args.third))];
    let choices = (1..).zip(choices).map(|(rank, (option, value))| (choice_heading(rank), option, value));
    let rest = [
        ("Contact", "--contact", text(&args.contact)),
        ("E-mail", "--email", text(&args.email)),
        ("Phone", "--phone", text(&args.phone)),
        ("Participants", "--participants", text(&args.participants)),
        ("Comment", "--comment", text(&args.comment)),
        ("Received", "--received", args.received.clone().unwrap_or_else(|| now.to_owned())),
    ];
    let who = ("Municipality".to_owned(), "MUNICIPALITY", args.municipality.clone());
    let rest = rest.into_iter().map(|(heading, option, value)| (heading.to_owned(), option, value));
    [who].into_iter().chain(choices).chain(rest).collect()
}

fn choice_heading(rank: usize) -> String {
    format!("Pri {rank}")
}

/// What is registered already, with what is said now in its place. Head count and comment are kept by every further
/// registration that does not tell them; choices and a contact are not.
fn changed(opened: &Workspace, args: &Register) -> Result<Vec<(String, &'static str, String)>> {
    let municipality = opened.municipality(&args.municipality)?;
    let (name, registrations) = (&municipality.name, opened.registrations()?);
    let Some(registered) = registrations.get(municipality.number) else {
        bail!("{name} has not registered yet\n    say what it answers too: --first DATE, or --declined");
    };
    if registered.contacts.len() > 1 {
        bail!(
            "{name} has several contacts\n    say its choices again to replace them, or change data/registrations.csv"
        );
    }
    let contact = registered.contact().cloned().unwrap_or_default();
    let email = contact.email.map(|email| email.to_string());
    let old = |heading: &str| match heading {
        "Contact" => contact.name.clone(),
        "E-mail" => email.clone(),
        "Phone" => contact.phone.clone(),
        _ => None,
    };
    // Its place in the queue stays too.
    let arrival = registered.arrival().format("%Y-%m-%d %H:%M:%S").to_string();
    let said = columns(args, &arrival).into_iter().filter(|(heading, ..)| !heading.starts_with("Pri "));
    let said = said.map(|(heading, option, value)| {
        let value = if value.is_empty() { old(&heading).unwrap_or_default() } else { value };
        (heading, option, value)
    });
    let choices = (1..).zip(opened.choices(&registered.answer));
    Ok(said.chain(choices.map(|(rank, choice)| (choice_heading(rank), "registrations.csv", choice))).collect())
}

fn register(opened: &Workspace, args: &Register, console: &mut Console) -> Result<Outcome> {
    // The exercise may map other headings; here they are what they are.
    let exercise =
        crate::exercise::Exercise { import_columns: std::collections::BTreeMap::new(), ..opened.exercise.clone() };
    let now = opened.now.naive_local();
    let intake = Intake { exercise: &exercise, municipalities: &opened.municipalities, now, sheet: None, take: &[] };
    let moment = now.format("%Y-%m-%d %H:%M:%S").to_string();
    let columns = if args.first.is_some() || args.declined { columns(args, &moment) } else { changed(opened, args)? };
    let table = sheet::write(
        columns.iter().map(|(heading, ..)| heading),
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

fn withdraw(opened: &Workspace, args: &Register, console: &mut Console) -> Result<Outcome> {
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
