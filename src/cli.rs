//! The command line as it is typed; no logic. What it means is worked out in `commands`.

mod letters;

use std::path::PathBuf;

use chrono::{NaiveDate, NaiveDateTime};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::email::Email;
use crate::exercise::{Period, day};
use crate::language::Language;
use crate::registration::Source;

pub use letters::{
    Confirmation, ContactTest, Directive, Evaluation, ExportLetters, Invite, Leaving, Mail, Part, Posting, Preview,
    Receipts, Remind, Selection, Settle,
};

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
    /// Confirm what was registered to those who registered
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
    /// Say what became of a letter that may or may not have left
    Settle(Settle),
    /// Read what came back: answers of calendars, mail, bounces; or show who has answered what
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

/// `ovelse init`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse init ikt-2027 --county Akershus --county 03
  ovelse init ikt-2027 --county all --date \"24.11.2027 09:30-11:30\" --capacity 14
  ovelse init sample --example

On a terminal it asks for what is not said; an empty answer leaves a place for later.")]
pub struct Init {
    /// The folder to make
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,

    /// Make a copy of the sample exercise instead
    #[arg(long, conflicts_with_all = ["county", "title", "theme", "organiser", "deadline", "date", "capacity"])]
    #[arg(conflicts_with_all = ["contact_name", "contact_email", "contact_phone"])]
    pub example: bool,

    /// Whose municipalities are invited: the name or number of a county, or all; once for each
    #[arg(long, value_name = "COUNTY")]
    pub county: Vec<String>,

    /// What the exercise is called
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,

    /// What it is about
    #[arg(long, value_name = "TEXT")]
    pub theme: Option<String>,

    /// Who holds it
    #[arg(long, value_name = "TEXT")]
    pub organiser: Option<String>,

    /// The last day to register, like 24.09.2027
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub deadline: Option<NaiveDate>,

    /// A date with its hours, like "24.11.2027 09:30-11:30"; once for each
    #[arg(long, value_name = "DATE")]
    pub date: Vec<Period>,

    /// How many municipalities each date holds
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub capacity: Option<u32>,

    /// Whom municipalities ask
    #[arg(long, value_name = "NAME")]
    pub contact_name: Option<String>,

    /// Their address; letters come from it
    #[arg(long, value_name = "ADDRESS")]
    pub contact_email: Option<Email>,

    /// Their telephone number
    #[arg(long, value_name = "PHONE")]
    pub contact_phone: Option<String>,
}

/// `ovelse check`
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "Examples:
  ovelse check
  ovelse check --connect")]
pub struct Check {
    /// Talk to the mail server as well, and send nothing
    #[arg(long)]
    pub connect: bool,

    /// How to show what was found.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse import`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse import data/incoming/*.csv data/incoming/*.xlsx
  ovelse import data/incoming/july.csv --dry-run -v
  ovelse import data/incoming/july.csv --partial
  ovelse import data/incoming/july.csv --take data/incoming/july.csv:14
  curl … | ovelse import - --format json")]
pub struct Import {
    /// Spreadsheets: CSV or other text, .xlsx, .ods; - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Take the rows that can be read even if others are refused; those go to FILE.refused.csv
    #[arg(long)]
    pub partial: bool,

    /// Show what would be read without writing anything
    #[arg(long, conflicts_with = "partial")]
    pub dry_run: bool,

    /// The sheet of a workbook that is meant
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// Where a municipality contradicts itself, the row to believe
    #[arg(long, value_name = "FILE:LINE")]
    pub take: Vec<Source>,

    /// Say how each file was read: encoding, delimiter, columns
    #[arg(short, long)]
    pub verbose: bool,

    /// How to show what was read.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse register`
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("answer").args(["first", "declined", "withdraw"]))]
#[command(group = clap::ArgGroup::new("said").required(true).multiple(true)
    .args(["first", "declined", "withdraw", "contact", "email", "phone", "participants", "comment"]))]
#[command(after_help = "Without a choice, what is said is changed and all else that is registered stays.

Examples:
  ovelse register Asker --email kari@example.no
  ovelse register Asker --first 24.11 --second 22.11 --contact \"Kari Prøve\" --email kari@example.no
  ovelse register Asker --first any
  ovelse register Asker --declined
  ovelse register Asker --withdraw")]
