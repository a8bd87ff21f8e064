//! What a municipality receives: text, HTML and calendar in its language, as one message.
//!
//! One pipeline makes every letter: kind × municipality → words + calendar → message. A further kind of letter is a
//! line in [`Kind`] and its templates. The same input gives the same bytes: identities are made from the exercise, the
//! municipality and what was sent before, never drawn.
//!
//! It must never send, read a clock or a file, or change a state.

mod announcement;
mod calendar;
mod content;
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
use serde::{Deserialize, Serialize};

use crate::email::Email;
use crate::exercise::{DateId, Exercise};
use crate::language::Language;
use crate::municipality::{Municipality, Number};
use crate::registration::{Person, Registration};

pub use announcement::{Form, announcement};
pub use calendar::{Occupied, dates as calendar_of_dates};
pub use identity::{Identity, fingerprint};
pub use meeting::Meeting;
pub use message::{Attachment, MessageError, encoded_size};
pub use rehearsal::rehearse;
pub use templates::{FOLDER as TEMPLATES, TemplateError, Templates, built_in, built_in_named};

/// What a letter is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A meeting invitation for the date that the municipality has got.
    Invitation,
    /// The meeting that it was invited to is at another time or place, or has another link.
    Update,
    /// It has no place at the meeting any more.
    Cancellation,
    /// No date that it asked for had room: which ones have, and how to answer.
    Unplaced,
    /// What it has registered, as it was understood.
    Receipt,
    /// It has not answered yet.
    Reminder,
    /// The directive of the exercise.
    Directive,
    /// Whether its contact can be reached.
    ContactTest,
    /// Where to tell how the exercise was.
    Evaluation,
    /// The proof that it took part.
    Confirmation,
    /// The lead's own words.
    Message,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 11] = [
        Kind::Invitation,
        Kind::Update,
        Kind::Cancellation,
        Kind::Unplaced,
        Kind::Receipt,
        Kind::Reminder,
        Kind::Directive,
        Kind::ContactTest,
        Kind::Evaluation,
        Kind::Confirmation,
        Kind::Message,
    ];

    /// Those that tell a municipality of its date, or that it has none.
    pub const OF_PLACES: [Kind; 4] = [Kind::Invitation, Kind::Update, Kind::Cancellation, Kind::Unplaced];

    /// Its name in files, logs, templates and on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Kind::Invitation => "invitation",
            Kind::Update => "update",
            Kind::Cancellation => "cancellation",
            Kind::Unplaced => "unplaced",
            Kind::Receipt => "receipt",
            Kind::Reminder => "reminder",
            Kind::Directive => "directive",
            Kind::ContactTest => "contact-test",
            Kind::Evaluation => "evaluation",
            Kind::Confirmation => "confirmation",
            Kind::Message => "message",
        }
    }

    /// Whether it asks to come to a meeting.
    #[must_use]
    pub fn is_request(self) -> bool {
        matches!(self, Kind::Invitation | Kind::Update)
    }

    /// Whether it is about a meeting, and so changes what is in a calendar.
    #[must_use]
    pub fn is_about_meeting(self) -> bool {
        self.is_request() || self == Kind::Cancellation
    }

    /// Whether it names the municipality's meeting.
    #[must_use]
    pub fn names_meeting(self) -> bool {
        self.is_about_meeting() || self.is_after() || matches!(self, Kind::Directive | Kind::ContactTest)
    }

    /// Whether it is for those who took part.
    #[must_use]
    pub fn is_after(self) -> bool {
        matches!(self, Kind::Evaluation | Kind::Confirmation)
    }

    /// Whether it tells a municipality of its date, or that it has none.
    #[must_use]
    pub fn is_of_place(self) -> bool {
        Kind::OF_PLACES.contains(&self)
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
            Some((name, email)) => {
                Mailbox { name: name.clone().unwrap_or_else(|| municipality.full_name.clone()), email }
            }
            None => Mailbox { name: municipality.full_name.clone(), email: municipality.email.clone() },
        }
    }

    /// Who invites: the organiser, with the address of the person to ask.
    #[must_use]
    pub fn of_organiser(exercise: &Exercise, language: Language) -> Mailbox {
        Mailbox { name: exercise.organiser.get(language).to_owned(), email: exercise.contact.email.clone() }
    }
}

