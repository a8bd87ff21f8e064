//! The rows of one list, read ahead: from below its headings to those of the next list.

use std::collections::HashSet;

use super::vocabulary::Vocabulary;
use crate::municipality::Municipalities;
use crate::sheet::{Row, Rows};

/// The rows of a list that are left, without those that are not read because they are too wide or too long.
pub struct ListRows<'l> {
    rows: Rows<'l>,
    vocabulary: &'l Vocabulary<'l>,
    municipalities: &'l Municipalities,
    /// A row that begins as another one did that was no heading is none either.
    no_headings: HashSet<String>,
}

impl<'l> ListRows<'l> {
    /// Those of the list whose headings come before these rows.
    pub fn new(rows: Rows<'l>, vocabulary: &'l Vocabulary<'l>, municipalities: &'l Municipalities) -> ListRows<'l> {
        ListRows { rows, vocabulary, municipalities, no_headings: HashSet::new() }
    }

    /// The same rows once more.
    pub fn again(&self) -> ListRows<'l> {
        ListRows::new(self.rows.ahead(), self.vocabulary, self.municipalities)
    }

    /// Reads the next row into `row`; false at the end of the list.
    pub fn read(&mut self, row: &mut Row) -> bool {
        // So many different beginnings are kept.
        const MOST: usize = 10_000;
        while self.rows.read(row) {
            if !row.is_within_limits() {
                continue;
            }
            if self.no_headings.contains(row.cell(0)) {
                return true;
            }
            if self.vocabulary.as_headings(row, self.municipalities).asks {
                return false;
            }
            if self.no_headings.len() < MOST {
                self.no_headings.insert(row.cell(0).to_owned());
            }
            return true;
        }
        false
    }
}
