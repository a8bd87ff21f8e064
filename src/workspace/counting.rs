//! The counts of how far an exercise has come.

use chrono::{NaiveDate, TimeDelta};

use super::due::directive::tells_time_of;
use super::due::{Addressee, Due, Seating, holds};
use super::kept::Kept;
use super::moved::MovedDates;
use super::offers::Offers;
use super::{Correspondence, DateProgress, Phase, Progress, Result, Silence, Unclear, Workspace};
use crate::assign::WithoutDate;
use crate::assignment::{Assignments, Seat};
use crate::attendance::{Attendance, Attended};
use crate::delivery::History;
use crate::exercise::DateId;
use crate::kind::Kind;
use crate::letter::{Envelope, Identities, Mailbox};
use crate::municipality::{Municipality, Number};
use crate::registration::{Answer, Answered, Answers, Registration, Registrations};
use crate::reply::Response;
use crate::statement::ClosingStep;

/// The tables and logs that progress is counted in.
#[derive(Debug, Clone, Copy)]
pub struct Tables<'a> {
    pub registrations: &'a Registrations,
    pub assignments: &'a Assignments,
    pub kept: &'a Kept,
    pub moved: &'a MovedDates,
    pub attendance: &'a Attendance,
    pub correspondence: Correspondence<'a>,
    pub also_due: AlsoDue,
    /// What was written and refused.
    pub unclear: &'a Unclear,
    /// What is done after the last date.
    pub closing: &'a [ClosingStep],
}

/// Letters that are due and that only all tables together tell of.
#[derive(Debug, Clone, Copy, Default)]
pub struct AlsoDue {
    /// How many are due the offer of a seat that has opened.
    pub seats_to_offer: usize,
    /// How many are due a receipt, once others have one: whoever sends none is not asked to.
    pub receipts: usize,
}

impl Workspace {
    /// Letters are only read where somebody waits for a date, or receipts are sent, and not beside a log that is behind.
    ///
    /// # Errors
    /// When what letters are written from cannot be read.
    pub fn also_due(
        &self,
        assignments: &Assignments,
        history: &History,
        unclear: &Unclear,
        is_log_behind: bool,
    ) -> Result<AlsoDue> {
        let has_receipt = |municipality: &Municipality| !history.sent_of(municipality.number, Kind::Receipt).is_empty();
        let sends_receipts = !self.is_over() && self.municipalities.iter().any(has_receipt);
        let waits = assignments.unplaced().next().is_some();
        if !sends_receipts && !waits || is_log_behind {
            return Ok(AlsoDue::default());
        }
        let letters = self.letters()?;
        Ok(AlsoDue {
            seats_to_offer: if waits { letters.seats_due() } else { 0 },
            receipts: if sends_receipts { letters.receipts_due(unclear) } else { 0 },
        })
    }

    /// How far the exercise has come. Whoever was reminded within `reminder_interval` is not due a reminder.
    #[must_use]
    pub fn progress(&self, tables: &Tables<'_>, reminder_interval: TimeDelta) -> Progress {
        Counting::of(self, tables).progress(reminder_interval)
    }
}

/// What the counts are taken from.
struct Counting<'a> {
    workspace: &'a Workspace,
    tables: &'a Tables<'a>,
    answers: Answers,
    /// Who has a place.
    seats: Vec<(Number, Seat)>,
    today: NaiveDate,
}

