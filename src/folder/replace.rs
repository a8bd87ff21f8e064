//! Files that are replaced whole: written beside the old one, synced, renamed.
#![allow(clippy::disallowed_methods, reason = "the others write through this")]

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use super::create::{create_folder, folder_of};
use super::leftovers::{UNFINISHED, remove_unfinished};
use super::permissions;
use crate::failure::FileProblem;

/// Puts `bytes` where `path` says, whole or not at all: written beside it, synced, renamed, and the
/// folder synced. Folders that are missing are made. A link in its place is replaced, not followed.
///
/// # Errors
/// When any of that fails; the former file then stands.
pub fn replace_file(path: &Path, bytes: &[u8]) -> Result<(), FileProblem> {
    let folder = folder_of(path);
    create_folder(folder)?;
    remove_unfinished(folder, &prefix(path))?;
    put_file(path, bytes)?;
    sync_folder(folder)
}

/// The same for one of many files in a folder that is there: its new name is on disk after [`sync_folder`], and what a
/// killed command has left is taken away with the lock of the exercise.
///
/// # Errors
/// When any of that fails; the former file then stands.
pub fn put_file(path: &Path, bytes: &[u8]) -> Result<(), FileProblem> {
    UnfinishedFile::write(path, bytes)?.finish(path)
}

/// A file beside the one that it will replace. It is removed when it is dropped.
#[derive(Debug)]
pub struct UnfinishedFile(NamedTempFile);

impl UnfinishedFile {
    /// Puts on disk what will stand where `path` says.
    ///
    /// # Errors
    /// When it cannot be made, written or synced.
    pub fn write(path: &Path, bytes: &[u8]) -> Result<UnfinishedFile, FileProblem> {
        let folder = folder_of(path);
        let mut unfinished = new_unfinished(folder, &prefix(path))?;
        permissions::keep(path, unfinished.as_file(), folder)?;
        unfinished.write_all(bytes)?;
        unfinished.as_file().sync_all()?;
        Ok(UnfinishedFile(unfinished))
    }

    /// Gives it its name, which is on disk after [`sync_folder`].
    ///
    /// # Errors
    /// When it cannot be renamed; the former file then stands.
    pub fn finish(self, path: &Path) -> Result<(), FileProblem> {
        self.0.persist(path).map_err(|failed| failed.error)?;
        Ok(())
    }
}

/// Gives a file another name, which may be that of one that is there. It is on disk after [`sync_folder`].
///
/// # Errors
/// When it cannot be renamed.
pub fn rename(from: &Path, to: &Path) -> Result<(), FileProblem> {
    Ok(std::fs::rename(from, to)?)
}

/// An empty file in a folder, whose name begins with `prefix`. It is removed when it is dropped.
pub(super) fn new_unfinished(folder: &Path, prefix: &str) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(prefix);
    permissions::of_unfinished_file(&mut builder, folder)?;
    builder.tempfile_in(folder)
}

/// How the name of a file begins that will replace another.
fn prefix(path: &Path) -> String {
    const MOST: usize = 60;
    let name: String = path.file_name().unwrap_or_default().to_string_lossy().chars().take(MOST).collect();
    format!("{UNFINISHED}{name}~")
}

/// A rename is only on disk once its folder is. Windows has no such call, and needs none.
///
/// # Errors
/// When the disk does not take it.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> Result<(), FileProblem> {
    Ok(File::open(folder)?.sync_all()?)
}

#[cfg(not(unix))]
pub fn sync_folder(_: &Path) -> Result<(), FileProblem> {
    Ok(())
}
