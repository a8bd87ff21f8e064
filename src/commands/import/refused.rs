//! Rows that were refused, in a file of their own beside the one they come from: `NAME.refused.csv`, in
//! the same headings after a first column that says why. The lead corrects that file and imports it.
//!
//! It must never replace a file that may hold corrections.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use super::Spreadsheet;
use crate::commands::Session;
use crate::folder::replace_file;
use crate::intake::Intake;
use crate::municipality::Number;
use crate::sheet;

/// Writes the files that are needed; gives their names as the lead would write them.
pub fn write(
    session: &Session,
    spreadsheets: &[Spreadsheet],
    intake: &Intake<'_>,
    torn: &[(Number, String)],
) -> Result<Vec<String>> {
    let start = session.start()?;
    let mut written = Vec::new();
    for spreadsheet in spreadsheets {
        let mut rows = intake.refused_rows(&spreadsheet.name, &spreadsheet.bytes, torn).into_iter();
        let Some(headings) = rows.next().filter(|_| rows.len() > 0) else { continue };
        let bytes = sheet::write(headings, rows);
        let path = place(&spreadsheet.path.clone().unwrap_or_else(|| start.join("stdin")), &bytes);
        replace_file(&path, &bytes).with_context(|| format!("{} cannot be written", path.display()))?;
        written.push(path.strip_prefix(&start).unwrap_or(&path).display().to_string());
    }
    Ok(written)
}

/// Where the refused rows of a file go: a file that is there already, with other content, may hold
/// corrections that have not been imported yet, and is left alone.
fn place(source: &Path, bytes: &[u8]) -> PathBuf {
    let stem = source.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = stem.strip_suffix(".refused").unwrap_or(&stem).to_owned();
    let names = std::iter::once(format!("{stem}.refused.csv")).chain((2..).map(|n| format!("{stem}.refused-{n}.csv")));
    let mut paths = names.map(|name| source.with_file_name(name));
    let is_free = |path: &PathBuf| std::fs::read(path).map_or(true, |there| there == bytes);
    paths.find(is_free).unwrap_or_else(|| source.with_extension("refused.csv"))
}
