//! The exercise in figures. No figure holds a name, an address or a telephone number of a person.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use strum::IntoEnumIterator;

use super::{Correspondence, Demand, Result, Workspace};
use crate::assignment::Assignments;
use crate::attendance::{Attendance, Attended};
use crate::delivery::{History, Status};
use crate::exercise::DateId;
use crate::letter::Kind;
use crate::municipality::{Municipality, Number};
use crate::registration::{Answer, Answers, Registrations};
use crate::reply::{Participation, Replies};

/// The tables and logs that figures are counted in.
#[derive(Debug)]
pub struct Figures<'w> {
    workspace: &'w Workspace,
    registrations: Registrations,
    answers: Answers,
    assignments: Assignments,
    attendance: Attendance,
    history: History,
    replies: Replies,
}

/// How many municipalities have come how far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Coverage {
    pub invited: usize,
    pub answered: usize,
    pub attending: usize,
    pub placed: usize,
    pub invitations: usize,
    pub took_part: usize,
}

/// How many municipalities got which choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoicesMet {
    /// The first choice, the second and so on; at least two numbers.
    pub by_rank: Vec<usize>,
    /// A date that they had not chosen.
    pub other: usize,
    pub unplaced: usize,
}

/// Who came on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateAttendance {
    pub date: DateId,
    pub expected: usize,
    pub present: usize,
    pub absent: usize,
    /// Expected, and it is not recorded whether they came.
    pub unrecorded: usize,
    /// The numbers of participants that those who came had announced.
    pub participants: usize,
    /// How many of those who came were counted.
    pub counted: usize,
    /// The people of these.
    pub head_count: usize,
}

/// The registrations that arrived on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArrivalDay {
    pub day: NaiveDate,
    pub number: usize,
    /// With those of all days before.
    pub total: usize,
    pub is_late: bool,
}

/// A municipality without a registration.
#[derive(Debug)]
pub struct Unregistered<'w> {
    pub municipality: &'w Municipality,
    pub last_reminded: Option<NaiveDate>,
}

/// What became of the letters of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterCounts {
    pub kind: Kind,
    pub sent: usize,
    /// Written for the lead to send.
    pub written: usize,
    pub undeliverable: usize,
    pub uncertain: usize,
    pub unsent: usize,
}

/// The figures of one municipality.
#[derive(Debug)]
pub struct MunicipalityFigures<'f> {
    pub municipality: &'f Municipality,
    pub answer: Option<&'f Answer>,
    pub place: Option<DateId>,
    pub invited: Option<NaiveDate>,
    pub participation: Option<Participation>,
    pub took_part: Option<bool>,
    /// As it announced.
    pub participants: Option<u32>,
    /// As it was counted.
    pub head_count: Option<u32>,
}

/// In whole per cent, halves up.
#[must_use]
pub fn per_cent(part: usize, whole: usize) -> usize {
    if whole == 0 { 0 } else { (part * 200 + whole) / (whole * 2) }
}

impl Workspace {
    /// The exercise in figures.
    pub fn figures(&self) -> Result<Figures<'_>> {
        let registrations = self.registrations()?;
        let answers = registrations.answers();
        Ok(Figures {
            workspace: self,
            assignments: self.assignments(&answers)?,
            attendance: self.attendance()?,
            history: self.history()?,
            replies: self.replies()?,
            registrations,
            answers,
        })
    }
}

