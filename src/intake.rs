//! From the spreadsheets a lead is sent to registrations: exact or asked.
//!
//! What can be read in one way only is read; everything else is refused with its place, its value and
//! what to do. No row is dropped without a finding (`reading_never_fails_on_arbitrary_bytes`), and what is registered
//! already is not looked at.
//!
//! A spreadsheet is read row by row, and what a row says is compared with what its municipality said
//! before; only what is new is kept. So memory grows with the municipalities and what they say, not
//! with the rows.

mod batch;
mod candidate;
mod choices;
mod columns;
mod context;
mod problem;
mod row;
mod vocabulary;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::findings::{Finding, Findings, Sentence};
use crate::municipality::Number;
use crate::registration::Answer;
use crate::sheet::{Delimiter, Row, Rows, Sheet};

pub use batch::Batch;
pub(crate) use batch::{Contradiction, Heard, Merged};
pub(crate) use columns::REASON;
pub use context::Intake;

use columns::Columns;
use problem::Problem;
use row::Reader;
use vocabulary::Vocabulary;

/// How a spreadsheet was read, for whoever wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What kind of spreadsheet it is.
    pub kind: Sentence,
    /// The line of its headings, from 1.
    pub heading_line: usize,
    /// What each column that is read holds: heading and field.
    pub columns: Vec<(String, String)>,
}

/// The rows of a spreadsheet that cannot be used.
#[derive(Debug, Default)]
pub struct RefusedRows {
    /// Its headings, without one for the reason.
    pub headings: Vec<String>,
    /// In the order of the spreadsheet.
    pub rows: Vec<RefusedRow>,
}

/// A row that cannot be used.
#[derive(Debug)]
pub struct RefusedRow {
    pub(crate) reasons: Vec<Finding>,
    /// The cells as they were written.
    pub cells: Vec<String>,
}

/// What a municipality has written that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    pub(crate) municipality: Number,
    /// The cells that cannot be read, or answers that contradict each other.
    pub written: Vec<String>,
    /// When it was received, as far as that is known.
    pub received: Option<NaiveDateTime>,
}

/// Where the rows are and what their columns hold.
struct Layout {
    delimiter: Delimiter,
    /// How many rows stand before the headings.
    titles: usize,
    columns: Columns,
    heading_line: usize,
}

