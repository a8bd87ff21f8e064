//! Sending what is due, at the edge: asking before it, telling how it goes on, and showing what came of it.

use std::io::IsTerminal;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use chrono::Utc;

use super::super::{Console, Outcome, Session};
use super::progress::Progress;
use crate::cli::SendOptions;
use crate::delivery::{Dispatch, Hooks, News, Record, Status, Stop};
use crate::findings::Sentence;
use crate::show::{Column, Format, Grid, Page, View};
use crate::words::say;
use crate::workspace::due::DueLetter;
use crate::workspace::letters::Letters;
use crate::workspace::sending::{Batch, Sent};
use crate::workspace::sent::{Left, NotLeft, Sending};
use crate::workspace::{Failure, Result, Workspace};

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
    let (workspace, written_before) = (letters.workspace, letters.history.written().len());
    let uncertain_before = letters.history.all_uncertain().count();
    let first = letters.batch(&due(letters), options.to_me)?;
    let Some(mut run) = Run::begin(session, workspace, dispatch, &first, options.yes, console)? else {
        return Ok(Outcome::NotDone);
    };
    let sent = run.send(&first, console)?;
    drop(first);
    let mut sending = Sending::new(run.dispatch.host(), options.to_me, session);
    letters.history.extend(sent.events.clone());
    sending.add(sent, console.words);
    // What has gone to contacts has to go to their municipalities and deputies, too.
    let mut copies = due(letters);
    copies.retain(|due| due.envelope.copy.is_some());
    if !copies.is_empty() && !options.to_me && sending.stop.is_none() {
        let sent = run.send(&letters.batch(&copies, false)?, console)?;
        letters.history.extend(sent.events.clone());
        sending.add(sent, console.words);
    }
    sending.written_before = written_before;
    sending.uncertain_before = uncertain_before;
    console.show(&sending, format)?;
    Ok(sending.outcome())
}

/// Sends letters that were written before, and shows what came of it.
pub(super) fn send_written(
    session: &Session,
    workspace: &Workspace,
    dispatch: &mut Dispatch,
    written: &[&Record],
    yes: bool,
    format: Format,
    console: &mut Console,
) -> Result<Outcome> {
    let batch = workspace.written_batch(written);
    let Some(mut run) = Run::begin(session, workspace, dispatch, &batch, yes, console)? else {
        return Ok(Outcome::NotDone);
    };
    let sent = run.send(&batch, console)?;
    let mut sending = Sending::new(run.dispatch.host(), false, session);
    sending.add(sent, console.words);
    console.show(&sending, format)?;
    Ok(sending.outcome())
}

/// A run of sending, once it is agreed to.
struct Run<'r> {
    session: &'r Session,
    workspace: &'r Workspace,
    dispatch: &'r mut Dispatch,
    asked_to_stop: Arc<AtomicBool>,
}

impl<'r> Run<'r> {
    /// None if the lead does not agree.
    fn begin(
        session: &'r Session,
        workspace: &'r Workspace,
        dispatch: &'r mut Dispatch,
        first: &Batch<'_>,
        yes: bool,
        console: &mut Console,
    ) -> Result<Option<Run<'r>>> {
        if let Some(host) = dispatch.host() {
            if session.now.is_some() {
                return Err(say!("sending-rehearsal", host = host).into());
            }
            if !confirmed(first, host, yes, session, console)? {
                console.say(say!("sending-nothing"));
                return Ok(None);
            }
        }
        let asked_to_stop = interruption(dispatch.host().is_some())?;
        Ok(Some(Run { session, workspace, dispatch, asked_to_stop }))
    }

    fn send(&mut self, batch: &Batch<'_>, console: &mut Console) -> Result<Sent> {
        let clock = || match self.session.now {
            Some(_) => self.workspace.now.fixed_offset(),
            None => Utc::now().with_timezone(&self.workspace.now.timezone()).fixed_offset(),
        };
        let is_interrupted = || self.asked_to_stop.load(Ordering::SeqCst);
        let mut progress = self.dispatch.host().is_some().then(|| Progress::of(batch.letters.len(), console));
        let mut report = |news: News<'_>| match (&mut progress, news) {
            (Some(progress), News::Letter(place, fate)) => {
                progress.tell(place, &batch.letters[place].municipality, fate);
            }
            (Some(progress), News::Rest(why, pause)) => progress.tell_rest(why, clock() + pause),
            (None, _) => {}
        };
        let mut hooks = Hooks { clock: &clock, is_interrupted: &is_interrupted, report: &mut report };
        batch.send(self.dispatch, &mut hooks)
    }
}

/// Asks before real mail leaves. Where nobody can answer, `--yes` must have been typed.
fn confirmed(batch: &Batch<'_>, host: &str, yes: bool, session: &Session, console: &mut Console) -> Result<bool> {
    let count = batch.letters.len();
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

impl Sending {
    fn outcome(&self) -> Outcome {
        let is_none_gone = self.sent.is_empty() && self.written.is_empty();
        match (self.unsent.is_empty(), is_none_gone, &self.stop) {
            (true, ..) if self.uncertain_before > 0 => Outcome::Partly,
            (true, ..) => Outcome::Done,
            (false, true, Some(_)) => Outcome::NotDone,
            (false, ..) => Outcome::Partly,
        }
    }

    fn summary(&self) -> Sentence {
        let (sent, written) = (self.sent.len(), self.written.len());
        match &self.via {
            _ if sent + written == 0 && self.unsent.is_empty() => say!("sending-none-due"),
            None if self.test => say!("sending-written-as-test", count = written),
            None => say!("sending-written", count = written),
            Some(host) => say!("sending-sent", count = sent, host = host),
        }
    }
}

impl View for Sending {
    fn page(&self, page: &mut Page) {
        for letter in self.sent.iter().chain(&self.written) {
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
        if self.written_before > 0 {
            page.line(say!("sending-written-before", count = self.written_before));
        }
        if let (Some(stop), Some(why)) = (&self.stop, &self.stopped) {
            page.line(say!("sending-stopped", why = why));
            page.line(match stop {
                Stop::Interrupted => say!("sending-go-on", command = &self.command),
                Stop::Transport(_) => say!("sending-send-again", command = &self.command),
            });
        }
        if self.uncertain_before > 0 {
            page.line(say!("sending-uncertain-before", count = self.uncertain_before));
        }
        if self.unsent.iter().any(|letter| letter.result == Status::Uncertain) {
            page.line(say!("sending-uncertain"));
        }
    }

    fn grid(&self) -> Grid {
        let sent = self.sent.iter().map(|letter| (letter, Status::Sent));
        let gone = sent.chain(self.written.iter().map(|letter| (letter, Status::Written))).map(|(letter, result)| {
            let Left { number, municipality, kind, to, message_id, file } = letter;
            [number, municipality, kind.name(), to, message_id, file, result.into(), ""].map(str::to_owned)
        });
        let unsent = self.unsent.iter().map(|letter| {
            let NotLeft { number, municipality, kind, to, message_id, result, why } = letter;
            let why = why.as_deref().unwrap_or_default();
            [number, municipality, kind.name(), to, message_id, "", (*result).into(), why].map(str::to_owned)
        });
        let headings = ["number", "municipality", "kind", "to", "message_id", "file", "result", "why"];
        let rows = gone.chain(unsent).map(|row| row.to_vec());
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
