//! Choices, capacities and rules → one date per municipality: the optimum, not a greedy guess.
//!
//! What must hold: a municipality is on one date at most, and only on one that it asked for or keeps; a
//! date never holds more than its capacity, and if it has a minimum, at least that many or nobody; the members of a
//! group that have a date are on the same, or no two of them are, as its rule says.
//!
//! The objective, each level only among what is best on the levels before it:
//!
//! 1. as many municipalities as possible get a date;
//! 2. as many as possible get their first choice, then their second, and so on;
//! 3. as many as possible keep the date they were assigned before, so that changing one thing moves
//!    nobody else without need;
//! 4. those who give way are those with the lowest priority, and of these the last to register. With
//!    all municipalities ordered by priority (highest first), arrival and number, and weights N, N−1,
//!    …, 1, the sum of weight × (rank − 1) is least, where being without a date counts as one rank more
//!    than the longest list of choices has;
//! 5. the room that is left is spread evenly: whoever can take any date goes where most room is. With the
//!    seats that are taken one after the other on each date, the sum of the room that was there for each is greatest.
//!
//! What may still be equal after that is decided by the order of the queue and of the calendar, in the same
//! way each time: the result never depends on the order of rows, on the run or on the machine. Whoever has been sent
//! an invitation keeps its date.
//!
//! How: `demand` makes a market of it, `market` clears it, `search` keeps the rules that a market
//! does not know. Nothing here ever reads a file or a clock.

mod cost;
mod demand;
mod market;
mod search;

use std::collections::HashMap;

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::assignment::{Assignment, Assignments, Seat};
use crate::exercise::{DateId, ExerciseDates};
use crate::group::{Group, Rule};
use crate::municipality::{Municipalities, Number};
use crate::registration::{Answered, Answers};

use cost::{Scale, Total};
use demand::Demand;
use search::{Found, TooFew};

/// All that dates are assigned from.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The dates and their capacities and minimums.
    pub dates: &'a ExerciseDates,
    /// What was asked for.
    pub answers: &'a Answers,
    /// Who is invited, for the priorities.
    pub municipalities: &'a Municipalities,
    /// Who belongs together.
    pub groups: &'a [Group],
    /// What was assigned before; whoever is pinned in it must be among those that are kept.
    pub previous: &'a Assignments,
    /// The dates that are not to be taken from their municipalities any more; they use up capacity first.
    pub kept: &'a HashMap<Number, DateId>,
}

/// What assigning came to.
#[derive(Debug, Clone)]
pub struct Solution {
    /// A date for each municipality that takes part, or none.
    pub assignments: Assignments,
    /// How far from the best it can be, if the search was stopped; none if it is proven to be the best.
    pub gap: Option<Gap>,
}

/// How much better than what was found anything can be, at most, by the levels that a lead sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// How many municipalities more could have a date.
    pub placed: usize,
    /// If none: how many more could have their first choice.
    pub first_choices: usize,
}

/// The dates that are kept cannot all be: no assignment keeps them and the rules.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Impossible {
    /// A date is kept by more municipalities than it holds: these.
    #[error("a date is to be kept by more municipalities than it holds")]
    Room(DateId, Vec<Number>),
    /// Two members of a group keep dates that break its rule.
    #[error("two members of {0} keep dates that break its rule")]
    Group(String, Number, Number),
    /// A date is kept by some and has a minimum, and too few can be on it.
    #[error("a date that is kept cannot have as many as it needs")]
    Minimum(DateId),
}

/// Gives each municipality that takes part a date, or none. When `stop` says so, the search for something
/// better ends; without groups and minimums there is no search, and it is not asked.
///
/// # Errors
/// When the dates that are kept break a rule by themselves.
pub fn assign(task: &Task<'_>, stop: &dyn Fn() -> bool) -> Result<Solution, Impossible> {
    check_kept(task)?;
    let longest = task.answers.longest().max(1);
    let scale = Scale::new(longest, task.dates.len() + 1 + task.most_knots());
    // Costs of three words do for a handful of choices on dozens of dates; the others are for the rest.
    match scale.words() {
        ..=3 => solve(task, &Demand::<3>::of(task, scale, longest), stop),
        4..=16 => solve(task, &Demand::<16>::of(task, scale, longest), stop),
        _ => solve(task, &Demand::<512>::of(task, scale, longest), stop),
    }
}

