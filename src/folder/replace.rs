//! Files that are replaced whole: written beside the old one, synced, renamed.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// How the names of temporary files begin.
pub(super) const TEMPORARY: &str = ".ovelse-";

/// Puts `bytes` where `path` says, whole or not at all: written beside it, synced, renamed, and the
/// folder synced. Folders that are missing are made.
///
/// # Errors
/// When any of that fails; the former file then stands.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let temporary = temporary_file(path, bytes)?;
    temporary.as_file().sync_all()?;
    temporary.persist(path)?;
    sync_folder(folder_of(path))
}

/// Puts `bytes` where `path` says, whole or not at all as long as the machine runs; [`sync_files`] makes it hold
/// whatever happens to the machine.
///
/// # Errors
/// When it cannot be written; the former file then stands.
pub fn put_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    temporary_file(path, bytes)?.persist(path)?;
    Ok(())
}

/// Puts on disk what [`put_file`] has written into a folder.
///
/// # Errors
/// When the disk does not take it.
pub fn sync_files(folder: &Path, files: &[PathBuf]) -> io::Result<()> {
    // Some systems sync only what is open for writing.
    let sync = |file: &PathBuf| OpenOptions::new().write(true).open(file)?.sync_all();
    files.iter().try_for_each(sync)?;
    sync_folder(folder)
}

/// A file beside the one that it will replace. It is removed when it is dropped.
fn temporary_file(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    create_parent(path)?;
    let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder_of(path))?;
    temporary.write_all(bytes)?;
    keep_permissions(path, temporary.as_file())?;
    Ok(temporary)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

pub(super) fn create_parent(path: &Path) -> io::Result<()> {
    path.parent().map_or(Ok(()), std::fs::create_dir_all)
}

/// A temporary file is private to its owner; a table is as readable as the one it replaces, or as any
/// new file.
#[cfg(unix)]
fn keep_permissions(path: &Path, temporary: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let former = std::fs::metadata(path).map(|metadata| metadata.permissions());
    temporary.set_permissions(former.unwrap_or_else(|_| std::fs::Permissions::from_mode(0o644)))
}

#[cfg(not(unix))]
fn keep_permissions(_: &Path, _: &File) -> io::Result<()> {
    Ok(())
}

/// A rename is only on disk once its folder is. Windows has no such call, and needs none.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
