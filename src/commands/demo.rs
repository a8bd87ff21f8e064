//! `ovelse demo`: all steps on the built-in sample, in a new folder, each command shown before it runs.
//!
//! It must never touch a file that is there already.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::Parser;

use super::sample::{self, unused};
use super::{Console, Outcome, Session};
use crate::cli::{Cli, Demo};

/// The steps, and the day on which a lead would take each. The exercise is from 2022, so all of them
/// are rehearsed.
const STEPS: [(&str, &str); 9] = [
    ("check", "2022-06-24T09:00"),
    ("import data/incoming/*.csv", "2022-08-22T09:00"),
    ("list --missing", "2022-08-22T09:00"),
    ("status", "2022-08-22T09:00"),
    ("assign", "2022-08-22T09:00"),
    ("invite --send", "2022-08-22T10:00"),
    ("invite --send", "2022-08-22T10:01"),
    ("status", "2022-08-22T10:02"),
    ("invite", "2022-08-22T10:02"),
];

pub fn run(session: &Session, args: Demo, console: &mut Console) -> Result<Outcome> {
    let start = session.start()?;
    let folder = match args.folder {
        Some(folder) => unused(&start, folder)?,
        None => free(&start)?,
    };
    sample::write(&start.join(&folder))?;
    let shown = folder.display().to_string();
    writeln!(console.out, "A sample exercise from 2022, in a new folder; --now goes back to then.\n\n$ cd {shown}")?;
    for (command, now) in STEPS {
        step(session, &start.join(&folder), command, now, console)?;
    }
    writeln!(console.out, "\nThe letters are in {}; any mail program opens them.", outbox(&folder).display())?;
    writeln!(console.out, "Go there and run any of these commands again. Delete the folder when you are done.")?;
    Ok(Outcome::Done)
}

fn step(session: &Session, folder: &Path, command: &str, now: &str, console: &mut Console) -> Result<()> {
    let words = command.split(' ').chain(["--now", now]);
    let cli = Cli::try_parse_from(["ovelse"].into_iter().chain(words))?;
    writeln!(console.out, "\n$ ovelse {command} --now {now}")?;
    let there = Session { dir: Some(folder.to_owned()), now: cli.now, clock: session.clock };
    match super::run_or_status(&there, cli.command, console)? {
        Outcome::Done | Outcome::Partly => Ok(()),
        Outcome::NotDone => bail!("the demonstration cannot go on"),
    }
}

fn outbox(folder: &Path) -> PathBuf {
    folder.join("data").join("outbox")
}

fn free(start: &Path) -> Result<PathBuf> {
    let names = std::iter::once("ovelse-demo".to_owned()).chain((2..1000).map(|n| format!("ovelse-demo-{n}")));
    names
        .map(PathBuf::from)
        .find(|name| !start.join(name).exists())
        .context("there are too many demo folders here\n    delete some, or name a folder: ovelse demo DIR")
}
