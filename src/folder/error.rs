//! Why an exercise folder cannot be used.

use std::io;
use std::path::PathBuf;

use crate::exercise;

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
