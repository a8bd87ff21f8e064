//! The words of a letter: templates in the municipality's language, filled in.
//!
//! It must never put anything into a letter that is not in its occasion.

use chrono::NaiveTime;
use minijinja::value::Serde;
use minijinja::{Value, context};
use serde::Serialize;

use super::templates::{MESSAGE, MESSAGE_SUBJECT, TemplateError, Templates};
use super::{Kind, Meeting, Occasion, wording};
use crate::email::Email;
use crate::exercise::{Contact, Exercise};
use crate::language::Language;
use crate::registration::{Answer, Registration};

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
        if occasion.kind == Kind::Message {
            return Words::of_message(templates, &values);
        }
        let fill = |name: &str| templates.fill(&format!("{language}/{name}"), &values);
        Ok(Words {
            subject: one_line(&fill(&format!("{kind}.subject.txt"))?),
            text: with_single_gaps(&fill(&format!("{kind}.txt"))?),
            html: fill(&format!("{kind}.html"))?,
            forwardable: is_forwardable.then(|| fill("forwardable.txt")).transpose()?.as_deref().map(with_single_gaps),
        })
    }

    /// The lead's own words are written once; markup is put around them.
    fn of_message(templates: &Templates, values: &Value) -> Result<Words, TemplateError> {
        let text = with_single_gaps(&templates.fill(MESSAGE, values)?);
        let lines = |part: &str| part.lines().map(str::to_owned).collect();
        let paragraphs: Vec<Vec<String>> = text.split("\n\n").map(lines).collect();
        let html = templates.fill("message.html", &context! { paragraphs, ..values.clone() })?;
        let subject = one_line(&templates.fill(MESSAGE_SUBJECT, values)?);
        Ok(Words { subject, text, html, forwardable: None })
    }
}

/// A subject is one line, whatever a template says: nothing in it can become a header of its own.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
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
pub const NAMES: [&str; 39] = [
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
    "deadline",
    "late",
    "replaces",
    "files",
    "answer.declined",
    "answer.any",
    "answer.name",
    "answer.email",
    "answer.phone",
    "answer.participants",
    "answer.comment",
    "form",
    "again",
    "evaluation",
    "unclear",
];

/// The names that a template of a letter can use.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a name of its own to templates")]
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
    /// The last day for registrations.
    deadline: String,
    /// Whether that has passed.
    late: bool,
    /// Whether the letter takes the place of an earlier one.
    replaces: bool,
    /// Whether it is not the first of its kind.
    again: bool,
    /// Where to tell how the exercise was; none where a form goes with the letter.
    evaluation: Option<&'a str>,
    /// What the municipality has written that cannot be read.
    unclear: &'a [String],
    /// The names of the files that go with it.
    files: Vec<&'a str>,
    /// What the municipality has answered; none if it has not.
    answer: Option<AnswerValues<'a>>,
}

/// What a municipality has answered.
#[derive(Debug, Serialize)]
struct AnswerValues<'a> {
    declined: bool,
    any: bool,
    /// Best first.
    dates: Vec<DateValues>,
    name: Option<&'a str>,
    email: Option<&'a Email>,
    phone: Option<&'a str>,
    participants: Option<u32>,
    comment: Option<&'a str>,
}

impl<'a> AnswerValues<'a> {
    fn of(registration: &'a Registration, exercise: &Exercise, language: Language) -> AnswerValues<'a> {
        let contact = registration.contact();
        AnswerValues {
            declined: registration.answer == Answer::Declined,
            any: registration.answer == Answer::Any,
            dates: registration
                .answer
                .dates()
                .iter()
                .map(|date| wording::date(language, exercise.dates.get(*date)))
                .collect(),
            name: contact.and_then(|person| person.name.as_deref()),
            email: contact.and_then(|person| person.email.as_ref()),
            phone: contact.and_then(|person| person.phone.as_deref()),
            participants: registration.participants,
            comment: registration.comment.as_deref(),
        }
    }
}

/// What a template can say of the exercise, whoever it is for.
#[derive(Debug, Serialize)]
pub struct ExerciseValues<'a> {
    language: &'a str,
    title: &'a str,
    theme: &'a str,
    organiser: &'a str,
    target_group: &'a str,
    /// What kind of exercise it is; none where nobody has said.
    form: Option<&'a str>,
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
            form: exercise.form.as_deref(),
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
            deadline: wording::day(language, exercise.deadline.and_time(NaiveTime::MIN)),
            late: occasion.now.with_timezone(&exercise.timezone).date_naive() > exercise.deadline,
            replaces: occasion.replaces,
            again: occasion.ordinal > 0,
            evaluation: occasion.link,
            unclear: occasion.unclear,
            files: occasion.attachments.iter().map(|file| file.name.as_str()).collect(),
            answer: occasion.registration.map(|found| AnswerValues::of(found, exercise, language)),
        }
    }
}
