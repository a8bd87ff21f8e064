//! `ovelse roster`: who is expected on a date, for the host.

use std::io::Write;

use clap::ValueEnum;
use serde::Serialize;

use super::Outcome;
use crate::attendance::Attended;
use crate::cli::{Roster, RosterFormat};
use crate::exercise::DateId;
use crate::findings::Sentence;
use crate::registration::Person;
use crate::show::{
    Column, Console, Document, Format, Grid, Harmless, Page, Section, Table, View, html, show, workbook,
};
use crate::words::{Words, say};
use crate::workspace::{Context, Expected, Failure, Result, Session, Workspace};

/// The columns with numbers.
const NUMBERS: [usize; 2] = [4, 9];

/// The column that the host fills in with yes or no.
const TOOK_PART: usize = 8;

pub fn run(session: &Session, args: &Roster, console: &mut Console) -> Result<Outcome> {
    let format = format(args)?;
    let workspace = session.open()?;
    let list = List::of(workspace.date(&args.date)?, &workspace, console.words)?;
    let Some(file) = &args.output else {
        match format {
            RosterFormat::Table => console.show(&list, Format::Table)?,
            RosterFormat::Xlsx => return Err(say!("roster-workbook-without-file").into()),
            _ => console.out.write_all(&list.bytes(format)?)?,
        }
        return Ok(Outcome::Done);
    };
    session.write_to(file, &list.bytes(format)?)?;
    console.say(say!("roster-written", file = file.as_path()));
    Ok(Outcome::Done)
}

/// The format that was typed, else the one that the name of the file says.
fn format(args: &Roster) -> Result<RosterFormat> {
    let Some(file) = &args.output else { return Ok(args.format.unwrap_or(RosterFormat::Table)) };
    let ending = file.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    match args.format {
        Some(format) => Ok(format),
        None if ending == "htm" => Ok(RosterFormat::Html),
        None => RosterFormat::from_str(&ending, false)
            .map_err(|_| say!("roster-unknown-ending", file = file.as_path()).into()),
    }
}

#[derive(Debug, Serialize)]
struct List {
    title: String,
    date: String,
    #[serde(skip)]
    in_full: String,
    called_off: bool,
    #[serde(skip)]
    words: Words,
    place: String,
    #[serde(skip)]
    whereabouts: Vec<String>,
    link: Option<String>,
    municipalities: Vec<Row>,
    /// As far as they have said.
    participants: u32,
}

#[derive(Debug, Serialize)]
struct Row {
    number: String,
    municipality: String,
    contact: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    participants: Option<u32>,
    /// The groups that it belongs to.
    groups: Vec<String>,
    remarks: Option<String>,
    /// Its answer to the invitation; none if it has not answered.
    answer: Option<String>,
    /// None if it is not recorded.
    took_part: Option<bool>,
    /// How many people came; none if nobody counted.
    head_count: Option<u32>,
}

impl List {
    fn of(date: DateId, workspace: &Workspace, words: Words) -> Result<List> {
        let expected = workspace.roster(date)?.into_iter();
        let rows: Vec<Row> = expected.map(|expected| Row::of(expected, workspace, words)).collect();
        let found = workspace.exercise.dates.get(date);
        Ok(List {
            title: workspace.exercise.title.to_string(),
            // The name of a sheet has no colon.
            date: workspace.exercise.dates.key(date).replace(':', "."),
            in_full: found.in_full(),
            called_off: found.called_off.is_some(),
            words,
            whereabouts: workspace.exercise.whereabouts(date),
            place: workspace.exercise.place_of(date).get(workspace.exercise.language).to_owned(),
            link: found.link.as_ref().map(ToString::to_string),
            participants: rows.iter().filter_map(|row| row.participants).sum(),
            municipalities: rows,
        })
    }

    fn bytes(&self, format: RosterFormat) -> Result<Vec<u8>> {
        let shown = |format| {
            let mut bytes = Vec::new();
            let mut harmless = Harmless::new(&mut bytes);
            let shown = show(self, format, self.words, None, &mut harmless).and_then(|()| harmless.flush());
            shown.context(say!("show-cannot-write-result"))?;
            Ok(bytes)
        };
        match format {
            RosterFormat::Table => shown(Format::Table),
            RosterFormat::Csv => shown(Format::Csv),
            RosterFormat::Json => shown(Format::Json),
            RosterFormat::Html => {
                let page = html(&self.document()).map_err(Failure::verbatim).context(say!("show-cannot-make-page"))?;
                Ok(page.into_bytes())
            }
            RosterFormat::Xlsx => workbook([(self.date.as_str(), &self.table())])
                .map_err(Failure::verbatim)
                .context(say!("show-cannot-make-workbook")),
        }
    }

