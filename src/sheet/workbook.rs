//! Workbooks: xlsx and ods, read by calamine into rows of texts.
//!
//! A workbook is a zip archive that can be made to unpack to more than any machine holds. So before it
//! is read, it is unpacked once without keeping anything, and what a sheet of an ods repeats is added
//! up. A malformed one must never bring the program down: should the library panic, that is an error
//! like any other.

mod grid;
mod kind;
mod marks;
mod ods;
mod part;
mod told;
mod xlsx;

use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{Data, Ods, Reader, SheetType, SheetVisible, Xlsx};
use quick_xml::events::Event;
use zip::ZipArchive;

use super::limits::MOST_BYTES;
use super::problem::Problem;
use super::serial::Epoch;
use crate::findings::{Finding, Findings, quoted};

use grid::GridBuilder;
use marks::Marks;
use part::damaged;

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
    let (grid, marks) = quietly(read).map_err(|problem| Box::new(Finding::error(file, problem)))?;
    told::tell(&marks, file, &grid, findings);
    Ok(grid.finish())
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
    let mut left = MOST_BYTES;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(damaged)?;
        let size = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(damaged)?;
        left = left.checked_sub(size).ok_or(Problem::WorkbookTooLarge)?;
    }
    Ok(())
}

fn read_xlsx(bytes: &[u8], sheet: Option<&str>) -> Result<(GridBuilder, Marks), Problem> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(damaged)?;
    let epoch = if workbook.has_1904_epoch() { Epoch::Y1904 } else { Epoch::Y1900 };
    let names = candidates(&workbook, sheet)?;
    let mut grids = Vec::new();
    for name in names {
        grids.push(xlsx_rows(&mut workbook, &name, epoch)?);
    }
    let mut grid = only_one(grids)?;
    let marks = xlsx::marks(bytes, grid.sheet())?;
    grid.apply(&marks)?;
    Ok((grid, marks))
}

/// Cells are taken as they come: a sheet that claims to reach from A1 to XFD1048576 costs what is in it.
fn xlsx_rows(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, epoch: Epoch) -> Result<GridBuilder, Problem> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(damaged)?;
    let mut rows = GridBuilder::new(name, epoch);
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        let (row, column) = cell.get_position();
        rows.put(row as usize, column as usize, text_of(&Data::from(cell.get_value().clone()), epoch))?;
    }
    Ok(rows)
}

fn read_ods(bytes: &[u8], sheet: Option<&str>) -> Result<(GridBuilder, Marks), Problem> {
    measure_repeats(bytes)?;
    let mut workbook: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(damaged)?;
    let mut grids = Vec::new();
    for name in candidates(&workbook, sheet)? {
        let range = workbook.worksheet_range(&name).map_err(damaged)?;
        let (top, left) = range.start().unwrap_or_default();
        let mut rows = GridBuilder::new(&name, Epoch::Y1900);
        for (row, column, value) in range.used_cells() {
            rows.put(top as usize + row, left as usize + column, text_of(value, Epoch::Y1900))?;
        }
        grids.push(rows);
    }
    let mut grid = only_one(grids)?;
    let marks = ods::marks(bytes, grid.sheet())?;
    grid.apply(&marks)?;
    Ok((grid, marks))
}

/// An ods says "the same again, so many times" of cells and rows; the library writes them all out.
fn measure_repeats(bytes: &[u8]) -> Result<(), Problem> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let content = archive.by_name("content.xml").map_err(damaged)?;
    let mut reader = quick_xml::Reader::from_reader(io::BufReader::new(content));
    let mut buffer = Vec::new();
    let (mut total, mut row, mut row_repeats, mut cell, mut cell_repeats) = (0u64, 0u64, 1u64, 0u64, 1u64);
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(damaged)? {
            Event::Eof => return Ok(()),
            Event::Start(tag) if tag.name().as_ref() == "table:table-row" => {
                (row, row_repeats) = (0, repeats(&tag, "table:number-rows-repeated"));
            }
            Event::Start(tag) if is_cell(tag.name().as_ref()) => {
                (cell, cell_repeats) = (32, repeats(&tag, "table:number-columns-repeated"));
            }
            Event::Text(text) => cell = cell.saturating_add(text.len() as u64),
            Event::End(tag) if is_cell(tag.name().as_ref()) => {
                row = row.saturating_add(cell.saturating_mul(cell_repeats));
            }
            Event::End(tag) if tag.name().as_ref() == "table:table-row" => {
                total = total.saturating_add(row.saturating_mul(row_repeats));
            }
            _ => {}
        }
        if total.max(row) > MOST_BYTES {
            return Err(Problem::WorkbookTooLarge);
        }
    }
}

fn is_cell(name: &str) -> bool {
    matches!(name, "table:table-cell" | "table:covered-table-cell")
}

fn repeats(tag: &quick_xml::events::BytesStart<'_>, name: &str) -> u64 {
    let attribute = tag.attributes().flatten().find(|attribute| attribute.key.as_ref() == name);
    attribute.and_then(|attribute| attribute.value.parse().ok()).unwrap_or(1)
}

/// The sheets that can be meant.
fn candidates<R: Reader<Cursor<B>>, B: AsRef<[u8]>>(workbook: &R, sheet: Option<&str>) -> Result<Vec<String>, Problem> {
    // Charts and macros have no cells.
    let sheets = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let sheets: Vec<_> = sheets.collect();
    let names = || sheets.iter().map(|sheet| sheet.name.clone());
    match sheet {
        None => Ok(sheets
            .iter()
            .filter(|sheet| sheet.visible == SheetVisible::Visible)
            .map(|sheet| sheet.name.clone())
            .collect()),
        Some(wanted) => match names().find(|name| name == wanted) {
            Some(name) => Ok(vec![name]),
            None => Err(Problem::NoSuchSheet { name: quoted(wanted), names: names().collect() }),
        },
    }
}

fn only_one(mut grids: Vec<GridBuilder>) -> Result<GridBuilder, Problem> {
    grids.retain(|grid| !grid.is_empty());
    match grids.len() {
        0 => Err(Problem::EmptyWorkbook),
        1 => Ok(grids.remove(0)),
        _ => Err(Problem::SeveralSheets { names: grids.iter().map(|grid| grid.sheet().to_owned()).collect() }),
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
