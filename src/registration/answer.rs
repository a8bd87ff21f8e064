//! What municipalities answered, without whom to write to: all that dates are assigned from.
//!
//! There is no contact data here, so that assigning dates needs none.

use chrono::NaiveDateTime;

use crate::exercise::DateId;
use crate::findings::{Sentence, problems};
use crate::municipality::{ByNumber, Number, Numbered};

/// What a municipality answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// It can take these dates.
    Dates(Choices),
    /// It can take any date, all equally well.
    Any,
    /// It does not take part. That is an answer.
    Declined,
}

impl Answer {
    /// Which choice a date is: 1 for the first, 2 for the second; none if it was not chosen.
    #[must_use]
    pub fn rank(&self, date: DateId) -> Option<usize> {
        match self {
            Answer::Dates(choices) => choices.rank(date),
            Answer::Any => Some(1),
            Answer::Declined => None,
        }
    }

    /// The dates that were chosen, best first; none where no single one was.
    #[must_use]
    pub fn dates(&self) -> &[DateId] {
        match self {
            Answer::Dates(choices) => choices.dates(),
            Answer::Any | Answer::Declined => &[],
        }
    }

    /// The same with each date as it is called otherwise.
    #[must_use]
    pub(crate) fn with_dates(self, called: impl Fn(DateId) -> DateId) -> Answer {
        match self {
            Answer::Dates(choices) => {
                Choices::new(choices.0.iter().map(|date| called(*date))).map_or(Answer::Dates(choices), Answer::Dates)
            }
            other => other,
        }
    }

    /// The answer as a part of a sentence; `date` is how it calls a date.
    #[must_use]
    pub(crate) fn in_words(&self, date: impl Fn(DateId) -> String) -> Sentence {
        let choices = match self {
            Answer::Any => return InWords::AnyDate.into(),
            Answer::Declined => return InWords::Declines.into(),
            Answer::Dates(choices) => choices.dates().iter().rev().map(|id| date(*id)),
        };
        let best_first = choices.fold(None, |rest: Option<Sentence>, date| {
            Some(match rest {
                None => InWords::Date { date }.into(),
                Some(rest) => InWords::DateThen { date, rest }.into(),
            })
        });
        best_first.unwrap_or_else(|| InWords::Declines.into())
    }
}

problems! {
    /// An answer as a part of a sentence: `X chose …`.
    enum InWords in "answer" {
        /// Any date.
        AnyDate,
        /// It does not take part.
        Declines,
        /// One date, the last choice.
        Date { date: String },
        /// A date, and the further choices.
        DateThen { date: String, rest: Sentence },
    }
}

/// The dates a municipality can take, best first: at least one, none twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices(Vec<DateId>);

impl Choices {
    /// Takes dates, best first. One that is repeated counts where it first stands; without any date
    /// there are no choices.
    #[must_use]
    pub fn new(dates: impl IntoIterator<Item = DateId>) -> Option<Choices> {
        let mut choices = Vec::new();
        for date in dates {
            if !choices.contains(&date) {
                choices.push(date);
            }
        }
        (!choices.is_empty()).then_some(Choices(choices))
    }

    /// The dates, best first.
    #[must_use]
    pub fn dates(&self) -> &[DateId] {
        &self.0
    }

    fn rank(&self, date: DateId) -> Option<usize> {
        self.0.iter().position(|chosen| *chosen == date).map(|index| index + 1)
    }
}

/// The words for a rank among choices, in headings and sentences: `first choice`, `choice 4`.
#[must_use]
pub fn choice_name(rank: usize) -> String {
    match rank {
        1 => "first choice".to_owned(),
        2 => "second choice".to_owned(),
        3 => "third choice".to_owned(),
        rank => format!("choice {rank}"),
    }
}

/// The answer of one municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// Known by its number, also once it is no longer invited.
    pub municipality: Number,
    /// What counts when dates are assigned.
    pub answer: Answer,
    /// The time that counts for the queue; local time.
    pub arrival: NaiveDateTime,
}

impl Numbered for Answered {
    fn number(&self) -> Number {
        self.municipality
    }
}

/// All answers, one a municipality.
pub type Answers = ByNumber<Answered>;

impl Answers {
    /// The answers of all that have not declined.
    pub fn attending(&self) -> impl Iterator<Item = &Answered> {
        self.iter().filter(|answered| answered.answer != Answer::Declined)
    }

    /// The length of the longest list of choices.
    #[must_use]
    pub fn longest(&self) -> usize {
        self.iter().map(|answered| answered.answer.dates().len()).max().unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_chosen_twice_is_one_choice() {
        let choices = Choices::new([DateId(1), DateId(0), DateId(1)]).expect("choices");
        assert_eq!(choices.dates(), [DateId(1), DateId(0)]);
        assert_eq!(choices.rank(DateId(0)), Some(2));
        assert_eq!(choices.rank(DateId(2)), None);
        assert_eq!(Choices::new([]), None);
    }
}
