//! One mail: who has sent it, what it answers, and what it says.
//!
//! It must never count an answer twice that stands in the mail and is attached to it as well, as Gmail does.

use chrono::DateTime;
use mail_parser::{HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType};

use super::{Content, Item, NOTHING, Person, calendar, report};

const WINMAIL: &str =
    "is in Outlook's own form (winmail.dat), which is not read; look at it yourself, or ask for a plain mail";

/// Reads a mail.
pub fn item(file: String, bytes: &[u8]) -> Item {
    let parsed = MessageParser::default().parse(bytes);
    let is_mail = |mail: &Message<'_>| mail.from().is_some() || mail.date().is_some() || mail.message_id().is_some();
    let Some(mail) = parsed.filter(is_mail) else {
        return Item::of_file(file, Content::Unreadable(NOTHING));
    };
    let content = content(&mail);
    let mut refers_to = ids(mail.in_reply_to());
    refers_to.extend(ids(mail.references()).into_iter().rev());
    // A report may hold the mail that it is about.
    if !matches!(content, Content::Calendar(_)) {
        refers_to.extend(mail.parts.iter().filter_map(reported));
    }
    Item {
        file,
        id: mail.message_id().map(in_brackets),
        from: sender(&mail),
        at: mail.date().and_then(|date| DateTime::parse_from_rfc3339(&date.to_rfc3339()).ok()),
        subject: mail.subject().unwrap_or_default().to_owned(),
        refers_to,
        content,
    }
}

fn sender(mail: &Message<'_>) -> Option<Person> {
    let from = mail.from()?.first()?;
    Some(Person {
        email: from.address()?.trim().to_lowercase(),
        name: from.name().map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()),
    })
}

fn content(mail: &Message<'_>) -> Content {
    if let Some(answers) = answers(mail) {
        return answers.map_or_else(Content::Unreadable, Content::Calendar);
    }
    let is = |kind: &str, subtype: &str| mail.parts.iter().find(|part| is_of(part, kind, subtype));
    if let Some(status) = is("message", "delivery-status") {
        let deliveries = report::deliveries(&text(status));
        return if deliveries.is_empty() { Content::Failed } else { Content::Deliveries(deliveries) };
    }
    if let Some(notification) = is("message", "disposition-notification") {
        let is_displayed = text(notification).to_ascii_lowercase().contains("displayed");
        return if is_displayed { Content::Opened } else { Content::Automatic };
    }
    if is_of_server(mail) {
        return Content::Failed;
    }
    if is_automatic(mail) {
        return Content::Automatic;
    }
    let is_winmail = |part: &MessagePart<'_>| {
        let is_named = part.attachment_name().is_some_and(|name| name.eq_ignore_ascii_case("winmail.dat"));
        is_named || is_of(part, "application", "ms-tnef")
    };
    if mail.parts.iter().any(is_winmail) { Content::Unreadable(WINMAIL) } else { Content::Written }
}

/// What the calendar parts of a mail say; none if it has none, or only meetings and no answers.
fn answers(mail: &Message<'_>) -> Option<Result<Vec<calendar::CalendarAnswer>, &'static str>> {
    let parts = mail.parts.iter().filter(|part| {
        let is_file = part.attachment_name().is_some_and(|name| name.to_lowercase().ends_with(".ics"));
        is_file || is_of(part, "text", "calendar") || is_of(part, "application", "ics")
    });
    let mut found: Option<Result<Vec<calendar::CalendarAnswer>, &'static str>> = None;
    for part in parts {
        let method = part.content_type().and_then(|kind| kind.attribute("method"));
        let read = calendar::read(&text(part), method);
        match (&mut found, read) {
            (Some(Ok(answers)), Ok(more)) => {
                for answer in more {
                    if !answers.contains(&answer) {
                        answers.push(answer);
                    }
                }
            }
            (_, Err(calendar::NO_ANSWER)) | (Some(Ok(_)), Err(_)) => {}
            (found, read) => *found = Some(read),
        }
    }
    found
}

/// Message-ID of a mail that a report is about.
fn reported(part: &MessagePart<'_>) -> Option<String> {
    if let PartType::Message(mail) = &part.body {
        return mail.message_id().map(in_brackets);
    }
    if is_of(part, "text", "rfc822-headers") {
        let text = text(part);
        return MessageParser::default().parse_headers(text.as_bytes())?.message_id().map(in_brackets);
    }
    let text = if is_of(part, "message", "disposition-notification") { text(part) } else { return None };
    let field = text.lines().filter_map(|line| line.split_once(':'));
    let mut ids = field.filter(|(name, _)| name.trim().eq_ignore_ascii_case("Original-Message-ID"));
    ids.next().map(|(_, id)| in_brackets(id.trim()))
}

/// A mail server without the form of RFC 3464: what is left to go by is who sends it.
fn is_of_server(mail: &Message<'_>) -> bool {
    let names = ["mailer-daemon@", "postmaster@"];
    sender(mail).is_some_and(|from| names.iter().any(|name| from.email.starts_with(name)))
}

/// Whether a program has written it, by what it says of itself (RFC 3834, section 5) or by the words that Outlook
/// begins its subject with.
fn is_automatic(mail: &Message<'_>) -> bool {
    const SUBJECTS: [&str; 9] = [
        "automatic reply",
        "automatisk svar",
        "automatisk e-postsvar",
        "autosvar",
        "autoreply",
        "out of office",
        "fraværsmelding",
        "fråværsmelding",
        "automatisk kvittering",
    ];
    let header = |name: &str| mail.header_raw(name).map(|value| value.trim().to_lowercase());
    let subject = mail.subject().unwrap_or_default().trim().to_lowercase();
    header("Auto-Submitted").is_some_and(|value| !value.starts_with("no"))
        || header("X-Autoreply").is_some()
        || header("X-Autorespond").is_some()
        || header("Precedence").is_some_and(|value| value == "auto_reply")
        || SUBJECTS.iter().any(|start| subject.starts_with(start))
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
