//! `ovelse pin` and `ovelse unpin`: a date that the lead sets by hand.

use serde::Serialize;

use super::{Console, Outcome, Session};
use crate::assignment::{Assignment, Seat};
use crate::cli;
use crate::findings::typed;
use crate::registration::Answer;
use crate::show::{Grid, Page, View};
use crate::words::say;
use crate::workspace::Result;
use crate::workspace::assigning::Pin;

pub fn pin(session: &Session, args: &cli::Pin, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let _lock = workspace.folder.lock()?;
    let answers = workspace.answers()?;
    let mut assignments = workspace.assignments_as_written(&answers)?;
    let (municipality, date) = workspace.municipality_and_date(&args.words())?;
    if workspace.exercise.dates.is_called_off(date) {
        return Err(say!("pin-called-off", date = workspace.exercise.dates.short(date)).into());
    }
    let answer = answers.get(municipality.number).map(|answered| &answered.answer);
    if answer == Some(&Answer::Declined) {
        let (name, date) = (&municipality.name, typed(workspace.exercise.dates.key(date)));
        return Err(say!("pin-declined", municipality = name, typed = typed(name), date = date).into());
    }
    if args.note.contains(char::is_control) {
        return Err(say!("pin-note-not-a-line").into());
    }
    let seat = Some(Seat { date, rank: answer.and_then(|answer| answer.rank(date)) });
    let before = assignments.get(municipality.number);
    let before_pin = match before {
        Some(pinned) if pinned.pin.is_some() => pinned.before_pin,
        before => before.and_then(|before| before.seat).map(|seat| seat.date),
    };
    let pin = Some(args.note.trim().to_owned());
    let assignment = Assignment { municipality: municipality.number, seat, pin, before_pin };
    let pin = workspace.pin_of(&assignment, date);
    assignments.insert(assignment);
    workspace.write_assignments(&assignments)?;
    let over = workspace.assignments(&answers)?.over(date, &workspace.exercise.dates);
    let promised = workspace.held_in_vain(date, &answers, &assignments)?;
    console.show(&Change { pinned: true, over, promised, restored: None, pin }, args.listing.format)?;
    Ok(Outcome::Done)
}

pub fn unpin(session: &Session, args: &cli::Unpin, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let _lock = workspace.folder.lock()?;
    let answers = workspace.answers()?;
    let mut assignments = workspace.assignments_as_written(&answers)?;
    let municipality = workspace.municipality(&args.municipality.name())?;
    let Some(pin) = workspace.remove_pin(municipality, &mut assignments)? else {
        return Err(say!("pin-none", municipality = &municipality.name).into());
    };
    workspace.write_assignments(&assignments.ranked_by(&answers))?;
    let restored = assignments.seat(municipality.number).map(|seat| seat.date);
    let over = restored.map_or(0, |date| assignments.over(date, &workspace.exercise.dates));
    let restored = restored.map(|date| workspace.exercise.dates.short(date));
    console.show(&Change { pinned: false, over, promised: Vec::new(), restored, pin }, args.listing.format)?;
    Ok(Outcome::Done)
}

/// A pin that was set or taken away.
#[derive(Debug, Serialize)]
struct Change {
    /// Whether it is set now.
    pinned: bool,
    /// How many municipalities the date has beyond its capacity until dates are assigned again.
    over: usize,
    /// To whom seats of the date were offered that there are no more.
    promised: Vec<String>,
    /// The date that it has again.
    #[serde(skip)]
    restored: Option<String>,
    #[serde(flatten)]
    pin: Pin,
}

impl View for Change {
    fn page(&self, page: &mut Page) {
        let (municipality, date, note) = (&self.pin.municipality, &self.pin.short, self.pin.note());
        page.line(match self.pinned {
            true => say!("pin-pinned", municipality = municipality, date = date, note = note),
            false => say!("pin-unpinned", municipality = municipality, date = date, note = note),
        });
        if let Some(date) = &self.restored {
            page.line(say!("pin-restored", date = date));
        }
        if self.over > 0 {
            page.line(say!("pin-over-capacity", count = self.over));
        }
        if !self.promised.is_empty() {
            page.names(say!("pin-promised"), self.promised.iter().map(String::as_str));
        }
        page.line(say!("pin-assign-again"));
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
