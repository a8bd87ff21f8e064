//! The outbox: the letters themselves, or copies of what a server has taken. It never holds half a letter, nor one
//! that has not left (`tests/it/smtp/crash.rs`).

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::JoinHandle;

use super::error::DeliveryError;
use super::file_name::FileName;
use crate::folder::{FileProblem, Unnamed, create_folder, disk, put_file, sync_folder};

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

    /// Begins to keep a letter that is about to leave. A copy is written in a thread while the server is talked to: in turn
    /// with that, sending is slower than with mailmerge (docs/benchmarks.md).
    pub(super) fn begin(&self, file: &FileName, message: &Arc<Vec<u8>>) -> Kept {
        let path = self.folder.join(file);
        let writing = (!self.is_last).then(|| {
            let (path, message) = (path.clone(), Arc::clone(message));
            std::thread::spawn(move || Unnamed::write(&path, &message))
        });
        Kept { path, writing, message: Arc::clone(message) }
    }

    /// Keeps a letter that has left. Where that is as far as it goes, its name is on disk when this returns; that of a copy
    /// is when [`Outbox::sync`] returns.
    pub(super) fn keep(&self, kept: Kept) -> Result<(), DeliveryError> {
        let path = kept.path.clone();
        kept.give_name().map_err(|problem| DeliveryError::of(path, problem))?;
        if self.is_last { self.sync() } else { Ok(()) }
    }

    /// Puts the names of all letters on disk.
    pub(super) fn sync(&self) -> Result<(), DeliveryError> {
        sync_folder(&self.folder).map_err(|problem: FileProblem| DeliveryError::of(&self.folder, problem))
    }
}

/// A letter that is kept if it leaves.
#[derive(Debug)]
pub(super) struct Kept {
    path: PathBuf,
    /// None where it goes no further than the outbox: then it is written when it has come there.
    writing: Option<JoinHandle<Result<Unnamed, FileProblem>>>,
    message: Arc<Vec<u8>>,
}

impl Kept {
    fn give_name(self) -> Result<(), FileProblem> {
        match self.writing {
            Some(writing) => written(writing)?.give_name(),
            None => put_file(&self.path, &self.message),
        }
    }

    /// Takes away what was written of a letter that has not left.
    pub(super) fn discard(self) {
        // What could not be written is not there.
        drop(self.writing.map(written));
    }
}

fn written(writing: JoinHandle<Result<Unnamed, FileProblem>>) -> Result<Unnamed, FileProblem> {
    writing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
