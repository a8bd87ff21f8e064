//! What `ovelse assign` shows. Every number on the page is in the JSON.

use serde::{Serialize, Serializer};

use super::changes::Change;
use crate::assign::WithoutDate;
use crate::assign::changes::changes;
use crate::assign::totals::Totals;
use crate::assign::{Gap, Solution, Task};
use crate::assignment::{Assignment, Assignments};
use crate::commands::Outcome;
use crate::findings::{Sentence, Value};
use crate::folder::ASSIGNMENTS;
use crate::show::{Column, Grid, Page, View, bar, scale};
use crate::words::{Words, choice, choice_heading, say};
use crate::workspace::assigning::Pin;
use crate::workspace::{DateSeats, HeldSeat, Kept, Workspace};

#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    /// Whether assignments.csv has been replaced.
    written: bool,
    /// Whether the result is proven optimal.
    proven: bool,
    /// If not: how many more could be placed at most, and if none, how many more could have their first choice.
    gap: Option<Gap>,
    registered: usize,
    #[serde(flatten)]
    totals: Totals,
    /// Those of the previous assignment, by today's answers; none if there is none.
    before: Option<Totals>,
    /// How many keep the date they were invited to or that was pinned.
    kept: usize,
    /// How many of those are kept because of an invitation alone.
    #[serde(skip)]
    invited: usize,
    pinned: Vec<Pin>,
    unplaced: Vec<Line>,
    /// Groups of which members keep dates that break its rule, in words.
    #[serde(skip)]
    at_odds: Vec<Sentence>,
    /// The seats that were offered, and are kept for who has not answered yet.
    held: Vec<HeldSeat>,
    changed: Vec<Change>,
    dates: Vec<DateSeats>,
    #[serde(serialize_with = "lines")]
    assignments: Lines<'a>,
}

#[derive(Debug, Serialize)]
struct Line {
    number: String,
    municipality: String,
    date: Option<String>,
    choice: Option<usize>,
    /// Why it has no date, if it has none.
    #[serde(skip)]
    without: Option<WithoutDate>,
}

impl Line {
    fn of(assignment: &Assignment, workspace: &Workspace) -> Line {
        Line {
            number: assignment.municipality.to_string(),
            municipality: workspace.name(assignment.municipality),
            date: assignment.seat.map(|seat| workspace.exercise.dates.key(seat.date).to_owned()),
            choice: assignment.seat.and_then(|seat| seat.rank),
            without: None,
        }
    }
}

/// All municipalities; they become lines when they are shown.
#[derive(Debug, Clone, Copy)]
struct Lines<'a> {
    assignments: &'a Assignments,
    workspace: &'a Workspace,
}

impl Lines<'_> {
    fn iter(&self) -> impl Iterator<Item = Line> {
        self.assignments.iter().map(|assignment| Line::of(assignment, self.workspace))
    }
}

fn lines<S: Serializer>(lines: &Lines<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(lines.iter())
}

/// First choices, other seats taken, and free ones.
fn date_bar(date: &DateSeats, scale: usize) -> String {
    bar(scale, [("█", date.by_choice[0]), ("▒", date.assigned), ("·", date.capacity as usize)])
}

