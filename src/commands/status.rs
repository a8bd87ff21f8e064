//! `ovelse status`: where the exercise stands and the one command to run next.
//!
//! It must never write, and never name a command that has nothing to do.

mod time;
mod waiting;

use anyhow::Result;
use chrono::{NaiveDate, TimeDelta};
use serde::Serialize;

use super::replies::participation;
use super::{Console, Outcome, Session, Workspace, count};
use crate::assignment::Assignments;
use crate::cli::Listing;
use crate::delivery::{Addressee, Due, History, Standing};
use crate::exercise::DateId;
use crate::letter::Kind;
use crate::registration::{Answer, Answered, Registrations};
use crate::reply::Response;
use crate::show::{Grid, Page, View};
use time::{Day, Phase, days};
use waiting::{Sources, Waiting};

/// Whoever was reminded less than so long ago is left in peace.
const REMINDED: TimeDelta = TimeDelta::days(7);

pub fn run(session: &Session, args: Listing, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let registrations = opened.registrations()?;
    let assignments = opened.assignments(&registrations.answers())?;
    let status = Status::of(&opened, &registrations, &assignments)?;
    console.show(&status, args.format)?;
    Ok(Outcome::Done)
}

/// Where the exercise stands. Counts are of municipalities.
#[derive(Debug, Clone, Serialize)]
struct Status {
    title: String,
    phase: Phase,
    today: NaiveDate,
    deadline: NaiveDate,
    /// From today; negative when it has passed.
    days_to_deadline: i64,
    first_date: NaiveDate,
    last_date: NaiveDate,
    dates: Vec<Day>,
    invited: usize,
    registered: usize,
    /// Of those, do not take part.
    declined: usize,
    /// Have registered, and dates were assigned before that.
    unassigned: usize,
    /// Would get a date, or another one, if dates were assigned again.
    to_assign: usize,
    /// Have been assigned a date that they do not ask for any more.
    misplaced: usize,
    placed: usize,
    /// Take part, or have a date.
    to_place: usize,
    /// Of the placed, those whose date is set by hand.
    pinned: usize,
    unplaced: usize,
    /// Of the placed, those that have been invited.
    letters_sent: usize,
    /// Of whatever kind.
    letters_due: usize,
    /// Letters of whatever kind of which nobody knows whether they have left.
    uncertain: usize,
    /// Have been told something that is not so any more.
    outdated: usize,
    /// Have not answered, nor been reminded for a week.
    to_remind: usize,
    /// Of those whose date has passed.
    took_part: usize,
    /// Whose date has passed, and of whom it is not recorded whether they took part.
    unrecorded: usize,
    /// The first date with any of those, as its name in tables.
    first_unrecorded: Option<String>,
    /// Took part, and have no proof of it.
    to_confirm: usize,
    /// What those say to the invitation that have been invited; a proposal of another time is tentative.
    accepted: usize,
    tentative: usize,
    declined_invitation: usize,
    waiting: Vec<Waiting>,
    next: Next,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Next {
    /// The command; none if there is nothing to do but wait.
    command: Option<String>,
    why: String,
}

impl Status {
    fn of(opened: &Workspace, registrations: &Registrations, assignments: &Assignments) -> Result<Status> {
        let answers = &registrations.answers();
        let (history, replies) = (opened.history()?, opened.replies()?);
        let exercise = &opened.exercise;
        let today = opened.now.date_naive();
        let days = |dates: fn(&[NaiveDate]) -> Option<&NaiveDate>| {
            let all: Vec<NaiveDate> = exercise.dates.iter().map(|date| date.start.date()).collect();
            dates(&all).copied().unwrap_or(today)
        };
        let seats: Vec<_> = assignments.iter().filter_map(|one| Some((one.municipality, one.seat?))).collect();
        let due = opened.municipalities.iter().map(|municipality| {
            let number = municipality.number;
            let answer = answers.get(number).map(|found| &found.answer);
            let addressee = Addressee {
                exercise,
                history: &history,
                municipality,
                contact: registrations.get(number).and_then(|found| found.contact()),
                standing: Standing::of(answer, assignments.get(number)),
                attended: None,
            };
            addressee.due_of_place()
        });
        let letters: Vec<Kind> = due
            .filter_map(|due| match due {
                Due::Letter(envelope) => Some(envelope.kind),
                Due::Nothing(_) | Due::Uncertain(_) | Due::Undeliverable(_) => None,
            })
            .collect();
        let placed = |municipality| assignments.seat(municipality).is_some();
        let to_place = opened.municipalities.iter().filter(|one| {
            let attends = answers.get(one.number).is_some_and(|found| found.answer != Answer::Declined);
            attends || placed(one.number)
        });
        let attendance = opened.attendance()?;
        let is_held = |date: DateId| exercise.zoned(exercise.dates.get(date).end) < opened.now;
        let mut unrecorded: Vec<DateId> = seats
            .iter()
            .filter(|(who, seat)| is_held(seat.date) && attendance.get(*who).is_none())
            .map(|(_, seat)| seat.date)
            .collect();
        unrecorded.sort_unstable();
        let took_part: Vec<_> = attendance.iter().filter(|one| one.took_part).map(|one| one.municipality).collect();
        let is_silent = |number| answers.get(number).is_none() && !placed(number);
        let is_reminded = |number| {
            let reminders = history.sent_of(number, Kind::Reminder);
            reminders.last().is_some_and(|(_, at)| opened.now.fixed_offset() - at < REMINDED)
        };
        let said: Vec<Response> =
            seats.iter().filter_map(|(who, _)| participation(&replies, &history, *who)?.answer()).collect();
        let say = |meant: &[Response]| said.iter().filter(|said| meant.contains(said)).count();
        let unclear = opened.unclear(registrations)?;
        let sources = Sources { opened, history: &history, replies: &replies, assignments, unclear: &unclear };
        let room: Vec<DateId> = assignments.room(&exercise.dates).map(|(date, _)| date).collect();
        let (first_date, last_date) = (days(<[_]>::first), days(<[_]>::last));
        let mut status = Status {
            title: exercise.title.to_string(),
            phase: Phase::of(today, exercise.deadline, first_date, last_date),
            today,
            deadline: exercise.deadline,
            days_to_deadline: (exercise.deadline - today).num_days(),
            first_date,
            last_date,
            dates: Day::all(exercise, assignments, today),
            invited: opened.municipalities.len(),
            registered: answers.len(),
            declined: answers.len() - answers.attending().count(),
            unassigned: answers.attending().filter(|one| assignments.get(one.municipality).is_none()).count(),
            to_assign: answers.attending().filter(|one| would_change(one, assignments, &room, &history)).count(),
            misplaced: seats.iter().filter(|(_, seat)| seat.rank.is_none()).count(),
            placed: seats.len(),
            to_place: to_place.count(),
            pinned: assignments.pinned().count(),
            unplaced: assignments.unplaced().count(),
            letters_sent: seats.iter().filter(|(who, _)| history.invited(*who).is_some()).count(),
            letters_due: letters.len(),
            uncertain: opened.municipalities.iter().map(|one| history.uncertain(one.number).count()).sum(),
            outdated: letters.iter().filter(|kind| matches!(kind, Kind::Update | Kind::Cancellation)).count(),
            to_remind: opened
                .municipalities
                .iter()
                .filter(|one| is_silent(one.number) && !is_reminded(one.number))
                .count(),
            took_part: took_part.len(),
            first_unrecorded: unrecorded.first().map(|date| exercise.dates.key(*date).to_owned()),
            unrecorded: unrecorded.len(),
            to_confirm: took_part.iter().filter(|who| history.sent_of(**who, Kind::Confirmation).is_empty()).count(),
            accepted: say(&[Response::Accepted]),
            tentative: say(&[Response::Tentative, Response::Proposed]),
            declined_invitation: say(&[Response::Declined]),
            waiting: waiting::all(&sources),
            next: Next { command: None, why: String::new() },
        };
        status.next = status.next_step();
        Ok(status)
    }

