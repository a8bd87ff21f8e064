//! What each municipality got in the former exercise, and whether it took part.

use super::super::moved::MovedDates;
use super::super::{Result, Workspace};
use crate::assignment::{Assignments, Seat};
use crate::attendance::Attendance;
use crate::delivery::History;
use crate::exercise::DateId;
use crate::municipality::{Municipality, Number};
use crate::registration::{Answer, Answers};

/// Why a municipality comes first this time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Before {
    /// It asked to take part, and had no date.
    NoDate,
    /// Its date was called off, and it had no other.
    CalledOff,
    /// It got a later choice.
    LaterChoice,
    /// It got a date that it had not asked for.
    OtherDate,
}

impl Before {
    pub(crate) const ALL: [Before; 4] = [Before::NoDate, Before::CalledOff, Before::LaterChoice, Before::OtherDate];

    /// How much higher its priority is: most for those who took part in nothing.
    pub(crate) fn raise(self) -> i32 {
        match self {
            Before::NoDate | Before::CalledOff => 2,
            Before::LaterChoice | Before::OtherDate => 1,
        }
    }
}

/// Why a municipality is one of those who have not taken part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Missing {
    /// It did not come, as is recorded.
    Absent,
    /// It had no date.
    NoDate,
    /// Its date was called off, and it had no other.
    CalledOff,
    /// It does not take part, as it said.
    Declined,
    /// It is not registered: it has not answered, or has withdrawn.
    NotRegistered,
    /// It has a place on a date that is to come.
    ToCome(DateId),
    /// It had a place, and nobody has recorded whether it came.
    Unrecorded(DateId),
}

impl Missing {
    /// The date that it is about.
    pub(crate) fn date(self) -> Option<DateId> {
        match self {
            Missing::ToCome(date) | Missing::Unrecorded(date) => Some(date),
            _ => None,
        }
    }
}

/// The tables of the former exercise.
pub(super) struct Past<'w> {
    workspace: &'w Workspace,
    answers: Answers,
    assignments: Assignments,
    /// With places on dates that are called off.
    as_assigned: Assignments,
    pub(super) attendance: Attendance,
    history: History,
    moved: MovedDates,
}

impl<'w> Past<'w> {
    pub(super) fn of(workspace: &'w Workspace) -> Result<Past<'w>> {
        let answers = workspace.answers()?;
        let (attendance, history) = (workspace.attendance()?, workspace.history()?);
        let as_assigned = workspace.folder_assignments()?;
        let (assignments, moved) = (workspace.assignments(&answers)?, workspace.moved_dates()?);
        Ok(Past { workspace, assignments, answers, as_assigned, attendance, history, moved })
    }

    /// Whether it had a place on a date that is called off: by the assignments, or as a letter told it.
    fn lost_a_date(&self, number: Number) -> bool {
        let dates = &self.workspace.exercise.dates;
        let mut called_off = dates.ids().filter(|date| dates.is_called_off(*date));
        called_off.any(|date| {
            let is_assigned = self.as_assigned.seat(number).is_some_and(|seat| seat.date == date);
            is_assigned || self.moved.was_told(&self.history, number, date, dates)
        })
    }

    /// The date on which it took part, whatever it had been assigned; else the one that it was assigned.
    fn seat(&self, number: Number, answer: &Answer) -> Option<Seat> {
        self.assignments.seat(number).or_else(|| {
            let attended = self.attendance.get(number).filter(|attended| attended.took_part)?;
            Some(Seat { date: attended.date, rank: answer.rank(attended.date) })
        })
    }

    /// Whether dates were assigned at all.
    pub(super) fn is_assigned(&self) -> bool {
        !self.as_assigned.is_empty()
    }

    /// Its priority, if that is higher now, and why. Who declined has chosen so; where no date was assigned to anyone, nobody
    /// got less than others.
    pub(super) fn raised(&self, one: &Municipality) -> Option<(Number, (Before, i32))> {
        let number = one.number;
        let answer = &self.answers.get(number)?.answer;
        let before = match (answer, self.seat(number, answer)) {
            (Answer::Declined, _) | (Answer::Any, Some(_)) => return None,
            (Answer::Dates(_) | Answer::Any, None) if self.lost_a_date(number) => Before::CalledOff,
            (Answer::Dates(_) | Answer::Any, None) if !self.is_assigned() => return None,
            (Answer::Dates(_) | Answer::Any, None) => Before::NoDate,
            (Answer::Dates(_), Some(seat)) => match seat.rank {
                Some(1) => return None,
                Some(_) => Before::LaterChoice,
                None => Before::OtherDate,
            },
        };
        Some((number, (before, one.priority.saturating_add(before.raise()))))
    }

    /// Why it is one of those who have not taken part; none if it has.
    pub(super) fn missing(&self, number: Number) -> Option<Missing> {
        let attended = self.attendance.get(number);
        if attended.is_some_and(|attended| attended.took_part) {
            return None;
        }
        let seat = self.assignments.seat(number);
        // It may have another date than the one on which it did not come.
        if attended.is_some_and(|attended| seat.is_none_or(|seat| seat.date == attended.date)) {
            return Some(Missing::Absent);
        }
        Some(match (seat, self.answers.get(number).map(|answered| &answered.answer)) {
            (_, Some(Answer::Declined)) => Missing::Declined,
            (_, None) => Missing::NotRegistered,
            (Some(seat), _) if self.workspace.is_to_come(seat.date) => Missing::ToCome(seat.date),
            (Some(seat), _) => Missing::Unrecorded(seat.date),
            (None, _) if self.lost_a_date(number) => Missing::CalledOff,
            (None, _) => Missing::NoDate,
        })
    }
}
