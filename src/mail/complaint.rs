//! A provider's complaint about a mail (RFC 5965): somebody called it unwanted, or it did not pass a check. And the forms that
//! Outlook.com and Apple have for it.

use mail_parser::{Message, MimeHeaders};

use super::addresses_in_text::addresses;
use super::lengths::LONGEST_TEXT;
use super::structure::MailPart;
use crate::text::{normalised, shortened};

/// A complaint about a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Complaint {
    /// Who complains, in lower case, as far as the provider tells.
    pub(crate) recipients: Vec<String>,
    /// The provider's first words.
    pub reason: String,
}

/// Reads a complaint; none if the mail is none.
pub(super) fn read(mail: &Message<'_>, parts: &[MailPart<'_>], words: &str) -> Option<Complaint> {
    let subject = mail.subject().unwrap_or_default().trim();
    let fields = fields(mail, parts);
    let is_of_apple = mail.header_raw("X-Apple-Unsubscribe").is_some();
    let is_without_fields = || is_of_apple || normalised(subject).starts_with("complaint about message from");
    fields.as_deref().map_or_else(is_without_fields, is_complaint).then(|| Complaint {
        recipients: match mail.header_raw("From").filter(|_| is_of_apple) {
            Some(from) => addresses(from),
            None => recipients(fields.as_deref().unwrap_or_default()),
        },
        reason: shortened(&first_paragraph(words).unwrap_or_else(|| subject.to_owned()), LONGEST_TEXT),
    })
}

/// The fields of RFC 5965, also where a provider calls them anything.
fn fields(mail: &Message<'_>, parts: &[MailPart<'_>]) -> Option<String> {
    let report_type = mail.content_type().and_then(|kind| kind.attribute("report-type"));
    let is_report = report_type.is_some_and(|kind| kind.eq_ignore_ascii_case("feedback-report"));
    let has_fields = |part: &&MailPart<'_>| field(&part.text(), "feedback-type").next().is_some();
    let named = parts.iter().find(|part| part.is_of("message", "feedback-report"));
    named.or_else(|| parts.iter().filter(|_| is_report).find(has_fields)).map(MailPart::text)
}

/// Whether something is complained of: that a mail is no spam after all is no complaint.
fn is_complaint(fields: &str) -> bool {
    field(fields, "feedback-type").next().unwrap_or_default().trim() != "not-spam"
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
