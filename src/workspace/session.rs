//! What holds for a command, whichever it is: the folder that was named and the time.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, Utc};
use chrono_tz::Tz;

use super::attachments::attachment;
use super::{Context, Failure, Result, Workspace};
use crate::exercise::Exercise;
use crate::findings::Findings;
use crate::folder::{Folder, disk, replace_file};
use crate::letter::Attachment;
use crate::words::{in_shell, say};

/// What holds for a command, whichever it is.
#[derive(Debug, Clone)]
pub struct Session {
    /// The folder that was named; none for the nearest one with an exercise.
    pub dir: Option<PathBuf>,
    /// The time that is rehearsed; local to the exercise.
    pub now: Option<NaiveDateTime>,
    /// The time of the system.
    pub clock: DateTime<Utc>,
    /// What was typed after the name of the program.
    pub typed: Vec<String>,
}

impl Session {
    /// The command that was typed, for a hint: without some options, and with others at its end.
    #[must_use]
    pub fn typed_again(&self, without: &[&str], with: &[&str]) -> String {
        let mut words = vec!["ovelse".to_owned()];
        let mut typed = self.typed.iter();
        while let Some(word) = typed.next() {
            match word.as_str() {
                // A rehearsal is not repeated.
                "--now" => drop(typed.next()),
                "--show" if without.contains(&"--show") => drop(typed.next()),
                word if word.starts_with("--now=") || without.contains(&word) => {}
                word => words.push(in_shell(word)),
            }
        }
        let missing = with.iter().filter(|option| !self.typed.iter().any(|word| word == **option));
        words.extend(missing.map(|option| (*option).to_owned()));
        words.join(" ")
    }

    /// The folder that relative file names start from, as with `git -C`.
    ///
    /// # Errors
    /// When the current folder cannot be found.
    pub fn start(&self) -> Result<PathBuf> {
        match &self.dir {
            Some(dir) => Ok(dir.clone()),
            None => std::env::current_dir().context(say!("workspace-no-current-folder")),
        }
    }

    /// A file that goes with letters.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn attachment(&self, file: &Path) -> Result<Attachment> {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        Ok(attachment(&name, self.read_file(file)?))
    }

    /// Writes a file where the lead wants it.
    ///
    /// # Errors
    /// When its folder does not exist, or it cannot be written.
    pub fn write_to(&self, file: &Path, bytes: &[u8]) -> Result<()> {
        replace_file(&self.place(file)?, bytes).context(say!("workspace-cannot-write", file = file))
    }

    /// Where a file is that the lead wants written. A folder that does not exist is a typing mistake.
    ///
    /// # Errors
    /// When its folder does not exist.
    pub fn place(&self, file: &Path) -> Result<PathBuf> {
        let path = self.start()?.join(file);
        let folder = path.parent().unwrap_or(&path);
        let is_there = disk::is_folder(folder).context(say!("workspace-cannot-write", file = file))?;
        if is_there { Ok(path) } else { Err(say!("workspace-no-such-folder", folder = folder).into()) }
    }

    /// The exercise folder.
    ///
    /// # Errors
    /// When no folder at or above has an exercise.toml.
    pub fn folder(&self) -> Result<Folder> {
        Ok(Folder::find(&self.start()?, self.dir.is_some())?)
    }

    /// The time that it is for an exercise.
    pub(super) fn now(&self, exercise: &Exercise) -> DateTime<Tz> {
        match self.now {
            Some(now) => exercise.zoned(now),
            None => self.clock.with_timezone(&exercise.timezone),
        }
    }

    /// Opens the exercise.
    ///
    /// # Errors
    /// When there is none, or something is wrong with it, or a table names a date that it does not have any more.
    pub fn open(&self) -> Result<Workspace> {
        let workspace = self.open_to_mend()?;
        workspace.check_date_names()?;
        Ok(workspace)
    }

    /// The same for a command that mends what tables call dates.
    ///
    /// # Errors
    /// When there is none, or something is wrong with it.
    pub(crate) fn open_to_mend(&self) -> Result<Workspace> {
        let folder = self.folder()?;
        let mut findings = Findings::new();
        let exercise = folder.exercise(&mut findings)?;
        let municipalities = folder.municipalities(&mut findings)?;
        let groups = exercise.as_ref().zip(municipalities.as_ref());
        let groups = groups.map(|(exercise, municipalities)| exercise.groups_among(municipalities, &mut findings));
        match (exercise, municipalities, groups) {
            (Some(exercise), Some(municipalities), Some(groups)) if !findings.has_errors() => {
                let now = self.now(&exercise);
                Ok(Workspace { folder, exercise, municipalities, groups, now })
            }
            _ => Err(Failure::Rejected(findings.in_file_order())),
        }
    }
}

/// The words before the one that a shell wants completed; which of them are the name, clap_complete does not say rightly.
pub(crate) fn words_before_cursor() -> Vec<String> {
    let words: Vec<String> = std::env::args_os().skip(2).map(|word| word.to_string_lossy().into_owned()).collect();
    // Some shells send all words and say which one is meant; the others end with it.
    let index = std::env::var("_CLAP_COMPLETE_INDEX").ok().and_then(|index| index.parse().ok());
    let end = index.unwrap_or(words.len().saturating_sub(1));
    words.into_iter().take(end).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_the_command_that_was_typed_with_what_must_change() {
        let session = |typed: &str| Session {
            dir: None,
            now: None,
            clock: DateTime::UNIX_EPOCH,
            typed: typed.split(' ').map(|word| word.replace('_', " ")).collect(),
        };
        let typed = session("remind --only Nore_og_Uvdal --now 2022-08-20T09:00 --send");
        assert_eq!(typed.typed_again(&["--send"], &[]), "ovelse remind --only \"Nore og Uvdal\"");
        assert_eq!(typed.typed_again(&[], &["--yes"]), "ovelse remind --only \"Nore og Uvdal\" --send --yes");
        assert_eq!(session("invite --send --now=2022").typed_again(&[], &["--send"]), "ovelse invite --send");
    }
}
