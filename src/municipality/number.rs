//! Numbers of municipalities, and of other organisations that are invited.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A municipality's number: four digits, the leading zero kept; or that of another organisation, of five to
/// nine digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(pub(super) u32);

impl Number {
    /// A number that no municipality can have.
    pub const NOBODY: Number = Number(0);
}

/// A text is not the number of anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    /// For developers; what a lead reads is in the catalogue.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl std::error::Error for NotANumber {}

impl FromStr for Number {
    type Err = NotANumber;

    /// Takes four digits, or three where a spreadsheet has dropped the zero (`301` is Oslo, 0301), or five to
    /// nine that begin with no zero, as organisation numbers do; also with the decimals that some programs
    /// write (`301.0`).
    ///
    /// # Errors
    /// When it is anything else.
    fn from_str(written: &str) -> Result<Number, NotANumber> {
        let digits = written.trim();
        let digits = digits.strip_suffix(".0").or(digits.strip_suffix(",0")).unwrap_or(digits);
        let fits = matches!(digits.len(), 3..=9) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let number: u32 = digits.parse().map_err(|_| NotANumber)?;
        // Municipalities' numbers begin with the county's, from 03: below 0100 there are none.
        let in_full = digits.len() <= 4 || !digits.starts_with('0');
        if fits && in_full && number >= 100 { Ok(Number(number)) } else { Err(NotANumber) }
    }
}

impl From<Number> for u128 {
    /// A number of its own for each, in the same order.
    fn from(number: Number) -> u128 {
        number.0.into()
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.0)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Number, D::Error> {
        String::deserialize(from)?.parse().map_err(de::Error::custom)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
