//! A page for people: lines, findings and tables, as wide as the terminal.
//!
//! Colour is always put in; the stream takes it out where nobody would see it. It never carries a
//! meaning that the words do not.

use std::fmt::{Display, Write};

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use crate::findings::{Finding, Severity};

const BOLD: Style = Style::new().bold();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const BLUE: Style = AnsiColor::Cyan.on_default();

/// A page that is being written.
#[derive(Debug)]
pub struct Page {
    text: String,
    width: Option<u16>,
}

impl Page {
    /// An empty page; without a width nothing is wrapped.
    #[must_use]
    pub fn new(width: Option<u16>) -> Page {
        Page { text: String::new(), width }
    }

    /// What has been written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A line.
    pub fn line(&mut self, line: impl Display) {
        // Writing into a String cannot fail; the same below.
        let _ = writeln!(self.text, "{line}");
    }

    /// An empty line, unless the page is empty.
    pub fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A line that stands out.
    pub fn heading(&mut self, line: impl Display) {
        let _ = writeln!(self.text, "{BOLD}{line}{BOLD:#}");
    }

    /// A finding, its severity coloured.
    pub fn finding(&mut self, finding: &Finding) {
        let style = match finding.severity {
            Severity::Error => RED,
            Severity::Warning => YELLOW,
            Severity::Notice => BLUE,
        };
        let plain = format!("{}: ", finding.severity);
        let coloured = format!("{style}{}{style:#}: ", finding.severity);
        let _ = writeln!(self.text, "{}", finding.to_string().replacen(&plain, &coloured, 1));
    }

    /// A table with headings. Columns whose heading is in `numbers` are aligned to the right.
    pub fn table<R: IntoIterator<Item = String>>(
        &mut self,
        headings: &[&str],
        numbers: &[&str],
        rows: impl IntoIterator<Item = R>,
    ) {
        const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
        let mut table = Table::new();
        table.load_style(STYLE).set_header(headings.iter().copied());
        table.add_rows(rows.into_iter().map(IntoIterator::into_iter));
        for (index, heading) in headings.iter().enumerate() {
            if let Some(column) = table.column_mut(index).filter(|_| numbers.contains(heading)) {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        if let Some(width) = self.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        }
        for line in table.lines() {
            self.line(line.trim_end());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_fits_the_terminal() {
        let mut page = Page::new(Some(40));
        let long = "a contact with a very long name indeed".to_owned();
        page.table(&["Municipality", "Contact"], &[], [["Nordre Follo".to_owned(), long]]);
        assert!(page.text().lines().all(|line| line.chars().count() <= 40), "{}", page.text());
    }

    #[test]
    fn only_the_severity_of_a_finding_is_coloured() {
        let mut page = Page::new(None);
        page.finding(&Finding::error("a", "is an error: yes"));
        assert_eq!(anstream::adapter::strip_str(page.text()).to_string(), "a: error: is an error: yes\n");
    }
}
