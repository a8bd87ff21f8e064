//! Why an exercise folder or one of its files cannot be used.

use std::path::PathBuf;

use crate::failure::FileProblem;
use crate::findings::problems;

problems! {
    /// Why the folder cannot be used.
    pub enum FolderError in "folder" {
        /// There is no exercise.toml in it.
        NoExercise {
            folder: PathBuf,
        },
        /// There is no exercise.toml in it, nor in a folder above it.
        NoExerciseAbove {
            folder: PathBuf,
        },
        /// Another command is writing.
        Locked {
            folder: PathBuf,
            /// Who is writing, if they have said so.
            holder: Option<String>,
        },
        /// The file of the secret holds something else.
        NotASecret {
            file: PathBuf,
        },
        /// A file cannot be read or written.
        File {
            file: PathBuf,
            problem: FileProblem,
        },
    }
}

impl FolderError {
    /// That a file cannot be read or written.
    pub(crate) fn of(file: impl Into<PathBuf>, problem: impl Into<FileProblem>) -> FolderError {
        FolderError::File { file: file.into(), problem: problem.into() }
    }
}
