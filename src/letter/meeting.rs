//! What a letter says of a meeting.

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

use crate::exercise::{DateId, Exercise, Localised};
use crate::language::Language;

/// A meeting as a municipality is told of it: when any of this changes, it has to be told anew.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    /// When it begins, in the exercise's time.
    pub start: DateTime<FixedOffset>,
    pub(crate) end: DateTime<FixedOffset>,
    /// Where it is, as the letter says it in its language.
    pub place: String,
    /// How to get in, if it is on line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
}

impl Meeting {
    /// The meeting of one of the exercise's dates, as letters in a language tell of it.
    #[must_use]
    pub fn of(exercise: &Exercise, date: DateId, language: Language) -> Meeting {
        let place = exercise.place_of(date).get(language).to_owned();
        let date = exercise.dates.get(date);
        Meeting {
            start: exercise.zoned(date.start).fixed_offset(),
            end: exercise.zoned(date.end).fixed_offset(),
            place,
            link: date.link.as_ref().map(ToString::to_string),
        }
    }

    /// The same as letters in a language would tell of it today. A place that was told in the words of any language, and
    /// is still called so in that language, is the same place. (Earlier logs have it in the exercise's language.)
    #[must_use]
    pub fn told_in(self, language: Language, exercise: &Exercise) -> Meeting {
        let own = exercise.dates.iter().filter_map(|date| date.place.as_ref());
        let called = |place: &Localised| place.all().any(|wording| wording == self.place);
        let known = std::iter::once(&exercise.place).chain(own).find(|place| called(place));
        let place = known.map_or_else(|| self.place.clone(), |place| place.get(language).to_owned());
        Meeting { place, ..self }
    }

    /// Whether it is at another time than it was.
    #[must_use]
    pub fn has_other_time(&self, before: &Meeting) -> bool {
        (self.start, self.end) != (before.start, before.end)
    }
}
