//! `ovelse assign --what-if`: what one more seat on a full date would give, and what each pin, minimum and group
//! costs.
//!
//! Every line is a new assignment with that one thing changed, so the numbers are exact. It must never
//! write, and never name a change that it has not tried.

use std::collections::HashMap;
use std::time::Duration;

use anyhow::Result;
use serde::Serialize;

use super::report::{Totals, with_difference};
use super::solve;
use crate::assign::{Solution, Task};
use crate::cli::Format;
use crate::commands::{Console, Outcome, Workspace};
use crate::exercise::DateId;
use crate::group::Group;
use crate::municipality::Number;
use crate::registration::choice_name;
use crate::show::{Column, Grid, Page, View, capitalised};

/// What single changes would give.
#[derive(Debug, Serialize)]
struct WhatIf {
    /// With nothing changed.
    now: Totals,
    changes: Vec<Change>,
    /// Whether all numbers are those of the best assignments.
    proven: bool,
}

/// One thing that could be otherwise, and what would come of it.
#[derive(Debug, Serialize)]
struct Change {
    what: String,
    /// The date that would have a seat more, if that is the change.
    date: Option<String>,
    /// The municipality that would not be pinned, if that is the change.
    unpinned: Option<String>,
    /// The date that would have no minimum, if that is the change.
    without_minimum: Option<String>,
    /// The group that would not be, if that is the change.
    without_group: Option<String>,
    then: Totals,
}

/// Tries everything that can be tried. `task` is what is assigned now.
pub fn run(
    task: &Task<'_>,
    opened: &Workspace,
    console: &mut Console,
    limit: Duration,
    format: Format,
) -> Result<Outcome> {
    let longest = task.answers.longest();
    let mut trial = Trial { opened, limit, ranks: longest.max(2), proven: true };
    let now = trial.assign(task)?;
    let mut changes = Vec::new();
    for date in
        task.dates.ids().filter(|date| now.assignments.on(*date).count() >= task.dates.get(*date).capacity as usize)
    {
        changes.push(trial.one_more_seat(task, date)?);
    }
    for (one, _) in task.previous.pinned().filter(|(one, _)| task.kept.contains_key(&one.municipality)) {
        changes.push(trial.without_pin(task, one.municipality)?);
    }
    for date in task.dates.ids().filter(|date| task.dates.get(*date).minimum > 0) {
        changes.push(trial.without_minimum(task, date)?);
    }
    for group in task.groups {
        changes.push(trial.without_group(task, group)?);
    }
    let what_if = WhatIf { now: Totals::of(&now.assignments, trial.ranks), changes, proven: trial.proven };
    console.show(&what_if, format)?;
    Ok(if what_if.proven { Outcome::Done } else { Outcome::Partly })
}

struct Trial<'o> {
    opened: &'o Workspace,
    limit: Duration,
    /// How many ranks are counted.
    ranks: usize,
    /// Whether everything that was tried was solved.
    proven: bool,
}

impl Trial<'_> {
    fn assign(&mut self, task: &Task<'_>) -> Result<Solution> {
        let solution = solve(task, self.limit).map_err(|impossible| self.opened.explained(&impossible, task))?;
        self.proven &= solution.gap.is_none();
        Ok(solution)
    }

    fn change(&mut self, task: &Task<'_>, what: String) -> Result<Change> {
        let then = Totals::of(&self.assign(task)?.assignments, self.ranks);
        Ok(Change { what, date: None, unpinned: None, without_minimum: None, without_group: None, then })
    }

    fn one_more_seat(&mut self, task: &Task<'_>, date: DateId) -> Result<Change> {
        let dates = task.dates.with_one_more_seat(date);
        let change =
            self.change(&Task { dates: &dates, ..*task }, format!("one more seat on {}", dates.short(date)))?;
        Ok(Change { date: Some(dates.key(date).to_owned()), ..change })
    }

    fn without_pin(&mut self, task: &Task<'_>, municipality: Number) -> Result<Change> {
        let mut kept: HashMap<Number, DateId> = task.kept.clone();
        kept.remove(&municipality);
        let what = format!("{} not pinned", self.opened.name(municipality));
        let change = self.change(&Task { kept: &kept, ..*task }, what)?;
        Ok(Change { unpinned: Some(municipality.to_string()), ..change })
    }

    fn without_minimum(&mut self, task: &Task<'_>, date: DateId) -> Result<Change> {
        let dates = task.dates.without_minimum(date);
        let change = self.change(&Task { dates: &dates, ..*task }, format!("no minimum on {}", dates.short(date)))?;
        Ok(Change { without_minimum: Some(dates.key(date).to_owned()), ..change })
    }

    fn without_group(&mut self, task: &Task<'_>, group: &Group) -> Result<Change> {
        let groups: Vec<Group> = task.groups.iter().filter(|other| *other != group).cloned().collect();
        let change = self.change(&Task { groups: &groups, ..*task }, format!("no group {}", group.name))?;
        Ok(Change { without_group: Some(group.name.clone()), ..change })
    }
}

/// The numbers of `then`, each with how much it differs from now.
fn against(now: &Totals, then: &Totals) -> Vec<String> {
    let ranks = now.by_choice.iter().zip(&then.by_choice).map(|(now, then)| with_difference(*now, *then));
    std::iter::once(with_difference(now.placed, then.placed)).chain(ranks).collect()
}

impl View for WhatIf {
    fn page(&self, page: &mut Page) {
        let ranks = (1..=self.now.by_choice.len()).map(|rank| Column::number(capitalised(&choice_name(rank))));
        let columns: Vec<Column> =
            [Column::text("If there were"), Column::number("Placed")].into_iter().chain(ranks).collect();
        let row = |what: &str, then: &Totals| {
            std::iter::once(what.to_owned()).chain(against(&self.now, then)).collect::<Vec<_>>()
        };
        let changes = self.changes.iter().map(|change| row(&change.what, &change.then));
        page.table(&columns, std::iter::once(row("nothing otherwise", &self.now)).chain(changes));
        page.gap();
        if self.changes.is_empty() {
            page.line("No date is full, and there are no pins, minimums and groups: there is nothing to be had.");
        }
        if !self.proven {
            page.line("Not all of it is proven: a search was stopped. To go on longer: --limit SECONDS");
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
