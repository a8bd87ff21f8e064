//! Looking at what is on the disk: files that are files, and folders without a gap.
//!
//! The rest of the program looks at the disk through these functions alone: they swallow no error of the system, and never
//! wait for a pipe. The list in clippy.toml holds that.
#![allow(clippy::disallowed_methods, reason = "what stands here is what the others are to use")]

use std::fs::{DirEntry, File, FileType, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::failure::FileProblem;

/// What is in a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside {
    pub path: PathBuf,
    /// With what is not Unicode replaced.
    pub name: String,
    pub what: What,
}

/// What a name in a folder stands for; a link is not followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    File,
    Folder,
    Link,
    /// A pipe, a socket or a device.
    Other,
}

/// Opens a file for reading. A link is followed.
///
/// # Errors
/// When it cannot be opened, or is a folder, a pipe or a device: these could be read from without end.
pub fn open(path: &Path) -> Result<File, FileProblem> {
    let found = std::fs::metadata(path)?;
    if found.is_dir() {
        return Err(FileProblem::IsAFolder);
    }
    if !found.is_file() {
        return Err(FileProblem::NotAFile);
    }
    Ok(File::open(path)?)
}

/// All bytes of a file.
///
/// # Errors
/// As [`open`] has; and when it cannot be read.
pub fn read(path: &Path) -> Result<Vec<u8>, FileProblem> {
    let mut file = open(path)?;
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// All bytes of a file; none if there is no such file.
///
/// # Errors
/// As [`read`] has.
pub fn read_if_any(path: &Path) -> Result<Option<Vec<u8>>, FileProblem> {
    match read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(FileProblem::NotFound) => Ok(None),
        Err(problem) => Err(problem),
    }
}

/// The bytes of a file; none if it has more than `most`.
///
/// # Errors
/// As [`read`] has.
pub fn read_at_most(path: &Path, most: u64) -> Result<Option<Vec<u8>>, FileProblem> {
    let file = open(path)?;
    if file.metadata()?.len() > most {
        return Ok(None);
    }
    let mut bytes = Vec::new();
    // It may grow while it is read.
    file.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}

/// What is in a folder, in the order of the names.
///
/// # Errors
/// When the folder, or anything in it, cannot be looked at.
pub fn inside(folder: &Path) -> Result<Vec<Inside>, FileProblem> {
    let mut found = folder.read_dir()?.map(|entry| of_entry(&entry?)).collect::<io::Result<Vec<_>>>()?;
    found.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(found)
}

/// What is in a folder; nothing where there is no folder.
///
/// # Errors
/// As [`inside`] has.
pub fn inside_if_any(folder: &Path) -> Result<Vec<Inside>, FileProblem> {
    match inside(folder) {
        Err(FileProblem::NotFound) => Ok(Vec::new()),
        found => found,
    }
}

fn of_entry(entry: &DirEntry) -> io::Result<Inside> {
    let name = entry.file_name().to_string_lossy().into_owned();
    Ok(Inside { path: entry.path(), name, what: What::of(entry.file_type()?) })
}

impl What {
    fn of(kind: FileType) -> What {
        match kind {
            kind if kind.is_symlink() => What::Link,
            kind if kind.is_dir() => What::Folder,
            kind if kind.is_file() => What::File,
            _ => What::Other,
        }
    }
}

/// What there is by a name, if anything; a link is not followed.
///
/// # Errors
/// When it cannot be looked at.
pub fn what_is(path: &Path) -> Result<Option<What>, FileProblem> {
    Ok(if_any(path.symlink_metadata())?.map(|found| What::of(found.file_type())))
}

/// Whether there is a file by that name, or a link to one.
///
/// # Errors
/// When it cannot be looked at.
pub fn is_file(path: &Path) -> Result<bool, FileProblem> {
    Ok(if_any(path.metadata())?.is_some_and(|found| found.is_file()))
}

/// Whether there is a folder by that name, or a link to one.
///
/// # Errors
/// When it cannot be looked at.
pub fn is_folder(path: &Path) -> Result<bool, FileProblem> {
    Ok(if_any(path.metadata())?.is_some_and(|found| found.is_dir()))
}

/// Where a name leads in the end, with all links followed.
///
/// # Errors
/// When it leads nowhere.
pub fn real_path(path: &Path) -> Result<PathBuf, FileProblem> {
    Ok(path.canonicalize()?)
}

/// Removes a file, or a link.
///
/// # Errors
/// When it cannot be removed.
pub fn remove_file(path: &Path) -> Result<(), FileProblem> {
    Ok(std::fs::remove_file(path)?)
}

fn if_any(found: io::Result<Metadata>) -> io::Result<Option<Metadata>> {
    match found {
        Ok(found) => Ok(Some(found)),
        // A name below what is no folder is there as little.
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
        Err(error) => Err(error),
    }
}
