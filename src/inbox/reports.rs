//! Reports on letters: that one came back or is late, and that somebody complains of one.
//!
//! A report is about a letter if it names it: by its Message-ID or the UID of its meeting, which only who has the letter
//! knows. One that names an address alone could be anybody's, so it is doubtful; and if it returns a mail that somebody
//! else wrote, it is about that one, whatever addresses it names (tests/it/returned.rs).

use super::identified::{Identified, reply};
use super::identity;
use super::senders::Senders;
use super::sent::{SentLetter, SentLetters};
use crate::mail::{Action, Complaint, Delivery, Mail, Notice};
use crate::reply::{Doubt, Reply, Response, Speaker};

/// The letter that a report is about.
struct Reported<'s> {
    letter: &'s SentLetter,
    doubt: Option<Doubt>,
}

fn reported<'s>(
    mail: &Mail,
    recipients: &[String],
    sent: &'s SentLetters,
    senders: Senders<'_>,
) -> Option<Reported<'s>> {
    let by_id = mail.refers_to.iter().filter_map(|id| sent.letter(id));
    let by_meeting = mail.originals().flat_map(|original| &original.uids).flat_map(|uid| sent.invitations(uid));
    let mut named = by_id.chain(by_meeting).peekable();
    let first = named.peek().copied();
    if let Some(letter) = named.find(|letter| is_to(letter, recipients)).or(first) {
        return Some(Reported { letter, doubt: None });
    }
    if is_about_somebody_elses(mail, senders) {
        return None;
    }
    // Whom the mail went to tells who has not got it only where nothing else does: it may have gone to several.
    let original_recipients = mail.originals().flat_map(|original| &original.to).filter(|_| recipients.is_empty());
    let letter = recipients.iter().chain(original_recipients).find_map(|recipient| sent.last_to(recipient))?;
    let from = mail.from.as_ref().map(|from| from.email.as_str());
    let is_trusted = from.is_some_and(|from| senders.trust(letter.municipality, from));
    Some(Reported { letter, doubt: (!is_trusted).then_some(Doubt::UnnamedLetter) })
}

fn is_to(letter: &SentLetter, recipients: &[String]) -> bool {
    recipients.iter().any(|recipient| letter.to.eq_ignore_ascii_case(recipient))
}

/// Whether a mail that is returned is not the lead's.
fn is_about_somebody_elses(mail: &Mail, senders: Senders<'_>) -> bool {
    let mut writers = mail.originals().filter_map(|original| original.from.as_deref()).peekable();
    writers.peek().is_some() && !writers.any(|writer| writer.eq_ignore_ascii_case(senders.lead))
}

fn with_doubt(mail: &Mail, doubt: Option<Doubt>, reply: Reply) -> Reply {
    let is_unnamed = doubt.is_some();
    let from = mail.from.as_ref().map(|from| from.email.clone());
    let speaker = if is_unnamed { Speaker::Doubtful } else { reply.speaker };
    Reply { speaker, doubt, sender: from.filter(|_| is_unnamed), ..reply }
}

/// A mail server's report on one recipient.
pub(super) fn delivery(
    mail: &Mail,
    delivery: &Delivery,
    sent: &SentLetters,
    senders: Senders<'_>,
) -> Option<Identified> {
    let Reported { letter, doubt } = reported(mail, &delivery.recipients, sent, senders)?;
    let Identified { reply, former_id, .. } = reply(mail, letter, response(delivery.action), &delivery.reason, sent);
    let recipient = delivery.recipients.first();
    let is_to_recipient = is_to(letter, &delivery.recipients);
    let reply = Reply {
        id: identity::of_values([("report", Some(reply.id)), ("recipient", recipient.cloned())]),
        speaker: if is_to_recipient { Speaker::Municipality } else { Speaker::Person },
        from: recipient.cloned(),
        name: None,
        detail: detail(mail, &delivery.reason),
        ..reply
    };
    let is_unnamed = doubt.is_some() || mail.refers_to.iter().all(|id| sent.letter(id).is_none());
    let from = mail.from.as_ref().map(|from| from.email.clone());
    let is_proof = doubt.is_none();
    let reply = Reply { sender: from.filter(|_| is_unnamed), ..with_doubt(mail, doubt, reply) };
    let former_id = identity::of_parts([&former_id, recipient.map_or("", String::as_str)]);
    Some(Identified { former_id, is_proof, reply })
}

fn response(action: Action) -> Response {
    match action {
        Action::Failed => Response::Undeliverable,
        Action::Delayed => Response::Delayed,
        Action::Delivered => Response::Delivered,
    }
}

/// A report that gives a code alone often says more in words.
fn detail(mail: &Mail, reason: &str) -> String {
    let is_code = !reason.contains(|letter: char| letter.is_alphabetic());
    let words = mail.notice().and_then(|notice| notice.reason.as_deref()).filter(|_| is_code);
    let words = words.filter(|words| reason.is_empty() || !words.contains(reason));
    words.map_or_else(|| reason.to_owned(), |words| format!("{reason} {words}").trim().to_owned())
}

/// What a mail server says in words.
pub(super) fn notice(mail: &Mail, notice: &Notice, sent: &SentLetters, senders: Senders<'_>) -> Option<Identified> {
    let Reported { letter, doubt } = reported(mail, &notice.recipients, sent, senders)?;
    // It is known by its subject: which of its words are the reason may be found out better one day.
    let Identified { reply, former_id, .. } = reply(mail, letter, response(notice.action), &mail.subject, sent);
    let is_to_another = notice.is_list && !is_to(letter, &notice.recipients);
    let reply = Reply {
        speaker: if is_to_another { Speaker::Person } else { Speaker::Municipality },
        from: if is_to_another { notice.recipients.first().cloned() } else { reply.from },
        detail: notice.reason.clone().unwrap_or(reply.detail),
        ..reply
    };
    Some(Identified { is_proof: doubt.is_none(), reply: with_doubt(mail, doubt, reply), former_id })
}

/// A provider's complaint.
pub(super) fn complaint(
    mail: &Mail,
    complaint: &Complaint,
    sent: &SentLetters,
    senders: Senders<'_>,
) -> Option<Identified> {
    let Reported { letter, doubt } = reported(mail, &complaint.recipients, sent, senders)?;
    let Identified { reply, former_id, .. } = reply(mail, letter, Response::Complaint, &complaint.reason, sent);
    Some(Identified { is_proof: doubt.is_none(), reply: with_doubt(mail, doubt, reply), former_id })
}
