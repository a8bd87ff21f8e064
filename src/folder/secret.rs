//! data/secret: what nobody who has only letters can work out the identities of others without.
//!
//! It is drawn once and never changes. The sample exercise has none: its identities are the same every time, so that what
//! is shown of it in documents holds.

use std::io;

use ring::rand::{SecureRandom, SystemRandom};

use super::disk;
use super::error::FolderError;
use super::paths::{DELIVERY_LOG, Folder};
use super::replace::replace_file;
use crate::failure::FileProblem;

/// The secret, from the folder's top.
pub const SECRET: &str = "data/secret";

/// In its place in the sample exercise.
const OF_SAMPLE: &str = "sample";

/// What stands in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Secret {
    Key([u8; 32]),
    /// The exercise is the sample.
    Sample,
}

impl Folder {
    /// The secret of the folder, if it has one.
    ///
    /// # Errors
    /// When the file cannot be read, or holds something else.
    pub fn secret(&self) -> Result<Option<Secret>, FolderError> {
        let Some(bytes) = self.bytes_of(SECRET)? else { return Ok(None) };
        let written = String::from_utf8(bytes).ok();
        let secret = written.as_deref().map(str::trim).and_then(|written| match written {
            OF_SAMPLE => Some(Secret::Sample),
            digits => key(digits).map(Secret::Key),
        });
        secret.map(Some).ok_or_else(|| FolderError::NotASecret { file: self.root().join(SECRET) })
    }

    /// Draws the secret. The caller must hold the lock.
    ///
    /// # Errors
    /// When it cannot be drawn or written.
    pub fn draw_secret(&self) -> Result<(), FolderError> {
        let path = self.root().join(SECRET);
        let written =
            drawn_secret().map_err(FileProblem::from).and_then(|secret| replace_file(&path, secret.as_bytes()));
        written.map_err(|error| FolderError::of(path, error))
    }

    /// Whether letters were made in it, whatever became of them.
    ///
    /// # Errors
    /// When the log or the outbox cannot be looked into.
    pub fn has_letters(&self) -> Result<bool, FolderError> {
        let has_log = self.bytes_of(DELIVERY_LOG)?.is_some_and(|log| !log.is_empty());
        let outbox = self.outbox();
        let letters = disk::inside_if_any(&outbox).map_err(|problem| FolderError::of(outbox, problem))?;
        Ok(has_log || !letters.is_empty())
    }
}

/// What stands in the file of a new exercise folder; without `is_drawn`, in that of the sample.
///
/// # Errors
/// When the system gives no random numbers.
pub fn new_secret(is_drawn: bool) -> Result<String, FileProblem> {
    Ok(if is_drawn { drawn_secret()? } else { format!("{OF_SAMPLE}\n") })
}

/// 256 bits of the system, in hexadecimal digits.
fn drawn_secret() -> io::Result<String> {
    let mut key = [0; 32];
    // A system that gives no random numbers.
    SystemRandom::new().fill(&mut key).map_err(|_| io::ErrorKind::Unsupported)?;
    Ok(key.iter().map(|byte| format!("{byte:02x}")).collect::<String>() + "\n")
}

fn key(digits: &str) -> Option<[u8; 32]> {
    let mut key = [0; 32];
    let is_whole = digits.len() == 2 * key.len() && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    if !is_whole {
        return None;
    }
    for (place, byte) in key.iter_mut().enumerate() {
        *byte = u8::from_str_radix(digits.get(2 * place..2 * place + 2)?, 16).ok()?;
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_as_it_was_drawn_and_never_drawn_twice() {
        let drawn = drawn_secret().expect("there are random numbers");
        let read = key(drawn.trim()).expect("it is a secret");
        assert_eq!(read.iter().map(|byte| format!("{byte:02x}")).collect::<String>(), drawn.trim());
        assert_ne!(drawn, drawn_secret().expect("there are random numbers"));
        for other in ["", "abc", &drawn[1..64], &drawn.replace(|c: char| c.is_ascii_digit(), "ø")] {
            assert_eq!(key(other), None, "{other}");
        }
    }
}
