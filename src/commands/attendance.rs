//! `ovelse attendance`: who took part on a date, as the lead or the host has seen it.
//!
//! It must never record anything of anybody who was not named, except where all others are meant.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Result, bail};
use serde::Serialize;

use super::{Console, Outcome, Session, Workspace, accept, count};
use crate::attendance::{Attendance, Attended};
use crate::cli;
use crate::exercise::DateId;
use crate::findings::{Finding, Findings};
use crate::municipality::Number;
use crate::sheet::{Row, Sheet};
use crate::show::{Column, Grid, Page, View};

pub fn run(session: &Session, args: &cli::Attendance, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let date = opened.date(&args.date)?;
    let named = named(session, &opened, &args.who)?;
    let assignments = opened.assignments(&opened.answers()?)?;
    let expected: BTreeSet<Number> = assignments.on(date).map(|(number, _)| number).collect();
    let is_asked_for_only = named.is_empty() && !args.all_except;
    let attendance = if is_asked_for_only {
        opened.attendance()?
    } else {
        let _lock = opened.folder.lock()?;
        let mut attendance = opened.attendance()?;
        if args.forget {
            let of_date: Vec<Number> = attendance.on(date).map(|one| one.municipality).collect();
            for number in of_date.into_iter().filter(|number| named.contains(number)) {
                attendance.remove(number);
            }
        } else {
            let took_part = !(args.all_except || args.absent);
            if let Some(nobody) = named.iter().find(|number| !took_part && !expected.contains(number)) {
                let (name, day) = (opened.name(*nobody), opened.exercise.dates.short(date));
                bail!(
                    "{name} is not expected on {day}, and cannot be absent then\n    see who is: ovelse attendance {}",
                    args.date
                );
            }
            let of_named = named.iter().map(|number| (*number, took_part));
            let others = expected.iter().filter(|number| args.all_except && !named.contains(*number));
            for (municipality, took_part) in of_named.chain(others.map(|number| (*number, true))) {
                let new = Attended { municipality, date, took_part };
                let old = attendance.insert(new);
                tell_of_change(new, old, expected.contains(&municipality), &opened, console);
            }
        }
        opened.folder.write(&attendance, opened.tables())?;
        attendance
    };
    console.show(&List::of(date, &expected, &attendance, &opened), args.listing.format)?;
    Ok(Outcome::Done)
}

/// What the lead may not expect: somebody was recorded for another date, or comes on one that is not its own.
fn tell_of_change(new: Attended, old: Option<Attended>, is_expected: bool, opened: &Workspace, console: &mut Console) {
    let (name, dates) = (opened.name(new.municipality), &opened.exercise.dates);
    if let Some(old) = old.filter(|old| old.date != new.date) {
        console.say(format_args!("{name} was recorded for {}; that is replaced.", dates.short(old.date)));
    } else if !is_expected {
        console.say(format_args!("{name} was not expected on {}.", dates.short(new.date)));
    }
}

/// The municipalities that were named, one by one or in files.
fn named(session: &Session, opened: &Workspace, who: &[String]) -> Result<BTreeSet<Number>> {
    let mut numbers = BTreeSet::new();
    for written in who {
        let is_file = [".csv", ".txt", ".xlsx", ".ods"].iter().any(|ending| written.to_lowercase().ends_with(ending));
        if is_file {
            let bytes = super::notices::read(session, Path::new(written))?;
            numbers.extend(listed(written, &bytes, opened)?);
        } else {
            numbers.insert(opened.municipality(written)?.number);
        }
    }
    Ok(numbers)
}

