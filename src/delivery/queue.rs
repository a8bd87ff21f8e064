//! Which letter is next, and not before when.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// The first pause is this part of the time for which a letter is tried: three seconds of a quarter of an hour. Each is
/// twice as long as the one before.
const FIRST_PAUSE: u32 = 300;
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

#[derive(Debug)]
pub(super) struct Turn {
    /// Its place among the letters.
    pub(super) place: usize,
    /// It is not tried before.
    pub(super) not_before: Instant,
    pauses: Pauses,
}

/// Pauses that grow, until it has been tried for long enough.
#[derive(Debug, Clone, Copy)]
struct Pauses {
    next: Duration,
    /// When it was tried first.
    since: Option<Instant>,
}

impl Pauses {
    fn new(retry_for: Duration) -> Pauses {
        Pauses { next: retry_for / FIRST_PAUSE, since: None }
    }

    /// The next one; none if it would end after `retry_for`.
    fn next(&mut self, now: Instant, retry_for: Duration) -> Option<Duration> {
        let since = *self.since.get_or_insert(now);
        let pause = self.next;
        self.next = LONGEST_PAUSE.min(self.next * 2);
        (now.saturating_duration_since(since) + pause < retry_for).then_some(pause)
    }
}

/// The turns that are left.
#[derive(Debug)]
pub(super) struct Queue {
    turns: VecDeque<Turn>,
    /// The shortest time between two letters.
    interval: Duration,
    /// How long a letter is tried again, and how long a server that takes none.
    retry_for: Duration,
    /// When the next letter may leave.
    next: Instant,
    /// The pauses that the server wants.
    rests: Pauses,
}

impl Queue {
    pub(super) fn new(letters: usize, interval: Duration, retry_for: Duration) -> Queue {
        let now = Instant::now();
        let turn = |place| Turn { place, not_before: now, pauses: Pauses::new(retry_for) };
        let turns = (0..letters).map(turn).collect();
        Queue { turns, interval, retry_for, next: now, rests: Pauses::new(retry_for) }
    }

    /// The next turn, not before the server has had its rest.
    pub(super) fn next(&mut self) -> Option<Turn> {
        let turn = self.turns.pop_front()?;
        Some(Turn { not_before: turn.not_before.max(self.next), ..turn })
    }

    /// A letter is tried now.
    pub(super) fn begin(&mut self, turn: &mut Turn) {
        let now = Instant::now();
        turn.pauses.since.get_or_insert(now);
        self.next = now + self.interval;
    }

    /// Puts a letter at the end to be tried again; false if it has been tried for long enough.
    pub(super) fn put_back(&mut self, mut turn: Turn) -> bool {
        self.has_rested();
        let now = Instant::now();
        let Some(pause) = turn.pauses.next(now, self.retry_for) else { return false };
        self.turns.push_back(Turn { not_before: now + pause, ..turn });
        true
    }

    /// Lets the server have a rest before the same letter and all others; tells how long. None if it has wanted nothing
    /// else for long enough.
    pub(super) fn rest(&mut self, turn: &Turn) -> Option<Duration> {
        let now = Instant::now();
        let pause = self.rests.next(now, self.retry_for)?;
        self.next = self.next.max(now + pause);
        let again = Turn { place: turn.place, not_before: self.next, pauses: Pauses::new(self.retry_for) };
        self.turns.push_front(again);
        Some(pause)
    }

    /// The server has dealt with a letter.
    pub(super) fn has_rested(&mut self) {
        self.rests = Pauses::new(self.retry_for);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_letter_leaves_before_the_server_has_had_its_time() {
        let mut queue = Queue::new(2, Duration::from_secs(2), Duration::ZERO);
        let begun = Instant::now();
        let mut first = queue.next().expect("there are two letters");
        queue.begin(&mut first);
        let second = queue.next().expect("there are two letters");
        assert!(second.not_before >= begun + Duration::from_secs(2));
    }

    #[test]
    fn pauses_grow_from_seconds_to_minutes_until_it_has_been_long_enough() {
        let retry_for = Duration::from_secs(3600);
        let (mut pauses, mut now, mut all) = (Pauses::new(retry_for), Instant::now(), Vec::new());
        while let Some(pause) = pauses.next(now, retry_for) {
            now += pause;
            all.push(pause.as_secs());
        }
        assert_eq!(all[..7], [12, 24, 48, 96, 192, 300, 300]);
        assert!(all.iter().sum::<u64>() < 3600);
    }

    #[test]
    fn when_the_server_wants_a_rest_no_letter_leaves_and_the_same_one_is_next() {
        let mut queue = Queue::new(3, Duration::ZERO, Duration::from_secs(900));
        let mut pauses = Vec::new();
        for _ in 0..3 {
            let mut turn = queue.next().expect("there are letters");
            assert_eq!(turn.place, 0);
            queue.begin(&mut turn);
            let begun = Instant::now();
            let pause = queue.rest(&turn).expect("it has not been long");
            pauses.push(pause.as_secs());
            assert!(queue.turns.iter().all(|turn| turn.not_before.max(queue.next) >= begun + pause));
        }
        assert_eq!(pauses, [3, 6, 12]);
        queue.has_rested();
        let turn = queue.next().expect("there are letters");
        assert_eq!(queue.rest(&turn).map(|pause| pause.as_secs()), Some(3), "after a letter pauses are short again");
    }
}
