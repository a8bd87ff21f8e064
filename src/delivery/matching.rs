//! Which letter a mail that came back belongs to, and what it says of it.
//!
//! An answer belongs to the meeting whose UID it names; a report or a mail to the letter whose Message-ID it names. It
//! must never take an answer for the municipality's that does not come from an address that was invited.

use super::history::History;
use super::log::Intended;
use crate::letter::fingerprint;
use crate::mailbag::{Action, CalendarAnswer, Content, Delivery, Item, Participation};
use crate::municipality::Number;
use crate::reply::{For, Reply, Said};

/// What a mail is to the exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matched {
    /// It belongs to letters.
    Replies(Vec<Reply>),
    /// It is a letter of the exercise itself, or the lead's answer to a test.
    Own,
    /// It belongs to no letter: why.
    Foreign(&'static str),
    /// It cannot be read: why.
    Unreadable(&'static str),
}

const NOT_OURS: &str = "belongs to no letter of this exercise";
const UNKNOWN_MEETING: &str = "answers a meeting that is none of this exercise";
const NO_LETTER_NAMED: &str = "does not say which mail could not be delivered";

/// Who is who, for telling whom an answer speaks for.
#[derive(Debug, Clone, Copy)]
pub struct Parties<'a> {
    /// The address that invites.
    pub lead: &'a str,
    /// Senders whom the lead has allowed to answer for the address that their answer names.
    pub trusted: &'a [String],
}

/// Finds out what a mail is to the exercise.
#[must_use]
pub fn matched(item: &Item, history: &History, parties: Parties<'_>) -> Matched {
    let found = match &item.content {
        Content::Unreadable(why) => return Matched::Unreadable(why),
        Content::Calendar(answers) => return of_calendar(item, answers, history, parties),
        _ if is_own(item, history, parties) => return Matched::Own,
        Content::Deliveries(deliveries) => deliveries.iter().flat_map(|one| delivery(item, one, history)).collect(),
        Content::Failed => match named(item, history) {
            Some(letter) => simple(item, letter, failed(&item.subject), &item.subject).into_iter().collect(),
            None => return Matched::Foreign(NO_LETTER_NAMED),
        },
        Content::Opened => {
            named(item, history).and_then(|letter| simple(item, letter, Said::Read, "")).into_iter().collect()
        }
        Content::Automatic => {
            let letter = named(item, history).or_else(|| last_to(&item.from.as_ref()?.email, history));
            letter.and_then(|letter| simple(item, letter, Said::Automatic, &item.subject)).into_iter().collect()
        }
        Content::Written => {
            let letter = named(item, history);
            letter.and_then(|letter| simple(item, letter, Said::Wrote, &item.subject)).into_iter().collect()
        }
    };
    let found: Vec<Reply> = found;
    if found.is_empty() { Matched::Foreign(NOT_OURS) } else { Matched::Replies(found) }
}

/// A letter as it was sent, or something that the lead wrote.
fn is_own(item: &Item, history: &History, parties: Parties<'_>) -> bool {
    let is_letter = item.id.as_ref().is_some_and(|id| history.letter(id).is_some());
    is_letter || item.from.as_ref().is_some_and(|from| from.email.eq_ignore_ascii_case(parties.lead))
}

fn of_calendar(item: &Item, answers: &[CalendarAnswer], history: &History, parties: Parties<'_>) -> Matched {
    let mut replies = Vec::new();
    for answer in answers {
        let invitations: Vec<&Intended> = history.with_uid(&answer.uid).filter(|one| one.kind.is_request()).collect();
        let is_known = !invitations.is_empty() || history.tests().iter().any(|test| test.uid == answer.uid);
        if is_known && answer.attendee.email.eq_ignore_ascii_case(parties.lead) {
            return Matched::Own;
        }
        replies.extend(of_answer(item, answer, &invitations, parties));
    }
    if replies.is_empty() { Matched::Foreign(UNKNOWN_MEETING) } else { Matched::Replies(replies) }
}

fn of_answer(item: &Item, answer: &CalendarAnswer, invitations: &[&Intended], parties: Parties<'_>) -> Option<Reply> {
    let attendee = &answer.attendee.email;
    let is_to = |one: &&&Intended| one.to.eq_ignore_ascii_case(attendee);
    let is_of = |one: &&&Intended| one.sequence == answer.sequence;
    let latest = invitations.iter().max_by_key(|one| one.sequence)?;
    let known = invitations.iter().filter(is_of).find(is_to).or_else(|| invitations.iter().find(is_of));
    let letter = known.unwrap_or(latest);
    let is_invited = invitations.iter().any(|one| is_to(&one));
    let doubt = if is_invited { doubt(item, answer, latest.sequence, parties) } else { None };
    let said = match answer.participation {
        _ if answer.proposed.is_some() => Said::Proposed,
        Participation::Accepted => Said::Accepted,
        Participation::Tentative => Said::Tentative,
        Participation::Declined => Said::Declined,
        Participation::Delegated => Said::Delegated,
    };
    let to = answer.delegated_to.as_ref().map(|to| format!("to {to}"));
    let of = answer.delegated_from.as_ref().map(|from| format!("in place of {from}"));
    let details = [doubt.clone(), to, of, answer.comment.clone()];
    let at = answer.at.or(item.at);
    let identity = format!("{said:?}/{}/{at:?}/{:?}", answer.sequence, answer.proposed);
    Some(Reply {
        id: fingerprint([answer.uid.as_bytes(), attendee.as_bytes(), identity.as_bytes()]),
        at,
        municipality: letter.municipality.parse().ok()?,
        letter: letter.kind,
        message_id: letter.message_id.clone(),
        said,
        speaks_for: match (is_invited, doubt) {
            (true, None) => For::Municipality,
            (true, Some(_)) => For::Doubtful,
            (false, _) => For::Person,
        },
        from: Some(attendee.clone()),
        name: answer.attendee.name.clone(),
        sequence: Some(answer.sequence),
        proposed: answer.proposed,
        detail: details.into_iter().flatten().collect::<Vec<_>>().join("; "),
        file: item.file.clone(),
    })
}

