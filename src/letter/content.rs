//! A letter that is written: its envelope and what is in it.

use chrono::{DateTime, FixedOffset};

use super::{Attachment, Envelope, Mailbox};
use crate::language::Language;

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
    pub(crate) to: Mailbox,
    /// One line; in a test, it begins with `[TEST]`.
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
