//! The files that commands read and write: exercise.toml, municipalities.csv and the tool's own tables.

use super::disk;
use super::error::FolderError;
use super::paths::Folder;
use super::problem::Problem;
use super::record::{self, Context, Record, Records};
use super::registrations::read_answers;
use super::replace::replace_file;
use crate::assignment::Assignment;
use crate::attendance::Attended;
use crate::exercise::{self, Exercise};
use crate::findings::{Finding, Findings};
use crate::municipality::{self, Municipalities};
use crate::registration::{Answers, Registration};
use crate::reply::Reply;

/// The table of registrations, from the folder's top.
pub const REGISTRATIONS: &str = Registration::FILE;

/// The table of assignments, from the folder's top.
pub const ASSIGNMENTS: &str = Assignment::FILE;

/// The table of replies, from the folder's top.
pub const REPLIES: &str = Reply::FILE;

/// The tool's tables, from the folder's top.
pub const TABLES: [&str; 4] = [Registration::FILE, Assignment::FILE, Attended::FILE, Reply::FILE];

impl Folder {
    /// Reads exercise.toml.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub fn exercise(&self, findings: &mut Findings) -> Result<Option<Exercise>, FolderError> {
        Ok(self.exercise_text(findings)?.and_then(|text| Exercise::read(&text, findings)))
    }

    /// The text of exercise.toml.
    ///
    /// # Errors
    /// When the file cannot be read; that it is no text is added to `findings`.
    pub fn exercise_text(&self, findings: &mut Findings) -> Result<Option<String>, FolderError> {
        let bytes = self.bytes_of(exercise::FILE)?.unwrap_or_default();
        let text = str::from_utf8(&bytes).ok().map(|text| text.trim_start_matches('\u{feff}').to_owned());
        if text.is_none() {
            findings.push(Finding::error(exercise::FILE, Problem::NotUtf8));
        }
        Ok(text)
    }

    /// Replaces the text of exercise.toml, with a byte order mark if it had one. The caller must hold the lock.
    ///
    /// # Errors
    /// When it cannot be written; the former file then stands.
    pub(crate) fn replace_exercise(&self, text: &str) -> Result<(), FolderError> {
        let path = self.root().join(exercise::FILE);
        let has_mark = self.bytes_of(exercise::FILE)?.is_some_and(|bytes| bytes.starts_with("\u{feff}".as_bytes()));
        let text = if has_mark { format!("\u{feff}{text}") } else { text.to_owned() };
        replace_file(&path, text.as_bytes()).map_err(|problem| FolderError::of(path, problem))
    }

    /// Reads municipalities.csv.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub fn municipalities(&self, findings: &mut Findings) -> Result<Option<Municipalities>, FolderError> {
        let Some(bytes) = self.bytes_of(municipality::FILE)? else {
            findings.push(Finding::error(municipality::FILE, Problem::MissingMunicipalities));
            return Ok(None);
        };
        Ok(Municipalities::read(&bytes, findings))
    }

    /// Reads one of the tool's tables; a table that is not there has no records.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub(crate) fn read<T: Records>(&self, context: Context<'_>, findings: &mut Findings) -> Result<T, FolderError> {
        let bytes = self.bytes_of(T::Record::FILE)?;
        Ok(bytes.map(|bytes| record::read(&bytes, context, findings)).unwrap_or_default())
    }

    /// Reads what municipalities answered from the table of registrations, and nothing of the persons in it.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub(crate) fn answers(&self, context: Context<'_>, findings: &mut Findings) -> Result<Answers, FolderError> {
        let bytes = self.bytes_of(REGISTRATIONS)?;
        Ok(bytes.map(|bytes| read_answers(&bytes, context, findings)).unwrap_or_default())
    }

    /// Replaces one of the tool's tables. The caller must hold the lock.
    ///
    /// # Errors
    /// When it cannot be written; the former file then stands.
    pub(crate) fn write<T: Records>(&self, records: &T, context: Context<'_>) -> Result<(), FolderError> {
        let path = self.root().join(T::Record::FILE);
        replace_file(&path, &record::write(records, context)).map_err(|error| FolderError::of(path, error))
    }

    pub(super) fn bytes_of(&self, file: &str) -> Result<Option<Vec<u8>>, FolderError> {
        let path = self.root().join(file);
        disk::read_if_any(&path).map_err(|problem| FolderError::of(path, problem))
    }
}
