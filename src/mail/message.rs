//! One mail: its headers, and the parts that can say something about a letter.

use chrono::DateTime;
use mail_parser::{HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{Address, Mail, Part, Unreadable, calendar, report};

pub(super) fn read(file: String, bytes: &[u8]) -> Mail {
    let parsed = MessageParser::default().parse(bytes);
    let is_mail = |mail: &Message<'_>| mail.from().is_some() || mail.date().is_some() || mail.message_id().is_some();
    let Some(mail) = parsed.filter(is_mail) else {
        return Mail::without_headers(file, Part::Unreadable(Unreadable::NotAMail));
    };
    let mut refers_to = ids(mail.in_reply_to());
    refers_to.extend(ids(mail.references()).into_iter().rev());
    refers_to.extend(mail.parts.iter().filter_map(reported_id));
    Mail {
        file,
        id: mail.message_id().map(in_brackets),
        from: sender(&mail),
        at: mail.date().and_then(|date| DateTime::parse_from_rfc3339(&date.to_rfc3339()).ok()),
        subject: mail.subject().unwrap_or_default().to_owned(),
        refers_to,
        is_automatic: is_automatic(&mail),
        parts: mail.parts.iter().filter_map(part).collect(),
    }
}

fn sender(mail: &Message<'_>) -> Option<Address> {
    let from = mail.from()?.first()?;
    Some(Address {
        email: from.address()?.trim().to_lowercase(),
        name: from.name().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
    })
}

/// A part that can say something about a letter. A meeting without an answer says nothing.
fn part(part: &MessagePart<'_>) -> Option<Part> {
    if is_calendar(part) {
        let method = part.content_type().and_then(|kind| kind.attribute("method"));
        return match calendar::read(&text(part), method) {
            Ok(answers) => Some(Part::Calendar(answers)),
            Err(Unreadable::NoAnswer) => None,
            Err(why) => Some(Part::Unreadable(why)),
        };
    }
    if is_of(part, "message", "delivery-status") {
        return Some(Part::DeliveryStatus(report::deliveries(&text(part))));
    }
    if is_of(part, "message", "disposition-notification") {
        return Some(Part::Disposition { is_displayed: text(part).to_ascii_lowercase().contains("displayed") });
    }
    let is_winmail = has_name(part, |name| name.eq_ignore_ascii_case("winmail.dat"));
    (is_winmail || is_of(part, "application", "ms-tnef")).then_some(Part::Unreadable(Unreadable::Winmail))
}

fn is_calendar(part: &MessagePart<'_>) -> bool {
    let is_file = has_name(part, |name| name.to_lowercase().ends_with(".ics"));
    is_file || is_of(part, "text", "calendar") || is_of(part, "application", "ics")
}

fn has_name(part: &MessagePart<'_>, is_meant: impl Fn(&str) -> bool) -> bool {
    part.attachment_name().is_some_and(is_meant)
}

/// The Message-ID of the mail that a report is about.
fn reported_id(part: &MessagePart<'_>) -> Option<String> {
    if let PartType::Message(mail) = &part.body {
        return mail.message_id().map(in_brackets);
    }
    if is_of(part, "text", "rfc822-headers") {
        let text = text(part);
        return MessageParser::default().parse_headers(text.as_bytes())?.message_id().map(in_brackets);
    }
    if !is_of(part, "message", "disposition-notification") {
        return None;
    }
    let text = text(part);
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    let (_, id) = fields.find(|(name, _)| name.trim().eq_ignore_ascii_case("Original-Message-ID"))?;
    Some(in_brackets(id.trim()))
}

/// What its headers say (RFC 3834, section 5).
fn is_automatic(mail: &Message<'_>) -> bool {
    let header = |name: &str| mail.header_raw(name).map(|value| value.trim().to_lowercase());
    header("Auto-Submitted").is_some_and(|value| !value.starts_with("no"))
        || header("X-Autoreply").is_some()
        || header("X-Autorespond").is_some()
        || header("Precedence").is_some_and(|value| value == "auto_reply")
}

fn is_of(part: &MessagePart<'_>, kind: &str, subtype: &str) -> bool {
    part.content_type().is_some_and(|found| {
        let has_subtype = found.subtype().is_some_and(|found| found.eq_ignore_ascii_case(subtype));
        found.ctype().eq_ignore_ascii_case(kind) && has_subtype
    })
}

fn text(part: &MessagePart<'_>) -> String {
    match part.text_contents() {
        Some(text) => text.to_owned(),
        None => String::from_utf8_lossy(part.contents()).into_owned(),
    }
}

fn ids(header: &HeaderValue<'_>) -> Vec<String> {
    let found = header.as_text_list().unwrap_or_default();
    found.iter().map(|id| in_brackets(id)).collect()
}

fn in_brackets(id: &str) -> String {
    format!("<{}>", id.trim_matches(['<', '>']))
}
