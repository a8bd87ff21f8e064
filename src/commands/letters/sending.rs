//! Sending what is due, at the edge: asking before it, telling how it goes on, and showing what came of it.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::Utc;
use serde::Serialize;

use super::super::{Console, Outcome, Session};
use super::progress::Progress;
use crate::cli::SendOptions;
use crate::delivery::{Dispatch, Hooks, News, Status, Stop};
use crate::findings::Sentence;
use crate::folder::OUTBOX;
use crate::kind::Kind;
use crate::show::{Column, Format, Grid, Page, View};
use crate::words::{Words, say};
use crate::workspace::due::DueLetter;
use crate::workspace::letters::Letters;
use crate::workspace::sending::{Batch, Sent, SentLetter};
use crate::workspace::{Failure, Result};

/// Sends the letters that `due` finds, and the copies that are due after them, and shows what came of it.
pub(super) fn send(
    session: &Session,
    dispatch: &mut Dispatch,
    letters: &mut Letters<'_>,
    due: impl for<'l> Fn(&'l Letters<'l>) -> Vec<DueLetter<'l>>,
    options: SendOptions,
    format: Format,
    console: &mut Console,
) -> Result<Outcome> {
    let host = dispatch.host().map(str::to_owned);
    if let (Some(_), Some(host)) = (session.now, &host) {
        return Err(say!("sending-rehearsal", host = host).into());
    }
    let workspace = letters.workspace;
    let batch = Batch { letters, due: due(letters), to_lead: options.to_me };
    if let Some(host) = &host
        && !confirmed(&batch, host, options.yes, session, console)?
    {
        console.say(say!("sending-nothing"));
        return Ok(Outcome::NotDone);
    }
    let asked_to_stop = interruption(host.is_some())?;
    let time = || match session.now {
        Some(_) => workspace.now,
        None => Utc::now().with_timezone(&workspace.now.timezone()),
    };
    let (clock, is_interrupted) = (|| time().fixed_offset(), || asked_to_stop.load(Ordering::SeqCst));
    let mut sending = Sending::new(host, options.to_me, session);
    let sent = send_batch(&batch, dispatch, &clock, &is_interrupted, console)?;
    let events = sent.events.clone();
    sending.add(sent, console.words);
    letters.history.extend(events);
    if workspace.exercise.mail.copy_to_municipality && !options.to_me && sending.stop.is_none() {
        // What has gone to contacts has to go to their municipalities too.
        let mut copies = due(letters);
        copies.retain(|due| due.envelope.is_copy);
        let batch = Batch { letters, due: copies, to_lead: false };
        sending.add(send_batch(&batch, dispatch, &clock, &is_interrupted, console)?, console.words);
    }
    console.show(&sending, format)?;
    Ok(sending.outcome())
}

fn send_batch(
    batch: &Batch<'_>,
    dispatch: &mut Dispatch,
    clock: &dyn Fn() -> chrono::DateTime<chrono::FixedOffset>,
    is_interrupted: &dyn Fn() -> bool,
    console: &mut Console,
) -> Result<Sent> {
    let mut progress = dispatch.host().is_some().then(|| Progress::of(batch.due.len(), console));
    let mut report = |news: News<'_>| match (&mut progress, news) {
        (Some(progress), News::Letter(place, fate)) => progress.tell(place, &batch.due[place].municipality.name, fate),
        (Some(progress), News::Rest(why, pause)) => progress.tell_rest(why, clock() + pause),
        (None, _) => {}
    };
    batch.send(dispatch, &mut Hooks { clock, is_interrupted, report: &mut report })
}

/// Asks before real mail leaves. Where nobody can answer, `--yes` must have been typed.
fn confirmed(batch: &Batch<'_>, host: &str, yes: bool, session: &Session, console: &mut Console) -> Result<bool> {
    let count = batch.due.len();
    if yes || count == 0 {
        return Ok(true);
    }
    let whom = if batch.to_lead { say!("sending-to-you") } else { say!("sending-to-municipalities", count = count) };
    if std::io::stdin().is_terminal() {
        return console.agrees(say!("sending-question", count = count, whom = whom, host = host));
    }
    let (look, send) = (session.typed_again(&["--send", "--to-me"], &[]), session.typed_again(&[], &["--yes"]));
    Err(say!("sending-unconfirmed", count = count, whom = whom, host = host, look = look, send = send).into())
}

/// Whether Ctrl-C has been pressed: the letter under way is then finished, and no other one begun. The second time the
/// program ends at once.
fn interruption(is_wanted: bool) -> Result<Arc<AtomicBool>> {
    let asked = Arc::new(AtomicBool::new(false));
    if is_wanted {
        let asked = Arc::clone(&asked);
        let handler = move || {
            if asked.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        };
        ctrlc::set_handler(handler)
            .map_err(|error| Failure::verbatim(error).context(say!("sending-no-interruption")))?;
    }
    Ok(asked)
}

