//! The templates of letters: those that are built in, and the lead's own in their place.
//!
//! A template is Markdown whose first line is the subject. What a field says is put into it as a [`literal`], so that it
//! cannot become markup. A name that a template uses and nobody has defined is an error, never an empty place in a letter.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value, context};

use super::literal;
use super::markdown::escaped_for_html;
use crate::exercise::TEMPLATES;
use crate::findings::{Finding, suggestion};

pub use super::template_error::{TemplateError, TemplateProblem};
use super::template_names::LAYOUT;
pub(super) use super::template_names::MESSAGE;
#[cfg(test)]
pub(super) use super::template_names::NAMES;

/// The folder with the built-in templates: one for each kind of letter and language, the parts that they share, the
/// announcement, and the page around all of them.
const BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/letter/templates");

/// The built-in templates by name, which is their path below `templates` with `/` between its parts.
pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    let folders = std::iter::once(&BUILT_IN).chain(BUILT_IN.dirs());
    folders.flat_map(Dir::files).filter_map(|file| Some((file.path().to_str()?, file.contents_utf8()?)))
}

/// The built-in templates that somebody means by `nb/invitation.md`, `invitation` (in each language) or `nb` (all of it).
pub fn built_in_named(written: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let written = written.trim_start_matches("templates/").trim_end_matches('/').to_owned();
    built_in().filter(move |(name, _)| {
        let (folder, file) = name.split_once('/').unwrap_or(("", name));
        let stem = |name: &str| name.rsplit_once('.').map_or_else(|| name.to_owned(), |(stem, _)| stem.to_owned());
        [*name, folder, file].contains(&written.as_str()) || [stem(name), stem(file)].contains(&written)
    })
}

/// The page with the words in it.
const PAGE: (&str, &str) = ("page.html", "{% extends \"layout.html\" %}{% block body %}\n{{ body }}\n{% endblock %}");

/// Templates that are ready to be filled in.
#[derive(Debug)]
pub struct Templates(Environment<'static>);

impl Templates {
    /// The built-in templates with the lead's own in their place, by name.
    ///
    /// # Errors
    /// When some of the lead's are no templates.
    pub fn with(own: BTreeMap<String, String>) -> Result<Templates, Vec<TemplateError>> {
        let mut templates = Templates::built_in().map_err(|error| vec![error])?;
        let mut errors = Vec::new();
        for (name, source) in own {
            let added = match instead(&name) {
                Some(instead) => Err(TemplateError::of(&name, TemplateProblem::Outdated { instead })),
                None => templates.add(name, &source),
            };
            errors.extend(added.err());
        }
        if errors.is_empty() { Ok(templates) } else { Err(errors) }
    }

    fn built_in() -> Result<Templates, TemplateError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        let mut syntax = SyntaxConfig::builder();
        // What is included ends with its line, so that an empty line below it stays one.
        syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
        environment.set_syntax(syntax.build()?);
        environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
            Some((_, "html")) => AutoEscape::Html,
            _ => AutoEscape::Custom(MARKDOWN.into()),
        });
        environment.set_formatter(write_value);
        // Whatever a template says, a field is text.
        environment.remove_filter("safe");
        let mut templates = Templates(environment);
        for (name, source) in built_in().chain([PAGE, (MESSAGE, "Subject: {{ title }}")]) {
            templates.add(name.to_owned(), source)?;
        }
        Ok(templates)
    }

    fn add(&mut self, name: String, source: &str) -> Result<(), TemplateError> {
        Ok(self.0.add_template_owned(name, format!("{}\n", source.trim_end()))?)
    }

    /// The same with the lead's own words for a [`super::Kind::Message`].
    ///
    /// # Errors
    /// When the subject or the words are no template.
    pub fn with_message(mut self, subject: &str, text: &str) -> Result<Templates, TemplateError> {
        self.add(MESSAGE.to_owned(), &format!("Subject: {subject}{text}"))?;
        Ok(self)
    }

    /// Fills one in. What comes out is Markdown in which values are [literals](literal).
    pub(super) fn fill(&self, name: &str, values: &Value) -> Result<String, TemplateError> {
        Ok(self.0.get_template(name)?.render(values)?)
    }

    /// Puts the words of a letter, which are HTML, into the page around them.
    pub(super) fn page(&self, body: &str, values: &Value) -> Result<String, TemplateError> {
        let words = Value::from_safe_string(body.to_owned());
        let page = self.0.get_template(PAGE.0)?.render(context! { body => words, ..values.clone() })?;
        if page.contains(body) {
            Ok(page.trim().to_owned())
        } else {
            Err(TemplateError::of(LAYOUT, TemplateProblem::NoPlaceForWords))
        }
    }
}

