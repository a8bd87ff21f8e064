//! What kind of mail it is: calendar answers, a bounce, an automatic reply, or somebody's own words.

use crate::mail::{CalendarAnswer, Delivery, Mail, Part, Unreadable};
use crate::text::normalised;

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Answers to meetings, each once.
    Calendar(Vec<CalendarAnswer>),
    /// Whether a mail arrived, for each of its recipients (RFC 3464).
    Deliveries(Vec<Delivery>),
    /// A mail server could not deliver a mail and reports it without RFC 3464.
    Bounce,
    /// The mail was opened (RFC 8098).
    Opened,
    /// A program wrote it (RFC 3834).
    Automatic,
    /// Somebody wrote it.
    Written,
    /// It cannot be read.
    Unreadable(Unreadable),
}

/// What a mail says.
#[must_use]
pub fn content(mail: &Mail) -> Content {
    calendar(mail).or_else(|| report(mail)).unwrap_or_else(|| {
        if is_of_mail_server(mail) {
            Content::Bounce
        } else if mail.is_automatic || has_automatic_subject(mail) {
            Content::Automatic
        } else if mail.parts.contains(&Part::Unreadable(Unreadable::Winmail)) {
            Content::Unreadable(Unreadable::Winmail)
        } else {
            Content::Written
        }
    })
}

/// Gmail puts the same answer into the mail and attaches it: it counts once.
fn calendar(mail: &Mail) -> Option<Content> {
    let mut answers: Vec<CalendarAnswer> = Vec::new();
    let mut unreadable = None;
    for part in &mail.parts {
        match part {
            Part::Calendar(more) => {
                let new = more.iter().filter(|answer| !answers.contains(answer)).cloned().collect::<Vec<_>>();
                answers.extend(new);
            }
            Part::Unreadable(why) if *why != Unreadable::Winmail => unreadable = Some(why.clone()),
            _ => {}
        }
    }
    if answers.is_empty() { unreadable.map(Content::Unreadable) } else { Some(Content::Calendar(answers)) }
}

fn report(mail: &Mail) -> Option<Content> {
    let status = mail.parts.iter().find_map(|part| match part {
        Part::DeliveryStatus(deliveries) if deliveries.is_empty() => Some(Content::Bounce),
        Part::DeliveryStatus(deliveries) => Some(Content::Deliveries(deliveries.clone())),
        _ => None,
    });
    status.or_else(|| {
        mail.parts.iter().find_map(|part| match part {
            Part::Disposition { is_displayed: true } => Some(Content::Opened),
            Part::Disposition { is_displayed: false } => Some(Content::Automatic),
            _ => None,
        })
    })
}

/// Without RFC 3464 there is only the sender to go by.
fn is_of_mail_server(mail: &Mail) -> bool {
    const SENDERS: [&str; 2] = ["mailer-daemon@", "postmaster@"];
    mail.from.as_ref().is_some_and(|from| SENDERS.iter().any(|sender| from.email.starts_with(sender)))
}

/// Mail programs that leave the headers of RFC 3834 out begin the subject with one of these.
fn has_automatic_subject(mail: &Mail) -> bool {
    const STARTS: [&str; 9] = [
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
    let subject = normalised(mail.subject.trim());
    STARTS.iter().any(|start| subject.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail;

    #[test]
    fn the_subject_of_an_automatic_reply_is_recognised_however_its_letters_are_composed() {
        let mut contents = Vec::new();
        let bytes = "From: kari@example.no\r\nSubject: Fra\u{30a}v\u{e6}rsmelding\r\n\r\nBorte.\r\n";
        mail::read("a.eml", bytes.as_bytes(), |mail| contents.push(content(&mail))).expect("memory can be read");
        assert_eq!(contents, [Content::Automatic]);
    }
}
