//! `ovelse` runs the administration of a crisis exercise for municipalities from one folder: who is
//! invited, which dates they asked for, which date each of them got, what was mailed to them and what they answered.
//!
//! Every step is a subcommand, and none reaches back:
//!
//! ```text
//! exercise.toml ─┐
//! municipalities ├─ check
//!                │
//! spreadsheets ──┴─ import ─▶ registrations ── assign ─▶ assignments ── invite ─▶ letters ─▶ outbox
//! ```
//!
//! Who may know whom: [`commands`] knows everyone. [`intake`], [`assign`] and [`letter`] know the domain
//! ([`exercise`], [`municipality`], [`group`], [`registration`], `statement`, [`assignment`]) but neither each other nor
//! `folder`. `delivery` knows [`letter`]; [`inbox`] knows [`mail`] and `reply`, and
//! [`mail`] knows nobody. The domain knows none of them, only what lies below it:
//! [`findings`], `sheet`, `email` and [`language`]. Clock and terminal are passed in from `main`.

#![cfg_attr(not(test), warn(clippy::disallowed_methods))]

pub mod assign;
pub mod assignment;
mod attendance;
pub mod cli;
pub mod commands;
mod delivery;
mod email;
pub mod exercise;
mod failure;
pub mod findings;
mod folder;
pub mod group;
pub mod inbox;
pub mod intake;
pub mod kind;
pub mod language;
pub mod letter;
pub mod mail;
pub mod municipality;
mod personal;
pub mod registration;
mod reply;
mod sheet;
pub mod show;
pub mod statement;
mod text;
pub mod words;
mod workspace;
