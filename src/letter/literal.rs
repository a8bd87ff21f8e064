//! What stands in a field, on its way through the Markdown reader.
//!
//! A value is put into a template as digits between two characters that mean nothing to anybody, and becomes itself
//! again when the parts of the letter are written. So nothing in a field can become markup. Test:
//! `whatever_stands_in_a_field_comes_out_as_it_went_in`.

use std::fmt::Write;

/// Noncharacters: Unicode keeps them free for use within a program.
const BEGIN: char = '\u{fdd0}';
const END: char = '\u{fdd1}';

/// A piece of a filled-in template.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// What the template says.
    Template(&'t str),
    /// What a field says.
    Literal(String),
}

/// A value as it is put into a template.
pub(super) fn encode(value: &str) -> String {
    let mut encoded = String::with_capacity(2 * value.len() + 6);
    encoded.push(BEGIN);
    for byte in value.bytes() {
        // Writing into a text cannot fail.
        let _ = write!(encoded, "{byte:02x}");
    }
    encoded.push(END);
    encoded
}

/// The pieces of a filled-in template, in their order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, literal, after)) = next(rest) {
        pieces.push(Piece::Template(before));
        pieces.push(Piece::Literal(literal));
        rest = after;
    }
    pieces.push(Piece::Template(rest));
    pieces.retain(|piece| *piece != Piece::Template(""));
    pieces
}

/// A filled-in template with the values in their places, each piece written by `write`.
pub(super) fn written(text: &str, write: impl Fn(&Piece<'_>) -> String) -> String {
    pieces(text).iter().map(write).collect()
}

/// A filled-in template with the values in their places, as they are.
pub(super) fn plain(text: &str) -> String {
    written(text, |piece| piece.text().to_owned())
}

impl Piece<'_> {
    pub(super) fn text(&self) -> &str {
        match self {
            Piece::Template(text) => text,
            Piece::Literal(text) => text,
        }
    }
}

/// The first value, with what stands before and after it.
fn next(text: &str) -> Option<(&str, String, &str)> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (digits, after) = rest.split_once(END)?;
    let bytes: Option<Vec<u8>> = digits.as_bytes().chunks(2).map(byte).collect();
    Some((before, String::from_utf8(bytes?).ok()?, after))
}

fn byte(digits: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_only_looks_like_a_value_stays_as_it_is() {
        for text in ["\u{fdd0}", "\u{fdd0}xx\u{fdd1}", "\u{fdd0}ff\u{fdd1}", "\u{fdd1}41\u{fdd0}", ""] {
            assert_eq!(plain(text), text);
        }
    }

    proptest! {
        #[test]
        fn a_value_comes_out_as_it_went_in(before in "[^\u{fdd0}]*", value in any::<String>(), after in "[^\u{fdd0}]*") {
            let text = format!("{before}{}{after}", encode(&value));
            prop_assert_eq!(plain(&text), format!("{before}{value}{after}"));
        }
    }
}
