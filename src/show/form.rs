//! The registration form that a lead hands out, as a workbook or as CSV. `import` reads it when it comes back. Test:
//! `a_form_that_comes_back_is_read_without_mapping_in_every_language`.
//!
//! Above the table stand the exercise, the deadline and where to send the answer, so that the form needs no letter beside
//! it. Only the cells to fill in can be changed; there is no password, for whoever must change something else.

use chrono::NaiveTime;
use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, Format, FormatAlign, FormatBorder,
    ProtectionOptions, Workbook, Worksheet, XlsxError,
};

use super::workbook::excel;
use crate::exercise::{DateId, Exercise};
use crate::language::Language;
use crate::municipality::Municipalities;
use crate::registration::Field;
use crate::sheet::{self, FORM_LISTS, FormMarker};
use crate::words::dates;
use crate::words::form::FormWords;

/// How many rows can be filled in with the help of lists; those of the first ones are drawn.
const ROWS: u32 = 1000;
const DRAWN_ROWS: u32 = 10;

/// How far the value beside a label reaches, in characters of the usual size.
const LABEL_WIDTH: f64 = 24.0;

/// A registration form in which nothing is filled in.
pub struct RegistrationForm<'e> {
    exercise: &'e Exercise,
    municipalities: &'e Municipalities,
    language: Language,
    words: &'static FormWords,
}

/// A column of the table.
struct Column {
    heading: &'static str,
    /// In characters.
    width: f64,
    hint: Option<&'static str>,
    /// What can be chosen.
    list: Option<Vec<String>>,
    is_number: bool,
}

impl Column {
    fn of_list(heading: &'static str, width: f64, hint: &'static str, list: Vec<String>) -> Column {
        Column { heading, width, hint: Some(hint), list: Some(list), is_number: false }
    }

    fn of_field(field: Field, heading: &'static str, words: &FormWords) -> Column {
        let width = match field {
            Field::Email | Field::Comment => 30.0,
            Field::Contact => 24.0,
            _ => 16.0,
        };
        Column { heading, width, hint: words.hint(field), list: None, is_number: field == Field::Participants }
    }
}

/// A line above the table: all across, or beside a label.
struct Line {
    label: Option<&'static str>,
    text: String,
    /// In points.
    size: f64,
}

impl Line {
    fn title(text: &str, size: f64) -> Line {
        Line { label: None, text: text.to_owned(), size }
    }

    fn labelled(label: &'static str, text: String) -> Line {
        Line { label: Some(label), text, size: 11.0 }
    }

    /// How high the row must be, in points: no program works that out for merged cells.
    fn height(&self, width: f64) -> f64 {
        const USUAL: f64 = 11.0;
        let room = if self.label.is_some() { width - LABEL_WIDTH } else { width };
        // Somewhat less, as words are not divided and letters are not equally wide.
        let room = 0.85 * room * USUAL / self.size;
        let lines: f64 = self.text.lines().map(|line| (length(line) / room).ceil().max(1.0)).sum();
        // No program has higher rows.
        (lines * self.size * 1.4 + 3.0).min(400.0)
    }
}

fn length(text: &str) -> f64 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX).into()
}

