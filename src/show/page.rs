//! A page for people: lines, findings and tables, as wide as the terminal.
//!
//! Colour is always put in; the stream takes it out where nobody would see it. It never carries a
//! meaning that the words do not.

use anstyle::{AnsiColor, Style};
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle};

use crate::findings::{Finding, Sentence, Severity, Value};
use crate::text::harmless;
use crate::words::{ShownFinding, Words};

const BOLD: Style = Style::new().bold();
const RED: Style = AnsiColor::Red.on_default().bold();
const YELLOW: Style = AnsiColor::Yellow.on_default().bold();
const BLUE: Style = AnsiColor::Cyan.on_default();

/// The styles that there are on a page.
pub(super) const STYLES: [Style; 4] = [BOLD, RED, YELLOW, BLUE];

/// A page that is being written.
#[derive(Debug)]
pub struct Page {
    text: String,
    words: Words,
    width: Option<u16>,
}

impl Page {
    /// An empty page; without a width nothing is wrapped.
    #[must_use]
    pub fn new(words: Words, width: Option<u16>) -> Page {
        Page { text: String::new(), words, width }
    }

    /// What has been written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The language of the page.
    #[must_use]
    pub fn words(&self) -> Words {
        self.words
    }

    pub(crate) fn line(&mut self, line: impl Into<Sentence>) {
        let line = self.words.say(&line.into());
        self.push(&line);
    }

    fn push(&mut self, line: &str) {
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A label and a list of names, broken between names where the terminal ends.
    pub fn names<'n>(&mut self, label: impl Into<Sentence>, names: impl IntoIterator<Item = &'n str>) {
        let width = usize::from(self.width.unwrap_or(100));
        let mut line = format!("{}:", self.words.say(&label.into()));
        let mut names = names.into_iter().peekable();
        while let Some(name) = names.next() {
            let mark = if names.peek().is_some() { "," } else { "" };
            if line.chars().count() + 1 + name.chars().count() + mark.len() > width {
                self.push(&line);
                line = " ".repeat(3);
            }
            line += &format!(" {}{mark}", harmless(name));
        }
        self.push(&line);
    }

    /// An empty line, unless the page is empty.
    pub fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// A line that stands out.
    pub fn heading(&mut self, line: impl Into<Sentence>) {
        let line = self.words.say(&line.into());
        self.push(&format!("{BOLD}{line}{BOLD:#}"));
    }

    /// A finding, its severity coloured.
    pub fn finding(&mut self, finding: &Finding) {
        self.shown_finding(&self.words.finding(finding));
    }

    /// A finding that is in words already.
    pub fn shown_finding(&mut self, finding: &ShownFinding) {
        let style = match finding.severity {
            Severity::Error => RED,
            Severity::Warning => YELLOW,
            Severity::Notice => BLUE,
        };
        let (location, severity) = (finding.location(), finding.severity);
        self.push(&format!("{location}: {style}{severity}{style:#}: {}", finding.problem));
        self.remedy(&finding.remedy);
    }

    /// What went wrong, after what was being done, and what to do about it.
    pub fn error(&mut self, sentences: &[Sentence]) {
        let said: Vec<String> = sentences.iter().map(|sentence| self.words.say(sentence)).collect();
        self.push(&format!("{RED}error{RED:#}: {}", said.join(": ")));
        let remedies: Vec<String> = sentences.iter().filter_map(|sentence| self.words.remedy(sentence)).collect();
        remedies.iter().for_each(|remedy| self.remedy(remedy));
    }

    /// Something that the lead should know, and what to do about it.
    pub fn warning(&mut self, warning: &Sentence) {
        let text = self.words.say(warning);
        self.push(&format!("{YELLOW}warning{YELLOW:#}: {text}"));
        self.remedy(&self.words.remedy(warning).unwrap_or_default());
    }

    fn remedy(&mut self, remedy: &str) {
        for line in remedy.lines() {
            self.push(&format!("    {line}"));
        }
    }

