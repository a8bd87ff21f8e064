//! `ovelse outbox`: the letters that are written and not sent; sends them, or records that the lead has.

use std::collections::HashSet;

use super::super::{Console, Outcome, Session};
use super::sending::send_written;
use crate::cli::Outbox;
use crate::delivery::Record;
use crate::municipality::Number;
use crate::show::{Column, Grid, Page, View};
use crate::words::say;
use crate::workspace::Result;
use crate::workspace::written::{Written, WrittenLetter};

pub(crate) fn run(session: &Session, args: &Outbox, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let _lock = (args.send || args.mark_sent).then(|| workspace.lock_for_letters()).transpose()?;
    let only = workspace.only(&args.only)?;
    if workspace.is_closed()? {
        // Drafts went with the persons: nothing is left to be sent.
        console.show(&Written::of(&workspace, &[], args.mark_sent), args.listing.format)?;
        return Ok(Outcome::Done);
    }
    let mut history = workspace.history()?;
    if !(args.send || args.mark_sent) {
        workspace.check_log(&history)?;
        console.show(&Written::of(&workspace, &meant(history.written(), only.as_ref()), false), args.listing.format)?;
        return Ok(Outcome::Done);
    }
    if args.mark_sent {
        let mut dispatch = workspace.dispatch_without_server(&mut history)?;
        let written = meant(history.written(), only.as_ref());
        dispatch.mark_sent(&written, workspace.now.fixed_offset())?;
        console.show(&Written::of(&workspace, &written, true), args.listing.format)?;
        return Ok(Outcome::Done);
    }
    let mut dispatch = workspace.dispatch(&mut history)?;
    let written = meant(workspace.to_be_sent(&history), only.as_ref());
    if dispatch.host().is_none() {
        return Err(say!("outbox-no-server").into());
    }
    send_written(session, &workspace, &mut dispatch, &written, args.yes, args.listing.format, console)
}

fn meant<'h>(written: Vec<&'h Record>, only: Option<&HashSet<Number>>) -> Vec<&'h Record> {
    let is_meant = |record: &&Record| only.is_none_or(|only| only.contains(&record.envelope.municipality));
    written.into_iter().filter(is_meant).collect()
}

impl View for Written {
    fn page(&self, page: &mut Page) {
        let count = self.letters.len();
        if count > 0 {
            let columns = [
                Column::text(say!("column-municipality")),
                Column::text(say!("column-letter")),
                Column::under(say!("column-to")),
                Column::under(say!("column-file")),
            ];
            let words = page.words();
            let row = |letter: &WrittenLetter| {
                [letter.municipality.clone(), words.say(&letter.kind.into()), letter.to.clone(), letter.file.clone()]
            };
            page.table(&columns, self.letters.iter().map(row));
            page.gap();
        }
        if self.marked_sent {
            page.line(say!("outbox-marked-sent", count = count));
            return;
        }
        let perhaps_sent = self.letters.iter().filter(|letter| letter.perhaps_sent);
        let perhaps_sent: Vec<&str> = perhaps_sent.map(|letter| letter.municipality.as_str()).collect();
        let outdated = self.letters.iter().filter(|letter| letter.outdated);
        let outdated: Vec<&str> = outdated.map(|letter| letter.municipality.as_str()).collect();
        let lapsed = self.letters.iter().filter(|letter| letter.lapsed);
        let lapsed: Vec<&str> = lapsed.map(|letter| letter.municipality.as_str()).collect();
        page.line(say!("outbox-written", count = count));
        if !perhaps_sent.is_empty() {
            page.names(say!("outbox-perhaps-sent"), perhaps_sent);
        }
        if !outdated.is_empty() {
            page.names(say!("outbox-outdated"), outdated);
        }
        if !lapsed.is_empty() {
            page.line(say!("outbox-lapsed", municipalities = lapsed));
        }
        if count > 0 {
            page.line(say!("outbox-by-hand"));
            page.line(say!("outbox-by-server"));
        }
    }

    fn grid(&self) -> Grid {
        let row = |letter: &WrittenLetter| {
            let WrittenLetter { number, municipality, kind, to, message_id, written, file, .. } = letter;
            [number, municipality, kind.name(), to, message_id, &written.to_rfc3339(), file].map(str::to_owned).to_vec()
        };
        let headings = ["number", "municipality", "kind", "to", "message_id", "written", "file"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: self.letters.iter().map(row).collect() }
    }
}
