//! The names of choices: "first choice", "choice 4".

use super::say;
use crate::findings::Sentence;

/// Within a sentence: "first choice".
pub(crate) fn choice(rank: usize) -> Sentence {
    say!("choice-name", rank = rank)
}

/// At the head of a column: "First choice".
pub(crate) fn choice_heading(rank: usize) -> Sentence {
    say!("choice-heading", rank = rank)
}
