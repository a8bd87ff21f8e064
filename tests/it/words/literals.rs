//! Strings in the source that a person would read.

use proc_macro2::TokenTree;

use crate::source::{File, attribute, is_ident, is_punct};

pub struct Literal {
    pub path: String,
    pub line: usize,
    pub text: String,
}

/// What only developers ever see.
const FOR_DEVELOPERS: [&str; 6] = ["assert", "debug_assert", "expect", "unreachable", "include_str", "include_bytes"];

/// All strings of two words or more, apart from those in comments and attributes; but those of `#[error("…")]` are read
/// by people.
pub fn literals(files: &[File]) -> Vec<Literal> {
    let mut literals = Vec::new();
    for file in files {
        find(&file.tokens, &file.path, &mut literals);
    }
    literals
}

fn find(tokens: &[TokenTree], path: &str, literals: &mut Vec<Literal>) {
    let mut at = 0;
    while at < tokens.len() {
        if let Some(attribute) = attribute(&tokens[at..]) {
            let inner: Vec<TokenTree> = attribute.stream().into_iter().collect();
            if inner.first().is_some_and(|name| is_ident(name, "error")) {
                find(&inner, path, literals);
            }
            at += if is_punct(&tokens[at + 1], '!') { 3 } else { 2 };
            continue;
        }
        match &tokens[at] {
            TokenTree::Group(_) if is_for_developers(&tokens[..at]) => {}
            TokenTree::Group(group) => find(&group.stream().into_iter().collect::<Vec<_>>(), path, literals),
            TokenTree::Literal(literal) => {
                let (written, line) = (literal.to_string(), literal.span().start().line);
                let text = written.split_once('"').and_then(|(_, text)| text.rsplit_once('"'));
                if let Some((text, _)) = text.filter(|(text, _)| is_for_people(text)) {
                    literals.push(Literal { path: path.to_owned(), line, text: text.to_owned() });
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// `assert!(…)`, `.expect(…)`
fn is_for_developers(before: &[TokenTree]) -> bool {
    let is_one = |token: &TokenTree| FOR_DEVELOPERS.iter().any(|name| is_ident(token, name));
    match before {
        [.., word, bang] if is_punct(bang, '!') => is_one(word),
        [.., word] => is_one(word),
        [] => false,
    }
}

/// Whether two words stand beside each other. What is in braces is a value, and what is in angle brackets markup.
fn is_for_people(literal: &str) -> bool {
    let mut text = String::new();
    let (mut braces, mut brackets) = (0_usize, 0_usize);
    for character in literal.replace("\\n", " ").chars() {
        match character {
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            '<' => brackets += 1,
            '>' => brackets = brackets.saturating_sub(1),
            _ if braces + brackets == 0 => text.push(character),
            _ => {}
        }
        if "{}<>".contains(character) {
            text.push(if brackets == 0 && character != '>' { '·' } else { ' ' });
        }
    }
    let is_word = |word: &str| {
        let word = word.trim_matches(|character: char| !character.is_alphanumeric() && character != '·');
        word.chars().count() >= 2
            && word.chars().all(|character| character.is_alphabetic() || "'’-".contains(character))
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| is_word(pair[0]) && is_word(pair[1]))
}

#[test]
fn a_sentence_is_told_from_a_format() {
    for sentence in ["no letter is due", "{} letters were sent", "<p>Hello there</p>", "it's\\nso"] {
        assert!(is_for_people(sentence), "{sentence}");
    }
    for other in ["{key} = {value}", "<td class='a b'>", "%d %b", "data/outbox", "a b", "{one two}"] {
        assert!(!is_for_people(other), "{other}");
    }
}
