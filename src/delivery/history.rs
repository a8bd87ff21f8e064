//! What the delivery log knows: of each letter, what it was to be and what became of it.

use std::collections::{BTreeMap, HashSet};
use std::path::Path;

use chrono::{DateTime, FixedOffset};
use strum::IntoEnumIterator;

use super::error::{DeliveryError, NeverIntended};
use super::fate::{Explanation, Fate, Obstacle, Status};
use super::log::{Entry, Event, Record, Settled, each_event};
use crate::email::Email;
use crate::kind::Kind;
use crate::letter::{CopyTo, Envelope, message_id_of_copy};
use crate::municipality::Number;

/// What the log knows, by letter and by municipality.
#[derive(Debug, Default)]
pub struct History {
    letters: BTreeMap<String, Trace>,
    by_municipality: BTreeMap<Number, Vec<String>>,
    /// Those that went to the lead.
    tests: Vec<Record>,
}

/// What happened to one letter.
#[derive(Debug, Clone)]
pub struct Trace {
    /// What it was to be.
    pub record: Record,
    /// What became of it; none if the log does not say.
    fate: Option<Fate>,
    at: DateTime<FixedOffset>,
    /// Whether there is a draft of it, which may be tried again.
    is_written: bool,
    /// Whether it is known from the lead, or from an answer, that it has left.
    is_settled: bool,
    /// When it left, whether it has arrived or not, or was written for the lead to send.
    pub left: Option<DateTime<FixedOffset>>,
}

/// A letter that has left and has not come back, and when it left; or that was written for the lead to send, and when.
pub type SentLetter<'h> = (&'h Envelope, DateTime<FixedOffset>);

impl Trace {
    fn new(record: Record) -> Trace {
        Trace { at: record.at, record, fate: None, left: None, is_written: false, is_settled: false }
    }

    /// What became of it. If the log does not say, it is uncertain once it was on its way through a server.
    #[must_use]
    pub fn status(&self) -> Status {
        match &self.fate {
            Some(fate) => fate.status,
            None if self.record.via.is_some() => Status::Uncertain,
            None => Status::NotSent,
        }
    }

    /// What the server said, or what went wrong.
    #[must_use]
    pub fn reply(&self) -> Option<&Explanation> {
        self.fate.as_ref()?.reply.as_ref()
    }

    /// When it left, if it has: as far as that is known, it need not have arrived.
    #[must_use]
    pub fn left_at(&self) -> Option<DateTime<FixedOffset>> {
        match self.status() {
            Status::Sent => Some(self.at),
            Status::Undeliverable => self.left,
            Status::Written
            | Status::Refused
            | Status::NotSent
            | Status::Uncertain
            | Status::NotTried
            | Status::Test => None,
        }
    }

    /// Whether there may be no copy of it: an earlier version kept none of letters of which nobody knew.
    #[must_use]
    pub fn may_lack_copy(&self) -> bool {
        self.is_settled
    }

    /// Whether it has left, as an answer to it proves, where that was not known for certain.
    #[must_use]
    pub fn is_proven_by_answer(&self) -> bool {
        matches!(self.status(), Status::Uncertain | Status::Written)
    }

    /// Whether nothing more is to be done about it: it was sent, or written for the lead to send. What the lead has done with
    /// a draft is not known before it is said, so what is due after it is due after it all the same.
    fn is_out(&self) -> bool {
        matches!(self.status(), Status::Sent | Status::Written)
    }

    /// The letter and why, if it could not be delivered.
    fn returned(&self) -> Option<(&Envelope, Option<&Explanation>)> {
        (self.status() == Status::Undeliverable).then(|| (&self.record.envelope, self.reply()))
    }
}

impl History {
    /// Reads the log; without one, nothing has happened.
    ///
    /// # Errors
    /// When the file cannot be read, or a line in it.
    pub fn read(path: &Path) -> Result<History, DeliveryError> {
        let mut history = History::default();
        each_event(path, |event| history.take(event))?;
        Ok(history)
    }

    /// Takes in what was written to the log since it was read.
    pub fn extend(&mut self, events: Vec<Event>) {
        for event in events {
            // What was written is about letters that are in the log.
            let _ = self.take(event);
        }
    }

