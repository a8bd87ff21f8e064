//! What a municipality receives: text, HTML and calendar in its language, as one message.
//!
//! One pipeline makes every letter: kind × municipality → words + calendar → message. The same input
//! gives the same bytes: identities are made from the exercise, the municipality and the letter's
//! sequence, never drawn. Nothing here sends, reads a clock or changes a state.

mod calendar;
mod identity;
mod message;
mod text;
mod wording;

use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::email::Email;
use crate::exercise::{DateId, Exercise, ExerciseDate};
use crate::language::Language;
use crate::municipality::{Municipality, Number};
use crate::registration::Person;

pub use identity::Identity;
pub use text::TemplateError;

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A meeting invitation for the date that the municipality has got.
    Invitation,
}

impl Kind {
    /// Its name in files, logs and templates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Invitation => "invitation",
        }
    }
}

/// A name and an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mailbox {
    /// Shown to people.
    pub name: String,
    /// Where mail goes.
    pub email: Email,
}

impl Mailbox {
    /// Who gets a municipality's letters: its registered contact, else its official address.
    #[must_use]
    pub fn of_municipality(municipality: &Municipality, contact: Option<&Person>) -> Mailbox {
        match contact.and_then(|person| person.email.clone().map(|email| (&person.name, email))) {
            Some((name, email)) => Mailbox { name: name.clone().unwrap_or_else(|| municipality.full_name()), email },
            None => Mailbox { name: municipality.full_name(), email: municipality.email.clone() },
        }
    }
}

/// All that a letter is written from.
#[derive(Debug, Clone, Copy)]
pub struct Occasion<'a> {
    /// What the letter is for.
    pub kind: Kind,
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Who it is for.
    pub municipality: &'a Municipality,
    /// Whom it goes to, if the municipality has named someone.
    pub contact: Option<&'a Person>,
    /// The date that the municipality has got.
    pub date: DateId,
    /// Which choice that was, from 1; none if it did not ask for any date in particular.
    pub choice: Option<usize>,
    /// How many times the recipient has been told of a change, from 0 (SEQUENCE of RFC 5545).
    pub sequence: u32,
    /// When it is written.
    pub now: DateTime<Utc>,
}

impl Occasion<'_> {
    /// The date that the letter is about. There is no other way to one.
    fn date(&self) -> &ExerciseDate {
        self.exercise.dates.get(self.date)
    }

    fn language(&self) -> Language {
        self.municipality.language.unwrap_or(self.exercise.language)
    }
}

/// A letter, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    /// What it is for.
    pub kind: Kind,
    /// Who it is for.
    pub municipality: Number,
    /// The language it is written in.
    pub language: Language,
    /// The sender, who is the organiser of the meeting.
    pub from: Mailbox,
    /// The one recipient.
    pub to: Mailbox,
    /// Subject line.
    pub subject: String,
    /// The words without markup.
    pub text: String,
    /// The words with markup.
    pub html: String,
    /// The calendar request, lines ended by CRLF.
    pub calendar: String,
    /// The identities of the mail and of the meeting.
    pub identity: Identity,
    /// When it was written.
    pub written: DateTime<Utc>,
}

impl Letter {
    /// Writes a letter.
    ///
    /// # Errors
    /// When a template cannot be rendered, with the template's name and line.
    pub fn write(occasion: &Occasion<'_>) -> Result<Letter, TemplateError> {
        let words = text::render(occasion)?;
        let from =
            Mailbox { name: occasion.exercise.organiser.clone(), email: occasion.exercise.contact.email.clone() };
        let to = Mailbox::of_municipality(occasion.municipality, occasion.contact);
        let identity = Identity::of(occasion);
        let calendar = calendar::request(occasion, &identity, &from, &to, &words);
        Ok(Letter {
            kind: occasion.kind,
            municipality: occasion.municipality.number,
            language: occasion.language(),
            from,
            to,
            subject: words.subject,
            text: words.text,
            html: words.html,
            calendar,
            identity,
            written: occasion.now,
        })
    }

    /// The message as it leaves: RFC 5322, 7 bits, lines ended by CRLF.
    ///
    /// # Errors
    /// When a part of it cannot be put into a header.
    pub fn message(&self) -> Result<Vec<u8>, message::MessageError> {
        message::compose(self)
    }
}
