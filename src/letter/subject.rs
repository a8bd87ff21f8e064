//! The subject of a letter, which is the first line of its template.

/// The subject, which is on the first line, and the words.
pub(super) fn parts(filled: &str) -> Option<(&str, &str)> {
    let (first, rest) = filled.split_once('\n').unwrap_or((filled, ""));
    let subject = ["Subject:", "Emne:"].iter().find_map(|word| first.trim().strip_prefix(word))?.trim();
    (!subject.is_empty()).then_some((subject, rest))
}

/// A subject is one line, whatever a field says: nothing in it can become a header of its own.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
