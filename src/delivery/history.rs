//! What the delivery log knows: of each letter, what it was to be and what became of it.
//!
//! It must never know more than the log says.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::{DateTime, FixedOffset};

use super::log::{Event, Intended, LogError, Settled, each_event};
use crate::letter::{Identity, Kind};
use crate::municipality::Number;

/// What the log knows, by letter and by municipality.
#[derive(Debug, Default)]
pub struct History {
    letters: BTreeMap<String, Trace>,
    /// The letters of each municipality, by its number: it is asked after for one after the other.
    by_municipality: BTreeMap<String, Vec<String>>,
    /// Those that went to the lead.
    tests: Vec<Intended>,
}

/// What happened to one letter.
#[derive(Debug, Clone)]
pub struct Trace {
    /// What it was to be.
    pub intended: Intended,
    /// What became of it; none if the log does not say.
    pub outcome: Option<Outcome>,
    /// When it left, whether it has arrived or not.
    pub left: Option<DateTime<FixedOffset>>,
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It has left.
    Sent(DateTime<FixedOffset>),
    /// It was refused for good; what the server said.
    Refused(String),
    /// It has not been sent, and can be tried again.
    Deferred(String),
    /// It has left and could not be delivered; what the mail server said.
    Returned(String),
}

impl History {
    /// Reads the log; without one, nothing has happened.
    ///
    /// # Errors
    /// When the file cannot be read, or a line in it.
    pub fn read(path: &Path) -> Result<History, LogError> {
        let mut history = History::default();
        each_event(path, |event| history.take(event))?;
        Ok(history)
    }

    pub(super) fn take(&mut self, event: Event) -> Result<(), String> {
        match event {
            Event::Intended(intended) => {
                let (id, municipality) = (intended.message_id.clone(), intended.municipality.clone());
                // The same letter is intended again after a crash, under the same identity.
                if self.letters.insert(id.clone(), Trace { intended: *intended, outcome: None, left: None }).is_none() {
                    self.by_municipality.entry(municipality).or_default().push(id);
                }
            }
            Event::Test(letter) => self.tests.push(*letter),
            Event::Sent(sent) => self.leave(&sent.message_id, sent.at)?,
            Event::Refused(not) => drop(self.end(&not.message_id, Outcome::Refused(not.reply))?),
            Event::Deferred(not) => drop(self.end(&not.message_id, Outcome::Deferred(not.reply))?),
            Event::Returned(not) => {
                let trace = self.end(&not.message_id, Outcome::Returned(not.reply))?;
                trace.left.get_or_insert(trace.intended.at);
            }
            Event::Settled(Settled { at, message_id, sent: true }) => self.leave(&message_id, at)?,
            Event::Settled(Settled { message_id, .. }) => {
                self.end(&message_id, Outcome::Deferred("it did not arrive".to_owned()))?;
            }
        }
        Ok(())
    }

    fn leave(&mut self, message_id: &str, at: DateTime<FixedOffset>) -> Result<(), String> {
        let trace = self.end(message_id, Outcome::Sent(at))?;
        trace.left.get_or_insert(at);
        Ok(())
    }

    fn end(&mut self, message_id: &str, outcome: Outcome) -> Result<&mut Trace, String> {
        let trace = self.letters.get_mut(message_id).ok_or_else(|| format!("{message_id} was never intended"))?;
        trace.outcome = Some(outcome);
        Ok(trace)
    }

    fn traces_with_copies(&self, municipality: Number) -> impl DoubleEndedIterator<Item = &Trace> {
        let ids = self.by_municipality.get(&municipality.to_string());
        ids.into_iter().flatten().filter_map(|id| self.letters.get(id))
    }

