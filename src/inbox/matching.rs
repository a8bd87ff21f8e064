//! Which letter a mail is about, what it says of it, and whom it speaks for.
//!
//! A calendar answer belongs to the meeting whose UID it names; a report or a mail to the letter whose Message-ID it
//! names. An answer counts as the municipality's only if it came from an address that letters of the municipality went
//! to, or from somebody whom the lead trusts with it; a report stops letters only if it names the letter
//! (`nobody_answers_for_a_municipality_whom_the_lead_does_not_trust` and `a_report_that_names_no_letter_stops_none` in
//! tests/it/replies.rs).

use std::collections::BTreeSet;

use super::content::{Content, content};
use super::identity;
use super::sent::{SentLetter, SentLetters};
use crate::findings::problems;
use crate::mail::{Action, CalendarAnswer, Delivery, Mail, PartStat, Unreadable};
use crate::municipality::Number;
use crate::reply::{Doubt, Reply, Response, Speaker};
use crate::text::normalised;

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

/// A reply, and the identity that version 0.1 gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identified {
    pub(crate) reply: Reply,
    /// How a table of version 0.1 names it.
    pub former_id: String,
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
    }
}

/// The senders that count in a special way.
#[derive(Debug, Clone, Copy)]
pub struct Senders<'a> {
    /// The address that invites.
    pub lead: &'a str,
    /// Those who may answer for whomever their answer names.
    pub trusted: &'a [String],
    /// Those who the lead has said before may answer for a municipality, in lower case.
    pub known: &'a BTreeSet<(Number, String)>,
}

impl Senders<'_> {
    fn trust(&self, municipality: Number, address: &str) -> bool {
        let is_known = || self.known.contains(&(municipality, address.to_lowercase()));
        self.trusted.iter().any(|trusted| trusted.eq_ignore_ascii_case(address)) || is_known()
    }
}

/// Finds out what a mail is to the exercise.
#[must_use]
pub fn matched(mail: &Mail, sent: &SentLetters, senders: Senders<'_>) -> Matched {
    let content = content(mail);
    match &content {
        Content::Unreadable(why) => return Matched::Unreadable(why.clone()),
        Content::Calendar(answers) => return calendar_answers(mail, answers, sent, senders),
        _ if is_own(mail, sent, senders) => return Matched::Own,
        Content::Bounce if named_letter(mail, sent).is_none() => {
            return Matched::Unmatched(Unmatched::UnnamedLetter);
        }
        _ => {}
    }
    let replies = replies(mail, &content, sent, senders);
    if replies.is_empty() { Matched::Unmatched(Unmatched::UnknownLetter) } else { Matched::Replies(replies) }
}

/// Replies of everything but calendars.
fn replies(mail: &Mail, content: &Content, sent: &SentLetters, senders: Senders<'_>) -> Vec<Identified> {
    let named = named_letter(mail, sent);
    let reply = |letter: Option<&SentLetter>, response, detail: &str| {
        letter.map(|letter| reply(mail, letter, response, detail, sent)).into_iter().collect()
    };
    match content {
        Content::Deliveries(deliveries) => {
            deliveries.iter().filter_map(|delivery| delivery_report(mail, delivery, sent, senders)).collect()
        }
        Content::Bounce => reply(named, bounce(&mail.subject), &mail.subject),
        Content::Opened => reply(named, Response::Read, ""),
        Content::Automatic => {
            let to_sender = || mail.from.as_ref().and_then(|from| sent.last_to(&from.email));
            reply(named.or_else(to_sender), Response::Automatic, &mail.subject)
        }
        Content::Written => reply(named, Response::Wrote, &mail.subject),
        Content::Calendar(_) | Content::Unreadable(_) => Vec::new(),
    }
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
        _ if !is_invited => None,
        _ if answer.sequence > latest.sequence => Some(Doubt::UnsentChange),
        Sender::Itself => None,
        Sender::Other(address) if may_answer(address) => None,
        Sender::Other(_) | Sender::Unknown => Some(Doubt::OtherSender),
    };
    let letter = answered_letter(answer, invitations).unwrap_or(latest);
    let response = match answer.part_stat {
        _ if answer.proposed.is_some() => Response::Proposed,
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
        delegated_to: answer.delegated_to.clone(),
        delegated_from: answer.delegated_from.clone(),
        detail: answer.comment.clone().unwrap_or_default(),
        file: mail.file.clone(),
    };
    Some(Identified { former_id: former_id_of_answer(answer, &reply), reply: with_id_of_answer(reply, answer) })
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

