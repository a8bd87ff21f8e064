//! What is kept when dates are assigned: the dates of those who are pinned or were sent an invitation, and the seats that were
//! offered to those who wait. An offer is a promise: until its last day nobody else gets the seat, and who asks for it has it.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::due::Seating;
use super::moved::MovedDates;
use super::offers::Offers;
use super::{Result, Workspace};
use crate::assignment::{Assignment, Assignments, Seat};
use crate::delivery::History;
use crate::exercise::{DateId, ExerciseDates};
use crate::municipality::Number;
use crate::registration::{Answer, Answers};

/// What is kept when dates are assigned.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// The dates that municipalities keep.
    pub(crate) dates: HashMap<Number, DateId>,
    /// Who of those keeps its date because it was offered to it, and is not told yet.
    pub(crate) offered: HashSet<Number>,
    /// How many of those keep theirs because they were sent an invitation, and for no other reason.
    pub(crate) invited: usize,
    /// The dates of the exercise, without those that have begun, and without the seats that are held for those who have not
    /// answered an offer yet.
    pub(crate) room: ExerciseDates,
    /// For whom those seats are held.
    pub(crate) held: Vec<Held>,
}

/// A seat that is held for a municipality, and until when.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    number: Number,
    date: DateId,
    until: Option<NaiveDate>,
}

impl Kept {
    /// Why a municipality keeps the date that it has without being pinned to it.
    pub(crate) fn reason(&self, number: Number) -> KeptFor {
        let has_begun = |date: &DateId| self.room.get(*date).has_begun;
        match self.dates.get(&number) {
            _ if self.offered.contains(&number) => KeptFor::Offered,
            Some(date) if has_begun(date) => KeptFor::Begun,
            _ => KeptFor::Invited,
        }
    }

    /// Nobody keeps anything but these dates.
    pub(crate) fn only(dates: HashMap<Number, DateId>, room: &ExerciseDates) -> Kept {
        Kept { dates, offered: HashSet::new(), invited: 0, room: room.clone(), held: Vec::new() }
    }

    /// The seats of a date that are held for anybody else than one municipality.
    fn held_for_others(&self, number: Option<Number>, date: DateId) -> impl Iterator<Item = &Held> {
        self.held.iter().filter(move |held| held.date == date && number != Some(held.number))
    }

    /// How many seats of a date are neither taken nor kept for anybody else than one municipality.
    pub(super) fn free_for(
        &self,
        number: Option<Number>,
        date: DateId,
        assignments: &Assignments,
        capacity: u32,
    ) -> usize {
        let held = self.held_for_others(number, date).count();
        let is_promised = |(holder, of): &(&Number, &DateId)| **of == date && assignments.seat(**holder).is_none();
        let promised = self.dates.iter().filter(is_promised).count();
        (capacity as usize).saturating_sub(assignments.on(date).count() + held + promised)
    }
}

/// Why a municipality keeps its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum KeptFor {
    /// It was sent an invitation.
    Invited,
    /// It was offered to it, and it is not told yet.
    Offered,
    /// It has begun.
    Begun,
}

/// A seat that was offered, and is kept for who has not answered yet, by the names that JSON and tables use.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct HeldSeat {
    pub(crate) number: String,
    pub(crate) municipality: String,
    pub(crate) date: String,
    #[serde(skip)]
    pub(crate) short: String,
    /// The last day on which it is kept.
    pub(crate) until: Option<NaiveDate>,
}

impl Workspace {
    /// The seats that are held, with names.
    pub(crate) fn held_seats(&self, held: &[Held]) -> Vec<HeldSeat> {
        let seat = |held: &Held| HeldSeat {
            number: held.number.to_string(),
            municipality: self.name(held.number),
            date: self.exercise.dates.key(held.date).to_owned(),
            short: self.exercise.dates.short(held.date),
            until: held.until,
        };
        held.iter().map(seat).collect()
    }

    /// For whom seats of a date are held that there are no more, as those who have it use them all up.
    ///
    /// # Errors
    /// When the delivery log cannot be read.
    pub(crate) fn held_in_vain(
        &self,
        date: DateId,
        answers: &Answers,
        assignments: &Assignments,
    ) -> Result<Vec<String>> {
        let kept = self.kept_by(&self.history()?, &self.moved_dates()?, answers, assignments);
        let names: Vec<String> = kept.held_for_others(None, date).map(|held| self.name(held.number)).collect();
        let left = (self.exercise.dates.get(date).capacity as usize).saturating_sub(assignments.on(date).count());
        Ok(if names.len() > left { names } else { Vec::new() })
    }

