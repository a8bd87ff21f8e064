//! The registrations of one import, one a municipality ("valgt dato gjelder hele kommunen").
//!
//! Rows of one municipality that give the same answer are one. If they differ and all of them say when they were
//! received, the latest stands. Otherwise none of them does, whatever their order in a file: the lead has to say which.
//! Rows that were read before, in whatever file, say nothing new, and contradict nothing.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDateTime;

use super::candidate::{Candidate, News, in_order, start_of};
use super::context::Intake;
use super::problem::Problem;
use crate::exercise::ExerciseDates;
use crate::findings::{Finding, Findings, typed};
use crate::municipality::Number;
use crate::registration::{Fields, Registration, Source};
use crate::statement::Contents;

pub use super::candidate::Heard;

/// What has been read so far.
#[derive(Debug, Default)]
pub struct Batch<'k> {
    /// The identities of rows that were read before.
    known: HashSet<&'k str>,
    by_municipality: BTreeMap<Number, Vec<Candidate>>,
    /// One after the other.
    files: Vec<String>,
    rows: usize,
    refused: usize,
    /// The rows that can be read in two ways, and were told apart.
    told_apart: Vec<Source>,
}

/// What a row says that can be read in two ways, and was told apart.
#[derive(Debug)]
pub(super) struct Reading {
    pub(super) registration: Registration,
    /// The fields that it tells.
    pub(super) columns: Fields,
}

/// What the rows of a batch come to.
#[derive(Debug, Default)]
pub struct Merged {
    /// The registrations that stand, in the order of the municipalities' numbers.
    pub standing: Vec<Registration>,
    /// What is said in rows that were not read before, in the same order.
    pub heard: Vec<Heard>,
    /// What rows say that were read before.
    pub repeated: Vec<Heard>,
    /// The municipalities whose rows contradict each other.
    pub contradictions: Vec<Contradiction>,
    /// The rows of each file: by municipality, the identity of what the last of its rows says.
    pub lists: Vec<(String, BTreeMap<Number, String>)>,
    /// The rows that can be read in two ways, and were told apart.
    pub(super) told_apart: Vec<Source>,
    /// The number of rows that were read.
    pub rows: usize,
    /// The number of those that cannot be used.
    pub refused: usize,
}

/// A municipality whose rows contradict each other.
#[derive(Debug)]
pub struct Contradiction {
    pub(crate) municipality: Number,
    /// All its answers.
    pub(crate) finding: Finding,
}

