//! What is recorded of who took part on a date, of those that were expected and of all others.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Result, Workspace};
use crate::attendance::{Attendance, Attended};
use crate::exercise::DateId;
use crate::findings::Sentence;
use crate::municipality::Number;
use crate::words::{Words, say};

/// Who took part on a date.
#[derive(Debug, Serialize)]
pub struct AttendanceOn {
    pub date: String,
    #[serde(skip)]
    pub in_full: String,
    pub municipalities: Vec<AttendanceRow>,
    pub expected: usize,
    /// Whether expected or not.
    pub took_part: usize,
    pub not_recorded: usize,
    /// Of all that were counted.
    pub head_count: u32,
    /// Those that took part without being expected.
    #[serde(skip)]
    pub unexpected: usize,
}

/// What is recorded of a municipality.
#[derive(Debug, Serialize)]
pub struct AttendanceRow {
    pub number: String,
    pub municipality: String,
    pub expected: bool,
    /// None if it is not recorded.
    pub took_part: Option<bool>,
    /// None if nobody counted.
    pub head_count: Option<u32>,
    #[serde(skip)]
    words: Words,
}

impl Workspace {
    /// Who took part on a date, as it is recorded.
    pub fn attendance_on(&self, date: DateId, attendance: &Attendance, words: Words) -> Result<AttendanceOn> {
        let expected = self.expected_on(date)?;
        let recorded = |number: Number| attendance.get(number).filter(|attended| attended.date == date);
        let present = attendance.on(date).map(|attended| attended.municipality);
        let all: BTreeSet<Number> = expected.iter().copied().chain(present).collect();
        let row = |number: &Number| AttendanceRow {
            number: number.to_string(),
            municipality: self.name(*number),
            expected: expected.contains(number),
            took_part: recorded(*number).map(|attended| attended.took_part),
            head_count: recorded(*number).and_then(|attended| attended.head_count),
            words,
        };
        let rows: Vec<AttendanceRow> = all.iter().map(row).collect();
        let took_part = |row: &&AttendanceRow| row.took_part == Some(true);
        Ok(AttendanceOn {
            date: self.exercise.dates.key(date).to_owned(),
            in_full: self.exercise.dates.get(date).in_full(),
            expected: expected.len(),
            took_part: rows.iter().filter(took_part).count(),
            not_recorded: rows.iter().filter(|row| row.took_part.is_none()).count(),
            head_count: rows.iter().filter_map(|row| row.head_count).fold(0, u32::saturating_add),
            unexpected: rows.iter().filter(took_part).filter(|row| !row.expected).count(),
            municipalities: rows,
        })
    }
}

impl AttendanceRow {
    /// Its name, whether it took part, how many people came, and a note.
    #[must_use]
    pub fn cells(&self) -> [String; 4] {
        let took_part = self.took_part.map_or_else(|| say!("attendance-not-recorded"), Attended::whether);
        let note = if self.expected { Sentence::empty() } else { say!("attendance-not-expected") };
        let head_count = self.head_count.map(|number| number.to_string()).unwrap_or_default();
        [self.municipality.clone(), self.words.say(&took_part), head_count, self.words.say(&note)]
    }
}
