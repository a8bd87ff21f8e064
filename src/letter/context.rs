//! What a letter is written from, besides its envelope.

use chrono::{DateTime, Utc};

use super::{Attachment, Envelope, Mailbox};
use crate::exercise::{DateId, Exercise};
use crate::language::Language;
use crate::municipality::Municipality;
use crate::registration::{Answer, Registration};

/// What a letter is written from, besides its envelope.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// What the letters invite to, and in which languages.
    pub exercise: &'a Exercise,
    /// Who it is for.
    pub municipality: &'a Municipality,
    /// What the municipality answered.
    pub registration: Option<&'a Registration>,
    /// Which choice its date was, from 1; none if it did not ask for that date.
    pub choice: Option<usize>,
    /// The dates that it asked for only as they were before they were moved.
    pub moved: &'a [DateId],
    /// Whether the meeting that it changes, or what it offers, is the same date, moved.
    pub is_moved: bool,
    /// Whether what the municipality was offered is called off or moved.
    pub is_withdrawn: bool,
    /// The date of the meeting that it changes or calls off, if that is called off.
    pub called_off: Option<DateId>,
    /// Why it has no date, by the names that templates use; none if it has one.
    pub without_date: Option<&'static str>,
    /// Whether no date is to come.
    pub is_over: bool,
    /// The dates that it could get.
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
    pub(super) fn language(&self) -> Language {
        self.municipality.language.unwrap_or(self.exercise.language)
    }

    /// Whether the municipality asked for certain dates; else any will do.
    pub(super) fn chose(&self) -> bool {
        match self.registration.map(|registration| &registration.answer) {
            Some(Answer::Dates(_)) => true,
            Some(Answer::Any | Answer::Declined) | None => false,
        }
    }

    /// Whether all choices before that of its date are held: it was room that they lacked.
    pub(super) fn better_are_held(&self) -> bool {
        let better = self.choice.unwrap_or_default().saturating_sub(1);
        let asked = self.registration.map_or(&[][..], |registration| registration.answer.dates());
        let is_held = |date: &DateId| !self.exercise.dates.is_called_off(*date);
        asked.len() >= better && asked[..better].iter().all(is_held)
    }

    /// The recipient by name.
    pub(super) fn recipient(&self, envelope: &Envelope) -> Mailbox {
        let contact = self.registration.and_then(Registration::contact);
        // Nobody gets a letter without an address; one that is only looked at is for nobody.
        let nobody = || &self.exercise.contact.email;
        let email = envelope.recipient.as_ref().or(self.municipality.email.as_ref()).unwrap_or_else(nobody);
        Mailbox::at(email.clone(), self.municipality, contact)
    }
}
