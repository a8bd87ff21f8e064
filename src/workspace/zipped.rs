//! A file under a zip archive that is being written.
//!
//! The library that makes the archive panics when it is dropped after an error of the disk. So it sees none: what fails is
//! kept, nothing more is written, and the error is told when the archive is done (tests/it/faults.rs).

use std::fs::File;
use std::io::{self, Seek, SeekFrom, Write};

/// Takes whatever is written, up to the first error.
#[derive(Debug)]
pub(super) struct Zipped<'f> {
    file: &'f File,
    /// Where the library believes to be, and where the file ends, in bytes.
    place: u64,
    end: u64,
    failed: Option<io::Error>,
}

impl<'f> Zipped<'f> {
    pub(super) fn new(file: &'f File) -> Zipped<'f> {
        Zipped { file, place: 0, end: 0, failed: None }
    }

    /// What went wrong first.
    ///
    /// # Errors
    /// That.
    pub(super) fn result(self) -> io::Result<()> {
        self.failed.map_or(Ok(()), Err)
    }

    fn attempt(&mut self, act: impl FnOnce(&mut &File) -> io::Result<()>) {
        if self.failed.is_none() {
            self.failed = act(&mut self.file).err();
        }
    }
}

impl Write for Zipped<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.attempt(|file| file.write_all(bytes));
        self.place += bytes.len() as u64;
        self.end = self.end.max(self.place);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Seek for Zipped<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let place = match to {
            SeekFrom::Start(place) => Some(place),
            SeekFrom::End(distance) => self.end.checked_add_signed(distance),
            SeekFrom::Current(distance) => self.place.checked_add_signed(distance),
        };
        self.place = place.ok_or(io::ErrorKind::InvalidInput)?;
        let place = self.place;
        self.attempt(|file| file.seek(SeekFrom::Start(place)).map(|_| ()));
        Ok(self.place)
    }
}
