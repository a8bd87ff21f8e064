//! What a sheet of an ods says beside its values (OpenDocument 1.3, part 3, section 9).

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use super::marks::{Area, Marks};
use super::part::{archive, attribute, number, walk};
use crate::sheet::limits::MOST_COLUMNS;
use crate::sheet::problem::Problem;

pub fn marks(bytes: &[u8], sheet: &str) -> Result<Marks, Problem> {
    let mut walker = Walker { sheet: sheet.to_owned(), ..Walker::default() };
    walk(&mut archive(bytes)?, "content.xml", |event| walker.visit(event))?;
    Ok(walker.marks)
}

/// Walks over the content of the workbook.
#[derive(Default)]
struct Walker {
    sheet: String,
    is_in_sheet: bool,
    is_in_note: bool,
    /// The name of the style that is being described, and of those that strike out.
    style: String,
    struck: HashSet<String>,
    /// The styles of columns that strike out what says nothing else.
    columns: Vec<bool>,
    marks: Marks,
    row: usize,
    rows: usize,
    column: usize,
    cell: Cell,
}

/// The cell that is being read.
#[derive(Default)]
struct Cell {
    columns: usize,
    is_struck: bool,
    /// A formula that says nothing of its value.
    formula: Option<String>,
    has_text: bool,
    has_note: bool,
}

impl Walker {
    fn visit(&mut self, event: &Event<'_>) -> Result<(), Problem> {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::Text(text) if !text.trim().is_empty() && !self.is_in_note => self.cell.has_text = true,
            Event::End(tag) => match tag.name().as_ref() {
                "table:table" => self.is_in_sheet = false,
                "office:annotation" => self.is_in_note = false,
                "table:table-row" => self.row = self.row.saturating_add(self.rows),
                "table:table-cell" | "table:covered-table-cell" if self.is_in_sheet => return self.end_of_cell(),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        match tag.name().as_ref() {
            "style:style" => self.style = attribute(tag, "name").unwrap_or_default(),
            "style:text-properties" => {
                let line = attribute(tag, "text-line-through-style").or(attribute(tag, "text-line-through-type"));
                if line.is_some_and(|line| line != "none") {
                    self.struck.insert(std::mem::take(&mut self.style));
                }
            }
            "table:table" => {
                self.is_in_sheet = attribute(tag, "name").as_ref() == Some(&self.sheet);
                (self.row, self.column) = (0, 0);
            }
            _ if !self.is_in_sheet => {}
            "table:table-column" => self.column_of(tag),
            "table:table-row" => {
                (self.rows, self.column) = (number(tag, "number-rows-repeated").unwrap_or(1), 0);
                if is_hidden(tag) {
                    self.marks.hidden_rows.push(self.row..=self.row.saturating_add(self.rows.saturating_sub(1)));
                }
            }
            "table:table-cell" | "table:covered-table-cell" => self.start_of_cell(tag),
            "office:annotation" => (self.cell.has_note, self.is_in_note) = (true, true),
            "text:span" if !self.is_in_note => self.cell.is_struck |= self.strikes(tag, "style-name"),
            _ => {}
        }
    }

    fn strikes(&self, tag: &BytesStart<'_>, name: &str) -> bool {
        attribute(tag, name).is_some_and(|style| self.struck.contains(&style))
    }

    fn column_of(&mut self, tag: &BytesStart<'_>) {
        let columns = number(tag, "number-columns-repeated").unwrap_or(1);
        let last = self.column.saturating_add(columns.saturating_sub(1));
        if is_hidden(tag) {
            self.marks.hidden_columns.push(self.column..=last);
        }
        self.column = last.saturating_add(1);
        let is_struck = self.strikes(tag, "default-cell-style-name");
        self.columns.resize(self.column.min(MOST_COLUMNS), is_struck);
    }

    fn start_of_cell(&mut self, tag: &BytesStart<'_>) {
        let columns = number(tag, "number-columns-repeated").unwrap_or(1);
        let is_struck = match attribute(tag, "style-name") {
            Some(style) => self.struck.contains(&style),
            None => self.columns.get(self.column).copied().unwrap_or_default(),
        };
        let formula = attribute(tag, "formula").filter(|_| attribute(tag, "value-type").is_none());
        let formula = formula.map(|formula| formula.trim_start_matches("of:").trim_start_matches('=').to_owned());
        self.cell = Cell { columns, is_struck, formula, ..Cell::default() };
        let span = |name| number(tag, name).unwrap_or(1).max(1);
        let (right, below) = (span("number-columns-spanned"), span("number-rows-spanned"));
        if right > 1 || below > 1 {
            let (top, left) = (self.row, self.column);
            let (bottom, right) = (top.saturating_add(below - 1), left.saturating_add(right - 1));
            self.marks.merges.push(Area { top, left, bottom, right });
        }
    }

    fn end_of_cell(&mut self) -> Result<(), Problem> {
        let cell = std::mem::take(&mut self.cell);
        let (row, column) = (self.row, self.column);
        self.column = column.saturating_add(cell.columns);
        if let Some(formula) = cell.formula.as_ref().filter(|_| !cell.has_text) {
            let columns = column..self.column.min(MOST_COLUMNS);
            // Without any column, there may be rows without end.
            let rows = if columns.is_empty() { row..row } else { row..row.saturating_add(self.rows) };
            for row in rows {
                columns.clone().try_for_each(|column| self.marks.add_formula(row, column, formula))?;
            }
        }
        // Of a cell that is repeated without end, one is enough.
        if cell.is_struck && cell.has_text {
            self.marks.struck.push((row, column));
        }
        if cell.has_note {
            self.marks.notes.push((row, column));
        }
        Ok(())
    }
}

/// Hidden by hand or by a filter.
fn is_hidden(tag: &BytesStart<'_>) -> bool {
    attribute(tag, "visibility").is_some_and(|visibility| matches!(visibility.as_str(), "collapse" | "filter"))
}
