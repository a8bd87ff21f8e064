//! `ovelse assign`: registrations → assignments.csv.
//!
//! It must never write when it was only asked to show, and never take a date from whom it was told to without
//! being asked.

mod changes;
mod report;
mod what_if;

use std::collections::{HashMap, HashSet};
use std::mem::ManuallyDrop;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail};

use super::{Console, Outcome, Session, Workspace};
use crate::assign::{Impossible, Solution, Task};
use crate::assignment::{Assignment, Assignments};
use crate::cli::Assign;
use crate::exercise::DateId;
use crate::municipality::Number;
use crate::registration::{Answer, Answers};

use report::Report;

pub fn run(session: &Session, args: &Assign, console: &mut Console) -> Result<Outcome> {
    // The process ends when this does; to take a million names apart before that is a waste.
    let opened = ManuallyDrop::new(session.open()?);
    let _lock = if args.dry_run || args.what_if { None } else { Some(opened.folder.lock()?) };
    let answers = opened.answers()?;
    if answers.is_empty() {
        bail!("nobody has registered yet\n    read the spreadsheets first: ovelse import data/incoming/*.csv");
    }
    let reassigned = reassigned(&opened, &args.reassign)?;
    let previous = opened.assignments_as_written(&answers)?;
    let kept = kept(&opened, &answers, &previous, &reassigned)?;
    let task = opened.task(&answers, &previous, &kept);
    let limit = Duration::from_secs(args.limit);
    if args.what_if {
        return what_if::run(&task, &opened, console, limit, args.listing.format);
    }
    let solution = solve(&task, limit).map_err(|impossible| opened.explained(&impossible, &task))?;
    if !args.dry_run {
        check(&solution.assignments, &task)?;
        opened.folder.write_assignments(&solution.assignments, &opened.exercise, &opened.municipalities)?;
    }
    let report = Report::of(&solution, &task, !args.dry_run, &opened);
    console.show(&report, args.listing.format)?;
    Ok(report.outcome())
}

/// Assigns, and stops looking for something better when the limit is over.
///
/// # Errors
/// When the dates that are kept break a rule by themselves.
pub fn solve(task: &Task<'_>, limit: Duration) -> Result<Solution, Impossible> {
    let begun = Instant::now();
    crate::assign::assign(task, &|| begun.elapsed() >= limit)
}

/// What is about to be written is checked by code that knows nothing of how it came to be.
fn check(assignments: &Assignments, task: &Task<'_>) -> Result<()> {
    let keeps = |municipality| task.kept.contains_key(&municipality);
    assignments
        .check(task.dates, task.answers, task.groups, keeps)
        .context("what was assigned breaks a rule, which is a defect of ovelse; assignments.csv is as it was")
}

/// The municipalities that are to be given a date anew.
fn reassigned(opened: &Workspace, names: &[String]) -> Result<HashSet<Number>> {
    let mut reassigned = HashSet::new();
    for name in names {
        if name.eq_ignore_ascii_case("all") {
            reassigned.extend(opened.municipalities.iter().map(|one| one.number));
        } else {
            reassigned.insert(opened.municipality(name)?.number);
        }
    }
    Ok(reassigned)
}

fn has_declined(municipality: Number, answers: &Answers) -> bool {
    answers.get(municipality).is_some_and(|answered| answered.answer == Answer::Declined)
}

/// The dates that are not to be taken from their municipalities: those that have been told, unless they
/// are reassigned, and those set by hand; none where a municipality has declined since.
///
/// # Errors
/// When the delivery log cannot be read.
pub fn kept(
    opened: &Workspace,
    answers: &Answers,
    previous: &Assignments,
    reassigned: &HashSet<Number>,
) -> Result<HashMap<Number, DateId>> {
    let history = opened.history()?;
    let is_kept = |one: &Assignment| {
        let is_told = history.invited(one.municipality).is_some() && !reassigned.contains(&one.municipality);
        (is_told || one.pin.is_some()) && !has_declined(one.municipality, answers)
    };
    let kept = previous.iter().filter(|one| is_kept(one));
    Ok(kept.filter_map(|one| Some((one.municipality, one.seat?.date))).collect())
}

impl Workspace {
    /// What dates are assigned from.
    pub fn task<'a>(
        &'a self,
        answers: &'a Answers,
        previous: &'a Assignments,
        kept: &'a HashMap<Number, DateId>,
    ) -> Task<'a> {
        Task {
            dates: &self.exercise.dates,
            answers,
            municipalities: &self.municipalities,
            groups: &self.groups,
            previous,
            kept,
        }
    }

    /// Why there is no assignment, with names and what to do.
    pub fn explained(&self, impossible: &Impossible, task: &Task<'_>) -> anyhow::Error {
        let date = |date: DateId| task.dates.short(date);
        let who = |number: Number| {
            let pinned = task.previous.get(number).is_some_and(|one| one.pin.is_some());
            self.name(number) + if pinned { " (pinned)" } else { "" }
        };
        let names = |numbers: &[Number]| numbers.iter().map(|number| who(*number)).collect::<Vec<_>>().join(", ");
        match impossible {
            Impossible::Room(id, numbers) => anyhow!(
                "{} is to be kept by {} municipalities and holds {}: {}\n    \
                 raise its capacity in exercise.toml, or let one of them have another date, with ovelse unpin or --reassign",
                date(*id),
                numbers.len(),
                task.dates.get(*id).capacity,
                names(numbers)
            ),
            Impossible::Group(group, one, other) => {
                let keeps = |number: &Number| {
                    let kept = task.kept.get(number).map(|kept| date(*kept)).unwrap_or_default();
                    format!("{} keeps {kept}", who(*number))
                };
                let rule =
                    task.groups.iter().find(|found| found.name == *group).map_or("", |found| found.rule.demand());
                anyhow!(
                    "the members of {group} {rule}, but {} and {}\n    \
                     correct the group in exercise.toml, or let one of them have another date, with ovelse unpin or --reassign",
                    keeps(one),
                    keeps(other)
                )
            }
            Impossible::Minimum(id) => {
                let mut keeping: Vec<Number> =
                    task.kept.iter().filter(|(_, kept)| *kept == id).map(|(number, _)| *number).collect();
                keeping.sort_unstable();
                anyhow!(
                    "{} needs {} municipalities and too few can be on it, but it is kept by {}\n    \
                     lower its minimum in exercise.toml, or let them have another date, with ovelse unpin or --reassign",
                    date(*id),
                    task.dates.get(*id).minimum,
                    names(&keeping)
                )
            }
        }
    }
}
