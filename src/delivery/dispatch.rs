//! Letters on their way: one after the other, each with its intention in the log before and its result after.
//!
//! After a crash the log has intentions without a result. A letter whose file is in the outbox has left: the file is
//! only written when the letter has. Any other one that was on its way through a server is uncertain, and is left alone
//! until the lead has settled it.
//!
//! It must never carry a letter that the log does not know of, and never one twice.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use chrono::{DateTime, FixedOffset};

use super::history::History;
use super::log::{Event, Intended, Log, LogError, NotSent, Sent};
use super::sendmail;
use super::smtp::{Carried, Session};
use crate::folder::{put_file, replace_file, sync_files};
use crate::letter::Letter;

/// How long the first pause is before a letter is tried again; each is twice as long as the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// Why a run ended that the lead wanted to end.
pub const INTERRUPTED: &str = "you asked to";

/// Letters cannot go on.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// The log cannot be written: nothing is sent that cannot be logged.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The file cannot be written.
    #[error("{}: {error}", path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A letter cannot be composed.
    #[error("{0}")]
    Message(String),
}

/// What became of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivered {
    /// It has left; its file in the outbox.
    Sent(String),
    /// It was refused for good.
    Refused(String),
    /// It has not been sent, and is due again.
    Deferred(String),
    /// Nobody knows; the lead must find out.
    Uncertain(String),
    /// It was not tried, as the run had stopped.
    NotTried,
}

/// Who carries letters.
#[derive(Debug)]
pub enum Carrier {
    /// A mail server.
    Smtp(Box<Session>),
    /// A program with the machine's own queue.
    Sendmail(String),
}

/// A carrier, and how letters are to go through it.
#[derive(Debug)]
pub struct Way {
    /// Who.
    pub carrier: Carrier,
    /// The name of the server or program, for the log.
    pub host: String,
    /// The shortest time between two letters.
    pub interval: Duration,
    /// How long a letter is tried again.
    pub retry_for: Duration,
}

/// A letter that is ready to leave, and the name of its municipality.
#[derive(Debug)]
pub struct Ready<'l> {
    /// The letter.
    pub letter: Letter<'l>,
    /// Its bytes, if they are few enough to be kept until its turn comes.
    pub message: Option<Vec<u8>>,
    /// For the name of the file.
    pub name: &'l str,
    /// Whether it goes to the lead, to be looked at, and counts as nothing.
    pub is_test: bool,
}

/// What came of a run.
#[derive(Debug)]
pub struct Run {
    /// One for each letter.
    pub delivered: Vec<Delivered>,
    /// Why it ended before the last letter, if it did.
    pub stopped: Option<String>,
}

/// What a run needs of the world around it.
pub struct Surroundings<'a> {
    /// Composes a letter when its turn comes.
    pub compose: &'a dyn Fn(&Letter<'_>) -> Result<Vec<u8>, DeliveryError>,
    /// Tells the time for the log.
    pub clock: &'a dyn Fn() -> DateTime<FixedOffset>,
    /// Whether the lead wants the run to end before the next letter.
    pub stop: &'a dyn Fn() -> bool,
    /// Hears what becomes of each letter, by its place among them.
    pub tell: &'a mut dyn FnMut(usize, &Delivered),
}

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings").finish_non_exhaustive()
    }
}

/// Sends letters, into a folder or through a server.
#[derive(Debug)]
pub struct Dispatch {
    outbox: PathBuf,
    log: Log,
    way: Option<Way>,
    /// The copies of letters that may not be on disk yet.
    unsynced: Vec<PathBuf>,
}

impl Dispatch {
    /// Opens outbox and log; makes them if there are none. The caller must hold the folder's lock.
    ///
    /// # Errors
    /// When one of them cannot be made.
    pub fn open(outbox: &Path, log: &Path, way: Option<Way>) -> Result<Dispatch, DeliveryError> {
        std::fs::create_dir_all(outbox).map_err(|error| DeliveryError::Io { path: outbox.to_owned(), error })?;
        Ok(Dispatch { outbox: outbox.to_owned(), log: Log::open(log)?, way, unsynced: Vec::new() })
    }

