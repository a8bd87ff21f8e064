//! Who may read what is written: whoever `umask` lets, and nobody who cannot get at it in its folder.
#![allow(clippy::disallowed_methods, reason = "the others write through this")]

use std::fs::{DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use tempfile::Builder;

/// What a file that is no program may allow.
const FILE: u32 = 0o666;

pub(super) fn of_new_file(options: &mut OpenOptions, folder: &Path) -> io::Result<()> {
    options.mode(within(folder)? & FILE);
    Ok(())
}

pub(super) fn of_new_folder(builder: &mut DirBuilder, folder: &Path) -> io::Result<()> {
    builder.mode(within(folder)?);
    Ok(())
}

pub(super) fn of_unfinished_file(builder: &mut Builder<'_, '_>, folder: &Path) -> io::Result<()> {
    builder.permissions(Permissions::from_mode(within(folder)? & FILE));
    Ok(())
}

pub(super) fn of_unfinished_folder(builder: &mut Builder<'_, '_>, folder: &Path) -> io::Result<()> {
    builder.permissions(Permissions::from_mode(within(folder)?));
    Ok(())
}

/// What was set for a file holds for the one that will replace it, as far as the folder allows it.
pub(super) fn keep(former: &Path, new: &File, folder: &Path) -> io::Result<()> {
    let former = match former.metadata() {
        Ok(former) => former.permissions().mode(),
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    new.set_permissions(Permissions::from_mode(former & within(folder)? & FILE))
}

/// What anything new in a folder may allow; `umask` takes its part away.
///
/// A class of users (POSIX: owner, group, others) that may not list the folder, or not pass through one of the two above
/// it, gets nothing: the exercise folder is two above the letters in data/outbox.
fn within(folder: &Path) -> io::Result<u32> {
    const LEVELS: usize = 3;
    const LIST: u32 = 0o444;
    const PASS: u32 = 0o111;
    const OWNER: u32 = 0o100;
    let folder = folder.canonicalize()?;
    let mut classes = PASS;
    for (level, folder) in folder.ancestors().take(LEVELS).enumerate() {
        let mode = folder.metadata()?.permissions().mode();
        classes &= if level == 0 { (mode & LIST) >> 2 } else { mode };
    }
    Ok((classes | OWNER) * 0o7)
}
