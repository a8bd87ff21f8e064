//! `ovelse templates export`: built-in templates as files that a lead can change, or a list of them.

use serde::Serialize;

use super::{Console, Outcome, Session};
use crate::cli::{Export, Templates};
use crate::exercise::TEMPLATES;
use crate::findings::{Value, suggestion};
use crate::letter::{built_in, built_in_named};
use crate::show::{Column, Grid, Page, View};
use crate::words::say;
use crate::workspace::{Failure, Result};

pub fn run(session: &Session, args: &Templates, console: &mut Console) -> Result<Outcome> {
    match args {
        Templates::Export(args) => export(session, args, console),
    }
}

fn export(session: &Session, args: &Export, console: &mut Console) -> Result<Outcome> {
    let folder = session.folder()?;
    if args.templates.is_empty() && !args.all {
        let mut listed = Exported::default();
        for file in built_in().map(|(name, _)| file(name)) {
            if folder.has(&file)? { listed.kept.push(file) } else { listed.built_in.push(file) }
        }
        console.show(&listed, args.listing.format)?;
        return Ok(Outcome::Done);
    }
    let mut asked = Vec::new();
    for written in &args.templates {
        let named: Vec<_> = built_in_named(written).collect();
        if named.is_empty() {
            return Err(unknown(written));
        }
        asked.extend(named);
    }
    if args.all {
        asked = built_in().collect();
    }
    let _lock = folder.lock()?;
    let mut exported = Exported::default();
    for (name, source) in asked {
        let is_written = folder.export_template(name, source)?;
        let files = if is_written { &mut exported.written } else { &mut exported.kept };
        if !files.contains(&file(name)) {
            files.push(file(name));
        }
    }
    exported.kept.retain(|file| !exported.written.contains(file));
    console.show(&exported, args.listing.format)?;
    Ok(Outcome::Done)
}

fn file(name: &str) -> String {
    format!("{TEMPLATES}/{name}")
}

fn unknown(written: &str) -> Failure {
    let similar = suggestion(written, built_in().flat_map(|(name, _)| [name, stem(name)]));
    say!("templates-unknown", name = written, suggestion = similar).into()
}

/// `invitation` of `nb/invitation.md`.
fn stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.split('.').next().unwrap_or(file)
}

#[derive(Debug, Default, Serialize)]
struct Exported {
    written: Vec<String>,
    /// Were there already.
    kept: Vec<String>,
    /// Are not in the folder.
    built_in: Vec<String>,
}

impl Exported {
    /// Each file and what became of it, by name.
    fn rows(&self) -> Vec<Vec<String>> {
        let rows = |files: &[String], what: &str| -> Vec<Vec<String>> {
            files.iter().map(|file| vec![file.clone(), what.to_owned()]).collect()
        };
        let mut rows =
            [rows(&self.written, "written"), rows(&self.kept, "kept"), rows(&self.built_in, "built-in")].concat();
        rows.sort();
        rows
    }
}

impl View for Exported {
    fn page(&self, page: &mut Page) {
        if self.built_in.is_empty() || !self.written.is_empty() {
            page.line(say!("templates-written", count = self.written.len(), folder = TEMPLATES));
            if !self.kept.is_empty() {
                page.line(say!("templates-kept", count = self.kept.len()));
            }
            if !self.written.is_empty() {
                page.line(say!("templates-what-next", count = self.written.len()));
            }
            return;
        }
        let columns = [Column::text(say!("templates-file")), Column::text(say!("templates-in-use"))];
        let in_use = |file: &String| {
            if self.kept.contains(file) { say!("templates-yours") } else { say!("templates-built-in") }
        };
        let mut files: Vec<&String> = self.kept.iter().chain(&self.built_in).collect();
        files.sort();
        page.table(&columns, files.into_iter().map(|file| [Value::from(file), Value::from(in_use(file))]));
        page.gap();
        page.line(say!("templates-how-to-export"));
    }

    fn grid(&self) -> Grid {
        Grid { headings: ["file", "what"].map(str::to_owned).to_vec(), rows: self.rows() }
    }
}
