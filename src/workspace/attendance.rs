//! Recording who took part on a date.

use std::collections::BTreeSet;

use super::{Failure, Result, Workspace};
use crate::attendance::{Attendance, Attended};
use crate::exercise::DateId;
use crate::municipality::Number;
use crate::words::say;

/// What is recorded of the municipalities that were named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recording {
    TookPart,
    /// They did not take part.
    Absent,
    /// They did not take part; all others that were expected did.
    OthersTookPart,
    /// Nothing any more.
    Forgotten,
}

/// What was recorded anew of one municipality, where it may surprise the lead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Surprise {
    /// It was recorded for another date.
    OtherDate(Number, DateId),
    /// It was not expected on the date.
    Unexpected(Number),
}

impl Workspace {
    /// The municipalities that have a place on a date.
    pub fn expected_on(&self, date: DateId) -> Result<BTreeSet<Number>> {
        let assignments = self.assignments(&self.answers()?)?;
        Ok(assignments.on(date).map(|(number, _)| number).collect())
    }

    /// Records who took part on a date.
    ///
    /// # Errors
    /// When a municipality is to be absent that was not expected, or a table cannot be read or written.
    pub fn record_attendance(
        &self,
        date: DateId,
        recording: Recording,
        named: &BTreeSet<Number>,
    ) -> Result<(Attendance, Vec<Surprise>)> {
        let _lock = self.folder.lock()?;
        let mut attendance = self.attendance()?;
        let surprises = match recording {
            Recording::Forgotten => {
                let recorded: Vec<Number> = attendance.on(date).map(|attended| attended.municipality).collect();
                for number in recorded.into_iter().filter(|number| named.contains(number)) {
                    attendance.remove(number);
                }
                Vec::new()
            }
            Recording::TookPart | Recording::Absent | Recording::OthersTookPart => {
                let expected = self.expected_on(date)?;
                let recorded = self.to_record(date, recording, named, &expected)?;
                recorded.into_iter().filter_map(|attended| insert(&mut attendance, attended, &expected)).collect()
            }
        };
        self.folder.write(&attendance, self.tables())?;
        Ok((attendance, surprises))
    }

    fn to_record(
        &self,
        date: DateId,
        recording: Recording,
        named: &BTreeSet<Number>,
        expected: &BTreeSet<Number>,
    ) -> Result<Vec<Attended>> {
        let took_part = recording == Recording::TookPart;
        if let Some(number) = named.iter().find(|number| !took_part && !expected.contains(number)) {
            let dates = &self.exercise.dates;
            return Err(Failure::from(say!(
                "attendance-cannot-be-absent",
                municipality = self.name(*number),
                date = dates.short(date),
                key = dates.key(date)
            )));
        }
        let others = expected.difference(named).filter(|_| recording == Recording::OthersTookPart);
        let named = named.iter().map(|number| (*number, took_part));
        let recorded = named.chain(others.map(|number| (*number, true)));
        Ok(recorded.map(|(municipality, took_part)| Attended { municipality, date, took_part }).collect())
    }
}

fn insert(attendance: &mut Attendance, attended: Attended, expected: &BTreeSet<Number>) -> Option<Surprise> {
    let former = attendance.insert(attended).filter(|former| former.date != attended.date);
    match former {
        Some(former) => Some(Surprise::OtherDate(attended.municipality, former.date)),
        None if expected.contains(&attended.municipality) => None,
        None => Some(Surprise::Unexpected(attended.municipality)),
    }
}