impl<'a> Counting<'a> {
    fn of(workspace: &'a Workspace, tables: &'a Tables<'a>) -> Counting<'a> {
        let seats = tables.assignments.iter();
        let seats = seats.filter_map(|assignment| Some((assignment.municipality, assignment.seat?))).collect();
        Counting {
            workspace,
            tables,
            answers: tables.registrations.answers(),
            seats,
            today: workspace.now.date_naive(),
        }
    }

    fn progress(&self, reminder_interval: TimeDelta) -> Progress {
        let (workspace, tables, answers) = (self.workspace, self.tables, &self.answers);
        let (exercise, assignments, history) = (&workspace.exercise, tables.assignments, tables.correspondence.history);
        let days = || exercise.dates.offered().map(|date| exercise.dates.get(date).start.date());
        let (first_date, last_date) = (days().min().unwrap_or(self.today), days().max().unwrap_or(self.today));
        let letters = self.place_letters_due();
        let unrecorded = self.unrecorded();
        let took_part = self.took_part();
        let is_closed = tables.closing.contains(&ClosingStep::Purge);
        let is_confirmed = |number: Number| !history.sent_of(number, Kind::Confirmation).is_empty();
        let is_to_confirm = |number: &&Number| !is_closed && !is_confirmed(**number) && self.is_reached(**number);
        let is_refused = |letter: &Envelope| {
            let refused = history.refused(letter.municipality, letter.copy);
            refused.is_some_and(|refused| refused.may_be_to(letter.address()))
        };
        Progress {
            title: exercise.title.to_string(),
            phase: Phase::of(self.today, exercise.deadline, first_date, last_date),
            today: self.today,
            deadline: exercise.deadline,
            days_to_deadline: (exercise.deadline - self.today).num_days(),
            first_date,
            last_date,
            dates: self.dates(),
            invited: workspace.municipalities.len(),
            registered: answers.len(),
            declined: answers.len() - answers.attending().count(),
            unassigned: answers.attending().filter(|answered| assignments.get(answered.municipality).is_none()).count(),
            to_assign: self.to_assign(),
            misplaced: self.seats.iter().filter(|(_, seat)| seat.rank.is_none()).count(),
            placed: self.seats.len(),
            to_place: self.to_place(),
            pinned: assignments.pinned().count(),
            unplaced: assignments.unplaced().count(),
            held: workspace.held_seats(&tables.kept.held),
            invitations_sent: self.seats.iter().filter(|(number, _)| history.has_sent_invitation(*number)).count(),
            invitations_out: self.seats.iter().filter(|(number, _)| history.invited(*number).is_some()).count(),
            written: if is_closed { 0 } else { workspace.to_be_sent(history).len() },
            place_letters_due: letters.len() + tables.also_due.seats_to_offer,
            refused: letters.iter().filter(|letter| is_refused(letter)).count(),
            uncertain: self.municipalities().map(|municipality| history.uncertain(municipality.number).count()).sum(),
            outdated: letters.iter().filter(|letter| matches!(letter.kind, Kind::Update | Kind::Cancellation)).count(),
            lacking: self
                .workspace
                .lacking(letters.iter().map(|letter| (letter, tables.assignments.seat(letter.municipality)))),
            to_remind: self.to_remind(reminder_interval),
            took_part: took_part.len(),
            first_unrecorded: unrecorded.first().map(|date| exercise.dates.key(*date).to_owned()),
            unrecorded: unrecorded.len(),
            to_confirm: took_part.iter().filter(|number| is_to_confirm(number)).count(),
            to_correct: tables.attendance.iter().filter(|recorded| self.is_to_correct(recorded)).count(),
            without_directive: self.without_directive(),
            receipts_due: tables.also_due.receipts,
            closing: tables.closing.to_vec(),
            is_log_behind: false,
            is_waiting: false,
            accepted: self.answered(&[Response::Accepted]),
            tentative: self.answered(&[Response::Tentative, Response::Proposed]),
            declined_invitation: self.answered(&[Response::Declined]),
            unanswered_invitation: self.unanswered_invitation(),
        }
    }

    fn dates(&self) -> Vec<DateProgress> {
        let exercise = &self.workspace.exercise;
        let progress = |id: DateId| {
            let date = exercise.dates.get(id);
            DateProgress {
                date: exercise.dates.key(id).to_owned(),
                day: date.start.date(),
                short: exercise.dates.short(id),
                days: (date.start.date() - self.today).num_days(),
                capacity: date.capacity,
                called_off: date.called_off.is_some(),
                taken: self.tables.assignments.on(id).count(),
            }
        };
        exercise.dates.ids().map(progress).collect()
    }

    fn municipalities(&self) -> impl Iterator<Item = &Municipality> {
        self.workspace.municipalities.iter()
    }

    fn has_place(&self, municipality: Number) -> bool {
        self.tables.assignments.seat(municipality).is_some()
    }

    /// The letters about places that are due.
    fn place_letters_due(&self) -> Vec<Envelope> {
        self.municipalities().filter_map(|municipality| self.place_letter_due(municipality)).collect()
    }

    fn place_letter_due(&self, municipality: &Municipality) -> Option<Envelope> {
        let number = municipality.number;
        let history = self.tables.correspondence.history;
        let answer = self.answers.get(number).map(|found| &found.answer);
        let seating = Seating::of(answer, self.tables.assignments.get(number));
        let registration = self.tables.registrations.get(number);
        let exercise = &self.workspace.exercise;
        let without_date = (seating == Seating::Waiting).then(|| self.without_date(number));
        // Which kind is due does not depend on identities.
        let identities = &Identities::new(exercise, None);
        let addressee = Addressee {
            exercise,
            history,
            identities,
            municipality,
            registration,
            seating,
            without_date,
            asks_again: seating == Seating::Waiting && self.offers().asks_again(number, answer),
            told_until: self.workspace.told_until(),
            attended: self.tables.attendance.get(number),
        };
        match addressee.due_of_place() {
            Due::Letter(envelope) => Some(*envelope),
            Due::Nothing(_) | Due::Uncertain(_) | Due::Undeliverable(_) => None,
        }
    }

    fn offers(&self) -> Offers<'_> {
        Offers { workspace: self.workspace, history: self.tables.correspondence.history, moved: self.tables.moved }
    }

    fn without_date(&self, number: Number) -> WithoutDate {
        self.workspace.without_date(number, &self.answers, self.tables.assignments, self.tables.kept)
    }

