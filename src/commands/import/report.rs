//! What an import did, as a value and as it is shown.
//!
//! It must never leave out a row: whatever was read is new, changed, unchanged, older or refused.

use anyhow::Result;
use serde::Serialize;

use crate::commands::{Outcome, Workspace};
use crate::findings::Findings;
use crate::intake;
use crate::registration::{Effect, Registration, Registrations};
use crate::show::{Column, Grid, Page, View};
use crate::words::{ShownFinding, Words};

/// What an import did.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// Whether registrations.csv has been replaced.
    pub written: bool,
    /// Whether nothing was to be written.
    pub dry_run: bool,
    files: usize,
    rows: usize,
    new: Vec<Given>,
    changed: Vec<Given>,
    unchanged: Vec<Given>,
    /// Older than what is registered, and ignored.
    outdated: Vec<Given>,
    /// The names of those among the new and changed that came after the deadline.
    late: Vec<String>,
    /// The number of rows that were refused.
    pub refused: usize,
    /// Where these rows are now.
    pub refused_files: Vec<String>,
    findings: Vec<ShownFinding>,
    /// Whether an error was found.
    #[serde(skip)]
    pub failed: bool,
}

/// What one municipality answered.
#[derive(Debug, Serialize)]
struct Given {
    number: String,
    municipality: String,
    /// Dates, best first, or "any" or "declined".
    choices: Vec<String>,
    /// What was registered before it, or is registered instead.
    other_choices: Option<Vec<String>>,
    /// What of it has changed: choices, contact, participants, comment.
    changed: Vec<&'static str>,
    /// The date for which it has been sent an invitation.
    told: Option<String>,
    source: String,
}

impl Report {
    /// The report on a batch that has been read.
    pub fn of(files: usize, outcome: &intake::Outcome, findings: Findings, words: Words) -> Report {
        Report {
            files,
            rows: outcome.rows,
            refused: outcome.refused,
            failed: findings.has_errors(),
            findings: findings.in_file_order().iter().map(|finding| words.finding(finding)).collect(),
            ..Report::default()
        }
    }

    /// Takes registrations in and notes what each did.
    pub fn receive_all(
        &mut self,
        standing: Vec<Registration>,
        registrations: &mut Registrations,
        opened: &Workspace,
    ) -> Result<()> {
        let history = opened.history()?;
        for registration in standing {
            let number = registration.municipality;
            let late = opened.exercise.is_late(registration.arrival()).then(|| opened.name(number));
            let mut given = Given {
                number: number.to_string(),
                municipality: opened.name(number),
                choices: opened.choices(&registration.answer),
                other_choices: None,
                changed: Vec::new(),
                told: None,
                source: registration.source.to_string(),
            };
            match registrations.receive(registration) {
                Effect::New => {
                    self.late.extend(late);
                    self.new.push(given);
                }
                Effect::Unchanged => self.unchanged.push(given),
                Effect::Changed(old) => {
                    self.late.extend(late);
                    given.other_choices = Some(opened.choices(&old.answer));
                    given.changed = registrations.get(number).map(|new| new.differences(&old)).unwrap_or_default();
                    let told = history.invited(number).and_then(|letter| letter.meeting.as_ref());
                    given.told = told.map(|meeting| meeting.start.format("%-d %B %Y").to_string());
                    self.changed.push(given);
                }
                Effect::Outdated(standing) => {
                    given.other_choices = Some(opened.choices(&standing.answer));
                    self.outdated.push(given);
                }
            }
        }
        Ok(())
    }

    /// Whether it is about one registration by hand, and not about spreadsheets.
    fn is_by_hand(&self) -> bool {
        self.files == 0
    }

    /// Whether there is anything to write.
    pub fn has_changes(&self) -> bool {
        !self.new.is_empty() || !self.changed.is_empty()
    }

    /// How the command ended.
    pub fn outcome(&self, partial: bool) -> Outcome {
        match (self.failed, partial) {
            (false, _) => Outcome::Done,
            (true, true) => Outcome::Partly,
            (true, false) => Outcome::NotDone,
        }
    }

