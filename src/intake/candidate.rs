//! One answer of a municipality, from all the rows of an import that give it.

use std::collections::HashSet;

use chrono::NaiveDateTime;

use super::context::Intake;
use super::problem::{Part, Problem};
use crate::exercise::ExerciseDates;
use crate::findings::{Finding, Findings, Place, Sentence};
use crate::registration::{Fields, Registration, Source};
use crate::statement::Contents;

/// What is said in rows that give the same answer.
#[derive(Debug, Clone)]
pub struct Heard {
    /// What they say; their answer only counts if it is told.
    pub registration: Registration,
    /// Whether the answer is told; otherwise only that some cells are empty.
    pub tells_answer: bool,
    /// The fields that they tell.
    pub told: Fields,
    /// Whether rows that were read before give the same answer in the same import.
    pub beside: bool,
    /// The identities of the rows.
    pub contents: Vec<String>,
}

/// One answer of a municipality, from all the rows that give it.
#[derive(Debug)]
pub(super) struct Candidate {
    pub(super) registration: Registration,
    /// When it was received first and last; none if a row does not say.
    pub(super) received: Option<(NaiveDateTime, NaiveDateTime)>,
    pub(super) rows: usize,
    /// What the rows say, each once, whenever they were received.
    variants: Vec<Variant>,
}

/// Rows that say the same.
#[derive(Debug)]
struct Variant {
    row: Registration,
    told: Fields,
    /// When they were received first and last, if they say so.
    received: Option<(NaiveDateTime, NaiveDateTime)>,
}

/// What in a candidate was not read before.
#[derive(Debug, Default)]
pub(super) struct News {
    /// What new rows say.
    rows: Option<Heard>,
    /// When they were received first and last, if all of them say so.
    received: Option<(NaiveDateTime, NaiveDateTime)>,
    /// That cells are empty which were not there when the same row was read before.
    emptied: Vec<Heard>,
}

impl News {
    /// Whether a row gives the answer that was not read before.
    pub(super) fn is_answer(&self) -> bool {
        self.rows.is_some()
    }

    /// What is new, as it is said: first, and once more when it was received last.
    pub(super) fn into_heard(self) -> Vec<Heard> {
        let mut heard = self.emptied;
        let Some(rows) = self.rows else { return heard };
        let at =
            |received| Heard { registration: Registration { received, ..rows.registration.clone() }, ..rows.clone() };
        match self.received {
            Some((first, last)) if first != last => {
                heard.extend([at(Some(first)), Heard { contents: Vec::new(), ..at(Some(last)) }]);
            }
            received => heard.push(at(received.map(|(first, _)| first))),
        }
        heard
    }
}

impl Variant {
    fn new(row: Registration, told: Fields) -> Variant {
        let received = row.received.map(|time| (time, time));
        Variant { row, told, received }
    }

    fn says(&self, row: &Registration, told: Fields) -> bool {
        self.told == told && self.received.is_some() == row.received.is_some() && self.row.says_the_same(row)
    }

    fn at(&self, received: Option<NaiveDateTime>, dates: &ExerciseDates) -> Contents {
        Contents::of(&Registration { received, ..self.row.clone() }, self.told, dates)
    }

    /// What it says, when it was received first and last.
    fn contents(&self, dates: &ExerciseDates) -> Vec<(Option<NaiveDateTime>, Contents)> {
        let times = match self.received {
            None => vec![None],
            Some((first, last)) if first == last => vec![Some(first)],
            Some((first, last)) => vec![Some(first), Some(last)],
        };
        times.into_iter().map(|time| (time, self.at(time, dates))).collect()
    }

    fn heard(&self, received: Option<NaiveDateTime>, contents: Vec<String>) -> Heard {
        let registration = Registration { received, ..self.row.clone() };
        Heard { registration, tells_answer: true, told: self.told, beside: false, contents }
    }
}

impl Candidate {
    pub(super) fn new(registration: Registration, told: Fields) -> Candidate {
        let received = registration.received.map(|time| (time, time));
        let variants = vec![Variant::new(registration.clone(), told)];
        Candidate { registration, received, rows: 1, variants }
    }

    /// Takes in another row that gives the same answer; what it says differently is added to `findings`.
    pub(super) fn merge(&mut self, row: Registration, told: Fields, findings: &mut Findings) {
        self.rows += 1;
        self.received = span(self.received, row.received);
        if let Some(variant) = self.variants.iter_mut().find(|variant| variant.says(&row, told)) {
            variant.received = span(variant.received, row.received);
            return;
        }
        for field in self.registration.merge(&row) {
            let problem = Problem::FieldDiffers {
                field: field.key(),
                here: row.cell(field).into_owned(),
                other: self.registration.cell(field).into_owned(),
                source: self.source(),
            };
            findings.push(Finding::warning(row.source.file.clone(), problem).at(start_of(&row.source)));
        }
        self.variants.push(Variant::new(row, told));
    }

