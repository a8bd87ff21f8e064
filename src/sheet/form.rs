//! The marker of the registration form that `ovelse announce --form` writes: by it the form is known when it comes back.
//!
//! It stands on a hidden sheet, beside what can be chosen in the form: Excel, LibreOffice and openpyxl keep such a sheet
//! when they save the workbook, also as ods. Test: `a_form_filled_in_by_other_programs_is_read_without_a_finding`.

/// The hidden sheet with the marker and the lists to choose from.
pub(crate) const FORM_LISTS: &str = "Lists";

/// What the first cell says. A form that is laid out otherwise gets a further number.
const KIND: &str = "ovelse-form-1";

/// What a form says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FormMarker {
    /// The exercise's id, which never changes.
    pub(crate) exercise: String,
    /// What the exercise was called.
    pub(crate) title: String,
    /// The sheet that is filled in.
    pub(crate) sheet: String,
    /// The line of the headings, from 1.
    pub(crate) heading_line: usize,
    /// The dates that are offered, as they are written in the lists.
    pub(crate) dates: Vec<String>,
    /// What is printed above the headings.
    pub(crate) texts: Vec<String>,
}

impl FormMarker {
    /// How many columns of the hidden sheet it takes.
    pub(crate) const WIDTH: usize = 3;

    /// The columns of the hidden sheet, from the left.
    pub(crate) fn columns(&self) -> [Vec<String>; FormMarker::WIDTH] {
        let line = self.heading_line.to_string();
        [
            vec![KIND.to_owned(), self.exercise.clone(), self.title.clone(), self.sheet.clone(), line],
            self.dates.clone(),
            self.texts.clone(),
        ]
    }

    /// Reads it from the columns of the hidden sheet, without their empty cells; nothing if there is no marker.
    pub(super) fn read(column: impl Fn(usize) -> Vec<String>) -> Option<FormMarker> {
        let [kind, exercise, title, sheet, line] = <[String; 5]>::try_from(column(0)).ok()?;
        let heading_line = line.parse().ok().filter(|_| kind == KIND)?;
        Some(FormMarker { exercise, title, sheet, heading_line, dates: column(1), texts: column(2) })
    }

    /// Whether this is printed above the headings, so that nobody has written it there.
    pub(crate) fn prints(&self, text: &str) -> bool {
        self.texts.iter().any(|printed| printed.trim() == text)
    }
}
