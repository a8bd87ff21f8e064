//! From a list of those who took part, as a host writes it, to what it says of each municipality: exact or asked.
//!
//! A list of names alone says that those took part. Where a column asks who did, or how many people came, its cells
//! say so, and an empty one says nothing. What was planned is never read as what was seen.

mod answer;
mod headings;
mod problem;

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::vocabulary::Vocabulary;
use crate::exercise::{DateId, Exercise};
use crate::findings::{Finding, Findings, Sentence, Value};
use crate::municipality::{Municipalities, Number};
use crate::sheet::{Delimiter, Row, Rows, Sheet};

use headings::{Columns, Holds};
use problem::Problem;

/// What reading a list needs to know.
#[derive(Debug, Clone, Copy)]
pub struct AttendanceLists<'e> {
    pub exercise: &'e Exercise,
    pub municipalities: &'e Municipalities,
    /// The date that was held.
    pub date: DateId,
}

/// What was seen of a municipality.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    pub took_part: bool,
    /// How many people came, if somebody counted them.
    pub head_count: Option<u32>,
    /// Where it is said; empty if it was typed.
    pub source: String,
}

/// What has been said of municipalities, in one list or several.
#[derive(Debug, Default)]
pub struct AttendanceSaid {
    pub seen: BTreeMap<Number, Seen>,
    /// How many rows say nothing of their municipality.
    pub blank: usize,
    /// The first list that itself says who took part and who did not.
    pub with_answers: Option<String>,
}

impl AttendanceSaid {
    /// Adds what was seen of a municipality.
    ///
    /// # Errors
    /// Where something else was said of it before.
    pub fn add(&mut self, municipality: Number, seen: Seen) -> Result<(), String> {
        match self.seen.entry(municipality) {
            Entry::Vacant(vacant) => drop(vacant.insert(seen)),
            Entry::Occupied(mut known) => {
                let known = known.get_mut();
                let counts = known.head_count.zip(seen.head_count);
                if known.took_part != seen.took_part || counts.is_some_and(|(one, other)| one != other) {
                    return Err(known.source.clone());
                }
                known.head_count = known.head_count.or(seen.head_count);
            }
        }
        Ok(())
    }
}

impl AttendanceLists<'_> {
    /// Reads a list, which adds to what was said before. What is wrong with it is added to `findings`.
    pub fn read(&self, file: &str, bytes: &[u8], said: &mut AttendanceSaid, findings: &mut Findings) {
        let Some(sheet) = Sheet::open(file, bytes, None, findings) else { return };
        let errors_before = findings.errors();
        let mut reader = Reader { lists: self, sheet: &sheet, said, findings };
        let Some(layout) = reader.layout() else { return };
        let Some(rows) = reader.below_headings(&layout) else { return };
        match &layout.columns {
            Some(columns) => {
                reader.check_columns(columns, rows.ahead());
                if reader.findings.errors() == errors_before {
                    reader.read_rows(columns, rows);
                }
            }
            None => reader.read_names(rows),
        }
    }
}

/// Where the rows of a list begin, and what their cells hold.
struct Layout {
    delimiter: Delimiter,
    /// How many rows stand above the headings.
    titles: usize,
    /// None where there are no headings.
    columns: Option<Columns>,
}

/// What a row says.
enum Told {
    Nothing,
    /// Whether it took part, and how many people came.
    Seen(bool, Option<u32>),
}

/// Reads one list.
struct Reader<'r> {
    lists: &'r AttendanceLists<'r>,
    sheet: &'r Sheet<'r>,
    said: &'r mut AttendanceSaid,
    findings: &'r mut Findings,
}

impl<'r> Reader<'r> {
    fn refuse(&mut self, row: &Row, column: usize, problem: impl Into<Sentence>) {
        let finding = Finding::error(self.sheet.file(), problem).at(row.place(column));
        self.findings.push(finding.value(row.cell(column)));
    }

    /// Of the first rows, under each delimiter that can be meant, the first one with a heading for municipalities.
    fn layout(&mut self) -> Option<Layout> {
        const ROWS_TO_LOOK_AT: usize = 30;
        let vocabulary = Vocabulary::new(self.lists.exercise);
        let mut row = Row::default();
        for delimiter in self.sheet.delimiters() {
            let mut rows = self.sheet.rows(*delimiter);
            let mut named: Option<(Row, usize)> = None;
            for titles in 0..ROWS_TO_LOOK_AT {
                if !rows.read(&mut row) {
                    break;
                }
                if !row.is_within_limits() {
                    continue;
                }
                let municipality = row.cells().position(|cell| self.lists.municipalities.look_up(cell).is_ok());
                let columns = Columns::of(row.cells(), &vocabulary);
                if municipality.is_none() && columns.name_municipalities() {
                    if let Some((named, column)) = named {
                        self.refuse(&named, column, Problem::RowAboveHeadings { headings: row.line() });
                        return None;
                    }
                    return Some(Layout { delimiter: *delimiter, titles, columns: Some(columns) });
                }
                named = named.or(municipality.map(|column| (row.clone(), column)));
            }
        }
        Some(Layout { delimiter: *self.sheet.delimiters().first()?, titles: 0, columns: None })
    }

