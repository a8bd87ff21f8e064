//! An e-mail address that is one: everything that is mailed goes through this type.
//!
//! It never holds a value that could reach a second recipient or a header of its own:
//! `one_address_is_read_and_nothing_else`.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::findings::problems;

/// A single address in ASCII (`asker@example.no`), parsed, not pasted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email(Box<str>);

problems! {
    /// Why a text is not an address.
    pub enum EmailError in "email" {
        /// More than one address in one field.
        Several,
        /// Letters that mail servers do not agree on.
        NotAscii,
        /// Anything else.
        Malformed,
    }
}

impl FromStr for Email {
    type Err = EmailError;

    /// # Errors
    /// When the text is anything but one address; blanks around it do not matter.
    fn from_str(written: &str) -> Result<Email, EmailError> {
        let written = written.trim();
        if !written.is_ascii() {
            return Err(EmailError::NotAscii);
        }
        if written.matches('@').count() > 1 && written.contains([';', ',', ' ']) {
            return Err(EmailError::Several);
        }
        let address: lettre::Address = written.parse().map_err(|_| EmailError::Malformed)?;
        // An address without a dot in its domain is legal on an intranet and a typing mistake here.
        if !address.domain().contains('.') {
            return Err(EmailError::Malformed);
        }
        Ok(Email(written.into()))
    }
}

impl Email {
    /// The address as mail composing wants it, which takes it apart once more.
    ///
    /// # Errors
    /// Never: all that this type holds is such an address.
    pub fn address(&self) -> Result<lettre::Address, lettre::address::AddressError> {
        self.0.parse()
    }

    /// The address as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part behind the @.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Email {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_read_and_nothing_else() {
        let read = |written: &str| written.parse::<Email>().map(|email| email.to_string());
        assert_eq!(read(" asker@example.no "), Ok("asker@example.no".into()));
        assert_eq!(read("a@example.no; b@example.no"), Err(EmailError::Several));
        assert_eq!(read("a@example.no\r\nBcc: b@example.no"), Err(EmailError::Several));
        assert_eq!(read("blåbær@example.no"), Err(EmailError::NotAscii));
        for malformed in ["", "asker", "asker@", "@example.no", "asker@localhost"] {
            assert_eq!(read(malformed), Err(EmailError::Malformed), "{malformed}");
        }
    }
}
