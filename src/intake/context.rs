//! What reading a spreadsheet needs to know.

use chrono::NaiveDateTime;

use crate::exercise::Exercise;
use crate::municipality::{Municipalities, Number};
use crate::registration::Source;

/// What reading a spreadsheet needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Intake<'e> {
    /// The exercise, for its dates.
    pub exercise: &'e Exercise,
    /// Those who are invited: rows of others are refused.
    pub municipalities: &'e Municipalities,
    /// When the spreadsheets are read; local time.
    pub now: NaiveDateTime,
    /// The sheet of a workbook that is meant, if one was named.
    pub sheet: Option<&'e str>,
    /// Rows that the lead has chosen where a municipality contradicts itself.
    pub take: &'e [Source],
}

impl Intake<'_> {
    /// The name of a municipality.
    pub(super) fn name(&self, municipality: Number) -> String {
        let found = self.municipalities.get(municipality);
        found.map_or_else(|| municipality.to_string(), |found| found.name.clone())
    }

    /// Whether a cell of which nobody says what it holds names one of those invited. A year is not taken for a number that a
    /// municipality had before: Lebesby was 2022.
    pub(super) fn names_municipality(&self, written: &str) -> bool {
        let is_year = || written.parse::<u32>().is_ok_and(|year| (1990..2050).contains(&year));
        self.municipalities.look_up(written).is_ok_and(|(_, reading)| reading.is_none() || !is_year())
    }
}