impl Intake<'_> {
    /// Reads the bytes of a spreadsheet into a batch. `file` is its name as the lead gave it.
    pub fn read(&self, file: &str, bytes: &[u8], batch: &mut Batch, findings: &mut Findings) -> Option<About> {
        let sheet = Sheet::open(file, bytes, self.sheet, findings)?;
        let layout = self.layout(&sheet, findings)?;
        let mut reader = Reader::new(self, file, sheet.epoch(), &layout.columns);
        let (mut rows, mut row) = at_headings(&sheet, layout.delimiter, layout.titles);
        let mut is_empty = true;
        while rows.read(&mut row) {
            is_empty = false;
            match reader.read(&row, findings) {
                Some(registration) => batch.add(registration, reader.told(), findings),
                None => batch.refuse(),
            }
        }
        if is_empty {
            findings.push(Finding::warning(file, Problem::NoRows { line: layout.heading_line }));
        }
        let kind = sheet.about(layout.delimiter);
        Some(About { kind, heading_line: layout.heading_line, columns: layout.columns.described() })
    }

    /// The rows of a spreadsheet that cannot be used; nothing if it cannot be read at all.
    #[must_use]
    pub fn refused_rows(&self, file: &str, bytes: &[u8], contradictions: &[Contradiction]) -> RefusedRows {
        let mut findings = Findings::new();
        let Some(sheet) = Sheet::open(file, bytes, self.sheet, &mut findings) else { return RefusedRows::default() };
        let Some(layout) = self.layout(&sheet, &mut findings) else { return RefusedRows::default() };
        let mut reader = Reader::new(self, file, sheet.epoch(), &layout.columns);
        let (mut rows, mut row) = at_headings(&sheet, layout.delimiter, layout.titles);
        // A column with reasons is there already where refused rows are refused again.
        let reason_column = layout.columns.reason();
        let written = |row: &Row| -> Vec<String> {
            let cells = row.written().enumerate().filter(|(column, _)| Some(*column) != reason_column);
            cells.map(|(_, cell)| cell.to_owned()).collect()
        };
        let mut refused = RefusedRows { headings: written(&row), rows: Vec::new() };
        while rows.read(&mut row) {
            let mut findings = Findings::new();
            let reasons = match reader.read(&row, &mut findings) {
                None => findings.into_iter().collect(),
                Some(read) => {
                    let contradiction = contradictions.iter().find(|found| found.municipality == read.municipality);
                    contradiction.into_iter().map(|found| found.finding.clone()).collect::<Vec<_>>()
                }
            };
            if !reasons.is_empty() {
                refused.rows.push(RefusedRow { reasons, cells: written(&row) });
            }
        }
        refused
    }

    /// What municipalities have written in a file of refused rows that still cannot be read.
    #[must_use]
    pub fn unreadable(&self, file: &str, bytes: &[u8]) -> Vec<Unreadable> {
        let mut findings = Findings::new();
        let Some(sheet) = Sheet::open(file, bytes, self.sheet, &mut findings) else { return Vec::new() };
        let layout = self.layout(&sheet, &mut findings).filter(|layout| layout.columns.reason().is_some());
        let Some(layout) = layout else { return Vec::new() };
        let mut reader = Reader::new(self, file, sheet.epoch(), &layout.columns);
        let (mut rows, mut row) = at_headings(&sheet, layout.delimiter, layout.titles);
        let mut unreadable = Vec::new();
        // Rows that can be read by themselves are unreadable where they contradict each other.
        let mut answers: BTreeMap<Number, Vec<(Answer, String, Option<NaiveDateTime>)>> = BTreeMap::new();
        while rows.read(&mut row) {
            let mut findings = Findings::new();
            if let Some(registration) = reader.read(&row, &mut findings) {
                let known = answers.entry(registration.municipality).or_default();
                if known.iter().all(|(other, ..)| *other != registration.answer) {
                    known.push((registration.answer, reader.choices_written(&row), registration.received));
                }
            } else if let Some(municipality) = reader.municipality_of(&row) {
                let written: Vec<String> = findings.into_iter().filter_map(|finding| finding.value).collect();
                let written = if written.is_empty() { vec![reader.choices_written(&row)] } else { written };
                unreadable.push(Unreadable { municipality, written, received: reader.received_of(&row) });
            }
        }
        let contradicting = answers.into_iter().filter(|(_, answers)| answers.len() > 1);
        unreadable.extend(contradicting.map(|(municipality, answers)| {
            let received = answers.iter().filter_map(|(_, _, received)| *received).max();
            let written = answers.into_iter().map(|(_, written, _)| written).collect();
            Unreadable { municipality, written, received }
        }));
        unreadable
    }

    /// Finds delimiter and headings: of the first rows, under each delimiter that can be meant, the one
    /// in which the most columns are known.
    fn layout(&self, sheet: &Sheet<'_>, findings: &mut Findings) -> Option<Layout> {
        const ROWS_TO_LOOK_AT: usize = 30;
        let vocabulary = Vocabulary::new(self.exercise);
        let mut best = (0, *sheet.delimiters().first()?, 0);
        for delimiter in sheet.delimiters() {
            let mut rows = sheet.rows(*delimiter);
            let mut row = Row::default();
            let mut titles = 0;
            while titles < ROWS_TO_LOOK_AT && rows.read(&mut row) {
                let known = vocabulary.known(&row);
                if known > best.0 {
                    best = (known, *delimiter, titles);
                }
                titles += 1;
            }
        }
        let (_, delimiter, titles) = best;
        if let Some(finding) = sheet.unclosed_quote(delimiter) {
            findings.push(finding);
            return None;
        }
        let (_, row) = at_headings(sheet, delimiter, titles);
        let columns = columns::find(sheet.file(), &row, &vocabulary, findings)?;
        Some(Layout { delimiter, titles, columns, heading_line: row.line() })
    }
}

/// The heading row of a sheet, which so many rows stand before, and the rows that follow it.
fn at_headings<'s>(sheet: &'s Sheet<'_>, delimiter: Delimiter, titles: usize) -> (Rows<'s>, Row) {
    let (mut rows, mut row) = (sheet.rows(delimiter), Row::default());
    for _ in 0..=titles {
        rows.read(&mut row);
    }
    (rows, row)
}
