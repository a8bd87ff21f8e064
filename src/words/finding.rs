//! A finding in words: a sentence with its place and a way out.

use std::fmt;

use serde::Serialize;

use super::wording::Words;
use crate::findings::{Finding, Place, Severity};
use crate::text::harmless;

/// A finding as it is shown; its serde form is what JSON has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ShownFinding {
    /// How bad it is.
    pub severity: Severity,
    pub(crate) file: String,
    /// Where in the file.
    #[serde(flatten)]
    pub place: Option<Place>,
    /// The value that was read, as it was written.
    pub value: Option<String>,
    /// What scripts know the problem by.
    pub code: &'static str,
    pub(crate) problem: String,
    pub(crate) remedy: String,
}

impl Words {
    /// A finding in words.
    #[must_use]
    pub fn finding(self, finding: &Finding) -> ShownFinding {
        let wording = self.wording(&finding.problem, finding.value.as_deref());
        ShownFinding {
            severity: finding.severity,
            file: harmless(&finding.file),
            place: finding.place,
            value: finding.value.clone(),
            code: finding.problem.code(),
            problem: wording.text,
            remedy: wording.remedy.unwrap_or_default(),
        }
    }
}

impl ShownFinding {
    /// `file:line:column`, as far as it is known.
    #[must_use]
    pub fn location(&self) -> String {
        match self.place {
            Some(place) => format!("{}:{}:{}", self.file, place.line, place.column),
            None => self.file.clone(),
        }
    }
}

/// `file:line:column: error: problem`, and what to do on a line of its own.
impl fmt::Display for ShownFinding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.location(), self.severity, self.problem)?;
        if !self.remedy.is_empty() {
            write!(f, "\n    {}", self.remedy)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Sentence;
    use crate::language::Language;

    #[test]
    fn a_finding_reads_as_a_sentence_with_place_and_way_out() {
        let problem = Sentence::new("exercise", "end-before-start", vec![("start", "09:00".into())]);
        let finding = Finding::error("exercise.toml", problem).at(Place { line: 31, column: 7 }).value("08:30");
        assert_eq!(
            Words::of(Language::En).finding(&finding).to_string(),
            "exercise.toml:31:7: error: \"08:30\" is not after the start, 09:00\n    Write an end that is later than the start"
        );
    }
}
