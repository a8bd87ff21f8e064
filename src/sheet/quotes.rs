//! Quotation marks of a text that are opened and not closed, or that are perhaps none.
//!
//! Whoever reads on behind a mark that is not closed swallows the rows below into one cell. Such a mark ends either nowhere,
//! or at the opening mark of a later cell; what stands behind that one then tells (RFC 4180 allows nothing between a closing
//! mark and the delimiter).
//!
//! It does not tell where both are ditto marks, alone in their cells: the second one stands before a delimiter or the end of
//! the line, as one does that closes a cell. So the text between two marks has two readings if, both taken for characters,
//!
//! - the first and the last of its lines have as many cells as the whole row has with them taken for quotation marks, and
//!   that is more than one: what was swallowed looks like rows of the list;
//! - or each of them is alone in its cell: a delimiter or the end of the line stands behind the first one, and a delimiter
//!   before the second.
//!
//! All other text of several lines has one reading: a comment with line breaks has no delimiters in its first and last
//! lines, or not so many that each of them would be a row.

use super::delimiter::Delimiter;
use crate::findings::Place;

/// Where the first cell begins whose quotation mark is not closed, in a text that begins on a line.
pub fn unclosed(text: &str, line: usize, delimiter: Delimiter) -> Option<Place> {
    let mut walk = Walk { bytes: text.as_bytes(), at: 0, place: Place { line, column: 1 } };
    while walk.at < walk.bytes.len() {
        if walk.bytes[walk.at] == b'"' {
            let (opened, start) = (walk.place, walk.at);
            let is_closed = walk.quoted();
            let spans_lines = walk.bytes[start..walk.at].iter().copied().any(is_line_end);
            if !is_closed || (spans_lines && !walk.is_between_cells(delimiter)) {
                return Some(opened);
            }
        }
        walk.pass_cell(delimiter);
    }
    None
}

/// Where a cell begins whose quotation marks are perhaps ditto marks, and the line on which it ends.
pub fn ambiguous(text: &str, line: usize, delimiter: Delimiter) -> Option<(Place, usize)> {
    let mut walk = Walk { bytes: text.as_bytes(), at: 0, place: Place { line, column: 1 } };
    let mut quoted: Vec<Quoted<'_>> = Vec::new();
    while walk.at < walk.bytes.len() {
        if walk.bytes[walk.at] == b'"' {
            let (opened, start) = (walk.place, walk.at + 1);
            walk.quoted();
            let content = &walk.bytes[start..walk.at.max(start + 1) - 1];
            quoted.push(Quoted { content, opened, last_line: walk.place.line });
        }
        let cells = walk.place.column;
        if walk.pass_cell(delimiter) {
            if let Some(found) = quoted.iter().find(|quoted| quoted.has_two_readings(cells, delimiter)) {
                return Some((found.opened, found.last_line));
            }
            quoted.clear();
        }
    }
    None
}

/// What stands between two marks in a row.
struct Quoted<'t> {
    content: &'t [u8],
    opened: Place,
    last_line: usize,
}

impl Quoted<'_> {
    /// `cells` is how many the row has, with the marks taken for quotation marks.
    fn has_two_readings(&self, cells: usize, delimiter: Delimiter) -> bool {
        let is_delimiter = |byte: &u8| *byte == delimiter.0;
        let begins = self.content.first().is_some_and(|byte| is_delimiter(byte) || is_line_end(*byte));
        if begins && self.content.last().is_some_and(is_delimiter) {
            return true;
        }
        let mut lines = self.content.split(|byte| is_line_end(*byte));
        let (Some(first), Some(last)) = (lines.next(), lines.next_back()) else { return false };
        let delimiters = |line: &[u8]| line.iter().filter(|byte| is_delimiter(byte)).count();
        let (before, behind) = (self.opened.column - 1, cells - self.opened.column);
        cells > 1 && delimiters(first) == behind && delimiters(last) == before
    }
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\r' | b'\n')
}

