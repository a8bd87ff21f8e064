//! `ovelse import`: spreadsheets → registrations.csv. All or nothing, unless `--partial`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::{Console, Opened, Outcome, Session, count, read_file};
use crate::cli::Import;
use crate::findings::{Finding, Findings};
use crate::intake::{self, Batch, Intake};
use crate::registration::{Meeting, Registration, Registrations};
use crate::show::{Grid, Page, View};

/// What an import did.
#[derive(Debug, Default, Serialize)]
struct Report {
    /// Whether registrations.csv has been replaced.
    written: bool,
    files: usize,
    rows: usize,
    new: Vec<Answer>,
    changed: Vec<Answer>,
    unchanged: Vec<Answer>,
    outdated: Vec<Answer>,
    /// The number of rows that were refused.
    refused: usize,
    findings: Vec<Finding>,
    /// Whether an error was found.
    #[serde(skip)]
    failed: bool,
}

/// What one municipality answered.
#[derive(Debug, Serialize)]
struct Answer {
    number: String,
    municipality: String,
    choices: Vec<String>,
    /// What is registered instead of the answer, or was before it.
    other_choices: Option<Vec<String>>,
    source: String,
}

pub fn run(session: &Session, args: &Import, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = opened.folder.lock()?;
    let mut registrations = opened.registrations()?;
    let before = registrations.clone();
    let mut findings = Findings::new();
    let files = expand(&session.start()?, &args.files)?;
    let batch = read(session, &opened, &files, &mut findings)?;
    let mut report = Report {
        files: files.len(),
        rows: batch.rows,
        refused: batch.refused,
        failed: findings.has_errors(),
        ..Report::default()
    };
    for registration in batch.standing {
        report.note(registration, &mut registrations, &opened);
    }
    report.findings = findings.in_file_order();
    if registrations != before && (args.partial || !report.failed) {
        opened.folder.write_registrations(&registrations, &opened.exercise, &opened.municipalities)?;
        report.written = true;
    }
    console.show(&report, args.listing.format)?;
    Ok(match (report.failed, args.partial) {
        (false, _) => Outcome::Done,
        (true, true) => Outcome::Partly,
        (true, false) => Outcome::NotDone,
    })
}

fn read(session: &Session, opened: &Opened, files: &[PathBuf], findings: &mut Findings) -> Result<intake::Outcome> {
    let intake =
        Intake { exercise: &opened.exercise, municipalities: &opened.municipalities, now: opened.now.naive_local() };
    let mut batch = Batch::default();
    let start = session.start()?;
    for file in files {
        let bytes = read_file(&start, file)?;
        intake.read(&file.display().to_string(), &bytes, &mut batch, findings);
    }
    Ok(batch.finish(&intake, findings))
}

/// The files that were meant: a pattern that the shell has left as it is, as Windows does, is matched
/// here.
fn expand(start: &Path, files: &[PathBuf]) -> Result<Vec<PathBuf>> {
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
            bail!(
                "no file matches {}\n    put the spreadsheets there, or name the folder that they are in",
                file.display()
            );
        }
    }
    Ok(expanded)
}

impl Report {
    fn note(&mut self, registration: Registration, registrations: &mut Registrations, opened: &Opened) {
        let dates = |registration: &Registration| {
            let keys = registration.choices.dates().iter().map(|date| opened.exercise.dates.key(*date));
            keys.collect::<Vec<_>>()
        };
        let mut answer = Answer {
            number: registration.municipality.to_string(),
            municipality: opened.name(registration.municipality),
            choices: dates(&registration),
            other_choices: None,
            source: registration.source.to_string(),
        };
        match registrations.meet(registration) {
            Meeting::New => self.new.push(answer),
            Meeting::Unchanged => self.unchanged.push(answer),
            Meeting::Changed(old) => {
                answer.other_choices = Some(dates(&old));
                self.changed.push(answer);
            }
            Meeting::Outdated(standing) => {
                answer.other_choices = Some(dates(&standing));
                self.outdated.push(answer);
            }
        }
    }

    fn ended(&self) -> String {
        let written = crate::folder::REGISTRATIONS;
        match (self.written, self.failed) {
            (true, false) => format!("Written to {written}."),
            (true, true) => format!("The rest is written to {written}. Correct what was refused, and import it again."),
            (false, true) => {
                "Nothing is written. Correct the rows and import again, or take the others with --partial.".to_owned()
            }
            (false, false) => "Nothing has changed.".to_owned(),
        }
    }
}

impl View for Report {
    fn page(&self, page: &mut Page) {
        for finding in &self.findings {
            page.finding(finding);
        }
        if !self.new.is_empty() {
            page.names("New", self.new.iter().map(|answer| answer.municipality.as_str()));
        }
        let choices = |choices: &Vec<String>| choices.join(" or ");
        for (answers, word) in [(&self.changed, "before"), (&self.outdated, "ignored as it is older; it stays")] {
            for answer in answers {
                let other = answer.other_choices.as_ref().map(choices).unwrap_or_default();
                page.line(format_args!(
                    "{}: {} ({word}: {other}), {}",
                    answer.municipality,
                    choices(&answer.choices),
                    answer.source
                ));
            }
        }
        page.gap();
        let mut summary = format!(
            "{} in {}, {} refused: {} new, {} changed, {} unchanged",
            count(self.rows, "row", "rows"),
            count(self.files, "file", "files"),
            self.refused,
            count(self.new.len(), "municipality", "municipalities"),
            self.changed.len(),
            self.unchanged.len(),
        );
        if !self.outdated.is_empty() {
            summary += &format!(", {} older than what is registered", self.outdated.len());
        }
        page.line(format_args!("{summary}."));
        page.line(self.ended());
    }

    fn grid(&self) -> Grid {
        let kinds = [
            (&self.new, "new"),
            (&self.changed, "changed"),
            (&self.unchanged, "unchanged"),
            (&self.outdated, "outdated"),
        ];
        let answers = kinds.into_iter().flat_map(|(answers, kind)| {
            answers.iter().map(move |answer| {
                let choices = answer.choices.join(" ");
                vec![
                    kind.to_owned(),
                    answer.source.clone(),
                    answer.number.clone(),
                    answer.municipality.clone(),
                    choices,
                    String::new(),
                ]
            })
        });
        let findings = self.findings.iter().map(|finding| {
            let place = finding.place.map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
            let what = format!("{}: {}", finding.problem, finding.remedy);
            vec![
                finding.severity.to_string(),
                format!("{}{place}", finding.file),
                String::new(),
                String::new(),
                finding.value.clone().unwrap_or_default(),
                what,
            ]
        });
        Grid {
            headings: vec!["result", "source", "number", "municipality", "value", "problem"],
            rows: answers.chain(findings).collect(),
        }
    }
}
