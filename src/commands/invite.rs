//! `ovelse invite`: which letter each municipality is due, and why; `--send`: the letters that are due.
//!
//! It must never send without `--send`, and never what was sent before.

mod lists;
mod sending;

use std::collections::HashSet;

use anyhow::{Result, bail};
use chrono::{DateTime, FixedOffset};

use super::letters::Letters;
use super::{Console, Opened, Outcome, Session, count};
use crate::cli::{Invite, Selection};
use crate::delivery::{Due, Errand, Outbox, Standing};
use crate::exercise::{DateId, Exercise};
use crate::letter::{Kind, Mailbox, Meeting};
use crate::municipality::{Municipality, Number};
use lists::Lists;
use sending::Sending;

pub fn run(session: &Session, args: &Invite, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = if args.send { Some(opened.folder.lock()?) } else { None };
    let selected = Selected::of(&args.selection, &opened)?;
    let registrations = opened.registrations()?;
    let assignments = opened.assignments(&registrations.answers())?;
    if assignments.is_empty() {
        bail!("no municipality has been assigned a date\n    do that first: ovelse assign");
    }
    let mut outbox = None;
    if args.send {
        let mut opening = Outbox::open(&opened.folder.outbox(), &opened.folder.delivery_log())?;
        opening.settle(&opened.history()?, opened.now.fixed_offset())?;
        outbox = Some(opening);
    }
    let letters = Letters::open(&opened, &registrations, &assignments)?;
    warn(&letters, console);
    match outbox {
        Some(mut outbox) => console.show(&Sending::of(&letters, &selected, &mut outbox)?, args.listing.format)?,
        None => console.show(&Lists::of(&letters, &selected), args.listing.format)?,
    }
    Ok(Outcome::Done)
}

/// What a lead should know before letters leave, and can do nothing about here.
fn warn(letters: &Letters<'_>, console: &mut Console) {
    let opened = letters.opened;
    let names = |numbers: Vec<String>| numbers.join(", ");
    let standing = |wanted: fn(&Standing) -> bool| {
        opened.municipalities.iter().filter(|one| wanted(&letters.standing(one.number))).count()
    };
    let open = standing(|standing| matches!(standing, Standing::Open));
    if open > 0 {
        let have = count(open, "municipality has", "municipalities have");
        console.say(format_args!("warning: {have} registered since dates were assigned; run: ovelse assign"));
    }
    let contacts = letters
        .registrations
        .iter()
        .filter(|one| one.contact().and_then(|person| person.email.as_ref()) == Some(&opened.exercise.contact.email));
    let own: Vec<String> = contacts.map(|one| opened.name(one.municipality)).collect();
    if !own.is_empty() {
        console.say(format_args!(
            "warning: invitations come from {0}, which is the contact's address of {1} too\n    \
             nobody can answer an invitation of their own: register another address with ovelse register --email",
            opened.exercise.contact.email,
            names(own)
        ));
    }
    let gone = letters.history.municipalities().filter(|number| {
        number.parse::<Number>().is_ok_and(|number| {
            opened.municipalities.get(number).is_none() && letters.history.invited(number).is_some()
        })
    });
    let gone: Vec<String> = gone.map(str::to_owned).collect();
    if !gone.is_empty() {
        console.say(format_args!(
            "warning: {} was invited and is not in municipalities.csv any more\n    \
             put its row back to have the meeting called off, or tell it yourself",
            names(gone)
        ));
    }
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
            let why = why(&letters.opened.exercise, &errand, standing);
            let to = letters.recipient(municipality, &errand);
            Some(DueLetter { municipality, errand, to, why })
        });
        due.filter(|due| selected.includes_kind(due.errand.kind)).collect()
    }
}

/// Why a letter is due.
fn why(exercise: &Exercise, errand: &Errand, standing: Standing) -> String {
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
