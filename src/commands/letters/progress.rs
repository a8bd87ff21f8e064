//! How sending goes on. What became of each letter is in the result and in the log too.

use chrono::{DateTime, FixedOffset};

use super::super::Console;
use crate::delivery::{Explanation, Fate, Status};
use crate::findings::Sentence;
use crate::show;
use crate::words::say;

/// Tells of one letter after the other.
pub struct Progress<'c> {
    shown: show::Progress<'c>,
    total: usize,
    refused: usize,
}

impl<'c> Progress<'c> {
    /// How sending `total` letters goes on.
    pub fn of(total: usize, console: &'c mut Console) -> Progress<'c> {
        Progress { shown: show::Progress::of(total, console), total, refused: 0 }
    }

    /// What became of a letter, by its place among all.
    pub fn tell(&mut self, place: usize, municipality: &str, fate: &Fate) {
        let is_sent = fate.status == Status::Sent;
        let why = fate.reply.as_ref().filter(|_| !is_sent).map(Sentence::from);
        let (place, total, result) = (place + 1, self.total, Sentence::from(fate.status));
        let line = match why {
            None => {
                say!("progress-result", place = place, total = total, municipality = municipality, result = result)
            }
            Some(why) => say!(
                "progress-result-and-why",
                place = place,
                total = total,
                municipality = municipality,
                result = result,
                why = why
            ),
        };
        self.refused += usize::from(!is_sent);
        self.shown.advance(line, &say!("progress", municipality = municipality, refused = self.refused), !is_sent);
    }

    /// That the server wants a rest, and until when.
    pub fn tell_rest(&mut self, why: &Explanation, until: DateTime<FixedOffset>) {
        self.shown.pause(say!("progress-rest", why = Sentence::from(why), time = until.format("%H:%M:%S").to_string()));
    }
}
