//! Everything that a person reads on the screen, by language.
//!
//! A command says *what* is to be said as a [`Sentence`]; [`Words`] know how it reads. Adding a sentence means a key in
//! `words/en.ftl` and `say!("the-key", …)` where it is said; for a problem that a room finds, a variant of its `problems!`
//! enum. A test holds that keys, uses and values agree.

mod catalogue;
pub(crate) mod dates;
mod finding;
mod reply;
mod value;

use crate::findings::{Finding, Sentence, Value};
use crate::language::Language;
use catalogue::Wording;
pub use finding::ShownFinding;

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

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

impl Words {
    /// The words of a language. Until the screen is translated, all are English.
    #[must_use]
    pub fn of(language: Language) -> Words {
        Words { language }
    }

    /// A sentence in words, without what to do.
    #[must_use]
    pub fn say(self, sentence: &Sentence) -> String {
        self.wording(sentence, None).text
    }

    /// What to do about what a sentence says, if its words or those of a sentence within it tell.
    #[must_use]
    pub fn remedy(self, sentence: &Sentence) -> Option<String> {
        self.wording(sentence, None).remedy.or_else(|| {
            sentence.values().iter().find_map(|(_, value)| match value {
                Value::Sentence(inner) => self.remedy(inner),
                _ => None,
            })
        })
    }

    /// A value as it stands in a table or a sentence.
    #[must_use]
    pub fn value(self, value: &Value) -> String {
        value::written(self, value)
    }

    /// A value in the cell of a table, where it may have several lines.
    #[must_use]
    pub fn cell(self, value: &Value) -> String {
        match value {
            Value::Text(text) => text.lines().map(value::harmless).collect::<Vec<_>>().join("\n"),
            Value::None => String::new(),
            other => self.value(other),
        }
    }

    /// A finding in words.
    #[must_use]
    pub fn finding(self, finding: &Finding) -> ShownFinding {
        finding::shown(self, finding)
    }

    fn wording(self, sentence: &Sentence, value: Option<&str>) -> Wording {
        if let [("text", Value::Text(text))] = sentence.values()
            && sentence.code() == "raw"
        {
            return Wording { text: text.clone(), remedy: None };
        }
        let values = value::arguments(self, sentence, value);
        let key = sentence.key();
        catalogue::wording(&key, &values).unwrap_or(Wording { text: key, remedy: None })
    }
}
