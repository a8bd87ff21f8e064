//! The exercise folder: where things are, one writer at a time, and files that are replaced whole.
//!
//! A crash at any point leaves a table as it was before or as it is after, never between. What is in
//! the files is known here only as far as the tool's own tables go.

mod assignments;
mod attendance;
mod files;
mod registrations;
mod replies;

pub use assignments::{FILE as ASSIGNMENTS, read as read_assignments};
pub use files::visible_files;
pub use registrations::FILE as REGISTRATIONS;

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::assignment::Assignments;
use crate::attendance::Attendance;
use crate::exercise::{self, Exercise};
use crate::findings::{Finding, Findings};
use crate::municipality::{self, ByNumber, Municipalities, Numbered};
use crate::parallel;
use crate::registration::{Answers, Registrations};
use crate::reply::Replies;
use crate::sheet::Sheet;

/// The tool's tables, from the folder's top.
pub const TABLES: [&str; 4] = [registrations::FILE, assignments::FILE, attendance::FILE, replies::FILE];

/// The delivery log, from the folder's top.
pub const DELIVERY_LOG: &str = "data/deliveries.jsonl";

/// How the names of files begin that are being written.
const TEMPORARY: &str = ".ovelse-";

/// The folder cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    /// There is no exercise here, or in what is described.
    #[error("there is no {} in {}\n    go to the folder of an exercise, name it with -C DIR, or make a new one: ovelse init DIR (how it works: ovelse demo)", exercise::FILE, .0)]
    NoExercise(String),
    /// Another command is writing: where, and who it is as far as it has said.
    #[error("another ovelse command is changing {}{}\n    wait until it is done, then run this command again", .0.display(), .1)]
    Locked(PathBuf, String),
    /// A file cannot be read or written.
    #[error("{}: {}", path.display(), in_words(error))]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// What the system says, in words that are the same on each, and what to do, if anything is known.
#[must_use]
pub fn io_problem(error: &io::Error) -> (String, Option<&'static str>) {
    let (problem, remedy) = match error.kind() {
        io::ErrorKind::NotFound => ("there is no such file", "look for a typing mistake in its name"),
        io::ErrorKind::PermissionDenied => {
            let remedy =
                "if the file is open in another program, such as Excel, close it there and run this command again";
            return (error.to_string(), Some(remedy));
        }
        io::ErrorKind::IsADirectory => ("this is a folder", "name the files in it, as with FOLDER/*.csv"),
        _ => return (error.to_string(), None),
    };
    (problem.to_owned(), Some(remedy))
}

/// Both in the form of an error.
fn in_words(error: &io::Error) -> String {
    match io_problem(error) {
        (problem, Some(remedy)) => format!("{problem}\n    {remedy}"),
        (problem, None) => problem,
    }
}

