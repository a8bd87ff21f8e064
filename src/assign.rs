//! Choices and capacities → one date per municipality: the optimum, not a greedy guess.
//!
//! The objective, each level only among what is best on the levels before it:
//!
//! 1. as many municipalities as possible get a date, and only one they asked for;
//! 2. as many as possible get their first choice, then their second, and so on;
//! 3. as many as possible keep the date they were assigned before, so that changing one thing moves
//!    nobody else without need;
//! 4. those who give way are those with the lowest priority, and of these the last to register. With
//!    all municipalities ordered by priority (highest first), arrival and number, and weights N, N−1,
//!    …, 1, the sum of weight × (rank − 1) is least, where being without a date counts as one rank more
//!    than the longest list of choices has.
//!
//! What may still be equal is decided by taking municipalities in that order and dates in calendar
//! order, so that the result never depends on the order of rows. Whoever has been sent an invitation
//! keeps its date. Nothing here ever reads a file or a clock.

mod cost;
mod flow;

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDateTime;

use crate::assignment::{Assignment, Assignments, Seat};
use crate::exercise::{DateId, ExerciseDates};
use crate::municipality::{Municipalities, Number};
use crate::registration::{Registration, Registrations};

use cost::Scale;
use flow::Agent;

/// All that dates are assigned from.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The dates and their capacities.
    pub dates: &'a ExerciseDates,
    /// What was asked for.
    pub registrations: &'a Registrations,
    /// Who is invited, for the priorities.
    pub municipalities: &'a Municipalities,
    /// What was assigned before; whoever is pinned in it must be among those that are kept.
    pub previous: &'a Assignments,
    /// The dates that are not to be taken from their municipalities any more; they use up capacity first.
    pub kept: &'a HashMap<Number, DateId>,
}

/// Gives each municipality that takes part a date, or none.
#[must_use]
pub fn assign(task: &Task<'_>) -> Assignments {
    let Task { dates, registrations, kept, .. } = *task;
    let mut queue: Vec<&Registration> = registrations.attending().collect();
    queue.sort_by_key(|registration| task.place_in_queue(registration));
    let longest = queue.iter().map(|registration| registration.answer.dates().len()).max().unwrap_or(0).max(1);
    let scale = Scale { ranks: longest };

    let mut room: Vec<usize> = dates.iter().map(|date| date.capacity as usize).collect();
    for date in kept.values() {
        room[date.index()] = room[date.index()].saturating_sub(1);
    }

    let weights = (1..=queue.len()).rev();
    let (free, agents): (Vec<&Registration>, Vec<Agent>) = queue
        .into_iter()
        .zip(weights)
        .filter(|(registration, _)| !kept.contains_key(&registration.municipality))
        .map(|(registration, weight)| (registration, task.agent(registration, weight, scale)))
        .unzip();
    let solved = flow::solve(&room, &agents);

    let placed = free.iter().zip(solved).map(|(registration, node)| Assignment {
        municipality: registration.municipality,
        seat: node.and_then(|node| seat(registration, dates.ids().nth(node)?)),
        pin: None,
    });
    let keeping = kept.iter().map(|(municipality, date)| Assignment {
        municipality: *municipality,
        seat: Some(Seat {
            date: *date,
            rank: registrations.get(*municipality).and_then(|registration| registration.answer.rank(*date)),
        }),
        pin: task.previous.get(*municipality).and_then(|one| one.pin.clone()),
    });
    placed.chain(keeping).collect()
}

impl Task<'_> {
    /// The place of a registration in the queue: whoever comes later gives way first. Only to be compared.
    #[must_use]
    pub fn place_in_queue(&self, registration: &Registration) -> (Reverse<i32>, NaiveDateTime, Number) {
        let priority = self.municipalities.get(registration.municipality).map_or(0, |found| found.priority);
        (Reverse(priority), registration.arrival(), registration.municipality)
    }

    /// For whom any date will do, each is a first choice.
    fn agent(&self, registration: &Registration, weight: usize, scale: Scale) -> Agent {
        let before = self.previous.seat(registration.municipality).map(|seat| seat.date);
        let ranked = self.dates.ids().filter_map(|date| Some((date, registration.answer.rank(date)?)));
        let place = |(date, rank): (DateId, usize)| (date.index(), scale.placed(rank, Some(date) == before, weight));
        Agent { options: ranked.map(place).collect(), unplaced: scale.unplaced(weight) }
    }
}

fn seat(registration: &Registration, date: DateId) -> Option<Seat> {
    registration.answer.rank(date).map(|rank| Seat { date, rank: Some(rank) })
}
