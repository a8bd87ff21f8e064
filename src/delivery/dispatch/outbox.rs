//! The outbox: the letters themselves, or copies of what a server has taken.
//!
//! It must never hold half a letter, nor a letter that has not left.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};

use super::DeliveryError;
use crate::folder::{put_file, replace_file, sync_files};
use crate::letter::Letter;

/// The folder.
#[derive(Debug)]
pub struct Outbox {
    folder: PathBuf,
    /// Whether letters go no further.
    is_last: bool,
}

impl Outbox {
    pub fn open(folder: &Path, is_last: bool) -> Result<Outbox, DeliveryError> {
        std::fs::create_dir_all(folder).map_err(|error| failed(folder, error))?;
        Ok(Outbox { folder: folder.to_owned(), is_last })
    }

    pub fn has(&self, file: &str) -> bool {
        self.folder.join(file).is_file()
    }

    /// Keeps a letter. Where that is as far as it goes, it is on disk when this returns; a copy of what a server has
    /// taken goes on to `unsynced`, so that no letter waits for the copy of another.
    pub fn keep(&self, file: &str, message: &[u8], unsynced: &Sender<PathBuf>) -> Result<(), DeliveryError> {
        let path = self.folder.join(file);
        let put = if self.is_last { replace_file } else { put_file };
        put(&path, message).map_err(|error| failed(&path, error))?;
        if !self.is_last {
            // Nobody syncs any more once that has failed, and the run ends.
            let _ = unsynced.send(path);
        }
        Ok(())
    }

    /// Puts copies on disk, many at a time, until none can come any more.
    pub fn sync(&self, unsynced: &Receiver<PathBuf>) -> Result<(), DeliveryError> {
        const MANY: usize = 64;
        loop {
            let copies: Vec<PathBuf> = unsynced.iter().take(MANY).collect();
            if copies.is_empty() {
                return Ok(());
            }
            sync_files(&self.folder, &copies).map_err(|error| failed(&self.folder, error))?;
        }
    }
}

fn failed(path: &Path, error: std::io::Error) -> DeliveryError {
    DeliveryError::Io { path: path.to_owned(), error }
}

/// `2022-08-22T0900-3025-Asker-invitation.eml`, `2022-08-23T1000-3025-Asker-update-1.eml`: sorts by time, explains
/// itself, is the name of no other letter, and holds nothing that a file system refuses.
#[must_use]
pub fn file_name(letter: &Letter<'_>, name: &str, is_test: bool) -> String {
    let test = match (is_test, letter.is_copy) {
        (true, _) => "-test",
        (false, true) => "-copy",
        (false, false) => "",
    };
    let name = in_file_name(name);
    let sequence = match letter.identity.sequence {
        0 => String::new(),
        sequence => format!("-{sequence}"),
    };
    let at = letter.written.format("%Y-%m-%dT%H%M");
    format!("{at}-{}-{name}-{}{sequence}{test}.eml", letter.municipality, letter.kind.name())
}

/// A name with nothing in it that a file system refuses.
#[must_use]
pub fn in_file_name(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}
