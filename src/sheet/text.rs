//! From bytes to text: the encoding and the possible delimiters of a spreadsheet.
//!
//! The encoding is decided by rule (byte order mark, else strict UTF-8, else windows-1252), never by
//! statistics: the same bytes always read the same.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::delimiter::Delimiter;
use super::limits::MOST_BYTES;
use super::problem::Problem;
use crate::findings::{Finding, Place, quoted};

/// A text, and what is known of it.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    pub text: Cow<'b, str>,
    pub encoding: &'static str,
}

/// The text of a file.
///
/// # Errors
/// A finding when the bytes are no text in any encoding that a spreadsheet program writes.
pub fn decode<'b>(file: &str, bytes: &'b [u8]) -> Result<Decoded<'b>, Box<Finding>> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Box::new(too_large(file)));
    }
    let (encoding, mark) = Encoding::for_bom(bytes).unwrap_or((UTF_8, 0));
    let body = &bytes[mark..];
    let strict = encoding.decode_without_bom_handling_and_without_replacement(body).map(|text| (text, encoding.name()));
    let (text, encoding) = strict
        .or_else(|| (mark == 0).then(|| (WINDOWS_1252.decode_without_bom_handling(body).0, WINDOWS_1252.name())))
        .ok_or_else(|| Box::new(Finding::error(file, Problem::NotText { encoding: encoding.name() })))?;
    if text.contains('\0') {
        return Err(Box::new(Finding::error(file, Problem::ZeroBytes)));
    }
    Ok(Decoded { text, encoding })
}

/// A text in whatever encoding it is; none if the bytes are no text.
#[must_use]
pub fn words(bytes: &[u8]) -> Option<String> {
    Some(decode("", bytes).ok()?.text.into_owned())
}

/// The finding for a file over the limit.
#[must_use]
pub fn too_large(file: &str) -> Finding {
    Finding::error(file, Problem::TooLarge)
}

/// The delimiters that can be meant, the most probable first, and where the rows begin. Excel's line
/// `sep=;` says it; else those that occur in the first line outside quotes come first.
pub fn delimiters(text: &str) -> (&'static [Delimiter], usize) {
    const SEMICOLON: &[Delimiter] = &[Delimiter(b';')];
    const COMMA: &[Delimiter] = &[Delimiter(b',')];
    const TAB: &[Delimiter] = &[Delimiter(b'\t')];
    const BAR: &[Delimiter] = &[Delimiter(b'|')];
    let first = text.lines().next().unwrap_or_default();
    let after_first = || text.find('\n').map_or(text.len(), |end| end + 1);
    match first.trim_end_matches(['\r', '"']).trim_start_matches('"') {
        "sep=;" => return (SEMICOLON, after_first()),
        "sep=," => return (COMMA, after_first()),
        "sep=\t" => return (TAB, after_first()),
        "sep=|" => return (BAR, after_first()),
        _ => {}
    }
    const ALL: &[Delimiter] = &[Delimiter(b';'), Delimiter(b'\t'), Delimiter(b'|'), Delimiter(b',')];
    const COMMA_FIRST: &[Delimiter] = &[Delimiter(b','), Delimiter(b';'), Delimiter(b'\t'), Delimiter(b'|')];
    let first = text.trim_start().lines().next().unwrap_or_default();
    let outside_quotes = |wanted: char| {
        let mut quoted = false;
        first.chars().any(|c| {
            quoted ^= c == '"';
            c == wanted && !quoted
        })
    };
    if !outside_quotes(';') && outside_quotes(',') { (COMMA_FIRST, 0) } else { (ALL, 0) }
}

/// A text whose double-encoded letters have been put right.
#[derive(Debug)]
pub struct Repaired {
    pub text: String,
    /// The first place, what stood there and what it was read as.
    place: Place,
    was: String,
    is: String,
}

impl Repaired {
    pub fn finding(&self, file: &str) -> Finding {
        let problem = Problem::EncodedTwice { read_as: quoted(&self.is) };
        Finding::warning(file, problem).at(self.place).value(&self.was)
    }
}

/// UTF-8 that was taken for windows-1252 and encoded once more (`BÃ¦rum`), put right. Only sequences
/// that no Norwegian or English text has are touched: a lead byte of a letter of Latin-1, or of a dash
/// or quotation mark, followed by what must follow it.
pub fn repaired(text: &str) -> Option<Repaired> {
    let mut repaired: Option<Repaired> = None;
    let mut done = 0;
    let mut from = 0;
    while let Some(found) = next_lead(text, from) {
        let Some((is, length)) = twice_encoded(&text[found..]) else {
            from = found + text[found..].chars().next().map_or(1, char::len_utf8);
            continue;
        };
        let out = repaired.get_or_insert_with(|| first_repair(text, found, length, is));
        out.text.push_str(&text[done..found]);
        out.text.push(is);
        done = found + length;
        from = done;
    }
    if let Some(out) = &mut repaired {
        out.text.push_str(&text[done..]);
    }
    repaired
}