    fn is_open(&self) -> bool {
        self.days_to_deadline >= 0
    }

    /// The first thing that is left to do, in the order of the steps.
    fn next_step(&self) -> Next {
        let step = |command: &str, why: String| Next { command: Some(command.to_owned()), why };
        if self.registered == 0 {
            return step("ovelse import data/incoming/*.csv", "nobody has registered yet".to_owned());
        }
        if self.letters_sent == 0 && self.is_open() && self.registered < self.invited {
            let missing = count(self.invited - self.registered, "municipality has", "municipalities have");
            let command = if self.to_remind > 0 { "ovelse remind" } else { "ovelse list --missing" };
            return step(command, format!("the deadline has not passed, and {missing} not answered"));
        }
        if self.to_assign > 0 {
            let have = count(self.to_assign, "municipality has", "municipalities have");
            return step("ovelse assign", format!("{have} asked for a date since dates were assigned"));
        }
        if self.uncertain > 0 {
            let letters = count(self.uncertain, "letter", "letters");
            return step("ovelse log", format!("nobody knows whether {letters} left; then settle them: ovelse settle"));
        }
        if self.letters_due > 0 {
            let are = count(self.letters_due, "letter is", "letters are");
            return step("ovelse invite --send", format!("{are} due"));
        }
        if let Some(date) = &self.first_unrecorded {
            let of = count(self.unrecorded, "municipality", "municipalities");
            return step(&format!("ovelse attendance {date}"), format!("it is not recorded whether {of} took part"));
        }
        if self.to_confirm > 0 {
            let have = count(self.to_confirm, "municipality", "municipalities");
            return step("ovelse confirmation --send", format!("{have} took part, and no proof of it has been sent"));
        }
        if self.phase == Phase::Afterwards {
            return Next { command: None, why: "the exercise has been held".to_owned() };
        }
        let why = match (self.unplaced, self.registered < self.invited) {
            (0, false) => "everyone has a date and an invitation".to_owned(),
            (0, true) => "everyone who registered has a date and an invitation".to_owned(),
            (unplaced, _) => {
                let are = count(unplaced, "municipality is", "municipalities are");
                return step(
                    "ovelse assign --dry-run",
                    format!("{are} without a date; this shows where there is room"),
                );
            }
        };
        Next { command: None, why }
    }

