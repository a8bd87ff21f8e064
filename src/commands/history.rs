//! `ovelse history`: what was said, when and from where, and which of it stands.

use super::{Console, Outcome, Session};
use crate::cli::History;
use crate::findings::{Sentence, Value};
use crate::registration::Field;
use crate::show::{Column, Grid, Page, View};
use crate::words::{preferences, say};
use crate::workspace::Result;
use crate::workspace::said::{Said, SaidStatement};

pub fn run(session: &Session, args: &History, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let only = match args.municipality() {
        Some(name) => Some(workspace.municipality(&name)?.number),
        None => None,
    };
    let said = workspace.said(only)?;
    console.show(&said, args.listing.format)?;
    Ok(Outcome::Done)
}

/// What a statement says, part by part.
fn parts(statement: &SaidStatement) -> Vec<Sentence> {
    let mut parts = Vec::new();
    if statement.withdrawn {
        parts.push(say!("history-withdrawn"));
    }
    parts.extend(statement.choices.as_ref().map(|choices| preferences(choices)));
    parts.extend(statement.moved.iter().map(|(from, to)| say!("history-moved", from = from, to = to)));
    let fields = Field::ALL.iter().filter(|field| **field != Field::Received);
    for field in fields {
        let Some(content) = statement.fields.get(field.key()) else { continue };
        let content = Some(content).filter(|content| !content.is_empty());
        // That a field is empty is only worth telling where something was in it.
        if content.is_some() || statement.empties(*field) {
            parts.push(say!("history-field", field = field.key(), content = content.cloned()));
        }
    }
    parts
}

fn stands(statement: &SaidStatement) -> Value {
    match statement.undone {
        true => say!("history-undone").into(),
        false if statement.stands.is_empty() => Value::None,
        false => statement.stands.clone().into(),
    }
}

impl View for Said {
    fn page(&self, page: &mut Page) {
        if self.statements.is_empty() {
            page.line(say!("history-empty"));
            return;
        }
        let columns = [
            Column::text(say!("history-when")),
            Column::text(say!("column-municipality")),
            Column::text(say!("history-said")),
            Column::text(say!("history-from")),
            Column::text(say!("history-stands")),
        ];
        let rows = self.statements.iter().map(|statement| {
            [
                statement.said.format("%Y-%m-%d %H:%M").to_string().into(),
                Value::from(&statement.municipality),
                parts(statement).into(),
                statement.origin.clone().into(),
                stands(statement),
            ]
        });
        page.table(&columns, rows);
    }

    fn grid(&self) -> Grid {
        let fields: Vec<&str> =
            Field::ALL.iter().filter(|field| **field != Field::Received).map(|field| field.key()).collect();
        let start = ["run", "road", "number", "municipality", "said", "read", "source", "choices"];
        let headings = start.into_iter().chain(fields.iter().copied()).chain(["stands", "undone"]);
        let rows = self.statements.iter().map(|statement| {
            let choices = match (&statement.choices, statement.withdrawn) {
                (_, true) => "withdrawn".to_owned(),
                (choices, false) => choices.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" "),
            };
            let time = |time: chrono::NaiveDateTime| time.format("%Y-%m-%dT%H:%M:%S").to_string();
            let mut row = vec![
                statement.run.to_string(),
                statement.road.to_owned(),
                statement.number.clone(),
                statement.municipality.clone(),
                time(statement.said),
                time(statement.read),
                statement.source.clone().unwrap_or_default(),
                choices,
            ];
            row.extend(fields.iter().map(|field| statement.fields.get(*field).cloned().unwrap_or_default()));
            row.extend([statement.stands.join(" "), if statement.undone { "yes" } else { "no" }.to_owned()]);
            row
        });
        Grid { headings: headings.map(str::to_owned).collect(), rows: rows.collect() }
    }
}
