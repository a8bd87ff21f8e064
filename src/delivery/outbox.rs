//! The outbox: drafts of letters that go no further, and copies of those that have left. It never holds half a letter, nor
//! the copy of one that has not left (`tests/it/smtp/crash.rs`).

use std::path::{Path, PathBuf};

use super::draft;
use super::error::DeliveryError;
use super::file_name::FileName;
use crate::folder::{FileProblem, UnfinishedFile, create_folder, disk, replace_file, sync_folder};

/// What is in the outbox under the name of a letter.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    Nothing,
    /// The letter, which has not left: its message.
    Draft(Vec<u8>),
    /// A copy of the letter, which has left.
    Copy,
}

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

    /// What is there under the name of a letter.
    pub(super) fn look(&self, file: &FileName) -> Result<Found, DeliveryError> {
        let path = self.folder.join(file);
        let bytes = disk::read_if_any(&path).map_err(|problem| DeliveryError::of(path, problem))?;
        Ok(bytes.map_or(Found::Nothing, |bytes| draft::message(&bytes).map_or(Found::Copy, Found::Draft)))
    }

    /// Puts the copy of a letter on disk, without a name as yet. Where letters go no further, it is a draft.
    pub(super) fn begin_copy(&self, file: &FileName, message: &[u8]) -> Result<UnfinishedFile, DeliveryError> {
        let path = self.folder.join(file);
        let written = if self.is_last {
            UnfinishedFile::write(&path, &draft::of(message))
        } else {
            UnfinishedFile::write(&path, message)
        };
        written.map_err(|problem| DeliveryError::of(&path, problem))
    }

    /// Makes the draft of a letter that has left the copy of it. Where there is none, nothing is done.
    pub(super) fn mark_sent(&self, file: &FileName) -> Result<(), DeliveryError> {
        let Found::Draft(message) = self.look(file)? else { return Ok(()) };
        let path = self.folder.join(file);
        replace_file(&path, &message).map_err(|problem| DeliveryError::of(&path, problem))
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
