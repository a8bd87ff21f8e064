//! The folder of the former exercise, which is only read.

use std::path::{Path, PathBuf};

use super::super::{Context, Failure, Result, Session, Workspace};
use crate::exercise::FILE;
use crate::folder::disk;
use crate::words::say;

/// A former exercise, and its folder as it is typed in a command.
#[derive(Debug)]
pub(crate) struct Former {
    pub(crate) workspace: Workspace,
    pub(crate) shown: PathBuf,
}

impl Session {
    /// The former exercise in a folder.
    ///
    /// # Errors
    /// When it is no folder of an exercise, or something is wrong with it.
    pub(crate) fn former(&self, dir: &Path) -> Result<Former> {
        let path = self.start()?.join(dir);
        let shown = if self.dir.is_some() { path.clone() } else { dir.to_owned() };
        if disk::what_is(&path).context(say!("workspace-cannot-read", file = dir))?.is_none() {
            return Err(say!("init-after-nothing", folder = dir).into());
        }
        if !disk::is_folder(&path).context(say!("workspace-cannot-read", file = dir))? {
            return Err(say!("init-after-a-file", file = dir).into());
        }
        let is_file = |name: &str| disk::is_file(&path.join(name)).context(say!("workspace-cannot-read", file = dir));
        if !is_file(FILE)? {
            let is_archive = is_file(&format!("tables/{FILE}"))?;
            let kind = if is_archive { "archive" } else { "other" };
            return Err(say!("init-after-no-exercise", folder = dir, kind = kind).into());
        }
        let workspace =
            Session { dir: Some(path), ..self.clone() }.open().map_err(|failure| in_folder(failure, dir))?;
        Ok(Former { workspace, shown })
    }
}

/// The same with the folder before the files: the lead stands elsewhere.
pub(super) fn in_folder(failure: Failure, folder: &Path) -> Failure {
    match failure {
        Failure::Rejected(mut findings) => {
            for finding in &mut findings {
                finding.file = folder.join(&finding.file).display().to_string();
            }
            Failure::Rejected(findings)
        }
        other => other,
    }
}

impl Former {
    /// Whether a folder that is to be made would lie in it.
    pub(crate) fn would_hold(&self, folder: &Path) -> bool {
        let root = disk::real_path(self.workspace.folder.root());
        let above = folder.ancestors().find_map(|above| disk::real_path(above).ok());
        above.zip(root.ok()).is_some_and(|(above, root)| above.starts_with(root))
    }
}
