//! One file per subcommand: open the folder, call the domain, show the result.
//!
//! The only room that knows all the others, and the only one that knows the clock.
//!
//! It must never decide what the domain decides: no rule about dates, registrations or letters has its home here.

mod addresses;
mod announce;
mod archive;
mod assign;
mod attendance;
mod calendar;
mod call_off;
mod check;
mod completions;
mod dates;
mod demo;
mod explain;
mod export_letters;
mod history;
mod import;
mod inbox;
mod init;
mod letters;
mod list;
mod log;
mod man;
mod move_date;
mod pin;
mod preview;
mod purge;
mod replies;
mod report;
mod roster;
mod settle;
mod status;
mod templates;
mod undo;

use std::io::Write;

use chrono::{DateTime, Utc};
use clap::CommandFactory;

pub use crate::failure::Outcome;
pub use completions::command as command_line;

use crate::cli::{Cli, Command, Listing, Status};
use crate::failure::{Context, Failure, Result};
use crate::show::{Console, Format};
use crate::words::{Words, say};
use crate::workspace::{Session, Workspace};

/// Runs a command line. `clock` is the time of the system.
#[must_use]
pub fn run(cli: Cli, clock: DateTime<Utc>, mut console: Console) -> Outcome {
    if let Some(dir) = &cli.dir {
        console.words = console.words.hinting_at(dir);
    }
    let session = Session { dir: cli.dir, now: cli.now, clock, typed: cli.typed };
    let ended = run_or_status(&session, cli.command, &mut console).and_then(|outcome| {
        console.out.flush().context(say!("show-cannot-write-result"))?;
        Ok(outcome)
    });
    let outcome = match ended {
        Ok(outcome) => outcome,
        Err(Failure::BrokenPipe) => Outcome::Done,
        Err(failure) => {
            console.fail(&failure);
            Outcome::NotDone
        }
    };
    // Where nobody reads it there is nobody to tell.
    drop(console.out.flush());
    drop(console.err.flush());
    outcome
}

/// Without a command, tells where the exercise stands; where there is none, what there is to say.
fn run_or_status(session: &Session, command: Option<Command>, console: &mut Console) -> Result<Outcome> {
    match command {
        Some(command) => dispatch(session, command, console),
        None if session.folder().is_ok() => {
            status::run(session, Status { listing: Listing { format: Format::Table } }, console)
        }
        None => {
            write!(console.err, "{}", Cli::command().render_help())?;
            Ok(Outcome::NotDone)
        }
    }
}

fn dispatch(session: &Session, command: Command, console: &mut Console) -> Result<Outcome> {
    match command {
        Command::Init(args) => init::run(session, &args, console),
        Command::Addresses(args) => addresses::run(session, &args, console),
        Command::Check(args) => check::run(session, args, console),
        Command::Import(args) => import::run(session, &args, console),
        Command::Register(args) => import::register::run(session, &args, console),
        Command::Undo(args) => undo::run(session, args, console),
        Command::History(args) => history::run(session, &args, console),
        Command::List(args) => list::run(session, &args, console),
        Command::Dates(args) => dates::run(session, args.listing, console),
        Command::Assign(args) => assign::run(session, &args, console),
        Command::Explain(args) => explain::run(session, &args, console),
        Command::Pin(args) => pin::pin(session, &args, console),
        Command::Unpin(args) => pin::unpin(session, &args, console),
        Command::Move(args) => move_date::run(session, &args, console),
        Command::CallOff(args) => call_off::run(session, &args, console),
        Command::Invite(args) => letters::invite::run(session, &args, console),
        Command::Preview(args) => preview::run(session, &args, console),
        Command::Notice(notice) => letters::notices::run(session, &notice, console),
        Command::ExportLetters(args) => export_letters::run(session, &args, console),
        Command::Inbox(args) => inbox::run(session, &args, console),
        Command::Replies(args) => replies::run(session, &args, console),
        Command::Roster(args) => roster::run(session, &args, console),
        Command::Attendance(args) => attendance::run(session, &args, console),
        Command::Outbox(args) => letters::outbox::run(session, &args, console),
        Command::Settle(args) => settle::run(session, &args, console),
        Command::Report(args) => report::run(session, &args, console),
        Command::Log(args) => log::run(session, args.listing, console),
        Command::Announce(args) => announce::run(session, &args, console),
        Command::Calendar(args) => calendar::run(session, &args, console),
        Command::Templates(args) => templates::run(session, &args, console),
        Command::Status(args) => status::run(session, args, console),
        Command::Archive(args) => archive::run(session, &args, archived_views, console),
        Command::Purge(args) => purge::run(session, args, console),
        Command::Completions(args) => completions::run(args, console),
        Command::Man(args) => man::run(session, &args, console),
        Command::Demo(args) => {
            let run_command =
                |session: &Session, cli: Cli, console: &mut Console| run_or_status(session, cli.command, console);
            demo::run(session, args, console, run_command)
        }
    }
}

/// The views of other commands that go into an archive.
fn archived_views(workspace: &Workspace, words: Words) -> Result<Vec<(&'static str, Vec<u8>)>> {
    let mut files = vec![("journal.csv", log::journal(workspace, words)?)];
    files.extend(report::files(workspace, words)?);
    Ok(files)
}