    fn deadline(&self) -> String {
        let day = self.deadline.format("%-d %B %Y");
        match self.days_to_deadline {
            0 => format!("{day}, today"),
            left @ 1.. => format!("{day}, in {}", days(left)),
            passed => format!("{day}, {} ago", days(-passed)),
        }
    }

    fn lines(&self) -> Vec<[String; 3]> {
        let of = |part: usize, whole: usize| format!("{part} of {whole}");
        let note = |number: usize, text: &str| if number > 0 { format!("{number} {text}") } else { String::new() };
        let answers = [
            note(self.invited - self.registered, "not answered: ovelse list --missing"),
            note(self.declined, "declined"),
        ];
        let answers: Vec<String> = answers.into_iter().filter(|note| !note.is_empty()).collect();
        let mut notes = vec![note(self.unplaced, "without a date"), note(self.unassigned, "not assigned yet")];
        notes.push(note(self.pinned, "pinned"));
        notes.push(note(self.misplaced, "on a date not asked for any more"));
        notes.retain(|note| !note.is_empty());
        let outdated = note(self.outdated, "told of a meeting that has changed");
        let mut lines = vec![
            ("Phase", self.phase.word().to_owned(), String::new()),
            ("Deadline", self.deadline(), String::new()),
            ("Registered", of(self.registered, self.invited), answers.join(", ")),
            ("Placed", of(self.placed, self.to_place), notes.join(", ")),
            ("Invited", of(self.letters_sent, self.placed), outdated),
        ];
        let answered = self.accepted + self.tentative + self.declined_invitation;
        if answered > 0 {
            let answers = [note(self.tentative, "tentative"), note(self.declined_invitation, "declined")];
            let answers: Vec<String> = answers.into_iter().filter(|note| !note.is_empty()).collect();
            lines.push(("Accepted", of(self.accepted, self.letters_sent), answers.join(", ")));
        }
        for (place, day) in self.dates.iter().enumerate() {
            lines.insert(2 + place, (if place == 0 { "Dates" } else { "" }, day.words(), String::new()));
        }
        if self.took_part + self.unrecorded > 0 {
            lines.push(("Took part", of(self.took_part, self.placed), note(self.unrecorded, "not recorded")));
        }
        lines.into_iter().map(|(what, value, note)| [what.to_owned(), value, note]).collect()
    }
}

/// Whether assigning again would do something for a municipality: it has not been assigned, or its
/// choices have changed so that there is a place for it, or so that its place is not one of them. `room` are the dates that
/// are not full.
fn would_change(one: &Answered, assignments: &Assignments, room: &[DateId], history: &History) -> bool {
    match assignments.get(one.municipality).map(|assignment| assignment.seat) {
        None => true,
        Some(None) => room.iter().any(|date| one.answer.rank(*date).is_some()),
        Some(Some(seat)) => seat.rank.is_none() && history.invited(one.municipality).is_none(),
    }
}

impl View for Status {
    fn page(&self, page: &mut Page) {
        page.heading(&self.title);
        for [what, value, note] in self.lines() {
            let line =
                if note.is_empty() { format!("{what:<12}{value}") } else { format!("{what:<12}{value:<12}{note}") };
            page.line(line);
        }
        for waiting in &self.waiting {
            page.gap();
            page.names(waiting.words, waiting.municipalities.iter().map(String::as_str));
            page.line(format_args!("    {}", waiting.command));
        }
        page.gap();
        match &self.next.command {
            Some(command) => page.line(format_args!("Next: {command}\n      {}", self.next.why)),
            None => page.line(format_args!("Nothing to do: {}.", self.next.why)),
        }
    }

