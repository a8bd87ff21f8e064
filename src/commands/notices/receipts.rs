//! `ovelse receipts`: what was registered goes back to whoever registered it, to be checked.
//!
//! What could not be read goes back as well, to be asked. It must never confirm the same twice, and never leave out a
//! change.

use anyhow::Result;

use super::super::letters::Letters;
use super::super::{Console, Outcome, Session};
use super::{Enclosed, Judged, round};
use crate::cli::Posting;
use crate::delivery::SentLetter;
use crate::letter::{Kind, former_fingerprint};
use crate::municipality::Municipality;
use crate::registration::Registration;

pub fn run(session: &Session, posting: &Posting, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let enclosed = Enclosed { unclear: opened.unclear(&opened.registrations()?)?, ..Enclosed::default() };
    round(session, &opened, Kind::Receipt, enclosed, judge, posting, console)
}

fn judge(letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
    let unclear = letters.unclear.get(&municipality.number);
    let about = match unclear {
        Some(written) => {
            former_fingerprint(std::iter::once("unclear").chain(written.iter().map(String::as_str)).map(str::as_bytes))
        }
        None => what_it_says(letters.registrations.get(municipality.number)?),
    };
    let is_enough = |sent: &[SentLetter<'_>]| sent.last().is_some_and(|(last, _)| last.about == about);
    let due = letters.addressee(municipality).due_of_kind(Kind::Receipt, about.clone(), is_enough);
    let was_sent = !letters.history.sent_of(municipality.number, Kind::Receipt).is_empty();
    let why = match (unclear, was_sent) {
        (Some(_), _) => "has written what cannot be read",
        (None, true) => "has registered something else since",
        (None, false) => "has registered",
    };
    Some(Judged::because(due, why))
}

/// All that a receipt repeats.
fn what_it_says(registration: &Registration) -> String {
    let Registration { answer, contacts, participants, comment, .. } = registration;
    let said = format!("{answer:?} {contacts:?} {participants:?} {comment:?}");
    former_fingerprint([said.as_bytes()])
}
