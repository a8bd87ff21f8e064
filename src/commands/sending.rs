//! Sending what is due, and what came of it.
//!
//! It must never let a letter leave before all of them are written: one that cannot be written stops all.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};
use chrono::{DateTime, FixedOffset, Utc};
use serde::Serialize;

use super::letters::Letters;
use super::progress::Progress;
use super::{Console, Outcome, Session, Workspace, count};
use crate::cli::{Format, Leaving};
use crate::delivery::{Dispatch, Event, Fate, History, Hooks, Outgoing, Status, Stop, file_name};
use crate::kind::Kind;
use crate::letter::Envelope;
use crate::municipality::{Municipality, Number};
use crate::show::{Column, Grid, Page, View};

/// What sending did.
#[derive(Debug, Default, Serialize)]
struct Sending {
    sent: Vec<SentLetter>,
    /// Those that have not left, or of which nobody knows.
    unsent: Vec<UnsentLetter>,
    /// The server that they went through; none if they were put into the outbox.
    via: Option<String>,
    /// Why the run ended before the last letter, if it did.
    #[serde(serialize_with = "in_words")]
    stopped: Option<Stop>,
    /// Whether they went to the lead instead, and count as nothing.
    test: bool,
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

#[derive(Debug, Serialize)]
struct UnsentLetter {
    number: String,
    municipality: String,
    kind: Kind,
    to: String,
    message_id: String,
    result: Status,
    /// What the server said, or what went wrong.
    why: Option<String>,
}

/// A letter that is due, in words.
pub struct DueLetter<'l> {
    pub municipality: &'l Municipality,
    pub envelope: Envelope,
    /// Why it is due.
    pub why: String,
}

/// Opens the way out, and settles what a crash has left open. The caller must hold the folder's lock.
pub fn open_dispatch(opened: &Workspace, history: &mut History) -> Result<Dispatch> {
    let (outbox, log) = (opened.folder.outbox(), opened.folder.delivery_log());
    let mut dispatch = Dispatch::open(&outbox, &log, opened.transport()?)?;
    dispatch.settle(history, opened.now.fixed_offset())?;
    Ok(dispatch)
}

/// Why a letter is due, with what became of the last attempt at one of those kinds, if it has not left.
pub fn why_due(why: String, history: &History, municipality: Number, is_meant: impl Fn(Kind) -> bool) -> String {
    match history.last_refusal(municipality, is_meant) {
        Some(refusal) => format!("{why}; not sent before: {refusal}"),
        None => why,
    }
}

/// Sends the letters that `due` finds, and the copies that are due after them, and shows what came of it.
pub fn send<F>(
    session: &Session,
    dispatch: &mut Dispatch,
    letters: &mut Letters<'_>,
    due: F,
    leaving: Leaving,
    format: Format,
    console: &mut Console,
) -> Result<Outcome>
where
    F: for<'l> Fn(&'l Letters<'l>) -> Vec<DueLetter<'l>>,
{
    if let (Some(_), Some(host)) = (session.now, dispatch.host()) {
        bail!(
            "--now is a rehearsal, and letters through {host} are real\n    leave out --send to see what would go, or --now to send it"
        );
    }
    let Leaving { to_me, yes, .. } = leaving;
    let opened = letters.opened;
    let prepared = Prepared { letters, due: due(letters), to_me };
    if let Some(host) = dispatch.host()
        && !prepared.confirm(host, yes, console)?
    {
        console.say("Nothing is sent.");
        return Ok(Outcome::NotDone);
    }
    let real = || Utc::now().with_timezone(&opened.now.timezone());
    let clock = || session.now.map_or_else(real, |_| opened.now).fixed_offset();
    let asked_to_stop = interruption(dispatch.host().is_some())?;
    let stop = || asked_to_stop.load(Ordering::SeqCst);
    let (mut sending, events) = prepared.send(dispatch, &clock, &stop, console)?;
    letters.history.extend(events);
    if opened.exercise.mail.copy_to_municipality && !to_me && !sending.is_stopped() {
        // What has gone to contacts has to go to their municipalities too.
        let mut copies = due(letters);
        copies.retain(|due| due.envelope.is_copy);
        let (further, _) = Prepared { letters, due: copies, to_me }.send(dispatch, &clock, &stop, console)?;
        sending.add(further);
    }
    console.show(&sending, format)?;
    Ok(sending.outcome())
}

