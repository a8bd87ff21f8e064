//! The words of a letter: templates in the municipality's language, filled in.
//!
//! A name that a template uses and nobody has defined is an error, never an empty place in a letter.
//! Values are escaped in HTML by the engine, so that a name with `<` or `&` stays a name.

use std::fmt::Write;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Output, State, UndefinedBehavior, Value};
use serde::Serialize;

use super::{Occasion, wording};
use crate::email::Email;

/// The templates, by name. Each kind of letter has a subject, a text and an HTML body per language.
const TEMPLATES: [(&str, &str); 10] = [
    ("layout.html", include_str!("templates/layout.html")),
    ("nb/invitation.subject.txt", include_str!("templates/nb/invitation.subject.txt")),
    ("nb/invitation.txt", include_str!("templates/nb/invitation.txt")),
    ("nb/invitation.html", include_str!("templates/nb/invitation.html")),
    ("nn/invitation.subject.txt", include_str!("templates/nn/invitation.subject.txt")),
    ("nn/invitation.txt", include_str!("templates/nn/invitation.txt")),
    ("nn/invitation.html", include_str!("templates/nn/invitation.html")),
    ("en/invitation.subject.txt", include_str!("templates/en/invitation.subject.txt")),
    ("en/invitation.txt", include_str!("templates/en/invitation.txt")),
    ("en/invitation.html", include_str!("templates/en/invitation.html")),
];

/// A template that cannot be used: its name, line and what is wrong.
#[derive(Debug, thiserror::Error)]
#[error("the template {name}, line {line}: {problem}")]
pub struct TemplateError {
    name: String,
    line: usize,
    problem: String,
}

impl From<minijinja::Error> for TemplateError {
    fn from(error: minijinja::Error) -> TemplateError {
        TemplateError {
            name: error.name().unwrap_or("?").to_owned(),
            line: error.line().unwrap_or(1),
            problem: error.detail().map_or_else(|| error.kind().to_string(), str::to_owned),
        }
    }
}

/// The words of a letter.
#[derive(Debug)]
pub struct Words {
    /// One line.
    pub subject: String,
    /// Without markup.
    pub text: String,
    /// A whole HTML document.
    pub html: String,
}

/// Fills in the templates for an occasion.
pub fn render(occasion: &Occasion<'_>) -> Result<Words, TemplateError> {
    let environment = environment()?;
    let (language, kind) = (occasion.language(), occasion.kind.name());
    let values = Value::from(Serde(Values::of(occasion)));
    let fill = |ending: &str| -> Result<String, TemplateError> {
        let template = environment.get_template(&format!("{language}/{kind}.{ending}"))?;
        Ok(template.render(&values)?.trim().to_owned())
    };
    // A subject is one line, whatever a template says: nothing in it can become a header of its own.
    let subject = fill("subject.txt")?.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(Words { subject, text: fill("txt")?, html: fill("html")? })
}

fn environment() -> Result<Environment<'static>, TemplateError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_formatter(write_value);
    for (name, source) in TEMPLATES {
        environment.add_template(name, source)?;
    }
    Ok(environment)
}

/// Escapes what HTML needs escaped and no more: the engine's own way also writes `/` as `&#x2f;`, and a
/// link should stand in a letter as it is.
fn write_value(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), minijinja::Error> {
    let text = value.to_string();
    if value.is_safe() || !matches!(state.auto_escape(), AutoEscape::Html) {
        return Ok(out.write_str(&text)?);
    }
    for c in text.chars() {
        match c {
            '&' => out.write_str("&amp;")?,
            '<' => out.write_str("&lt;")?,
            '>' => out.write_str("&gt;")?,
            '"' => out.write_str("&quot;")?,
            '\'' => out.write_str("&#39;")?,
            c => out.write_char(c)?,
        }
    }
    Ok(())
}

/// The names that a template can use.
#[derive(Debug, Serialize)]
struct Values<'a> {
    language: &'a str,
    title: &'a str,
    theme: &'a str,
    organiser: &'a str,
    target_group: &'a str,
    place: &'a str,
    /// With "kommune".
    municipality: String,
    day: String,
    hours: String,
    link: &'a str,
    /// Which choice the date was, from 1; none if it was not asked for by itself.
    choice: Option<usize>,
    contact: ContactValues<'a>,
}

#[derive(Debug, Serialize)]
struct ContactValues<'a> {
    name: &'a str,
    email: &'a Email,
    phone: &'a str,
}

impl<'a> Values<'a> {
    fn of(occasion: &'a Occasion<'a>) -> Values<'a> {
        let (exercise, date, language) = (occasion.exercise, occasion.date(), occasion.language());
        let contact = &exercise.contact;
        Values {
            language: language.code(),
            title: &exercise.title,
            theme: &exercise.theme,
            organiser: &exercise.organiser,
            target_group: &exercise.target_group,
            place: &exercise.place,
            municipality: occasion.municipality.full_name(),
            day: wording::day(language, date.start),
            hours: wording::hours(language, date),
            link: date.link.as_str(),
            choice: occasion.choice,
            contact: ContactValues { name: &contact.name, email: &contact.email, phone: &contact.phone },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    #[test]
    fn every_language_has_every_template() {
        let environment = environment().expect("the templates compile");
        for language in Language::ALL {
            for ending in ["subject.txt", "txt", "html"] {
                assert!(environment.get_template(&format!("{language}/invitation.{ending}")).is_ok());
            }
        }
    }

    #[test]
    fn markup_in_a_value_stays_text_and_links_stay_readable() {
        let mut environment = environment().expect("the templates compile");
        environment.add_template("nb/x.html", "<p>{{ value }}</p>").expect("it compiles");
        let template = environment.get_template("nb/x.html").expect("it is there");
        let rendered = template.render(minijinja::context! { value => "<b> & \"'/" }).expect("it renders");
        assert_eq!(rendered, "<p>&lt;b&gt; &amp; &quot;&#39;/</p>");
    }

    #[test]
    fn an_undefined_name_is_an_error_with_its_line() {
        let mut environment = environment().expect("the templates compile");
        environment.add_template("nb/x.txt", "Hei\n{{ kommune }}").expect("it compiles");
        let error = environment.get_template("nb/x.txt").and_then(|template| template.render(minijinja::context! {}));
        let error = TemplateError::from(error.expect_err("kommune is not defined"));
        assert_eq!((error.name.as_str(), error.line), ("nb/x.txt", 2));
    }
}
