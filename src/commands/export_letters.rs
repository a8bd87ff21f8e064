//! `ovelse export-letters`: every letter of the exercise as files, and whom to call, for the day on which mail does not
//! work.

use super::{Console, Outcome, Session};
use crate::cli::ExportLetters;
use crate::words::say;
use crate::workspace::Result;
use crate::workspace::sample::unused_folder;

pub(crate) fn run(session: &Session, args: &ExportLetters, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let start = session.start()?;
    let folder = start.join(unused_folder(&start, args.output.clone())?);
    let exported = workspace.export(&folder, &args.output)?;
    let shown = args.output.as_path();
    let count = exported.sent + exported.due;
    console.say(say!("export-letters-done", count = count, folder = shown, sent = exported.sent, due = exported.due));
    console.say(say!("export-letters-forms"));
    if exported.uncertain > 0 {
        console.say(say!("export-letters-uncertain", count = exported.uncertain));
    }
    if exported.without_copy > 0 {
        console.say(say!("archive-without-copy", count = exported.without_copy));
    }
    for (municipality, reason) in &exported.unmade {
        console.warn(&say!("export-letters-unmade", municipality = municipality, reason = reason.clone()));
    }
    Ok(if exported.unmade.is_empty() { Outcome::Done } else { Outcome::Partly })
}