impl<'e> RegistrationForm<'e> {
    pub fn new(exercise: &'e Exercise, municipalities: &'e Municipalities, language: Language) -> RegistrationForm<'e> {
        RegistrationForm { exercise, municipalities, language, words: FormWords::of(language) }
    }

    /// Headings, and nothing below them.
    pub fn csv(&self) -> Vec<u8> {
        let headings: Vec<&str> = self.columns().iter().map(|column| column.heading).collect();
        sheet::write(&headings, Vec::<Vec<String>>::new())
    }

    /// A workbook with the lists on a hidden sheet: what fits into a cell's own list is short.
    ///
    /// # Errors
    /// When a text is longer than a workbook can hold.
    pub fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let (columns, lines) = (self.columns(), self.lines());
        let mut workbook = Workbook::new();
        let properties = DocProperties::new().set_title(self.exercise.title.get(self.language));
        let properties = properties.set_author(self.exercise.organiser.get(self.language));
        workbook.set_properties(&properties.set_creation_datetime(&excel(self.exercise.published)?));
        let sheet = workbook.add_worksheet().set_name(self.words.sheet)?;
        let width = columns.iter().map(|column| column.width).sum();
        let last = u16::try_from(columns.len() - 1).unwrap_or(u16::MAX);
        let mut row = 0;
        for line in &lines {
            write_line(sheet, row, last, line)?;
            sheet.set_row_height(row, line.height(width))?;
            row += 1;
        }
        self.write_table(sheet, row, &columns)?;
        protect(sheet);
        lay_out(sheet, row)?;
        let marker = FormMarker {
            exercise: self.exercise.id.clone(),
            title: self.exercise.title.get(self.language).to_owned(),
            sheet: self.words.sheet.to_owned(),
            heading_line: lines.len() + 1,
            dates: self.dates(),
            texts: lines
                .into_iter()
                .flat_map(|line| line.label.map(str::to_owned).into_iter().chain([line.text]))
                .collect(),
        };
        let lists = columns.into_iter().filter_map(|column| column.list);
        let hidden = workbook.add_worksheet().set_name(FORM_LISTS)?.set_very_hidden(true);
        for (column, entries) in (0..).zip(marker.columns().into_iter().chain(lists)) {
            for (row, entry) in (0..).zip(entries) {
                hidden.write_string(row, column, entry)?;
            }
        }
        workbook.save_to_buffer()
    }

    fn lines(&self) -> Vec<Line> {
        let (exercise, words) = (self.exercise, self.words);
        let contact = &exercise.contact;
        // The day is the last one, to its end.
        let deadline = exercise.deadline.and_time(NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default());
        let filling_in = if exercise.dates.offered().count() > 1 {
            format!("{}\n{}", words.filling_in, words.any_or_declined)
        } else {
            words.filling_in.to_owned()
        };
        let mut lines = vec![
            Line::title(exercise.title.get(self.language), 18.0),
            Line::title(exercise.theme.get(self.language), 12.0),
            Line::labelled(words.deadline, dates::moment(self.language, deadline)),
            Line::labelled(words.return_to, format!("{}, {}, {}", contact.name, contact.email, contact.phone)),
        ];
        lines.extend(self.dates_in_full().map(|dates| Line::labelled(words.dates, dates)));
        lines.push(Line::labelled(words.how, filling_in));
        lines
    }

    /// The dates with their hours; nothing if they would leave no room on the screen for what is to be filled in.
    fn dates_in_full(&self) -> Option<String> {
        const MOST: usize = 24;
        let dates = &self.exercise.dates;
        let in_a_line = match dates.len() {
            0..=4 => 1,
            5..=8 => 2,
            9..=MOST => 3,
            _ => return None,
        };
        let in_full = |date: DateId| {
            let date = dates.get(date);
            let day = dates::day(self.language, date.start);
            format!("{day} {}", dates::hours(self.language, date.start, date.end))
        };
        let in_full: Vec<String> = dates.offered().map(in_full).collect();
        let lines: Vec<String> = in_full.chunks(in_a_line).map(|dates| dates.join("  |  ")).collect();
        Some(lines.join("\n"))
    }

    /// The dates as `import` reads them.
    fn dates(&self) -> Vec<String> {
        self.exercise.dates.offered().map(|date| self.exercise.dates.written(date)).collect()
    }

    /// The names of the municipalities; two of the same name are told apart by their numbers.
    fn names(&self) -> Vec<String> {
        let is_alone = |name: &str| self.municipalities.iter().filter(|other| other.name == name).count() == 1;
        let name = |number, name: &str| if is_alone(name) { name.to_owned() } else { format!("{number} {name}") };
        self.municipalities.iter().map(|municipality| name(municipality.number, &municipality.name)).collect()
    }

    fn columns(&self) -> Vec<Column> {
        let words = self.words;
        let any = (self.exercise.dates.offered().count() > 1).then_some(words.any);
        let answers = any.into_iter().chain([words.declined]).map(str::to_owned);
        let first = self.dates().into_iter().chain(answers).collect();
        let fields = Field::ALL.iter().filter_map(|field| {
            let heading = field.in_form(self.language)?;
            Some(Column::of_field(*field, heading, words))
        });
        [
            Column::of_list(words.municipality, LABEL_WIDTH, words.hint_municipality, self.names()),
            Column::of_list(words.first, 20.0, words.hint_first, first),
            Column::of_list(words.second, 20.0, words.hint_second, self.dates()),
        ]
        .into_iter()
        .chain(fields)
        .collect()
    }

    fn write_table(&self, sheet: &mut Worksheet, headings: u32, columns: &[Column]) -> Result<(), XlsxError> {
        let heading = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::Bottom)
            .set_background_color(Color::RGB(0xDD_E6_F0))
            .set_border(FormatBorder::Thin);
        sheet.set_row_height(headings, 22)?;
        let mut list = FormMarker::WIDTH;
        for (at, column) in (0..).zip(columns) {
            sheet.write_string_with_format(headings, at, column.heading, &heading)?;
            // Dates are texts, as they are in the list; a program that takes them for numbers would show them otherwise.
            let kind = if column.is_number { "General" } else { "@" };
            let open = Format::new()
                .set_unlocked()
                .set_align(FormatAlign::Left)
                .set_num_format(kind)
                .set_text_wrap()
                .set_align(FormatAlign::Top);
            sheet.set_column_width(at, column.width)?.set_column_format(at, &open)?;
            let drawn = open.set_border(FormatBorder::Thin).set_background_color(Color::RGB(0xFF_FA_DF));
            for row in headings + 1..=headings + DRAWN_ROWS {
                sheet.write_blank(row, at, &drawn)?;
            }
            let mut validation = match &column.list {
                Some(entries) => {
                    let validation = self.choose(list, entries.len())?;
                    list += 1;
                    validation
                }
                None => DataValidation::new().allow_any_value(),
            };
            if let Some(hint) = column.hint {
                validation = validation.set_input_title(column.heading)?.set_input_message(hint)?;
                sheet.add_data_validation(headings + 1, at, headings + ROWS, at, &validation)?;
            }
        }
        Ok(())
    }

    /// A list to choose from. What is not on it can still be written, and is asked about.
    fn choose(&self, column: usize, entries: usize) -> Result<DataValidation, XlsxError> {
        let column = char::from(b'A' + u8::try_from(column).unwrap_or_default());
        DataValidation::new()
            .allow_list_formula(format!("={FORM_LISTS}!${column}$1:${column}${}", entries.max(1)).as_str().into())
            .set_error_style(DataValidationErrorStyle::Warning)
            .set_error_title(self.words.unlisted)?
            .set_error_message(self.words.unlisted_text)
    }
}

