//! One answer of a municipality, from all the rows of an import that give it.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDateTime;

use super::context::Intake;
use super::problem::{Part, Problem};
use super::variant::{FileRow, Variant, in_order as rows_in_order};
use crate::exercise::ExerciseDates;
use crate::findings::{Finding, Findings, Place, Sentence};
use crate::municipality::Number;
use crate::registration::{Answer, Field, Fields, Registration, Source};
use crate::statement::{Contents, Statement, WrittenAnswer, agreed};

/// What a row says.
#[derive(Debug, Clone)]
pub struct Heard {
    /// What it says; its answer only counts if it is told.
    pub registration: Registration,
    /// Whether the answer is told; otherwise only that some cells are empty.
    pub tells_answer: bool,
    /// The fields that it tells.
    pub told: Fields,
    /// Whether the lead has chosen it, so that it is said now, whenever it was received.
    pub is_chosen: bool,
    /// The identities of the rows that are settled by it.
    pub contents: Vec<String>,
    /// Its place among all rows of the import.
    order: usize,
}

impl Heard {
    /// What a row of a file says, under its identities.
    fn of(row: &FileRow<'_>, contents: Vec<String>) -> Heard {
        let (registration, told, order) = (row.registration(), row.told, row.order);
        Heard { registration, tells_answer: true, told, is_chosen: false, contents, order }
    }

    /// It as a statement.
    #[must_use]
    pub fn statement(&self, dates: &ExerciseDates, now: NaiveDateTime) -> Statement {
        let row = &self.registration;
        let answer = self.tells_answer.then(|| WrittenAnswer::of(&row.answer, dates));
        let told = self.told.iter().filter(|field| *field != Field::Received || row.received.is_some());
        // A day without an hour ends later than now, if it is today: what is said after this row must stand all the same.
        let said = if self.is_chosen { now } else { row.arrival().min(now) };
        Statement { contents: self.contents.clone(), ..Statement::of(row, answer, told.collect(), said) }
    }
}

/// One answer of a municipality, from all the rows that give it.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The first row that gives it.
    first: Registration,
    /// When it was received first and last; none if a row does not say.
    received: Option<Span>,
    pub(super) rows: usize,
    /// What the rows say, each once, whenever they were received.
    variants: Vec<Variant>,
}

/// The first and the last time.
type Span = (NaiveDateTime, NaiveDateTime);

/// What in a candidate was not read before.
#[derive(Debug, Default)]
pub(super) struct News {
    /// What new rows say.
    rows: Vec<Heard>,
    /// That cells are empty which were not there when the same row was read before.
    emptied: Vec<Heard>,
}

impl News {
    /// Whether a row gives the answer that was not read before.
    pub(super) fn is_answer(&self) -> bool {
        !self.rows.is_empty()
    }

    /// When the last of the new rows was received; none if one does not say.
    pub(super) fn last_received(&self) -> Option<NaiveDateTime> {
        let times: Option<Vec<NaiveDateTime>> = self.rows.iter().map(|heard| heard.registration.received).collect();
        times?.into_iter().max()
    }

    pub(super) fn into_heard(self) -> impl Iterator<Item = Heard> {
        self.rows.into_iter().chain(self.emptied)
    }
}

/// In the order of the rows.
pub(super) fn in_order(mut heard: Vec<Heard>) -> Vec<Heard> {
    heard.sort_by_key(|heard| heard.order);
    heard
}

impl Candidate {
    pub(super) fn new(row: Registration) -> Candidate {
        let received = row.received.map(|time| (time, time));
        Candidate { first: row, received, rows: 0, variants: Vec::new() }
    }

    pub(super) fn answer(&self) -> &Answer {
        &self.first.answer
    }

    pub(super) fn municipality(&self) -> Number {
        self.first.municipality
    }

    /// When it was received last; none if a row does not say.
    pub(super) fn last_received(&self) -> Option<NaiveDateTime> {
        self.received.map(|(_, last)| last)
    }

    /// The first row that gives it.
    pub(super) fn source(&self) -> &Source {
        &self.first.source
    }

