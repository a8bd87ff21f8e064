//! What kind of mail it is: calendar answers, a bounce, an automatic reply, or somebody's own words.

use crate::mail::{CalendarAnswer, Complaint, Delivery, Mail, Notice, Part, Unreadable};

/// What a mail says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Answers to meetings, each once.
    Calendar(Vec<CalendarAnswer>),
    /// Whether a mail arrived, for each of its recipients (RFC 3464).
    Deliveries(Vec<Delivery>),
    /// A mail server could not deliver a mail, or not yet, and says so in words.
    Notice(Notice),
    /// A complaint about a mail (RFC 5965).
    Complaint(Complaint),
    /// A calendar file with meetings of these UIDs, and no answer to one.
    Meetings(Vec<String>),
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
        if mail.is_automatic {
            Content::Automatic
        } else if let Some(uids) = mail.meetings().filter(|_| mail.is_saved_alone) {
            Content::Meetings(uids.to_vec())
        } else if mail.parts.contains(&Part::Unreadable(Unreadable::Winmail)) {
            Content::Unreadable(Unreadable::Winmail)
        } else {
            Content::Written
        }
    })
}

/// So many answers of a mail are read: a calendar sends one.
const MOST_ANSWERS: usize = 1000;

/// Gmail puts the same answer into the mail and attaches it: it counts once.
fn calendar(mail: &Mail) -> Option<Content> {
    let mut answers: Vec<CalendarAnswer> = Vec::new();
    let mut unreadable = None;
    for part in &mail.parts {
        match part {
            Part::Calendar(more) => {
                let new = more.iter().filter(|answer| !answers.contains(answer)).cloned().collect::<Vec<_>>();
                answers.extend(new.into_iter().take(MOST_ANSWERS.saturating_sub(answers.len())));
            }
            Part::Unreadable(why) if *why != Unreadable::Winmail => unreadable = Some(why.clone()),
            _ => {}
        }
    }
    keep_own(mail, &mut answers);
    if answers.is_empty() { unreadable.map(Content::Unreadable) } else { Some(Content::Calendar(answers)) }
}

/// Some calendars list what all who are invited have answered. Who sends one answers for itself.
fn keep_own(mail: &Mail, answers: &mut Vec<CalendarAnswer>) {
    let Some(from) = &mail.from else { return };
    let own: Vec<String> = answers.iter().filter(|answer| answer.attendee.email == from.email).map(uid).collect();
    answers.retain(|answer| answer.attendee.email == from.email || !own.contains(&answer.uid));
}

fn uid(answer: &CalendarAnswer) -> String {
    answer.uid.clone()
}

fn report(mail: &Mail) -> Option<Content> {
    let found = |read: fn(&Part) -> Option<Content>| mail.parts.iter().find_map(read);
    let complaint = || {
        found(|part| match part {
            Part::Complaint(complaint) => Some(Content::Complaint(complaint.clone())),
            _ => None,
        })
    };
    let status = || {
        found(|part| match part {
            Part::DeliveryStatus(deliveries) if !deliveries.is_empty() => Some(Content::Deliveries(deliveries.clone())),
            _ => None,
        })
    };
    let disposition = || {
        found(|part| match part {
            Part::Disposition { is_displayed: true } => Some(Content::Opened),
            Part::Disposition { is_displayed: false } => Some(Content::Automatic),
            _ => None,
        })
    };
    let notice = || mail.notice().map(|notice| Content::Notice(notice.clone()));
    complaint().or_else(status).or_else(disposition).or_else(notice)
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