/// Where the next `Â`, `Ã` or `â` stands: all three begin with the same byte.
fn next_lead(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let leads = memchr::memchr_iter(0xC3, &bytes[from..]).map(|at| from + at);
    leads.into_iter().find(|at| matches!(bytes.get(at + 1), Some(0x82 | 0x83 | 0xA2)))
}

fn first_repair(text: &str, found: usize, length: usize, is: char) -> Repaired {
    let edge = |c: char| !c.is_alphanumeric() && c != '-';
    let start = text[..found].rfind(edge).map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[found + length..].find(edge).map_or(text.len(), |at| found + length + at);
    let line_start = text[..found].rfind('\n').map_or(0, |at| at + 1);
    let column = text[line_start..found].matches([';', ',', '\t', '|']).count() + 1;
    Repaired {
        text: String::with_capacity(text.len()),
        place: Place { line: Place::of_offset(text, found).line, column },
        was: text[start..end].to_owned(),
        is: format!("{}{is}{}", &text[start..found], &text[found + length..end]),
    }
}

/// The character that a text begins with in twice-encoded form, and how many bytes that form takes.
fn twice_encoded(text: &str) -> Option<(char, usize)> {
    let mut bytes = [0; 3];
    let mut length = 0;
    for (index, c) in text.chars().take(3).enumerate() {
        bytes[index] = windows_1252_byte(c)?;
        length += c.len_utf8();
        let wanted = if bytes[0] == 0xE2 { 3 } else { 2 };
        if index + 1 == wanted {
            let is = str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
            let known = matches!(is, '\u{a0}'..='\u{ff}' | '\u{2013}'..='\u{201e}' | '\u{2026}');
            return known.then_some((is, length));
        }
    }
    None
}

fn windows_1252_byte(c: char) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, lossy) = WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    match (bytes.as_ref(), lossy) {
        ([byte @ 0x80..=0xFF], false) => Some(*byte),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_text_is_read_from_each_encoding() {
        let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            mark.into_iter().chain("Ås;Ål".encode_utf16().flat_map(bytes)).collect()
        };
        let (little, big) = (utf16([0xFF, 0xFE], u16::to_le_bytes), utf16([0xFE, 0xFF], u16::to_be_bytes));
        for (bytes, name) in [
            ("Ås;Ål".as_bytes(), "UTF-8"),
            ("\u{feff}Ås;Ål".as_bytes(), "UTF-8"),
            (b"\xC5s;\xC5l", "windows-1252"),
            (&little, "UTF-16LE"),
            (&big, "UTF-16BE"),
        ] {
            let decoded = decode("t.csv", bytes).expect("it is text");
            assert_eq!(decoded, Decoded { text: Cow::Borrowed("Ås;Ål"), encoding: name });
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for bytes in [&b"a\0b"[..], b"\xEF\xBB\xBF\xC5s", b"\xFF\xFEa"] {
            assert!(decode("t.csv", bytes).is_err(), "{bytes:?}");
        }
    }

    #[test]
    fn the_probable_delimiter_comes_first() {
        let first = |text: &str| delimiters(text).0[0].0;
        assert_eq!(first("Kommune;Pri 1, Pri 2\n"), b';');
        assert_eq!(first("\n\"Navn; rolle\",Kommune\n"), b',');
        assert_eq!(delimiters("sep=|\r\na|b"), (&[Delimiter(b'|')][..], 7));
    }

    #[test]
    fn letters_that_were_encoded_twice_are_put_right_and_no_others() {
        let twice = |text: &str| WINDOWS_1252.decode_without_bom_handling(text.as_bytes()).0.into_owned();
        for text in ["Bærum", "Øvre Eiker;Ås;Ål", "kl. 09.30–11.30 «ja» é", "Á Í Ï Ð Ý à"] {
            let repaired = repaired(&twice(text)).expect("there is something to put right");
            assert_eq!(repaired.text, text);
        }
        for text in ["Bærum", "Â", "São Paulo", "Ã…", "château", "Ãx"] {
            let put_right = repaired(text).map(|repaired| repaired.text);
            assert_eq!(put_right, (text == "Ã…").then(|| "Å".to_owned()), "{text}");
        }
        let one = repaired("Kommune;Pri 1\nNordre BÃ¦rum;1").expect("there is something to put right");
        assert_eq!((one.place, one.was.as_str(), one.is.as_str()), (Place { line: 2, column: 1 }, "BÃ¦rum", "Bærum"));
    }
}
