//! Letters on their way: on one connection or on several, each with its intention in the log before and its result
//! after.
//!
//! After a crash the log has intentions without a result. A letter whose file is in the outbox has left: the file is
//! only written when the letter has. Any other one that was on its way through a server is uncertain, and is left alone
//! until the lead has settled it.
//!
//! It must never carry a letter that the log does not know of, and never one twice.

mod outbox;
mod queue;
mod worker;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::Duration;

use chrono::{DateTime, FixedOffset};

use super::history::History;
use super::log::{Event, Log, LogError, Sent};
use super::smtp::Session;
use crate::letter::Letter;
use outbox::Outbox;
pub use outbox::{file_name, in_file_name};
use queue::{End, Queue};
use worker::{Report, Running, Worker};

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
    /// Who; several carry at the same time.
    pub carriers: Vec<Carrier>,
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

/// What a run needs of the world around it. Letters that leave at the same time ask at the same time.
pub struct Surroundings<'a> {
    /// Composes a letter when its turn comes.
    pub compose: &'a (dyn Fn(&Letter<'_>) -> Result<Vec<u8>, DeliveryError> + Sync),
    /// Tells the time for the log.
    pub clock: &'a (dyn Fn() -> DateTime<FixedOffset> + Sync),
    /// Whether the lead wants the run to end before the next letter.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

impl std::fmt::Debug for Surroundings<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Surroundings").finish_non_exhaustive()
    }
}

/// Sends letters, into a folder or through a server.
#[derive(Debug)]
pub struct Dispatch {
    outbox: Outbox,
    log: Log,
    way: Option<Way>,
}

impl Dispatch {
    /// Opens outbox and log; makes them if there are none. The caller must hold the folder's lock.
    ///
    /// # Errors
    /// When one of them cannot be made.
    pub fn open(outbox: &Path, log: &Path, way: Option<Way>) -> Result<Dispatch, DeliveryError> {
        let outbox = Outbox::open(outbox, way.is_none())?;
        Ok(Dispatch { outbox, log: Log::open(log)?, way })
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
        for intended in history.open_ended().filter(|intended| self.outbox.has(&intended.file)) {
            let message_id = intended.message_id.clone();
            self.log.write(&Event::Sent(Sent { at, message_id, reply: None }))?;
        }
        Ok(self.log.sync()?)
    }

    /// Sends letters. `tell` hears what becomes of each, by its place among them.
    ///
    /// # Errors
    /// When log or outbox cannot be written, or a letter cannot be composed. What has not been sent by then is due again, under the same
    /// Message-ID.
    pub fn run(
        &mut self,
        letters: &[Ready<'_>],
        around: &Surroundings<'_>,
        tell: &mut dyn FnMut(usize, &Delivered),
    ) -> Result<Run, DeliveryError> {
        let mut run = Run { delivered: vec![Delivered::NotTried; letters.len()], stopped: None };
        let (interval, retry_for) =
            self.way.as_ref().map_or((Duration::ZERO, Duration::ZERO), |way| (way.interval, way.retry_for));
        let via = self.way.as_ref().map(|way| way.host.clone());
        let running = Running {
            letters,
            outbox: &self.outbox,
            log: &self.log,
            via,
            retry_for,
            queue: Queue::of(letters.len(), interval),
            around,
        };
        let ((reports, heard), (copies, unsynced)) = (mpsc::channel(), mpsc::channel());
        let mut carriers = self.way.iter_mut().flat_map(|way| &mut way.carriers);
        let worker = |carrier| Worker { running: &running, carrier, reports: reports.clone(), copies: copies.clone() };
        let first = worker(carriers.next());
        let others: Vec<_> = carriers.take(letters.len().saturating_sub(1)).map(|other| worker(Some(other))).collect();
        drop((reports, copies));
        std::thread::scope(|scope| {
            let Running { outbox, queue, .. } = &running;
            scope.spawn(move || {
                if let Err(error) = outbox.sync(&unsynced) {
                    queue.end(End::Failed(error));
                }
            });
            scope.spawn(move || {
                first.work(|| {
                    for other in others {
                        scope.spawn(move || other.work(|| ()));
                    }
                });
            });
            for Report { place, delivered, is_final } in heard {
                if is_final {
                    tell(place, &delivered);
                }
                run.delivered[place] = delivered;
            }
        });
        run.stopped = running.queue.ended()?;
        Ok(run)
    }
}
