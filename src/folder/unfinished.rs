//! Folders and files for somebody else, which get their name when they are whole: archives, and letters that are
//! exported.
//!
//! Until then they are beside their place under a name that begins with a dot. If the command is killed, the next that
//! writes there for the same exercise takes them away (tests/it/files.rs, tests/it/faults.rs).
#![allow(clippy::disallowed_methods, reason = "the others write through this")]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile, TempDir};

use super::create::{create_file, create_folder, folder_of};
use super::leftovers::{UNFINISHED, remove_unfinished};
use super::permissions;
use super::replace::{new_unfinished, sync_folder};
use crate::failure::FileProblem;

/// A folder that is not whole yet. It is removed when it is dropped.
#[derive(Debug)]
pub struct UnfinishedFolder {
    made: TempDir,
    /// Where it belongs.
    path: PathBuf,
    folders: BTreeSet<PathBuf>,
}

impl UnfinishedFolder {
    /// Begins a folder that belongs at `path`, where there may be an empty one. `exercise` is the identity of the
    /// exercise; the caller holds its lock.
    ///
    /// # Errors
    /// When it cannot be made, or what is left of a former one not removed.
    pub fn begin(path: &Path, exercise: &str) -> Result<UnfinishedFolder, FileProblem> {
        let (folder, prefix) = begin_beside(path, exercise)?;
        let mut builder = Builder::new();
        builder.prefix(&prefix);
        permissions::of_unfinished_folder(&mut builder, folder)?;
        let made = builder.tempdir_in(folder)?;
        let folders = BTreeSet::from([made.path().to_owned()]);
        Ok(UnfinishedFolder { made, path: path.to_owned(), folders })
    }

    /// Makes a folder by its name from the folder.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make_folder(&mut self, name: &str) -> Result<(), FileProblem> {
        let folder = self.made.path().join(name);
        create_folder(&folder)?;
        self.folders.insert(folder);
        Ok(())
    }

    /// Makes a file by its name from the folder, and puts on disk what `write` writes into it.
    ///
    /// # Errors
    /// When it cannot be made or written, and those of `write`.
    pub fn write<E: From<FileProblem>>(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut File) -> Result<(), E>,
    ) -> Result<(), E> {
        let path = self.made.path().join(name);
        let folder = folder_of(&path);
        create_folder(folder)?;
        self.folders.insert(folder.to_owned());
        let mut file = create_file(&path).map_err(FileProblem::from)?;
        write(&mut file)?;
        file.sync_all().map_err(|error| FileProblem::from(error).into())
    }

    /// Gives it its name.
    ///
    /// # Errors
    /// When there is something by that name by now, or the disk does not take it.
    pub fn finish(self) -> Result<(), FileProblem> {
        self.folders.iter().try_for_each(|folder| sync_folder(folder))?;
        // Not every system puts a folder in the place of an empty one.
        match std::fs::remove_dir(&self.path) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => std::fs::rename(self.made.path(), &self.path)?,
        }
        // It has another name now, under which it stays.
        drop(self.made.keep());
        sync_folder(folder_of(&self.path))
    }
}

/// Makes the file at `path`, where there is none, out of what `write` writes into it. `exercise` is the identity of the
/// exercise; the caller holds its lock.
///
/// # Errors
/// When there is a file, or it cannot be made or written, and those of `write`.
pub fn write_whole<E: From<FileProblem>>(
    path: &Path,
    exercise: &str,
    write: impl FnOnce(&File) -> Result<(), E>,
) -> Result<(), E> {
    let unfinished = begin_file(path, exercise)?;
    write(unfinished.as_file())?;
    let finish = || {
        unfinished.as_file().sync_all()?;
        unfinished.persist_noclobber(path).map_err(|failed| failed.error)?;
        sync_folder(folder_of(path))
    };
    Ok(finish()?)
}

fn begin_file(path: &Path, exercise: &str) -> Result<NamedTempFile, FileProblem> {
    let (folder, prefix) = begin_beside(path, exercise)?;
    Ok(new_unfinished(folder, &prefix)?)
}

/// The folder that something belongs into, and how its name begins until it is whole.
fn begin_beside<'p>(path: &'p Path, exercise: &str) -> Result<(&'p Path, String), FileProblem> {
    let folder = folder_of(path);
    create_folder(folder)?;
    // Only letters and digits: an identity is the lead's own text.
    let exercise: String = exercise.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).take(60).collect();
    let prefix = format!("{UNFINISHED}{exercise}~");
    remove_unfinished(folder, &prefix)?;
    Ok((folder, prefix))
}
