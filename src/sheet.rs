//! Delimiter-separated text: from bytes to cells with their places, and back to bytes.
//!
//! Everything that is a table in the exercise folder passes through here, so that a file reads the
//! same before and after Excel has saved it: with or without byte order mark, UTF-8 or windows-1252,
//! `;` or `,`. What the cells mean is not known here; the module must never guess at it.

mod text;
mod writer;

use std::borrow::Cow;

use crate::findings::{Finding, Findings, Place};

pub use writer::write;

/// A spreadsheet as text, ready to be read row by row.
#[derive(Debug)]
pub struct Sheet<'b> {
    file: String,
    text: Cow<'b, str>,
    delimiter: u8,
}

impl<'b> Sheet<'b> {
    /// Takes the bytes of a file and works out encoding and delimiter.
    ///
    /// # Errors
    /// A finding when the bytes are no text, or there is no row in them.
    pub fn open(file: &str, bytes: &'b [u8]) -> Result<Sheet<'b>, Box<Finding>> {
        let text = text::decode(file, bytes)?;
        if text.trim().is_empty() {
            return Err(Box::new(
                Finding::error(file, "the file is empty")
                    .remedy("it needs a row of headings and a row for each municipality"),
            ));
        }
        let delimiter = text::delimiter(&text);
        Ok(Sheet { file: file.to_owned(), text, delimiter })
    }

    /// The file as the lead knows it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The rows from the top, headings first; rows without any content are passed over.
    #[must_use]
    pub fn rows(&self) -> Rows<'_> {
        let reader = csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(self.text.as_bytes());
        Rows { reader, text: self.text.as_bytes(), start: 0, line: 1 }
    }
}

/// Walks over the rows of a sheet.
#[derive(Debug)]
pub struct Rows<'s> {
    reader: csv::Reader<&'s [u8]>,
    text: &'s [u8],
    /// Where the last row that was read begins, in bytes, and its line.
    start: usize,
    line: usize,
}

impl Rows<'_> {
    /// Reads the next row that has content into `row`; false at the end.
    pub fn read(&mut self, row: &mut Row) -> bool {
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

    /// The line on which a record begins. The reader's own count takes line ends that come before a
    /// record for a part of it, so lines are counted here.
    fn line_of(&mut self, record: &csv::StringRecord) -> usize {
        let reported = record.position().map_or(0, csv::Position::byte);
        let reported = usize::try_from(reported).unwrap_or(usize::MAX).min(self.text.len());
        let line_ends = self.text[reported..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let start = reported + line_ends;
        self.line += self.text[self.start..start].iter().filter(|byte| **byte == b'\n').count();
        self.start = start;
        self.line
    }
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
        writer::unguarded(self.record.get(column).unwrap_or_default().trim())
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

    /// The line of the text file on which the row begins, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The place of a cell.
    #[must_use]
    pub fn place(&self, column: usize) -> Place {
        Place { line: self.line(), column: column + 1 }
    }
}

/// A table whose headings are agreed upon: the tool's own ones and municipalities.csv.
#[derive(Debug)]
pub struct Table<'s, const N: usize> {
    file: &'s str,
    rows: Rows<'s>,
    headings: Vec<String>,
    at: [usize; N],
}

impl<'s, const N: usize> Table<'s, N> {
    /// Finds the named columns, in whatever order they stand. Missing ones are one finding each.
    pub fn open(sheet: &'s Sheet<'_>, names: [&str; N], findings: &mut Findings) -> Option<Table<'s, N>> {
        let mut rows = sheet.rows();
        let mut heading = Row::default();
        rows.read(&mut heading);
        let headings: Vec<String> = heading.cells().map(str::to_owned).collect();
        let at = names.map(|name| headings.iter().position(|found| found.eq_ignore_ascii_case(name)));
        for (name, _) in names.iter().zip(at).filter(|(_, at)| at.is_none()) {
            findings.push(
                Finding::error(sheet.file(), format!("the column \"{name}\" is missing"))
                    .at(heading.place(0))
                    .remedy(format!("the headings found are: {}", headings.join(", "))),
            );
        }
        let table = Table { file: sheet.file(), rows, headings, at: at.map(Option::unwrap_or_default) };
        at.iter().all(Option::is_some).then_some(table)
    }

    /// Refuses columns that are not among the named ones: the table will be written anew, and
    /// what stands in them would be lost.
    pub fn refuse_other_columns(&self, findings: &mut Findings) {
        for (column, heading) in self.headings.iter().enumerate() {
            if !self.at.contains(&column) && !heading.is_empty() {
                findings.push(
                    Finding::error(self.file, "is a column that ovelse does not keep in this file")
                        .at(Place { line: 1, column: column + 1 })
                        .value(heading)
                        .remedy("move it to a file of your own: this one is written anew each time"),
                );
            }
        }
    }

    /// Reads the next row; false at the end.
    pub fn read(&mut self, row: &mut Row) -> bool {
        self.rows.read(row)
    }

    /// Where the named columns are, in the order they were named.
    #[must_use]
    pub fn columns(&self) -> [usize; N] {
        self.at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(usize, Vec<String>)> {
        let sheet = Sheet::open("t.csv", text.as_bytes()).expect("there is text");
        let mut rows = sheet.rows();
        let mut row = Row::default();
        let mut read = Vec::new();
        while rows.read(&mut row) {
            read.push((row.line(), row.cells().map(str::to_owned).collect()));
        }
        read
    }

    #[test]
    fn the_line_is_the_one_an_editor_shows() {
        let read = lines("a;b\r\n\r\n;;\r\n\"one\r\ntwo\";2\r\n\r\n3;4\r\n");
        assert_eq!(
            read,
            [
                (1, vec!["a".to_owned(), "b".to_owned()]),
                (4, vec!["one\r\ntwo".to_owned(), "2".to_owned()]),
                (7, vec!["3".to_owned(), "4".to_owned()]),
            ]
        );
    }

    #[test]
    fn a_missing_column_names_the_headings_found() {
        let sheet = Sheet::open("m.csv", b"Number;navn\n1;2\n").expect("there is text");
        let mut findings = Findings::new();
        assert!(Table::open(&sheet, ["number", "name"], &mut findings).is_none());
        let shown: Vec<String> = findings.into_iter().map(|f| f.to_string()).collect();
        assert_eq!(
            shown,
            ["m.csv:1:1: error: the column \"name\" is missing\n    the headings found are: Number, navn"]
        );
    }
}