    fn grid(&self) -> Grid {
        let next = self.next.command.clone().unwrap_or_default();
        let waiting = self
            .waiting
            .iter()
            .map(|one| [one.words.to_owned(), one.municipalities.join(", "), one.command.to_owned()]);
        let next = ["Next".to_owned(), next, self.next.why.clone()];
        let lines = self.lines().into_iter().chain(waiting).chain([next]);
        Grid {
            headings: ["what", "value", "note"].map(str::to_owned).to_vec(),
            rows: lines.map(|line| line.to_vec()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status() -> Status {
        let day = |text: &str| text.parse().expect("a day");
        Status {
            title: "Øvelse".into(),
            phase: Phase::Preparation,
            today: day("2022-08-22"),
            deadline: day("2022-08-19"),
            days_to_deadline: -3,
            first_date: day("2022-11-22"),
            last_date: day("2022-12-01"),
            invited: 52,
            registered: 45,
            declined: 0,
            unassigned: 0,
            to_assign: 0,
            misplaced: 0,
            placed: 45,
            to_place: 45,
            pinned: 0,
            unplaced: 0,
            letters_sent: 45,
            letters_due: 0,
            uncertain: 0,
            outdated: 0,
            to_remind: 0,
            took_part: 0,
            unrecorded: 0,
            first_unrecorded: None,
            to_confirm: 0,
            dates: Vec::new(),
            accepted: 0,
            tentative: 0,
            declined_invitation: 0,
            waiting: Vec::new(),
            next: Next { command: None, why: String::new() },
        }
    }

    #[test]
    fn the_next_step_is_the_first_that_is_left() {
        let command = |status: Status| status.next_step().command;
        let some = |command: &str| Some(command.to_owned());
        let fresh = Status { registered: 0, placed: 0, letters_sent: 0, ..status() };
        assert_eq!(command(fresh), some("ovelse import data/incoming/*.csv"));
        let open = Status { days_to_deadline: 4, to_assign: 45, placed: 0, letters_sent: 0, ..status() };
        assert_eq!(command(open.clone()), some("ovelse list --missing"));
        let open_with_missing = open.clone();
        assert_eq!(command(Status { registered: 52, ..open.clone() }), some("ovelse assign"));
        assert_eq!(command(Status { days_to_deadline: -1, ..open }), some("ovelse assign"));
        assert_eq!(command(Status { letters_due: 45, letters_sent: 0, ..status() }), some("ovelse invite --send"));
        assert_eq!(command(Status { uncertain: 1, letters_due: 1, ..status() }), some("ovelse log"));
        assert_eq!(command(Status { unplaced: 1, ..status() }), some("ovelse assign --dry-run"));
        assert_eq!(command(Status { to_remind: 3, ..open_with_missing }), some("ovelse remind"));
        let held = Status { phase: Phase::Afterwards, unplaced: 1, ..status() };
        let unrecorded = Status { unrecorded: 14, first_unrecorded: some("2022-11-22"), to_confirm: 3, ..held.clone() };
        assert_eq!(command(unrecorded), some("ovelse attendance 2022-11-22"));
        assert_eq!(command(Status { to_confirm: 3, ..held.clone() }), some("ovelse confirmation --send"));
        assert_eq!(command(held), None);
        assert_eq!(command(status()), None);
    }
}
