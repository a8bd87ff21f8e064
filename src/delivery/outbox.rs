//! The outbox: the letters themselves, or copies of what a server has taken. It never holds half a letter, nor one
//! that has not left (`tests/it/smtp/crash.rs`).

use std::path::{Path, PathBuf};

use super::error::DeliveryError;
use super::file_name::FileName;
use crate::folder::{FileProblem, UnfinishedFile, create_folder, disk, sync_folder};

#[derive(Debug)]
pub(super) struct Outbox {
    folder: PathBuf,
    /// Whether letters go no further.
    is_last: bool,
}

impl Outbox {
    pub(super) fn open(folder: &Path, is_last: bool) -> Result<Outbox, DeliveryError> {
        create_folder(folder).map_err(|problem| DeliveryError::of(folder, problem))?;
        Ok(Outbox { folder: folder.to_owned(), is_last })
    }

    pub(super) fn has(&self, file: &FileName) -> Result<bool, DeliveryError> {
        let path = self.folder.join(file);
        disk::is_file(&path).map_err(|problem| DeliveryError::of(path, problem))
    }

    /// Puts the copy of a letter on disk, without a name as yet.
    pub(super) fn begin_copy(&self, file: &FileName, message: &[u8]) -> Result<UnfinishedFile, DeliveryError> {
        let path = self.folder.join(file);
        UnfinishedFile::write(&path, message).map_err(|problem| DeliveryError::of(&path, problem))
    }

    /// Gives a copy the name of its letter. Where that is as far as the letter goes, its name is on disk
    /// when this returns; else when [`Outbox::sync`] returns.
    pub(super) fn keep(&self, file: &FileName, copy: UnfinishedFile) -> Result<(), DeliveryError> {
        let path = self.folder.join(file);
        copy.finish(&path).map_err(|problem| DeliveryError::of(&path, problem))?;
        if self.is_last { self.sync() } else { Ok(()) }
    }

    /// Puts the names of all letters on disk.
    pub(super) fn sync(&self) -> Result<(), DeliveryError> {
        sync_folder(&self.folder).map_err(|problem: FileProblem| DeliveryError::of(&self.folder, problem))
    }
}
