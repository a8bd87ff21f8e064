//! `ovelse register`: one registration by hand, for those that come by phone or e-mail.

use std::io::IsTerminal;

use serde::Serialize;

use super::report::ImportView;
use crate::cli::Register;
use crate::commands::{Console, Outcome, Session};
use crate::registration::{Field, Registration};
use crate::show::{Grid, Page, View};
use crate::words::{preferences, say};
use crate::workspace::{Result, TypedRegistration, Workspace};

pub fn run(session: &Session, args: &Register, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let _lock = workspace.folder.lock()?;
    if args.withdraw { withdraw(&workspace, args, console) } else { register(&workspace, args, console) }
}

fn register(workspace: &Workspace, args: &Register, console: &mut Console) -> Result<Outcome> {
    let first = if args.declined { Some("declined".to_owned()) } else { args.first.clone() };
    let choices = first.map(|first| {
        let others = [("--second", &args.second), ("--third", &args.third)];
        let others = others.map(|(option, value)| (option, value.clone().unwrap_or_default()));
        std::iter::once(("--first", first)).chain(others).collect()
    });
    let typed = Field::ALL.iter().filter_map(|field| Some((*field, args.field(*field)?.to_owned())));
    let mut fields: Vec<(Field, String)> = typed.collect();
    if choices.is_some() && args.received.is_none() && workspace.is_past_deadline() && std::io::stdin().is_terminal() {
        fields.extend(time_of_arrival(workspace, console)?.map(|time| (Field::Received, time)));
    }
    let imported =
        workspace.register(&TypedRegistration { municipality: &args.municipality.name(), choices, fields })?;
    console.show(&ImportView::new(&imported, workspace, console.words), args.listing.format)?;
    Ok(if imported.has_errors { Outcome::NotDone } else { Outcome::Done })
}

/// What is registered after the deadline may have come before it.
fn time_of_arrival(workspace: &Workspace, console: &mut Console) -> Result<Option<String>> {
    if !console.agrees(say!("register-in-time", deadline = workspace.exercise.deadline))? {
        return Ok(None);
    }
    let typed = console.answer(say!("register-when"))?;
    Ok(Some(typed).filter(|typed| !typed.is_empty()))
}

fn withdraw(workspace: &Workspace, args: &Register, console: &mut Console) -> Result<Outcome> {
    let withdrawn = workspace.withdraw(&args.municipality.name(), args.received.as_deref())?;
    let choices = |registration: &Registration| workspace.choices(&registration.answer);
    let withdrawal = Withdrawal {
        written: withdrawn.before.is_some(),
        number: withdrawn.municipality.number.to_string(),
        municipality: withdrawn.municipality.name.clone(),
        choices: withdrawn.before.as_ref().map(choices),
        stands: withdrawn.stands.as_ref().map(choices),
    };
    console.show(&withdrawal, args.listing.format)?;
    Ok(if withdrawal.stands.is_none() { Outcome::Done } else { Outcome::Partly })
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
    /// What is registered all the same: it was said after the withdrawal.
    stands: Option<Vec<String>>,
}

impl View for Withdrawal {
    fn page(&self, page: &mut Page) {
        let municipality = &self.municipality;
        page.line(match (&self.choices, &self.stands) {
            (_, Some(stands)) => {
                say!("register-withdrawn-before", municipality = municipality, choices = preferences(stands))
            }
            (Some(choices), None) => {
                say!("register-withdrawn", municipality = municipality, choices = preferences(choices))
            }
            (None, None) => say!("register-nothing-to-withdraw", municipality = municipality),
        });
    }

    fn grid(&self) -> Grid {
        let choices = self.choices.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" ");
        let row = vec![self.number.clone(), self.municipality.clone(), choices];
        Grid { headings: ["number", "municipality", "choices"].map(str::to_owned).to_vec(), rows: vec![row] }
    }
}
