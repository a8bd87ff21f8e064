//! The files of the folder that are not the tool's own: which of them hold persons.
//!
//! A file that cannot be looked into is never called clean (tests/it/purge.rs).

use std::io::{Cursor, Read, Seek};
use std::path::Path;

use zip::ZipArchive;

use super::super::{Context, Result};
use super::reason::{LeftReason, Removal};
use crate::findings::Sentence;
use crate::folder::disk::{self, Inside, What};
use crate::folder::{DELIVERY_LOG, FileProblem, INCOMING, LOCK, OUTBOX, SECRET, STATEMENTS, TABLES};
use crate::personal::{Kind, Mention, Personal};
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
const OWN: [&str; 5] = [DELIVERY_LOG, STATEMENTS, SECRET, LOCK, OUTBOX];

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
        for Inside { path, name: own, what } in disk::inside(folder).context(failed())? {
            let name = format!("{name}{own}");
            if TABLES.iter().chain(&OWN).any(|own| *own == name) {
                continue;
            }
            if own == ".git" {
                self.left.push((name, LeftReason::InGit));
                continue;
            }
            match what {
                What::Folder if is_exercise(&path).context(failed())? => {
                    self.left.push((name, LeftReason::OtherExercise));
                }
                What::Folder => self.walk(&path, &format!("{name}/"), personal)?,
                What::File => self.judge(&path, name, personal)?,
                What::Link => self.left.push((name, LeftReason::Link)),
                What::Other => self.left.push((name, LeftReason::NotSearchable)),
            }
        }
        Ok(())
    }

    fn judge(&mut self, path: &Path, name: String, personal: &Personal) -> Result<()> {
        let is_leads = name == crate::exercise::FILE
            || name == crate::municipality::FILE
            || name.strip_prefix(crate::exercise::TEMPLATES).is_some_and(|rest| rest.starts_with('/'));
        if Path::new(&name).starts_with(INCOMING) {
            self.deleted.push((name, Removal::Incoming));
            return Ok(());
        }
        let bytes = disk::read_at_most(path, MOST).context(say!("workspace-cannot-read", file = &name))?;
        let look = bytes.map_or(Look::Blind, |bytes| look(&name, &bytes, personal, DEPTH));
        match look {
            Look::Names(found) => match Named::of(&found) {
                None => {}
                Some(Named { number, datum, place, is_sure }) => match (is_leads, is_sure) {
                    (true, _) => self.left.push((name, LeftReason::LeadNamesPersons { number, datum, place })),
                    (false, true) => self.deleted.push((name, Removal::NamesPersons { number, datum, place })),
                    (false, false) => self.left.push((name, LeftReason::OnlyNames { number, datum, place })),
                },
            },
            Look::Mail => self.deleted.push((name, Removal::Mail)),
            Look::Blind => self.left.push((name, LeftReason::NotSearchable)),
        }
        Ok(())
    }
}

/// Whether a folder is one of an exercise.
fn is_exercise(folder: &Path) -> Result<bool, FileProblem> {
    Ok(disk::is_file(&folder.join(crate::exercise::FILE))? && disk::is_folder(&folder.join("data"))?)
}

/// That a file names persons.
struct Named {
    number: usize,
    /// What says it best, as it is written.
    datum: String,
    place: Sentence,
    /// Whether there is an address or a number.
    is_sure: bool,
}

impl Named {
    fn of(found: &[(Option<String>, Mention)]) -> Option<Named> {
        let number = found.len();
        let is_contact = |(_, mention): &&(Option<String>, Mention)| mention.kind == Kind::Contact;
        let is_name = |(_, mention): &&(Option<String>, Mention)| mention.kind == Kind::Name;
        let best = found.iter().find(is_contact).or_else(|| found.iter().find(is_name))?;
        let (part, Mention { kind, datum, line }) = best.clone();
        let place = match part {
            Some(part) => say!("purge-in-part", part = part),
            None => say!("purge-in-line", line = line),
        };
        Some(Named { number, datum, place, is_sure: kind == Kind::Contact })
    }
}

/// What is in a file.
enum Look {
    /// Where persons are named, if they are, in parts of the file by their names.
    Names(Vec<(Option<String>, Mention)>),
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
        Some(text) => {
            let (as_it_is, unfolded) = (personal.mentions_in(&text), personal.mentions_in(&unfolded(&text)));
            let found = if unfolded.len() > as_it_is.len() { unfolded } else { as_it_is };
            Look::Names(found.into_iter().map(|mention| (None, mention)).collect())
        }
        None => Look::Blind,
    }
}

fn unfolded(text: &str) -> String {
    text.replace("\r\n ", "").replace("\n ", "").replace("&amp;", "&").replace("&#x27;", "'")
}

/// Workbooks and documents are archives too.
fn in_archive(bytes: &[u8], personal: &Personal, depth: usize) -> Look {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Look::Blind };
    let mut names = Vec::new();
    for place in 0..archive.len() {
        let Some((name, bytes)) = entry(&mut archive, place) else { return Look::Blind };
        match look(&name, &bytes, personal, depth) {
            Look::Names(found) => {
                names.extend(found.into_iter().map(|(part, mention)| (part.or(Some(name.clone())), mention)));
            }
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
