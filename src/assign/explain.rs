//! Why a municipality has not a better date. The reason is found by trying: dates are assigned again with the
//! municipality on each date that it would rather have, and whoever is worse off then is in its way.

use std::cell::Cell;

use super::task::{Impossible, Solution, Task};
use super::what_if::Solve;
use super::with_date::with_date;
use crate::assignment::{Assignment, Assignments, Seat};
use crate::exercise::DateId;
use crate::group::{Group, Rule};
use crate::municipality::Number;
use crate::registration::{Answer, Answered};

/// Why a municipality has its date.
#[derive(Debug)]
pub(crate) struct Explanation {
    pub seat: Option<Seat>,
    /// Why it has its date whatever others ask for, if that is so.
    pub fixed: Option<Fixed>,
    pub groups: Vec<Membership>,
    /// What is in the way of each date that it would rather have.
    pub obstacles: Vec<Obstacle>,
    /// Whether everything that was tried was solved to the optimum.
    pub proven: bool,
}

#[derive(Debug)]
pub(crate) enum Fixed {
    Pinned {
        note: Option<String>,
    },
    /// It keeps it: it was told of it, or it was promised it, or the date has begun.
    Kept,
}

/// A group of the municipality.
#[derive(Debug)]
pub(crate) struct Membership {
    pub group: String,
    pub rule: Rule,
    /// The better date that it would have without the group, if any.
    pub otherwise: Option<DateId>,
}

/// What is in the way of a date.
#[derive(Debug)]
pub(crate) struct Obstacle {
    pub date: DateId,
    pub assigned: usize,
    /// How many of these keep the date.
    pub kept: usize,
    /// How many of the others asked for no other date.
    pub only_possible: usize,
    /// How many of the others are ahead of the municipality in the queue.
    pub ahead: usize,
    /// Who would be worse off if the municipality had the date; or why it cannot have it whatever others give up.
    pub worse_off: Result<Vec<WorseOff>, Impossible>,
}

#[derive(Debug)]
pub(crate) struct WorseOff {
    pub municipality: Number,
    /// The choice that it has now, from 1.
    pub choice: usize,
    /// The choice that it would have; none if it would have no date.
    pub instead: Option<usize>,
    /// Whether it is ahead in the queue.
    pub is_ahead: bool,
}

/// Explains a date of `task.previous`, which must be what `solve` gives for the task.
pub(crate) fn explain(task: &Task<'_>, answered: &Answered, solve: Solve<'_>) -> Explanation {
    let explaining = Explaining { task, answered, solve, proven: Cell::new(true) };
    let assignment = task.previous.get(answered.municipality);
    let seat = assignment.and_then(|assignment| assignment.seat);
    let fixed = assignment.and_then(|assignment| fixed(assignment, task));
    let wanted = answered.answer.dates();
    let better = match (&fixed, seat.and_then(|seat| seat.rank)) {
        (Some(_), _) => 0,
        (None, Some(rank)) => (rank - 1).min(wanted.len()),
        (None, None) => wanted.len(),
    };
    let obstacles = wanted[..better].iter().map(|date| explaining.obstacle(*date)).collect();
    let groups = if fixed.is_some() { Vec::new() } else { explaining.memberships() };
    Explanation { seat, fixed, groups, obstacles, proven: explaining.proven.get() }
}

fn fixed(assignment: &Assignment, task: &Task<'_>) -> Option<Fixed> {
    match &assignment.pin {
        Some(note) => Some(Fixed::Pinned { note: Some(note.clone()).filter(|note| !note.is_empty()) }),
        None => task.kept.contains_key(&assignment.municipality).then_some(Fixed::Kept),
    }
}

struct Explaining<'e> {
    task: &'e Task<'e>,
    answered: &'e Answered,
    solve: Solve<'e>,
    proven: Cell<bool>,
}

impl Explaining<'_> {
    fn solved(&self, task: &Task<'_>) -> Assignments {
        self.noted((self.solve)(task))
    }

    /// The assignments of a solution; notes whether it is proven.
    fn noted(&self, solution: Solution) -> Assignments {
        self.proven.set(self.proven.get() && solution.gap.is_none());
        solution.assignments
    }

    fn memberships(&self) -> Vec<Membership> {
        let number = self.answered.municipality;
        let rank = |all: &Assignments| all.seat(number).and_then(|seat| seat.rank).unwrap_or(usize::MAX);
        let mut memberships = Vec::new();
        for group in self.task.groups.iter().filter(|group| group.members.contains(&number)) {
            let others: Vec<Group> = self.task.groups.iter().filter(|other| *other != group).cloned().collect();
            let then = self.solved(&Task { groups: &others, ..*self.task });
            let better = then.seat(number).filter(|_| rank(&then) < rank(self.task.previous));
            let otherwise = better.map(|seat| seat.date);
            memberships.push(Membership { group: group.name.clone(), rule: group.rule, otherwise });
        }
        memberships
    }

    fn obstacle(&self, date: DateId) -> Obstacle {
        let worse_off = self.worse_off(date);
        let mut obstacle = Obstacle { date, assigned: 0, kept: 0, only_possible: 0, ahead: 0, worse_off };
        for (number, _) in self.task.previous.on(date) {
            obstacle.assigned += 1;
            match self.task.answers.get(number).map(|other| &other.answer) {
                _ if self.task.kept.contains_key(&number) => obstacle.kept += 1,
                Some(Answer::Dates(choices)) if choices.dates().len() == 1 => obstacle.only_possible += 1,
                _ if self.is_ahead(number) => obstacle.ahead += 1,
                _ => {}
            }
        }
        obstacle
    }

    fn worse_off(&self, date: DateId) -> Result<Vec<WorseOff>, Impossible> {
        let then = self.noted(with_date(self.task, self.answered.municipality, date, self.solve)?);
        let rank = |all: &Assignments, number: Number| all.seat(number).and_then(|seat| seat.rank);
        let worse_off = |assignment: &Assignment| {
            let municipality = assignment.municipality;
            let (choice, instead) = (rank(self.task.previous, municipality)?, rank(&then, municipality));
            let is_worse = instead.is_none_or(|instead| instead > choice);
            is_worse.then(|| WorseOff { municipality, choice, instead, is_ahead: self.is_ahead(municipality) })
        };
        let others = self.task.previous.iter().filter(|other| other.municipality != self.answered.municipality);
        Ok(others.filter_map(worse_off).collect())
    }

    fn is_ahead(&self, other: Number) -> bool {
        let position = |answered: &Answered| self.task.queue_position(answered);
        self.task.answers.get(other).is_some_and(|other| position(other) < position(self.answered))
    }
}
