//! `ovelse invite`: which letter each municipality is due, and why; `--send`: the letters that are due.
//!
//! It must never send without `--send`, and never what was sent before.

mod lists;
mod warnings;

use std::collections::HashSet;

use anyhow::{Result, bail};
use chrono::{DateTime, FixedOffset};

use super::letters::Letters;
use super::sending::{self, DueLetter, why_due};
use super::{Console, Outcome, Session, Workspace};
use crate::cli::{Invite, Selection};
use crate::delivery::{Due, Standing};
use crate::exercise::DateId;
use crate::letter::{Envelope, Kind, Meeting};
use crate::municipality::Number;
use lists::Lists;

pub fn run(session: &Session, args: &Invite, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = if args.leaving.send { Some(opened.folder.lock()?) } else { None };
    let selected = Selected::of(&args.selection, &opened)?;
    let registrations = opened.registrations()?;
    let assignments = opened.assignments(&registrations.answers())?;
    if assignments.is_empty() {
        bail!("no municipality has been assigned a date\n    do that first: ovelse assign");
    }
    let mut letters = Letters::open(&opened, &registrations, &assignments)?;
    let dispatch = if args.leaving.send { Some(sending::open_dispatch(&opened, &mut letters.history)?) } else { None };
    for warning in warnings::all(&letters) {
        console.say(format_args!("warning: {warning}"));
    }
    let Some(mut dispatch) = dispatch else {
        console.show(&Lists::of(&letters, &selected), args.listing.format)?;
        return Ok(Outcome::Done);
    };
    sending::send(
        session,
        &mut dispatch,
        &mut letters,
        |now| due_letters(now, &selected),
        args.leaving,
        args.listing.format,
        console,
    )
}

/// Which municipalities and letters are meant.
struct Selected {
    only: Option<HashSet<Number>>,
    date: Option<DateId>,
    kind: Option<Kind>,
}

impl Selected {
    fn of(selection: &Selection, opened: &Workspace) -> Result<Selected> {
        Ok(Selected {
            only: opened.only(&selection.only)?,
            date: selection.date.as_ref().map(|written| opened.date(written)).transpose()?,
            kind: selection.kind,
        })
    }

    /// Whether letters to a municipality are meant: one that is on the date, or has been told of it.
    fn includes(&self, municipality: Number, letters: &Letters<'_>) -> bool {
        let on = |date: DateId| match letters.standing(municipality) {
            Standing::Placed(seat) => seat.date == date,
            _ => {
                let start = Meeting::of(&letters.opened.exercise, date).start;
                let told = letters.history.invited(municipality).and_then(|letter| letter.meeting.as_ref());
                told.is_some_and(|told| told.start == start)
            }
        };
        self.only.as_ref().is_none_or(|only| only.contains(&municipality)) && self.date.is_none_or(on)
    }

    fn includes_kind(&self, kind: Kind) -> bool {
        self.kind.is_none_or(|wanted| wanted == kind)
    }
}

/// The letters that are due and meant, in the order of municipalities.
fn due_letters<'l>(letters: &'l Letters<'l>, selected: &Selected) -> Vec<DueLetter<'l>> {
    let municipalities = letters.opened.municipalities.iter();
    let due = municipalities.filter(|one| selected.includes(one.number, letters)).filter_map(|municipality| {
        let Due::Letter(envelope) = letters.due(municipality) else { return None };
        let standing = letters.standing(municipality.number);
        let why = why(&envelope, standing);
        let why = why_due(why, &letters.history, municipality.number, Kind::is_of_place);
        Some(DueLetter { municipality, envelope: *envelope, why })
    });
    due.filter(|due| selected.includes_kind(due.envelope.kind)).collect()
}

/// Why a letter is due.
fn why(envelope: &Envelope, standing: Standing) -> String {
    if envelope.is_copy {
        return "its contact has got it, its own address not yet".to_owned();
    }
    match (envelope.kind, standing) {
        (Kind::Update, Standing::Placed(_)) => {
            let both = envelope.meeting.as_ref().zip(envelope.before.as_ref());
            both.map(|(now, before)| changes(now, before)).unwrap_or_default()
        }
        (Kind::Invitation | Kind::Update, _) if envelope.sequence > 0 => "has a date again".to_owned(),
        (Kind::Invitation | Kind::Update, _) => "has not been told of its date".to_owned(),
        (Kind::Cancellation, Standing::Waiting) => "was told of a date, and has none any more".to_owned(),
        (Kind::Cancellation, _) => "was told of a date, and does not take part any more".to_owned(),
        _ => "no date that it asked for has room".to_owned(),
    }
}

fn changes(now: &Meeting, before: &Meeting) -> String {
    let time = |meeting: &Meeting| written_time(meeting.start, meeting.end);
    let mut changes = Vec::new();
    // Another date has a link of its own.
    let another_date = now.start.date_naive() != before.start.date_naive();
    if now.has_other_time(before) {
        changes.push(format!("was told {}", time(before)));
    }
    if now.place != before.place {
        changes.push(format!("was told \"{}\"", before.place));
    }
    if now.link != before.link && !another_date {
        changes.push("has another link".to_owned());
    }
    changes.join(", ")
}

fn written_time(start: DateTime<FixedOffset>, end: DateTime<FixedOffset>) -> String {
    format!("{}–{}", start.format("%-d %B %Y %H:%M"), end.format("%H:%M"))
}
