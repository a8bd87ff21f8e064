//! `ovelse import`: spreadsheets → registrations.csv. All or nothing, unless `--partial`.
//!
//! It must never write half of what it was asked to, and never overwrite a file of the lead.

mod refused;
mod report;

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use super::{Console, Outcome, Session, Workspace};
use crate::cli::Import;
use crate::findings::{Finding, Findings};
use crate::folder::FolderError;
use crate::intake::{self, About, Batch, Intake};
use crate::sheet::MOST_BYTES;

pub use report::Report;

/// A spreadsheet as it was given.
#[derive(Debug)]
struct Spreadsheet {
    /// Its name as the lead gave it.
    name: String,
    /// Where it is; none for standard input.
    path: Option<PathBuf>,
    bytes: Vec<u8>,
}

pub fn run(session: &Session, args: &Import, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = if args.dry_run { None } else { Some(opened.folder.lock()?) };
    let mut registrations = opened.registrations()?;
    let mut findings = Findings::new();
    let start = session.start()?;
    let files = expand(&start, &args.files)?;
    let spreadsheets = read_all(&start, &files, &mut findings)?;
    let intake = Intake {
        exercise: &opened.exercise,
        municipalities: &opened.municipalities,
        now: opened.now.naive_local(),
        sheet: args.sheet.as_deref(),
        take: &args.take,
    };
    let mut batch = Batch::default();
    for spreadsheet in &spreadsheets {
        let about = intake.read(&spreadsheet.name, &spreadsheet.bytes, &mut batch, &mut findings);
        if let Some(about) = about.filter(|_| args.verbose) {
            console.say(told(&spreadsheet.name, &about));
        }
    }
    let outcome = batch.finish(&intake, &mut findings);
    let failed = findings.has_errors();
    let may_write = !args.dry_run && (args.partial || !failed);
    let mut report = Report::of(files.len(), &outcome, findings, console.words);
    report.receive_all(outcome.standing, &mut registrations, &opened)?;
    if may_write && report.has_changes() {
        opened.folder.write_registrations(&registrations, &opened.exercise, &opened.municipalities)?;
        report.written = true;
    }
    if may_write && report.refused > 0 {
        report.refused_files = refused::write(session, &spreadsheets, &intake, &outcome.torn)?;
    }
    report.dry_run = args.dry_run;
    console.show(&report, args.listing.format)?;
    Ok(report.outcome(args.partial))
}

fn told(name: &str, about: &About) -> String {
    let columns = about.columns.iter().map(|(heading, field)| format!("\n    \"{heading}\" is {field}"));
    format!("{name}: {}, headings on line {}{}", about.kind, about.heading_line, columns.collect::<String>())
}

fn read_all(start: &Path, files: &[PathBuf], findings: &mut Findings) -> Result<Vec<Spreadsheet>> {
    let mut spreadsheets = Vec::new();
    for file in files {
        let name = file.display().to_string();
        let (path, bytes) = if name == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().take(MOST_BYTES + 1).read_to_end(&mut bytes).context("standard input cannot be read")?;
            (None, bytes)
        } else {
            let path = start.join(file);
            let failed = |error| FolderError::of(file, error);
            if std::fs::metadata(&path).map_err(failed)?.len() > MOST_BYTES {
                findings.push(crate::sheet::too_large(&name));
                continue;
            }
            let bytes = std::fs::read(&path).map_err(failed)?;
            (Some(path), bytes)
        };
        let name = if path.is_none() { "stdin".to_owned() } else { name };
        spreadsheets.push(Spreadsheet { name, path, bytes });
    }
    Ok(spreadsheets)
}

/// The files that were meant: a pattern that the shell has left as it is, as Windows does, is matched
/// here.
pub fn expand(start: &Path, files: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut expanded = Vec::new();
    for file in files {
        let pattern = start.join(file);
        let has_wildcard = file.to_string_lossy().contains(['*', '?', '[']);
        if pattern.exists() || !has_wildcard {
            expanded.push(file.clone());
            continue;
        }
        let escaped = glob::Pattern::escape(&start.to_string_lossy());
        let matches = glob::glob(&Path::new(&escaped).join(file).to_string_lossy())
            .with_context(|| format!("{} is not a pattern for files", file.display()))?;
        let known = expanded.len();
        for found in matches {
            let found = found?;
            expanded.push(found.strip_prefix(start).unwrap_or(&found).to_owned());
        }
        if expanded.len() == known {
            bail!("no file matches {}\n    put the files there, or name the folder that they are in", file.display());
        }
    }
    Ok(expanded)
}

/// Takes a single registration in, by the same rules. `findings` are those of reading it.
pub fn take_in(
    opened: &Workspace,
    outcome: intake::Outcome,
    findings: Vec<Finding>,
    console: &mut Console,
    format: crate::cli::Format,
) -> Result<Outcome> {
    let mut registrations = opened.registrations()?;
    let mut collected = Findings::new();
    findings.into_iter().for_each(|finding| collected.push(finding));
    let mut report = Report::of(0, &outcome, collected, console.words);
    report.receive_all(outcome.standing, &mut registrations, opened)?;
    if !report.failed && report.has_changes() {
        opened.folder.write_registrations(&registrations, &opened.exercise, &opened.municipalities)?;
        report.written = true;
    }
    console.show(&report, format)?;
    Ok(report.outcome(false))
}
