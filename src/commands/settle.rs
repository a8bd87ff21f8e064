//! `ovelse settle`: what the lead has found out of a letter of which nobody knew whether it had left, or that
//! could not be delivered.
//!
//! It must never settle a letter of which the log knows that it is there.

use anyhow::{Result, bail};
use serde::Serialize;

use super::{Console, Outcome, Session};
use crate::cli::Settle;
use crate::delivery::{Event, Log, Settled};
use crate::letter::{Envelope, Kind};
use crate::show::{Grid, Page, View};

pub fn run(session: &Session, args: &Settle, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let _lock = opened.folder.lock()?;
    let municipality = opened.municipality(&args.municipality)?;
    let history = opened.history()?;
    let name = &municipality.name;
    let is_meant = |letter: &&Envelope| args.kind.is_none_or(|kind| letter.kind == kind);
    let returned = history.undeliverable(municipality.number).into_iter().map(|(letter, _)| letter);
    let uncertain = history.uncertain(municipality.number).map(|record| &record.envelope);
    let open: Vec<&Envelope> = uncertain.chain(returned).filter(is_meant).collect();
    let Some(letter) = open.last() else {
        bail!("no letter to {name} is uncertain or undeliverable\n    see what is: ovelse log");
    };
    if open.iter().any(|other| other.kind != letter.kind) {
        let kinds: Vec<&str> = open.iter().map(|letter| letter.kind.name()).collect();
        bail!("several letters to {name} are open: {}\n    say which one you mean with --kind", kinds.join(", "));
    }
    let at = opened.now.fixed_offset();
    let settled = Settled { at, message_id: letter.message_id.clone(), sent: args.sent };
    Log::open(&opened.folder.delivery_log())?.append(&Event::Settled(settled))?;
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
        let kind = kind.name();
        page.line(if self.sent {
            format!("The {kind} to {municipality} ({to}) counts as sent.")
        } else {
            format!("The {kind} to {municipality} ({to}) counts as not sent. To send it again: ovelse invite --send")
        });
    }

    fn grid(&self) -> Grid {
        let row = [&self.number, &self.municipality, self.kind.name(), &self.to, &self.message_id];
        let row = row.into_iter().map(|cell: &str| cell.to_owned()).chain([self.sent.to_string()]);
        let headings = ["number", "municipality", "kind", "to", "message_id", "sent"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: vec![row.collect()] }
    }
}
