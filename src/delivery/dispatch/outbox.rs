//! The outbox: the letters themselves, or copies of what a server has taken.
//!
//! It must never hold half a letter, nor a letter that has not left.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::{DeliveryError, Ready};
use crate::folder::{put_file, replace_file, sync_files};

/// The folder.
#[derive(Debug)]
pub struct Outbox {
    folder: PathBuf,
    /// Whether letters go no further.
    is_last: bool,
    /// The copies that may not be on disk yet.
    unsynced: Mutex<Vec<PathBuf>>,
}

impl Outbox {
    pub fn open(folder: &Path, is_last: bool) -> Result<Outbox, DeliveryError> {
        std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        Ok(Outbox { folder: folder.to_owned(), is_last, unsynced: Mutex::default() })
    }

    pub fn has(&self, file: &str) -> bool {
        self.folder.join(file).is_file()
    }

    /// Keeps a letter. Where that is as far as it goes, it is on disk when this returns; copies of what a server has
    /// taken are synced many at a time.
    pub fn keep(&self, file: &str, message: &[u8]) -> Result<(), DeliveryError> {
        const MANY: usize = 256;
        let path = self.folder.join(file);
        if self.is_last {
            return replace_file(&path, message).map_err(|error| failed(&path, error));
        }
        put_file(&path, message).map_err(|error| failed(&path, error))?;
        let mut unsynced = self.unsynced.lock().unwrap_or_else(PoisonError::into_inner);
        unsynced.push(path);
        if unsynced.len() < MANY {
            return Ok(());
        }
        let copies = std::mem::take(&mut *unsynced);
        drop(unsynced);
        self.sync_copies(&copies)
    }

    /// Puts on disk what may not be there yet.
    pub fn sync(&self) -> Result<(), DeliveryError> {
        let copies = std::mem::take(&mut *self.unsynced.lock().unwrap_or_else(PoisonError::into_inner));
        if copies.is_empty() { Ok(()) } else { self.sync_copies(&copies) }
    }

    fn sync_copies(&self, copies: &[PathBuf]) -> Result<(), DeliveryError> {
        sync_files(&self.folder, copies).map_err(|error| failed(&self.folder, error))
    }
}

fn failed(path: &Path, error: std::io::Error) -> DeliveryError {
    DeliveryError::Io { path: path.to_owned(), error }
}

/// `2022-08-22T0900-3025-Asker-invitation.eml`, `2022-08-23T1000-3025-Asker-update-1.eml`: sorts by time, explains
/// itself, is the name of no other letter, and holds nothing that a file system refuses.
pub fn file_name(ready: &Ready<'_>) -> String {
    let Ready { letter, name, is_test, .. } = ready;
    let test = match (is_test, letter.is_copy) {
        (true, _) => "-test",
        (false, true) => "-copy",
        (false, false) => "",
    };
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let sequence = match letter.identity.sequence {
        0 => String::new(),
        sequence => format!("-{sequence}"),
    };
    let at = letter.written.format("%Y-%m-%dT%H%M");
    format!("{at}-{}-{name}-{}{sequence}{test}.eml", letter.municipality, letter.kind.name())
}
