//! `ovelse log`: every letter that was to leave, and what became of it; what a journal needs.

use super::{Console, Outcome, Session};
use crate::cli::Listing;
use crate::delivery::Status;
use crate::findings::Sentence;
use crate::show::{Column, Grid, Page, View};
use crate::words::{Words, say};
use crate::workspace::journal::{Entry, Journal};
use crate::workspace::{Result, Workspace};

pub(crate) fn run(session: &Session, args: Listing, console: &mut Console) -> Result<Outcome> {
    console.show(&session.open()?.journal(console.words)?, args.format)?;
    Ok(Outcome::Done)
}

/// The journal as a table for Excel.
pub(super) fn journal(workspace: &Workspace, words: Words) -> Result<Vec<u8>> {
    let Grid { headings, rows } = workspace.journal(words)?.grid();
    Ok(crate::sheet::write(headings, rows))
}

/// The result for people, with the server's words where they tell more.
fn result(entry: &Entry, words: Words) -> String {
    let result = Sentence::from(entry.result);
    words.say(&match (entry.result, &entry.reply) {
        (Status::Sent, _) | (_, None) => result,
        (_, Some(reply)) => say!("log-result-and-reply", result = result, reply = reply),
    })
}

impl View for Journal {
    fn page(&self, page: &mut Page) {
        if self.letters.is_empty() {
            page.line(say!("log-empty"));
            return;
        }
        let columns = [
            Column::text(say!("column-when")),
            Column::text(say!("column-municipality")),
            Column::text(say!("column-letter")),
            Column::under(say!("column-to")),
            Column::text(say!("column-result")),
        ];
        let words = page.words();
        let rows = self.letters.iter().map(|entry| {
            let when = entry.sent.unwrap_or(entry.intended).to_rfc3339();
            let kind = words.say(&entry.kind.into());
            [when, entry.municipality.clone(), kind, entry.to.clone(), result(entry, words)]
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
                entry.kind.to_string(),
                entry.number.clone(),
                entry.municipality.clone(),
                entry.to.clone(),
                optional(&entry.via),
                entry.intended.to_rfc3339(),
                entry.result.to_string(),
                entry.sent.map(|at| at.to_rfc3339()).unwrap_or_default(),
                optional(&entry.reply),
                entry.file.clone(),
            ]
        });
        #[rustfmt::skip]
        let headings = [
            "message_id", "exercise", "title", "kind", "number", "municipality", "to", "via", "intended", "result", "sent",
            "reply", "file",
        ];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
