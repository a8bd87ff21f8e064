//! What a command asks of a kind of letter.

use super::addressee::Due;
use crate::delivery::History;
use crate::findings::Sentence;
use crate::kind::Kind;
use crate::letter::Envelope;
use crate::municipality::{Municipality, Number};
use crate::words::say;
use crate::workspace::letters::{Enclosure, Letters};

/// A kind of letter that a command sends.
pub(crate) trait Rule {
    fn kind(&self) -> Kind;

    /// What a municipality is due; none if such letters are not for it.
    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged>;

    /// What goes with the letters.
    fn enclosure(&self) -> Enclosure {
        Enclosure::default()
    }
}

/// What a municipality is due, and why; or what is to be known if nothing is due.
pub(crate) struct Judged {
    pub(crate) due: Due,
    pub(crate) why: Option<Sentence>,
}

impl Judged {
    /// The reason is one only if a letter is due.
    pub(super) fn because(due: Due, reason: impl Into<Sentence>) -> Judged {
        let is_due = matches!(due, Due::Letter(_));
        Judged { due, why: is_due.then(|| reason.into()) }
    }
}

/// A letter that is due, and why.
#[derive(Debug, Clone)]
pub(crate) struct DueLetter<'l> {
    pub(crate) municipality: &'l Municipality,
    pub(crate) envelope: Envelope,
    pub(crate) why: Sentence,
}

/// The letters that are due by a rule to those that are meant, in the order of municipalities.
pub(crate) fn due_letters<'l>(
    rule: &dyn Rule,
    letters: &'l Letters<'_>,
    is_meant: impl Fn(&Municipality) -> bool,
) -> Vec<DueLetter<'l>> {
    let meant = letters.workspace.municipalities.iter().filter(|municipality| is_meant(municipality));
    let due = meant.flat_map(|municipality| match judged(rule, letters, municipality) {
        Some(Judged { due: Due::Letter(envelope), why: Some(why) }) => {
            let envelopes = letters.addressee(municipality).with_other_copies(*envelope).into_iter();
            envelopes.map(|envelope| DueLetter { municipality, envelope, why: why.clone() }).collect()
        }
        _ => Vec::new(),
    });
    due.collect()
}

/// What a municipality is due, with what became of the last attempt if that has not left.
pub(crate) fn judged(rule: &dyn Rule, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
    let Judged { due, why } = rule.judge(letters, municipality)?;
    let is_due = matches!(due, Due::Letter(_));
    let kind = rule.kind();
    let why = why.map(|why| match is_due {
        true => unsent_before(why, &letters.history, municipality.number, |other| other == kind),
        false => why,
    });
    Some(Judged { due, why })
}

/// Why a letter is due, with what became of the last attempt at one of those kinds, if it has not left.
pub(crate) fn unsent_before(
    why: Sentence,
    history: &History,
    municipality: Number,
    is_meant: impl Fn(Kind) -> bool,
) -> Sentence {
    match history.last_refusal(municipality, is_meant) {
        Some(refusal) => say!("due-not-sent-before", why = why, refusal = Sentence::from(refusal)),
        None => why,
    }
}
