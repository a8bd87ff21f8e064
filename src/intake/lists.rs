//! The lists in a sheet: where each begins, and every row below its headings. Each row of the sheet is a heading, a
//! title, part of a list, or empty.

use std::collections::BTreeMap;
use std::iter::Sum;
use std::thread::Scope;

use serde::Serialize;

use super::columns::Columns;
use super::context::Intake;
use super::form;
use super::heading_row;
use super::list_rows::{ListRows, MOST_TITLES, can_be_title, only_text};
use super::problem::Problem;
use super::profile::Profile;
use super::row::Reader;
use super::vocabulary::{AsHeadings, Vocabulary};
use crate::findings::{Finding, Findings, Severity};
use crate::registration::Registration;
use crate::sheet::{Delimiter, Row, Rows, Sheet};

/// What the lines of a sheet are. Together they are all of them; a cell of several lines counts as one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Lines {
    /// Those of lists, refused ones too.
    pub rows: usize,
    /// One for each list.
    pub headings: usize,
    /// Above the first headings, and between an empty line and further ones.
    pub titles: usize,
    /// Without anything but delimiters and blanks.
    pub empty: usize,
}

impl Sum for Lines {
    fn sum<I: Iterator<Item = Lines>>(all: I) -> Lines {
        all.fold(Lines::default(), |sum, lines| Lines {
            rows: sum.rows + lines.rows,
            headings: sum.headings + lines.headings,
            titles: sum.titles + lines.titles,
            empty: sum.empty + lines.empty,
        })
    }
}

/// What comes next in a sheet.
pub enum Event<'e, 'i> {
    /// The headings of a list; without columns if they cannot be used.
    Headings { row: &'e Row, columns: Option<&'e Columns>, found: Findings },
    /// A title of a further list.
    Title { found: Findings },
    /// A row of a list.
    Row(Told<'e, 'i>),
    /// From here on nothing is read, for this reason.
    End(Finding),
}

/// A county sends one list, a host a dozen.
const MOST_LISTS: usize = 1000;

/// A list of which so many rows cannot be read is another kind of list.
const MOST_REFUSED: usize = 100_000;

/// A row of a list, and what it came to.
pub struct Told<'e, 'i> {
    pub row: &'e Row,
    pub reader: &'e mut Reader<'i>,
    pub registration: Option<Registration>,
    pub found: Findings,
    /// What is wrong with the headings of its list: then none of its rows is read.
    pub of_headings: &'e [Finding],
}

/// Where the first list begins and what its columns hold.
pub struct Lists<'s, 'b> {
    sheet: &'s Sheet<'b>,
    intake: &'s Intake<'s>,
    vocabulary: Vocabulary<'s>,
    pub delimiter: Delimiter,
    /// How many rows stand before the headings.
    titles: usize,
    columns: Columns,
    found: Findings,
    pub heading_line: usize,
}

impl<'s, 'b> Lists<'s, 'b> {
    /// Finds the first list, unless it is in the registration form of another exercise.
    pub fn find(sheet: &'s Sheet<'b>, intake: &'s Intake<'s>, findings: &mut Findings) -> Option<Lists<'s, 'b>> {
        let vocabulary = match sheet.form() {
            Some(form) => {
                form::check(sheet.file(), form, intake.exercise, findings)?;
                Vocabulary::of_form(intake.exercise)
            }
            None => Vocabulary::new(intake.exercise),
        };
        let (delimiter, titles) =
            headings_of_form(sheet, intake, &vocabulary).or_else(|| headings(sheet, intake, &vocabulary))?;
        if let Some(finding) = sheet.misleading_quote(delimiter) {
            findings.push(finding);
            return None;
        }
        let mut lists = Lists {
            sheet,
            intake,
            vocabulary,
            delimiter,
            titles,
            columns: Columns::default(),
            found: Findings::new(),
            heading_line: 0,
        };
        let mut row = Row::default();
        let mut rows = sheet.rows(delimiter);
        for _ in 0..=titles {
            rows.read(&mut row);
        }
        lists.heading_line = row.line();
        let errors_before = findings.errors();
        lists.check_titles(findings);
        let mut found = Findings::new();
        let columns = lists.columns_of(&row, &rows, &mut found);
        if columns.is_none() || findings.errors() > errors_before {
            found.into_iter().for_each(|finding| findings.push(finding));
            return None;
        }
        Some(Lists { columns: columns?, found, ..lists })
    }

