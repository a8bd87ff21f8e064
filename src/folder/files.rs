//! Files of the lead's own in the exercise folder: templates, and what goes with invitations.
//!
//! It must never read a file outside of the folder, whatever names or links lead there.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

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
        let path = self.root().join(name).canonicalize()?;
        if !path.starts_with(self.root().canonicalize()?) {
            return Err(FileProblem::LinkOutside);
        }
        if path.is_dir() {
            return Err(FileProblem::IsAFolder);
        }
        Ok(std::fs::read(path)?)
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
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.root().join(name).exists()
    }

    /// Puts a template into the folder `templates`, unless there is one of that name. Tells whether it did.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn export_template(&self, name: &str, source: &str) -> Result<bool, FolderError> {
        let file = format!("{TEMPLATES}/{name}");
        let path = self.root().join(&file);
        if path.exists() {
            return Ok(false);
        }
        replace_file(&path, source.as_bytes()).map_err(|error| self.failed(&file, error))?;
        Ok(true)
    }

    /// The names of the lead's templates: files in the folder and in the folders of the languages.
    fn template_files(&self) -> io::Result<Vec<String>> {
        let is_template = |name: &str| [".txt", ".html", ".md"].iter().any(|ending| name.ends_with(ending));
        let top = self.root().join(TEMPLATES);
        let mut names = Vec::new();
        for (name, is_folder) in entries(&top)? {
            if is_folder {
                let inner = entries(&top.join(&name))?.into_iter().filter(|(_, is_folder)| !is_folder);
                names.extend(inner.map(|(file, _)| format!("{name}/{file}")));
            } else {
                names.push(name);
            }
        }
        names.retain(|name| is_template(name));
        names.sort_unstable();
        Ok(names)
    }

    fn failed(&self, file: &str, error: io::Error) -> FolderError {
        FolderError::of(self.root().join(file), error)
    }
}

/// All files in a folder and the folders in it, in the order of their names, but not the hidden ones: by their names
/// below `shown`, divided by `/`, and where they are.
///
/// # Errors
/// When a folder cannot be read.
pub fn visible_files(folder: &Path, shown: &str) -> io::Result<Vec<(String, PathBuf)>> {
    let mut names = folder.read_dir()?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>()?;
    names.retain(|name| !name.to_string_lossy().starts_with('.'));
    names.sort_unstable();
    let mut files = Vec::new();
    for name in names {
        let (path, shown) = (folder.join(&name), format!("{shown}/{}", name.to_string_lossy()));
        if std::fs::metadata(&path)?.is_dir() {
            files.extend(visible_files(&path, &shown)?);
        } else {
            files.push((shown, path));
        }
    }
    Ok(files)
}

/// What is in a folder, by name, and whether it is a folder; nothing where there is no folder.
fn entries(folder: &Path) -> io::Result<Vec<(String, bool)>> {
    let entries = match folder.read_dir() {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(error),
    };
    entries
        .map(|entry| {
            let entry = entry?;
            Ok((entry.file_name().to_string_lossy().into_owned(), entry.path().is_dir()))
        })
        .collect()
}