/// An exercise folder.
#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The nearest folder at or above `start` that holds an exercise.toml; with `exactly`, only
    /// `start` itself.
    ///
    /// # Errors
    /// When there is none.
    pub fn find(start: &Path, exactly: bool) -> Result<Folder, FolderError> {
        let reach = if exactly { 1 } else { usize::MAX };
        let above = if exactly { "" } else { " or a folder above it" };
        start
            .ancestors()
            .take(reach)
            .find(|folder| folder.join(exercise::FILE).is_file())
            .map(|root| Folder { root: root.to_owned() })
            .ok_or_else(|| FolderError::NoExercise(format!("{}{above}", start.display())))
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the letters are kept.
    #[must_use]
    pub fn outbox(&self) -> PathBuf {
        self.root.join("data").join("outbox")
    }

    /// Where it is written what was delivered.
    #[must_use]
    pub fn delivery_log(&self) -> PathBuf {
        self.root.join(DELIVERY_LOG)
    }

    /// Keeps other commands from writing until the lock is dropped.
    ///
    /// # Errors
    /// When another command holds it, or the lock file cannot be made.
    pub fn lock(&self) -> Result<Lock, FolderError> {
        let path = self.root.join("data").join(".ovelse.lock");
        let failed = |error| FolderError::Io { path: path.clone(), error };
        create_parent(&path).map_err(failed)?;
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {
                self.remove_leftovers();
                // It is for people only: where it cannot be written, nobody is told.
                let _ = file.set_len(0).and_then(|()| (&file).write_all(holder().as_bytes()));
                Ok(Lock { _file: file })
            }
            Err(TryLockError::WouldBlock) => {
                let holder = std::fs::read_to_string(&path).unwrap_or_default();
                let holder = if holder.is_empty() { holder } else { format!(": {holder}") };
                Err(FolderError::Locked(self.root.clone(), holder))
            }
            Err(TryLockError::Error(error)) => Err(FolderError::Io { path, error }),
        }
    }

    /// Takes away what a killed command has left of files that it was replacing. Whoever holds the lock
    /// is the only one who can be replacing any.
    fn remove_leftovers(&self) {
        for folder in [self.root.join("data"), self.outbox()] {
            let leftovers = std::fs::read_dir(folder).into_iter().flatten().flatten();
            for leftover in leftovers.filter(|entry| entry.file_name().to_string_lossy().starts_with(TEMPORARY)) {
                // One that cannot be removed does no harm.
                let _ = std::fs::remove_file(leftover.path());
            }
        }
    }

    /// Reads exercise.toml.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub fn exercise(&self, findings: &mut Findings) -> Result<Option<Exercise>, FolderError> {
        let bytes = self.read(exercise::FILE)?.unwrap_or_default();
        let Ok(text) = str::from_utf8(&bytes) else {
            findings.push(
                Finding::error(exercise::FILE, "the file is not UTF-8")
                    .remedy("save it as UTF-8; Notepad offers that under \"Save as\", Encoding"),
            );
            return Ok(None);
        };
        Ok(Exercise::read(text.trim_start_matches('\u{feff}'), findings))
    }

    /// Reads municipalities.csv.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub fn municipalities(&self, findings: &mut Findings) -> Result<Option<Municipalities>, FolderError> {
        let Some(bytes) = self.read(municipality::FILE)? else {
            findings.push(
                Finding::error(municipality::FILE, "the file is missing")
                    .remedy("make it, with the columns number, name, language and email"),
            );
            return Ok(None);
        };
        Ok(Municipalities::read(&bytes, findings))
    }

    /// Reads registrations.csv; without one, nobody has answered.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub fn registrations(
        &self,
        exercise: &Exercise,
        municipalities: &Municipalities,
        findings: &mut Findings,
    ) -> Result<Registrations, FolderError> {
        let bytes = self.read(registrations::FILE)?;
        Ok(bytes.map(|bytes| registrations::read(&bytes, exercise, municipalities, findings)).unwrap_or_default())
    }

    /// Reads of registrations.csv what dates are assigned from, and no contacts; without one, nobody has answered.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub fn answers(
        &self,
        exercise: &Exercise,
        municipalities: &Municipalities,
        findings: &mut Findings,
    ) -> Result<Answers, FolderError> {
        let bytes = self.read(registrations::FILE)?;
        Ok(bytes
            .map(|bytes| registrations::read_answers(&bytes, exercise, municipalities, findings))
            .unwrap_or_default())
    }

    /// Replaces registrations.csv. The caller must hold the lock.
    ///
    /// # Errors
    /// When it cannot be written; the former file then stands.
    pub fn write_registrations(
        &self,
        registrations: &Registrations,
        exercise: &Exercise,
        municipalities: &Municipalities,
    ) -> Result<(), FolderError> {
        self.replace(registrations::FILE, &registrations::write(registrations, exercise, municipalities))
    }

    /// Reads assignments.csv; without one, nothing is assigned.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub fn assignments(
        &self,
        exercise: &Exercise,
        municipalities: &Municipalities,
        answers: &Answers,
        findings: &mut Findings,
    ) -> Result<Assignments, FolderError> {
        let bytes = self.read(assignments::FILE)?;
        let read = |bytes: Vec<u8>| read_assignments(&bytes, exercise, municipalities, answers, findings);
        Ok(bytes.map(read).unwrap_or_default())
    }

    /// Replaces assignments.csv. The caller must hold the lock.
    ///
    /// # Errors
    /// When it cannot be written; the former file then stands.
    pub fn write_assignments(
        &self,
        assignments: &Assignments,
        exercise: &Exercise,
        municipalities: &Municipalities,
    ) -> Result<(), FolderError> {
        self.replace(assignments::FILE, &assignments::write(assignments, exercise, municipalities))
    }

    /// Replaces assignments.csv if `check` finds nothing wrong with what was written, which it is given as bytes read
    /// back from the disk, before they take the name. The caller must hold the lock.
    ///
    /// # Errors
    /// When it cannot be written, and those of `check`; the former file then stands.
    pub fn write_assignments_checked<E: From<FolderError>>(
        &self,
        assignments: &Assignments,
        exercise: &Exercise,
        municipalities: &Municipalities,
        check: impl FnOnce(&[u8]) -> Result<(), E>,
    ) -> Result<(), E> {
        let path = self.root.join(assignments::FILE);
        let failed = |error| FolderError::Io { path: path.clone(), error };
        let bytes = assignments::write(assignments, exercise, municipalities);
        let replacement = Replacement::write(&path, &bytes).map_err(failed)?;
        drop(bytes);
        // Reading back and waiting for the disk take about as long as each other.
        let synced = std::thread::scope(|scope| {
            let syncing = scope.spawn(|| replacement.sync());
            check(&replacement.read().map_err(failed)?)?;
            Ok::<_, E>(syncing.join().unwrap_or_else(|panic| resume_unwind(panic)))
        })?;
        synced.and_then(|()| replacement.put_in_place()).map_err(|error| failed(error).into())
    }

    /// Reads attendance.csv; without one, nothing is recorded.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub fn attendance(
        &self,
        exercise: &Exercise,
        municipalities: &Municipalities,
        findings: &mut Findings,
    ) -> Result<Attendance, FolderError> {
        let bytes = self.read(attendance::FILE)?;
        Ok(bytes.map(|bytes| attendance::read(&bytes, exercise, municipalities, findings)).unwrap_or_default())
    }

    /// Replaces attendance.csv. The caller must hold the lock.
    ///
    /// # Errors
    /// When it cannot be written; the former file then stands.
    pub fn write_attendance(
        &self,
        attendance: &Attendance,
        exercise: &Exercise,
        municipalities: &Municipalities,
    ) -> Result<(), FolderError> {
        self.replace(attendance::FILE, &attendance::write(attendance, exercise, municipalities))
    }

    /// Reads replies.csv; without one, nothing has come back.
    ///
    /// # Errors
    /// When the file cannot be read; what is wrong in it is added to `findings`.
    pub fn replies(&self, findings: &mut Findings) -> Result<Replies, FolderError> {
        let bytes = self.read(replies::FILE)?;
        Ok(bytes.map(|bytes| replies::read(&bytes, findings)).unwrap_or_default())
    }

    /// Replaces replies.csv. The caller must hold the lock.
    ///
    /// # Errors
    /// When it cannot be written; the former file then stands.
    pub fn write_replies(&self, replies: &Replies, municipalities: &Municipalities) -> Result<(), FolderError> {
        self.replace(replies::FILE, &replies::write(replies, municipalities))
    }

    fn read(&self, file: &str) -> Result<Option<Vec<u8>>, FolderError> {
        let path = self.root.join(file);
        match read_file(&path) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(FolderError::Io { path, error }),
        }
    }

    fn replace(&self, file: &str, bytes: &[u8]) -> Result<(), FolderError> {
        let path = self.root.join(file);
        replace_file(&path, bytes).map_err(|error| FolderError::Io { path, error })
    }
}

