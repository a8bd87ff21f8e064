//! The templates of letters: those that are built in, and the lead's own in their place.
//!
//! A template is Markdown whose first line is the subject. What a field says is put into it as a [`literal`], so that it
//! cannot become markup. A name that a template uses and nobody has defined is an error, never an empty place in a letter.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::ValueKind;
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, Value, context};

use super::built_in::built_in;
use super::literal;
use super::markdown::{self, escaped_for_html};
use super::outdated;
use super::outdated_names;
use super::subject::parts;
use super::template_error::{NotText, TemplateError, TemplateProblem};
use super::template_names::{AS_MARKDOWN, LAYOUT, MESSAGE};

/// The page with the words in it.
const PAGE: (&str, &str) = ("page.html", "{% extends \"layout.html\" %}{% block body %}\n{{ body }}\n{% endblock %}");

/// The filter that makes the text of filled-in Markdown.
const AS_TEXT: &str = "as_text";

/// Templates that are ready to be filled in.
#[derive(Debug, Clone)]
pub struct Templates(Environment<'static>);

impl Templates {
    /// The built-in templates with the lead's own in their place, by name.
    ///
    /// # Errors
    /// When some of the lead's are no templates.
    pub fn with(own: BTreeMap<String, String>) -> Result<Templates, Vec<TemplateError>> {
        match Templates::read(own) {
            (Some(templates), errors) if errors.is_empty() => Ok(templates),
            (_, errors) => Err(errors),
        }
    }

    /// The same, with the built-in ones in the place of those that are no templates, and what is wrong with these.
    pub(super) fn read(own: BTreeMap<String, String>) -> (Option<Templates>, Vec<TemplateError>) {
        let mut templates = match Templates::built_in() {
            Ok(templates) => templates,
            Err(error) => return (None, vec![error]),
        };
        let (outdated, own): (BTreeMap<_, _>, BTreeMap<_, _>) =
            own.into_iter().partition(|(name, source)| outdated::is_outdated(name, source));
        let mut errors: Vec<TemplateError> = outdated::error(&outdated).into_iter().collect();
        errors.extend(own.into_iter().filter_map(|(name, source)| templates.add_own(name, &source).err()));
        (Some(templates), errors)
    }

    fn add_own(&mut self, name: String, source: &str) -> Result<(), TemplateError> {
        match outdated_names::without_ending(&name) {
            Some(instead) => {
                let problem = TemplateProblem::EndingOfText { instead: instead.to_owned() };
                Err(TemplateError::of(&name, problem))
            }
            None => self.add(name, source),
        }
    }

    fn built_in() -> Result<Templates, TemplateError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(MOST_STEPS));
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
        environment.add_filter(AS_TEXT, |filled: String| markdown::text(&filled) + "\n");
        let mut templates = Templates(environment);
        for (name, source) in built_in().chain([PAGE, (MESSAGE, "Subject: {{ title }}\n\n{{ title }}")]) {
            templates.add(name.to_owned(), source)?;
        }
        Ok(templates)
    }

    fn add(&mut self, name: String, source: &str) -> Result<(), TemplateError> {
        Ok(self.0.add_template_owned(name, format!("{}\n", source.trim_end()))?)
    }

    /// The same with the lead's own words for a [`super::Kind::Message`]: plain text, the subject on its first line.
    ///
    /// # Errors
    /// When it has no subject or no text, or is no template.
    pub fn with_message(mut self, written: &str) -> Result<Templates, TemplateError> {
        let (_, words) = parts(written).ok_or_else(|| TemplateError::of(MESSAGE, TemplateProblem::NoSubject))?;
        if words.trim().is_empty() {
            return Err(TemplateError::no_text(MESSAGE));
        }
        self.include_as_text()?;
        self.add(MESSAGE.to_owned(), written)?;
        Ok(self)
    }

    /// Has whatever is Markdown included as text.
    fn include_as_text(&mut self) -> Result<(), TemplateError> {
        let all = self.0.templates().map(|(name, template)| (name.to_owned(), template.source().to_owned()));
        let markdown: Vec<(String, String)> = all.filter(|(name, _)| name.ends_with(".md")).collect();
        for (name, source) in markdown {
            let path = name.replace('\\', "\\\\").replace('"', "\\\"");
            let included = format!("{{% include \"{AS_MARKDOWN}{path}\" %}}");
            self.add(format!("{AS_MARKDOWN}{name}"), &source)?;
            self.add(name, &format!("{{% filter {AS_TEXT} %}}{included}{{% endfilter %}}"))?;
        }
        Ok(())
    }

    /// What is written in one.
    pub(super) fn source(&self, name: &str) -> Option<String> {
        let template = [format!("{AS_MARKDOWN}{name}"), name.to_owned()];
        template.iter().find_map(|name| Some(self.0.get_template(name).ok()?.source().to_owned()))
    }

    /// The same with something else written in one; none if that is no template.
    pub(super) fn replaced(&self, name: &str, source: &str) -> Option<Templates> {
        let as_markdown = format!("{AS_MARKDOWN}{name}");
        let name = if self.0.get_template(&as_markdown).is_ok() { as_markdown } else { name.to_owned() };
        let mut templates = self.clone();
        templates.add(name, source).ok()?;
        Some(templates)
    }

    /// Fills one in. What comes out is Markdown in which values are [literals](literal).
    pub(super) fn fill(&self, name: &str, values: &Value) -> Result<String, TemplateError> {
        let filled = rendered(&self.0.get_template(name)?, values)?;
        if markdown::is_too_deep(&filled) {
            return Err(TemplateError::of(name, TemplateProblem::TooDeep { most: markdown::DEEPEST }));
        }
        Ok(filled)
    }

    /// Puts the words of a letter, which are HTML, into the page around them.
    pub(super) fn page(&self, body: &str, values: &Value) -> Result<String, TemplateError> {
        let words = Value::from_safe_string(body.to_owned());
        let page = rendered(&self.0.get_template(PAGE.0)?, &context! { body => words, ..values.clone() })?;
        if page.contains(body) {
            Ok(page.trim().to_owned())
        } else {
            Err(TemplateError::of(LAYOUT, TemplateProblem::NoPlaceForWords))
        }
    }
}

