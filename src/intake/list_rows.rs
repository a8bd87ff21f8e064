//! The rows of one list, read ahead: from below its headings to those of the next list.

use super::context::Intake;
use super::vocabulary::Vocabulary;
use crate::sheet::{Row, Rows};

/// The rows of a list that are left, without those that are not read because they are too wide or too long.
pub struct ListRows<'l> {
    rows: Rows<'l>,
    vocabulary: &'l Vocabulary<'l>,
    intake: &'l Intake<'l>,
}

impl<'l> ListRows<'l> {
    /// Those of the list whose headings come before these rows.
    pub fn new(rows: Rows<'l>, vocabulary: &'l Vocabulary<'l>, intake: &'l Intake<'l>) -> ListRows<'l> {
        ListRows { rows, vocabulary, intake }
    }

    /// The same rows once more.
    pub fn again(&self) -> ListRows<'l> {
        ListRows::new(self.rows.ahead(), self.vocabulary, self.intake)
    }

    /// Reads the next row into `row`; false at the end of the list.
    pub fn read(&mut self, row: &mut Row) -> bool {
        while self.rows.read(row) {
            if row.is_within_limits() {
                return !self.vocabulary.asks(row, self.intake);
            }
        }
        false
    }
}
