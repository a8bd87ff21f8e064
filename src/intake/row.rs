//! From the cells of one row to what a municipality says in it.
//!
//! Cells repeat: the same municipalities, the same dates. What a text has once been read as is
//! remembered, and a row that says nothing new costs no memory.
//!
//! It must never give back a row of which any cell could not be read.

use std::collections::HashMap;

use chrono::NaiveDateTime;

use super::Intake;
use super::answer::{Contradiction, Said, Unclear, combined, said};
use super::headings::Columns;
use super::vocabulary::Field;
use crate::email::Email;
use crate::exercise::{DateId, moment_since};
use crate::findings::{Finding, Findings};
use crate::municipality::{Municipality, Number, is_lossy};
use crate::registration::{Answer, Choices, Person};
use crate::sheet::{Epoch, Row};

/// A memory of what texts mean.
type Memory<T> = HashMap<String, T>;

/// What a row says; its texts are still those of the row.
#[derive(Debug)]
pub struct Heard<'r> {
    pub municipality: Number,
    pub answer: Answer,
    pub name: &'r str,
    pub email: &'r str,
    pub phone: &'r str,
    pub participants: Option<u32>,
    pub comment: &'r str,
    pub received: Option<NaiveDateTime>,
    pub line: usize,
}

/// Reads the rows of one sheet.
pub struct Reader<'i> {
    pub intake: &'i Intake<'i>,
    pub file: &'i str,
    epoch: Epoch,
    number: Option<usize>,
    municipality: Option<usize>,
    choices: Vec<usize>,
    ranks: Vec<(DateId, usize)>,
    contact: Option<usize>,
    email: Option<usize>,
    phone: Option<usize>,
    participants: Option<usize>,
    comment: Option<usize>,
    received: Option<usize>,
    municipalities: Memory<Number>,
    said: Memory<Said>,
    emails: Memory<Email>,
}

