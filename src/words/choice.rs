//! The names of choices: "first choice", "choice 4".

use super::say;
use crate::findings::Sentence;

/// Within a sentence: "first choice".
pub(crate) fn choice(rank: usize) -> Sentence {
    say!("choice-name", rank = rank)
}

/// Dates, best first: "2022-11-24, then 2022-11-22". A single word stays as it is.
pub(crate) fn preferences(choices: &[String]) -> Sentence {
    let Some((last, better)) = choices.split_last() else { return Sentence::verbatim("") };
    let last = Sentence::verbatim(last);
    better.iter().rev().fold(last, |rest, date| say!("answer-date-then", date = date, rest = rest))
}

/// At the head of a column: "First choice".
pub(crate) fn choice_heading(rank: usize) -> Sentence {
    say!("choice-heading", rank = rank)
}
