//! `ovelse assign --what-if`: what single changes would give.

use serde::Serialize;

use super::report::with_difference;
use crate::assign::totals::Totals;
use crate::assign::what_if;
use crate::commands::Outcome;
use crate::findings::{Sentence, Value};
use crate::registration::choice_name;
use crate::show::{Column, Grid, Page, View};
use crate::words::{Words, choice_heading, say};
use crate::workspace::Workspace;

#[derive(Debug, Serialize)]
pub(super) struct WhatIf {
    /// With nothing changed.
    now: Totals,
    changes: Vec<Change>,
    /// Whether all numbers are those of optimal assignments.
    proven: bool,
}

#[derive(Debug, Serialize)]
struct Change {
    what: String,
    /// The date with one more seat, if that is the change.
    date: Option<String>,
    /// The municipality without its pin, if that is the change.
    unpinned: Option<String>,
    /// The date without its minimum, if that is the change.
    without_minimum: Option<String>,
    /// The group left out, if that is the change.
    without_group: Option<String>,
    then: Totals,
}

impl WhatIf {
    pub fn of(found: what_if::WhatIf, workspace: &Workspace, words: Words) -> WhatIf {
        let changes = found.changes.into_iter().map(|(change, then)| Change::of(&change, then, workspace, words));
        WhatIf { now: found.now, changes: changes.collect(), proven: found.proven }
    }

    pub fn outcome(&self) -> Outcome {
        if self.proven { Outcome::Done } else { Outcome::Partly }
    }

    fn row(&self, what: impl Into<Value>, then: &Totals) -> Vec<Value> {
        let ranks = self.now.by_choice.iter().zip(&then.by_choice);
        let ranks = ranks.map(|(now, then)| with_difference(*now, *then).into());
        [what.into(), with_difference(self.now.placed, then.placed).into()].into_iter().chain(ranks).collect()
    }
}

impl Change {
    fn of(change: &what_if::Change, then: Totals, workspace: &Workspace, words: Words) -> Change {
        let dates = &workspace.exercise.dates;
        let mut shown = Change {
            what: words.say(&said(change, workspace)),
            date: None,
            unpinned: None,
            without_minimum: None,
            without_group: None,
            then,
        };
        match change {
            what_if::Change::OneMoreSeat(date) => shown.date = Some(dates.key(*date).to_owned()),
            what_if::Change::WithoutPin(number) => shown.unpinned = Some(number.to_string()),
            what_if::Change::WithoutMinimum(date) => shown.without_minimum = Some(dates.key(*date).to_owned()),
            what_if::Change::WithoutGroup(group) => shown.without_group = Some(group.clone()),
        }
        shown
    }
}

fn said(change: &what_if::Change, workspace: &Workspace) -> Sentence {
    let dates = &workspace.exercise.dates;
    match change {
        what_if::Change::OneMoreSeat(date) => say!("what-if-one-more-seat", date = dates.short(*date)),
        what_if::Change::WithoutPin(number) => say!("what-if-without-pin", municipality = workspace.name(*number)),
        what_if::Change::WithoutMinimum(date) => say!("what-if-without-minimum", date = dates.short(*date)),
        what_if::Change::WithoutGroup(group) => say!("what-if-without-group", group = group),
    }
}

impl View for WhatIf {
    fn page(&self, page: &mut Page) {
        let ranks = (1..=self.now.by_choice.len()).map(|rank| Column::number(choice_heading(rank)));
        let first = [Column::text(say!("what-if-change")), Column::number(say!("what-if-placed"))];
        let columns: Vec<Column> = first.into_iter().chain(ranks).collect();
        let now = self.row(say!("what-if-nothing"), &self.now);
        let changes = self.changes.iter().map(|change| self.row(change.what.as_str(), &change.then));
        page.table(&columns, std::iter::once(now).chain(changes));
        page.gap();
        if self.changes.is_empty() {
            page.line(say!("what-if-no-changes"));
        }
        if !self.proven {
            page.line(say!("what-if-not-proven"));
        }
        page.line(say!("what-if-not-written"));
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
