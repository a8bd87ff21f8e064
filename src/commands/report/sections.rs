//! The parts of the report.
//!
//! It must never count otherwise than `status`, `dates`, `replies` and `attendance` do.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use strum::IntoEnumIterator;

use super::super::dates::Demand;
use super::Figures;
use crate::delivery::Status;
use crate::exercise::DateId;
use crate::letter::Kind;
use crate::municipality::Number;
use crate::registration::{Answer, choice_name};
use crate::reply::{Participation, Response};
use crate::show::{Cell, Chart, Section, Table, capitalised};

/// All of them, in the order in which a reader asks.
pub fn all(figures: &Figures<'_>) -> Vec<Section> {
    let sections: [fn(&Figures<'_>) -> Section; 9] =
        [coverage, choices, demand, attendance, registrations, silent, letters, answers, municipalities];
    sections.into_iter().map(|section| section(figures)).collect()
}

fn section(heading: &str, text: String, chart: Option<Chart>, table: Table) -> Section {
    Section { heading: Some(heading.to_owned()), text, chart, table }
}

/// In whole per cent, halves up.
fn per_cent(part: usize, whole: usize) -> usize {
    if whole == 0 { 0 } else { (part * 200 + whole) / (whole * 2) }
}

/// `45 of 52 municipalities, 87 %`
fn share(part: usize, whole: usize) -> String {
    let municipalities = if whole == 1 { "municipality" } else { "municipalities" };
    format!("{part} of {whole} {municipalities}, {}\u{a0}%", per_cent(part, whole))
}

impl Figures<'_> {
    fn invited(&self) -> usize {
        self.opened.municipalities.len()
    }

    fn numbers(&self) -> impl Iterator<Item = Number> {
        self.opened.municipalities.iter().map(|one| one.number)
    }

    fn placed(&self) -> usize {
        self.numbers().filter(|number| self.assignments.seat(*number).is_some()).count()
    }

    fn took_part(&self) -> usize {
        self.attendance.iter().filter(|one| one.took_part).count()
    }

    fn day(&self, date: DateId) -> NaiveDate {
        self.opened.exercise.dates.get(date).start.date()
    }

    /// A date in a chart or a table of dates.
    fn date(&self, date: DateId) -> String {
        self.opened.exercise.dates.short(date)
    }

    fn dates(&self) -> impl Iterator<Item = DateId> {
        self.opened.exercise.dates.ids()
    }
}

fn coverage(figures: &Figures<'_>) -> Section {
    let invited = figures.invited();
    let (answers, attending) = (figures.answers.len(), figures.answers.attending().count());
    let told = figures.numbers().filter(|number| figures.history.invited(*number).is_some()).count();
    let stages = [
        ("Have answered", answers),
        ("Take part", attending),
        ("Have a date", figures.placed()),
        ("Have an invitation", told),
        ("Took part", figures.took_part()),
    ];
    let bars = stages.map(|(what, number)| (what.to_owned(), vec![(number, "municipalities")], Some(invited)));
    let rows = stages
        .map(|(what, number)| [Cell::from(what), number.into(), invited.into(), per_cent(number, invited).into()]);
    let mut text = format!("Answered: {}. {attending} of them take part.", share(answers, invited));
    if !figures.attendance.is_empty() {
        text += &format!(" Exercised: {}.", share(figures.took_part(), invited));
    }
    let chart = Chart::bars("How far municipalities have come", bars.to_vec(), "all that are invited");
    section("Coverage", text, Some(chart), Table::new(["Stage", "Municipalities", "Of", "Per cent"], rows))
}

fn choices(figures: &Figures<'_>) -> Section {
    let assignments = &figures.assignments;
    let mut got: Vec<(String, usize)> = (1..=figures.answers.longest().max(2))
        .map(|rank| (capitalised(&choice_name(rank)), assignments.with_rank(rank)))
        .collect();
    let placed = figures.placed();
    let chosen: usize = got.iter().map(|(_, number)| number).sum();
    got.push(("Another date".to_owned(), placed.saturating_sub(chosen)));
    got.push(("No date".to_owned(), assignments.unplaced().count()));
    let all: usize = got.iter().map(|(_, number)| number).sum();
    let first = got.first().map_or(0, |(_, number)| *number);
    let text = match all {
        0 => "No dates have been assigned yet.".to_owned(),
        _ => format!("First choice: {}. For those whom any date suits, each is one.", share(first, all)),
    };
    let bars = got.iter().map(|(what, number)| (what.clone(), vec![(*number, "municipalities")], None)).collect();
    let rows =
        got.iter().map(|(what, number)| [Cell::from(what.as_str()), (*number).into(), per_cent(*number, all).into()]);
    let table = Table::new(["Choice", "Municipalities", "Per cent"], rows);
    section("Choices met", text, Some(Chart::bars("Which choice municipalities got", bars, "")), table)
}

fn demand(figures: &Figures<'_>) -> Section {
    let demand = Demand::of(figures.opened, &figures.answers, &figures.assignments);
    let bars = demand.dates.iter().map(|date| {
        let parts = vec![(date.by_choice[0], "first choice"), (date.by_choice[1], "second choice")];
        (date.short.clone(), parts, Some(date.capacity))
    });
    let chart = Chart::bars("What is asked of each date", bars.collect(), "seats");
    let rows = demand.dates.iter().zip(figures.dates()).map(|(date, id)| {
        let numbers = [date.capacity, date.by_choice[0], date.by_choice[1], date.assigned];
        let [capacity, first, second, placed] = numbers.map(Cell::from);
        [
            Cell::from(figures.day(id)),
            figures.opened.exercise.dates.get(id).hours().into(),
            capacity,
            first,
            second,
            placed,
        ]
    });
    let table = Table::new(["Date", "Hours", "Seats", "First choice", "Second choice", "Placed"], rows);
    let text = format!("{} can take any date; {} do not take part.", demand.any, demand.declined);
    section("Dates", text, Some(chart), table)
}

fn attendance(figures: &Figures<'_>) -> Section {
    let on = |date: DateId| {
        let expected: Vec<Number> = figures.assignments.on(date).map(|(number, _)| number).collect();
        let recorded = |took_part| figures.attendance.on(date).filter(|one| one.took_part == took_part).count();
        let recorded_of = |number: &&Number| figures.attendance.get(**number).is_some_and(|one| one.date == date);
        let open = expected.len() - expected.iter().filter(recorded_of).count();
        let participants = figures.attendance.on(date).filter(|one| one.took_part);
        let participants = participants.filter_map(|one| figures.registrations.get(one.municipality)?.participants);
        let participants = participants.map(|number| usize::try_from(number).unwrap_or(usize::MAX)).sum::<usize>();
        [expected.len(), recorded(true), recorded(false), open, participants]
    };
    let days: Vec<(DateId, [usize; 5])> = figures.dates().map(|date| (date, on(date))).collect();
    let bars = days.iter().map(|(date, [_, present, absent, open, _])| {
        (figures.date(*date), vec![(*present, "took part"), (*absent, "absent"), (*open, "not recorded")], None)
    });
    let chart = Chart::bars("Who came", bars.collect(), "");
    let rows = days.iter().map(|(date, numbers)| {
        let [expected, present, absent, open, participants] = numbers.map(Cell::from);
        [Cell::from(figures.day(*date)), expected, present, absent, open, participants]
    });
    let headings = ["Date", "Expected", "Took part", "Absent", "Not recorded", "Participants"];
    let text = match (figures.took_part(), figures.attendance.is_empty()) {
        (_, true) => "Nothing is recorded yet.".to_owned(),
        (took_part, _) => {
            format!("{took_part} took part. Participants are those that had been announced.")
        }
    };
    section("Attendance", text, Some(chart), Table::new(headings, rows))
}

fn registrations(figures: &Figures<'_>) -> Section {
    let deadline = figures.opened.exercise.deadline;
    let mut by_day: BTreeMap<NaiveDate, usize> = BTreeMap::new();
    for registration in figures.registrations.iter() {
        *by_day.entry(registration.arrival().date()).or_default() += 1;
    }
    let late: usize = by_day.iter().filter(|(day, _)| **day > deadline).map(|(_, number)| number).sum();
    let mut total = 0;
    let rows: Vec<(NaiveDate, usize, usize)> = by_day
        .into_iter()
        .map(|(day, number)| {
            total += number;
            (day, number, total)
        })
        .collect();
    let points = rows.iter().map(|(day, _, total)| (*day, *total)).collect();
    let chart = (!rows.is_empty()).then(|| Chart::curve("Answers over time", points, deadline, "deadline"));
    let cells = rows.iter().map(|(day, number, total)| {
        let note = if *day > deadline { "after the deadline" } else { "" };
        [Cell::from(*day), (*number).into(), (*total).into(), note.into()]
    });
    let text = match (total, late) {
        (0, _) => "Nobody has answered yet.".to_owned(),
        (_, 0) => "All answers came before the deadline had passed.".to_owned(),
        (_, late) => format!("{late} of {total} answers came after the deadline."),
    };
    section("Answers over time", text, chart, Table::new(["Day", "Answers", "In all", "Note"], cells))
}

fn silent(figures: &Figures<'_>) -> Section {
    let silent: Vec<_> =
        figures.opened.municipalities.iter().filter(|one| figures.answers.get(one.number).is_none()).collect();
    let rows = silent.iter().map(|one| {
        let reminded = figures.history.sent_of(one.number, Kind::Reminder).last().map(|(_, at)| at.date_naive());
        [Cell::from(one.name.as_str()), one.number.to_string().into(), reminded.into()]
    });
    let text = match silent.len() {
        0 => "All have answered.".to_owned(),
        number => format!("Not answered: {}.", share(number, figures.invited())),
    };
    section("Not answered", text, None, Table::new(["Municipality", "Number", "Last reminded"], rows))
}

fn letters(figures: &Figures<'_>) -> Section {
    let mut by_kind: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    for trace in figures.history.all() {
        let column = match trace.status() {
            Status::Sent => 0,
            Status::Undeliverable => 1,
            Status::Uncertain => 2,
            Status::Refused | Status::NotSent | Status::NotTried | Status::Test => 3,
        };
        by_kind.entry(trace.record.envelope.kind.name()).or_default()[column] += 1;
    }
    let kinds = Kind::iter().filter_map(|kind| Some((kind.name(), *by_kind.get(kind.name())?)));
    let kinds: Vec<(&str, [usize; 4])> = kinds.collect();
    let sum = |column: usize| kinds.iter().map(|(_, numbers)| numbers[column]).sum::<usize>();
    let bars = kinds.iter().map(|(kind, [sent, returned, open, unsent])| {
        (
            capitalised(kind),
            vec![(*sent, "sent"), (*returned, "undeliverable"), (open + unsent, "not sent or uncertain")],
            None,
        )
    });
    let chart = (!kinds.is_empty()).then(|| Chart::bars("Letters of each kind", bars.collect(), ""));
    let rows = kinds.iter().map(|(kind, numbers)| {
        let [sent, returned, open, unsent] = numbers.map(Cell::from);
        [Cell::from(capitalised(kind)), sent, returned, open, unsent]
    });
    let headings = ["Letter", "Sent", "Undeliverable", "Uncertain", "Not sent"];
    let text = match kinds.len() {
        0 => "No letter has been sent yet.".to_owned(),
        _ => format!("{} sent; {} could not be delivered.", sum(0), sum(1)),
    };
    section("Letters", text, chart, Table::new(headings, rows))
}

fn answers(figures: &Figures<'_>) -> Section {
    let correspondence = figures.correspondence();
    let answers = figures.numbers().filter_map(|number| correspondence.participation(number));
    let stances: Vec<Participation> = answers.collect();
    let said = |said: Response| stances.iter().filter(|stance| stance.answer() == Some(said)).count();
    let is_silent = |stance: &&Participation| matches!(stance, Participation::NeedsAction { .. });
    let answers =
        [Response::Accepted, Response::Tentative, Response::Proposed, Response::Delegated, Response::Declined];
    let mut counts: Vec<(String, usize)> =
        answers.into_iter().map(|found| (capitalised(found.name()), said(found))).collect();
    counts
        .push(("Contradictory".to_owned(), stances.iter().filter(|one| **one == Participation::Contradictory).count()));
    counts.push(("No answer".to_owned(), stances.iter().filter(is_silent).count()));
    let bars = counts.iter().map(|(what, number)| (what.clone(), vec![(*number, "municipalities")], None)).collect();
    let chart = (!stances.is_empty()).then(|| Chart::bars("What municipalities answer their invitation", bars, ""));
    let rows = counts
        .iter()
        .filter(|_| !stances.is_empty())
        .map(|(what, number)| [Cell::from(what.as_str()), (*number).into(), per_cent(*number, stances.len()).into()]);
    let people = figures.numbers().map(|number| figures.replies.of_people(number).count()).sum::<usize>();
    let text = match stances.len() {
        0 => "Nobody has been invited yet.".to_owned(),
        all => format!(
            "Accepted: {}. Besides, {people} persons have answered to whom invitations were forwarded.",
            share(said(Response::Accepted), all)
        ),
    };
    section("Answers to invitations", text, chart, Table::new(["Answer", "Municipalities", "Per cent"], rows))
}

fn municipalities(figures: &Figures<'_>) -> Section {
    let correspondence = figures.correspondence();
    let rows = figures.opened.municipalities.iter().map(|one| {
        let number = one.number;
        let registration = figures.registrations.get(number);
        let choice = |place: usize| match registration.map(|found| &found.answer) {
            Some(Answer::Dates(choices)) => choices.dates().get(place).map(|date| figures.day(*date)).into(),
            Some(Answer::Any) if place == 0 => Cell::from("any"),
            Some(Answer::Declined) if place == 0 => Cell::from("declined"),
            _ => Cell::Empty,
        };
        let seat = figures.assignments.seat(number);
        let sent = figures.history.sent_to(number);
        let invited = sent.iter().find(|(letter, _)| letter.kind == Kind::Invitation).map(|(_, at)| at.date_naive());
        let attended = figures.attendance.get(number).map(|one| if one.took_part { "yes" } else { "no" });
        let participants = registration.and_then(|found| found.participants);
        [
            Cell::from(one.name.as_str()),
            number.to_string().into(),
            choice(0),
            choice(1),
            seat.map(|seat| figures.day(seat.date)).into(),
            invited.into(),
            correspondence
                .participation(number)
                .filter(|answer| answer.has_answer())
                .map(|answer| crate::words::Words::of(crate::language::Language::En).say(&answer.into()))
                .into(),
            attended.into(),
            participants.and_then(|number| usize::try_from(number).ok()).into(),
        ]
    });
    let headings = [
        "Municipality",
        "Number",
        "First choice",
        "Second choice",
        "Date",
        "Invited",
        "Answer",
        "Took part",
        "Participants",
    ];
    section("Municipalities", String::new(), None, Table::new(headings, rows))
}
