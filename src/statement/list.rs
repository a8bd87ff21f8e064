//! Lists as they were delivered, for asking about a municipality that is gone from one.
//!
//! A file is a later delivery of a list that was imported before if
//!
//! - it has the same name and a municipality in common with it; or
//! - at least half of the rows of that list are in it, whatever it is called.
//!
//! So a list of other municipalities under a name that was used before is another list. Rows that could not be read are in no
//! delivery: then those of the one before are kept, and asked about once all rows can be read.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::municipality::Number;

/// What standard input is called. Two lists from it are not the same because of their name.
pub const STANDARD_INPUT: &str = "stdin";

/// The rows of a file, as it was delivered once: by municipality, the identity of what the last of its rows says, whenever that
/// was received.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct List(BTreeMap<Number, String>);

impl From<BTreeMap<Number, String>> for List {
    fn from(rows: BTreeMap<Number, String>) -> List {
        List(rows)
    }
}

impl List {
    /// Whether it, under a name, is a later delivery of another list.
    #[must_use]
    pub fn is_later(&self, name: &str, former: &List, former_name: &str) -> bool {
        let is_named = name == former_name && name != STANDARD_INPUT;
        let same_rows = former.0.iter().filter(|(municipality, row)| self.0.get(*municipality) == Some(*row)).count();
        is_named && former.municipalities().any(|municipality| self.names(municipality))
            || same_rows > 0 && same_rows * 2 >= former.0.len()
    }

    /// Whether a municipality is in it.
    #[must_use]
    pub fn names(&self, municipality: Number) -> bool {
        self.0.contains_key(&municipality)
    }

    /// Those that are in it.
    pub fn municipalities(&self) -> impl Iterator<Item = Number> {
        self.0.keys().copied()
    }

    /// Adds the rows of another one, of municipalities that are not in this one.
    pub fn complete(&mut self, other: &List) {
        for (municipality, row) in &other.0 {
            self.0.entry(*municipality).or_insert_with(|| row.clone());
        }
    }

    /// Adds further rows of the same file, which come after those that are there.
    pub fn extend(&mut self, further: List) {
        self.0.extend(further.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Municipalities with what their rows say.
    fn list(rows: &[(&str, &str)]) -> List {
        List(rows.iter().map(|(number, row)| (number.parse().expect("a number"), (*row).to_owned())).collect())
    }

    #[test]
    fn a_list_is_known_by_its_name_or_by_half_of_its_rows() {
        let former = list(&[("3025", "a"), ("3002", "b"), ("3001", "c")]);
        let is_later = |name: &str, rows: &[(&str, &str)]| list(rows).is_later(name, &former, "july.csv");
        assert!(is_later("other.csv", &[("3025", "a"), ("3002", "b")]));
        assert!(!is_later("other.csv", &[("3025", "a")]), "less than half");
        assert!(!is_later("other.csv", &[("3025", "x"), ("3002", "y"), ("3001", "z")]), "the same municipalities");
        assert!(is_later("july.csv", &[("3025", "x")]));
        assert!(!is_later("july.csv", &[("0301", "a")]), "other municipalities");
        assert!(!list(&[("3025", "x")]).is_later(STANDARD_INPUT, &former, STANDARD_INPUT));
    }
}
