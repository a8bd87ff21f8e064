//! From the spreadsheets a lead is sent to registrations: exact or asked.
//!
//! What can be read in one way only is read; everything else is refused with its place, its value and
//! what to do. This module must never guess, never drop a row without a finding, and never look at
//! what is registered already.

mod batch;
mod headings;
mod row;

use chrono::NaiveDateTime;

use crate::exercise::Exercise;
use crate::findings::Findings;
use crate::municipality::Municipalities;
use crate::sheet::{Row, Sheet};

pub use batch::{Batch, Outcome};

/// What reading a spreadsheet needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Intake<'e> {
    /// The exercise, for its dates.
    pub exercise: &'e Exercise,
    /// Who is invited.
    pub municipalities: &'e Municipalities,
    /// When the spreadsheets are read; local time.
    pub now: NaiveDateTime,
}

impl Intake<'_> {
    /// Reads the bytes of a spreadsheet into a batch. `file` is its name as the lead gave it.
    pub fn read(&self, file: &str, bytes: &[u8], batch: &mut Batch, findings: &mut Findings) {
        let sheet = match Sheet::open(file, bytes) {
            Ok(sheet) => sheet,
            Err(finding) => return findings.push(*finding),
        };
        let mut rows = sheet.rows();
        let mut current = Row::default();
        rows.read(&mut current);
        let Some(columns) = headings::find(file, &current, findings) else { return };
        while rows.read(&mut current) {
            let reading = row::Reading { intake: self, file, row: &current, columns: &columns };
            match reading.registration(findings) {
                Some(registration) => batch.add(registration, self, findings),
                None => batch.refuse(),
            }
        }
    }
}
