//! Replies to letters: answers of calendars and of people, and reports of mail servers.
//!
//! Somebody whom an invitation was forwarded to never speaks for the municipality, and an answer to an earlier
//! invitation is not one to the invitation that holds (the tests below).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use crate::kind::Kind;
use crate::municipality::Number;

/// What a reply says.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Response {
    Accepted,
    Tentative,
    Declined,
    Delegated,
    Proposed,
    /// The letter did not arrive, and will not.
    Undeliverable,
    /// The letter has not arrived yet.
    Delayed,
    Delivered,
    /// The letter was opened.
    Read,
    /// A program replied: out of office, or a receipt.
    Automatic,
    Wrote,
    /// A provider complains about the letter: somebody called it unwanted.
    Complaint,
}

impl Response {
    /// Its name in tables, JSON and on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Whether it is a calendar's answer to an invitation.
    #[must_use]
    pub fn is_answer(self) -> bool {
        use Response::{Accepted, Declined, Delegated, Proposed, Tentative};
        matches!(self, Accepted | Tentative | Declined | Delegated | Proposed)
    }

    /// Whether a person must have seen the letter for it.
    #[must_use]
    pub fn is_of_person(self) -> bool {
        self.is_answer() || matches!(self, Response::Read | Response::Wrote)
    }

    /// Whether it shows that the letter arrived, and not that a person has read it.
    #[must_use]
    pub fn is_of_arrival(self) -> bool {
        matches!(self, Response::Automatic | Response::Delivered | Response::Complaint)
    }

    /// Whether a mail server says it, and not somebody at the address.
    #[must_use]
    pub fn is_of_mail_server(self) -> bool {
        matches!(self, Response::Undeliverable | Response::Delayed | Response::Delivered | Response::Complaint)
    }
}

/// Whom a reply speaks for.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Speaker {
    /// The municipality: the letter went to the address that replies.
    Municipality,
    /// Somebody whom the letter was forwarded to.
    Person,
    /// Nobody until the lead has looked.
    Doubtful,
}

impl Speaker {
    /// Its name in tables, JSON and on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }
}

/// Why a reply may not be what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The SEQUENCE of a calendar answer is higher than that of any invitation that was sent.
    UnsentChange,
    /// Another address than the attendee's sent it, or for it.
    OtherSender,
    /// A mail server's report does not name the letter that it is about: anybody could have written it.
    UnnamedLetter,
}

/// A reply to a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// The same mail read again has the same.
    pub id: String,
    /// When it was written, as far as it says.
    pub at: Option<DateTime<FixedOffset>>,
    /// The municipality whose letter it is about.
    pub municipality: Number,
    /// What the letter was for.
    pub letter: Kind,
    pub message_id: String,
    pub response: Response,
    /// Whom it speaks for.
    pub speaker: Speaker,
    /// The address that replies; in a mail server's report, the one that it is about.
    pub from: Option<String>,
    /// The name beside that address.
    pub name: Option<String>,
    /// SEQUENCE of the meeting that a calendar answers.
    pub sequence: Option<u32>,
    /// The proposed time: start and end.
    pub proposed: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    /// Why it may not be that of the address that replies.
    pub doubt: Option<Doubt>,
    /// Who sent it for the address that replies, or who sent a report of which nobody can tell whose it is.
    pub sender: Option<String>,
    /// What the mail says that the lead's server found wrong with its sender: `dmarc=fail`.
    pub authentication: Option<String>,
    /// How many others come along, as far as the calendar tells.
    pub guests: Option<u32>,
    pub delegated_to: Option<String>,
    /// Whose place the one who replies takes.
    pub delegated_from: Option<String>,
    /// The comment, the subject, or the mail server's explanation.
    pub detail: String,
    /// The file that it was read from.
    pub file: String,
}

/// Stands for the address of a sender who was removed, before a number.
const REMOVED: &str = "removed ";

