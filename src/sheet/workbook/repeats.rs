//! How much an ods comes to once everything that it repeats is written out.
//!
//! It says "the same again, so many times" of cells and rows, and the library that reads it writes them all out, with
//! the empty ones between two that have content. So that is added up before it is read.

use quick_xml::events::{BytesStart, Event};

use super::budget::Budget;
use super::part::{archive, number, walk};
use crate::sheet::limits::MOST_ROWS;
use crate::sheet::problem::Problem;

/// What the library keeps of a cell with something in it.
const BYTES_OF_A_CELL: u64 = 32;

/// What it keeps besides of each place of the area of a sheet: a value and a formula.
const BYTES_OF_A_PLACE: u64 = 56;

/// Refuses a workbook that comes to more than is read.
pub fn measure(bytes: &[u8], budget: &mut Budget) -> Result<(), Problem> {
    let mut measure = Measure { budget: *budget, ..Measure::default() };
    walk(&mut archive(bytes)?, "content.xml", |event| measure.visit(event))?;
    budget.take(measure.bytes())
}

#[derive(Default)]
struct Measure {
    budget: Budget,
    /// The bytes of all cells that have content, as often as they are repeated.
    content: u64,
    /// The bytes of the areas of former sheets that reach from the first cell with content to the last.
    areas: u64,
    sheet: Area,
    row: Row,
    cell: Cell,
}

/// Of a sheet: the rows so far, the first and the last with content, and how far these reach to the right.
#[derive(Default)]
struct Area {
    rows: u64,
    first: Option<u64>,
    last: u64,
    right: u64,
}

impl Area {
    fn bytes(&self) -> u64 {
        let rows = self.last.saturating_sub(self.first.unwrap_or_default());
        rows.saturating_mul(self.right).saturating_mul(BYTES_OF_A_PLACE)
    }
}

#[derive(Default)]
struct Row {
    repeats: u64,
    columns: u64,
    bytes: u64,
    right: u64,
}

#[derive(Default)]
struct Cell {
    repeats: u64,
    bytes: u64,
    has_content: bool,
}

impl Measure {
    fn visit(&mut self, event: &Event<'_>) -> Result<(), Problem> {
        match event {
            Event::Start(tag) => match tag.name().as_ref() {
                "table:table-row" => self.row = Row { repeats: repeats(tag, "number-rows-repeated"), ..Row::default() },
                name if is_cell(name) => self.start_of_cell(tag),
                // So many blanks in a row.
                "text:s" => self.add_text(number(tag, "c").unwrap_or(1) as u64),
                "text:tab" | "text:line-break" => self.add_text(1),
                _ => {}
            },
            Event::Text(text) => {
                self.add_text(text.len() as u64);
            }
            Event::End(tag) => match tag.name().as_ref() {
                "table:table" => self.areas = self.areas.saturating_add(std::mem::take(&mut self.sheet).bytes()),
                "table:table-row" => return self.end_of_row(),
                name if is_cell(name) => self.end_of_cell(),
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn add_text(&mut self, bytes: u64) {
        self.cell.bytes = self.cell.bytes.saturating_add(bytes);
        self.cell.has_content |= bytes > 0;
    }

    /// Of all sheets up to here.
    fn bytes(&self) -> u64 {
        self.content.saturating_add(self.areas).saturating_add(self.sheet.bytes())
    }

    fn start_of_cell(&mut self, tag: &BytesStart<'_>) {
        let says = |name: &str| tag.attributes().flatten().any(|found| found.key.local_name().as_ref() == name);
        self.cell = Cell {
            repeats: repeats(tag, "number-columns-repeated"),
            bytes: BYTES_OF_A_CELL + tag.len() as u64,
            has_content: says("value-type") || says("formula"),
        };
    }

    fn end_of_cell(&mut self) {
        let cell = std::mem::take(&mut self.cell);
        self.row.columns = self.row.columns.saturating_add(cell.repeats);
        if cell.has_content {
            self.row.bytes = self.row.bytes.saturating_add(cell.bytes.saturating_mul(cell.repeats));
            self.row.right = self.row.columns;
        }
    }

    fn end_of_row(&mut self) -> Result<(), Problem> {
        let row = std::mem::take(&mut self.row);
        let sheet = &mut self.sheet;
        let before = sheet.rows;
        sheet.rows = before.saturating_add(row.repeats);
        if row.right > 0 {
            sheet.first.get_or_insert(before);
            sheet.last = sheet.rows;
            sheet.right = sheet.right.max(row.right);
            self.content = self.content.saturating_add(row.bytes.saturating_mul(row.repeats));
            if sheet.last > MOST_ROWS as u64 {
                return Err(Problem::WorkbookTooLong { most: MOST_ROWS });
            }
        }
        let bytes = self.bytes();
        self.budget.holds(bytes)
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table:table-cell" | "table:covered-table-cell")
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> u64 {
    number(tag, name).unwrap_or(1).max(1) as u64
}
