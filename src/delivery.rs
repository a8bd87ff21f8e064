//! From letters to where they go, with a log of every one.
//!
//! Before a letter leaves, the log says that it is about to; afterwards, what became of it. So whatever happens in
//! between, nothing is sent twice and nothing is forgotten (`tests/it/delivery.rs`, `tests/it/smtp`).

mod dispatch;
mod error;
mod fate;
mod history;
mod log;
mod outbox;
mod queue;
mod transport;

pub use dispatch::{Dispatch, Hooks, Outgoing, Run, Stop};
pub use error::DeliveryError;
pub use fate::{Explanation, Fate, Obstacle, Status};
pub use history::{History, SentLetter, Trace, about_meeting};
pub use log::{Entry, Event, Log, Record, Settled, events, in_lines};
pub use outbox::{file_name, in_file_name};
pub use transport::{
    Handover, OutboxOnly, Pace, Password, Probe, Sendmail, SmtpSession, SmtpSettings, Step, Transport,
};