impl Reply {
    /// Whether its sender was removed.
    #[must_use]
    pub fn is_nameless(&self) -> bool {
        self.id.starts_with(REMOVED)
    }

    /// Whether it means that a letter did not arrive.
    #[must_use]
    pub fn is_returned(&self) -> bool {
        self.response == Response::Undeliverable && self.speaker == Speaker::Municipality
    }
}

/// What a municipality answers to the invitation that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Participation {
    /// It has not answered.
    NeedsAction {
        /// What it answered to an earlier invitation.
        earlier: Option<Response>,
    },
    Answered(Response),
    /// Two addresses of it say different things, or one says two things at the same time.
    Contradictory,
}

impl Participation {
    /// What it has answered to the invitation that holds.
    #[must_use]
    pub fn answer(self) -> Option<Response> {
        match self {
            Participation::Answered(response) => Some(response),
            Participation::NeedsAction { .. } | Participation::Contradictory => None,
        }
    }

    /// Whether it has answered, be it to an earlier invitation.
    #[must_use]
    pub fn has_answer(self) -> bool {
        self != Participation::NeedsAction { earlier: None }
    }

    /// Its name in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Participation::NeedsAction { .. } => "needs-action",
            Participation::Answered(response) => response.name(),
            Participation::Contradictory => "contradictory",
        }
    }
}

/// All replies, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replies {
    all: Vec<Reply>,
    /// By identity.
    places: BTreeMap<String, usize>,
    /// By municipality.
    of: BTreeMap<Number, Vec<usize>>,
}

impl Replies {
    /// Adds a reply, unless it is there already. It replaces itself where it was doubtful and no longer is. Tells whether
    /// anything changed.
    pub fn add(&mut self, reply: Reply) -> bool {
        let known = self.places.get(&reply.id).and_then(|place| self.all.get_mut(*place));
        let is_cleared = |known: &Reply| known.speaker == Speaker::Doubtful && reply.speaker != Speaker::Doubtful;
        match known {
            Some(known) if is_cleared(known) => *known = reply,
            Some(_) => return false,
            None => {
                self.places.insert(reply.id.clone(), self.all.len());
                self.of.entry(reply.municipality).or_default().push(self.all.len());
                self.all.push(reply);
            }
        }
        true
    }

    /// Gives a reply its new identity where it is known by a former one.
    pub fn rename(&mut self, former_id: &str, id: &str) {
        if let Some(place) = self.places.remove(former_id) {
            if let Some(reply) = self.all.get_mut(place) {
                id.clone_into(&mut reply.id);
            }
            self.places.insert(id.to_owned(), place);
        }
    }

    /// Removes senders and their words. What was said of which letter stays, and which of it the same sender said:
    /// senders are numbered within each municipality.
    pub fn make_nameless(&mut self) {
        let mut senders: BTreeMap<Number, Vec<Option<String>>> = BTreeMap::new();
        for (place, reply) in self.all.iter_mut().enumerate().filter(|(_, reply)| !reply.is_nameless()) {
            let known = senders.entry(reply.municipality).or_default();
            let mut removed = |address: Option<String>| {
                let sender = known.iter().position(|from| *from == address).unwrap_or(known.len());
                if sender == known.len() {
                    known.push(address);
                }
                Some(format!("{REMOVED}{}", sender + 1))
            };
            reply.from = removed(reply.from.take());
            // Whose answer counts for a municipality is known by it.
            reply.delegated_to = reply.delegated_to.take().and_then(|address| removed(Some(address)));
            (reply.name, reply.file, reply.id) = (None, String::new(), format!("{REMOVED}{}", place + 1));
            (reply.doubt, reply.sender, reply.authentication) = (None, None, None);
            reply.delegated_from = None;
            reply.detail.clear();
        }
        self.places = self.all.iter().enumerate().map(|(place, reply)| (reply.id.clone(), place)).collect();
    }

