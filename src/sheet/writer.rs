//! Tables as bytes that a Norwegian Excel opens with its columns and æøå right: UTF-8 with byte
//! order mark, `;` between cells, CRLF after rows.
//!
//! A cell must never be run as a formula by the program that opens it: one that would be is written
//! with an apostrophe before it, and [`unguarded`] takes it off again when the table is read.

use std::borrow::Cow;

use crate::parallel;

/// The first characters by which spreadsheet programs know a formula
/// (OWASP, "CSV Injection"), and the guard itself.
const FORMULA_STARTS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\''];

/// The table as bytes.
///
/// ```
/// let bytes = ovelse::sheet::write(["number", "phone"], [["0301".to_owned(), "+47 00".to_owned()]]);
/// assert_eq!(bytes, "\u{feff}number;phone\r\n0301;'+47 00\r\n".as_bytes());
/// ```
pub fn write<H, R>(headings: H, rows: impl IntoIterator<Item = R>) -> Vec<u8>
where
    H: IntoIterator<Item: AsRef<str>>,
    R: IntoIterator<Item: AsRef<str>>,
{
    let headings = [headings.into_iter().map(|heading| heading.as_ref().to_owned()).collect::<Vec<_>>()];
    with_rows(with_rows(Vec::from("\u{feff}"), headings), rows)
}

/// The table as bytes, a row for each thing. A large one is written by several threads; what comes of it is the same.
pub fn write_each<H, T, R>(headings: H, things: &[T], row: impl Fn(&T) -> R + Sync) -> Vec<u8>
where
    H: IntoIterator<Item: AsRef<str>>,
    T: Sync,
    R: IntoIterator<Item: AsRef<str>>,
{
    const WORTH_A_THREAD: usize = 20_000;
    let length = things.len().div_ceil(parallel::threads()).max(WORTH_A_THREAD);
    let top = write(headings, Vec::<R>::new());
    let parts = parallel::map(things.chunks(length).enumerate(), |(place, part)| {
        with_rows(if place == 0 { top.clone() } else { Vec::new() }, part.iter().map(&row))
    });
    let join = |mut all: Vec<u8>, part: Vec<u8>| {
        all.extend(part);
        all
    };
    parts.into_iter().reduce(join).unwrap_or(top)
}

fn with_rows<R>(bytes: Vec<u8>, rows: impl IntoIterator<Item = R>) -> Vec<u8>
where
    R: IntoIterator<Item: AsRef<str>>,
{
    let mut writer =
        csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).flexible(true).from_writer(bytes);
    for row in rows {
        // Writing into memory cannot fail; the same below.
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
    fn a_large_table_is_the_same_however_many_write_it() {
        for number in [0, 1, 20_000, 20_001, 50_000] {
            let things: Vec<usize> = (0..number).collect();
            let row = |thing: &usize| [thing.to_string(), format!("\"{thing}\"")];
            assert_eq!(write_each(["a", "b"], &things, row), write(["a", "b"], things.iter().map(row)), "{number}");
        }
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
