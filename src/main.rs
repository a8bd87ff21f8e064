//! Start and exit code; nothing else.

use std::io;
use std::process::ExitCode;

use anstream::AutoStream;
use chrono::Utc;
use clap::Parser;
use clap_complete::CompleteEnv;

use ovelse::cli::Cli;
use ovelse::commands::{self, Outcome};
use ovelse::language::Language;
use ovelse::show::Console;
use ovelse::words::Words;

fn main() -> ExitCode {
    // Asked by a shell, it completes and ends here.
    CompleteEnv::with_factory(commands::command_line).complete();
    let typed = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let mut cli = Cli::parse();
    cli.typed = typed;
    let color = cli.color();
    let console = Console {
        out: Box::new(AutoStream::new(io::stdout(), color)),
        err: Box::new(AutoStream::new(io::stderr(), color)),
        quiet: cli.quiet,
        width: terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| width.0),
        words: Words::of(Language::En),
    };
    match commands::run(cli, Utc::now(), console) {
        Outcome::Done => ExitCode::SUCCESS,
        Outcome::Partly => ExitCode::from(1),
        Outcome::NotDone => ExitCode::from(2),
    }
}
