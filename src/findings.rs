//! What is wrong with an input: how bad, where, which value, and what to do about it.
//!
//! Whoever reads an input collects its findings here and goes on reading, so that a lead gets all of
//! them at once. This module must never decide whether a command may go on, and never print.

mod sentence;
mod suggestion;

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

pub(crate) use sentence::problems;
pub use sentence::{Sentence, Value};
pub(crate) use sentence::{quoted, typed};
pub(crate) use suggestion::suggestion;

/// How bad a finding is. Only an error keeps a value from being used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The value cannot be used.
    Error,
    /// The value is used, but the lead should look at it.
    Warning,
    /// The value is used, and the lead should know how it was read.
    Notice,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Notice => "notice",
        })
    }
}

/// A place in a file, both numbers from 1. In a TOML file the column counts characters; in a
/// spreadsheet the line is that of the text file and the column counts cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Line, from 1.
    pub(crate) line: usize,
    /// Character or cell, from 1.
    pub column: usize,
}

impl Place {
    /// The place of a byte offset in a text; an offset past the end is the end.
    #[must_use]
    pub fn of_offset(text: &str, offset: usize) -> Place {
        let before = &text[..text.floor_char_boundary(offset)];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place { line: before.matches('\n').count() + 1, column: before[line_start..].chars().count() + 1 }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How bad it is.
    pub severity: Severity,
    /// The file as the lead knows it, relative to the exercise folder where it lies in there.
    pub file: String,
    /// Where in the file; none if the finding is about all of it.
    pub place: Option<Place>,
    /// The value that was read, as it was written.
    pub value: Option<String>,
    /// What is wrong. Its words have the value as `$value`, and what to do as `.remedy`.
    pub problem: Sentence,
}

impl Finding {
    /// A finding that keeps its value from being used.
    pub fn error(file: impl Into<String>, problem: impl Into<Sentence>) -> Finding {
        Finding::new(Severity::Error, file, problem)
    }

    /// A finding that the lead should look at.
    pub fn warning(file: impl Into<String>, problem: impl Into<Sentence>) -> Finding {
        Finding::new(Severity::Warning, file, problem)
    }

    /// A finding that the lead should know of.
    pub fn notice(file: impl Into<String>, problem: impl Into<Sentence>) -> Finding {
        Finding::new(Severity::Notice, file, problem)
    }

    fn new(severity: Severity, file: impl Into<String>, problem: impl Into<Sentence>) -> Finding {
        Finding { severity, file: file.into(), place: None, value: None, problem: problem.into() }
    }

    /// With the place in the file.
    #[must_use]
    pub fn at(mut self, place: Place) -> Finding {
        self.place = Some(place);
        self
    }

    /// With the value as it was written.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Finding {
        self.value = Some(value.into());
        self
    }
}

problems! {
    /// What can be said of findings themselves.
    enum Problem in "findings" {
        /// There are more than anybody reads.
        More { count: usize },
    }
}

/// So many findings of a severity are kept: whoever wrote the input does not decide how much memory they take, and nobody
/// reads more.
const MOST: usize = 1000;

/// All findings of one reading, in the order they were made. Of very many, the first are kept and the others counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Findings {
    kept: Vec<Finding>,
    /// How many there were of each severity.
    number: BTreeMap<Severity, usize>,
    /// How many were not kept, by file and severity.
    more: BTreeMap<(String, Severity), usize>,
}

impl Findings {
    /// Without any finding: the input is in order until something is found.
    #[must_use]
    pub fn new() -> Findings {
        Findings::default()
    }

    pub(crate) fn push(&mut self, finding: Finding) {
        let number = self.number.entry(finding.severity).or_default();
        *number += 1;
        if *number <= MOST {
            self.kept.push(finding);
        } else {
            *self.more.entry((finding.file, finding.severity)).or_default() += 1;
        }
    }

    /// Adds one that is told however many there are: why nothing more was read.
    pub(crate) fn push_last(&mut self, finding: Finding) {
        *self.number.entry(finding.severity).or_default() += 1;
        self.kept.push(finding);
    }

    /// Whether there is at least one error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// Whether there is an error in a file.
    #[must_use]
    pub fn has_errors_in(&self, file: &str) -> bool {
        let is_error = |finding: &Finding| finding.severity == Severity::Error && finding.file == file;
        self.kept.iter().any(is_error)
            || self.more.keys().any(|(of, severity)| *severity == Severity::Error && of == file)
    }

    /// The number of errors.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.number_of(Severity::Error)
    }

    /// The number of warnings.
    #[must_use]
    pub fn warnings(&self) -> usize {
        self.number_of(Severity::Warning)
    }

    fn number_of(&self, severity: Severity) -> usize {
        self.number.get(&severity).copied().unwrap_or_default()
    }

    /// The findings by line and column; those of different files stay in the order of the files. How many of a file were
    /// not kept is said below the others.
    #[must_use]
    pub fn in_file_order(self) -> Vec<Finding> {
        let mut files: Vec<String> = Vec::new();
        let mut all: Vec<(bool, Finding)> = Vec::new();
        let kept = self.kept.len();
        for (place, finding) in self.into_iter().enumerate() {
            if !files.contains(&finding.file) {
                files.push(finding.file.clone());
            }
            all.push((place >= kept, finding));
        }
        all.sort_by_key(|(is_more, finding)| {
            (files.iter().position(|file| *file == finding.file), *is_more, finding.place)
        });
        all.into_iter().map(|(_, finding)| finding).collect()
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        findings.into_iter().for_each(|finding| self.push(finding));
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    /// Those that were kept, and then how many were not.
    fn into_iter(self) -> Self::IntoIter {
        let more = self
            .more
            .into_iter()
            .map(|((file, severity), count)| Finding::new(severity, file, Problem::More { count }));
        let mut all = self.kept;
        all.extend(more);
        all.into_iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let text = "a = 1\nøvelse = x";
        let offset = text.find('x').expect("x is there");
        assert_eq!(Place::of_offset(text, offset), Place { line: 2, column: 10 });
        assert_eq!(Place::of_offset(text, 1000), Place { line: 2, column: 11 });
    }

    #[test]
    fn of_very_many_findings_the_first_are_kept_and_the_others_counted() {
        let mut findings = Findings::new();
        for line in 1..=MOST + 7 {
            findings.push(Finding::error("a", Sentence::empty()).at(Place { line, column: 1 }));
        }
        findings.push(Finding::warning("b", Sentence::empty()));
        assert_eq!((findings.errors(), findings.warnings()), (MOST + 7, 1));
        assert!(findings.has_errors_in("a") && !findings.has_errors_in("b"));
        let all = findings.in_file_order();
        assert_eq!(all.len(), MOST + 2);
        assert_eq!(all[MOST], Finding::error("a", Problem::More { count: 7 }));
        assert_eq!(all[MOST + 1].file, "b");
    }

    #[test]
    fn findings_come_by_file_then_by_place() {
        let mut findings = Findings::new();
        for (file, line) in [("b", 9), ("a", 5), ("b", 2)] {
            findings.push(Finding::error(file, Sentence::empty()).at(Place { line, column: 1 }));
        }
        let order: Vec<_> = findings.in_file_order().into_iter().map(|f| (f.file, f.place.map(|p| p.line))).collect();
        assert_eq!(order, [("b".into(), Some(2)), ("b".into(), Some(9)), ("a".into(), Some(5))]);
    }
}
