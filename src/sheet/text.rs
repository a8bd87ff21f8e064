//! From bytes to text: the encoding and the delimiter of a spreadsheet.
//!
//! The encoding is decided by rule (byte order mark, else strict UTF-8, else windows-1252), never by
//! statistics: the same bytes always read the same.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::findings::Finding;

/// The text of a file.
///
/// # Errors
/// A finding when the bytes are no text in any encoding that a spreadsheet program writes.
pub fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<Cow<'b, str>, Box<Finding>> {
    if bytes.starts_with(b"PK\x03\x04") {
        return Err(Box::new(
            Finding::error(file, "this is a workbook, not a CSV file")
                .remedy("open it in the spreadsheet program and save it as CSV"),
        ));
    }
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = &bytes[mark..];
    let text = encoding
        .decode_without_bom_handling_and_without_replacement(body)
        .or_else(|| (mark == 0).then(|| WINDOWS_1252.decode_without_bom_handling(body).0))
        .ok_or_else(|| damaged(file, &format!("its bytes are not {}, as its first ones say", encoding.name())))?;
    if text.contains('\0') {
        return Err(damaged(file, "it holds zero bytes"));
    }
    Ok(text)
}

fn damaged(file: &str, why: &str) -> Box<Finding> {
    Box::new(
        Finding::error(file, format!("this is not a text file: {why}"))
            .remedy("save it anew from the spreadsheet program as CSV (UTF-8)"),
    )
}

/// `;` if the first line that is not blank has one outside quotes, else `,`.
pub fn delimiter(text: &str) -> u8 {
    let first = text.trim_start().lines().next().unwrap_or_default();
    let outside_quotes = |wanted: char| {
        let mut quoted = false;
        first.chars().any(|c| {
            quoted ^= c == '"';
            c == wanted && !quoted
        })
    };
    if outside_quotes(';') { b';' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_read_from_each_encoding() {
        let utf16: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain("Ås;Ål".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for bytes in ["Ås;Ål".as_bytes(), "\u{feff}Ås;Ål".as_bytes(), b"\xC5s;\xC5l", &utf16] {
            assert_eq!(decode("t.csv", bytes).expect("it is text"), "Ås;Ål");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"PK\x03\x04...."[..], b"a\0b", b"\xEF\xBB\xBF\xC5s"] {
            assert!(decode("t.csv", bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn a_semicolon_in_quotes_does_not_make_the_delimiter() {
        assert_eq!(delimiter("Kommune;Pri 1, Pri 2\n"), b';');
        assert_eq!(delimiter("\n\"Navn; rolle\",Kommune\n"), b',');
    }
}