    fn table(&self) -> Table {
        let Grid { headings, rows } = self.grid();
        let answers = [true, false].map(|took_part| self.words.say(&Attended::whether(took_part)));
        Table::of_texts(headings, rows, &NUMBERS).with_choices(TOOK_PART, answers.into())
    }

    fn document(&self) -> Document {
        let section = Section { heading: None, text: String::new(), chart: None, table: self.table() };
        let facts = [self.in_full.clone()].into_iter().chain(self.whereabouts.clone());
        let facts = facts.chain([self.words.say(&self.summary())]).collect();
        Document { words: self.words, title: self.title.clone(), facts, sections: vec![section], landscape: true }
    }

    fn summary(&self) -> Sentence {
        let unknown = self.municipalities.iter().filter(|row| row.participants.is_none()).count();
        say!(
            "roster-summary",
            municipalities = self.municipalities.len(),
            participants = self.participants,
            unknown = unknown,
            off = if self.called_off { "yes" } else { "no" }
        )
    }
}

impl Row {
    fn of(expected: Expected, workspace: &Workspace, words: Words) -> Row {
        let registration = expected.registration;
        let contact = registration.as_ref().and_then(|registration| registration.contact());
        let answer = expected.participation.filter(|answer| answer.has_answer());
        let Person { name, email, phone } = contact.cloned().unwrap_or_default();
        Row {
            number: expected.municipality.to_string(),
            municipality: workspace.name(expected.municipality),
            contact: name,
            phone,
            email: email.map(|email| email.to_string()),
            participants: registration.as_ref().and_then(|registration| registration.participants),
            groups: expected.groups,
            remarks: registration.and_then(|registration| registration.comment),
            answer: answer.map(|answer| words.say(&answer.into())),
            took_part: expected.attended.map(|attended| attended.took_part),
            head_count: expected.attended.and_then(|attended| attended.head_count),
        }
    }

    fn cells(&self, words: Words) -> [String; 10] {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let took_part = self.took_part.map(|took_part| words.say(&Attended::whether(took_part))).unwrap_or_default();
        let number = |number: Option<u32>| number.map(|number| number.to_string()).unwrap_or_default();
        [
            self.municipality.clone(),
            text(&self.contact),
            text(&self.phone),
            text(&self.email),
            number(self.participants),
            self.groups.join(", "),
            text(&self.remarks),
            text(&self.answer),
            took_part,
            number(self.head_count),
        ]
    }
}

impl View for List {
    fn page(&self, page: &mut Page) {
        page.heading(Sentence::verbatim(&self.in_full));
        self.whereabouts.iter().for_each(|line| page.line(Sentence::verbatim(line)));
        if !self.municipalities.is_empty() {
            let columns = vec![
                Column::text(say!("column-municipality")),
                Column::text(say!("column-contact")),
                Column::under(say!("column-email")),
                Column::text(say!("column-phone")),
                Column::number(say!("column-expected-people")),
                Column::text(say!("column-groups")),
                Column::under(say!("column-remarks")),
                Column::text(say!("column-answer")),
                Column::text(say!("column-took-part")),
                Column::number(say!("column-head-count")),
            ];
            let row = |row: &Row| {
                let mut cells = row.cells(self.words).to_vec();
                // The address has room under the name.
                cells.swap(2, 3);
                cells
            };
            page.table_of_what_is_there(columns, self.municipalities.iter().map(row));
            page.gap();
        }
        page.line(self.summary());
    }

    fn grid(&self) -> Grid {
        let headings = [
            say!("column-municipality"),
            say!("column-contact"),
            say!("column-phone"),
            say!("column-email"),
            say!("column-expected-people"),
            say!("column-groups"),
            say!("column-remarks"),
            say!("column-answer"),
            say!("column-took-part"),
            say!("column-head-count"),
        ];
        let rows = self.municipalities.iter().map(|row| row.cells(self.words).to_vec());
        Grid { headings: headings.iter().map(|heading| self.words.say(heading)).collect(), rows: rows.collect() }
    }
}
