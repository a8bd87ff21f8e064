//! One writer at a time.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write;

use super::error::FolderError;
use super::paths::Folder;
use super::replace::{TEMPORARY, create_parent};

/// Held while a command writes.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Folder {
    /// Keeps other commands from writing until the lock is dropped.
    ///
    /// # Errors
    /// When another command holds it, or the lock file cannot be made.
    pub fn lock(&self) -> Result<Lock, FolderError> {
        let path = self.root().join("data").join(".ovelse.lock");
        let failed = |error| FolderError::of(&path, error);
        create_parent(&path).map_err(failed)?;
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {
                self.remove_leftovers();
                // For people only: the lock holds without it.
                let _ = file.set_len(0).and_then(|()| (&file).write_all(holder().as_bytes()));
                Ok(Lock { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let holder = std::fs::read_to_string(&path).ok().filter(|holder| !holder.is_empty());
                Err(FolderError::Locked { folder: self.root().to_owned(), holder })
            }
            Err(TryLockError::Error(error)) => Err(FolderError::of(path, error)),
        }
    }

    /// Removes the temporary files of a command that was killed. Whoever holds the lock is the only one who can be
    /// writing any.
    fn remove_leftovers(&self) {
        for folder in [self.root().join("data"), self.outbox()] {
            let leftovers = std::fs::read_dir(folder).into_iter().flatten().flatten();
            for leftover in leftovers.filter(|entry| entry.file_name().to_string_lossy().starts_with(TEMPORARY)) {
                // A file that cannot be removed does no harm.
                let _ = std::fs::remove_file(leftover.path());
            }
        }
    }
}

/// Who is writing, and since when.
fn holder() -> String {
    let user = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
    let since = chrono::Local::now().format("%H:%M:%S");
    let who = if user.is_empty() { String::new() } else { format!("{user}, ") };
    format!("{who}process {}, since {since}", std::process::id())
}