struct Walk<'t> {
    bytes: &'t [u8],
    at: usize,
    place: Place,
}

impl Walk<'_> {
    /// Passes over what stands between quotation marks; false if there is no closing one.
    fn quoted(&mut self) -> bool {
        self.at += 1;
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\n' => self.place.line += 1,
                b'"' if self.bytes.get(self.at) == Some(&b'"') => self.at += 1,
                b'"' => return true,
                _ => {}
            }
        }
        false
    }

    fn is_between_cells(&self, delimiter: Delimiter) -> bool {
        let mut rest = self.bytes[self.at..].iter().skip_while(|byte| **byte == b' ');
        rest.next().is_none_or(|byte| *byte == delimiter.0 || is_line_end(*byte))
    }

    /// Passes over the rest of a cell and what ends it; whether that is the end of the row.
    fn pass_cell(&mut self, delimiter: Delimiter) -> bool {
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            if *byte == delimiter.0 {
                self.place.column += 1;
                return false;
            }
            // An old Mac ends its lines with the first of the two alone.
            let is_new_line = *byte == b'\n';
            if is_new_line || *byte == b'\r' && self.bytes.get(self.at) != Some(&b'\n') {
                self.place = Place { line: self.place.line + usize::from(is_new_line), column: 1 };
                return true;
            }
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_that_is_not_closed_is_found_where_it_opens() {
        let at = |line, column| Some(Place { line, column });
        for (text, expected) in [
            ("a;b\n1;\"2\n3;4\n", at(2, 2)),
            ("a;b\n1;\"2\n3;4\n5;\"six\"\n", at(2, 2)),
            ("a;b\n1;\"2\"\"\n3;4", at(2, 2)),
            ("\"a", at(1, 1)),
            ("a;b\r\n1;\"2\r\n3\"\r\n\"5\";6\r\n", None),
            ("a;\"say \"\"x\"\"\"\n\"1\";2", None),
            ("12\" screen;b\n1;2", None),
            ("\"Ida\" Example;b\n1;2", None),
            ("\"a\" ;b", None),
            ("a;b\r1;\"2\r3;4\r5;\"six\"\r", at(1, 2)),
        ] {
            assert_eq!(unclosed(text, 1, Delimiter(b';')), expected, "{text:?}");
        }
    }

    #[test]
    fn ditto_marks_are_told_from_comments_of_several_lines() {
        let at = |line, column, last| Some((Place { line, column }, last));
        for (text, expected) in [
            ("a;b;c\n1;2;\"\n3;4;x\n5;6;\"\n", at(2, 3, 4)),
            ("a;b;c\r\n1;2;\"\r\n3;4;\"\r\n", at(2, 3, 3)),
            ("a;b;c\n1;2;\"\n3;4\n5;6;\"", at(2, 3, 4)),
            ("a;b;c\n1;2;\"\n3;\"\n", at(2, 3, 3)),
            ("a;b;c\n1;\";x\n3;4;y\n5;\";z\n", at(2, 2, 4)),
            ("a;b;c;d\n1;2;\";\"\n", at(2, 3, 2)),
            ("a;b;c\r1;2;\"\r3;4;\"\r", at(1, 3, 1)),
            ("a;b\n\"x;y\nz\";2\n", at(2, 1, 3)),
            ("a;b;c\n1;2;\"x\ny\nz\"\n", None),
            ("a;b;c\n1;2;\"x;y\n\nz; z\"\n", None),
            ("a;b;c\n1;\"\nx\n\";3\n", None),
            ("\"Title\nof two lines\"\na;b\n1;2\n", None),
            ("a;\"b\n(c)\";d\n1;\"24.11;29.11;\";3\n", None),
            ("a;b;c\n1;2;\"\"\n3;4;\"\"\n", None),
            ("a;b\n1;\"x\n\"", None),
        ] {
            assert_eq!(ambiguous(text, 1, Delimiter(b';')), expected, "{text:?}");
        }
    }
}