    /// Takes in a row of a file that gives the answer; `order` is its place among all rows.
    pub(super) fn add(&mut self, row: Registration, columns: Fields, file: usize, order: usize) {
        self.rows += 1;
        self.received = span(self.received, row.received);
        let received = row.received;
        let known = self.variants.iter().position(|variant| variant.is_said_by(&row, columns));
        let place = known.unwrap_or_else(|| {
            self.variants.push(Variant::new(row, columns));
            self.variants.len() - 1
        });
        self.variants[place].take(received, file, order);
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
    pub(super) fn news(&self, known: &HashSet<&str>, dates: &ExerciseDates) -> News {
        let (mut news, mut seen) = (News::default(), HashSet::new());
        for row in rows_in_order(&self.variants) {
            let contents = Contents::of(&row.registration(), row.told, dates);
            let is_new = |content: &str| !known.contains(content) && !seen.contains(content);
            let heard = if is_new(&contents.row) {
                Heard::of(&row, contents.all().collect())
            } else {
                let emptied = contents.empty.into_iter().filter(|(_, content)| is_new(content));
                let (told, contents): (Vec<Field>, Vec<String>) = emptied.unzip();
                Heard { tells_answer: false, told: told.into_iter().collect(), ..Heard::of(&row, contents) }
            };
            seen.extend(heard.contents.iter().cloned());
            if heard.tells_answer {
                news.rows.push(heard);
            } else if !heard.contents.is_empty() {
                news.emptied.push(heard);
            }
        }
        news
    }

    /// What it says, as if nothing had been read before.
    fn all_news(&self, dates: &ExerciseDates) -> Vec<Heard> {
        in_order(self.news(&HashSet::new(), dates).into_heard().collect())
    }

    /// What it says, as it is said by the lead who has chosen it; `has_changed` if another answer was given too.
    pub(super) fn chosen(&self, has_changed: bool, dates: &ExerciseDates) -> Vec<Heard> {
        let mut rows = self.all_news(dates);
        rows.sort_by_key(|heard| heard.registration.received);
        for heard in &mut rows {
            heard.registration.received = self.standing_time(has_changed);
            heard.is_chosen = true;
        }
        rows
    }

    /// Each of its rows, whether it was read before or not.
    pub(super) fn heard_again(&self, dates: &ExerciseDates) -> Vec<Heard> {
        let contents = |row: &FileRow<'_>| Contents::of(&row.registration(), row.told, dates).all().collect();
        rows_in_order(&self.variants).iter().map(|row| Heard::of(row, contents(row))).collect()
    }

    /// By each file that it is in, what the last of its rows says whenever it was received, with the place of that row.
    pub(super) fn by_file(&self, dates: &ExerciseDates) -> BTreeMap<usize, (usize, String)> {
        let mut by_file = BTreeMap::new();
        for variant in &self.variants {
            let timeless = Registration { received: None, ..variant.row.clone() };
            let content = Contents::of(&timeless, variant.columns, dates).row;
            for (file, order) in variant.files() {
                let last: &mut (usize, String) = by_file.entry(file).or_default();
                *last = std::mem::take(last).max((order, content.clone()));
            }
        }
        by_file
    }

    /// Where a municipality has changed its mind, its place in the queue is that of its last word.
    fn standing_time(&self, has_changed: bool) -> Option<NaiveDateTime> {
        self.received.map(|(first, last)| if has_changed { last } else { first })
    }

    /// What all its rows come to.
    pub(super) fn registration(&self, has_changed: bool, intake: &Intake<'_>) -> Registration {
        let dates = &intake.exercise.dates;
        let rows = self.all_news(dates);
        let statements: Vec<Statement> = rows.iter().map(|heard| heard.statement(dates, intake.now)).collect();
        let registration = agreed(statements, self.answer()).unwrap_or_else(|| self.first.clone());
        let (received, source) = (self.standing_time(has_changed), self.first.source.clone());
        Registration { received, source, ..registration }
    }

    /// Tells what its rows say that is not in what they come to, as a later one says something else.
    pub(super) fn note_lost(&self, stands: &Registration, findings: &mut Findings) {
        let mut rows = rows_in_order(&self.variants);
        rows.sort_by_key(|row| (row.received, row.order));
        for variant in &self.variants {
            for field in variant.columns.iter().filter(|field| *field != Field::Received) {
                let here = variant.row.cell(field);
                if here.is_empty() || stands.holds(field, &here) {
                    continue;
                }
                let says_other = |other: &&FileRow<'_>| other.told.contains(field) && other.cell(field) != here;
                let Some(other) = rows.iter().rfind(says_other) else { continue };
                let problem = Problem::FieldDiffers {
                    field: field.key(),
                    here: here.into_owned(),
                    other: Some(other.cell(field).into_owned()).filter(|cell| !cell.is_empty()),
                    source: other.variant.row.source.to_string(),
                };
                let source = &variant.row.source;
                findings.push(Finding::warning(source.file.clone(), problem).at(start_of(source)));
            }
        }
    }

    /// `24 November, then 29 November (Kari Prøve)`.
    pub(super) fn in_words(&self, intake: &Intake<'_>) -> Sentence {
        let answer = self.answer().in_words(|date| intake.exercise.dates.short(date));
        let contact = self.first.contact().and_then(|person| person.name.clone());
        Part::Answer { answer, contact }.into()
    }

    pub(super) fn in_words_at(&self, intake: &Intake<'_>) -> Sentence {
        Part::AnswerAt { answer: self.in_words(intake), source: self.source().to_string() }.into()
    }

    /// A finding at the first row that gives this answer.
    pub(super) fn finding(&self, kind: fn(String, Problem) -> Finding, problem: Problem) -> Finding {
        kind(self.source().file.clone(), problem).at(start_of(self.source()))
    }
}

/// The first and last time, with a further one; none as soon as a row does not say.
fn span(known: Option<Span>, further: Option<NaiveDateTime>) -> Option<Span> {
    known.zip(further).map(|((first, last), time)| (first.min(time), last.max(time)))
}

pub(super) fn start_of(source: &Source) -> Place {
    Place { line: source.line, column: 1 }
}
