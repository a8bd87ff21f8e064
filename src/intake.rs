//! From the spreadsheets a lead is sent to registrations: exact or asked.
//!
//! What can be read in one way only is read; everything else is refused with its place, its value and
//! what to do. No row is dropped without a finding (`reading_never_fails_on_arbitrary_bytes`), and what is registered
//! already is not looked at.
//!
//! A spreadsheet is read row by row, and what a row says is compared with what its municipality said
//! before; only what is new is kept. So memory grows with the municipalities and what they say, not
//! with the rows.

mod attendance;
mod batch;
mod candidate;
mod choices;
mod columns;
mod context;
mod form;
mod heading_row;
mod known_cells;
mod list_rows;
mod lists;
mod problem;
mod profile;
mod ranking;
mod received;
mod remedy;
mod row;
mod settled;
mod spellings;
mod times;
mod two_ways;
mod unread;
mod variant;
mod vocabulary;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::findings::{Finding, Findings, Sentence, Severity};
use crate::municipality::Number;
use crate::registration::Answer;
use crate::sheet::{Row, Sheet};

pub(crate) use attendance::{AttendanceLists, AttendanceSaid, Seen};
pub use batch::Batch;
pub(crate) use batch::{Contradiction, Heard, Merged};
pub(crate) use columns::REASON;
pub use context::Intake;
pub use lists::Lines;

use lists::{Event, Lists, Told};
use problem::Problem;
use two_ways::told_apart;

/// How a spreadsheet was read, for whoever wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What kind of spreadsheet it is.
    pub kind: Sentence,
    /// Its lists, in the order of the sheet; one without columns cannot be read.
    pub lists: Vec<AboutList>,
    /// What its lines are.
    pub lines: Lines,
    /// Whether it is a registration form, whose titles are printed in it.
    pub(crate) is_form: bool,
}

impl About {
    /// Whether it is one list without titles, or a form as it was handed out.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.lists.len() == 1 && (self.lines.titles == 0 || self.is_form)
    }
}

/// How a list was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AboutList {
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
    /// The headings that it stands below, if they are others than those of the row before it.
    pub(crate) headings: Option<Vec<String>>,
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

