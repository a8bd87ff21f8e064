//! The dates of an exercise, and how each is named. No two begin at the same time.

use std::fmt;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use serde::Serialize;
use url::Url;

use super::localised::Localised;
use crate::findings::Place;

/// How the tool's tables name a date.
const DAY: &str = "%Y-%m-%d";
/// The same where a day has two.
const WITH_HOURS: &str = "%Y-%m-%d %H:%M";

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
    /// How many municipalities it holds, at least 1; 0 if it is called off.
    pub capacity: u32,
    /// How many it needs to be held, at most its capacity; 0 if it is held with any number.
    pub minimum: u32,
    /// The https link to the meeting; none as long as nobody has written it, or if the meeting is not on line.
    pub link: Option<Url>,
    /// Where it is held; none if that is where the exercise is.
    pub place: Option<Localised>,
    /// Why it is called off, which may be an empty text; none if it is not. Then it has no seats and no minimum.
    pub called_off: Option<String>,
    /// Whether it has begun while others are to come, where dates are assigned: then it has seats for nobody who has none.
    pub(crate) has_begun: bool,
    /// Where its start stands in exercise.toml.
    pub(crate) line: Place,
}

impl ExerciseDate {
    /// The day and hours in full: `Thursday 24 November 2022, 09:30–11:30`.
    #[must_use]
    pub fn in_full(&self) -> String {
        let end = if self.end.date() == self.start.date() { "%H:%M" } else { "%-d %B %Y %H:%M" };
        format!("{}–{}", self.start.format("%A %-d %B %Y, %H:%M"), self.end.format(end))
    }

    /// Whether it is known how to get there: letters that invite to it need that.
    #[must_use]
    pub fn is_ready_for_letters(&self) -> bool {
        self.link.is_some() || self.place.is_some()
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
    /// What they were before they were moved, where that is to be read as well. They have the numbers after the dates'.
    former: Vec<FormerDate>,
    /// When a date was last moved, where they are known.
    last_move: Option<NaiveDateTime>,
    /// Whether a name that a date has today and another had before it was moved means the latter.
    prefers_former: bool,
}

/// What a date was before it was moved.
#[derive(Debug, Clone, PartialEq, Eq)]
struct FormerDate {
    /// How the tool's tables named it.
    key: String,
    /// The day and the hours that it had; the hours of today where its name does not tell them.
    date: ExerciseDate,
    /// The date that it is now.
    now: DateId,
}

impl ExerciseDates {
    /// Takes dates that have been validated; puts them in calendar order.
    pub(super) fn new(mut dates: Vec<ExerciseDate>) -> ExerciseDates {
        dates.sort_by_key(|date| date.start);
        let mut dates =
            ExerciseDates { dates, keys: Vec::new(), former: Vec::new(), last_move: None, prefers_former: false };
        dates.keys = dates.ids().map(|id| dates.named(id, DAY, " %H:%M")).collect();
        dates
    }

    /// The same dates, which can also be named as they were before they were moved: each name of former tables, and the
    /// date that it is now; and when one was last moved.
    #[must_use]
    pub(crate) fn known_as<'k>(
        &self,
        former: impl IntoIterator<Item = (&'k str, DateId)>,
        last_move: Option<NaiveDateTime>,
    ) -> ExerciseDates {
        let former = former.into_iter().filter_map(|(key, now)| {
            let mut date = self.get(now).clone();
            let with_hours = NaiveDateTime::parse_from_str(key, WITH_HOURS).ok();
            let day = || Some(NaiveDate::parse_from_str(key, DAY).ok()?.and_time(date.start.time()));
            let start = with_hours.or_else(day)?;
            (date.start, date.end) = (start, start + (date.end - date.start));
            Some(FormerDate { key: key.to_owned(), date, now })
        });
        ExerciseDates { former: former.collect(), last_move, ..self.clone() }
    }

    /// The same dates; only as they are.
    #[must_use]
    pub(crate) fn as_today(&self) -> ExerciseDates {
        ExerciseDates { former: Vec::new(), ..self.clone() }
    }

    /// When a date was last moved; none where former names are not read.
    pub(crate) fn last_move(&self) -> Option<NaiveDateTime> {
        self.last_move
    }

    /// The same dates; a name that one has today and another had before it was moved means the latter.
    #[must_use]
    pub(crate) fn as_before_moves(&self) -> ExerciseDates {
        ExerciseDates { prefers_former: true, ..self.clone() }
    }

    /// The one of these that was called so before it was moved, if that is what is meant and there is one.
    pub(super) fn former_of(&self, several: &[DateId]) -> Option<DateId> {
        let mut former = several.iter().copied().filter(|id| self.prefers_former && self.former(*id).is_some());
        let first = former.next()?;
        former.all(|other| self.today(other) == self.today(first)).then_some(first)
    }

    /// The date of today that a name of a date means, which may be a former one.
    #[must_use]
    pub(crate) fn today(&self, id: DateId) -> DateId {
        self.former(id).map_or(id, |former| former.now)
    }

