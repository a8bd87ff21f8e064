//! What is not TOML, in words of our own. The library says where; what is wrong there is told by what stands there, not by
//! the library's words, which are another's to change.

use std::ops::Range;

use toml::de::{DeTable, Error};

use super::problem::{FILE, Problem};
use super::setting::{Kind, Setting, Token, is_name, settings, spanned};
use crate::findings::{Finding, Findings, Place};

/// The tables of which there can be several: `[[date]]`.
const REPEATED: [&str; 2] = ["date", "group"];

/// Comments of other languages.
const OTHER_COMMENTS: [&str; 5] = ["//", "/*", "--", ";", "<!--"];

/// The file is read again so many times at most.
const MOST_ROUNDS: usize = 20;

/// What is wrong: where, in bytes, and which value it is about.
struct Mistake {
    problem: Problem,
    at: usize,
    value: String,
}

impl Mistake {
    fn new(problem: Problem, at: usize, value: impl Into<String>) -> Mistake {
        Mistake { problem, at, value: value.into() }
    }

    /// About what a token says.
    fn about(problem: Problem, token: &Token<'_>) -> Mistake {
        let value = if matches!(token.kind, Kind::Quoted { .. }) { token.content() } else { token.text };
        Mistake::new(problem, token.start, value)
    }
}

/// Adds what is not TOML, once for each line: what follows on a line is most often the same mistake.
///
/// The library does not read on behind some mistakes, so settings with one are left out and the rest is read again.
pub(super) fn report(text: &str, errors: &[Error], findings: &mut Findings) {
    let all = settings(text);
    let mut left: Vec<&Setting<'_>> = all.iter().collect();
    let mut remaining = text.to_owned();
    let mut round = Round { text, all: &all, spans: spans(errors), is_first: true };
    let mut lines = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let found = round.read(&left);
        for mistake in found.iter().flat_map(|found| &found.mistakes) {
            let place = Place::of_offset(text, mistake.at);
            if !lines.contains(&place.line) {
                lines.push(place.line);
                findings.push(Finding::error(FILE, mistake.problem.clone()).at(place).value(&mistake.value));
            }
        }
        let faulty: Vec<usize> = found.iter().filter_map(|found| found.setting.map(Setting::start)).collect();
        let (out, rest) = left.into_iter().partition(|setting| faulty.contains(&setting.start()));
        left = rest;
        if out.is_empty() {
            break;
        }
        out.iter().for_each(|setting: &&Setting<'_>| blank(&mut remaining, setting.start()..setting.end));
        let (_, errors) = DeTable::parse_recoverable(&remaining);
        round = Round { spans: spans(&errors), is_first: false, ..round };
    }
}

/// Where the errors are, in the order of the file.
fn spans(errors: &[Error]) -> Vec<Range<usize>> {
    let mut spans: Vec<Range<usize>> = errors.iter().map(|error| error.span().unwrap_or_default()).collect();
    spans.sort_by_key(|span| span.start);
    spans
}

/// Leaves lines as they are counted, and nothing on them.
fn blank(text: &mut String, range: Range<usize>) {
    let blanks: String = text[range.clone()].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(range, &blanks);
}

/// One reading of what is left of the file.
struct Round<'a, 't> {
    text: &'t str,
    all: &'a [Setting<'t>],
    spans: Vec<Range<usize>>,
    is_first: bool,
}

/// What is wrong at a place, and the setting that it is in.
struct Found<'a, 't> {
    mistakes: Vec<Mistake>,
    setting: Option<&'a Setting<'t>>,
}

impl<'a, 't> Round<'a, 't> {
    fn read(&self, left: &[&'a Setting<'t>]) -> Vec<Found<'a, 't>> {
        let mut all_found = Vec::new();
        // The fields of a table that stands twice may stand twice, too; and those of a heading that is left out.
        let mut may_repeat = !self.is_first;
        for span in &self.spans {
            let setting = holding(left, span.start);
            let mistakes = mistakes(self.text, self.all, setting, span);
            let is_repeated = |mistake: &Mistake| matches!(mistake.problem, Problem::SetTwice);
            let is_single = |mistake: &Mistake| matches!(mistake.problem, Problem::SingleBrackets { .. });
            if may_repeat && mistakes.iter().any(is_repeated) && !(self.is_first && is_heading(setting)) {
                continue;
            }
            if is_heading(setting) && self.is_first {
                may_repeat = mistakes.iter().any(|mistake| is_repeated(mistake) || is_single(mistake));
            }
            all_found.push(Found { mistakes, setting });
            if setting.is_some_and(|setting| setting.lacks.is_some()) {
                // What follows was read as a part of the value.
                break;
            }
        }
        all_found
    }
}

