//! What came back on a letter: answers of calendars and of people, and what mail servers say of it.
//!
//! It must never let the answer of somebody whom an invitation was forwarded to stand for the municipality, nor an
//! answer to an earlier invitation for one to what has changed since.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use crate::letter::Kind;
use crate::municipality::Number;

/// What was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Said {
    /// Comes to the meeting.
    Accepted,
    /// May come.
    Tentative,
    /// Does not come.
    Declined,
    /// Sends somebody else.
    Delegated,
    /// Proposes another time.
    Proposed,
    /// The letter did not arrive, and will not.
    Undeliverable,
    /// It has not arrived yet.
    Delayed,
    /// It has arrived.
    Delivered,
    /// It has been opened.
    Read,
    /// A program answered: out of office, or a receipt.
    Automatic,
    /// Somebody answered in their own words.
    Wrote,
}

impl Said {
    /// All there are.
    pub const ALL: [Said; 11] = [
        Said::Accepted,
        Said::Tentative,
        Said::Declined,
        Said::Delegated,
        Said::Proposed,
        Said::Undeliverable,
        Said::Delayed,
        Said::Delivered,
        Said::Read,
        Said::Automatic,
        Said::Wrote,
    ];

    /// Its name in files and on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Said::Accepted => "accepted",
            Said::Tentative => "tentative",
            Said::Declined => "declined",
            Said::Delegated => "delegated",
            Said::Proposed => "proposed",
            Said::Undeliverable => "undeliverable",
            Said::Delayed => "delayed",
            Said::Delivered => "delivered",
            Said::Read => "read",
            Said::Automatic => "automatic",
            Said::Wrote => "wrote",
        }
    }

    /// Whether it is an answer of a calendar to an invitation.
    #[must_use]
    pub fn is_answer(self) -> bool {
        matches!(self, Said::Accepted | Said::Tentative | Said::Declined | Said::Delegated | Said::Proposed)
    }

    /// Whether a person must have seen the letter for it.
    #[must_use]
    pub fn is_of_person(self) -> bool {
        self.is_answer() || matches!(self, Said::Read | Said::Wrote)
    }
}

/// Whom an answer speaks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum For {
    /// The municipality: the letter went to the address that answers.
    Municipality,
    /// Somebody whom the letter was forwarded to.
    Person,
    /// Nobody as long as the lead has not looked: it names an address that it does not come from.
    Doubtful,
}

impl For {
    /// All there are.
    pub const ALL: [For; 3] = [For::Municipality, For::Person, For::Doubtful];

    /// Its name in files and on the screen.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            For::Municipality => "municipality",
            For::Person => "person",
            For::Doubtful => "doubtful",
        }
    }
}

/// One thing that came back on a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// By which the same is known when it is read again.
    pub id: String,
    /// When it was said, if it tells.
    pub at: Option<DateTime<FixedOffset>>,
    /// The municipality whose letter it is about.
    pub municipality: Number,
    /// The letter: what it was for.
    pub letter: Kind,
    /// Its Message-ID.
    pub message_id: String,
    /// What was said.
    pub said: Said,
    /// Whom it speaks for.
    pub speaks_for: For,
    /// The address that says it; for what a mail server says, the one that it is about. None once it has been removed.
    pub from: Option<String>,
    /// The name that goes with it.
    pub name: Option<String>,
    /// SEQUENCE of the meeting that is answered; none where no calendar has answered.
    pub sequence: Option<u32>,
    /// The time that is proposed.
    pub proposed: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    /// More: a comment, why it is undeliverable, whom it was delegated to.
    pub detail: String,
    /// The file that it was read from.
    pub file: String,
}

/// What a sender is called who has been removed, before its number.
const NAMELESS: &str = "removed ";

impl Reply {
    /// Whether its sender has been removed.
    #[must_use]
    pub fn is_nameless(&self) -> bool {
        self.id.starts_with(NAMELESS)
    }
}

/// Where a municipality stands to the meeting that it was last invited to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stance {
    /// It has not answered, or only to an earlier invitation: what it said then.
    Silent(Option<Said>),
    /// What it has answered last.
    Said(Said),
    /// Two addresses of it say different things, or one says two things at the same time.
    Contradictory,
}

impl Stance {
    /// What it has answered to the invitation that holds.
    #[must_use]
    pub fn said(&self) -> Option<Said> {
        match self {
            Stance::Said(said) => Some(*said),
            Stance::Silent(_) | Stance::Contradictory => None,
        }
    }

    /// In words; nothing where nothing was said.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Stance::Silent(None) => String::new(),
            Stance::Silent(Some(earlier)) => format!("{} an earlier one", earlier.word()),
            Stance::Said(said) => said.word().to_owned(),
            Stance::Contradictory => "contradictory".to_owned(),
        }
    }
}

/// All that came back, each once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Replies {
    all: Vec<Reply>,
    /// Where each is, by its identity.
    places: BTreeMap<String, usize>,
    /// Where those of each municipality are.
    of: BTreeMap<Number, Vec<usize>>,
}