    /// Refuses what looks like an answer above the headings: nothing would read it.
    fn check_titles(&self, findings: &mut Findings) {
        let (mut rows, mut row) = (self.sheet.rows(self.delimiter), Row::default());
        for _ in 0..self.titles {
            rows.read(&mut row);
            if let Some(finding) = row.over_limit(self.sheet.file()) {
                findings.push(finding);
                continue;
            }
            let is_answer = |cell: &str| {
                !cell.is_empty()
                    && !self.sheet.form().is_some_and(|form| form.prints(cell))
                    && (self.intake.exercise.dates.find_since(cell, self.sheet.epoch()).is_ok()
                        || self.intake.names_municipality(cell))
            };
            let Some(column) = row.cells().position(is_answer) else {
                let is_printed =
                    |cell: &str| cell.is_empty() || self.sheet.form().is_some_and(|form| form.prints(cell));
                if only_text(&row).is_none() && !row.cells().all(is_printed) {
                    findings.push(self.title(&row, Problem::TitleAbove { headings: self.heading_line }));
                }
                continue;
            };
            let problem = Problem::RowAboveHeadings { line: row.line(), headings: self.heading_line };
            let finding = Finding::error(self.sheet.file(), problem).at(row.place(column));
            findings.push(finding.value(row.cell(column)));
        }
    }

    fn columns_of(&self, headings: &Row, below: &Rows<'_>, findings: &mut Findings) -> Option<Columns> {
        let look = |profiles: &mut BTreeMap<usize, Profile>| self.look(self.list(below), profiles);
        heading_row::read(self.sheet.file(), headings, &self.vocabulary, look, findings)
    }

    /// The rows of the list whose headings come before these.
    fn list<'l>(&'l self, below: &Rows<'l>) -> ListRows<'l> {
        ListRows::new(below.ahead(), &self.vocabulary, self.intake, self.sheet.epoch())
    }

    /// Looks at the cells of columns in the rows of a list.
    fn look(&self, list: ListRows<'_>, profiles: &mut BTreeMap<usize, Profile>) {
        let mut row = Row::default();
        std::thread::scope(|scope| {
            let mut list = list.read_ahead(scope);
            while list.read(&mut row) {
                for (column, profile) in &mut *profiles {
                    profile.add(&row, *column, self.intake, self.sheet.epoch());
                }
            }
        });
    }

    /// Goes through the sheet from the first headings on.
    pub fn walk<'i>(&'i self, each: impl FnMut(Event<'_, 'i>)) -> Lines
    where
        's: 'i,
    {
        std::thread::scope(|scope| self.walk_within(scope, each))
    }

    fn walk_within<'scope, 'i: 'scope>(
        &'i self,
        scope: &'scope Scope<'scope, '_>,
        mut each: impl FnMut(Event<'_, 'i>),
    ) -> Lines
    where
        's: 'i,
    {
        let mut lines = Lines { titles: self.titles, headings: 1, ..Lines::default() };
        let mut next_line = 1;
        let (mut rows, mut row) = (self.sheet.rows(self.delimiter), Row::default());
        for _ in 0..=self.titles {
            rows.read(&mut row);
            lines.empty += row.line().saturating_sub(next_line);
            next_line = row.line() + row.line_breaks() + 1;
        }
        each(Event::Headings { row: &row, columns: Some(&self.columns), found: self.found.clone() });
        let mut reader = Reader::new(self.intake, self.sheet, &self.columns, self.list(&rows));
        let mut rows = rows.read_ahead(scope);
        let mut of_headings: Vec<Finding> = Vec::new();
        // Rows of which only headings below them can say that they are no answers.
        let mut held: Vec<(Row, Findings)> = Vec::new();
        let mut refused = 0;
        while rows.read(&mut row) {
            let has_too_many_lists = lines.headings > MOST_LISTS;
            if has_too_many_lists || refused > MOST_REFUSED {
                let problem = if has_too_many_lists {
                    Problem::TooManyLists { most: MOST_LISTS }
                } else {
                    Problem::TooManyRefused { most: MOST_REFUSED }
                };
                each(Event::End(Finding::error(self.sheet.file(), problem).at(row.place(0))));
                return lines;
            }
            let empty = row.line().saturating_sub(next_line);
            lines.empty += empty;
            next_line = row.line() + row.line_breaks() + 1;
            let mut found = Findings::new();
            let registration = if of_headings.is_empty() { reader.read(&row, &mut found) } else { None };
            let begins_list = registration.is_none() && self.begins_list(&row, &reader);
            let can_be_title = !begins_list
                && registration.is_none()
                && (empty > 0 || !held.is_empty())
                && held.len() < MOST_TITLES
                && can_be_title(&row, self.intake, self.sheet.epoch());
            if can_be_title {
                held.push((row.clone(), found));
                continue;
            }
            for (title, found) in held.drain(..) {
                if begins_list {
                    lines.titles += 1;
                    let mut found = Findings::new();
                    found.push(self.title(&title, Problem::TitleBetween { headings: row.line() }));
                    each(Event::Title { found });
                } else {
                    lines.rows += 1;
                    let told =
                        Told { row: &title, reader: &mut reader, registration: None, found, of_headings: &of_headings };
                    each(Event::Row(told));
                }
            }
            if begins_list {
                lines.headings += 1;
                let mut found = Findings::new();
                let columns = self.columns_of(&row, &rows, &mut found);
                let is_error = |finding: &Finding| finding.severity == Severity::Error;
                of_headings = match &columns {
                    Some(columns) => {
                        reader.turn_to(columns, self.list(&rows));
                        Vec::new()
                    }
                    None => found.clone().into_iter().filter(is_error).collect(),
                };
                each(Event::Headings { row: &row, columns: columns.as_ref(), found });
                continue;
            }
            lines.rows += 1;
            refused += usize::from(registration.is_none());
            each(Event::Row(Told { row: &row, reader: &mut reader, registration, found, of_headings: &of_headings }));
        }
        for (row, found) in held {
            lines.rows += 1;
            let told = Told { row: &row, reader: &mut reader, registration: None, found, of_headings: &of_headings };
            each(Event::Row(told));
        }
        lines.empty += self.sheet.last_line().saturating_sub(next_line - 1);
        lines
    }

    /// Whether a row is the headings of a further list. Dates below columns of choices are no headings.
    fn begins_list(&self, row: &Row, reader: &Reader<'_>) -> bool {
        // Of most rows that is quickly told.
        if !row.cells().any(|cell| self.vocabulary.can_ask(cell)) {
            return false;
        }
        let headings = self.vocabulary.as_headings(row, self.intake);
        headings.asks && !(headings.is_ranked && reader.has_choices())
    }

    fn title(&self, row: &Row, problem: Problem) -> Finding {
        let column = row.cells().position(|cell| !cell.is_empty()).unwrap_or_default();
        Finding::notice(self.sheet.file(), problem).at(row.place(column)).value(row.cell(column))
    }
}

