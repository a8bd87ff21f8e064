//! How many seats of each date are taken, and by whose first choice, second choice and so on.

use serde::Serialize;

use super::Workspace;
use crate::assignment::Assignments;
use crate::exercise::{DateId, ExerciseDates};

/// The seats of a date, by the names that JSON uses.
#[derive(Debug, Serialize)]
pub(crate) struct DateSeats {
    date: String,
    #[serde(skip)]
    pub(crate) short: String,
    pub(crate) capacity: u32,
    /// How many it needs to be held; 0 if any number will do.
    pub(crate) minimum: u32,
    pub(crate) assigned: usize,
    /// How many seats are free: kept for nobody, on a date to come.
    #[serde(skip)]
    pub(crate) free: usize,
    /// Of these, by which choice it was, the first one first.
    pub(crate) by_choice: Vec<usize>,
}

impl DateSeats {
    /// Whether it is held, as far as it needs a number.
    pub(crate) fn is_held(&self) -> bool {
        self.minimum == 0 || self.assigned > 0
    }
}

impl Workspace {
    /// The seats of all dates, with as many choices as are told apart. `room` has
    /// those that can be given.
    pub(crate) fn date_seats(&self, assignments: &Assignments, room: &ExerciseDates, ranks: usize) -> Vec<DateSeats> {
        let dates = &self.exercise.dates;
        let seats = |id: DateId| DateSeats {
            date: dates.key(id).to_owned(),
            short: dates.short(id),
            capacity: dates.get(id).capacity,
            minimum: dates.get(id).minimum,
            assigned: 0,
            free: room.get(id).capacity as usize,
            by_choice: vec![0; ranks],
        };
        let mut all: Vec<DateSeats> = dates.ids().map(seats).collect();
        for seat in assignments.iter().filter_map(|assignment| assignment.seat) {
            let date = &mut all[seat.date.index()];
            date.assigned += 1;
            date.free = date.free.saturating_sub(1);
            seat.rank.into_iter().for_each(|rank| date.by_choice[rank - 1] += 1);
        }
        all
    }
}
