//! A table as a workbook for Excel: a frozen heading, a filter, numbers as numbers and everything else as text.
//!
//! It must never write a text as a formula.

use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::Grid;

/// The workbook. `numbers` are the columns that hold numbers, from 0.
///
/// # Errors
/// When the name of the sheet or the table is more than a workbook can hold.
pub fn workbook(name: &str, table: &Grid, numbers: &[usize]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name(name)?;
    let (bold, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    for (column, heading) in (0..).zip(&table.headings) {
        sheet.write_string_with_format(0, column, heading, &bold)?;
    }
    for (row, cells) in (1..).zip(&table.rows) {
        for (column, (place, cell)) in (0..).zip(cells.iter().enumerate()) {
            match cell.parse::<u32>().ok().filter(|_| numbers.contains(&place)) {
                Some(number) => sheet.write_number(row, column, number)?,
                None => sheet.write_string_with_format(row, column, cell, &text)?,
            };
        }
    }
    let last = (u32::try_from(table.rows.len()).unwrap_or(u32::MAX), table.headings.len().saturating_sub(1));
    sheet.autofilter(0, 0, last.0, u16::try_from(last.1).unwrap_or(u16::MAX))?;
    sheet.set_freeze_panes(1, 0)?.autofit();
    workbook.save_to_buffer()
}
