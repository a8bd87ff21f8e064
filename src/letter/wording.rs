//! The words of a letter: the template of its kind in the municipality's language, filled in.

use minijinja::Value;
use minijinja::value::Serde;

use super::markdown::{html, text};
use super::templates::{MESSAGE, TemplateError, TemplateProblem, Templates};
use super::values::Values;
use super::{Context, Envelope, Kind, literal};

/// The words of a letter, the same in each part.
#[derive(Debug)]
pub(super) struct Wording {
    /// One line.
    pub(super) subject: String,
    pub(super) text: String,
    /// A whole HTML document.
    pub(super) html: String,
    /// What the meeting is described by to those it is forwarded to, if there is a file for them.
    pub(super) forwardable: Option<String>,
}

impl Wording {
    pub(super) fn of(
        envelope: &Envelope,
        context: &Context<'_>,
        templates: &Templates,
    ) -> Result<Wording, TemplateError> {
        let language = context.language();
        let values = Values::of(envelope, context);
        let is_forwardable = values.is_forwardable();
        let values = Value::from(Serde(values));
        let name = match envelope.kind {
            Kind::Message => MESSAGE.to_owned(),
            kind => format!("{language}/{}.md", kind.name()),
        };
        let filled = templates.fill(&name, &values)?;
        let (subject, body) = parts(&filled).ok_or_else(|| TemplateError::of(&name, TemplateProblem::NoSubject))?;
        let forwardable = || templates.fill(&format!("{language}/forwardable.md"), &values);
        Ok(Wording {
            subject: one_line(&literal::plain(subject)),
            text: text(body),
            html: templates.page(&html(body), &values)?,
            forwardable: is_forwardable.then(forwardable).transpose()?.as_deref().map(text),
        })
    }
}

/// The subject, which is on the first line, and the words.
fn parts(filled: &str) -> Option<(&str, &str)> {
    let (first, rest) = filled.split_once('\n').unwrap_or((filled, ""));
    let subject = ["Subject:", "Emne:"].iter().find_map(|word| first.trim().strip_prefix(word))?.trim();
    (!subject.is_empty()).then_some((subject, rest))
}

/// A subject is one line, whatever a field says: nothing in it can become a header of its own.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
