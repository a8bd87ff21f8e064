//! Who may read what is written: on Windows, whoever may in its folder. The system sees to that.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::Path;

use tempfile::Builder;

pub(super) fn of_new_file(_: &mut OpenOptions, _: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn of_new_folder(_: &mut DirBuilder, _: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn of_unfinished_file(_: &mut Builder<'_, '_>, _: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn of_unfinished_folder(_: &mut Builder<'_, '_>, _: &Path) -> io::Result<()> {
    Ok(())
}

pub(super) fn keep(_: &Path, _: &File, _: &Path) -> io::Result<()> {
    Ok(())
}