    /// Would get a date, or another date, if dates were assigned again: it was not assigned yet, or its choices changed so
    /// that there is a place for it; or it was not told of its place, and that is not one of its choices, or more than there
    /// is.
    fn to_assign(&self) -> usize {
        if self.workspace.is_over() {
            return 0;
        }
        let Tables { assignments, correspondence, .. } = *self.tables;
        let would_change = |answered: &&Answered| {
            let number = answered.municipality;
            match assignments.get(number).map(|assignment| assignment.seat) {
                None => true,
                Some(None) => self.without_date(number) == WithoutDate::CanBeAssigned,
                Some(Some(seat)) => {
                    let is_pinned = assignments.get(number).is_some_and(|assignment| assignment.pin.is_some());
                    let is_kept = is_pinned || correspondence.history.invited(number).is_some();
                    let is_over = assignments.over(seat.date, &self.workspace.exercise.dates) > 0;
                    !is_kept && !self.workspace.has_begun(seat.date) && (seat.rank.is_none() || is_over)
                }
            }
        };
        self.answers.attending().filter(would_change).count()
    }

    /// Whether letters are sent to a municipality: it has an address, and none could not be delivered there.
    fn is_reached(&self, number: Number) -> bool {
        let contact = self.tables.registrations.get(number).and_then(Registration::contact);
        let municipality = self.workspace.municipalities.get(number);
        let has_address = municipality.is_some_and(|one| Mailbox::address_of(one, contact).is_some());
        has_address && self.tables.correspondence.history.undeliverable(number).is_empty()
    }

    fn to_place(&self) -> usize {
        let takes_part =
            |number| self.answers.get(number).is_some_and(|found: &Answered| found.answer != Answer::Declined);
        let numbers = self.municipalities().map(|municipality| municipality.number);
        numbers.filter(|number| takes_part(*number) || self.has_place(*number)).count()
    }

    fn to_remind(&self, interval: TimeDelta) -> usize {
        let Tables { assignments, correspondence, .. } = *self.tables;
        let silence = Silence { answers: &self.answers, assignments, history: correspondence.history };
        let now = self.workspace.now.fixed_offset();
        let is_silent =
            |number| silence.is_to_remind(number, now, interval) && !self.tables.unclear.contains_key(&number);
        let is_to_remind = |number| is_silent(number) && self.is_reached(number);
        self.municipalities().filter(|municipality| is_to_remind(municipality.number)).count()
    }

    /// The dates that have passed of those of whom nobody recorded whether they took part, the earliest first.
    fn unrecorded(&self) -> Vec<DateId> {
        let exercise = &self.workspace.exercise;
        let has_passed = |date: DateId| exercise.zoned(exercise.dates.get(date).end) < self.workspace.now;
        let is_unrecorded =
            |(number, seat): &&(Number, Seat)| has_passed(seat.date) && self.tables.attendance.get(*number).is_none();
        let mut dates: Vec<DateId> = self.seats.iter().filter(is_unrecorded).map(|(_, seat)| seat.date).collect();
        dates.sort_unstable();
        dates
    }

    /// Whether a confirmation was sent that no longer holds.
    fn is_to_correct(&self, recorded: &Attended) -> bool {
        if !self.is_reached(recorded.municipality) {
            return false;
        }
        let sent = self.tables.correspondence.history.sent_of(recorded.municipality, Kind::Confirmation);
        sent.last().is_some_and(|(last, _)| !holds(last, recorded, &self.workspace.exercise.dates))
    }

    fn took_part(&self) -> Vec<Number> {
        let attended = self.tables.attendance.iter().filter(|attended| attended.took_part);
        attended.map(|attended| attended.municipality).collect()
    }

    /// How many with an invitation have no directive that names their time, once others have one and a date is to come.
    fn without_directive(&self) -> usize {
        let history = self.tables.correspondence.history;
        let directive = |number: Number| history.sent_of(number, Kind::Directive).pop().map(|(letter, _)| letter);
        let lacks = |(number, seat): &&(Number, Seat)| {
            let is_told =
                directive(*number).is_some_and(|letter| tells_time_of(letter, seat.date, &self.workspace.exercise));
            !is_told && history.invited(*number).is_some() && self.is_reached(*number)
        };
        let to_come = self.seats.iter().filter(|(_, seat)| self.workspace.is_to_come(seat.date));
        let is_out = self.seats.iter().any(|(number, _)| directive(*number).is_some());
        if is_out { to_come.filter(lacks).count() } else { 0 }
    }

    fn unanswered_invitation(&self) -> usize {
        let is_awaited = |(number, seat): &&(Number, Seat)| {
            self.workspace.is_to_come(seat.date) && self.tables.correspondence.has_unanswered_invitation(*number)
        };
        self.seats.iter().filter(is_awaited).count()
    }

    /// How many of those with a place answered their invitation in one of these ways.
    fn answered(&self, responses: &[Response]) -> usize {
        let correspondence = self.tables.correspondence;
        let answers = self.seats.iter().filter_map(|(number, _)| correspondence.participation(*number)?.answer());
        answers.filter(|answer| responses.contains(answer)).count()
    }
}
