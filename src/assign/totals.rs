//! How many municipalities got which choice.

use serde::Serialize;

use crate::assignment::Assignments;

/// Numbers of municipalities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Totals {
    pub placed: usize,
    /// How many got their first choice, their second, and so on.
    pub by_choice: Vec<usize>,
    #[serde(skip)]
    pub unplaced: usize,
}

impl Totals {
    /// Counts how many municipalities are placed, unplaced, and on each of their choices from the first to `ranks`.
    pub fn of(assignments: &Assignments, ranks: usize) -> Totals {
        let mut totals = Totals { placed: 0, by_choice: vec![0; ranks], unplaced: 0 };
        for assignment in assignments.iter() {
            let Some(seat) = assignment.seat else {
                totals.unplaced += 1;
                continue;
            };
            totals.placed += 1;
            seat.rank.and_then(|rank| totals.by_choice.get_mut(rank - 1)).into_iter().for_each(|number| *number += 1);
        }
        totals
    }

    /// How many have a date that they do not ask for.
    pub fn not_asked_for(&self) -> usize {
        self.placed - self.by_choice.iter().sum::<usize>()
    }
}
