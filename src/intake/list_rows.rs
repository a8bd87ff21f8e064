//! The rows of one list, read ahead: from below its headings to those of the next list, without the titles of that one.

use std::collections::VecDeque;
use std::thread::Scope;

use super::context::Intake;
use super::known_cells::KnownCells;
use super::vocabulary::Vocabulary;
use crate::sheet::{Epoch, Row, Rows};

/// More lines than this above headings are no titles.
pub const MOST_TITLES: usize = 5;

/// The rows of a list that are left, without those that are not read because they are too wide or too long.
pub struct ListRows<'l> {
    rows: Rows<'l>,
    vocabulary: &'l Vocabulary<'l>,
    intake: &'l Intake<'l>,
    epoch: Epoch,
    /// Cells that ask for nothing: without them an import of a million rows takes four times as long (docs/benchmarks.md).
    no_headings: KnownCells<()>,
    /// Rows that have been read and turned out to be no titles.
    waiting: VecDeque<Row>,
    has_ended: bool,
    /// The line after the last row that was read.
    next_line: Option<usize>,
}

impl<'l> ListRows<'l> {
    /// Those of the list whose headings come before these rows.
    pub fn new(rows: Rows<'l>, vocabulary: &'l Vocabulary<'l>, intake: &'l Intake<'l>, epoch: Epoch) -> ListRows<'l> {
        ListRows {
            rows,
            vocabulary,
            intake,
            epoch,
            no_headings: KnownCells::default(),
            waiting: VecDeque::new(),
            has_ended: false,
            next_line: None,
        }
    }

    /// The same rows once more.
    pub fn again(&self) -> ListRows<'l> {
        ListRows { rows: self.rows.ahead(), waiting: self.waiting.clone(), no_headings: KnownCells::default(), ..*self }
    }

    /// The same rows; those of a long text are told apart by a thread of their own.
    pub fn read_ahead<'scope>(self, scope: &'scope Scope<'scope, '_>) -> ListRows<'l>
    where
        'l: 'scope,
    {
        ListRows { rows: self.rows.read_ahead(scope), ..self }
    }

    /// Reads the next row into `row`; false at the end of the list.
    pub fn read(&mut self, row: &mut Row) -> bool {
        // Only headings below them can say that rows are titles.
        let mut held = VecDeque::new();
        while self.waiting.is_empty() && !self.has_ended {
            if !self.rows.read(row) {
                self.has_ended = true;
                self.waiting.append(&mut held);
                break;
            }
            let is_apart = self.next_line.is_some_and(|next| row.line() > next);
            self.next_line = Some(row.line() + row.line_breaks() + 1);
            if !row.is_within_limits() {
                self.waiting.append(&mut held);
            } else if self.asks(row) {
                self.has_ended = true;
            } else if (is_apart || !held.is_empty())
                && held.len() < MOST_TITLES
                && can_be_title(row, self.intake, self.epoch)
            {
                held.push_back(row.clone());
            } else if held.is_empty() {
                return true;
            } else {
                self.waiting.append(&mut held);
                self.waiting.push_back(row.clone());
            }
        }
        self.waiting.pop_front().map(|next| *row = next).is_some()
    }
}

impl ListRows<'_> {
    /// Whether a row is the headings of a list: most rows are not looked at as a whole.
    fn asks(&mut self, row: &Row) -> bool {
        // So many different cells are kept.
        const MOST: usize = 10_000;
        for cell in row.cells() {
            let has_letters = cell.bytes().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii());
            if !has_letters || self.no_headings.contains_key(cell) {
                continue;
            }
            if self.vocabulary.can_ask(cell) {
                return self.vocabulary.as_headings(row, self.intake).asks;
            }
            if self.no_headings.len() < MOST {
                self.no_headings.insert(cell.to_owned(), ());
            }
        }
        false
    }
}

/// A title is one text that names neither a municipality nor a date.
pub fn can_be_title(row: &Row, intake: &Intake<'_>, epoch: Epoch) -> bool {
    row.is_within_limits()
        && only_text(row).is_some_and(|only| {
            !intake.names_municipality(only) && intake.exercise.dates.find_since(only, epoch).is_err()
        })
}

/// The text of a row in which there is only one, in one cell or in a merged one.
pub fn only_text(row: &Row) -> Option<&str> {
    let mut cells = row.cells().filter(|cell| !cell.is_empty());
    let first = cells.next()?;
    cells.all(|cell| cell == first).then_some(first)
}
