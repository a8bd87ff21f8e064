//! The sample exercise, embedded from the files at the top of this repository, and new folders for exercises.
//!
//! It must never touch a file that is there already.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::folder::replace_file;

/// The files of the sample, from the folder's top.
const SAMPLE: [(&str, &[u8]); 4] = [
    ("exercise.toml", include_bytes!("../../exercise.toml")),
    ("data/municipalities.csv", include_bytes!("../../data/municipalities.csv")),
    ("data/incoming/paamelding-juli.csv", include_bytes!("../../data/incoming/paamelding-juli.csv")),
    ("data/incoming/paamelding-august.csv", include_bytes!("../../data/incoming/paamelding-august.csv")),
];

/// Writes the sample into a folder that is not used yet.
pub fn write(folder: &Path) -> Result<()> {
    SAMPLE.iter().try_for_each(|(file, bytes)| {
        let path = folder.join(file);
        replace_file(&path, bytes).with_context(|| format!("{} cannot be written", path.display()))
    })
}

/// A folder that was named must not hold anything.
pub fn unused(start: &Path, folder: PathBuf) -> Result<PathBuf> {
    let is_empty = |path: &Path| path.read_dir().is_ok_and(|mut entries| entries.next().is_none());
    let path = start.join(&folder);
    if path.exists() && !is_empty(&path) {
        bail!("{} is not empty\n    name a folder that does not exist yet", folder.display());
    }
    Ok(folder)
}
