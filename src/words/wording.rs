//! Sentences and values as they are written in a language.

use std::borrow::Cow;
use std::path::Path;

use chrono::{NaiveDate, NaiveDateTime};
use fluent_bundle::{FluentArgs, FluentValue};

use super::catalogue::{self, Wording};
use super::say;
use super::shell::in_shell;
use crate::findings::{Sentence, Value};
use crate::language::Language;
use crate::text::harmless;

const PROGRAM: &str = "ovelse";

/// Longer quotations are cut, in characters.
const LONGEST_QUOTATION: usize = 100;

/// The words of one language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words {
    language: Language,
    /// How a command for a hint begins.
    program: &'static str,
}

impl Words {
    /// The words of a language. Until the screen is translated, all are English.
    #[must_use]
    pub fn of(language: Language) -> Words {
        Words { language, program: PROGRAM }
    }

    /// With the folder that was named by `-C` in every command that a sentence hints at.
    #[must_use]
    pub fn hinting_at(self, folder: &Path) -> Words {
        let program = format!("{PROGRAM} -C {}", in_shell(&folder.display().to_string()));
        // Words are copied into every view; this is called once in a run.
        Words { program: program.leak(), ..self }
    }

    /// A command for a hint, such as `ovelse -C folder assign`.
    #[must_use]
    pub fn command(self, arguments: &str) -> String {
        format!("{} {arguments}", self.program)
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
        written(self, value)
    }

    /// A day in the narrow space of a chart.
    #[must_use]
    pub fn short_day(self, date: NaiveDate) -> String {
        date.format("%-d %b").to_string()
    }

    /// A value in the cell of a table, where it may have several lines.
    #[must_use]
    pub fn cell(self, value: &Value) -> String {
        match value {
            Value::Text(text) => text.lines().map(harmless).collect::<Vec<_>>().join("\n"),
            Value::None => String::new(),
            other => self.value(other),
        }
    }

    pub(super) fn wording(self, sentence: &Sentence, value: Option<&str>) -> Wording {
        let values = arguments(self, sentence, value);
        let key = sentence.key();
        catalogue::wording(&key, &values).unwrap_or(Wording { text: key, remedy: None })
    }
}

/// The values of a sentence for the catalogue; `value` is what was read where the sentence is about a finding.
fn arguments<'v>(words: Words, sentence: &'v Sentence, value: Option<&str>) -> FluentArgs<'v> {
    let mut arguments = FluentArgs::new();
    arguments.set("ovelse", words.program);
    for (name, value) in sentence.values() {
        arguments.set(*name, argument(words, value));
    }
    if let Some(value) = value {
        let shown = if value.is_empty() { words.say(&say!("words-empty-value")) } else { quotation(value) };
        arguments.set("value", FluentValue::String(Cow::Owned(shown)));
    }
    arguments
}

fn argument(words: Words, value: &Value) -> FluentValue<'static> {
    match value {
        Value::Number(number) => FluentValue::from(*number),
        other => FluentValue::String(Cow::Owned(written(words, other))),
    }
}

/// A value on its own.
fn written(words: Words, value: &Value) -> String {
    match value {
        Value::Text(text) => harmless(text),
        Value::Quoted(text) => quotation(text),
        Value::Typed(name) => harmless(&in_shell(name)),
        Value::Number(number) => number.to_string(),
        Value::Date(date) => day(*date),
        Value::Time(time) => moment(*time),
        Value::List(values) => enumeration(words, values, &say!("words-and")),
        Value::Either(values) => enumeration(words, values, &say!("words-or")),
        Value::Sentence(sentence) => words.say(sentence),
        Value::None => "none".to_owned(),
    }
}

fn day(date: NaiveDate) -> String {
    date.format("%-d %B %Y").to_string()
}

fn moment(time: NaiveDateTime) -> String {
    time.format("%-d %B %Y %H:%M").to_string()
}

/// `a, b and c`.
fn enumeration(words: Words, values: &[Value], conjunction: &Sentence) -> String {
    let mut written: Vec<String> = values.iter().map(|value| self::written(words, value)).collect();
    match written.pop() {
        Some(last) if written.is_empty() => last,
        Some(last) => format!("{} {} {last}", written.join(", "), words.say(conjunction)),
        None => String::new(),
    }
}

/// In quotation marks, shortened.
fn quotation(written: &str) -> String {
    let shown = harmless(&written.chars().take(LONGEST_QUOTATION).collect::<String>());
    let ellipsis = if written.chars().nth(LONGEST_QUOTATION).is_some() { "…" } else { "" };
    format!("\"{shown}{ellipsis}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        Words::of(Language::En)
    }

    #[test]
    fn what_somebody_wrote_cannot_break_out_of_its_line() {
        assert_eq!(written(words(), &Value::Quoted("a\r\nb\u{1b}[31m".into())), "\"a␍␊b␛[31m\"");
        assert_eq!(written(words(), &Value::Text("a\u{1b}[31m".into())), "a␛[31m");
    }

    #[test]
    fn a_list_ends_with_and() {
        let list = |names: &[&str]| written(words(), &Value::from(names.to_vec()));
        assert_eq!(list(&["Asker"]), "Asker");
        assert_eq!(list(&["Asker", "Bærum", "Lier"]), "Asker, Bærum and Lier");
    }
}
