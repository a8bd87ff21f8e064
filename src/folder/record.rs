//! One way to read and write the tool's tables.
//!
//! A table is a CSV file with a row of headings. Its columns are found by name, in whatever order they stand and also
//! after Excel has saved the file. Each table's own file holds its columns and nothing else.

use std::borrow::Cow;

use super::problem::Problem;
use crate::exercise::{DateId, Exercise};
use crate::findings::{Finding, Findings, Sentence};
use crate::municipality::{ByNumber, Municipalities, Number, Numbered};
use crate::sheet::{self, Row, Sheet, Table};

/// The heading of a municipality's name.
const NAME: &str = "municipality";

/// What the values in a table refer to.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Context<'c> {
    /// The exercise, with its dates.
    pub(crate) exercise: &'c Exercise,
    /// Those that are invited.
    pub(crate) municipalities: &'c Municipalities,
}

impl<'c> Context<'c> {
    /// The name of a municipality; empty if it is no longer invited.
    pub(super) fn name(&self, number: Number) -> &'c str {
        self.municipalities.get(number).map_or("", |municipality| &municipality.name)
    }
}

/// A row of one of the tool's tables.
pub(crate) trait Record: Sized {
    /// The table, from the exercise folder.
    const FILE: &'static str;

    /// The columns, in the order in which they are written.
    fn columns() -> Vec<Column<Self>>;

    /// The record of a row; none, with findings, if a cell cannot be read.
    fn read(cells: &mut Cells<'_>) -> Option<Self>;

    /// A column that must be there.
    fn column(
        heading: &'static str,
        write: impl for<'r> Fn(&'r Self, Context<'r>) -> Cow<'r, str> + 'static,
    ) -> Column<Self> {
        Column { heading: Heading::Single(heading), write: Box::new(move |record, _, context| write(record, context)) }
    }

    /// A column that tables of earlier versions lack.
    fn later_column(
        heading: &'static str,
        write: impl for<'r> Fn(&'r Self, Context<'r>) -> Cow<'r, str> + 'static,
    ) -> Column<Self> {
        Column { heading: Heading::Later(heading), ..Self::column(heading, write) }
    }

    /// Columns with the headings `heading(1)`, `heading(2)` and so on. They may be missing; `least` of them are always
    /// written, and as many as `needed` says for the record that needs most.
    fn numbered_columns(
        heading: fn(usize) -> String,
        least: usize,
        needed: fn(&Self) -> usize,
        write: impl for<'r> Fn(&'r Self, usize, Context<'r>) -> Cow<'r, str> + 'static,
    ) -> Column<Self> {
        Column { heading: Heading::Numbered { heading, least, needed }, write: Box::new(write) }
    }
}

/// The records of a table.
pub(crate) trait Records: Default {
    type Record: Record;

    /// All, in the order in which they are written.
    fn records(&self) -> impl Iterator<Item = &Self::Record>;

    /// Adds a record that was read; false if its municipality may have one only, and has it.
    fn add_record(&mut self, record: Self::Record) -> bool;
}

impl<R: Record + Numbered> Records for ByNumber<R> {
    type Record = R;

    fn records(&self) -> impl Iterator<Item = &R> {
        self.iter()
    }