fn is_heading(setting: Option<&Setting<'_>>) -> bool {
    setting.is_some_and(Setting::is_heading)
}

/// The setting that an offset is in. What was not closed is what everything behind it is in.
fn holding<'a, 't>(settings: &[&'a Setting<'t>], at: usize) -> Option<&'a Setting<'t>> {
    let open = settings.iter().find(|setting| setting.lacks.is_some() && setting.start() <= at);
    open.or_else(|| settings.iter().find(|setting| at < setting.end)).or(settings.last()).copied()
}

/// What is wrong at a place: one thing, or the same in several places.
fn mistakes(text: &str, all: &[Setting<'_>], setting: Option<&Setting<'_>>, span: &Range<usize>) -> Vec<Mistake> {
    let headings = setting.map(|setting| single_headings(text, all, setting, span)).unwrap_or_default();
    if !headings.is_empty() {
        return headings;
    }
    let mistake = control_characters(text, setting, span).or_else(|| match setting? {
        setting if setting.is_heading() => heading(text, setting, span),
        setting => field(text, setting, span),
    });
    vec![mistake.unwrap_or_else(|| unknown(text, span))]
}

/// A character that is none, in a text or anywhere else.
fn control_characters(text: &str, setting: Option<&Setting<'_>>, span: &Range<usize>) -> Option<Mistake> {
    let rest = text.get(span.start..)?;
    rest.chars().next().filter(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))?;
    let mut tokens = setting.iter().flat_map(|setting| &setting.tokens);
    let token = tokens.find(|token| token.start <= span.start && span.start < token.end());
    let line = || Mistake::new(Problem::ControlCharacters, span.start, line_of(text, span.start));
    Some(token.map_or_else(line, |token| Mistake::about(Problem::ControlCharacters, token)))
}

