//! What is ready to leave.

use super::file_name::FileName;
use crate::email::Email;
use crate::letter::{Envelope, Letter};

/// A message that is ready to leave.
#[derive(Debug)]
pub struct Outgoing<'l> {
    pub content: Content<'l>,
    /// The name of its file in the outbox.
    pub file: FileName,
    /// Whether it goes to the lead, to be looked at, and is not recorded as sent.
    pub is_test: bool,
}

/// What leaves.
#[derive(Debug)]
pub enum Content<'l> {
    /// A letter, which becomes a message when it leaves.
    Letter(Box<Letter<'l>>),
    Draft(Box<Draft>),
}

/// A letter that was written before: its message is in its file in the outbox.
#[derive(Debug)]
pub struct Draft {
    pub envelope: Envelope,
    pub sender: Email,
}

impl Outgoing<'_> {
    pub fn envelope(&self) -> &Envelope {
        match &self.content {
            Content::Letter(letter) => &letter.envelope,
            Content::Draft(draft) => &draft.envelope,
        }
    }

    pub(super) fn sender(&self) -> &Email {
        match &self.content {
            Content::Letter(letter) => &letter.content.from.email,
            Content::Draft(draft) => &draft.sender,
        }
    }
}
