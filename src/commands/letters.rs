//! The commands that show who is due a letter, and send the letters that are due: they only send with `--send`.

pub(super) mod invite;
pub(super) mod notices;
pub(super) mod outbox;
mod progress;
mod sending;
