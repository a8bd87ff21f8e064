//! `ovelse contact-test`: before the exercise, whether everyone who has a place can be reached.
//!
//! It must never write to the same address twice.

use anyhow::Result;

use super::super::letters::Letters;
use super::super::{Console, Outcome, Session};
use super::{Enclosed, Judged, round};
use crate::cli::Posting;
use crate::delivery::{Due, Standing};
use crate::letter::Kind;
use crate::municipality::Municipality;

pub fn run(session: &Session, posting: &Posting, console: &mut Console) -> Result<Outcome> {
    round(session, &session.open()?, Kind::ContactTest, Enclosed::default(), judge, posting, console)
}

fn judge(letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
    let number = municipality.number;
    let Standing::Placed(_) = letters.standing(number) else { return None };
    let addressee = letters.addressee(municipality);
    let to = addressee.envelope(Kind::ContactTest, String::new()).address().to_owned();
    let due = addressee
        .due_of_kind(Kind::ContactTest, String::new(), |sent| sent.iter().any(|(letter, _)| letter.address() == to));
    let was_tested = !letters.history.sent_of(number, Kind::ContactTest).is_empty();
    let why = if was_tested { "has another address since" } else { "has a place" };
    Some(match due {
        Due::Letter(_) => Judged { due, why: why.to_owned() },
        _ => Judged {
            due,
            why: crate::words::Words::of(crate::language::Language::En)
                .say(&letters.correspondence().reach(number, &to).into()),
        },
    })
}
