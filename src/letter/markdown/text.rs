//! The words of a letter as plain text. A paragraph is one line for each line of the template: mail programs fold long
//! ones by themselves.

use pulldown_cmark::{Tag, TagEnd};

use super::super::literal::{encode, plain};
use super::{Token, tokens, without_html};

/// A filled-in template as plain text.
pub(in crate::letter) fn text(markdown: &str) -> String {
    // What a field says stays encoded until all is written, so that it is neither indented nor trimmed.
    let markdown = without_html(markdown);
    plain(blocks(&mut tokens(&markdown).filter(|token| !is_emphasis(token))).trim_end())
}

/// Plain text has no emphasis.
fn is_emphasis(token: &Token<'_>) -> bool {
    matches!(token, Token::Start(Tag::Emphasis | Tag::Strong) | Token::End(TagEnd::Emphasis | TagEnd::Strong))
}

/// The blocks up to the end of what holds them.
fn blocks<'t>(tokens: &mut impl Iterator<Item = Token<'t>>) -> String {
    let mut blocks = Blocks::default();
    // Words of a list's entry can stand in no block of their own.
    let mut words = Words::default();
    while let Some(token) = tokens.next() {
        let Some(token) = words.take(token) else { continue };
        blocks.push(Block::Words, &words.ended());
        match token {
            Token::Start(Tag::List(first)) => blocks.push(Block::List, &list(first, tokens)),
            Token::Start(Tag::Table(_)) => blocks.push(Block::Other, &table(tokens)),
            Token::Start(Tag::BlockQuote(_)) => blocks.push(Block::Other, &indented("> ", "> ", &self::blocks(tokens))),
            Token::Start(Tag::Paragraph) => blocks.push(Block::Words, inline(tokens).trim_end_matches('\n')),
            Token::Start(_) => blocks.push(Block::Other, inline(tokens).trim_end_matches('\n')),
            Token::Rule => blocks.push(Block::Other, "---"),
            _ => break,
        }
    }
    blocks.push(Block::Words, &words.ended());
    blocks.text
}

/// The words up to the end of what holds them.
fn inline<'t>(tokens: &mut impl Iterator<Item = Token<'t>>) -> String {
    let mut words = Words::default();
    for token in tokens {
        if let Some(Token::End(_)) = words.take(token) {
            break;
        }
    }
    words.ended()
}

fn list<'t>(first: Option<u64>, tokens: &mut impl Iterator<Item = Token<'t>>) -> String {
    let mut entries = Vec::new();
    let mut number = first;
    while let Some(Token::Start(_)) = tokens.next() {
        let mark = number.map_or_else(|| "- ".to_owned(), |number| format!("{number}. "));
        entries.push(indented(&mark, &" ".repeat(mark.len()), &blocks(tokens)));
        number = number.map(|number| number + 1);
    }
    entries.join("\n")
}

/// A row is a line. Two columns are names and what they are.
fn table<'t>(tokens: &mut impl Iterator<Item = Token<'t>>) -> String {
    let mut rows = Vec::new();
    while let Some(Token::Start(_)) = tokens.next() {
        let mut cells = Vec::new();
        while let Some(Token::Start(_)) = tokens.next() {
            cells.push(inline(tokens));
        }
        rows.push(cells.join(if cells.len() == 2 { ": " } else { " | " }));
    }
    rows.join("\n")
}

fn indented(first: &str, others: &str, text: &str) -> String {
    let mut lines = text.split('\n');
    let mut indented = format!("{first}{}", lines.next().unwrap_or_default());
    for line in lines {
        indented.push('\n');
        if !line.is_empty() {
            indented.push_str(others);
        }
        indented.push_str(line);
    }
    indented
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    Words,
    List,
    Other,
}

/// Blocks with an empty line between them; a list stands directly below the words that it belongs to.
#[derive(Default)]
struct Blocks {
    text: String,
    last: Option<Block>,
}

impl Blocks {
    fn push(&mut self, block: Block, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text.push_str(match (self.last, block) {
            (None, _) => "",
            (Some(Block::Words), Block::List) => "\n",
            _ => "\n\n",
        });
        self.text.push_str(text);
        self.last = Some(block);
    }
}

/// Words on end.
#[derive(Default)]
struct Words {
    text: String,
    /// The address of the open link, and where its words begin.
    link: Option<(String, usize)>,
}

impl Words {
    /// Gives back what is no words.
    fn take<'t>(&mut self, token: Token<'t>) -> Option<Token<'t>> {
        match token {
            Token::Text(words) | Token::Code(words) => self.text.push_str(&words),
            Token::LineBreak => self.text.push('\n'),
            Token::Link(address) => self.link = Some((address, self.text.len())),
            Token::LinkEnd => self.end_link(),
            token => return Some(token),
        }
        None
    }

    /// The address is written out, unless it is what the link says.
    fn end_link(&mut self) {
        let Some((address, start)) = self.link.take() else { return };
        let words = plain(self.text.get(start..).unwrap_or_default());
        if words != address.strip_prefix("mailto:").unwrap_or(&address) {
            self.text.push_str(&format!(" ({})", encode(&address)));
        }
    }

    fn ended(&mut self) -> String {
        std::mem::take(&mut self.text)
    }
}
