//! From letters to the outbox, with a log that knows of every one.
//!
//! Before a letter leaves, the log says that it is about to; afterwards, that it has. So whatever
//! happens in between, nothing is sent twice and nothing is forgotten. What is sent is never decided
//! here by looking at anything but the log.

mod due;
mod log;
mod outbox;

pub use due::{Due, Errand, Standing, due};
pub use log::{Event, History, Log, LogError, Sent};
pub use outbox::{DeliveryError, Outbox};
