//! `ovelse assign`: gives each registered municipality a date.

mod changes;
mod report;
mod what_if;

use std::collections::HashSet;
use std::time::Duration;

use super::{Console, Outcome, Session};
use crate::cli::Assign;
use crate::words::say;
use crate::workspace::Result;
use crate::workspace::assigning::solve_within;

use report::Report;
use what_if::WhatIf;

pub fn run(session: &Session, args: &Assign, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let _lock = if args.dry_run || args.what_if { None } else { Some(workspace.folder.lock()?) };
    let answers = workspace.answers()?;
    if answers.is_empty() {
        return Err(say!("assign-nobody-registered").into());
    }
    let reassigned = workspace.reassigned(&args.reassign)?;
    let previous = workspace.assignments_as_written(&answers)?;
    let kept = workspace.kept(&answers, &previous, &reassigned)?;
    let task = workspace.task(&answers, &previous, &kept);
    let solve = solve_within(Duration::from_secs(args.limit));
    if args.what_if {
        let view = WhatIf::of(crate::assign::what_if::what_if(&task, &solve), &workspace, console.words);
        console.show(&view, args.listing.format)?;
        return Ok(view.outcome());
    }
    let solution = solve(&task);
    if !args.dry_run {
        workspace.write_solution(&solution, &task)?;
    }
    // Why somebody has no date is told as it will be told from now on: whoever was reassigned keeps what it was told again.
    let then = workspace.kept(&answers, &solution.assignments, &HashSet::new())?;
    let then = workspace.task(&answers, &solution.assignments, &then);
    let report = Report::of(&solution, &task, &then, &kept, !args.dry_run, &workspace, console.words);
    console.show(&report, args.listing.format)?;
    Ok(report.outcome())
}
