//! Files that were typed, and those that list municipalities.

use std::ops::ControlFlow;
use std::path::Path;

use super::{Context, Result, Session, Workspace, accept};
use crate::findings::{Finding, Findings, Place};
use crate::folder::disk;
use crate::municipality::Number;
use crate::sheet::{MOST_BYTES, Row, Sheet};
use crate::words::say;

/// How the names of files that list municipalities end.
const LISTS: [&str; 4] = [".csv", ".txt", ".xlsx", ".ods"];

/// Headings of a column of municipalities.
const HEADINGS: [&str; 6] = ["municipality", "kommune", "number", "kommunenr", "kommunenummer", "kommunenavn"];

/// Whether what was typed is the name of a file that lists municipalities, not of one of these.
pub(super) fn is_list(typed: &str) -> bool {
    LISTS.iter().any(|ending| typed.to_lowercase().ends_with(ending))
}

/// A list with more mistakes, or more names, is no list of municipalities.
const MOST_MISTAKES: usize = 1000;
const MOST_NAMES: usize = 100_000;

impl Session {
    /// What is in a file that was typed, from where the lead stands.
    ///
    /// # Errors
    /// When it cannot be read, or is empty.
    pub fn read_file(&self, file: &Path) -> Result<Vec<u8>> {
        let bytes = disk::read_at_most(&self.start()?.join(file), MOST_BYTES);
        let bytes = bytes.context(say!("workspace-cannot-read", file = file))?;
        let bytes = bytes.ok_or_else(|| say!("workspace-too-large", file = file, most = MOST_BYTES >> 20))?;
        if bytes.is_empty() {
            return Err(say!("workspace-empty-file", file = file).into());
        }
        Ok(bytes)
    }
}

impl Workspace {
    /// The municipalities that a file lists: in the column with such a heading, else in the first one.
    ///
    /// # Errors
    /// When it is not a spreadsheet, or one of them is not invited.
    pub fn listed(&self, file: &str, bytes: &[u8]) -> Result<Vec<Number>> {
        let mut findings = Findings::new();
        let mut numbers = Vec::new();
        let sheet = Sheet::open(file, bytes, None, &mut findings);
        let unclosed = sheet.as_ref().and_then(|sheet| sheet.unclosed_quote(*sheet.delimiters().first()?));
        unclosed.into_iter().for_each(|finding| findings.push(finding));
        if let Some(sheet) = sheet.filter(|_| !findings.has_errors()) {
            each_municipality(&sheet, |place, written| {
                match self.municipalities.find(written) {
                    Ok(found) => numbers.push(found.number),
                    Err(unknown) => findings.push(Finding::error(file, unknown).at(place).value(written)),
                }
                if findings.errors() <= MOST_MISTAKES && numbers.len() <= MOST_NAMES {
                    return ControlFlow::Continue(());
                }
                findings.push_last(Finding::error(file, say!("workspace-no-list")).at(place));
                ControlFlow::Break(())
            });
        }
        accept(findings)?;
        Ok(numbers)
    }
}

/// Hands out the cells of the column of municipalities that are not empty, with their places, as long as they are wanted.
fn each_municipality(sheet: &Sheet<'_>, mut each: impl FnMut(Place, &str) -> ControlFlow<()>) {
    let Some(delimiter) = sheet.delimiters().first() else { return };
    let (mut rows, mut row) = (sheet.rows(*delimiter), Row::default());
    let mut known = None;
    while rows.read(&mut row) {
        let (column, is_heading) = known.map_or_else(
            || {
                let heading = row.cells().position(|cell| HEADINGS.contains(&cell.to_lowercase().as_str()));
                (heading.unwrap_or_default(), heading.is_some())
            },
            |column| (column, false),
        );
        known = Some(column);
        if !is_heading && !row.cell(column).is_empty() && each(row.place(column), row.cell(column)).is_break() {
            return;
        }
    }
}
