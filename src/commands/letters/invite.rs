//! `ovelse invite`: which letter about its place each municipality is due, and why; `--send` sends them.

mod lists;

use super::super::{Console, Outcome, Session};
use super::sending::send;
use crate::cli::Invite;
use crate::words::say;
use crate::workspace::Result;
use crate::workspace::due::place::{Selection, due_letters};
use lists::Lists;

pub(crate) fn run(session: &Session, args: &Invite, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let _lock = args.sending.send.then(|| workspace.lock_for_letters()).transpose()?;
    let typed = &args.selection;
    let selection = Selection {
        only: workspace.only(&typed.only)?,
        date: typed.date.as_ref().map(|date| workspace.date(date)).transpose()?,
        kind: typed.kind,
    };
    let mut letters = workspace.letters()?;
    letters.offers_to_all = args.offer_to_all;
    if letters.assignments.is_empty() {
        return Err(say!("invite-no-dates").into());
    }
    let dispatch = args.sending.send.then(|| workspace.dispatch(&mut letters.history)).transpose()?;
    for warning in letters.warnings(&selection) {
        console.warn(&warning);
    }
    let Some(mut dispatch) = dispatch else {
        let lacking = letters.lacking(&due_letters(&letters, &selection));
        lacking.iter().for_each(|lacking| console.warn(lacking));
        let send = lacking.is_empty().then(|| session.typed_again(&[], &["--send"]));
        let lists = Lists::of(&letters, &selection, send, console.words);
        console.show(&lists, args.listing.format)?;
        return Ok(Outcome::Done);
    };
    send(
        session,
        &mut dispatch,
        &mut letters,
        |letters| due_letters(letters, &selection),
        args.sending,
        args.listing.format,
        console,
    )
}