/// Why an answer may not be that of the address that it names.
fn doubt(item: &Item, answer: &CalendarAnswer, latest: u32, parties: Parties<'_>) -> Option<String> {
    if answer.sequence > latest {
        return Some(format!("answers a change that was never sent (SEQUENCE {})", answer.sequence));
    }
    let from = &item.from.as_ref()?.email;
    let is = |other: &str| other.eq_ignore_ascii_case(from);
    let may = is(&answer.attendee.email)
        || answer.sent_by.as_deref().is_some_and(is)
        || parties.trusted.iter().any(|trusted| is(trusted));
    (!may).then(|| format!("comes from {from}"))
}

/// What a mail server says of one recipient.
fn delivery(item: &Item, delivery: &Delivery, history: &History) -> Option<Reply> {
    let to = || delivery.recipients.iter().find_map(|recipient| last_to(recipient, history));
    let letter = named(item, history).or_else(to)?;
    let is_to = delivery.recipients.iter().any(|recipient| letter.to.eq_ignore_ascii_case(recipient));
    let said = match delivery.action {
        Action::Failed => Said::Undeliverable,
        Action::Delayed => Said::Delayed,
        Action::Delivered => Said::Delivered,
    };
    let reply = simple(item, letter, said, &delivery.reason)?;
    let recipient = delivery.recipients.first();
    Some(Reply {
        id: fingerprint([reply.id.as_bytes(), recipient.map_or("", |found| found).as_bytes()]),
        speaks_for: if is_to { For::Municipality } else { For::Person },
        from: recipient.cloned(),
        name: None,
        ..reply
    })
}

/// What a server says that has only words: those of its subject tell whether it still tries.
fn failed(subject: &str) -> Said {
    const DELAYED: [&str; 4] = ["delay", "warning", "forsink", "forseink"];
    let subject = subject.to_lowercase();
    if DELAYED.iter().any(|word| subject.contains(word)) { Said::Delayed } else { Said::Undeliverable }
}

/// What is said of a letter by somebody who has written a mail.
fn simple(item: &Item, letter: &Intended, said: Said, detail: &str) -> Option<Reply> {
    let from = item.from.as_ref();
    let identity = match &item.id {
        Some(id) => id.clone(),
        None => format!("{from:?}/{:?}/{}/{detail}", item.at, item.subject),
    };
    let is_own = from.is_some_and(|from| from.email.eq_ignore_ascii_case(&letter.to));
    let is_of_server = matches!(said, Said::Undeliverable | Said::Delayed | Said::Delivered);
    Some(Reply {
        id: fingerprint([letter.message_id.as_bytes(), identity.as_bytes(), said.word().as_bytes()]),
        at: item.at,
        municipality: letter.municipality.parse::<Number>().ok()?,
        letter: letter.kind,
        message_id: letter.message_id.clone(),
        said,
        speaks_for: if is_own || is_of_server { For::Municipality } else { For::Person },
        from: if is_of_server { Some(letter.to.to_lowercase()) } else { from.map(|from| from.email.clone()) },
        name: from.and_then(|from| from.name.clone()).filter(|_| !is_of_server),
        sequence: None,
        proposed: None,
        detail: detail.to_owned(),
        file: item.file.clone(),
    })
}

/// The letter that a mail names by its Message-ID.
fn named<'h>(item: &Item, history: &'h History) -> Option<&'h Intended> {
    item.refers_to.iter().find_map(|id| history.letter(id)).map(|trace| &trace.intended)
}

/// The last letter that went to an address, if only one municipality has been written to there.
fn last_to<'h>(address: &str, history: &'h History) -> Option<&'h Intended> {
    let all = history.all();
    let letters =
        all.into_iter().filter(|trace| trace.left.is_some() && trace.intended.to.eq_ignore_ascii_case(address));
    let letters: Vec<&Intended> = letters.map(|trace| &trace.intended).collect();
    let last = letters.last()?;
    letters.iter().all(|other| other.municipality == last.municipality).then_some(*last)
}

/// Whether what came back means that a letter did not arrive.
#[must_use]
pub fn is_returned(reply: &Reply) -> bool {
    reply.said == Said::Undeliverable && reply.speaks_for == For::Municipality
}
