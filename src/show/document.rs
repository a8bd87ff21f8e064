//! A document of sections, each with words, a chart and a table: as a page for a browser, as Markdown, as a workbook.
//!
//! What a chart shows stands in the table beneath it too. It must never load anything from anywhere, nor let a text
//! become markup.

mod html;

use std::fmt::Write;

use chrono::NaiveDate;

use super::Grid;
use super::chart::Chart;

/// A document.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its heading.
    pub title: String,
    /// Lines below the heading.
    pub facts: Vec<String>,
    /// Its parts.
    pub sections: Vec<Section>,
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
    /// What it shows.
    pub chart: Option<Chart>,
    /// The same in full.
    pub table: Table,
}

/// A table; the first column names what each row is about.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// The headings.
    pub headings: Vec<String>,
    /// The rows, as wide as the headings.
    pub rows: Vec<Vec<Cell>>,
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
    /// For people.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
            Cell::Day(day) => day.format("%-d %B %Y").to_string(),
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
        Table { headings: headings.to_vec(), rows: rows.into_iter().map(Vec::from).collect() }
    }

    /// A table of texts; in the columns `numbers`, from 0, what is a number is one.
    #[must_use]
    pub fn of(grid: Grid, numbers: &[usize]) -> Table {
        let cell = |(column, text): (usize, String)| match text.parse() {
            Ok(number) if numbers.contains(&column) => Cell::Number(number),
            _ => Cell::from(text),
        };
        let rows = grid.rows.into_iter().map(|row| row.into_iter().enumerate().map(cell).collect());
        Table { headings: grid.headings, rows: rows.collect() }
    }
}

impl Document {
    /// Its tables, by their headings.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &Table)> {
        self.sections.iter().filter_map(|section| Some((section.heading.as_deref()?, &section.table)))
    }

    /// As Markdown (tables as GitHub reads them).
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut text = format!(
            "# {}\n\n{}\n",
            escaped(&self.title),
            self.facts.iter().map(|fact| escaped(fact)).collect::<Vec<_>>().join("  \n")
        );
        for section in &self.sections {
            // Writing into a text cannot fail.
            if let Some(heading) = &section.heading {
                let _ = write!(text, "\n## {}\n", escaped(heading));
            }
            if !section.text.is_empty() {
                let _ = write!(text, "\n{}\n", escaped(&section.text));
            }
            if !section.table.rows.is_empty() {
                text += "\n";
                text += &table_in_markdown(&section.table);
            }
        }
        text
    }
}

fn table_in_markdown(table: &Table) -> String {
    let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
    let is_number = |column: usize| table.rows.iter().any(|row| matches!(row.get(column), Some(Cell::Number(_))));
    let rule = |column| if is_number(column) { "---:".to_owned() } else { "---".to_owned() };
    let mut text = line(table.headings.iter().map(|heading| escaped(heading)).collect());
    text += &line((0..table.headings.len()).map(rule).collect());
    for row in &table.rows {
        text += &line(row.iter().map(|cell| escaped(&cell.words())).collect());
    }
    text
}

/// What would be markup is not.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => safe.extend(['\\', letter]),
            '\r' | '\n' => safe.push(' '),
            _ => safe.push(letter),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::super::chart::Bar;
    use super::*;
    use crate::language::Language;
    use crate::words::Words;

    fn document() -> Document {
        let table = Table::new(["<a>", "Number"].map(str::to_owned), [[Cell::from("<script>\"&|"), Cell::from(3)]]);
        let chart = Chart::bars(
            Words::of(Language::En),
            "<c>",
            vec![Bar { label: "<d>".to_owned(), parts: vec![(3, "<e>".to_owned())], most: None }],
            "<w>",
        );
        let section = Section { heading: Some("<h>".into()), text: "<t>".into(), chart: Some(chart), table };
        Document { title: "<b>".into(), facts: vec!["<i>".into()], sections: vec![section], landscape: false }
    }

    #[test]
    fn a_text_never_becomes_markup() {
        let page = document().html().expect("the template is right");
        for markup in ["<a>", "<script>", "<b>", "<i>", "<h>", "<t>", "<c>", "<d>", "<e>"] {
            assert!(!page.contains(markup), "{markup}");
        }
        assert!(page.contains("&lt;script&gt;&quot;&amp;|"));
        let text = document().markdown();
        assert!(text.contains("| \\<script\\>\"&\\| | 3 |") && text.starts_with("# \\<b\\>\n"), "{text}");
    }
}
