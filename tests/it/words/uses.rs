//! Where the program says a sentence: `say!("key", name = value)`, a variant of a `problems!` enum, or a `Sentence` made
//! of its parts.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::source::{File, attribute, is_ident, is_punct};

/// A sentence that is said, with the names of its values.
pub struct Use {
    pub place: String,
    pub key: String,
    pub values: BTreeSet<String>,
}

pub fn uses(files: &[File]) -> Vec<Use> {
    let mut uses = Vec::new();
    for file in files {
        find(&file.tokens, &file.path, &mut uses);
    }
    uses
}

fn find(tokens: &[TokenTree], path: &str, uses: &mut Vec<Use>) {
    for (at, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let place = format!("src/{path}:{}", group.span().start().line);
        match &tokens[..at] {
            [.., word, bang] if is_ident(word, "say") && is_punct(bang, '!') => uses.extend(said(group, place)),
            [.., word, bang] if is_ident(word, "problems") && is_punct(bang, '!') => problems(group, &place, uses),
            [.., kind, _, colon, new] if is_ident(kind, "Sentence") && is_punct(colon, ':') && is_ident(new, "new") => {
                uses.extend(made(group, place));
            }
            _ => {}
        }
        find(&group.stream().into_iter().collect::<Vec<_>>(), path, uses);
    }
}

/// `"key", name = value, …`. None where the macro itself is defined.
fn said(group: &Group, place: String) -> Option<Use> {
    let parts = between_commas(group.stream());
    let key = string(parts.first()?)?;
    let name = |part: &Vec<TokenTree>| match part.as_slice() {
        [TokenTree::Ident(name), equals, ..] if is_punct(equals, '=') => name.to_string(),
        other => panic!("{place}: {other:?} is no value of a sentence"),
    };
    let values = parts[1..].iter().map(name).collect();
    Some(Use { place, key, values })
}

/// `pub enum Name in "room" { Variant { field: Type }, … }`
fn problems(group: &Group, place: &str, uses: &mut Vec<Use>) {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    for declared in tokens.windows(3) {
        let [word, room, TokenTree::Group(body)] = declared else { continue };
        let Some(room) = is_ident(word, "in").then(|| string(std::slice::from_ref(room))).flatten() else { continue };
        for variant in between_commas(body.stream()) {
            let variant = without_attributes(&variant);
            let [TokenTree::Ident(name), rest @ ..] = variant else { continue };
            let fields = match rest {
                [TokenTree::Group(fields)] if fields.delimiter() == Delimiter::Brace => between_commas(fields.stream()),
                _ => Vec::new(),
            };
            let field = |field: &Vec<TokenTree>| without_attributes(field).first().map(ToString::to_string);
            uses.push(Use {
                place: place.to_owned(),
                key: format!("{room}-{}", kebab_case(&name.to_string())),
                values: fields.iter().filter_map(field).collect(),
            });
        }
    }
}

/// `"room", "code", vec![("name", value), …]`. None where one of them is not written there.
fn made(group: &Group, place: String) -> Option<Use> {
    let parts = between_commas(group.stream());
    let [room, code, values] = parts.as_slice() else { return None };
    let (room, code) = (string(room)?, string(code)?);
    let Some(TokenTree::Group(values)) = values.last() else { return None };
    let name = |value: Vec<TokenTree>| match value.as_slice() {
        [TokenTree::Group(pair)] => string(between_commas(pair.stream()).first()?),
        _ => None,
    };
    let values = between_commas(values.stream()).into_iter().map(name).collect::<Option<_>>()?;
    Some(Use { place, key: if room.is_empty() { code } else { format!("{room}-{code}") }, values })
}

fn between_commas(tokens: TokenStream) -> Vec<Vec<TokenTree>> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let parts = tokens.split(|token| is_punct(token, ','));
    // A type such as `Map<A, B>` is divided, which does no harm: its second half is no name.
    parts.filter(|part| !part.is_empty()).map(<[TokenTree]>::to_vec).collect()
}

fn without_attributes(mut tokens: &[TokenTree]) -> &[TokenTree] {
    while attribute(tokens).is_some() {
        tokens = &tokens[2..];
    }
    tokens
}

fn string(tokens: &[TokenTree]) -> Option<String> {
    match tokens {
        [TokenTree::Literal(literal)] => Some(literal.to_string().strip_prefix('"')?.strip_suffix('"')?.to_owned()),
        _ => None,
    }
}

/// `NotATimeZone` is `not-a-time-zone`.
fn kebab_case(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(letter.to_lowercase());
    }
    kebab
}