    fn ended(&self) -> String {
        let written = crate::folder::REGISTRATIONS;
        match (self.dry_run, self.written, self.failed) {
            (true, ..) => "Nothing is written: this was a dry run.".to_owned(),
            (_, true, false) => format!("Written to {written}."),
            (_, true, true) => format!("What could be read is written to {written}."),
            (_, false, true) if !self.refused_files.is_empty() => "Nothing has changed.".to_owned(),
            (_, false, true) if self.is_by_hand() => "Nothing is written.".to_owned(),
            (_, false, true) => {
                "Nothing is written. Correct the rows and import again, or take the others with --partial.".to_owned()
            }
            (_, false, false) => "Nothing has changed.".to_owned(),
        }
    }

    /// The numbers at the top; those of an older answer only where there is one.
    fn summary(&self, page: &mut Page) {
        let mut numbers = vec![
            ("Files", self.files),
            ("Rows", self.rows),
            ("New", self.new.len()),
            ("Changed", self.changed.len()),
            ("Unchanged", self.unchanged.len()),
            ("Late", self.late.len()),
            ("Refused", self.refused),
        ];
        if !self.outdated.is_empty() {
            numbers.insert(5, ("Older", self.outdated.len()));
        }
        let columns: Vec<Column> = numbers.iter().map(|(heading, _)| Column::number(*heading)).collect();
        page.table(&columns, [numbers.iter().map(|(_, number)| number.to_string()).collect::<Vec<_>>()]);
    }
}

impl Given {
    /// The answer that this one replaced, or did not.
    fn others(&self) -> String {
        self.other_choices.as_ref().map(|choices| choices.join(", then ")).unwrap_or_default()
    }

    fn changed_line(&self) -> String {
        let (who, choices, source) = (&self.municipality, self.choices.join(", then "), &self.source);
        if !self.changed.contains(&"choices") {
            return format!("{who}: {} changed, {source}", self.changed.join(" and "));
        }
        let told = self.told.as_ref().map_or_else(String::new, |date| {
            let declined = self.choices == ["declined"];
            let verb = if declined { "loses" } else { "keeps" };
            let way_out = if declined { String::new() } else { format!(" (unless with --reassign {})", self.number) };
            format!("\n    has been sent an invitation for {date}, and {verb} that date when dates are assigned again{way_out}")
        });
        format!("{who}: {choices} (before: {}), {source}{told}", self.others())
    }

    fn outdated_line(&self) -> String {
        let choices = self.choices.join(", then ");
        format!("{}: {choices} is older than what is registered, {}, {}", self.municipality, self.others(), self.source)
    }
}

impl View for Report {
    fn page(&self, page: &mut Page) {
        if !self.is_by_hand() {
            self.summary(page);
        }
        if !self.new.is_empty() {
            page.names("New", self.new.iter().map(|given| given.municipality.as_str()));
        }
        if !self.late.is_empty() {
            page.names("Late", self.late.iter().map(String::as_str));
        }
        self.changed.iter().for_each(|given| page.line(given.changed_line()));
        self.outdated.iter().for_each(|given| page.line(given.outdated_line()));
        if !self.findings.is_empty() {
            page.gap();
            self.findings.iter().for_each(|finding| page.shown_finding(finding));
        }
        page.gap();
        page.line(self.ended());
        for file in &self.refused_files {
            page.line(format_args!("Refused rows are in {file}: correct them there, and import that file."));
        }
    }

    fn grid(&self) -> Grid {
        let kinds = [
            (&self.new, "new"),
            (&self.changed, "changed"),
            (&self.unchanged, "unchanged"),
            (&self.outdated, "outdated"),
        ];
        let answers = kinds.into_iter().flat_map(|(answers, kind)| {
            answers.iter().map(move |given| {
                let who = [given.number.clone(), given.municipality.clone()];
                let start = [kind.to_owned(), given.source.clone()];
                start.into_iter().chain(who).chain([given.choices.join(" "), String::new()]).collect()
            })
        });
        let findings = self.findings.iter().map(|finding| {
            let place = finding.place.map(|place| format!(":{}:{}", place.line, place.column)).unwrap_or_default();
            vec![
                finding.severity.to_string(),
                format!("{}{place}", finding.file),
                String::new(),
                String::new(),
                finding.value.clone().unwrap_or_default(),
                format!("{}: {}", finding.problem, finding.remedy),
            ]
        });
        Grid {
            headings: ["result", "source", "number", "municipality", "value", "problem"].map(str::to_owned).to_vec(),
            rows: answers.chain(findings).collect(),
        }
    }
}
