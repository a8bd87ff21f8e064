//! What can be wrong with a template: which, where in it, and why.

use minijinja::ErrorKind;

use super::names::NAMES;
use super::{FOLDER, MESSAGE};
use crate::findings::{Finding, Place, suggestion};

/// A template that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the template {name}, line {line}: {problem}")]
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
    pub problem: String,
    /// What to do, where it is known.
    remedy: Option<String>,
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
        let is_undefined = innermost.kind() == ErrorKind::UndefinedError;
        TemplateError {
            name: innermost.name().unwrap_or("?").to_owned(),
            line: innermost.line().unwrap_or(1),
            column: found.map_or(1, |(place, _)| place.column),
            value: found.map(|(_, value)| value.to_owned()),
            problem: match innermost.detail() {
                _ if is_undefined => "is not a name that letters know".to_owned(),
                Some(detail) => detail.to_owned(),
                None => innermost.kind().to_string(),
            },
            remedy: None,
        }
    }
}

impl TemplateError {
    pub(in crate::letter) fn without_subject(name: &str) -> TemplateError {
        let remedy = "write the subject on the first line, like \"Subject: A change of plans\"";
        TemplateError::of(name, "there is no subject", remedy)
    }

    pub(super) fn without_words(name: &str) -> TemplateError {
        let remedy = "write {% block body %}{% endblock %} where the words of the letter go";
        TemplateError::of(name, "there is no place for the words of a letter", remedy)
    }

    pub(super) fn outdated(name: &str, instead: &str) -> TemplateError {
        let remedy = format!(
            "put its words into {FOLDER}/{instead} (ovelse templates export {instead} writes the one to change), and delete this file"
        );
        TemplateError::of(name, "templates are no longer written as text and HTML, but once, as Markdown", &remedy)
    }

    fn of(name: &str, problem: &str, remedy: &str) -> TemplateError {
        TemplateError {
            name: name.to_owned(),
            line: 1,
            column: 1,
            value: None,
            problem: problem.to_owned(),
            remedy: Some(remedy.to_owned()),
        }
    }

    /// As what is wrong with a file of the lead's.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let remedy = "correct it, or delete the file to have the built-in template back";
        self.finding_in(format!("{FOLDER}/{}", self.name), remedy)
    }

    /// The same of a file that the lead has named; none if the mistake is in another template.
    #[must_use]
    pub fn finding_in_message(&self, file: &str) -> Option<Finding> {
        let is_there = self.name == MESSAGE;
        is_there.then(|| self.finding_in(file.to_owned(), "correct it; the names that letters know are in the README"))
    }

    fn finding_in(&self, file: String, remedy: &str) -> Finding {
        let similar = self.value.as_ref().and_then(|value| suggestion(value, NAMES));
        let remedy = similar.map_or_else(
            || self.remedy.clone().unwrap_or_else(|| remedy.to_owned()),
            |similar| format!("did you mean {similar}?"),
        );
        let place = Place { line: self.line, column: self.column };
        let finding = Finding::error(file, self.problem.clone()).at(place).remedy(remedy);
        match &self.value {
            Some(value) => finding.value(value),
            None => finding,
        }
    }
}