impl<'k> Batch<'k> {
    /// A batch to which rows say nothing new whose identities are `known`.
    #[must_use]
    pub fn after(known: HashSet<&'k str>) -> Batch<'k> {
        Batch { known, ..Batch::default() }
    }

    /// Counts a row that could not be read.
    pub(super) fn refuse(&mut self) {
        self.rows += 1;
        self.refused += 1;
    }

    /// Whether a row that tells these fields was read before.
    pub(super) fn knows(&self, row: &Registration, columns: Fields, dates: &ExerciseDates) -> bool {
        self.known.contains(Contents::of(row, columns, dates).row.as_str())
    }

    /// Takes in a row that can be read in two ways, and was told apart.
    pub(super) fn add_told_apart(&mut self, Reading { registration, columns }: Reading) {
        self.told_apart.push(registration.source.clone());
        self.add(registration, columns);
    }

    /// Takes in the registration of a row, which has cells for these fields. Files come one after the other.
    pub(super) fn add(&mut self, row: Registration, columns: Fields) {
        self.rows += 1;
        if self.files.last() != Some(&row.source.file) {
            self.files.push(row.source.file.clone());
        }
        let (file, order) = (self.files.len() - 1, self.rows);
        let candidates = self.by_municipality.entry(row.municipality).or_default();
        // What a municipality says is kept and compared: of too many rows, none will be read.
        if are_too_many(candidates) {
            return candidates[0].count();
        }
        let place = candidates.iter().position(|candidate| *candidate.answer() == row.answer).unwrap_or_else(|| {
            candidates.push(Candidate::new(row.clone()));
            candidates.len() - 1
        });
        candidates[place].add(row, columns, file, order);
    }

    /// What the rows come to. Rows that contradict each other become findings.
    pub fn finish(self, intake: &Intake<'_>, findings: &mut Findings) -> Merged {
        let lists = self.lists(intake);
        let (rows, refused) = (self.rows, self.refused);
        let mut merged = Merged { lists, rows, refused, told_apart: self.told_apart, ..Merged::default() };
        let mut chosen: Vec<&Source> = Vec::new();
        for candidates in self.by_municipality.into_values() {
            if are_too_many(&candidates) {
                let contradiction = too_many(&candidates, intake);
                contradiction.iter().for_each(|found| findings.push(found.finding.clone()));
                merged.refuse(candidates.iter(), contradiction);
                continue;
            }
            let place_of = |source: &Source| candidates.iter().position(|candidate| candidate.source() == source);
            let taken = intake.take.iter().find_map(|source| Some((source, place_of(source)?)));
            match taken {
                Some((source, place)) => {
                    chosen.push(source);
                    merged.choose(candidates, place, intake, findings);
                }
                None => merged.settle(candidates, &self.known, intake, findings),
            }
        }
        for source in intake.take.iter().filter(|source| !chosen.contains(source)) {
            findings.push(Finding::error(source.file.clone(), Problem::NotToChoose).at(start_of(source)));
        }
        merged
    }

    fn lists(&self, intake: &Intake<'_>) -> Vec<(String, BTreeMap<Number, String>)> {
        let mut rows: Vec<BTreeMap<Number, (usize, String)>> = vec![BTreeMap::new(); self.files.len()];
        for (municipality, candidates) in &self.by_municipality {
            for (file, row) in candidates.iter().flat_map(|candidate| candidate.by_file(&intake.exercise.dates)) {
                let last = rows[file].entry(*municipality).or_default();
                *last = row.max(std::mem::take(last));
            }
        }
        let contents = |rows: BTreeMap<Number, (usize, String)>| {
            rows.into_iter().map(|(municipality, (_, content))| (municipality, content)).collect()
        };
        self.files.iter().cloned().zip(rows.into_iter().map(contents)).collect()
    }
}

impl Merged {
    /// Counts all rows of a municipality as refused.
    fn refuse<'c>(&mut self, candidates: impl Iterator<Item = &'c Candidate>, why: Option<Contradiction>) {
        self.refused += candidates.map(|candidate| candidate.rows).sum::<usize>();
        self.contradictions.extend(why);
    }

    /// What the candidates of a municipality come to.
    fn settle(
        &mut self,
        candidates: Vec<Candidate>,
        known: &HashSet<&str>,
        intake: &Intake<'_>,
        findings: &mut Findings,
    ) {
        let dates = &intake.exercise.dates;
        let with_news = candidates.into_iter().map(|candidate| (candidate.news(known, dates), candidate));
        let (mut new, old): (Vec<_>, Vec<_>) = with_news.partition(|(news, _)| news.is_answer());
        if new.is_empty() {
            self.repeat(old, intake);
            return;
        }
        let times: Vec<Option<NaiveDateTime>> = new.iter().map(|(news, _)| news.last_received()).collect();
        let Some(standing) = latest(&times) else {
            let candidates: Vec<&Candidate> = new.iter().chain(&old).map(|(_, candidate)| candidate).collect();
            let contradiction = contradiction(&candidates, intake, findings);
            self.refuse(candidates.into_iter(), contradiction);
            return;
        };
        let has_changed = new.len() > 1;
        let (news, standing) = new.swap_remove(standing);
        let mut heard: Vec<Heard> = news.into_heard().collect();
        for (news, earlier) in new {
            findings.push(replaced(&earlier, &standing, intake));
            heard.extend(news.into_heard());
        }
        heard.extend(old.into_iter().flat_map(|(news, _)| news.into_heard()));
        self.heard.extend(in_order(heard));
        let registration = standing.registration(has_changed, intake);
        standing.note_lost(&registration, findings);
        self.standing.push(registration);
    }