/// The letters that are due.
struct Prepared<'l> {
    letters: &'l Letters<'l>,
    due: Vec<DueLetter<'l>>,
    /// Whether they go to the lead instead, to be looked at.
    to_me: bool,
}

impl<'l> Prepared<'l> {
    /// Asks before real mail leaves. Where nobody can answer, `yes` must have been said beforehand.
    fn confirm(&self, host: &str, yes: bool, console: &mut Console) -> Result<bool> {
        if yes || self.due.is_empty() {
            return Ok(true);
        }
        let letters = count(self.due.len(), "letter", "letters");
        let municipalities =
            if self.to_me { "you".to_owned() } else { count(self.due.len(), "municipality", "municipalities") };
        if !std::io::stdin().is_terminal() {
            bail!(
                "{letters} would go to {municipalities} through {host}, and nobody is here to confirm it\n    look at them: ovelse invite; then say --yes"
            );
        }
        Ok(console.agrees(format_args!("{letters} to {municipalities} through {host}. Send?"))?)
    }

    /// Sends them. `clock` tells the time for the log, `stop` whether the lead wants no further one. A letter that
    /// cannot be written or is too large is found before the first one leaves.
    fn send<'s>(
        &'s self,
        dispatch: &mut Dispatch,
        clock: &dyn Fn() -> DateTime<FixedOffset>,
        stop: &dyn Fn() -> bool,
        console: &mut Console,
    ) -> Result<(Sending, Vec<Event>)> {
        let via = dispatch.host().map(str::to_owned);
        let write = |due: &'s DueLetter<'l>| -> Result<Outgoing<'s>> {
            let letter = self.letters.write(due.municipality, due.envelope.clone())?;
            let letter = if self.to_me { letter.as_test(self.letters.lead()) } else { letter };
            self.letters.message(&letter)?;
            let file = file_name(&letter, &due.municipality.name, self.to_me);
            Ok(Outgoing { letter, file, is_test: self.to_me })
        };
        let outgoing: Vec<Outgoing<'_>> = self.due.iter().map(write).collect::<Result<_>>()?;
        let mut progress = via.is_some().then(|| Progress::of(outgoing.len(), console));
        let mut report = |place: usize, fate: &Fate| {
            if let Some(progress) = &mut progress {
                progress.tell(place, &self.due[place].municipality.name, fate);
            }
        };
        let run = dispatch.run(&outgoing, &mut Hooks { clock, is_interrupted: stop, report: &mut report })?;
        drop(progress);
        let mut sending = Sending { via, stopped: run.stop, test: self.to_me, ..Sending::default() };
        for ((due, outgoing), fate) in self.due.iter().zip(&outgoing).zip(run.fates) {
            sending.take(due, outgoing, fate);
        }
        Ok((sending, run.events))
    }
}

/// Why a run ended, for JSON.
fn in_words<S: serde::Serializer>(stopped: &Option<Stop>, serializer: S) -> Result<S::Ok, S::Error> {
    stopped.as_ref().map(why_stopped).serialize(serializer)
}

fn why_stopped(stop: &Stop) -> String {
    match stop {
        Stop::Interrupted => "you asked to".to_owned(),
        Stop::Transport(why) => why.to_string(),
    }
}

/// Whether Ctrl-C has been pressed: the letter under way is then finished, and no other one begun. The second time the
/// program ends at once.
fn interruption(wanted: bool) -> Result<Arc<AtomicBool>> {
    let asked = Arc::new(AtomicBool::new(false));
    if wanted {
        let asked = Arc::clone(&asked);
        let handler = move || {
            if asked.swap(true, Ordering::SeqCst) {
                std::process::exit(130);
            }
        };
        ctrlc::set_handler(handler).context("there is no way to notice Ctrl-C")?;
    }
    Ok(asked)
}

