//! What can be wrong with a template: which, where in it, and why.

use minijinja::ErrorKind;

use super::built_in::built_in;
use super::outdated_names::instead;
use super::template_names::{AS_MARKDOWN, MESSAGE, NAMES, meant_by};
use super::unknown_word;
use crate::exercise::TEMPLATES;
use crate::findings::{Finding, Place, problems, suggestion};

problems! {
    /// Why a template cannot be used. Where it is about something that stands in it, the error has it as its value.
    pub enum TemplateProblem in "template" {
        /// A name that the letter does not know.
        UnknownName {
            /// One that is written much like it.
            suggestion: Option<String>,
            /// The built-in template that stands behind it.
            built_in: Option<&'static str>,
        },
        /// A name that stands for nothing in some letters.
        NoValue {
            /// The name by which a template can ask whether there is something.
            condition: String,
        },
        /// It prints a list.
        PrintsList {
            /// Its name.
            name: String,
        },
        /// It prints whether something is so.
        PrintsCondition {
            /// Its name.
            name: String,
        },
        /// It prints what consists of several values.
        PrintsParts {
            /// The name of one of them.
            example: Option<&'static str>,
        },
        /// It is not a template.
        Malformed {
            /// In the words of the template engine.
            message: String,
            /// The built-in template that stands behind it.
            built_in: Option<&'static str>,
        },
        /// It comes to more than a letter is.
        TooMuch,
        /// Quotations and lists within each other.
        TooDeep { most: usize },
        /// Its first line is not a subject.
        NoSubject,
        /// It is a page that leaves out the words of the letter.
        NoPlaceForWords,
        /// There is nothing but a subject, or nothing at all.
        NoText {
            /// The built-in template that stands behind it.
            built_in: Option<&'static str>,
        },
        /// It includes what is not there.
        NothingToInclude {
            /// Its name.
            name: String,
            /// What is there instead.
            instead: Option<String>,
        },
        /// An editor has added the ending of texts to its name.
        EndingOfText {
            /// Its name without that.
            instead: String,
        },
        /// It is the announcement of an earlier version.
        OutdatedAnnouncement {
            /// What the new one is called.
            instead: String,
        },
        /// It is one of the two that a template was before.
        Outdated {
            /// What took its place.
            instead: String,
        },
        /// The same of several.
        SeveralOutdated {
            /// How many.
            count: usize,
            /// How many of them are announcements in Markdown.
            announcements: usize,
        },
        /// It is text or HTML, and has the name of no template.
        WithoutUse {
            /// What it is called if another template includes it.
            instead: String,
        },
        /// It has the name of no built-in template.
        NotUsed {
            /// One that is written much like it.
            suggestion: Option<String>,
        },
    }
}

/// Why a value cannot be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{self:?}")]
pub(super) enum NotText {
    Nothing,
    Condition,
    List,
    /// It has values by name.
    Parts,
}

/// A template that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}:{line}:{column}: {problem}")]
pub struct TemplateError {
    /// Its name: `nb/invitation.md`.
    pub(crate) name: String,
    /// From 1.
    pub(crate) line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What stands there, where that is known.
    pub value: Option<String>,
    pub(crate) problem: TemplateProblem,
}

impl From<minijinja::Error> for TemplateError {
    fn from(error: minijinja::Error) -> TemplateError {
        // An error in a template that another one includes is the cause of that one's.
        let mut innermost = &error;
        while let Some(cause) = std::error::Error::source(innermost).and_then(|cause| cause.downcast_ref()) {
            innermost = cause;
        }
        let source = innermost.template_source().unwrap_or_default();
        let is_undefined = innermost.kind() == ErrorKind::UndefinedError;
        let found = innermost.range().filter(|range| source.get(range.clone()).is_some()).map(|range| {
            let range = if is_undefined { unknown_word::place(source, range) } else { range };
            (Place::of_offset(source, range.start), &source[range])
        });
        let name = innermost.name().unwrap_or_default();
        let name = name.strip_prefix(AS_MARKDOWN).unwrap_or(name);
        let value = found.map_or("", |(_, value)| value);
        let behind = built_in().map(|(name, _)| name).find(|built_in| *built_in == name);
        let not_text = std::error::Error::source(innermost).and_then(|source| source.downcast_ref::<NotText>());
        let problem = match (innermost.kind(), not_text) {
            (_, Some(not_text)) => not_text.problem(value),
            (ErrorKind::OutOfFuel | ErrorKind::WriteFailure, None) => TemplateProblem::TooMuch,
            (ErrorKind::UndefinedError, None) => undefined(value, behind),
            (ErrorKind::TemplateNotFound, None) => nothing_to_include(innermost.detail().unwrap_or_default()),
            _ => {
                let message = innermost.detail().map_or_else(|| innermost.kind().to_string(), str::to_owned);
                TemplateProblem::Malformed { message, built_in: behind }
            }
        };
        TemplateError {
            name: name.to_owned(),
            line: found.map_or(innermost.line().unwrap_or(1), |(place, _)| place.line),
            column: found.map_or(1, |(place, _)| place.column),
            value: found.map(|(_, value)| value.to_owned()),
            problem,
        }
    }
}

/// A part of what is nothing, such as the day of no meeting, is undefined too.
fn undefined(value: &str, built_in: Option<&'static str>) -> TemplateProblem {
    match value.split_once('.') {
        Some((whole, _)) if NAMES.contains(&value) => TemplateProblem::NoValue { condition: whole.to_owned() },
        _ => TemplateProblem::UnknownName { suggestion: meant_by(value).map(str::to_owned), built_in },
    }
}

/// The engine says the name in quotation marks.
fn nothing_to_include(detail: &str) -> TemplateProblem {
    let name = detail.split(['"', '\'']).nth(1).unwrap_or_default().to_owned();
    let similar = || suggestion(&name, built_in().map(|(name, _)| name)).map(str::to_owned);
    TemplateProblem::NothingToInclude { instead: instead(&name).or_else(similar), name }
}

impl NotText {
    fn problem(self, value: &str) -> TemplateProblem {
        let is_part = |name: &&str| name.strip_prefix(value).is_some_and(|rest| rest.starts_with('.'));
        match self {
            NotText::Nothing => TemplateProblem::NoValue { condition: value.to_owned() },
            NotText::Condition => TemplateProblem::PrintsCondition { name: value.to_owned() },
            NotText::List => TemplateProblem::PrintsList { name: value.to_owned() },
            NotText::Parts => TemplateProblem::PrintsParts { example: NAMES.into_iter().find(is_part) },
        }
    }
}

impl TemplateError {
    /// An error of a whole template.
    pub(in crate::letter) fn of(name: &str, problem: TemplateProblem) -> TemplateError {
        TemplateError { name: name.to_owned(), line: 1, column: 1, value: None, problem }
    }

    /// The same in that template, where the engine does not say in which.
    pub(in crate::letter) fn in_template(mut self, name: &str) -> TemplateError {
        if self.name.is_empty() {
            name.strip_prefix(AS_MARKDOWN).unwrap_or(name).clone_into(&mut self.name);
        }
        self
    }

    /// That there is no text.
    pub(in crate::letter) fn no_text(name: &str) -> TemplateError {
        let behind = built_in().map(|(name, _)| name).find(|built_in| *built_in == name);
        TemplateError::of(name, TemplateProblem::NoText { built_in: behind })
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
