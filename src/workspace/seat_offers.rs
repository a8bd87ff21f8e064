//! A seat that has opened since municipalities without a date were last written to: it is offered to those who wait, in the order
//! of the queue, and never to more at once than there are seats. An offer stands for [`STANDS`], at most until the day before
//! the date; then the next in the queue gets it.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};

use super::due::{Due, Seating};
use super::letters::Letters;
use crate::assign::WithoutDate;
use crate::delivery::SentLetter;
use crate::exercise::DateId;
use crate::kind::Kind;
use crate::letter::Envelope;
use crate::municipality::Number;

/// How long an offer stands.
const STANDS: TimeDelta = TimeDelta::days(7);

impl Letters<'_> {
    /// What is to be offered to whom.
    pub(super) fn seats_to_offer(&self) -> HashMap<Number, Vec<DateId>> {
        if self.is_to_be_assigned_first() {
            return HashMap::new();
        }
        let dates = &self.workspace.exercise.dates;
        let free = |date| self.kept().free_for(None, date, &self.assignments, dates.get(date).capacity);
        let mut free: HashMap<DateId, usize> = dates.ids().map(|date| (date, free(date))).collect();
        let waiting = self.waiting_in_order();
        let mut offers = HashMap::new();
        let offer_letters = self.offer_letters();
        for (municipality, asked) in waiting {
            // What it asked for it gets by assigning again.
            let asked_for =
                |date: DateId| self.registrations.get(municipality).is_some_and(|one| one.answer.rank(date).is_some());
            let was_offered = |date: DateId| asked.iter().any(|letter| offer_letters.includes(letter, date));
            // It is told where the seat is now that is kept for it.
            let is_moved = |date: DateId| offer_letters.is_moved(municipality, date);
            let is_free = |date: DateId| self.offers_to_all || free.get(&date).is_some_and(|seats| *seats > 0);
            let is_new = |date: DateId| is_moved(date) || !was_offered(date) && is_free(date);
            let open = self.open(municipality).iter().copied();
            let open: Vec<DateId> = open.filter(|date| is_new(*date) && !asked_for(*date)).collect();
            for date in open.iter().filter(|date| !is_moved(**date)) {
                free.entry(*date).and_modify(|seats| *seats = seats.saturating_sub(1));
            }
            if !open.is_empty() {
                offers.insert(municipality, open);
            }
        }
        offers
    }

    /// Whether a seat may be somebody's who asked for it, once dates are assigned again.
    fn is_to_be_assigned_first(&self) -> bool {
        self.workspace.municipalities.iter().any(|municipality| match self.seating(municipality.number) {
            Seating::Open => true,
            Seating::Waiting => self.without_date(municipality.number) == Some(WithoutDate::CanBeAssigned),
            Seating::Placed(_) | Seating::Out => false,
        })
    }

    /// Those who wait for a date and have been asked for another one, the first in the queue first, each with the letters that
    /// have asked since it last had a place.
    fn waiting_in_order(&self) -> Vec<(Number, Vec<SentLetter<'_>>)> {
        let task = self.workspace.task(&self.answers, &self.assignments, self.kept());
        let waits = |number: &Number| self.seating(*number) == Seating::Waiting;
        let numbers = self.workspace.municipalities.iter().map(|municipality| municipality.number).filter(waits);
        let waiting = numbers.filter_map(|number| {
            let asked = self.offer_letters().asked(number);
            Some((task.queue_position(self.answers.get(number)?), number, asked))
                .filter(|(.., asked)| !asked.is_empty())
        });
        let mut waiting: Vec<_> = waiting.collect();
        waiting.sort_by_key(|(position, ..)| *position);
        waiting.into_iter().map(|(_, number, asked)| (number, asked)).collect()
    }

    /// A letter that asks for a choice, with what it offers.
    pub(super) fn offering(&self, envelope: Envelope, dates: &[DateId]) -> Envelope {
        let all = &self.workspace.exercise.dates;
        let offers = dates.iter().map(|date| all.get(*date).start).collect();
        // What is offered to all is kept for nobody.
        let is_kept = envelope.kind == Kind::SeatOpen && !self.offers_to_all;
        let until = is_kept.then(|| self.stands_until(dates));
        Envelope { offers: Some(offers), until: until.flatten(), ..envelope }
    }

    /// The last day on which an offer of these dates stands.
    fn stands_until(&self, dates: &[DateId]) -> Option<NaiveDate> {
        let first = dates.iter().map(|date| self.workspace.exercise.dates.get(*date).start.date()).min()?;
        let today = self.workspace.now.date_naive();
        Some((today + STANDS).min(first.pred_opt().unwrap_or(first)).max(today))
    }

    /// How many are due the offer of a seat that has opened.
    pub(super) fn seats_due(&self) -> usize {
        let is_due = |due: Due| matches!(due, Due::Letter(envelope) if envelope.kind == Kind::SeatOpen);
        let municipalities = self.workspace.municipalities.iter();
        municipalities.filter(|municipality| is_due(self.due_of_place(municipality))).count()
    }
}
