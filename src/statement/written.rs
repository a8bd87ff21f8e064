//! An answer as statements have it: dates by their keys, which stay when other dates are added.

use serde::{Deserialize, Serialize};

use crate::exercise::ExerciseDates;
use crate::registration::{Answer, Choices};

/// An answer as it is written: a word, or dates by their keys, best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum WrittenAnswer {
    /// No single date.
    Word(Word),
    /// The keys of dates.
    Dates(Vec<String>),
}

/// An answer without a single date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// Any date.
    Any,
    /// It does not take part.
    Declined,
}

impl From<Word> for Answer {
    fn from(word: Word) -> Answer {
        match word {
            Word::Any => Answer::Any,
            Word::Declined => Answer::Declined,
        }
    }
}

impl WrittenAnswer {
    /// An answer in writing.
    #[must_use]
    pub fn of(answer: &Answer, dates: &ExerciseDates) -> WrittenAnswer {
        match answer {
            Answer::Any => WrittenAnswer::Word(Word::Any),
            Answer::Declined => WrittenAnswer::Word(Word::Declined),
            Answer::Dates(choices) => {
                WrittenAnswer::Dates(choices.dates().iter().map(|date| dates.key(*date).to_owned()).collect())
            }
        }
    }

    /// The answer; none if it names a date that the exercise does not have any more.
    #[must_use]
    pub fn among(&self, dates: &ExerciseDates) -> Option<Answer> {
        match self {
            WrittenAnswer::Word(word) => Some((*word).into()),
            WrittenAnswer::Dates(keys) => {
                let found: Option<Vec<_>> = keys.iter().map(|key| dates.find(key).ok()).collect();
                Choices::new(found?).map(Answer::Dates)
            }
        }
    }

    /// As in JSON and in tables: dates, best first, or a single word.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        match self {
            WrittenAnswer::Word(Word::Any) => vec!["any".to_owned()],
            WrittenAnswer::Word(Word::Declined) => vec!["declined".to_owned()],
            WrittenAnswer::Dates(keys) => keys.clone(),
        }
    }
}
