//! What is kept when dates are assigned: the dates of those who are pinned or were sent an invitation, and the seats that were
//! offered to those who wait. An offer is a promise: until its last day nobody else gets the seat, and who asks for it has it.

use std::collections::{HashMap, HashSet};

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
    /// How many of those keep theirs because it was offered to them, and are not told yet.
    pub(crate) offered: usize,
    /// The dates of the exercise, without the seats that are held for those who have not answered an offer yet.
    pub(crate) room: ExerciseDates,
    /// For whom those seats are held.
    pub(crate) held: Vec<(Number, DateId)>,
}

impl Kept {
    /// Nobody keeps anything but these dates.
    pub(crate) fn only(dates: HashMap<Number, DateId>, room: &ExerciseDates) -> Kept {
        Kept { dates, offered: 0, room: room.clone(), held: Vec::new() }
    }

    /// How many seats of a date are neither taken nor kept for anybody else than one municipality.
    pub(super) fn free_for(
        &self,
        number: Option<Number>,
        date: DateId,
        assignments: &Assignments,
        capacity: u32,
    ) -> usize {
        let held = self.held.iter().filter(|(holder, of)| *of == date && number != Some(*holder)).count();
        let is_promised = |(holder, of): &(&Number, &DateId)| **of == date && assignments.seat(**holder).is_none();
        let promised = self.dates.iter().filter(is_promised).count();
        (capacity as usize).saturating_sub(assignments.on(date).count() + held + promised)
    }
}

/// A seat that was offered, and is kept for who has not answered yet, by the names that JSON and tables use.
#[derive(Debug, Serialize)]
pub(crate) struct HeldSeat {
    pub(crate) number: String,
    pub(crate) municipality: String,
    pub(crate) date: String,
    #[serde(skip)]
    pub(crate) short: String,
}

impl Workspace {
    /// The seats that are held, with names.
    pub(crate) fn held_seats(&self, held: &[(Number, DateId)]) -> Vec<HeldSeat> {
        let seat = |(number, date): &(Number, DateId)| HeldSeat {
            number: number.to_string(),
            municipality: self.name(*number),
            date: self.exercise.dates.key(*date).to_owned(),
            short: self.exercise.dates.short(*date),
        };
        held.iter().map(seat).collect()
    }

    /// What is kept: the dates of those who are pinned, and of those with an invitation unless they are reassigned; and the
    /// seats that are offered. Who has declined keeps nothing.
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
        let is_kept = |assignment: &Assignment| {
            let number = assignment.municipality;
            let is_invited = offers.history.invited(number).is_some() && !reassigned.contains(&number);
            let has_declined = answers.get(number).is_some_and(|answered| answered.answer == Answer::Declined);
            (is_invited || assignment.pin.is_some()) && !has_declined
        };
        let kept = previous.iter().filter(|assignment| is_kept(assignment));
        let mut dates: HashMap<Number, DateId> =
            kept.filter_map(|assignment| Some((assignment.municipality, assignment.seat?.date))).collect();
        let (mut held, before) = (Vec::new(), dates.len());
        for (number, offered) in standing_offers(offers, answers, previous) {
            let rank = |date: &DateId| answers.get(number)?.answer.rank(*date);
            match offered.iter().filter(|date| rank(date).is_some()).min_by_key(|date| rank(date)) {
                Some(date) => drop(dates.insert(number, *date)),
                None => held.extend(offered.into_iter().map(|date| (number, date))),
            }
        }
        let room = self.exercise.dates.ids().fold(self.exercise.dates.clone(), |room, date| {
            let seats = held.iter().filter(|(_, of)| *of == date).count();
            let kept = dates.values().filter(|of| **of == date).count();
            if seats == 0 { room } else { room.with_seats_held(date, seats, kept) }
        });
        let offered = dates.len() - before;
        Kept { dates, offered, room, held }
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
