//! An exercise folder that is open, with all its tables and logs, and what commands ask of it.

mod addresses;
mod after;
mod archive;
pub(crate) mod assigning;
pub(crate) mod attachments;
mod attendance;
mod attendance_on;
mod calling_off;
pub(crate) mod check;
mod closing;
mod correspondence;
mod counting;
mod date_seats;
mod demand;
pub(crate) mod draft;
pub(crate) mod due;
mod expected;
mod export;
mod figures;
mod files;
mod identities;
mod import;
mod inbox;
pub(crate) mod journal;
mod kept;
pub(crate) mod letters;
pub(crate) mod listed;
mod moved;
mod moving;
mod named;
mod next_step;
mod offers;
mod open_dates;
mod password;
mod progress;
mod purge;
mod refused;
mod register;
pub(crate) mod repeated;
mod replies;
pub(crate) mod said;
pub(crate) mod sample;
pub(crate) mod seat_offers;
pub(crate) mod sending;
pub(crate) mod sent;
mod session;
mod silence;
mod statements;
pub(crate) mod stranded;
mod transport;
pub(crate) mod undo;
mod waiting;
mod warnings;
pub(crate) mod written;
mod zipped;

use std::collections::HashSet;

use chrono::DateTime;
use chrono_tz::Tz;

pub use crate::failure::Context;
pub(crate) use crate::failure::{Failure, Result, accept};
pub(crate) use addresses::{FilledAddress, FilledAddresses, Filling};
pub(crate) use after::{Former, TakenOver, Told};
pub(crate) use attendance::{Recorded, Recording};
pub(crate) use attendance_on::{AttendanceOn, AttendanceRow};
pub(crate) use closing::Unfinished;
pub(crate) use correspondence::{Correspondence, Reach};
pub(crate) use counting::Tables;
pub(crate) use date_seats::DateSeats;
pub(crate) use demand::{DateDemand, Demand};
pub(crate) use expected::Expected;
pub(crate) use figures::{Figures, LetterCounts, MunicipalityFigures, per_cent};
pub(crate) use import::{ImportOptions, Imported, Taken};
pub(crate) use inbox::{InboxChoices, InboxItem, InboxLine};
pub(crate) use kept::{HeldSeat, Kept, KeptFor};
pub(crate) use moving::Moving;
pub(crate) use next_step::NextStep;
pub(crate) use progress::{DateProgress, Phase, Progress};
pub(crate) use purge::Purge;
pub(crate) use refused::Unclear;
pub(crate) use register::{TypedRegistration, is_by_hand};
pub(crate) use replies::{LeftMail, TakenReplies};
pub(crate) use session::{Session, words_before_cursor};
pub(crate) use silence::Silence;
pub(crate) use waiting::{Sources, Waiting};

use crate::assignment::{Assignment, Assignments};
use crate::attendance::Attendance;
use crate::delivery::History;
use crate::exercise::{DateId, DateProblem, Exercise};
use crate::findings::{Findings, Sentence};
use crate::folder::{self, Folder, Records};
use crate::group::Group;
use crate::municipality::{Municipalities, Municipality, Number};
use crate::registration::{Answer, Answers, Registrations};
use crate::reply::Replies;
use crate::statement::WrittenAnswer;

/// An exercise that is in order, and the time that it is.
#[derive(Debug, Clone)]
pub struct Workspace {
    pub folder: Folder,
    pub exercise: Exercise,
    pub municipalities: Municipalities,
    pub groups: Vec<Group>,
    pub now: DateTime<Tz>,
}

/// Goes on unless a finding is an error: what is wrong in tables, and the names that no date has, each told once.
fn accept_with_names(tables: Findings, named: Findings) -> Result<()> {
    let mut all = Findings::new();
    all.extend(tables.into_iter().filter(|finding| !stranded::is_told_by(finding)));
    all.extend(named);
    accept(all)
}

