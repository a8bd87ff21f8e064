//! Files of the lead's own in the exercise folder: templates, and what goes with invitations.
//!
//! It must never read a file outside of the folder, whatever names or links lead there.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::create::folder_of;
use super::disk::{self, Inside};
use super::error::FolderError;
use super::paths::Folder;
use super::problem::Problem;
use super::replace::replace_file;
use crate::exercise::TEMPLATES;
use crate::failure::FileProblem;
use crate::findings::{Finding, Findings};

impl Folder {
    /// A file that is named from the exercise folder.
    ///
    /// # Errors
    /// When it cannot be read, is no file or lies outside.
    pub fn file(&self, name: &str) -> Result<Vec<u8>, FileProblem> {
        disk::read(&self.real_path(name)?)
    }

    /// Where a file or folder that is named from the exercise folder is, with all links followed.
    ///
    /// # Errors
    /// When it is not there, or lies outside.
    pub fn real_path(&self, name: &str) -> Result<PathBuf, FileProblem> {
        let path = disk::real_path(&self.root().join(name))?;
        if path.starts_with(disk::real_path(self.root())?) { Ok(path) } else { Err(FileProblem::LinkOutside) }
    }

    /// The lead's own templates by name, with line ends as they are everywhere. A file that is no text is added to
    /// `findings`.
    ///
    /// # Errors
    /// When the folder `templates` cannot be read.
    pub fn own_templates(&self, findings: &mut Findings) -> Result<BTreeMap<String, String>, FolderError> {
        let mut own = BTreeMap::new();
        for name in self.template_files().map_err(|error| self.failed(TEMPLATES, error))? {
            let file = format!("{TEMPLATES}/{name}");
            let bytes =
                self.file(&file).map_err(|problem| FolderError::File { file: self.root().join(&file), problem })?;
            match String::from_utf8(bytes) {
                Ok(text) => drop(own.insert(name, text.trim_start_matches('\u{feff}').replace("\r\n", "\n"))),
                Err(_) => findings.push(Finding::error(file, Problem::NotUtf8)),
            }
        }
        Ok(own)
    }

    /// Whether there is a file or folder of that name.
    ///
    /// # Errors
    /// When it cannot be told.
    pub fn has(&self, name: &str) -> Result<bool, FolderError> {
        let there = disk::what_is(&self.root().join(name)).map_err(|problem| self.failed(name, problem))?;
        Ok(there.is_some())
    }

    /// Puts a template into the folder `templates`, unless there is one of that name. Tells whether it did.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn export_template(&self, name: &str, source: &str) -> Result<bool, FolderError> {
        let file = format!("{TEMPLATES}/{name}");
        if self.has(&file)? {
            return Ok(false);
        }
        // It may be in a folder of a language.
        self.inside(folder_of(Path::new(&file)))?;
        replace_file(&self.root().join(&file), source.as_bytes()).map_err(|error| self.failed(&file, error))?;
        Ok(true)
    }

    /// The names of the lead's templates: files in the folder and in the folders of the languages.
    fn template_files(&self) -> Result<Vec<String>, FileProblem> {
        let is_template = |name: &str| [".txt", ".html", ".md"].iter().any(|ending| name.ends_with(ending));
        let top = self.root().join(TEMPLATES);
        let mut names = Vec::new();
        for Inside { name, path, .. } in disk::inside_if_any(&top)? {
            if disk::is_folder(&path)? {
                for inner in disk::inside(&path)? {
                    if !disk::is_folder(&inner.path)? {
                        names.push(format!("{name}/{}", inner.name));
                    }
                }
            } else {
                names.push(name);
            }
        }
        names.retain(|name| is_template(name));
        names.sort_unstable();
        Ok(names)
    }

    fn failed(&self, file: &str, problem: FileProblem) -> FolderError {
        FolderError::of(self.root().join(file), problem)
    }
}

/// All files in a folder and the folders in it, in the order of their names, but not the hidden ones: by their names
/// below `shown`, divided by `/`, and where they are. Links are followed.
///
/// # Errors
/// When something in it cannot be looked at.
pub fn visible_files(folder: &Path, shown: &str) -> Result<Vec<(String, PathBuf)>, FileProblem> {
    let mut files = Vec::new();
    for Inside { name, path, .. } in disk::inside(folder)? {
        if name.starts_with('.') {
            continue;
        }
        let shown = format!("{shown}/{name}");
        if disk::is_folder(&path)? {
            files.extend(visible_files(&path, &shown)?);
        } else {
            files.push((shown, path));
        }
    }
    Ok(files)
}
