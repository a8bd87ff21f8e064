//! `ovelse assign`: registrations → assignments.csv.
//!
//! It must never write when it was only asked to show, and never take a date from whom it was told to without
//! being asked.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::pin::Pinned;
use super::{Console, Opened, Outcome, Session, count, what_if};
use crate::assign::{Task, assign};
use crate::assignment::{Assignment, Assignments};
use crate::cli::Assign;
use crate::exercise::DateId;
use crate::municipality::Number;
use crate::registration::{Answer, Registrations, choice_name};
use crate::show::{Column, Grid, Page, View, capitalised};

pub fn run(session: &Session, args: &Assign, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = if args.dry_run || args.what_if { None } else { Some(opened.folder.lock()?) };
    let registrations = opened.registrations()?;
    if registrations.is_empty() {
        bail!("nobody has registered yet\n    read the spreadsheets first: ovelse import data/incoming/*.csv");
    }
    let reassigned = reassigned(&opened, &args.reassign)?;
    let previous = opened.assignments(&registrations)?;
    let kept = kept(&opened, &registrations, &previous, &reassigned)?;
    let task = Task {
        dates: &opened.exercise.dates,
        registrations: &registrations,
        municipalities: &opened.municipalities,
        previous: &previous,
        kept: &kept,
    };
    if args.what_if {
        return what_if::run(&task, &opened, console, args.listing.format);
    }
    let assignments = assign(&task);
    if !args.dry_run {
        opened.folder.write_assignments(&assignments, &opened.exercise, &opened.municipalities)?;
        // What is on disk is checked, by code that knows nothing of how it came to be.
        let written = opened.assignments(&registrations)?;
        let keeps = |municipality| kept.contains_key(&municipality);
        written
            .check(&opened.exercise.dates, &registrations, keeps)
            .context("assignments.csv breaks a rule, which is a defect of ovelse; do not send invitations from it")?;
    }
    let mut report = Report::of(&assignments, &kept, !args.dry_run, &opened);
    report.changed = changes(&previous, &assignments, &opened);
    console.show(&report, args.listing.format)?;
    Ok(if report.unplaced.is_empty() { Outcome::Done } else { Outcome::Partly })
}

/// The municipalities that are to be given a date anew.
fn reassigned(opened: &Opened, names: &[String]) -> Result<Vec<Number>> {
    let mut reassigned = Vec::new();
    for name in names {
        if name.eq_ignore_ascii_case("all") {
            reassigned.extend(opened.municipalities.iter().map(|one| one.number));
        } else {
            reassigned.push(opened.municipality(name)?.number);
        }
    }
    Ok(reassigned)
}

fn has_declined(municipality: Number, registrations: &Registrations) -> bool {
    registrations.get(municipality).is_some_and(|registration| registration.answer == Answer::Declined)
}

/// Refuses dates that are to be kept by more municipalities than they hold.
fn check_room(kept: &HashMap<Number, DateId>, previous: &Assignments, opened: &Opened) -> Result<()> {
    let dates = &opened.exercise.dates;
    for date in dates.ids() {
        let capacity = dates.get(date).capacity as usize;
        let mut on_it: Vec<Number> =
            kept.iter().filter(|(_, kept)| **kept == date).map(|(number, _)| *number).collect();
        if on_it.len() <= capacity {
            continue;
        }
        on_it.sort_unstable();
        let pinned = |number: Number| previous.get(number).is_some_and(|one| one.pin.is_some());
        let names: Vec<String> =
            on_it.iter().map(|number| opened.name(*number) + if pinned(*number) { " (pinned)" } else { "" }).collect();
        bail!(
            "{} is to be kept by {} municipalities and holds {capacity}: {}\n    \
             raise its capacity in exercise.toml, or let one of them have another date, with ovelse unpin or --reassign",
            dates.short(date),
            names.len(),
            names.join(", ")
        );
    }
    Ok(())
}

/// The dates that are not to be taken from their municipalities: those that have been told, unless they
/// are reassigned, and those set by hand; none where a municipality has declined since.
///
/// # Errors
/// When a date is to be kept by more than it holds.
pub fn kept(
    opened: &Opened,
    registrations: &Registrations,
    previous: &Assignments,
    reassigned: &[Number],
) -> Result<HashMap<Number, DateId>> {
    let history = opened.history()?;
    let is_kept = |one: &Assignment| {
        let is_told = history.was_told(one.municipality) && !reassigned.contains(&one.municipality);
        (is_told || one.pin.is_some()) && !has_declined(one.municipality, registrations)
    };
    let kept = previous.iter().filter(|one| is_kept(one));
    let kept = kept.filter_map(|one| Some((one.municipality, one.seat?.date))).collect();
    check_room(&kept, previous, opened)?;
    Ok(kept)
}

/// What assigning came to.
#[derive(Debug, Serialize)]
struct Report {
    /// Whether assignments.csv has been replaced.
    written: bool,
    registered: usize,
    placed: usize,
    /// How many got their first choice, their second, and so on.
    by_choice: Vec<usize>,
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
    assignments: Vec<Line>,
}

/// One municipality.
#[derive(Debug, Serialize)]
struct Line {
    number: String,
    municipality: String,
    date: Option<String>,
    choice: Option<usize>,
}

/// What is otherwise than before for one municipality.
#[derive(Debug, Serialize)]
struct Change {
    number: String,
    municipality: String,
    /// The date before; none if it was without one.
    from: Option<String>,
    /// The date now; none if it is without one.
    to: Option<String>,
}

