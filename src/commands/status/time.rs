//! Where an exercise is in its time.
//!
//! It must never know the clock: today is told.

use chrono::NaiveDate;
use serde::Serialize;

use crate::assignment::Assignments;
use crate::exercise::{DateId, Exercise};

/// One of the dates.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    date: String,
    #[serde(skip)]
    short: String,
    /// From today; negative when it has passed.
    days: i64,
    /// Seats.
    capacity: u32,
    taken: usize,
}

impl Day {
    pub fn all(exercise: &Exercise, assignments: &Assignments, today: NaiveDate) -> Vec<Day> {
        let day = |id: DateId| {
            let date = exercise.dates.get(id);
            Day {
                date: exercise.dates.key(id).to_owned(),
                short: exercise.dates.short(id),
                days: (date.start.date() - today).num_days(),
                capacity: date.capacity,
                taken: assignments.on(id).count(),
            }
        };
        exercise.dates.ids().map(day).collect()
    }

    /// `22 November in 92 days (14/14)`
    pub fn words(&self) -> String {
        let when = match self.days {
            0 => "today".to_owned(),
            left @ 1.. => format!("in {}", days(left)),
            passed => format!("{} ago", days(-passed)),
        };
        format!("{} {when} ({}/{})", self.short, self.taken, self.capacity)
    }
}

/// Where an exercise is in its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Phase {
    /// Until the deadline.
    Registration,
    /// Until the first date.
    Preparation,
    /// Until the last date.
    Exercise,
    /// After it.
    Afterwards,
}

impl Phase {
    pub fn of(today: NaiveDate, deadline: NaiveDate, first: NaiveDate, last: NaiveDate) -> Phase {
        match today {
            today if today > last => Phase::Afterwards,
            today if today >= first => Phase::Exercise,
            today if today > deadline => Phase::Preparation,
            _ => Phase::Registration,
        }
    }

    pub fn word(self) -> &'static str {
        match self {
            Phase::Registration => "registration",
            Phase::Preparation => "preparation",
            Phase::Exercise => "exercise",
            Phase::Afterwards => "afterwards",
        }
    }
}

/// `1 day`, `2 days`.
pub fn days(number: i64) -> String {
    format!("{number} {}", if number == 1 { "day" } else { "days" })
}
