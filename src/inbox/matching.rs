//! Which letter a mail is about, what it says of it, and whom it speaks for.
//!
//! A calendar answer belongs to the meeting whose UID it names; a report or a mail to the letter whose Message-ID it
//! names. An answer counts as the municipality's only if it came from an address that letters of the municipality went
//! to, or from somebody whom the lead trusts with it; a report stops letters only if it names the letter
//! (`nobody_answers_for_a_municipality_whom_the_lead_does_not_trust` and `a_report_that_names_no_letter_stops_none` in
//! tests/it/replies.rs).

use super::content::{Content, content};
use super::identified::{Identified, reply};
use super::senders::Senders;
use super::sent::{SentLetter, SentLetters};
use super::{identity, reports};
use crate::findings::problems;
use crate::mail::{CalendarAnswer, Mail, Notice, PartStat, Unreadable};
use crate::reply::{Doubt, Reply, Response, Speaker};

/// What a mail is to the exercise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matched {
    /// Replies to letters.
    Replies(Vec<Identified>),
    /// A letter of the exercise itself, or something that the lead wrote.
    Own,
    /// It belongs to no letter.
    Unmatched(Unmatched),
    /// It cannot be read.
    Unreadable(Unreadable),
}

problems! {
    /// Why a mail belongs to no letter.
    pub enum Unmatched in "inbox" {
        /// It names no letter of this exercise.
        UnknownLetter,
        /// It answers a meeting outside this exercise.
        UnknownMeeting,
        /// It is a bounce that does not name the mail that it is about.
        UnnamedLetter,
        /// It holds an invitation of this exercise, and no answer.
        OwnInvitation,
    }
}

/// Finds out what a mail is to the exercise.
#[must_use]
pub fn matched(mail: &Mail, sent: &SentLetters, senders: Senders<'_>) -> Matched {
    let content = content(mail);
    match &content {
        Content::Unreadable(why) => return Matched::Unreadable(why.clone()),
        Content::Meetings(uids) if !sent.has_meeting(uids) => return Matched::Unreadable(Unreadable::NoAnswer),
        Content::Calendar(answers) => return calendar_answers(mail, answers, sent, senders),
        _ if is_own(mail, sent, senders) => return Matched::Own,
        _ => {}
    }
    let replies = replies(mail, &content, sent, senders);
    if replies.is_empty() { Matched::Unmatched(unmatched(mail, &content, sent)) } else { Matched::Replies(replies) }
}

/// Why a mail that is no calendar's answer belongs to no letter.
fn unmatched(mail: &Mail, content: &Content, sent: &SentLetters) -> Unmatched {
    let names_nothing = |notice: &Notice| notice.recipients.is_empty() && mail.originals().next().is_none();
    match content {
        Content::Notice(notice) if names_nothing(notice) => Unmatched::UnnamedLetter,
        _ if mail.meetings().is_some_and(|uids| sent.has_meeting(uids)) => Unmatched::OwnInvitation,
        _ => Unmatched::UnknownLetter,
    }
}

/// Replies of everything but calendars.
fn replies(mail: &Mail, content: &Content, sent: &SentLetters, senders: Senders<'_>) -> Vec<Identified> {
    let named = named_letter(mail, sent);
    let to_sender = || mail.from.as_ref().and_then(|from| sent.last_to(&from.email));
    let reply = |letter: Option<&SentLetter>, response, detail: &str| {
        letter.map(|letter| reply(mail, letter, response, detail, sent)).into_iter().collect()
    };
    match content {
        Content::Deliveries(deliveries) => {
            deliveries.iter().filter_map(|delivery| reports::delivery(mail, delivery, sent, senders)).collect()
        }
        Content::Notice(notice) => reports::notice(mail, notice, sent, senders).into_iter().collect(),
        Content::Complaint(complaint) => reports::complaint(mail, complaint, sent, senders).into_iter().collect(),
        Content::Opened => reply(named, Response::Read, ""),
        Content::Automatic => reply(named.or_else(to_sender), Response::Automatic, &mail.subject),
        Content::Written if named.is_none() => written_unasked(mail, sent).into_iter().collect(),
        Content::Written => reply(named, Response::Wrote, &mail.subject),
        Content::Calendar(_) | Content::Meetings(_) | Content::Unreadable(_) => Vec::new(),
    }
}

/// What somebody writes to whom a letter went, without naming it: nobody can tell whether it has been read.
fn written_unasked(mail: &Mail, sent: &SentLetters) -> Option<Identified> {
    let letter = sent.last_before(mail)?;
    Some(Identified { is_proof: false, ..reply(mail, letter, Response::Wrote, &mail.subject, sent) })
}

/// A letter as it was sent, or something that the lead wrote.
fn is_own(mail: &Mail, sent: &SentLetters, senders: Senders<'_>) -> bool {
    let is_letter = mail.id.as_ref().is_some_and(|id| sent.letter(id).is_some());
    is_letter || mail.from.as_ref().is_some_and(|from| from.email.eq_ignore_ascii_case(senders.lead))
}

fn calendar_answers(mail: &Mail, answers: &[CalendarAnswer], sent: &SentLetters, senders: Senders<'_>) -> Matched {
    let mut replies = Vec::new();
    for answer in answers {
        let invitations = sent.invitations(&answer.uid);
        let is_known = !invitations.is_empty() || sent.is_test(&answer.uid);
        if is_known && answer.attendee.email.eq_ignore_ascii_case(senders.lead) {
            return Matched::Own;
        }
        replies.extend(calendar_reply(mail, answer, &invitations, sent, senders));
    }
    if replies.is_empty() { Matched::Unmatched(Unmatched::UnknownMeeting) } else { Matched::Replies(replies) }
}