impl<'i> Reader<'i> {
    pub fn new(intake: &'i Intake<'i>, file: &'i str, epoch: Epoch, columns: &Columns) -> Reader<'i> {
        Reader {
            intake,
            file,
            epoch,
            number: columns.of(Field::Number),
            municipality: columns.of(Field::Municipality),
            choices: columns.choices(),
            ranks: columns.ranks(),
            contact: columns.of(Field::Contact),
            email: columns.of(Field::Email),
            phone: columns.of(Field::Phone),
            participants: columns.of(Field::Participants),
            comment: columns.of(Field::Comment),
            received: columns.of(Field::Received),
            municipalities: Memory::default(),
            said: Memory::default(),
            emails: Memory::default(),
        }
    }

    /// What a row says. Everything that is wrong with it is added to `findings`; nothing is given back
    /// if any of that is an error.
    pub fn read<'r>(&mut self, row: &'r Row, findings: &mut Findings) -> Option<Heard<'r>> {
        if let Some(finding) = row.over_limit(self.file) {
            findings.push(finding);
            return None;
        }
        let errors_before = findings.errors();
        let municipality = self.find_municipality(row, findings);
        let answer = self.answer(row, findings);
        let name = self.line(row, self.contact, findings);
        let phone = self.line(row, self.phone, findings);
        let email = self.email(row, findings);
        let participants = self.participants(row, findings);
        let received = self.received(row, findings);
        let comment = text(row, self.comment);
        if comment.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
            findings.push(self.error(row, self.comment, "holds control characters").remedy("write it anew"));
        }
        if findings.errors() > errors_before {
            return None;
        }
        let (municipality, answer) = (municipality?, answer?);
        Some(Heard { municipality, answer, name, email, phone, participants, comment, received, line: row.line() })
    }

    /// The municipality that a row names, whatever else is wrong with it.
    pub fn municipality_of(&mut self, row: &Row) -> Option<Number> {
        self.find_municipality(row, &mut Findings::new())
    }

    /// When a row was received, whatever else is wrong with it.
    pub fn received_of(&self, row: &Row) -> Option<NaiveDateTime> {
        self.received(row, &mut Findings::new())
    }

    /// What a row says of dates, as it is written: `24.11, 29.11`.
    pub fn choices_written(&self, row: &Row) -> String {
        let columns = self.choices.iter().chain(self.ranks.iter().map(|(_, column)| column));
        let cells: Vec<&str> = columns.map(|column| row.cell(*column)).filter(|cell| !cell.is_empty()).collect();
        if cells.is_empty() { "–".to_owned() } else { cells.join(", ") }
    }

    fn find_municipality(&mut self, row: &Row, findings: &mut Findings) -> Option<Number> {
        let by_number = self.found(row, self.number, findings);
        let by_name = self.found(row, self.municipality, findings);
        match (by_number, by_name) {
            (Some(Ok(number)), Some(Ok(name))) if number != name => {
                let known = |number: Number| self.intake.municipalities.get(number).map_or("?", |found| &found.name);
                let problem = format!("is {}, but the row says {} too", known(number), known(name));
                findings.push(self.error(row, self.number, problem).remedy("correct the number or the name"));
                None
            }
            (Some(Ok(one)), Some(Ok(_)) | None) | (None, Some(Ok(one))) => Some(one),
            (Some(Err(())), _) | (_, Some(Err(()))) => None,
            (None, None) => {
                let column = self.municipality.or(self.number);
                findings.push(
                    self.error(row, column, "names no municipality")
                        .remedy("write its name or number, or remove the row"),
                );
                None
            }
        }
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
        let found = self.intake.municipalities.find_noting(written).map(|(found, note): (&Municipality, _)| {
            if let Some(note) = note {
                let notice = Finding::notice(self.file, format!("{note} ({})", found.name));
                findings.push(at(notice, row, column).remedy("nothing to do; it is noted once for each number"));
            }
            found.number
        });
        let found = found.map_err(|unknown| {
            findings.push(self.error(row, column, unknown.to_string()).remedy(unknown.remedy()));
        });
        if let Ok(number) = found {
            self.municipalities.insert(written.to_owned(), number);
        }
        Some(found)
    }

    fn answer(&mut self, row: &Row, findings: &mut Findings) -> Option<Answer> {
        if self.choices.is_empty() {
            return self.ranked(row, findings);
        }
        let mut cells = Vec::new();
        let mut clear = true;
        for index in 0..self.choices.len() {
            match self.said(row, self.choices[index], findings) {
                Some(said) => cells.push(said),
                None => clear = false,
            }
        }
        if !clear {
            return None;
        }
        match combined(&cells) {
            Ok(answer) => {
                self.note_repeated(row, &cells, &answer, findings);
                Some(answer)
            }
            Err((index, contradiction)) => {
                let column = self.choices.get(index).copied();
                let finding = self.error(row, column, contradiction.to_string()).remedy(contradiction.remedy());
                let finding =
                    if contradiction == Contradiction::NoFirst { Finding { value: None, ..finding } } else { finding };
                findings.push(finding);
                None
            }
        }
    }

    fn said(&mut self, row: &Row, column: usize, findings: &mut Findings) -> Option<Said> {
        let written = row.cell(column);
        if written.is_empty() {
            return Some(Said::Nothing);
        }
        if let Some(known) = self.said.get(written) {
            return Some(known.clone());
        }
        let dates = &self.intake.exercise.dates;
        match said(written, dates, self.epoch) {
            Ok(said) => {
                self.said.insert(written.to_owned(), said.clone());
                Some(said)
            }
            Err(unclear) => {
                let remedy = match unclear {
                    Unclear::Date(_) => format!("write one of the exercise's dates: {}", dates.all_written()),
                    Unclear::Unordered | Unclear::SameRank => {
                        "ask the municipality; write one date in each column, or \"pri 1: …, pri 2: …\"".to_owned()
                    }
                };
                findings.push(self.error(row, Some(column), unclear.to_string()).remedy(remedy));
                None
            }
        }
    }

    fn note_repeated(&self, row: &Row, cells: &[Said], answer: &Answer, findings: &mut Findings) {
        let dates = cells.iter().filter(|said| matches!(said, Said::Date(_))).count();
        if dates > 1 && dates > answer.dates().len() {
            let repeated = cells.iter().enumerate().skip(1).find(|(index, said)| cells[..*index].contains(said));
            let column = repeated.and_then(|(index, _)| self.choices.get(index).copied());
            let notice = Finding::notice(self.file, "is an earlier choice too; it counts once");
            findings.push(at(notice, row, column).remedy("nothing to do, unless the municipality meant another date"));
        }
    }

    /// The answer in a sheet with a column for each date and ranks in the cells.
    fn ranked(&self, row: &Row, findings: &mut Findings) -> Option<Answer> {
        let mut ranks: Vec<(u32, DateId)> = Vec::new();
        let mut crosses: Vec<DateId> = Vec::new();
        for (date, column) in &self.ranks {
            match row.cell(*column).to_lowercase().trim_end_matches(['.', '0']) {
                "" | "-" | "–" | "nei" => {}
                "x" | "ja" => crosses.push(*date),
                written => match written.parse::<u32>() {
                    Ok(rank @ 1..) => ranks.push((rank, *date)),
                    _ => {
                        findings.push(
                            self.error(row, Some(*column), "is not a rank")
                                .remedy("write 1 for the first choice, 2 for the second"),
                        );
                        return None;
                    }
                },
            }
        }
        ranks.sort_unstable();
        let first_column = self.ranks.first().map(|(_, column)| *column);
        let same = ranks.windows(2).any(|pair| pair[0].0 == pair[1].0);
        let problem = match (ranks.as_slice(), crosses.as_slice()) {
            ([], [only]) => return Choices::new([*only]).map(Answer::Dates),
            ([], []) => "no date is chosen",
            ([], _) => "several dates are marked, and not which of them comes first",
            (_, []) if !same => return Choices::new(ranks.into_iter().map(|(_, date)| date)).map(Answer::Dates),
            (_, []) => "two dates have the same rank",
            _ => "some dates are ranked and others only marked",
        };
        let finding = Finding { value: None, ..self.error(row, first_column, problem) };
        findings.push(finding.remedy("ask the municipality, and write 1 for its first choice, 2 for its second"));
        None
    }

    /// A text that must be a single line with no letters lost.
    fn line<'r>(&self, row: &'r Row, column: Option<usize>, findings: &mut Findings) -> &'r str {
        let written = text(row, column);
        let problem = if written.contains(char::is_control) {
            ("is not a single line of text", "write it on one line")
        } else if is_lossy(written) {
            ("has lost letters", "ask for the file anew, saved as UTF-8 or as a workbook, or write it anew")
        } else if written.starts_with('#') && written.ends_with(['!', '?', 'A']) {
            ("is an error of the spreadsheet program", "correct the formula, or empty the cell")
        } else {
            return written;
        };
        findings.push(self.error(row, column, problem.0).remedy(problem.1));
        ""
    }

    fn email<'r>(&mut self, row: &'r Row, findings: &mut Findings) -> &'r str {
        let written = text(row, self.email);
        if written.is_empty() || self.emails.contains_key(written) {
            return written;
        }
        match written.parse::<Email>() {
            Ok(email) => {
                if email == self.intake.exercise.contact.email {
                    let finding = Finding::warning(self.file, "is the address that invitations come from");
                    let remedy = "give the contact another one: nobody can answer an invitation of their own";
                    findings.push(at(finding, row, self.email).remedy(remedy));
                }
                self.emails.insert(written.to_owned(), email);
                written
            }
            Err(problem) => {
                findings.push(self.error(row, self.email, problem.to_string()).remedy(problem.remedy()));
                ""
            }
        }
    }

    fn participants(&self, row: &Row, findings: &mut Findings) -> Option<u32> {
        let written = text(row, self.participants);
        if matches!(written, "" | "-") {
            return None;
        }
        let number = written.strip_suffix(".0").unwrap_or(written).parse().ok();
        if number.is_none() {
            findings.push(
                self.error(row, self.participants, "is not a number of participants")
                    .remedy("write a whole number, like 7, or leave the cell empty"),
            );
        }
        number
    }

    fn received(&self, row: &Row, findings: &mut Findings) -> Option<NaiveDateTime> {
        let written = text(row, self.received);
        if written.is_empty() {
            return None;
        }
        let moment = moment_since(written, self.epoch);
        if moment.is_none() {
            findings.push(
                self.error(row, self.received, "is not a time with its day in full, day first")
                    .remedy("write it as 24.06.2022 10:15, or leave the cell empty"),
            );
        }
        moment
    }

    /// The person that a row names.
    pub fn person(&self, heard: &Heard<'_>) -> Person {
        let given = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Person { name: given(heard.name), email: self.emails.get(heard.email).cloned(), phone: given(heard.phone) }
    }

    fn error(&self, row: &Row, column: Option<usize>, problem: impl Into<crate::findings::Sentence>) -> Finding {
        at(Finding::error(self.file, problem), row, column)
    }
}

/// The text of a cell that may not be there; what forms write for nobody is nothing.
fn text(row: &Row, column: Option<usize>) -> &str {
    match column.map_or("", |column| row.cell(column)) {
        "anonymous" | "anonym" | "-" | "–" => "",
        written => written,
    }
}

fn at(finding: Finding, row: &Row, column: Option<usize>) -> Finding {
    let column = column.unwrap_or_default();
    finding.at(row.place(column)).value(row.cell(column))
}