    fn former(&self, id: DateId) -> Option<&FormerDate> {
        self.former.get(id.index().checked_sub(self.dates.len())?)
    }

    /// Whether names of former tables are read as well.
    pub(super) fn knows_former(&self) -> bool {
        !self.former.is_empty()
    }

    /// The same dates, one of them with a seat more.
    #[must_use]
    pub fn with_one_more_seat(&self, id: DateId) -> ExerciseDates {
        let mut dates = self.clone();
        let date = &mut dates.dates[id.index()];
        date.capacity = date.capacity.saturating_add(1);
        dates
    }

    /// The same dates, so many seats of one of them held for somebody: not those that `kept` municipalities have there.
    #[must_use]
    pub(crate) fn with_seats_held(&self, id: DateId, seats: usize, kept: usize) -> ExerciseDates {
        let count = |seats: usize| u32::try_from(seats).unwrap_or(u32::MAX);
        let mut dates = self.clone();
        let date = &mut dates.dates[id.index()];
        date.minimum = date.minimum.saturating_sub(count(seats));
        date.capacity = date.capacity.saturating_sub(count(seats)).max(count(kept).min(date.capacity));
        dates
    }

    /// The same dates; those that have begun are held, and have no seats to give.
    #[must_use]
    pub(crate) fn closed_where(&self, has_begun: impl Fn(DateId) -> bool) -> ExerciseDates {
        let mut dates = self.clone();
        for id in self.ids().filter(|id| has_begun(*id)) {
            let date = &mut dates.dates[id.index()];
            (date.capacity, date.minimum, date.has_begun) = (0, 0, true);
        }
        dates
    }

    /// The same dates, one of them held with any number.
    #[must_use]
    pub fn without_minimum(&self, id: DateId) -> ExerciseDates {
        let mut dates = self.clone();
        dates.dates[id.index()].minimum = 0;
        dates
    }

    /// The same dates, the first of them called off.
    #[must_use]
    pub(crate) fn with_first_called_off(&self, reason: &str) -> ExerciseDates {
        let mut dates = self.clone();
        dates.dates[0].called_off = Some(reason.to_owned());
        dates
    }

    /// The same dates, the first of them at a place of its own.
    #[must_use]
    pub(crate) fn with_first_at(&self, place: &str) -> ExerciseDates {
        let mut dates = self.clone();
        dates.dates[0].place = Some(place.to_owned().into());
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

    /// The names of all dates that are not called off, in calendar order.
    pub fn offered(&self) -> impl Iterator<Item = DateId> + '_ {
        self.ids().filter(|id| !self.is_called_off(*id))
    }

    /// Whether a date is called off.
    #[must_use]
    pub fn is_called_off(&self, id: DateId) -> bool {
        self.get(id).called_off.is_some()
    }

    /// How tables can name a date that begins at a time.
    #[must_use]
    pub(crate) fn names_of(start: NaiveDateTime) -> [String; 2] {
        [WITH_HOURS, DAY].map(|form| start.format(form).to_string())
    }

    /// The date that begins at a time; none if there is none.
    #[must_use]
    pub(crate) fn beginning_at(&self, start: NaiveDateTime) -> Option<DateId> {
        self.ids().find(|id| self.get(*id).start == start)
    }

    /// The names of all dates, and after them those of what they were before they were moved.
    pub(super) fn all_ids(&self) -> impl Iterator<Item = DateId> + use<> {
        (0..self.dates.len() + self.former.len()).map(|index| DateId(u16::try_from(index).unwrap_or(u16::MAX)))
    }

    /// The date of that name, which must come from this exercise.
    #[must_use]
    pub fn get(&self, id: DateId) -> &ExerciseDate {
        self.former(id).map_or_else(|| &self.dates[id.index()], |former| &former.date)
    }

    /// How the tool's tables name the date: `2022-11-24`, with the time where a day has two.
    #[must_use]
    pub fn key(&self, id: DateId) -> &str {
        self.former(id).map_or_else(|| &self.keys[id.index()], |former| &former.key)
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
        self.offered().map(|id| self.written(id)).collect::<Vec<_>>().join(", ")
    }

    /// A date as it can be written in a spreadsheet: `24.11.2022`, with the time where a day has two.
    #[must_use]
    pub fn written(&self, id: DateId) -> String {
        self.named(id, "%d.%m.%Y", " kl. %H.%M")
    }

    fn named(&self, id: DateId, day: &str, time: &str) -> String {
        let start = self.get(id).start;
        let alone = match self.former(id) {
            Some(former) => !former.key.contains(' '),
            None => self.iter().filter(|date| date.start.date() == start.date()).count() == 1,
        };
        let time = if alone { "" } else { time };
        start.format(&format!("{day}{time}")).to_string()
    }
}

impl fmt::Display for ExerciseDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_full())
    }
}
