//! The registrations of one import, one a municipality ("valgt dato gjelder hele kommunen").
//!
//! Rows of one municipality that give the same answer are one. If they differ and all of them say when they were
//! received, the latest stands. Otherwise none of them does, whatever their order in a file: the lead has to say which.
//! Rows that were read before, in whatever file, say nothing new, and contradict nothing.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveDateTime;

use super::candidate::{Candidate, News, start_of};
use super::context::Intake;
use super::problem::Problem;
use crate::findings::{Finding, Findings, typed};
use crate::municipality::Number;
use crate::registration::{Fields, Registration, Source};

pub use super::candidate::Heard;

/// What has been read so far.
#[derive(Debug, Default)]
pub struct Batch {
    /// The identities of rows that were read before.
    known: HashSet<String>,
    by_municipality: BTreeMap<Number, Vec<Candidate>>,
    lists: Vec<(String, BTreeSet<Number>)>,
    rows: usize,
    refused: usize,
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
    /// The municipalities that each file names.
    pub lists: Vec<(String, BTreeSet<Number>)>,
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

impl Batch {
    /// A batch to which rows say nothing new whose identities are `known`.
    #[must_use]
    pub fn after(known: HashSet<String>) -> Batch {
        Batch { known, ..Batch::default() }
    }

    /// Counts a row that could not be read.
    pub(super) fn refuse(&mut self) {
        self.rows += 1;
        self.refused += 1;
    }

    /// Takes in the registration of a row, which tells these fields.
    pub(super) fn add(&mut self, registration: Registration, told: Fields, findings: &mut Findings) {
        self.rows += 1;
        self.list(&registration);
        let candidates = self.by_municipality.entry(registration.municipality).or_default();
        // What a municipality says is kept and compared: of too many rows, none will be read.
        if are_too_many(candidates) {
            return candidates[0].count();
        }
        match candidates.iter_mut().find(|candidate| candidate.registration.answer == registration.answer) {
            Some(candidate) => candidate.merge(registration, told, findings),
            None => candidates.push(Candidate::new(registration, told)),
        }
    }

    /// Notes that a file names a municipality. Files come one after the other.
    fn list(&mut self, registration: &Registration) {
        let file = &registration.source.file;
        match self.lists.last_mut() {
            Some((last, list)) if last == file => drop(list.insert(registration.municipality)),
            _ => self.lists.push((file.clone(), BTreeSet::from([registration.municipality]))),
        }
    }

    /// What the rows come to. Rows that contradict each other become findings.
    pub fn finish(self, intake: &Intake<'_>, findings: &mut Findings) -> Merged {
        let Batch { known, by_municipality, lists, rows, refused } = self;
        let mut merged = Merged { lists, rows, refused, ..Merged::default() };
        let mut chosen: Vec<&Source> = Vec::new();
        for (municipality, candidates) in by_municipality {
            let taken = intake
                .take
                .iter()
                .find(|take| candidates.iter().any(|candidate| candidate.registration.source == **take));
            chosen.extend(taken);
            merged.settle(municipality, candidates, taken, &known, intake, findings);
        }
        for source in intake.take.iter().filter(|source| !chosen.contains(source)) {
            findings.push(Finding::error(source.file.clone(), Problem::NotToChoose).at(start_of(source)));
        }
        merged
    }
}

impl Merged {
    /// What the candidates of a municipality come to.
    fn settle(
        &mut self,
        municipality: Number,
        candidates: Vec<Candidate>,
        taken: Option<&Source>,
        known: &HashSet<String>,
        intake: &Intake<'_>,
        findings: &mut Findings,
    ) {
        if are_too_many(&candidates) {
            self.refused += candidates.iter().map(|candidate| candidate.rows).sum::<usize>();
            self.contradictions.push(too_many(municipality, &candidates, intake, findings));
            return;
        }
        let dates = &intake.exercise.dates;
        let with_news = candidates.into_iter().map(|candidate| (candidate.news(known, dates), candidate));
        let (new, old): (Vec<_>, Vec<_>) = with_news.partition(|(news, _)| news.is_answer());
        if new.is_empty() {
            self.repeat(old);
            return;
        }
        // Where the lead says which row to believe, one that was read before is said again.
        let (mut all, old) =
            if taken.is_some() { (new.into_iter().chain(old).collect(), Vec::new()) } else { (new, old) };
        let has_changed = all.len() > 1;
        let standing = match taken {
            Some(source) => all.iter().position(|(_, candidate)| candidate.registration.source == *source),
            None => latest(&all),
        };
        let Some(standing) = standing else {
            let candidates: Vec<&Candidate> = all.iter().chain(&old).map(|(_, candidate)| candidate).collect();
            self.refused += candidates.iter().map(|candidate| candidate.rows).sum::<usize>();
            self.contradictions.push(contradiction(municipality, &candidates, intake, findings));
            return;
        };
        let (news, standing) = all.swap_remove(standing);
        if taken.is_none() {
            for (news, earlier) in all {
                findings.push(replaced(municipality, &earlier, &standing, intake));
                self.heard.extend(news.into_heard());
            }
            self.heard.extend(news.into_heard());
        } else {
            let overruled = all.into_iter().flat_map(|(_, candidate)| candidate.contents(dates));
            let overruled: Vec<String> = overruled.collect();
            let mut heard = standing.chosen(has_changed, dates);
            heard.contents.extend(overruled);
            self.heard.push(heard);
        }
        self.standing.push(standing.into_registration(has_changed));
    }

