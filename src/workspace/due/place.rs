//! Letters that tell a municipality its date, or that it has none: invitation, update, cancellation and unplaced.

use std::collections::HashSet;

use super::addressee::Due;
use super::rule::{DueLetter, unsent_before};
use super::seating::Seating;
use crate::assign::WithoutDate;
use crate::exercise::{DateId, Exercise};
use crate::findings::{Sentence, problems, quoted};
use crate::kind::Kind;
use crate::letter::{CopyTo, Envelope, Meeting};
use crate::municipality::Number;
use crate::words::say;
use crate::workspace::letters::Letters;

problems! {
    /// Why one is due.
    pub(crate) enum Reason in "place" {
        /// Its contact has got it, and its own address has not.
        CopyMissing,
        /// Its contact has got it, and the deputy has not.
        DeputyMissing,
        /// Its contact has got it, and somebody who was told of the meeting before has not.
        FormerMissing,
        /// It has not been told its date.
        NotTold,
        /// It lost its date and has one again.
        DateAgain,
        /// The meeting is not as it was told.
        Changed {
            /// What it was told, or what is new.
            changes: Vec<Sentence>,
        },
        /// The date that it was told is called off.
        CalledOff { date: String },
        /// It was told a date, and has none any more.
        DateLost,
        /// It was told a date, and does not take part any more.
        Withdrawn,
        /// It waits for a date, and there is room on these.
        SeatOpen { dates: Vec<String> },
        /// It has no date, for this reason.
        WithoutDate { reason: &'static str },
    }
}

/// Which letters are meant.
#[derive(Debug, Default)]
pub(crate) struct Selection {
    /// Only to these municipalities.
    pub(crate) only: Option<HashSet<Number>>,
    /// Only about this date.
    pub(crate) date: Option<DateId>,
    /// Only of this kind.
    pub(crate) kind: Option<Kind>,
}

impl Selection {
    /// Whether a municipality is one of those that were named, if any were.
    pub(crate) fn names(&self, municipality: Number) -> bool {
        self.only.as_ref().is_none_or(|only| only.contains(&municipality))
    }

    /// Whether letters to a municipality are meant: one that is on the date, or has been told of it.
    pub(crate) fn includes(&self, municipality: Number, letters: &Letters<'_>) -> bool {
        let is_on = |date: DateId| match letters.seating(municipality) {
            Seating::Placed(seat) => seat.date == date,
            Seating::Waiting | Seating::Out | Seating::Open => {
                let start =
                    letters.workspace.exercise.zoned(letters.workspace.exercise.dates.get(date).start).fixed_offset();
                let told = letters.history.invited(municipality).and_then(|letter| letter.meeting.as_ref());
                told.is_some_and(|told| told.start == start)
            }
        };
        self.names(municipality) && self.date.is_none_or(is_on)
    }
}

/// The letters that are due and meant, in the order of municipalities.
pub(crate) fn due_letters<'l>(letters: &'l Letters<'_>, selection: &Selection) -> Vec<DueLetter<'l>> {
    let municipalities = letters.workspace.municipalities.iter();
    let meant = municipalities.filter(|municipality| selection.includes(municipality.number, letters));
    let due = meant.flat_map(|municipality| {
        let Due::Letter(envelope) = letters.due_of_place(municipality) else { return Vec::new() };
        let number = municipality.number;
        let due = |envelope: Envelope| {
            let without = letters.without_date(number);
            let off = letters.called_off(&envelope);
            let why = reason(&envelope, letters.seating(number), off, without, &letters.workspace.exercise).into();
            let why = unsent_before(why, &letters.history, number, Kind::is_of_place);
            DueLetter { municipality, envelope, why }
        };
        letters.addressee(municipality).with_other_copies(*envelope).into_iter().map(due).collect()
    });
    due.filter(|due| selection.kind.is_none_or(|kind| due.envelope.kind == kind)).collect()
}

fn reason(
    envelope: &Envelope,
    seating: Seating,
    off: Option<DateId>,
    without: Option<WithoutDate>,
    exercise: &Exercise,
) -> Reason {
    match envelope.copy {
        Some(CopyTo::Municipality) => return Reason::CopyMissing,
        Some(CopyTo::Deputy) => return Reason::DeputyMissing,
        Some(CopyTo::Former(_)) => return Reason::FormerMissing,
        None => {}
    }
    if let Some(off) = off.filter(|_| seating != Seating::Out) {
        return Reason::CalledOff { date: exercise.dates.short(off) };
    }
    match (envelope.kind, &envelope.meeting, &envelope.before) {
        (Kind::Update, Some(now), Some(before)) => Reason::Changed { changes: changes(now, before) },
        (Kind::Cancellation, ..) if seating == Seating::Waiting => Reason::DateLost,
        (Kind::Cancellation, ..) => Reason::Withdrawn,
        (Kind::SeatOpen, ..) => Reason::SeatOpen { dates: offered(envelope, exercise) },
        (Kind::Unplaced, ..) => Reason::WithoutDate { reason: without.map_or("full", Into::into) },
        _ if envelope.sequence > 0 => Reason::DateAgain,
        _ => Reason::NotTold,
    }
}

/// The dates that a letter offers, as they are called.
fn offered(envelope: &Envelope, exercise: &Exercise) -> Vec<String> {
    let starts = envelope.offers.iter().flatten();
    let dates = starts.filter_map(|start| exercise.dates.beginning_at(*start));
    dates.map(|date| exercise.dates.short(date)).collect()
}

fn changes(now: &Meeting, before: &Meeting) -> Vec<Sentence> {
    let mut changes = Vec::new();
    let start = before.start.naive_local();
    let end = before.end.format("%H:%M").to_string();
    let place = quoted(&before.place);
    match (now.has_other_time(before), now.place != before.place) {
        (true, true) => changes.push(say!("place-told-time-and-place", start = start, end = end, place = place)),
        (true, false) => changes.push(say!("place-told-time", start = start, end = end)),
        (false, true) => changes.push(say!("place-told-place", place = place)),
        (false, false) => {}
    }
    // Another date has a link of its own.
    let is_another_date = now.start.date_naive() != before.start.date_naive();
    if now.link != before.link && !is_another_date {
        changes.push(match (&now.link, &before.link) {
            (Some(_), Some(_)) => say!("place-new-link"),
            (_, None) => say!("place-got-link"),
            (None, _) => say!("place-lost-link"),
        });
    }
    changes
}
