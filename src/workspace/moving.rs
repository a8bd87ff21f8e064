//! Moving a date: exercise.toml first, then what was said of the date, then the tables that name it.
//!
//! A crash in between leaves what a lead's own edit of exercise.toml leaves, names that no date has any more, and is mended
//! by the same command (`a_move_that_was_cut_off_is_finished_by_the_same_command` in tests/it/plan.rs).

use std::collections::BTreeSet;

use chrono::NaiveDateTime;

use super::stranded::{self, Stranded, day_of};
use super::{Result, Workspace, accept};
use crate::exercise::edit::{self, Move, NewLink};
use crate::exercise::{DateId, DateProblem, Exercise, ExerciseDates, NotAMove, Period, Target, moment, names};
use crate::findings::{Findings, Sentence, Value, quoted, typed};
use crate::letter::Meeting;
use crate::municipality::Number;
use crate::statement::{Entry, MovedDate};
use crate::words::say;

/// What is to become of a date.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Moving<'m> {
    /// The date, as it was typed.
    pub(crate) from: &'m str,
    /// Where it is moved to, as it was typed.
    pub(crate) to: &'m str,
    pub(crate) link: NewLink<'m>,
    pub(crate) place: Option<&'m str>,
}

/// A date that was moved.
#[derive(Debug)]
pub(crate) struct Moved {
    pub(crate) from: Value,
    /// What it is now.
    pub(crate) exercise: Exercise,
    pub(crate) date: DateId,
    /// Whether something is otherwise than it was.
    pub(crate) is_changed: bool,
    /// Whether it begins or ends at another time.
    pub(crate) is_another_time: bool,
    /// Whether it is on another day.
    pub(crate) is_another_day: bool,
}

/// How many municipalities a date concerns.
#[derive(Debug)]
pub(crate) struct OnDate {
    /// Those that have a place on it.
    pub(crate) placed: usize,
    /// Those of them that have been told something else.
    pub(crate) invited: usize,
    /// The names that still mean no date; then nobody is counted.
    pub(crate) left: Findings,
}

impl Workspace {
    /// Moves a date; or tells which date is meant now by a name that no date has any more. The caller holds the lock.
    ///
    /// # Errors
    /// When there is no such date, it is called off, it cannot be moved there, or a file cannot be written.
    pub(crate) fn move_date(&self, moving: &Moving<'_>) -> Result<Moved> {
        let dates = &self.exercise.dates;
        match dates.find(moving.from) {
            Ok(date) if dates.is_called_off(date) => Err(say!("move-called-off", date = dates.short(date)).into()),
            Ok(date) => self.move_offered(date, moving),
            Err(problem) => {
                let named = self.stranded_by(moving.from)?;
                if named.is_empty() && problem != DateProblem::NotOffered {
                    return Err(dates.problem(problem).about(moving.from).into());
                }
                if named.is_empty() { self.moved_before(moving) } else { self.follow(&named, moving) }
            }
        }
    }

    /// The names in tables and statements that no date has any more, and that are meant by what was typed.
    fn stranded_by(&self, typed: &str) -> Result<BTreeSet<String>> {
        let dates = &self.exercise.dates;
        let in_tables = stranded::stranded(&self.folder, dates)?.into_iter().map(|Stranded { name, .. }| name);
        let statements = self.statements()?;
        let in_statements = statements.date_names(dates).into_iter().filter(|name| dates.find(name).is_err());
        let all = in_tables.chain(in_statements.map(str::to_owned));
        Ok(all.filter(|name| moment(name).is_some_and(|moment| is_meant(typed, name, moment))).collect())
    }

    /// Lets names that no date has any more mean one of the dates.
    fn follow(&self, named: &BTreeSet<String>, moving: &Moving<'_>) -> Result<Moved> {
        let dates = &self.exercise.dates;
        let hours: BTreeSet<&str> = named.iter().filter_map(|name| Some(name.split_once(' ')?.1)).collect();
        if hours.len() > 1 {
            let names = named.iter().map(|name| typed(name.as_str())).collect();
            return Err(say!("move-several", written = quoted(moving.from), names = Value::Either(names)).into());
        }
        let date = dates.find(moving.to).map_err(|problem| match problem {
            DateProblem::NotOffered => self.not_in_file(moving),
            problem => dates.problem(problem).about(moving.to),
        })?;
        if !matches!(moving.link, NewLink::Kept) || moving.place.is_some() {
            return Err(say!("move-no-details", date = dates.short(date)).into());
        }
        if self.is_named_beside(named, date)? {
            return Err(say!("move-would-join", to = dates.short(date), from = typed(moving.from)).into());
        }
        let moved = self.folder.moved_dates()?;
        let known = moved.moves().former_names(dates);
        let is_new = |name: &&str| !known.contains(&(*name, date));
        self.rename(named.iter().map(String::as_str).filter(is_new), dates.key(date))?;
        self.folder.rename_dates(|cell| named.contains(cell).then(|| dates.key(date).to_owned()))?;
        let exercise = self.exercise.clone();
        Ok(Moved {
            from: named.first().map_or(Value::None, |name| day_of(name)),
            exercise,
            date,
            is_changed: true,
            is_another_time: true,
            is_another_day: false,
        })
    }