impl Figures<'_> {
    fn numbers(&self) -> impl Iterator<Item = Number> {
        self.workspace.municipalities.iter().map(|municipality| municipality.number)
    }

    #[must_use]
    pub fn coverage(&self) -> Coverage {
        let count = |is_so: &dyn Fn(Number) -> bool| self.numbers().filter(|number| is_so(*number)).count();
        Coverage {
            invited: self.workspace.municipalities.len(),
            answered: self.answers.len(),
            attending: self.answers.attending().count(),
            placed: count(&|number| self.assignments.seat(number).is_some()),
            invitations: count(&|number| self.history.has_sent_invitation(number)),
            took_part: self.attendance.iter().filter(|attended| attended.took_part).count(),
        }
    }

    /// Whether anything is recorded of who took part.
    #[must_use]
    pub fn has_attendance(&self) -> bool {
        !self.attendance.is_empty()
    }

    #[must_use]
    pub fn choices_met(&self) -> ChoicesMet {
        let ranks = 1..=self.answers.longest().max(2);
        let by_rank: Vec<usize> = ranks.map(|rank| self.assignments.with_rank(rank)).collect();
        let chosen: usize = by_rank.iter().sum();
        ChoicesMet {
            by_rank,
            other: self.coverage().placed.saturating_sub(chosen),
            unplaced: self.assignments.unplaced().count(),
        }
    }

    #[must_use]
    pub fn demand(&self) -> Demand {
        self.workspace.demand(&self.answers, &self.assignments)
    }

    /// Who came, by date.
    #[must_use]
    pub fn attendance(&self) -> Vec<DateAttendance> {
        self.workspace.exercise.dates.offered().map(|date| self.attendance_on(date)).collect()
    }

    fn attendance_on(&self, date: DateId) -> DateAttendance {
        let recorded = |took_part| self.attendance.on(date).filter(move |attended| attended.took_part == took_part);
        let announced = |attended: &Attended| self.registrations.get(attended.municipality)?.participants;
        let participants = recorded(true).filter_map(announced);
        let head_counts = || recorded(true).filter_map(|attended| attended.head_count);
        let number = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        let is_unrecorded = |number: &Number| self.attendance.get(*number).is_none_or(|attended| attended.date != date);
        DateAttendance {
            date,
            expected: self.assignments.on(date).count(),
            present: recorded(true).count(),
            absent: recorded(false).count(),
            unrecorded: self.assignments.on(date).filter(|(number, _)| is_unrecorded(number)).count(),
            participants: participants.map(number).sum(),
            counted: head_counts().count(),
            head_count: head_counts().map(number).sum(),
        }
    }

    /// The days on which registrations arrived.
    #[must_use]
    pub fn arrivals(&self) -> Vec<ArrivalDay> {
        let mut by_day: BTreeMap<NaiveDate, usize> = BTreeMap::new();
        for registration in self.registrations.iter() {
            *by_day.entry(registration.arrival().date()).or_default() += 1;
        }
        let mut total = 0;
        let arrival_day = |(day, number)| {
            total += number;
            ArrivalDay { day, number, total, is_late: day > self.workspace.exercise.deadline }
        };
        by_day.into_iter().map(arrival_day).collect()
    }

    /// The municipalities without a registration.
    #[must_use]
    pub fn unregistered(&self) -> Vec<Unregistered<'_>> {
        let unregistered =
            self.workspace.municipalities.iter().filter(|municipality| self.answers.get(municipality.number).is_none());
        let last_reminded = |number| {
            let reminders = self.history.sent_of(number, Kind::Reminder);
            reminders.last().map(|(_, at)| at.date_naive())
        };
        unregistered
            .map(|municipality| Unregistered { municipality, last_reminded: last_reminded(municipality.number) })
            .collect()
    }

    /// What became of the letters of each kind that there are letters of.
    #[must_use]
    pub fn letters(&self) -> Vec<LetterCounts> {
        let count = |kind: Kind| {
            let mut counts = LetterCounts { kind, sent: 0, written: 0, undeliverable: 0, uncertain: 0, unsent: 0 };
            for trace in self.history.all().into_iter().filter(|trace| trace.record.envelope.kind == kind) {
                let count = match trace.status() {
                    Status::Sent => &mut counts.sent,
                    Status::Written => &mut counts.written,
                    Status::Undeliverable => &mut counts.undeliverable,
                    Status::Uncertain => &mut counts.uncertain,
                    Status::Refused | Status::NotSent | Status::NotTried | Status::Test => &mut counts.unsent,
                };
                *count += 1;
            }
            counts
        };
        let has_letters = |counts: &LetterCounts| {
            counts.sent + counts.written + counts.undeliverable + counts.uncertain + counts.unsent > 0
        };
        Kind::iter().map(count).filter(has_letters).collect()
    }

    /// The answers of all municipalities that were invited.
    #[must_use]
    pub fn participations(&self) -> Vec<Participation> {
        self.numbers().filter_map(|number| self.participation(number)).collect()
    }

    fn participation(&self, number: Number) -> Option<Participation> {
        Correspondence { history: &self.history, replies: &self.replies }.participation(number)
    }

    /// How many persons answered an invitation that was forwarded to them.
    #[must_use]
    pub fn persons_answered(&self) -> usize {
        self.numbers().map(|number| self.replies.of_people(number).count()).sum()
    }

    /// The figures of each municipality.
    #[must_use]
    pub fn municipalities(&self) -> Vec<MunicipalityFigures<'_>> {
        self.workspace.municipalities.iter().map(|municipality| self.municipality(municipality)).collect()
    }

    fn municipality<'f>(&'f self, municipality: &'f Municipality) -> MunicipalityFigures<'f> {
        let number = municipality.number;
        let registration = self.registrations.get(number);
        let sent = self.history.sent_to(number);
        let invitation = sent.iter().find(|(letter, _)| letter.kind == Kind::Invitation);
        MunicipalityFigures {
            municipality,
            answer: registration.map(|registration| &registration.answer),
            place: self.assignments.seat(number).map(|seat| seat.date),
            invited: invitation
                .filter(|_| !self.history.is_last_of_place_unsent(number))
                .map(|(_, at)| at.date_naive()),
            participation: self.participation(number),
            took_part: self.attendance.get(number).map(|attended| attended.took_part),
            participants: registration.and_then(|registration| registration.participants),
            head_count: self.attendance.get(number).and_then(|attended| attended.head_count),
        }
    }
}
