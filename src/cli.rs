//! The command line: every command with its options and its help.
//!
//! It only describes what can be typed; what a command does is in `commands`.

mod dates;
mod day;
pub(crate) mod letters;
mod named;
mod registrations;
mod setup;
mod values;

use std::path::PathBuf;

use chrono::NaiveDateTime;
use clap::{Args, Parser, Subcommand, ValueEnum};

pub(crate) use dates::{Assign, CallOff, Dates, Explain, Move, Pin, Unpin};
pub(crate) use day::{Archive, Attendance, Inbox, Purge, Replies, Report, Roster, RosterFormat};
pub(crate) use letters::{
    ExportLetters, Invite, LetterOptions, Log, Notice, Outbox, Part, Preview, REMINDER_INTERVAL, SendOptions, Settle,
    command_that_sends,
};
pub(crate) use named::Named;
pub(crate) use registrations::{History, Import, List, Register, Undo};
pub(crate) use setup::{
    Addresses, Announce, AnnouncementFormat, Calendar, Check, Completions, Demo, Export, Init, Man, Shell, Status,
    Templates,
};

const GLOBAL: &str = "Global options";

pub use crate::show::Format;

/// Run a crisis exercise for municipalities from one folder
///
/// ovelse reads the registrations of the municipalities, assigns each of them
/// one date, and sends the invitations and every other letter exactly once.
/// Without a command it shows the status of the exercise.
#[derive(Debug, Parser)]
#[command(name = "ovelse", version, propagate_version = true, max_term_width = 80)]
#[command(after_help = "New here? Run `ovelse demo`: it assigns dates and sends invitations on a sample.

Exit codes: 0 done; 1 partly done, something is waiting for you; 2 not done.")]
pub struct Cli {
    /// Run in this exercise folder
    ///
    /// By default, ovelse uses the nearest folder with an exercise.toml, starting from the current folder and going
    /// up.
    #[arg(short = 'C', long, global = true, value_name = "DIR", help_heading = GLOBAL)]
    pub(crate) dir: Option<PathBuf>,

    /// Pretend that it is this time, such as 2022-08-20T09:00
    ///
    /// The time is in the time zone of the exercise.
    #[arg(long, global = true, value_name = "TIME", value_parser = values::time, help_heading = GLOBAL)]
    pub(crate) now: Option<NaiveDateTime>,

    /// When to use colour; "auto" is on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = GLOBAL)]
    pub(crate) color: Color,

    /// Print nothing but the result
    #[arg(short, long, global = true, help_heading = GLOBAL)]
    pub quiet: bool,

    #[command(subcommand)]
    pub(crate) command: Option<Command>,

    /// What was typed after the name of the program, for hints.
    #[arg(skip)]
    pub typed: Vec<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Cli {
    /// When to use colour, in the terms of the terminal library.
    #[must_use]
    pub fn color(&self) -> anstream::ColorChoice {
        match self.color {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
    }
}

/// In the order in which an exercise needs them, which is also that of the help.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(Init),
    Addresses(Addresses),
    Check(Check),
    Announce(Announce),
    Import(Import),
    Register(Register),
    Undo(Undo),
    History(History),
    List(List),
    Dates(Dates),
    Assign(Assign),
    Explain(Explain),
    Pin(Pin),
    Unpin(Unpin),
    Move(Move),
    CallOff(CallOff),
    Invite(Invite),
    Preview(Preview),
    #[command(flatten)]
    Notice(Notice),
    Inbox(Inbox),
    Replies(Replies),
    Outbox(Outbox),
    Settle(Settle),
    ExportLetters(ExportLetters),
    Roster(Roster),
    Attendance(Attendance),
    Status(Status),
    Log(Log),
    Report(Report),
    Archive(Archive),
    Purge(Purge),
    Calendar(Calendar),
    #[command(subcommand)]
    Templates(Templates),
    Completions(Completions),
    Man(Man),
    Demo(Demo),
}

#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct Listing {
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: Format,
}

#[cfg(test)]
mod tests {
    use clap::{Command, CommandFactory};

    /// Every command, with `templates export` in place of `templates`.
    fn commands() -> Vec<Command> {
        let mut cli = super::Cli::command();
        cli.build();
        let leaves = |command: &Command| match command.has_subcommands() {
            true => command.get_subcommands().filter(|leaf| leaf.get_name() != "help").cloned().collect(),
            false => vec![command.clone()],
        };
        cli.get_subcommands().filter(|command| command.get_name() != "help").flat_map(leaves).collect()
    }

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }

    #[test]
    fn the_help_of_every_command_has_examples() {
        for command in commands() {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            let name = command.get_bin_name().unwrap_or_default();
            assert!(help.contains(&format!("  {name}")), "{name}\n{help}");
        }
    }

    #[test]
    fn the_help_of_every_command_fits_eighty_columns() {
        for mut command in std::iter::once(super::Cli::command()).chain(commands()) {
            let help = command.render_long_help().to_string();
            let wide: Vec<&str> = help.lines().filter(|line| line.chars().count() > 80).collect();
            assert!(wide.is_empty(), "{}: {wide:#?}", command.get_name());
        }
    }

    #[test]
    fn a_name_for_templates_is_on_one_line_of_the_help() {
        for mut command in commands() {
            let help = command.render_long_help().to_string();
            let broken = help.lines().find(|line| line.matches("{{").count() != line.matches("}}").count());
            assert_eq!(broken, None, "{}", command.get_name());
        }
    }

    #[test]
    fn every_command_and_option_is_described_in_one_line() {
        for command in std::iter::once(super::Cli::command()).chain(commands()) {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!((1..=62).contains(&about.chars().count()), "{}: {about:?}", command.get_name());
            for argument in command.get_arguments() {
                let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
                let (name, argument) = (command.get_name(), argument.get_id());
                assert!((1..=70).contains(&help.chars().count()), "{name} {argument}: {help:?}");
            }
        }
    }
}
