//! Walking over the rows of a sheet.
//!
//! Most texts have no quotation mark anywhere: there a row is a line and a cell ends at the next delimiter, which is
//! found many bytes at a time, and several threads can share the work. A text with quotes is read by the csv crate.
//! Both read the same rows.
//!
//! It must never tell another line than the one an editor shows.

use memchr::{memchr, memchr_iter, memchr2};

use super::workbook::GridRow;
use super::{Delimiter, LONGEST_CELL, MOST_COLUMNS, writer};
use crate::findings::{Finding, Place};

/// The rows of a sheet that are left.
#[derive(Debug)]
pub struct Rows<'s>(Kind<'s>);

#[derive(Debug)]
enum Kind<'s> {
    Lines(Lines<'s>),
    Quoted(Box<Quoted<'s>>),
    Grid(std::slice::Iter<'s, GridRow>),
}

impl<'s> Rows<'s> {
    /// Those of a text, from an offset in bytes on.
    pub(super) fn of_text(text: &'s str, has_quotes: bool, offset: usize, delimiter: Delimiter) -> Rows<'s> {
        let (before, text) = text.split_at(offset);
        let line = lines_of(before) + 1;
        Rows(if has_quotes {
            Kind::Quoted(Box::new(Quoted::new(text, line, delimiter)))
        } else {
            Kind::Lines(Lines { text, line, delimiter })
        })
    }

    /// Those of a workbook.
    pub(super) fn of_grid(rows: &'s [GridRow]) -> Rows<'s> {
        Rows(Kind::Grid(rows.iter()))
    }

    /// About how many there are, by the length of the first ones.
    pub(super) fn about(&self) -> usize {
        match &self.0 {
            Kind::Lines(Lines { text, .. }) => about_lines(text),
            Kind::Quoted(quoted) => about_lines(quoted.text),
            Kind::Grid(rows) => rows.len(),
        }
    }

    /// The same rows in their order, divided into at most so many parts; into one if that is quick enough.
    pub(super) fn parts(self, most: usize) -> Vec<Rows<'s>> {
        match self.0 {
            Kind::Lines(lines) => lines.parts(most).into_iter().map(|part| Rows(Kind::Lines(part))).collect(),
            Kind::Quoted(_) | Kind::Grid(_) => vec![self],
        }
    }

    /// Reads the next row that has content into `row`; false at the end.
    pub fn read(&mut self, row: &mut Row) -> bool {
        match &mut self.0 {
            Kind::Lines(lines) => lines.read(row),
            Kind::Quoted(quoted) => quoted.read(row),
            Kind::Grid(rows) => rows.next().is_some_and(|next| {
                row.take_cells(next.line, next.cells.iter().map(String::as_str));
                true
            }),
        }
    }
}

/// How many lines end in a text.
fn lines_of(text: &str) -> usize {
    memchr_iter(b'\n', text.as_bytes()).count()
}

/// About how many lines a text has, a little more rather than less.
fn about_lines(text: &str) -> usize {
    const LOOKED_AT: usize = 1 << 16;
    let start = &text[..text.floor_char_boundary(LOOKED_AT)];
    let lines = lines_of(start) + 1;
    if start.len() == text.len() { lines } else { lines * (text.len() / start.len() + 1) }
}

/// The rows of a text without quotes.
#[derive(Debug)]
struct Lines<'s> {
    /// What is left of it.
    text: &'s str,
    /// The line on which that begins.
    line: usize,
    delimiter: Delimiter,
}

impl<'s> Lines<'s> {
    fn read(&mut self, row: &mut Row) -> bool {
        while !self.text.is_empty() {
            let bytes = self.text.as_bytes();
            let end = memchr2(b'\r', b'\n', bytes).unwrap_or(bytes.len());
            let ended_by = if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
            let next = bytes.len().min(end + ended_by);
            row.take_line(self.line, &self.text[..end], self.delimiter);
            self.line += usize::from(bytes[end..next].ends_with(b"\n"));
            self.text = &self.text[next..];
            if row.has_content() {
                return true;
            }
        }
        false
    }

    /// The same rows in at most so many parts.
    fn parts(self, most: usize) -> Vec<Lines<'s>> {
        const WORTH_A_THREAD: usize = 1 << 20;
        let length = self.text.len() / most.min(self.text.len() / WORTH_A_THREAD).max(1);
        let mut left = self;
        let mut parts = Vec::new();
        while let Some(end) = memchr(b'\n', left.text.as_bytes().get(length..).unwrap_or_default()) {
            let (part, rest) = left.text.split_at(length + end + 1);
            parts.push(Lines { text: part, ..left });
            left = Lines { text: rest, line: left.line + lines_of(part), ..left };
        }
        parts.push(left);
        parts
    }
}

/// The rows of a text with quotes; a cell may hold line ends.
#[derive(Debug)]
struct Quoted<'s> {
    text: &'s str,
    /// The line on which it begins.
    line: usize,
    reader: csv::Reader<&'s [u8]>,
    record: csv::StringRecord,
}