    /// Nothing new is said, but perhaps that a cell is empty.
    fn repeat(&mut self, mut candidates: Vec<(News, Candidate)>) {
        let standing = latest(&candidates).unwrap_or_default();
        for (news, candidate) in &mut candidates {
            self.heard.extend(std::mem::take(news).into_heard());
            self.repeated.push(candidate.repeated());
        }
        let has_changed = candidates.len() > 1;
        let (_, standing) = candidates.swap_remove(standing);
        self.standing.push(standing.into_registration(has_changed));
    }
}

/// The answer that was received last, if that can be known: of a single one it need not be.
fn latest(candidates: &[(News, Candidate)]) -> Option<usize> {
    if candidates.len() == 1 {
        return Some(0);
    }
    let times = candidates.iter().map(|(_, candidate)| candidate.received.map(|(_, last)| last));
    let times: Vec<NaiveDateTime> = times.collect::<Option<_>>()?;
    let last = *times.iter().max()?;
    let mut at_last = times.iter().enumerate().filter(|(_, time)| **time == last);
    match (at_last.next(), at_last.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

fn replaced(municipality: Number, earlier: &Candidate, later: &Candidate, intake: &Intake<'_>) -> Finding {
    let problem = Problem::Replaced {
        municipality: intake.name(municipality),
        answer: earlier.answer(intake),
        later: later.answer(intake),
        source: later.source(),
    };
    earlier.finding(Finding::warning, problem)
}

/// So many rows of one municipality may say different things: a whole county of sector leaders would be fewer.
const MOST_DIFFERENT: usize = 250;

fn are_too_many(candidates: &[Candidate]) -> bool {
    candidates.iter().map(Candidate::different).sum::<usize>() > MOST_DIFFERENT
}

fn too_many(
    municipality: Number,
    candidates: &[Candidate],
    intake: &Intake<'_>,
    findings: &mut Findings,
) -> Contradiction {
    let problem = || Problem::TooManyRows { municipality: intake.name(municipality), most: MOST_DIFFERENT };
    let finding = candidates.first().map_or_else(
        || Finding::error(String::new(), problem()),
        |candidate| candidate.finding(Finding::error, problem()),
    );
    findings.push(finding.clone());
    Contradiction { municipality, finding }
}

/// More answers than a few say no more than that it has to be asked.
const MOST_NAMED: usize = 5;

/// Makes each of several answers a finding that names the others; gives all of them in one.
fn contradiction(
    municipality: Number,
    candidates: &[&Candidate],
    intake: &Intake<'_>,
    findings: &mut Findings,
) -> Contradiction {
    for candidate in candidates {
        let others = candidates.iter().filter(|other| other.registration.answer != candidate.registration.answer);
        let problem = Problem::Contradictory {
            municipality: intake.name(municipality),
            answer: candidate.answer(intake),
            others: others.take(MOST_NAMED).map(|other| other.answer_at(intake)).collect(),
            more: (candidates.len() - 1).saturating_sub(MOST_NAMED),
            source: typed(candidate.source()),
        };
        findings.push(candidate.finding(Finding::error, problem));
    }
    let answers = candidates.iter().take(MOST_NAMED).map(|candidate| candidate.answer_at(intake)).collect();
    let more = candidates.len().saturating_sub(MOST_NAMED);
    let problem = Problem::AnswersDiffer { municipality: intake.name(municipality), answers, more };
    let file = candidates.first().map(|candidate| candidate.registration.source.file.clone()).unwrap_or_default();
    Contradiction { municipality, finding: Finding::error(file, problem) }
}
