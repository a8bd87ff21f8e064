//! A text of the exercise in the languages of its letters.

use std::collections::BTreeMap;
use std::fmt;

use super::fields::{Field, Fields};
use super::problem::{FILE, Problem};
use crate::findings::{Finding, Findings, Place};
use crate::language::Language;

/// A text in the exercise's language, and in others if it was given so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localised {
    /// In the exercise's language.
    text: String,
    /// By language, if it was given so.
    by_language: BTreeMap<Language, String>,
    /// Where it stands; none if it was not read from a file.
    place: Option<Place>,
}

impl From<String> for Localised {
    fn from(text: String) -> Localised {
        Localised { text, by_language: BTreeMap::new(), place: None }
    }
}

/// In the exercise's language.
impl fmt::Display for Localised {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Localised {
    /// In the exercise's language.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// In a language, or in that of the exercise if there is nothing in it.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        self.by_language.get(&language).unwrap_or(&self.text)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.text).chain(self.by_language.values()).map(String::as_str)
    }

    /// What was said in any language, in this one, if it is still one of the wordings.
    #[must_use]
    pub fn translated<'a>(&'a self, said: &'a str, language: Language) -> &'a str {
        if self.all().any(|wording| wording == said) { self.get(language) } else { said }
    }

    /// Warns of the languages that it is missing in.
    pub(super) fn check(&self, key: &str, languages: impl Iterator<Item = Language>, findings: &mut Findings) {
        let Some(place) = self.place.filter(|_| !self.by_language.is_empty()) else { return };
        for language in languages.filter(|language| !self.by_language.contains_key(language)) {
            let problem = Problem::NoTextInLanguage { key: key.to_owned(), language: language.to_string() };
            findings.push(Finding::warning(FILE, problem).at(place));
        }
    }
}

/// How the text of one language is read: what it must be like.
pub(super) type Reading = fn(&Field<String>, &mut Findings) -> Option<String>;

/// Reads a text, or a table of texts by language: `title = { nb = "…", nn = "…" }`. `language` is the exercise's; none if
/// it could not be read.
pub(super) fn read(
    fields: &mut Fields<'_>,
    key: &'static str,
    language: Option<Language>,
    reading: Reading,
    findings: &mut Findings,
) -> Option<Localised> {
    let place = fields.place_of_field(key)?;
    let Some(mut table) = fields.table_if_one(key) else {
        let text = fields.optional(key, findings).and_then(|field| reading(&field, findings))?;
        return Some(Localised { text, by_language: BTreeMap::new(), place: Some(place) });
    };
    let mut by_language = BTreeMap::new();
    for language in Language::ALL {
        let field = table.optional(language.code(), findings);
        by_language.extend(field.and_then(|field| reading(&field, findings)).map(|text| (language, text)));
    }
    table.refuse_unknown(findings);
    let language = language?;
    if !table.has(language.code()) {
        let problem = Problem::NoTextInOwnLanguage { key: key.to_owned(), language: language.to_string() };
        findings.push(table.error(problem));
    }
    let text = by_language.get(&language)?.clone();
    Some(Localised { text, by_language, place: Some(place) })
}

/// The same of a text that must be there.
pub(super) fn required(
    fields: &mut Fields<'_>,
    key: &'static str,
    language: Option<Language>,
    reading: Reading,
    findings: &mut Findings,
) -> Option<Localised> {
    if !fields.has(key) {
        // It is told what a text looks like.
        fields.required::<String>(key, findings);
        return None;
    }
    read(fields, key, language, reading, findings)
}
