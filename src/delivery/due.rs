//! Which letter a municipality is due: what it was last told against what it should know now.
//!
//! It must never take anything for sent that the log does not call sent.

use chrono::{DateTime, FixedOffset};

use super::log::{History, Told};
use crate::assignment::Seat;
use crate::exercise::Exercise;
use crate::municipality::Number;

/// What is due to one municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Due {
    /// It has a date and has not been told of it.
    Invitation,
    /// It has been told, and nothing has changed since.
    Nothing {
        /// When it was told.
        sent: DateTime<FixedOffset>,
    },
    /// It has been told of a meeting that is not so any more.
    Outdated {
        /// When it was told.
        sent: DateTime<FixedOffset>,
        /// What it was told.
        told: Told,
    },
}

impl Told {
    /// What a municipality with this place should know.
    #[must_use]
    pub fn of(exercise: &Exercise, seat: Seat) -> Told {
        let date = exercise.dates.get(seat.date);
        Told {
            start: exercise.zoned(date.start).fixed_offset(),
            end: exercise.zoned(date.end).fixed_offset(),
            place: exercise.place.clone(),
            link: date.link.to_string(),
        }
    }
}

/// What is due to a municipality that has a place.
#[must_use]
pub fn due(exercise: &Exercise, history: &History, municipality: Number, seat: Seat) -> Due {
    match history.sent_to(&municipality.to_string()).pop() {
        None => Due::Invitation,
        Some((last, sent)) if last.told == Told::of(exercise, seat) => Due::Nothing { sent },
        Some((last, sent)) => Due::Outdated { sent, told: last.told.clone() },
    }
}