impl Sending {
    fn take(&mut self, due: &DueLetter<'_>, outgoing: &Outgoing<'_>, fate: Fate) {
        let (number, municipality) = (due.municipality.number.to_string(), due.municipality.name.clone());
        let envelope = &outgoing.letter.envelope;
        let (kind, to, message_id) = (envelope.kind, envelope.address().to_owned(), envelope.message_id.clone());
        let Fate { status: result, reply } = fate;
        if result == Status::Sent {
            let file = format!("data/outbox/{}", outgoing.file);
            self.sent.push(SentLetter { number, municipality, kind, to, message_id, file });
        } else {
            let why = reply.map(|reply| reply.to_string());
            self.unsent.push(UnsentLetter { number, municipality, kind, to, message_id, result, why });
        }
    }

    fn is_stopped(&self) -> bool {
        self.stopped.is_some()
    }

    /// Takes in what a further run has come to.
    fn add(&mut self, further: Sending) {
        self.sent.extend(further.sent);
        self.unsent.extend(further.unsent);
        self.stopped = further.stopped;
    }

    fn outcome(&self) -> Outcome {
        match (self.unsent.is_empty(), self.sent.is_empty(), &self.stopped) {
            (true, ..) => Outcome::Done,
            (false, true, Some(_)) => Outcome::NotDone,
            (false, ..) => Outcome::Partly,
        }
    }

    fn is_uncertain(&self) -> bool {
        self.unsent.iter().any(|letter| letter.result == Status::Uncertain)
    }
}

impl View for Sending {
    fn page(&self, page: &mut Page) {
        for letter in &self.sent {
            page.line(&letter.file);
        }
        if !self.unsent.is_empty() {
            page.gap();
            let columns =
                [Column::text("Municipality"), Column::text("Letter"), Column::text("Result"), Column::text("Why")];
            let rows = self.unsent.iter().map(|letter| {
                let why = letter.why.clone().unwrap_or_default();
                [letter.municipality.clone(), letter.kind.name().to_owned(), letter.result.to_string(), why]
            });
            page.table(&columns, rows);
        }
        page.gap();
        let letters = count(self.sent.len(), "letter", "letters");
        page.line(match (&self.via, self.sent.len()) {
            (_, 0) if self.unsent.is_empty() => "No letter is due: nothing is sent.".to_owned(),
            (None, _) => format!("{letters} written to data/outbox; nothing has left this machine."),
            (Some(host), _) => format!("{letters} sent through {host}; a copy of each is in data/outbox."),
        });
        if self.test {
            page.line("They were a test, to your own address; every letter is as due as before.");
        }
        if let Some(why) = &self.stopped {
            page.line(format_args!("Stopped: {}", why_stopped(why)));
            let first = match why {
                Stop::Interrupted => "To go on",
                Stop::Transport(_) => "Look at [mail] in exercise.toml, then send again",
            };
            page.line(format_args!("{first}: ovelse invite --send"));
        }
        if self.is_uncertain() {
            page.line(
                "Uncertain: look into the mailbox, or ask; then say ovelse settle MUNICIPALITY --sent or --resend",
            );
        }
    }

    fn grid(&self) -> Grid {
        let sent = self.sent.iter().map(|letter| {
            let SentLetter { number, municipality, kind, to, message_id, file } = letter;
            [number, municipality, kind.name(), to, message_id, file, "sent", ""]
                .map(|cell: &str| cell.to_owned())
                .to_vec()
        });
        let unsent = self.unsent.iter().map(|letter| {
            let UnsentLetter { number, municipality, kind, to, message_id, result, why } = letter;
            let why = why.as_deref().unwrap_or_default();
            [number, municipality, kind.name(), to, message_id, "", (*result).into(), why]
                .map(|cell: &str| cell.to_owned())
                .to_vec()
        });
        let headings = ["number", "municipality", "kind", "to", "message_id", "file", "result", "why"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: sent.chain(unsent).collect() }
    }
}
