//! What the templates of letters can say of an exercise, a municipality and its meeting: each name and its value.

use std::borrow::Cow;

use chrono::NaiveTime;
use serde::Serialize;
use url::Url;

use super::{Context, Envelope, Meeting};
use crate::email::Email;
use crate::exercise::{Contact, DateId, Exercise, ExerciseDate};
use crate::kind::Kind;
use crate::language::Language;
use crate::registration::{Answer, Field, FieldValue, Registration};
use crate::words::dates;

/// The names that a template of a letter can use.
#[derive(Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a name of its own to templates")]
pub(super) struct Values<'a> {
    #[serde(flatten)]
    exercise: ExerciseValues<'a>,
    /// With "kommune" if it is one.
    municipality: Cow<'a, str>,
    /// Whether it is a municipality, and not another organisation that is invited.
    is_municipality: bool,
    /// What the letter is about; none if it is about no meeting.
    meeting: Option<MeetingValues<'a>>,
    /// What the municipality was told before; none if it was not.
    before: Option<MeetingValues<'a>>,
    changed: Changed,
    /// Whether the meeting, or what is offered, is the same one at another time.
    moved: bool,
    /// Whether what the municipality was offered is called off or moved.
    withdrawn: bool,
    /// Whether the date that the municipality was told of is called off.
    called_off: bool,
    /// Why it is called off; none where the lead has not said.
    reason: Option<&'a str>,
    /// Which choice the date was, from 1; none if it was not asked for by itself.
    choice: Option<usize>,
    /// Whether all choices before that one are held, so that it was room that they lacked.
    better_are_full: bool,
    /// Whether the municipality is asked for another choice.
    asks: bool,
    /// Whether it asked for certain dates.
    chose: bool,
    /// Why it has no date, by the names of `WithoutDate`; none if it has one.
    without_date: Option<&'static str>,
    /// Whether no date is to come.
    over: bool,
    /// The dates that it could get.
    open: Vec<OfferedValues<'a>>,
    /// The last day on which what is offered is kept; none where it is not kept for the municipality alone.
    until: Option<String>,
    /// The name of the file for those the letter is forwarded to; none if there is none.
    forwardable: Option<&'static str>,
    /// Whether the letter calls the meeting off.
    cancelled: bool,
    /// The last day for registrations.
    deadline: String,
    /// Whether that has passed.
    late: bool,
    /// Whether the letter takes the place of an earlier one.
    replaces: bool,
    /// How many people of the municipality came; none if nobody counted.
    head_count: Option<u32>,
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
    dates: Vec<AskedValues>,
    /// How many of them are not called off.
    held: usize,
    name: Option<&'a str>,
    email: Option<&'a Email>,
    phone: Option<&'a str>,
    participants: Option<u32>,
    comment: Option<&'a str>,
    /// All that was registered beside the dates, in the order of the form.
    fields: Vec<AnsweredField<'a>>,
}

/// A date that was asked for.
#[derive(Debug, Serialize)]
struct AskedValues {
    #[serde(flatten)]
    date: DateValues,
    /// Whether it was moved since.
    moved: bool,
    called_off: bool,
}

/// What was registered in a field, with its heading in the form.
#[derive(Debug, Serialize)]
struct AnsweredField<'a> {
    label: &'static str,
    value: FieldValue<'a>,
}

impl<'a> AnsweredField<'a> {
    fn of(field: Field, registration: &'a Registration, language: Language) -> Option<AnsweredField<'a>> {
        Some(AnsweredField { label: field.in_form(language)?, value: registration.value(field)? })
    }
}

impl<'a> AnswerValues<'a> {
    fn of(registration: &'a Registration, context: &Context<'a>) -> AnswerValues<'a> {
        let (exercise, language, contact) = (context.exercise, context.language(), registration.contact());
        let asked = |date: &DateId| AskedValues {
            date: DateValues::of(language, exercise.dates.get(*date)),
            moved: context.moved.contains(date),
            called_off: exercise.dates.is_called_off(*date),
        };
        AnswerValues {
            declined: registration.answer == Answer::Declined,
            any: registration.answer == Answer::Any,
            dates: registration.answer.dates().iter().map(asked).collect(),
            held: registration.answer.dates().iter().filter(|date| !exercise.dates.is_called_off(**date)).count(),
            name: contact.and_then(|person| person.name.as_deref()),
            email: contact.and_then(|person| person.email.as_ref()),
            phone: contact.and_then(|person| person.phone.as_deref()),
            participants: registration.participants,
            comment: registration.comment.as_deref(),
            fields: Field::ALL.iter().filter_map(|field| AnsweredField::of(*field, registration, language)).collect(),
        }
    }
}

/// What a template can say of the exercise, whoever it is for.
#[derive(Debug, Serialize)]
pub(super) struct ExerciseValues<'a> {
    language: &'a str,
    title: &'a str,
    theme: &'a str,
    organiser: &'a str,
    target_group: &'a str,
    /// What kind of exercise it is; none where nobody has said.
    form: Option<&'a str>,
    /// What is special to the exercise, by paragraphs.
    practical: Vec<&'a str>,
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
    /// Whether the place is an address on the web, such as a map.
    place_is_link: bool,
    /// None where it is not on line.
    link: Option<&'a str>,
}

/// A day and the hours on it, as they are written.
#[derive(Debug, Serialize)]
pub(super) struct DateValues {
    day: String,
    hours: String,
}

