//! Start and exit code; nothing else.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use anstream::AutoStream;
use chrono::Utc;
use clap::Parser;
use clap_complete::CompleteEnv;

use ovelse::cli::Cli;
use ovelse::commands::{self, Outcome};
use ovelse::language::Language;
use ovelse::show::{Console, Harmless, is_harmless};
use ovelse::words::Words;

fn main() -> ExitCode {
    // Asked by a shell, it completes and ends here.
    CompleteEnv::with_factory(commands::command_line).complete();
    let typed: Vec<String> =
        std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned()).collect();
    let mut cli = Cli::try_parse().unwrap_or_else(|error| refuse(&error, &typed));
    cli.typed = typed;
    let color = cli.color();
    let console = Console {
        out: Box::new(Harmless::new(AutoStream::new(io::stdout(), color))),
        exact: (!io::stdout().is_terminal()).then(|| Box::new(io::stdout()) as Box<dyn Write>),
        err: Box::new(Harmless::new(AutoStream::new(io::stderr(), color))),
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

/// Says what was typed wrong, or what was asked for, as clap does; what could speak to the terminal is made harmless.
fn refuse(error: &clap::Error, typed: &[String]) -> ! {
    if !typed.iter().all(|word| is_harmless(word)) {
        let mut err = Harmless::new(io::stderr());
        // Where nobody reads it there is nobody to tell.
        drop(write!(err, "{}", error.render()).and_then(|()| err.flush()));
        std::process::exit(error.exit_code());
    }
    error.exit()
}
