//! `ovelse assign --what-if`: what one more seat on a full date would give, and what each pin costs.
//!
//! Every line is a new assignment with that one thing changed, so the numbers are exact. It must never
//! write, and never name a change that it has not tried.

use std::collections::HashMap;

use anyhow::Result;
use serde::Serialize;

use super::{Console, Opened, Outcome};
use crate::assign::{Task, assign};
use crate::assignment::Assignments;
use crate::cli::Format;
use crate::exercise::DateId;
use crate::municipality::Number;
use crate::registration::choice_name;
use crate::show::{Column, Grid, Page, View, capitalised};

/// What single changes would give.
#[derive(Debug, Serialize)]
struct WhatIf {
    /// With nothing changed.
    now: Totals,
    changes: Vec<Change>,
}

/// What an assignment comes to; numbers of municipalities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Totals {
    placed: usize,
    /// How many have their first choice, their second, and so on.
    by_choice: Vec<usize>,
}

/// One thing that could be otherwise, and what would come of it.
#[derive(Debug, Serialize)]
struct Change {
    what: String,
    /// The date that would have a seat more, if that is the change.
    date: Option<String>,
    /// The municipality that would not be pinned, if that is the change.
    unpinned: Option<String>,
    then: Totals,
}

/// Tries everything that can be tried. `task` is what is assigned now.
pub fn run(task: &Task<'_>, opened: &Opened, console: &mut Console, format: Format) -> Result<Outcome> {
    let assigned = assign(task);
    let ranks = task.registrations.iter().map(|one| one.answer.dates().len()).max().unwrap_or(0).max(2);
    let full = task.dates.ids().filter(|date| assigned.on(*date).count() >= task.dates.get(*date).capacity as usize);
    let seats = full.map(|date| one_more_seat(task, date, ranks));
    let pins = task.previous.pinned().filter(|(one, _)| task.kept.contains_key(&one.municipality));
    let pins = pins.map(|(one, _)| without_pin(task, one.municipality, ranks, opened));
    let what_if = WhatIf { now: Totals::of(&assigned, ranks), changes: seats.chain(pins).collect() };
    console.show(&what_if, format)?;
    Ok(Outcome::Done)
}

fn one_more_seat(task: &Task<'_>, date: DateId, ranks: usize) -> Change {
    let dates = task.dates.with_one_more_seat(date);
    let then = assign(&Task { dates: &dates, ..*task });
    Change {
        what: format!("one more seat on {}", task.dates.short(date)),
        date: Some(task.dates.key(date)),
        unpinned: None,
        then: Totals::of(&then, ranks),
    }
}

fn without_pin(task: &Task<'_>, municipality: Number, ranks: usize, opened: &Opened) -> Change {
    let mut kept: HashMap<Number, DateId> = task.kept.clone();
    kept.remove(&municipality);
    let then = assign(&Task { kept: &kept, ..*task });
    Change {
        what: format!("{} not pinned", opened.name(municipality)),
        date: None,
        unpinned: Some(municipality.to_string()),
        then: Totals::of(&then, ranks),
    }
}

impl Totals {
    fn of(assignments: &Assignments, ranks: usize) -> Totals {
        Totals {
            placed: assignments.iter().filter(|one| one.seat.is_some()).count(),
            by_choice: (1..=ranks).map(|rank| assignments.with_rank(rank)).collect(),
        }
    }

    /// The numbers, each with how much it differs from another one.
    fn against(&self, other: &Totals) -> Vec<String> {
        let cell = |now: usize, then: usize| match (then > now, then < now) {
            (true, _) => format!("{then} (+{})", then - now),
            (_, true) => format!("{then} (−{})", now - then),
            _ => then.to_string(),
        };
        let ranks = other.by_choice.iter().zip(&self.by_choice).map(|(now, then)| cell(*now, *then));
        std::iter::once(cell(other.placed, self.placed)).chain(ranks).collect()
    }
}

impl View for WhatIf {
    fn page(&self, page: &mut Page) {
        let ranks = (1..=self.now.by_choice.len()).map(|rank| Column::number(capitalised(&choice_name(rank))));
        let columns: Vec<Column> =
            [Column::text("If there were"), Column::number("Placed")].into_iter().chain(ranks).collect();
        let row = |what: &str, then: &Totals| {
            std::iter::once(what.to_owned()).chain(then.against(&self.now)).collect::<Vec<_>>()
        };
        let changes = self.changes.iter().map(|change| row(&change.what, &change.then));
        page.table(&columns, std::iter::once(row("nothing otherwise", &self.now)).chain(changes));
        page.gap();
        if self.changes.is_empty() {
            page.line("No date is full and nothing is pinned: there is nothing to be had.");
        }
        page.line("Nothing is written: this was a rehearsal.");
    }

    fn grid(&self) -> Grid {
        let ranks = (1..=self.now.by_choice.len()).map(choice_name);
        let headings = ["change", "placed"].map(str::to_owned).into_iter().chain(ranks).collect();
        let row = |what: &str, then: &Totals| {
            let numbers = std::iter::once(then.placed).chain(then.by_choice.iter().copied());
            std::iter::once(what.to_owned()).chain(numbers.map(|number| number.to_string())).collect()
        };
        let changes = self.changes.iter().map(|change| row(&change.what, &change.then));
        Grid { headings, rows: std::iter::once(row("none", &self.now)).chain(changes).collect() }
    }
}
