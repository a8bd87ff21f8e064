//! Assigning dates in an exercise folder: which dates are kept, what is assigned again, what is written.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use serde::Serialize;

use super::kept::Kept;
use super::{Context, Result, Workspace};
use crate::assign::{self, Impossible, Solution, Task, WithoutDate};
use crate::assignment::{Assignment, Assignments, Seat};
use crate::exercise::DateId;
use crate::findings::{Sentence, Value};
use crate::municipality::{Municipality, Number};
use crate::registration::Answers;
use crate::words::say;

/// A pin, by the names that JSON and tables use.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Pin {
    pub number: String,
    pub municipality: String,
    pub date: String,
    #[serde(skip)]
    pub short: String,
    /// Why; it may be empty.
    pub note: String,
}

impl Pin {
    /// The note, if there is one.
    pub fn note(&self) -> Option<&str> {
        Some(self.note.as_str()).filter(|note| !note.is_empty())
    }
}

/// Assigns dates, and stops looking for something better when the limit is over.
pub(crate) fn solve_within(limit: Duration) -> impl Fn(&Task<'_>) -> Solution {
    move |task| {
        let begun = Instant::now();
        assign::assign(task, &|| begun.elapsed() >= limit)
    }
}

impl Workspace {
    /// What dates are assigned from.
    pub(crate) fn task<'a>(&'a self, answers: &'a Answers, previous: &'a Assignments, kept: &'a Kept) -> Task<'a> {
        Task {
            dates: &kept.room,
            answers,
            municipalities: &self.municipalities,
            groups: &self.groups,
            previous,
            kept: &kept.dates,
        }
    }

    /// Why a municipality that takes part and has no date has none.
    pub(crate) fn without_date(
        &self,
        number: Number,
        answers: &Answers,
        assignments: &Assignments,
        kept: &Kept,
    ) -> WithoutDate {
        WithoutDate::of(number, &self.task(answers, assignments, kept), assignments)
    }

    /// The municipalities that are to be assigned again, as they were typed: names, or "all".
    ///
    /// # Errors
    /// When one of them is not invited.
    pub(crate) fn reassigned(&self, names: &[String]) -> Result<HashSet<Number>> {
        let mut reassigned = HashSet::new();
        for name in names {
            if name.eq_ignore_ascii_case("all") {
                reassigned.extend(self.municipalities.iter().map(|municipality| municipality.number));
            } else {
                reassigned.insert(self.municipality(name)?.number);
            }
        }
        Ok(reassigned)
    }

    /// Writes what was assigned, after it has been checked by code that knows nothing of how it was found.
    ///
    /// # Errors
    /// When it breaks a rule or cannot be written.
    pub(crate) fn write_solution(&self, solution: &Solution, task: &Task<'_>) -> Result<()> {
        let keeps = |municipality| task.kept.contains_key(&municipality);
        let checked = solution.assignments.check(task.dates, task.answers, task.groups, keeps);
        checked.context(say!("assign-defect"))?;
        self.write_assignments(&solution.assignments)
    }

    /// Writes data/assignments.csv.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(crate) fn write_assignments(&self, assignments: &Assignments) -> Result<()> {
        Ok(self.folder.write(assignments, self.tables())?)
    }

    /// The pin of an assignment that has one.
    pub(crate) fn pin_of(&self, assignment: &Assignment, date: DateId) -> Pin {
        Pin {
            number: assignment.municipality.to_string(),
            municipality: self.name(assignment.municipality),
            date: self.exercise.dates.key(date).to_owned(),
            short: self.exercise.dates.short(date),
            note: assignment.pin.clone().unwrap_or_default(),
        }
    }

    /// Takes away the pin of a municipality, and gives it back what it had before: the date of its invitation whatever has
    /// happened there since, another one if there is room. Gives back what the pin was, or nothing if there is none.
    ///
    /// # Errors
    /// When the delivery log cannot be read.
    pub(crate) fn remove_pin(&self, municipality: &Municipality, assignments: &mut Assignments) -> Result<Option<Pin>> {
        let number = municipality.number;
        let pinned = assignments.pinned().find(|(pinned, _)| pinned.municipality == number);
        let Some((assignment, pinned_to)) = pinned.map(|(assignment, date)| (assignment.clone(), date)) else {
            return Ok(None);
        };
        let pin = self.pin_of(&assignment, pinned_to);
        assignments.remove(number);
        let (moved, history) = (self.moved_dates()?, self.history()?);
        let has_room = |date: &DateId| assignments.room(&self.exercise.dates).any(|(open, _)| open == *date);
        let dates = &self.exercise.dates;
        let is_told = |date: DateId| history.invited(number).is_some() && moved.is_told(&history, number, date, dates);
        let keeps = |date: &DateId| pinned_to == *date || is_told(*date);
        let before = assignment.before_pin.filter(|date| !dates.is_called_off(*date));
        if let Some(date) = before.filter(|date| keeps(date) || has_room(date)) {
            let seat = Some(Seat { date, rank: None });
            assignments.insert(Assignment { seat, pin: None, before_pin: None, ..assignment });
        }
        Ok(Some(pin))
    }

    /// The groups of which members keep dates that break its rule, with names and what to do.
    pub(crate) fn groups_at_odds(&self, task: &Task<'_>) -> Vec<Sentence> {
        let keeps = |member: Number| task.kept.get(&member).copied();
        let at_odds = task.groups.iter().filter_map(|group| {
            let (first, second) = group.broken_by(keeps, |_| false)?;
            Some(self.impossible(&Impossible::Group(group.name.clone(), first, second), task))
        });
        at_odds.collect()
    }

    /// Why a municipality cannot have a date, with names.
    pub(crate) fn impossible(&self, impossible: &Impossible, task: &Task<'_>) -> Sentence {
        let short = |date: DateId| task.dates.short(date);
        match impossible {
            Impossible::Room(date, _) if task.dates.is_called_off(*date) => {
                say!("assign-date-called-off", date = short(*date))
            }
            Impossible::Room(date, _) if task.dates.get(*date).has_begun => {
                say!("assign-date-begun", date = short(*date))
            }
            Impossible::Room(date, keeping) => say!(
                "assign-too-many-keep-date",
                date = short(*date),
                capacity = self.exercise.dates.get(*date).capacity,
                count = keeping.len(),
                municipalities = self.marked(keeping, task)
            ),
            Impossible::Group(group, first, second) => {
                let rule = task.groups.iter().find(|found| found.name == *group).map(|found| found.rule);
                let date_of = |number: &Number| task.kept.get(number).map(|date| short(*date));
                say!(
                    "assign-group-broken",
                    group = group,
                    rule = rule.map(crate::group::Rule::name),
                    first = self.marked_name(*first, task),
                    first_date = date_of(first),
                    second = self.marked_name(*second, task),
                    second_date = date_of(second)
                )
            }
            Impossible::Minimum(date) => {
                say!("assign-too-few-for-minimum", date = short(*date), minimum = task.dates.get(*date).minimum)
            }
        }
    }

    fn marked(&self, numbers: &[Number], task: &Task<'_>) -> Vec<Value> {
        numbers.iter().map(|number| self.marked_name(*number, task)).collect()
    }

    /// The name of a municipality; if it is pinned in the previous assignment, that is said.
    pub(crate) fn marked_name(&self, number: Number, task: &Task<'_>) -> Value {
        let name = self.name(number);
        match task.previous.get(number).is_some_and(|assignment| assignment.pin.is_some()) {
            true => say!("assign-pinned-name", municipality = name).into(),
            false => name.into(),
        }
    }
}
