//! New files and folders, where there is nothing of that name.
#![allow(clippy::disallowed_methods, reason = "the others write through this")]

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::Path;

use super::permissions;
use crate::failure::FileProblem;

/// The folder of a file.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Makes a folder and those above it, where they are missing.
///
/// # Errors
/// When one cannot be made.
pub fn create_folder(folder: &Path) -> Result<(), FileProblem> {
    let is_there = |folder: &Path| folder.metadata().is_ok_and(|found| found.is_dir());
    if is_there(folder) {
        return Ok(());
    }
    create_folder(folder_of(folder))?;
    let mut builder = DirBuilder::new();
    permissions::of_new_folder(&mut builder, folder_of(folder))?;
    match builder.create(folder) {
        // Another command was quicker.
        Err(error) if error.kind() == ErrorKind::AlreadyExists && is_there(folder) => Ok(()),
        // Of a folder that is there, the system says nothing.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(FileProblem::NotAFolder),
        made => Ok(made?),
    }
}

/// Opens a file for appending and reading; makes it where it is missing.
///
/// # Errors
/// When it cannot be opened or made.
pub(super) fn open_to_append(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    permissions::of_new_file(&mut options, folder_of(path))?;
    options.read(true).append(true).create(true).open(path)
}

/// Makes a file that is not there, for writing.
///
/// # Errors
/// When it is there, or cannot be made.
pub(super) fn create_file(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    permissions::of_new_file(&mut options, folder_of(path))?;
    options.write(true).create_new(true).open(path)
}