    /// The rows of the list; none if they cannot be told apart, or there are none.
    fn below_headings(&mut self, layout: &Layout) -> Option<Rows<'r>> {
        if let Some(finding) = self.sheet.misleading_quote(layout.delimiter) {
            self.findings.push(finding);
            return None;
        }
        let mut rows = self.sheet.rows(layout.delimiter);
        if layout.columns.is_some() {
            for _ in 0..=layout.titles {
                rows.read(&mut Row::default());
            }
        }
        if !rows.ahead().read(&mut Row::default()) {
            self.findings.push(Finding::error(self.sheet.file(), Problem::NoRows));
            return None;
        }
        Some(rows)
    }

    /// Whether so many rows are wrong that the rest is not read: nothing of the list is taken in then.
    fn ends_at(&mut self, row: &Row) -> bool {
        const MOST: usize = 1000;
        let ends = self.findings.errors() > MOST;
        if ends {
            let end = Finding::error(self.sheet.file(), Problem::TooManyMistakes { most: MOST });
            self.findings.push_last(end.at(row.place(0)));
        }
        ends
    }

    /// A list without headings: one municipality a row, and nothing beside it.
    fn read_names(&mut self, mut rows: Rows<'_>) {
        let mut row = Row::default();
        while rows.read(&mut row) && !self.ends_at(&row) {
            if let Some(finding) = row.over_limit(self.sheet.file()) {
                self.findings.push(finding);
                continue;
            }
            if let Some(column) = (1..row.len()).find(|column| !row.cell(*column).is_empty()) {
                return self.refuse(&row, column, Problem::NoHeadings);
            }
            if let Some(number) = self.municipality(&row, 0) {
                self.add(&row, 0, number, (true, None));
            }
        }
    }

    /// Refuses columns that leave in doubt who took part, and tells of those that are not read.
    fn check_columns(&mut self, columns: &Columns, mut rows: Rows<'_>) {
        let mut row = Row::default();
        // What each column came to: refused, not read, or neither so far.
        let mut unread = vec![None; columns.width()];
        while rows.read(&mut row) && !self.ends_at(&row) {
            if !row.is_within_limits() {
                continue;
            }
            for (column, holds) in columns.all() {
                if row.cell(column).is_empty() || unread[column] == Some(false) {
                    continue;
                }
                match doubt(columns, column, holds, row.cell(column)) {
                    Some(problem) => {
                        unread[column] = Some(false);
                        self.refuse(&row, column, problem);
                    }
                    None if holds.is_read() || holds == Holds::Beside => {}
                    None => unread[column] = Some(true),
                }
            }
        }
        let unread = columns.all().filter(|(column, _)| unread[*column] == Some(true));
        let headings: Vec<Value> = unread.map(|(column, _)| columns.quoted(column)).collect();
        if !headings.is_empty() {
            let problem = Problem::UnreadColumns { count: headings.len(), headings: Value::List(headings) };
            self.findings.push(Finding::notice(self.sheet.file(), problem));
        }
    }

    fn read_rows(&mut self, columns: &Columns, mut rows: Rows<'_>) {
        let mut row = Row::default();
        let (mut answers, errors_before) = (0, self.findings.errors());
        while rows.read(&mut row) && !self.ends_at(&row) {
            let file = self.sheet.file();
            if let Some(finding) = row.over_limit(file).or_else(|| row.over_headings(file, columns.width())) {
                self.findings.push(finding);
                continue;
            }
            let without_value = columns.all().filter(|(_, holds)| holds.is_read());
            let without_value: Vec<Finding> =
                without_value.filter_map(|(column, _)| row.without_value(file, column)).collect();
            if !without_value.is_empty() {
                self.findings.extend(without_value);
                continue;
            }
            let municipality = self.municipality_of(columns, &row);
            match (municipality, self.told(columns, &row)) {
                (Some(_), Some(Told::Nothing)) => self.said.blank += 1,
                (Some((number, column)), Some(Told::Seen(took_part, head_count))) => {
                    answers += 1;
                    self.add(&row, column, number, (took_part, head_count));
                }
                _ => {}
            }
        }
        if columns.has_answers() {
            self.said.with_answers.get_or_insert_with(|| self.sheet.file().to_owned());
        }
        if answers == 0 && self.findings.errors() == errors_before {
            let asked = columns.first(Holds::TookPart).or(columns.first(Holds::HeadCount)).unwrap_or_default();
            let problem = Problem::NotFilledIn { heading: columns.quoted(asked) };
            self.findings.push(Finding::error(self.sheet.file(), problem));
        }
    }

    /// The municipality that a row names, and in which column.
    fn municipality_of(&mut self, columns: &Columns, row: &Row) -> Option<(Number, usize)> {
        let named = [Holds::Number, Holds::Municipality].into_iter().filter_map(|holds| columns.first(holds));
        let named: Vec<usize> = named.collect();
        let mut found = Vec::new();
        for column in named.iter().copied().filter(|column| !row.cell(*column).is_empty()) {
            found.push((self.municipality(row, column)?, column));
        }
        match found.as_slice() {
            [] => {
                self.refuse(row, named.first().copied().unwrap_or_default(), Problem::NoMunicipality);
                None
            }
            [(number, column), (other, _)] if number != other => {
                let (by_number, by_name) = (self.name(*number), self.name(*other));
                self.refuse(row, *column, Problem::MunicipalitiesDisagree { by_number, by_name });
                None
            }
            [first, ..] => Some(*first),
        }
    }

    fn municipality(&mut self, row: &Row, column: usize) -> Option<Number> {
        match self.lists.municipalities.find_noting(row.cell(column)) {
            Ok((found, noted)) => {
                let file = self.sheet.file();
                let note = |noted| Finding::notice(file, noted).at(row.place(column)).value(row.cell(column));
                self.findings.extend(noted.map(note));
                Some(found.number)
            }
            Err(unknown) => {
                self.refuse(row, column, unknown);
                None
            }
        }
    }

    fn name(&self, number: Number) -> String {
        self.lists.municipalities.get(number).map_or_else(|| number.to_string(), |found| found.name.clone())
    }

    /// What a row says of its municipality; none if it cannot be read.
    fn told(&mut self, columns: &Columns, row: &Row) -> Option<Told> {
        if let Some(column) = columns.first(Holds::Date).filter(|column| !row.cell(*column).is_empty())
            && let Some(problem) = self.other_date(row.cell(column))
        {
            self.refuse(row, column, problem);
            return None;
        }
        let (asked, counted) = (columns.first(Holds::TookPart), columns.first(Holds::HeadCount));
        if !columns.has_answers() {
            return Some(Told::Seen(true, None));
        }
        let answer = asked.map_or(Ok(None), |column| answer::took_part(row.cell(column)));
        let count = counted.map_or(Ok(None), |column| answer::head_count(row.cell(column)));
        let heading = columns.quoted(asked.unwrap_or_default());
        let (column, problem) = match (answer, count) {
            (Err(problem), _) => (asked, problem),
            (_, Err(problem)) => (counted, problem),
            (Ok(Some(false)), Ok(Some(1..))) => (counted, Problem::PeopleOfAbsent { heading }),
            (Ok(Some(true)), Ok(Some(0))) => (counted, Problem::NobodyOfPresent { heading }),
            (Ok(None), Ok(None)) => return Some(Told::Nothing),
            (Ok(Some(false)), _) | (Ok(None), Ok(Some(0))) => return Some(Told::Seen(false, None)),
            (Ok(_), Ok(count)) => return Some(Told::Seen(true, count)),
        };
        self.refuse(row, column.unwrap_or_default(), problem);
        None
    }

    /// What is wrong with the date of a row; none if it is the one that was held.
    fn other_date(&self, written: &str) -> Option<Sentence> {
        let dates = &self.lists.exercise.dates;
        match dates.find_since(written, self.sheet.epoch()) {
            Ok(date) if dates.today(date) == self.lists.date => None,
            Ok(date) => {
                let date = dates.today(date);
                Some(Problem::OtherDate { date: dates.short(date), key: dates.key(date).to_owned() }.into())
            }
            Err(problem) => Some(dates.problem(problem)),
        }
    }

    fn add(&mut self, row: &Row, column: usize, municipality: Number, (took_part, head_count): (bool, Option<u32>)) {
        let source = format!("{}:{}", self.sheet.file(), row.line());
        if let Err(other) = self.said.add(municipality, Seen { took_part, head_count, source }) {
            self.refuse(row, column, Problem::Contradicts { other });
        }
    }
}

/// Why a column that has something in it leaves in doubt who took part.
fn doubt(columns: &Columns, column: usize, holds: Holds, cell: &str) -> Option<Problem> {
    let heading = columns.quoted(column);
    let first = columns.first(holds).unwrap_or_default();
    match holds {
        _ if holds.is_read() => (first != column).then(|| Problem::SecondColumn { first: columns.quoted(first) }),
        Holds::Negated => Some(Problem::NegatedColumn { heading }),
        Holds::Participants if answer::head_count(cell).is_ok() => Some(Problem::UnclearNumber { heading }),
        Holds::Choice if columns.first(Holds::TookPart).is_none() => Some(Problem::Registrations { heading }),
        // Where nothing else says who took part, "syk" in a remark does.
        Holds::Other if !columns.has_answers() => Some(Problem::UnclearColumn { heading }),
        _ => None,
    }
}