    /// The server that letters go through; none if they are only put into the outbox.
    #[must_use]
    pub fn host(&self) -> Option<&str> {
        self.way.as_ref().map(|way| way.host.as_str())
    }

    /// Settles what a crash has left open: a letter whose file is there has left, and is logged so.
    ///
    /// # Errors
    /// When the log cannot be written.
    pub fn settle(&mut self, history: &History, at: DateTime<FixedOffset>) -> Result<(), DeliveryError> {
        for intended in history.open_ended() {
            if self.outbox.join(&intended.file).is_file() {
                let message_id = intended.message_id.clone();
                self.log.append(&Event::Sent(Sent { at, message_id, reply: None }))?;
            }
        }
        Ok(())
    }

    /// Sends letters.
    ///
    /// # Errors
    /// When log or outbox cannot be written, or a letter cannot be composed. What has not been sent by then is due again, under the same
    /// Message-ID.
    pub fn run(&mut self, letters: &[Ready<'_>], around: &mut Surroundings<'_>) -> Result<Run, DeliveryError> {
        let mut run = Run { delivered: vec![Delivered::NotTried; letters.len()], stopped: None };
        let begun = Instant::now();
        let retry_for = self.way.as_ref().map_or(Duration::ZERO, |way| way.retry_for);
        let mut waiting: VecDeque<Turn> =
            (0..letters.len()).map(|place| Turn { place, next: begun, pause: FIRST_PAUSE, first: None }).collect();
        let mut last = None;
        while let Some(mut turn) = waiting.pop_front() {
            if self.wait(turn.next, last, around.stop) {
                run.stopped = Some(INTERRUPTED.to_owned());
                break;
            }
            turn.first.get_or_insert_with(Instant::now);
            last = Some(Instant::now());
            let ready = &letters[turn.place];
            let delivered = match self.deliver(ready, around)? {
                Attempt::Ended(delivered) => delivered,
                Attempt::Later(reply) if turn.tried_for() + turn.pause < retry_for => {
                    // As long as nothing better is known of it.
                    run.delivered[turn.place] = Delivered::Deferred(reply);
                    waiting.push_back(turn.later());
                    continue;
                }
                Attempt::Later(reply) => Delivered::Deferred(reply),
                Attempt::Stop(reply) => {
                    run.delivered[turn.place] = Delivered::Deferred(reply.clone());
                    run.stopped = Some(reply);
                    break;
                }
            };
            (around.tell)(turn.place, &delivered);
            run.delivered[turn.place] = delivered;
        }
        if let Some(Way { carrier: Carrier::Smtp(session), .. }) = &mut self.way {
            session.close();
        }
        if !self.unsynced.is_empty() {
            self.sync()?;
        }
        Ok(run)
    }

    /// Waits until a letter's time has come, and the server has had its rest since the last one; true if the run is to
    /// end instead.
    fn wait(&self, next: Instant, last: Option<Instant>, stop: &dyn Fn() -> bool) -> bool {
        const PATIENCE: Duration = Duration::from_millis(50);
        let rested = last.zip(self.way.as_ref()).map(|(last, way)| last + way.interval);
        let until = rested.map_or(next, |rested| rested.max(next));
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if stop() || left.is_zero() {
                return stop();
            }
            std::thread::sleep(left.min(PATIENCE));
        }
    }

