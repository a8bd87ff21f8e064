//! Why a stage of a conversation did not succeed, and what that means for the letter under way.

use std::io::{self, ErrorKind};

use super::reply::{NoReply, Reply};
use crate::delivery::fate::{Explanation, Obstacle};
use crate::delivery::transport::Handover;

/// Why a stage did not succeed.
#[derive(Debug)]
pub(super) enum Failure {
    /// The server said no; for good or for now.
    Refused(Reply),
    /// The line broke, there was no answer in time, or none that can be understood.
    Broken(Explanation),
    /// The connection could not be made private, the server is not who it should be, or nobody can log in: it would be the
    /// same for every letter.
    Hopeless(Explanation),
}

impl Failure {
    /// Of an error of the system, where an answer had so many seconds.
    pub(super) fn of(error: &io::Error, seconds: u64) -> Failure {
        let why = match error.kind() {
            ErrorKind::TimedOut | ErrorKind::WouldBlock => Obstacle::Timeout { seconds }.into(),
            ErrorKind::UnexpectedEof => Obstacle::HungUp.into(),
            // A line without end.
            ErrorKind::InvalidData => Obstacle::UnreadableAnswer.into(),
            _ => Explanation::Quoted(error.to_string()),
        };
        Failure::Broken(why)
    }

    /// Whether there is nothing left to say on the connection.
    pub(super) fn ends_connection(&self) -> bool {
        match self {
            Failure::Refused(reply) => reply.closes(),
            Failure::Broken(_) | Failure::Hopeless(_) => true,
        }
    }

    /// What it means for a letter that the server does not have.
    pub(super) fn not_taken(self) -> Handover {
        match self {
            Failure::Refused(reply) if reply.is_permanent() => Handover::Refused(reply.text().into()),
            Failure::Refused(reply) if reply.wants_rest() => Handover::Throttled(reply.text().into()),
            Failure::Hopeless(why) => Handover::Stopped(why),
            failure => Handover::Deferred(failure.into()),
        }
    }
}

impl From<NoReply> for Failure {
    fn from(_: NoReply) -> Failure {
        Obstacle::UnreadableAnswer.into()
    }
}

impl From<Failure> for Explanation {
    fn from(failure: Failure) -> Explanation {
        match failure {
            Failure::Refused(reply) => reply.text().into(),
            Failure::Broken(why) | Failure::Hopeless(why) => why,
        }
    }
}

impl From<Obstacle> for Failure {
    fn from(obstacle: Obstacle) -> Failure {
        Failure::Broken(obstacle.into())
    }
}
