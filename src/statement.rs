//! What municipalities said, one statement after the other: the source from which registrations are made.
//!
//! A statement has a time, a road and a source, and is never changed; what is registered is a pure function of all of them
//! ([`Statements::standing`]). What was said last stands, in whatever order it was read, and content that was read before
//! says nothing new (`what_was_said_last_stands_whatever_is_read_again` in tests/it/statements.rs).

mod content;
mod entry;
mod fold;
mod standing;
mod statements;
mod written;

pub use content::Contents;
pub use entry::{Entry, Road, Run, Spoken, Statement};
pub use standing::{Standing, WITHDRAWAL};
pub use statements::Statements;
pub use written::WrittenAnswer;
