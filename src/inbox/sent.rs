//! The letters that were sent, as far as a mail can refer to them.

use std::collections::{HashMap, HashSet};

use chrono::{DateTime, FixedOffset};

use crate::kind::Kind;
use crate::mail::Mail;
use crate::municipality::Number;

/// A letter in the delivery log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentLetter {
    /// Its Message-ID in angle brackets.
    pub message_id: String,
    /// What the letter was for.
    pub kind: Kind,
    /// Who it was for.
    pub municipality: Number,
    pub(crate) to: String,
    /// UID of the meeting.
    pub uid: String,
    /// UID of the meeting for those the letter is forwarded to.
    pub forwardable_uid: String,
    /// SEQUENCE of the meeting.
    pub sequence: u32,
    /// Whether it left, and did not only start to.
    pub has_left: bool,
    /// When it left, or was written.
    pub at: DateTime<FixedOffset>,
}

/// All letters in the delivery log.
#[derive(Debug, Default)]
pub struct SentLetters {
    /// In the order in which they left.
    letters: Vec<SentLetter>,
    by_message_id: HashMap<String, usize>,
    by_uid: HashMap<String, Vec<usize>>,
    /// The addresses that letters to each municipality went to, in lower case.
    addresses: HashSet<(Number, String)>,
    /// UIDs of the meetings in letters that the lead tested.
    test_uids: HashSet<String>,
    /// The addresses of the municipalities themselves, in lower case.
    offices: HashMap<String, Number>,
}

impl SentLetters {
    /// From the letters, in the order in which they left, the UIDs of test letters, and the municipalities' own addresses.
    #[must_use]
    pub fn new(
        letters: Vec<SentLetter>,
        test_uids: HashSet<String>,
        offices: impl Iterator<Item = (String, Number)>,
    ) -> SentLetters {
        let by_message_id =
            letters.iter().enumerate().map(|(place, letter)| (letter.message_id.clone(), place)).collect();
        let mut by_uid: HashMap<String, Vec<usize>> = HashMap::new();
        for (place, letter) in letters.iter().enumerate().filter(|(_, letter)| letter.has_left) {
            for uid in [&letter.uid, &letter.forwardable_uid] {
                by_uid.entry(uid.clone()).or_default().push(place);
            }
        }
        // What was purged went to nobody that is known.
        let left = letters.iter().filter(|letter| letter.has_left && !letter.to.is_empty());
        let addresses = left.map(|letter| (letter.municipality, letter.to.to_lowercase())).collect();
        let offices = offices.map(|(address, number)| (address.to_lowercase(), number)).collect();
        SentLetters { letters, by_message_id, by_uid, addresses, test_uids, offices }
    }

    pub(super) fn letter(&self, message_id: &str) -> Option<&SentLetter> {
        self.by_message_id.get(message_id).and_then(|place| self.letters.get(*place))
    }

    /// The invitations to a meeting that left, or to the one for those they are forwarded to.
    pub(super) fn invitations(&self, uid: &str) -> Vec<&SentLetter> {
        let places = self.by_uid.get(uid).into_iter().flatten();
        let letters = places.filter_map(|place| self.letters.get(*place));
        letters.filter(|letter| letter.kind.is_request()).collect()
    }

    /// Whether a letter to a municipality went to an address.
    pub(super) fn was_written_to(&self, municipality: Number, address: &str) -> bool {
        self.addresses.contains(&(municipality, address.to_lowercase()))
    }

    /// Whether an address is one that letters to a municipality went to, or the municipality's own.
    pub(super) fn is_of(&self, municipality: Number, address: &str) -> bool {
        let is_office = self.offices.get(&address.to_lowercase()) == Some(&municipality);
        is_office || self.was_written_to(municipality, address)
    }

    /// Whether one of these meetings is one of the exercise.
    pub(super) fn has_meeting(&self, uids: &[String]) -> bool {
        uids.iter().any(|uid| self.by_uid.contains_key(uid) || self.is_test(uid))
    }

    /// The last letter before a mail that went to its sender, or to the municipality whose address it comes from.
    pub(super) fn last_before(&self, mail: &Mail) -> Option<&SentLetter> {
        let (from, at) = (&mail.from.as_ref()?.email, mail.at?);
        let municipality = match self.last_to(from) {
            Some(letter) => letter.municipality,
            None => *self.offices.get(from)?,
        };
        let is_before =
            |letter: &&SentLetter| letter.has_left && letter.at <= at && letter.municipality == municipality;
        let before = || self.letters.iter().rev().filter(is_before);
        before().find(|letter| letter.to.eq_ignore_ascii_case(from)).or_else(|| before().next())
    }

    pub(super) fn is_test(&self, uid: &str) -> bool {
        self.test_uids.contains(uid)
    }

    /// The last letter that went to an address; none if letters to several municipalities went there.
    pub(super) fn last_to(&self, address: &str) -> Option<&SentLetter> {
        let is_to = |letter: &&SentLetter| letter.has_left && letter.to.eq_ignore_ascii_case(address);
        let mut letters = self.letters.iter().rev().filter(is_to);
        let last = letters.next()?;
        letters.all(|other| other.municipality == last.municipality).then_some(last)
    }
}
