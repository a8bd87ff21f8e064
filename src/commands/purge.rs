//! `ovelse purge`: deletes the personal data in the folder, once the lead has seen what is deleted and said yes.

use std::io::IsTerminal;

use serde::Serialize;

use super::Outcome;
use crate::cli::Purge as Args;
use crate::findings::Sentence;
use crate::show::{Column, Console, Grid, Page, View};
use crate::statement::ClosingStep;
use crate::words::{Words, say};
use crate::workspace::{Purge, Result, Session, Unfinished};

pub fn run(session: &Session, args: Args, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let _lock = workspace.folder.lock()?;
    let purge = workspace.purge()?;
    let mut plan = Plan::of(&purge, workspace.unfinished()?, console.words);
    let can_ask = !args.yes && std::io::stdin().is_terminal();
    if plan.goes.is_empty() {
        workspace.note_closing(ClosingStep::Purge)?;
    } else if can_ask && !confirmed(&plan, console)? {
        console.say(say!("purge-nothing-deleted"));
        return Ok(Outcome::NotDone);
    } else if args.yes || can_ask {
        purge.delete()?;
        workspace.note_closing(ClosingStep::Purge)?;
        plan.removed = true;
    }
    console.show(&plan, args.listing.format)?;
    Ok(plan.outcome())
}

/// Shows what will be deleted and asks.
fn confirmed(plan: &Plan, console: &mut Console) -> Result<bool> {
    let mut page = Page::new(console.words, console.width);
    plan.list(&mut page);
    page.gap();
    console.err.write_all(page.text().as_bytes())?;
    console.agrees(say!("purge-question"))
}

/// What will be deleted, or has been.
#[derive(Debug, Serialize)]
struct Plan {
    goes: Vec<Line>,
    /// What holds persons, or may, and is left to the lead.
    left: Vec<Line>,
    #[serde(flatten)]
    unfinished: Unfinished,
    removed: bool,
}

#[derive(Debug, Serialize)]
struct Line {
    file: String,
    code: &'static str,
    what: String,
}

impl Line {
    fn of(file: &str, what: impl Into<Sentence>, words: Words) -> Line {
        let what = what.into();
        Line { file: file.to_owned(), code: what.code(), what: words.say(&what) }
    }
}

impl Plan {
    fn of(purge: &Purge<'_>, unfinished: Unfinished, words: Words) -> Plan {
        let removals = purge.removals().into_iter().map(|(file, removal)| Line::of(&file, removal, words));
        let left = purge.left().iter().map(|(file, reason)| Line::of(file, reason.clone(), words));
        Plan { goes: removals.collect(), left: left.collect(), unfinished, removed: false }
    }

    fn outcome(&self) -> Outcome {
        let is_open = !self.goes.is_empty() && !self.removed;
        if is_open || !self.left.is_empty() { Outcome::Partly } else { Outcome::Done }
    }

    fn list(&self, page: &mut Page) {
        let goes = if self.removed { say!("purge-column-deleted") } else { say!("purge-column-will-be-deleted") };
        for (heading, lines) in [(goes, &self.goes), (say!("purge-column-left"), &self.left)] {
            if !lines.is_empty() {
                page.gap();
                let columns = [Column::text(say!("purge-column-file")), Column::text(heading)];
                page.table(&columns, lines.iter().map(|line| [line.file.clone(), line.what.clone()]));
            }
        }
        if !self.removed && !self.goes.is_empty() {
            for line in self.unfinished.told() {
                page.gap();
                page.line(line);
            }
        }
    }
}

impl View for Plan {
    fn page(&self, page: &mut Page) {
        self.list(page);
        page.gap();
        match (self.goes.is_empty(), self.removed) {
            (true, _) => page.line(say!("purge-nothing-to-delete")),
            (_, true) => page.line(say!("purge-kept")),
            (_, false) => {
                page.line(say!("purge-archive-first"));
                page.line(say!("purge-then-yes"));
            }
        }
    }

    fn grid(&self) -> Grid {
        let state = if self.removed { "removed" } else { "goes" };
        let row = |line: &Line, state: &str| vec![line.file.clone(), state.to_owned(), line.what.clone()];
        let rows = self.goes.iter().map(|line| row(line, state)).chain(self.left.iter().map(|line| row(line, "left")));
        Grid { headings: ["file", "state", "what"].map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
