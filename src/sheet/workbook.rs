//! Workbooks: xlsx and ods, read by calamine into rows of texts.
//!
//! A workbook is a zip archive that can be made to unpack to more than any machine holds. So before it
//! is read, it is unpacked once without keeping anything, and what it claims, repeats and refers to is added
//! up: there is one budget for all of it. A malformed one must never bring the program down: should the library panic, that is an error
//! like any other.

mod budget;
mod claims;
mod grid;
mod kind;
mod marks;
mod ods;
mod part;
mod repeats;
mod sheets;
mod told;
mod xlsx;

use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Ods, Reader, Xlsx};
use zip::ZipArchive;

use super::form::{FORM_LISTS, FormMarker};
use super::limits::{MOST_BYTES, MOST_UNPACKED};
use super::problem::Problem;
use super::serial::Epoch;
use crate::findings::{Finding, Findings};

use budget::Budget;
use grid::GridBuilder;
use marks::Marks;
use part::damaged;
use sheets::{Chosen, Sheets};

pub use grid::{Grid, GridRow};
pub use kind::Kind;

/// Reads the sheet that is meant: the one named, else the only one that has data and is not hidden.
/// What is seen in it and not in its values is told.
pub fn read(
    file: &str,
    kind: Kind,
    bytes: &[u8],
    sheet: Option<&str>,
    findings: &mut Findings,
) -> Result<Grid, Box<Finding>> {
    let read = || {
        if let Some(problem) = kind.refusal() {
            return Err(problem);
        }
        measure(bytes)?;
        match kind {
            Kind::Xlsx => read_xlsx(bytes, sheet),
            Kind::Ods => read_ods(bytes, sheet),
            _ => Err(Problem::OtherWorkbook),
        }
    };
    let Found { grid, marks, hidden, beside } =
        quietly(read).map_err(|problem| Box::new(Finding::error(file, problem)))?;
    if !beside.is_empty() {
        findings.push(Finding::warning(file, Problem::SheetsBesideForm { names: beside }));
    }
    if !hidden.is_empty() {
        findings.push(Finding::notice(file, Problem::HiddenSheets { names: hidden }));
    }
    told::tell(&marks, file, &grid, findings);
    Ok(grid.finish())
}

/// The sheet that is read.
struct Found {
    grid: GridBuilder,
    marks: Marks,
    /// The sheets with data that are hidden and not read.
    hidden: Vec<String>,
    /// The sheets with data beside the one of a registration form, not read either.
    beside: Vec<String>,
}

/// Runs foreign code on foreign bytes: a panic in it is a damaged workbook, and is not printed.
fn quietly<T>(read: impl FnOnce() -> Result<T, Problem>) -> Result<T, Problem> {
    let hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let result = catch_unwind(AssertUnwindSafe(read));
    std::panic::set_hook(hook);
    result.unwrap_or_else(|_| Err(Problem::WorkbookContradictory))
}

/// Unpacks everything into nothing, and counts.
fn measure(bytes: &[u8]) -> Result<(), Problem> {
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Problem::WorkbookTooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| match bytes {
        [b'P', b'K', ..] => Problem::WorkbookUnreadable,
        _ => Problem::OtherWorkbook,
    })?;
    let mut left = MOST_UNPACKED;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let size = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(damaged)?;
        left = left.checked_sub(size).ok_or(Problem::WorkbookTooLarge)?;
    }
    Ok(())
}

fn read_xlsx(bytes: &[u8], sheet: Option<&str>) -> Result<Found, Problem> {
    let mut budget = Budget::default();
    claims::measure(bytes, &mut budget)?;
    xlsx::check_parts(bytes)?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let epoch = if workbook.has_1904_epoch() { Epoch::Y1904 } else { Epoch::Y1900 };
    let sheets = Sheets::of(&workbook, sheet)?;
    let form = marker(&workbook.sheet_names(), || xlsx_rows(&mut workbook, FORM_LISTS, epoch, budget))?;
    let has_content = |name: &str| xlsx_has_content(&mut workbook, name);
    let Chosen { name, hidden, beside } = sheets.the_one(form.as_ref(), has_content)?;
    let mut grid = xlsx_rows(&mut workbook, &name, epoch, budget)?;
    let marks = xlsx::marks(bytes, &name)?;
    grid.apply(&marks)?;
    grid.form = form;
    Ok(Found { grid, marks, hidden, beside })
}

/// Cells are taken as they come: a sheet that claims to reach from A1 to XFD1048576 costs what is in it.
fn xlsx_rows(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    epoch: Epoch,
    budget: Budget,
) -> Result<GridBuilder, Problem> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    let mut rows = GridBuilder::new(name, epoch, budget);
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        rows.put(row as usize, column as usize, text_of(&Data::from(cell.get_value().clone()), epoch))?;
    }
    Ok(rows)
}

fn xlsx_has_content(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<bool, Problem> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        if !is_blank(&Data::from(cell.get_value().clone())) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn read_ods(bytes: &[u8], sheet: Option<&str>) -> Result<Found, Problem> {
    let mut budget = Budget::default();
    repeats::measure(bytes, &mut budget)?;
    let mut workbook: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(damaged)?;
    let sheets = Sheets::of(&workbook, sheet)?;
    let form = marker(&workbook.sheet_names(), || ods_rows(&mut workbook, FORM_LISTS, budget))?;
    let Chosen { name, hidden, beside } = sheets.the_one(form.as_ref(), |name| {
        let range = workbook.worksheet_range(name).map_err(damaged)?;
        Ok(range.used_cells().any(|(.., value)| !is_blank(value)))
    })?;
    let mut grid = ods_rows(&mut workbook, &name, budget)?;
    let marks = ods::marks(bytes, &name)?;
    grid.apply(&marks)?;
    grid.form = form;
    Ok(Found { grid, marks, hidden, beside })
}

fn ods_rows(workbook: &mut Ods<Cursor<&[u8]>>, name: &str, budget: Budget) -> Result<GridBuilder, Problem> {
    let range = workbook.worksheet_range(name).map_err(damaged)?;
    let (top, left) = range.start().unwrap_or_default();
    let mut rows = GridBuilder::new(name, Epoch::Y1900, budget);
    for (row, column, value) in range.used_cells() {
        rows.put(top as usize + row, left as usize + column, text_of(value, Epoch::Y1900))?;
    }
    Ok(rows)
}

/// The marker of a registration form, if the workbook has the sheet for it.
fn marker(
    sheets: &[String],
    lists: impl FnOnce() -> Result<GridBuilder, Problem>,
) -> Result<Option<FormMarker>, Problem> {
    if !sheets.iter().any(|name| name == FORM_LISTS) {
        return Ok(None);
    }
    let lists = lists()?;
    Ok(FormMarker::read(|column| lists.column(column)))
}

fn is_blank(value: &Data) -> bool {
    match value {
        Data::Empty => true,
        Data::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

/// A cell as the text that its owner sees or could have typed: whole numbers without a decimal point,
/// times in ISO form, the value of a formula and not the formula.
fn text_of(value: &Data, epoch: Epoch) -> String {
    match value {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(yes) => if *yes { "TRUE" } else { "FALSE" }.to_owned(),
        Data::Error(error) => error.to_string(),
        Data::DateTime(time) => match epoch.moment(time.as_f64()) {
            Some(moment) if time.is_datetime() => {
                let is_day = moment.time() == chrono::NaiveTime::MIN;
                moment.format(if is_day { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%S" }).to_string()
            }
            _ => time.as_f64().to_string(),
        },
    }
}