#[derive(Debug, Serialize)]
struct Sending {
    sent: Vec<Left>,
    /// Those that have not left, or of which nobody knows.
    unsent: Vec<NotLeft>,
    /// The server that they went through; none if they were put into the outbox.
    via: Option<String>,
    /// Why the run ended before the last letter, if it did.
    stopped: Option<String>,
    /// Whether they went to the lead instead, and are not recorded as sent.
    test: bool,
    #[serde(skip)]
    stop: Option<Stop>,
    /// The command that was typed.
    #[serde(skip)]
    command: String,
}

#[derive(Debug, Serialize)]
struct Left {
    number: String,
    municipality: String,
    kind: Kind,
    to: String,
    message_id: String,
    file: String,
}

#[derive(Debug, Serialize)]
struct NotLeft {
    number: String,
    municipality: String,
    kind: Kind,
    to: String,
    message_id: String,
    result: Status,
    /// What the server said, or what went wrong.
    why: Option<String>,
}

impl Sending {
    fn new(via: Option<String>, test: bool, session: &Session) -> Sending {
        let command = session.typed_again(&[], &[]);
        Sending { sent: Vec::new(), unsent: Vec::new(), via, stopped: None, test, stop: None, command }
    }

    fn add(&mut self, sent: Sent, words: Words) {
        for letter in sent.letters {
            self.add_letter(letter, words);
        }
        self.stopped = sent.stop.as_ref().map(|stop| words.say(&stop.into()));
        self.stop = sent.stop;
    }

    fn add_letter(&mut self, letter: SentLetter, words: Words) {
        let SentLetter { municipality, envelope, file, fate } = letter;
        let (number, to) = (envelope.municipality.to_string(), envelope.address().to_owned());
        let (kind, message_id) = (envelope.kind, envelope.message_id);
        if fate.status == Status::Sent {
            let file = format!("{OUTBOX}/{file}");
            self.sent.push(Left { number, municipality, kind, to, message_id, file });
        } else {
            let why = fate.reply.as_ref().map(|reply| words.say(&reply.into()));
            self.unsent.push(NotLeft { number, municipality, kind, to, message_id, result: fate.status, why });
        }
    }

    fn outcome(&self) -> Outcome {
        match (self.unsent.is_empty(), self.sent.is_empty(), &self.stop) {
            (true, ..) => Outcome::Done,
            (false, true, Some(_)) => Outcome::NotDone,
            (false, ..) => Outcome::Partly,
        }
    }

    fn summary(&self) -> Sentence {
        let count = self.sent.len();
        match &self.via {
            _ if count == 0 && self.unsent.is_empty() => say!("sending-none-due"),
            None => say!("sending-written", count = count),
            Some(host) => say!("sending-sent", count = count, host = host),
        }
    }
}

impl View for Sending {
    fn page(&self, page: &mut Page) {
        for letter in &self.sent {
            page.line(Sentence::verbatim(&letter.file));
        }
        if !self.unsent.is_empty() {
            page.gap();
            let columns = [
                Column::text(say!("column-municipality")),
                Column::text(say!("column-letter")),
                Column::text(say!("column-result")),
                Column::text(say!("column-why")),
            ];
            let words = page.words();
            let rows = self.unsent.iter().map(|letter| {
                let (kind, result) = (words.say(&letter.kind.into()), words.say(&letter.result.into()));
                [letter.municipality.clone(), kind, result, letter.why.clone().unwrap_or_default()]
            });
            page.table(&columns, rows);
        }
        page.gap();
        page.line(self.summary());
        if self.test {
            page.line(say!("sending-was-a-test"));
        }
        if let (Some(stop), Some(why)) = (&self.stop, &self.stopped) {
            page.line(say!("sending-stopped", why = why));
            page.line(match stop {
                Stop::Interrupted => say!("sending-go-on", command = &self.command),
                Stop::Transport(_) => say!("sending-send-again", command = &self.command),
            });
        }
        if self.unsent.iter().any(|letter| letter.result == Status::Uncertain) {
            page.line(say!("sending-uncertain"));
        }
    }

    fn grid(&self) -> Grid {
        let sent = self.sent.iter().map(|letter| {
            let Left { number, municipality, kind, to, message_id, file } = letter;
            [number, municipality, kind.name(), to, message_id, file, Status::Sent.into(), ""].map(str::to_owned)
        });
        let unsent = self.unsent.iter().map(|letter| {
            let NotLeft { number, municipality, kind, to, message_id, result, why } = letter;
            let why = why.as_deref().unwrap_or_default();
            [number, municipality, kind.name(), to, message_id, "", (*result).into(), why].map(str::to_owned)
        });
        let headings = ["number", "municipality", "kind", "to", "message_id", "file", "result", "why"];
        let rows = sent.chain(unsent).map(|row| row.to_vec());
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
