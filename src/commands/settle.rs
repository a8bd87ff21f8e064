//! `ovelse settle`: what the lead found out about a letter of which nobody knew whether it had left, or that could not be
//! delivered. No other letter can be settled.

use serde::Serialize;

use super::{Console, Outcome, Session};
use crate::cli::{self, Settle};
use crate::delivery::Status;
use crate::findings::{Sentence, typed};
use crate::kind::Kind;
use crate::letter::Envelope;
use crate::show::{Grid, Page, View};
use crate::words::say;
use crate::workspace::Result;

pub(crate) fn run(session: &Session, args: &Settle, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let _lock = workspace.folder.lock()?;
    let municipality = workspace.municipality(&args.municipality.name())?;
    let (history, name) = (workspace.history()?, &municipality.name);
    let is_meant = |letter: &&Envelope| args.kind.is_none_or(|kind| letter.kind == kind);
    let open: Vec<&Envelope> = history.unsettled(municipality.number).into_iter().filter(is_meant).collect();
    let Some(letter) = open.last() else { return Err(say!("settle-none-open", municipality = name).into()) };
    if open.iter().any(|other| other.kind != letter.kind) {
        let kinds: Vec<&str> = open.iter().map(|letter| letter.kind.name()).collect();
        return Err(say!("settle-several-open", municipality = name, kinds = kinds).into());
    }
    let mut latest = workspace.history()?;
    let mut dispatch = workspace.dispatch_without_server(&mut latest)?;
    let trace = latest.letter(&letter.message_id);
    if !args.sent && trace.is_some_and(|trace| trace.status() == Status::Sent) {
        return Err(say!("settle-has-left", municipality = name).into());
    }
    let record = trace.map(|trace| &trace.record);
    let (at, record) = (workspace.now.fixed_offset(), record.as_slice());
    if args.sent {
        dispatch.mark_sent(record, at)?;
    } else {
        dispatch.mark_unsent(record, at)?;
    }
    let view = Done {
        number: municipality.number.to_string(),
        municipality: municipality.name.clone(),
        kind: letter.kind,
        to: letter.address().to_owned(),
        message_id: letter.message_id.clone(),
        sent: args.sent,
    };
    console.show(&view, args.listing.format)?;
    Ok(Outcome::Done)
}

#[derive(Debug, Serialize)]
struct Done {
    number: String,
    municipality: String,
    kind: Kind,
    to: String,
    message_id: String,
    sent: bool,
}

impl View for Done {
    fn page(&self, page: &mut Page) {
        let Done { municipality, kind, to, .. } = self;
        let sentence = Sentence::from(*kind);
        page.line(if self.sent {
            say!("settle-sent", kind = sentence, municipality = municipality, to = to)
        } else {
            let (command, name) = (cli::command_that_sends(*kind), typed(municipality));
            say!(
                "settle-not-sent",
                kind = sentence,
                municipality = municipality,
                to = to,
                command = command,
                typed = name
            )
        });
    }

    fn grid(&self) -> Grid {
        let Done { number, municipality, kind, to, message_id, sent } = self;
        let sent = sent.to_string();
        let row = [number, municipality, kind.name(), to, message_id, &sent].map(str::to_owned);
        let headings = ["number", "municipality", "kind", "to", "message_id", "sent"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: vec![row.to_vec()] }
    }
}
