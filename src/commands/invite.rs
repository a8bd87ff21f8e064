//! `ovelse invite`: which letter each municipality is due, and why; `--send`: the letters that are due.
//!
//! It must never send without `--send`, and never what was sent before.

mod lists;
mod progress;
mod sending;
mod warnings;

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use anyhow::{Result, bail};
use chrono::{DateTime, FixedOffset, Utc};

use super::letters::Letters;
use super::{Console, Opened, Outcome, Session};
use crate::cli::{Invite, Selection};
use crate::delivery::{Dispatch, Due, Errand, Standing};
use crate::exercise::{DateId, Exercise};
use crate::letter::{Kind, Mailbox, Meeting};
use crate::municipality::{Municipality, Number};
use lists::Lists;
use sending::Prepared;

pub fn run(session: &Session, args: &Invite, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = if args.send { Some(opened.folder.lock()?) } else { None };
    let selected = Selected::of(&args.selection, &opened)?;
    let registrations = opened.registrations()?;
    let assignments = opened.assignments(&registrations.answers())?;
    if assignments.is_empty() {
        bail!("no municipality has been assigned a date\n    do that first: ovelse assign");
    }
    let dispatch = if args.send { Some(open_dispatch(&opened)?) } else { None };
    let mut letters = Letters::open(&opened, &registrations, &assignments)?;
    for warning in warnings::all(&letters) {
        console.say(format_args!("warning: {warning}"));
    }
    let Some(mut dispatch) = dispatch else {
        console.show(&Lists::of(&letters, &selected), args.listing.format)?;
        return Ok(Outcome::Done);
    };
    if let (Some(_), Some(host)) = (session.now, dispatch.host()) {
        bail!(
            "--now is a rehearsal, and letters through {host} are real\n    leave out --send to see what would go, or --now to send it"
        );
    }
    let prepared = Prepared::of(&letters, &selected, args.to_me);
    if let Some(host) = dispatch.host()
        && !prepared.confirm(host, args.yes, console)?
    {
        console.say("Nothing is sent.");
        return Ok(Outcome::NotDone);
    }
    let real = || Utc::now().with_timezone(&opened.now.timezone());
    let clock = || session.now.map_or_else(real, |_| opened.now).fixed_offset();
    let asked_to_stop = sending::interruption(dispatch.host().is_some())?;
    let stop = || asked_to_stop.load(Ordering::SeqCst);
    let mut sending = prepared.send(&mut dispatch, &clock, &stop, console)?;
    if opened.exercise.mail.copy_to_municipality && !args.to_me && !sending.is_stopped() {
        // What has gone to contacts has to go to their municipalities too.
        letters.history = opened.history()?;
        let copies = Prepared::of(&letters, &selected, false).copies_alone();
        sending.add(copies.send(&mut dispatch, &clock, &stop, console)?);
    }
    console.show(&sending, args.listing.format)?;
    Ok(sending.outcome())
}

/// Opens the way out, and settles what a crash has left open.
fn open_dispatch(opened: &Opened) -> Result<Dispatch> {
    let (outbox, log) = (opened.folder.outbox(), opened.folder.delivery_log());
    let mut dispatch = Dispatch::open(&outbox, &log, opened.way()?)?;
    dispatch.settle(&opened.history()?, opened.now.fixed_offset())?;
    Ok(dispatch)
}

/// Which municipalities and letters are meant.
struct Selected {
    only: Option<HashSet<Number>>,
    date: Option<DateId>,
    kind: Option<Kind>,
}

impl Selected {
    fn of(selection: &Selection, opened: &Opened) -> Result<Selected> {
        let numbers = selection.only.iter().map(|name| Ok(opened.municipality(name)?.number));
        let only: HashSet<Number> = numbers.collect::<Result<_>>()?;
        Ok(Selected {
            only: Some(only).filter(|only| !only.is_empty()),
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
                let told = letters.history.invited(municipality).and_then(|letter| letter.told.as_ref());
                told.is_some_and(|told| told.start == start)
            }
        };
        self.only.as_ref().is_none_or(|only| only.contains(&municipality)) && self.date.is_none_or(on)
    }

    fn includes_kind(&self, kind: Kind) -> bool {
        self.kind.is_none_or(|wanted| wanted == kind)
    }
}

/// A letter that is due, in words.
struct DueLetter<'a> {
    municipality: &'a Municipality,
    errand: Errand,
    to: Mailbox,
    why: String,
}

impl<'a> DueLetter<'a> {
    /// Those that are meant, in the order of municipalities.
    fn all(letters: &'a Letters<'_>, selected: &Selected) -> Vec<DueLetter<'a>> {
        let municipalities = letters.opened.municipalities.iter();
        let due = municipalities.filter(|one| selected.includes(one.number, letters)).filter_map(|municipality| {
            let Due::Letter(errand) = letters.due(municipality.number) else { return None };
            let standing = letters.standing(municipality.number);
            let mut why = why(&letters.opened.exercise, &errand, standing);
            if let Some(refusal) = letters.history.last_refusal(municipality.number) {
                why += &format!("; not sent before: {refusal}");
            }
            let to = letters.recipient(municipality, &errand);
            Some(DueLetter { municipality, errand, to, why })
        });
        due.filter(|due| selected.includes_kind(due.errand.kind)).collect()
    }
}

/// Why a letter is due.
fn why(exercise: &Exercise, errand: &Errand, standing: Standing) -> String {
    if errand.is_copy {
        return "its contact has got it, its own address not yet".to_owned();
    }
    match (errand.kind, standing) {
        (Kind::Update, Standing::Placed(seat)) => {
            let now = Meeting::of(exercise, seat.date);
            errand.before.as_ref().map(|before| changes(&now, before)).unwrap_or_default()
        }
        (Kind::Invitation | Kind::Update, _) if errand.sequence > 0 => "has a date again".to_owned(),
        (Kind::Invitation | Kind::Update, _) => "has not been told of its date".to_owned(),
        (Kind::Cancellation, Standing::Waiting) => "was told of a date, and has none any more".to_owned(),
        (Kind::Cancellation, _) => "was told of a date, and does not take part any more".to_owned(),
        (Kind::Unplaced, _) => "no date that it asked for has room".to_owned(),
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
