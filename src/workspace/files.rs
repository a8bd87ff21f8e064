//! The files that were typed, from where the lead stands.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::{Context, Failure, Result, Session, accept};
use crate::findings::{Finding, Findings};
use crate::folder::{FileProblem, disk, visible_files};
use crate::words::say;

impl Session {
    /// The files that were typed. A pattern that the shell left as it is, as Windows does, is matched here.
    ///
    /// # Errors
    /// When a pattern matches no file.
    pub fn expand(&self, files: &[PathBuf]) -> Result<Vec<PathBuf>> {
        let start = self.start()?;
        let mut expanded = Vec::new();
        for file in files {
            let has_wildcard = file.to_string_lossy().contains(['*', '?', '[']);
            let typed = || disk::what_is(&start.join(file)).context(say!("workspace-cannot-search"));
            if !has_wildcard || typed()?.is_some() {
                expanded.push(file.clone());
            } else {
                expanded.extend(matches(&start, file)?);
            }
        }
        Ok(expanded)
    }

    /// The files that were typed and those in the folders that were typed, each once, with the name to show for it.
    /// Hidden files are left out.
    ///
    /// # Errors
    /// When a file or folder does not exist.
    pub fn files_and_folders(&self, named: &[PathBuf]) -> Result<Vec<(String, PathBuf)>> {
        let start = self.start()?;
        let mut findings = Findings::new();
        let mut files = Vec::new();
        for name in &self.expand(named)? {
            let (shown, path) = (name.display().to_string().replace('\\', "/"), start.join(name));
            match files_at(shown, path) {
                Ok(found) => files.extend(found),
                Err(problem) => findings.push(Finding::error(name.display().to_string(), problem)),
            }
        }
        accept(findings)?;
        let mut seen = BTreeSet::new();
        files.retain(|(_, path)| seen.insert(disk::real_path(path).unwrap_or_else(|_| path.clone())));
        Ok(files)
    }
}

/// A file, or those in a folder.
fn files_at(shown: String, path: PathBuf) -> Result<Vec<(String, PathBuf)>, FileProblem> {
    if disk::is_folder(&path)? {
        return visible_files(&path, shown.trim_end_matches('/'));
    }
    disk::open(&path)?;
    Ok(vec![(shown, path)])
}

/// The files that match a pattern.
fn matches(start: &Path, pattern: &Path) -> Result<Vec<PathBuf>> {
    let escaped = glob::Pattern::escape(&start.to_string_lossy());
    let found = glob::glob(&Path::new(&escaped).join(pattern).to_string_lossy())
        .map_err(|_| Failure::from(say!("workspace-not-a-pattern", pattern = pattern)))?;
    let mut files = Vec::new();
    for file in found {
        let file = file.map_err(std::io::Error::from).context(say!("workspace-cannot-search"))?;
        files.push(file.strip_prefix(start).unwrap_or(&file).to_owned());
    }
    if files.is_empty() {
        return Err(say!("workspace-no-file-matches", pattern = pattern).into());
    }
    Ok(files)
}