impl Workspace {
    /// What the values in the tables refer to.
    pub(crate) fn tables(&self) -> folder::Context<'_> {
        folder::Context { exercise: &self.exercise, municipalities: &self.municipalities }
    }

    /// The same folder with exercise.toml as it is now.
    fn with_exercise(&self, exercise: Exercise) -> Workspace {
        Workspace { exercise, ..self.clone() }
    }

    fn read<T: Records>(&self) -> Result<T> {
        let mut findings = Findings::new();
        let records = self.folder.read(self.tables(), &mut findings)?;
        self.accept(findings)?;
        Ok(records)
    }

    /// Goes on unless a finding is an error. Of dates that the exercise does not have any more, one is told for each and
    /// not one for each row.
    fn accept(&self, findings: Findings) -> Result<()> {
        if !findings.has_errors() {
            return Ok(());
        }
        accept_with_names(findings, stranded::findings(&self.folder, &self.exercise.dates)?)
    }

    /// Refuses tables that name a date which the exercise does not have any more, also beside somebody who is not invited.
    ///
    /// # Errors
    /// Says which, each with the command that mends it.
    pub(crate) fn check_date_names(&self) -> Result<()> {
        // What cannot be read at all says so where it is read.
        let Ok(named) = stranded::findings(&self.folder, &self.exercise.dates) else { return Ok(()) };
        if !named.has_errors() {
            return Ok(());
        }
        // What else is wrong in the tables is told with it.
        let mut tables = Findings::new();
        drop::<Registrations>(self.folder.read(self.tables(), &mut tables)?);
        drop::<Assignments>(self.folder.read(self.tables(), &mut tables)?);
        drop::<Attendance>(self.folder.read(self.tables(), &mut tables)?);
        accept_with_names(tables, named)
    }

    pub fn registrations(&self) -> Result<Registrations> {
        self.read()
    }

    /// Who took part, as far as it is recorded.
    pub fn attendance(&self) -> Result<Attendance> {
        self.read()
    }

    pub fn replies(&self) -> Result<Replies> {
        self.read()
    }

    /// The answers alone, without contacts.
    pub fn answers(&self) -> Result<Answers> {
        let mut findings = Findings::new();
        let answers = self.folder.answers(self.tables(), &mut findings)?;
        self.accept(findings)?;
        Ok(answers)
    }

    /// Who has which date. Who has declined since has none.
    pub fn assignments(&self, answers: &Answers) -> Result<Assignments> {
        let attends = |one: &Assignment| {
            answers.get(one.municipality).map_or(one.seat.is_some(), |found| found.answer != Answer::Declined)
        };
        let all = self.assignments_as_written(answers)?;
        Ok(if all.iter().all(attends) { all } else { all.iter().filter(|one| attends(one)).cloned().collect() })
    }

    /// The dates as they were assigned, whatever was answered since. A place on a date that is called off is none: who had
    /// it has not been assigned.
    pub fn assignments_as_written(&self, answers: &Answers) -> Result<Assignments> {
        let has_place = |one: &Assignment| one.seat.is_none_or(|seat| !self.exercise.dates.is_called_off(seat.date));
        let all = self.folder_assignments()?.ranked_by(answers);
        Ok(if all.iter().all(has_place) { all } else { all.iter().filter(|one| has_place(one)).cloned().collect() })
    }

    /// The table of assignments, with places on dates that are called off.
    fn folder_assignments(&self) -> Result<Assignments> {
        self.read()
    }

    pub fn history(&self) -> Result<History> {
        Ok(History::read(&self.folder.delivery_log())?)
    }

    /// An answer for JSON and sentences: dates, best first, or a single word.
    pub fn choices(&self, answer: &Answer) -> Vec<String> {
        WrittenAnswer::of(answer, &self.exercise.dates).words()
    }

    /// The municipality that was typed.
    pub fn municipality(&self, written: &str) -> Result<&Municipality> {
        let found = self.municipalities.find(written);
        found.map_err(|unknown| Sentence::from(unknown).about(written).into())
    }

    /// The municipality and the date that were typed one after the other. As many of the last words as are a date
    /// together are the date (`24. november`), at least the last one; the words before them are the name.
    pub(crate) fn municipality_and_date(&self, words: &[&str]) -> Result<(&Municipality, DateId)> {
        let is_date = |words: &[&str]| self.exercise.dates.find(&words.join(" ")) != Err(DateProblem::NotADate);
        let last = words.len().saturating_sub(1);
        let begin = (1..last).find(|begin| is_date(&words[*begin..])).unwrap_or(last);
        let date = self.date(&words[begin..].join(" "))?;
        Ok((self.municipality(&words[..begin].join(" "))?, date))
    }

    /// The municipalities that are meant alone; none where nobody was named, and all are.
    pub fn only(&self, names: &[String]) -> Result<Option<HashSet<Number>>> {
        let numbers = names.iter().map(|name| Ok(self.municipality(name)?.number));
        let only: HashSet<Number> = numbers.collect::<Result<_>>()?;
        Ok(Some(only).filter(|only| !only.is_empty()))
    }

    /// The date that was typed.
    pub fn date(&self, written: &str) -> Result<DateId> {
        let dates = &self.exercise.dates;
        dates.find(written).map_err(|problem| dates.problem(problem).about(written).into())
    }

    /// Whether a date has not begun.
    pub(crate) fn is_to_come(&self, date: DateId) -> bool {
        self.exercise.zoned(self.exercise.dates.get(date).start) > self.now
    }

    /// Whether a date has begun while others are to come. Where none is to come, as in a sample of years ago, dates are assigned
    /// and letters are written as if all were.
    pub(crate) fn has_begun(&self, date: DateId) -> bool {
        !self.is_to_come(date) && !self.is_over()
    }

    /// Meetings that have begun by then are not told of any more; none where no date is to come.
    pub(crate) fn told_until(&self) -> Option<DateTime<Tz>> {
        (!self.is_over()).then_some(self.now)
    }

    /// Whether an answer that comes now is late.
    pub(crate) fn is_past_deadline(&self) -> bool {
        self.exercise.is_late(self.now.naive_local())
    }

    /// Whether no date is to come.
    pub(crate) fn is_over(&self) -> bool {
        !self.exercise.dates.offered().any(|date| self.is_to_come(date))
    }

    /// A municipality's name; its number if it is not on the list.
    pub fn name(&self, number: Number) -> String {
        self.municipalities.get(number).map_or_else(|| number.to_string(), |found| found.name.clone())
    }
}