/// A mail server's report on one recipient. It proves something only if it names the letter, which whoever has not got
/// it cannot.
fn delivery_report(mail: &Mail, delivery: &Delivery, sent: &SentLetters, senders: Senders<'_>) -> Option<Identified> {
    let is_to =
        |letter: &SentLetter| delivery.recipients.iter().any(|recipient| letter.to.eq_ignore_ascii_case(recipient));
    let mut named = mail.refers_to.iter().filter_map(|id| sent.letter(id)).peekable();
    let first = named.peek().copied();
    let letter = named.find(|letter| is_to(letter)).or(first);
    let to_recipient = || delivery.recipients.iter().find_map(|recipient| sent.last_to(recipient));
    let unnamed = letter.is_none();
    let letter = letter.or_else(to_recipient)?;
    let from = mail.from.as_ref().map(|from| from.email.as_str());
    let is_trusted = from.is_some_and(|from| senders.trust(letter.municipality, from));
    let doubt = (unnamed && !is_trusted).then_some(Doubt::UnnamedLetter);
    let response = match delivery.action {
        Action::Failed => Response::Undeliverable,
        Action::Delayed => Response::Delayed,
        Action::Delivered => Response::Delivered,
    };
    let Identified { reply, former_id } = reply(mail, letter, response, &delivery.reason, sent);
    let recipient = delivery.recipients.first();
    Some(Identified {
        former_id: identity::of_parts([&former_id, recipient.map_or("", String::as_str)]),
        reply: Reply {
            id: identity::of_values([("report", Some(reply.id)), ("recipient", recipient.cloned())]),
            speaker: match doubt {
                Some(_) => Speaker::Doubtful,
                None if is_to(letter) => Speaker::Municipality,
                None => Speaker::Person,
            },
            from: recipient.cloned(),
            name: None,
            doubt,
            sender: from.filter(|_| unnamed).map(str::to_owned),
            ..reply
        },
    })
}

/// A bounce without RFC 3464: the subject tells whether the server keeps trying.
fn bounce(subject: &str) -> Response {
    const DELAYED: [&str; 4] = ["delay", "warning", "forsink", "forseink"];
    let subject = normalised(subject);
    if DELAYED.iter().any(|word| subject.contains(word)) { Response::Delayed } else { Response::Undeliverable }
}

fn reply(mail: &Mail, letter: &SentLetter, response: Response, detail: &str, sent: &SentLetters) -> Identified {
    let from = mail.from.as_ref();
    let is_own = from.is_some_and(|from| sent.was_written_to(letter.municipality, &from.email));
    let is_of_server = response.is_of_mail_server();
    let reply = Reply {
        id: String::new(),
        at: mail.at,
        municipality: letter.municipality,
        letter: letter.kind,
        message_id: letter.message_id.clone(),
        response,
        speaker: if is_own || is_of_server { Speaker::Municipality } else { Speaker::Person },
        from: if is_of_server { Some(letter.to.to_lowercase()) } else { from.map(|from| from.email.clone()) },
        name: from.and_then(|from| from.name.clone()).filter(|_| !is_of_server),
        sequence: None,
        proposed: None,
        doubt: None,
        sender: None,
        authentication: mail.authentication.clone(),
        delegated_to: None,
        delegated_from: None,
        detail: detail.to_owned(),
        file: mail.file.clone(),
    };
    let former_id = former_id_of_mail(mail, &reply);
    Identified { reply: Reply { id: id_of_mail(mail, &reply), ..reply }, former_id }
}

/// A mail with a Message-ID is known by it; another one by all that can be told of it.
fn id_of_mail(mail: &Mail, reply: &Reply) -> String {
    let unless_named = |value: Option<String>| value.filter(|_| mail.id.is_none());
    identity::of_values([
        ("letter", Some(reply.message_id.clone())),
        ("response", Some(reply.response.name().to_owned())),
        ("mail", mail.id.clone()),
        ("from", unless_named(mail.from.as_ref().map(|from| from.email.clone()))),
        ("at", unless_named(mail.at.map(|at| at.to_rfc3339()))),
        ("subject", unless_named(Some(mail.subject.clone()))),
        ("detail", unless_named(Some(reply.detail.clone()))),
    ])
}

fn former_id_of_mail(mail: &Mail, reply: &Reply) -> String {
    let known_by = mail.id.clone().unwrap_or_else(|| {
        let from = match &mail.from {
            Some(from) => format!("Some(Person {{ email: {:?}, name: {:?} }})", from.email, from.name),
            None => "None".to_owned(),
        };
        format!("{from}/{:?}/{}/{}", mail.at, mail.subject, reply.detail)
    });
    identity::of_parts([&reply.message_id, &known_by, reply.response.name()])
}

/// The letter that a mail names by its Message-ID.
fn named_letter<'s>(mail: &Mail, sent: &'s SentLetters) -> Option<&'s SentLetter> {
    mail.refers_to.iter().find_map(|id| sent.letter(id))
}
