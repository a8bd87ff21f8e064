//! What municipalities said, one statement after the other: the source from which registrations are made.
//!
//! A statement has a time, a road and a source, and is never changed; what is registered is a pure function of all of them
//! ([`Statements::standing`]). The rule:
//!
//! 1. **Each row is one statement**, made when its content is read for the first time. Content that was read before says
//!    nothing new.
//! 2. Statements are heard in the order of their times: when they were received, else when they were read. Those of the same
//!    time are heard in the order in which they were read: file by file as they were named, row by row.
//! 3. What is heard last stands. What a row does not tell is kept, and what it tells as empty is emptied.
//! 4. Contacts are those who gave the answer that stands, the last one first. Someone else who gives it adds to it: an empty
//!    cell says nothing, and comments stand below each other. So two departments that agree are both kept.
//! 5. Where a cell is empty in one row and filled in another of the same file that gives the same answer at the same time, the
//!    empty one says nothing.
//! 6. A row that the lead has chosen (`--take`) is said once more, at that moment.
//!
//! 7. A date that was moved keeps what was said of it: a name that it had when something was said means what it is now.
//!
//! Nothing of it depends on how files are divided among commands, nor on naming files that were read before; and where times are
//! told, nor on the order (`what_stands_does_not_depend_on_how_files_are_divided_among_commands` and
//! `what_was_said_last_stands_whatever_is_read_again` in tests/it/statements).

mod content;
mod entry;
mod fold;
mod list;
mod moves;
mod standing;
mod statements;
mod written;

pub use content::Contents;
pub use entry::{ClosingStep, Entry, MovedDate, Road, Run, Spoken, Statement};
pub use fold::agreed;
pub use list::{List, STANDARD_INPUT};
pub use moves::Moves;
pub use standing::{Standing, WITHDRAWAL};
pub use statements::Statements;
pub use written::WrittenAnswer;
