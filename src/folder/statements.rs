//! statements.jsonl: what was said, one run a line, appended and synced; only `purge` ever writes it anew.
//!
//! Half a run must never pass for a whole one: it is one line (`a_run_is_read_whole_or_not_at_all`).

use std::io::Write;
use std::path::PathBuf;

use super::append::{open_whole, whole_lines};
use super::error::FolderError;
use super::paths::Folder;
use super::problem::Problem;
use super::replace::replace_file;
use crate::failure::FileProblem;
use crate::findings::{Finding, Findings, Place};
use crate::statement::{Entry, Statements};

/// The file of statements, from the folder's top.
pub const STATEMENTS: &str = "data/statements.jsonl";

/// How the line of a date that was moved begins.
const MOVED: &[u8] = b"{\"event\":\"moved\"";

/// How the line of a step after the last date begins.
const CLOSED: &[u8] = b"{\"event\":\"closed\"";

impl Folder {
    /// What was said; nothing in a folder of an earlier version.
    ///
    /// # Errors
    /// When the file cannot be read; lines that are wrong are added to `findings`.
    pub(crate) fn statements(&self, findings: &mut Findings) -> Result<Statements, FolderError> {
        let bytes = self.bytes_of(STATEMENTS)?.unwrap_or_default();
        let lines = (1..).zip(whole_lines(&bytes).split(|byte| *byte == b'\n'));
        let lines = lines.filter(|(_, text)| !text.trim_ascii().is_empty());
        let entries = lines.filter_map(|(line, text)| {
            let read = entry(text);
            let at = |(column, problem)| Finding::error(STATEMENTS, problem).at(Place { line, column });
            read.map_err(|problem| findings.push(at(problem))).ok()
        });
        Ok(entries.collect())
    }

    /// The dates that were moved, without what was said between.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn moved_dates(&self) -> Result<Statements, FolderError> {
        Ok(self.entries_that_begin(MOVED)?.into_iter().collect())
    }

    /// The steps that are done after the last date, without what was said.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn closing_entries(&self) -> Result<Vec<Entry>, FolderError> {
        self.entries_that_begin(CLOSED)
    }

    fn entries_that_begin(&self, beginning: &[u8]) -> Result<Vec<Entry>, FolderError> {
        let bytes = self.bytes_of(STATEMENTS)?.unwrap_or_default();
        let lines = whole_lines(&bytes).split(|byte| *byte == b'\n').filter(|line| line.starts_with(beginning));
        Ok(lines.filter_map(|line| entry(line).ok()).collect())
    }

    /// Puts entries on disk, after those that are there. The caller must hold the lock.
    ///
    /// # Errors
    /// When they cannot be written or synced: then they may or may not be there.
    pub(crate) fn append_statements(&self, entries: &[Entry]) -> Result<(), FolderError> {
        let path = self.statements_file();
        let append = || -> Result<(), FileProblem> {
            let mut file = open_whole(&path)?;
            file.write_all(&in_lines(entries))?;
            Ok(file.sync_data()?)
        };
        append().map_err(|error| FolderError::of(&path, error))
    }

    /// Writes all statements anew, as only `purge` does. The caller must hold the lock.
    ///
    /// # Errors
    /// When they cannot be written; the former ones then stand.
    pub(crate) fn replace_statements(&self, entries: &[Entry]) -> Result<(), FolderError> {
        let path = self.statements_file();
        replace_file(&path, &in_lines(entries)).map_err(|error| FolderError::of(&path, error))
    }

    fn statements_file(&self) -> PathBuf {
        self.root().join(STATEMENTS)
    }
}

/// The entry of a line; else the column in which it cannot be read, and why.
fn entry(text: &[u8]) -> Result<Entry, (usize, Problem)> {
    let entry: Entry = serde_json::from_slice(text).map_err(|error| (error.column().max(1), Problem::NotAStatement))?;
    entry.check().map_err(|field| (1, Problem::NotAFieldOfAStatement { field }))?;
    Ok(entry)
}

fn in_lines(entries: &[Entry]) -> Vec<u8> {
    // An entry is made of texts and numbers, which JSON can hold.
    let line = |entry: &Entry| serde_json::to_string(entry).unwrap_or_default() + "\n";
    entries.iter().map(line).collect::<String>().into_bytes()
}