    /// Lines of a label, a value and a remark, one beneath the other.
    pub fn facts(&mut self, facts: &[[String; 3]]) {
        let widest = |column: usize| {
            let with_next = facts.iter().filter(|fact| fact.get(column + 1).is_some_and(|next| !next.is_empty()));
            with_next.map(|fact| fact[column].chars().count()).max().unwrap_or(0)
        };
        let (label_width, value_width) = (widest(0) + 2, widest(1) + 4);
        for [label, value, remark] in facts {
            let line = format!("{label:<label_width$}{value:<value_width$}{remark}");
            self.push(harmless(&line).trim_end());
        }
    }

    /// A line that is indented by so many steps.
    pub fn indented(&mut self, steps: usize, line: impl Into<Sentence>) {
        let line = self.words.say(&line.into());
        self.push(&format!("{}{line}", " ".repeat(4 * steps)));
    }

    /// A table without the columns in which every cell is empty.
    pub fn table_of_what_is_there<R>(&mut self, columns: Vec<Column>, rows: impl IntoIterator<Item = R>)
    where
        R: IntoIterator<Item: Into<Value>>,
    {
        let cell = |cell: Value| self.words.cell(&cell);
        let written = |row: R| row.into_iter().map(|value| cell(value.into())).collect();
        let rows: Vec<Vec<String>> = rows.into_iter().map(written).collect();
        let is_filled = |column: usize| rows.iter().any(|row| row.get(column).is_some_and(|cell| !cell.is_empty()));
        let filled: Vec<usize> = (0..columns.len()).filter(|column| is_filled(*column)).collect();
        let columns = columns.into_iter().enumerate().filter(|(column, _)| filled.contains(column));
        let columns: Vec<Column> = columns.map(|(_, column)| column).collect();
        let kept = |row: &Vec<String>| filled.iter().filter_map(|column| row.get(*column).cloned()).collect();
        self.draw(&columns, rows.iter().map(kept).collect());
    }

    /// A table. Where it would be wider than the terminal, the columns that may stand under the one
    /// before them do.
    pub fn table<R>(&mut self, columns: &[Column], rows: impl IntoIterator<Item = R>)
    where
        R: IntoIterator<Item: Into<Value>>,
    {
        let cell = |cell: Value| self.words.cell(&cell);
        let rows = rows.into_iter().map(|row| row.into_iter().map(|value| cell(value.into())).collect());
        self.draw(columns, rows.collect());
    }

    fn draw(&mut self, columns: &[Column], mut rows: Vec<Vec<String>>) {
        let mut columns: Vec<DrawnColumn> = columns.iter().map(|column| column.drawn(self.words)).collect();
        let fits = |rows: &[Vec<String>], columns: &[DrawnColumn]| {
            self.width.is_none_or(|width| natural_width(columns, rows) <= usize::from(width))
        };
        while !fits(&rows, &columns) {
            let Some(index) = columns.iter().position(|column| column.under) else { break };
            columns.remove(index);
            for row in &mut rows {
                let cell = row.remove(index);
                if !cell.is_empty() {
                    row[index - 1] = [std::mem::take(&mut row[index - 1]), cell].join("\n").trim_start().to_owned();
                }
            }
        }
        for line in drawn(&columns, rows, self.width).lines() {
            self.push(line.trim_end());
        }
    }
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    heading: Sentence,
    number: bool,
    under: bool,
}

impl Column {
    /// A column of texts, aligned to the left.
    pub fn text(heading: impl Into<Sentence>) -> Column {
        Column { heading: heading.into(), number: false, under: false }
    }

    /// A column of numbers, aligned to the right.
    pub fn number(heading: impl Into<Sentence>) -> Column {
        Column { number: true, ..Column::text(heading) }
    }

    /// A column of texts that may stand under the one before it, which there must be.
    pub fn under(heading: impl Into<Sentence>) -> Column {
        Column { under: true, ..Column::text(heading) }
    }
}

/// A column with its heading in words.
struct DrawnColumn {
    heading: String,
    number: bool,
    under: bool,
}

