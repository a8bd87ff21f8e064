//! Everything that a person reads on the screen, by language.
//!
//! A command says *what* is to be said as a [`Sentence`](crate::findings::Sentence); [`Words`] know how it reads. Adding a sentence means a key in
//! `words/en.ftl` and `say!("the-key", …)` where it is said; for a problem that a room finds, a variant of its `problems!`
//! enum. A test holds that keys, uses and values agree.

mod attendance;
mod catalogue;
mod choice;
pub(crate) mod dates;
mod delivery;
mod finding;
pub(crate) mod form;
mod lines;
mod reply;
mod shell;
mod wording;

pub(crate) use choice::{choice, choice_heading, preferences};
pub(crate) use finding::ShownFinding;
pub(crate) use lines::{lines, lists};
pub(crate) use reply::remarks;
pub(crate) use shell::in_shell;
pub use wording::Words;

/// The sentence of a key of the catalogue: `say!("invite-sent", count = letters.len(), host = host)`.
macro_rules! say {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::findings::Sentence::new(
            "",
            $key,
            vec![ $( (stringify!($name), $crate::findings::Value::from($value)) ),* ],
        )
    };
}
pub(crate) use say;
