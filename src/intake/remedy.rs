//! The line for `[import.columns]` that a finding offers, where one is safe to follow.

use super::vocabulary::{Heading, Vocabulary};
use crate::registration::Field;
use crate::sheet::Row;
use crate::text::words;

/// The line that says of a column that it holds a field. None where only another heading can say it: the field has no key
/// or has a line already, or the heading cannot be told apart from another one.
pub fn line(heading: Heading, column: usize, headings: &Row, vocabulary: &Vocabulary<'_>) -> Option<String> {
    let heading = match heading {
        Heading::FormName => Heading::Field(Field::Contact),
        Heading::FormEmail => Heading::Field(Field::Email),
        other => other,
    };
    let written = headings.cell(column);
    let is_alike = |(other, cell): (usize, &str)| other != column && words(cell) == words(written);
    if vocabulary.is_mapped(heading) || !Vocabulary::can_be_named(written) || headings.cells().enumerate().any(is_alike)
    {
        return None;
    }
    heading.key().map(|key| format!("{key} = {}", in_toml(written)))
}

/// A text as TOML has it, on one line.
fn in_toml(text: &str) -> String {
    let escaped = text.chars().fold(String::new(), |mut escaped, c| {
        match c {
            '"' | '\\' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => escaped.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => escaped.push(c),
        }
        escaped
    });
    format!("\"{escaped}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_is_one_line_of_toml() {
        for text in ["Når?", "\"Dato\"", "C:\\dato", "Når\r\npasser\tdet?", "\u{7f}\u{85}\u{1b}[1m", "'''", ""] {
            let written = in_toml(text);
            let read: toml::Table = format!("key = {written}").parse().expect("it is TOML");
            assert_eq!((read["key"].as_str(), written.lines().count()), (Some(text), 1), "{written}");
        }
    }
}
