//! `ovelse log`: every letter that was to leave, and what became of it; what a journal needs.
//!
//! It must never leave a letter out.

use anyhow::Result;
use serde::Serialize;

use super::{Console, Outcome, Session, Workspace};
use crate::cli::Listing;
use crate::delivery::{Intended, Outcome as LetterOutcome, Trace};
use crate::letter::Kind;
use crate::show::{Column, Grid, Page, View};

pub fn run(session: &Session, args: Listing, console: &mut Console) -> Result<Outcome> {
    console.show(&Journal::of(&session.open()?)?, args.format)?;
    Ok(Outcome::Done)
}

/// Every letter that was to leave.
#[derive(Debug, Serialize)]
pub struct Journal {
    letters: Vec<Entry>,
}

impl Journal {
    pub fn of(opened: &Workspace) -> Result<Journal> {
        let history = opened.history()?;
        let entry = |letter: &Intended, became: Became| Entry::of(letter, became, opened);
        let test = || Became { result: "test", sent: None, reply: None };
        let letters = history.all().into_iter().map(|trace| entry(&trace.intended, Became::of(trace)));
        let tests = history.tests().iter().map(|letter| entry(letter, test()));
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
    result: &'static str,
    /// When it left.
    sent: Option<String>,
    /// What the server said when it did not take it.
    reply: Option<String>,
    /// In data/outbox, once it has left.
    file: String,
}

/// What became of a letter.
struct Became {
    result: &'static str,
    sent: Option<String>,
    reply: Option<String>,
}

impl Became {
    fn of(trace: &Trace) -> Became {
        let (result, sent, reply) = match &trace.outcome {
            Some(LetterOutcome::Sent(at)) => ("sent", Some(at.to_rfc3339()), None),
            Some(LetterOutcome::Refused(reply)) => ("refused", None, Some(reply.clone())),
            Some(LetterOutcome::Deferred(reply)) => ("not sent", None, Some(reply.clone())),
            Some(LetterOutcome::Returned(reply)) => {
                ("undeliverable", trace.left.map(|at| at.to_rfc3339()), Some(reply.clone()))
            }
            None if trace.intended.via.is_some() => ("uncertain", None, None),
            None => ("not sent", None, None),
        };
        Became { result, sent, reply }
    }
}

impl Entry {
    fn of(letter: &Intended, became: Became, opened: &Workspace) -> Entry {
        Entry {
            message_id: letter.message_id.clone(),
            exercise: opened.exercise.id.clone(),
            title: opened.exercise.title.to_string(),
            kind: letter.kind,
            municipality: letter.municipality.parse().map(|number| opened.name(number)).unwrap_or_default(),
            number: letter.municipality.clone(),
            to: letter.to.clone(),
            via: letter.via.clone(),
            intended: letter.at.to_rfc3339(),
            result: became.result,
            sent: became.sent,
            reply: became.reply,
            file: letter.file.clone(),
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
            let result = entry
                .reply
                .as_ref()
                .map_or_else(|| entry.result.to_owned(), |reply| format!("{}: {reply}", entry.result));
            [when.clone(), entry.municipality.clone(), entry.kind.name().to_owned(), entry.to.clone(), result]
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
                entry.result.to_owned(),
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
