//! `ovelse directive FILE`: the directive of the exercise to everyone who has a place.
//!
//! It must never send a document to somebody who has it already, nor leave out that it takes the place of another.

use anyhow::Result;

use super::super::letters::Letters;
use super::super::{Console, Outcome, Session};
use super::{Enclosed, Judged, read_all, round};
use crate::cli::Directive;
use crate::delivery::Standing;
use crate::exercise::DateId;
use crate::letter::{Kind, former_fingerprint};
use crate::municipality::Municipality;

pub fn run(session: &Session, args: &Directive, console: &mut Console) -> Result<Outcome> {
    let files = read_all(session, std::slice::from_ref(&args.file))?;
    // Its name may change as it pleases; what is in it counts.
    let about = former_fingerprint(files.iter().map(|file| file.bytes.as_slice()));
    let opened = session.open()?;
    let date = args.date.as_ref().map(|written| opened.date(written)).transpose()?;
    let judge = |letters: &Letters<'_>, one: &Municipality| judge(letters, one, &about, date);
    round(session, &opened, Kind::Directive, Enclosed { files, ..Enclosed::default() }, judge, &args.posting, console)
}

fn judge(letters: &Letters<'_>, municipality: &Municipality, about: &str, date: Option<DateId>) -> Option<Judged> {
    let number = municipality.number;
    let Standing::Placed(seat) = letters.standing(number) else { return None };
    if date.is_some_and(|date| date != seat.date) {
        return None;
    }
    let due = letters.addressee(municipality).due_of_kind(Kind::Directive, about.to_owned(), |sent| {
        sent.last().is_some_and(|(last, _)| last.about == about)
    });
    let has_another =
        letters.history.sent_of(number, Kind::Directive).last().is_some_and(|(last, _)| last.about != about);
    let why = if has_another { "has an earlier version" } else { "has a place" };
    Some(Judged::because(due, why))
}
