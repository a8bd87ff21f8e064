//! Which letter each municipality is due, and why: one file for each kind, and one for the family that tells of places.

mod about;
mod addressee;
mod attested;
pub(crate) mod audience;
pub(crate) mod confirmation;
pub(crate) mod contact_test;
pub(crate) mod directive;
pub(crate) mod evaluation;
pub(crate) mod invitation_reminder;
pub(crate) mod message;
pub(crate) mod place;
pub(crate) mod receipt;
pub(crate) mod reminder;
mod rule;
mod seating;

pub(crate) use addressee::{Addressee, Due};
pub(crate) use attested::holds;
pub(crate) use rule::{DueLetter, Judged, Rule, due_letters, judged};
pub(crate) use seating::Seating;