fn write_line(sheet: &mut Worksheet, row: u32, last: u16, line: &Line) -> Result<(), XlsxError> {
    let text = Format::new().set_text_wrap().set_font_size(line.size).set_num_format("@");
    match line.label {
        Some(label) => {
            let text = text.set_align(FormatAlign::Top);
            sheet.write_string_with_format(row, 0, label, &text.clone().set_bold())?;
            sheet.merge_range(row, 1, row, last, &line.text, &text)?;
        }
        None => {
            let text = text.set_align(FormatAlign::VerticalCenter).set_bold();
            sheet.merge_range(row, 0, row, last, &line.text, &text)?;
        }
    }
    Ok(())
}

/// Without a password, so that nobody is ever locked out.
fn protect(sheet: &mut Worksheet) {
    let options = ProtectionOptions { format_columns: true, format_rows: true, ..ProtectionOptions::default() };
    sheet.protect_with_options(&options);
}

/// On the screen the headings stay; on paper it is one A4 page wide, with the headings on each.
fn lay_out(sheet: &mut Worksheet, headings: u32) -> Result<(), XlsxError> {
    const A4: u8 = 9;
    sheet.set_freeze_panes(headings + 1, 0)?.set_selection(headings + 1, 0, headings + 1, 0)?;
    sheet.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 0).set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_repeat_rows(headings, headings)?.set_footer("&C&P / &N");
    Ok(())
}
