//! One of those who carry letters, each on a connection of its own.
//!
//! A letter's intention is on disk before it leaves. Its result is handed to the system at once, and is on disk before
//! the same carrier's next letter leaves, or before it waits: one sync for both.
//!
//! It must never carry a letter whose intention may not be on disk.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use super::super::log::{Event, Intended, Log, NotSent, Sent};
use super::super::sendmail;
use super::super::smtp::Carried;
use super::outbox::{Outbox, file_name};
use super::queue::{End, Queue};
use super::{Carrier, Delivered, DeliveryError, INTERRUPTED, Ready, Surroundings};
use crate::letter::Letter;

/// What all who carry letters of a run have in common.
pub struct Running<'r> {
    pub letters: &'r [Ready<'r>],
    pub outbox: &'r Outbox,
    pub log: &'r Log,
    /// The name of the server or program.
    pub via: Option<String>,
    pub retry_for: Duration,
    pub queue: Queue,
    pub around: &'r Surroundings<'r>,
}

/// What has become of a letter, by its place among all.
pub struct Report {
    pub place: usize,
    pub delivered: Delivered,
    /// Whether that is how it stays in this run.
    pub is_final: bool,
}

/// One who carries letters; without a carrier they only go into the outbox.
pub struct Worker<'r> {
    pub running: &'r Running<'r>,
    pub carrier: Option<&'r mut Carrier>,
    pub reports: Sender<Report>,
    /// For the copies that are to be put on disk.
    pub copies: Sender<PathBuf>,
}

/// What came of one attempt.
enum Attempt {
    Ended(Delivered),
    Later(String),
    Stop(String),
}

impl Worker<'_> {
    /// Carries letters until none is left or the run has ended. `go_on` is called when the first one has shown that the
    /// server is one to talk to: what stops a run must not be tried on several connections.
    pub fn work(mut self, go_on: impl FnOnce()) {
        let mut go_on = Some(go_on);
        let ended = loop {
            match self.deliver_next() {
                Ok(true) => {
                    if let Some(go_on) = go_on.take() {
                        go_on();
                    }
                }
                Ok(false) => break Ok(()),
                Err(error) => break Err(error),
            }
        };
        if let Some(Carrier::Smtp(session)) = &mut self.carrier {
            session.close();
        }
        if let Err(error) = ended.and_then(|()| Ok(self.running.log.sync()?)) {
            self.running.queue.end(End::Failed(error));
        }
    }

    /// Carries the next letter; false if there is none.
    fn deliver_next(&mut self) -> Result<bool, DeliveryError> {
        let Running { queue, letters, retry_for, .. } = self.running;
        let Some(mut turn) = queue.take() else { return Ok(false) };
        // Its own time first: while it waits, others may leave.
        if !(self.wait(turn.next)? && self.wait(queue.slot())?) {
            return Ok(false);
        }
        turn.begin();
        let place = turn.place;
        match self.deliver(&letters[place])? {
            Attempt::Ended(delivered) => self.report(place, delivered, true),
            Attempt::Later(reply) => {
                let later = turn.later(*retry_for);
                self.report(place, Delivered::Deferred(reply), later.is_none());
                later.into_iter().for_each(|turn| queue.put_back(turn));
            }
            Attempt::Stop(reply) => {
                self.report(place, Delivered::Deferred(reply.clone()), false);
                queue.end(End::Stopped(reply));
            }
        }
        Ok(!queue.has_ended())
    }

    fn report(&self, place: usize, delivered: Delivered, is_final: bool) {
        // Nobody listens any more once the run has failed.
        let _ = self.reports.send(Report { place, delivered, is_final });
    }

    /// Waits until then; false if the run has ended.
    fn wait(&self, until: Instant) -> Result<bool, DeliveryError> {
        const PATIENCE: Duration = Duration::from_millis(50);
        let Running { queue, around, log, .. } = self.running;
        let mut is_synced = false;
        loop {
            if (around.stop)() {
                queue.end(End::Stopped(INTERRUPTED.to_owned()));
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() || queue.has_ended() {
                return Ok(!queue.has_ended());
            }
            if !is_synced {
                log.sync()?;
                is_synced = true;
            }
            std::thread::sleep(left.min(PATIENCE));
        }
    }

    fn deliver(&mut self, ready: &Ready<'_>) -> Result<Attempt, DeliveryError> {
        let Running { log, outbox, via, around, .. } = self.running;
        let (letter, clock) = (&ready.letter, around.clock);
        let message = match &ready.message {
            Some(message) => Cow::Borrowed(message),
            None => Cow::Owned((around.compose)(letter)?),
        };
        let file = file_name(letter, ready.name, ready.is_test);
        let intended = Box::new(Intended::of(letter, clock(), file.clone(), via.clone()));
        if ready.is_test {
            log.append(&Event::Test(intended))?;
            return self.deliver_test(letter, &message, file);
        }
        log.append(&Event::Intended(intended))?;
        let carried = self.carry(letter, &message);
        let message_id = letter.identity.message_id.clone();
        let not_sent = |reply: &String| NotSent { at: clock(), message_id: message_id.clone(), reply: reply.clone() };
        Ok(match carried {
            Carried::Sent(reply) => {
                outbox.keep(&file, &message, &self.copies)?;
                let reply = Some(reply).filter(|reply| !reply.is_empty());
                log.write(&Event::Sent(Sent { at: clock(), message_id, reply }))?;
                Attempt::Ended(Delivered::Sent(file))
            }
            Carried::Refused(reply) => {
                log.write(&Event::Refused(not_sent(&reply)))?;
                Attempt::Ended(Delivered::Refused(reply))
            }
            Carried::Later(reply) => {
                log.write(&Event::Deferred(not_sent(&reply)))?;
                Attempt::Later(reply)
            }
            Carried::Stop(reply) => {
                log.write(&Event::Deferred(not_sent(&reply)))?;
                Attempt::Stop(reply)
            }
            // The log says nothing more of it: nobody knows more.
            Carried::Uncertain(reply) => Attempt::Ended(Delivered::Uncertain(reply)),
        })
    }

    /// A letter that is only looked at: what becomes of it makes no difference to anybody else's.
    fn deliver_test(&mut self, letter: &Letter<'_>, message: &[u8], file: String) -> Result<Attempt, DeliveryError> {
        Ok(match self.carry(letter, message) {
            Carried::Sent(_) => {
                self.running.outbox.keep(&file, message, &self.copies)?;
                Attempt::Ended(Delivered::Sent(file))
            }
            Carried::Refused(reply) => Attempt::Ended(Delivered::Refused(reply)),
            Carried::Uncertain(reply) | Carried::Later(reply) => Attempt::Ended(Delivered::Deferred(reply)),
            Carried::Stop(reply) => Attempt::Stop(reply),
        })
    }

    fn carry(&mut self, letter: &Letter<'_>, message: &[u8]) -> Carried {
        match &mut self.carrier {
            None => Carried::Sent(String::new()),
            Some(carrier) => match (letter.from.email.address(), letter.to.email.address()) {
                (Ok(from), Ok(to)) => match carrier {
                    Carrier::Smtp(session) => session.carry(&from, &to, message),
                    Carrier::Sendmail(program) => sendmail::carry(program, &from, &to, message),
                },
                (Err(error), _) | (_, Err(error)) => Carried::Refused(error.to_string()),
            },
        }
    }
}
