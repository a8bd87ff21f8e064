//! One mail: its headers, and the parts that can say something about a letter.

use chrono::DateTime;
use mail_parser::{HeaderName, HeaderValue, Message, MimeHeaders};

use super::lengths::{LONGEST_ADDRESS, LONGEST_TEXT};
use super::structure::{self, MailPart, headers, parts};
use super::tables::tables;
use super::{Address, Mail, Part, Unreadable, automatic, calendar, complaint, html, notice, original, report};
use crate::text::shortened;

/// So many characters are kept of what is written in a mail.
const MOST_WORDS: usize = 200_000;

pub(super) fn read(file: String, bytes: &[u8]) -> Mail {
    let parts = parts(bytes);
    let attached = parts.iter().flatten().find(|part| part.is_of("message", "rfc822"));
    // One that is attached to that is not looked into.
    let attached = attached.map(|part| {
        let bytes = part.bytes();
        Box::new(with_headers(file.clone(), &bytes, structure::parts(&bytes)))
    });
    Mail { attached, ..with_headers(file, bytes, parts) }
}

/// The mail with its parts, or why they cannot be read.
pub(super) fn with_headers(file: String, bytes: &[u8], parts: Result<Vec<MailPart<'_>>, Unreadable>) -> Mail {
    let is_mail = |mail: &Message<'_>| mail.from().is_some() || mail.date().is_some() || mail.message_id().is_some();
    let Some(mail) = headers(bytes).filter(is_mail) else {
        return Mail::without_headers(file, Part::Unreadable(parts.err().unwrap_or(Unreadable::NotAMail)));
    };
    let mut refers_to = ids(mail.in_reply_to());
    refers_to.extend(ids(mail.references()).into_iter().rev());
    refers_to.extend(parts.iter().flatten().filter_map(reported_id));
    let reports = reports(&mail, parts.as_deref().unwrap_or_default());
    if !reports.is_empty() {
        refers_to.extend(parts.iter().flatten().flat_map(quoted_ids));
    }
    let answers = if reports.is_empty() { attached_answers(parts.as_deref().unwrap_or_default()) } else { Vec::new() };
    Mail {
        file,
        is_saved_alone: false,
        id: mail.message_id().map(in_brackets),
        from: sender(&mail),
        at: mail.date().and_then(|date| DateTime::parse_from_rfc3339(&date.to_rfc3339()).ok()),
        subject: shortened(mail.subject().unwrap_or_default(), LONGEST_TEXT),
        refers_to,
        authentication: authentication(&mail),
        // Reports are written by programs.
        is_automatic: automatic::is_automatic(&mail) || is_report(&mail),
        words: parts.as_ref().ok().and_then(|parts| shown_words(parts)).map(|words| shortened(&words, MOST_WORDS)),
        attachments: parts.iter().flatten().filter_map(attachment).collect(),
        tables: parts.as_ref().map_or_else(|_| Vec::new(), |parts| tables(parts)),
        attached: None,
        parts: match parts {
            Ok(parts) => parts.iter().filter_map(part).chain(reports).chain(answers).collect(),
            Err(why) => vec![Part::Unreadable(why)],
        },
    }
}

fn is_report(mail: &Message<'_>) -> bool {
    mail.content_type().is_some_and(|kind| kind.subtype().is_some_and(|kind| kind.eq_ignore_ascii_case("report")))
}

/// What a mail server or a provider says of a mail, and that mail; nothing if it is no report.
fn reports(mail: &Message<'_>, parts: &[MailPart<'_>]) -> Vec<Part> {
    let said = notice::words(parts);
    let report_type = mail.content_type().and_then(|kind| kind.attribute("report-type")).unwrap_or_default();
    let has_status = parts.iter().any(is_status);
    let is_report = has_status || report_type.eq_ignore_ascii_case("delivery-status");
    let found = match complaint::read(mail, parts, &said.words) {
        Some(complaint) => Some(Part::Complaint(complaint)),
        None => notice::read(mail, &said.words, is_report).map(Part::Notice),
    };
    let original = said.original.filter(|_| found.is_some()).map(Part::Original);
    found.into_iter().chain(original).collect()
}

