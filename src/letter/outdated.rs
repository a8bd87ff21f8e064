//! Templates as they were before letters had one source: each was written as text and as HTML.

use super::built_in::built_in;
use super::template_error::{TemplateError, TemplateProblem};
use super::template_names::LAYOUT;

/// Which template takes the place of one that was written as text or as HTML; none if it is not one of those.
pub(super) fn instead(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".html").or_else(|| name.strip_suffix(".txt")).filter(|_| name != LAYOUT)?;
    Some(format!("{}.md", stem.strip_suffix(".subject").unwrap_or(stem)))
}

/// One error, however many there are: whoever exported all templates has more than a hundred.
pub(super) fn error(names: &[String]) -> Option<TemplateError> {
    let first = names.first()?;
    let instead = instead(first).unwrap_or_default();
    let problem = match names.len() {
        1 if built_in().any(|(name, _)| name == instead) => TemplateProblem::Outdated { instead },
        1 => TemplateProblem::WithoutUse { instead },
        count => TemplateProblem::SeveralOutdated { count },
    };
    Some(TemplateError::of(first, problem))
}
