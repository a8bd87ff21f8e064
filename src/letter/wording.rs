//! The words of a letter: the template of its kind in the municipality's language, filled in.

use minijinja::Value;
use minijinja::value::Serde;

use super::subject::{one_line, parts};
use super::template_error::{TemplateError, TemplateProblem};
use super::template_names::MESSAGE;
use super::templates::Templates;
use super::values::Values;
use super::{Context, Envelope, Kind, literal, markdown, plain};
use crate::kind::MeetingRole;

/// The words of a letter, the same in each part.
#[derive(Debug)]
pub(super) struct Wording {
    pub(super) subject: String,
    pub(super) text: String,
    /// A whole HTML document.
    pub(super) html: String,
    /// What the calendar describes the meeting by.
    pub(super) meeting: String,
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
        let meetings = [&envelope.meeting, &envelope.before].into_iter().flatten();
        let links: Vec<&str> = meetings.filter_map(|meeting| meeting.link.as_deref()).chain(context.link).collect();
        let values = Value::from(Serde(values));
        let name = match envelope.kind {
            Kind::Message => MESSAGE.to_owned(),
            // In words of its own: a lead's own template of the letter that is withdrawn would say the contrary.
            _ if envelope.withdraws => format!("{language}/withdrawal.md"),
            kind => format!("{language}/{}.md", kind.name()),
        };
        let filled = templates.fill(&name, &values)?;
        let (subject, body) = parts(&filled).ok_or_else(|| TemplateError::of(&name, TemplateProblem::NoSubject))?;
        // What a lead writes for one message is plain text; templates are Markdown.
        let (text, html) = match envelope.kind {
            Kind::Message => (plain::text(body), plain::html(body, &links)),
            _ => (markdown::text(body), markdown::html(body)),
        };
        if text.trim().is_empty() {
            return Err(TemplateError::no_text(&name));
        }
        let meeting = match envelope.kind.meeting_role() {
            // What the letter asks for is not to stand in calendars.
            MeetingRole::InvitesAgain => {
                let invitation = templates.fill(&format!("{language}/{}.md", Kind::Invitation.name()), &values)?;
                markdown::text(parts(&invitation).map_or("", |(_, body)| body))
            }
            _ => text.clone(),
        };
        let forwardable = || templates.fill(&format!("{language}/forwardable.md"), &values);
        Ok(Wording {
            subject: one_line(&literal::plain(subject)),
            text,
            meeting,
            html: templates.page(&html, &values)?,
            forwardable: is_forwardable.then(forwardable).transpose()?.as_deref().map(markdown::text),
        })
    }
}
