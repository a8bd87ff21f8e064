//! Sends letters one after the other, each with its intention in the log before and its result after.
//!
//! A letter's intention and its copy are on disk before the letter leaves, but not before its recipient was accepted: what
//! went no further is due again and not uncertain. The copy has no name as yet; the result is written at once, and is on
//! disk before the next letter leaves. After a crash the log has an intention without a result. If the letter's file is
//! in the outbox, the letter has left: the copy only gets its name when it has. Otherwise, if it was on its way through a
//! server, it is uncertain, and left alone until the lead has settled it (`tests/it/smtp/crash.rs`). Its copy then waits
//! under another name.

use std::collections::HashSet;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};

use super::error::DeliveryError;
use super::fate::{Explanation, Fate, Obstacle, Status};
use super::history::History;
use super::log::{Entry, Event, Log, Record, Settled};
use super::outbox::{Found, Outbox};
use super::outgoing::{Content, Outgoing};
use super::queue::Queue;
use super::transport::{Handover, Transport};

/// Why a run ended before the last letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The lead wanted it to.
    Interrupted,
    /// What happened to one letter would happen to all.
    Transport(Explanation),
}

/// What came of a run.
#[derive(Debug)]
pub struct Run {
    /// One for each letter.
    pub fates: Vec<Fate>,
    /// Why it ended before the last letter, if it did.
    pub stop: Option<Stop>,
    /// What the log has more than before.
    pub events: Vec<Event>,
}

/// What happens while a run goes on.
#[derive(Debug)]
pub enum News<'n> {
    /// What became of a letter, by its place among them.
    Letter(usize, &'n Fate),
    /// The server wants a rest, in these words; the next letter leaves after so long.
    Rest(&'n Explanation, Duration),
}

/// What a run asks and tells while it goes on.
pub struct Hooks<'a> {
    /// The time for the log.
    pub clock: &'a dyn Fn() -> DateTime<FixedOffset>,
    /// Whether the lead wants the run to end before the next letter.
    pub is_interrupted: &'a dyn Fn() -> bool,
    pub report: &'a mut dyn FnMut(News<'_>),
}

impl std::fmt::Debug for Hooks<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hooks").finish_non_exhaustive()
    }
}

/// Sends letters into a folder or through a server.
#[derive(Debug)]
pub struct Dispatch {
    transport: Box<dyn Transport>,
    outbox: Outbox,
    log: Log,
}

/// What came of one attempt.
enum Attempt {
    Final(Fate),
    Again(Explanation),
    /// The server wants a rest before any other letter.
    Rest(Explanation),
    Stop(Explanation),
}

impl Dispatch {
    /// Opens outbox and log; makes them if there are none. The caller must hold the folder's lock.
    ///
    /// # Errors
    /// When one of them cannot be made.
    pub fn open(outbox: &Path, log: &Path, transport: Box<dyn Transport>) -> Result<Dispatch, DeliveryError> {
        let outbox = Outbox::open(outbox, transport.host().is_none())?;
        Ok(Dispatch { outbox, log: Log::open(log)?, transport })
    }