    /// How many of its rows say different things.
    pub(super) fn different(&self) -> usize {
        self.variants.len()
    }

    /// Counts another row, whatever it says.
    pub(super) fn count(&mut self) {
        self.rows += 1;
    }

    /// What in it was not read before.
    pub(super) fn news(&self, known: &HashSet<String>, dates: &ExerciseDates) -> News {
        let mut news = News::default();
        let (mut has_known, mut times) = (false, Vec::new());
        for variant in &self.variants {
            for (time, contents) in variant.contents(dates) {
                if known.contains(&contents.row) {
                    has_known = true;
                    news.emptied.extend(emptied(variant, time, contents, known));
                } else {
                    times.push(time);
                    news.add(variant.heard(time, contents.all().collect()));
                }
            }
        }
        let times: Option<Vec<NaiveDateTime>> = times.into_iter().collect();
        news.received = times.and_then(|times| Some((*times.iter().min()?, *times.iter().max()?)));
        if let Some(rows) = &mut news.rows {
            rows.beside = has_known;
        }
        news
    }

    /// All of it, as it is said by the lead who has chosen it.
    pub(super) fn chosen(&self, has_changed: bool, dates: &ExerciseDates) -> Heard {
        let registration = Registration { received: self.standing_time(has_changed), ..self.registration.clone() };
        Heard { contents: self.contents(dates), registration, ..self.repeated() }
    }

    /// All of it, of which nothing is new.
    pub(super) fn repeated(&self) -> Heard {
        let received = self.standing_time(true);
        let told = self.variants.iter().fold(Fields::default(), |so_far, variant| so_far.and(variant.told));
        let registration = Registration { received, ..self.registration.clone() };
        Heard { registration, tells_answer: true, told, beside: false, contents: Vec::new() }
    }

    /// The identities of all its rows.
    pub(super) fn contents(&self, dates: &ExerciseDates) -> Vec<String> {
        let contents = self.variants.iter().flat_map(|variant| variant.contents(dates));
        contents.flat_map(|(_, contents)| contents.all()).collect()
    }

    /// Where a municipality has changed its mind, its place in the queue is that of its last word.
    fn standing_time(&self, has_changed: bool) -> Option<NaiveDateTime> {
        self.received.map(|(first, last)| if has_changed { last } else { first })
    }

    /// The registration.
    pub(super) fn into_registration(self, has_changed: bool) -> Registration {
        Registration { received: self.standing_time(has_changed), ..self.registration }
    }

    pub(super) fn source(&self) -> String {
        self.registration.source.to_string()
    }

    /// `24 November, then 29 November (Kari Prøve)`.
    pub(super) fn answer(&self, intake: &Intake<'_>) -> Sentence {
        let answer = self.registration.answer.in_words(|date| intake.exercise.dates.short(date));
        let contact = self.registration.contact().and_then(|person| person.name.clone());
        Part::Answer { answer, contact }.into()
    }

    pub(super) fn answer_at(&self, intake: &Intake<'_>) -> Sentence {
        Part::AnswerAt { answer: self.answer(intake), source: self.source() }.into()
    }

    /// A finding at the first row that gives this answer.
    pub(super) fn finding(&self, kind: fn(String, Problem) -> Finding, problem: Problem) -> Finding {
        kind(self.registration.source.file.clone(), problem).at(start_of(&self.registration.source))
    }
}

impl News {
    /// Adds what a further new row says.
    fn add(&mut self, heard: Heard) {
        match &mut self.rows {
            None => self.rows = Some(heard),
            Some(rows) => {
                rows.registration.merge(&heard.registration);
                rows.told = rows.told.and(heard.told);
                rows.contents.extend(heard.contents);
            }
        }
    }
}

/// That cells of a row are empty which was read before without them.
fn emptied(
    variant: &Variant,
    time: Option<NaiveDateTime>,
    contents: Contents,
    known: &HashSet<String>,
) -> Option<Heard> {
    let new: Vec<_> = contents.empty.into_iter().filter(|(_, content)| !known.contains(content)).collect();
    let told: Fields = new.iter().map(|(field, _)| *field).collect();
    let contents: Vec<String> = new.into_iter().map(|(_, content)| content).collect();
    let heard = Heard { tells_answer: false, told, ..variant.heard(time, contents) };
    (!heard.contents.is_empty()).then_some(heard)
}

/// The first and last time, with a further one; none as soon as a row does not say.
fn span(
    known: Option<(NaiveDateTime, NaiveDateTime)>,
    further: Option<NaiveDateTime>,
) -> Option<(NaiveDateTime, NaiveDateTime)> {
    known.zip(further).map(|((first, last), time)| (first.min(time), last.max(time)))
}

pub(super) fn start_of(source: &Source) -> Place {
    Place { line: source.line, column: 1 }
}