/// So many mails that are attached are looked into.
const MOST_ATTACHED: usize = 20;

/// The answers of calendars in mails that are attached: somebody forwards them so. Into what is attached to those nobody goes.
fn attached_answers(outer: &[MailPart<'_>]) -> Vec<Part> {
    let is_mail = |part: &&MailPart<'_>| {
        let is_file = part.file_name().is_some_and(|name| name.to_lowercase().ends_with(".eml"));
        part.is_of("message", "rfc822") || is_file
    };
    let mut answers = Vec::new();
    for attached in outer.iter().filter(is_mail).take(MOST_ATTACHED) {
        let bytes = attached.bytes();
        let inner = parts(&bytes).unwrap_or_default();
        answers.extend(inner.iter().filter_map(part).filter(|part| matches!(part, Part::Calendar(_))));
    }
    answers
}

/// The words of a mail; none if it has none, or has more parts than a mail may have.
pub fn words(mail: &[u8]) -> Option<String> {
    shown_words(&parts(mail).ok()?)
}

/// The name of a file that goes with a mail.
fn attachment(part: &MailPart<'_>) -> Option<String> {
    let name = part.file_name().filter(|_| part.is_attachment())?;
    Some(shortened(name, LONGEST_ADDRESS))
}

fn shown_words(parts: &[MailPart<'_>]) -> Option<String> {
    let shown = || parts.iter().filter(|part| !part.is_attachment());
    let plain = shown().find(|part| part.is_of("text", "plain")).map(MailPart::text);
    plain.or_else(|| shown().find(|part| part.is_of("text", "html")).map(|part| html::text_of(&part.text())))
}

/// Who wrote it. Of several, nobody can tell: a mail program shows one, and a mail server vouches for another.
fn sender(mail: &Message<'_>) -> Option<Address> {
    let mut headers = mail.headers().iter().filter(|header| header.name == HeaderName::From);
    let (_, None) = (headers.next()?, headers.next()) else { return None };
    let mut addresses = mail.from()?.iter();
    let (from, None) = (addresses.next()?, addresses.next()) else { return None };
    let email = from.address()?.trim().to_lowercase();
    (email.len() <= LONGEST_ADDRESS).then_some(())?;
    Some(Address {
        email,
        name: from.name().map(|name| shortened(name.trim(), LONGEST_ADDRESS)).filter(|name| !name.is_empty()),
    })
}

/// A part that can say something about a letter.
fn part(part: &MailPart<'_>) -> Option<Part> {
    if is_calendar(part) {
        let method = part.content_type().and_then(|kind| kind.attribute("method"));
        return Some(calendar_part(&part.text(), method));
    }
    if is_status(part) {
        return Some(Part::DeliveryStatus(report::deliveries(&part.text())));
    }
    if part.is_of("message", "disposition-notification") {
        return Some(Part::Disposition { is_displayed: part.text().to_ascii_lowercase().contains("displayed") });
    }
    let is_winmail = part.file_name().is_some_and(|name| name.eq_ignore_ascii_case("winmail.dat"));
    (is_winmail || part.is_of("application", "ms-tnef")).then_some(Part::Unreadable(Unreadable::Winmail))
}

/// The answers in a calendar, the meetings in one without, or why neither can be read.
pub(super) fn calendar_part(text: &str, method: Option<&str>) -> Part {
    match calendar::read(text, method) {
        Ok(answers) => Part::Calendar(answers),
        Err(Unreadable::NoAnswer) => Part::Meetings(calendar::uids(text)),
        Err(why) => Part::Unreadable(why),
    }
}

/// RFC 3464, or RFC 6533 for addresses with other letters.
fn is_status(part: &MailPart<'_>) -> bool {
    part.is_of("message", "delivery-status") || part.is_of("message", "global-delivery-status")
}

fn is_calendar(part: &MailPart<'_>) -> bool {
    let is_file = part.file_name().is_some_and(|name| name.to_lowercase().ends_with(".ics"));
    is_file || part.is_of("text", "calendar") || part.is_of("application", "ics") || is_calendar_of_no_type(part)
}

/// Some gateways call a calendar anything.
fn is_calendar_of_no_type(part: &MailPart<'_>) -> bool {
    let may_be = part.is_of("application", "octet-stream") || part.is_of("text", "plain");
    may_be && calendar::begins(part.bytes().trim_ascii_start())
}

/// The Message-ID of the mail that a report is about.
fn reported_id(part: &MailPart<'_>) -> Option<String> {
    if original::is_returned(part) {
        return headers(&part.bytes())?.message_id().map(in_brackets);
    }
    if !part.is_of("message", "disposition-notification") {
        return None;
    }
    let text = part.text();
    let mut fields = text.lines().filter_map(|line| line.split_once(':'));
    let (_, id) = fields.find(|(name, _)| name.trim().eq_ignore_ascii_case("Original-Message-ID"))?;
    Some(in_brackets(id.trim()))
}

/// So much of each part of a report is looked at, in bytes: what it names stands in front of what it returns.
const LONGEST_REPORT: usize = 1 << 20;

/// The Message-IDs that a report names in its words, or in what it returns of the mail in whatever form.
fn quoted_ids(part: &MailPart<'_>) -> Vec<String> {
    let has_words = part.content_type().is_none_or(|kind| ["text", "message", "multipart"].contains(&kind.ctype()));
    let text = if has_words { part.text() } else { String::new() };
    let text = if part.is_of("text", "html") { html::text_of(&text) } else { text };
    // Where a server forgot to begin the part, its headers are those of the mail.
    let text = String::from_utf8_lossy(part.head).into_owned() + &text;
    let text = &text[..text.floor_char_boundary(LONGEST_REPORT)];
    let lines: Vec<&str> = text.lines().map(|line| line.trim_start_matches(['>', ' ', '\t'])).collect();
    let id = |(at, line): (usize, &&str)| {
        let (_, value) = line.split_once(':').filter(|(name, _)| name.eq_ignore_ascii_case("Message-ID"))?;
        // A long header goes on in the next line.
        let value = if value.contains('<') { value } else { lines.get(at + 1)? };
        let (_, id) = value.split_once('<')?;
        Some(in_brackets(id.split_once('>')?.0))
    };
    lines.iter().enumerate().filter_map(id).collect()
}

/// What the uppermost Authentication-Results finds wrong, method by method (RFC 8601, section 2.2).
fn authentication(mail: &Message<'_>) -> Option<String> {
    const METHODS: [&str; 3] = ["dmarc", "dkim", "spf"];
    const WRONG: [&str; 3] = ["fail", "softfail", "permerror"];
    let (_, results) = mail.headers_raw().find(|(name, _)| name.eq_ignore_ascii_case("Authentication-Results"))?;
    let results = without_comments(results).to_ascii_lowercase();
    let found = |method: &str, result: &str| {
        let says = format!("{method}={result}");
        results.split(';').any(|found| found.split_whitespace().next() == Some(says.as_str())).then_some(says)
    };
    let wrong = METHODS.iter().filter_map(|method| WRONG.iter().find_map(|result| found(method, result)));
    Some(wrong.collect::<Vec<_>>().join(", ")).filter(|wrong| !wrong.is_empty())
}

/// Without what stands in parentheses.
fn without_comments(header: &str) -> String {
    let mut depth = 0_usize;
    let mut kept = String::new();
    for letter in header.chars() {
        match letter {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            letter if depth == 0 => kept.push(letter),
            _ => {}
        }
    }
    kept
}

fn ids(header: &HeaderValue<'_>) -> Vec<String> {
    let found = header.as_text_list().unwrap_or_default();
    found.iter().map(|id| in_brackets(id)).collect()
}

fn in_brackets(id: &str) -> String {
    format!("<{}>", id.trim_matches(['<', '>']))
}
