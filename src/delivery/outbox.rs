//! The outbox: the letters themselves, or copies of what a server has taken. It never holds half a letter, nor one
//! that has not left (`tests/smtp/crash.rs`).

use std::path::{Path, PathBuf};

use super::error::DeliveryError;
use crate::folder::{put_file, replace_file, sync_files};
use crate::letter::Letter;

/// The folder.
#[derive(Debug)]
pub(super) struct Outbox {
    folder: PathBuf,
    /// Whether letters go no further.
    is_last: bool,
    /// Copies that may not be on disk yet.
    unsynced: Vec<PathBuf>,
}

impl Outbox {
    pub(super) fn open(folder: &Path, is_last: bool) -> Result<Outbox, DeliveryError> {
        std::fs::create_dir_all(folder).map_err(|error| DeliveryError::of(folder, error))?;
        Ok(Outbox { folder: folder.to_owned(), is_last, unsynced: Vec::new() })
    }

    pub(super) fn has(&self, file: &str) -> bool {
        self.folder.join(file).is_file()
    }

    /// Keeps a letter. Where that is as far as it goes, it is on disk when this returns; a copy of what a server has
    /// taken is when [`Outbox::sync`] returns.
    pub(super) fn keep(&mut self, file: &str, message: &[u8]) -> Result<(), DeliveryError> {
        /// After so many copies the disk is asked in between.
        const MANY: usize = 64;
        let path = self.folder.join(file);
        if self.is_last {
            return replace_file(&path, message).map_err(|error| DeliveryError::of(&path, error));
        }
        put_file(&path, message).map_err(|error| DeliveryError::of(&path, error))?;
        self.unsynced.push(path);
        if self.unsynced.len() < MANY { Ok(()) } else { self.sync() }
    }

    /// Puts on disk what may not be there yet.
    pub(super) fn sync(&mut self) -> Result<(), DeliveryError> {
        if self.unsynced.is_empty() {
            return Ok(());
        }
        sync_files(&self.folder, &self.unsynced).map_err(|error| DeliveryError::of(&self.folder, error))?;
        self.unsynced.clear();
        Ok(())
    }
}

/// `2022-08-22T0900-3025-Asker-invitation.eml`, `2022-08-23T1000-3025-Asker-update-1.eml`: sorts by time, explains
/// itself, is the name of no other letter, and holds nothing that a file system refuses.
#[must_use]
pub fn file_name(letter: &Letter<'_>, municipality: &str, is_test: bool) -> String {
    let envelope = &letter.envelope;
    let test = match (is_test, envelope.is_copy) {
        (true, _) => "-test",
        (false, true) => "-copy",
        (false, false) => "",
    };
    let name = in_file_name(municipality);
    let sequence = match envelope.sequence {
        0 => String::new(),
        sequence => format!("-{sequence}"),
    };
    let at = letter.content.written.format("%Y-%m-%dT%H%M");
    format!("{at}-{}-{name}-{}{sequence}{test}.eml", envelope.municipality, envelope.kind)
}

/// A name with nothing in it that a file system refuses.
#[must_use]
pub fn in_file_name(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}
