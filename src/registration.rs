//! What a municipality answered, and how a new answer meets one that is there already.
//!
//! One municipality has one registration: the chosen date is valid for all of it.
//!
//! What a new answer does not say is kept, and an older answer never replaces a later one:
//! `what_a_new_answer_does_not_tell_is_kept`, `another_answer_stands_unless_it_is_older`.

mod answer;
mod by_field;
mod field;
mod person;
mod value;

use std::fmt;
use std::str::FromStr;

use crate::municipality::{ByNumber, Number, Numbered};
use chrono::NaiveDateTime;

pub(crate) use answer::choice_name;
pub use answer::{Answer, Answered, Answers, Choices};
pub(crate) use field::Field;
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

    /// Whether another registration arrived after this one, as far as both tell.
    #[must_use]
    pub fn is_older_than(&self, other: &Registration) -> bool {
        matches!((self.received, other.received), (Some(this), Some(other)) if this < other)
    }

    /// What this one does not tell, taken from the one before it. A contact who is known by name is
    /// the same person.
    fn completed_by(mut self, old: &Registration) -> Registration {
        for contact in &mut self.contacts {
            if let Some(known) = old.contacts.iter().find(|known| known.name == contact.name) {
                contact.email = contact.email.take().or_else(|| known.email.clone());
                contact.phone = contact.phone.take().or_else(|| known.phone.clone());
            }
        }
        if self.contacts.iter().all(|contact| old.contacts.contains(contact)) {
            self.contacts.clone_from(&old.contacts);
        }
        Field::ALL.iter().for_each(|field| self.complete(*field, old));
        self
    }

    /// What this one says otherwise than another, in the words of the tables' headings.
    #[must_use]
    pub fn differences(&self, other: &Registration) -> Vec<&'static str> {
        let choices = (self.answer != other.answer).then_some("choices");
        let fields = Field::ALL.iter().filter(|field| !matches!(field, Field::Email | Field::Phone | Field::Received));
        let different = fields.filter(|field| !self.agrees(other, **field)).map(|field| field.key());
        choices.into_iter().chain(different).collect()
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
    /// It has answered otherwise since; the answer that stands is within.
    Outdated(Box<Registration>),
}

/// All registrations, one a municipality.
pub type Registrations = ByNumber<Registration>;

impl Numbered for Registration {
    fn number(&self) -> Number {
        self.municipality
    }
}

impl Registrations {
    /// Those that take part.
    pub fn attending(&self) -> impl Iterator<Item = &Registration> {
        self.iter().filter(|registration| registration.answer != Answer::Declined)
    }

    /// What dates are assigned from.
    #[must_use]
    pub fn answers(&self) -> Answers {
        self.iter().map(Registration::answered).collect()
    }

    /// Takes a new registration in: an answer that differs replaces the one that is there unless it
    /// is known to be older, and what it does not tell is kept.
    pub fn receive(&mut self, new: Registration) -> Effect {
        let Some(old) = self.get(new.municipality) else {
            self.insert(new);
            return Effect::New;
        };
        let new = new.completed_by(old);
        if new.differences(old).is_empty() {
            return Effect::Unchanged;
        }
        if new.is_older_than(old) {
            return Effect::Outdated(Box::new(old.clone()));
        }
        let old = self.insert(new);
        old.map_or(Effect::New, |old| Effect::Changed(Box::new(old)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::DateId;

    fn kari() -> Person {
        Person { name: Some("Kari".into()), ..Person::default() }
    }

    fn registration(choices: &[u16], received: Option<&str>) -> Registration {
        let answer = Choices::new(choices.iter().copied().map(DateId)).map_or(Answer::Declined, Answer::Dates);
        let municipality = "3025".parse().expect("a number");
        let imported = "2022-08-20T09:00:00".parse().expect("a time");
        Registration {
            contacts: vec![kari()],
            received: received.map(|time| time.parse().expect("a time")),
            ..Registration::new(municipality, answer, imported, Source { file: "a.csv".into(), line: 2 })
        }
    }

    const JULY: Option<&str> = Some("2022-07-01T00:00:00");
    const AUGUST: Option<&str> = Some("2022-08-01T00:00:00");

    #[test]
    fn the_same_answer_again_changes_nothing() {
        let mut all = Registrations::default();
        assert_eq!(all.receive(registration(&[0, 1], JULY)), Effect::New);
        let before = all.clone();
        let source = Source { file: "b.csv".into(), line: 9 };
        assert_eq!(all.receive(Registration { source, ..registration(&[0, 1], AUGUST) }), Effect::Unchanged);
        assert_eq!(all, before);
    }

    #[test]
    fn another_answer_stands_unless_it_is_older() {
        let mut all = Registrations::default();
        all.receive(registration(&[0], JULY));
        assert!(matches!(all.receive(registration(&[1], AUGUST)), Effect::Changed(_)));
        assert!(matches!(all.receive(registration(&[0], JULY)), Effect::Outdated(_)));
        assert!(matches!(all.receive(registration(&[2], None)), Effect::Changed(_)));
        assert!(matches!(all.receive(registration(&[], None)), Effect::Changed(_)));
        assert_eq!((all.len(), all.attending().count()), (1, 0));
    }

    #[test]
    fn what_a_new_answer_does_not_tell_is_kept() {
        let mut all = Registrations::default();
        let ola = Person { name: Some("Ola".into()), ..Person::default() };
        let old = Registration {
            contacts: vec![kari(), ola.clone()],
            participants: Some(7),
            comment: Some("x".into()),
            ..registration(&[0], None)
        };
        all.receive(old.clone());
        all.receive(Registration { contacts: vec![], ..registration(&[1], None) });
        let kept = all.iter().next().expect("it is there");
        assert_eq!((&kept.contacts, kept.participants, &kept.comment), (&old.contacts, Some(7), &old.comment));
        let email = "kari@example.no".parse().ok();
        let reachable = Person { email, ..kari() };
        let met =
            all.receive(Registration { contacts: vec![reachable.clone(), ola.clone()], ..registration(&[1], None) });
        assert!(matches!(met, Effect::Changed(_)));
        assert_eq!(all.receive(registration(&[1], None)), Effect::Unchanged, "Kari's address is kept");
        // One of those who are known says nothing new; someone else takes their place.
        assert_eq!(all.receive(Registration { contacts: vec![ola], ..registration(&[1], None) }), Effect::Unchanged);
        let per = Person { name: Some("Per".into()), ..Person::default() };
        assert!(matches!(
            all.receive(Registration { contacts: vec![per.clone()], ..registration(&[1], None) }),
            Effect::Changed(_)
        ));
        assert_eq!(all.iter().next().expect("it is there").contacts, [per]);
    }
}
