//! What killed commands have left: files and folders that were not whole yet.
#![allow(clippy::disallowed_methods, reason = "the others write through this")]

use std::io::ErrorKind;
use std::path::Path;

use super::disk::{self, What};
use crate::failure::FileProblem;

/// How the names begin of files and folders that are not whole yet.
pub(super) const UNFINISHED: &str = ".ovelse-";

/// Removes what killed commands have left in a folder under names that begin with `prefix`.
///
/// # Errors
/// When the folder cannot be listed, or something not removed.
pub(super) fn remove_unfinished(folder: &Path, prefix: &str) -> Result<(), FileProblem> {
    for found in disk::inside_if_any(folder)?.iter().filter(|found| found.name.starts_with(prefix)) {
        let removed = match found.what {
            What::Folder => std::fs::remove_dir_all(&found.path),
            _ => std::fs::remove_file(&found.path),
        };
        match removed {
            // Another command was quicker.
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            removed => removed?,
        }
    }
    Ok(())
}
