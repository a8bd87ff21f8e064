//! Files among the templates that no letter uses.

use super::built_in::built_in;
use super::outdated_names;
use super::template_error::TemplateProblem;
use super::template_names::LAYOUT;
use crate::exercise::TEMPLATES;
use crate::findings::{Finding, suggestion};
use crate::language::Language;

/// Warns of a file of the lead's that no letter uses, unless another template includes it. `language` is the exercise's.
pub(crate) fn not_used(name: &str, language: Language) -> Option<Finding> {
    let is_built_in = built_in().any(|(known, _)| known == name);
    if is_built_in || outdated_names::instead(name).is_some() || outdated_names::without_ending(name).is_some() {
        return None;
    }
    let file = format!("{TEMPLATES}/{name}");
    Some(Finding::warning(file, TemplateProblem::NotUsed { suggestion: similar(name, language) }))
}

/// The template with much the same name: in the same language, or in the exercise's where the name says none.
fn similar(name: &str, language: Language) -> Option<String> {
    let (folder, file) = name.split_once('/').unwrap_or(("", name));
    let is_language = Language::ALL.iter().any(|language| language.code() == folder);
    let folder = if is_language { folder } else { language.code() };
    let stem = file.split_once('.').map_or(file, |(stem, _)| stem);
    let names = built_in().filter_map(|(name, _)| name.strip_prefix(folder)?.strip_prefix('/')?.strip_suffix(".md"));
    let template = suggestion(stem, names).map(|template| format!("{folder}/{template}.md"));
    template.or_else(|| suggestion(name, [LAYOUT]).map(str::to_owned))
}
