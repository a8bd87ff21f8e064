//! Choices, capacities and rules → one date per municipality, optimal on every level.
//!
//! In every assignment: a municipality is on one date at most, and only on one that it asked for or keeps; a date
//! holds no more than its capacity, or only those who keep it where they are more, and, if it has a minimum and nobody
//! keeps it, at least that many or nobody; the members of a group that have a date are on the same one, or no two of
//! them are, as its rule says, unless those of them who keep theirs are at odds.
//!
//! The objective, each level only among what is best on the levels before it:
//!
//! 1. as few seats as possible are free that dates need which somebody keeps; then, as many municipalities as possible
//!    get a date;
//! 2. as many as possible get their first choice, then their second, and so on;
//! 3. as many as possible keep the date they were assigned before;
//! 4. those later in the queue give way: with all municipalities ordered by priority (highest first), arrival and
//!    number, and weights N, N − 1, …, 1, the sum of weight × (rank − 1) is least, where being without a date counts
//!    as one rank more than the longest list of choices has;
//! 5. the room left is spread evenly: with seats taken one after the other on each date, the sum of the room that was
//!    there for each is greatest.
//!
//! What is equal on all levels is decided by the queue and the calendar, so the result never depends on the order of
//! rows, on the run or on the machine.
//!
//! `model` turns the task into a network, `flow` finds a flow of least cost in it, and `search` keeps the rules that a
//! flow does not know.

pub(crate) mod changes;
mod cost;
pub(crate) mod explain;
mod flow;
mod model;
mod network;
mod queue;
mod residual;
mod search;
mod task;
pub(crate) mod totals;
pub(crate) mod what_if;
pub(crate) mod with_date;
mod without_date;

use crate::assignment::{Assignment, Assignments, Seat};
use crate::exercise::DateId;

use cost::Cost;
use model::Model;
use search::{Best, branch_and_bound};

pub(crate) use task::Gap;
pub use task::{Impossible, Solution, Task};
pub(crate) use without_date::WithoutDate;

/// Gives each municipality that takes part a date, or none. When `stop` says so, the search for a better assignment
/// ends. Without groups on the same date and minimums there is no search, and it is not asked.
pub fn assign(task: &Task<'_>, stop: &dyn Fn() -> bool) -> Solution {
    let model = Model::of(task);
    let ids: Vec<DateId> = task.dates.ids().collect();
    let Best { dates, cost, bound } = branch_and_bound(&model, stop);
    let assigned = task.answers.attending().zip(dates).map(|(answered, date)| Assignment {
        municipality: answered.municipality,
        seat: date.map(|date| Seat { date: ids[date], rank: answered.answer.rank(ids[date]) }),
        pin: None,
        before_pin: None,
    });
    let mut assignments: Assignments = assigned.collect();
    for (municipality, date) in task.kept {
        let rank = task.answers.get(*municipality).and_then(|answered| answered.answer.rank(*date));
        let previous = task.previous.get(*municipality);
        assignments.insert(Assignment {
            municipality: *municipality,
            seat: Some(Seat { date: *date, rank }),
            pin: previous.and_then(|assignment| assignment.pin.clone()),
            before_pin: previous.and_then(|assignment| assignment.before_pin),
        });
    }
    Solution { assignments, gap: bound.map(|bound| gap(&cost, &bound, model.attending)) }
}

/// How far from optimal an assignment of that cost can be. The first level on which the bound is below the cost says
/// nothing of the levels after it.
fn gap(cost: &Cost, bound: &Cost, attending: usize) -> Gap {
    let number = |number: i128| usize::try_from(number).unwrap_or(0);
    let (unplaced, first_choices) = (number(cost.without_date()), number(cost.first_choices()));
    let has_equal_shortfalls = bound.shortfalls() == cost.shortfalls();
    let placed = match has_equal_shortfalls {
        true => number(cost.without_date() - bound.without_date()).min(unplaced),
        false => unplaced,
    };
    let is_equal_until_first_choices = has_equal_shortfalls && bound.without_date() == cost.without_date();
    let first_choices = match placed {
        0 if is_equal_until_first_choices => number(bound.first_choices() - cost.first_choices()),
        0 => attending.saturating_sub(unplaced + first_choices),
        _ => 0,
    };
    Gap { placed, first_choices }
}
