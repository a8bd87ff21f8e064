//! The cells of one sheet of a workbook, put into rows.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::budget::Budget;
use super::marks::{Area, Marks};
use crate::sheet::form::FormMarker;
use crate::sheet::limits::{MOST_COLUMNS, MOST_ROWS};
use crate::sheet::problem::Problem;
use crate::sheet::serial::Epoch;
use crate::text::composed;

/// One sheet as texts.
#[derive(Debug, Default)]
pub struct Grid {
    pub sheet: String,
    pub epoch: Epoch,
    pub rows: Vec<GridRow>,
    /// What the workbook says of itself, if it is a registration form of this program.
    pub form: Option<FormMarker>,
}

/// A row that has content.
#[derive(Debug)]
pub struct GridRow {
    /// The row of the sheet, from 1.
    pub line: usize,
    pub cells: Vec<String>,
}

/// What a row takes besides its cells.
const BYTES_OF_A_ROW: usize = 48;

/// Puts cells into rows, wherever they come from; empty ones take no place.
pub struct GridBuilder {
    sheet: String,
    epoch: Epoch,
    rows: BTreeMap<usize, Vec<String>>,
    budget: Budget,
    pub form: Option<FormMarker>,
}

impl GridBuilder {
    pub fn new(sheet: &str, epoch: Epoch, budget: Budget) -> GridBuilder {
        GridBuilder { sheet: sheet.to_owned(), epoch, rows: BTreeMap::new(), budget, form: None }
    }

    pub fn put(&mut self, row: usize, column: usize, text: String) -> Result<(), Problem> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS {
            return Err(Problem::WorkbookTooLong { most: MOST_ROWS });
        }
        if column >= MOST_COLUMNS {
            return Err(Problem::WorkbookTooWide { most: MOST_COLUMNS, row: row + 1 });
        }
        let known = self.rows.get(&row).map_or(0, Vec::len);
        let row_of_its_own = if known == 0 { BYTES_OF_A_ROW } else { 0 };
        // One long text can be named by a million cells.
        let cells = (column + 1).saturating_sub(known) * size_of::<String>();
        self.budget.take((row_of_its_own + cells + text.len()) as u64)?;
        let cells = self.rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = composed(text.into()).into_owned();
        Ok(())
    }

    /// Puts in what the sheet says beside the values: merged cells, and formulas whose value is not stored.
    pub fn apply(&mut self, marks: &Marks) -> Result<(), Problem> {
        for (row, column, formula) in &marks.formulas {
            if *column < MOST_COLUMNS && self.text(*row, *column).is_empty() {
                self.put(*row, *column, format!("={formula}"))?;
            }
        }
        marks.merges.iter().try_for_each(|area| self.fill(area))
    }

    /// Repeats the text of a merged cell in all that it covers. A title over the columns of a table stays one, and rows
    /// without a cell of their own stay empty.
    fn fill(&mut self, area: &Area) -> Result<(), Problem> {
        let text = self.text(area.top, area.left).to_owned();
        if text.is_empty() || area.top > area.bottom || area.left > area.right {
            return Ok(());
        }
        let rows: Vec<usize> = self.rows.range(area.top..=area.bottom).map(|(row, _)| *row).collect();
        for row in rows {
            // Looking at a row costs as much as filling it: many areas can cover the same rows.
            self.budget.take((self.rows.get(&row).map_or(0, Vec::len) * size_of::<String>()) as u64)?;
            let is_title = !self.has_content_outside(row, area);
            let right = if is_title { area.left } else { area.right.min(MOST_COLUMNS - 1) };
            for column in area.left..=right {
                self.budget.take(size_of::<String>() as u64)?;
                self.put(row, column, text.clone())?;
            }
        }
        Ok(())
    }

    fn has_content_outside(&self, row: usize, area: &Area) -> bool {
        let cells = self.rows.get(&row).into_iter().flatten().enumerate();
        cells.into_iter().any(|(column, cell)| !cell.is_empty() && !(area.left..=area.right).contains(&column))
    }

    /// The text of a cell; empty where there is none.
    pub fn text(&self, row: usize, column: usize) -> &str {
        self.rows.get(&row).and_then(|cells| cells.get(column)).map_or("", String::as_str)
    }

    /// The rows between two that have content.
    pub fn rows_within(&self, rows: RangeInclusive<usize>) -> impl Iterator<Item = usize> {
        let (first, last) = rows.into_inner();
        self.rows.range(first..=last.max(first)).map(|(row, _)| *row)
    }

    /// The columns that have something in them.
    pub fn columns(&self) -> BTreeSet<usize> {
        let cells = self.rows.values().flat_map(|cells| cells.iter().enumerate());
        cells.filter(|(_, cell)| !cell.is_empty()).map(|(column, _)| column).collect()
    }

    /// The cells of a column that have something in them.
    pub fn column(&self, column: usize) -> Vec<String> {
        let cells = self.rows.values().filter_map(|cells| cells.get(column));
        cells.filter(|cell| !cell.is_empty()).cloned().collect()
    }

    pub fn finish(self) -> Grid {
        let rows = self.rows.into_iter().map(|(row, cells)| GridRow { line: row + 1, cells }).collect();
        Grid { sheet: self.sheet, epoch: self.epoch, rows, form: self.form }
    }
}