impl Column {
    fn drawn(&self, words: Words) -> DrawnColumn {
        DrawnColumn { heading: words.say(&self.heading), number: self.number, under: self.under }
    }
}

/// A text with its first letter large, as a heading has it.
#[must_use]
pub fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

/// A bar of marks, each of which goes on from the one before it to its end; none stands for more than `scale`.
#[must_use]
pub fn bar(scale: usize, marks: [(&str, usize); 3]) -> String {
    let mut from = 0;
    let parts = marks.map(|(mark, end)| {
        let number = end.div_ceil(scale).saturating_sub(from);
        from += number;
        mark.repeat(number)
    });
    parts.concat()
}

/// How many a mark stands for so that a bar for so many has at most `widest` marks.
#[must_use]
pub fn scale(longest: usize, widest: usize) -> usize {
    longest.div_ceil(widest).max(1)
}

/// Blanks between two columns.
const GAP: usize = 2;

fn natural_width(columns: &[DrawnColumn], rows: &[Vec<String>]) -> usize {
    let cell = |cell: &str| cell.lines().map(|line| line.chars().count()).max().unwrap_or(0);
    let column = |(index, column): (usize, &DrawnColumn)| {
        let widest = rows.iter().filter_map(|row| row.get(index)).map(|text| cell(text)).max().unwrap_or(0);
        widest.max(cell(&column.heading))
    };
    columns.iter().enumerate().map(column).map(|width| width + GAP).sum()
}

fn drawn(columns: &[DrawnColumn], rows: Vec<Vec<String>>, width: Option<u16>) -> Table {
    const STYLE: TableStyle = TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));
    let mut table = Table::new();
    table.load_style(STYLE).set_header(columns.iter().map(|column| &column.heading)).add_rows(rows);
    for (index, wanted) in columns.iter().enumerate() {
        if let Some(column) = table.column_mut(index) {
            column.set_padding((0, 1));
            column.set_cell_alignment(if wanted.number { CellAlignment::Right } else { CellAlignment::Left });
        }
    }
    if let Some(width) = width {
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;

    fn heading(text: &str) -> Sentence {
        Sentence::verbatim(text)
    }

    fn words() -> Words {
        Words::of(Language::En)
    }

    #[test]
    fn a_table_fits_the_terminal() {
        let mut page = Page::new(words(), Some(40));
        let long = "a contact with a very long name indeed".to_owned();
        page.table(
            &[Column::text(heading("Municipality")), Column::text(heading("Contact"))],
            [["Nordre Follo".to_owned(), long]],
        );
        assert!(page.text().lines().all(|line| line.chars().count() <= 40), "{}", page.text());
    }

    #[test]
    fn names_are_broken_between_names() {
        let mut page = Page::new(words(), Some(22));
        page.names(heading("New"), ["Oslo", "Nordre Follo", "Ås"]);
        assert_eq!(page.text(), "New: Oslo,\n    Nordre Follo, Ås\n");
    }

    #[test]
    fn in_a_narrow_terminal_an_address_stands_under_the_name_and_is_not_broken() {
        let columns =
            [Column::text(heading("Contact")), Column::under(heading("E-mail")), Column::number(heading("Choice"))];
        let row = ["Øystein Eksempel", "oystein.eksempel@example.no", "2"].map(str::to_owned);
        let drawn = |width| {
            let mut page = Page::new(words(), width);
            page.table(&columns, [row.clone()]);
            page.text().to_owned()
        };
        let contact = "Øystein Eksempel             ";
        assert!(drawn(Some(80)).ends_with("Øystein Eksempel  oystein.eksempel@example.no       2\n"));
        assert!(
            drawn(Some(40)).ends_with(&format!("{contact}     2\noystein.eksempel@example.no\n")),
            "{}",
            drawn(Some(40))
        );
    }

    #[test]
    fn only_the_severity_of_a_finding_is_coloured() {
        let mut page = Page::new(words(), None);
        page.finding(&Finding::error("a", heading("is an error: yes")));
        assert_eq!(anstream::adapter::strip_str(page.text()).to_string(), "a: error: is an error: yes\n");
    }
}
