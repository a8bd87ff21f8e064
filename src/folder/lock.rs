//! One writer at a time, who follows no link out of the exercise folder.

use std::fs::{File, TryLockError};
use std::io::Write;

use super::create::{create_folder, folder_of, open_to_append};
use super::disk;
use super::error::FolderError;
use super::leftovers::{UNFINISHED, remove_unfinished};
use super::paths::{Folder, LOCK};

/// Held while a command writes.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Folder {
    /// Keeps other commands from writing until the lock is dropped. Takes away what a command that was killed has left.
    ///
    /// # Errors
    /// When another command holds it, the lock file cannot be made, or something that commands write is a link that leads
    /// out of the folder.
    pub fn lock(&self) -> Result<Lock, FolderError> {
        self.refuse_links()?;
        let path = self.root().join(LOCK);
        let failed = |problem| FolderError::of(&path, problem);
        create_folder(folder_of(&path)).map_err(failed)?;
        let file = open_to_append(&path).map_err(|error| FolderError::of(&path, error))?;
        match file.try_lock() {
            Ok(()) => {
                self.remove_unfinished()?;
                // For people only: the lock holds without it.
                drop(file.set_len(0).and_then(|()| (&file).write_all(holder().as_bytes())));
                Ok(Lock { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                // On Windows nobody else can read it.
                let holder = disk::read(&path).ok().and_then(|holder| String::from_utf8(holder).ok());
                let holder = holder.filter(|holder| !holder.is_empty());
                Err(FolderError::Locked { folder: self.root().to_owned(), holder })
            }
            Err(TryLockError::Error(error)) => Err(FolderError::of(path, error)),
        }
    }

    /// Whoever holds the lock is the only one who can be writing in these folders.
    fn remove_unfinished(&self) -> Result<(), FolderError> {
        for folder in Folder::written_folders() {
            let folder = self.root().join(folder);
            remove_unfinished(&folder, UNFINISHED).map_err(|problem| FolderError::of(folder, problem))?;
        }
        Ok(())
    }
}

/// Who is writing, and since when.
fn holder() -> String {
    let user = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
    let since = chrono::Local::now().format("%H:%M:%S");
    let who = if user.is_empty() { String::new() } else { format!("{user}, ") };
    format!("{who}process {}, since {since}", std::process::id())
}
