//! Files that are only appended to, line by line.
//!
//! A line without an end is what a crash leaves of the last append. It was never reported as done, so reading passes over
//! it and the next append takes it away.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

/// Opens a file for appending; makes it if there is none. Takes away what a crash has left of a last line. The caller must
/// hold the lock of the folder.
///
/// # Errors
/// When the file cannot be opened or cut.
pub fn open_whole(path: &Path) -> io::Result<File> {
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(path)?;
    let mut last = [b'\n'];
    if file.metadata()?.len() > 0 {
        file.seek(SeekFrom::End(-1))?;
        file.read_exact(&mut last)?;
    }
    if last != [b'\n'] {
        let whole = whole_lines(&std::fs::read(path)?).len();
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
