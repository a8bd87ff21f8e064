//! Which letter is next, and not before when.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// How long the first pause is before a letter is tried again; each is twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(200);
const LONGEST_PAUSE: Duration = Duration::from_secs(120);

#[derive(Debug)]
pub(super) struct Turn {
    /// Its place among the letters.
    pub(super) place: usize,
    /// It is not tried before.
    pub(super) not_before: Instant,
    pause: Duration,
    /// When it was tried first.
    first: Option<Instant>,
}

impl Turn {
    /// The next turn of the same letter, after a pause; none if it would be tried for longer than `retry_for`.
    fn again(self, retry_for: Duration) -> Option<Turn> {
        let tried_for = self.first.map_or(Duration::ZERO, |first| first.elapsed());
        let again =
            || Turn { not_before: Instant::now() + self.pause, pause: LONGEST_PAUSE.min(self.pause * 2), ..self };
        (tried_for + self.pause < retry_for).then(again)
    }
}

/// The turns that are left.
#[derive(Debug)]
pub(super) struct Queue {
    turns: VecDeque<Turn>,
    /// The shortest time between two letters.
    interval: Duration,
    /// How long a letter is tried again.
    retry_for: Duration,
    /// When the next letter may leave.
    next: Instant,
}

impl Queue {
    pub(super) fn new(letters: usize, interval: Duration, retry_for: Duration) -> Queue {
        let now = Instant::now();
        let turn = |place| Turn { place, not_before: now, pause: FIRST_PAUSE, first: None };
        Queue { turns: (0..letters).map(turn).collect(), interval, retry_for, next: now }
    }

    /// The next turn, not before the server has had its rest.
    pub(super) fn next(&mut self) -> Option<Turn> {
        let turn = self.turns.pop_front()?;
        Some(Turn { not_before: turn.not_before.max(self.next), ..turn })
    }

    /// A letter is tried now.
    pub(super) fn begin(&mut self, turn: &mut Turn) {
        let now = Instant::now();
        turn.first.get_or_insert(now);
        self.next = now + self.interval;
    }

    /// Puts a letter at the end to be tried again; false if it has been tried for long enough.
    pub(super) fn put_back(&mut self, turn: Turn) -> bool {
        let again = turn.again(self.retry_for);
        let is_tried_again = again.is_some();
        self.turns.extend(again);
        is_tried_again
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_leaves_before_the_server_has_had_its_rest() {
        let mut queue = Queue::new(2, Duration::from_secs(2), Duration::ZERO);
        let mut first = queue.next().expect("there are two letters");
        queue.begin(&mut first);
        let second = queue.next().expect("there are two letters");
        assert!(second.not_before >= first.first.expect("it has begun") + Duration::from_secs(2));
    }

    #[test]
    fn pauses_grow_until_a_letter_has_been_tried_for_long_enough() {
        let mut queue = Queue::new(1, Duration::ZERO, Duration::from_secs(3));
        let mut pauses = Vec::new();
        while let Some(mut turn) = queue.next() {
            queue.begin(&mut turn);
            pauses.push(turn.pause.as_millis());
            queue.put_back(turn);
        }
        assert_eq!(pauses, [200, 400, 800, 1600, 3200]);
    }
}
