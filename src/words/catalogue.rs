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

/// Room for so many entries is made at once.
const MOST_ENTRIES: usize = 2000;

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
    let mut entries = HashMap::with_capacity(MOST_ENTRIES);
    let mut add = |entry: &'static str| {
        let key = entry.split([' ', '=']).next().unwrap_or_default();
        if key.starts_with(|first: char| first.is_ascii_alphabetic()) {
            entries.insert(key, entry);
        }
    };
    let mut start = 0;
    for (end, _) in file.match_indices('\n') {
        // The text between two entries (comments, empty lines) is no entry, or ends one without a meaning of its own.
        if file.as_bytes().get(end + 1).is_some_and(|next| !matches!(next, b' ' | b'\n' | b'\r')) {
            add(&file[start..=end]);
            start = end + 1;
        }
    }
    add(&file[start..]);
    entries
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