impl<'s> Quoted<'s> {
    fn new(text: &'s str, line: usize, delimiter: Delimiter) -> Quoted<'s> {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(delimiter.0).has_headers(false).flexible(true).from_reader(text.as_bytes());
        Quoted { text, line, reader, record: csv::StringRecord::new() }
    }

    fn read(&mut self, row: &mut Row) -> bool {
        // Of the reader's errors none can occur: the text is in memory, is UTF-8, and rows may
        // differ in length.
        while self.reader.read_record(&mut self.record).unwrap_or(false) {
            row.take_cells(self.line_of_record(), self.record.iter());
            if row.has_content() {
                return true;
            }
        }
        false
    }

    /// The line on which the record begins. What the reader tells is where it began to look for the
    /// record; the line ends that it then passed over are added.
    fn line_of_record(&self) -> usize {
        let Some(position) = self.record.position() else { return self.line };
        let started = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(self.text.len());
        let passed = self.text.as_bytes()[started..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let line = usize::try_from(position.line()).unwrap_or(usize::MAX);
        self.line - 1 + line + passed.filter(|byte| **byte == b'\n').count()
    }
}

/// One row. Reading reuses its memory.
#[derive(Debug, Default)]
pub struct Row {
    /// The cells, with one byte between them.
    text: String,
    /// Where each of them ends.
    ends: Vec<usize>,
    line: usize,
}

impl Row {
    fn take_line(&mut self, line: usize, written: &str, delimiter: Delimiter) {
        self.line = line;
        self.text.clear();
        self.text.push_str(written);
        self.ends.clear();
        self.ends.extend(memchr_iter(delimiter.0, written.as_bytes()));
        self.ends.push(written.len());
    }

    fn take_cells<'c>(&mut self, line: usize, cells: impl Iterator<Item = &'c str>) {
        self.line = line;
        self.text.clear();
        self.ends.clear();
        for cell in cells {
            self.text.push_str(cell);
            self.ends.push(self.text.len());
            self.text.push(' ');
        }
    }

    fn has_content(&self) -> bool {
        self.written().any(|cell| !cell.trim().is_empty())
    }

    fn written_cell(&self, column: usize) -> Option<&str> {
        let end = *self.ends.get(column)?;
        let start = column.checked_sub(1).map_or(0, |before| self.ends[before] + 1);
        self.text.get(start..end)
    }

    /// The text of a cell, from 0, without blanks around it; nothing where the row is shorter.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        let written = self.written_cell(column).unwrap_or_default();
        // Most cells begin and end with a letter or digit: there is nothing to take off.
        match written.as_bytes() {
            [] => written,
            [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => written,
            _ => writer::unguarded(written.trim()),
        }
    }

    /// The cells as they were written.
    pub fn written(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|column| self.written_cell(column))
    }

    /// The number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no cells at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All cells.
    pub fn cells(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|column| self.cell(column))
    }

    /// The line of the text file on which the row begins, or the row of the workbook; from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The place of a cell.
    #[must_use]
    pub fn place(&self, column: usize) -> Place {
        Place { line: self.line(), column: column + 1 }
    }

    /// What is wrong with a row that is too wide or has too long a cell.
    #[must_use]
    pub fn over_limit(&self, file: &str) -> Option<Finding> {
        if self.len() > MOST_COLUMNS {
            return Some(
                Finding::error(file, format!("a row of more than {MOST_COLUMNS} cells"))
                    .at(self.place(MOST_COLUMNS))
                    .remedy("remove the columns that hold nothing for the exercise"),
            );
        }
        if self.text.len() <= LONGEST_CELL {
            return None;
        }
        let column = self.written().position(|cell| cell.chars().count() > LONGEST_CELL)?;
        Some(
            Finding::error(file, format!("a cell of more than {LONGEST_CELL} characters"))
                .at(self.place(column))
                .remedy("look for a quotation mark that is opened there and never closed, or shorten the cell"),
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Sheet;
    use super::*;

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
    }

    #[test]
    fn a_large_text_in_parts_has_the_same_rows_on_the_same_lines() {
        let all = |mut rows: Rows<'_>| {
            let (mut row, mut all) = (Row::default(), Vec::new());
            while rows.read(&mut row) {
                all.push((row.line(), row.cell(0).to_owned()));
            }
            all
        };
        let lines = (0..400_000).map(|index| if index % 7 == 0 { "\r\n".to_owned() } else { format!("{index};b\r\n") });
        let text: String = ["number;b\r\n".to_owned()].into_iter().chain(lines).collect();
        let sheet = Sheet::of_table("t.csv", text.as_bytes()).expect("there is text");
        let after_heading = || {
            let mut rows = sheet.rows(sheet.delimiters()[0]);
            rows.read(&mut Row::default());
            rows
        };
        for number in [1, 2, 3] {
            let parts = after_heading().parts(number);
            assert!((number..=number + 1).contains(&parts.len()), "{}", parts.len());
            assert_eq!(parts.into_iter().flat_map(all).collect::<Vec<_>>(), all(after_heading()));
        }
        let quoted = text + "\"a\r\nb\";c\r\n";
        let sheet = Sheet::of_table("t.csv", quoted.as_bytes()).expect("there is text");
        assert_eq!(sheet.rows(sheet.delimiters()[0]).parts(3).len(), 1, "a cell may hold a line end");
    }

    proptest! {
        #[test]
        fn a_text_without_quotes_is_read_as_the_csv_crate_reads_it(text in "[ab;æ \r\n]{0,40}") {
            let all = |mut rows: Rows<'_>| {
                let (mut row, mut all) = (Row::default(), Vec::new());
                while rows.read(&mut row) {
                    all.push((row.line(), row.written().map(str::to_owned).collect::<Vec<_>>()));
                }
                all
            };
            let delimiter = Delimiter(b';');
            let quoted = Rows(Kind::Quoted(Box::new(Quoted::new(&text, 1, delimiter))));
            prop_assert_eq!(all(Rows::of_text(&text, false, 0, delimiter)), all(quoted));
        }
    }
}
