//! Dates that were moved: what a name means that a date had when something was said.
//!
//! A name is followed through the moves that came after it was said. So dates may change places, 24 March becoming 25 and
//! 25 becoming 26, and each statement still means the date that it named. A name that was said after its date had been
//! moved, and that no date has today, means that date too: somebody has not heard of it.

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::entry::{Entry, MovedDate, Spoken};
use super::written::WrittenAnswer;
use crate::exercise::{DateId, ExerciseDate, ExerciseDates};
use crate::registration::{Answer, Choices};

/// The dates that were moved, in the order in which they were.
#[derive(Debug, Clone, Default)]
pub struct Moves<'s>(Vec<Move<'s>>);

#[derive(Debug, Clone, Copy)]
struct Move<'s> {
    /// The number of the last run before it; 0 if there was none.
    after: usize,
    date: &'s MovedDate,
}

/// What an answer means today.
#[derive(Debug)]
pub(super) enum Meaning {
    /// There was none.
    NoAnswer,
    /// This, and which of the dates it named as they were before they were moved.
    Answer { answer: Answer, by_former_name: Vec<DateId> },
    /// It names a date that the exercise does not have any more, in this way.
    Gone(String),
}

impl<'s> Moves<'s> {
    pub(super) fn of(entries: &'s [Entry]) -> Moves<'s> {
        let (mut moves, mut last) = (Vec::new(), 0);
        for entry in entries {
            match entry {
                Entry::Said(run) => last = run.run,
                Entry::Moved(date) => moves.push(Move { after: last, date }),
                Entry::Undone { .. } | Entry::Closed { .. } | Entry::Written { .. } => {}
            }
        }
        Moves(moves)
    }

    /// All, in their order.
    pub fn iter(&self) -> impl Iterator<Item = &'s MovedDate> {
        self.0.iter().map(|moved| moved.date)
    }

    /// The names that dates had, with the date that each is now, for reading what was written before.
    #[must_use]
    pub fn former_names(&self, dates: &ExerciseDates) -> Vec<(&'s str, DateId)> {
        let mut names: Vec<(&'s str, DateId)> = Vec::new();
        for (place, moved) in self.0.iter().enumerate() {
            let from = moved.date.from.as_str();
            let now = self.0[place..].iter().fold(from, |name, later| later.date.renames(name).unwrap_or(name));
            if let Ok(date) = dates.find(now)
                && dates.find(from) != Ok(date)
                && !names.iter().any(|(known, _)| *known == from)
            {
                names.push((from, date));
            }
        }
        names
    }

    /// What all statements call dates today.
    pub(super) fn names<'k>(&self, spoken: impl Iterator<Item = Spoken<'k>>, dates: &ExerciseDates) -> BTreeSet<&'k str>
    where
        's: 'k,
    {
        let mut names = BTreeSet::new();
        for Spoken { run, statement, .. } in spoken {
            if let Some(WrittenAnswer::Dates(keys)) = &statement.answer {
                names.extend(keys.iter().map(|key| self.name_today(key, run.run, dates)));
            }
        }
        names
    }

    /// Whether a date is the one that was on a day, from an hour, at a time; `names` are those that tables may have had for it.
    #[must_use]
    pub fn is_still(&self, date: DateId, names: &[String], since: NaiveDateTime, dates: &ExerciseDates) -> bool {
        // By the name that was moved; another date may have the others by now.
        let moved = names.iter().map(|name| (name, self.renamed(name, since))).find(|(name, now)| name != now);
        let mut now = moved.map(|(_, now)| now).into_iter().chain(names.iter().map(String::as_str));
        now.find_map(|name| dates.find(name).ok()) == Some(date)
    }

    /// What a name of a time is today.
    fn renamed<'n>(&self, name: &'n str, since: NaiveDateTime) -> &'n str
    where
        's: 'n,
    {
        let later = self.0.iter().filter(|moved| moved.date.at >= since);
        later.fold(name, |name, moved| moved.date.renames(name).unwrap_or(name))
    }

    /// What the answer of a statement means today.
    pub(super) fn answer(&self, spoken: &Spoken<'_>, dates: &ExerciseDates) -> Meaning {
        let keys = match &spoken.statement.answer {
            None => return Meaning::NoAnswer,
            Some(WrittenAnswer::Word(word)) => {
                return Meaning::Answer { answer: (*word).into(), by_former_name: Vec::new() };
            }
            Some(WrittenAnswer::Dates(keys)) => keys,
        };
        let (mut found, mut by_former_name) = (Vec::new(), Vec::new());
        for key in keys {
            let name = self.name_today(key, spoken.run.run, dates);
            let Ok(date) = dates.find(name) else { return Meaning::Gone(name.to_owned()) };
            found.push(date);
            if name != key || self.had_other_hours(key, spoken.run.run, dates.get(date)) {
                by_former_name.push(date);
            }
        }
        match Choices::new(found) {
            Some(choices) => Meaning::Answer { answer: Answer::Dates(choices), by_former_name },
            None => Meaning::NoAnswer,
        }
    }

    /// Whether a date that is called as it was has other hours than when something was said.
    fn had_other_hours(&self, key: &str, run: usize, date: &ExerciseDate) -> bool {
        let later = self.0.iter().filter(|moved| moved.after >= run).map(|moved| moved.date);
        let mut hours =
            later.filter(|moved| moved.from == key && moved.to == key).filter_map(|moved| moved.hours.as_ref());
        hours.next().is_some_and(|hours| *hours != date.hours())
    }

    /// What the date is called today that was called so in a run.
    pub(crate) fn name_today<'k>(&self, key: &'k str, run: usize, dates: &ExerciseDates) -> &'k str
    where
        's: 'k,
    {
        let later = self.0.iter().filter(|moved| moved.after >= run);
        let name = later.fold(key, |name, moved| moved.date.renames(name).unwrap_or(name));
        if name == key && dates.find(key).is_err() {
            return self.0.iter().fold(key, |name, moved| moved.date.renames(name).unwrap_or(name));
        }
        name
    }
}

