//! `ovelse templates export`: the built-in templates as files that a lead can change.
//!
//! It must never write over a file that is there.

use anyhow::Result;
use serde::Serialize;

use super::{Console, Outcome, Session, count};
use crate::cli::{Listing, Templates};
use crate::letter::{TEMPLATES, built_in};
use crate::show::{Grid, Page, View};

pub fn run(session: &Session, args: Templates, console: &mut Console) -> Result<Outcome> {
    match args {
        Templates::Export(listing) => export(session, listing, console),
    }
}

fn export(session: &Session, listing: Listing, console: &mut Console) -> Result<Outcome> {
    let folder = session.folder()?;
    let _lock = folder.lock()?;
    let mut export = Export::default();
    for (name, source) in built_in() {
        let written = folder.export_template(name, source)?;
        let names = if written { &mut export.written } else { &mut export.kept };
        names.push(format!("{TEMPLATES}/{name}"));
    }
    console.show(&export, listing.format)?;
    Ok(Outcome::Done)
}

#[derive(Debug, Default, Serialize)]
struct Export {
    written: Vec<String>,
    /// Were there already.
    kept: Vec<String>,
}

impl View for Export {
    fn page(&self, page: &mut Page) {
        let templates = |number| count(number, "template", "templates");
        page.line(format_args!("{} written to {TEMPLATES}.", templates(self.written.len())));
        if !self.kept.is_empty() {
            page.line(format_args!("{} were there and are as they were.", templates(self.kept.len())));
        }
        page.line("Change what you like and delete the rest: what is not there is taken from those built in.");
        page.line("Then look: ovelse check; ovelse preview MUNICIPALITY");
    }

    fn grid(&self) -> Grid {
        let rows = |names: &[String], what: &str| -> Vec<Vec<String>> {
            names.iter().map(|name| vec![name.clone(), what.to_owned()]).collect()
        };
        let rows = [rows(&self.written, "written"), rows(&self.kept, "kept")].concat();
        Grid { headings: ["file", "what"].map(str::to_owned).to_vec(), rows }
    }
}
