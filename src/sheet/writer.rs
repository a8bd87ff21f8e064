//! Tables as bytes that a Norwegian Excel opens with its columns and æøå right: UTF-8 with byte
//! order mark, `;` between cells, CRLF after rows.
//!
//! A cell must never be run as a formula by the program that opens it: one that would be is written
//! with an apostrophe before it, and [`unguarded`] takes it off again when the table is read.

use std::borrow::Cow;

/// The first characters by which spreadsheet programs know a formula (OWASP, "CSV Injection"), those by which programs
/// set to Chinese or Japanese do, and the guard itself.
const FORMULA_STARTS: [char; 9] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\''];

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
    if begins_as_formula(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Whether a program that drops what it does not see at the beginning of a cell would take it for a formula.
fn begins_as_formula(cell: &str) -> bool {
    let is_unseen = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}');
    cell.trim_start_matches(is_unseen).starts_with(FORMULA_STARTS) || cell.starts_with(['\t', '\r'])
}

/// The cell as it was before [`write`] guarded it.
pub(super) fn unguarded(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_as_formula(rest) => rest,
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
        let formulas = ["=HYPERLINK(\"x\")", "+47 00", "-1", "@a", "＝1+1", "＋1", "－1", "＠a"];
        let unseen = ["", " ", "\t", "\r", "\n", "\u{a0}", "\u{200b}", "\u{feff}", "\u{3000} "];
        for cell in formulas.iter().flat_map(|formula| unseen.map(|unseen| format!("{unseen}{formula}"))) {
            assert_eq!(guarded(&cell), format!("'{cell}"));
            assert_eq!(unguarded(&guarded(&cell)), cell);
        }
        for cell in ["'=1", "''", "plain", "'s-Hertogenbosch", "", " a", "\ta", "'", "a=b"] {
            let written = guarded(cell);
            assert_eq!(unguarded(&written), cell);
        }
    }
}
