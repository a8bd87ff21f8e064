//! `ovelse import`: spreadsheets → registrations.csv.

pub mod register;
mod report;

use super::{Console, Outcome, Session};
use crate::cli::Import;
use crate::findings::Findings;
use crate::words::lists;
use crate::workspace::{ImportOptions, Result};
use report::ImportView;

pub fn run(session: &Session, args: &Import, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?.knowing_former_dates()?;
    let _lock = if args.dry_run { None } else { Some(workspace.folder.lock()?) };
    let files = session.expand(&args.files)?;
    let mut findings = Findings::new();
    let spreadsheets = session.spreadsheets(&files, &mut findings)?;
    let options =
        ImportOptions { sheet: args.sheet.as_deref(), take: &args.take, partial: args.partial, dry_run: args.dry_run };
    let imported = workspace.import(session, &spreadsheets, &options, findings, console.words)?;
    if args.verbose {
        let said = imported.files.iter().flat_map(|(name, about)| lists(name, about));
        said.for_each(|sentence| console.say(sentence));
    }
    let view = ImportView::new(&imported, &workspace, console.words).of_files(files.len(), &imported, args);
    console.show(&view, args.listing.format)?;
    Ok(match (imported.has_errors, args.partial) {
        (false, _) => Outcome::Done,
        (true, true) => Outcome::Partly,
        (true, false) => Outcome::NotDone,
    })
}
