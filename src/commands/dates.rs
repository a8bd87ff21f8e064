//! `ovelse dates`: what is asked of each date, against what it holds.
//!
//! It must never write, and never say by the chart alone what the numbers do not.

use anyhow::Result;
use serde::Serialize;

use super::{Console, Outcome, Session, Workspace, minimum_cell};
use crate::assignment::Assignments;
use crate::cli::Listing;
use crate::registration::{Answers, choice_name};
use crate::show::{Column, Grid, Page, View, bar, capitalised, scale};
use crate::workspace;

/// The demand for all dates. Numbers are of municipalities.
#[derive(Debug, Serialize)]
struct Demand {
    dates: Vec<DateDemand>,
    /// Can take any date.
    any: usize,
    declined: usize,
}

/// The demand for one date.
#[derive(Debug, Serialize)]
struct DateDemand {
    date: String,
    #[serde(skip)]
    short: String,
    start: String,
    capacity: usize,
    /// How many it needs to be held; 0 if any number will do.
    minimum: u32,
    /// How many have it as their first choice, as their second, and so on; those that can take any date
    /// are not among them.
    by_choice: Vec<usize>,
    assigned: usize,
}

pub fn run(session: &Session, args: Listing, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let answers = opened.answers()?;
    let assignments = opened.assignments(&answers)?;
    console.show(&Demand::of(&opened, &answers, &assignments), args.format)?;
    Ok(Outcome::Done)
}

impl Demand {
    fn of(opened: &Workspace, answers: &Answers, assignments: &Assignments) -> Demand {
        let dates = &opened.exercise.dates;
        let demand = opened.demand(answers, assignments);
        let shown = |date: &workspace::DateDemand| DateDemand {
            date: dates.key(date.date).to_owned(),
            short: dates.short(date.date),
            start: opened.exercise.zoned(dates.get(date.date).start).to_rfc3339(),
            capacity: date.capacity,
            minimum: date.minimum,
            by_choice: date.by_choice.clone(),
            assigned: date.assigned,
        };
        Demand { dates: demand.dates.iter().map(shown).collect(), any: demand.any, declined: demand.declined }
    }

    fn ranks(&self) -> usize {
        self.dates.first().map_or(2, |date| date.by_choice.len())
    }

    /// How many municipalities a mark of the chart stands for, so that the longest bar fits.
    fn scale(&self) -> usize {
        const LONGEST_BAR: usize = 40;
        let longest = self.dates.iter().map(|date| date.by_choice[0].max(date.capacity)).max().unwrap_or(1);
        scale(longest, LONGEST_BAR)
    }
}

impl DateDemand {
    /// First choices within the capacity, those beyond it, and seats that nobody has as a first choice.
    fn bar(&self, scale: usize) -> String {
        let first = self.by_choice[0];
        let within = first.min(self.capacity);
        bar(scale, [("█", within), ("▓", first), ("·", self.capacity)])
    }
}

impl View for Demand {
    fn page(&self, page: &mut Page) {
        let scale = self.scale();
        let name = |rank| capitalised(choice_name(rank).trim_end_matches(" choice"));
        let ranks = (1..=self.ranks()).map(|rank| Column::number(name(rank)));
        let first = [Column::text("Date"), Column::text("First choices"), Column::number("Capacity")];
        let with_minimum = self.dates.iter().any(|date| date.minimum > 0);
        let minimum = with_minimum.then(|| Column::number("Minimum"));
        let columns: Vec<Column> =
            first.into_iter().chain(minimum).chain(ranks).chain([Column::number("Assigned")]).collect();
        let rows = self.dates.iter().map(|date| {
            let first = [date.short.clone(), date.bar(scale), date.capacity.to_string()];
            let ranks = date.by_choice.iter().map(ToString::to_string);
            let minimum = with_minimum.then(|| minimum_cell(date.minimum));
            first.into_iter().chain(minimum).chain(ranks).chain([date.assigned.to_string()]).collect::<Vec<_>>()
        });
        page.table(&columns, rows);
        page.gap();
        let stands_for = if scale == 1 { "one municipality".to_owned() } else { format!("{scale} municipalities") };
        page.line(format_args!("█ within capacity, ▓ beyond it, · free. A mark is {stands_for}."));
        if self.any + self.declined > 0 {
            page.line(format_args!("Besides, {} can take any date, and {} declined.", self.any, self.declined));
        }
    }

    fn grid(&self) -> Grid {
        let headings =
            ["date", "capacity", "minimum"].map(str::to_owned).into_iter().chain((1..=self.ranks()).map(choice_name));
        let rows = self.dates.iter().map(|date| {
            let ranks = date.by_choice.iter().map(ToString::to_string);
            let first = [date.date.clone(), date.capacity.to_string(), minimum_cell(date.minimum)];
            first.into_iter().chain(ranks).chain([date.assigned.to_string()]).collect()
        });
        Grid { headings: headings.chain(["assigned".to_owned()]).collect(), rows: rows.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bar(first: usize, capacity: usize, scale: usize) -> String {
        let by_choice = vec![first, 0];
        let (date, short, start) = (String::new(), String::new(), String::new());
        DateDemand { date, short, start, capacity, minimum: 0, by_choice, assigned: 0 }.bar(scale)
    }

    #[test]
    fn a_bar_shows_first_choices_against_capacity() {
        assert_eq!(bar(2, 4, 1), "██··");
        assert_eq!(bar(6, 4, 1), "████▓▓");
        assert_eq!(bar(0, 2, 1), "··");
        assert_eq!(bar(60, 100, 10), "██████····");
        assert_eq!(bar(101, 100, 10), "██████████▓");
    }
}
