//! New exercise folders, and the sample exercise, embedded from the files at the top of this repository.
//!
//! Nothing that exists is overwritten; `the_demonstration_never_touches_a_folder_that_is_there` holds that.

use std::path::{Path, PathBuf};

use super::{Context, Result};
use crate::folder::{FileProblem, SECRET, create_folder, disk, replace_file, write_secret};
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
    SAMPLE.iter().try_for_each(|(file, bytes)| write(&folder.join(file), bytes))?;
    secret(folder, false)
}

/// Writes a new exercise, as far as it is known.
pub(crate) fn write_new(folder: &Path, exercise: &str, municipalities: &str) -> Result<()> {
    let incoming = folder.join("data").join("incoming");
    create_folder(&incoming).context(say!("workspace-cannot-create", folder = incoming.as_path()))?;
    secret(folder, true)?;
    write(&folder.join("data/municipalities.csv"), municipalities.as_bytes())?;
    write(&folder.join("exercise.toml"), exercise.as_bytes())
}

fn secret(folder: &Path, is_drawn: bool) -> Result<()> {
    write_secret(folder, is_drawn).context(say!("workspace-cannot-write", file = folder.join(SECRET)))
}

/// Writes one file of a new exercise.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    replace_file(path, bytes).context(say!("workspace-cannot-write", file = path))
}

/// The folder that was named for a new exercise; it must not hold anything.
pub(crate) fn unused_folder(start: &Path, folder: PathBuf) -> Result<PathBuf> {
    let path = start.join(&folder);
    let is_used = || match disk::inside_if_any(&path) {
        Err(FileProblem::NotAFolder) => Ok(true),
        inside => inside.map(|inside| !inside.is_empty()),
    };
    if is_used().context(say!("workspace-cannot-read", file = folder.as_path()))? {
        return Err(say!("workspace-folder-not-empty", folder = folder).into());
    }
    Ok(folder)
}
