//! Quotation marks of a text that are opened and not closed.
//!
//! Whoever reads on swallows the rows below into one cell. Such a mark ends either nowhere, or at the opening mark of a
//! later cell; what stands behind that one then tells (RFC 4180 allows nothing between a closing mark and the delimiter).

use super::delimiter::Delimiter;
use crate::findings::Place;

/// Where the first cell begins whose quotation mark is not closed, in a text that begins on a line.
pub fn unclosed(text: &str, line: usize, delimiter: Delimiter) -> Option<Place> {
    if !text.contains('"') {
        return None;
    }
    let mut walk = Walk { bytes: text.as_bytes(), at: 0, place: Place { line, column: 1 } };
    while walk.at < walk.bytes.len() {
        if walk.bytes[walk.at] == b'"' {
            let opened = walk.place;
            let is_closed = walk.quoted();
            let spans_lines = walk.place.line > opened.line;
            if !is_closed || (spans_lines && !walk.is_between_cells(delimiter)) {
                return Some(opened);
            }
        }
        walk.pass_cell(delimiter);
    }
    None
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
        rest.next().is_none_or(|byte| *byte == delimiter.0 || matches!(byte, b'\r' | b'\n'))
    }

    fn pass_cell(&mut self, delimiter: Delimiter) {
        while let Some(byte) = self.bytes.get(self.at) {
            self.at += 1;
            if *byte == delimiter.0 {
                self.place.column += 1;
                return;
            }
            if *byte == b'\n' {
                self.place = Place { line: self.place.line + 1, column: 1 };
                return;
            }
        }
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
        ] {
            assert_eq!(unclosed(text, 1, Delimiter(b';')), expected, "{text:?}");
        }
    }
}
