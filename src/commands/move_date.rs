//! `ovelse move`: a date on another day, at other hours, at another place or with another link.

use serde::Serialize;

use super::{Console, Outcome};
use crate::cli::Move;
use crate::exercise::edit::NewLink;
use crate::findings::Sentence;
use crate::show::{Grid, Page, View};
use crate::words::say;
use crate::workspace::{Moving, Result, Session};

pub fn run(session: &Session, args: &Move, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open_to_mend()?;
    let _lock = workspace.folder.lock()?;
    let moving = Moving {
        from: &args.from,
        to: &args.to,
        link: match &args.link {
            _ if args.no_link => NewLink::Removed,
            Some(link) => NewLink::Is(link),
            None => NewLink::Kept,
        },
        place: args.place.as_deref().map(str::trim),
    };
    let moved = workspace.move_date(&moving)?;
    let (dates, on_it) = (&moved.exercise.dates, workspace.on_moved(&moved)?);
    let date = dates.get(moved.date);
    let has_former_link = moved.is_changed
        && args.link.is_none()
        && date.link.is_some()
        && (moved.is_another_day || args.place.is_some());
    let view = MovedDate {
        changed: moved.is_changed,
        date: dates.key(moved.date).to_owned(),
        start: date.start.format("%Y-%m-%dT%H:%M:%S").to_string(),
        end: date.end.format("%Y-%m-%dT%H:%M:%S").to_string(),
        placed: on_it.placed,
        invited: on_it.invited,
        has_former_link,
        heading: match (moved.is_changed, moved.is_another_time) {
            (false, _) => say!("move-as-it-was", to = date.in_full()),
            (true, false) => say!("move-changed", date = date.in_full()),
            (true, true) => say!("move-moved", from = moved.from, to = date.in_full()),
        },
    };
    console.show(&view, args.listing.format)?;
    Ok(console.fail_with_what_is_left(on_it.left))
}

/// A date that was moved.
#[derive(Debug, Serialize)]
struct MovedDate {
    /// Whether something is otherwise than it was.
    changed: bool,
    date: String,
    start: String,
    end: String,
    /// How many municipalities have a place on it.
    placed: usize,
    /// How many of them have been told of it.
    invited: usize,
    #[serde(skip)]
    has_former_link: bool,
    #[serde(skip)]
    heading: Sentence,
}

impl View for MovedDate {
    fn page(&self, page: &mut Page) {
        page.line(self.heading.clone());
        if self.has_former_link {
            page.line(say!("move-link-is-kept"));
        }
        if self.changed && self.placed > 0 {
            page.line(say!("move-placed", count = self.placed));
        }
        if self.changed && self.invited > 0 {
            page.line(say!("move-to-tell", count = self.invited));
        }
    }

    fn grid(&self) -> Grid {
        let headings = ["date", "start", "end", "placed", "invited"].map(str::to_owned).to_vec();
        let numbers = [self.placed.to_string(), self.invited.to_string()];
        let row = [self.date.clone(), self.start.clone(), self.end.clone()].into_iter().chain(numbers).collect();
        Grid { headings, rows: vec![row] }
    }
}
