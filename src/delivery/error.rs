//! Why letters cannot go on.

use std::path::{Component, Path, PathBuf};

use crate::findings::problems;
use crate::folder::FileProblem;

problems! {
    /// Why letters cannot go on.
    pub enum DeliveryError in "delivery" {
        /// The log or the outbox cannot be read or written: nothing is sent that cannot be logged.
        CannotUse {
            file: PathBuf,
            reason: FileProblem,
        },
        /// A line is not a record of the delivery log.
        Damaged {
            file: PathBuf,
            /// From 1.
            line: usize,
            /// Where in the line it cannot be read further, from 1.
            column: usize,
        },
        /// A line has something else where the name of a letter's file must be.
        NotAFileName {
            file: PathBuf,
            /// From 1.
            line: usize,
            name: String,
        },
        /// Letters are in the outbox of which the log knows nothing: it is lost, or older than they are.
        OutboxAhead { letters: usize, first: String },
        /// A line says something of a letter that no line before it names.
        NeverIntended {
            file: PathBuf,
            /// From 1.
            line: usize,
            message_id: String,
        },
    }
}

/// The letter of which an event says something, though no event before it named it.
#[derive(Debug)]
pub(super) struct NeverIntended(pub(super) String);

impl DeliveryError {
    pub(super) fn of(file: impl AsRef<Path>, reason: impl Into<FileProblem>) -> DeliveryError {
        DeliveryError::CannotUse { file: from_exercise_folder(file.as_ref()), reason: reason.into() }
    }
}

/// A file as leads know it: log and outbox are in `data`.
pub(super) fn from_exercise_folder(file: &Path) -> PathBuf {
    let parts: Vec<Component<'_>> = file.components().collect();
    let data = parts.iter().rposition(|part| part.as_os_str() == "data").unwrap_or_default();
    parts[data..].iter().collect()
}
