//! What saved mail says about the letters that were sent: which letter it is about, what it says, and whether it
//! speaks for the municipality or nobody can tell.
//!
//! Nothing here reads files or the delivery log: the letters that were sent are passed in as plain values.

mod content;
mod identified;
mod identity;
mod matching;
mod reports;
mod senders;
mod sent;
pub(crate) mod words;

pub use content::{Content, content};
pub(crate) use identified::Identified;
pub(crate) use matching::{Matched, Unmatched, matched};
pub(crate) use senders::Senders;
pub(crate) use sent::{SentLetter, SentLetters};