/// Delimiter of a sheet and the rows above its headings: of the first rows, under each delimiter that can be meant, the
/// first one that asks for a municipality and a choice, or else the one in which the most columns are known.
fn headings(sheet: &Sheet<'_>, intake: &Intake<'_>, vocabulary: &Vocabulary<'_>) -> Option<(Delimiter, usize)> {
    const ROWS_TO_LOOK_AT: usize = 30;
    let mut best = (AsHeadings::default(), *sheet.delimiters().first()?, 0);
    for delimiter in sheet.delimiters() {
        let (mut rows, mut row) = (sheet.rows(*delimiter), Row::default());
        let mut first = (AsHeadings::default(), *delimiter, 0);
        // Behind a mark that misleads, a row is not what it seems.
        let mislead = sheet.misleading_quote(*delimiter).and_then(|finding| finding.place);
        for titles in 0..ROWS_TO_LOOK_AT {
            if !rows.read(&mut row) || mislead.is_some_and(|place| row.line() >= place.line) {
                break;
            }
            let headings = vocabulary.as_headings(&row, intake);
            let is_better = if first.0.is_complete { headings.asks && !first.0.asks } else { headings > first.0 };
            if is_better {
                first = (headings, *delimiter, titles);
            }
        }
        if first.0 > best.0 {
            best = first;
        }
    }
    Some((best.1, best.2))
}

/// The same of a registration form, which says where its headings are; nothing if they are no longer there.
fn headings_of_form(sheet: &Sheet<'_>, intake: &Intake<'_>, vocabulary: &Vocabulary<'_>) -> Option<(Delimiter, usize)> {
    let (delimiter, mut row) = (*sheet.delimiters().first()?, Row::default());
    let titles = form::rows_above(sheet.rows(delimiter), &mut row, sheet.form()?.heading_line)?;
    vocabulary.as_headings(&row, intake).asks.then_some((delimiter, titles))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Exercise;
    use crate::intake::Batch;
    use crate::municipality::Municipalities;
    use crate::sheet::READ;

    /// How many rows are read to import a text, and how many registrations are in it.
    fn read(text: &str) -> (usize, usize) {
        let mut findings = Findings::new();
        let exercise = Exercise::read(include_str!("../../exercise.toml"), &mut findings).expect("it is good");
        let municipalities = include_bytes!("../../data/municipalities.csv");
        let municipalities = Municipalities::read(municipalities, &mut findings).expect("it is good");
        let now = "2022-08-19T12:00:00".parse().expect("a time");
        let intake = Intake { exercise: &exercise, municipalities: &municipalities, now, sheet: None, take: &[] };
        let mut batch = Batch::default();
        READ.set(0);
        intake.read("x", text.as_bytes(), &mut batch, &mut findings);
        (READ.get(), batch.finish(&intake, &mut findings).rows)
    }

    #[test]
    fn of_many_lists_each_row_is_read_a_few_times_only() {
        let list = "Kommune;Pri 1;Mottatt;Rolle\nAsker;24.11;7/8/2022;x\nAsker;24.11;7/8/2022;x\n";
        let (read, rows) = read(&list.repeat(400));
        assert_eq!(rows, 800);
        assert!(read < 10 * rows, "{read}");
    }
}