/// The municipalities in a file: in the column that is headed so, else in the first one.
pub fn listed(file: &str, bytes: &[u8], opened: &Workspace) -> Result<Vec<Number>> {
    const HEADINGS: [&str; 6] = ["municipality", "kommune", "number", "kommunenr", "kommunenummer", "kommunenavn"];
    let mut findings = Findings::new();
    let mut numbers = Vec::new();
    if let Some(sheet) = Sheet::open(file, bytes, None, &mut findings) {
        let delimiter = sheet.delimiters().first().copied();
        let mut rows = delimiter.map(|delimiter| sheet.rows(delimiter));
        let (mut row, mut column, mut is_first) = (Row::default(), 0, true);
        while rows.as_mut().is_some_and(|rows| rows.read(&mut row)) {
            let is_heading = |cell: &str| HEADINGS.contains(&cell.to_lowercase().as_str());
            let heading = row.cells().position(is_heading).filter(|_| is_first);
            is_first = false;
            if let Some(heading) = heading {
                column = heading;
                continue;
            }
            let written = row.cell(column);
            if written.is_empty() {
                continue;
            }
            match opened.municipalities.find(written) {
                Ok(found) => numbers.push(found.number),
                Err(unknown) => {
                    findings.push(Finding::error(file, unknown).at(row.place(column)).value(written));
                }
            }
        }
    }
    accept(findings)?;
    Ok(numbers)
}

/// Who took part on a date.
#[derive(Debug, Serialize)]
struct List {
    date: String,
    #[serde(skip)]
    in_full: String,
    municipalities: Vec<Line>,
    expected: usize,
    /// Whether expected or not.
    took_part: usize,
    not_recorded: usize,
}

#[derive(Debug, Serialize)]
struct Line {
    number: String,
    municipality: String,
    expected: bool,
    /// None if it is not recorded.
    took_part: Option<bool>,
}

impl List {
    fn of(date: DateId, expected: &BTreeSet<Number>, attendance: &Attendance, opened: &Workspace) -> List {
        let recorded = |number: Number| attendance.get(number).filter(|one| one.date == date);
        let all: BTreeSet<Number> =
            expected.iter().copied().chain(attendance.on(date).map(|one| one.municipality)).collect();
        let lines = all.iter().map(|number| Line {
            number: number.to_string(),
            municipality: opened.name(*number),
            expected: expected.contains(number),
            took_part: recorded(*number).map(|one| one.took_part),
        });
        let lines: Vec<Line> = lines.collect();
        List {
            date: opened.exercise.dates.key(date).to_owned(),
            in_full: opened.exercise.dates.get(date).in_full(),
            expected: expected.len(),
            took_part: lines.iter().filter(|line| line.took_part == Some(true)).count(),
            not_recorded: lines.iter().filter(|line| line.took_part.is_none()).count(),
            municipalities: lines,
        }
    }
}

impl Line {
    fn word(&self) -> &'static str {
        match self.took_part {
            Some(true) => "yes",
            Some(false) => "no",
            None => "not recorded",
        }
    }

    fn note(&self) -> &'static str {
        if self.expected { "" } else { "not expected" }
    }
}

impl View for List {
    fn page(&self, page: &mut Page) {
        page.heading(&self.in_full);
        let columns = [Column::text("Municipality"), Column::text("Took part"), Column::text("Note")];
        let row = |line: &Line| [line.municipality.clone(), line.word().to_owned(), line.note().to_owned()];
        page.table(&columns, self.municipalities.iter().map(row));
        page.gap();
        let expected = count(self.expected, "municipality was", "municipalities were");
        let note = |number: usize, text: &str| if number > 0 { format!(", {number} {text}") } else { String::new() };
        let others = self.municipalities.iter().filter(|line| !line.expected && line.took_part == Some(true)).count();
        let took_part = self.took_part - others;
        let left = note(self.not_recorded, "not recorded") + &note(others, "took part besides");
        page.line(format_args!("{expected} expected: {took_part} took part{left}."));
    }

    fn grid(&self) -> Grid {
        let rows = self.municipalities.iter().map(|line| {
            let cells = [&self.date, &line.number, &line.municipality, line.word(), line.note()];
            cells.into_iter().map(|cell: &str| cell.to_owned()).collect()
        });
        let headings = ["date", "number", "municipality", "took part", "note"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
