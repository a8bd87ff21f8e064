//! Spreadsheets: from bytes to cells with their places, and tables back to bytes.
//!
//! Everything that is a table passes through here, so that a file reads the same before and after a
//! spreadsheet program has saved it: CSV in any encoding and with any delimiter that occurs, or a
//! workbook. What the cells mean is not known here.

mod delimiter;
mod form;
mod limits;
mod problem;
mod quotes;
mod read_ahead;
mod row;
mod rows;
mod serial;
mod table;
mod text;
mod text_rows;
mod workbook;
mod writer;

use std::borrow::Cow;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::Hash;

use crate::findings::{Finding, Findings, Place, Sentence, quoted};
use crate::text::composed;

use problem::{About, Problem};

pub(crate) use delimiter::Delimiter;
pub(crate) use form::{FORM_LISTS, FormMarker};
pub(crate) use limits::MOST_BYTES;
pub(crate) use row::{Row, is_error};
pub(crate) use rows::Rows;
#[cfg(test)]
pub(crate) use rows::tests::READ;
pub(crate) use serial::Epoch;
pub(crate) use table::Table;
pub(crate) use text::{too_large, words};
pub(crate) use writer::write;

/// A spreadsheet, ready to be read row by row.
#[derive(Debug)]
pub struct Sheet<'b> {
    file: String,
    content: Content<'b>,
}

#[derive(Debug)]
enum Content<'b> {
    Text {
        text: Cow<'b, str>,
        encoding: &'static str,
        /// The delimiters that are possible.
        delimiters: &'static [Delimiter],
        /// Where the rows begin, in bytes.
        start: usize,
        /// Whether there are quotation marks.
        has_quotes: bool,
    },
    Grid {
        grid: workbook::Grid,
        format: &'static str,
    },
}