impl MovedDate {
    /// The name that a date has by it now; none if it is another date's.
    fn renames(&self, name: &str) -> Option<&str> {
        (self.from == name).then_some(self.to.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Exercise;
    use crate::findings::Findings;
    use crate::statement::{Road, Run, Statement, Statements};

    fn dates() -> ExerciseDates {
        let text = include_str!("../../exercise.toml");
        Exercise::read(text, &mut Findings::new()).expect("it is good").dates
    }

    fn said(run: usize, key: &str) -> Entry {
        let source = crate::registration::Source { file: "a.csv".into(), line: 2 };
        let at = chrono::NaiveDateTime::default() + chrono::TimeDelta::days(run.try_into().expect("a few"));
        let mut statement = Statement::withdrawal("3025".parse().expect("a number"), at, source);
        statement.withdrawn = false;
        statement.answer = Some(WrittenAnswer::Dates(vec![key.to_owned()]));
        let statements = vec![statement];
        Entry::Said(Run { run, at, road: Road::Import, files: Vec::new(), lists: Default::default(), statements })
    }

    fn moved(from: &str, to: &str) -> Entry {
        Entry::Moved(MovedDate { from: from.into(), to: to.into(), at: chrono::NaiveDateTime::default(), hours: None })
    }

    /// What stands, as the key of its date, and whether by a former name.
    fn stands(entries: Vec<Entry>) -> Option<(String, bool)> {
        let (dates, statements) = (dates(), entries.into_iter().collect::<Statements>());
        let standing = statements.standing(&dates);
        let standing = standing.iter().next()?;
        let date = standing.registration()?.answer.dates()[0];
        Some((dates.key(date).to_owned(), !standing.by_former_name().is_empty()))
    }

    #[test]
    fn a_name_means_the_date_that_had_it_when_it_was_said() {
        let date = |key: &str, by_former_name| Some((key.to_owned(), by_former_name));
        assert_eq!(stands(vec![said(1, "2022-11-23"), moved("2022-11-23", "2022-11-24")]), date("2022-11-24", true));
        // Each a day later, from the last one on.
        let series = [moved("2022-11-24", "2022-11-29"), moved("2022-11-22", "2022-11-24")];
        let series = |run: Entry| std::iter::once(run).chain(series.clone()).collect::<Vec<_>>();
        assert_eq!(stands(series(said(1, "2022-11-24"))), date("2022-11-29", true));
        assert_eq!(stands(series(said(1, "2022-11-22"))), date("2022-11-24", true));
        // After it, the same name is the other date's.
        let mut after = series(said(1, "2022-11-22"));
        after.push(said(2, "2022-11-24"));
        assert_eq!(stands(after), date("2022-11-24", false));
    }

    #[test]
    fn a_date_with_other_hours_under_its_name_is_not_as_it_was_said() {
        let moved = |hours: &str| {
            let Entry::Moved(moved) = moved("2022-11-24", "2022-11-24") else { unreachable!("it is a move") };
            Entry::Moved(MovedDate { hours: Some(hours.to_owned()), ..moved })
        };
        let is_otherwise = |entries: Vec<Entry>| stands(entries).map(|(_, is_otherwise)| is_otherwise);
        assert_eq!(is_otherwise(vec![said(1, "2022-11-24"), moved("08:00–10:00")]), Some(true));
        assert_eq!(is_otherwise(vec![moved("08:00–10:00"), said(1, "2022-11-24")]), Some(false));
        // There and back again.
        let now = dates().get(dates().find("2022-11-24").expect("it is one")).hours();
        assert_eq!(is_otherwise(vec![said(1, "2022-11-24"), moved(&now), moved("08:00–10:00")]), Some(false));
    }

    #[test]
    fn who_has_not_heard_of_it_means_the_date_as_it_is() {
        let entries = [moved("2022-11-20", "2022-11-21"), moved("2022-11-21", "2022-11-22")];
        let all = |run: Entry| entries.iter().cloned().chain([run]).collect::<Vec<_>>();
        assert_eq!(stands(all(said(1, "2022-11-20"))), Some(("2022-11-22".to_owned(), true)));
        assert_eq!(stands(all(said(1, "2022-11-19"))), None);
    }

    #[test]
    fn former_names_are_those_that_no_longer_mean_what_they_say() {
        let dates = dates();
        let entries = [moved("2022-11-20", "2022-11-21"), moved("2022-11-21", "2022-11-22")];
        let names = Moves::of(&entries).former_names(&dates);
        let names: Vec<(&str, &str)> = names.iter().map(|(name, date)| (*name, dates.key(*date))).collect();
        assert_eq!(names, [("2022-11-20", "2022-11-22"), ("2022-11-21", "2022-11-22")]);
    }
}
