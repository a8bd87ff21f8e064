//! How sending goes on: a bar on a terminal, a line for each letter elsewhere.
//!
//! It must never be the only place where something is said: what became of each letter is in the result and in the log.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::super::Console;
use crate::delivery::{Fate, Status};
use crate::findings::Sentence;
use crate::words::say;

/// Tells of one letter after the other.
pub struct Progress<'c> {
    console: &'c mut Console,
    bar: Option<ProgressBar>,
    total: usize,
    refused: usize,
}

impl<'c> Progress<'c> {
    /// For so many letters.
    pub fn of(total: usize, console: &'c mut Console) -> Progress<'c> {
        let wanted = !console.quiet && std::io::stderr().is_terminal();
        let bar = wanted.then(|| {
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{wide_bar} {pos}/{len}  {msg}  {eta} left");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            // Time goes on while a letter waits for its turn.
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        Progress { console, bar, total, refused: 0 }
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
        match &self.bar {
            None => self.console.say(line),
            Some(bar) => {
                let words = self.console.words;
                bar.set_message(words.say(&say!("progress", municipality = municipality, refused = self.refused)));
                bar.inc(1);
                if !is_sent {
                    bar.println(words.say(&line));
                }
            }
        }
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
