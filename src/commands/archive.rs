//! `ovelse archive`: all that shows what was done and sent, in one folder or one file, for the archive.
//!
//! It must never leave a letter out that was sent, nor touch a file that is there already.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use chrono::{Datelike, Timelike};
use tempfile::NamedTempFile;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use super::log::Journal;
use super::report::{self, Form};
use super::{Console, Outcome, Session, Workspace, count};
use crate::cli::Archive as Args;
use crate::exercise;
use crate::folder::{DELIVERY_LOG, TABLES, put_file, sync_files, visible_files};
use crate::municipality;
use crate::sheet;
use crate::show::View;
use crate::workspace::sample::unused_folder;

pub fn run(session: &Session, args: &Args, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    // While it is put together, nothing is sent or changed.
    let _lock = opened.folder.lock()?;
    let parts = parts(&opened)?;
    let start = session.start()?;
    let is_zip = args.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip"));
    if is_zip {
        into_file(&parts, &session.place(&args.output)?, &args.output, &opened)?;
    } else {
        into_folder(&parts, &start.join(unused_folder(&start, args.output.clone())?))?;
    }
    let letters = parts.iter().filter(|part| part.name.starts_with("letters/")).count();
    let (files, letters) = (count(parts.len(), "file", "files"), count(letters, "letter", "letters"));
    console.say(format_args!("{}: {files}, of them {letters}.", args.output.display()));
    let inside = |root: PathBuf| start.join(&args.output).canonicalize().is_ok_and(|path| path.starts_with(root));
    if opened.folder.root().canonicalize().is_ok_and(inside) {
        console.say("It lies in the exercise folder, where ovelse purge removes it: keep it elsewhere.");
    }
    Ok(Outcome::Done)
}

/// One file of the archive.
struct Part {
    /// With `/` between folders.
    name: String,
    content: Content,
}

enum Content {
    Made(Vec<u8>),
    /// A file of the exercise folder.
    Copied(PathBuf),
}

impl Part {
    fn made(name: &str, bytes: Vec<u8>) -> Part {
        Part { name: name.to_owned(), content: Content::Made(bytes) }
    }

    fn write(&self, to: &mut impl Write) -> Result<()> {
        match &self.content {
            Content::Made(bytes) => to.write_all(bytes)?,
            Content::Copied(path) => {
                let mut file = File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
                io::copy(&mut file, to)?;
            }
        }
        Ok(())
    }
}

/// What is archived: the tables as they are, the journal, the report, and every letter that has left.
fn parts(opened: &Workspace) -> Result<Vec<Part>> {
    let document = report::document(opened)?;
    let journal = Journal::of(opened)?.grid();
    let mut parts = vec![
        Part::made("journal.csv", sheet::write(journal.headings, journal.rows)),
        Part::made("report.html", Form::Html.bytes(&document)?),
        Part::made("report.md", Form::Markdown.bytes(&document)?),
        Part::made("report.xlsx", Form::Xlsx.bytes(&document)?),
    ];
    let root = opened.folder.root();
    let copied = |name: String, path: PathBuf| Part { name, content: Content::Copied(path) };
    for table in [exercise::FILE, municipality::FILE].into_iter().chain(TABLES).chain([DELIVERY_LOG]) {
        let path = root.join(table);
        if path.is_file() {
            parts.push(copied(format!("tables/{}", table.trim_start_matches("data/")), path));
        }
    }
    let incoming = root.join("data").join("incoming");
    if incoming.is_dir() {
        let files = visible_files(&incoming, "incoming").context("data/incoming cannot be read")?;
        parts.extend(files.into_iter().map(|(name, path)| copied(name, path)));
    }
    let history = opened.history()?;
    let mut files: Vec<&str> = history
        .all()
        .into_iter()
        .filter(|trace| trace.left.is_some())
        .map(|trace| trace.record.file.as_str())
        .collect();
    files.sort_unstable();
    files.dedup();
    for file in files {
        let path = opened.folder.outbox().join(file);
        if !path.is_file() {
            bail!(
                "data/outbox/{file} is missing, and the log says that it was sent\n    put it back from a copy of the folder"
            );
        }
        parts.push(copied(format!("letters/{file}"), path));
    }
    Ok(parts)
}

fn into_folder(parts: &[Part], folder: &Path) -> Result<()> {
    let mut folders: Vec<(PathBuf, Vec<PathBuf>)> = Vec::new();
    for part in parts {
        let path = folder.join(&part.name);
        let mut bytes = Vec::new();
        part.write(&mut bytes)?;
        put_file(&path, &bytes).with_context(|| format!("{} cannot be written", path.display()))?;
        let parent = path.parent().unwrap_or(folder).to_owned();
        match folders.iter_mut().find(|(found, _)| *found == parent) {
            Some((_, files)) => files.push(path),
            None => folders.push((parent, vec![path])),
        }
    }
    for (folder, files) in &folders {
        sync_files(folder, files).with_context(|| format!("{} cannot be written", folder.display()))?;
    }
    Ok(())
}

fn into_file(parts: &[Part], path: &Path, shown: &Path, opened: &Workspace) -> Result<()> {
    if path.exists() {
        bail!("{} is there already\n    name a file that does not exist yet", shown.display());
    }
    let folder = path.parent().unwrap_or(path);
    let failed = || format!("{} cannot be written", shown.display());
    let file = NamedTempFile::new_in(folder).with_context(failed)?;
    zipped(parts, BufWriter::new(file.as_file()), opened).with_context(failed)?;
    file.as_file().sync_all().with_context(failed)?;
    file.persist_noclobber(path).map_err(|error| error.error).with_context(failed)?;
    Ok(())
}

fn zipped(parts: &[Part], to: impl Write + Seek, opened: &Workspace) -> Result<()> {
    let now = opened.now;
    let part = |number: u32| u8::try_from(number).unwrap_or(0);
    let year = u16::try_from(now.year()).unwrap_or(1980);
    let time = DateTime::from_date_and_time(
        year,
        part(now.month()),
        part(now.day()),
        part(now.hour()),
        part(now.minute()),
        part(now.second()),
    );
    let options = SimpleFileOptions::default().last_modified_time(time.unwrap_or_default()).unix_permissions(0o644);
    let mut archive = ZipWriter::new(to);
    for part in parts {
        archive.start_file(part.name.as_str(), options)?;
        part.write(&mut archive)?;
    }
    archive.finish()?.flush()?;
    Ok(())
}
