//! The program's own source as tokens, without its tests.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

/// A file of src.
pub struct File {
    /// Below src, like `letter/calendar.rs`.
    pub path: String,
    /// Where it hangs in the crate: `["letter", "calendar"]`; nothing for lib.rs.
    pub module: Vec<String>,
    pub lines: usize,
    pub tokens: Vec<TokenTree>,
}

/// All files of src in order of their paths, without the modules that are only there in tests.
pub fn files() -> Vec<File> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    collect(&src, &mut paths);
    paths.sort();
    let mut test_modules = HashSet::new();
    let mut files: Vec<File> = paths.iter().map(|path| File::read(path, &src, &mut test_modules)).collect();
    files.retain(|file| !test_modules.contains(&file.module));
    files
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) {
    for entry in folder.read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, paths);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            paths.push(path);
        }
    }
}

impl File {
    fn read(path: &Path, src: &Path, test_modules: &mut HashSet<Vec<String>>) -> File {
        let text = fs::read_to_string(path).unwrap();
        let path = path.strip_prefix(src).unwrap().to_str().unwrap().replace('\\', "/");
        let stem = path.trim_end_matches(".rs").trim_end_matches("/mod");
        let module: Vec<String> = if stem == "lib" { Vec::new() } else { stem.split('/').map(str::to_owned).collect() };
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut add_test_module = |name: &str| {
            test_modules.insert([module.as_slice(), &[name.to_owned()]].concat());
        };
        let tokens = without_tests(tokens, &mut add_test_module);
        File { path, module, lines: text.lines().count(), tokens }
    }
}

/// Leaves out what stands behind `#[cfg(test)]`.
fn without_tests(tokens: TokenStream, add_test_module: &mut dyn FnMut(&str)) -> Vec<TokenTree> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut kept = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if attribute(&tokens[at..]).is_some_and(is_for_tests) {
            let end = at + item_length(&tokens[at..]);
            if let Some(name) = module_without_body(&tokens[at..end]) {
                add_test_module(&name);
            }
            at = end;
            continue;
        }
        kept.push(match &tokens[at] {
            TokenTree::Group(group) => {
                let inner = without_tests(group.stream(), &mut |_| ());
                let mut without = Group::new(group.delimiter(), inner.into_iter().collect());
                without.set_span(group.span());
                TokenTree::Group(without)
            }
            other => other.clone(),
        });
        at += 1;
    }
    kept
}

/// The brackets of an attribute, if one begins here.
pub fn attribute(tokens: &[TokenTree]) -> Option<&Group> {
    let inner = usize::from(is_punct(tokens.get(1)?, '!'));
    match (tokens.first()?, tokens.get(1 + inner)?) {
        (hash, TokenTree::Group(group)) if is_punct(hash, '#') && group.delimiter() == Delimiter::Bracket => {
            Some(group)
        }
        _ => None,
    }
}

fn is_for_tests(attribute: &Group) -> bool {
    let text = attribute.stream().to_string().replace(' ', "");
    text == "cfg(test)" || text.starts_with("cfg(all(test,")
}

/// Up to the end of the item: its braces or its semicolon.
fn item_length(tokens: &[TokenTree]) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        token => is_punct(token, ';'),
    };
    tokens.iter().position(ends).map_or(tokens.len(), |end| end + 1)
}

/// The name in `mod name;`.
fn module_without_body(item: &[TokenTree]) -> Option<String> {
    match item {
        [.., word, TokenTree::Ident(name), _] if is_ident(word, "mod") => Some(name.to_string()),
        _ => None,
    }
}

pub fn is_punct(token: &TokenTree, char: char) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == char)
}

pub fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}
