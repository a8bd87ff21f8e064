//! Which letter's turn it is, and when.
//!
//! It must never give a letter to two at the same time, nor one to anybody once the run has ended.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::DeliveryError;

/// How long the first pause is before a letter is tried again; each is twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

/// A letter's turn.
#[derive(Debug)]
pub struct Turn {
    /// Its place among the letters.
    pub place: usize,
    /// Not before.
    pub next: Instant,
    pause: Duration,
    /// When it was tried first.
    first: Option<Instant>,
}

impl Turn {
    /// Its turn has come.
    pub fn begin(&mut self) {
        self.first.get_or_insert_with(Instant::now);
    }

    /// The next turn of the same letter, after a pause; none if it would be tried for longer than `retry_for`.
    pub fn later(self, retry_for: Duration) -> Option<Turn> {
        let tried_for = self.first.map_or(Duration::ZERO, |first| first.elapsed());
        let later = || Turn { next: Instant::now() + self.pause, pause: LONGEST_PAUSE.min(self.pause * 2), ..self };
        (tried_for + self.pause < retry_for).then(later)
    }
}

/// The turns that are left.
#[derive(Debug)]
pub struct Queue {
    state: Mutex<State>,
    /// The shortest time between two letters.
    interval: Duration,
}

#[derive(Debug)]
struct State {
    waiting: VecDeque<Turn>,
    /// When a letter left last, or will leave next.
    last: Option<Instant>,
    ended: Option<End>,
}

/// Why a run ended before the last letter.
#[derive(Debug)]
pub enum End {
    /// It would make no sense, or is not wanted, to go on.
    Stopped(String),
    Failed(DeliveryError),
}

impl Queue {
    pub fn of(letters: usize, interval: Duration) -> Queue {
        let begun = Instant::now();
        let turn = |place| Turn { place, next: begun, pause: FIRST_PAUSE, first: None };
        let waiting = (0..letters).map(turn).collect();
        Queue { state: Mutex::new(State { waiting, last: None, ended: None }), interval }
    }

    /// The next turn, if there is one.
    pub fn take(&self) -> Option<Turn> {
        let mut state = self.state();
        if state.ended.is_some() { None } else { state.waiting.pop_front() }
    }

    pub fn put_back(&self, turn: Turn) {
        self.state().waiting.push_back(turn);
    }

    /// From when on a letter may leave, so that the server has its rest; nobody else gets the same time.
    pub fn slot(&self) -> Instant {
        let mut state = self.state();
        let now = Instant::now();
        let slot = state.last.map_or(now, |last| now.max(last + self.interval));
        state.last = Some(slot);
        slot
    }

    /// Ends the run; what ended it first counts.
    pub fn end(&self, end: End) {
        self.state().ended.get_or_insert(end);
    }

    pub fn has_ended(&self) -> bool {
        self.state().ended.is_some()
    }

    /// Why the run ended before the last letter, if it did.
    pub fn ended(self) -> Result<Option<String>, DeliveryError> {
        match self.state.into_inner().unwrap_or_else(PoisonError::into_inner).ended {
            None => Ok(None),
            Some(End::Stopped(why)) => Ok(Some(why)),
            Some(End::Failed(error)) => Err(error),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_gets_a_time_before_the_server_has_had_its_rest() {
        let queue = Queue::of(3, Duration::from_secs(2));
        let slots = [queue.slot(), queue.slot(), queue.slot()];
        assert_eq!(slots.map(|slot| slot - slots[0]), [0, 2, 4].map(Duration::from_secs));
    }

    #[test]
    fn pauses_grow_until_a_letter_has_been_tried_for_long_enough() {
        let queue = Queue::of(1, Duration::ZERO);
        let mut turn = queue.take().expect("there is one letter");
        turn.begin();
        let mut pauses = Vec::new();
        while let Some(later) = turn.later(Duration::from_secs(3)) {
            pauses.push(later.pause.as_millis());
            turn = later;
        }
        assert_eq!(pauses, [400, 800, 1600, 3200]);
    }

    #[test]
    fn after_the_end_there_is_no_further_turn_and_its_first_reason_counts() {
        let queue = Queue::of(2, Duration::ZERO);
        assert_eq!(queue.take().map(|turn| turn.place), Some(0));
        queue.end(End::Stopped("first".to_owned()));
        queue.end(End::Stopped("second".to_owned()));
        assert!(queue.take().is_none() && queue.has_ended());
        assert_eq!(queue.ended().expect("it did not fail").as_deref(), Some("first"));
    }
}