    fn take(&mut self, event: Event) -> Result<(), NeverIntended> {
        match event {
            Event::Intended(record) => {
                let (id, municipality) = (record.envelope.message_id.clone(), record.envelope.municipality);
                // The same letter is intended again after a crash, or when its draft is sent, under the same identity; it is
                // the latest then.
                match self.letters.get_mut(&id) {
                    Some(known) if known.is_written => (known.record, known.fate) = (*record, None),
                    Some(known) => *known = Trace::new(*record),
                    None => drop(self.letters.insert(id.clone(), Trace::new(*record))),
                }
                let ids = self.by_municipality.entry(municipality).or_default();
                ids.retain(|known| *known != id);
                ids.push(id);
            }
            Event::Test(record) => self.tests.push(*record),
            Event::Sent(entry) => drop(self.leave(Status::Sent, entry)?),
            Event::Written(entry) => self.leave(Status::Written, entry)?.is_written = true,
            Event::Refused(entry) => drop(self.end(Status::Refused, entry)?),
            Event::Deferred(entry) => self.stay(entry)?,
            Event::Returned(entry) => {
                let trace = self.end(Status::Undeliverable, entry)?;
                trace.left.get_or_insert(trace.record.at);
            }
            Event::Settled(Settled { at, message_id, sent: true }) => {
                self.leave(Status::Sent, Entry { at, message_id, reply: None })?.is_settled = true;
            }
            Event::Settled(Settled { at, message_id, sent: false }) => {
                let reply = Some(Obstacle::NotArrived.into());
                self.stay(Entry { at, message_id, reply })?;
            }
        }
        Ok(())
    }

    /// It has not left: where there is a draft of it, that can be sent.
    fn stay(&mut self, entry: Entry) -> Result<(), NeverIntended> {
        let trace = self.end(Status::NotSent, entry)?;
        if let Some(fate) = trace.fate.as_mut().filter(|_| trace.is_written) {
            fate.status = Status::Written;
        }
        Ok(())
    }

    fn leave(&mut self, status: Status, entry: Entry) -> Result<&mut Trace, NeverIntended> {
        let at = entry.at;
        let trace = self.end(status, entry)?;
        trace.left.get_or_insert(at);
        Ok(trace)
    }

    fn end(&mut self, status: Status, entry: Entry) -> Result<&mut Trace, NeverIntended> {
        let Entry { at, message_id, reply } = entry;
        let trace = self.letters.get_mut(&message_id).ok_or(NeverIntended(message_id))?;
        (trace.fate, trace.at) = (Some(Fate { status, reply }), at);
        trace.is_written &= matches!(status, Status::NotSent | Status::Written);
        Ok(trace)
    }

    fn traces_with_copies(&self, municipality: Number) -> impl DoubleEndedIterator<Item = &Trace> {
        let ids = self.by_municipality.get(&municipality);
        ids.into_iter().flatten().filter_map(|id| self.letters.get(id))
    }

