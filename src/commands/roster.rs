//! `ovelse roster`: who is expected on a date, for the host.
//!
//! It must never hold contact data of anybody who is not expected then.

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::{Console, Outcome, Session, Workspace, count};
use crate::cli::{Format, Roster, RosterFormat};
use crate::exercise::DateId;
use crate::municipality::Number;
use crate::show::{Column, Document, Grid, Page, Section, Table, View, workbook};
use crate::workspace::Correspondence;

/// The columns with numbers.
const NUMBERS: [usize; 1] = [4];

pub fn run(session: &Session, args: &Roster, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let list = List::of(opened.date(&args.date)?, &opened)?;
    let bytes = match args.format {
        RosterFormat::Table => return shown(&list, Format::Table, args, console),
        RosterFormat::Csv => return shown(&list, Format::Csv, args, console),
        RosterFormat::Json => return shown(&list, Format::Json, args, console),
        RosterFormat::Html => list.document().html().context("the page cannot be made")?.into_bytes(),
        RosterFormat::Xlsx => workbook([(list.date.as_str(), &list.table())]).context("the workbook cannot be made")?,
    };
    match &args.output {
        Some(file) => {
            session.write_to(file, &bytes)?;
            console.say(format_args!("The roster is written to {}.", file.display()));
        }
        None if args.format == RosterFormat::Xlsx => bail!("a workbook needs a file\n    name it with -o FILE.xlsx"),
        None => console.out.write_all(&bytes)?,
    }
    Ok(Outcome::Done)
}

fn shown(list: &List, format: Format, args: &Roster, console: &mut Console) -> Result<Outcome> {
    if args.output.is_some() {
        bail!("-o goes with --format html or xlsx\n    leave it out, or say which one you want");
    }
    console.show(list, format)?;
    Ok(Outcome::Done)
}

#[derive(Debug, Serialize)]
struct List {
    title: String,
    date: String,
    #[serde(skip)]
    in_full: String,
    link: String,
    municipalities: Vec<Expected>,
    /// As far as they have said.
    participants: u32,
}

#[derive(Debug, Serialize)]
struct Expected {
    number: String,
    municipality: String,
    contact: Option<String>,
    phone: Option<String>,
    email: Option<String>,
    participants: Option<u32>,
    /// The groups that it belongs to.
    groups: Vec<String>,
    remarks: Option<String>,
    /// What it says to the invitation; none if it has not answered.
    answer: Option<String>,
    /// None if it is not recorded.
    took_part: Option<bool>,
}

impl List {
    fn of(date: DateId, opened: &Workspace) -> Result<List> {
        let registrations = opened.registrations()?;
        let assignments = opened.assignments(&registrations.answers())?;
        let (attendance, history, replies) = (opened.attendance()?, opened.history()?, opened.replies()?);
        let correspondence = Correspondence { history: &history, replies: &replies };
        let answer = |number| correspondence.participation(number).filter(|answer| answer.has_answer());
        let expected = assignments.on(date).map(|(number, _)| {
            let registration = registrations.get(number);
            let contact = registration.and_then(|one| one.contact()).cloned().unwrap_or_default();
            Expected {
                number: number.to_string(),
                municipality: opened.name(number),
                contact: contact.name,
                phone: contact.phone,
                email: contact.email.map(|email| email.to_string()),
                participants: registration.and_then(|one| one.participants),
                groups: groups(number, opened),
                remarks: registration.and_then(|one| one.comment.clone()),
                answer: answer(number)
                    .map(|answer| crate::words::Words::of(crate::language::Language::En).say(&answer.into())),
                took_part: attendance.get(number).filter(|one| one.date == date).map(|one| one.took_part),
            }
        });
        let municipalities: Vec<Expected> = expected.collect();
        let found = opened.exercise.dates.get(date);
        Ok(List {
            title: opened.exercise.title.to_string(),
            date: opened.exercise.dates.key(date).replace(':', "."),
            in_full: found.in_full(),
            link: found.link.to_string(),
            participants: municipalities.iter().filter_map(|one| one.participants).sum(),
            municipalities,
        })
    }

    fn table(&self) -> Table {
        Table::of(self.grid(), &NUMBERS)
    }

    fn document(&self) -> Document {
        let section = Section { heading: None, text: String::new(), chart: None, table: self.table() };
        let facts = vec![self.in_full.clone(), self.summary()];
        Document { title: self.title.clone(), facts, sections: vec![section], landscape: true }
    }

    fn summary(&self) -> String {
        let municipalities = count(self.municipalities.len(), "municipality", "municipalities");
        let participants = usize::try_from(self.participants).unwrap_or_default();
        let silent = self.municipalities.iter().filter(|one| one.participants.is_none()).count();
        let silent = if silent > 0 { format!("; {silent} have not said how many they are") } else { String::new() };
        format!("{municipalities}, {} so far{silent}", count(participants, "participant", "participants"))
    }
}

fn groups(number: Number, opened: &Workspace) -> Vec<String> {
    let of = opened.groups.iter().filter(|group| group.members.contains(&number));
    of.map(|group| group.name.clone()).collect()
}

impl Expected {
    fn cells(&self) -> [String; 9] {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        let took_part = match self.took_part {
            Some(true) => "yes",
            Some(false) => "no",
            None => "",
        };
        [
            self.municipality.clone(),
            text(&self.contact),
            text(&self.phone),
            text(&self.email),
            self.participants.map(|number| number.to_string()).unwrap_or_default(),
            self.groups.join(", "),
            text(&self.remarks),
            text(&self.answer),
            took_part.to_owned(),
        ]
    }
}

impl View for List {
    fn page(&self, page: &mut Page) {
        page.heading(&self.in_full);
        page.line(&self.link);
        if !self.municipalities.is_empty() {
            let columns = vec![
                Column::text("Municipality"),
                Column::text("Contact"),
                Column::under("E-mail"),
                Column::text("Phone"),
                Column::number("Persons"),
                Column::text("Groups"),
                Column::under("Remarks"),
                Column::text("Answer"),
                Column::text("Took part"),
            ];
            let row = |one: &Expected| {
                let mut cells = one.cells().to_vec();
                // The address has room under the name.
                cells.swap(2, 3);
                cells
            };
            page.table_of_what_is_there(columns, &self.municipalities.iter().map(row).collect::<Vec<_>>());
            page.gap();
        }
        page.line(format_args!("{}.", self.summary()));
    }

    fn grid(&self) -> Grid {
        let headings =
            ["Municipality", "Contact", "Phone", "E-mail", "Participants", "Groups", "Remarks", "Answer", "Took part"];
        let rows = self.municipalities.iter().map(|one| one.cells().to_vec());
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
