//! What is not TOML, in words of our own: the library tells what it expected as developers say it.

use toml::de::Error;

use super::problem::{FILE, Problem};
use crate::findings::{Finding, Findings, Place};

/// Adds what is not TOML, once for each line: what follows on a line is most often the same mistake.
pub(super) fn report(text: &str, errors: &[Error], findings: &mut Findings) {
    let mut lines = Vec::new();
    let mut repeated_table = false;
    for error in errors {
        let span = error.span().unwrap_or_default();
        let place = Place::of_offset(text, span.start);
        let line = text.lines().nth(place.line - 1).unwrap_or_default();
        if line.trim_start().starts_with('[') {
            repeated_table = false;
        }
        let (problem, value) = problem(error.message(), line, text.get(span).unwrap_or_default(), place);
        let is_repeated = problem == Problem::SetTwice;
        // The fields of a table that stands twice may stand twice, too.
        if lines.contains(&place.line) || is_repeated && repeated_table {
            continue;
        }
        repeated_table |= is_repeated && line.trim_start().starts_with('[');
        lines.push(place.line);
        findings.push(Finding::error(FILE, problem).at(place).value(value));
    }
}

/// What is wrong, and what of the file it is about.
fn problem(message: &str, line: &str, spanned: &str, place: Place) -> (Problem, String) {
    let line = line.trim();
    let (name, written) = line.split_once('=').unwrap_or((line, ""));
    let (name, written) = (name.trim().to_owned(), written.trim().to_owned());
    let is = |start: &str| message.starts_with(start);
    let bracket = [("unclosed array", "]"), ("unclosed inline table", "}"), ("unclosed table", "]")];
    let bracket = bracket.into_iter().find(|(start, _)| is(start)).map(|(_, bracket)| bracket);
    match bracket {
        Some(bracket) => (Problem::OpenBracket { bracket }, line.to_owned()),
        None if is("duplicate key") => (Problem::SetTwice, spanned.to_owned()),
        None if is("string values must be quoted") => match written.chars().next() {
            None => (Problem::NoValue, name),
            Some('“' | '”' | '„' | '«' | '‘' | '’') => (Problem::TypographicQuotes, written),
            Some(_) => (Problem::NotQuoted, written),
        },
        None if is("invalid basic string") || is("invalid literal string") => (Problem::OpenText, written),
        None if is("key with no value") && !line.contains('=') => (Problem::NoEqualsSign, line.to_owned()),
        None if is("missing comma") => (Problem::MissingComma, written),
        None if message.contains("unicode") || message.contains("escape") => (Problem::Backslash, written),
        None if ["invalid", "unexpected leading"].iter().any(|start| is(start)) && !written.is_empty() => {
            (Problem::NotAValue, written)
        }
        None => (Problem::NotToml { column: place.column }, line.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::words::Words;

    /// The findings in words, without what to do.
    fn found(text: &str) -> Vec<String> {
        let mut findings = Findings::new();
        let (_, errors) = toml::de::DeTable::parse_recoverable(text);
        report(text, &errors, &mut findings);
        let shown = findings.into_iter().map(|finding| Words::of(Language::En).finding(&finding));
        shown.map(|shown| shown.to_string().lines().next().unwrap_or_default().to_owned()).collect()
    }

    #[test]
    fn what_is_not_toml_is_said_once_in_words_that_a_lead_knows() {
        for (text, said) in [
            ("a = 1\na = 2\n", "2:1: error: \"a\" is set twice"),
            ("[a]\nb = 1\n[a]\nb = 2\n", "3:2: error: \"a\" is set twice"),
            ("a = b\n", "1:5: error: \"b\" is not in quotes"),
            ("a =\n", "1:4: error: \"a\" has no value"),
            ("a = “b”\n", "1:5: error: \"“b”\" is in typographic quotation marks"),
            ("a = \"b\n", "1:7: error: \"\"b\" is a text without a closing quotation mark"),
            ("a \"b\"\n", "1:3: error: \"a \"b\"\" has no equals sign"),
            ("a b = 1\n", "1:3: error: \"a b = 1\" is not TOML from column 3 on"),
            ("[a\n", "1:3: error: \"[a\" has no closing ]"),
            ("a = { b = 1\n", "1:12: error: \"a = { b = 1\" has no closing }"),
            ("a = [\"b\" \"c\"]\n", "1:10: error: \"[\"b\" \"c\"]\" has no comma between two values"),
            ("a = 24.11.2022\n", "1:10: error: \"24.11.2022\" is neither a number, a day nor a text in quotes"),
            ("a = 012\n", "1:5: error: \"012\" is neither a number, a day nor a text in quotes"),
            ("a = 2022-13-45\n", "1:5: error: \"2022-13-45\" is neither a number, a day nor a text in quotes"),
            ("a = \"C:\\Users\"\n", "1:10: error: \"\"C:\\Users\"\" has a backslash that TOML does not know"),
            ("a = \"b\",\n", "1:8: error: \"a = \"b\",\" is not TOML from column 8 on"),
        ] {
            assert_eq!(found(text), [format!("exercise.toml:{said}")], "{text}");
        }
    }
}
