//! A sentence that is not yet in any language: the name of what is to be said, and its values.
//!
//! The rooms below `words` say what they found as enums, declared with [`problems!`]; `words` knows how each of them
//! reads. The name of a sentence is the key of its words in the catalogue, `<room>-<code>`, and its code is what JSON
//! carries.

use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};

/// What is to be said, whatever the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// The room it comes from; empty where the code is the whole key.
    room: &'static str,
    code: &'static str,
    values: Vec<(&'static str, Value)>,
}

impl Sentence {
    /// The sentence of a room's problem, with its values by name.
    #[must_use]
    pub fn new(room: &'static str, code: &'static str, values: Vec<(&'static str, Value)>) -> Sentence {
        Sentence { room, code, values }
    }

    /// The same about something that somebody wrote, which its words have as `$value`.
    #[must_use]
    pub fn about(mut self, written: &str) -> Sentence {
        self.values.push(("value", quoted(written)));
        self
    }

    /// What is a name, a command or the words of somebody else, and so the same in every language.
    pub fn verbatim(text: impl Into<String>) -> Sentence {
        Sentence::new("", "verbatim", vec![("text", Value::Text(text.into()))])
    }

    /// Nothing, as the heading of a column that needs none.
    #[must_use]
    pub fn empty() -> Sentence {
        Sentence::verbatim("")
    }

    /// What scripts know it by: the name of the problem, in kebab-case.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The key of its words in the catalogue.
    #[must_use]
    pub fn key(&self) -> String {
        if self.room.is_empty() { self.code.to_owned() } else { format!("{}-{}", self.room, self.code) }
    }

    /// Its values by name.
    #[must_use]
    pub fn values(&self) -> &[(&'static str, Value)] {
        &self.values
    }
}

/// A value within a sentence. How it is written depends on the language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A name, a file, a command: shown as it is, made harmless.
    Text(String),
    /// Something that somebody wrote: shown in quotation marks, made harmless, shortened.
    Quoted(String),
    /// A name within a command that the lead is to type: shown as a shell reads it.
    Typed(String),
    /// A number, which also decides between singular and plural.
    Number(i64),
    /// A day.
    Date(NaiveDate),
    /// A day and an hour.
    Time(NaiveDateTime),
    /// All of several: `a, b and c`.
    List(Vec<Value>),
    /// One of several: `a, b or c`.
    Either(Vec<Value>),
    /// A sentence within the sentence.
    Sentence(Box<Sentence>),
    /// Nothing; in a choice of words the variant `[none]`.
    None,
}

/// Something that somebody wrote, to be shown in quotation marks.
pub fn quoted(written: impl Into<String>) -> Value {
    Value::Quoted(written.into())
}

/// A name within a command that the lead is to type.
pub fn typed(name: impl Into<String>) -> Value {
    Value::Typed(name.into())
}

impl From<&str> for Value {
    fn from(text: &str) -> Value {
        Value::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Value {
        Value::Text(text)
    }
}

impl From<&String> for Value {
    fn from(text: &String) -> Value {
        Value::Text(text.clone())
    }
}

impl From<&Path> for Value {
    fn from(path: &Path) -> Value {
        Value::Text(path.display().to_string())
    }
}

impl From<std::path::PathBuf> for Value {
    fn from(path: std::path::PathBuf) -> Value {
        Value::from(path.as_path())
    }
}

impl From<char> for Value {
    fn from(character: char) -> Value {
        Value::Text(character.to_string())
    }
}

impl From<i32> for Value {
    fn from(number: i32) -> Value {
        Value::Number(number.into())
    }
}

impl From<u16> for Value {
    fn from(number: u16) -> Value {
        Value::Number(number.into())
    }
}

impl From<u32> for Value {
    fn from(number: u32) -> Value {
        Value::Number(number.into())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Value {
        Value::Number(number)
    }
}

impl From<u64> for Value {
    fn from(number: u64) -> Value {
        Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<usize> for Value {
    fn from(number: usize) -> Value {
        Value::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<NaiveDate> for Value {
    fn from(date: NaiveDate) -> Value {
        Value::Date(date)
    }
}

impl From<NaiveDateTime> for Value {
    fn from(time: NaiveDateTime) -> Value {
        Value::Time(time)
    }
}

impl From<Sentence> for Value {
    fn from(sentence: Sentence) -> Value {
        Value::Sentence(Box::new(sentence))
    }
}

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Value {
        Value::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::None, Into::into)
    }
}

/// Declares the problems that a room finds: an enum whose variants carry their data, and the sentence of each.
///
/// ```text
/// problems! {
///     /// What can be wrong in exercise.toml.
///     pub(crate) enum Problem in "exercise" {
///         /// Not a name of the IANA time zone database.
///         NotATimeZone { suggestion: Option<String> },
///     }
/// }
/// ```
///
/// Fields are of any type that becomes a [`Value`]. `Problem::CODES` lists each code with the names of its fields, by
/// which a test holds that the catalogue has words for all of them.
macro_rules! problems {
    (
        $(#[$meta:meta])*
        $vis:vis enum $name:ident in $room:literal {
            $( $(#[$variant_meta:meta])* $variant:ident $( { $( $(#[$field_meta:meta])* $field:ident : $type:ty ),* $(,)? } )? ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, strum::IntoStaticStr)]
        #[strum(serialize_all = "kebab-case")]
        $vis enum $name {
            $( $(#[$variant_meta])* $variant $( { $( $(#[$field_meta])* $field: $type ),* } )? ),*
        }

        impl From<$name> for $crate::findings::Sentence {
            fn from(problem: $name) -> $crate::findings::Sentence {
                let code: &'static str = (&problem).into();
                let values = match problem {
                    $( $name::$variant $( { $( $field ),* } )? => {
                        vec![ $( $( (stringify!($field), $crate::findings::Value::from($field)) ),* )? ]
                    } )*
                };
                $crate::findings::Sentence::new($room, code, values)
            }
        }

        impl From<$name> for $crate::findings::Value {
            fn from(problem: $name) -> $crate::findings::Value {
                $crate::findings::Sentence::from(problem).into()
            }
        }

        impl std::fmt::Display for $name {
            /// For developers; what a lead reads is in the catalogue.
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{self:?}")
            }
        }

        impl std::error::Error for $name {}
    };
}

pub(crate) use problems;
