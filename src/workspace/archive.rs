//! What belongs into an archive of an exercise, and how it is written: to a folder or as one zip file.

use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use chrono::{Datelike, Timelike};
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::zipped::Zipped;
use super::{Context, Failure, Result, Workspace};
use crate::delivery::FileName;
use crate::exercise;
use crate::folder::{
    DELIVERY_LOG, FolderError, INCOMING, OUTBOX, STATEMENTS, TABLES, UnfinishedFolder, disk, visible_files, write_whole,
};
use crate::municipality;
use crate::words::say;

/// The files of an archive.
#[derive(Debug)]
pub struct Archive {
    files: Vec<ArchivedFile>,
    /// How many letters have left, as the lead has found out, of which there is no copy.
    pub(crate) without_copy: usize,
    /// When it is made: the time of the files in a zip file.
    time: DateTime,
}

#[derive(Debug)]
struct ArchivedFile {
    /// With `/` between folders.
    name: String,
    content: Content,
}

#[derive(Debug)]
enum Content {
    Made(Vec<u8>),
    /// A file of the exercise folder.
    Copied(PathBuf),
}

impl Workspace {
    /// The tables as they are, what came in, and every letter that has left.
    ///
    /// # Errors
    /// When a letter is missing, or a file cannot be read.
    pub fn archive(&self) -> Result<Archive> {
        let root = self.folder.root();
        let mut archive = Archive { files: Vec::new(), without_copy: 0, time: zip_time(self) };
        for table in [exercise::FILE, municipality::FILE].into_iter().chain(TABLES).chain([STATEMENTS, DELIVERY_LOG]) {
            let path = root.join(table);
            if disk::is_file(&path).context(say!("workspace-cannot-read", file = table))? {
                archive.copy(format!("tables/{}", table.trim_start_matches("data/")), path);
            }
        }
        let incoming = root.join(INCOMING);
        if disk::is_folder(&incoming).context(say!("workspace-cannot-read", file = INCOMING))? {
            let files = visible_files(&incoming, "incoming");
            for (name, path) in files.context(say!("workspace-cannot-read", file = INCOMING))? {
                archive.copy(name.clone(), self.own_file(&format!("data/{name}"), path)?);
            }
        }
        for (file, may_be_missing) in self.letters_that_left()? {
            let (name, path) = (format!("{OUTBOX}/{file}"), self.folder.outbox().join(&file));
            if !disk::is_file(&path).context(say!("workspace-cannot-read", file = &name))? {
                if may_be_missing {
                    archive.without_copy += 1;
                    continue;
                }
                return Err(say!("archive-letter-missing", file = name).into());
            }
            archive.copy(format!("letters/{file}"), self.own_file(&name, path)?);
        }
        Ok(archive)
    }

    /// A file that is named from the exercise folder, unless it lies outside.
    fn own_file(&self, name: &str, path: PathBuf) -> Result<PathBuf> {
        self.folder.real_path(name).map_err(|problem| FolderError::of(&path, problem))?;
        Ok(path)
    }

    /// The files of all letters that have left, each once, and whether there may be none.
    fn letters_that_left(&self) -> Result<Vec<(FileName, bool)>> {
        let history = self.history()?;
        let left = history.all().into_iter().filter(|trace| trace.left.is_some());
        let mut files: Vec<(FileName, bool)> =
            left.map(|trace| (trace.record.file.clone(), trace.may_lack_copy())).collect();
        files.sort_unstable();
        files.dedup_by(|(file, _), (before, _)| file == before);
        Ok(files)
    }
}

fn zip_time(workspace: &Workspace) -> DateTime {
    let now = workspace.now;
    let part = |number: u32| u8::try_from(number).unwrap_or(0);
    let year = u16::try_from(now.year()).unwrap_or(1980);
    let (month, day) = (part(now.month()), part(now.day()));
    DateTime::from_date_and_time(year, month, day, part(now.hour()), part(now.minute()), part(now.second()))
        .unwrap_or_default()
}

impl Archive {
    fn copy(&mut self, name: String, path: PathBuf) {
        self.files.push(ArchivedFile { name, content: Content::Copied(path) });
    }

    /// Adds a file that was made for the archive.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.files.push(ArchivedFile { name: name.to_owned(), content: Content::Made(bytes) });
    }

    /// The number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// How many of the files are letters.
    #[must_use]
    pub fn letters(&self) -> usize {
        self.files.iter().filter(|file| file.name.starts_with("letters/")).count()
    }

    /// Writes the files into a folder, which there must not be, or only an empty one. `exercise` is the identity of the
    /// exercise, whose lock is held; `shown` is the folder as it was typed.
    ///
    /// # Errors
    /// When a file cannot be read or written.
    pub fn write_to_folder(&self, folder: &Path, exercise: &str, shown: &Path) -> Result<()> {
        let failed = || say!("workspace-cannot-write", file = shown);
        let mut unfinished = UnfinishedFolder::begin(folder, exercise).context(failed())?;
        for file in &self.files {
            unfinished.write(&file.name, |to| file.write(to)).map_err(|failure: Failure| failure.context(failed()))?;
        }
        unfinished.finish().context(failed())
    }

    /// Writes the files as a zip file, which must not exist; the rest as for a folder.
    ///
    /// # Errors
    /// When it exists, or a file cannot be read or written.
    pub fn write_to_zip(&self, path: &Path, exercise: &str, shown: &Path) -> Result<()> {
        let failed = || say!("workspace-cannot-write", file = shown);
        if disk::what_is(path).context(failed())?.is_some() {
            return Err(say!("archive-exists", file = shown).into());
        }
        let written = write_whole(path, exercise, |file| {
            let mut zipped = Zipped::new(file);
            let made = self.zip(BufWriter::new(&mut zipped));
            zipped.result()?;
            made
        });
        written.map_err(|failure: Failure| failure.context(failed()))
    }

    fn zip(&self, to: impl Write + Seek) -> Result<()> {
        let options = SimpleFileOptions::default().last_modified_time(self.time).unix_permissions(0o644);
        let mut zip = ZipWriter::new(to);
        for file in &self.files {
            zip.start_file(file.name.as_str(), options).map_err(io::Error::from)?;
            file.write(&mut zip)?;
        }
        zip.finish().map_err(io::Error::from)?.flush()?;
        Ok(())
    }
}

impl ArchivedFile {
    fn write(&self, to: &mut impl Write) -> Result<()> {
        match &self.content {
            Content::Made(bytes) => to.write_all(bytes)?,
            Content::Copied(path) => {
                let mut file = disk::open(path).context(say!("workspace-cannot-read", file = path.as_path()))?;
                io::copy(&mut file, to)?;
            }
        }
        Ok(())
    }
}
