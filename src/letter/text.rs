//! The words of a letter: templates in the municipality's language, filled in.
//!
//! It must never put anything into a letter that is not in its occasion.

use minijinja::Value;
use minijinja::value::Serde;
use serde::Serialize;

use super::templates::{TemplateError, Templates};
use super::{Meeting, Occasion, wording};
use crate::email::Email;
use crate::exercise::{Contact, Exercise};
use crate::language::Language;

/// The words of a letter.
#[derive(Debug)]
pub struct Words {
    /// One line.
    pub subject: String,
    /// Without markup.
    pub text: String,
    /// A whole HTML document.
    pub html: String,
    /// What the meeting is described by to those it is forwarded to, if there is a file for them.
    pub forwardable: Option<String>,
}

impl Words {
    /// Fills in the templates for an occasion.
    pub fn of(occasion: &Occasion<'_>, templates: &Templates) -> Result<Words, TemplateError> {
        let (language, kind) = (occasion.language(), occasion.kind.name());
        let values = Values::of(occasion);
        let is_forwardable = values.forwardable.is_some();
        let values = Value::from(Serde(values));
        let fill = |name: &str| templates.fill(&format!("{language}/{name}"), &values);
        // A subject is one line, whatever a template says: nothing in it can become a header of its own.
        let subject = fill(&format!("{kind}.subject.txt"))?.split_whitespace().collect::<Vec<_>>().join(" ");
        Ok(Words {
            subject,
            text: with_single_gaps(&fill(&format!("{kind}.txt"))?),
            html: fill(&format!("{kind}.html"))?,
            forwardable: is_forwardable.then(|| fill("forwardable.txt")).transpose()?.as_deref().map(with_single_gaps),
        })
    }
}

/// No more than one empty line on end: what stands around a part that is left out leaves no hole.
pub fn with_single_gaps(text: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim_end) {
        if !(line.is_empty() && lines.last().is_none_or(|last| last.is_empty())) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

/// The names that templates of letters can use.
pub const NAMES: [&str; 24] = [
    "language",
    "title",
    "theme",
    "organiser",
    "target_group",
    "contact.name",
    "contact.email",
    "contact.phone",
    "municipality",
    "meeting.day",
    "meeting.hours",
    "meeting.place",
    "meeting.link",
    "before.day",
    "before.hours",
    "before.place",
    "before.link",
    "changed.time",
    "changed.place",
    "changed.link",
    "choice",
    "asks",
    "chose",
    "forwardable",
];

/// The names that a template of a letter can use.
#[derive(Debug, Serialize)]
struct Values<'a> {
    #[serde(flatten)]
    exercise: ExerciseValues<'a>,
    /// With "kommune".
    municipality: &'a str,
    /// What the letter is about; none if it is about no meeting.
    meeting: Option<MeetingValues<'a>>,
    /// What the municipality was told before; none if it was not.
    before: Option<MeetingValues<'a>>,
    changed: Changed,
    /// Which choice the date was, from 1; none if it was not asked for by itself.
    choice: Option<usize>,
    /// Whether the municipality is asked for another choice.
    asks: bool,
    /// Whether it asked for certain dates.
    chose: bool,
    /// The dates that have room.
    open: Vec<DateValues>,
    /// The name of the file for those the letter is forwarded to; none if there is none.
    forwardable: Option<&'static str>,
}

/// What a template can say of the exercise, whoever it is for.
#[derive(Debug, Serialize)]
pub struct ExerciseValues<'a> {
    language: &'a str,
    title: &'a str,
    theme: &'a str,
    organiser: &'a str,
    target_group: &'a str,
    contact: ContactValues<'a>,
}

#[derive(Debug, Serialize)]
struct ContactValues<'a> {
    name: &'a str,
    email: &'a Email,
    phone: &'a str,
}

#[derive(Debug, Serialize)]
struct MeetingValues<'a> {
    #[serde(flatten)]
    date: DateValues,
    place: &'a str,
    link: &'a str,
}

/// A day and the hours on it, as they are written.
#[derive(Debug, Serialize)]
pub struct DateValues {
    pub day: String,
    pub hours: String,
}

/// What is otherwise than the municipality was told before.
#[derive(Debug, Serialize)]
struct Changed {
    time: bool,
    place: bool,
    link: bool,
}

impl<'a> ExerciseValues<'a> {
    pub fn of(exercise: &'a Exercise, language: Language) -> ExerciseValues<'a> {
        let Contact { name, email, phone } = &exercise.contact;
        ExerciseValues {
            language: language.code(),
            title: &exercise.title,
            theme: &exercise.theme,
            organiser: &exercise.organiser,
            target_group: &exercise.target_group,
            contact: ContactValues { name, email, phone },
        }
    }
}

impl<'a> MeetingValues<'a> {
    fn of(meeting: &'a Meeting, language: Language) -> MeetingValues<'a> {
        let (start, end) = (meeting.start.naive_local(), meeting.end.naive_local());
        let date = DateValues { day: wording::day(language, start), hours: wording::hours(language, start, end) };
        MeetingValues { date, place: &meeting.place, link: &meeting.link }
    }
}

impl<'a> Values<'a> {
    fn of(occasion: &'a Occasion<'_>) -> Values<'a> {
        let (exercise, language) = (occasion.exercise, occasion.language());
        let meeting = |meeting: &'a Option<Meeting>| meeting.as_ref().map(|found| MeetingValues::of(found, language));
        let both = occasion.meeting.as_ref().zip(occasion.before.as_ref());
        let changed = |differs: fn(&Meeting, &Meeting) -> bool| both.is_some_and(|(now, before)| differs(now, before));
        let is_forwardable = occasion.kind.is_request() && exercise.invitation.forwardable;
        Values {
            exercise: ExerciseValues::of(exercise, language),
            municipality: &occasion.municipality.full_name,
            meeting: meeting(&occasion.meeting),
            before: meeting(&occasion.before),
            changed: Changed {
                time: changed(Meeting::has_other_time),
                place: changed(|now, before| now.place != before.place),
                link: changed(|now, before| now.link != before.link),
            },
            choice: occasion.choice,
            asks: occasion.asks,
            chose: occasion.chose,
            open: occasion.open.iter().map(|date| wording::date(language, exercise.dates.get(*date))).collect(),
            forwardable: is_forwardable.then(|| wording::forwardable_file(language)),
        }
    }
}
