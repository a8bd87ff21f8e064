//! The dates of an exercise, and how each is named. No two begin at the same time.

use std::fmt;

use chrono::{Datelike, NaiveDateTime};
use serde::Serialize;
use url::Url;

/// Names one of the dates of an exercise: its number in calendar order, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct DateId(pub(crate) u16);

impl DateId {
    /// Its place in calendar order, from 0.
    #[must_use]
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// One offered occasion. Both times are local to the exercise's timezone and occur once in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseDate {
    pub(crate) start: NaiveDateTime,
    /// When it ends, after the start.
    pub end: NaiveDateTime,
    /// How many municipalities it holds, at least 1.
    pub capacity: u32,
    /// How many it needs to be held, at most its capacity; 0 if it is held with any number.
    pub minimum: u32,
    /// The https link to the meeting.
    pub link: Url,
}

impl ExerciseDate {
    /// The day and hours in full: `Thursday 24 November 2022, 09:30–11:30`.
    #[must_use]
    pub fn in_full(&self) -> String {
        let end = if self.end.date() == self.start.date() { "%H:%M" } else { "%-d %B %Y %H:%M" };
        format!("{}–{}", self.start.format("%A %-d %B %Y, %H:%M"), self.end.format(end))
    }

    /// The hours alone: `09:30–11:30`.
    #[must_use]
    pub fn hours(&self) -> String {
        format!("{}–{}", self.start.format("%H:%M"), self.end.format("%H:%M"))
    }
}

/// All dates of an exercise in calendar order: at least one, no two with the same start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseDates {
    dates: Vec<ExerciseDate>,
    /// How the tool's tables name each.
    keys: Vec<String>,
}

impl ExerciseDates {
    /// Takes dates that have been validated; puts them in calendar order.
    pub(super) fn new(mut dates: Vec<ExerciseDate>) -> ExerciseDates {
        dates.sort_by_key(|date| date.start);
        let mut dates = ExerciseDates { dates, keys: Vec::new() };
        dates.keys = dates.ids().map(|id| dates.named(id, "%Y-%m-%d", " %H:%M")).collect();
        dates
    }

    /// The same dates, one of them with a seat more.
    #[must_use]
    pub fn with_one_more_seat(&self, id: DateId) -> ExerciseDates {
        let mut dates = self.clone();
        let date = &mut dates.dates[id.index()];
        date.capacity = date.capacity.saturating_add(1);
        dates
    }

    /// The same dates, one of them held with any number.
    #[must_use]
    pub fn without_minimum(&self, id: DateId) -> ExerciseDates {
        let mut dates = self.clone();
        dates.dates[id.index()].minimum = 0;
        dates
    }

    /// The number of dates.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "there is always at least one date")]
    pub fn len(&self) -> usize {
        self.dates.len()
    }

    /// All dates in calendar order.
    pub fn iter(&self) -> impl Iterator<Item = &ExerciseDate> {
        self.dates.iter()
    }

    /// The names of all dates, in calendar order.
    pub fn ids(&self) -> impl Iterator<Item = DateId> + use<> {
        // Reading refuses more dates than a u16 counts.
        (0..self.dates.len()).map(|index| DateId(u16::try_from(index).unwrap_or(u16::MAX)))
    }

    /// The date of that name, which must come from this exercise.
    #[must_use]
    pub fn get(&self, id: DateId) -> &ExerciseDate {
        &self.dates[id.index()]
    }

    /// How the tool's tables name the date: `2022-11-24`, with the time where a day has two.
    #[must_use]
    pub fn key(&self, id: DateId) -> &str {
        &self.keys[id.index()]
    }

    /// The date that has this name in the tool's tables.
    pub(super) fn by_key(&self, key: &str) -> Option<DateId> {
        // Calendar order is that of the names, as years have four digits.
        let index = self.keys.binary_search_by(|found| found.as_str().cmp(key)).ok()?;
        u16::try_from(index).ok().map(DateId)
    }

    /// How people on the command line name the date: `24 November`, with what is needed to tell it
    /// from the other dates.
    #[must_use]
    pub fn short(&self, id: DateId) -> String {
        let year = self.get(id).start.year();
        let same_year = self.iter().all(|date| date.start.year() == year);
        self.named(id, if same_year { "%-d %B" } else { "%-d %B %Y" }, " %H:%M")
    }

    /// All dates as they can be written in a spreadsheet, for a sentence: `22.11.2022, 24.11.2022`.
    #[must_use]
    pub fn all_written(&self) -> String {
        self.ids().map(|id| self.written(id)).collect::<Vec<_>>().join(", ")
    }

    /// A date as it can be written in a spreadsheet: `24.11.2022`, with the time where a day has two.
    #[must_use]
    pub fn written(&self, id: DateId) -> String {
        self.named(id, "%d.%m.%Y", " kl. %H.%M")
    }

    fn named(&self, id: DateId, day: &str, time: &str) -> String {
        let start = self.get(id).start;
        let alone = self.iter().filter(|date| date.start.date() == start.date()).count() == 1;
        let time = if alone { "" } else { time };
        start.format(&format!("{day}{time}")).to_string()
    }
}

impl fmt::Display for ExerciseDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_full())
    }
}
