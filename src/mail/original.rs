//! The mail that a report is about, as far as the report returns it: attached, as headers, or quoted in its words.
//!
//! Mail programs return it in so many ways that only what it begins with is looked for: a block of lines that are headers
//! of mails.

use mail_parser::{Addr, Address as Addresses, Message};

use super::calendar::uids;
use super::lengths::LONGEST_ADDRESS;
use super::structure::{MailPart, headers, parts};

/// The mail that a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Original {
    /// Who wrote it, in lower case.
    pub(crate) from: Option<String>,
    /// Whom it went to, in lower case.
    pub(crate) to: Vec<String>,
    /// UIDs of the meetings in it.
    pub uids: Vec<String>,
}

/// How many recipients and meetings of it are kept: a letter has one of each.
const MOST: usize = 20;

/// The mail that a part returns.
pub(super) fn returned(part: &MailPart<'_>) -> Option<Original> {
    if !is_returned(part) {
        // What stands where the headers of the part should is the mail itself, where a server forgot to begin the part.
        return headers(part.head).filter(|mail| mail.message_id().is_some()).and_then(|mail| with(&mail, Vec::new()));
    }
    let bytes = part.bytes();
    with(&headers(&bytes)?, meetings(&bytes))
}

/// Whether a part is a mail, or the headers of one.
pub(super) fn is_returned(part: &MailPart<'_>) -> bool {
    let is_mail = part.is_of("message", "rfc822") || part.is_of("message", "global");
    is_mail || part.is_of("text", "rfc822-headers") || part.is_of("message", "global-headers")
}

/// None if nothing in the headers tells whose mail it was.
fn with(mail: &Message<'_>, uids: Vec<String>) -> Option<Original> {
    let from = addresses(mail.from()).into_iter().next();
    let mut to = addresses(mail.to());
    to.extend(mail.header_raw("X-HmXmrOriginalRecipient").map(|to| to.trim().to_lowercase()));
    (from.is_some() || !to.is_empty() || mail.message_id().is_some()).then_some(Original { from, to, uids })
}

fn addresses(header: Option<&Addresses<'_>>) -> Vec<String> {
    let all = header.into_iter().flat_map(Addresses::iter).filter_map(Addr::address);
    let all = all.map(|address| address.trim().to_lowercase()).filter(|address| address.len() <= LONGEST_ADDRESS);
    all.take(MOST).collect()
}

/// The UIDs of the meetings in a mail.
fn meetings(mail: &[u8]) -> Vec<String> {
    let parts = parts(mail).unwrap_or_default();
    let calendars = parts.iter().filter(|part| part.is_of("text", "calendar"));
    calendars.flat_map(|part| uids(&part.text())).take(MOST).collect()
}

/// A text without the mail that is quoted in it, and that mail.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Divided {
    pub(super) words: String,
    pub(super) original: Option<Original>,
}

/// Divides what a report says from the mail that it quotes.
pub(super) fn divided(text: &str) -> Divided {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Divided::default();
    // The last line that is not empty, and where it begins.
    let (mut before, mut begin, mut place) = ("", 0, 0);
    while place < lines.len() {
        let block = Block::at(&lines[place..]);
        let announced = announces_original(before);
        let passed = &lines[place..place + block.lines.len().max(1)];
        place += passed.len();
        if block.is_of_mail() || announced && block.tells_whose() {
            let original = headers(block.unquoted().as_bytes()).and_then(|mail| with(&mail, Vec::new()));
            found.original = found.original.take().or(original);
            // A list of a few headers stands in front of the reason; a mail stands behind it.
            if block.is_whole() || announced {
                if announced {
                    found.words.truncate(begin);
                }
                break;
            }
            continue;
        }
        for line in passed {
            if !line.trim().is_empty() {
                (before, begin) = (line, found.words.len());
            }
            found.words.push_str(line);
            found.words.push('\n');
        }
    }
    found
}

/// Whether a line says that the mail follows.
fn announces_original(line: &str) -> bool {
    const WORDS: [&str; 14] = [
        "original",
        "copy of",
        "returned message",
        "unsent message",
        "message header",
        "returned mail",
        "opprinnelig",
        "ursprüngl",
        "ursprungl",
        "oprindelig",
        "opphavleg",
        "alkuper",
        "kopi av",
        "kopie",
    ];
    let line = line.to_lowercase();
    line.len() < 200 && WORDS.iter().any(|word| line.contains(word))
}

