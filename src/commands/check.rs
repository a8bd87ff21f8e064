//! `ovelse check`: everything that is wrong with exercise.toml, municipalities.csv and the templates, at once.
//!
//! It must never stop at the first mistake, and never write.

use anyhow::{Result, bail};
use serde::Serialize;

use super::{Console, Outcome, Session, count, letters};
use crate::cli;
use crate::delivery::Step;
use crate::exercise::{Exercise, FILE};
use crate::findings::Findings;
use crate::folder::Folder;
use crate::letter::{Templates, not_used, rehearse};
use crate::show::{Grid, Page, View, finding_grid};
use crate::words::ShownFinding;

#[derive(Debug, Serialize)]
struct Check {
    errors: usize,
    warnings: usize,
    /// Of municipalities on all dates; none where the dates cannot be read.
    seats: Option<u32>,
    dates: Option<usize>,
    invited: Option<usize>,
    findings: Vec<ShownFinding>,
}

pub fn run(session: &Session, args: cli::Check, console: &mut Console) -> Result<Outcome> {
    let folder = session.folder()?;
    let mut findings = Findings::new();
    let exercise = folder.exercise(&mut findings)?;
    let municipalities = folder.municipalities(&mut findings)?;
    if let (Some(exercise), Some(municipalities)) = (&exercise, &municipalities) {
        exercise.check_capacity(municipalities.len(), &mut findings);
        municipalities.check_addresses(&exercise.contact.email, &mut findings);
        exercise.groups_among(municipalities, &mut findings);
        exercise.check_groups(&mut findings);
        exercise.check_languages(municipalities, &mut findings);
    }
    if let Some(exercise) = &exercise {
        letters::attachments(&folder, exercise, &mut findings);
        check_templates(&folder, exercise, &mut findings)?;
    }
    let check = Check {
        errors: findings.errors(),
        warnings: findings.warnings(),
        seats: exercise.as_ref().map(|exercise| exercise.dates.iter().map(|date| date.capacity).sum()),
        dates: exercise.as_ref().map(|exercise| exercise.dates.len()),
        invited: municipalities.as_ref().map(crate::municipality::Municipalities::len),
        findings: findings.in_file_order().iter().map(|finding| console.words.finding(finding)).collect(),
    };
    console.show(&check, args.listing.format)?;
    if check.errors > 0 {
        return Ok(Outcome::NotDone);
    }
    if args.connect {
        return connect(session, console);
    }
    Ok(Outcome::Done)
}

/// Talks to the mail server as far as it goes without a letter. What is said goes beside the result.
fn connect(session: &Session, console: &mut Console) -> Result<Outcome> {
    let probe = session.open()?.transport()?.probe();
    for step in probe.steps {
        console.say(match step {
            Step::NoServer => "Letters go to data/outbox: there is no server to talk to.".to_owned(),
            Step::NotRun { program } => format!("Letters are handed to {program}, which is not asked beforehand."),
            Step::Connected { server } => format!("Connected to {server}."),
            Step::Private { host } => format!("The connection is private, and {host} is who it says it is."),
            Step::LoggedIn { user } => format!("Logged in as {user}."),
            Step::Limit { bytes } => format!("It takes messages of up to {bytes} bytes."),
        });
    }
    match probe.failure {
        None => Ok(Outcome::Done),
        Some(why) => bail!("{why}\n    look at [mail] in {FILE}"),
    }
}

/// Tries every letter, and looks for files that no letter uses.
fn check_templates(folder: &Folder, exercise: &Exercise, findings: &mut Findings) -> Result<()> {
    let own = folder.own_templates(findings)?;
    own.keys().filter_map(|name| not_used(name)).for_each(|finding| findings.push(finding));
    let errors = match Templates::with(own) {
        Ok(templates) => rehearse(exercise, &templates),
        Err(errors) => errors,
    };
    errors.into_iter().for_each(|error| findings.push(error.finding()));
    Ok(())
}

impl View for Check {
    fn page(&self, page: &mut Page) {
        for finding in &self.findings {
            page.shown_finding(finding);
        }
        if self.errors > 0 {
            page.gap();
            page.line(format_args!("{}. Correct them, then run: ovelse check", self.counted()));
        } else if let (Some(dates), Some(seats), Some(invited)) = (self.dates, self.seats, self.invited) {
            page.line(format_args!(
                "{FILE} and {} are in order: {} with room for {seats}, {} invited.",
                crate::municipality::FILE,
                count(dates, "date", "dates"),
                count(invited, "municipality", "municipalities")
            ));
        }
    }

    fn grid(&self) -> Grid {
        finding_grid(&self.findings)
    }
}

impl Check {
    fn counted(&self) -> String {
        let errors = count(self.errors, "error", "errors");
        match self.warnings {
            0 => errors,
            warnings => format!("{errors} and {}", count(warnings, "warning", "warnings")),
        }
    }
}
