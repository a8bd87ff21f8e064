//! What municipalities that wait for a date were offered: which offers stand, and what became of the dates since. A date that
//! was moved is still the one that was offered.

use chrono::{NaiveDate, NaiveDateTime};

use super::Workspace;
use super::moved::MovedDates;
use crate::delivery::{History, SentLetter, Status};
use crate::exercise::DateId;
use crate::kind::Kind;
use crate::letter::Envelope;
use crate::municipality::Number;
use crate::registration::Answer;

/// The letters that offer dates.
#[derive(Debug, Clone, Copy)]
pub(super) struct Offers<'o> {
    pub(super) workspace: &'o Workspace,
    pub(super) history: &'o History,
    pub(super) moved: &'o MovedDates,
}

impl<'o> Offers<'o> {
    /// Whether a municipality that waits is to be asked again: what it was offered is gone, or it asks for that and has not got
    /// it.
    pub(super) fn asks_again(&self, number: Number, answer: Option<&Answer>) -> bool {
        self.is_withdrawn(number) || answer.is_some_and(|answer| self.is_taken_too_late(number, answer))
    }

    /// The letters that have asked a municipality to choose since it last had a place, the latest first; none if the last
    /// letter about its place does not ask. An offer that was never sent while it stood was none.
    pub(super) fn asked(&self, number: Number) -> Vec<SentLetter<'o>> {
        let sent = self.history.sent_to(number);
        let asked = sent.into_iter().rev().take_while(|(letter, _)| letter.asks);
        let has_lapsed = |letter: &Envelope| {
            let trace = self.history.letter(&letter.message_id);
            trace.is_some_and(|trace| trace.status() == Status::Written && self.workspace.has_lapsed(&trace.record))
        };
        asked.filter(|(letter, _)| !has_lapsed(letter)).collect()
    }

    /// Whether a letter offers a date: the one that begins when it says, else the one that did. Letters of earlier versions do
    /// not tell what they offered: then it was everything.
    pub(super) fn includes(&self, (letter, at): &SentLetter<'_>, date: DateId) -> bool {
        let dates = &self.workspace.exercise.dates;
        let is_it = |start: &NaiveDateTime| match dates.beginning_at(*start) {
            Some(now) => now == date,
            None => self.moved.is_still(date, *start, at.naive_local(), dates),
        };
        letter.offers.as_ref().is_none_or(|offers| offers.iter().any(is_it))
    }

    /// The dates that are kept for a municipality until it answers, called off or not.
    fn promised(&self, asked: &[SentLetter<'_>]) -> Vec<DateId> {
        let today = self.workspace.now.date_naive();
        let standing = || asked.iter().filter(|(letter, _)| letter.until.is_some_and(|until| until >= today));
        let dates = self.workspace.exercise.dates.ids();
        dates.filter(|date| standing().any(|letter| self.includes(letter, *date))).collect()
    }

    /// The dates that are kept for a municipality until it answers.
    pub(super) fn standing(&self, number: Number) -> Vec<DateId> {
        let mut promised = self.promised(&self.asked(number));
        promised.retain(|date| !self.workspace.exercise.dates.is_called_off(*date));
        promised
    }

    /// The last day on which a date is kept for a municipality.
    pub(super) fn until(&self, number: Number, date: DateId) -> Option<NaiveDate> {
        let asked = self.asked(number);
        asked.iter().filter(|letter| self.includes(letter, date)).filter_map(|(letter, _)| letter.until).max()
    }

    /// Whether a date is kept for a municipality that was told of it only as it was before it was moved.
    pub(super) fn is_moved(&self, number: Number, date: DateId) -> bool {
        let start = self.workspace.exercise.dates.get(date).start;
        let tells = |(letter, _): &SentLetter<'_>| letter.offers.as_ref().is_none_or(|offers| offers.contains(&start));
        self.standing(number).contains(&date) && !self.asked(number).iter().any(tells)
    }

    /// Whether a date that is kept for a municipality is called off, or none that it was to choose from is as it was told; and
    /// nothing was said of that.
    pub(super) fn is_withdrawn(&self, number: Number) -> bool {
        let dates = &self.workspace.exercise.dates;
        let unanswered = self.unanswered(number);
        let is_off = |date: &DateId| dates.is_called_off(*date);
        let is_as_told = |start: &NaiveDateTime| dates.beginning_at(*start).is_some_and(|date| !is_off(&date));
        let offers = || unanswered.iter().filter_map(|(letter, _)| letter.offers.as_ref()).flatten();
        let is_all_otherwise = offers().next().is_some() && !offers().any(is_as_told);
        let kept = self.promised(&unanswered);
        kept.iter().any(is_off) || kept.is_empty() && is_all_otherwise
    }

    /// Whether a municipality that has no date asks for one that it was offered.
    fn is_taken_too_late(&self, number: Number, answer: &Answer) -> bool {
        let unanswered = self.unanswered(number);
        let offers = |date: &DateId| unanswered.iter().any(|letter| self.includes(letter, *date));
        unanswered.iter().all(|(letter, _)| letter.offers.is_some()) && answer.dates().iter().any(offers)
    }

    /// The last letters that have asked: that it has no date, and what was offered after that.
    fn unanswered(&self, number: Number) -> Vec<SentLetter<'o>> {
        let mut asked = self.asked(number);
        let last = asked.iter().position(|(letter, _)| letter.kind != Kind::SeatOpen);
        asked.truncate(last.map_or(asked.len(), |last| last + 1));
        asked
    }
}