    /// Whether a table names a date, and also has names that are to mean it: then two dates would become one. A move that was
    /// cut off leaves the new name in some tables, and the former one in the others.
    fn is_named_beside(&self, named: &BTreeSet<String>, date: DateId) -> Result<bool> {
        let names = self.folder.date_names()?;
        let is_former = |file: &str| names.iter().any(|other| other.file == file && named.contains(&other.name));
        let is_it = |name: &str| self.exercise.dates.find(name) == Ok(date);
        Ok(names.iter().any(|name| is_it(&name.name) && is_former(name.file)))
    }

    /// The same command once more: nothing names the date as it was typed any more.
    fn moved_before(&self, moving: &Moving<'_>) -> Result<Moved> {
        let statements = self.folder.moved_dates()?;
        let former = statements.moves().former_names(&self.exercise.dates);
        let is_former = |(name, now): &&(&str, DateId)| {
            let is_there = self.exercise.dates.find(moving.to) == Ok(*now);
            is_there && moment(name).is_some_and(|moment| is_meant(moving.from, name, moment))
        };
        match former.iter().find(is_former) {
            Some((name, date)) => {
                let exercise = self.exercise.clone();
                Ok(Moved {
                    from: day_of(name),
                    exercise,
                    date: *date,
                    is_changed: false,
                    is_another_time: false,
                    is_another_day: false,
                })
            }
            None => Err(say!("move-nothing-named", written = quoted(moving.from)).into()),
        }
    }

    fn not_in_file(&self, moving: &Moving<'_>) -> Sentence {
        say!("move-not-in-file", written = quoted(moving.to), offered = self.exercise.dates.all_written())
    }

    fn move_offered(&self, date: DateId, moving: &Moving<'_>) -> Result<Moved> {
        let dates = &self.exercise.dates;
        let former = dates.get(date);
        let target = Period { start: former.start, end: former.end }.moved(moving.to);
        let Target { period, tells_hours } = target.map_err(|problem| not_a_target(problem, moving.to))?;
        self.check_when(date, period.start)?;
        let on_that_day = |id: &DateId| *id != date && dates.get(*id).start.date() == period.start.date();
        if let Some(other) = dates.offered().find(on_that_day).filter(|_| !tells_hours) {
            let (day, hours, from) = (period.start.date(), dates.get(other).hours(), dates.short(date));
            let key = typed(dates.key(date));
            return Err(say!("move-to-a-day-with-one", day = day, other = hours, from = from, typed = key).into());
        }
        if let Some(other) = dates.beginning_at(period.start).filter(|other| *other != date) {
            let (from, to) = (dates.short(date), dates.short(other));
            return Err(say!("move-to-another", from = from, to = to, typed = typed(dates.key(date))).into());
        }
        let mut findings = Findings::new();
        let text = self.folder.exercise_text(&mut findings)?.unwrap_or_default();
        let to = Move { period, link: moving.link, place: moving.place };
        let new = edit::moved(&text, former.start, &to);
        let new = new.ok_or_else(|| say!("move-cannot-edit", date = dates.short(date)))?;
        let exercise = Exercise::read(&new, &mut findings);
        accept(findings)?;
        // Whatever was read without a finding is an exercise with this date.
        let exercise = exercise.ok_or_else(|| say!("move-cannot-edit", date = dates.short(date)))?;
        let moved = exercise.dates.beginning_at(period.start);
        let moved = moved.ok_or_else(|| say!("move-cannot-edit", date = dates.short(date)))?;
        let is_changed = new != text;
        if is_changed {
            self.write_move(date, &new, &exercise.dates, moved)?;
        }
        Ok(Moved {
            from: day_of(dates.key(date)),
            exercise,
            date: moved,
            is_changed,
            is_another_time: (period.start, period.end) != (former.start, former.end),
            is_another_day: period.start.date() != former.start.date(),
        })
    }

    /// What is to come is not moved to where nobody can come any more, and what has been held is not moved to where nobody has
    /// been yet.
    fn check_when(&self, date: DateId, start: NaiveDateTime) -> Result<()> {
        let dates = &self.exercise.dates;
        let is_to_come = self.exercise.zoned(start) > self.now;
        if !is_to_come && self.is_to_come(date) {
            let (from, today) = (dates.short(date), self.now.date_naive());
            return Err(say!("move-to-the-past", date = from, day = start.date(), today = today).into());
        }
        if is_to_come {
            self.check_not_held(date)?;
        }
        Ok(())
    }

