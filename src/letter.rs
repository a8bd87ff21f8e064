//! What a municipality receives: text, HTML and calendar in its language, as one message.
//!
//! A letter is an [`Envelope`] and its [`Content`]. The same input gives the same bytes: identities are made from the
//! exercise, the municipality and what was sent before, never drawn. Nothing here sends, or reads a clock or a file.

mod announcement;
mod calendar;
mod content;
mod envelope;
mod identity;
mod literal;
mod markdown;
mod meeting;
mod message;
mod rehearsal;
mod templates;
mod values;
mod wording;

use chrono::{DateTime, FixedOffset, Utc};

use crate::email::Email;
use crate::exercise::{DateId, Exercise};
use crate::language::Language;
use crate::municipality::Municipality;
use crate::registration::{Answer, Person, Registration};

pub use crate::kind::Kind;
pub use announcement::{Form, announcement};
pub use calendar::{Occupied, dates as calendar_of_dates};
pub use envelope::Envelope;
pub use identity::{fingerprint, fingerprint_of_bytes, former_fingerprint, of_copy as message_id_of_copy};
pub use meeting::Meeting;
pub use message::{Attachment, MessageError, encoded_size};
pub use rehearsal::rehearse;
pub use templates::{TemplateError, TemplateProblem, Templates, built_in, built_in_named, not_used};

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
        let email = contact.and_then(|person| person.email.as_ref()).unwrap_or(&municipality.email);
        Mailbox::at(email.clone(), municipality, contact)
    }

    /// An address of a municipality, with the contact's name if it is the contact's.
    #[must_use]
    pub fn at(email: Email, municipality: &Municipality, contact: Option<&Person>) -> Mailbox {
        let contact = contact.filter(|person| person.email.as_ref() == Some(&email));
        let name = contact.and_then(|person| person.name.as_ref()).unwrap_or(&municipality.full_name);
        Mailbox { name: name.clone(), email }
    }

    /// Who invites: the organiser, with the address of the person to ask.
    #[must_use]
    pub fn of_organiser(exercise: &Exercise, language: Language) -> Mailbox {
        Mailbox { name: exercise.organiser.get(language).to_owned(), email: exercise.contact.email.clone() }
    }
}

/// What a letter is written from, besides its envelope.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Who it is for.
    pub municipality: &'a Municipality,
    /// What the municipality answered.
    pub registration: Option<&'a Registration>,
    /// Which choice its date was, from 1; none if it did not ask for that date.
    pub choice: Option<usize>,
    /// The dates that have room.
    pub open: &'a [DateId],
    /// What it wrote that cannot be read, as it was written.
    pub unclear: &'a [String],
    /// Where to tell how the exercise was.
    pub link: Option<&'a str>,
    /// The files that go with it.
    pub attachments: &'a [Attachment],
    /// When it is written.
    pub now: DateTime<Utc>,
}

impl Context<'_> {
    fn language(&self) -> Language {
        self.municipality.language.unwrap_or(self.exercise.language)
    }

    /// Whether the municipality asked for certain dates; else any will do.
    fn chose(&self) -> bool {
        match self.registration.map(|registration| &registration.answer) {
            Some(Answer::Dates(_)) => true,
            Some(Answer::Any | Answer::Declined) | None => false,
        }
    }

    /// The recipient by name.
    fn recipient(&self, envelope: &Envelope) -> Mailbox {
        let contact = self.registration.and_then(Registration::contact);
        let email = envelope.recipient.as_ref().unwrap_or(&self.municipality.email);
        Mailbox::at(email.clone(), self.municipality, contact)
    }
}

/// A letter, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter<'a> {
    /// All but its content.
    pub envelope: Envelope,
    /// What is in it.
    pub content: Content<'a>,
}

/// What is in a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content<'a> {
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
    /// What calendars read, lines ended by CRLF; none in a letter about no meeting.
    pub calendar: Option<String>,
    /// For those it is forwarded to: the name of the file, and the meeting without attendees.
    pub forwardable: Option<(&'static str, String)>,
    /// The files that go with it.
    pub attachments: &'a [Attachment],
    /// When it was written, in the exercise's time.
    pub written: DateTime<FixedOffset>,
}

impl<'a> Letter<'a> {
    /// Writes the content of a letter.
    ///
    /// # Errors
    /// When a template cannot be rendered, with the template's name and line.
    pub fn write(
        envelope: Envelope,
        context: &Context<'a>,
        templates: &Templates,
    ) -> Result<Letter<'a>, TemplateError> {
        let content = Content::write(&envelope, context, templates)?;
        Ok(Letter { envelope, content })
    }

    /// The same letter to the lead, who only looks at it: marked as a test, and recognisable as another mail.
    #[must_use]
    pub fn as_test(self, to: Mailbox) -> Letter<'a> {
        let Letter { envelope, content } = self;
        let message_id = identity::of_test(&envelope.message_id, content.written);
        let subject = format!("[TEST] {}", content.subject);
        Letter {
            envelope: Envelope { message_id, recipient: Some(to.email.clone()), ..envelope },
            content: Content { subject, to, ..content },
        }
    }

    /// The message as it leaves: RFC 5322, 7 bits, lines ended by CRLF.
    ///
    /// # Errors
    /// When a part of it cannot be put into a header.
    pub fn message(&self) -> Result<Vec<u8>, MessageError> {
        message::compose(self)
    }
}

impl<'a> Content<'a> {
    fn write(envelope: &Envelope, context: &Context<'a>, templates: &Templates) -> Result<Content<'a>, TemplateError> {
        let words = content::Words::of(envelope, context, templates)?;
        let (from, to) = (Mailbox::of_organiser(context.exercise, context.language()), context.recipient(envelope));
        let forwardable = words.forwardable.as_ref().and_then(|description| {
            let file = values::forwardable_file(context.language());
            Some((file, calendar::forwardable(envelope, context, &from, description)?))
        });
        Ok(Content {
            language: context.language(),
            calendar: calendar::of_letter(envelope, context, &from, &to, &words.text),
            forwardable,
            from,
            to,
            subject: words.subject,
            text: words.text,
            html: words.html,
            attachments: context.attachments,
            written: context.now.with_timezone(&context.exercise.timezone).fixed_offset(),
        })
    }
}