    /// The server or program that letters go through; none if they are only put into the outbox.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.transport.host()
    }

    /// Settles what a crash has left open: a letter whose file is there has left, and is logged so.
    ///
    /// # Errors
    /// When the log cannot be written, or does not know of letters in the outbox.
    pub fn settle(&mut self, history: &mut History, at: DateTime<FixedOffset>) -> Result<(), DeliveryError> {
        self.outbox.check_log(history)?;
        let mut events = Vec::new();
        for record in history.open_ended() {
            let entry = || Entry { at, message_id: record.envelope.message_id.clone(), reply: None };
            match self.outbox.look(&record.file)? {
                Found::Copy => events.push(Event::Sent(entry())),
                Found::Draft(_) if record.via.is_none() => events.push(Event::Written(entry())),
                // A draft that was about to leave: nobody knows whether it has.
                Found::Draft(_) | Found::Nothing => {}
            }
        }
        for event in &events {
            self.log.write(event)?;
        }
        self.log.sync()?;
        history.extend(events);
        for record in history.all_refused() {
            self.outbox.discard_draft(&record.file)?;
        }
        let uncertain: HashSet<&str> = history.all_uncertain().map(|record| record.file.as_str()).collect();
        self.outbox.discard_others(|letter| uncertain.contains(letter))
    }

    /// Sends letters.
    ///
    /// # Errors
    /// When log or outbox cannot be written. What has not been sent by then is due again, under the same Message-ID.
    pub fn run(&mut self, letters: &[&Outgoing<'_>], hooks: &mut Hooks<'_>) -> Result<Run, DeliveryError> {
        let mut run = Run { fates: vec![Fate::NOT_TRIED; letters.len()], stop: None, events: Vec::new() };
        let sent = self.send_all(letters, hooks, &mut run);
        self.transport.close();
        let synced = self.log.sync();
        self.outbox.sync()?;
        sent?;
        synced?;
        Ok(run)
    }

    fn send_all(
        &mut self,
        letters: &[&Outgoing<'_>],
        hooks: &mut Hooks<'_>,
        run: &mut Run,
    ) -> Result<(), DeliveryError> {
        let pace = self.transport.pace();
        let mut queue = Queue::new(letters.len(), pace.interval, pace.retry_for);
        while let Some(mut turn) = queue.next() {
            if self.is_interrupted_before(turn.not_before, hooks)? {
                run.stop = Some(Stop::Interrupted);
                break;
            }
            queue.begin(&mut turn);
            let place = turn.place;
            let (fate, is_final) = match self.attempt(letters[place], hooks, &mut run.events)? {
                Attempt::Final(fate) => {
                    queue.has_rested();
                    (fate, true)
                }
                Attempt::Again(reply) => (Fate::new(Status::NotSent, reply), !queue.put_back(turn)),
                Attempt::Rest(reply) => {
                    match queue.rest(&turn) {
                        Some(pause) => (hooks.report)(News::Rest(&reply, pause)),
                        None => run.stop = Some(Stop::Transport(reply.clone())),
                    }
                    (Fate::new(Status::NotSent, reply), false)
                }
                Attempt::Stop(reply) => {
                    run.stop = Some(Stop::Transport(reply.clone()));
                    (Fate::new(Status::NotSent, reply), false)
                }
            };
            if is_final {
                (hooks.report)(News::Letter(place, &fate));
            }
            run.fates[place] = fate;
            if run.stop.is_some() {
                break;
            }
        }
        Ok(())
    }

    /// Waits until then; true if the lead wants the run to end.
    fn is_interrupted_before(&mut self, until: Instant, hooks: &Hooks<'_>) -> Result<bool, DeliveryError> {
        const PATIENCE: Duration = Duration::from_millis(50);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if (hooks.is_interrupted)() || left.is_zero() {
                return Ok((hooks.is_interrupted)());
            }
            self.log.sync()?;
            std::thread::sleep(left.min(PATIENCE));
        }
    }

    fn attempt(
        &mut self,
        outgoing: &Outgoing<'_>,
        hooks: &Hooks<'_>,
        events: &mut Vec<Event>,
    ) -> Result<Attempt, DeliveryError> {
        let (is_test, letter) = (outgoing.is_test, outgoing.envelope());
        let message = match self.message(outgoing)? {
            Ok(message) => message,
            Err(obstacle) => return Ok(Attempt::Final(Fate::new(Status::NotSent, Explanation::from(obstacle)))),
        };
        let begun = match &letter.recipient {
            Some(recipient) => {
                let begun = self.transport.begin(outgoing.sender(), recipient, message.len());
                begun.map(|()| recipient)
            }
            None => Err(Handover::Refused(Obstacle::NoAddress.into())),
        };
        let handover = match begun {
            Err(handover) => {
                events.push(self.intend(outgoing, hooks)?);
                handover
            }
            Ok(recipient) => {
                events.push(self.begin(outgoing, &message, hooks)?);
                let handover = self.transport.hand_over(outgoing.sender(), recipient, &message);
                match &handover {
                    Handover::Accepted(_) | Handover::Kept => self.outbox.keep(&outgoing.file)?,
                    Handover::Uncertain(_) if !is_test => {}
                    _ => self.outbox.discard(&outgoing.file)?,
                }
                handover
            }
        };
        let result = handover.event().filter(|_| !is_test);
        if let Some((event, reply)) = result {
            let message_id = letter.message_id.clone();
            let event = event(Entry { at: (hooks.clock)(), message_id, reply });
            self.log.write(&event)?;
            if matches!(event, Event::Refused(_)) {
                self.outbox.discard_draft(&outgoing.file)?;
            }
            events.push(event);
        }
        Ok(match handover {
            Handover::Accepted(reply) => Attempt::Final(Fate::new(Status::Sent, reply)),
            Handover::Kept => Attempt::Final(Fate::new(Status::Written, None)),
            Handover::Refused(reply) => Attempt::Final(Fate::new(Status::Refused, reply)),
            // What becomes of a test makes no difference to anybody: it is not tried again.
            Handover::Deferred(reply) | Handover::Throttled(reply) | Handover::Uncertain(reply) if is_test => {
                Attempt::Final(Fate::new(Status::NotSent, reply))
            }
            Handover::Deferred(reply) => Attempt::Again(reply),
            Handover::Throttled(reply) => Attempt::Rest(reply),
            Handover::Uncertain(reply) => Attempt::Final(Fate::new(Status::Uncertain, reply)),
            Handover::Stopped(reply) => Attempt::Stop(reply),
        })
    }

    /// Puts on disk that a letter is about to leave, and the copy of it. What a full disk does not take does not leave.
    fn begin(&mut self, outgoing: &Outgoing<'_>, message: &[u8], hooks: &Hooks<'_>) -> Result<Event, DeliveryError> {
        let letter = outgoing.envelope();
        let intention = self.intend(outgoing, hooks)?;
        if let Err(error) = self.outbox.begin_copy(&outgoing.file, message) {
            if !outgoing.is_test {
                let message_id = letter.message_id.clone();
                self.log.append(&Event::Deferred(Entry { at: (hooks.clock)(), message_id, reply: None }))?;
            }
            return Err(error);
        }
        // What the log needs has mostly come to disk along with the copy (cargo bench --bench send).
        self.log.sync()?;
        Ok(intention)
    }

    /// Writes that a letter is about to leave.
    fn intend(&mut self, outgoing: &Outgoing<'_>, hooks: &Hooks<'_>) -> Result<Event, DeliveryError> {
        let record = Box::new(Record {
            at: (hooks.clock)(),
            envelope: outgoing.envelope().clone(),
            file: outgoing.file.clone(),
            via: self.transport.host().map(str::to_owned),
        });
        let intention = if outgoing.is_test { Event::Test(record) } else { Event::Intended(record) };
        self.log.write(&intention)?;
        Ok(intention)
    }

    /// The bytes that leave; else why there are none.
    fn message(&self, outgoing: &Outgoing<'_>) -> Result<Result<Vec<u8>, Obstacle>, DeliveryError> {
        Ok(match &outgoing.content {
            Content::Letter(letter) => letter.message().map_err(|reason| Obstacle::CannotCompose { reason }),
            Content::Draft(_) => match self.outbox.look(&outgoing.file)? {
                Found::Draft(message) => Ok(message),
                Found::Nothing | Found::Copy => Err(Obstacle::DraftMissing { file: outgoing.file.to_string() }),
            },
        })
    }

    /// Records that letters have left after all: by other means, such as a mail program, or as somebody has found out. Their
    /// drafts, and what was set aside of them, are copies then.
    ///
    /// # Errors
    /// When log or outbox cannot be written.
    pub fn mark_sent(&mut self, letters: &[&Record], at: DateTime<FixedOffset>) -> Result<(), DeliveryError> {
        for record in letters {
            let message_id = record.envelope.message_id.clone();
            // The log comes last: after a crash between the two the same command does both.
            self.outbox.keep_after_all(&record.file)?;
            self.log.append(&Event::Settled(Settled { at, message_id, sent: true }))?;
        }
        Ok(())
    }

    /// Records that letters have not arrived: they are due again.
    ///
    /// # Errors
    /// When the log cannot be written.
    pub fn mark_unsent(&mut self, letters: &[&Record], at: DateTime<FixedOffset>) -> Result<(), DeliveryError> {
        for record in letters {
            let message_id = record.envelope.message_id.clone();
            self.log.append(&Event::Settled(Settled { at, message_id, sent: false }))?;
        }
        Ok(())
    }
}

/// An event, when its entry is known.
type KindOfEvent = fn(Entry) -> Event;

impl Handover {
    /// What the log says of it; nothing where nobody knows more.
    fn event(&self) -> Option<(KindOfEvent, Option<Explanation>)> {
        match self {
            Handover::Accepted(reply) => Some((Event::Sent, reply.clone())),
            Handover::Kept => Some((Event::Written, None)),
            Handover::Refused(reply) => Some((Event::Refused, Some(reply.clone()))),
            Handover::Deferred(reply) | Handover::Throttled(reply) | Handover::Stopped(reply) => {
                Some((Event::Deferred, Some(reply.clone())))
            }
            Handover::Uncertain(_) => None,
        }
    }
}
