//! `ovelse archive`: all that shows what was done and sent, in one folder or one file.
//!
//! Every letter that was sent is in it (tests/it/purge.rs).

use super::Outcome;
use crate::cli::Archive as Args;
use crate::folder::disk;
use crate::show::Console;
use crate::statement::ClosingStep;
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
    let (start, exercise) = (session.start()?, workspace.exercise.id.as_str());
    if args.output.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("zip")) {
        archive.write_to_zip(&session.place(&args.output)?, exercise, &args.output)?;
    } else {
        let folder = unused_folder(&start, args.output.clone())?;
        archive.write_to_folder(&start.join(&folder), exercise, &folder)?;
    }
    workspace.note_closing(ClosingStep::Archive)?;
    let output = args.output.as_path();
    console.say(say!("archive-written", file = output, files = archive.len(), letters = archive.letters()));
    if archive.without_copy > 0 {
        console.say(say!("archive-without-copy", count = archive.without_copy));
    }
    if disk::real_path(&start.join(output))?.starts_with(disk::real_path(workspace.folder.root())?) {
        console.say(say!("archive-within-folder"));
    }
    Ok(Outcome::Done)
}
