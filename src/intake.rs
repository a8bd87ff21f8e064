//! From the spreadsheets a lead is sent to registrations: exact or asked.
//!
//! What can be read in one way only is read; everything else is refused with its place, its value and
//! what to do. This module must never guess, never drop a row without a finding, and never look at
//! what is registered already.
//!
//! A spreadsheet is read row by row, and what a row says is compared with what its municipality said
//! before; only what is new is kept. So memory grows with the municipalities and what they say, not
//! with the rows.

mod answer;
mod batch;
mod headings;
mod row;
mod vocabulary;

use std::collections::BTreeMap;

use chrono::NaiveDateTime;

use crate::exercise::Exercise;
use crate::findings::{Finding, Findings};
use crate::municipality::{Municipalities, Number};
use crate::registration::{Answer, Source};
use crate::sheet::{Delimiter, Row, Rows, Sheet};

pub use batch::{Batch, Outcome};

use headings::Columns;
use row::Reader;
use vocabulary::Vocabulary;

/// What reading a spreadsheet needs to know.
#[derive(Debug, Clone, Copy)]
pub struct Intake<'e> {
    /// The exercise, for its dates.
    pub exercise: &'e Exercise,
    /// Who is invited.
    pub municipalities: &'e Municipalities,
    /// When the spreadsheets are read; local time.
    pub now: NaiveDateTime,
    /// The sheet of a workbook that is meant, if one was named.
    pub sheet: Option<&'e str>,
    /// Rows that the lead has chosen where a municipality contradicts itself.
    pub take: &'e [Source],
}

/// How a spreadsheet was read, for whoever wants to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What kind of spreadsheet it is.
    pub kind: String,
    /// The line of its headings, from 1.
    pub heading_line: usize,
    /// What each column that is read holds: heading and field.
    pub columns: Vec<(String, String)>,
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
                Some(heard) => batch.add(&heard, &reader, findings),
                None => batch.refuse(),
            }
        }
        if is_empty {
            findings.push(
                Finding::warning(file, format!("there is no row below the headings on line {}", layout.heading_line))
                    .remedy("look whether this is the file that was meant"),
            );
        }
        let kind = format!("{}, divided by {}", sheet.about(), layout.delimiter);
        Some(About { kind, heading_line: layout.heading_line, columns: layout.columns.described() })
    }

    /// The rows of a spreadsheet that cannot be used, as they were written, each after the reason;
    /// headings first. `torn` are the municipalities that contradict themselves.
    #[must_use]
    pub fn refused_rows(&self, file: &str, bytes: &[u8], torn: &[(Number, String)]) -> Vec<Vec<String>> {
        let mut findings = Findings::new();
        let Some(sheet) = Sheet::open(file, bytes, self.sheet, &mut findings) else { return Vec::new() };
        let Some(layout) = self.layout(&sheet, &mut findings) else { return Vec::new() };
        let mut reader = Reader::new(self, file, sheet.epoch(), &layout.columns);
        let (mut rows, mut row) = at_headings(&sheet, layout.delimiter, layout.titles);
        // A column that says why is there already where refused rows are refused again.
        let why_column = layout.columns.why();
        let copied = |why: &str, row: &Row| {
            let cells = row.written().enumerate().filter(|(column, _)| Some(*column) != why_column);
            std::iter::once(why.to_owned()).chain(cells.map(|(_, cell)| cell.to_owned())).collect()
        };
        let mut refused: Vec<Vec<String>> = vec![copied(headings::WHY, &row)];
        while rows.read(&mut row) {
            let mut findings = Findings::new();
            let why = match reader.read(&row, &mut findings) {
                None => findings
                    .into_iter()
                    .map(|finding| crate::words::Words::of(crate::language::Language::En).finding(&finding).problem)
                    .collect::<Vec<_>>()
                    .join("; "),
                Some(heard) => match torn.iter().find(|(municipality, _)| *municipality == heard.municipality) {
                    Some((_, why)) => why.clone(),
                    None => continue,
                },
            };
            refused.push(copied(&why, &row));
        }
        refused
    }

    /// What municipalities have written in a file of refused rows that still cannot be read, in the words of its cells;
    /// and when it was received, as far as that is told.
    #[must_use]
    pub fn unclear(&self, file: &str, bytes: &[u8]) -> Vec<(Number, Vec<String>, Option<NaiveDateTime>)> {
        let mut findings = Findings::new();
        let Some(sheet) = Sheet::open(file, bytes, self.sheet, &mut findings) else { return Vec::new() };
        let layout = self.layout(&sheet, &mut findings).filter(|layout| layout.columns.why().is_some());
        let Some(layout) = layout else { return Vec::new() };
        let mut reader = Reader::new(self, file, sheet.epoch(), &layout.columns);
        let (mut rows, mut row) = at_headings(&sheet, layout.delimiter, layout.titles);
        let mut unclear = Vec::new();
        // Of rows that can be read by themselves, those are unclear that contradict each other.
        let mut answers: BTreeMap<Number, Vec<(Answer, String, Option<NaiveDateTime>)>> = BTreeMap::new();
        while rows.read(&mut row) {
            let mut findings = Findings::new();
            let heard =
                reader.read(&row, &mut findings).map(|heard| (heard.municipality, heard.answer, heard.received));
            if let Some((municipality, answer, received)) = heard {
                let written = reader.choices_written(&row);
                let known = answers.entry(municipality).or_default();
                if known.iter().all(|(other, ..)| *other != answer) {
                    known.push((answer, written, received));
                }
            } else if let Some(municipality) = reader.municipality_of(&row) {
                let values: Vec<String> = findings.into_iter().filter_map(|finding| finding.value).collect();
                let values = if values.is_empty() { vec![reader.choices_written(&row)] } else { values };
                unclear.push((municipality, values, reader.received_of(&row)));
            }
        }
        let torn = answers.into_iter().filter(|(_, answers)| answers.len() > 1);
        unclear.extend(torn.map(|(municipality, answers)| {
            let received = answers.iter().filter_map(|(_, _, received)| *received).max();
            (municipality, answers.into_iter().map(|(_, written, _)| written).collect(), received)
        }));
        unclear
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
        let (_, row) = at_headings(sheet, delimiter, titles);
        let columns = headings::find(sheet.file(), &row, &vocabulary, findings)?;
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
