//! One row of a sheet, with the line that an editor shows for it.

use std::ops::Range;

use super::limits::{LONGEST_CELL, MOST_COLUMNS};
use super::problem::Problem;
use super::writer;
use crate::findings::{Finding, Place};

/// One row. Reading reuses its memory.
#[derive(Debug, Clone, Default)]
pub struct Row {
    record: csv::StringRecord,
    /// Where its cells stand in the text of the row, without blanks around them.
    cells: Vec<Range<usize>>,
    line_breaks: usize,
    line: usize,
    /// Whether its cells were told apart by delimiters.
    is_delimited: bool,
}

impl Row {
    /// The record to read the next row of a text into; [`Row::take_record`] comes after it.
    pub(super) fn record(&mut self) -> &mut csv::StringRecord {
        &mut self.record
    }

    /// Takes in the record that was read, and the line that `line_of` tells of it; false if there is nothing in it.
    pub(super) fn take_record(&mut self, line_of: impl FnOnce(&csv::StringRecord) -> usize) -> bool {
        let is_filled = self.find_cells();
        if is_filled {
            self.line = line_of(&self.record);
            self.is_delimited = true;
        }
        is_filled
    }

    /// Takes in a row of a workbook.
    pub(super) fn take_cells(&mut self, cells: &[String], line: usize) {
        self.record = cells.iter().collect();
        self.line = line;
        self.find_cells();
    }

    /// Takes note of where the cells stand; false if there is nothing in them.
    fn find_cells(&mut self) -> bool {
        let text = self.record.as_slice();
        self.line_breaks = text.bytes().filter(|byte| *byte == b'\n').count();
        self.cells.clear();
        self.cells.extend((0..self.record.len()).filter_map(|column| self.record.range(column)).map(|written| {
            let cell = &text[written.clone()];
            // Most cells have no blanks around them.
            if [cell.bytes().next(), cell.bytes().next_back()].into_iter().all(is_no_blank) {
                return written;
            }
            let start = written.end - cell.trim_start().len();
            start..start + cell.trim().len()
        }));
        self.cells.iter().any(|cell| !cell.is_empty())
    }

    /// Where the text was when the row was looked for; nothing for a row of a workbook.
    pub(super) fn position(&self) -> Option<&csv::Position> {
        self.record.position()
    }

    /// The text of a cell, from 0, without blanks around it; nothing where the row is shorter.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        let cell = self.cells.get(column).and_then(|cell| self.record.as_slice().get(cell.clone()));
        writer::unguarded(cell.unwrap_or_default())
    }

    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// The cells as they were written.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        self.record.iter()
    }

    /// The number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.record.len()
    }

    /// The line of the text file on which the row begins, or the row of the workbook; from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// How many line ends there are within its cells.
    #[must_use]
    pub fn line_breaks(&self) -> usize {
        self.line_breaks
    }

    /// The place of a cell.
    #[must_use]
    pub fn place(&self, column: usize) -> Place {
        Place { line: self.line(), column: column + 1 }
    }

    /// What is wrong with a row of a text that has more cells than there are headings: a delimiter stands within a cell,
    /// and those after it may be in the wrong columns.
    #[must_use]
    pub fn over_headings(&self, file: &str, headings: usize) -> Option<Finding> {
        if !self.is_delimited || self.len() <= headings {
            return None;
        }
        let column = (headings..self.len()).find(|column| !self.cell(*column).is_empty())?;
        let problem = Problem::MoreCellsThanHeadings { headings };
        Some(Finding::error(file, problem).at(self.place(column)).value(self.cell(column)))
    }

    /// What is wrong with a cell that has no value: its formula came to an error, or was never worked out.
    #[must_use]
    pub fn without_value(&self, file: &str, column: usize) -> Option<Finding> {
        let cell = self.cell(column);
        let problem = match cell.as_bytes().first()? {
            b'#' | b'E' if is_error(cell) => Problem::ErrorCell,
            b'=' if !self.is_delimited => Problem::FormulaWithoutValue,
            _ => return None,
        };
        Some(Finding::error(file, problem).at(self.place(column)).value(cell))
    }

    /// Whether it is not too wide and has no cell that is too long. Nothing is searched for in another one.
    #[must_use]
    pub fn is_within_limits(&self) -> bool {
        self.over_limit("").is_none()
    }

    /// What is wrong with a row that is too wide or has too long a cell.
    #[must_use]
    pub fn over_limit(&self, file: &str) -> Option<Finding> {
        if self.len() > MOST_COLUMNS {
            let problem = Problem::RowTooWide { most: MOST_COLUMNS };
            return Some(Finding::error(file, problem).at(self.place(MOST_COLUMNS)));
        }
        if self.record.as_slice().len() <= LONGEST_CELL {
            return None;
        }
        let column = self.written().position(|cell| cell.chars().count() > LONGEST_CELL)?;
        Some(Finding::error(file, Problem::CellTooLong { most: LONGEST_CELL }).at(self.place(column)))
    }
}

fn is_no_blank(byte: Option<u8>) -> bool {
    byte.is_some_and(|byte| byte.is_ascii_graphic())
}

/// The errors of Excel and LibreOffice in English and Norwegian: `#N/A`, `#REF!`, `#NAVN?`, `Err:502`; and what is shown
/// of a number in too narrow a column.
pub(crate) fn is_error(cell: &str) -> bool {
    if let Some(number) = cell.strip_prefix("Err:") {
        return number.len() == 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(name) = cell.strip_prefix('#') else { return false };
    let is_word = |name: &str| !name.is_empty() && !name.contains(|c: char| c.is_lowercase() || c.is_whitespace());
    matches!(name, "N/A" | "I/T" | "GETTING_DATA")
        || (name.len() >= 2 && name.bytes().all(|byte| byte == b'#'))
        || name.strip_suffix(['!', '?']).is_some_and(is_word)
}
