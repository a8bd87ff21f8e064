//! The words of a text, one after the other, with where each stands.

use std::ops::Range;

use crate::text::normalised;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    /// Letters, in small ones.
    Word(String),
    /// Digits: what they come to, and how many they are.
    Number {
        value: u32,
        digits: usize,
    },
    Mark(char),
    /// The end of a line; two of them are the end of a paragraph.
    Line,
}

/// A piece of a text and where it stands, in bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) token: Token,
    pub(super) at: Range<usize>,
}

impl Placed {
    pub(super) fn word(&self) -> Option<&str> {
        match &self.token {
            Token::Word(word) => Some(word),
            _ => None,
        }
    }

    pub(super) fn is(&self, mark: char) -> bool {
        self.token == Token::Mark(mark)
    }
}

/// The pieces of a text. Blanks only divide.
pub(super) fn tokens(text: &str) -> Vec<Placed> {
    let mut tokens = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((begin, first)) = letters.next() {
        let kind = |letter: char| (letter.is_ascii_digit(), letter.is_alphabetic());
        let mut end = begin + first.len_utf8();
        if first.is_ascii_digit() || first.is_alphabetic() {
            while let Some((at, letter)) = letters.next_if(|(_, letter)| kind(*letter) == kind(first)) {
                end = at + letter.len_utf8();
            }
        }
        let written = &text[begin..end];
        let token = match first {
            '\n' => Token::Line,
            letter if letter.is_whitespace() => continue,
            letter if letter.is_ascii_digit() => match written.parse() {
                Ok(value) => Token::Number { value, digits: written.len() },
                Err(_) => Token::Mark('#'),
            },
            letter if letter.is_alphabetic() => Token::Word(normalised(written)),
            '–' | '—' => Token::Mark('-'),
            mark => Token::Mark(mark),
        };
        tokens.push(Placed { token, at: begin..end });
    }
    tokens
}