/// A date that can be chosen.
#[derive(Debug, Serialize)]
pub(super) struct OfferedValues<'a> {
    #[serde(flatten)]
    date: DateValues,
    /// Where it is; none if that is the place of the exercise.
    place: Option<&'a str>,
    place_is_link: bool,
}

/// What is otherwise than the municipality was told before.
#[derive(Debug, Serialize)]
struct Changed {
    time: bool,
    place: bool,
    link: bool,
}

impl<'a> ExerciseValues<'a> {
    pub(super) fn of(exercise: &'a Exercise, language: Language) -> ExerciseValues<'a> {
        let Contact { name, email, phone } = &exercise.contact;
        ExerciseValues {
            language: language.code(),
            title: exercise.title.get(language),
            theme: exercise.theme.get(language),
            organiser: exercise.organiser.get(language),
            target_group: exercise.target_group.get(language),
            form: exercise.form.as_ref().map(|form| form.get(language)),
            practical: exercise.practical.as_ref().map(|text| paragraphs(text.get(language))).unwrap_or_default(),
            contact: ContactValues { name, email, phone },
        }
    }
}

impl<'a> MeetingValues<'a> {
    fn of(meeting: &'a Meeting, language: Language) -> MeetingValues<'a> {
        let (start, end) = (meeting.start.naive_local(), meeting.end.naive_local());
        let date = DateValues { day: dates::day(language, start), hours: dates::hours(language, start, end) };
        let place = meeting.place.as_str();
        MeetingValues { date, place, place_is_link: is_link(place), link: meeting.link.as_deref() }
    }
}

impl<'a> Values<'a> {
    pub(super) fn of(envelope: &'a Envelope, context: &Context<'a>) -> Values<'a> {
        let (exercise, language) = (context.exercise, context.language());
        let meeting = |meeting: &'a Option<Meeting>| meeting.as_ref().map(|found| MeetingValues::of(found, language));
        let both = envelope.meeting.as_ref().zip(envelope.before.as_ref());
        let changed = |differs: fn(&Meeting, &Meeting) -> bool| both.is_some_and(|(now, before)| differs(now, before));
        let off = context.called_off.and_then(|date| exercise.dates.get(date).called_off.as_deref());
        let is_forwardable = envelope.kind.is_about_meeting() && exercise.invitation.forwardable;
        Values {
            exercise: ExerciseValues::of(exercise, language),
            municipality: context.municipality.full_name(),
            is_municipality: context.municipality.is_municipality(),
            meeting: meeting(&envelope.meeting),
            before: meeting(&envelope.before),
            changed: Changed {
                time: changed(Meeting::has_other_time),
                place: changed(|now, before| now.place != before.place),
                link: changed(|now, before| now.link != before.link),
            },
            moved: context.is_moved && (envelope.kind == Kind::SeatOpen || changed(Meeting::has_other_time)),
            withdrawn: context.is_withdrawn,
            called_off: off.is_some(),
            reason: off.filter(|reason| !reason.is_empty()),
            choice: context.choice,
            better_are_full: context.better_are_held(),
            asks: envelope.asks,
            chose: context.chose(),
            without_date: context.without_date,
            over: context.is_over,
            open: context.open.iter().map(|date| OfferedValues::of(language, exercise.dates.get(*date))).collect(),
            until: envelope.until.map(|until| dates::day(language, until.and_time(NaiveTime::MIN))),
            forwardable: is_forwardable.then(|| forwardable_file(language)),
            cancelled: envelope.kind == Kind::Cancellation,
            deadline: dates::day(language, exercise.deadline.and_time(NaiveTime::MIN)),
            late: context.now.with_timezone(&exercise.timezone).date_naive() > exercise.deadline,
            replaces: envelope.replaces,
            head_count: envelope.head_count,
            again: envelope.ordinal > 0,
            evaluation: context.link,
            unclear: context.unclear,
            files: context.attachments.iter().map(|file| file.name.as_str()).collect(),
            answer: context.registration.map(|found| AnswerValues::of(found, context)),
        }
    }

    /// Whether a file for those the letter is forwarded to goes with it.
    pub(super) fn is_forwardable(&self) -> bool {
        self.forwardable.is_some()
    }
}

impl DateValues {
    pub(super) fn of(language: Language, date: &ExerciseDate) -> DateValues {
        DateValues { day: dates::day(language, date.start), hours: dates::hours(language, date.start, date.end) }
    }
}

impl<'a> OfferedValues<'a> {
    pub(super) fn of(language: Language, date: &'a ExerciseDate) -> OfferedValues<'a> {
        let place = date.place.as_ref().map(|place| place.get(language));
        OfferedValues { date: DateValues::of(language, date), place, place_is_link: place.is_some_and(is_link) }
    }
}

/// Whether a place is an address on the web, such as a map.
pub(super) fn is_link(place: &str) -> bool {
    let is_web = |url: Url| matches!(url.scheme(), "https" | "http") && url.has_host();
    !place.contains(char::is_whitespace) && Url::parse(place).is_ok_and(is_web)
}

/// Paragraphs have empty lines between them; within one, lines are as wide as the page.
fn paragraphs(text: &str) -> Vec<&str> {
    text.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()).collect()
}

/// The name of the file for those an invitation is forwarded to.
pub(super) fn forwardable_file(language: Language) -> &'static str {
    match language {
        Language::Nb => "til-sektorledere.ics",
        Language::Nn => "til-sektorleiarar.ics",
        Language::En => "for-sector-leaders.ics",
    }
}
