//! What a municipality asked for, and how a new registration meets one that is there already.
//!
//! One municipality has one registration: the chosen date is valid for all of it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use chrono::NaiveDateTime;
use serde::Serialize;

use crate::email::Email;
use crate::exercise::DateId;
use crate::municipality::Number;

/// The dates a municipality can take, best first: at least one, none twice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices(Vec<DateId>);

impl Choices {
    /// Takes dates, best first. One that is repeated counts where it first stands; without any date
    /// there are no choices.
    #[must_use]
    pub fn new(dates: impl IntoIterator<Item = DateId>) -> Option<Choices> {
        let mut choices: Vec<DateId> = Vec::new();
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

    /// Which choice a date is: 1 for the first, 2 for the second; none if it was not chosen.
    #[must_use]
    pub fn rank(&self, date: DateId) -> Option<usize> {
        self.0.iter().position(|chosen| *chosen == date).map(|index| index + 1)
    }
}

/// Whom to write to. Texts are single lines.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Name.
    pub name: Option<String>,
    /// Address.
    pub email: Option<Email>,
    /// Telephone number as people write it.
    pub phone: Option<String>,
}

impl Person {
    /// This person, with what is not known of it taken from another reading.
    #[must_use]
    pub fn or(self, other: &Person) -> Person {
        Person {
            name: self.name.or_else(|| other.name.clone()),
            email: self.email.or_else(|| other.email.clone()),
            phone: self.phone.or_else(|| other.phone.clone()),
        }
    }
}

/// One municipality's registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Who.
    pub municipality: Number,
    /// The dates asked for.
    pub choices: Choices,
    /// Whom to write to.
    pub person: Person,
    /// When it arrived, as the spreadsheet tells it; local time.
    pub received: Option<NaiveDateTime>,
    /// When the tool read it; local time.
    pub imported: NaiveDateTime,
    /// Where it stands.
    pub source: Source,
}

/// The row of a spreadsheet; shown and read as `FILE:LINE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file as the lead gave it.
    pub file: String,
    /// The line of the text file, from 1.
    pub line: usize,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A text is not `FILE:LINE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("is not FILE:LINE")]
pub struct NotASource;

impl FromStr for Source {
    type Err = NotASource;

    fn from_str(written: &str) -> Result<Source, NotASource> {
        let (file, line) = written.rsplit_once(':').ok_or(NotASource)?;
        let line = line.parse().map_err(|_| NotASource)?;
        Ok(Source { file: file.to_owned(), line })
    }
}

impl Registration {
    /// The time that counts for the queue: when it arrived, else when it was read.
    #[must_use]
    pub fn arrival(&self) -> NaiveDateTime {
        self.received.unwrap_or(self.imported)
    }

    /// Whether another registration arrived after this one, as far as both tell.
    #[must_use]
    pub fn is_older_than(&self, other: &Registration) -> bool {
        matches!((self.received, other.received), (Some(this), Some(other)) if this < other)
    }
}

/// What a new registration did to the ones that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meeting {
    /// The municipality had not answered.
    New,
    /// It had answered otherwise; the former answer is within.
    Changed(Box<Registration>),
    /// It had given the same answer.
    Unchanged,
    /// It has answered otherwise since; the answer that stands is within.
    Outdated(Box<Registration>),
}

/// All registrations, one a municipality, in the order of their numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Registrations(BTreeMap<Number, Registration>);

impl Registrations {
    /// The number of municipalities that have answered.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nobody has answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All, in the order of the municipalities' numbers.
    pub fn iter(&self) -> impl Iterator<Item = &Registration> {
        self.0.values()
    }

    /// The one of a municipality.
    #[must_use]
    pub fn get(&self, municipality: Number) -> Option<&Registration> {
        self.0.get(&municipality)
    }

    /// Puts one in as it is; gives back the one that it replaces.
    pub fn insert(&mut self, registration: Registration) -> Option<Registration> {
        self.0.insert(registration.municipality, registration)
    }

    /// Takes a new registration in: an answer that differs replaces the one that is there unless it
    /// is known to be older, and contact details that it does not give are kept.
    pub fn meet(&mut self, new: Registration) -> Meeting {
        let Some(old) = self.0.get(&new.municipality) else {
            self.insert(new);
            return Meeting::New;
        };
        let person = new.person.clone().or(&old.person);
        if new.choices == old.choices && person == old.person {
            return Meeting::Unchanged;
        }
        if new.is_older_than(old) {
            return Meeting::Outdated(Box::new(old.clone()));
        }
        let old = self.insert(Registration { person, ..new });
        old.map_or(Meeting::New, |old| Meeting::Changed(Box::new(old)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn registration(choices: &[u16], received: Option<&str>) -> Registration {
        Registration {
            municipality: "3025".parse().expect("a number"),
            choices: Choices::new(choices.iter().copied().map(DateId)).expect("a choice"),
            person: Person { name: Some("Kari".into()), ..Person::default() },
            received: received.map(|time| time.parse().expect("a time")),
            imported: "2022-08-20T09:00:00".parse().expect("a time"),
            source: Source { file: "a.csv".into(), line: 2 },
        }
    }

    const JULY: Option<&str> = Some("2022-07-01T00:00:00");
    const AUGUST: Option<&str> = Some("2022-08-01T00:00:00");

    #[test]
    fn a_date_chosen_twice_is_one_choice() {
        let choices = Choices::new([DateId(1), DateId(0), DateId(1)]).expect("choices");
        assert_eq!(choices.dates(), [DateId(1), DateId(0)]);
        assert_eq!(choices.rank(DateId(0)), Some(2));
        assert_eq!(choices.rank(DateId(2)), None);
        assert_eq!(Choices::new([]), None);
    }

    #[test]
    fn the_same_answer_again_changes_nothing() {
        let mut all = Registrations::default();
        assert_eq!(all.meet(registration(&[0, 1], JULY)), Meeting::New);
        let before = all.clone();
        let again = Registration { source: Source { file: "b.csv".into(), line: 9 }, ..registration(&[0, 1], AUGUST) };
        assert_eq!(all.meet(again), Meeting::Unchanged);
        assert_eq!(all, before);
    }

    #[test]
    fn another_answer_stands_unless_it_is_older() {
        let mut all = Registrations::default();
        all.meet(registration(&[0], JULY));
        assert!(matches!(all.meet(registration(&[1], AUGUST)), Meeting::Changed(_)));
        assert!(matches!(all.meet(registration(&[0], JULY)), Meeting::Outdated(_)));
        assert!(matches!(all.meet(registration(&[2], None)), Meeting::Changed(_)));
    }

    #[test]
    fn contact_details_that_are_left_out_are_kept() {
        let mut all = Registrations::default();
        all.meet(registration(&[0], None));
        all.meet(Registration { person: Person::default(), ..registration(&[1], None) });
        let kept = all.iter().next().and_then(|kept| kept.person.name.as_deref());
        assert_eq!(kept, Some("Kari"));
    }
}
