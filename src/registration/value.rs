//! The value of a field of a registration, where it is kept, and what it may not be.

use std::fmt;

use chrono::NaiveDateTime;
use serde::Serialize;

use super::person::Person;
use crate::findings::problems;
use crate::sheet::is_error;
use crate::text::{has_lost_letters, has_lost_letters_in_words};

/// The value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldValue<'r> {
    /// Text; of several lines where it is not about a contact.
    Text(&'r str),
    /// A number.
    Number(u32),
    /// A local time.
    Time(NaiveDateTime),
}

/// As it stands in a table.
impl fmt::Display for FieldValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FieldValue::Text(text) => f.write_str(text),
            FieldValue::Number(number) => number.fmt(f),
            FieldValue::Time(time) => time.format("%Y-%m-%d %H:%M:%S").fmt(f),
        }
    }
}

impl<'r> FieldValue<'r> {
    pub(super) fn number(self) -> Option<u32> {
        match self {
            FieldValue::Number(number) => Some(number),
            FieldValue::Text(_) | FieldValue::Time(_) => None,
        }
    }

    pub(super) fn text(self) -> Option<&'r str> {
        match self {
            FieldValue::Text(text) => Some(text),
            FieldValue::Number(_) | FieldValue::Time(_) => None,
        }
    }
}

impl FieldValue<'_> {
    /// As it stands in JSON and in CSV for scripts.
    #[must_use]
    pub fn in_json(&self) -> String {
        match self {
            FieldValue::Time(time) => time.format("%Y-%m-%dT%H:%M:%S").to_string(),
            other => other.to_string(),
        }
    }
}

impl Serialize for FieldValue<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            FieldValue::Number(number) => serializer.serialize_u32(*number),
            other => serializer.serialize_str(&other.in_json()),
        }
    }
}

/// Where the value of a field is kept.
pub(super) enum Slot<'r> {
    Contacts(&'r mut Vec<Person>),
    Number(&'r mut Option<u32>),
    Text(&'r mut Option<String>),
    Time(&'r mut Option<NaiveDateTime>),
}

problems! {
    /// Why a text is not a value of a field.
    pub(crate) enum FieldProblem in "field" {
        /// Line breaks.
        NotALine,
        /// Letters that a program has replaced.
        LostLetters,
        /// `#REF!` and the like.
        SpreadsheetError,
        /// Characters that are neither text nor line ends.
        ControlCharacters,
        /// Not a whole number.
        NotANumber,
        /// Not a time with its day in full.
        NotATime,
    }
}

pub(super) fn check_line(written: &str) -> Result<(), FieldProblem> {
    if written.contains(['\n', '\r']) {
        Err(FieldProblem::NotALine)
    } else if has_lost_letters(written) {
        Err(FieldProblem::LostLetters)
    } else if written.contains(char::is_control) {
        Err(FieldProblem::ControlCharacters)
    } else if is_error(written) {
        Err(FieldProblem::SpreadsheetError)
    } else {
        Ok(())
    }
}

pub(super) fn check_lines(written: &str) -> Result<(), FieldProblem> {
    let has_control = written.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t'));
    if has_lost_letters_in_words(written) {
        Err(FieldProblem::LostLetters)
    } else if has_control {
        Err(FieldProblem::ControlCharacters)
    } else {
        Ok(())
    }
}

/// A whole number, also with the decimals that some programs write (`7.0`), and as `ca. 10`.
pub(super) fn whole_number(written: &str) -> Result<u32, FieldProblem> {
    const ABOUT: [&str; 5] = ["ca", "cirka", "circa", "omtrent", "about"];
    let (word, rest) = written.split_at(written.find(|c: char| !c.is_alphabetic()).unwrap_or_default());
    let is_about = ABOUT.contains(&word.to_lowercase().as_str());
    let written = if is_about { rest.trim_start_matches(['.', ' ', '\u{a0}']) } else { written };
    written.strip_suffix(".0").unwrap_or(written).parse().map_err(|_| FieldProblem::NotANumber)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn about_so_many_is_so_many_and_a_range_is_not_a_number() {
        for written in ["10", "10.0", "ca. 10", "Ca 10", "ca.10", "cirka 10", "omtrent 10", "about 10"] {
            assert_eq!(whole_number(written), Ok(10), "{written}");
        }
        for written in ["10-12", "ca. 10-12", "ca", "ti", "", "rundt 10", "10 ca"] {
            assert_eq!(whole_number(written), Err(FieldProblem::NotANumber), "{written}");
        }
    }

    #[test]
    fn a_line_with_control_characters_is_told_from_two_lines() {
        assert_eq!(check_line("00 00\u{7}"), Err(FieldProblem::ControlCharacters));
        assert_eq!(check_line("00 00\n00 01"), Err(FieldProblem::NotALine));
    }
}
