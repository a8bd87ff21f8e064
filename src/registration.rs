//! What a municipality answered.
//!
//! One municipality has one registration: the chosen date is valid for all of it. How it comes from what was said, one
//! after the other, is in `statement`.

mod answer;
mod by_field;
mod field;
mod fields;
mod person;
mod value;

use std::fmt;
use std::str::FromStr;

use crate::municipality::{ByNumber, Number, Numbered};
use chrono::NaiveDateTime;

pub(crate) use answer::choice_name;
pub use answer::{Answer, Answered, Answers, Choices};
pub(crate) use field::Field;
pub(crate) use fields::Fields;
pub use person::Person;
pub(crate) use value::FieldValue;

use value::Slot;

/// One municipality's registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registration {
    /// Known by its number, also once it is no longer invited.
    pub municipality: Number,
    /// What counts when dates are assigned.
    pub answer: Answer,
    /// Whom to write to: the first one; the others are those who answered the same.
    pub contacts: Vec<Person>,
    /// How many take part.
    pub participants: Option<u32>,
    /// What else it said.
    pub comment: Option<String>,
    /// When it arrived, as the spreadsheet tells it; local time.
    pub received: Option<NaiveDateTime>,
    /// When the tool read it; local time.
    pub imported: NaiveDateTime,
    /// The row that it was read from.
    pub source: Source,
}

/// The row of a spreadsheet; shown and read as `FILE:LINE`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The file as the lead gave it.
    pub file: String,
    /// The line of the text file, or the row of the workbook; from 1.
    pub line: usize,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// A text is not `FILE:LINE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotASource;

impl fmt::Display for NotASource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for NotASource {}

impl FromStr for Source {
    type Err = NotASource;

    fn from_str(written: &str) -> Result<Source, NotASource> {
        let (file, line) = written.rsplit_once(':').ok_or(NotASource)?;
        let line = line.parse().map_err(|_| NotASource)?;
        Ok(Source { file: file.to_owned(), line })
    }
}

impl Registration {
    /// The answer of a municipality that has said nothing else.
    #[must_use]
    pub fn new(municipality: Number, answer: Answer, imported: NaiveDateTime, source: Source) -> Registration {
        Registration {
            municipality,
            answer,
            contacts: Vec::new(),
            participants: None,
            comment: None,
            received: None,
            imported,
            source,
        }
    }

    /// The value of a field; of a contact's field, that of the contact to write to.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<FieldValue<'_>> {
        match field {
            Field::Contact | Field::Email | Field::Phone => self.contact()?.value(field).map(FieldValue::Text),
            Field::Participants => self.participants.map(FieldValue::Number),
            Field::Comment => self.comment.as_deref().map(FieldValue::Text),
            Field::Received => self.received.map(FieldValue::Time),
        }
    }

    fn slot(&mut self, field: Field) -> Slot<'_> {
        match field {
            Field::Contact | Field::Email | Field::Phone => Slot::Contacts(&mut self.contacts),
            Field::Participants => Slot::Number(&mut self.participants),
            Field::Comment => Slot::Text(&mut self.comment),
            Field::Received => Slot::Time(&mut self.received),
        }
    }

    /// The time that counts for the queue: when it arrived, else when it was read.
    #[must_use]
    pub fn arrival(&self) -> NaiveDateTime {
        self.received.unwrap_or(self.imported)
    }

    /// What dates are assigned from.
    #[must_use]
    pub fn answered(&self) -> Answered {
        Answered { municipality: self.municipality, answer: self.answer.clone(), arrival: self.arrival() }
    }

    /// The one to write to.
    #[must_use]
    pub fn contact(&self) -> Option<&Person> {
        self.contacts.first()
    }

    /// What this one says otherwise than another, in the words of the tables' headings.
    #[must_use]
    pub fn differences(&self, other: &Registration) -> Vec<&'static str> {
        let choices = (self.answer != other.answer).then_some("choices");
        let fields = Field::ALL.iter().filter(|field| !matches!(field, Field::Email | Field::Phone | Field::Received));
        let different = fields.filter(|field| !self.agrees(other, **field)).map(|field| field.key());
        choices.into_iter().chain(different).collect()
    }

    /// What has changed from a former one, in the words of the tables' headings: its time counts if nothing else has, as its
    /// place in the queue, and whether it is late, follow from it.
    #[must_use]
    pub fn changes_from(&self, former: &Registration) -> Vec<&'static str> {
        let differences = self.differences(former);
        let is_other_time = differences.is_empty() && self.received != former.received;
        differences.into_iter().chain(is_other_time.then_some(Field::Received.key())).collect()
    }

    /// Whether both say the same beside their answers, whenever they were received.
    #[must_use]
    pub(crate) fn says_the_same(&self, other: &Registration) -> bool {
        let fields = Field::ALL.iter().filter(|field| !matches!(field, Field::Email | Field::Phone | Field::Received));
        fields.copied().all(|field| self.agrees(other, field))
    }
}

/// What a new registration did to the ones that are there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The municipality had not answered.
    New,
    /// It had answered otherwise; the former answer is within.
    Changed(Box<Registration>),
    /// It had given the same answer.
    Unchanged,
    /// It has answered otherwise since, or has taken its registration back; what stands is within.
    Outdated(Option<Box<Registration>>),
}

/// All registrations, one a municipality.
pub type Registrations = ByNumber<Registration>;

impl Numbered for Registration {
    fn number(&self) -> Number {
        self.municipality
    }
}

impl Registrations {
    /// The registrations of all that have not declined.
    pub fn attending(&self) -> impl Iterator<Item = &Registration> {
        self.iter().filter(|registration| registration.answer != Answer::Declined)
    }

    /// What dates are assigned from.
    #[must_use]
    pub fn answers(&self) -> Answers {
        self.iter().map(Registration::answered).collect()
    }
}
