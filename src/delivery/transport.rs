//! Where letters go: a mail server, a program with the machine's own queue, or no further than the outbox.

mod sendmail;
mod smtp;

use std::time::Duration;

use super::fate::Explanation;
use crate::email::Email;

pub use sendmail::Sendmail;
pub use smtp::{Password, SmtpSession, SmtpSettings};

/// Takes letters from here to where they go.
pub trait Transport: std::fmt::Debug {
    /// The name of the server or program, for the log; none if letters stay in the outbox.
    fn host(&self) -> Option<&str>;

    /// Goes as far as one can before a message: to where its recipient has been accepted. What ends here has surely not
    /// left.
    ///
    /// # Errors
    /// What became of the message, if it cannot be handed over.
    fn begin(&mut self, _sender: &Email, _recipient: &Email, _size: usize) -> Result<(), Handover> {
        Ok(())
    }

    /// Hands over one message that was begun.
    fn hand_over(&mut self, sender: &Email, recipient: &Email, message: &[u8]) -> Handover;

    /// How fast letters may leave, and for how long one is tried.
    fn pace(&self) -> Pace {
        Pace::default()
    }

    /// Goes as far as it can without a letter.
    fn probe(&mut self) -> Probe;

    /// Ends what was begun with the first letter.
    fn close(&mut self) {}
}

/// What became of a message that was handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Handover {
    /// It was taken; what was said to it, if anything.
    Accepted(Option<Explanation>),
    /// It goes no further than the outbox.
    Kept,
    /// It was refused for good.
    Refused(Explanation),
    /// It was not sent and can be tried again.
    Deferred(Explanation),
    /// It was not sent, as the server wants a rest; then it can be tried again.
    Throttled(Explanation),
    /// Nobody knows whether it was taken.
    Uncertain(Explanation),
    /// It was not sent, and no other letter would be.
    Stopped(Explanation),
}

/// How fast letters may leave, and for how long one is tried.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pace {
    /// The shortest time between two letters.
    pub interval: Duration,
    /// How long a letter is tried again.
    pub retry_for: Duration,
}

/// How far a transport got without a letter.
#[derive(Debug, PartialEq, Eq)]
pub struct Probe {
    pub steps: Vec<Step>,
    /// Why it went no further, if it did not.
    pub failure: Option<Explanation>,
}

/// A step on the way to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Letters stay in the outbox: there is no server.
    NoServer,
    /// A program takes letters, and is not run without one.
    NotRun { program: String },
    Connected {
        /// Host and port.
        server: String,
    },
    /// The connection is private, and the server is the one that was meant.
    Private { host: String },
    /// The server knows the user.
    LoggedIn { user: String },
    /// The largest message that the server takes.
    Limit {
        /// In bytes.
        bytes: usize,
    },
}

/// Letters go no further than the outbox, where the run keeps them.
#[derive(Debug)]
pub struct OutboxOnly;

impl Transport for OutboxOnly {
    fn host(&self) -> Option<&str> {
        None
    }

    fn hand_over(&mut self, _sender: &Email, _recipient: &Email, _message: &[u8]) -> Handover {
        Handover::Kept
    }

    fn probe(&mut self) -> Probe {
        Probe { steps: vec![Step::NoServer], failure: None }
    }
}
