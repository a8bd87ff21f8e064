//! The files of the folder that are not the tool's own: which of them hold persons.
//!
//! A file that cannot be looked into is never called clean (tests/it/purge.rs).

use std::io::{self, Cursor, Read, Seek};
use std::path::Path;

use zip::ZipArchive;

use super::super::{Context, Result};
use super::reason::{LeftReason, Removal};
use crate::folder::{DELIVERY_LOG, SECRET, STATEMENTS, TABLES};
use crate::personal::Personal;
use crate::sheet;
use crate::words::say;

/// The files that hold persons, or may. Files are named from the folder, with `/`.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Those that are deleted.
    pub(super) deleted: Vec<(String, Removal)>,
    /// Those that are left to the lead.
    pub(super) left: Vec<(String, LeftReason)>,
}

/// Besides its tables, what the tool itself goes through.
const OWN: [&str; 5] = [DELIVERY_LOG, STATEMENTS, SECRET, "data/.ovelse.lock", "data/outbox"];

/// How deep files in files are looked into, and how much of one.
const DEPTH: usize = 3;
const MOST: u64 = 256 << 20;

impl Found {
    pub(super) fn in_folder(root: &Path, personal: &Personal) -> Result<Found> {
        let mut found = Found::default();
        found.walk(root, "", personal)?;
        Ok(found)
    }

    fn walk(&mut self, folder: &Path, name: &str, personal: &Personal) -> Result<()> {
        let failed = || say!("workspace-cannot-read", file = folder);
        let mut entries = folder.read_dir().and_then(Iterator::collect::<io::Result<Vec<_>>>).context(failed())?;
        entries.sort_by_key(std::fs::DirEntry::file_name);
        for entry in entries {
            let own = entry.file_name().to_string_lossy().into_owned();
            let (path, name) = (entry.path(), format!("{name}{own}"));
            let kind = entry.file_type().context(failed())?;
            if TABLES.iter().chain(&OWN).any(|own| *own == name) {
                continue;
            }
            if own == ".git" {
                self.left.push((name, LeftReason::InGit));
            } else if kind.is_dir() && path.join(crate::exercise::FILE).is_file() && path.join("data").is_dir() {
                self.left.push((name, LeftReason::OtherExercise));
            } else if kind.is_dir() {
                self.walk(&path, &format!("{name}/"), personal)?;
            } else if kind.is_symlink() {
                self.left.push((name, LeftReason::Link));
            } else {
                self.judge(&path, name, personal)?;
            }
        }
        Ok(())
    }

    fn judge(&mut self, path: &Path, name: String, personal: &Personal) -> Result<()> {
        let is_leads = name == crate::exercise::FILE
            || name == crate::municipality::FILE
            || name.strip_prefix(crate::exercise::TEMPLATES).is_some_and(|rest| rest.starts_with('/'));
        if name.starts_with("data/incoming/") {
            self.deleted.push((name, Removal::Incoming));
            return Ok(());
        }
        let size = std::fs::metadata(path)?.len();
        let look = if size > MOST {
            Look::Blind
        } else {
            let bytes = std::fs::read(path).context(say!("workspace-cannot-read", file = &name))?;
            look(&name, &bytes, personal, DEPTH)
        };
        match look {
            Look::Names(0) => {}
            Look::Names(number) if is_leads => self.left.push((name, LeftReason::LeadNamesPersons { number })),
            Look::Names(number) => self.deleted.push((name, Removal::NamesPersons { number })),
            Look::Mail => self.deleted.push((name, Removal::Mail)),
            Look::Blind => self.left.push((name, LeftReason::NotSearchable)),
        }
        Ok(())
    }
}

/// What is in a file.
enum Look {
    /// How many times persons are named.
    Names(usize),
    Mail,
    /// It cannot be told.
    Blind,
}

fn look(name: &str, bytes: &[u8], personal: &Personal, depth: usize) -> Look {
    let is_mail = [".eml", ".mbox", ".msg"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    if is_mail || ["From ", "Return-Path:", "Received:"].iter().any(|start| bytes.starts_with(start.as_bytes())) {
        return Look::Mail;
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return if depth == 0 { Look::Blind } else { in_archive(bytes, personal, depth - 1) };
    }
    match sheet::words(bytes).filter(|_| !bytes.starts_with(b"%PDF")) {
        // In calendars and pages a long line may be broken within a name.
        Some(text) => Look::Names(personal.number_in(&text).max(personal.number_in(&unfolded(&text)))),
        None => Look::Blind,
    }
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\n ", "").replace("&amp;", "&").replace("&#x27;", "'")
}

/// Workbooks and documents are archives too.
fn in_archive(bytes: &[u8], personal: &Personal, depth: usize) -> Look {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Look::Blind };
    let mut names = 0;
    for place in 0..archive.len() {
        let Some((name, bytes)) = entry(&mut archive, place) else { return Look::Blind };
        match look(&name, &bytes, personal, depth) {
            Look::Names(number) => names += number,
            Look::Mail => return Look::Mail,
            // Pictures in a document are no text.
            Look::Blind => {}
        }
    }
    Look::Names(names)
}

fn entry(archive: &mut ZipArchive<impl Read + Seek>, place: usize) -> Option<(String, Vec<u8>)> {
    let file = archive.by_index(place).ok()?;
    let (name, mut bytes) = (file.name().ok()?.into_owned(), Vec::new());
    file.take(MOST).read_to_end(&mut bytes).ok()?;
    Some((name, bytes))
}
