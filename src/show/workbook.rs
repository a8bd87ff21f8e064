//! Tables as a workbook for Excel: one sheet for each, with a frozen heading, a filter, numbers as numbers and days as
//! days. Everything else is text, never a formula.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DataValidation, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::document::{Cell, Table};

/// The workbook, from the names of its sheets and their tables.
///
/// # Errors
/// When the name of a sheet or a table is more than a workbook can hold.
pub fn workbook<'t>(sheets: impl IntoIterator<Item = (&'t str, &'t Table)>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for (name, table) in sheets {
        fill(workbook.add_worksheet().set_name(name)?, table)?;
    }
    workbook.save_to_buffer()
}

fn fill(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let (text, day) = (Format::new().set_num_format("@"), Format::new().set_num_format("yyyy-mm-dd"));
    for (column, heading) in (0..).zip(&table.headings) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, cell) in (0..).zip(cells) {
            match cell {
                Cell::Empty => &mut *sheet,
                Cell::Text(words) => sheet.write_string_with_format(row, column, words, &text)?,
                // A number of things is far below 2^53.
                Cell::Number(number) => sheet.write_number(row, column, u32::try_from(*number).unwrap_or(u32::MAX))?,
                Cell::Day(date) => sheet.write_datetime_with_format(row, column, excel(*date)?, &day)?,
            };
        }
    }
    for (column, list) in table.choices.iter().filter(|_| !table.rows.is_empty()) {
        let column = u16::try_from(*column).unwrap_or(u16::MAX);
        let last = u32::try_from(table.rows.len()).unwrap_or(u32::MAX);
        let validation = DataValidation::new().allow_list_strings(list)?.show_error_message(false);
        sheet.add_data_validation(1, column, last, column, &validation)?;
    }
    let last = (u32::try_from(table.rows.len()).unwrap_or(u32::MAX), table.headings.len().saturating_sub(1));
    sheet.autofilter(0, 0, last.0, u16::try_from(last.1).unwrap_or(u16::MAX))?;
    sheet.set_freeze_panes(1, 0)?.autofit();
    Ok(())
}

/// A day as a cell has it.
pub(super) fn excel(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let part = |number: u32| u8::try_from(number).unwrap_or(1);
    ExcelDateTime::from_ymd(u16::try_from(date.year()).unwrap_or(0), part(date.month()), part(date.day()))
}
