//! `ovelse receipts`: what was registered goes back to whoever registered it, to be checked.
//!
//! It must never confirm the same twice, and never leave out a change.

use anyhow::Result;

use super::super::letters::Letters;
use super::super::{Console, Outcome, Session};
use super::{Enclosed, Judged, round};
use crate::cli::Posting;
use crate::delivery::due_of;
use crate::letter::{Kind, fingerprint};
use crate::municipality::Municipality;
use crate::registration::Registration;

pub fn run(session: &Session, posting: &Posting, console: &mut Console) -> Result<Outcome> {
    round(session, &session.open()?, Kind::Receipt, Enclosed::default(), judge, posting, console)
}

fn judge(letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
    let registration = letters.registrations.get(municipality.number)?;
    let about = what_it_says(registration);
    let due = due_of(&letters.history, municipality.number, Kind::Receipt, about, |sent, about| {
        sent.last().is_some_and(|(last, _)| last.about == about)
    });
    let was_sent = !letters.history.sent_of(municipality.number, Kind::Receipt).is_empty();
    let why = if was_sent { "has registered something else since" } else { "has registered" };
    Some(Judged::because(due, why))
}

/// All that a receipt repeats.
fn what_it_says(registration: &Registration) -> String {
    let Registration { answer, contacts, participants, comment, .. } = registration;
    let said = format!("{answer:?} {contacts:?} {participants:?} {comment:?}");
    fingerprint([said.as_bytes()])
}
