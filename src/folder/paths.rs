//! Where the files of an exercise are.

use std::path::{Path, PathBuf};

use super::error::FolderError;
use crate::exercise;

/// The delivery log, from the folder's top.
pub const DELIVERY_LOG: &str = "data/deliveries.jsonl";

#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The nearest folder at or above `start` that holds an exercise.toml; with `exactly`, only
    /// `start` itself.
    ///
    /// # Errors
    /// When no folder has one.
    pub fn find(start: &Path, exactly: bool) -> Result<Folder, FolderError> {
        let reach = if exactly { 1 } else { usize::MAX };
        let found = start.ancestors().take(reach).find(|folder| folder.join(exercise::FILE).is_file());
        match found {
            Some(root) => Ok(Folder { root: root.to_owned() }),
            None if exactly => Err(FolderError::NoExercise { folder: start.to_owned() }),
            None => Err(FolderError::NoExerciseAbove { folder: start.to_owned() }),
        }
    }

    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the letters are kept.
    #[must_use]
    pub fn outbox(&self) -> PathBuf {
        self.root.join("data").join("outbox")
    }

    #[must_use]
    pub fn delivery_log(&self) -> PathBuf {
        self.root.join(DELIVERY_LOG)
    }
}