    /// The lead has chosen one of the candidates: its rows are said now, and the others are settled by it.
    fn choose(&mut self, mut candidates: Vec<Candidate>, place: usize, intake: &Intake<'_>, findings: &mut Findings) {
        let dates = &intake.exercise.dates;
        let standing = candidates.swap_remove(place);
        let has_changed = !candidates.is_empty();
        let mut heard = standing.chosen(has_changed, dates);
        let overruled = candidates.iter().flat_map(|candidate| candidate.heard_again(dates));
        if let Some(last) = heard.last_mut() {
            last.contents.extend(overruled.flat_map(|heard| heard.contents));
        }
        self.heard.extend(heard);
        let registration = standing.registration(has_changed, intake);
        standing.note_lost(&registration, findings);
        self.standing.push(registration);
    }

    /// Nothing new is said, but perhaps that a cell is empty.
    fn repeat(&mut self, mut candidates: Vec<(News, Candidate)>, intake: &Intake<'_>) {
        let times: Vec<Option<NaiveDateTime>> =
            candidates.iter().map(|(_, candidate)| candidate.last_received()).collect();
        let standing = latest(&times).unwrap_or_default();
        let mut heard = Vec::new();
        for (news, candidate) in &mut candidates {
            heard.extend(std::mem::take(news).into_heard());
            self.repeated.extend(candidate.heard_again(&intake.exercise.dates));
        }
        self.heard.extend(in_order(heard));
        let has_changed = candidates.len() > 1;
        let (_, standing) = candidates.swap_remove(standing);
        self.standing.push(standing.registration(has_changed, intake));
    }
}

/// The place of the answer that was received last, if that can be known: of a single one it need not be.
fn latest(times: &[Option<NaiveDateTime>]) -> Option<usize> {
    if times.len() == 1 {
        return Some(0);
    }
    let times: Vec<NaiveDateTime> = times.iter().copied().collect::<Option<_>>()?;
    let last = *times.iter().max()?;
    let mut at_last = times.iter().enumerate().filter(|(_, time)| **time == last);
    match (at_last.next(), at_last.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

fn replaced(earlier: &Candidate, later: &Candidate, intake: &Intake<'_>) -> Finding {
    let problem = Problem::Replaced {
        municipality: intake.name(earlier.municipality()),
        answer: earlier.in_words(intake),
        later: later.in_words(intake),
        source: later.source().to_string(),
    };
    earlier.finding(Finding::warning, problem)
}

/// So many rows of one municipality may say different things: a whole county of sector leaders would be fewer.
const MOST_DIFFERENT: usize = 250;

fn are_too_many(candidates: &[Candidate]) -> bool {
    candidates.iter().map(Candidate::different).sum::<usize>() > MOST_DIFFERENT
}

fn too_many(candidates: &[Candidate], intake: &Intake<'_>) -> Option<Contradiction> {
    let first = candidates.first()?;
    let municipality = first.municipality();
    let problem = Problem::TooManyRows { municipality: intake.name(municipality), most: MOST_DIFFERENT };
    Some(Contradiction { municipality, finding: first.finding(Finding::error, problem) })
}

/// More answers than a few say no more than that it has to be asked.
const MOST_NAMED: usize = 5;

/// Makes each of several answers a finding that names the others; gives all of them in one.
fn contradiction(candidates: &[&Candidate], intake: &Intake<'_>, findings: &mut Findings) -> Option<Contradiction> {
    let municipality = candidates.first()?.municipality();
    for candidate in candidates {
        let others = candidates.iter().filter(|other| other.answer() != candidate.answer());
        let problem = Problem::Contradictory {
            municipality: intake.name(municipality),
            answer: candidate.in_words(intake),
            others: others.take(MOST_NAMED).map(|other| other.in_words_at(intake)).collect(),
            more: (candidates.len() - 1).saturating_sub(MOST_NAMED),
            source: typed(candidate.source().to_string()),
        };
        findings.push(candidate.finding(Finding::error, problem));
    }
    let answers = candidates.iter().take(MOST_NAMED).map(|candidate| candidate.in_words_at(intake)).collect();
    let more = candidates.len().saturating_sub(MOST_NAMED);
    let problem = Problem::AnswersDiffer { municipality: intake.name(municipality), answers, more };
    let file = candidates.first()?.source().file.clone();
    Some(Contradiction { municipality, finding: Finding::error(file, problem) })
}