/// Who was assigned before and has another date now, or none, or one at last.
fn changes(previous: &Assignments, now: &Assignments, opened: &Opened) -> Vec<Change> {
    let dates = &opened.exercise.dates;
    let change = |before: &Assignment| {
        let (from, to) = (before.seat.map(|seat| seat.date), now.seat(before.municipality).map(|seat| seat.date));
        (from != to).then(|| Change {
            number: before.municipality.to_string(),
            municipality: opened.name(before.municipality),
            from: from.map(|date| dates.key(date)),
            to: to.map(|date| dates.key(date)),
        })
    };
    previous.iter().filter_map(change).collect()
}

impl Change {
    fn line(&self) -> String {
        let named = |date: &Option<String>| date.clone().unwrap_or_else(|| "no date".to_owned());
        format!("{}: {}, before: {}", self.municipality, named(&self.to), named(&self.from))
    }
}

/// One date.
#[derive(Debug, Serialize)]
struct DateLine {
    date: String,
    #[serde(skip)]
    short: String,
    capacity: u32,
    assigned: usize,
    by_choice: Vec<usize>,
}

impl Report {
    fn of(assignments: &Assignments, kept: &HashMap<Number, DateId>, written: bool, opened: &Opened) -> Report {
        let dates = &opened.exercise.dates;
        let line = |one: &Assignment| Line {
            number: one.municipality.to_string(),
            municipality: opened.name(one.municipality),
            date: one.seat.map(|seat| dates.key(seat.date)),
            choice: one.seat.and_then(|seat| seat.rank),
        };
        let ranks = assignments.iter().filter_map(|one| one.seat?.rank).max().unwrap_or(0).max(2);
        let date_line = |id: DateId| {
            let on_it: Vec<_> = assignments.on(id).collect();
            let with = |rank| on_it.iter().filter(|(_, got)| *got == Some(rank)).count();
            DateLine {
                date: dates.key(id),
                short: dates.short(id),
                capacity: dates.get(id).capacity,
                assigned: on_it.len(),
                by_choice: (1..=ranks).map(with).collect(),
            }
        };
        let (placed, unplaced): (Vec<_>, Vec<_>) = assignments.iter().partition(|one| one.seat.is_some());
        Report {
            written,
            registered: placed.len() + unplaced.len(),
            placed: placed.len(),
            by_choice: (1..=ranks).map(|rank| assignments.with_rank(rank)).collect(),
            kept: kept.len(),
            told: kept.len() - assignments.pinned().count(),
            pinned: assignments.pinned().map(|(one, date)| Pinned::of(one, date, opened)).collect(),
            unplaced: unplaced.into_iter().map(line).collect(),
            changed: Vec::new(),
            dates: dates.ids().map(date_line).collect(),
            assignments: assignments.iter().map(line).collect(),
        }
    }

    fn summary(&self) -> String {
        let mut parts: Vec<String> = (1..)
            .zip(&self.by_choice)
            .map(|(rank, number)| format!("{number} got their {}", choice_name(rank)))
            .collect();
        let others = self.placed - self.by_choice.iter().sum::<usize>();
        if others > 0 {
            parts.push(format!("{others} keep a date that they do not ask for any more"));
        }
        parts.push(format!("{} without a date", self.unplaced.len()));
        format!("{} assigned: {}.", count(self.registered, "municipality", "municipalities"), parts.join(", "))
    }
}

impl View for Report {
    fn page(&self, page: &mut Page) {
        let rows = self.dates.iter().map(|date| {
            let cells = [date.short.clone(), date.assigned.to_string(), date.capacity.to_string()];
            cells.into_iter().chain(date.by_choice.iter().map(ToString::to_string)).collect::<Vec<_>>()
        });
        let ranks = (1..=self.by_choice.len()).map(|rank| Column::number(capitalised(&choice_name(rank))));
        let columns = [Column::text("Date"), Column::number("Assigned"), Column::number("Capacity")];
        page.table(&columns.into_iter().chain(ranks).collect::<Vec<_>>(), rows);
        page.gap();
        page.line(self.summary());
        if self.told > 0 {
            page.line(format_args!("{} been sent an invitation and keep their date.", have(self.told)));
        }
        self.pinned.iter().for_each(|pinned| page.line(format_args!("Pinned: {}", pinned.line())));
        if !self.changed.is_empty() {
            page.line("Otherwise than before:");
            self.changed.iter().for_each(|change| page.line(format_args!("    {}", change.line())));
        }
        if !self.unplaced.is_empty() {
            let free = self.dates.iter().filter(|date| date.assigned < date.capacity as usize);
            let room: Vec<String> =
                free.map(|date| format!("{} ({})", date.short, date.capacity as usize - date.assigned)).collect();
            let names = self.unplaced.iter().map(|line| line.municipality.as_str());
            page.names("Without a date, as all they asked for is full", names);
            page.line(match room.as_slice() {
                [] => "No date has room left.".to_owned(),
                room => format!("Dates with room left: {}. Ask them, and import their answer.", room.join(", ")),
            });
        }
        page.line(if self.written {
            format!("Written to {}.", crate::folder::ASSIGNMENTS)
        } else {
            "Nothing is written: this was a dry run.".to_owned()
        });
    }

    fn grid(&self) -> Grid {
        let rows = self.assignments.iter().map(|line| {
            vec![
                line.number.clone(),
                line.municipality.clone(),
                line.date.clone().unwrap_or_default(),
                line.choice.map(|choice| choice.to_string()).unwrap_or_default(),
            ]
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