/// Lines that are headers, one after the other.
struct Block<'t> {
    lines: &'t [&'t str],
    names: Vec<String>,
}

impl<'t> Block<'t> {
    /// The one that begins with the first line; without lines if that is no header.
    fn at(lines: &'t [&'t str]) -> Block<'t> {
        let mut names = Vec::new();
        let mut end = 0;
        for line in lines {
            match header_name(line) {
                Some(name) => names.push(name),
                // A long header goes on in the next line.
                None if end > 0 && is_continuation(line) => {}
                None => break,
            }
            end += 1;
        }
        Block { lines: &lines[..end], names }
    }

    fn has(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.names.iter().any(|found| found == name))
    }

    fn tells_whose(&self) -> bool {
        self.has(&["from", "to", "message-id"])
    }

    /// Whether the headers are those of a mail, and not those of a part of one.
    fn is_of_mail(&self) -> bool {
        let is_sent = self.has(&["message-id", "received", "return-path"]);
        let is_written = self.names.len() > 2 && self.tells_whose() && self.has(&["mime-version", "content-type"]);
        self.names.len() > 1 && (is_sent || is_written)
    }

    fn is_whole(&self) -> bool {
        self.has(&["received", "return-path", "mime-version", "content-type"])
    }

    /// The headers without the marks of a quotation.
    fn unquoted(&self) -> String {
        let lines = self.lines.iter().map(|line| match header_name(line) {
            Some(_) => unquoted(line).to_owned(),
            None => format!(" {}", unquoted(line)),
        });
        lines.collect::<Vec<_>>().join("\n") + "\n\n"
    }
}

fn unquoted(line: &str) -> &str {
    line.trim_matches(['>', ' ', '\t', '\r'])
}

fn is_continuation(line: &str) -> bool {
    line.starts_with([' ', '\t', '>']) && !unquoted(line).is_empty()
}

/// The name of a header that mails have, in lower case.
fn header_name(line: &str) -> Option<String> {
    const NAMES: [&str; 22] = [
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "sent",
        "message-id",
        "return-path",
        "received",
        "mime-version",
        "reply-to",
        "sender",
        "in-reply-to",
        "references",
        "user-agent",
        "delivered-to",
        "errors-to",
        "importance",
        "authentication-results",
        "domainkey-signature",
        "dkim-signature",
    ];
    const BEGINNINGS: [&str; 5] = ["content-", "x-", "list-", "arc-", "thread-"];
    let (name, _) = unquoted(line).split_once(':').filter(|(name, _)| name.len() <= 60)?;
    let name = name.trim_end().to_ascii_lowercase();
    let is_name = NAMES.contains(&name.as_str()) || BEGINNINGS.iter().any(|beginning| name.starts_with(beginning));
    (is_name && !name.contains(' ')).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mail_that_is_quoted_is_told_from_the_words_about_it() {
        let text = "Sorry.\n\n<a@example.no>: 550 no\n\n--- A copy of the message follows.\n\nReceived: from x\n\tby y\n\
            From: Kari <kari@example.no>\nTo: A@example.no\n\nHei\n";
        let found = divided(text);
        assert_eq!(found.words, "Sorry.\n\n<a@example.no>: 550 no\n\n");
        let original = found.original.expect("it is quoted");
        assert_eq!(
            (original.from.as_deref(), original.to.as_slice()),
            (Some("kari@example.no"), &["a@example.no".to_owned()][..])
        );
    }

    #[test]
    fn a_list_of_headers_in_front_of_the_reason_hides_no_reason() {
        let text = "It relates to a message with these fields:\n\n  Message-id: <a@example.no>\n  From: kari@example.no\n\nIt cannot be delivered.\n";
        let found = divided(text);
        assert!(found.words.ends_with("It cannot be delivered.\n"), "{}", found.words);
        assert!(found.original.is_some());
        assert!(divided("To: a@example.no\nSubject: x\n\ndid not arrive\n").original.is_none());
    }
}
