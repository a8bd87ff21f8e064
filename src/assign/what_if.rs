//! What one more seat on a full date would give, and what each pin, minimum and group costs: every change is tried, so
//! the numbers are exact.

use std::collections::HashMap;

use super::task::{Solution, Task};
use super::totals::Totals;
use crate::exercise::DateId;
use crate::group::Group;
use crate::municipality::Number;

/// A single change to a task.
#[derive(Debug)]
pub(crate) enum Change {
    OneMoreSeat(DateId),
    WithoutPin(Number),
    WithoutMinimum(DateId),
    WithoutGroup(String),
}

/// What changes would give.
#[derive(Debug)]
pub(crate) struct WhatIf {
    pub now: Totals,
    pub changes: Vec<(Change, Totals)>,
    /// Whether all numbers are those of optimal assignments.
    pub proven: bool,
}

/// Assigns dates for a task.
pub(crate) type Solve<'s> = &'s dyn Fn(&Task<'_>) -> Solution;

/// Tries every change that there is.
pub(crate) fn what_if(task: &Task<'_>, solve: Solve<'_>) -> WhatIf {
    let ranks = task.answers.longest().max(2);
    let solution = solve(task);
    let is_full = |date: &DateId| solution.assignments.on(*date).count() >= task.dates.get(*date).capacity as usize;
    let is_to_come = |date: &DateId| !task.dates.get(*date).has_begun;
    let pinned = task.previous.pinned().map(|(assignment, _)| assignment.municipality);
    let mut changes: Vec<Change> =
        task.dates.offered().filter(is_to_come).filter(is_full).map(Change::OneMoreSeat).collect();
    changes.extend(pinned.filter(|number| task.kept.contains_key(number)).map(Change::WithoutPin));
    changes.extend(task.dates.ids().filter(|date| task.dates.get(*date).minimum > 0).map(Change::WithoutMinimum));
    changes.extend(task.groups.iter().map(|group| Change::WithoutGroup(group.name.clone())));
    let mut what_if =
        WhatIf { now: Totals::of(&solution.assignments, ranks), changes: Vec::new(), proven: solution.gap.is_none() };
    for change in changes {
        let solution = change.solved(task, solve);
        what_if.proven &= solution.gap.is_none();
        what_if.changes.push((change, Totals::of(&solution.assignments, ranks)));
    }
    what_if
}

impl Change {
    fn solved(&self, task: &Task<'_>, solve: Solve<'_>) -> Solution {
        match self {
            Change::OneMoreSeat(date) => solve(&Task { dates: &task.dates.with_one_more_seat(*date), ..*task }),
            Change::WithoutMinimum(date) => solve(&Task { dates: &task.dates.without_minimum(*date), ..*task }),
            Change::WithoutPin(municipality) => {
                let mut kept: HashMap<Number, DateId> = task.kept.clone();
                kept.remove(municipality);
                solve(&Task { kept: &kept, ..*task })
            }
            Change::WithoutGroup(name) => {
                let groups: Vec<Group> = task.groups.iter().filter(|group| group.name != *name).cloned().collect();
                solve(&Task { groups: &groups, ..*task })
            }
        }
    }
}