    fn write_move(&self, date: DateId, text: &str, new: &ExerciseDates, moved: DateId) -> Result<()> {
        let dates = &self.exercise.dates;
        let statements = self.statements()?;
        let names = statements.date_names(dates);
        let names_of = |date: DateId| names.iter().copied().filter(move |name| dates.find(name) == Ok(date));
        // A date that gets another on its day is told apart from it before that comes: by its hour.
        for other in dates.ids().filter(|other| *other != date) {
            let Some(key) = new.beginning_at(dates.get(other).start).map(|id| new.key(id)) else { continue };
            if key != dates.key(other) && key.contains(' ') {
                self.rename(names_of(other).chain([dates.key(other)]), key)?;
                self.folder.rename_dates(|cell| (dates.find(cell) == Ok(other)).then(|| key.to_owned()))?;
            }
        }
        let key = new.key(moved);
        let hours = dates.get(date).hours();
        if key == dates.key(date) && hours != new.get(moved).hours() {
            let (from, to) = (key.to_owned(), key.to_owned());
            let moved = MovedDate { from, to, at: self.local_now(), hours: Some(hours) };
            self.folder.append_statements(&[Entry::Moved(moved)])?;
        }
        self.folder.replace_exercise(text)?;
        self.rename(names_of(date).chain([dates.key(date)]), key)?;
        self.folder.rename_dates(|cell| (dates.find(cell) == Ok(date)).then(|| key.to_owned()))?;
        Ok(())
    }

    /// Notes that what was called so before is called otherwise now.
    fn rename<'n>(&self, names: impl Iterator<Item = &'n str>, to: &str) -> Result<()> {
        let at = self.local_now();
        let names: BTreeSet<&str> = names.filter(|name| *name != to).collect();
        let entry = |from: &str| Entry::Moved(MovedDate { from: from.to_owned(), to: to.to_owned(), at, hours: None });
        let entries: Vec<Entry> = names.into_iter().map(entry).collect();
        if !entries.is_empty() {
            self.folder.append_statements(&entries)?;
        }
        Ok(())
    }

    /// How many a date that was moved concerns.
    ///
    /// # Errors
    /// When a table cannot be read.
    pub(crate) fn on_moved(&self, moved: &Moved) -> Result<OnDate> {
        let workspace = self.with_exercise(moved.exercise.clone());
        let left = stranded::findings(&self.folder, &moved.exercise.dates)?;
        if left.has_errors() {
            return Ok(OnDate { placed: 0, invited: 0, left });
        }
        let (assignments, history) = (workspace.assignments(&workspace.answers()?)?, workspace.history()?);
        let placed: Vec<_> = assignments.on(moved.date).collect();
        let is_untrue = |number: Number| {
            let Some(municipality) = workspace.municipalities.get(number) else { return false };
            let language = municipality.language.unwrap_or(workspace.exercise.language);
            let told = history.invited(number).and_then(|letter| letter.meeting.clone());
            let now = Meeting::of(&workspace.exercise, moved.date, language);
            told.is_some_and(|told| told.told_in(language, &workspace.exercise) != now)
        };
        let invited = placed.iter().filter(|(number, _)| is_untrue(*number)).count();
        Ok(OnDate { placed: placed.len(), invited, left })
    }

    /// The same with dates that can also be named as they were before they were moved, for reading what others wrote.
    ///
    /// # Errors
    /// When the statements cannot be read.
    pub(crate) fn knowing_former_dates(mut self) -> Result<Workspace> {
        let statements = self.folder.moved_dates()?;
        let former = statements.moves().former_names(&self.exercise.dates);
        if !former.is_empty() {
            let last = statements.moves().iter().map(|moved| moved.at).max();
            self.exercise.dates = self.exercise.dates.known_as(former, last);
        }
        Ok(self)
    }
}

/// Whether a name in a table is meant by what was typed, which may leave out its hour.
pub(super) fn is_meant(typed: &str, name: &str, moment: NaiveDateTime) -> bool {
    typed == name || names(typed, moment)
}

fn not_a_target(problem: NotAMove, written: &str) -> Sentence {
    let written = quoted(written);
    match problem {
        NotAMove::Form => say!("move-not-a-target", written = written),
        NotAMove::EndsTooEarly => say!("move-ends-too-early", written = written),
        NotAMove::Weekday(day) => say!("move-other-weekday", written = written, weekday = day.format("%A").to_string()),
    }
}
