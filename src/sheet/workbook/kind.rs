//! The kinds of files that are no text with delimiters, told apart by their content.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::sheet::problem::Problem;

/// The kinds of files that are no text with delimiters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Excel since 2007, and Microsoft Forms.
    Xlsx,
    /// LibreOffice, and whoever keeps to OpenDocument.
    Ods,
    /// A workbook that only a password opens.
    Protected,
    /// Excel before 2007.
    OldExcel,
    /// A web page, or XML, that some systems hand out as `.xls`.
    WebPage,
    /// Apple Numbers.
    Numbers,
    /// A document of a word processor, or a PDF.
    Document,
    /// Excel's binary form, or something else in an archive.
    Other,
}

impl Kind {
    /// The kind of file that these bytes are, if they are no text with delimiters.
    pub fn of(bytes: &[u8]) -> Option<Kind> {
        const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
        if bytes.starts_with(OLE) {
            return Some(Kind::of_compound(bytes));
        }
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
            return Some(Kind::of_archive(bytes));
        }
        if bytes.starts_with(b"%PDF-") || bytes.starts_with(b"{\\rtf") {
            return Some(Kind::Document);
        }
        is_web_page(bytes).then_some(Kind::WebPage)
    }

    /// A compound file names its streams in UTF-16 ([MS-CFB] 2.6.1). What only a password opens is one, even of an xlsx
    /// ([MS-OFFCRYPTO] 2.3.4.4).
    fn of_compound(bytes: &[u8]) -> Kind {
        let has = |name: &str| {
            let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).chain([0, 0]).collect();
            contains(bytes, &name)
        };
        if has("EncryptedPackage") || has("EncryptionInfo") {
            Kind::Protected
        } else if has("Workbook") || has("Book") {
            Kind::OldExcel
        } else if has("WordDocument") {
            Kind::Document
        } else {
            Kind::Other
        }
    }

    fn of_archive(bytes: &[u8]) -> Kind {
        let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Kind::Other };
        let has = |name: &str| archive.index_for_name(name).is_some();
        if has("xl/workbook.xml") {
            return Kind::Xlsx;
        }
        if has("word/document.xml") || has("ppt/presentation.xml") {
            return Kind::Document;
        }
        if archive.file_names().flatten().any(|name| name.ends_with(".iwa")) || has("Index.zip") || has("index.apxl") {
            return Kind::Numbers;
        }
        if !has("content.xml") {
            return Kind::Other;
        }
        if beginning(&mut archive, "mimetype").starts_with("application/vnd.oasis.opendocument.text") {
            return Kind::Document;
        }
        let manifest = beginning(&mut archive, "META-INF/manifest.xml");
        if manifest.contains("encryption-data") { Kind::Protected } else { Kind::Ods }
    }

    /// Why it is not read, if its kind is reason enough.
    pub fn refusal(self) -> Option<Problem> {
        Some(match self {
            Kind::Xlsx | Kind::Ods | Kind::Other => return None,
            Kind::Protected => Problem::Protected,
            Kind::OldExcel => Problem::OldExcel,
            Kind::WebPage => Problem::WebPage,
            Kind::Numbers => Problem::Numbers,
            Kind::Document => Problem::Document,
        })
    }

    /// The ending that its files usually have, without the dot.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Xlsx => "xlsx",
            Kind::Ods => "ods",
            _ => "unknown",
        }
    }
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// The first bytes of a part as text; nothing if there is none.
fn beginning(archive: &mut ZipArchive<Cursor<&[u8]>>, part: &str) -> String {
    const MOST: u64 = 64 * 1024;
    let mut bytes = Vec::new();
    let read = archive.by_name(part).map(|part| part.take(MOST).read_to_end(&mut bytes));
    if matches!(read, Ok(Ok(_))) { String::from_utf8_lossy(&bytes).into_owned() } else { String::new() }
}

fn is_web_page(bytes: &[u8]) -> bool {
    const STARTS: [&str; 8] =
        ["<html", "<!doctype html", "<table", "<head", "<meta", "<style", "<body", "mime-version:"];
    const XML_OF_EXCEL: &[u8] = b"urn:schemas-microsoft-com:office:spreadsheet";
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let begins_with =
        |start: &str| text.get(..start.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(start.as_bytes()));
    let beginning = &text[..text.len().min(4096)];
    STARTS.into_iter().any(begins_with)
        || (begins_with("<?xml") && (contains(beginning, XML_OF_EXCEL) || contains(beginning, b"<html")))
}