    /// The letters of some kinds. Copies count as nothing but themselves.
    fn traces(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> impl DoubleEndedIterator<Item = &Trace> {
        self.traces_with_copies(municipality)
            .filter(move |trace| !trace.intended.is_copy && is_meant(trace.intended.kind))
    }

    /// The letters to a municipality of which nobody knows whether they have left, copies too.
    #[must_use]
    pub fn uncertain(&self, municipality: Number) -> impl DoubleEndedIterator<Item = &Intended> {
        let is_open = |trace: &&Trace| trace.outcome.is_none() && trace.intended.via.is_some();
        self.traces_with_copies(municipality).filter(is_open).map(|trace| &trace.intended)
    }

    /// Whether the same is to go to another address too, and has not been sent there.
    #[must_use]
    pub fn lacks_copy(&self, letter: &Intended) -> bool {
        let is_sent = |copy: &Trace| matches!(copy.outcome, Some(Outcome::Sent(_)));
        letter.copy_to.is_some() && !self.copy_of(letter).is_some_and(is_sent)
    }

    fn copy_of(&self, letter: &Intended) -> Option<&Trace> {
        self.letters.get(&Identity::of_copy(&letter.message_id))
    }

    /// The letters of some kinds that have left, whether they arrived or not, the latest last.
    fn left(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> Vec<&Trace> {
        let mut left: Vec<&Trace> = self.traces(municipality, is_meant).filter(|trace| trace.left.is_some()).collect();
        left.sort_by_key(|trace| trace.left);
        left
    }

    /// How many letters of some kinds have left, whether they arrived or not.
    #[must_use]
    pub fn number_left(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> usize {
        self.left(municipality, is_meant).len()
    }

    /// How many letters of some kinds had left before that one.
    #[must_use]
    pub fn number_before(&self, letter: &Intended, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> usize {
        let left = self.left(municipality, is_meant);
        left.iter().position(|trace| trace.intended.message_id == letter.message_id).unwrap_or(left.len())
    }

    /// The last letter of some kinds to a municipality, if it could not be delivered, and why.
    #[must_use]
    pub fn returned(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> Option<(&Intended, &str)> {
        is_returned(self.left(municipality, is_meant).last()?)
    }

    /// The copy of the last letter that a municipality has been sent of some kinds, if it could not be delivered, and
    /// why.
    #[must_use]
    pub fn returned_copy(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> Option<(&Intended, &str)> {
        is_returned(self.copy_of(&self.left(municipality, is_meant).last()?.intended)?)
    }

    /// The letters to a municipality that could not be delivered and have not been followed by one that could, copies
    /// too; and why.
    #[must_use]
    pub fn undeliverable(&self, municipality: Number) -> Vec<(&Intended, &str)> {
        let others = Kind::ALL.into_iter().filter(|kind| !kind.is_of_place());
        let others = others.flat_map(|kind| {
            let is_meant = move |other| other == kind;
            [self.returned(municipality, is_meant), self.returned_copy(municipality, is_meant)]
        });
        let of_place =
            [self.returned(municipality, Kind::is_of_place), self.returned_copy(municipality, Kind::is_of_place)];
        of_place.into_iter().chain(others).flatten().collect()
    }

    /// All letters with this UID that have left.
    pub fn with_uid(&self, uid: &str) -> impl Iterator<Item = &Intended> {
        self.letters
            .values()
            .filter(|trace| trace.left.is_some())
            .map(|trace| &trace.intended)
            .filter(move |one| one.uid == uid)
    }

    /// A letter by its Message-ID.
    #[must_use]
    pub fn letter(&self, message_id: &str) -> Option<&Trace> {
        self.letters.get(message_id)
    }

    /// Why the last letter of some kinds to a municipality has not left, if it has not.
    #[must_use]
    pub fn last_refusal(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> Option<&str> {
        match &self.traces(municipality, is_meant).next_back()?.outcome {
            Some(Outcome::Refused(reply) | Outcome::Deferred(reply)) => Some(reply),
            _ => None,
        }
    }

    /// The letters that have told a municipality of its date, or that it has none, the latest last.
    #[must_use]
    pub fn sent_to(&self, municipality: Number) -> Vec<(&Intended, DateTime<FixedOffset>)> {
        self.sent(municipality, Kind::is_of_place)
    }

    /// All letters that a municipality has been sent, of whatever kind, copies too.
    pub fn all_sent_to(&self, municipality: Number) -> impl Iterator<Item = &Intended> {
        let is_sent = |trace: &&Trace| matches!(trace.outcome, Some(Outcome::Sent(_)));
        self.traces_with_copies(municipality).filter(is_sent).map(|trace| &trace.intended)
    }

    /// The letters of a kind that a municipality has been sent, the latest last.
    #[must_use]
    pub fn sent_of(&self, municipality: Number, kind: Kind) -> Vec<(&Intended, DateTime<FixedOffset>)> {
        self.sent(municipality, |other| other == kind)
    }

    fn sent(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> Vec<(&Intended, DateTime<FixedOffset>)> {
        let sent = self.traces(municipality, is_meant).filter_map(|trace| match trace.outcome {
            Some(Outcome::Sent(at)) => Some((&trace.intended, at)),
            _ => None,
        });
        let mut sent: Vec<_> = sent.collect();
        sent.sort_by_key(|(_, at)| *at);
        sent
    }

    /// The letter with the meeting that stands in a municipality's calendar: it has been invited, and not called off
    /// since.
    #[must_use]
    pub fn invited(&self, municipality: Number) -> Option<&Intended> {
        about_meeting(&self.sent_to(municipality)).filter(|letter| letter.kind.is_request())
    }

    /// The numbers of all municipalities that have been sent anything.
    pub fn municipalities(&self) -> impl Iterator<Item = &str> {
        self.by_municipality.keys().map(String::as_str)
    }

    /// All letters in the order in which they were about to leave.
    #[must_use]
    pub fn all(&self) -> Vec<&Trace> {
        let mut all: Vec<&Trace> = self.letters.values().collect();
        all.sort_by_key(|trace| (trace.intended.at, &trace.intended.municipality));
        all
    }

    /// The letters that went to the lead to be looked at.
    #[must_use]
    pub fn tests(&self) -> &[Intended] {
        &self.tests
    }

    /// The letters that were about to leave and of which the log does not say that they have.
    pub fn open_ended(&self) -> impl Iterator<Item = &Intended> {
        self.letters.values().filter(|trace| trace.outcome.is_none()).map(|trace| &trace.intended)
    }
}

fn is_returned(trace: &Trace) -> Option<(&Intended, &str)> {
    match &trace.outcome {
        Some(Outcome::Returned(reason)) => Some((&trace.intended, reason)),
        _ => None,
    }
}

/// The last of the letters that a municipality has been sent that is about its meeting.
pub fn about_meeting<'h>(sent: &[(&'h Intended, DateTime<FixedOffset>)]) -> Option<&'h Intended> {
    sent.iter().map(|(letter, _)| *letter).rfind(|letter| letter.kind.is_about_meeting())
}
