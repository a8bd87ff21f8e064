//! A provider's word that somebody called a mail unwanted (RFC 5965), and the form that Outlook.com has for it.

use mail_parser::Message;

use super::addresses_in_text::addresses;
use super::lengths::LONGEST_TEXT;
use super::structure::MailPart;
use crate::text::{normalised, shortened};

/// Somebody called a mail unwanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Who did, in lower case, as far as the provider tells.
    pub(crate) recipients: Vec<String>,
    /// The provider's first words.
    pub reason: String,
}

/// Reads a complaint; none if the mail is none.
pub(super) fn read(mail: &Message<'_>, parts: &[MailPart<'_>], words: &str) -> Option<Complaint> {
    let fields = parts.iter().find(|part| part.is_of("message", "feedback-report")).map(MailPart::text);
    let subject = mail.subject().unwrap_or_default().trim();
    let is_without_form = || normalised(subject).starts_with("complaint about message from");
    (fields.as_deref().is_some_and(is_of_person) || fields.is_none() && is_without_form()).then(|| Complaint {
        recipients: recipients(fields.as_deref().unwrap_or_default()),
        reason: shortened(&first_paragraph(words).unwrap_or_else(|| subject.to_owned()), LONGEST_TEXT),
    })
}

/// Whether somebody complains: what is no spam after all, or what fails a check of the server, is nobody's complaint.
fn is_of_person(fields: &str) -> bool {
    !["not-spam", "auth-failure"].contains(&field(fields, "feedback-type").next().unwrap_or_default().trim())
}

fn recipients(fields: &str) -> Vec<String> {
    const FIELDS: [&str; 3] = ["original-rcpt-to", "removal-recipient", "original-recipient"];
    FIELDS.iter().flat_map(|name| field(fields, name)).flat_map(addresses).collect()
}

fn field<'f>(fields: &'f str, wanted: &str) -> impl Iterator<Item = &'f str> {
    let fields = fields.lines().filter_map(|line| line.split_once(':'));
    fields.filter(move |(name, _)| name.trim().eq_ignore_ascii_case(wanted)).map(|(_, value)| value)
}

/// The first that is more than a greeting.
fn first_paragraph(words: &str) -> Option<String> {
    let lines = || words.lines().map(str::trim);
    let begin = lines().position(|line| line.chars().count() > 20)?;
    Some(lines().skip(begin).take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" "))
}
