//! The registrations of one import, one a municipality ("valgt dato gjelder hele kommunen").
//!
//! Rows of one municipality that give the same answer are one. If they differ and all of them tell when
//! they were received, the latest stands. Else none of them does: which one is meant is for the lead to
//! say.
//!
//! It must never choose between answers by their place in a file.

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use super::Intake;
use super::row::{Heard, Reader};
use crate::findings::{Finding, Findings, Place};
use crate::municipality::Number;
use crate::registration::{Answer, Person, Registration, Source};

/// What has been read so far.
#[derive(Debug, Default)]
pub struct Batch {
    by_municipality: BTreeMap<Number, Vec<Given>>,
    rows: usize,
    refused: usize,
}

/// What the rows of a batch come to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The registrations that stand, in the order of the municipalities' numbers.
    pub standing: Vec<Registration>,
    /// The municipalities that contradict themselves, and how.
    pub torn: Vec<(Number, String)>,
    /// The number of rows that were read.
    pub rows: usize,
    /// The number of those that cannot be used.
    pub refused: usize,
}

/// One answer of a municipality, from all the rows that give it.
#[derive(Debug)]
struct Given {
    answer: Answer,
    contacts: Vec<Person>,
    participants: Option<u32>,
    comment: Option<String>,
    /// When it was received first and last; none if a row does not tell.
    received: Option<(NaiveDateTime, NaiveDateTime)>,
    source: Source,
    rows: usize,
}

impl Given {
    fn of(heard: &Heard<'_>, reader: &Reader<'_>) -> Given {
        let mut given = Given {
            answer: heard.answer.clone(),
            contacts: Vec::new(),
            participants: heard.participants,
            comment: None,
            received: heard.received.map(|time| (time, time)),
            source: Source { file: reader.file.to_owned(), line: heard.line },
            rows: 0,
        };
        given.take_in(heard, reader);
        given
    }

    /// Takes in another row that gives the same answer.
    fn take_in(&mut self, heard: &Heard<'_>, reader: &Reader<'_>) {
        self.rows += 1;
        self.received =
            self.received.zip(heard.received).map(|((first, last), time)| (first.min(time), last.max(time)));
        let nobody = heard.name.is_empty() && heard.email.is_empty() && heard.phone.is_empty();
        if !nobody && !self.contacts.iter().any(|known| is_same(known, heard)) {
            self.contacts.push(reader.person(heard));
        }
        if self.participants.is_none() {
            self.participants = heard.participants;
        }
        if !heard.comment.is_empty() {
            self.add_comment(heard.comment);
        }
    }

    fn add_comment(&mut self, comment: &str) {
        match &mut self.comment {
            Some(known) if known.contains(comment) => {}
            Some(known) => *known = format!("{known}\n{}", comment.replace("\r\n", "\n")),
            None => self.comment = Some(comment.replace("\r\n", "\n")),
        }
    }

    fn registration(self, municipality: Number, intake: &Intake<'_>, alone: bool) -> Registration {
        // Where a municipality has changed its mind, what counts for the queue is when it last said so.
        let received = self.received.map(|(first, last)| if alone { first } else { last });
        Registration {
            municipality,
            answer: self.answer,
            contacts: self.contacts,
            participants: self.participants,
            comment: self.comment,
            received,
            imported: intake.now,
            source: self.source,
        }
    }

    /// `24 November, then 29 November (Kari Prøve)`.
    fn told(&self, intake: &Intake<'_>) -> String {
        let dates = &intake.exercise.dates;
        let wish = match &self.answer {
            Answer::Any => "any date".to_owned(),
            Answer::Declined => "that it does not take part".to_owned(),
            Answer::Dates(choices) => {
                choices.dates().iter().map(|date| dates.short(*date)).collect::<Vec<_>>().join(", then ")
            }
        };
        let name = self.contacts.first().and_then(|person| person.name.as_ref());
        name.map_or_else(|| wish.clone(), |name| format!("{wish} ({name})"))
    }

    /// A finding at the first row that gives this answer.
    fn finding(&self, kind: fn(String, String) -> Finding, problem: String) -> Finding {
        kind(self.source.file.clone(), problem).at(Place { line: self.source.line, column: 1 })
    }
}

fn is_same(known: &Person, heard: &Heard<'_>) -> bool {
    known.name.as_deref().unwrap_or_default() == heard.name
        && known.phone.as_deref().unwrap_or_default() == heard.phone
        && known.email.as_ref().map(crate::email::Email::as_str).unwrap_or_default() == heard.email
}

impl Batch {
    /// Counts a row that could not be read.
    pub(super) fn refuse(&mut self) {
        self.rows += 1;
        self.refused += 1;
    }

