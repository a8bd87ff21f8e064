//! `ovelse archive`: all that shows what was done and sent, in one folder or one file.
//!
//! Every letter that was sent is in it (tests/it/purge.rs).

use std::path::PathBuf;

use super::Outcome;
use crate::cli::Archive as Args;
use crate::show::Console;
use crate::words::{Words, say};
use crate::workspace::sample::unused_folder;
use crate::workspace::{Result, Session, Workspace};

/// The views of other commands that go into the archive: the name of each file with its bytes.
pub(super) type Views = fn(&Workspace, Words) -> Result<Vec<(&'static str, Vec<u8>)>>;

pub fn run(session: &Session, args: &Args, views: Views, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    // While the archive is put together, nothing is sent or changed.
    let _lock = workspace.folder.lock()?;
    let mut archive = workspace.archive()?;
    for (name, bytes) in views(&workspace, console.words)? {
        archive.add(name, bytes);
    }
    let start = session.start()?;
    if args.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) {
        archive.write_to_zip(&session.place(&args.output)?, &args.output)?;
    } else {
        archive.write_to_folder(&start.join(unused_folder(&start, args.output.clone())?))?;
    }
    let output = args.output.as_path();
    console.say(say!("archive-written", file = output, files = archive.len(), letters = archive.letters()));
    let inside = |root: PathBuf| start.join(output).canonicalize().is_ok_and(|path| path.starts_with(root));
    if workspace.folder.root().canonicalize().is_ok_and(inside) {
        console.say(say!("archive-within-folder"));
    }
    Ok(Outcome::Done)
}
