//! Links in the exercise folder: nothing that commands write or delete lies outside of it, whatever leads there.

use std::path::{Path, PathBuf};

use super::disk::{self, What};
use super::error::FolderError;
use super::paths::{DELIVERY_LOG, Folder, INCOMING, LOCK, OUTBOX};
use super::secret::SECRET;
use super::statements::STATEMENTS;
use super::tables::TABLES;
use crate::exercise::{FILE, TEMPLATES};
use crate::failure::FileProblem;

impl Folder {
    /// The folders that commands write into, from the folder's top; the first is that itself.
    pub(super) fn written_folders() -> [&'static Path; 5] {
        ["", "data", OUTBOX, INCOMING, TEMPLATES].map(Path::new)
    }

    /// Refuses links that lead out of the folder where commands write.
    ///
    /// # Errors
    /// When there is one, or it cannot be told.
    pub(super) fn refuse_links(&self) -> Result<(), FolderError> {
        let files = [FILE, DELIVERY_LOG, STATEMENTS, SECRET, LOCK].into_iter().chain(TABLES);
        for written in Folder::written_folders().into_iter().skip(1).chain(files.map(Path::new)) {
            self.inside(written)?;
        }
        Ok(())
    }

    /// Where something is that is named from the folder's top.
    ///
    /// # Errors
    /// When it is a link that leads out of the folder, or it cannot be told.
    pub fn inside(&self, name: &Path) -> Result<PathBuf, FolderError> {
        let path = self.root().join(name);
        self.refuse_link(&path).map_err(|problem| FolderError::of(&path, problem))?;
        Ok(path)
    }

    fn refuse_link(&self, path: &Path) -> Result<(), FileProblem> {
        if disk::what_is(path)? != Some(What::Link) {
            return Ok(());
        }
        // A link to nothing leads out as well: what it names can be made at any time.
        let target = disk::real_path(path).map_err(|_| FileProblem::LinkOutside)?;
        if target.starts_with(disk::real_path(self.root())?) { Ok(()) } else { Err(FileProblem::LinkOutside) }
    }
}
