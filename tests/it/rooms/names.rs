//! Which file a path in the source leads to.

use std::collections::{BTreeMap, HashMap, HashSet};

use proc_macro2::{Delimiter, TokenTree};

use crate::source::{File, is_ident, is_punct};

/// Names from the crate's root on, like `["letter", "calendar", "method"]`.
type Path = Vec<String>;

/// What each file defines, and what it takes from elsewhere under which name.
pub struct Names<'a> {
    files: BTreeMap<&'a [String], &'a File>,
    imports: HashMap<&'a [String], Imports>,
}

#[derive(Default)]
struct Imports {
    /// By the name under which it is known in the file.
    named: HashMap<String, Path>,
    /// Modules of which all is taken.
    all_of: Vec<Path>,
}

/// A path as it is written.
struct Written {
    line: usize,
    path: Path,
    /// In a `use`: the name that is given to it.
    import: Option<String>,
    /// In a `use` that passes it on.
    is_public: bool,
}

impl<'a> Names<'a> {
    pub fn of(files: &'a [File]) -> Names<'a> {
        let by_module = files.iter().map(|file| (file.module.as_slice(), file)).collect();
        let mut names = Names { files: by_module, imports: HashMap::new() };
        for file in files {
            let mut imports = Imports::default();
            for written in written(&file.tokens) {
                let (Some(name), Some(path)) = (&written.import, names.absolute(file, &written.path)) else {
                    continue;
                };
                if name == "*" {
                    imports.all_of.push(path);
                } else {
                    imports.named.insert(name.clone(), path);
                }
            }
            names.imports.insert(&file.module, imports);
        }
        names
    }

    /// The paths into the crate that a file names, each with its line. What it only passes on from modules of its own is
    /// left out.
    pub fn used_in(&self, file: &File) -> Vec<(usize, Path)> {
        let imports = &self.imports[file.module.as_slice()];
        let mut used = Vec::new();
        for Written { line, path, import, is_public } in written(&file.tokens) {
            let absolute = match imports.named.get(&path[0]) {
                Some(imported) if import.is_none() => Some([imported, &path[1..]].concat()),
                _ => self.absolute(file, &path),
            };
            let Some(absolute) = absolute else { continue };
            let passes_on = is_public && absolute.len() > file.module.len() && absolute.starts_with(&file.module);
            if !passes_on {
                used.push((line, absolute));
            }
        }
        used
    }

    /// The file in which it is written. None if the path ends at a module: what is taken from that stands elsewhere.
    pub fn definition(&self, path: &[String]) -> Option<&'a File> {
        self.follow(path, &mut HashSet::new())
    }

    fn follow(&self, path: &[String], seen: &mut HashSet<Path>) -> Option<&'a File> {
        if !seen.insert(path.to_vec()) {
            return None;
        }
        let depth = (0..=path.len()).rev().find(|depth| self.files.contains_key(&path[..*depth]))?;
        let (module, rest) = path.split_at(depth);
        let item = rest.first()?;
        let imports = &self.imports[module];
        if let Some(imported) = imports.named.get(item) {
            return self.follow(&[imported, &rest[1..]].concat(), seen);
        }
        let file = self.files[module];
        if defines(&file.tokens, item) {
            return Some(file);
        }
        let elsewhere = imports.all_of.iter().find_map(|all| self.follow(&[all.as_slice(), rest].concat(), seen));
        elsewhere.or((item != "*").then_some(file))
    }

    /// None if it leads out of the crate.
    fn absolute(&self, file: &File, path: &[String]) -> Option<Path> {
        let (mut module, mut rest) = match path[0].as_str() {
            "crate" => (Vec::new(), &path[1..]),
            "ovelse" if file.path == "main.rs" => (Vec::new(), &path[1..]),
            "self" => (file.module.clone(), &path[1..]),
            "super" => (file.module.clone(), path),
            child => {
                let child = [file.module.as_slice(), &[child.to_owned()]].concat();
                self.files.contains_key(child.as_slice()).then_some(())?;
                (file.module.clone(), path)
            }
        };
        while rest.first().is_some_and(|name| name == "super") {
            module.pop();
            rest = &rest[1..];
        }
        Some([module.as_slice(), rest].concat())
    }
}

