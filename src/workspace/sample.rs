//! New exercise folders, and the sample exercise, embedded from the files at the top of this repository.
//!
//! Nothing that exists is overwritten; `the_demonstration_never_touches_a_folder_that_is_there` holds that.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Context, Failure, Result};
use crate::exercise;
use crate::folder::{FileProblem, INCOMING, SECRET, UnfinishedFolder, create_folder, disk, new_secret, replace_file};
use crate::municipality;
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
    let secret = secret(folder, false)?;
    write_all(folder, SAMPLE.into_iter().chain([(SECRET, secret.as_bytes())]))
}

/// Writes a new exercise, as far as it is known.
pub(crate) fn write_new(
    folder: &Path,
    exercise: &str,
    municipalities: &[u8],
    more: &BTreeMap<String, Vec<u8>>,
) -> Result<()> {
    let secret = secret(folder, true)?;
    let files =
        [(SECRET, secret.as_bytes()), (municipality::FILE, municipalities), (exercise::FILE, exercise.as_bytes())];
    let more = more.iter().map(|(file, bytes)| (file.as_str(), bytes.as_slice()));
    write_all(folder, more.chain(files))
}

fn secret(folder: &Path, is_drawn: bool) -> Result<String> {
    new_secret(is_drawn).context(say!("workspace-cannot-write", file = folder.join(SECRET)))
}

/// Writes the files of a new exercise. The folder gets its name when it is whole, unless there is an empty one: the lead
/// may be in it.
fn write_all<'f>(folder: &Path, mut files: impl Iterator<Item = (&'f str, &'f [u8])>) -> Result<()> {
    let failed = || say!("workspace-cannot-write", file = folder);
    if disk::what_is(folder).context(failed())?.is_some() {
        create_folder(&folder.join(INCOMING)).context(failed())?;
        return files.try_for_each(|(file, bytes)| replace_file(&folder.join(file), bytes).context(failed()));
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy();
    let mut unfinished = UnfinishedFolder::begin(folder, &name).context(failed())?;
    unfinished.make_folder(INCOMING).context(failed())?;
    for (file, bytes) in files {
        unfinished.write(file, |to| Ok(to.write_all(bytes)?)).map_err(|failure: Failure| failure.context(failed()))?;
    }
    unfinished.finish().context(failed())
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
