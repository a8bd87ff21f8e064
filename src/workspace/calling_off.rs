//! Calling a date off: it stays in exercise.toml with why, and nobody has a place on it any more. Who asked for it keeps
//! that choice, and can get no place by it.
//!
//! The file is the truth, and is written first: places on a date that it calls off count as none, also before the table
//! of assignments is written anew.

use chrono::NaiveDateTime;

use super::moving::is_meant;
use super::stranded::{self, Stranded, day_of};
use super::{Result, Workspace, accept};
use crate::exercise::{DateId, DateProblem, Exercise, edit, moment};
use crate::findings::{Findings, Value, typed};
use crate::municipality::Number;
use crate::words::say;

/// A date that was called off.
#[derive(Debug)]
pub(crate) struct CalledOff {
    pub(crate) date: Value,
    /// As tables name it.
    pub(crate) key: String,
    /// Those that had a place on it.
    pub(crate) placed: Vec<Number>,
    /// Whether that is new.
    pub(crate) is_changed: bool,
    /// The names that still mean no date, or several; then the table of assignments is as it was.
    pub(crate) left: Findings,
}

impl Workspace {
    /// Calls a date off, for a reason that may be empty. The caller holds the lock.
    ///
    /// # Errors
    /// When there is no such date, it has been held, or a file cannot be written.
    pub(crate) fn call_off(&self, written: &str, note: &str) -> Result<CalledOff> {
        let dates = &self.exercise.dates;
        match dates.find(written) {
            Ok(date) => self.call_off_offered(date, note),
            Err(DateProblem::NotOffered) => self.call_off_gone(written, note),
            Err(problem) => Err(dates.problem(problem).about(written).into()),
        }
    }

    fn call_off_offered(&self, date: DateId, note: &str) -> Result<CalledOff> {
        let dates = &self.exercise.dates;
        self.check_not_held(date)?;
        let assignments = self.folder_assignments()?;
        let placed: Vec<Number> = assignments.on(date).map(|(number, _)| number).collect();
        let mut findings = Findings::new();
        let text = self.folder.exercise_text(&mut findings)?.unwrap_or_default();
        let new = edit::called_off(&text, dates.get(date).start, note);
        let new = new.ok_or_else(|| say!("move-cannot-edit", date = dates.short(date)))?;
        let is_changed = new != text;
        let left = self.write_call_off(&new, is_changed)?;
        Ok(CalledOff { date: day_of(dates.key(date)), key: dates.key(date).to_owned(), placed, is_changed, left })
    }

    /// Refuses a date on which somebody took part.
    pub(super) fn check_not_held(&self, date: DateId) -> Result<()> {
        let dates = &self.exercise.dates;
        let took_part = self.attendance()?.on(date).filter(|attended| attended.took_part).count();
        if took_part == 0 {
            return Ok(());
        }
        let key = typed(dates.key(date));
        Err(say!("call-off-was-held", date = dates.short(date), count = took_part, typed = key).into())
    }

    /// One that is in the tables alone comes back to the file, called off.
    fn call_off_gone(&self, written: &str, note: &str) -> Result<CalledOff> {
        let dates = &self.exercise.dates;
        let meant = |name: &str| moment(name).filter(|moment| is_meant(written, name, *moment));
        let stranded = stranded::stranded(&self.folder, dates)?;
        let found = stranded.iter().find_map(|Stranded { name, .. }| Some((name, meant(name)?)));
        let Some((name, start)) = found else {
            return Err(dates.problem(DateProblem::NotOffered).about(written).into());
        };
        let mut findings = Findings::new();
        let text = self.folder.exercise_text(&mut findings)?.unwrap_or_default();
        let start = if name.contains(' ') { start } else { self.hour_told(start)? };
        let new = edit::with_called_off(&text, start, note);
        let new = new.ok_or_else(|| say!("move-cannot-edit", date = name))?;
        let left = self.write_call_off(&new, true)?;
        Ok(CalledOff { date: day_of(name), key: name.clone(), placed: Vec::new(), is_changed: true, left })
    }

    /// When a date began of which only the day is known: as letters told it, else at midnight.
    fn hour_told(&self, start: NaiveDateTime) -> Result<NaiveDateTime> {
        let history = self.history()?;
        let told = history.municipalities().filter_map(|number| history.invited(number)?.meeting.as_ref());
        let told = told.map(|meeting| meeting.start.naive_local()).filter(|told| told.date() == start.date());
        let mut of_none = told.filter(|told| self.exercise.dates.beginning_at(*told).is_none());
        Ok(of_none.next().unwrap_or(start))
    }

    /// Gives what is still to be mended before the tables can be read.
    fn write_call_off(&self, text: &str, is_changed: bool) -> Result<Findings> {
        let mut findings = Findings::new();
        let exercise = Exercise::read(text, &mut findings);
        accept(findings)?;
        if is_changed {
            self.folder.replace_exercise(text)?;
        }
        let Some(exercise) = exercise else { return Ok(Findings::new()) };
        let left = stranded::findings(&self.folder, &exercise.dates)?;
        if !left.has_errors() {
            let workspace = self.with_exercise(exercise);
            workspace.write_assignments(&workspace.assignments_as_written(&workspace.answers()?)?)?;
        }
        Ok(left)
    }
}
