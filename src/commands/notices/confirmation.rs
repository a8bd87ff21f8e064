//! `ovelse confirmation`: to each municipality that took part, the written proof of it.
//!
//! It must never confirm what is not recorded.

use anyhow::Result;

use super::super::letters::Letters;
use super::super::{Console, Outcome, Session};
use super::{Enclosed, Judged, round};
use crate::cli::Posting;
use crate::delivery::SentLetter;
use crate::letter::{Kind, former_fingerprint};
use crate::municipality::Municipality;

pub fn run(session: &Session, posting: &Posting, console: &mut Console) -> Result<Outcome> {
    round(session, &session.open()?, Kind::Confirmation, Enclosed::default(), judge, posting, console)
}

fn judge(letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
    let date = letters.took_part(municipality.number)?;
    // Recorded for another date since, it is another proof.
    let about = former_fingerprint([letters.opened.exercise.dates.key(date).as_bytes()]);
    let is_enough = |sent: &[SentLetter<'_>]| sent.last().is_some_and(|(last, _)| last.about == about);
    let due = letters.addressee(municipality).due_of_kind(Kind::Confirmation, about.clone(), is_enough);
    Some(Judged::because(due, "took part"))
}
