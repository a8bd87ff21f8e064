//! Rows that were refused, in a file of their own beside the one they come from: `NAME.refused.csv`, with the same
//! headings after a first column that says why. The lead corrects that file and imports it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::import::Spreadsheet;
use super::{Context, Result, Session, Workspace};
use crate::folder::{INCOMING, disk, replace_file};
use crate::intake::{Intake, Merged, REASON, RefusedRow};
use crate::municipality::Number;
use crate::registration::Registrations;
use crate::sheet;
use crate::words::{Words, say};

/// By municipality, what cannot be read, as it was written.
pub(crate) type Unclear = BTreeMap<Number, Vec<String>>;

impl Session {
    /// Writes the files that are needed; gives their names as the lead would write them.
    pub(super) fn write_refused_rows(
        &self,
        spreadsheets: &[Spreadsheet],
        intake: &Intake<'_>,
        merged: &Merged,
        words: Words,
    ) -> Result<Vec<String>> {
        let start = self.start()?;
        let mut written = Vec::new();
        for spreadsheet in spreadsheets {
            let refused = intake.refused_rows(&spreadsheet.name, &spreadsheet.bytes, merged);
            if refused.rows.is_empty() {
                continue;
            }
            let headings = std::iter::once(REASON.to_owned()).chain(refused.headings);
            // A further list is read by headings of its own, here as in the file it comes from.
            let rows = refused.rows.into_iter().flat_map(|row| {
                let reason = reason(&row, words);
                let headings = row.headings.map(|headings| (REASON.to_owned(), headings));
                headings.into_iter().chain([(reason, row.cells)])
            });
            let rows = rows.map(|(first, cells)| std::iter::once(first).chain(cells));
            let bytes = sheet::write(headings, rows);
            let path = place(&spreadsheet.path.clone().unwrap_or_else(|| start.join("stdin")), &bytes)?;
            let shown = path.strip_prefix(&start).unwrap_or(&path).display().to_string();
            replace_file(&path, &bytes).context(say!("workspace-cannot-write", file = &shown))?;
            written.push(shown);
        }
        Ok(written)
    }
}

fn reason(row: &RefusedRow, words: Words) -> String {
    row.reasons.iter().map(|finding| words.finding(finding).problem).collect::<Vec<_>>().join("; ")
}

/// Where the refused rows of a file go: a file that is there already, with other content, may hold
/// corrections that have not been imported yet, and is left alone.
fn place(source: &Path, bytes: &[u8]) -> Result<PathBuf> {
    const MOST: usize = 1000;
    let stem = source.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = stem.strip_suffix(".refused").unwrap_or(&stem).to_owned();
    let names = std::iter::once(format!("{stem}.refused.csv")).chain((2..).map(|n| format!("{stem}.refused-{n}.csv")));
    for path in names.take(MOST).map(|name| source.with_file_name(name)) {
        let there = disk::read_if_any(&path).context(say!("workspace-cannot-read", file = path.as_path()))?;
        if there.is_none_or(|there| there == bytes) {
            return Ok(path);
        }
    }
    Err(say!("import-too-many-refused", file = source).into())
}

impl Workspace {
    /// What municipalities wrote that still cannot be read, in the files that `import --partial` left in data/incoming.
    /// What a municipality wrote before its registration is settled by it.
    ///
    /// # Errors
    /// When one of the files cannot be read.
    pub(crate) fn unclear(&self, registrations: &Registrations) -> Result<Unclear> {
        let folder = self.folder.root().join(INCOMING);
        let now = self.now.naive_local();
        let intake =
            Intake { exercise: &self.exercise, municipalities: &self.municipalities, now, sheet: None, take: &[] };
        let mut unclear = Unclear::new();
        for name in refused_files(&folder)? {
            let file = format!("{INCOMING}/{name}");
            let bytes = disk::read(&folder.join(&name)).context(say!("import-cannot-read", file = file))?;
            for unreadable in intake.unreadable(&name, &bytes) {
                let is_settled = registrations.get(unreadable.municipality).is_some_and(|registration| {
                    let registered = registration.received;
                    unreadable
                        .received
                        .is_none_or(|received| registered.is_none_or(|registered| received <= registered))
                });
                let known = unclear.entry(unreadable.municipality).or_default();
                if !is_settled {
                    known.extend(unreadable.written.into_iter().filter(|text| !text.is_empty()));
                    known.dedup();
                }
            }
        }
        unclear.retain(|_, written| !written.is_empty());
        Ok(unclear)
    }
}

fn refused_files(folder: &Path) -> Result<Vec<String>> {
    let inside = disk::inside_if_any(folder).context(say!("workspace-cannot-read", file = folder))?;
    let names = inside.into_iter().map(|found| found.name);
    Ok(names.filter(|name| name.contains(".refused") && name.ends_with(".csv")).collect())
}