    fn add_record(&mut self, record: R) -> bool {
        self.insert(record).is_none()
    }
}

/// A column, or several of the same kind.
pub(crate) struct Column<R> {
    heading: Heading<R>,
    write: Box<Write<R>>,
}

/// The text of a cell: of a record, in the place of a column among those of the same kind.
type Write<R> = dyn for<'r> Fn(&'r R, usize, Context<'r>) -> Cow<'r, str>;

enum Heading<R> {
    Single(&'static str),
    Later(&'static str),
    Numbered { heading: fn(usize) -> String, least: usize, needed: fn(&R) -> usize },
}

impl<R> Heading<R> {
    /// The headings that these records need.
    fn names<'r>(&self, records: impl Iterator<Item = &'r R>) -> Vec<String>
    where
        R: 'r,
    {
        match *self {
            Heading::Single(name) | Heading::Later(name) => vec![name.to_owned()],
            Heading::Numbered { heading, least, needed } => {
                let number = records.map(needed).max().unwrap_or_default().max(least);
                (1..=number).map(heading).collect()
            }
        }
    }
}

/// A table as bytes.
pub(super) fn write<T: Records>(records: &T, context: Context<'_>) -> Vec<u8> {
    let columns = T::Record::columns();
    let (mut headings, mut cells) = (Vec::new(), Vec::new());
    for Column { heading, write } in &columns {
        let names = heading.names(records.records());
        cells.extend((0..names.len()).map(|place| (write, place)));
        headings.extend(names);
    }
    let row = |record| cells.iter().map(move |(write, place)| write(record, *place, context));
    sheet::write(headings, records.records().map(row))
}

/// The records of a table. What is wrong with it is added to `findings`; a row of which something is wrong is left out.
pub(super) fn read<T: Records>(bytes: &[u8], context: Context<'_>, findings: &mut Findings) -> T {
    let mut records = T::default();
    read_rows::<T::Record, _>(bytes, context, findings, T::Record::read, |record| records.add_record(record));
    records
}

/// The same of each row of the table of `R` that `read` makes of it. `add` says false if it has one of that municipality.
pub(super) fn read_rows<R: Record, P>(
    bytes: &[u8],
    context: Context<'_>,
    findings: &mut Findings,
    read: impl Fn(&mut Cells<'_>) -> Option<P>,
    mut add: impl FnMut(P) -> bool,
) {
    if bytes.trim_ascii().is_empty() {
        return findings.push(Finding::error(R::FILE, Problem::EmptyTable));
    }
    let sheet = match Sheet::of_table(R::FILE, bytes) {
        Ok(sheet) => sheet,
        Err(finding) => return findings.push(*finding),
    };
    let (mut names, mut optional, mut numbered_headings) = (Vec::new(), Vec::new(), Vec::new());
    for column in R::columns() {
        match column.heading {
            Heading::Single(name) => names.push(name),
            Heading::Later(name) => optional.push(name.to_owned()),
            Heading::Numbered { heading, .. } => numbered_headings.push(heading),
        }
    }
    let Some(table) = Table::open(&sheet, &names, findings) else { return };
    let is_there = |heading: &String| table.column(heading).is_some();
    let numbered = numbered_headings.iter().flat_map(|heading| (1..).map(heading).take_while(is_there));
    let numbered: Vec<String> = numbered.collect();
    optional.extend_from_slice(&numbered);
    table.refuse_other_columns(&optional, findings);
    let (headings, rows) = table.into_rows();
    let mut row = Row::default();
    std::thread::scope(|scope| {
        let mut rows = rows.read_ahead(scope);
        while rows.read(&mut row) {
            let mut cells =
                Cells { file: R::FILE, row: &row, headings: &headings, numbered: &numbered, context, findings };
            let Some(part) = read(&mut cells) else { continue };
            if !add(part) {
                cells.refuse(names[0], Problem::SecondRow);
            }
        }
    });
}

/// The cells of a row that is being read, by their headings.
pub(crate) struct Cells<'c> {
    file: &'static str,
    row: &'c Row,
    headings: &'c [String],
    numbered: &'c [String],
    context: Context<'c>,
    findings: &'c mut Findings,
}

impl<'c> Cells<'c> {
    /// The text of a cell; empty where the table has no such column.
    pub(super) fn text(&self, heading: &str) -> &'c str {
        self.column(heading).map_or("", |column| self.row.cell(column))
    }

    /// The headings of the numbered columns that are there.
    pub(super) fn numbered(&self) -> &'c [String] {
        self.numbered
    }

    /// The value of a cell, if it can be read.
    pub(super) fn value<T>(
        &mut self,
        heading: &str,
        problem: Problem,
        read: impl FnOnce(&'c str) -> Option<T>,
    ) -> Option<T> {
        let value = read(self.text(heading));
        if value.is_none() {
            self.refuse(heading, problem);
        }
        value
    }

    /// The value of a cell that may be empty; `None` if it cannot be read.
    #[expect(clippy::option_option, reason = "unreadable, empty or a value")]
    pub(super) fn optional<T>(
        &mut self,
        heading: &str,
        problem: Problem,
        read: impl FnOnce(&'c str) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.text(heading) {
            "" => Some(None),
            _ => self.value(heading, problem, read).map(Some),
        }
    }

    /// The municipality that a cell names.
    pub(super) fn municipality(&mut self, heading: &str) -> Option<Number> {
        match self.context.municipalities.find(self.text(heading)) {
            Ok(found) => Some(found.number),
            // `check` tells of whoever is no longer invited; the others go on.
            Err(_) if self.is_of_somebody_gone(heading) => None,
            Err(unknown) => {
                self.refuse(heading, unknown);
                None
            }
        }
    }

    /// Whether a row has the number of somebody who is not invited any more, and not the name of somebody who is.
    fn is_of_somebody_gone(&self, heading: &str) -> bool {
        let is_number = self.text(heading).parse::<Number>().is_ok();
        is_number && self.context.municipalities.find(self.text(NAME)).is_err()
    }

    /// The date of the exercise that a cell names.
    pub(super) fn date(&mut self, heading: &str) -> Option<DateId> {
        let dates = &self.context.exercise.dates;
        match dates.find(self.text(heading)) {
            Ok(date) => Some(date),
            Err(problem) => {
                self.refuse(heading, dates.problem(problem));
                None
            }
        }
    }

    /// Adds what is wrong with a cell to the findings.
    pub(super) fn refuse(&mut self, heading: &str, problem: impl Into<Sentence>) {
        let finding = self.finding(heading, problem);
        self.findings.push(finding);
    }

    fn finding(&self, heading: &str, problem: impl Into<Sentence>) -> Finding {
        let place = self.row.place(self.column(heading).unwrap_or_default());
        Finding::error(self.file, problem).at(place).value(self.text(heading))
    }

    fn column(&self, heading: &str) -> Option<usize> {
        self.headings.iter().position(|found| found == heading)
    }
}