impl<'a> Report<'a> {
    pub fn of(
        solution: &'a Solution,
        task: &Task<'_>,
        then: &Task<'_>,
        kept: &Kept,
        written: bool,
        workspace: &'a Workspace,
        words: Words,
    ) -> Report<'a> {
        let assignments = &solution.assignments;
        let ranks = assignments.iter().filter_map(|assignment| assignment.seat?.rank).max().unwrap_or(0).max(2);
        let totals = Totals::of(assignments, ranks);
        let dates = workspace.date_seats(assignments, task.dates, ranks);
        let unplaced = assignments.iter().filter(|assignment| assignment.seat.is_none()).map(|assignment| {
            let without = WithoutDate::of(assignment.municipality, then, assignments);
            Line { without: Some(without), ..Line::of(assignment, workspace) }
        });
        let unplaced = unplaced.collect();
        let changed = changes(task, assignments);
        let changed = changed.iter().map(|change| Change::of(change, task, workspace, words)).collect();
        Report {
            written,
            proven: solution.gap.is_none(),
            gap: solution.gap,
            registered: totals.placed + totals.unplaced,
            totals,
            before: (!task.previous.is_empty()).then(|| Totals::of(task.previous, ranks)),
            kept: task.kept.len(),
            invited: kept.invited,
            pinned: assignments.pinned().map(|(assignment, date)| workspace.pin_of(assignment, date)).collect(),
            unplaced,
            at_odds: workspace.groups_at_odds(task),
            held: workspace.held_seats(&kept.held),
            changed,
            dates,
            assignments: Lines { assignments, workspace },
        }
    }

    pub fn outcome(&self) -> Outcome {
        if self.unplaced.is_empty() && self.proven { Outcome::Done } else { Outcome::Partly }
    }

    /// The totals, each with how much it differs from before.
    fn summary(&self) -> Sentence {
        let before = self.before.as_ref().unwrap_or(&self.totals);
        let ranks = (1..).zip(self.totals.by_choice.iter().zip(&before.by_choice));
        let mut parts: Vec<Sentence> = ranks
            .map(|(rank, (now, before))| {
                let number = with_difference(*before, *now);
                say!("assign-with-choice", count = *now, number = number, choice = choice(rank))
            })
            .collect();
        if self.totals.not_asked_for() > 0 {
            parts.push(say!("assign-with-date-not-asked-for", count = self.totals.not_asked_for()));
        }
        let unplaced = with_difference(before.unplaced, self.totals.unplaced);
        parts.push(say!("assign-without-date", number = unplaced));
        say!("assign-summary", count = self.registered, parts = parts)
    }

    fn table(&self, page: &mut Page) {
        const LONGEST_BAR: usize = 30;
        let longest = self.dates.iter().map(|date| date.capacity as usize).max().unwrap_or(1);
        let scale = scale(longest, LONGEST_BAR);
        let with_minimum = self.dates.iter().any(|date| date.minimum > 0);
        let rows = self.dates.iter().filter(|date| date.capacity > 0).map(|date| {
            let taken = format!("{}/{}", date.assigned, date.capacity);
            let first = [date.short.clone(), date_bar(date, scale), taken].map(Value::from);
            let minimum = with_minimum.then(|| Value::from((date.minimum > 0).then_some(date.minimum)));
            first.into_iter().chain(minimum).chain(date.by_choice.iter().map(|number| Value::from(*number)))
        });
        let ranks = (1..=self.totals.by_choice.len()).map(|rank| Column::number(choice_heading(rank)));
        let first = [
            Column::text(say!("assign-date")),
            Column::text(say!("assign-seats")),
            Column::number(say!("assign-taken")),
        ];
        let minimum = with_minimum.then(|| Column::number(say!("assign-minimum")));
        page.table(&first.into_iter().chain(minimum).chain(ranks).collect::<Vec<_>>(), rows);
        page.gap();
        page.line(match self.totals.by_choice.len() {
            ..=2 => say!("assign-legend-of-two", scale = scale),
            _ => say!("assign-legend", scale = scale),
        });
    }

    fn without_date(&self, page: &mut Page) {
        for reason in <WithoutDate as strum::VariantArray>::VARIANTS {
            let lines: Vec<&Line> = self.unplaced.iter().filter(|line| line.without == Some(*reason)).collect();
            if !lines.is_empty() {
                let label = say!("assign-without", reason = <&str>::from(*reason));
                page.names(label, lines.iter().map(|line| line.municipality.as_str()));
            }
        }
        let free = self.dates.iter().filter(|date| date.free > 0 && date.is_held());
        let free: Vec<Sentence> =
            free.map(|date| say!("assign-free-seats", date = &date.short, seats = date.free)).collect();
        page.line(if free.is_empty() { say!("assign-no-room") } else { say!("assign-room", dates = free) });
    }
}

/// A number, and how much it differs from an earlier one: `12 (+3)`.
pub(super) fn with_difference(before: usize, now: usize) -> String {
    match now {
        _ if now > before => format!("{now} (+{})", now - before),
        _ if now < before => format!("{now} (−{})", before - now),
        _ => now.to_string(),
    }
}

/// How far from optimal the result can be.
fn not_proven(gap: Gap) -> Sentence {
    match gap {
        Gap { placed: 0, first_choices: 0 } => say!("assign-not-proven"),
        Gap { placed: 0, first_choices } => say!("assign-not-proven-first-choices", count = first_choices),
        Gap { placed, .. } => say!("assign-not-proven-placed", count = placed),
    }
}

impl View for Report<'_> {
    fn page(&self, page: &mut Page) {
        self.table(page);
        page.line(self.summary());
        self.gap.into_iter().for_each(|gap| page.line(not_proven(gap)));
        for date in self.dates.iter().filter(|date| !date.is_held()) {
            page.line(say!("assign-not-held", date = &date.short, minimum = date.minimum));
        }
        for date in self.dates.iter().filter(|date| date.assigned > date.capacity as usize) {
            page.line(say!("assign-crowded", date = &date.short, capacity = date.capacity, count = date.assigned));
        }
        for date in self.dates.iter().filter(|date| 0 < date.assigned && date.assigned < date.minimum as usize) {
            page.line(say!("assign-too-few", date = &date.short, minimum = date.minimum, count = date.assigned));
        }
        self.at_odds.iter().for_each(|group| page.line(say!("assign-at-odds", group = group.clone())));
        if self.invited > 0 {
            page.line(say!("assign-invited", count = self.invited));
        }
        for pin in &self.pinned {
            page.line(say!("pin-pinned", municipality = &pin.municipality, date = &pin.short, note = pin.note()));
        }
        for held in &self.held {
            page.line(say!("assign-held", date = &held.short, municipality = &held.municipality, until = held.until));
        }
        if !self.changed.is_empty() {
            page.line(say!("assign-changes"));
            self.changed.iter().for_each(|change| page.indented(1, change.said.clone()));
        }
        if !self.unplaced.is_empty() {
            self.without_date(page);
        }
        page.line(match self.written {
            true => say!("assign-written", file = ASSIGNMENTS),
            false => say!("assign-not-written"),
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
