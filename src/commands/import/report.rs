//! What taking registrations in has done, as it is shown.

use serde::Serialize;

use crate::cli::Import;
use crate::findings::Sentence;
use crate::folder::REGISTRATIONS;
use crate::intake::Lines;
use crate::registration::{Answer, Effect};
use crate::show::{Column, Grid, Page, View};
use crate::words::{ShownFinding, Words, lines, preferences, say};
use crate::workspace::{Imported, Taken, Workspace, is_by_hand};

/// What taking registrations in has done.
#[derive(Debug, Default, Serialize)]
pub(super) struct ImportView {
    /// Whether registrations.csv has been replaced.
    written: bool,
    /// Whether nothing was to be written.
    dry_run: bool,
    /// None of them for a registration by hand.
    files: usize,
    rows: usize,
    /// What the lines of the spreadsheets are; none for a registration by hand.
    lines: Option<Lines>,
    new: Vec<TakenView>,
    changed: Vec<TakenView>,
    unchanged: Vec<TakenView>,
    /// Older than what is registered, and ignored.
    outdated: Vec<TakenView>,
    /// The names of those among the new and changed that came after the deadline.
    late: Vec<String>,
    /// The number of rows that were refused.
    refused: usize,
    /// Where these rows are now.
    refused_files: Vec<String>,
    findings: Vec<ShownFinding>,
    #[serde(skip)]
    has_errors: bool,
    /// The lines of those files whose lines are not plain rows below headings.
    #[serde(skip)]
    told: Vec<Sentence>,
}

/// What one municipality answered.
#[derive(Debug, Serialize)]
struct TakenView {
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
    #[serde(skip)]
    is_by_hand: bool,
    #[serde(skip)]
    has_declined: bool,
    /// Whether the date of its invitation has begun.
    #[serde(skip)]
    has_begun: bool,
}

impl ImportView {
    pub(super) fn new(imported: &Imported, workspace: &Workspace, words: Words) -> ImportView {
        let mut view = ImportView {
            written: imported.is_written,
            rows: imported.rows,
            refused: imported.refused,
            refused_files: imported.refused_files.clone(),
            findings: imported.findings.iter().map(|finding| words.finding(finding)).collect(),
            has_errors: imported.has_errors,
            ..ImportView::default()
        };
        for taken in &imported.registrations {
            let mut shown = TakenView::new(taken, workspace);
            if taken.is_late && matches!(taken.effect, Effect::New | Effect::Changed(_)) {
                view.late.push(shown.municipality.clone());
            }
            match &taken.effect {
                Effect::New => view.new.push(shown),
                Effect::Unchanged => view.unchanged.push(shown),
                Effect::Changed(old) => {
                    shown.other_choices = Some(workspace.choices(&old.answer));
                    shown.told = taken.invited.map(|date| words.value(&date.into()));
                    view.changed.push(shown);
                }
                Effect::Outdated(standing) => {
                    shown.other_choices = standing.as_ref().map(|standing| workspace.choices(&standing.answer));
                    view.outdated.push(shown);
                }
            }
        }
        view
    }

    /// The same for spreadsheets, of which there were so many.
    pub(super) fn of_files(self, files: usize, imported: &Imported, args: &Import) -> ImportView {
        let told = imported.files.iter().filter(|(_, about)| args.verbose || !about.is_plain());
        let told = told.map(|(file, about)| lines(file, about.lines)).collect();
        let lines = Some(imported.files.iter().map(|(_, about)| about.lines).sum());
        ImportView { files, lines, told, dry_run: args.dry_run, ..self }
    }

    /// Whether no row could be read, so that there is none to correct or to import without the others.
    fn has_no_row(&self) -> bool {
        let answers = [&self.new, &self.changed, &self.unchanged, &self.outdated];
        self.refused == 0 && answers.iter().all(|answers| answers.is_empty())
    }

    fn ended(&self) -> Sentence {
        match (self.dry_run, self.written, self.has_errors) {
            (true, ..) => say!("import-dry-run"),
            (_, true, false) => say!("import-written", file = REGISTRATIONS),
            (_, true, true) => say!("import-partly-written", file = REGISTRATIONS),
            (_, false, true) if !self.refused_files.is_empty() => say!("import-unchanged"),
            (_, false, true) if self.lines.is_none() || self.has_no_row() => say!("import-not-written"),
            (_, false, true) => say!("import-refused"),
            (_, false, false) => say!("import-unchanged"),
        }
    }

