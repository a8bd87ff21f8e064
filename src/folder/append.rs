//! Files that are only appended to, line by line.
//!
//! A line without an end is what a crash leaves of the last append. It was never reported as done, so reading passes over
//! it and the next append takes it away.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use super::create::{create_folder, folder_of, open_to_append};
use super::disk;
use crate::failure::FileProblem;

/// Opens a file for appending; makes it if there is none. Takes away what a crash has left of a last line. The caller must
/// hold the lock of the folder.
///
/// # Errors
/// When the file cannot be opened or cut.
pub fn open_whole(path: &Path) -> Result<File, FileProblem> {
    create_folder(folder_of(path))?;
    let mut file = open_to_append(path)?;
    let mut last = [b'\n'];
    if file.metadata()?.len() > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    if last != [b'\n'] {
        let whole = whole_lines(&disk::read(path)?).len();
        file.set_len(whole as u64)?;
    }
    Ok(file)
}

/// The bytes up to the last line end.
#[must_use]
pub fn whole_lines(bytes: &[u8]) -> &[u8] {
    let end = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1);
    &bytes[..end]
}
