//! Showing what a command found: as a page for people, as CSV for Excel, as JSON for scripts.
//!
//! A command computes a value; how it looks is said once for each value, in a `View`. Nothing here computes anything
//! that a script could not see in the JSON, and no colour has a meaning that the words lack
//! (`only_the_severity_of_a_finding_is_coloured` in show/page.rs).

mod chart;
mod console;
mod document;
mod form;
mod harmless;
mod html;
mod json;
mod markdown;
mod page;
mod progress;
mod workbook;

use std::io::{self, Write};

use clap::ValueEnum;
use serde::Serialize;

use crate::sheet;
use crate::words::{ShownFinding, Words};

pub(crate) use chart::{Bar, Chart};
pub use console::Console;
pub(crate) use document::{Cell, Document, Section, Table};
pub(crate) use form::RegistrationForm;
pub use harmless::{Harmless, is_harmless};
pub(crate) use html::html;
pub(crate) use markdown::markdown;
pub(crate) use page::{Column, Page, bar, capitalised, scale};
pub(crate) use progress::Progress;
pub(crate) use workbook::workbook;

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// For Excel: UTF-8 with byte order mark, `;` between cells.
    Csv,
    /// For scripts.
    Json,
}

/// Something that can be shown. Its serde form is the JSON, which is an API: documented in docs/json.md, snapshot-tested,
/// only ever added to.
pub(crate) trait View: Serialize {
    fn page(&self, page: &mut Page);

    /// For Excel: one table.
    fn grid(&self) -> Grid;
}

/// A table of texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Grid {
    pub(crate) headings: Vec<String>,
    /// The rows, as wide as the headings.
    pub rows: Vec<Vec<String>>,
}

/// Shows a value. `width` is that of the terminal, none if there is no terminal.
///
/// # Errors
/// When `out` cannot be written to.
pub(crate) fn show(
    view: &impl View,
    format: Format,
    words: Words,
    width: Option<u16>,
    out: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Table => {
            let mut page = Page::new(words, width);
            view.page(&mut page);
            out.write_all(page.text().as_bytes())
        }
        Format::Csv => {
            let grid = view.grid();
            out.write_all(&sheet::write(grid.headings, grid.rows))
        }
        Format::Json => json::write(view, out),
    }
}

/// Findings as a table.
#[must_use]
pub(crate) fn finding_grid(findings: &[ShownFinding]) -> Grid {
    let rows = findings.iter().map(|finding| {
        let number = |number: Option<usize>| number.map(|number| number.to_string()).unwrap_or_default();
        vec![
            finding.severity.to_string(),
            finding.file.clone(),
            number(finding.place.map(|place| place.line)),
            number(finding.place.map(|place| place.column)),
            finding.value.clone().unwrap_or_default(),
            finding.problem.clone(),
            finding.remedy.clone(),
        ]
    });
    Grid {
        headings: ["severity", "file", "line", "column", "value", "problem", "remedy"].map(str::to_owned).to_vec(),
        rows: rows.collect(),
    }
}