    /// The letters of some kinds, without copies.
    fn traces(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> impl DoubleEndedIterator<Item = &Trace> {
        self.traces_with_copies(municipality)
            .filter(move |trace| trace.record.envelope.copy.is_none() && is_meant(trace.record.envelope.kind))
    }

    /// The letters to a municipality of which nobody knows whether they have left, copies too, and when each was about
    /// to.
    #[must_use]
    pub fn uncertain(&self, municipality: Number) -> impl DoubleEndedIterator<Item = &Record> {
        let is_open = |trace: &&Trace| trace.status() == Status::Uncertain;
        self.traces_with_copies(municipality).filter(is_open).map(|trace| &trace.record)
    }

    /// The same of all municipalities.
    pub fn all_uncertain(&self) -> impl Iterator<Item = &Record> {
        self.letters.values().filter(|trace| trace.status() == Status::Uncertain).map(|trace| &trace.record)
    }

    /// All letters that were refused for good.
    pub(super) fn all_refused(&self) -> impl Iterator<Item = &Record> {
        self.letters.values().filter(|trace| trace.status() == Status::Refused).map(|trace| &trace.record)
    }

    /// The letters of a kind that were about to leave and have not, as far as anybody knows, without copies.
    pub fn unfinished(&self, municipality: Number, kind: Kind) -> impl DoubleEndedIterator<Item = &Record> {
        let is_unfinished = |trace: &&Trace| trace.left.is_none();
        self.traces(municipality, move |other| other == kind).filter(is_unfinished).map(|trace| &trace.record)
    }

    /// To whom else the same is to go, and has not been sent. Nobody waits for an address that is used no longer.
    pub fn lacking_copies(&self, letter: &Envelope) -> impl Iterator<Item = CopyTo> {
        let is_given_up = |copy: CopyTo, trace: &Trace| {
            matches!(copy, CopyTo::Former(_)) && matches!(trace.status(), Status::Refused | Status::Undeliverable)
        };
        let is_done = move |copy: &CopyTo| {
            self.copy_of(letter, *copy).is_some_and(|trace| trace.is_out() || is_given_up(*copy, trace))
        };
        letter.copies().filter(move |copy| !is_done(copy))
    }

    /// The addresses that a letter and its copies went to.
    pub fn addresses_of<'h>(&'h self, letter: &'h Envelope) -> impl Iterator<Item = &'h Email> {
        let copies = letter.copies().filter_map(|copy| self.copy_of(letter, copy).filter(|trace| trace.is_out()));
        let copies = copies.filter_map(|trace| trace.record.envelope.recipient.as_ref());
        letter.recipient.iter().chain(copies)
    }

    fn copy_of(&self, letter: &Envelope, copy: CopyTo) -> Option<&Trace> {
        self.letters.get(&message_id_of_copy(&letter.message_id, copy))
    }

    /// The letters of some kinds that have left, whether they arrived or not, the latest last.
    fn left(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> Vec<&Trace> {
        let mut left: Vec<&Trace> = self.traces(municipality, is_meant).filter(|trace| trace.left.is_some()).collect();
        left.sort_by_key(|trace| trace.left);
        left
    }

    /// The UID that letters to a municipality have named its meeting by, if there were any.
    #[must_use]
    pub fn uid(&self, municipality: Number) -> Option<&str> {
        let last = self.traces_with_copies(municipality).next_back()?;
        Some(last.record.envelope.uid.as_str()).filter(|uid| !uid.is_empty())
    }

    /// How many letters of some kinds have left, whether they arrived or not.
    #[must_use]
    pub fn number_left(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> usize {
        self.left(municipality, is_meant).len()
    }

    /// The last letter of some kinds to a municipality, or one of its copies, if it could not be delivered, and why.
    #[must_use]
    pub fn returned(
        &self,
        municipality: Number,
        copy: Option<CopyTo>,
        is_meant: impl Fn(Kind) -> bool,
    ) -> Option<(&Envelope, Option<&Explanation>)> {
        let last = *self.left(municipality, is_meant).last()?;
        match copy {
            Some(copy) => self.copy_of(&last.record.envelope, copy)?.returned(),
            None => last.returned(),
        }
    }

    /// The letters to a municipality that could not be delivered and have not been followed by one that could, copies
    /// too, but not those to somebody who is written to no longer; and why.
    #[must_use]
    pub fn undeliverable(&self, municipality: Number) -> Vec<(&Envelope, Option<&Explanation>)> {
        let returned = |is_meant: &dyn Fn(Kind) -> bool| {
            let recipients = [None, Some(CopyTo::Municipality), Some(CopyTo::Deputy)].into_iter();
            recipients.map(|copy| self.returned(municipality, copy, is_meant)).collect::<Vec<_>>()
        };
        let of_place = returned(&Kind::is_of_place);
        let others = Kind::iter().filter(|kind| !kind.is_of_place());
        let others = others.flat_map(|kind| returned(&|other| other == kind));
        of_place.into_iter().chain(others).flatten().collect()
    }

    /// The letters to a municipality that the lead can settle: uncertain, or returned and not followed by one that
    /// arrived.
    #[must_use]
    pub fn unsettled(&self, municipality: Number) -> Vec<&Envelope> {
        let uncertain = self.uncertain(municipality).map(|record| &record.envelope);
        uncertain.chain(self.undeliverable(municipality).into_iter().map(|(letter, _)| letter)).collect()
    }

    /// Why the last letter of some kinds to a municipality has not left, if it has not.
    #[must_use]
    pub fn last_refusal(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> Option<&Explanation> {
        let last = self.traces(municipality, is_meant).next_back()?;
        match last.status() {
            Status::Refused | Status::NotSent => last.reply(),
            Status::Sent
            | Status::Written
            | Status::Uncertain
            | Status::Undeliverable
            | Status::NotTried
            | Status::Test => None,
        }
    }

    /// The last letter about its place to a municipality, or one of its copies, if the server has refused it for good.
    #[must_use]
    pub(crate) fn refused(&self, municipality: Number, copy: Option<CopyTo>) -> Option<&Envelope> {
        let is_meant = |envelope: &Envelope| envelope.copy == copy && envelope.kind.is_of_place();
        let mut meant = self.traces_with_copies(municipality).filter(|trace| is_meant(&trace.record.envelope));
        let last = meant.next_back()?;
        (last.status() == Status::Refused).then_some(&last.record.envelope)
    }

    /// The letters that have told a municipality of its date, or that it has none, the latest last.
    #[must_use]
    pub fn sent_to(&self, municipality: Number) -> Vec<SentLetter<'_>> {
        self.sent(municipality, Kind::is_of_place)
    }

    /// All letters that a municipality has been sent, of whatever kind, copies too.
    pub fn all_sent_to(&self, municipality: Number) -> impl Iterator<Item = &Trace> {
        self.traces_with_copies(municipality).filter(|trace| trace.is_out())
    }

    /// The letters of a kind that a municipality has been sent, the latest last.
    #[must_use]
    pub fn sent_of(&self, municipality: Number, kind: Kind) -> Vec<SentLetter<'_>> {
        self.sent(municipality, |other| other == kind)
    }

    fn sent(&self, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> Vec<SentLetter<'_>> {
        let mut out: Vec<&Trace> = self.traces(municipality, is_meant).filter(|trace| trace.is_out()).collect();
        // That one has left may become known after the next one has.
        out.sort_by_key(|trace| trace.left.unwrap_or(trace.at));
        out.into_iter().map(|trace| (&trace.record.envelope, trace.at)).collect()
    }

    /// The letter with the meeting that stands in a municipality's calendar: it has been invited, and not called off
    /// since.
    #[must_use]
    pub fn invited(&self, municipality: Number) -> Option<&Envelope> {
        about_meeting(&self.sent_to(municipality)).filter(|letter| letter.kind.is_request())
    }

    /// The letters that were written and not sent, in the order in which they were.
    #[must_use]
    pub fn written(&self) -> Vec<&Record> {
        let all = self.all().into_iter().filter(|trace| trace.status() == Status::Written);
        all.map(|trace| &trace.record).collect()
    }

    /// Whether the last letter about the place of a municipality is written and not sent.
    #[must_use]
    pub fn is_last_of_place_unsent(&self, municipality: Number) -> bool {
        let last = self.sent_to(municipality).pop().map(|(letter, _)| &letter.message_id);
        last.and_then(|id| self.letters.get(id)).is_some_and(|trace| trace.status() == Status::Written)
    }

    /// Whether a municipality has been sent an invitation that was not called off since. What is only written counts for
    /// neither.
    #[must_use]
    pub fn has_sent_invitation(&self, municipality: Number) -> bool {
        let mut sent: Vec<&Trace> = self.traces(municipality, Kind::is_about_meeting).collect();
        sent.retain(|trace| trace.status() == Status::Sent);
        sent.sort_by_key(|trace| trace.left.unwrap_or(trace.at));
        sent.last().is_some_and(|trace| trace.record.envelope.kind.is_request())
    }

    /// All municipalities that have been sent anything.
    pub fn municipalities(&self) -> impl Iterator<Item = Number> {
        self.by_municipality.keys().copied()
    }

    /// What happened to the letter with a Message-ID.
    #[must_use]
    pub fn letter(&self, message_id: &str) -> Option<&Trace> {
        self.letters.get(message_id)
    }

    /// The files of all letters, and of tests of them.
    pub(super) fn files(&self) -> HashSet<&str> {
        let tests = self.tests.iter().map(|record| record.file.as_str());
        self.letters.values().map(|trace| trace.record.file.as_str()).chain(tests).collect()
    }

    /// All letters in the order in which they were about to leave.
    #[must_use]
    pub fn all(&self) -> Vec<&Trace> {
        let mut all: Vec<&Trace> = self.letters.values().collect();
        // Copies come after what they are copies of, whatever their identities are.
        let place = |envelope: &Envelope| (envelope.municipality, envelope.kind, envelope.ordinal, envelope.copy);
        all.sort_by_key(|trace| (trace.record.at, place(&trace.record.envelope)));
        all
    }

    /// The letters that went to the lead to be looked at.
    #[must_use]
    pub fn tests(&self) -> &[Record] {
        &self.tests
    }

    /// The letters that were about to leave and of which the log does not say what became.
    pub fn open_ended(&self) -> impl Iterator<Item = &Record> {
        self.letters.values().filter(|trace| trace.fate.is_none()).map(|trace| &trace.record)
    }
}

/// The last of the letters that a municipality has been sent that is about its meeting.
#[must_use]
pub fn about_meeting<'h>(sent: &[SentLetter<'h>]) -> Option<&'h Envelope> {
    sent.iter().map(|(letter, _)| *letter).rfind(|letter| letter.kind.is_about_meeting())
}
