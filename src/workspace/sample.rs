//! New exercise folders, and the sample exercise, embedded from the files at the top of this repository.
//!
//! Nothing that exists is overwritten; `the_demonstration_never_touches_a_folder_that_is_there` holds that.

use std::path::{Path, PathBuf};

use super::{Context, Result};
use crate::folder::replace_file;
use crate::words::say;

/// The files of the sample, from the folder's top.
const SAMPLE: [(&str, &[u8]); 4] = [
    ("exercise.toml", include_bytes!("../../exercise.toml")),
    ("data/municipalities.csv", include_bytes!("../../data/municipalities.csv")),
    ("data/incoming/paamelding-juli.csv", include_bytes!("../../data/incoming/paamelding-juli.csv")),
    ("data/incoming/paamelding-august.csv", include_bytes!("../../data/incoming/paamelding-august.csv")),
];

/// Writes the sample exercise into a folder that is not used yet.
pub(crate) fn write_sample(folder: &Path) -> Result<()> {
    SAMPLE.iter().try_for_each(|(file, bytes)| write(&folder.join(file), bytes))
}

/// Writes one file of a new exercise.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_file(path, bytes).context(say!("workspace-cannot-write", file = path))
}

/// The folder that was named for a new exercise; it must not hold anything.
pub(crate) fn unused_folder(start: &Path, folder: PathBuf) -> Result<PathBuf> {
    let is_empty = |path: &Path| path.read_dir().is_ok_and(|mut entries| entries.next().is_none());
    let path = start.join(&folder);
    if path.exists() && !is_empty(&path) {
        return Err(say!("workspace-folder-not-empty", folder = folder).into());
    }
    Ok(folder)
}