impl Intake<'_> {
    /// Reads the bytes of a spreadsheet into a batch. `file` is its name as the lead gave it.
    pub fn read(&self, file: &str, bytes: &[u8], batch: &mut Batch<'_>, findings: &mut Findings) -> Option<About> {
        let sheet = Sheet::open(file, bytes, self.sheet, findings)?;
        let lists = Lists::find(&sheet, self, findings)?;
        let mut told_apart = told_apart(self, &sheet, batch);
        let mut about = Vec::new();
        let lines = lists.walk(|event| match event {
            Event::Headings { row, columns, found } => {
                let columns = columns.map(columns::Columns::described).unwrap_or_default();
                about.push(AboutList { heading_line: row.line(), columns });
                findings.extend(found);
            }
            Event::Title { found } => findings.extend(found),
            Event::End(why) => findings.push_last(why),
            Event::Row(told) => match (told.registration, told_apart.remove(&told.row.line())) {
                (None, Some(reading)) => batch.add_told_apart(reading),
                (registration, _) => {
                    findings.extend(told.found);
                    match registration {
                        Some(registration) => batch.add(registration, told.reader.told()),
                        None => batch.refuse(),
                    }
                }
            },
        });
        if lines.rows == 0 {
            let line = lists.heading_line;
            let problem = if sheet.form().is_some() { Problem::EmptyForm { line } } else { Problem::NoRows { line } };
            findings.push(Finding::warning(file, problem));
        }
        Some(About { kind: sheet.about(lists.delimiter), lists: about, lines, is_form: sheet.form().is_some() })
    }

    /// The rows of a spreadsheet that cannot be used; nothing if it cannot be read at all.
    #[must_use]
    pub fn refused_rows(&self, file: &str, bytes: &[u8], merged: &Merged) -> RefusedRows {
        let mut findings = Findings::new();
        let Some(sheet) = Sheet::open(file, bytes, self.sheet, &mut findings) else { return RefusedRows::default() };
        let Some(lists) = Lists::find(&sheet, self, &mut findings) else { return RefusedRows::default() };
        let mut refused = RefusedRows::default();
        let (mut headings, mut reason_column) = (Vec::new(), None);
        let mut last_headings: Option<Vec<String>> = None;
        lists.walk(|event| match event {
            Event::Headings { row, .. } => {
                // A column with reasons is there already where refused rows are refused again.
                reason_column = columns::reason(row);
                headings = written(row, reason_column);
            }
            Event::Title { .. } | Event::End(_) => {}
            Event::Row(told) => {
                let reasons = reasons(&told, &merged.contradictions);
                let is_read = || merged.told_apart.iter().any(|row| row.file == file && row.line == told.row.line());
                if reasons.is_empty() || told.registration.is_none() && is_read() {
                    return;
                }
                if refused.rows.is_empty() {
                    refused.headings.clone_from(&headings);
                }
                let is_same = *last_headings.get_or_insert_with(|| headings.clone()) == headings;
                if !is_same {
                    last_headings = Some(headings.clone());
                }
                let headings = (!is_same).then(|| headings.clone());
                refused.rows.push(RefusedRow { headings, reasons, cells: written(told.row, reason_column) });
            }
        });
        refused
    }

    /// What municipalities have written in a file of refused rows that still cannot be read.
    #[must_use]
    pub fn unreadable(&self, file: &str, bytes: &[u8]) -> Vec<Unreadable> {
        let mut findings = Findings::new();
        let Some(sheet) = Sheet::open(file, bytes, self.sheet, &mut findings) else { return Vec::new() };
        let Some(lists) = Lists::find(&sheet, self, &mut findings) else { return Vec::new() };
        let mut unreadable = Vec::new();
        // Rows that can be read by themselves are unreadable where they contradict each other.
        let mut answers: BTreeMap<Number, Vec<(Answer, String, Option<NaiveDateTime>)>> = BTreeMap::new();
        let mut is_of_refused = false;
        lists.walk(|event| match event {
            Event::Headings { row, .. } => is_of_refused = columns::reason(row).is_some(),
            Event::Title { .. } | Event::End(_) => {}
            Event::Row(_) if !is_of_refused => {}
            Event::Row(Told { row, reader, registration: Some(registration), .. }) => {
                let known = answers.entry(registration.municipality).or_default();
                if known.iter().all(|(other, ..)| *other != registration.answer) {
                    known.push((registration.answer, reader.choices_written(row), registration.received));
                }
            }
            Event::Row(Told { row, reader, found, .. }) => {
                let Some(municipality) = reader.municipality_of(row) else { return };
                let written: Vec<String> = errors(found).filter_map(|finding| finding.value).collect();
                let written = if written.is_empty() { vec![reader.choices_written(row)] } else { written };
                unreadable.push(Unreadable { municipality, written, received: reader.received_of(row) });
            }
        });
        let contradicting = answers.into_iter().filter(|(_, answers)| answers.len() > 1);
        unreadable.extend(contradicting.map(|(municipality, answers)| {
            let received = answers.iter().filter_map(|(_, _, received)| *received).max();
            let written = answers.into_iter().map(|(_, written, _)| written).collect();
            Unreadable { municipality, written, received }
        }));
        unreadable
    }
}

/// The cells of a row as they were written, without the reason why it was refused before.
fn written(row: &Row, reason_column: Option<usize>) -> Vec<String> {
    let cells = row.written().enumerate().filter(|(column, _)| Some(*column) != reason_column);
    cells.map(|(_, cell)| cell.to_owned()).collect()
}

/// Those of a row's findings for which it is refused.
fn errors(found: Findings) -> impl Iterator<Item = Finding> {
    found.into_iter().filter(|finding| finding.severity == Severity::Error)
}

/// So many mistakes in the headings are written beside each row below them.
const MOST_REASONS: usize = 5;

/// Why a row cannot be used; nothing if it can.
fn reasons(told: &Told<'_, '_>, contradictions: &[Contradiction]) -> Vec<Finding> {
    match &told.registration {
        // They are told once for all; a million rows do not have each of them.
        None if !told.of_headings.is_empty() => told.of_headings.iter().take(MOST_REASONS).cloned().collect(),
        None => errors(told.found.clone()).collect(),
        Some(read) => {
            let contradiction = contradictions.iter().find(|found| found.municipality == read.municipality);
            contradiction.into_iter().map(|found| found.finding.clone()).collect()
        }
    }
}
