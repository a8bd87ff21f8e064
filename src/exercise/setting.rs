//! The settings of a file that may not be TOML, each taken apart as far as it can be: a heading in brackets, or the
//! name of a field, an equals sign and a value.

/// What a setting is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'t> {
    pub kind: Kind,
    /// In bytes from the start of the file.
    pub start: usize,
    pub text: &'t str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text in quotes.
    Quoted {
        is_closed: bool,
    },
    /// A number, a day, or words without quotes.
    Bare,
    /// A bracket, a comma or an equals sign.
    Mark(char),
    Comment,
    LineEnd,
}

impl<'t> Token<'t> {
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub fn is(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// What a text in quotes says.
    pub fn content(&self) -> &'t str {
        let quote = opening_quote(self.text).unwrap_or_default();
        let content = self.text.get(quote.len()..).unwrap_or_default();
        content.strip_suffix(quote).unwrap_or(content)
    }
}

/// One setting.
#[derive(Debug)]
pub struct Setting<'t> {
    /// Without comments.
    pub tokens: Vec<Token<'t>>,
    /// What a list, a table or a text of several lines lacks at its end.
    pub lacks: Option<&'static str>,
    /// Where the next one begins.
    pub end: usize,
}

impl<'t> Setting<'t> {
    pub fn start(&self) -> usize {
        self.tokens.first().map_or(self.end, |token| token.start)
    }

    /// Whether it is a heading, such as `[contact]`.
    pub fn is_heading(&self) -> bool {
        self.tokens.first().is_some_and(|token| token.is('['))
    }

    /// The tokens before the equals sign, the sign, and those behind it; none if there is none.
    pub fn divided(&self) -> Option<(&[Token<'t>], &Token<'t>, &[Token<'t>])> {
        let at = self.tokens.iter().position(|token| token.is('='))?;
        Some((&self.tokens[..at], &self.tokens[at], &self.tokens[at + 1..]))
    }
}

/// The text from the first token to the last.
pub fn spanned<'t>(text: &'t str, tokens: &[Token<'_>]) -> &'t str {
    match (tokens.first(), tokens.last()) {
        (Some(first), Some(last)) => text.get(first.start..last.end()).unwrap_or_default(),
        _ => "",
    }
}

/// All settings of a file. A list, a table or a text may go on for several lines; a list that is not closed ends where
/// the next setting begins.
pub fn settings(text: &str) -> Vec<Setting<'_>> {
    let mut settings = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let setting = setting(text, at);
        at = setting.end;
        if !setting.tokens.is_empty() {
            settings.push(setting);
        }
    }
    settings
}

fn setting(text: &str, start: usize) -> Setting<'_> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut brackets: Vec<&'static str> = Vec::new();
    let mut at = start;
    while let Some(token) = token(text, at) {
        at = token.end();
        match token.kind {
            Kind::Comment => continue,
            Kind::LineEnd => match brackets.last() {
                Some(bracket) if !begins_setting(text, at, bracket, tokens.last()) => continue,
                _ => break,
            },
            // Only a value that begins with a bracket goes on for several lines.
            Kind::Mark('[') if !brackets.is_empty() || tokens.last().is_some_and(|last| last.is('=')) => {
                brackets.push("]");
            }
            Kind::Mark('{') if !brackets.is_empty() || tokens.last().is_some_and(|last| last.is('=')) => {
                brackets.push("}");
            }
            Kind::Mark(']' | '}') => drop(brackets.pop()),
            _ => {}
        }
        tokens.push(token);
    }
    let end = if token(text, at).is_none() { text.len() } else { at };
    Setting { tokens, lacks: brackets.pop(), end }
}