/// The rows of a table by municipality. A municipality that has a row already is added to `findings`; `column` is that of
/// the numbers.
fn one_each<T: Numbered>(
    rows: Vec<T>,
    sheet: &Sheet<'_>,
    column: usize,
    municipalities: &Municipalities,
    findings: &mut Findings,
) -> ByNumber<T> {
    let read = rows.len();
    let things: ByNumber<T> = rows.into_iter().collect();
    if things.len() < read {
        let number = |written: &str| municipalities.find(written).ok().map(|found| found.number);
        for (place, value, _) in sheet.repeated(column, number) {
            let finding = Finding::error(sheet.file(), "has a row already").at(place).value(value);
            findings.push(finding.remedy("remove one of the two rows"));
        }
    }
    things
}

/// What is in a file. A large one is read by several threads, each a part of its own.
fn read_file(path: &Path) -> io::Result<Vec<u8>> {
    const WORTH_A_THREAD: usize = 8 << 20;
    let size = usize::try_from(std::fs::metadata(path)?.len()).unwrap_or(usize::MAX);
    let threads = parallel::threads().min(size / WORTH_A_THREAD);
    if threads < 2 {
        return std::fs::read(path);
    }
    let mut bytes = vec![0; size];
    let length = size.div_ceil(threads);
    let read = |(index, part): (usize, &mut [u8])| {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start((index * length) as u64))?;
        file.read_exact(part)
    };
    parallel::map(bytes.chunks_mut(length).enumerate(), read).into_iter().collect::<io::Result<()>>()?;
    Ok(bytes)
}

