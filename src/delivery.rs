//! From letters to where they go, with a log that knows of every one.
//!
//! Before a letter leaves, the log says that it is about to; afterwards, what became of it. So whatever
//! happens in between, nothing is sent twice and nothing is forgotten. What is sent is never decided
//! here by looking at anything but the log.

mod dispatch;
mod due;
mod history;
mod log;
mod sendmail;
mod smtp;

pub use dispatch::{
    Carrier, Delivered, DeliveryError, Dispatch, INTERRUPTED, Ready, Run, Surroundings, Way, file_name, in_file_name,
};
pub use due::{Due, Errand, Standing, due, due_of};
pub use history::{History, Outcome, Trace};
pub use log::{Event, Intended, Log, LogError, NotSent, Sent, Settled, events, in_lines};
pub use smtp::{Password, Session, Settings};
