//! `ovelse evaluation`: to each municipality that took part, where to tell how it was; again to those who have not, if
//! it is known who has.
//!
//! It must never remind anybody without knowing who has answered.

use std::collections::HashSet;

use anyhow::Result;

use super::super::letters::Letters;
use super::super::{Console, Outcome, Session};
use super::{Enclosed, Judged, read, read_all, round};
use crate::cli::Evaluation;
use crate::letter::{Kind, former_fingerprint};
use crate::municipality::{Municipality, Number};

pub fn run(session: &Session, args: &Evaluation, console: &mut Console) -> Result<Outcome> {
    let files = read_all(session, args.attach.as_slice())?;
    let link = args.link.as_ref().map(ToString::to_string);
    let linked = link.iter().map(String::as_bytes);
    let about = former_fingerprint(linked.chain(files.iter().map(|file| file.bytes.as_slice())));
    let opened = session.open()?;
    let answered: Option<HashSet<Number>> = match &args.answered {
        None => None,
        Some(file) => {
            let bytes = read(session, file)?;
            Some(opened.listed(&file.display().to_string(), &bytes)?.into_iter().collect())
        }
    };
    let judge = |letters: &Letters<'_>, one: &Municipality| judge(letters, one, args, &about, answered.as_ref());
    let enclosed = Enclosed { files, link, ..Enclosed::default() };
    round(session, &opened, Kind::Evaluation, enclosed, judge, &args.posting, console)
}

fn judge(
    letters: &Letters<'_>,
    municipality: &Municipality,
    args: &Evaluation,
    about: &str,
    answered: Option<&HashSet<Number>>,
) -> Option<Judged> {
    let number = municipality.number;
    letters.took_part(number)?;
    let has_answered = answered.is_some_and(|answered| answered.contains(&number));
    if has_answered {
        return None;
    }
    let now = letters.opened.now.fixed_offset();
    let due = letters.addressee(municipality).due_of_kind(Kind::Evaluation, about.to_owned(), |sent| {
        let is_recent = sent.last().is_some_and(|(_, at)| now - at < args.at_most_every.0);
        !sent.is_empty() && (answered.is_none() || is_recent)
    });
    let was_asked = !letters.history.sent_of(number, Kind::Evaluation).is_empty();
    let why = if was_asked { "has not told how it was" } else { "took part" };
    Some(Judged::because(due, why))
}