/// Who is writing, and since when.
fn holder() -> String {
    let user = ["USER", "USERNAME"].iter().find_map(|name| std::env::var(name).ok()).unwrap_or_default();
    let since = chrono::Local::now().format("%H:%M:%S");
    let who = if user.is_empty() { String::new() } else { format!("{user}, ") };
    format!("{who}process {}, since {since}", std::process::id())
}

/// Held while a command writes.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Puts `bytes` where `path` says, whole or not at all: written beside it, synced, renamed, and the
/// folder synced. Folders that are missing are made.
///
/// # Errors
/// When any of that fails; the former file then stands.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let replacement = Replacement::write(path, bytes)?;
    replacement.sync()?;
    replacement.put_in_place()
}

/// Puts `bytes` where `path` says, whole or not at all as long as the machine runs; [`sync_files`] makes it hold
/// whatever happens to the machine.
///
/// # Errors
/// When it cannot be written; the former file then stands.
pub fn put_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    Replacement::write(path, bytes)?.rename()
}

/// Puts on disk what [`put_file`] has written into a folder.
///
/// # Errors
/// When the disk does not take it.
pub fn sync_files(folder: &Path, files: &[PathBuf]) -> io::Result<()> {
    // Asked by many at once, a disk is done with all of them about as soon as with one.
    const AT_ONCE: usize = 16;
    // Some systems sync only what is open for writing.
    let sync = |file: &PathBuf| OpenOptions::new().write(true).open(file)?.sync_all();
    let parts = files.chunks(files.len().div_ceil(AT_ONCE).max(1));
    parallel::map(parts, |part| part.iter().try_for_each(sync)).into_iter().collect::<io::Result<()>>()?;
    sync_folder(folder)
}

/// A file written beside the one that it is to replace. Dropped before it is in place, it goes away.
struct Replacement<'p> {
    path: &'p Path,
    temporary: NamedTempFile,
}

impl Replacement<'_> {
    fn write<'p>(path: &'p Path, bytes: &[u8]) -> io::Result<Replacement<'p>> {
        create_parent(path)?;
        let mut temporary = tempfile::Builder::new().prefix(TEMPORARY).tempfile_in(folder_of(path))?;
        temporary.write_all(bytes)?;
        keep_permissions(path, temporary.as_file())?;
        Ok(Replacement { path, temporary })
    }

    fn read(&self) -> io::Result<Vec<u8>> {
        read_file(self.temporary.path())
    }

    fn sync(&self) -> io::Result<()> {
        self.temporary.as_file().sync_all()
    }

    /// Must come after [`Replacement::sync`].
    fn put_in_place(self) -> io::Result<()> {
        let folder = folder_of(self.path);
        self.rename()?;
        sync_folder(folder)
    }

    fn rename(self) -> io::Result<()> {
        self.temporary.persist(self.path)?;
        Ok(())
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new("."))
}

fn create_parent(path: &Path) -> io::Result<()> {
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
