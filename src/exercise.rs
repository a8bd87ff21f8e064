//! The exercise: what exercise.toml says, as values that cannot be wrong afterwards.
//!
//! [`Exercise::read`] collects everything that is wrong with the file at once; an [`Exercise`] that exists satisfies every
//! rule named at its fields.

mod amount;
mod dates;
mod days;
pub(crate) mod edit;
mod fields;
mod holidays;
mod invitation;
mod localised;
mod mail;
mod period;
mod problem;
mod reading;
mod setting;
mod spelling;
mod syntax;
pub(crate) mod taken_over;
mod written;

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use crate::email::Email;
use crate::findings::{Finding, Findings, Place};
use crate::group::{Group, Rule, WrittenGroup};
use crate::language::Language;
use crate::municipality::Municipalities;
use crate::registration::Field;
use problem::Problem;

pub(crate) use amount::seconds;
pub(crate) use dates::ExerciseDate;
pub use dates::{DateId, ExerciseDates};
pub(crate) use invitation::{Attached, Invitation};
pub(crate) use localised::Localised;
pub use mail::Mail;
pub(crate) use mail::{Login, Mechanism, PASSWORD, Smtp, Tls, Transport};
pub(crate) use period::{NotAMove, NotAPeriod, Period, Target, day, names};
pub(crate) use problem::FILE;
pub(crate) use reading::NamedFiles;
pub(crate) use spelling::{DateProblem, moment, moment_since};
pub(crate) use written::is_month;

/// The folder of the lead's own templates, in the exercise folder.
pub const TEMPLATES: &str = "templates";

/// One exercise. Texts are non-empty single lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Exercise {
    /// A short name of a–z, 0–9 and `-` that never changes: calendar identities are made from it.
    pub id: String,
    /// What the exercise is called.
    pub title: Localised,
    /// What it is about.
    pub theme: Localised,
    /// Who arranges it, and in whose name letters are sent.
    pub organiser: Localised,
    /// Who is to take part.
    pub target_group: Localised,
    /// What kind of exercise it is, if it is said: "diskusjonsøvelse".
    pub form: Option<Localised>,
    /// Where it is held.
    pub place: Localised,
    /// The day it was announced.
    pub published: NaiveDate,
    /// The last day for registrations, before the first date.
    pub deadline: NaiveDate,
    /// Where that stands in the file.
    pub(crate) deadline_place: Place,
    /// The timezone of every local time in the exercise folder.
    pub timezone: Tz,
    /// The language for municipalities that have not decided on one.
    pub language: Language,
    /// Whom municipalities ask, and from whose address letters come.
    pub contact: Contact,
    /// Headings of spreadsheets that say by themselves not what they hold: the heading of each field
    /// of `import_fields` that is given. An empty one says that the field is not to be read.
    pub import_columns: BTreeMap<&'static str, String>,
    /// Whether several dates in one cell stand in order of preference, as in the answers to a ranking question.
    pub(crate) import_ranking: bool,
    /// What letters say that is special to the exercise, such as who sits where: paragraphs with an empty line between
    /// them.
    pub practical: Option<Localised>,
    /// How invitations are made.
    pub invitation: Invitation,
    pub(crate) mail: Mail,
    /// The sessions on offer, in order of time.
    pub dates: ExerciseDates,
    /// Where the first of them stands in the file.
    pub dates_place: Place,
    /// The groups, no two of the same name.
    pub groups: Vec<WrittenGroup>,
}

/// The fields that `[import.columns]` can give a heading for.
pub(crate) fn import_fields() -> impl Iterator<Item = &'static str> {
    let choices = ["first_choice", "second_choice", "third_choice", "choice_4", "choice_5", "choice_6", "choice_7"];
    let choices = choices.into_iter().chain(["choice_8", "choice_9", "choice_10", "choice_11", "choice_12"]);
    ["number", "municipality"].into_iter().chain(choices).chain(Field::ALL.iter().map(|field| field.key()))
}

