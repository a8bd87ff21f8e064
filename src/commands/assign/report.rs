//! What assigning came to, as the lead sees it.
//!
//! It must never show a number that the JSON does not have.

use std::cmp::Ordering;

use serde::{Serialize, Serializer};

use super::changes::{Change, changes};
use crate::assign::{Gap, Solution, Task};
use crate::assignment::{Assignment, Assignments};
use crate::commands::pin::Pinned;
use crate::commands::{Outcome, Workspace, count, minimum_cell};
use crate::exercise::DateId;
use crate::folder::ASSIGNMENTS;
use crate::registration::choice_name;
use crate::show::{Column, Grid, Page, View, bar, capitalised, scale};

/// What assigning came to.
#[derive(Debug, Serialize)]
pub struct Report<'a> {
    /// Whether assignments.csv has been replaced.
    written: bool,
    /// Whether nothing can be better.
    proven: bool,
    /// If not: how many more could be placed at most, and if none, how many more could have their first choice.
    gap: Option<Gap>,
    registered: usize,
    #[serde(flatten)]
    totals: Totals,
    /// What they were the last time, by the answers of today; none if nothing was assigned before.
    before: Option<Totals>,
    /// How many keep the date that they have been told, or that was set by hand.
    kept: usize,
    /// Of those, have been told.
    #[serde(skip)]
    told: usize,
    pinned: Vec<Pinned>,
    unplaced: Vec<Line>,
    /// Who had been assigned otherwise before.
    changed: Vec<Change>,
    dates: Vec<DateLine>,
    #[serde(serialize_with = "lines")]
    assignments: Lines<'a>,
}

/// What an assignment comes to; numbers of municipalities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Totals {
    pub placed: usize,
    /// How many got their first choice, their second, and so on.
    pub by_choice: Vec<usize>,
    #[serde(skip)]
    unplaced: usize,
}

impl Totals {
    /// Counts so many ranks.
    pub fn of(assignments: &Assignments, ranks: usize) -> Totals {
        let mut totals = Totals { placed: 0, by_choice: vec![0; ranks], unplaced: 0 };
        for one in assignments.iter() {
            let Some(seat) = one.seat else {
                totals.unplaced += 1;
                continue;
            };
            totals.placed += 1;
            seat.rank.and_then(|rank| totals.by_choice.get_mut(rank - 1)).into_iter().for_each(|number| *number += 1);
        }
        totals
    }
}

/// One municipality.
#[derive(Debug, Serialize)]
struct Line {
    number: String,
    municipality: String,
    date: Option<String>,
    choice: Option<usize>,
    /// Whether a date that it asked for has room: then a group or a minimum stands in its way.
    #[serde(skip)]
    has_room: bool,
}

impl Line {
    fn of(one: &Assignment, opened: &Workspace) -> Line {
        Line {
            number: one.municipality.to_string(),
            municipality: opened.name(one.municipality),
            date: one.seat.map(|seat| opened.exercise.dates.key(seat.date).to_owned()),
            choice: one.seat.and_then(|seat| seat.rank),
            has_room: false,
        }
    }
}

/// All municipalities; a million of them are only made into lines when they are shown.
#[derive(Debug, Clone, Copy)]
struct Lines<'a> {
    assignments: &'a Assignments,
    opened: &'a Workspace,
}

impl Lines<'_> {
    fn iter(&self) -> impl Iterator<Item = Line> {
        self.assignments.iter().map(|one| Line::of(one, self.opened))
    }
}

fn lines<S: Serializer>(lines: &Lines<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(lines.iter())
}

/// One date.
#[derive(Debug, Serialize)]
struct DateLine {
    date: String,
    #[serde(skip)]
    short: String,
    capacity: u32,
    /// How many it needs to be held, if anybody is to be on it; 0 if any number will do.
    minimum: u32,
    assigned: usize,
    by_choice: Vec<usize>,
}

impl DateLine {
    fn is_held(&self) -> bool {
        self.minimum == 0 || self.assigned > 0
    }

    /// First choices, other places taken, and those free.
    fn bar(&self, scale: usize) -> String {
        bar(scale, [("█", self.by_choice[0]), ("▒", self.assigned), ("·", self.capacity as usize)])
    }
}

