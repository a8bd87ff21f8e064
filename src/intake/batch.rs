//! The registrations of one import, one a municipality ("valgt dato gjelder hele kommunen").
//!
//! Rows of one municipality that give the same answer are one. If they differ and all of them say when they were
//! received, the latest stands. Otherwise none of them does, whatever their order in a file: the lead has to say which.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::context::Intake;
use super::problem::{Part, Problem};
use crate::findings::{Finding, Findings, Place, Sentence, typed};
use crate::municipality::Number;
use crate::registration::{Registration, Source};

/// What has been read so far.
#[derive(Debug, Default)]
pub struct Batch {
    by_municipality: BTreeMap<Number, Vec<Candidate>>,
    rows: usize,
    refused: usize,
}

/// What the rows of a batch come to.
#[derive(Debug, Default)]
pub struct Merged {
    /// The registrations that stand, in the order of the municipalities' numbers.
    pub standing: Vec<Registration>,
    /// The municipalities whose rows contradict each other.
    pub contradictions: Vec<Contradiction>,
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

/// One answer of a municipality, from all the rows that give it.
#[derive(Debug)]
struct Candidate {
    registration: Registration,
    /// When it was received first and last; none if a row does not say.
    received: Option<(NaiveDateTime, NaiveDateTime)>,
    rows: usize,
}

impl Candidate {
    fn new(registration: Registration) -> Candidate {
        let received = registration.received.map(|time| (time, time));
        Candidate { registration, received, rows: 1 }
    }

    /// Takes in another row that gives the same answer; what it says differently is added to `findings`.
    fn merge(&mut self, row: &Registration, findings: &mut Findings) {
        self.rows += 1;
        self.received = self.received.zip(row.received).map(|((first, last), time)| (first.min(time), last.max(time)));
        for field in self.registration.merge(row) {
            let problem = Problem::FieldDiffers {
                field: field.key(),
                here: row.cell(field).into_owned(),
                other: self.registration.cell(field).into_owned(),
                source: self.source(),
            };
            findings.push(Finding::warning(row.source.file.clone(), problem).at(start_of(&row.source)));
        }
    }

    /// The registration. Where a municipality has changed its mind, its place in the queue is that of its last word.
    fn into_registration(self, has_changed: bool) -> Registration {
        let received = self.received.map(|(first, last)| if has_changed { last } else { first });
        Registration { received, ..self.registration }
    }

    fn source(&self) -> String {
        self.registration.source.to_string()
    }

    /// `24 November, then 29 November (Kari Prøve)`.
    fn answer(&self, intake: &Intake<'_>) -> Sentence {
        let answer = self.registration.answer.in_words(|date| intake.exercise.dates.short(date));
        let contact = self.registration.contact().and_then(|person| person.name.clone());
        Part::Answer { answer, contact }.into()
    }

    fn answer_at(&self, intake: &Intake<'_>) -> Sentence {
        Part::AnswerAt { answer: self.answer(intake), source: self.source() }.into()
    }

    /// A finding at the first row that gives this answer.
    fn finding(&self, kind: fn(String, Problem) -> Finding, problem: Problem) -> Finding {
        kind(self.registration.source.file.clone(), problem).at(start_of(&self.registration.source))
    }
}

fn start_of(source: &Source) -> Place {
    Place { line: source.line, column: 1 }
}

impl Batch {
    /// Counts a row that could not be read.
    pub(super) fn refuse(&mut self) {
        self.rows += 1;
        self.refused += 1;
    }

    /// Takes in the registration of a row.
    pub(super) fn add(&mut self, registration: Registration, findings: &mut Findings) {
        self.rows += 1;
        let candidates = self.by_municipality.entry(registration.municipality).or_default();
        match candidates.iter_mut().find(|candidate| candidate.registration.answer == registration.answer) {
            Some(candidate) => candidate.merge(&registration, findings),
            None => candidates.push(Candidate::new(registration)),
        }
    }

    /// What the rows come to. Rows that contradict each other become findings.
    pub fn finish(self, intake: &Intake<'_>, findings: &mut Findings) -> Merged {
        let mut merged = Merged { rows: self.rows, refused: self.refused, ..Merged::default() };
        let mut chosen: Vec<&Source> = Vec::new();
        for (municipality, mut candidates) in self.by_municipality {
            let has_changed = candidates.len() > 1;
            let taken = intake
                .take
                .iter()
                .find(|take| candidates.iter().any(|candidate| candidate.registration.source == **take));
            chosen.extend(taken);
            let standing = match taken {
                Some(source) => candidates.iter().position(|candidate| candidate.registration.source == *source),
                None => latest(&candidates),
            };
            let Some(standing) = standing else {
                merged.refused += candidates.iter().map(|candidate| candidate.rows).sum::<usize>();
                merged.contradictions.push(contradiction(municipality, &candidates, intake, findings));
                continue;
            };
            let standing = candidates.swap_remove(standing);
            if taken.is_none() {
                candidates.iter().for_each(|earlier| findings.push(replaced(municipality, earlier, &standing, intake)));
            }
            merged.standing.push(standing.into_registration(has_changed));
        }
        for source in intake.take.iter().filter(|source| !chosen.contains(source)) {
            findings.push(Finding::error(source.file.clone(), Problem::NotToChoose).at(start_of(source)));
        }
        merged
    }
}

/// The answer that was received last, if that can be known: of a single one it need not be.
fn latest(candidates: &[Candidate]) -> Option<usize> {
    if candidates.len() == 1 {
        return Some(0);
    }
    let times = candidates.iter().map(|candidate| candidate.received.map(|(_, last)| last));
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

/// Makes each of several answers a finding that names the others; gives all of them in one.
fn contradiction(
    municipality: Number,
    candidates: &[Candidate],
    intake: &Intake<'_>,
    findings: &mut Findings,
) -> Contradiction {
    // More than a few say no more than that it has to be asked.
    const MOST: usize = 5;
    for candidate in candidates {
        let others = candidates.iter().filter(|other| other.registration.answer != candidate.registration.answer);
        let problem = Problem::Contradictory {
            municipality: intake.name(municipality),
            answer: candidate.answer(intake),
            others: others.take(MOST).map(|other| other.answer_at(intake)).collect(),
            more: (candidates.len() - 1).saturating_sub(MOST),
            source: typed(candidate.source()),
        };
        findings.push(candidate.finding(Finding::error, problem));
    }
    let answers = candidates.iter().map(|candidate| candidate.answer_at(intake)).collect();
    let problem = Problem::AnswersDiffer { municipality: intake.name(municipality), answers };
    let file = candidates.first().map(|candidate| candidate.registration.source.file.clone()).unwrap_or_default();
    Contradiction { municipality, finding: Finding::error(file, problem) }
}