/// The person to ask.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    /// As letters are signed.
    pub name: String,
    pub(crate) email: Email,
    /// Telephone number as people write it.
    pub phone: String,
}

impl Exercise {
    /// Warns of groups of which not all can have a date, whatever they answer.
    pub fn check_groups(&self, findings: &mut Findings) {
        let largest = self.dates.iter().map(|date| date.capacity as usize).max().unwrap_or(0);
        for group in &self.groups {
            let most = match group.rule {
                Rule::SameDate => largest,
                Rule::DifferentDates => self.dates.offered().count(),
            };
            if let Some((_, place)) = group.members.get(most) {
                let (group, members) = (group.name.clone(), group.members.len());
                findings.push(Finding::warning(FILE, Problem::GroupTooLarge { group, members, most }).at(*place));
            }
        }
    }

    /// Warns of texts that are given by language, but not in one that letters are written in.
    pub fn check_languages(&self, municipalities: &Municipalities, findings: &mut Findings) {
        let written = |language: &Language| {
            municipalities.iter().any(|found| found.language.unwrap_or(self.language) == *language)
        };
        for (key, text) in [
            ("title", Some(&self.title)),
            ("theme", Some(&self.theme)),
            ("organiser", Some(&self.organiser)),
            ("target_group", Some(&self.target_group)),
            ("place", Some(&self.place)),
            ("form", self.form.as_ref()),
            ("practical", self.practical.as_ref()),
        ] {
            if let Some(text) = text {
                text.check(key, Language::ALL.into_iter().filter(written), findings);
            }
        }
    }

    /// The groups among those who are invited. Members who are not are added to `findings`.
    pub fn groups_among(&self, municipalities: &Municipalities, findings: &mut Findings) -> Vec<Group> {
        self.groups.iter().map(|group| group.among(municipalities, FILE, findings)).collect()
    }

    /// Where a date is held: its own place, else that of the exercise.
    #[must_use]
    pub fn place_of(&self, date: DateId) -> &Localised {
        self.dates.get(date).place.as_ref().unwrap_or(&self.place)
    }

    /// How to get to a date, as lists tell it in the exercise's language: its own place, and its link; the exercise's place
    /// where it has neither.
    #[must_use]
    pub(crate) fn whereabouts(&self, date: DateId) -> Vec<String> {
        let ExerciseDate { place, link, .. } = self.dates.get(date);
        let place = place.as_ref().or(link.is_none().then_some(&self.place));
        let place = place.map(|place| place.get(self.language).to_owned());
        place.into_iter().chain(link.as_ref().map(ToString::to_string)).collect()
    }

    /// A time in the exercise's timezone. A time that occurs twice, when clocks go back, is the
    /// earlier one; a time that is skipped, when they go forward, is read as if they had not.
    #[must_use]
    pub fn zoned(&self, local: NaiveDateTime) -> DateTime<Tz> {
        use chrono::TimeZone;
        self.timezone.from_local_datetime(&local).earliest().unwrap_or_else(|| {
            let hour = chrono::TimeDelta::hours(1);
            let before = self.timezone.from_local_datetime(&(local - hour)).earliest();
            // A zone that skips more than an hour at once: fall back on UTC rather than fail.
            before.map_or_else(|| self.timezone.from_utc_datetime(&local), |time| time + hour)
        })
    }

    /// Whether a registration that arrived then is late.
    #[must_use]
    pub fn is_late(&self, received: NaiveDateTime) -> bool {
        received.date() > self.deadline
    }

    /// Warns if the dates hold fewer municipalities than are invited.
    pub fn check_capacity(&self, invited: usize, findings: &mut Findings) {
        let places = self.dates.iter().map(|date| date.capacity as usize).sum::<usize>();
        if places < invited {
            findings.push(
                Finding::warning(FILE, Problem::TooFewPlaces { dates: self.dates.len(), places, invited })
                    .at(self.dates_place),
            );
        }
    }
}
