//! Which word of an expression a template cannot use: the engine names the filter that was to change it, or the whole
//! expression.

use std::ops::Range;

use super::template_names::NAMES;

/// Words of the template language itself.
const KEYWORDS: [&str; 17] = [
    "and",
    "elif",
    "else",
    "false",
    "for",
    "if",
    "in",
    "include",
    "is",
    "none",
    "not",
    "or",
    "recursive",
    "set",
    "true",
    "with",
    "filter",
];

/// The place of the word in a template, from the place that the engine names.
pub(super) fn place(source: &str, named: Range<usize>) -> Range<usize> {
    let before = source[..named.start].trim_end();
    if let Some(filtered) = before.strip_suffix('|') {
        let start = [filtered.rfind("{{"), filtered.rfind("{%")].into_iter().flatten().max().map_or(0, |tag| tag + 2);
        let words = words(source, start..filtered.len());
        return words
            .iter()
            .rfind(|word| !is_known(&source[(*word).clone()]))
            .or(words.last())
            .cloned()
            .unwrap_or(named);
    }
    let words = words(source, named.clone());
    words.into_iter().find(|word| !is_known(&source[word.clone()])).unwrap_or(named)
}

fn is_known(word: &str) -> bool {
    NAMES.iter().any(|name| *name == word || name.strip_prefix(word).is_some_and(|rest| rest.starts_with('.')))
}

/// The names within a part of a template, with the dots in them: no keywords, no filters and nothing in quotation marks.
fn words(source: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let (mut quotation, mut word): (Option<char>, Option<usize>) = (None, None);
    for (at, c) in source[part.clone()].char_indices().chain([(part.len(), ' ')]) {
        let is_of_word = quotation.is_none() && (c.is_alphanumeric() || c == '_' || (c == '.' && word.is_some()));
        match (word, is_of_word) {
            (None, true) => word = Some(part.start + at),
            (Some(start), false) => words.extend(word.take().map(|_| start..part.start + at)),
            _ => {}
        }
        match quotation {
            Some(mark) if mark == c => quotation = None,
            None if matches!(c, '"' | '\'') => quotation = Some(c),
            _ => {}
        }
    }
    let is_filter = |word: &Range<usize>| source[..word.start].trim_end().ends_with('|');
    let is_name = |name: &str| !name.starts_with(|c: char| c.is_ascii_digit()) && !KEYWORDS.contains(&name);
    words.retain(|word| is_name(&source[word.clone()]) && !is_filter(word));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(source: &str, named: &str) -> String {
        let start = source.rfind(named).expect("it is there");
        source[place(source, start..start + named.len())].to_owned()
    }

    #[test]
    fn the_word_is_named_that_letters_do_not_know() {
        for (source, named, expected) in [
            ("{{ unknwon }}", "unknwon", "unknwon"),
            ("Hei {{ unknwon|upper }}", "upper", "unknwon"),
            ("Hei {{ unknwon | trim | upper }}", "upper", "unknwon"),
            ("{{ title ~ ' «x y» ' ~ unknwon }}", "title ~ ' «x y» ' ~ unknwon", "unknwon"),
            ("{% if not møte.dag|upper %}", "upper", "møte.dag"),
            ("{{ title }} {{ meeting.day|upper }}", "upper", "meeting.day"),
            ("{{ title|upper ~ b }}", "title|upper ~ b", "b"),
            ("{{ 1 + 2 }}", "1 + 2", "1 + 2"),
        ] {
            assert_eq!(word(source, named), expected, "{source}");
        }
    }
}
