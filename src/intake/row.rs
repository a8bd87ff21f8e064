//! From the cells of one row to a registration. A row of which any cell cannot be read is refused.

use chrono::NaiveDateTime;

use super::choices::{self, Choice, combined};
use super::columns::Columns;
use super::context::Intake;
use super::known_cells::KnownCells;
use super::list_rows::ListRows;
use super::problem::Problem;
use super::ranking::asks_to_rank;
use super::received::Times;
use super::vocabulary::Heading;
use crate::email::Email;
use crate::exercise::DateId;
use crate::findings::{Finding, Findings, Sentence};
use crate::municipality::{Number, Unknown};
use crate::registration::{Answer, Choices, Registration, Source};
use crate::registration::{Field, Fields};
use crate::sheet::{Epoch, Row, Sheet};
use crate::text;

/// For so many cells that name nobody, one is looked for that is written alike: it takes longer than all the rest, and
/// nobody reads more.
const MOST_SUGGESTIONS: usize = 1000;

/// Reads the rows of one sheet.
pub struct Reader<'i> {
    intake: &'i Intake<'i>,
    file: &'i str,
    epoch: Epoch,
    /// How many columns have headings.
    width: usize,
    number: Option<usize>,
    municipality: Option<usize>,
    choices: Vec<usize>,
    /// Which choice the heading of each of these says it is.
    rank_of_choices: Vec<u32>,
    /// Whether each of these asks for dates in order of preference.
    rankings: Vec<bool>,
    ranks: Vec<(DateId, usize)>,
    fields: Vec<(Field, usize)>,
    told: Fields,
    /// Further columns of fields whose texts are put together.
    further: Vec<(Field, usize)>,
    /// All of these.
    columns_read: Vec<usize>,
    times: Times<'i>,
    /// What cells have been read as before: municipalities and dates repeat, and a note is made once for each text.
    /// Without it a million rows take 6 s of CPU instead of 1.4 s, three times as long as polars (docs/benchmarks.md).
    municipalities: KnownCells<Number>,
    /// How many cells there were that name nobody.
    unknown: usize,
    /// By the place of the column among the choices.
    known_choices: Vec<KnownCells<Choice>>,
    has_noted_own_address: bool,
    has_noted_cells_beside: bool,
}

