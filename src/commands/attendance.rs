//! `ovelse attendance`: who took part on a date, as the lead or the host has seen it.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Outcome;
use crate::attendance::Attendance;
use crate::cli;
use crate::exercise::DateId;
use crate::findings::{Sentence, Value};
use crate::municipality::Number;
use crate::show::{Column, Console, Grid, Page, View};
use crate::words::{Words, say};
use crate::workspace::{Recording, Result, Session, Surprise, Workspace};

pub fn run(session: &Session, args: &cli::Attendance, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let date = workspace.date(&args.date)?;
    let named = workspace.named(session, &args.who)?;
    let attendance = match recording(args) {
        None => workspace.attendance()?,
        Some(recording) => {
            let (attendance, surprises) = workspace.record_attendance(date, recording, &named)?;
            surprises.into_iter().for_each(|surprise| console.say(surprising(surprise, date, &workspace)));
            attendance
        }
    };
    let expected = workspace.expected_on(date)?;
    console.show(&List::of(date, &expected, &attendance, &workspace, console.words), args.listing.format)?;
    Ok(Outcome::Done)
}

/// What is to be recorded; none if the lead only asks.
fn recording(args: &cli::Attendance) -> Option<Recording> {
    match args {
        _ if args.forget => Some(Recording::Forgotten),
        _ if args.all_except => Some(Recording::OthersTookPart),
        _ if args.who.is_empty() => None,
        _ if args.absent => Some(Recording::Absent),
        _ => Some(Recording::TookPart),
    }
}

fn surprising(surprise: Surprise, date: DateId, workspace: &Workspace) -> Sentence {
    let dates = &workspace.exercise.dates;
    match surprise {
        Surprise::OtherDate(number, former) => {
            say!("attendance-replaced", municipality = workspace.name(number), date = dates.short(former))
        }
        Surprise::Unexpected(number) => {
            say!("attendance-unexpected", municipality = workspace.name(number), date = dates.short(date))
        }
    }
}

/// Who took part on a date.
#[derive(Debug, Serialize)]
struct List {
    date: String,
    #[serde(skip)]
    in_full: String,
    #[serde(skip)]
    words: Words,
    municipalities: Vec<Row>,
    expected: usize,
    /// Whether expected or not.
    took_part: usize,
    not_recorded: usize,
}

#[derive(Debug, Serialize)]
struct Row {
    number: String,
    municipality: String,
    expected: bool,
    /// None if it is not recorded.
    took_part: Option<bool>,
}

impl List {
    fn of(
        date: DateId,
        expected: &BTreeSet<Number>,
        attendance: &Attendance,
        workspace: &Workspace,
        words: Words,
    ) -> List {
        let recorded = |number: Number| attendance.get(number).filter(|attended| attended.date == date);
        let present = attendance.on(date).map(|attended| attended.municipality);
        let all: BTreeSet<Number> = expected.iter().copied().chain(present).collect();
        let row = |number: &Number| Row {
            number: number.to_string(),
            municipality: workspace.name(*number),
            expected: expected.contains(number),
            took_part: recorded(*number).map(|attended| attended.took_part),
        };
        let rows: Vec<Row> = all.iter().map(row).collect();
        List {
            date: workspace.exercise.dates.key(date).to_owned(),
            in_full: workspace.exercise.dates.get(date).in_full(),
            words,
            expected: expected.len(),
            took_part: rows.iter().filter(|row| row.took_part == Some(true)).count(),
            not_recorded: rows.iter().filter(|row| row.took_part.is_none()).count(),
            municipalities: rows,
        }
    }
}

impl Row {
    fn took_part(&self) -> Sentence {
        match self.took_part {
            Some(true) => say!("attendance-yes"),
            Some(false) => say!("attendance-no"),
            None => say!("attendance-not-recorded"),
        }
    }

    fn note(&self) -> Option<Sentence> {
        (!self.expected).then(|| say!("attendance-not-expected"))
    }
}

impl View for List {
    fn page(&self, page: &mut Page) {
        page.heading(Sentence::verbatim(&self.in_full));
        let columns = [
            Column::text(say!("column-municipality")),
            Column::text(say!("column-took-part")),
            Column::text(say!("column-note")),
        ];
        let row = |row: &Row| [Value::from(&row.municipality), row.took_part().into(), row.note().into()];
        page.table(&columns, self.municipalities.iter().map(row));
        page.gap();
        let unexpected = |row: &&Row| !row.expected && row.took_part == Some(true);
        let unexpected = self.municipalities.iter().filter(unexpected).count();
        page.line(say!(
            "attendance-summary",
            expected = self.expected,
            took_part = self.took_part - unexpected,
            not_recorded = self.not_recorded,
            unexpected = unexpected
        ));
    }

    fn grid(&self) -> Grid {
        let cell = |sentence: Sentence| self.words.say(&sentence);
        let rows = self.municipalities.iter().map(|row| {
            let note = row.note().map(cell).unwrap_or_default();
            vec![self.date.clone(), row.number.clone(), row.municipality.clone(), cell(row.took_part()), note]
        });
        let headings = ["date", "number", "municipality", "took part", "note"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