    /// Takes in what a row says.
    pub(super) fn add(&mut self, heard: &Heard<'_>, reader: &Reader<'_>, findings: &mut Findings) {
        self.rows += 1;
        let answers = self.by_municipality.entry(heard.municipality).or_default();
        let Some(known) = answers.iter_mut().find(|known| known.answer == heard.answer) else {
            answers.push(Given::of(heard, reader));
            return;
        };
        if let (Some(before), Some(now)) = (known.participants, heard.participants)
            && before != now
        {
            let problem = format!("{now} participants here, and {before} at {}: the first number stands", known.source);
            findings.push(
                Finding::warning(reader.file, problem)
                    .at(Place { line: heard.line, column: 1 })
                    .remedy("ask the municipality if it matters, and correct one of the rows"),
            );
        }
        known.take_in(heard, reader);
    }

    /// What the rows come to. Rows that contradict each other become findings.
    pub fn finish(self, intake: &Intake<'_>, findings: &mut Findings) -> Outcome {
        let mut outcome = Outcome { rows: self.rows, refused: self.refused, ..Outcome::default() };
        let mut chosen: Vec<&Source> = Vec::new();
        for (municipality, mut answers) in self.by_municipality {
            let alone = answers.len() == 1;
            let taken = intake.take.iter().find(|take| answers.iter().any(|given| given.source == **take));
            chosen.extend(taken);
            let standing = match taken {
                Some(source) => answers.iter().position(|given| given.source == *source),
                None => latest(&answers),
            };
            let Some(standing) = standing else {
                outcome.refused += answers.iter().map(|given| given.rows).sum::<usize>();
                outcome.torn.push((municipality, contradict(municipality, &answers, intake, findings)));
                continue;
            };
            let standing = answers.swap_remove(standing);
            if taken.is_none() {
                answers.iter().for_each(|earlier| findings.push(replaced(municipality, earlier, &standing, intake)));
            }
            outcome.standing.push(standing.registration(municipality, intake, alone));
        }
        for source in intake.take.iter().filter(|source| !chosen.contains(source)) {
            findings.push(
                Finding::error(
                    source.file.clone(),
                    "is not the first row of one of several answers, so it cannot be taken",
                )
                .at(Place { line: source.line, column: 1 })
                .remedy("take one of the rows that are named where a municipality contradicts itself"),
            );
        }
        outcome
    }
}

/// The answer that was received last, if that can be known: of the only one it need not be.
fn latest(answers: &[Given]) -> Option<usize> {
    if answers.len() == 1 {
        return Some(0);
    }
    let times: Option<Vec<NaiveDateTime>> = answers.iter().map(|given| given.received.map(|(_, last)| last)).collect();
    let times = times?;
    let last = *times.iter().max()?;
    let mut at_last = times.iter().enumerate().filter(|(_, time)| **time == last);
    match (at_last.next(), at_last.next()) {
        (Some((index, _)), None) => Some(index),
        _ => None,
    }
}

fn name(municipality: Number, intake: &Intake<'_>) -> String {
    intake.municipalities.get(municipality).map_or_else(|| municipality.to_string(), |found| found.name.clone())
}

fn replaced(municipality: Number, earlier: &Given, later: &Given, intake: &Intake<'_>) -> Finding {
    let problem = format!(
        "{} answered {} here, and later {} at {}: the later one stands",
        name(municipality, intake),
        earlier.told(intake),
        later.told(intake),
        later.source
    );
    earlier.finding(Finding::warning, problem).remedy("nothing to do, unless the later one is a mistake")
}

/// Makes each of several answers a finding that names the others; gives all of them in one sentence.
fn contradict(municipality: Number, answers: &[Given], intake: &Intake<'_>, findings: &mut Findings) -> String {
    let name = name(municipality, intake);
    let told = |given: &Given| format!("{} at {}", given.told(intake), given.source);
    for given in answers {
        // More than a few say no more than that it has to be asked.
        const MOST: usize = 5;
        let others = answers.iter().filter(|other| other.answer != given.answer);
        let mut others: Vec<String> = others.take(MOST).map(told).collect();
        if answers.len() - 1 > MOST {
            others.push(format!("{} more", answers.len() - 1 - MOST));
        }
        let problem = format!("{name} answers {} here, and {}", given.told(intake), others.join(", and "));
        let remedy = format!(
            "ask the municipality which is meant; then correct the rows, or import with --take {}",
            given.source
        );
        findings.push(given.finding(Finding::error, problem).remedy(remedy));
    }
    format!("{name} answers {}", answers.iter().map(told).collect::<Vec<_>>().join(", and "))
}
