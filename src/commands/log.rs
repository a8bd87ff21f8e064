//! `ovelse log`: every letter that was to leave, and what became of it; what a journal needs.
//!
//! It must never leave a letter out.

use anyhow::Result;
use serde::Serialize;

use super::{Console, Outcome, Session, Workspace};
use crate::cli::Listing;
use crate::delivery::{Record, Status, Trace};
use crate::letter::Kind;
use crate::show::{Column, Grid, Page, View};

pub fn run(session: &Session, args: Listing, console: &mut Console) -> Result<Outcome> {
    console.show(&Journal::of(&session.open()?)?, args.format)?;
    Ok(Outcome::Done)
}

/// The journal as a table for Excel.
pub fn journal(workspace: &Workspace) -> Result<Vec<u8>> {
    let grid = Journal::of(workspace)?.grid();
    Ok(crate::sheet::write(grid.headings, grid.rows))
}

/// Every letter that was to leave.
#[derive(Debug, Serialize)]
pub struct Journal {
    letters: Vec<Entry>,
}

impl Journal {
    pub fn of(opened: &Workspace) -> Result<Journal> {
        let history = opened.history()?;
        let letters = history.all().into_iter().map(|trace| Entry::of(trace, opened));
        let tests = history.tests().iter().map(|record| Entry::new(record, Status::Test, opened));
        let mut letters: Vec<Entry> = letters.chain(tests).collect();
        letters.sort_by(|one, other| (&one.intended, &one.number).cmp(&(&other.intended, &other.number)));
        Ok(Journal { letters })
    }
}

#[derive(Debug, Serialize)]
struct Entry {
    message_id: String,
    exercise: String,
    /// Of the exercise.
    title: String,
    kind: Kind,
    number: String,
    municipality: String,
    to: String,
    /// The server; none if it was put into the outbox.
    via: Option<String>,
    /// When it was about to leave.
    intended: String,
    result: Status,
    /// When it left.
    sent: Option<String>,
    /// What the server said.
    reply: Option<String>,
    /// In data/outbox, once it has left.
    file: String,
}

impl Entry {
    fn new(record: &Record, result: Status, opened: &Workspace) -> Entry {
        let letter = &record.envelope;
        Entry {
            message_id: letter.message_id.clone(),
            exercise: opened.exercise.id.clone(),
            title: opened.exercise.title.to_string(),
            kind: letter.kind,
            municipality: opened.name(letter.municipality),
            number: letter.municipality.to_string(),
            to: letter.address().to_owned(),
            via: record.via.clone(),
            intended: record.at.to_rfc3339(),
            result,
            sent: None,
            reply: None,
            file: record.file.clone(),
        }
    }

    fn of(trace: &Trace, opened: &Workspace) -> Entry {
        Entry {
            sent: trace.left_at().map(|at| at.to_rfc3339()),
            reply: trace.reply().map(ToString::to_string),
            ..Entry::new(&trace.record, trace.status(), opened)
        }
    }

    /// The result for people, with the server's words where they tell more.
    fn result(&self) -> String {
        match (self.result, &self.reply) {
            (Status::Sent, _) | (_, None) => self.result.to_string(),
            (result, Some(reply)) => format!("{result}: {reply}"),
        }
    }
}

impl View for Journal {
    fn page(&self, page: &mut Page) {
        if self.letters.is_empty() {
            page.line("No letter has been on its way yet.");
            return;
        }
        let columns = [
            Column::text("When"),
            Column::text("Municipality"),
            Column::text("Letter"),
            Column::under("To"),
            Column::text("Result"),
        ];
        let rows = self.letters.iter().map(|entry| {
            let when = entry.sent.as_ref().unwrap_or(&entry.intended);
            let (municipality, kind) = (entry.municipality.clone(), entry.kind.to_string());
            [when.clone(), municipality, kind, entry.to.clone(), entry.result()]
        });
        page.table(&columns, rows);
    }

    fn grid(&self) -> Grid {
        let rows = self.letters.iter().map(|entry| {
            let optional = |value: &Option<String>| value.clone().unwrap_or_default();
            vec![
                entry.message_id.clone(),
                entry.exercise.clone(),
                entry.title.clone(),
                entry.kind.name().to_owned(),
                entry.number.clone(),
                entry.municipality.clone(),
                entry.to.clone(),
                optional(&entry.via),
                entry.intended.clone(),
                entry.result.to_string(),
                optional(&entry.sent),
                optional(&entry.reply),
                entry.file.clone(),
            ]
        });
        let headings = [
            "message_id",
            "exercise",
            "title",
            "kind",
            "number",
            "municipality",
            "to",
            "via",
            "intended",
            "result",
            "sent",
            "reply",
            "file",
        ];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
