//! What can be wrong with a template: which, where in it, and why.

use minijinja::ErrorKind;

use super::template_names::{MESSAGE, NAMES};
use crate::exercise::TEMPLATES;
use crate::findings::{Finding, Place, problems, suggestion};

problems! {
    /// Why a template cannot be used. Where it is about something that stands in it, the error has it as its value.
    pub enum TemplateProblem in "template" {
        /// A name that no letter knows.
        UnknownName {
            /// One that is written much like it.
            suggestion: Option<String>,
        },
        /// It is not a template.
        Malformed {
            /// In the words of the template engine.
            message: String,
        },
        /// Its first line is not a subject.
        NoSubject,
        /// It is a page that leaves out the words of the letter.
        NoPlaceForWords,
        /// It is one of the two that a template was before.
        Outdated {
            /// What took its place.
            instead: String,
        },
        /// It has the name of no built-in template.
        NotUsed {
            /// One that is written much like it.
            suggestion: Option<String>,
        },
    }
}

/// A template that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}:{line}:{column}: {problem}")]
pub struct TemplateError {
    /// Its name: `nb/invitation.md`.
    pub name: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What stands there, where that is known.
    pub value: Option<String>,
    /// What is wrong.
    pub problem: TemplateProblem,
}

impl From<minijinja::Error> for TemplateError {
    fn from(error: minijinja::Error) -> TemplateError {
        // An error in a template that another one includes is the cause of that one's.
        let mut innermost = &error;
        while let Some(cause) = std::error::Error::source(innermost).and_then(|cause| cause.downcast_ref()) {
            innermost = cause;
        }
        let source = innermost.template_source().unwrap_or_default();
        let found =
            innermost.range().and_then(|range| Some((Place::of_offset(source, range.start), source.get(range)?)));
        let problem = if innermost.kind() == ErrorKind::UndefinedError {
            let suggestion = found.and_then(|(_, value)| suggestion(value, NAMES)).map(str::to_owned);
            TemplateProblem::UnknownName { suggestion }
        } else {
            let message = innermost.detail().map_or_else(|| innermost.kind().to_string(), str::to_owned);
            TemplateProblem::Malformed { message }
        };
        TemplateError {
            name: innermost.name().unwrap_or("?").to_owned(),
            line: innermost.line().unwrap_or(1),
            column: found.map_or(1, |(place, _)| place.column),
            value: found.map(|(_, value)| value.to_owned()),
            problem,
        }
    }
}

impl TemplateError {
    /// An error of a whole template.
    pub(in crate::letter) fn of(name: &str, problem: TemplateProblem) -> TemplateError {
        TemplateError { name: name.to_owned(), line: 1, column: 1, value: None, problem }
    }

    /// As what is wrong with a file of the lead's.
    #[must_use]
    pub fn finding(&self) -> Finding {
        self.finding_in(format!("{TEMPLATES}/{}", self.name))
    }

    /// The same where the lead's own letter is in `file`.
    #[must_use]
    pub fn finding_in_message(&self, file: &str) -> Finding {
        if self.name == MESSAGE { self.finding_in(file.to_owned()) } else { self.finding() }
    }

    fn finding_in(&self, file: String) -> Finding {
        let finding = Finding::error(file, self.problem.clone()).at(Place { line: self.line, column: self.column });
        match &self.value {
            Some(value) => finding.value(value),
            None => finding,
        }
    }
}