impl<'b> Sheet<'b> {
    /// Takes the bytes of a CSV file whose headings are agreed upon.
    ///
    /// # Errors
    /// A finding when the bytes are no text, or there is no row in them.
    pub fn of_table(file: &str, bytes: &'b [u8]) -> Result<Sheet<'b>, Box<Finding>> {
        if let Some(kind) = workbook::Kind::of(bytes) {
            return Err(Box::new(Finding::error(file, kind.refusal().unwrap_or(Problem::WorkbookForCsv))));
        }
        Sheet::of_text(file, text::decode(file, bytes)?)
    }

    /// Takes the bytes of any spreadsheet. `sheet` names the one of a workbook that is meant.
    /// Double-encoded letters are repaired, with a warning.
    pub fn open(file: &str, bytes: &'b [u8], sheet: Option<&str>, findings: &mut Findings) -> Option<Sheet<'b>> {
        if is_lock(file) {
            findings.push(Finding::notice(file, Problem::LockFile));
            return None;
        }
        let opened = match workbook::Kind::of(bytes) {
            Some(kind) => Sheet::of_workbook(file, kind, bytes, sheet, findings),
            None => text::decode(file, bytes).and_then(|mut decoded| {
                if let Some(repaired) = text::repaired(&decoded.text) {
                    findings.push(repaired.finding(file));
                    decoded.text = Cow::Owned(repaired.text);
                }
                Sheet::of_text(file, decoded)
            }),
        };
        opened.map_err(|finding| findings.push(*finding)).ok()
    }

    fn of_text(file: &str, decoded: text::Decoded<'b>) -> Result<Sheet<'b>, Box<Finding>> {
        let text::Decoded { text, encoding } = decoded;
        let text = composed(text);
        let (delimiters, start) = text::delimiters(&text);
        if text[start..].trim().is_empty() {
            return Err(Box::new(Finding::error(file, Problem::Empty)));
        }
        let has_quotes = memchr::memchr(b'"', text.as_bytes()).is_some();
        Ok(Sheet { file: file.to_owned(), content: Content::Text { text, encoding, delimiters, start, has_quotes } })
    }

    fn of_workbook(
        file: &str,
        kind: workbook::Kind,
        bytes: &[u8],
        sheet: Option<&str>,
        findings: &mut Findings,
    ) -> Result<Sheet<'b>, Box<Finding>> {
        let grid = workbook::read(file, kind, bytes, sheet, findings)?;
        Ok(Sheet { file: file.to_owned(), content: Content::Grid { grid, format: kind.name() } })
    }

    /// The file as the lead knows it.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// What kind of spreadsheet it is.
    #[must_use]
    pub fn about(&self, delimiter: Delimiter) -> Sentence {
        match &self.content {
            Content::Text { encoding, .. } => About::Text { encoding, delimiter }.into(),
            Content::Grid { grid, format } => About::Workbook { format, name: quoted(&grid.sheet) }.into(),
        }
    }

    /// How the file counts days.
    #[must_use]
    pub fn epoch(&self) -> Epoch {
        match &self.content {
            Content::Text { .. } => Epoch::Y1900,
            Content::Grid { grid, .. } => grid.epoch,
        }
    }

    /// What a registration form of this program says of itself; nothing for any other spreadsheet.
    #[must_use]
    pub(crate) fn form(&self) -> Option<&FormMarker> {
        match &self.content {
            Content::Text { .. } => None,
            Content::Grid { grid, .. } => grid.form.as_ref(),
        }
    }

    /// The delimiters that can be meant, the most probable first. A workbook has one that means nothing.
    #[must_use]
    pub fn delimiters(&self) -> &[Delimiter] {
        match &self.content {
            Content::Text { delimiters, .. } => delimiters,
            Content::Grid { .. } => &[Delimiter(b';')],
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

    /// Whether it is a text that ends without the end of a line.
    #[must_use]
    pub(crate) fn ends_in_a_row(&self) -> bool {
        matches!(&self.content, Content::Text { text, .. } if !text.ends_with(['\n', '\r']))
    }

    /// What is wrong with a text in which a quotation mark is opened and not closed: its rows cannot be told apart.
    #[must_use]
    pub fn unclosed_quote(&self, delimiter: Delimiter) -> Option<Finding> {
        let Content::Text { text, start, has_quotes: true, .. } = &self.content else { return None };
        let line = text[..*start].matches('\n').count() + 1;
        let place = quotes::unclosed(&text[*start..], line, delimiter)?;
        Some(Finding::error(&self.file, Problem::UnclosedQuote).at(place))
    }

    /// What is wrong with a text whose rows cannot be told apart: a quotation mark is opened and not closed, or two marks
    /// are perhaps ditto marks. The tool's own tables have none of these.
    #[must_use]
    pub fn misleading_quote(&self, delimiter: Delimiter) -> Option<Finding> {
        let Content::Text { text, start, has_quotes: true, .. } = &self.content else { return None };
        let line = text[..*start].matches('\n').count() + 1;
        let ambiguous = || {
            let (place, last) = quotes::ambiguous(&text[*start..], line, delimiter)?;
            Some(Finding::error(&self.file, Problem::DittoMarks { last }).at(place))
        };
        self.unclosed_quote(delimiter).or_else(ambiguous)
    }

    /// The line on which the sheet ends; nothing for a text whose lines cannot be counted.
    #[must_use]
    pub fn last_line(&self) -> usize {
        match &self.content {
            Content::Text { text, .. } => {
                let ends = text.as_bytes().iter().filter(|byte| **byte == b'\n').count();
                ends + usize::from(ends > 0 && !text.ends_with('\n'))
            }
            Content::Grid { grid, .. } => grid.rows.last().map_or(0, |row| row.line),
        }
    }

    /// The rows from the top; rows without any content are passed over.
    #[must_use]
    pub fn rows(&self, delimiter: Delimiter) -> Rows<'_> {
        match &self.content {
            Content::Text { text, start, .. } => Rows::of_text(text, *start, delimiter),
            Content::Grid { grid, .. } => Rows::of_grid(&grid.rows),
        }
    }
}

/// Whether a file is one that Excel or LibreOffice writes beside a workbook while it is open.
fn is_lock(file: &str) -> bool {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.starts_with("~$") || name.starts_with(".~lock.")
}
