//! The catalogue of sentences, one Fluent file for each language.
//!
//! Reading all of a file takes about two milliseconds, more than half of what a short command may take. So the file is
//! only divided into its entries, which takes a twentieth of that, and an entry is parsed when it is needed. Therefore an
//! entry must not refer to another one.

use std::collections::HashMap;
use std::sync::OnceLock;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

const ENGLISH: &str = include_str!("en.ftl");

/// What a sentence says, and what to do about it where it has that.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wording {
    pub(super) text: String,
    pub(super) remedy: Option<String>,
}

/// The words of a key with their values; none where the catalogue lacks the key.
pub(super) fn wording(key: &str, values: &FluentArgs<'_>) -> Option<Wording> {
    let entry = entries().get(key)?;
    // A test holds that every entry is well formed.
    let resource = FluentResource::try_new((*entry).to_owned()).ok()?;
    let mut bundle: FluentBundle<FluentResource> = FluentBundle::new(vec![english()]);
    bundle.set_use_isolating(false);
    bundle.add_resource(resource).ok()?;
    let message = bundle.get_message(key)?;
    let mut errors = Vec::new();
    let mut format = |pattern| bundle.format_pattern(pattern, Some(values), &mut errors).into_owned();
    let text = format(message.value()?);
    let remedy = message.get_attribute("remedy").map(|attribute| format(attribute.value()));
    Some(Wording { text, remedy })
}

fn english() -> LanguageIdentifier {
    LanguageIdentifier::from_bytes(b"en").unwrap_or_default()
}

/// Every key with its entry as it is written.
pub(super) fn entries() -> &'static HashMap<&'static str, &'static str> {
    static ENTRIES: OnceLock<HashMap<&'static str, &'static str>> = OnceLock::new();
    ENTRIES.get_or_init(|| divided(ENGLISH))
}

/// An entry begins with its key at the start of a line; its further lines are indented.
fn divided(file: &'static str) -> HashMap<&'static str, &'static str> {
    let mut entries = HashMap::new();
    let mut rest = file;
    while let Some(start) = start_of_entry(rest) {
        rest = &rest[start..];
        let end = end_of_entry(rest);
        if let Some((key, _)) = rest.split_once([' ', '=']) {
            entries.insert(key, &rest[..end]);
        }
        rest = &rest[end..];
    }
    entries
}

fn start_of_entry(text: &str) -> Option<usize> {
    let mut at = 0;
    text.split_inclusive('\n').find_map(|line| {
        let start = at;
        at += line.len();
        line.starts_with(|first: char| first.is_ascii_alphabetic()).then_some(start)
    })
}

fn end_of_entry(text: &str) -> usize {
    let mut lines = text.split_inclusive('\n');
    let first = lines.next().map_or(0, str::len);
    let further = lines.take_while(|line| line.starts_with([' ', '\n', '\r']));
    first + further.map(str::len).sum::<usize>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_entry_is_well_formed_by_itself() {
        for (key, entry) in entries() {
            let resource = FluentResource::try_new((*entry).to_owned());
            assert!(resource.is_ok(), "{key}: {:?}", resource.err());
            let fluent = FluentResource::try_new((*entry).to_owned()).expect("it was read just now");
            assert_eq!(fluent.entries().count(), 1, "{key}");
            assert!(!entry.contains("{ -") && !entry.contains('\t'), "{key} refers to another entry");
        }
        let whole = FluentResource::try_new(ENGLISH.to_owned()).map_err(|(_, errors)| errors).expect("it is Fluent");
        let messages = whole.entries().filter(|entry| format!("{entry:?}").starts_with("Message")).count();
        assert_eq!(messages, entries().len(), "a key stands twice, or an entry was not divided from another");
    }
}
