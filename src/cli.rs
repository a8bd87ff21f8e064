//! The command line as it is typed; no logic. What it means is worked out in `commands`.

mod dates;
mod day;
mod letters;
mod registrations;
mod start;

use std::path::PathBuf;

use chrono::NaiveDateTime;
use clap::{Args, Parser, Subcommand, ValueEnum};

pub use dates::{Assign, Explain, Pin, Unpin};
pub use day::{Archive, Attendance, Purge, Replies, Report, Roster, RosterFormat};
pub use letters::{
    Confirmation, ContactTest, Directive, Evaluation, ExportLetters, Invite, Leaving, Mail, Part, Posting, Preview,
    Receipts, Remind, Selection, Settle,
};
pub use registrations::{Import, List, Register};
pub use start::{Announce, AnnouncementFormat, Calendar, Check, Init, Templates};

/// The heading of the options that every command has.
const EVERYWHERE: &str = "Options of every command";

/// Administers a crisis exercise for municipalities: registrations in, one date for each
/// municipality, invitations out. One folder per exercise.
#[derive(Debug, Parser)]
#[command(name = "ovelse", version, propagate_version = true)]
#[command(after_help = "New here? `ovelse demo` shows the whole of it on a sample exercise, in a new folder.

Exit codes: 0 done; 1 done in part, something waits for you; 2 not done.")]
pub struct Cli {
    /// The exercise folder [default: the nearest one at or above this folder with an exercise.toml]
    #[arg(short = 'C', long, global = true, value_name = "DIR", help_heading = EVERYWHERE)]
    pub dir: Option<PathBuf>,

    /// Rehearse the command as of another time, like 2022-08-20T09:00 in the exercise's timezone
    #[arg(long, global = true, value_name = "TIME", value_parser = time, help_heading = EVERYWHERE)]
    pub now: Option<NaiveDateTime>,

    /// When to use colour
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto", help_heading = EVERYWHERE)]
    pub color: Color,

    /// Say nothing but the result
    #[arg(short, long, global = true, help_heading = EVERYWHERE)]
    pub quiet: bool,

    /// What to do; in the folder of an exercise, `status` if it is not said.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// When to use colour.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// The same for the terminal library.
    #[must_use]
    pub fn choice(self) -> anstream::ColorChoice {
        match self {
            Color::Auto => anstream::ColorChoice::Auto,
            Color::Always => anstream::ColorChoice::Always,
            Color::Never => anstream::ColorChoice::Never,
        }
    }
}

/// The steps of an exercise, in their order.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a new exercise folder, to be filled in
    Init(Init),
    /// Tell everything that is wrong with exercise.toml, municipalities.csv and templates
    Check(Check),
    /// Read registrations from spreadsheets
    Import(Import),
    /// Register one municipality by hand
    Register(Register),
    /// Show who has registered for which dates
    List(List),
    /// Show what is asked of each date, against what it holds
    #[command(after_help = "Examples:
  ovelse dates
  ovelse dates --format csv > dates.csv")]
    Dates(Listing),
    /// Give each municipality one date
    Assign(Assign),
    /// Tell why a municipality has got what it has got, and not better
    Explain(Explain),
    /// Set a municipality's date by hand; it is kept whenever dates are assigned
    Pin(Pin),
    /// Let a municipality's date be assigned again
    Unpin(Unpin),
    /// Show the invitation list of each date, or send what is due
    Invite(Invite),
    /// Show a letter to one municipality, byte for byte as it would be sent
    Preview(Preview),
    /// Confirm what was registered, and ask about what could not be read
    Receipts(Receipts),
    /// Remind those who have not answered
    Remind(Remind),
    /// Send the directive of the exercise to everyone who has a place
    Directive(Directive),
    /// Ask every contact for an answer, to find addresses that do not work
    ContactTest(ContactTest),
    /// Send words of your own
    Mail(Mail),
    /// Write every letter to files, and whom to call, for a day without mail
    ExportLetters(ExportLetters),
    /// Say what became of a letter that may not have left, or that came back
    Settle(Settle),
    /// Read answers and bounces that came back, or show who has answered what
    Replies(Replies),
    /// Show who is expected on a date, for the host
    Roster(Roster),
    /// Record who took part on a date, or show it
    Attendance(Attendance),
    /// Ask those who took part how it was
    Evaluation(Evaluation),
    /// Give those who took part the written proof of it
    Confirmation(Confirmation),
    /// Write the exercise in figures: coverage, choices, dates, letters, answers
    Report(Report),
    /// Show every letter that was to leave, and what became of it
    #[command(after_help = "Examples:
  ovelse log
  ovelse log --format csv > journal.csv")]
    Log(Listing),
    /// Write the announcement of the exercise, or an empty registration form
    Announce(Announce),
    /// Write all dates to a file for your own calendar
    Calendar(Calendar),
    /// Change the words of letters
    #[command(subcommand)]
    Templates(Templates),
    /// Show where the exercise stands, and what to do next
    #[command(after_help = "Examples:
  ovelse status
  ovelse
  ovelse status --format json | jq .next.command")]
    Status(Listing),
    /// Put letters, journal, tables and report together for the archive
    Archive(Archive),
    /// Remove names, addresses and telephone numbers of persons from the folder
    Purge(Purge),
    /// Write a script by which a shell completes commands, municipalities and dates
    Completions(Completions),
    /// Write manual pages
    Man(Man),
    /// Run all steps on a sample exercise, in a new folder
    Demo(Demo),
}

/// How something is listed.
#[derive(Debug, Clone, Copy, Args)]
pub struct Listing {
    /// How to show the result
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: Format,
}

/// A form of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people.
    Table,
    /// For Excel: UTF-8 with byte order mark, `;` between cells.
    Csv,
    /// For scripts.
    Json,
}

/// `ovelse completions`
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "Examples:
  ovelse completions bash > ~/.local/share/bash-completion/completions/ovelse
  ovelse completions zsh > ~/.zfunc/_ovelse
  ovelse completions fish > ~/.config/fish/completions/ovelse.fish
  ovelse completions powershell >> $PROFILE")]
pub struct Completions {
    /// For which shell
    #[arg(value_name = "SHELL")]
    pub shell: Shell,
}

/// A shell that completes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// GNU Bash.
    Bash,
    /// Z shell.
    Zsh,
    /// Fish.
    Fish,
    /// Windows PowerShell and PowerShell.
    Powershell,
}

impl Shell {
    /// As it calls itself.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Shell::Bash => "bash",
            Shell::Zsh => "zsh",
            Shell::Fish => "fish",
            Shell::Powershell => "powershell",
        }
    }
}

/// `ovelse man`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse man ~/.local/share/man/man1")]
pub struct Man {
    /// The folder to write to; it is made if it is not there
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// `ovelse demo`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse demo
  ovelse demo sample")]
pub struct Demo {
    /// The folder to make [default: ovelse-demo, or the first free of ovelse-demo-2, -3, …]
    #[arg(value_name = "DIR")]
    pub folder: Option<PathBuf>,
}

fn time(written: &str) -> Result<NaiveDateTime, String> {
    ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(written, form).ok())
        .ok_or_else(|| "write it as 2022-08-20T09:00".to_owned())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Cli::command().debug_assert();
    }

    #[test]
    fn the_help_of_every_command_has_examples() {
        for command in super::Cli::command().get_subcommands().filter(|one| !one.has_subcommands()) {
            let help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
            assert!(help.contains(&format!("  ovelse {}", command.get_name())), "{}", command.get_name());
        }
    }
}