pub struct Register {
    /// Its name or number
    #[arg(value_name = "MUNICIPALITY")]
    pub municipality: String,

    /// The first choice: a date, or "any"
    #[arg(long, value_name = "DATE")]
    pub first: Option<String>,

    /// The second choice
    #[arg(long, value_name = "DATE", requires = "first")]
    pub second: Option<String>,

    /// The third choice
    #[arg(long, value_name = "DATE", requires = "second")]
    pub third: Option<String>,

    /// It does not take part
    #[arg(long)]
    pub declined: bool,

    /// Forget its answer: it has not answered
    #[arg(long)]
    pub withdraw: bool,

    /// Name of the contact person
    #[arg(long, value_name = "NAME", conflicts_with = "withdraw")]
    pub contact: Option<String>,

    /// E-mail address of the contact person
    #[arg(long, value_name = "ADDRESS", conflicts_with = "withdraw")]
    pub email: Option<String>,

    /// Phone number of the contact person
    #[arg(long, value_name = "NUMBER", conflicts_with = "withdraw")]
    pub phone: Option<String>,

    /// Number of participants
    #[arg(long, value_name = "NUMBER", conflicts_with = "withdraw")]
    pub participants: Option<String>,

    /// What else it said
    #[arg(long, value_name = "TEXT", conflicts_with = "withdraw")]
    pub comment: Option<String>,

    /// When it arrived, like "24.06.2022 10:15" [default: now]
    #[arg(long, value_name = "TIME", conflicts_with = "withdraw")]
    pub received: Option<String>,

    /// How to show what was done.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse list`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse list
  ovelse list --missing --format csv > missing.csv")]
pub struct List {
    /// Show who has not answered instead
    #[arg(long)]
    pub missing: bool,

    /// How to show the list.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse assign`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse assign --dry-run
  ovelse assign
  ovelse assign --reassign Asker
  ovelse assign --what-if")]
pub struct Assign {
    /// Show the assignments without writing them
    #[arg(long)]
    pub dry_run: bool,

    /// Show what one more seat on a full date would give, and what each pin, minimum and group costs; writes nothing
    #[arg(long, conflicts_with = "dry_run")]
    pub what_if: bool,

    /// Give a municipality that has been sent an invitation a date anew; "all" for all of them
    #[arg(long, value_name = "MUNICIPALITY")]
    pub reassign: Vec<String>,

    /// Where groups and minimums make the search long, take the best found after so many seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub limit: u64,

    /// How to show the assignments.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse explain`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse explain Asker")]
pub struct Explain {
    /// Its name or number
    #[arg(value_name = "MUNICIPALITY")]
    pub municipality: String,

    /// How to show the reasons.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse pin`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse pin Asker 24.11 --note \"avtalt på telefon\"")]
pub struct Pin {
    /// Its name or number
    #[arg(value_name = "MUNICIPALITY")]
    pub municipality: String,

    /// One of the exercise's dates, asked for or not
    #[arg(value_name = "DATE")]
    pub date: String,

    /// Why
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub note: String,

    /// How to show what was done.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse unpin`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse unpin Asker")]
pub struct Unpin {
    /// Its name or number
    #[arg(value_name = "MUNICIPALITY")]
    pub municipality: String,

    /// How to show what was done.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse roster`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse roster 24.11
  ovelse roster 24.11 --format html -o roster.html
  ovelse roster 24.11 --format xlsx -o roster.xlsx")]
pub struct Roster {
    /// Which date
    #[arg(value_name = "DATE")]
    pub date: String,

    /// How to show it
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: RosterFormat,

    /// The file to write, for html and xlsx
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// A form of the roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RosterFormat {
    /// For people.
    Table,
    /// For Excel, as text.
    Csv,
    /// For scripts.
    Json,
    /// A workbook.
    Xlsx,
    /// A page to print.
    Html,
}

/// `ovelse replies`
#[derive(Debug, Args)]
#[command(after_help = "Without a file it shows who has answered what.

Examples:
  ovelse replies
  ovelse replies --people
  ovelse replies data/incoming/svar
  ovelse replies svar.mbox RE_invitasjon.eml
  ovelse replies svar.eml --trust kari@example.no
  ovelse replies --format csv > answers.csv")]
pub struct Replies {
    /// Mail and calendar answers as a mail client saves them: .eml, .ics, .mbox, or folders of them
    #[arg(value_name = "FILE")]
    pub files: Vec<PathBuf>,

