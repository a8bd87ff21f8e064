//! What a letter says of a meeting.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::exercise::{DateId, Exercise};

/// A meeting as a municipality is told of it: when any of this changes, it has to be told anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// When it begins, in the exercise's time.
    pub start: DateTime<FixedOffset>,
    /// When it ends.
    pub end: DateTime<FixedOffset>,
    /// Where it is, in the exercise's language.
    pub place: String,
    /// How to get in.
    pub link: String,
}

impl Meeting {
    /// The meeting of one of the exercise's dates.
    #[must_use]
    pub fn of(exercise: &Exercise, date: DateId) -> Meeting {
        let date = exercise.dates.get(date);
        Meeting {
            start: exercise.zoned(date.start).fixed_offset(),
            end: exercise.zoned(date.end).fixed_offset(),
            place: exercise.place.as_str().to_owned(),
            link: date.link.to_string(),
        }
    }

    /// Whether it is at another time than it was.
    #[must_use]
    pub fn has_other_time(&self, before: &Meeting) -> bool {
        (self.start, self.end) != (before.start, before.end)
    }
}