    fn deliver(&mut self, ready: &Ready<'_>, around: &Surroundings<'_>) -> Result<Attempt, DeliveryError> {
        let (letter, clock) = (&ready.letter, around.clock);
        let message = match &ready.message {
            Some(message) => Cow::Borrowed(message),
            None => Cow::Owned((around.compose)(letter)?),
        };
        let file = file_name(ready);
        let message_id = letter.identity.message_id.clone();
        let via = self.way.as_ref().map(|way| way.host.clone());
        let intended = Intended::of(letter, clock(), file.clone(), via);
        if ready.is_test {
            self.log.append(&Event::Test(Box::new(intended)))?;
            return self.deliver_test(letter, &message, file);
        }
        self.log.append(&Event::Intended(Box::new(intended)))?;
        let carried = self.carry(letter, &message);
        let not_sent = |reply: &String| NotSent { at: clock(), message_id: message_id.clone(), reply: reply.clone() };
        Ok(match carried {
            Carried::Sent(reply) => {
                self.keep(&file, &message)?;
                let reply = Some(reply).filter(|reply| !reply.is_empty());
                self.log.append(&Event::Sent(Sent { at: clock(), message_id: message_id.clone(), reply }))?;
                Attempt::Ended(Delivered::Sent(file))
            }
            Carried::Refused(reply) => {
                self.log.append(&Event::Refused(not_sent(&reply)))?;
                Attempt::Ended(Delivered::Refused(reply))
            }
            Carried::Later(reply) => {
                self.log.append(&Event::Deferred(not_sent(&reply)))?;
                Attempt::Later(reply)
            }
            Carried::Stop(reply) => {
                self.log.append(&Event::Deferred(not_sent(&reply)))?;
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
                self.keep(&file, message)?;
                Attempt::Ended(Delivered::Sent(file))
            }
            Carried::Refused(reply) => Attempt::Ended(Delivered::Refused(reply)),
            Carried::Uncertain(reply) | Carried::Later(reply) => Attempt::Ended(Delivered::Deferred(reply)),
            Carried::Stop(reply) => Attempt::Stop(reply),
        })
    }

    /// Keeps a letter in the outbox. Where that is as far as it goes, it is on disk before the log says so; copies of
    /// what a server has taken are synced many at a time.
    fn keep(&mut self, file: &str, message: &[u8]) -> Result<(), DeliveryError> {
        const MANY: usize = 256;
        let path = self.outbox.join(file);
        let put = if self.way.is_some() { put_file } else { replace_file };
        put(&path, message).map_err(|error| DeliveryError::Io { path: path.clone(), error })?;
        if self.way.is_some() {
            self.unsynced.push(path);
        }
        if self.unsynced.len() >= MANY { self.sync() } else { Ok(()) }
    }

    fn sync(&mut self) -> Result<(), DeliveryError> {
        let copies = std::mem::take(&mut self.unsynced);
        let synced = sync_files(&self.outbox, &copies);
        synced.map_err(|error| DeliveryError::Io { path: self.outbox.clone(), error })
    }

    fn carry(&mut self, letter: &Letter<'_>, message: &[u8]) -> Carried {
        match &mut self.way {
            None => Carried::Sent(String::new()),
            Some(way) => match (letter.from.email.address(), letter.to.email.address()) {
                (Ok(from), Ok(to)) => match &mut way.carrier {
                    Carrier::Smtp(session) => session.carry(&from, &to, message),
                    Carrier::Sendmail(program) => sendmail::carry(program, &from, &to, message),
                },
                (Err(error), _) | (_, Err(error)) => Carried::Refused(error.to_string()),
            },
        }
    }
}

/// What came of one attempt.
enum Attempt {
    Ended(Delivered),
    Later(String),
    Stop(String),
}

/// A letter's next turn.
struct Turn {
    place: usize,
    next: Instant,
    pause: Duration,
    /// When it was tried first.
    first: Option<Instant>,
}

impl Turn {
    fn tried_for(&self) -> Duration {
        self.first.map_or(Duration::ZERO, |first| first.elapsed())
    }

    fn later(self) -> Turn {
        const LONGEST_PAUSE: Duration = Duration::from_secs(120);
        Turn { next: Instant::now() + self.pause, pause: LONGEST_PAUSE.min(self.pause * 2), ..self }
    }
}

/// `2022-08-22T0900-3025-Asker-invitation.eml`, `2022-08-23T1000-3025-Asker-update-1.eml`: sorts by time, explains
/// itself, is the name of no other letter, and holds nothing that a file system refuses.
fn file_name(ready: &Ready<'_>) -> String {
    let Ready { letter, name, is_test, .. } = ready;
    let test = match (is_test, letter.is_copy) {
        (true, _) => "-test",
        (false, true) => "-copy",
        (false, false) => "",
    };
    let name: String = name.chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    let sequence = match letter.identity.sequence {
        0 => String::new(),
        sequence => format!("-{sequence}"),
    };
    let at = letter.written.format("%Y-%m-%dT%H%M");
    format!("{at}-{}-{name}-{}{sequence}{test}.eml", letter.municipality, letter.kind.name())
}
