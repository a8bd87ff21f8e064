//! A blank registration form, as a workbook with lists to choose from or as CSV. `import` reads it when it comes back. Test:
//! `a_form_that_comes_back_is_read_without_mapping_in_every_language`.

use rust_xlsxwriter::{DataValidation, Format, Workbook, Worksheet, XlsxError};

use crate::exercise::Exercise;
use crate::language::Language;
use crate::municipality::Municipalities;
use crate::registration::Field;
use crate::sheet::{self, FORM_LISTS};
use crate::words::form;

/// How many rows can be filled in with the help of lists.
const ROWS: u32 = 400;

/// What an empty form is made of.
pub struct Empty {
    headings: Vec<&'static str>,
    /// What the sheet is called.
    title: &'static str,
    municipalities: Vec<String>,
    dates: Vec<String>,
}

impl Empty {
    pub fn of(exercise: &Exercise, municipalities: &Municipalities, language: Language) -> Empty {
        let fields = Field::ALL.iter().filter_map(|field| field.in_form(language));
        let headings = form::headings(language).into_iter().chain(fields).collect();
        // Two of the same name are told apart by their numbers.
        let name = |number, name: &str| {
            let alone = municipalities.iter().filter(|municipality| municipality.name == name).count() == 1;
            if alone { name.to_owned() } else { format!("{number} {name}") }
        };
        let municipalities =
            municipalities.iter().map(|municipality| name(municipality.number, &municipality.name)).collect();
        let dates = exercise.dates.ids().map(|date| exercise.dates.written(date)).collect();
        Empty { headings, title: form::title(language), municipalities, dates }
    }

    /// Headings, and nothing below them.
    pub fn csv(&self) -> Vec<u8> {
        sheet::write(&self.headings, Vec::<Vec<String>>::new())
    }

    /// A workbook with the lists on a hidden sheet: what fits into a cell's own list is short.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name(self.title)?;
        let bold = Format::new().set_bold();
        for (column, heading) in (0..).zip(&self.headings) {
            sheet.write_with_format(0, column, *heading, &bold)?.set_column_width(column, 22)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        // Dates are texts, as they are in the list; a program that takes them for numbers would show them otherwise.
        let text = Format::new().set_num_format("@");
        for column in [1, 2] {
            sheet.set_column_format(column, &text)?;
        }
        let from = |letter: char, list: &[String]| format!("={FORM_LISTS}!${letter}$1:${letter}${}", list.len());
        choose(sheet, 0..=0, &from('A', &self.municipalities))?;
        choose(sheet, 1..=2, &from('B', &self.dates))?;
        let lists = workbook.add_worksheet().set_name(FORM_LISTS)?.set_hidden(true);
        for (column, list) in [(0, &self.municipalities), (1, &self.dates)] {
            for (row, entry) in (0..).zip(list) {
                lists.write_with_format(row, column, entry, &text)?;
            }
        }
        workbook.save_to_buffer()
    }
}

/// A list to choose from; what is not on it can still be written, as `alle` or `deltar ikke`.
fn choose(sheet: &mut Worksheet, columns: std::ops::RangeInclusive<u16>, list: &str) -> Result<(), XlsxError> {
    let validation = DataValidation::new().allow_list_formula(list.into()).show_error_message(false);
    sheet.add_data_validation(1, *columns.start(), ROWS, *columns.end(), &validation)?;
    Ok(())
}