/// How much a template may do, in steps of the engine: a letter takes some hundreds.
const MOST_STEPS: u64 = 200_000;

/// How long the text of a letter may be, in bytes, when values are encoded.
const LONGEST_TEXT: usize = 4 << 20;

/// Fills in a template; one that goes on for ever is an error.
fn rendered(template: &minijinja::Template<'_, '_>, values: &Value) -> Result<String, TemplateError> {
    let mut text = Text::default();
    template
        .render_captured_to(values, &mut text)
        .map_err(|error| TemplateError::from(error).in_template(template.name()))?;
    // The engine writes text only.
    Ok(String::from_utf8_lossy(&text.0).into_owned())
}

/// A text that takes no more than a letter may have.
#[derive(Default)]
struct Text(Vec<u8>);

impl std::io::Write for Text {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if self.0.len() + bytes.len() > LONGEST_TEXT {
            return Err(std::io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The engine's name for escaping of our own.
const MARKDOWN: &str = "markdown";

/// The engine's own escaping of HTML also writes `/` as `&#x2f;`; a link should stand in a letter as it is.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    if let Some(problem) = not_text(value) {
        return Err(minijinja::Error::from(ErrorKind::InvalidOperation).with_source(problem));
    }
    let text = value.to_string();
    let written = match state.auto_escape() {
        _ if value.is_safe() => text,
        AutoEscape::Html => escaped_for_html(&text),
        _ => literal::encode(&text),
    };
    Ok(out.write_str(&written)?)
}

/// Why a value cannot stand in a letter as it is; none if it can.
fn not_text(value: &Value) -> Option<NotText> {
    match value.kind() {
        // What is undefined here is the other case of a condition; what nobody has defined has been refused before.
        ValueKind::String | ValueKind::Number | ValueKind::Undefined => None,
        ValueKind::None => Some(NotText::Nothing),
        ValueKind::Bool => Some(NotText::Condition),
        ValueKind::Seq | ValueKind::Iterable => Some(NotText::List),
        _ => Some(NotText::Parts),
    }
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
            assert_eq!(outdated_names::instead(name).as_deref(), expected);
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