impl Replies {
    /// Adds what came back, unless it is there already. Takes the place of the same where that was doubtful and is not any
    /// more. Tells whether anything has changed.
    pub fn add(&mut self, reply: Reply) -> bool {
        let known = self.places.get(&reply.id).and_then(|place| self.all.get_mut(*place));
        let is_cleared = |known: &Reply| known.speaks_for == For::Doubtful && reply.speaks_for != For::Doubtful;
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

    /// Removes who said it and in which words; what was said of which letter stays, and which of it one and the same
    /// has said: senders are numbered for each municipality.
    pub fn make_nameless(&mut self) {
        let mut senders: BTreeMap<Number, Vec<Option<String>>> = BTreeMap::new();
        for (place, reply) in self.all.iter_mut().enumerate().filter(|(_, reply)| !reply.is_nameless()) {
            let known = senders.entry(reply.municipality).or_default();
            let sender = known.iter().position(|from| *from == reply.from).unwrap_or(known.len());
            if sender == known.len() {
                known.push(reply.from.clone());
            }
            reply.from = Some(format!("{NAMELESS}{}", sender + 1));
            (reply.name, reply.file, reply.id) = (None, String::new(), format!("{NAMELESS}{}", place + 1));
            reply.detail.clear();
        }
        self.places = self.all.iter().enumerate().map(|(place, reply)| (reply.id.clone(), place)).collect();
    }

    /// All, in the order in which they were read.
    pub fn iter(&self) -> impl Iterator<Item = &Reply> {
        self.all.iter()
    }

    /// What came back on the letters of a municipality.
    pub fn of(&self, municipality: Number) -> impl Iterator<Item = &Reply> {
        self.of.get(&municipality).into_iter().flatten().filter_map(|place| self.all.get(*place))
    }

    /// Where a municipality stands to the meeting of SEQUENCE `sequence`. Of one address the latest answer counts, by the
    /// time that it tells (Outlook writes no other order, X-MICROSOFT-CDO-REPLYTIME).
    #[must_use]
    pub fn stance(&self, municipality: Number, sequence: u32) -> Stance {
        let own = || self.of(municipality).filter(|one| one.said.is_answer() && one.speaks_for == For::Municipality);
        let of_now: Vec<&Reply> = own().filter(|one| one.sequence.unwrap_or_default() >= sequence).collect();
        let is_last_word =
            |reply: &&&Reply| of_now.iter().all(|other| other.from != reply.from || other.at <= reply.at);
        let said: BTreeSet<Said> = of_now.iter().filter(is_last_word).map(|reply| reply.said).collect();
        match (said.len(), said.first()) {
            (0, _) | (_, None) => Stance::Silent(own().max_by_key(|one| (one.sequence, one.at)).map(|one| one.said)),
            (1, Some(said)) => Stance::Said(*said),
            _ => Stance::Contradictory,
        }
    }

    /// What the people say whom a municipality's invitation was forwarded to: for each address its last word.
    pub fn of_people(&self, municipality: Number) -> impl Iterator<Item = &Reply> {
        let mut latest: BTreeMap<&Option<String>, &Reply> = BTreeMap::new();
        let theirs = self.of(municipality).filter(|one| one.said.is_answer() && one.speaks_for == For::Person);
        for reply in theirs {
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

    fn reply(said: Said, from: &str, sequence: u32, at: &str) -> Reply {
        Reply {
            id: format!("{said:?} {from} {sequence} {at}"),
            at: Some(format!("2022-08-{at}:00+02:00").parse().expect("a time")),
            municipality: "3025".parse().expect("a number"),
            letter: Kind::Invitation,
            message_id: "<m@example.no>".to_owned(),
            said,
            speaks_for: if from == "asker" { For::Municipality } else { For::Person },
            from: Some(from.to_owned()),
            name: None,
            sequence: Some(sequence),
            proposed: None,
            detail: String::new(),
            file: "a.eml".to_owned(),
        }
    }

    fn stance(replies: &[Reply], sequence: u32) -> Stance {
        let mut all = Replies::default();
        for reply in replies {
            assert!(all.add(reply.clone()), "each is another");
        }
        all.stance("3025".parse().expect("a number"), sequence)
    }

    #[test]
    fn the_last_word_of_a_municipality_stands_in_whatever_order_it_is_read() {
        let (yes, no) = (reply(Said::Accepted, "asker", 0, "22T09:00"), reply(Said::Declined, "asker", 0, "23T09:00"));
        assert_eq!(stance(&[yes.clone(), no.clone()], 0), Stance::Said(Said::Declined));
        assert_eq!(stance(&[no.clone(), yes.clone()], 0), Stance::Said(Said::Declined));
        // What was answered to an earlier invitation says nothing of the one that holds.
        assert_eq!(stance(&[no, yes], 1), Stance::Silent(Some(Said::Declined)));
    }

    #[test]
    fn two_answers_of_the_same_moment_that_differ_are_left_to_the_lead() {
        let (yes, no) = (reply(Said::Accepted, "asker", 0, "22T09:00"), reply(Said::Declined, "asker", 0, "22T09:00"));
        assert_eq!(stance(&[yes, no], 0), Stance::Contradictory);
    }

    #[test]
    fn somebody_whom_it_was_forwarded_to_does_not_speak_for_the_municipality() {
        let (no, yes) = (reply(Said::Declined, "kari", 0, "22T09:00"), reply(Said::Accepted, "kari", 0, "23T09:00"));
        assert_eq!(stance(&[no.clone(), yes.clone()], 0), Stance::Silent(None));
        let mut all = Replies::default();
        assert!(all.add(yes.clone()) && all.add(no));
        assert!(!all.add(yes.clone()), "the same is read once");
        assert_eq!(all.of_people(yes.municipality).collect::<Vec<_>>(), [&yes]);
    }
}
