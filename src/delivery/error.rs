//! Why letters cannot go on.

use std::io;
use std::path::PathBuf;

use super::log::LogError;
use crate::letter::MessageError;

/// Letters cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// The log cannot be written: nothing is sent that cannot be logged.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The file cannot be written.
    #[error("{}: {error}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A letter cannot be composed.
    #[error(transparent)]
    Message(#[from] MessageError),
}
