//! `ovelse check`: everything that is wrong with what a lead writes by hand, at once.

use serde::Serialize;

use super::Outcome;
use crate::cli;
use crate::delivery::Probe;
use crate::findings::Sentence;
use crate::municipality::Municipalities;
use crate::show::{Console, Grid, Page, View, finding_grid};
use crate::words::{ShownFinding, Words, say};
use crate::workspace::check::{Checked, check};
use crate::workspace::{Result, Session};

#[derive(Debug, Serialize)]
struct Check {
    errors: usize,
    warnings: usize,
    /// Of municipalities on all dates; none if the dates cannot be read.
    seats: Option<u32>,
    dates: Option<usize>,
    invited: Option<usize>,
    findings: Vec<ShownFinding>,
}

pub fn run(session: &Session, args: cli::Check, console: &mut Console) -> Result<Outcome> {
    let check = Check::of(check(session)?, console.words);
    console.show(&check, args.listing.format)?;
    if check.errors > 0 {
        return Ok(Outcome::NotDone);
    }
    if args.connect {
        connect(session.open()?.transport()?.probe(), console)?;
    }
    Ok(Outcome::Done)
}

/// What the mail server answered. It goes beside the result.
fn connect(probe: Probe, console: &mut Console) -> Result<()> {
    probe.steps.into_iter().for_each(|step| console.say(step));
    match probe.failure {
        None => Ok(()),
        Some(reason) => Err(say!("check-connection-failed", reason = Sentence::from(&reason)).into()),
    }
}

impl Check {
    fn of(checked: Checked, words: Words) -> Check {
        let Checked { exercise, municipalities, findings } = checked;
        Check {
            errors: findings.errors(),
            warnings: findings.warnings(),
            seats: exercise.as_ref().map(|exercise| exercise.dates.iter().map(|date| date.capacity).sum()),
            dates: exercise.as_ref().map(|exercise| exercise.dates.offered().count()),
            invited: municipalities.as_ref().map(Municipalities::len),
            findings: findings.in_file_order().iter().map(|finding| words.finding(finding)).collect(),
        }
    }
}

impl View for Check {
    fn page(&self, page: &mut Page) {
        for finding in &self.findings {
            page.shown_finding(finding);
        }
        if self.errors > 0 {
            page.gap();
            page.line(match self.warnings {
                0 => say!("check-errors", errors = self.errors),
                warnings => say!("check-errors-and-warnings", errors = self.errors, warnings = warnings),
            });
        } else if let (Some(dates), Some(seats), Some(invited)) = (self.dates, self.seats, self.invited) {
            page.line(say!("check-in-order", dates = dates, seats = seats, municipalities = invited));
        }
    }

    fn grid(&self) -> Grid {
        finding_grid(&self.findings)
    }
}
