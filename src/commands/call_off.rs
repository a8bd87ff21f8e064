//! `ovelse call-off`: a date that is not held.

use serde::Serialize;

use super::{Console, Outcome};
use crate::cli::CallOff;
use crate::findings::Value;
use crate::show::{Grid, Page, View};
use crate::words::say;
use crate::workspace::{Result, Session};

pub fn run(session: &Session, args: &CallOff, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open_to_mend()?;
    let _lock = workspace.folder.lock()?;
    let note = args.note.trim();
    if note.contains(char::is_control) {
        return Err(say!("pin-note-not-a-line").into());
    }
    let off = workspace.call_off(&args.date, note)?;
    let municipality = |number: &crate::municipality::Number| workspace.name(*number);
    let view = CalledOff {
        changed: off.is_changed,
        date: off.key,
        note: note.to_owned(),
        without_date: off.placed.iter().map(municipality).collect(),
        day: off.date,
    };
    console.show(&view, args.listing.format)?;
    Ok(console.fail_with_what_is_left(off.left))
}

/// A date that was called off.
#[derive(Debug, Serialize)]
struct CalledOff {
    /// Whether that is new.
    changed: bool,
    date: String,
    note: String,
    /// Those that had a place on it.
    without_date: Vec<String>,
    #[serde(skip)]
    day: Value,
}

impl View for CalledOff {
    fn page(&self, page: &mut Page) {
        let note = Some(&self.note).filter(|note| !note.is_empty());
        page.line(match self.changed {
            true => say!("call-off-done", day = self.day.clone(), note = note.cloned()),
            false => say!("call-off-before", day = self.day.clone()),
        });
        if !self.without_date.is_empty() {
            let count = self.without_date.len();
            page.line(say!("call-off-without-date", count = count, municipalities = self.without_date.clone()));
        }
        if self.changed {
            page.line(say!("call-off-assign"));
        }
    }

    fn grid(&self) -> Grid {
        let row = |municipality: &String| vec![self.date.clone(), municipality.clone()];
        let headings = ["date", "municipality"].map(str::to_owned).to_vec();
        Grid { headings, rows: self.without_date.iter().map(row).collect() }
    }
}
