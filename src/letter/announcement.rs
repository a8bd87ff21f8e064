//! The announcement of an exercise, for the organiser's web page or a letter to all. It is for everybody, so it has no link
//! to a meeting. Test: `the_announcement_says_what_a_municipality_needs_and_no_link`.

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::markdown;
use super::template_error::TemplateError;
use super::templates::Templates;
use super::values::{DateValues, ExerciseValues};
use crate::exercise::Exercise;
use crate::language::Language;
use crate::words::dates;

/// What an announcement is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Without markup.
    Text,
    /// CommonMark.
    Markdown,
    /// A whole HTML document.
    Html,
}

impl Form {
    pub(crate) const ALL: [Form; 3] = [Form::Text, Form::Markdown, Form::Html];
}

/// The names that a template of an announcement can use.
#[derive(Debug, Serialize)]
struct Values<'a> {
    #[serde(flatten)]
    exercise: ExerciseValues<'a>,
    place: &'a str,
    published: String,
    deadline: String,
    dates: Vec<DateValues>,
}

/// Writes the announcement.
///
/// # Errors
/// When the template cannot be rendered, with its name and line.
pub fn announcement(
    exercise: &Exercise,
    language: Language,
    form: Form,
    templates: &Templates,
) -> Result<String, TemplateError> {
    let day = |day: chrono::NaiveDate| dates::day(language, day.and_time(chrono::NaiveTime::MIN));
    let values = Values {
        exercise: ExerciseValues::of(exercise, language),
        place: exercise.place.get(language),
        published: day(exercise.published),
        deadline: day(exercise.deadline),
        dates: exercise.dates.offered().map(|date| DateValues::of(language, exercise.dates.get(date))).collect(),
    };
    let values = Value::from(Serde(values));
    let name = format!("{language}/announcement.md");
    let filled = templates.fill(&name, &values)?;
    if filled.trim().is_empty() {
        return Err(TemplateError::no_text(&name));
    }
    let written = match form {
        Form::Text => markdown::text(&filled),
        Form::Markdown => markdown::markdown(&filled),
        Form::Html => templates.page(&markdown::html(&filled), &values)?,
    };
    Ok(format!("{}\n", written.trim_end()))
}
