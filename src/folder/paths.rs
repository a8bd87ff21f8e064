//! Where the files of an exercise are.

use std::path::{Path, PathBuf};

use super::disk;
use super::error::FolderError;
use crate::exercise;

/// The delivery log, from the folder's top.
pub const DELIVERY_LOG: &str = "data/deliveries.jsonl";

/// Where the files are that others sent, from the folder's top.
pub const INCOMING: &str = "data/incoming";

/// Where copies of letters are, from the folder's top.
pub const OUTBOX: &str = "data/outbox";

/// What is locked while a command writes, from the folder's top.
pub const LOCK: &str = "data/.ovelse.lock";

#[derive(Debug, Clone)]
pub struct Folder {
    root: PathBuf,
}

impl Folder {
    /// The nearest folder at or above `start` that holds an exercise.toml; with `exactly`, only
    /// `start` itself.
    ///
    /// # Errors
    /// When no folder has one, or one cannot be looked into.
    pub fn find(start: &Path, exactly: bool) -> Result<Folder, FolderError> {
        let reach = if exactly { 1 } else { usize::MAX };
        for root in start.ancestors().take(reach) {
            let file = root.join(exercise::FILE);
            if disk::is_file(&file).map_err(|problem| FolderError::of(&file, problem))? {
                return Ok(Folder { root: root.to_owned() });
            }
        }
        let folder = start.to_owned();
        Err(if exactly { FolderError::NoExercise { folder } } else { FolderError::NoExerciseAbove { folder } })
    }

    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the letters are kept.
    #[must_use]
    pub fn outbox(&self) -> PathBuf {
        self.root.join(OUTBOX)
    }

    #[must_use]
    pub fn delivery_log(&self) -> PathBuf {
        self.root.join(DELIVERY_LOG)
    }
}
