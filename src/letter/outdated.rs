//! Templates as they were before letters had one source: each was written as text and as HTML.

use std::collections::BTreeMap;

use super::outdated_names::{instead, is_built_in};
use super::template_error::{TemplateError, TemplateProblem};

/// Whether a template is one of an earlier version, by its name or by what only that version could read.
pub(super) fn is_outdated(name: &str, source: &str) -> bool {
    instead(name).is_some() || (name.ends_with("/announcement.md") && has_filter_safe(source))
}

fn has_filter_safe(source: &str) -> bool {
    source.split('|').skip(1).any(|filter| filter.trim_start().starts_with("safe"))
}

/// One error, however many there are: whoever exported all templates has more than a hundred.
pub(super) fn error(outdated: &BTreeMap<String, String>) -> Option<TemplateError> {
    let first = outdated.keys().next()?;
    let problem = match (outdated.len(), instead(first)) {
        (1, None) => TemplateProblem::OutdatedAnnouncement { instead: first.clone() },
        (1, Some(instead)) if is_built_in(&instead) => TemplateProblem::Outdated { instead },
        (1, Some(instead)) => TemplateProblem::WithoutUse { instead },
        (count, _) => {
            let announcements = outdated.keys().filter(|name| name.ends_with(".md")).count();
            TemplateProblem::SeveralOutdated { count, announcements }
        }
    };
    Some(TemplateError::of(first, problem))
}