impl<'a> Report<'a> {
    pub fn of(solution: &'a Solution, task: &Task<'_>, written: bool, opened: &'a Workspace) -> Report<'a> {
        let assignments = &solution.assignments;
        let ranks = assignments.iter().filter_map(|one| one.seat?.rank).max().unwrap_or(0).max(2);
        let totals = Totals::of(assignments, ranks);
        let dates = date_lines(assignments, task, ranks);
        let has_room = |id: DateId| dates[id.index()].assigned < dates[id.index()].capacity as usize;
        let unplaced = assignments.iter().filter(|one| one.seat.is_none()).map(|one| {
            let answer = task.answers.get(one.municipality).map(|answered| &answered.answer);
            let asked = |id: &DateId| answer.is_some_and(|answer| answer.rank(*id).is_some());
            Line { has_room: task.dates.ids().filter(asked).any(has_room), ..Line::of(one, opened) }
        });
        let before = (!task.previous.is_empty()).then(|| Totals::of(task.previous, ranks));
        let unplaced: Vec<Line> = unplaced.collect();
        Report {
            written,
            proven: solution.gap.is_none(),
            gap: solution.gap,
            registered: totals.placed + totals.unplaced,
            totals,
            before,
            kept: task.kept.len(),
            told: task.kept.len() - assignments.pinned().count(),
            pinned: assignments.pinned().map(|(one, date)| Pinned::of(one, date, opened)).collect(),
            unplaced,
            changed: changes(task, assignments, opened),
            dates,
            assignments: Lines { assignments, opened },
        }
    }

    /// Whether something waits for the lead.
    pub fn outcome(&self) -> Outcome {
        if self.unplaced.is_empty() && self.proven { Outcome::Done } else { Outcome::Partly }
    }

    /// The totals, each with how much it differs from the last time.
    fn summary(&self) -> String {
        let before = self.before.as_ref().unwrap_or(&self.totals);
        let ranks = (1..).zip(self.totals.by_choice.iter().zip(&before.by_choice));
        let mut parts: Vec<String> = ranks
            .map(|(rank, (now, before))| format!("{} got their {}", with_difference(*before, *now), choice_name(rank)))
            .collect();
        let others = self.totals.placed - self.totals.by_choice.iter().sum::<usize>();
        if others > 0 {
            parts.push(format!("{others} keep a date that they do not ask for any more"));
        }
        parts.push(format!("{} without a date", with_difference(before.unplaced, self.totals.unplaced)));
        format!("{} assigned: {}.", count(self.registered, "municipality", "municipalities"), parts.join(", "))
    }

    fn table(&self, page: &mut Page) {
        const LONGEST_BAR: usize = 30;
        let longest = self.dates.iter().map(|date| date.capacity as usize).max().unwrap_or(1);
        let scale = scale(longest, LONGEST_BAR);
        let with_minimum = self.dates.iter().any(|date| date.minimum > 0);
        let rows = self.dates.iter().map(|date| {
            let taken = format!("{}/{}", date.assigned, date.capacity);
            let first = [date.short.clone(), date.bar(scale), taken];
            let minimum = with_minimum.then(|| minimum_cell(date.minimum));
            let ranks = date.by_choice.iter().map(ToString::to_string);
            first.into_iter().chain(minimum).chain(ranks).collect::<Vec<_>>()
        });
        let ranks = (1..=self.totals.by_choice.len()).map(|rank| Column::number(capitalised(&choice_name(rank))));
        let first = [Column::text("Date"), Column::text("Seats"), Column::number("Taken")];
        let minimum = with_minimum.then(|| Column::number("Minimum"));
        page.table(&first.into_iter().chain(minimum).chain(ranks).collect::<Vec<_>>(), rows);
        let others = if self.totals.by_choice.len() > 2 { "other choices" } else { "second choice" };
        let stands_for = if scale == 1 { String::new() } else { format!(" A mark is {scale} municipalities.") };
        page.gap();
        page.line(format_args!("█ first choice, ▒ {others}, · free.{stands_for}"));
    }

    fn without_a_date(&self, page: &mut Page) {
        let (in_the_way, full): (Vec<&Line>, Vec<&Line>) = self.unplaced.iter().partition(|line| line.has_room);
        for (label, lines) in [
            ("Without a date, as all they asked for is full", full),
            ("Without a date, as a group or a minimum stands in the way", in_the_way),
        ] {
            if !lines.is_empty() {
                page.names(label, lines.iter().map(|line| line.municipality.as_str()));
            }
        }
        let free = self.dates.iter().filter(|date| date.assigned < date.capacity as usize && date.is_held());
        let room: Vec<String> =
            free.map(|date| format!("{} ({})", date.short, date.capacity as usize - date.assigned)).collect();
        page.line(match room.as_slice() {
            [] => "No date has room left.".to_owned(),
            room => format!("Dates with room left: {}. Ask them, and import their answer.", room.join(", ")),
        });
    }
}

fn date_lines(assignments: &Assignments, task: &Task<'_>, ranks: usize) -> Vec<DateLine> {
    let line = |id: DateId| DateLine {
        date: task.dates.key(id).to_owned(),
        short: task.dates.short(id),
        capacity: task.dates.get(id).capacity,
        minimum: task.dates.get(id).minimum,
        assigned: 0,
        by_choice: vec![0; ranks],
    };
    let mut dates: Vec<DateLine> = task.dates.ids().map(line).collect();
    for seat in assignments.iter().filter_map(|one| one.seat) {
        let date = &mut dates[seat.date.index()];
        date.assigned += 1;
        seat.rank.into_iter().for_each(|rank| date.by_choice[rank - 1] += 1);
    }
    dates
}

/// A number, and how much it differs from another one: `12 (+3)`.
pub fn with_difference(from: usize, to: usize) -> String {
    match to.cmp(&from) {
        Ordering::Greater => format!("{to} (+{})", to - from),
        Ordering::Less => format!("{to} (−{})", from - to),
        Ordering::Equal => to.to_string(),
    }
}

/// What is not proven, and how far off it can be.
fn gap_line(gap: Gap) -> String {
    let more = match gap {
        Gap { placed: 0, first_choices: 0 } => {
            "As many as possible have a date and their first choice; other things could be better".to_owned()
        }
        Gap { placed: 0, first_choices } => {
            format!("As many as possible have a date; {first_choices} more could have their first choice at most")
        }
        Gap { placed, .. } => format!("{placed} more could have a date at most"),
    };
    format!("Not proven to be the best: the search was stopped. {more}. To go on longer: --limit SECONDS")
}

impl View for Report<'_> {
    fn page(&self, page: &mut Page) {
        self.table(page);
        page.line(self.summary());
        self.gap.into_iter().for_each(|gap| page.line(gap_line(gap)));
        for date in self.dates.iter().filter(|date| !date.is_held()) {
            page.line(format_args!("Not held: {}, which needs {}.", date.short, date.minimum));
        }
        if self.told > 0 {
            page.line(format_args!("{} been sent an invitation and keep their date.", have(self.told)));
        }
        self.pinned.iter().for_each(|pinned| page.line(format_args!("Pinned: {}", pinned.line())));
        if !self.changed.is_empty() {
            page.line("Otherwise than before:");
            self.changed.iter().for_each(|change| page.line(format_args!("    {}", change.line())));
        }
        if !self.unplaced.is_empty() {
            self.without_a_date(page);
        }
        page.line(if self.written {
            format!("Written to {ASSIGNMENTS}.")
        } else {
            "Nothing is written: this was a dry run.".to_owned()
        });
    }

    fn grid(&self) -> Grid {
        let rows = self.assignments.iter().map(|line| {
            let choice = line.choice.map(|choice| choice.to_string()).unwrap_or_default();
            vec![line.number, line.municipality, line.date.unwrap_or_default(), choice]
        });
        Grid {
            headings: ["number", "municipality", "date", "choice"].map(str::to_owned).to_vec(),
            rows: rows.collect(),
        }
    }
}

fn have(number: usize) -> String {
    format!("{} {}", count(number, "municipality", "municipalities"), if number == 1 { "has" } else { "have" })
}