    /// What is kept: the dates of those who are pinned, and of those with an invitation unless they are reassigned; the dates
    /// that have begun; and the seats that are offered. Who has declined keeps nothing.
    ///
    /// # Errors
    /// When the delivery log cannot be read.
    pub(crate) fn kept(&self, answers: &Answers, previous: &Assignments, reassigned: &HashSet<Number>) -> Result<Kept> {
        let (history, moved) = (self.history()?, self.moved_dates()?);
        self.check_log(&history)?;
        let offers = Offers { workspace: self, history: &history, moved: &moved };
        Ok(self.kept_but(offers, answers, previous, reassigned))
    }

    /// The same where nobody is reassigned, by a log that was read already.
    pub(crate) fn kept_by(
        &self,
        history: &History,
        moved: &MovedDates,
        answers: &Answers,
        previous: &Assignments,
    ) -> Kept {
        self.kept_but(Offers { workspace: self, history, moved }, answers, previous, &HashSet::new())
    }

    fn kept_but(
        &self,
        offers: Offers<'_>,
        answers: &Answers,
        previous: &Assignments,
        reassigned: &HashSet<Number>,
    ) -> Kept {
        let is_invited = |assignment: &Assignment| {
            let number = assignment.municipality;
            offers.history.invited(number).is_some() && !reassigned.contains(&number)
        };
        let is_kept = |assignment: &&Assignment| {
            let answered = answers.get(assignment.municipality);
            let has_declined = answered.is_some_and(|answered| answered.answer == Answer::Declined);
            let has_begun = assignment.seat.is_some_and(|seat| self.has_begun(seat.date));
            (is_invited(assignment) || has_begun || assignment.pin.is_some()) && !has_declined
        };
        let kept = previous.iter().filter(is_kept);
        let mut dates: HashMap<Number, DateId> =
            kept.filter_map(|assignment| Some((assignment.municipality, assignment.seat?.date))).collect();
        let is_only_invited = |one: &&Assignment| one.seat.is_some() && one.pin.is_none() && is_invited(one);
        let invited = previous.iter().filter(is_kept).filter(is_only_invited).count();
        let (mut held, mut by_offer) = (Vec::new(), HashSet::new());
        for (number, offered) in standing_offers(offers, answers, previous) {
            let rank = |date: &DateId| answers.get(number)?.answer.rank(*date);
            match offered.iter().filter(|date| rank(date).is_some()).min_by_key(|date| rank(date)) {
                Some(date) if dates.insert(number, *date).is_none() => drop(by_offer.insert(number)),
                Some(_) => {}
                None => held.extend(offered.into_iter().map(|date| Held {
                    number,
                    date,
                    until: offers.until(number, date),
                })),
            }
        }
        let all = self.exercise.dates.closed_where(|date| self.has_begun(date));
        let room = self.exercise.dates.ids().fold(all, |room, date| {
            let seats = held.iter().filter(|held| held.date == date).count();
            let kept = dates.values().filter(|of| **of == date).count();
            if seats == 0 { room } else { room.with_seats_held(date, seats, kept) }
        });
        Kept { dates, offered: by_offer, invited, room, held }
    }
}

/// The offers that stand, by who was asked and waits for a date, or has been given that one and is not told yet.
fn standing_offers(offers: Offers<'_>, answers: &Answers, assignments: &Assignments) -> Vec<(Number, Vec<DateId>)> {
    let offers = assignments.iter().map(|assignment| {
        let number = assignment.municipality;
        let answer = answers.get(number).map(|answered| &answered.answer);
        let offered = match Seating::of(answer, Some(assignment)) {
            Seating::Waiting => offers.standing(number),
            Seating::Placed(Seat { date, rank: Some(_) }) => {
                offers.standing(number).into_iter().filter(|offered| *offered == date).collect()
            }
            Seating::Placed(_) | Seating::Open | Seating::Out => Vec::new(),
        };
        (number, offered)
    });
    offers.filter(|(_, offered)| !offered.is_empty()).collect()
}
