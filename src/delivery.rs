//! From letters to where they go, with a log of every one.
//!
//! Before a letter leaves, the log says that it is about to; afterwards, what became of it. So whatever happens in
//! between, nothing is sent twice and nothing is forgotten (`tests/it/delivery.rs`, `tests/it/smtp`).

mod dispatch;
mod draft;
mod error;
mod fate;
mod file_name;
mod history;
mod log;
mod outbox;
mod outgoing;
mod queue;
mod transport;

pub(crate) use dispatch::{Dispatch, Hooks, News, Stop};
pub(crate) use fate::{Explanation, Fate, Obstacle, Status};
pub(crate) use file_name::{FileName, in_file_name};
pub(crate) use history::{History, SentLetter, Trace, about_meeting};
pub(crate) use log::{Entry, Event, Log, Record, events, in_lines};
pub(crate) use outbox::{check_log, is_copy};
pub(crate) use outgoing::{Content, Draft, Outgoing};
pub(crate) use transport::{OutboxOnly, Password, Probe, Sendmail, SmtpSession, SmtpSettings, Step, Transport};
