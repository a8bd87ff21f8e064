//! What belongs into an archive of an exercise, and how it is written: to a folder or as one zip file.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use chrono::{Datelike, Timelike};
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::{Context, Result, Workspace};
use crate::exercise;
use crate::folder::{DELIVERY_LOG, FileProblem, STATEMENTS, TABLES, put_file, sync_files, visible_files};
use crate::municipality;
use crate::words::say;

/// The files of an archive.
#[derive(Debug)]
pub struct Archive {
    files: Vec<ArchivedFile>,
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
        let mut archive = Archive { files: Vec::new(), time: zip_time(self) };
        for table in [exercise::FILE, municipality::FILE].into_iter().chain(TABLES).chain([STATEMENTS, DELIVERY_LOG]) {
            let path = root.join(table);
            if path.is_file() {
                archive.copy(format!("tables/{}", table.trim_start_matches("data/")), path);
            }
        }
        let incoming = root.join("data").join("incoming");
        if incoming.is_dir() {
            let files = visible_files(&incoming, "incoming");
            let files = files.context(say!("workspace-cannot-read", file = "data/incoming"))?;
            files.into_iter().for_each(|(name, path)| archive.copy(name, path));
        }
        for file in self.letters_that_left()? {
            let path = self.folder.outbox().join(&file);
            if !path.is_file() {
                return Err(say!("archive-letter-missing", file = format!("data/outbox/{file}")).into());
            }
            archive.copy(format!("letters/{file}"), path);
        }
        Ok(archive)
    }

    /// The files of all letters that have left, each once.
    fn letters_that_left(&self) -> Result<Vec<String>> {
        let history = self.history()?;
        let left = history.all().into_iter().filter(|trace| trace.left.is_some());
        let mut files: Vec<String> = left.map(|trace| trace.record.file.clone()).collect();
        files.sort_unstable();
        files.dedup();
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

    /// Writes the files into a folder.
    ///
    /// # Errors
    /// When one cannot be read or written.
    pub fn write_to_folder(&self, folder: &Path) -> Result<()> {
        let mut folders: Vec<(PathBuf, Vec<PathBuf>)> = Vec::new();
        for file in &self.files {
            let path = folder.join(&file.name);
            let mut bytes = Vec::new();
            file.write(&mut bytes)?;
            put_file(&path, &bytes).context(say!("workspace-cannot-write", file = path.as_path()))?;
            let parent = path.parent().unwrap_or(folder).to_owned();
            match folders.iter_mut().find(|(found, _)| *found == parent) {
                Some((_, files)) => files.push(path),
                None => folders.push((parent, vec![path])),
            }
        }
        for (folder, files) in &folders {
            sync_files(folder, files).context(say!("workspace-cannot-write", file = folder.as_path()))?;
        }
        Ok(())
    }

    /// Writes the files as a zip file, which must not exist; `shown` is its name as it was typed.
    ///
    /// # Errors
    /// When it exists, or a file cannot be read or written.
    pub fn write_to_zip(&self, path: &Path, shown: &Path) -> Result<()> {
        if path.exists() {
            return Err(say!("archive-exists", file = shown).into());
        }
        let failed = || say!("workspace-cannot-write", file = shown);
        let temporary = NamedTempFile::new_in(path.parent().unwrap_or(path)).context(failed())?;
        self.zip(BufWriter::new(temporary.as_file())).map_err(|failure| failure.context(failed()))?;
        temporary.as_file().sync_all().context(failed())?;
        temporary.persist_noclobber(path).map_err(|error| error.error).context(failed())?;
        Ok(())
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
                let file = File::open(path).map_err(FileProblem::from);
                let mut file = file.context(say!("workspace-cannot-read", file = path.as_path()))?;
                io::copy(&mut file, to)?;
            }
        }
        Ok(())
    }
}