    /// The numbers at the top; those of an older answer only where there is one.
    fn summary(&self, page: &mut Page) {
        let mut numbers = vec![
            (say!("import-files"), self.files),
            (say!("import-rows"), self.rows),
            (say!("import-new"), self.new.len()),
            (say!("import-changed"), self.changed.len()),
            (say!("import-same"), self.unchanged.len()),
            (say!("import-late"), self.late.len()),
            (say!("import-refused-rows"), self.refused),
        ];
        if !self.outdated.is_empty() {
            numbers.insert(5, (say!("import-older"), self.outdated.len()));
        }
        let columns: Vec<Column> = numbers.iter().map(|(heading, _)| Column::number(heading.clone())).collect();
        page.table(&columns, [numbers.into_iter().map(|(_, number)| number).collect::<Vec<_>>()]);
    }
}

impl TakenView {
    fn new(taken: &Taken, workspace: &Workspace) -> TakenView {
        TakenView {
            number: taken.municipality.to_string(),
            municipality: workspace.name(taken.municipality),
            choices: workspace.choices(&taken.answer),
            has_begun: taken.has_begun,
            other_choices: None,
            changed: taken.changed.clone(),
            told: None,
            source: taken.source.to_string(),
            is_by_hand: is_by_hand(&taken.source),
            has_declined: taken.answer == Answer::Declined,
        }
    }

    /// The answer that this one replaced, or did not.
    fn others(&self) -> Sentence {
        preferences(self.other_choices.as_deref().unwrap_or_default())
    }

    fn source(&self) -> Sentence {
        if self.is_by_hand { say!("import-by-hand") } else { Sentence::verbatim(&self.source) }
    }

    fn show_change(&self, page: &mut Page) {
        let (municipality, choices, source) = (&self.municipality, preferences(&self.choices), self.source());
        if !self.changed.contains(&"choices") {
            let changed = self.changed.clone();
            page.line(say!("import-other-change", municipality = municipality, changed = changed, source = source));
            return;
        }
        let before = self.others();
        page.line(say!(
            "import-changed-choices",
            municipality = municipality,
            choices = choices,
            before = before,
            source = source
        ));
        match &self.told {
            Some(date) if self.has_declined => page.line(say!("import-loses-date", date = date)),
            Some(date) if self.has_begun => page.line(say!("import-had-date", date = date)),
            Some(date) => page.line(say!("import-keeps-date", date = date, number = &self.number)),
            None => {}
        }
    }

    fn outdated_line(&self) -> Sentence {
        let (municipality, choices) = (&self.municipality, preferences(&self.choices));
        let (registered, source) = (self.others(), self.source());
        if self.other_choices.is_none() {
            return say!("import-outdated-withdrawn", municipality = municipality, choices = choices, source = source);
        }
        say!(
            "import-outdated",
            municipality = municipality,
            choices = choices,
            registered = registered,
            source = source
        )
    }
}

impl View for ImportView {
    fn page(&self, page: &mut Page) {
        if self.lines.is_some() {
            self.summary(page);
            self.told.iter().for_each(|told| page.line(told.clone()));
        }
        if !self.new.is_empty() {
            page.names(say!("import-new"), self.new.iter().map(|taken| taken.municipality.as_str()));
        }
        if !self.late.is_empty() {
            page.names(say!("import-late"), self.late.iter().map(String::as_str));
        }
        self.changed.iter().for_each(|taken| taken.show_change(page));
        self.outdated.iter().for_each(|taken| page.line(taken.outdated_line()));
        if !self.findings.is_empty() {
            page.gap();
            self.findings.iter().for_each(|finding| page.shown_finding(finding));
        }
        page.gap();
        page.line(self.ended());
        for file in &self.refused_files {
            page.line(say!("import-refused-file", file = file));
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
            answers.iter().map(move |taken| {
                let who = [taken.number.clone(), taken.municipality.clone()];
                let start = [kind.to_owned(), taken.source.clone()];
                start.into_iter().chain(who).chain([taken.choices.join(" "), String::new(), String::new()]).collect()
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
                finding.problem.clone(),
                finding.remedy.clone(),
            ]
        });
        Grid {
            headings: ["result", "source", "number", "municipality", "value", "problem", "remedy"]
                .map(str::to_owned)
                .to_vec(),
            rows: answers.chain(findings).collect(),
        }
    }
}
