//! All mistakes of templates at once. The template engine stops at the first one: it is noted, something harmless is put
//! in its place, and the letter is written again.

use super::template_error::{TemplateError, TemplateProblem};
use super::templates::Templates;

/// What is put in the place of a mistake. A condition is tried both ways, as there may be mistakes on either side of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StandIn {
    False,
    True,
}

/// A search for mistakes.
#[derive(Debug)]
pub(super) struct Search<'t> {
    templates: &'t Templates,
    /// The same without the mistakes that have been found.
    mended: Templates,
    stand_in: StandIn,
    found: Vec<TemplateError>,
    /// Whether one of them is in a tag, where it may be a condition.
    is_in_tag: bool,
}

impl<'t> Search<'t> {
    /// All mistakes that come to light when `write` writes letters.
    pub(super) fn mistakes(templates: &'t Templates, write: impl Fn(&mut Search<'t>)) -> Vec<TemplateError> {
        let mut search = Search {
            templates,
            mended: templates.clone(),
            stand_in: StandIn::False,
            found: Vec::new(),
            is_in_tag: false,
        };
        write(&mut search);
        if search.is_in_tag {
            (search.mended, search.stand_in) = (templates.clone(), StandIn::True);
            write(&mut search);
        }
        search.found
    }

    /// Writes one letter, until there is no mistake in it that can be stood in for.
    pub(super) fn letter<T>(&mut self, write: impl Fn(&Templates) -> Result<T, TemplateError>) {
        while let Err(mistake) = write(&self.mended) {
            let mended = self.mended_without(&mistake);
            // What stands in for a mistake may cause others, which are none of the lead's.
            let is_own = mended.is_some() || self.mended.source(&mistake.name) == self.templates.source(&mistake.name);
            if is_own && !self.found.contains(&mistake) {
                self.found.push(mistake);
            }
            match mended {
                Some(mended) => self.mended = mended,
                None => break,
            }
        }
    }

    fn mended_without(&mut self, mistake: &TemplateError) -> Option<Templates> {
        let is_of_value = matches!(
            mistake.problem,
            TemplateProblem::UnknownName { .. }
                | TemplateProblem::NoValue { .. }
                | TemplateProblem::PrintsList { .. }
                | TemplateProblem::PrintsCondition { .. }
                | TemplateProblem::PrintsParts { .. }
        );
        let value = mistake.value.as_deref().filter(|_| is_of_value)?;
        let source = self.mended.source(&mistake.name)?;
        let (before, after) = around(&source, mistake, value)?;
        self.is_in_tag |= before.rfind("{%") > before.rfind("{{");
        let stand_in = self.stand_in.in_place_of(value, before)?;
        self.mended.replaced(&mistake.name, &format!("{before}{stand_in}{after}"))
    }
}

/// What stands before and after the value that a mistake is about.
fn around<'s>(source: &'s str, mistake: &TemplateError, value: &str) -> Option<(&'s str, &'s str)> {
    let line_start: usize = source.split_inclusive('\n').take(mistake.line.checked_sub(1)?).map(str::len).sum();
    let in_line: usize =
        source.get(line_start..)?.chars().take(mistake.column.checked_sub(1)?).map(char::len_utf8).sum();
    let (before, rest) = source.split_at_checked(line_start + in_line)?;
    Some((before, rest.strip_prefix(value)?))
}

impl StandIn {
    /// As long as the value, so that whatever is found after it is told with its own place.
    fn in_place_of(self, value: &str, before: &str) -> Option<String> {
        let length = value.chars().count();
        let is_list = before.trim_end().ends_with(" in");
        let stand_in = match (is_list, self, length) {
            (_, _, 0) | (true, _, 1) => return None,
            (true, ..) => "[]",
            (false, StandIn::False, 1) => "0",
            (false, StandIn::True, 1) => "1",
            (false, StandIn::True, 3..) => "'x'",
            (false, ..) => "''",
        };
        // A second time the same would go on for ever.
        (value.trim_end() != stand_in).then(|| format!("{stand_in:length$}"))
    }
}