    /// Who has answered for which municipality, and the lead has trusted: an answer of theirs counts.
    #[must_use]
    pub fn trusted(&self) -> BTreeSet<(Number, String)> {
        let is_trusted = |reply: &&Reply| reply.response.is_answer() && reply.speaker == Speaker::Municipality;
        let trusted = self.all.iter().filter(is_trusted);
        trusted.filter_map(|reply| Some((reply.municipality, reply.sender.as_ref()?.to_lowercase()))).collect()
    }

    /// All, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = &Reply> {
        self.all.iter()
    }

    /// The replies to the letters of a municipality.
    pub fn of(&self, municipality: Number) -> impl Iterator<Item = &Reply> {
        self.of.get(&municipality).into_iter().flatten().filter_map(|place| self.all.get(*place))
    }

    /// What a municipality answers to the meeting of SEQUENCE `sequence`. The latest answer of each address counts, by
    /// the time in it (Outlook keeps no other order, X-MICROSOFT-CDO-REPLYTIME).
    #[must_use]
    pub fn participation(&self, municipality: Number, sequence: u32) -> Participation {
        let is_own = |reply: &&Reply| reply.response.is_answer() && reply.speaker == Speaker::Municipality;
        let own = || self.of(municipality).filter(is_own);
        let current: Vec<&Reply> = own().filter(|reply| reply.sequence.unwrap_or_default() >= sequence).collect();
        let is_last = |reply: &&&Reply| current.iter().all(|other| other.from != reply.from || other.at <= reply.at);
        let said = |reply: &&Reply| self.of_delegate(reply, sequence).map_or(reply.response, |answer| answer.response);
        let answers: BTreeSet<Response> = current.iter().filter(is_last).map(said).collect();
        match (answers.len(), answers.first()) {
            (0, _) | (_, None) => {
                let earlier = own().max_by_key(|reply| (reply.sequence, reply.at));
                Participation::NeedsAction { earlier: earlier.map(|reply| reply.response) }
            }
            (1, Some(response)) => Participation::Answered(*response),
            _ => Participation::Contradictory,
        }
    }

    /// The last answer of whom a municipality has sent in its place. It counts for the municipality, which has named the
    /// address, but not if it comes from another one.
    fn of_delegate(&self, delegation: &Reply, sequence: u32) -> Option<&Reply> {
        let delegate = delegation.delegated_to.as_ref().filter(|_| delegation.response == Response::Delegated)?;
        let is_sure = |answer: &&Reply| answer.sender.is_none() && answer.doubt.is_none();
        let is_current = |answer: &&Reply| answer.sequence.unwrap_or_default() >= sequence;
        let mut answers = self.of_people(delegation.municipality).filter(is_sure).filter(is_current);
        answers.find(|answer| answer.from.as_ref() == Some(delegate))
    }

    /// The last answer of each address that a municipality's invitation was forwarded to.
    pub fn of_people(&self, municipality: Number) -> impl Iterator<Item = &Reply> {
        let mut latest: BTreeMap<&Option<String>, &Reply> = BTreeMap::new();
        let is_of_person = |reply: &&Reply| reply.response.is_answer() && reply.speaker == Speaker::Person;
        for reply in self.of(municipality).filter(is_of_person) {
            let last = latest.entry(&reply.from).or_insert(reply);
            if (reply.sequence, reply.at) >= (last.sequence, last.at) {
                *last = reply;
            }
        }
        latest.into_values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(response: Response, from: &str, sequence: u32, at: &str) -> Reply {
        Reply {
            id: format!("{response:?} {from} {sequence} {at}"),
            at: Some(format!("2022-08-{at}:00+02:00").parse().expect("a time")),
            municipality: "3025".parse().expect("a number"),
            letter: Kind::Invitation,
            message_id: "<m@example.no>".to_owned(),
            response,
            speaker: if from == "asker" { Speaker::Municipality } else { Speaker::Person },
            from: Some(from.to_owned()),
            name: None,
            sequence: Some(sequence),
            proposed: None,
            doubt: None,
            sender: None,
            authentication: None,
            guests: None,
            delegated_to: None,
            delegated_from: None,
            detail: String::new(),
            file: "a.eml".to_owned(),
        }
    }

    fn participation(replies: &[Reply], sequence: u32) -> Participation {
        let mut all = Replies::default();
        for reply in replies {
            assert!(all.add(reply.clone()), "no two are the same");
        }
        all.participation("3025".parse().expect("a number"), sequence)
    }

    #[test]
    fn the_last_word_of_a_municipality_stands_in_whatever_order_it_is_read() {
        let (yes, no) =
            (reply(Response::Accepted, "asker", 0, "22T09:00"), reply(Response::Declined, "asker", 0, "23T09:00"));
        assert_eq!(participation(&[yes.clone(), no.clone()], 0), Participation::Answered(Response::Declined));
        assert_eq!(participation(&[no.clone(), yes.clone()], 0), Participation::Answered(Response::Declined));
        // What was answered to an earlier invitation says nothing of the one that holds.
        assert_eq!(participation(&[no, yes], 1), Participation::NeedsAction { earlier: Some(Response::Declined) });
    }

    #[test]
    fn a_reply_known_by_a_former_identity_is_known_by_the_new_one() {
        let (old, mut all) = (reply(Response::Accepted, "asker", 0, "22T09:00"), Replies::default());
        assert!(all.add(old.clone()));
        all.rename(&old.id, "new");
        assert!(!all.add(Reply { id: "new".to_owned(), ..old.clone() }));
        assert_eq!(all.of(old.municipality).count(), 1);
    }

    #[test]
    fn whom_a_municipality_sends_in_its_place_answers_for_it_and_nobody_who_plays_that_one() {
        let named =
            Reply { delegated_to: Some("kari".to_owned()), ..reply(Response::Delegated, "asker", 0, "22T09:00") };
        let yes = reply(Response::Accepted, "kari", 0, "22T10:00");
        assert_eq!(participation(&[yes.clone(), named.clone()], 0), Participation::Answered(Response::Accepted));
        let played = Reply { sender: Some("x".to_owned()), ..yes.clone() };
        assert_eq!(participation(&[named.clone(), played], 0), Participation::Answered(Response::Delegated));
        // The municipality comes itself after all.
        let own = reply(Response::Tentative, "asker", 0, "22T11:00");
        assert_eq!(participation(&[named.clone(), yes.clone(), own], 0), Participation::Answered(Response::Tentative));
        // Without their names it is the same.
        let mut all = Replies::default();
        assert!(all.add(named.clone()) && all.add(yes));
        all.make_nameless();
        assert_eq!(all.participation(named.municipality, 0), Participation::Answered(Response::Accepted));
    }

    #[test]
    fn two_answers_of_the_same_moment_that_differ_are_left_to_the_lead() {
        let (yes, no) =
            (reply(Response::Accepted, "asker", 0, "22T09:00"), reply(Response::Declined, "asker", 0, "22T09:00"));
        assert_eq!(participation(&[yes, no], 0), Participation::Contradictory);
    }

    #[test]
    fn somebody_whom_it_was_forwarded_to_does_not_speak_for_the_municipality() {
        let (no, yes) =
            (reply(Response::Declined, "kari", 0, "22T09:00"), reply(Response::Accepted, "kari", 0, "23T09:00"));
        assert_eq!(participation(&[no.clone(), yes.clone()], 0), Participation::NeedsAction { earlier: None });
        let mut all = Replies::default();
        assert!(all.add(yes.clone()) && all.add(no));
        assert!(!all.add(yes.clone()), "the same is read once");
        assert_eq!(all.of_people(yes.municipality).collect::<Vec<_>>(), [&yes]);
    }
}
