//! What a blank registration form says, by language.

use crate::language::Language;

/// The name of its sheet.
pub(crate) fn title(language: Language) -> &'static str {
    match language {
        Language::Nb | Language::Nn => "Påmelding",
        Language::En => "Registration",
    }
}

/// The headings of the municipality and its choices; those of other fields stand in their table.
pub(crate) fn headings(language: Language) -> [&'static str; 3] {
    match language {
        Language::Nb | Language::Nn => ["Kommune", "Pri 1", "Pri 2"],
        Language::En => ["Municipality", "First choice", "Second choice"],
    }
}
