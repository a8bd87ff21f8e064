//! `ovelse import`: spreadsheets → registrations.csv.

pub mod register;
mod report;

use std::path::{Path, PathBuf};

use super::{Console, Outcome, Session};
use crate::cli::Import;
use crate::findings::Findings;
use crate::intake::About;
use crate::words::say;
use crate::workspace::{Context, Failure, ImportOptions, Result};
use report::ImportView;

pub fn run(session: &Session, args: &Import, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let _lock = if args.dry_run { None } else { Some(workspace.folder.lock()?) };
    let files = expand(&session.start()?, &args.files)?;
    let mut findings = Findings::new();
    let spreadsheets = session.spreadsheets(&files, &mut findings)?;
    let options =
        ImportOptions { sheet: args.sheet.as_deref(), take: &args.take, partial: args.partial, dry_run: args.dry_run };
    let imported = workspace.import(session, &spreadsheets, &options, findings, console.words)?;
    if args.verbose {
        imported.files.iter().for_each(|(name, about)| describe(name, about, console));
    }
    let view = ImportView::new(&imported, &workspace, console.words).of_files(files.len(), args.dry_run);
    console.show(&view, args.listing.format)?;
    Ok(match (imported.has_errors, args.partial) {
        (false, _) => Outcome::Done,
        (true, true) => Outcome::Partly,
        (true, false) => Outcome::NotDone,
    })
}

fn describe(name: &str, about: &About, console: &mut Console) {
    console.say(say!("import-file", file = name, kind = about.kind.clone(), line = about.heading_line));
    for (heading, field) in &about.columns {
        console.say(say!("import-column", heading = heading, field = field));
    }
}

/// The files that were meant: a pattern that the shell has left as it is, as Windows does, is matched
/// here.
pub fn expand(start: &Path, files: &[PathBuf]) -> Result<Vec<PathBuf>> {
    let mut expanded = Vec::new();
    for file in files {
        let pattern = start.join(file);
        let has_wildcard = file.to_string_lossy().contains(['*', '?', '[']);
        if pattern.exists() || !has_wildcard {
            expanded.push(file.clone());
            continue;
        }
        let escaped = glob::Pattern::escape(&start.to_string_lossy());
        let matches = glob::glob(&Path::new(&escaped).join(file).to_string_lossy())
            .map_err(Failure::raw)
            .context(say!("import-not-a-pattern", pattern = file.clone()))?;
        let known = expanded.len();
        for found in matches {
            let found = found.map_err(Failure::raw)?;
            expanded.push(found.strip_prefix(start).unwrap_or(&found).to_owned());
        }
        if expanded.len() == known {
            return Err(say!("import-no-match", pattern = file.clone()).into());
        }
    }
    Ok(expanded)
}