/// Warns of a file of the lead's that no letter uses, unless another template includes it.
#[must_use]
pub fn not_used(name: &str) -> Option<Finding> {
    let names = || built_in().map(|(name, _)| name);
    let is_used = !name.ends_with(".md") || names().any(|known| known == name);
    let suggestion = || suggestion(name, names()).map(str::to_owned);
    let file = format!("{TEMPLATES}/{name}");
    (!is_used).then(|| Finding::warning(file, TemplateProblem::NotUsed { suggestion: suggestion() }))
}

/// Which template took the place of one that was written as text or as HTML.
fn instead(name: &str) -> Option<String> {
    let stem = name.strip_suffix(".html").or_else(|| name.strip_suffix(".txt")).filter(|_| name != LAYOUT)?;
    Some(format!("{}.md", stem.strip_suffix(".subject").unwrap_or(stem)))
}

/// The engine's name for escaping of our own.
const MARKDOWN: &str = "markdown";

/// The engine's own escaping of HTML also writes `/` as `&#x2f;`; a link should stand in a letter as it is.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let text = value.to_string();
    let written = match state.auto_escape() {
        _ if value.is_safe() => text,
        AutoEscape::Html => escaped_for_html(&text),
        _ => literal::encode(&text),
    };
    Ok(out.write_str(&written)?)
}

#[cfg(test)]
mod tests {
    use super::super::markdown::{html, markdown, text};
    use super::*;

    fn with(own: &[(&str, &str)]) -> Result<Templates, Vec<TemplateError>> {
        Templates::with(own.iter().map(|(name, source)| ((*name).to_owned(), (*source).to_owned())).collect())
    }

    fn filled(source: &str, value: &str) -> String {
        let values = context! { value => value.to_owned(), list => vec![value.to_owned(); 2] };
        with(&[("x.md", source)]).unwrap().fill("x.md", &values).unwrap()
    }

    #[test]
    fn markup_in_a_value_stays_text_and_links_stay_readable() {
        let filled = filled("{{ value }}", "<b> & \"'/_*");
        assert_eq!(html(&filled), "<p>&lt;b&gt; &amp; &quot;&#39;/_*</p>");
        assert_eq!(markdown(&filled), "&lt;b&gt; &amp; \"'/\\_\\*\n");
        assert_eq!(text(&filled), "<b> & \"'/_*");
    }

    #[test]
    fn a_value_is_text_whatever_the_template_does_with_it() {
        for source in [
            "{{ value|upper }}",
            "{{ list|join(', ') }}",
            "{% set x %}{{ value }}{% endset %}{{ x }}",
            "{{ value ~ value }}",
            "{{ value|escape }}",
            "{% autoescape false %}{{ value }}{% endautoescape %}",
        ] {
            assert!(!html(&filled(source, "**A** <b>")).contains("<strong>"), "{source}");
            assert!(text(&filled(source, "**A** <b>")).starts_with("**A** <"), "{source}");
        }
        let errors =
            with(&[("x.md", "{{ title|safe }}")]).map(|templates| templates.fill("x.md", &context! { title => "x" }));
        assert!(errors.is_ok_and(|filled| filled.is_err()));
    }

    #[test]
    fn an_undefined_name_is_an_error_with_its_file_and_line() {
        let fill = |own: &[(&str, &str)]| with(own).unwrap().fill("nb/x.md", &context! {}).unwrap_err();
        let error = fill(&[("nb/x.md", "Hei\n{{ kommune }}")]);
        assert_eq!((error.name.as_str(), error.line), ("nb/x.md", 2));
        let error = fill(&[("nb/closing.md", "\n\n{{ kontakt }}"), ("nb/x.md", "{% include \"nb/closing.md\" %}")]);
        assert_eq!((error.name.as_str(), error.line), ("nb/closing.md", 3));
    }

    #[test]
    fn what_is_no_template_is_an_error_with_its_file_and_line() {
        let errors = with(&[("nb/x.md", "Hei\n\n{% if"), ("nb/y.md", "{{")]).unwrap_err();
        assert_eq!((errors.len(), errors[0].name.as_str(), errors[0].line), (2, "nb/x.md", 3));
    }

    #[test]
    fn templates_of_the_earlier_kinds_are_refused_with_what_took_their_place() {
        for (name, expected) in [
            ("nb/invitation.txt", Some("nb/invitation.md")),
            ("nn/update.subject.txt", Some("nn/update.md")),
            ("en/closing.html", Some("en/closing.md")),
            ("layout.html", None),
            ("nb/invitation.md", None),
        ] {
            assert_eq!(instead(name).as_deref(), expected);
            let is_refused = with(&[(name, "{% block body %}{% endblock %}")]).is_err();
            assert_eq!(is_refused, expected.is_some(), "{name}");
        }
    }

    #[test]
    fn a_page_without_the_words_is_an_error() {
        let templates = with(&[("layout.html", "<p>Hei</p>")]).unwrap();
        assert_eq!(templates.page("<p>x</p>", &context! {}).unwrap_err().name, "layout.html");
    }
}
