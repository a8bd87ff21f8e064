//! Spreadsheets: from bytes to cells with their places, and tables back to bytes.
//!
//! Everything that is a table passes through here, so that a file reads the same before and after a
//! spreadsheet program has saved it: CSV in any encoding and with any delimiter that occurs, or a
//! workbook. What the cells mean is not known here; the module must never guess at it.

mod serial;
mod table;
mod text;
mod workbook;
mod writer;

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fmt;
use std::hash::Hash;

use crate::findings::{Finding, Findings, Place};

pub use serial::Epoch;
pub use table::Table;
pub use text::too_large;
pub use writer::write;

/// The largest file, and the most that a workbook may unpack to.
pub const MOST_BYTES: u64 = 256 * 1024 * 1024;
/// The longest cell; Excel's own limit (Microsoft, "Excel specifications and limits").
pub const LONGEST_CELL: usize = 32_767;
/// The widest row.
pub const MOST_COLUMNS: usize = 1024;

/// A spreadsheet, ready to be read row by row.
#[derive(Debug)]
pub struct Sheet<'b> {
    file: String,
    content: Content<'b>,
    about: String,
}

#[derive(Debug)]
enum Content<'b> {
    Text {
        text: Cow<'b, str>,
        /// The delimiters that are possible.
        delimiters: &'static [Delimiter],
        /// Where the rows begin, in bytes.
        start: usize,
    },
    Grid(workbook::Grid),
}

/// What stands between two cells of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Delimiter(u8);

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            b'\t' => f.write_str("tab"),
            mark => write!(f, "\"{}\"", char::from(mark)),
        }
    }
}

impl<'b> Sheet<'b> {
    /// Takes the bytes of a CSV file whose headings are agreed upon.
    ///
    /// # Errors
    /// A finding when the bytes are no text, or there is no row in them.
    pub fn of_table(file: &str, bytes: &'b [u8]) -> Result<Sheet<'b>, Box<Finding>> {
        if workbook::Kind::of(bytes).is_some() {
            return Err(Box::new(
                Finding::error(file, "this is a workbook, not a CSV file")
                    .remedy("open it in the spreadsheet program and save it as CSV (UTF-8)"),
            ));
        }
        let (text, encoding) = text::decode(file, bytes)?;
        Sheet::of_text(file, text, encoding)
    }

    /// Takes the bytes of any spreadsheet. `sheet` names the one of a workbook that is meant.
    /// Double-encoded letters are repaired, with a warning.
    pub fn open(file: &str, bytes: &'b [u8], sheet: Option<&str>, findings: &mut Findings) -> Option<Sheet<'b>> {
        let opened = match workbook::Kind::of(bytes) {
            Some(kind) => Sheet::of_workbook(file, kind, bytes, sheet),
            None => text::decode(file, bytes).and_then(|(text, encoding)| {
                let text = match text::repaired(&text) {
                    Some(repaired) => {
                        findings.push(repaired.finding(file));
                        Cow::Owned(repaired.text)
                    }
                    None => text,
                };
                Sheet::of_text(file, text, encoding)
            }),
        };
        opened.map_err(|finding| findings.push(*finding)).ok()
    }

    fn of_text(file: &str, text: Cow<'b, str>, encoding: &'static str) -> Result<Sheet<'b>, Box<Finding>> {
        let (delimiters, start) = text::delimiters(&text);
        if text[start..].trim().is_empty() {
            return Err(empty(file));
        }
        let content = Content::Text { text, delimiters, start };
        Ok(Sheet { file: file.to_owned(), content, about: format!("text in {encoding}") })
    }

    fn of_workbook(
        file: &str,
        kind: workbook::Kind,
        bytes: &[u8],
        sheet: Option<&str>,
    ) -> Result<Sheet<'b>, Box<Finding>> {
        let grid = workbook::read(file, kind, bytes, sheet)?;
        let about = format!("workbook ({}), sheet \"{}\"", kind.name(), grid.sheet);
        Ok(Sheet { file: file.to_owned(), content: Content::Grid(grid), about })
    }

