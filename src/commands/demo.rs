//! `ovelse demo`: the steps up to the invitations on the sample exercise, in a new folder; each command is shown before
//! it runs.

use std::path::{Path, PathBuf};

use clap::Parser;

use super::Outcome;
use crate::cli::{Cli, Demo};
use crate::folder::disk;
use crate::show::Console;
use crate::words::say;
use crate::workspace::sample::{unused_folder, write_sample};
use crate::workspace::{Result, Session};

/// The steps, and when a lead would have taken each, in 2022.
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

/// `run_command` runs the command line of one step.
pub fn run(
    session: &Session,
    args: Demo,
    console: &mut Console,
    run_command: impl Fn(&Session, Cli, &mut Console) -> Result<Outcome>,
) -> Result<Outcome> {
    let start = session.start()?;
    let folder = match args.folder {
        Some(folder) => unused_folder(&start, folder)?,
        None => free_folder(&start)?,
    };
    write_sample(&start.join(&folder))?;
    console.print(say!("demo-begins"))?;
    writeln!(console.out, "\n$ cd {}", folder.display())?;
    for (command, now) in STEPS {
        writeln!(console.out, "\n$ ovelse {command} --now {now}")?;
        let words = ["ovelse"].into_iter().chain(command.split(' ')).chain(["--now", now]);
        let typed = words.clone().skip(1).map(str::to_owned).collect();
        let cli = Cli::try_parse_from(words).map_err(|_| say!("demo-cannot-go-on"))?;
        let there = Session { dir: Some(start.join(&folder)), now: cli.now, clock: session.clock, typed };
        if run_command(&there, cli, console)? == Outcome::NotDone {
            return Err(say!("demo-cannot-go-on").into());
        }
    }
    writeln!(console.out)?;
    console.print(say!("demo-letters", outbox = folder.join("data").join("outbox")))?;
    console.print(say!("demo-try", folder = folder))?;
    Ok(Outcome::Done)
}

/// The first of `ovelse-demo`, `ovelse-demo-2`, … that does not exist.
fn free_folder(start: &Path) -> Result<PathBuf> {
    let names =
        std::iter::once("ovelse-demo".to_owned()).chain((2..1000).map(|number| format!("ovelse-demo-{number}")));
    for name in names.map(PathBuf::from) {
        if disk::what_is(&start.join(&name))?.is_none() {
            return Ok(name);
        }
    }
    Err(say!("demo-no-free-folder").into())
}