/// Whether the next line, within brackets, is a setting by itself, so that a bracket was not closed before it.
fn begins_setting(text: &str, at: usize, bracket: &str, before: Option<&Token<'_>>) -> bool {
    let next = |at| token(text, at).filter(|token: &Token<'_>| token.kind != Kind::LineEnd);
    let Some(first) = next(at) else { return false };
    let Some(second) = next(first.end()) else { return false };
    if first.is('[') {
        let name = if second.is('[') { next(second.end()) } else { Some(second) };
        return name.is_some_and(|name| name.kind == Kind::Bare && is_name(name.text) && !name.text.contains(is_digit));
    }
    // In a table the next field comes after a comma.
    let goes_on = bracket == "}" && before.is_some_and(|before| before.is(',') || before.is('{'));
    first.kind == Kind::Bare && second.is('=') && !goes_on
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Whether a field or a table can be called so: words of a–z, 0–9, - and _ with points between them.
pub fn is_name(written: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    written.split('.').all(|word| !word.trim().is_empty() && word.trim().chars().all(fits))
}

fn token(text: &str, at: usize) -> Option<Token<'_>> {
    const ENDS_BARE: [char; 10] = ['\n', '#', '"', '\'', '[', ']', '{', '}', ',', '='];
    let rest = text.get(at..)?;
    let token = rest.trim_start_matches(|c: char| c != '\n' && (c.is_whitespace() || c == '\u{feff}'));
    let start = at + rest.len() - token.len();
    let first = token.chars().next()?;
    let (kind, length) = match first {
        '\n' => (Kind::LineEnd, 1),
        '#' => (Kind::Comment, token.find('\n').unwrap_or(token.len())),
        '"' | '\'' => quoted(token),
        '[' | ']' | '{' | '}' | ',' | '=' => (Kind::Mark(first), 1),
        _ => (Kind::Bare, token.find(ENDS_BARE).unwrap_or(token.len())),
    };
    let written = &token[..length];
    let is_bare = kind == Kind::Bare;
    Some(Token { kind, start, text: if is_bare { written.trim_end() } else { written } })
}

/// The quotation mark that a text begins with.
fn opening_quote(text: &str) -> Option<&'static str> {
    ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| text.starts_with(quote))
}

/// Whether a text that begins with a quotation mark has one at its end, and how long it is.
fn quoted(text: &str) -> (Kind, usize) {
    let quote = opening_quote(text).unwrap_or("\"");
    let body = &text[quote.len()..];
    let mut is_escaped = false;
    for (at, c) in body.char_indices() {
        if c == '\n' && quote.len() == 1 {
            return (Kind::Quoted { is_closed: false }, quote.len() + at);
        }
        if !is_escaped && body[at..].starts_with(quote) {
            return (Kind::Quoted { is_closed: true }, quote.len() + at + quote.len());
        }
        is_escaped = c == '\\' && !is_escaped && quote.starts_with('"');
    }
    (Kind::Quoted { is_closed: false }, text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each setting with what it lacks at its end.
    fn read(text: &str) -> Vec<(&str, Option<&'static str>)> {
        settings(text).iter().map(|setting| (spanned(text, &setting.tokens), setting.lacks)).collect()
    }

    #[test]
    fn a_setting_is_a_line_unless_its_value_goes_on() {
        let text =
            "# first\na = 1  # one\n\n[b] # two\r\nc = [\n  \"#\", # three\n  [2],\n]\nd = '''\ne = 1\n'''\nf = x [\n";
        let values = ["a = 1", "[b]", "c = [\n  \"#\", # three\n  [2],\n]", "d = '''\ne = 1\n'''", "f = x ["];
        assert_eq!(read(text), values.map(|value| (value, None)));
    }

    #[test]
    fn reading_goes_on_whatever_blanks_there_are() {
        let blanks: Vec<char> = ('\0'..='\u{3000}').filter(|c| c.is_whitespace() || c.is_control()).collect();
        for blank in blanks.into_iter().chain(['\u{feff}']) {
            let text = format!("a = 1\n{blank}[[date]]\n{blank}\n{blank}{blank}b{blank}={blank}2{blank}");
            assert!(!settings(&text).is_empty(), "{blank:?}");
        }
    }

    #[test]
    fn what_is_not_closed_ends_where_the_next_setting_begins() {
        for (text, first) in [
            ("a = [1,\nb = 2\n", ("a = [1,", Some("]"))),
            ("a = [\n[date]\n", ("a = [", Some("]"))),
            ("a = [[1], [2]\n[[date]]\n", ("a = [[1], [2]", Some("]"))),
            ("a = { b = 1\nc = 2\n", ("a = { b = 1", Some("}"))),
            ("a = {\n b = 1,\n c = 2 }\n", ("a = {\n b = 1,\n c = 2 }", None)),
            ("a = [\n [1],\n [2] ]\n", ("a = [\n [1],\n [2] ]", None)),
            ("a = \"b\nc = 1\n", ("a = \"b", None)),
        ] {
            assert_eq!(read(text)[0], first, "{text}");
        }
    }
}
