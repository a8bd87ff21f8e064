//! The templates of letters: those that are built in, and the lead's own in their place.
//!
//! A name that a template uses and nobody has defined is an error, never an empty place in a letter.
//! Values are escaped in HTML and Markdown, so that a name with `<` or `&` stays a name.
//!
//! It must never take a template from anywhere but here and what it was given.

use std::collections::BTreeMap;
use std::fmt::Write;

use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, ErrorKind, Output, State, UndefinedBehavior, Value};

use super::text::NAMES;
use crate::findings::{Finding, Place, suggestion};

/// The folder of the lead's own templates, from the exercise folder.
pub const FOLDER: &str = "templates";

/// The files of a language, each by its path and with what is in it.
macro_rules! of_language {
    ($language:literal) => {
        of_language!(
            $language:
            "invitation.subject.txt",
            "invitation.txt",
            "invitation.html",
            "update.subject.txt",
            "update.txt",
            "update.html",
            "cancellation.subject.txt",
            "cancellation.txt",
            "cancellation.html",
            "unplaced.subject.txt",
            "unplaced.txt",
            "unplaced.html",
            "meeting.txt",
            "meeting.html",
            "choice.txt",
            "choice.html",
            "open.txt",
            "open.html",
            "closing.txt",
            "closing.html",
            "forwardable.txt",
            "receipt.subject.txt",
            "receipt.txt",
            "receipt.html",
            "answer.txt",
            "answer.html",
            "reminder.subject.txt",
            "reminder.txt",
            "reminder.html",
            "directive.subject.txt",
            "directive.txt",
            "directive.html",
            "contact-test.subject.txt",
            "contact-test.txt",
            "contact-test.html",
            "evaluation.subject.txt",
            "evaluation.txt",
            "evaluation.html",
            "confirmation.subject.txt",
            "confirmation.txt",
            "confirmation.html",
            "announcement.txt",
            "announcement.md",
            "announcement.html",
        )
    };
    ($language:literal: $($name:literal,)*) => {
        [$((
            concat!($language, "/", $name),
            include_str!(concat!("templates/", $language, "/", $name)),
        )),*]
    };
}

/// Those that are the same in every language.
const SHARED: [(&str, &str); 2] =
    [("layout.html", include_str!("templates/layout.html")), ("message.html", include_str!("templates/message.html"))];
const BY_LANGUAGE: [[(&str, &str); 44]; 3] = [of_language!("nb"), of_language!("nn"), of_language!("en")];

/// The built-in templates by name, which is their path below `templates`: a subject, a text and an HTML body for each
/// kind of letter and language, the parts that they share, and the announcement.
pub fn built_in() -> impl Iterator<Item = (&'static str, &'static str)> {
    SHARED.into_iter().chain(BY_LANGUAGE.into_iter().flatten())
}

/// A template that cannot be used: which, where in it, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the template {name}, line {line}: {problem}")]
pub struct TemplateError {
    /// Its name: `nb/invitation.txt`.
    pub name: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What stands there, where that is known.
    pub value: Option<String>,
    /// What is wrong.
    pub problem: String,
}

impl From<minijinja::Error> for TemplateError {
    fn from(error: minijinja::Error) -> TemplateError {
        // An error in a template that another one includes is the cause of that one's.
        let mut innermost = &error;
        while let Some(cause) = std::error::Error::source(innermost).and_then(|cause| cause.downcast_ref()) {
            innermost = cause;
        }
        let source = innermost.template_source().unwrap_or_default();
        let found =
            innermost.range().and_then(|range| Some((Place::of_offset(source, range.start), source.get(range)?)));
        let is_undefined = innermost.kind() == ErrorKind::UndefinedError;
        TemplateError {
            name: innermost.name().unwrap_or("?").to_owned(),
            line: innermost.line().unwrap_or(1),
            column: found.map_or(1, |(place, _)| place.column),
            value: found.map(|(_, value)| value.to_owned()),
            problem: match innermost.detail() {
                _ if is_undefined => "is not a name that letters know".to_owned(),
                Some(detail) => detail.to_owned(),
                None => innermost.kind().to_string(),
            },
        }
    }
}

impl TemplateError {
    /// As what is wrong with a file of the lead's.
    #[must_use]
    pub fn finding(&self) -> Finding {
        let remedy = "correct it, or delete the file to have the built-in template back";
        self.finding_in(format!("{FOLDER}/{}", self.name), remedy)
    }

    /// The same of a file that the lead has named; none if the mistake is in another template.
    #[must_use]
    pub fn finding_in_message(&self, file: &str) -> Option<Finding> {
        let is_there = [MESSAGE, MESSAGE_SUBJECT].contains(&self.name.as_str());
        is_there.then(|| self.finding_in(file.to_owned(), "correct it; the names that letters know are in the README"))
    }

    fn finding_in(&self, file: String, remedy: &str) -> Finding {
        let similar = self.value.as_ref().and_then(|value| suggestion(value, NAMES));
        let remedy = similar.map_or_else(|| remedy.to_owned(), |similar| format!("did you mean {similar}?"));
        let place = Place { line: self.line, column: self.column };
        let finding = Finding::error(file, self.problem.clone()).at(place).remedy(remedy);
        match &self.value {
            Some(value) => finding.value(value),
            None => finding,
        }
    }
}