    /// Show each person to whom an invitation was forwarded, and what they answered
    #[arg(long, conflicts_with = "files")]
    pub people: bool,

    /// Take answers that come from here as those of the address that they name; once for each
    #[arg(long, value_name = "ADDRESS", requires = "files")]
    pub trust: Vec<Email>,

    /// How to show what was read.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse report`
#[derive(Debug, Args)]
#[command(after_help = "Without a file it is written to the screen, as Markdown.

Examples:
  ovelse report -o report.html
  ovelse report -o report.xlsx
  ovelse report | less")]
pub struct Report {
    /// The file to write; its ending says which kind: .html, .xlsx or .md
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// `ovelse archive`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse archive -o ../ikt-2027-archive
  ovelse archive -o ikt-2027.zip")]
pub struct Archive {
    /// A new folder, or a new file that ends in .zip
    #[arg(short, long, value_name = "DIR|FILE.zip")]
    pub output: PathBuf,
}

/// `ovelse purge`
#[derive(Debug, Clone, Copy, Args)]
#[command(
    after_help = "Municipalities, dates, choices, answers and head counts stay. Nothing is removed before you have
said yes. What is to be kept elsewhere is archived first.

Examples:
  ovelse archive -o ../ikt-2027.zip
  ovelse purge
  ovelse purge --yes"
)]
pub struct Purge {
    /// Remove it without asking
    #[arg(long)]
    pub yes: bool,

    /// How to show what goes.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse attendance`
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("how").args(["absent", "all_except", "forget"]))]
#[command(after_help = "Examples:
  ovelse attendance 24.11
  ovelse attendance 24.11 Asker Bærum Gol
  ovelse attendance 24.11 --all-except Asker
  ovelse attendance 24.11 those-who-came.csv
  ovelse attendance 24.11 --absent Gol

A file has the municipalities in the column Kommune, Municipality or Kommunenr, or in its first one.")]
pub struct Attendance {
    /// Which date
    #[arg(value_name = "DATE")]
    pub date: String,

    /// Those who took part: names, numbers or files (.csv, .txt, .xlsx, .ods); none to show what is recorded
    #[arg(value_name = "MUNICIPALITY|FILE")]
    pub who: Vec<String>,

    /// Those named did not take part; of others nothing is said
    #[arg(long, requires = "who")]
    pub absent: bool,

    /// Those named, if any, did not take part, and all others on the date did
    #[arg(long)]
    pub all_except: bool,

    /// Take away what is recorded of those named
    #[arg(long, requires = "who")]
    pub forget: bool,

    /// How to show who took part.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse announce`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse announce
  ovelse announce --language nn --format html > kunngjering.html
  ovelse announce --form paamelding.xlsx")]
pub struct Announce {
    /// The language: nb, nn or en [default: that of the exercise]
    #[arg(long, value_name = "LANGUAGE", value_parser = language())]
    pub language: Option<Language>,

    /// What to write it in
    #[arg(long, value_name = "FORMAT", default_value = "text", conflicts_with = "form")]
    pub format: AnnouncementFormat,

    /// Write an empty registration form instead, .xlsx (with lists to choose from) or .csv
    #[arg(long, value_name = "FILE")]
    pub form: Option<PathBuf>,
}

/// What an announcement is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnnouncementFormat {
    /// Without markup.
    Text,
    /// CommonMark.
    Markdown,
    /// A whole HTML document.
    Html,
}

/// `ovelse calendar`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse calendar -o dates.ics")]
pub struct Calendar {
    /// The file to write; - for standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub output: PathBuf,
}

/// `ovelse templates`
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum Templates {
    /// Write the built-in templates to the folder templates, where changed ones are used instead
    Export(Listing),
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

fn language() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::code))
        .map(|code| Language::find(&code).unwrap_or(Language::Nb))
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