/// All that a letter is written from.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "they have nothing to do with each other")]
pub struct Occasion<'a> {
    /// What the letter is for.
    pub kind: Kind,
    /// The exercise.
    pub exercise: &'a Exercise,
    /// Who it is for.
    pub municipality: &'a Municipality,
    /// The one recipient.
    pub to: Mailbox,
    /// The meeting that it is about; none for a letter about none.
    pub meeting: Option<Meeting>,
    /// What the municipality was told of the meeting before, if it was.
    pub before: Option<Meeting>,
    /// Which choice the date was, from 1; none if it was not asked for by itself.
    pub choice: Option<usize>,
    /// Whether the municipality has no date and is asked for another choice.
    pub asks: bool,
    /// Whether it asked for certain dates; else any will do.
    pub chose: bool,
    /// The dates that have room.
    pub open: &'a [DateId],
    /// How many times its calendar has been changed before, from 0 (SEQUENCE of RFC 5545).
    pub sequence: u32,
    /// How many letters of places it has been sent before, or of the kind, if it is none of those.
    pub ordinal: usize,
    /// What the letter is about, as a fingerprint or nothing; one about something else is another letter.
    pub about: String,
    /// Whether it takes the place of an earlier one of its kind.
    pub replaces: bool,
    /// What the municipality has answered.
    pub registration: Option<&'a Registration>,
    /// What it has written that cannot be read, as it was written.
    pub unclear: &'a [String],
    /// Where to tell how the exercise was.
    pub link: Option<&'a str>,
    /// The files that go with it.
    pub attachments: &'a [Attachment],
    /// The municipality's own address, where the same goes to a contact and is to go there too.
    pub copy_to: Option<Email>,
    /// Whether this is what goes there.
    pub is_copy: bool,
    /// When it is written.
    pub now: DateTime<Utc>,
}

impl Occasion<'_> {
    fn language(&self) -> Language {
        self.municipality.language.unwrap_or(self.exercise.language)
    }
}

/// A letter, complete.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter<'a> {
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
    /// What calendars read, lines ended by CRLF; none in a letter about no meeting.
    pub calendar: Option<String>,
    /// For those it is forwarded to: the name of the file, and the meeting without attendees.
    pub forwardable: Option<(&'static str, String)>,
    /// The files that go with it.
    pub attachments: &'a [Attachment],
    /// The identities of the mail and of the meeting.
    pub identity: Identity,
    /// What it says of the meeting.
    pub meeting: Option<Meeting>,
    /// Whether it asks for another choice.
    pub asks: bool,
    /// What it is about, as a fingerprint or nothing.
    pub about: String,
    /// Where the same is to go too.
    pub copy_to: Option<Email>,
    /// Whether this is what goes there.
    pub is_copy: bool,
    /// When it was written, in the exercise's time.
    pub written: DateTime<FixedOffset>,
}

impl<'a> Letter<'a> {
    /// Writes a letter.
    ///
    /// # Errors
    /// When a template cannot be rendered, with the template's name and line.
    pub fn write(occasion: &Occasion<'a>, templates: &Templates) -> Result<Letter<'a>, TemplateError> {
        let words = content::Content::of(occasion, templates)?;
        let identity = Identity::of(occasion);
        let from = Mailbox::of_organiser(occasion.exercise, occasion.language());
        let forwardable = words.forwardable.as_ref().map(|description| {
            let file = values::forwardable_file(occasion.language());
            (file, calendar::forwardable(occasion, &identity, &from, description))
        });
        Ok(Letter {
            kind: occasion.kind,
            municipality: occasion.municipality.number,
            language: occasion.language(),
            calendar: calendar::of_letter(occasion, &identity, &from, &words.text),
            forwardable: forwardable.and_then(|(file, calendar)| Some((file, calendar?))),
            from,
            to: occasion.to.clone(),
            subject: words.subject,
            text: words.text,
            html: words.html,
            attachments: occasion.attachments,
            identity,
            meeting: occasion.meeting.clone(),
            asks: occasion.asks,
            about: occasion.about.clone(),
            copy_to: occasion.copy_to.clone(),
            is_copy: occasion.is_copy,
            written: occasion.now.with_timezone(&occasion.exercise.timezone).fixed_offset(),
        })
    }

    /// The same letter to somebody who only looks at it: marked as a test, and recognisable as another mail.
    #[must_use]
    pub fn as_test(self, to: Mailbox) -> Letter<'a> {
        let subject = format!("[TEST] {}", self.subject);
        Letter { to, subject, identity: self.identity.of_test(self.written), ..self }
    }

    /// The message as it leaves: RFC 5322, 7 bits, lines ended by CRLF.
    ///
    /// # Errors
    /// When a part of it cannot be put into a header.
    pub fn message(&self) -> Result<Vec<u8>, MessageError> {
        message::compose(self)
    }
}
