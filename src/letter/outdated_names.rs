//! The names of templates as they were before letters had one source, and as editors change them.

use super::built_in::built_in;

/// Which template takes the place of one that was written as text or as HTML; none if it is not one of those.
pub(super) fn instead(name: &str) -> Option<String> {
    // The page of the messages that leads wrote has no successor.
    if name == "message.html" {
        return Some("message.md".to_owned());
    }
    let stem = name.strip_suffix(".html").or_else(|| name.strip_suffix(".txt"))?;
    let instead = format!("{}.md", stem.strip_suffix(".subject").unwrap_or(stem));
    is_built_in(&instead).then_some(instead)
}

/// What a template is to be called to which an editor has given the ending of a text.
pub(super) fn without_ending(name: &str) -> Option<&str> {
    name.strip_suffix(".txt").filter(|template| is_built_in(template))
}

/// Whether a built-in template has this name.
pub(super) fn is_built_in(name: &str) -> bool {
    built_in().any(|(built_in, _)| built_in == name)
}