    /// The file as the lead knows it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What kind of spreadsheet it is: encoding, or kind of workbook and sheet.
    #[must_use]
    pub fn about(&self) -> &str {
        &self.about
    }

    /// How the file counts days.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        match &self.content {
            Content::Text { .. } => Epoch::Y1900,
            Content::Grid(grid) => grid.epoch,
        }
    }

    /// The delimiters that can be meant, the most probable first. A workbook has one that means nothing.
    #[must_use]
    pub fn delimiters(&self) -> &[Delimiter] {
        match &self.content {
            Content::Text { delimiters, .. } => delimiters,
            Content::Grid(_) => &[Delimiter(b';')],
        }
    }

    /// The rows below the headings whose cell in a column means what that of a row above them does: the place and the
    /// text of the cell, and the line of that row.
    pub fn repeated<K: Hash + Eq>(
        &self,
        column: usize,
        meaning: impl Fn(&str) -> Option<K>,
    ) -> Vec<(Place, String, usize)> {
        let mut seen = HashMap::new();
        let mut repeated = Vec::new();
        let mut rows = self.rows(self.delimiters()[0]);
        let mut row = Row::default();
        rows.read(&mut row);
        while rows.read(&mut row) {
            let Some(key) = meaning(row.cell(column)) else { continue };
            match seen.entry(key) {
                Entry::Occupied(first) => repeated.push((row.place(column), row.cell(column).to_owned(), *first.get())),
                Entry::Vacant(first) => drop(first.insert(row.line())),
            }
        }
        repeated
    }

    /// The rows from the top; rows without any content are passed over.
    #[must_use]
    pub fn rows(&self, delimiter: Delimiter) -> Rows<'_> {
        match &self.content {
            Content::Text { text, start, .. } => Rows::Text(TextRows::new(text.as_bytes(), *start, delimiter)),
            Content::Grid(grid) => Rows::Grid(grid.rows.iter()),
        }
    }
}

fn empty(file: &str) -> Box<Finding> {
    Box::new(
        Finding::error(file, "the file is empty").remedy("it needs a row of headings and a row for each municipality"),
    )
}

/// Walks over the rows of a sheet.
#[derive(Debug)]
pub enum Rows<'s> {
    /// Of a text.
    Text(TextRows<'s>),
    /// Of a workbook.
    Grid(std::slice::Iter<'s, workbook::GridRow>),
}

impl<'s> Rows<'s> {
    /// How many rows there can be that are worth making room for: each ends a line, and holds something.
    fn at_most(&self) -> usize {
        match self {
            Rows::Text(rows) => {
                const SHORT_ROW: usize = 16;
                (memchr::memchr_iter(b'\n', rows.text).count() + 1).min(rows.text.len() / SHORT_ROW)
            }
            Rows::Grid(rows) => rows.len(),
        }
    }

    /// The rows that are left, in their order, divided into at most so many parts; into one if that is quick enough.
    fn parts(self, most: usize) -> Vec<Rows<'s>> {
        match self {
            Rows::Text(rows) => rows.parts(most).into_iter().map(Rows::Text).collect(),
            Rows::Grid(rows) => vec![Rows::Grid(rows)],
        }
    }

    /// Reads the next row that has content into `row`; false at the end.
    pub fn read(&mut self, row: &mut Row) -> bool {
        match self {
            Rows::Text(rows) => rows.read(row),
            Rows::Grid(rows) => rows.next().is_some_and(|next| {
                row.record.clear();
                next.cells.iter().for_each(|cell| row.record.push_field(cell));
                row.line = next.line;
                true
            }),
        }
    }
}

/// Walks over the rows of a text.
#[derive(Debug)]
pub struct TextRows<'s> {
    reader: csv::Reader<&'s [u8]>,
    delimiter: Delimiter,
    /// The rows.
    text: &'s [u8],
    /// How many lines stand before them.
    lines_before: usize,
}