/// The lead's own words, while a command sends them.
pub const MESSAGE: &str = "message.txt";
pub const MESSAGE_SUBJECT: &str = "message.subject.txt";

/// Templates that are ready to be filled in.
#[derive(Debug)]
pub struct Templates(Environment<'static>);

impl Templates {
    /// The built-in templates with the lead's own in their place, by name.
    ///
    /// # Errors
    /// When one of the lead's is no template.
    pub fn with(own: BTreeMap<String, String>) -> Result<Templates, TemplateError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
        environment.set_auto_escape_callback(|name| match name.rsplit_once('.') {
            Some((_, "html")) => AutoEscape::Html,
            Some((_, "md")) => AutoEscape::Custom(MARKDOWN.into()),
            _ => AutoEscape::None,
        });
        environment.set_formatter(write_value);
        for name in [MESSAGE, MESSAGE_SUBJECT] {
            environment.add_template(name, "{{ title }}")?;
        }
        for (name, source) in built_in() {
            environment.add_template(name, source)?;
        }
        for (name, source) in own {
            environment.add_template_owned(name, source)?;
        }
        Ok(Templates(environment))
    }

    /// The same with the lead's own words for a [`super::Kind::Message`].
    ///
    /// # Errors
    /// When one of the two is no template.
    pub fn with_message(mut self, subject: String, text: String) -> Result<Templates, TemplateError> {
        self.0.add_template_owned(MESSAGE_SUBJECT, subject)?;
        self.0.add_template_owned(MESSAGE, text)?;
        Ok(self)
    }

    /// Fills one in; blanks around it are taken off.
    pub(super) fn fill(&self, name: &str, values: &Value) -> Result<String, TemplateError> {
        Ok(self.0.get_template(name)?.render(values)?.trim().to_owned())
    }
}

/// The engine's name for escaping of our own.
const MARKDOWN: &str = "markdown";

/// Escapes what needs escaping and no more: the engine's own way for HTML also writes `/` as `&#x2f;`, and a
/// link should stand in a letter as it is.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let text = value.to_string();
    if value.is_safe() {
        return Ok(out.write_str(&text)?);
    }
    let escaped = |c| match state.auto_escape() {
        AutoEscape::Html => in_html(c),
        AutoEscape::Custom(name) if name == MARKDOWN => in_markdown(c),
        _ => None,
    };
    for c in text.chars() {
        match escaped(c) {
            Some(escaped) => out.write_str(escaped)?,
            None => out.write_char(c)?,
        }
    }
    Ok(())
}

fn in_html(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => return None,
    })
}

fn in_markdown(c: char) -> Option<&'static str> {
    Some(match c {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '\\' => "\\\\",
        '*' => "\\*",
        '_' => "\\_",
        '`' => "\\`",
        '[' => "\\[",
        ']' => "\\]",
        '|' => "\\|",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use minijinja::context;

    fn with(name: &str, source: &str) -> Result<Templates, TemplateError> {
        Templates::with(BTreeMap::from([(name.to_owned(), source.to_owned())]))
    }

    fn filled(name: &str, source: &str, value: &str) -> Result<String, TemplateError> {
        with(name, source)?.fill(name, &context! { value })
    }

    #[test]
    fn markup_in_a_value_stays_text_and_links_stay_readable() {
        let value = "<b> & \"'/_*";
        assert_eq!(
            filled("x.html", "<p>{{ value }}</p>", value).as_deref(),
            Ok("<p>&lt;b&gt; &amp; &quot;&#39;/_*</p>")
        );
        assert_eq!(filled("x.md", "# {{ value }}", value).as_deref(), Ok("# &lt;b&gt; &amp; \"'/\\_\\*"));
        assert_eq!(filled("x.txt", "{{ value }}", value).as_deref(), Ok(value));
    }

    #[test]
    fn an_undefined_name_is_an_error_with_its_file_and_line() {
        let error = filled("nb/x.txt", "Hei\n{{ kommune }}", "").expect_err("kommune is not defined");
        assert_eq!((error.name.as_str(), error.line), ("nb/x.txt", 2));
        let own = BTreeMap::from([
            ("nb/closing.txt".to_owned(), "\n\n{{ kontakt }}".to_owned()),
            ("nb/x.txt".to_owned(), "{% include \"nb/closing.txt\" %}".to_owned()),
        ]);
        let error = Templates::with(own).and_then(|templates| templates.fill("nb/x.txt", &context! {}));
        let error = error.expect_err("kontakt is not defined");
        assert_eq!((error.name.as_str(), error.line), ("nb/closing.txt", 3));
    }

    #[test]
    fn a_template_that_is_none_is_an_error_with_its_file_and_line() {
        let error = with("nb/x.txt", "Hei\n\n{% if").expect_err("it is no template");
        assert_eq!((error.name.as_str(), error.line), ("nb/x.txt", 3));
    }
}
