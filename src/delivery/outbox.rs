//! The outbox: every letter as a file that any mail program opens. Nothing leaves the machine.
//!
//! It must never write a letter that the log does not know of.

use std::io;
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::log::{Event, History, Intended, Log, LogError, Sent};
use crate::folder::replace_file;
use crate::letter::Letter;

/// A letter could not be delivered.
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
}

/// Delivers letters into a folder.
#[derive(Debug)]
pub struct Outbox {
    folder: PathBuf,
    log: Log,
}

impl Outbox {
    /// Opens outbox and log; makes them if there are none. The caller must hold the folder's lock.
    ///
    /// # Errors
    /// When one of them cannot be made.
    pub fn open(folder: &Path, log: &Path) -> Result<Outbox, DeliveryError> {
        std::fs::create_dir_all(folder).map_err(|error| DeliveryError::Io { path: folder.to_owned(), error })?;
        Ok(Outbox { folder: folder.to_owned(), log: Log::open(log)? })
    }

    /// Settles what a crash has left open: a letter whose file is there has left, and is logged so.
    ///
    /// # Errors
    /// When the log cannot be written.
    pub fn settle(&mut self, history: &History, at: DateTime<FixedOffset>) -> Result<(), DeliveryError> {
        for intended in history.open_ended() {
            if self.folder.join(&intended.file).is_file() {
                self.log.append(&Event::Sent(Sent { at, message_id: intended.message_id.clone() }))?;
            }
        }
        Ok(())
    }

    /// Writes a letter into the outbox. `name` is the municipality's name, `at` the local time.
    /// Gives back the name of the file.
    ///
    /// # Errors
    /// When log or file cannot be written. The letter is then due again, under the same Message-ID.
    pub fn deliver(
        &mut self,
        letter: &Letter<'_>,
        message: &[u8],
        name: &str,
        at: DateTime<FixedOffset>,
    ) -> Result<String, DeliveryError> {
        let file = file_name(letter, name, at);
        let message_id = letter.identity.message_id.clone();
        self.log.append(&Event::Intended(Box::new(Intended::of(letter, at, file.clone()))))?;
        let path = self.folder.join(&file);
        replace_file(&path, message).map_err(|error| DeliveryError::Io { path, error })?;
        self.log.append(&Event::Sent(Sent { at, message_id }))?;
        Ok(file)
    }
}

/// `2022-08-22T0900-3025-Asker-invitation.eml`, `2022-08-23T1000-3025-Asker-update-1.eml`: sorts by time, explains
/// itself, is the name of no other letter, and holds nothing that a file system refuses.
fn file_name(letter: &Letter<'_>, name: &str, at: DateTime<FixedOffset>) -> String {
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let sequence = match letter.identity.sequence {
        0 => String::new(),
        sequence => format!("-{sequence}"),
    };
    format!("{}-{}-{name}-{}{sequence}.eml", at.format("%Y-%m-%dT%H%M"), letter.municipality, letter.kind.name())
}