impl<'s> TextRows<'s> {
    fn new(text: &'s [u8], offset: usize, delimiter: Delimiter) -> TextRows<'s> {
        TextRows::after(lines_of(&text[..offset]), &text[offset..], delimiter)
    }

    fn after(lines_before: usize, text: &'s [u8], delimiter: Delimiter) -> TextRows<'s> {
        let reader =
            csv::ReaderBuilder::new().delimiter(delimiter.0).has_headers(false).flexible(true).from_reader(text);
        TextRows { reader, delimiter, text, lines_before }
    }

    /// The rows that are left in at most so many parts. A text with quotes is not divided, as its cells may hold
    /// line ends.
    fn parts(self, most: usize) -> Vec<TextRows<'s>> {
        const WORTH_A_THREAD: usize = 1 << 20;
        let begin = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX).min(self.text.len());
        let (before, mut left) = self.text.split_at(begin);
        let number = most.min(left.len() / WORTH_A_THREAD);
        if number < 2 || memchr::memchr(b'"', left).is_some() {
            return vec![self];
        }
        let length = left.len() / number;
        let mut lines_before = self.lines_before + lines_of(before);
        let mut parts = Vec::new();
        while !left.is_empty() {
            let from = length.min(left.len());
            let end = memchr::memchr(b'\n', &left[from..]).map_or(left.len(), |end| from + end + 1);
            let (part, rest) = left.split_at(end);
            parts.push(TextRows::after(lines_before, part, self.delimiter));
            lines_before += lines_of(part);
            left = rest;
        }
        parts
    }

    fn read(&mut self, row: &mut Row) -> bool {
        // Of the reader's errors none can occur: the text is in memory, is UTF-8, and rows may
        // differ in length.
        while self.reader.read_record(&mut row.record).unwrap_or(false) {
            if row.record.iter().any(|cell| !cell.trim().is_empty()) {
                row.line = self.line_of(&row.record);
                return true;
            }
        }
        false
    }

    /// The line on which a record begins. What the reader tells is where it began to look for the
    /// record; the line ends that it then passed over are added.
    fn line_of(&self, record: &csv::StringRecord) -> usize {
        let Some(position) = record.position() else { return self.lines_before };
        let started = usize::try_from(position.byte()).unwrap_or(usize::MAX).min(self.text.len());
        let passed = self.text[started..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let line = usize::try_from(position.line()).unwrap_or(usize::MAX);
        self.lines_before + line + passed.filter(|byte| **byte == b'\n').count()
    }
}

/// How many lines end in a text.
fn lines_of(text: &[u8]) -> usize {
    memchr::memchr_iter(b'\n', text).count()
}

/// One row. Reading reuses its memory.
#[derive(Debug, Default)]
pub struct Row {
    record: csv::StringRecord,
    line: usize,
}

impl Row {
    /// The text of a cell, from 0, without blanks around it; nothing where the row is shorter.
    #[must_use]
    pub fn cell(&self, column: usize) -> &str {
        let written = self.record.get(column).unwrap_or_default();
        // Most cells begin and end with a letter or digit: there is nothing to take off.
        match written.as_bytes() {
            [] => written,
            [first, .., last] if first.is_ascii_alphanumeric() && last.is_ascii_alphanumeric() => written,
            _ => writer::unguarded(written.trim()),
        }
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

    /// Whether there are no cells at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.record.is_empty()
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
        if self.record.len() > MOST_COLUMNS {
            return Some(
                Finding::error(file, format!("a row of more than {MOST_COLUMNS} cells"))
                    .at(self.place(MOST_COLUMNS))
                    .remedy("remove the columns that hold nothing for the exercise"),
            );
        }
        if self.record.as_slice().len() <= LONGEST_CELL {
            return None;
        }
        let column = self.record.iter().position(|cell| cell.chars().count() > LONGEST_CELL)?;
        Some(
            Finding::error(file, format!("a cell of more than {LONGEST_CELL} characters"))
                .at(self.place(column))
                .remedy("look for a quotation mark that is opened there and never closed, or shorten the cell"),
        )
    }
}

#[cfg(test)]
mod tests {
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
}