fn solve<const W: usize>(task: &Task<'_>, demand: &Demand<W>, stop: &dyn Fn() -> bool) -> Result<Solution, Impossible> {
    let ids: Vec<DateId> = task.dates.ids().collect();
    let found = search::search(demand, stop).map_err(|TooFew(date)| Impossible::Minimum(ids[date]))?;
    let Found { dates, total, bound } = found;
    let placed = task.answers.attending().zip(dates).map(|(answered, date)| Assignment {
        municipality: answered.municipality,
        seat: date.map(|date| Seat { date: ids[date], rank: answered.answer.rank(ids[date]) }),
        pin: None,
    });
    let mut rows = Vec::with_capacity(demand.attending);
    rows.extend(placed);
    let mut assignments: Assignments = rows.into_iter().collect();
    for (municipality, date) in task.kept {
        let rank = task.answers.get(*municipality).and_then(|answered| answered.answer.rank(*date));
        let pin = task.previous.get(*municipality).and_then(|one| one.pin.clone());
        assignments.insert(Assignment { municipality: *municipality, seat: Some(Seat { date: *date, rank }), pin });
    }
    Ok(Solution { assignments, gap: bound.map(|bound| Gap::between(&total, &bound, demand.attending)) })
}

impl Gap {
    /// The first level on which the bound is better says nothing of those after it.
    fn between(found: &Total, bound: &Total, attending: usize) -> Gap {
        let number = |number: i128| usize::try_from(number).unwrap_or(0);
        let (unplaced, first) = (number(found.unplaced()), number(found.first_choices()));
        let placed = match bound.missing() {
            0 => number(found.unplaced() - bound.unplaced()).min(unplaced),
            _ => unplaced,
        };
        let says_more = bound.missing() == 0 && bound.unplaced() == found.unplaced();
        let first_choices = match placed {
            0 if says_more => number(bound.first_choices() - found.first_choices()),
            0 => attending.saturating_sub(unplaced + first),
            _ => 0,
        };
        Gap { placed, first_choices }
    }
}

fn check_kept(task: &Task<'_>) -> Result<(), Impossible> {
    let mut keeping = vec![0; task.dates.len()];
    task.kept.values().for_each(|date| keeping[date.index()] += 1);
    for (id, keeping) in task.dates.ids().zip(keeping) {
        if keeping > task.dates.get(id).capacity as usize {
            let on_it = task.kept.iter().filter(|(_, date)| **date == id).map(|(number, _)| *number);
            let mut on_it: Vec<Number> = on_it.collect();
            on_it.sort_unstable();
            return Err(Impossible::Room(id, on_it));
        }
    }
    for group in task.groups {
        if let Some((one, other)) = group.broken_by(|member| task.kept.get(&member).copied()) {
            return Err(Impossible::Group(group.name.clone(), one, other));
        }
    }
    Ok(())
}

impl Task<'_> {
    /// The place of an answer in the queue: whoever comes later gives way first. Only to be compared.
    #[must_use]
    pub fn place_in_queue(&self, answered: &Answered) -> PlaceInQueue {
        let priority = self.municipalities.get(answered.municipality).map_or(0, |found| found.priority);
        PlaceInQueue::of(priority, answered.arrival, answered.municipality)
    }

    /// At most so many pairs of a date and a group of which it may hold one.
    fn most_knots(&self) -> usize {
        self.dates.len() * self.groups.iter().filter(|group| group.rule == Rule::DifferentDates).count()
    }
}

/// A place in the queue: by priority, the highest first, then by arrival, then by number. In one number, as a million
/// are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlaceInQueue(u128);

impl PlaceInQueue {
    fn of(priority: i32, arrival: NaiveDateTime, number: Number) -> PlaceInQueue {
        // Whole numbers with a sign are in order as ones without when the least of them is taken away.
        let last_first = u128::from(i32::MAX.abs_diff(priority));
        let arrival = u128::from(arrival.and_utc().timestamp_micros().abs_diff(i64::MIN));
        PlaceInQueue(last_first << 96 | arrival << 32 | u128::from(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_place_in_the_queue_goes_by_priority_then_arrival_then_number(
            ones in proptest::collection::vec((-2i32..3, -3i64..4, 1000u32..1004), 2)
        ) {
            let extreme = |priority: i32| if priority.abs() == 2 { priority.signum() * i32::MAX } else { priority };
            let place = |(priority, time, number): (i32, i64, u32)| {
                let arrival = chrono::DateTime::from_timestamp_micros(time).unwrap_or_default().naive_utc();
                let number = number.to_string().parse().unwrap_or_else(|_| unreachable!("it has four digits"));
                PlaceInQueue::of(extreme(priority), arrival, number)
            };
            let plain = |(priority, time, number): (i32, i64, u32)| (-i64::from(extreme(priority)), time, number);
            prop_assert_eq!(place(ones[0]).cmp(&place(ones[1])), plain(ones[0]).cmp(&plain(ones[1])));
        }
    }
}
