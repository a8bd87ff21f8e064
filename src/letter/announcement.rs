//! The announcement of an exercise, for the organiser's web page or a letter to all. It is for everybody, so it has no link
//! to a meeting. Test: `the_announcement_says_what_a_municipality_needs_and_no_link`.

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::markdown;
use super::template_error::TemplateError;
use super::templates::Templates;
use super::values::{ExerciseValues, OfferedValues, is_link};
use crate::exercise::{Exercise, ExerciseDate};
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
    /// None where each date has a place of its own.
    place: Option<&'a str>,
    place_is_link: bool,
    /// Whether some dates have a place of their own.
    elsewhere: bool,
    published: String,
    deadline: String,
    dates: Vec<OfferedValues<'a>>,
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
    let offered = || exercise.dates.offered().map(|date| exercise.dates.get(date));
    let has_own_place = |date: &ExerciseDate| date.place.is_some();
    let place = exercise.place.get(language);
    let values = Values {
        exercise: ExerciseValues::of(exercise, language),
        place: (!offered().all(has_own_place)).then_some(place),
        place_is_link: is_link(place),
        elsewhere: offered().any(has_own_place),
        published: day(exercise.published),
        deadline: day(exercise.deadline),
        dates: offered().map(|date| OfferedValues::of(language, date)).collect(),
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