/// Whether an item of that name is written at the top of the file.
fn defines(tokens: &[TokenTree], name: &str) -> bool {
    const WORDS: [&str; 9] = ["struct", "enum", "fn", "trait", "type", "const", "static", "union", "macro_rules"];
    tokens.windows(2).any(|pair| WORDS.iter().any(|word| is_ident(&pair[0], word)) && is_ident(&pair[1], name))
        || tokens.windows(3).any(|three| is_ident(&three[0], "macro_rules") && is_ident(&three[2], name))
}

/// All paths of two names or more, and what every `use` takes.
fn written(tokens: &[TokenTree]) -> Vec<Written> {
    let mut written = Vec::new();
    read(tokens, &mut written);
    written
}

fn read(tokens: &[TokenTree], written: &mut Vec<Written>) {
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            word if is_ident(word, "use") => {
                let end = at + tokens[at..].iter().position(|token| is_punct(token, ';')).unwrap_or(tokens.len() - at);
                read_use(&tokens[at + 1..end], &[], is_public(&tokens[..at]), written);
                at = end;
            }
            TokenTree::Ident(_) => {
                let (path, end) = path_at(tokens, at);
                if path.len() > 1 {
                    let line = tokens[at].span().start().line;
                    written.push(Written { line, path, import: None, is_public: false });
                }
                at = end;
            }
            TokenTree::Group(group) => {
                read(&group.stream().into_iter().collect::<Vec<_>>(), written);
                at += 1;
            }
            _ => at += 1,
        }
    }
}

/// The names from here on that are joined by `::`, and where they end.
fn path_at(tokens: &[TokenTree], start: usize) -> (Path, usize) {
    let mut path = Vec::new();
    let mut at = start;
    while let Some(TokenTree::Ident(name)) = tokens.get(at) {
        path.push(name.to_string());
        at += 1;
        let is_joined = |token: Option<&TokenTree>| token.is_some_and(|token| is_punct(token, ':'));
        if !(is_joined(tokens.get(at)) && is_joined(tokens.get(at + 1))) {
            break;
        }
        if !matches!(tokens.get(at + 2), Some(TokenTree::Ident(_))) {
            break;
        }
        at += 2;
    }
    (path, at)
}

fn is_public(before: &[TokenTree]) -> bool {
    match before {
        [.., word, TokenTree::Group(group)] if group.delimiter() == Delimiter::Parenthesis => is_ident(word, "pub"),
        [.., word] => is_ident(word, "pub"),
        [] => false,
    }
}

/// `a::b`, `a::b as c`, `a::*` or `a::{…}`, and several of them between commas.
fn read_use(tokens: &[TokenTree], before: &[String], is_public: bool, written: &mut Vec<Written>) {
    for tree in tokens.split(|token| is_punct(token, ',')) {
        let Some(first) = tree.first() else { continue };
        let line = first.span().start().line;
        let mut path = before.to_vec();
        let mut name = None;
        let mut words = tree.iter().peekable();
        while let Some(token) = words.next() {
            match token {
                TokenTree::Ident(word) if word == "as" => name = words.next().map(ToString::to_string),
                TokenTree::Ident(word) if word == "self" && !path.is_empty() => {}
                TokenTree::Ident(word) => path.push(word.to_string()),
                TokenTree::Group(group) => {
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    read_use(&inner, &path, is_public, written);
                    name = Some(String::new());
                }
                token if is_punct(token, '*') => name = Some("*".to_owned()),
                _ => {}
            }
        }
        let name = name.or_else(|| path.last().cloned());
        if name.as_ref().is_some_and(|name| !name.is_empty()) && !path.is_empty() {
            written.push(Written { line, path, import: name, is_public });
        }
    }
}
