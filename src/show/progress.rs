//! How a long command goes on: a bar on a terminal, a line for each thing elsewhere.
//!
//! The bar has a way of its own to the terminal, so what stands beside it is made harmless here.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::Console;
use crate::findings::Sentence;
use crate::text::harmless;

/// Says of one thing after the other that it is done.
pub struct Progress<'c> {
    console: &'c mut Console,
    bar: Option<ProgressBar>,
}

impl<'c> Progress<'c> {
    /// A bar for `total` steps; none without a terminal or with `-q`.
    pub fn of(total: usize, console: &'c mut Console) -> Progress<'c> {
        let wanted = !console.quiet && std::io::stderr().is_terminal();
        let bar = wanted.then(|| {
            let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::stderr());
            let style = ProgressStyle::with_template("{wide_bar} {pos}/{len}  {msg}  {eta} left");
            bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
            // Time goes on while nothing is done.
            bar.enable_steady_tick(Duration::from_millis(500));
            bar
        });
        Progress { console, bar }
    }

    /// One more is done. `line` is for where there is no bar, and for above the bar if it must be seen; `message` stands
    /// beside the bar.
    pub fn advance(&mut self, line: Sentence, message: &Sentence, must_be_seen: bool) {
        let Some(bar) = &self.bar else { return self.console.say(line) };
        let words = self.console.words;
        bar.set_message(harmless(&words.say(message)));
        bar.inc(1);
        if must_be_seen {
            bar.println(harmless(&words.say(&line)));
        }
    }
}

impl Progress<'_> {
    /// Nothing is done for a while.
    pub fn pause(&mut self, line: Sentence) {
        match &self.bar {
            Some(bar) => bar.println(harmless(&self.console.words.say(&line))),
            None => self.console.say(line),
        }
    }
}

impl std::fmt::Debug for Progress<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Progress").field("bar", &self.bar).finish_non_exhaustive()
    }
}

impl Drop for Progress<'_> {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
