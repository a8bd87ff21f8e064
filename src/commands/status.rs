//! `ovelse status`: where the exercise stands and the one command to run next.
//!
//! It must never write, and never name a command that has nothing to do.

use anyhow::Result;
use chrono::NaiveDate;
use serde::Serialize;

use super::{Console, Opened, Outcome, Session, count};
use crate::assignment::Assignments;
use crate::cli::Listing;
use crate::delivery::{Due, History, Standing, due};
use crate::exercise::DateId;
use crate::letter::Kind;
use crate::registration::{Answer, Answered, Answers};
use crate::show::{Grid, Page, View};

pub fn run(session: &Session, args: Listing, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let answers = opened.answers()?;
    let assignments = opened.assignments(&answers)?;
    let status = Status::of(&opened, &answers, &assignments)?;
    console.show(&status, args.format)?;
    Ok(Outcome::Done)
}

/// Where the exercise stands. Counts are of municipalities.
#[derive(Debug, Clone, Serialize)]
struct Status {
    title: String,
    today: NaiveDate,
    deadline: NaiveDate,
    /// From today; negative when it has passed.
    days_to_deadline: i64,
    first_date: NaiveDate,
    last_date: NaiveDate,
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
    next: Next,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Next {
    /// The command; none if there is nothing to do but wait.
    command: Option<&'static str>,
    why: String,
}

impl Status {
    fn of(opened: &Opened, answers: &Answers, assignments: &Assignments) -> Result<Status> {
        let history = opened.history()?;
        let exercise = &opened.exercise;
        let today = opened.now.date_naive();
        let days = |dates: fn(&[NaiveDate]) -> Option<&NaiveDate>| {
            let all: Vec<NaiveDate> = exercise.dates.iter().map(|date| date.start.date()).collect();
            dates(&all).copied().unwrap_or(today)
        };
        let seats: Vec<_> = assignments.iter().filter_map(|one| Some((one.municipality, one.seat?))).collect();
        let due = opened.municipalities.iter().map(|one| {
            let answer = answers.get(one.number).map(|found| &found.answer);
            due(exercise, &history, one.number, Standing::of(answer, assignments.get(one.number)))
        });
        let due: Vec<Due> = due.collect();
        let letters: Vec<Kind> = due
            .iter()
            .filter_map(|due| match due {
                Due::Letter(errand) => Some(errand.kind),
                Due::Nothing(_) | Due::Uncertain(_) => None,
            })
            .collect();
        let placed = |municipality| assignments.seat(municipality).is_some();
        let to_place = opened.municipalities.iter().filter(|one| {
            let attends = answers.get(one.number).is_some_and(|found| found.answer != Answer::Declined);
            attends || placed(one.number)
        });
        let room: Vec<DateId> = assignments.room(&exercise.dates).map(|(date, _)| date).collect();
        let mut status = Status {
            title: exercise.title.clone(),
            today,
            deadline: exercise.deadline,
            days_to_deadline: (exercise.deadline - today).num_days(),
            first_date: days(<[_]>::first),
            last_date: days(<[_]>::last),
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
        let step = |command, why: String| Next { command: Some(command), why };
        if self.registered == 0 {
            return step("ovelse import data/incoming/*.csv", "nobody has registered yet".to_owned());
        }
        if self.letters_sent == 0 && self.is_open() && self.registered < self.invited {
            let missing = count(self.invited - self.registered, "municipality has", "municipalities have");
            return step("ovelse list --missing", format!("the deadline has not passed, and {missing} not answered"));
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

    fn dates(&self) -> String {
        let left = (self.first_date - self.today).num_days();
        let when = match left {
            0 => "today".to_owned(),
            1.. => format!("in {}", days(left)),
            _ if self.last_date < self.today => "all held".to_owned(),
            _ => "begun".to_owned(),
        };
        format!("{} to {}, {when}", self.first_date.format("%-d %B %Y"), self.last_date.format("%-d %B %Y"))
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
        [
            ["Deadline", &self.deadline(), ""],
            ["Dates", &self.dates(), ""],
            ["Registered", &of(self.registered, self.invited), &answers.join(", ")],
            ["Placed", &of(self.placed, self.to_place), &notes.join(", ")],
            [
                "Invited",
                &of(self.letters_sent, self.placed),
                &note(self.outdated, "told of a meeting that has changed"),
            ],
        ]
        .map(|line| line.map(str::to_owned))
        .to_vec()
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

fn days(number: i64) -> String {
    format!("{number} {}", if number == 1 { "day" } else { "days" })
}

impl View for Status {
    fn page(&self, page: &mut Page) {
        page.heading(&self.title);
        for [what, value, note] in self.lines() {
            let line =
                if note.is_empty() { format!("{what:<12}{value}") } else { format!("{what:<12}{value:<12}{note}") };
            page.line(line);
        }
        page.gap();
        match self.next.command {
            Some(command) => page.line(format_args!("Next: {command}\n      {}", self.next.why)),
            None => page.line(format_args!("Nothing to do: {}.", self.next.why)),
        }
    }

    fn grid(&self) -> Grid {
        let next = self.next.command.unwrap_or_default().to_owned();
        let lines = self.lines().into_iter().chain([["Next".to_owned(), next, self.next.why.clone()]]);
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
            next: Next { command: None, why: String::new() },
        }
    }

    #[test]
    fn the_next_step_is_the_first_that_is_left() {
        let command = |status: Status| status.next_step().command;
        let fresh = Status { registered: 0, placed: 0, letters_sent: 0, ..status() };
        assert_eq!(command(fresh), Some("ovelse import data/incoming/*.csv"));
        let open = Status { days_to_deadline: 4, to_assign: 45, placed: 0, letters_sent: 0, ..status() };
        assert_eq!(command(open.clone()), Some("ovelse list --missing"));
        assert_eq!(command(Status { registered: 52, ..open.clone() }), Some("ovelse assign"));
        assert_eq!(command(Status { days_to_deadline: -1, ..open }), Some("ovelse assign"));
        assert_eq!(command(Status { letters_due: 45, letters_sent: 0, ..status() }), Some("ovelse invite --send"));
        assert_eq!(command(Status { uncertain: 1, letters_due: 1, ..status() }), Some("ovelse log"));
        assert_eq!(command(Status { unplaced: 1, ..status() }), Some("ovelse assign --dry-run"));
        assert_eq!(command(status()), None);
    }
}
