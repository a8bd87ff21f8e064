//! `ovelse pin` and `ovelse unpin`: a date that the lead sets by hand, with the reason.
//!
//! A pin is kept in assignments.csv and holds whenever dates are assigned. It must never go unseen:
//! whoever looks at assignments sees which of them are pinned, and why.

use anyhow::{Result, bail};
use serde::Serialize;

use super::{Console, Outcome, Session, Workspace};
use crate::assignment::{Assignment, Seat};
use crate::cli;
use crate::exercise::DateId;
use crate::registration::Answer;
use crate::show::{Grid, Page, View};

/// One municipality's pin.
#[derive(Debug, Serialize)]
pub struct Pinned {
    number: String,
    municipality: String,
    date: String,
    #[serde(skip)]
    short: String,
    /// Why; it may be empty.
    note: String,
}

impl Pinned {
    /// The pin of an assignment that has one.
    pub fn of(one: &Assignment, date: DateId, opened: &Workspace) -> Pinned {
        Pinned {
            number: one.municipality.to_string(),
            municipality: opened.name(one.municipality),
            date: opened.exercise.dates.key(date).to_owned(),
            short: opened.exercise.dates.short(date),
            note: one.pin.clone().unwrap_or_default(),
        }
    }

    /// `Asker to 24 November (avtalt på telefon)`.
    pub fn line(&self) -> String {
        let note = if self.note.is_empty() { String::new() } else { format!(" ({})", self.note) };
        format!("{} to {}{note}", self.municipality, self.short)
    }
}

pub fn pin(session: &Session, args: &cli::Pin, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = opened.folder.lock()?;
    let answers = opened.answers()?;
    let mut assignments = opened.assignments_as_written(&answers)?;
    let municipality = opened.municipality(&args.municipality)?;
    let dates = &opened.exercise.dates;
    let date = opened.date(&args.date)?;
    let answer = answers.get(municipality.number).map(|answered| &answered.answer);
    if answer == Some(&Answer::Declined) {
        bail!(
            "{} has declined\n    register its new answer first: ovelse register \"{}\" --first {}",
            municipality.name,
            municipality.name,
            args.date
        );
    }
    if args.note.contains(char::is_control) {
        bail!("the note is not a single line of text\n    write it on one line");
    }
    let rank = answer.and_then(|answer| answer.rank(date));
    let seat = Some(Seat { date, rank });
    let pinned = Assignment { municipality: municipality.number, seat, pin: Some(args.note.trim().to_owned()) };
    let pin = Pinned::of(&pinned, date, &opened);
    assignments.insert(pinned);
    opened.folder.write_assignments(&assignments, &opened.exercise, &opened.municipalities)?;
    let taken = opened.assignments(&answers)?.on(date).count();
    let change = Change { pinned: true, over: taken.saturating_sub(dates.get(date).capacity as usize), pin };
    console.show(&change, args.listing.format)?;
    Ok(Outcome::Done)
}

pub fn unpin(session: &Session, args: &cli::Unpin, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = opened.folder.lock()?;
    let mut assignments = opened.assignments_as_written(&opened.answers()?)?;
    let municipality = opened.municipality(&args.municipality)?;
    let pinned = assignments.pinned().find(|(one, _)| one.municipality == municipality.number);
    let Some((one, date)) = pinned.map(|(one, date)| (one.clone(), date)) else {
        bail!("{} is not pinned\n    see who is with: ovelse assign --dry-run", municipality.name);
    };
    let pin = Pinned::of(&one, date, &opened);
    assignments.insert(Assignment { pin: None, ..one });
    opened.folder.write_assignments(&assignments, &opened.exercise, &opened.municipalities)?;
    console.show(&Change { pinned: false, over: 0, pin }, args.listing.format)?;
    Ok(Outcome::Done)
}

/// A pin that has been set or taken away.
#[derive(Debug, Serialize)]
struct Change {
    /// Whether it is set now.
    pinned: bool,
    /// By how many municipalities the date is over its capacity until dates are assigned again.
    over: usize,
    #[serde(flatten)]
    pin: Pinned,
}

impl View for Change {
    fn page(&self, page: &mut Page) {
        let line = self.pin.line();
        page.line(format_args!("{}: {line}", if self.pinned { "Pinned" } else { "No longer pinned" }));
        if self.over > 0 {
            page.line(format_args!("The date is over its capacity by {} now.", self.over));
        }
        page.line("Assign dates again to fit the others around it: ovelse assign");
    }

    fn grid(&self) -> Grid {
        let pinned = if self.pinned { "yes" } else { "" }.to_owned();
        let pin = &self.pin;
        let row = vec![pin.number.clone(), pin.municipality.clone(), pin.date.clone(), pinned, pin.note.clone()];
        Grid {
            headings: ["number", "municipality", "date", "pinned", "note"].map(str::to_owned).to_vec(),
            rows: vec![row],
        }
    }
}
