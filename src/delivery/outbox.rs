//! The outbox: the letters themselves, or copies of what a server has taken. It never holds half a letter, nor one
//! that has not left (`tests/it/smtp/crash.rs`).

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread::JoinHandle;

use super::error::DeliveryError;
use crate::folder::{put_file, replace_file, sync_files};
use crate::letter::Letter;

#[derive(Debug)]
pub(super) struct Outbox {
    folder: PathBuf,
    /// Whether letters go no further.
    is_last: bool,
    /// Puts copies on disk.
    syncing: Option<Syncing>,
}

/// A thread that puts copies on disk while the next letters leave. In turn with the letters, that would take as long
/// again as the log does, and sending would be slower than with mailmerge (docs/benchmarks.md).
#[derive(Debug)]
struct Syncing {
    copies: Sender<PathBuf>,
    thread: JoinHandle<Result<(), DeliveryError>>,
}

impl Outbox {
    pub(super) fn open(folder: &Path, is_last: bool) -> Result<Outbox, DeliveryError> {
        std::fs::create_dir_all(folder).map_err(|error| match error.kind() {
            // Of a folder that is there, the system says nothing.
            ErrorKind::AlreadyExists => DeliveryError::of(folder, ErrorKind::NotADirectory.into()),
            _ => DeliveryError::of(folder, error),
        })?;
        Ok(Outbox { folder: folder.to_owned(), is_last, syncing: None })
    }

    pub(super) fn has(&self, file: &str) -> bool {
        self.folder.join(file).is_file()
    }

    /// Keeps a letter. Where that is as far as it goes, it is on disk when this returns; a copy of what a server has
    /// taken is when [`Outbox::sync`] returns.
    pub(super) fn keep(&mut self, file: &str, message: &[u8]) -> Result<(), DeliveryError> {
        let path = self.folder.join(file);
        if self.is_last {
            return replace_file(&path, message).map_err(|error| DeliveryError::of(&path, error));
        }
        put_file(&path, message).map_err(|error| DeliveryError::of(&path, error))?;
        let folder = &self.folder;
        let syncing = self.syncing.get_or_insert_with(|| Syncing::start(folder.clone()));
        // A thread that has ended tells why in the end.
        let _ = syncing.copies.send(path);
        Ok(())
    }

    /// Waits until all copies are on disk.
    pub(super) fn sync(&mut self) -> Result<(), DeliveryError> {
        self.syncing.take().map_or(Ok(()), Syncing::finish)
    }
}

impl Syncing {
    fn start(folder: PathBuf) -> Syncing {
        let (copies, unsynced) = mpsc::channel();
        Syncing { copies, thread: std::thread::spawn(move || sync(&folder, &unsynced)) }
    }

    fn finish(self) -> Result<(), DeliveryError> {
        drop(self.copies);
        self.thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

/// Puts copies on disk, many at a time, until none can come any more.
fn sync(folder: &Path, unsynced: &Receiver<PathBuf>) -> Result<(), DeliveryError> {
    const MANY: usize = 64;
    while let Ok(first) = unsynced.recv() {
        let copies: Vec<PathBuf> = std::iter::once(first).chain(unsynced.try_iter().take(MANY)).collect();
        sync_files(folder, &copies).map_err(|error| DeliveryError::of(folder, error))?;
    }
    Ok(())
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
