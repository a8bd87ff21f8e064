//! What a mail server says in words of a mail that it was given, without a report of RFC 3464 or beside one.
//!
//! Every mail server has words of its own. What they have in common: a sender that is no person, words for what did not
//! arrive, the address that failed, and a line with the reason, mostly with a code of SMTP (RFC 5321, section 4.2) or of
//! RFC 3463.

use mail_parser::Message;

use super::addresses_in_text::addresses;
use super::failure_words::{is_of_delay, says_delay, says_failure};
use super::html;
use super::original::{self, Divided, Original};
use super::reason::reason;
use super::report::Action;
use super::structure::MailPart;
use crate::text::normalised;

/// What a mail server says in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The addresses that it names, in lower case.
    pub(crate) recipients: Vec<String>,
    /// Whether a header lists those that failed.
    pub(crate) is_list: bool,
    pub(crate) action: Action,
    /// The line that says why; none where there is no such line.
    pub reason: Option<String>,
}

/// In so many bytes a program that writes about other things as well says that it writes about a mail.
const FIRST_WORDS: usize = 300;

/// So much of its words is read.
const LONGEST_WORDS: usize = 64 << 10;

/// What is said in front of the mail that is returned, and that mail.
pub(super) fn words(parts: &[MailPart<'_>]) -> Divided {
    let said: Vec<&MailPart<'_>> = parts.iter().take_while(|part| !original::is_returned(part)).collect();
    let plain = said.iter().filter(|part| part.is_of("text", "plain") && !part.is_attachment());
    let mut text: String = plain.map(|part| part.text() + "\n").collect();
    if text.trim().is_empty() {
        let html = said.iter().find(|part| part.is_of("text", "html"));
        // A server that forgot where its parts end has one that is called several.
        let whole = said.iter().find(|part| part.is_of_several());
        text = html.map(|part| html::text_of(&part.text())).or(whole.map(|part| part.text())).unwrap_or_default();
    }
    let mut found = original::divided(beginning(&text));
    let attached = parts.iter().filter_map(original::returned).next();
    let as_text = || parts.iter().filter(|part| part.is_attachment()).find_map(quoted);
    found.original = attached.or(found.original).or_else(as_text);
    found
}

/// The mail in a text that is attached.
fn quoted(part: &MailPart<'_>) -> Option<Original> {
    part.is_of("text", "plain").then(|| original::divided(beginning(&part.text())).original).flatten()
}

fn beginning(text: &str) -> &str {
    let end = text.floor_char_boundary(LONGEST_WORDS);
    &text[..end]
}

/// Reads a mail server's notice; none if the mail is none.
pub(super) fn read(mail: &Message<'_>, words: &str, is_report: bool) -> Option<Notice> {
    let subject = normalised(mail.subject().unwrap_or_default());
    let said = normalised(words).split_whitespace().collect::<Vec<_>>().join(" ");
    let listed = listed_recipients(mail);
    let is_named = is_report || is_of_mail_server(mail) || !listed.is_empty() || has_server_header(mail);
    let speaks_of_it = |text: &str| says_failure(text) || says_delay(text);
    let is_notice = is_named
        || is_typical(&subject)
        || may_be_of_mail_server(mail) && (speaks_of_it(&subject) || speaks_of_it(&said))
        || is_of_some_program(mail) && speaks_of_it(&said[..said.floor_char_boundary(FIRST_WORDS)]);
    is_notice.then(|| Notice {
        is_list: !listed.is_empty(),
        recipients: listed.into_iter().chain(addresses(words)).collect(),
        action: action(&subject, &said),
        reason: reason(words),
    })
}

/// The subject says it first: a server that gives up may tell how long it kept trying.
fn action(subject: &str, said: &str) -> Action {
    let gives_up = ["failure)", "returned", "undeliver"].iter().any(|words| subject.contains(words));
    let is_delay = is_of_delay(subject) || !says_failure(subject) && says_delay(said);
    if is_delay && !gives_up { Action::Delayed } else { Action::Failed }
}

/// The addresses that a header says have failed.
fn listed_recipients(mail: &Message<'_>) -> Vec<String> {
    const HEADERS: [&str; 3] = ["X-Failed-Recipients", "X-Bounced-Address", "X-Mailer-Daemon-Recipients"];
    HEADERS.iter().find_map(|name| mail.header_raw(*name)).map(addresses).unwrap_or_default()
}

/// Whether a header is there that only reports of mail servers have.
fn has_server_header(mail: &Message<'_>) -> bool {
    const HEADERS: [&str; 4] = ["X-MS-Exchange-Message-Is-Ndr", "X-DSNContext", "X-MX-Bounce", "X-MS-Embedded-Report"];
    HEADERS.iter().any(|name| mail.header_raw(*name).is_some())
}

/// Whether the sender is a mail server, and never a person.
fn is_of_mail_server(mail: &Message<'_>) -> bool {
    const SENDERS: [&str; 9] = [
        "mailer-daemon",
        "mailer_daemon",
        "mailerdaemon",
        "mail-daemon",
        "maildaemon",
        "mail.delivery.system",
        "mail delivery system",
        "mail delivery subsystem",
        "microsoftexchange329e71ec88ae4615bbc36ab6ce41109e",
    ];
    sender(mail).is_some_and(|from| SENDERS.iter().any(|sender| from.contains(sender)))
}

/// Whether the sender can be a mail server: nothing may be sent back to it (RFC 5321, section 4.5.5), or it has a name that
/// people and programs share.
fn may_be_of_mail_server(mail: &Message<'_>) -> bool {
    const SENDERS: [&str; 8] = [
        "postmaster",
        "post_master",
        "system administrator",
        "mail administrator",
        "mdaemon",
        "sysadmin",
        "interscan",
        "fmlserver",
    ];
    let from = sender(mail).unwrap_or_default();
    let path = mail.header_raw("Return-Path").map(|path| path.trim().to_ascii_lowercase());
    let is_nobody = path.is_some_and(|path| path == "<>" || path.contains("mailer-daemon"));
    is_nobody || from == "<>" || SENDERS.iter().any(|sender| from.contains(sender))
}

/// Whether the sender is a program of any kind.
fn is_of_some_program(mail: &Message<'_>) -> bool {
    let from = sender(mail).unwrap_or_default();
    ["no-reply@", "noreply@", "donotreply@", "do-not-reply@"].iter().any(|sender| from.contains(sender))
}

/// What stands in From, in lower case.
fn sender(mail: &Message<'_>) -> Option<String> {
    let decoded = mail.from().and_then(|from| from.first()).and_then(|from| from.name()).unwrap_or_default();
    Some(format!("{} {decoded}", mail.header_raw("From")?.trim()).trim().to_lowercase())
}

/// Whether nobody but mail servers begins a subject like that.
fn is_typical(subject: &str) -> bool {
    const STARTS: [&str; 13] = [
        "undelivered mail returned to sender",
        "mail delivery failed",
        "mail delivery failure",
        "failure notice",
        "delivery status notification",
        "undeliverable:",
        "undeliverable mail",
        "undeliverable message",
        "returned mail:",
        "kan ikke leveres:",
        "kan ikkje leverast:",
        "unzustellbar:",
        "message delivery has failed",
    ];
    STARTS.iter().any(|start| subject.trim_start().starts_with(start))
}
