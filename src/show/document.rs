//! A document of sections, each with words, a chart and a table. What a chart shows stands in the table beneath it too.

use chrono::NaiveDate;

use super::chart::Chart;
use crate::findings::Value;
use crate::words::Words;

/// A document.
#[derive(Debug, Clone)]
pub struct Document {
    /// The language that it is in.
    pub words: Words,
    pub(crate) title: String,
    /// Lines below the heading.
    pub facts: Vec<String>,
    pub(crate) sections: Vec<Section>,
    /// Whether it is printed across.
    pub landscape: bool,
}

/// A part of a document.
#[derive(Debug, Clone)]
pub struct Section {
    /// Its heading; also the name of its sheet. None in a document of one table.
    pub heading: Option<String>,
    /// What it says in words.
    pub text: String,
    pub(crate) chart: Option<Chart>,
    /// The same in full.
    pub table: Table,
}

/// A table; the first column names what each row is about.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub(crate) headings: Vec<String>,
    /// The rows, as wide as the headings.
    pub rows: Vec<Vec<Cell>>,
    /// Columns that are filled in by choosing from a list.
    pub(super) choices: Vec<(usize, Vec<String>)>,
}

/// What stands in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// A number of things.
    Number(usize),
    /// A day.
    Day(NaiveDate),
    /// Nothing.
    Empty,
}

impl Cell {
    #[must_use]
    pub(crate) fn written(&self, words: Words) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => words.value(&Value::from(*number)),
            Cell::Day(day) => words.value(&Value::Date(*day)),
            Cell::Empty => String::new(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Cell {
        Cell::Number(number)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or(Cell::Empty, Into::into)
    }
}

impl From<NaiveDate> for Cell {
    fn from(day: NaiveDate) -> Cell {
        Cell::Day(day)
    }
}

impl Table {
    /// A table from headings and rows.
    #[must_use]
    pub fn new<const N: usize>(headings: [String; N], rows: impl IntoIterator<Item = [Cell; N]>) -> Table {
        Table { headings: Vec::from(headings), rows: rows.into_iter().map(Vec::from).collect(), choices: Vec::new() }
    }

    /// A table of texts. In the columns `numbers`, from 0, a text that is a number becomes one.
    #[must_use]
    pub fn of_texts(headings: Vec<String>, rows: Vec<Vec<String>>, numbers: &[usize]) -> Table {
        let cell = |(column, text): (usize, String)| match text.parse() {
            Ok(number) if numbers.contains(&column) => Cell::Number(number),
            _ => Cell::from(text),
        };
        let rows = rows.into_iter().map(|row| row.into_iter().enumerate().map(cell).collect());
        Table { headings, rows: rows.collect(), choices: Vec::new() }
    }

    /// The same with a column, from 0, that is filled in by choosing from a list; other words can still be written.
    #[must_use]
    pub fn with_choices(mut self, column: usize, list: Vec<String>) -> Table {
        self.choices.push((column, list));
        self
    }
}

impl Document {
    /// Its tables, by their headings.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &Table)> {
        self.sections.iter().filter_map(|section| Some((section.heading.as_deref()?, &section.table)))
    }
}
