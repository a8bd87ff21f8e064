//! Names of the files of letters. One that was read from the log is as little trusted as anything that others wrote: it
//! must never lead out of the outbox.

use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::letter::{CopyTo, Letter};

/// The name of a file in the outbox: one part of a path, and nothing else on any system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub struct FileName(String);

/// What is written where the name of a file must be, and is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAFileName;

impl fmt::Display for NotAFileName {
    /// For serde; what a lead reads is made of the line (`DeliveryError::NotAFileName`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(stringify!(NotAFileName))
    }
}

impl FileName {
    /// `2022-08-22T0900-3025-Asker-invitation.eml`, `2022-08-23T1000-3025-Asker-update-1.eml`: sorts by time, explains
    /// itself, is the name of no other letter, and holds nothing that a file system refuses.
    #[must_use]
    pub fn of(letter: &Letter<'_>, municipality: &str, is_test: bool) -> FileName {
        let envelope = &letter.envelope;
        let test = match (is_test, envelope.copy) {
            (true, _) => "-test".to_owned(),
            (false, Some(CopyTo::Municipality)) => "-copy".to_owned(),
            (false, Some(CopyTo::Deputy)) => "-deputy".to_owned(),
            (false, Some(CopyTo::Former(place))) => format!("-former-{}", place + 1),
            (false, None) => String::new(),
        };
        let name = in_file_name(municipality);
        // Two of a kind can leave within a minute.
        let ordinal = match envelope.ordinal {
            0 => String::new(),
            ordinal => format!("-{ordinal}"),
        };
        let at = letter.content.written.format("%Y-%m-%dT%H%M");
        FileName(format!("{at}-{}-{name}-{}{ordinal}{test}.eml", envelope.municipality, envelope.kind))
    }

    /// Whether a file in the outbox is called as a letter is: it begins with a time and the number of a municipality.
    pub(super) fn is_of_letter(name: &str) -> bool {
        const LIKE: &[u8] = b"0000-00-00T0000-0000-";
        let is_like = |(like, byte): (&u8, u8)| if *like == b'0' { byte.is_ascii_digit() } else { *like == byte };
        name.len() > LIKE.len() && name.ends_with(".eml") && LIKE.iter().zip(name.bytes()).all(is_like)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for FileName {
    type Error = NotAFileName;

    fn try_from(name: String) -> Result<FileName, NotAFileName> {
        let is_part = name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' '));
        // `..`, hidden files, and what Windows takes for a device or drops the end of.
        let is_named = name.starts_with(|c: char| c.is_alphanumeric()) && name.ends_with(char::is_alphanumeric);
        if is_part && is_named && name.len() <= 255 { Ok(FileName(name)) } else { Err(NotAFileName) }
    }
}

impl AsRef<Path> for FileName {
    fn as_ref(&self) -> &Path {
        Path::new(&self.0)
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A name with nothing in it that a file system refuses.
#[must_use]
pub fn in_file_name(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_elsewhere_is_no_name_of_a_file() {
        for name in ["2022-08-22T0900-3025-Asker-invitation.eml", "2022-08-22T0900-4203-Åsnes-æøå-update-1-copy.eml"]
        {
            assert_eq!(FileName::try_from(name.to_owned()).map(|name| name.to_string()), Ok(name.to_owned()));
        }
        let long = format!("{}.eml", "a".repeat(252));
        let others = [
            "",
            ".",
            "..",
            "../a.eml",
            "/etc/passwd",
            "a/b",
            "a\\b",
            "C:a.eml",
            "a.eml:b",
            ".a.eml",
            "a.",
            "a ",
            "a\0b",
            &long,
        ];
        for name in others {
            assert_eq!(FileName::try_from(name.to_owned()), Err(NotAFileName), "{name:?}");
        }
    }
}
