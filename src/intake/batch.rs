//! The registrations of one import, one a municipality ("valgt dato gjelder hele kommunen").
//!
//! Rows of one municipality that agree are one. If they differ and both tell when they were received,
//! the later one stands. Else none of them does: which one is meant is for the lead to say.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Intake;
use crate::findings::{Finding, Findings, Place};
use crate::municipality::Number;
use crate::registration::Registration;

/// What has been read so far.
#[derive(Debug, Default)]
pub struct Batch {
    by_municipality: BTreeMap<Number, Answer>,
    rows: usize,
    refused: usize,
}

/// What the rows of a batch come to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The registrations that stand, in the order of the municipalities' numbers.
    pub standing: Vec<Registration>,
    /// The number of rows that were read.
    pub rows: usize,
    /// The number of those that cannot be used.
    pub refused: usize,
}

/// What one municipality's rows say.
#[derive(Debug)]
enum Answer {
    One(Registration),
    /// Rows that differ, in the order they were read.
    Torn(Vec<Registration>),
}

impl Batch {
    /// Counts a row that could not be read.
    pub(super) fn refuse(&mut self) {
        self.rows += 1;
        self.refused += 1;
    }

    /// Takes in the registration of a row.
    pub(super) fn add(&mut self, new: Registration, intake: &Intake<'_>, findings: &mut Findings) {
        self.rows += 1;
        let mut known = match self.by_municipality.entry(new.municipality) {
            Entry::Vacant(free) => {
                free.insert(Answer::One(new));
                return;
            }
            Entry::Occupied(known) => known,
        };
        match known.get_mut() {
            Answer::Torn(rows) => rows.push(new),
            Answer::One(old) if old.choices == new.choices => {
                old.person = std::mem::take(&mut old.person).or(&new.person);
            }
            Answer::One(old) if old.is_older_than(&new) => {
                findings.push(replaced(old, &new, intake));
                *old = new;
            }
            Answer::One(old) if new.is_older_than(old) => findings.push(replaced(&new, old, intake)),
            Answer::One(old) => {
                let rows = vec![old.clone(), new];
                known.insert(Answer::Torn(rows));
            }
        }
    }

    /// What the rows come to. Rows that contradict each other become findings.
    pub fn finish(self, intake: &Intake<'_>, findings: &mut Findings) -> Outcome {
        let mut outcome = Outcome { rows: self.rows, refused: self.refused, ..Outcome::default() };
        for answer in self.by_municipality.into_values() {
            match answer {
                Answer::One(registration) => outcome.standing.push(registration),
                Answer::Torn(rows) => {
                    outcome.refused += rows.len();
                    for row in &rows {
                        findings.push(contradicted(row, &rows, intake));
                    }
                }
            }
        }
        outcome
    }
}

fn replaced(older: &Registration, newer: &Registration, intake: &Intake<'_>) -> Finding {
    let problem = format!(
        "{} asked for {} here, and later for {} ({}): the later one stands",
        name(older, intake),
        wish(older, intake),
        wish(newer, intake),
        newer.source
    );
    about(Finding::warning, older, problem).remedy("nothing to do, unless the later one is a mistake")
}

fn contradicted(row: &Registration, rows: &[Registration], intake: &Intake<'_>) -> Finding {
    let others: Vec<String> = rows
        .iter()
        .filter(|other| other.source != row.source)
        .map(|other| format!("{} at {}{}", wish(other, intake), other.source, by(other)))
        .collect();
    let problem = format!(
        "{} asks for {} here{}, and for {}",
        name(row, intake),
        wish(row, intake),
        by(row),
        others.join(", and for ")
    );
    about(Finding::error, row, problem).remedy("ask the municipality which one is meant, and remove the other row")
}

/// A finding at the row that a registration came from.
fn about(kind: fn(String, String) -> Finding, row: &Registration, problem: String) -> Finding {
    kind(row.source.file.clone(), problem).at(Place { line: row.source.line, column: 1 })
}

fn name(row: &Registration, intake: &Intake<'_>) -> String {
    intake.municipalities.get(row.municipality).map_or_else(|| row.municipality.to_string(), |found| found.name.clone())
}

fn wish(row: &Registration, intake: &Intake<'_>) -> String {
    let dates = row.choices.dates().iter().map(|date| intake.exercise.dates.short(*date));
    dates.collect::<Vec<_>>().join(" or ")
}

fn by(row: &Registration) -> String {
    row.person.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default()
}