fn calendar_reply(
    mail: &Mail,
    answer: &CalendarAnswer,
    invitations: &[&SentLetter],
    sent: &SentLetters,
    senders: Senders<'_>,
) -> Option<Identified> {
    let latest = invitations.iter().max_by_key(|letter| letter.sequence)?;
    let municipality = latest.municipality;
    // Nobody is asked to answer the file for those the invitation is forwarded to; who does is one of them.
    let is_to_invitation = latest.uid == answer.uid;
    let is_invited = is_to_invitation && sent.was_written_to(municipality, &answer.attendee.email);
    let may_answer = |from: &str| sent.was_written_to(municipality, from) || senders.trust(municipality, from);
    let sender = other_sender(mail, answer, may_answer);
    let doubt = match sender {
        Sender::Unknown => Some(Doubt::OtherSender),
        _ if !is_invited => None,
        _ if answer.sequence > latest.sequence => Some(Doubt::UnsentChange),
        Sender::Itself => None,
        Sender::Other(address) if may_answer(address) => None,
        Sender::Other(_) => Some(Doubt::OtherSender),
    };
    let letter = answered_letter(answer, invitations).unwrap_or(latest);
    let response = match answer.part_stat {
        // Who declines and names another time does not attend either.
        part_stat if part_stat != PartStat::Declined && answer.proposed.is_some() => Response::Proposed,
        PartStat::Accepted => Response::Accepted,
        PartStat::Tentative => Response::Tentative,
        PartStat::Declined => Response::Declined,
        PartStat::Delegated => Response::Delegated,
    };
    let reply = Reply {
        id: String::new(),
        at: answer.at.or(mail.at),
        municipality: letter.municipality,
        letter: letter.kind,
        message_id: letter.message_id.clone(),
        response,
        speaker: match (is_invited, &doubt) {
            (true, None) => Speaker::Municipality,
            (true, Some(_)) => Speaker::Doubtful,
            (false, _) => Speaker::Person,
        },
        from: Some(answer.attendee.email.clone()),
        name: answer.attendee.name.clone(),
        sequence: Some(answer.sequence),
        proposed: answer.proposed,
        doubt,
        sender: match sender {
            Sender::Other(address) => Some(address.to_owned()),
            Sender::Itself | Sender::Unknown => None,
        },
        authentication: mail.authentication.clone(),
        guests: answer.guests,
        delegated_to: answer.delegated_to.clone(),
        delegated_from: answer.delegated_from.clone(),
        detail: answer.comment.clone().unwrap_or_default(),
        file: mail.file.clone(),
    };
    let (former_id, is_proof) = (former_id_of_answer(answer, &reply), reply.doubt.is_none());
    Some(Identified { former_id, is_proof, reply: with_id_of_answer(reply, answer) })
}

/// The invitation that an answer is to: the one with its SEQUENCE, if possible the one to its attendee.
fn answered_letter<'s>(answer: &CalendarAnswer, invitations: &[&'s SentLetter]) -> Option<&'s SentLetter> {
    let mut same = invitations.iter().copied().filter(|letter| letter.sequence == answer.sequence).peekable();
    let first = same.peek().copied();
    same.find(|letter| letter.to.eq_ignore_ascii_case(&answer.attendee.email)).or(first)
}

fn with_id_of_answer(reply: Reply, answer: &CalendarAnswer) -> Reply {
    let (start, end) = answer.proposed.unzip();
    let id = identity::of_values([
        ("uid", Some(answer.uid.clone())),
        ("attendee", Some(answer.attendee.email.clone())),
        ("response", Some(reply.response.name().to_owned())),
        ("sequence", Some(answer.sequence.to_string())),
        ("at", reply.at.map(|at| at.to_rfc3339())),
        ("proposed-start", start.map(|start| start.to_rfc3339())),
        ("proposed-end", end.map(|end| end.to_rfc3339())),
    ]);
    Reply { id, ..reply }
}

fn former_id_of_answer(answer: &CalendarAnswer, reply: &Reply) -> String {
    let (response, sequence) = (reply.response, answer.sequence);
    let said = format!("{response:?}/{sequence}/{:?}/{:?}", reply.at, answer.proposed);
    identity::of_parts([&answer.uid, &answer.attendee.email, &said])
}

/// Who sent an answer.
#[derive(Debug, Clone, Copy)]
enum Sender<'a> {
    /// The attendee that it names, or whoever saved it by itself.
    Itself,
    Other(&'a str),
    /// The mail does not say.
    Unknown,
}

/// Who sent an answer, or is said to have sent it for the attendee; rather somebody who may not. What an answer says of
/// itself proves nothing: SENT-BY names somebody who has to be trusted too.
fn other_sender<'a>(mail: &'a Mail, answer: &'a CalendarAnswer, may_answer: impl Fn(&str) -> bool) -> Sender<'a> {
    let from = mail.from.as_ref().map(|from| from.email.as_str());
    if from.is_none() && !mail.is_saved_alone {
        return Sender::Unknown;
    }
    let is_other = |address: &&str| !address.eq_ignore_ascii_case(&answer.attendee.email);
    let others: Vec<&str> = [from, answer.sent_by.as_deref()].into_iter().flatten().filter(is_other).collect();
    let other = others.iter().find(|address| !may_answer(address)).or(others.first());
    other.map_or(Sender::Itself, |address| Sender::Other(address))
}

/// The letter that a mail names by its Message-ID.
fn named_letter<'s>(mail: &Mail, sent: &'s SentLetters) -> Option<&'s SentLetter> {
    mail.refers_to.iter().find_map(|id| sent.letter(id))
}