impl<'i> Reader<'i> {
    pub fn new(intake: &'i Intake<'i>, sheet: &'i Sheet<'_>, columns: &Columns, list: ListRows<'i>) -> Reader<'i> {
        let mut reader = Reader {
            intake,
            file: sheet.file(),
            epoch: sheet.epoch(),
            width: 0,
            number: None,
            municipality: None,
            choices: Vec::new(),
            rank_of_choices: Vec::new(),
            rankings: Vec::new(),
            ranks: Vec::new(),
            fields: Vec::new(),
            further: Vec::new(),
            columns_read: Vec::new(),
            times: Times::new(intake, sheet, list.again()),
            told: Fields::default(),
            municipalities: KnownCells::default(),
            unknown: 0,
            known_choices: Vec::new(),
            has_noted_own_address: false,
            has_noted_cells_beside: false,
        };
        reader.turn_to(columns, list);
        reader
    }

    /// Reads the rows of another list from now on.
    pub fn turn_to(&mut self, columns: &Columns, list: ListRows<'i>) {
        self.width = columns.width();
        self.number = columns.of(Heading::Number);
        self.municipality = columns.of(Heading::Municipality);
        let choices = columns.choices();
        self.rank_of_choices = choices.iter().map(|(rank, _)| u32::try_from(*rank).unwrap_or(u32::MAX)).collect();
        self.choices = choices.into_iter().map(|(_, column)| column).collect();
        self.rankings = self.choices.iter().map(|column| asks_for_ranking(self.intake, columns, *column)).collect();
        self.known_choices = vec![KnownCells::default(); self.choices.len()];
        self.ranks = columns.ranks();
        self.fields = columns.fields();
        self.further = columns.further().to_vec();
        self.columns_read = self.all_columns();
        self.told = columns.fields().into_iter().map(|(field, _)| field).collect();
        self.times.turn_to(list);
        self.has_noted_own_address = false;
        self.has_noted_cells_beside = false;
    }

    /// Whether the list has a column for each choice.
    pub fn has_choices(&self) -> bool {
        !self.choices.is_empty()
    }

    /// The registration that a row is. Everything that is wrong with it is added to `findings`; nothing is given back
    /// if any of that is an error.
    pub fn read(&mut self, row: &Row, findings: &mut Findings) -> Option<Registration> {
        let fault = row.over_limit(self.file).or_else(|| row.over_headings(self.file, self.width));
        if let Some(finding) = fault {
            findings.push(finding);
            return None;
        }
        let errors_before = findings.errors();
        if row.len() > self.width {
            self.check_beside(row, findings);
        }
        let without_value = self.columns_read.iter().filter_map(|column| row.without_value(self.file, *column));
        without_value.for_each(|finding| findings.push(finding));
        if findings.errors() > errors_before {
            return None;
        }
        let municipality = self.find_municipality(row, findings);
        let answer = self.answer(row, findings);
        let fields = self.registration_of_fields(row, findings);
        if findings.errors() > errors_before {
            return None;
        }
        Some(Registration { municipality: municipality?, answer: answer?, ..fields })
    }

    /// The fields that the rows tell something of.
    pub fn told(&self) -> Fields {
        self.told
    }

    /// The municipality that a row names, whatever else is wrong with it.
    pub fn municipality_of(&mut self, row: &Row) -> Option<Number> {
        self.find_municipality(row, &mut Findings::new())
    }

    fn all_columns(&self) -> Vec<usize> {
        let ranks = self.ranks.iter().map(|(_, column)| *column);
        let fields = self.fields.iter().chain(&self.further).map(|(_, column)| *column);
        let named = self.number.into_iter().chain(self.municipality);
        named.chain(self.choices.iter().copied()).chain(ranks).chain(fields).collect()
    }

    /// When a row was received, whatever else is wrong with it.
    pub fn received_of(&self, row: &Row) -> Option<NaiveDateTime> {
        let (_, column) = self.fields.iter().find(|(field, _)| *field == Field::Received)?;
        self.times.if_clear(row.cell(*column))
    }

    /// What a row says of dates, as it is written: `24.11, 29.11`.
    pub fn choices_written(&self, row: &Row) -> String {
        let columns = self.choices.iter().chain(self.ranks.iter().map(|(_, column)| column));
        let cells: Vec<&str> = columns.map(|column| row.cell(*column)).filter(|cell| !cell.is_empty()).collect();
        if cells.is_empty() { "–".to_owned() } else { cells.join(", ") }
    }

    fn find_municipality(&mut self, row: &Row, findings: &mut Findings) -> Option<Number> {
        let by_number = self.found(row, self.number, findings);
        if let (Some(Ok(number)), Some(column)) = (by_number, self.municipality)
            && self.is_one_of_that_name(number, row.cell(column))
        {
            return Some(number);
        }
        let by_name = self.found(row, self.municipality, findings);
        match (by_number, by_name) {
            (Some(Ok(number)), Some(Ok(name))) if number != name => {
                let problem = Problem::MunicipalitiesDisagree {
                    by_number: self.intake.name(number),
                    by_name: self.intake.name(name),
                };
                findings.push(self.error(row, self.number, problem));
                None
            }
            (Some(Ok(number)), Some(Ok(_)) | None) | (None, Some(Ok(number))) => Some(number),
            (Some(Err(())), _) | (_, Some(Err(()))) => None,
            (None, None) => {
                findings.push(self.error(row, self.municipality.or(self.number), Problem::NoMunicipality));
                None
            }
        }
    }

    /// Whether a name that several have, beside a number, is that of the one with this number.
    fn is_one_of_that_name(&self, number: Number, name: &str) -> bool {
        let municipalities = self.intake.municipalities;
        // Most names have been found before.
        !self.municipalities.contains_key(name)
            && matches!(municipalities.look_up(name), Err(Unknown::SeveralOfThatName { .. }))
            && municipalities.look_up(&format!("{number} {name}")).is_ok_and(|(found, _)| found.number == number)
    }

    /// The municipality that a cell names: none if the cell is empty, an error if nobody is found.
    fn found(&mut self, row: &Row, column: Option<usize>, findings: &mut Findings) -> Option<Result<Number, ()>> {
        let written = row.cell(column?);
        if written.is_empty() {
            return None;
        }
        if let Some(known) = self.municipalities.get(written) {
            return Some(Ok(*known));
        }
        let municipalities = self.intake.municipalities;
        let looked_up = if self.unknown < MOST_SUGGESTIONS {
            municipalities.find_noting(written)
        } else {
            municipalities.look_up(written)
        };
        let found = looked_up.map(|(found, reading)| {
            if let Some(reading) = reading {
                findings.push(at(Finding::notice(self.file, reading), row, column));
            }
            found.number
        });
        let found = found.map_err(|unknown| findings.push(self.error(row, column, unknown)));
        match found {
            Ok(number) => drop(self.municipalities.insert(written.to_owned(), number)),
            Err(()) => self.unknown += 1,
        }
        Some(found)
    }

    fn answer(&mut self, row: &Row, findings: &mut Findings) -> Option<Answer> {
        if self.choices.is_empty() {
            return self.ranked(row, findings);
        }
        let number = self.choices.len();
        let cells: Vec<Choice> = (0..number).filter_map(|index| self.choice(row, index, findings)).collect();
        if cells.len() < number {
            return None;
        }
        match combined(&cells) {
            Ok(answer) => {
                self.note_repeated(row, &cells, &answer, findings);
                Some(answer)
            }
            Err((index, problem)) => {
                let is_missing = problem == Problem::NoFirstChoice;
                let finding = self.error(row, self.choices.get(index).copied(), problem);
                findings.push(if is_missing { Finding { value: None, ..finding } } else { finding });
                None
            }
        }
    }

    /// What the cell in one of the columns of choices says, counted from 0.
    fn choice(&mut self, row: &Row, index: usize, findings: &mut Findings) -> Option<Choice> {
        let column = self.choices[index];
        let written = row.cell(column);
        if written.is_empty() {
            return Some(Choice::None);
        }
        if let Some(known) = self.known_choices[index].get(written) {
            return Some(known.clone());
        }
        let about = choices::Column { rank: self.rank_of_choices[index], is_ranking: self.rankings[index] };
        match choices::read(written, about, &self.intake.exercise.dates, self.epoch) {
            Ok(choice) => {
                self.known_choices[index].insert(written.to_owned(), choice.clone());
                Some(choice)
            }
            Err(problem) => {
                findings.push(self.error(row, Some(column), problem.in_words(&self.intake.exercise.dates)));
                None
            }
        }
    }

    fn note_repeated(&self, row: &Row, cells: &[Choice], answer: &Answer, findings: &mut Findings) {
        let dates = cells.iter().filter(|choice| matches!(choice, Choice::Date(_))).count();
        if dates > 1 && dates > answer.dates().len() {
            let repeated = cells.iter().enumerate().skip(1).find(|(index, choice)| cells[..*index].contains(choice));
            let column = repeated.and_then(|(index, _)| self.choices.get(index).copied());
            findings.push(at(Finding::notice(self.file, Problem::RepeatedChoice), row, column));
        }
    }

    /// The answer in a sheet with a column for each date and ranks in the cells.
    fn ranked(&self, row: &Row, findings: &mut Findings) -> Option<Answer> {
        let mut ranks: Vec<(u32, DateId)> = Vec::new();
        let mut marked: Vec<DateId> = Vec::new();
        for (date, column) in &self.ranks {
            // Some programs write whole numbers with a decimal.
            let cell = row.cell(*column).to_lowercase();
            match cell.strip_suffix(".0").unwrap_or(&cell).trim_end_matches('.') {
                "0" | "nei" => {}
                nothing if says_nothing(nothing) => {}
                "x" | "ja" => marked.push(*date),
                written => match written.parse::<u32>() {
                    Ok(rank @ 1..) => ranks.push((rank, *date)),
                    _ => {
                        findings.push(self.error(row, Some(*column), Problem::NotARank));
                        return None;
                    }
                },
            }
        }
        ranks.sort_unstable();
        let are_different = ranks.windows(2).all(|pair| pair[0].0 != pair[1].0);
        let problem = match (ranks.as_slice(), marked.as_slice()) {
            ([], [only]) => return Choices::new([*only]).map(Answer::Dates),
            ([], []) => Problem::NoDateMarked,
            ([], _) => Problem::SeveralDatesMarked,
            (_, []) if are_different => {
                return Choices::new(ranks.into_iter().map(|(_, date)| date)).map(Answer::Dates);
            }
            (_, []) => Problem::EqualRanks,
            _ => Problem::RanksAndMarks,
        };
        let first_column = self.ranks.first().map(|(_, column)| *column);
        findings.push(Finding { value: None, ..self.error(row, first_column, problem) });
        None
    }

    /// A registration with all that the row says beside municipality and answer.
    fn registration_of_fields(&mut self, row: &Row, findings: &mut Findings) -> Registration {
        let source = Source { file: self.file.to_owned(), line: row.line() };
        let mut registration = Registration::new(Number::NOBODY, Answer::Any, self.intake.now, source);
        let mut received = None;
        for (field, column) in &self.fields {
            let written = row.cell(*column);
            if names_nobody(written) {
                continue;
            }
            if *field == Field::Received {
                received = Some((*column, written));
            } else if let Err(problem) = registration.read(*field, written, self.epoch) {
                findings.push(self.error(row, Some(*column), problem));
            }
            if *field == Field::Email && self.is_own_address(written) {
                if !self.has_noted_own_address {
                    findings.push(at(Finding::warning(self.file, Problem::OwnAddress), row, Some(*column)));
                }
                self.has_noted_own_address = true;
            }
        }
        for (field, column) in &self.further {
            self.put_together(&mut registration, *field, row, *column, findings);
        }
        if let Some((column, written)) = received {
            registration.received = self.times.received(row, column, written, findings);
        }
        registration
    }

    /// Whether an address, with or without a name beside it, is the one that invitations come from.
    fn is_own_address(&self, written: &str) -> bool {
        let own = &self.intake.exercise.contact.email;
        written.contains(own.as_str()) && written.parse::<Email>().as_ref() == Ok(own)
    }

    /// Adds what a further column says to a field.
    fn put_together(
        &self,
        registration: &mut Registration,
        field: Field,
        row: &Row,
        column: usize,
        findings: &mut Findings,
    ) {
        let written = row.cell(column);
        let known = registration.cell(field).into_owned();
        if names_nobody(written) || known == written {
            return;
        }
        let between = if field == Field::Comment { "\n" } else { " / " };
        let both = if known.is_empty() { written.to_owned() } else { format!("{known}{between}{written}") };
        if let Err(problem) = registration.read(field, &both, self.epoch) {
            findings.push(self.error(row, Some(column), problem));
        }
    }

    /// Looks at the cells to the right of the last heading: nobody has said what a date there is.
    fn check_beside(&mut self, row: &Row, findings: &mut Findings) {
        for column in self.width..row.len() {
            let written = row.cell(column);
            if written.is_empty() {
                continue;
            }
            if self.intake.exercise.dates.find_since(written, self.epoch).is_ok() {
                findings.push(self.error(row, Some(column), Problem::DateBesideHeadings));
            } else if !self.has_noted_cells_beside {
                self.has_noted_cells_beside = true;
                findings.push(at(Finding::warning(self.file, Problem::CellsBesideHeadings), row, Some(column)));
            }
        }
    }

    fn error(&self, row: &Row, column: Option<usize>, problem: impl Into<Sentence>) -> Finding {
        at(Finding::error(self.file, problem), row, column)
    }
}

/// Whether a cell says no more than an empty one.
fn says_nothing(written: &str) -> bool {
    matches!(written, "" | "-" | "–")
}

/// Whether a cell says nothing, or what forms write for nobody.
fn names_nobody(written: &str) -> bool {
    says_nothing(written) || matches!(written, "anonymous" | "anonym")
}

/// Whether a question asks for dates in order of preference: the exercise says so, or the question does.
fn asks_for_ranking(intake: &Intake<'_>, columns: &Columns, column: usize) -> bool {
    intake.exercise.import_ranking || asks_to_rank(&text::words(columns.heading(column)))
}

fn at(finding: Finding, row: &Row, column: Option<usize>) -> Finding {
    let column = column.unwrap_or_default();
    finding.at(row.place(column)).value(row.cell(column))
}
