//! `ovelse dates`: what is asked of each date, against what it holds.

use serde::Serialize;

use super::{Console, Outcome, Session};
use crate::cli::Listing;
use crate::findings::Value;
use crate::registration::choice_name;
use crate::show::{Column, Grid, Page, View, bar, scale};
use crate::words::say;
use crate::workspace::{Demand, Result, Workspace};

pub fn run(session: &Session, args: Listing, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let answers = workspace.answers()?;
    let assignments = workspace.assignments(&answers)?;
    let demand = workspace.demand(&answers, &assignments);
    console.show(&ShownDemand::of(demand, &workspace), args.format)?;
    Ok(Outcome::Done)
}

/// The demand for all dates. Numbers are of municipalities.
#[derive(Debug, Serialize)]
struct ShownDemand {
    dates: Vec<ShownDate>,
    any: usize,
    declined: usize,
}

#[derive(Debug, Serialize)]
struct ShownDate {
    date: String,
    #[serde(skip)]
    short: String,
    start: String,
    /// Why it is called off, which may be an empty text; none if it is not.
    called_off: Option<String>,
    capacity: usize,
    /// How many it needs to be held; 0 if any number will do.
    minimum: u32,
    by_choice: Vec<usize>,
    assigned: usize,
}

impl ShownDemand {
    fn of(demand: Demand, workspace: &Workspace) -> ShownDemand {
        let exercise = &workspace.exercise;
        let dates = demand.dates.into_iter().map(|demand| ShownDate {
            date: exercise.dates.key(demand.date).to_owned(),
            short: exercise.dates.short(demand.date),
            start: exercise.zoned(exercise.dates.get(demand.date).start).to_rfc3339(),
            called_off: exercise.dates.get(demand.date).called_off.clone(),
            capacity: demand.capacity,
            minimum: demand.minimum,
            by_choice: demand.by_choice,
            assigned: demand.assigned,
        });
        ShownDemand { dates: dates.collect(), any: demand.any, declined: demand.declined }
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

impl ShownDate {
    /// First choices within the capacity, those beyond it, and seats that nobody has as a first choice.
    fn bar(&self, scale: usize) -> String {
        let first = self.by_choice[0];
        let within = first.min(self.capacity);
        bar(scale, [("█", within), ("▓", first), ("·", self.capacity)])
    }

    fn minimum(&self) -> Option<u32> {
        (self.minimum > 0).then_some(self.minimum)
    }
}

impl View for ShownDemand {
    fn page(&self, page: &mut Page) {
        let scale = self.scale();
        let with_minimum = self.dates.iter().any(|date| date.minimum > 0);
        let first = [
            Column::text(say!("dates-date")),
            Column::text(say!("dates-first-choices")),
            Column::number(say!("dates-capacity")),
        ];
        let minimum = with_minimum.then(|| Column::number(say!("dates-minimum")));
        let ranks = (1..=self.ranks()).map(|rank| Column::number(say!("dates-choice", rank = rank)));
        let assigned = [Column::number(say!("dates-assigned"))];
        let columns: Vec<Column> = first.into_iter().chain(minimum).chain(ranks).chain(assigned).collect();
        let rows = self.dates.iter().map(|date| {
            let name = match date.called_off {
                Some(_) => say!("dates-called-off", date = &date.short).into(),
                None => Value::from(&date.short),
            };
            let first = [name, date.bar(scale).into(), date.capacity.into()];
            let minimum = with_minimum.then(|| Value::from(date.minimum()));
            let ranks = date.by_choice.iter().map(|number| Value::from(*number));
            first.into_iter().chain(minimum).chain(ranks).chain([date.assigned.into()])
        });
        page.table(&columns, rows);
        page.gap();
        page.line(say!("dates-legend", scale = scale));
        if self.any + self.declined > 0 {
            page.line(say!("dates-others", any = self.any, declined = self.declined));
        }
    }

    fn grid(&self) -> Grid {
        let headings =
            ["date", "capacity", "minimum"].map(str::to_owned).into_iter().chain((1..=self.ranks()).map(choice_name));
        let rows = self.dates.iter().map(|date| {
            let minimum = date.minimum().map(|minimum| minimum.to_string()).unwrap_or_default();
            let ranks = date.by_choice.iter().map(ToString::to_string);
            let first = [date.date.clone(), date.capacity.to_string(), minimum];
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
        ShownDate { date, short, start, called_off: None, capacity, minimum: 0, by_choice, assigned: 0 }.bar(scale)
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