/// The headings `[date]` where a repeated heading is about `[[date]]`.
fn single_headings(text: &str, all: &[Setting<'_>], setting: &Setting<'_>, span: &Range<usize>) -> Vec<Mistake> {
    let name = text.get(span.clone()).unwrap_or_default();
    if !REPEATED.contains(&name) || !setting.is_heading() {
        return Vec::new();
    }
    let single = format!("[{name}]");
    let headings = all.iter().filter(|heading| heading.is_heading() && spanned(text, &heading.tokens) == single);
    let problem = || Problem::SingleBrackets { name: format!("[[{name}]]") };
    headings.map(|heading| Mistake::new(problem(), heading.start(), single.as_str())).collect()
}

fn heading(text: &str, setting: &Setting<'_>, span: &Range<usize>) -> Option<Mistake> {
    let written = spanned(text, &setting.tokens);
    let opened = setting.tokens.iter().take_while(|token| token.is('[')).count();
    let closed = setting.tokens.iter().rev().take_while(|token| token.is(']')).count();
    let bracket = if opened == 2 { "]]" } else { "]" };
    if closed < opened && !setting.tokens[opened..].iter().rev().skip(closed).any(|token| token.is(']')) {
        return Some(Mistake::new(Problem::OpenBracket { bracket }, setting.start(), written));
    }
    let name = &setting.tokens[opened..setting.tokens.len().saturating_sub(closed).max(opened)];
    called(text, name, span)
}

/// What is wrong with the name of a field or a table.
fn called(text: &str, name: &[Token<'_>], span: &Range<usize>) -> Option<Mistake> {
    let first = name.first()?;
    let written = spanned(text, name);
    if !is_name(written) && name.iter().all(|token| token.kind == Kind::Bare) {
        return Some(Mistake::new(Problem::NotAName, first.start, written));
    }
    let twice = text.get(span.clone()).filter(|twice| !twice.is_empty())?;
    Some(Mistake::new(Problem::SetTwice, span.start, twice.trim_matches(['"', '\''])))
}

/// What is wrong with a line that is no heading.
fn field(text: &str, setting: &Setting<'_>, span: &Range<usize>) -> Option<Mistake> {
    let first = setting.tokens.first()?;
    if let Some(comment) = OTHER_COMMENTS.iter().find(|comment| first.text.starts_with(**comment)) {
        return Some(Mistake::new(Problem::NotAComment, first.start, *comment));
    }
    let Some((name, equals, value)) = setting.divided() else {
        let word =
            first.text.split([' ', '\t', ':']).next().filter(|word| is_name(word) && first.kind == Kind::Bare)?;
        return Some(Mistake::new(Problem::NoEqualsSign, first.start, word));
    };
    if span.start < equals.start || !is_name(spanned(text, name)) {
        return called(text, name, span);
    }
    let name = Mistake::new(Problem::NoValue, first.start, spanned(text, name));
    let Some(begin) = value.first() else { return Some(name) };
    if let Some(bracket) = setting.lacks {
        return Some(Mistake { problem: Problem::OpenBracket { bracket }, ..name });
    }
    match begin.kind {
        Kind::Quoted { is_closed } if !is_closed || span.start < begin.end() || value.len() == 1 => quoted(begin),
        Kind::Quoted { .. } => Some(Mistake { problem: Problem::AfterText, at: value[1].start, ..name }),
        // A number or a day may be right, and what follows it wrong.
        Kind::Bare if span.start < begin.end() || value.len() == 1 => bare(text, value),
        Kind::Mark('[' | '{') => listed(text, value, span, name),
        _ => None,
    }
}

/// What is wrong with a text in quotes.
fn quoted(token: &Token<'_>) -> Option<Mistake> {
    if token.kind == (Kind::Quoted { is_closed: false }) {
        let line = without_comment(token.text.lines().next().unwrap_or_default());
        let content = line.trim_start_matches(['"', '\'']);
        let problem = match content {
            _ if content.ends_with(is_typographic) => Problem::TypographicQuotes,
            _ if content.ends_with("\\\"") => Problem::Backslash,
            _ => Problem::OpenText,
        };
        let value = if problem == Problem::Backslash { content.trim_end_matches('"') } else { content };
        return Some(Mistake::new(problem, token.start, value));
    }
    Some(Mistake::about(Problem::Backslash, token)).filter(|_| token.text.contains('\\'))
}

/// What is wrong with a value that does not begin with a quotation mark.
fn bare(text: &str, value: &[Token<'_>]) -> Option<Mistake> {
    let at = value.first()?.start;
    let written = without_comment(spanned(text, value));
    if value.iter().any(|token| token.is('=')) {
        return None;
    }
    let is_number =
        |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | ':' | '/' | '_' | ' ' | 'T' | 'Z');
    let problem = match written {
        _ if written.starts_with(is_typographic) => Problem::TypographicQuotes,
        _ if written.ends_with('"') => Problem::NoOpeningQuote,
        _ if ["true", "false"].contains(&written.to_lowercase().as_str()) => Problem::NotYesOrNo,
        _ if is_day(written.get(..10).unwrap_or_default()) && written.len() == 10 => Problem::NoSuchDay,
        _ if is_day(written.get(..10).unwrap_or_default()) && written.chars().all(is_number) => Problem::NotATime,
        _ if written.chars().all(is_number) => Problem::NotAValue,
        _ => Problem::NotQuoted,
    };
    Some(Mistake::new(problem, at, written.trim_matches('"')))
}

/// Whether a text has the form of a day, such as 2022-08-32.
fn is_day(written: &str) -> bool {
    let fits = |(at, c): (usize, char)| if matches!(at, 4 | 7) { c == '-' } else { c.is_ascii_digit() };
    written.len() == 10 && written.char_indices().all(fits)
}

/// What is wrong in a list or a table within a line; `name` is about its name.
fn listed(text: &str, value: &[Token<'_>], span: &Range<usize>, name: Mistake) -> Option<Mistake> {
    let is_value = |token: &Token<'_>| !matches!(token.kind, Kind::Mark(_));
    for pair in value.windows(2) {
        let ends = is_value(&pair[0]) || pair[0].is(']') || pair[0].is('}');
        let begins = is_value(&pair[1]) || pair[1].is('[') || pair[1].is('{');
        let is_quote_within = pair[0].kind == Kind::Bare || pair[1].kind == (Kind::Quoted { is_closed: false });
        if ends && begins && !is_quote_within {
            return Some(Mistake { problem: Problem::MissingComma, at: pair[1].start, ..name });
        }
    }
    let at =
        value.iter().position(|token| token.start <= span.start && span.start <= token.end() && is_value(token))?;
    let token = &value[at];
    let is_item = at.checked_sub(1).is_some_and(|before| {
        value[before].is('=') || value[0].is('[') && (value[before].is(',') || value[before].is('['))
    });
    match token.kind {
        Kind::Quoted { .. } => quoted(token),
        Kind::Bare if is_item => bare(text, &value[at..=at]),
        _ => None,
    }
}

/// Where nothing is known but that it is not TOML: the text there.
fn unknown(text: &str, span: &Range<usize>) -> Mistake {
    let there = text.get(span.start..).and_then(|rest| rest.lines().next()).unwrap_or_default();
    let before = text.get(..span.start).unwrap_or_default();
    match without_comment(there) {
        "" => Mistake::new(Problem::NotToml, before.rfind('\n').map_or(0, |end| end + 1), line_of(text, span.start)),
        there => Mistake::new(Problem::NotToml, span.start, there),
    }
}

/// The line that an offset is in.
fn line_of(text: &str, at: usize) -> &str {
    let line = Place::of_offset(text, at).line;
    text.lines().nth(line - 1).unwrap_or_default().trim()
}

/// A quotation mark hides from the reader of tokens that a comment follows.
fn without_comment(written: &str) -> &str {
    written.split(" #").next().unwrap_or_default().split("\t#").next().unwrap_or_default().trim()
}

fn is_typographic(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '«' | '»' | '‘' | '’')
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
        let shown = findings.into_iter().map(|finding| Words::of(Language::En).finding(&finding).to_string());
        shown.map(|shown| shown.lines().next().unwrap_or_default().replacen("exercise.toml:", "", 1)).collect()
    }

    #[test]
    fn what_is_not_toml_is_said_once_in_words_that_a_lead_knows() {
        for (text, said) in [
            ("a = 1\na = 2\n", "2:1: error: \"a\" is set twice"),
            ("[a]\nb = 1\n[a]\nb = 2\n", "3:2: error: \"a\" is set twice"),
            ("a.b = 1\n\"a\" = 2\n", "2:1: error: \"a\" is set twice"),
            ("a = b\n", "1:5: error: \"b\" is not in quotes"),
            ("a = 20 MB\n", "1:5: error: \"20 MB\" is not in quotes"),
            ("a = Kari's øvelse # b\n", "1:5: error: \"Kari's øvelse\" is not in quotes"),
            ("a =\n", "1:1: error: \"a\" has no value"),
            ("a =   # how many…\n", "1:1: error: \"a\" has no value"),
            ("a = “b” # c\n", "1:5: error: \"“b”\" is in typographic quotation marks"),
            ("a = \"b”\n", "1:5: error: \"b”\" is in typographic quotation marks"),
            ("a = \"b  # c\n", "1:5: error: \"b\" is a text without a closing quotation mark"),
            ("a = 'b\n", "1:5: error: \"b\" is a text without a closing quotation mark"),
            ("a = '''b\nc = 1\n", "1:5: error: \"b\" is a text without a closing quotation mark"),
            ("a = Stat i Oslo\"  # b\n", "1:5: error: \"Stat i Oslo\" is a text without an opening quotation mark"),
            ("a = Stat i \"\n", "1:5: error: \"Stat i \" is a text without an opening quotation mark"),
            ("a \"b\"\n", "1:1: error: \"a\" has no equals sign"),
            ("a: \"b\"\n", "1:1: error: \"a\" has no equals sign"),
            ("more words\n", "1:1: error: \"more\" has no equals sign"),
            ("a b = 1\n", "1:1: error: \"a b\" is not the name of a field"),
            ("øvelse = 1\n", "1:1: error: \"øvelse\" is not the name of a field"),
            ("// a = \"b\"\n", "1:1: error: \"//\" does not begin a comment"),
            ("; a\n", "1:1: error: \";\" does not begin a comment"),
            ("-- a = 1\n", "1:1: error: \"--\" does not begin a comment"),
            ("[a  # b\nc = 1\n", "1:1: error: \"[a\" has no closing ]"),
            ("[[a]\nc = 1\n", "1:1: error: \"[[a]\" has no closing ]]"),
            ("a = { b = 1\nc = 2\n", "1:1: error: \"a\" has no closing }"),
            ("a = [1, # b\nb = 2\nc = 3\n", "1:1: error: \"a\" has no closing ]"),
            ("a = [\"b\" \"c\"]\n", "1:10: error: \"a\" has no comma between two of its values"),
            ("a = [\n\"b\"\n\"c\"\n]\n", "3:1: error: \"a\" has no comma between two of its values"),
            ("a = [\n\"b\", # d\nc\n]\n", "3:1: error: \"c\" is not in quotes"),
            ("a = { b = c }\n", "1:11: error: \"c\" is not in quotes"),
            ("a = 24.11.2022  # b\n", "1:5: error: \"24.11.2022\" is neither a number, a day nor a text in quotes"),
            ("a = 8/9/2022\n", "1:5: error: \"8/9/2022\" is neither a number, a day nor a text in quotes"),
            ("a = 012\n", "1:5: error: \"012\" is neither a number, a day nor a text in quotes"),
            ("a = True\n", "1:5: error: \"True\" is neither true nor false"),
            ("a = 2022-13-45\n", "1:5: error: \"2022-13-45\" is a day that does not exist"),
            ("a = 2022-08-32 # b\n", "1:5: error: \"2022-08-32\" is a day that does not exist"),
            ("a = 2022-11-24T25:30:00\n", "1:5: error: \"2022-11-24T25:30:00\" is not a day with a time"),
            ("a = 2022-11-24 9:30\n", "1:5: error: \"2022-11-24 9:30\" is not a day with a time"),
            ("a = \"C:\\Users\"\n", "1:5: error: \"C:\\Users\" has a backslash that TOML does not know"),
            ("a = \"C:\\Teams\\\" # b\n", "1:5: error: \"C:\\Teams\\\" has a backslash that TOML does not know"),
            ("a = [\"b\", \"C:\\Teams\"]\n", "1:11: error: \"C:\\Teams\" has a backslash that TOML does not know"),
            ("a = \"b\u{7}\"\n", "1:5: error: \"b␇\" contains control characters"),
            ("a = \"b\",\n", "1:8: error: \"a\" goes on after its closing quotation mark"),
            ("a = \"say \"hi\" to\"\n", "1:11: error: \"a\" goes on after its closing quotation mark"),
            ("# a\u{7}\n", "1:4: error: \"# a␇\" contains control characters"),
            ("a = 1]\n", "1:6: error: \"]\" is not TOML"),
            ("= 1\n", "1:1: error: \"= 1\" is not TOML"),
            ("a = 1 b = 2\n", "1:5: error: \"1 b = 2\" is not TOML"),
        ] {
            assert_eq!(found(text), [said], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn whatever_is_not_toml_is_told(at in 0..5000_usize, length in 0..40_usize, typed in "[ -~øæ“\n\u{7}\r]{0,3}") {
            let mut text = include_str!("../../exercise.toml").to_owned();
            let start = text.floor_char_boundary(at);
            let end = text.floor_char_boundary(start + length);
            text.replace_range(start..end, &typed);
            let (_, errors) = toml::de::DeTable::parse_recoverable(&text);
            proptest::prop_assert_eq!(found(&text).is_empty(), errors.is_empty());
        }
    }

    #[test]
    fn a_single_bracket_where_there_can_be_several_tables_is_told_where_it_stands() {
        let said = |line| format!("{line}:1: error: \"[date]\" has one bracket at each end");
        let (single, several) = ("[date] # a\nstart = 1\n", "[[date]]\nstart = 1\n");
        for (text, lines) in [
            (format!("{single}{several}"), vec![1]),
            (format!("{several}{single}{several}"), vec![3]),
            (format!("{several}{single}{single}"), vec![3, 5]),
            (format!("{single}{single}"), vec![1, 3]),
        ] {
            assert_eq!(found(&text), lines.into_iter().map(said).collect::<Vec<_>>(), "{text}");
        }
    }
}
