//! The rows of a text.

use super::delimiter::Delimiter;
use super::row::Row;

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
    pub(super) fn new(text: &'s str, line: usize, delimiter: Delimiter) -> TextRows<'s> {
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.delimiter(delimiter.0).has_headers(false).flexible(true).from_reader(text.as_bytes());
        TextRows { text, line, delimiter, reader }
    }

    pub(super) fn ahead(&self) -> TextRows<'s> {
        self.rows_from(self.reader.position())
    }

    /// Where the next row is looked for.
    pub(super) fn position(&self) -> csv::Position {
        self.reader.position().clone()
    }

    /// The rows from a position on.
    pub(super) fn rows_from(&self, position: &csv::Position) -> TextRows<'s> {
        let (byte, line) = (count(position.byte()), count(position.line()));
        TextRows::new(self.text.get(byte..).unwrap_or_default(), self.line - 1 + line, self.delimiter)
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.text.len().saturating_sub(count(self.reader.position().byte()))
    }

    pub(super) fn read(&mut self, row: &mut Row) -> bool {
        // None of the reader's errors can occur: the text is in memory, is UTF-8, and rows may differ in length.
        while self.reader.read_record(row.record()).unwrap_or(false) {
            if row.take_record(|record| self.line_of(record)) {
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
