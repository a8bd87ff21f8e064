//! Sending what is due, and what came of it.
//!
//! It must never let a letter leave before all of them are written: one that cannot be written stops all.

use anyhow::Result;
use serde::Serialize;

use super::super::count;
use super::super::letters::Letters;
use super::{DueLetter, Selected};
use crate::delivery::Outbox;
use crate::letter::Kind;
use crate::show::{Grid, Page, View};

/// What sending did.
#[derive(Debug, Default, Serialize)]
pub struct Sending {
    sent: Vec<SentLetter>,
}

#[derive(Debug, Serialize)]
struct SentLetter {
    number: String,
    municipality: String,
    kind: Kind,
    to: String,
    message_id: String,
    file: String,
}

impl Sending {
    pub fn of(letters: &Letters<'_>, selected: &Selected, outbox: &mut Outbox) -> Result<Sending> {
        let now = letters.opened.now.fixed_offset();
        let due = DueLetter::all(letters, selected);
        let ready = due.iter().map(|due| Ok((due, letters.write(due.municipality, &due.errand)?)));
        let ready = ready.collect::<Result<Vec<_>>>()?;
        // A message that is too large, or that cannot be composed, is found before the first one leaves.
        for (_, letter) in &ready {
            letters.message(letter)?;
        }
        let mut sending = Sending::default();
        for (due, letter) in &ready {
            let name = &due.municipality.name;
            let file = outbox.deliver(letter, &letters.message(letter)?, name, now)?;
            sending.sent.push(SentLetter {
                number: due.municipality.number.to_string(),
                municipality: name.clone(),
                kind: letter.kind,
                to: letter.to.email.to_string(),
                message_id: letter.identity.message_id.clone(),
                file: format!("data/outbox/{file}"),
            });
        }
        Ok(sending)
    }
}

impl View for Sending {
    fn page(&self, page: &mut Page) {
        for letter in &self.sent {
            page.line(&letter.file);
        }
        page.gap();
        page.line(match self.sent.len() {
            0 => "No letter is due: nothing is sent.".to_owned(),
            sent => {
                format!("{} written to data/outbox; nothing has left this machine.", count(sent, "letter", "letters"))
            }
        });
    }

    fn grid(&self) -> Grid {
        let rows = self.sent.iter().map(|letter| {
            vec![
                letter.number.clone(),
                letter.municipality.clone(),
                letter.kind.name().to_owned(),
                letter.to.clone(),
                letter.message_id.clone(),
                letter.file.clone(),
            ]
        });
        let headings = ["number", "municipality", "kind", "to", "message_id", "file"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
