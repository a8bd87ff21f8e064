//! Walking over the rows of a sheet, with the line that an editor shows for each of them.

use std::ops::Range;
use std::thread::Scope;

use super::delimiter::Delimiter;
use super::limits::{LONGEST_CELL, MOST_COLUMNS};
use super::problem::Problem;
use super::read_ahead::RowsAhead;
use super::workbook::GridRow;
use super::writer;
use crate::findings::{Finding, Place};

/// The rows of a sheet that are left.
#[derive(Debug)]
pub struct Rows<'s>(Kind<'s>);

#[derive(Debug)]
enum Kind<'s> {
    Text(Box<TextRows<'s>>),
    Ahead(Box<RowsAhead<'s>>),
    Grid(std::slice::Iter<'s, GridRow>),
}

impl<'s> Rows<'s> {
    /// Those of a text, from an offset in bytes on.
    pub(super) fn of_text(text: &'s str, offset: usize, delimiter: Delimiter) -> Rows<'s> {
        let (before, text) = text.split_at(offset);
        let line = before.matches('\n').count() + 1;
        Rows(Kind::Text(Box::new(TextRows::new(text, line, delimiter))))
    }

    /// Those of a workbook.
    pub(super) fn of_grid(rows: &'s [GridRow]) -> Rows<'s> {
        Rows(Kind::Grid(rows.iter()))
    }

    /// The rows that are left, once more.
    pub fn ahead(&self) -> Rows<'s> {
        match &self.0 {
            Kind::Text(rows) => Rows(Kind::Text(Box::new(rows.ahead()))),
            Kind::Ahead(rows) => Rows(Kind::Text(Box::new(rows.ahead()))),
            Kind::Grid(rows) => Rows(Kind::Grid(rows.clone())),
        }
    }

    /// The same rows; those of a long text are told apart by a thread of their own.
    pub fn read_ahead<'scope>(self, scope: &'scope Scope<'scope, '_>) -> Rows<'s>
    where
        's: 'scope,
    {
        match self.0 {
            Kind::Text(rows) => Rows(match RowsAhead::begin(*rows, scope) {
                Ok(rows) => Kind::Ahead(Box::new(rows)),
                Err(rows) => Kind::Text(Box::new(rows)),
            }),
            other => Rows(other),
        }
    }

    /// Reads the next row that has content into `row`; false at the end.
    pub fn read(&mut self, row: &mut Row) -> bool {
        #[cfg(test)]
        tests::READ.with(|read| read.set(read.get() + 1));
        match &mut self.0 {
            Kind::Text(rows) => rows.read(row),
            Kind::Ahead(rows) => rows.read(row),
            Kind::Grid(rows) => rows.next().is_some_and(|next| {
                row.record = next.cells.iter().collect();
                row.line = next.line;
                row.find_cells();
                true
            }),
        }
    }
}

/// The rows of a text that are left.
#[derive(Debug)]
pub struct TextRows<'s> {
    text: &'s str,
    /// The line on which the text begins.
    line: usize,
    delimiter: Delimiter,
    reader: csv::Reader<&'s [u8]>,
}

impl<'s> TextRows<'s> {
    fn new(text: &'s str, line: usize, delimiter: Delimiter) -> TextRows<'s> {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(delimiter.0).has_headers(false).flexible(true).from_reader(text.as_bytes());
        TextRows { text, line, delimiter, reader }
    }

    pub(super) fn ahead(&self) -> TextRows<'s> {
        self.from_position(self.reader.position())
    }

    /// Where the next row is looked for.
    pub(super) fn position(&self) -> csv::Position {
        self.reader.position().clone()
    }

    /// The rows from a position on.
    pub(super) fn from_position(&self, position: &csv::Position) -> TextRows<'s> {
        let (byte, line) = (count(position.byte()), count(position.line()));
        TextRows::new(self.text.get(byte..).unwrap_or_default(), self.line - 1 + line, self.delimiter)
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.text.len().saturating_sub(count(self.reader.position().byte()))
    }

    pub(super) fn read(&mut self, row: &mut Row) -> bool {
        // None of the reader's errors can occur: the text is in memory, is UTF-8, and rows may differ in length.
        while self.reader.read_record(&mut row.record).unwrap_or(false) {
            if row.find_cells() {
                row.line = self.line_of(&row.record);
                row.is_delimited = true;
                return true;
            }
        }
        false
    }

    /// The line on which a record begins. The reader tells where it began to look for the record; the line ends that
    /// it then passed over are added.
    fn line_of(&self, record: &csv::StringRecord) -> usize {
        let Some(position) = record.position() else { return self.line };
        let started = count(position.byte()).min(self.text.len());
        let passed = self.text.as_bytes()[started..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        self.line - 1 + count(position.line()) + passed.filter(|byte| **byte == b'\n').count()
    }
}

/// Of what is in memory there are never more.
fn count(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

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

#[cfg(test)]
pub(crate) mod tests {
    use std::cell::Cell;

    use super::super::Sheet;
    use super::*;

    thread_local! {
        /// How many rows this test has read.
        pub(crate) static READ: Cell<usize> = const { Cell::new(0) };
    }

    fn lines(text: &str) -> Vec<(usize, Vec<String>)> {
        let sheet = Sheet::of_table("t.csv", text.as_bytes()).expect("there is text");
        let mut rows = sheet.rows(sheet.delimiters()[0]);
        let mut row = Row::default();
        let mut read = Vec::new();
        while rows.read(&mut row) {
            read.push((row.line(), row.cells().map(str::to_owned).collect()));
        }
        read
    }

    fn cells(cells: [&str; 2]) -> Vec<String> {
        cells.map(str::to_owned).to_vec()
    }

    #[test]
    fn the_line_is_the_one_an_editor_shows() {
        let read = lines("a;b\r\n\r\n;;\r\n\"one\r\ntwo\";2\r\n\r\n3;4\r\n");
        assert_eq!(read, [(1, cells(["a", "b"])), (4, cells(["one\r\ntwo", "2"])), (7, cells(["3", "4"]))]);
        assert_eq!(lines("sep=|\r\na|b\r\n"), [(2, cells(["a", "b"]))]);
        assert_eq!(lines("a;b\n\n1;2\n"), [(1, cells(["a", "b"])), (3, cells(["1", "2"]))]);
    }

    #[test]
    fn rows_that_a_thread_tells_apart_are_the_same_and_can_be_read_once_more_from_each_of_them() {
        let text: String = (0..120_000).map(|row| format!("{row};\"a\nb\"\r\n\r\n")).collect();
        let sheet = Sheet::of_table("t.csv", text.as_bytes()).expect("there is text");
        let delimiter = sheet.delimiters()[0];
        std::thread::scope(|scope| {
            let (mut rows, mut ahead) = (sheet.rows(delimiter), sheet.rows(delimiter).read_ahead(scope));
            assert!(matches!(ahead.0, Kind::Ahead(_)));
            let (mut row, mut other, mut again) = (Row::default(), Row::default(), Row::default());
            for number in 0.. {
                if number % 999 < 3 {
                    assert_eq!(
                        (ahead.ahead().read(&mut again), again.line()),
                        (rows.ahead().read(&mut row), row.line())
                    );
                }
                let is_row = rows.read(&mut row);
                assert_eq!(ahead.read(&mut other), is_row);
                if !is_row {
                    break;
                }
                assert_eq!((row.line(), &row.record), (other.line(), &other.record));
            }
        });
    }

    #[test]
    fn what_is_read_ahead_are_the_rows_that_are_left_with_their_lines() {
        let sheet = Sheet::of_table("t.csv", b"sep=;\r\na;\"b\r\nc\"\r\n\r\n1;2\r\n\r\n3;4").expect("there is text");
        let mut rows = sheet.rows(sheet.delimiters()[0]);
        let mut row = Row::default();
        let mut left = |mut rows: Rows<'_>| {
            let mut lines = Vec::new();
            while rows.read(&mut row) {
                lines.push((row.line(), row.cell(0).to_owned()));
            }
            lines
        };
        assert_eq!(left(rows.ahead()).len(), 3);
        rows.read(&mut Row::default());
        assert_eq!(left(rows.ahead()), [(5, "1".to_owned()), (7, "3".to_owned())]);
        rows.read(&mut Row::default());
        assert_eq!(left(rows.ahead().ahead()), [(7, "3".to_owned())]);
        rows.read(&mut Row::default());
        assert_eq!(left(rows.ahead()), []);
    }
}
