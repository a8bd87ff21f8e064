//! Tables as bytes that a Norwegian Excel opens with its columns and æøå right: UTF-8 with byte
//! order mark, `;` between cells, CRLF after rows.
//!
//! A cell must never be run as a formula by the program that opens it: one that would be is written
//! with an apostrophe before it, and [`unguarded`] takes it off again when the table is read.

use std::borrow::Cow;

/// The first characters by which spreadsheet programs know a formula
/// (OWASP, "CSV Injection"), and the guard itself.
const FORMULA_STARTS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// A table as the bytes of a CSV file: UTF-8 with a byte order mark, semicolons, CRLF. Texts that a spreadsheet program would
/// take for formulas are guarded.
pub fn write<H, R>(headings: H, rows: impl IntoIterator<Item = R>) -> Vec<u8>
where
    H: IntoIterator<Item: AsRef<str>>,
    R: IntoIterator<Item: AsRef<str>>,
{
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::from("\u{feff}"));
    // Writing into memory cannot fail; the same below.
    let _ = writer.write_record(headings.into_iter().map(|heading| heading.as_ref().to_owned()));
    for row in rows {
        for cell in row {
            let _ = writer.write_field(guarded(cell.as_ref()).as_ref());
        }
        let _ = writer.write_record(None::<&[u8]>);
    }
    writer.into_inner().unwrap_or_default()
}

fn guarded(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(FORMULA_STARTS) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// The cell as it was before [`write`] guarded it.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with(FORMULA_STARTS) => rest,
        _ => cell,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_is_written_as_a_norwegian_excel_opens_it() {
        let bytes = write(["number", "phone"], [["0301", "+47 00"]]);
        assert_eq!(bytes, "\u{feff}number;phone\r\n0301;'+47 00\r\n".as_bytes());
    }

    #[test]
    fn nothing_is_run_as_a_formula_and_all_is_read_back() {
        for cell in ["=HYPERLINK(\"x\")", "+47 00", "-1", "@a", "'=1", "''", "plain", "'s-Hertogenbosch", ""] {
            let written = guarded(cell);
            assert!(!written.starts_with(['=', '+', '-', '@']), "{written}");
            assert_eq!(unguarded(&written), cell);
        }
    }
}
