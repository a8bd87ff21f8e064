//! The outbox: drafts of letters that go no further, and copies of those that have left. It never holds half a letter, nor,
//! under the name of a letter, the copy of one that has not left (`tests/it/smtp/crash.rs`). The copy of one that is
//! leaving, or of which nobody knows, has another name.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::draft;
use super::error::DeliveryError;
use super::file_name::FileName;
use super::history::History;
use crate::folder::{FileProblem, create_folder, disk, put_file, rename, replace_file, sync_folder};

/// How the name ends of the copy of a letter that is leaving.
const LEAVING: &str = ".leaving";

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

/// Refuses a log that does not know of the letters in a folder, which need not be there.
///
/// # Errors
/// When there are letters that it does not know of, or the folder cannot be read.
pub(crate) fn check_log(folder: &Path, history: &History) -> Result<(), DeliveryError> {
    Outbox { folder: folder.to_owned(), is_last: true }.check_log(history)
}

/// Whether a file in the outbox is no draft any more, as if its letter had left.
///
/// # Errors
/// When it cannot be read.
pub(crate) fn is_copy(folder: &Path, file: &FileName) -> Result<bool, DeliveryError> {
    let outbox = Outbox { folder: folder.to_owned(), is_last: true };
    Ok(outbox.look(file)? == Found::Copy)
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

    /// Puts the copy of a letter on disk, under the name of one that is leaving. Where letters go no further, it is a draft.
    pub(super) fn begin_copy(&self, file: &FileName, message: &[u8]) -> Result<(), DeliveryError> {
        let path = self.leaving(file);
        let bytes = if self.is_last { Cow::Owned(draft::of(message)) } else { Cow::Borrowed(message) };
        put_file(&path, &bytes).map_err(|problem| DeliveryError::of(path, problem))
    }

    /// Gives a copy the name of its letter. Where that is as far as the letter goes, its name is on disk
    /// when this returns; else when [`Outbox::sync`] returns.
    pub(super) fn keep(&self, file: &FileName) -> Result<(), DeliveryError> {
        let path = self.folder.join(file);
        rename(&self.leaving(file), &path).map_err(|problem| DeliveryError::of(path, problem))?;
        if self.is_last { self.sync() } else { Ok(()) }
    }

    /// Takes the copy of a letter away that has not left.
    pub(super) fn discard(&self, file: &FileName) -> Result<(), DeliveryError> {
        let path = self.leaving(file);
        disk::remove_file(&path).map_err(|problem| DeliveryError::of(path, problem))
    }

    /// Takes the draft of a letter away that is refused for good: it is written anew when it is due again.
    pub(super) fn discard_draft(&self, file: &FileName) -> Result<(), DeliveryError> {
        if !matches!(self.look(file)?, Found::Draft(_)) {
            return Ok(());
        }
        let path = self.folder.join(file);
        disk::remove_file(&path).map_err(|problem| DeliveryError::of(path, problem))
    }

    /// Keeps the copy of a letter that has left after all: that of one of which nobody knew, or its draft. False if there is
    /// neither.
    pub(super) fn keep_after_all(&self, file: &FileName) -> Result<bool, DeliveryError> {
        let (path, leaving) = (self.folder.join(file), self.leaving(file));
        let of = |problem| DeliveryError::of(path.clone(), problem);
        if disk::is_file(&leaving).map_err(of)? {
            rename(&leaving, &path).map_err(of)?;
            return Ok(true);
        }
        match self.look(file)? {
            Found::Draft(message) => replace_file(&path, &message).map_err(of).map(|()| true),
            Found::Copy => Ok(true),
            Found::Nothing => Ok(false),
        }
    }

    /// Takes the copies away of letters that a killed command left on their way, but for those that are meant.
    pub(super) fn discard_others(&self, is_kept: impl Fn(&str) -> bool) -> Result<(), DeliveryError> {
        let of = |problem| DeliveryError::of(&self.folder, problem);
        for found in disk::inside_if_any(&self.folder).map_err(of)? {
            if found.name.strip_suffix(LEAVING).is_some_and(|letter| !is_kept(letter)) {
                disk::remove_file(&found.path).map_err(of)?;
            }
        }
        Ok(())
    }

    /// Refuses a log that does not know of the letters that are there: it is lost, or too old.
    pub(super) fn check_log(&self, history: &History) -> Result<(), DeliveryError> {
        let names = self.names()?;
        let known = history.files();
        let mut unknown: Vec<&String> = names.iter().filter(|name| !known.contains(name.as_str())).collect();
        unknown.sort_unstable();
        match unknown.first() {
            None => Ok(()),
            Some(first) => Err(DeliveryError::OutboxAhead { letters: unknown.len(), first: (*first).clone() }),
        }
    }

    /// The names of the letters that are there.
    fn names(&self) -> Result<Vec<String>, DeliveryError> {
        let inside = disk::inside_if_any(&self.folder).map_err(|problem| DeliveryError::of(&self.folder, problem))?;
        Ok(inside.into_iter().map(|found| found.name).filter(|name| FileName::is_of_letter(name)).collect())
    }

    fn leaving(&self, file: &FileName) -> PathBuf {
        self.folder.join(format!("{}{LEAVING}", file.as_str()))
    }

    /// Puts the names of all letters on disk.
    pub(super) fn sync(&self) -> Result<(), DeliveryError> {
        sync_folder(&self.folder).map_err(|problem: FileProblem| DeliveryError::of(&self.folder, problem))
    }
}
