//! Everything that is tested through the built program or the library's public side, in one binary.
//!
//! One module per subject. What the tests compare with lies beside this folder: `sessions`, `corpus`, `snapshots`,
//! `letters/snapshots`, `mails`, `forms` and `finds`. After a change on purpose: `SNAPSHOTS=overwrite cargo test`, then read the
//! difference.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up should say so"
)]

mod addresses;
mod after;
mod announce;
mod assign;
mod attendance;
mod bombs;
mod columns;
mod common;
mod completions;
mod corpus;
mod delivery;
mod demo;
mod documents;
mod escapes;
mod explain;
mod faults;
mod files;
mod identity;
mod inbox;
mod letters;
mod life;
mod limits;
mod lines;
mod midway;
mod plan;
mod purge;
mod readback;
mod replies;
mod report;
mod returned;
mod rooms;
mod roster;
mod seats;
mod sessions;
mod smtp;
mod source;
mod statements;
mod status;
mod tables;
mod words;
mod workbooks;
