//! The commands that set up an exercise or the program itself.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Subcommand, ValueEnum};

use super::Listing;
use super::values::{day, email, language, period};
use crate::email::Email;
use crate::exercise::Period;
use crate::language::Language;

/// Create a new exercise folder
///
/// On a terminal, it asks for what the options leave out, except the links of the meetings. Press Enter to leave something for later: the
/// new exercise.toml has a comment where a value is missing. Nothing that exists is overwritten.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse init ikt-2027 --county Akershus --county 03
  ovelse init ikt-2028 --after ../ikt-2027
  ovelse init ikt-2027 --county all --date \"24.11.2027 09:30-11:30\"
  ovelse init sample --example")]
pub(crate) struct Init {
    /// The folder to create
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,

    /// Copy the sample exercise instead
    #[arg(long, conflicts_with_all = ["county", "addresses", "title", "theme", "organiser", "deadline", "date", "capacity"])]
    #[arg(conflicts_with_all = ["contact_name", "contact_email", "contact_phone"])]
    pub(crate) example: bool,

    /// Invite the municipalities of this county, or "all" (repeatable)
    #[arg(long, value_name = "COUNTY")]
    pub(crate) county: Vec<String>,

    /// Take over from the former exercise in this folder
    ///
    /// Its organiser, contact, letters, mail, templates, groups and municipalities with addresses. Those who had no date there,
    /// or one that was called off, get a priority two higher; those who got a later choice, or a date that they had not
    /// asked for, one higher. That folder is only read.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["county", "example"])]
    pub(crate) after: Option<PathBuf>,

    /// With --after: invite only those who have not taken part
    ///
    /// All of whom it is not recorded there that they did: those who did not come, declined, withdrew or never answered, had no
    /// date, or one that was called off.
    #[arg(long, requires = "after")]
    pub(crate) only_missing: bool,

    /// A list of addresses, as `ovelse addresses` reads it
    #[arg(long, value_name = "FILE")]
    pub(crate) addresses: Option<PathBuf>,

    /// With --addresses: the sheet of the workbook to read
    #[arg(long, value_name = "NAME", requires = "addresses")]
    pub(crate) sheet: Option<String>,

    /// The title of the exercise
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,

    /// The theme of the exercise
    #[arg(long, value_name = "TEXT")]
    pub(crate) theme: Option<String>,

    /// Who organises the exercise
    #[arg(long, value_name = "TEXT")]
    pub(crate) organiser: Option<String>,

    /// The last day to register, such as 24.09.2027
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) deadline: Option<NaiveDate>,

    /// A date on offer, such as "24.11.2027 09:30-11:30" (repeatable)
    #[arg(long, value_name = "DATE", value_parser = period)]
    pub(crate) date: Vec<Period>,

    /// How many municipalities each date has room for
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) capacity: Option<u32>,

    /// The name of the exercise lead
    #[arg(long, value_name = "NAME")]
    pub(crate) contact_name: Option<String>,

    /// The e-mail address of the lead, which letters come from
    #[arg(long, value_name = "ADDRESS", value_parser = email)]
    pub(crate) contact_email: Option<Email>,

    /// The phone number of the lead
    #[arg(long, value_name = "PHONE")]
    pub(crate) contact_phone: Option<String>,
}

/// Fill in the e-mail addresses of municipalities from a list
///
/// Reads a download of Enhetsregisteret (data.brreg.no) as JSON, CSV or a workbook, or any table with the number or the name of
/// each municipality and its address. What is empty in data/municipalities.csv is filled in; what differs is shown and left.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse addresses enheter.json --dry-run
  ovelse addresses postmottak.xlsx
  ovelse addresses postmottak.xlsx --replace")]
pub(crate) struct Addresses {
    /// The list: .json, .csv or a workbook
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Show what would be filled in without writing it
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// The sheet of the workbook to read
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,

    /// Let the list's address take the place of another one
    #[arg(long)]
    pub(crate) replace: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Check the exercise for mistakes
///
/// Checks exercise.toml, data/municipalities.csv, your templates and your attachments, and shows every mistake with
/// its file, line and column. Nothing is changed.
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "Examples:
  ovelse check
  ovelse check --connect")]
pub(crate) struct Check {
    /// Also connect to the mail server, without sending anything
    #[arg(long)]
    pub(crate) connect: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Write the announcement, or a registration form to hand out
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse announce
  ovelse announce --language nn --format html > kunngjering.html
  ovelse announce --form paamelding.xlsx")]
pub(crate) struct Announce {
    /// The language of announcement or form [default: that of the exercise]
    #[arg(long, value_name = "LANGUAGE", value_parser = language())]
    pub(crate) language: Option<Language>,

    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text", conflicts_with = "form")]
    pub(crate) format: AnnouncementFormat,

    /// Write a registration form to this file (.xlsx or .csv) instead
    ///
    /// A workbook tells the deadline and where to send the answer, has drop-down lists of municipalities and dates, and
    /// prints one A4 page wide. A CSV file has the headings only. `ovelse import` reads the form when it comes back.
    #[arg(long, value_name = "FILE")]
    pub(crate) form: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum AnnouncementFormat {
    /// Plain text.
    Text,
    /// CommonMark.
    Markdown,
    /// A complete HTML page.
    Html,
}

/// Export all dates as a calendar file
///
/// The calendar is for the lead: each date lists the municipalities that are assigned to it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse calendar -o dates.ics")]
pub(crate) struct Calendar {
    /// The file to write; "-" is standard output
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    pub(crate) output: PathBuf,
}

/// Customise the words of letters
#[derive(Debug, Subcommand)]
pub(crate) enum Templates {
    /// Write built-in templates to the folder templates
    ///
    /// A template in that folder replaces the built-in one of the same name. It is Markdown, from which both the plain
    /// text and the HTML of a letter are made. Files that exist are not overwritten. Without a name, it lists the
    /// templates.
    #[command(after_help = "Examples:
  ovelse templates export
  ovelse templates export invitation closing
  ovelse templates export nn/reminder.md")]
    Export(Export),
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// The templates to write: "invitation", "nb/invitation.md" or "nb"
    ///
    /// A name without a language stands for the template in every language, and a language for all of its templates.
    #[arg(value_name = "TEMPLATE")]
    pub(crate) templates: Vec<String>,

    /// Write all templates
    #[arg(long, conflicts_with = "templates")]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Show where the exercise stands and what to do next
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "Examples:
  ovelse status
  ovelse
  ovelse status --format json | jq .next.command")]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Generate completions for your shell
///
/// The shell then completes commands and options, and the municipalities and dates of the exercise folder.
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "Examples:
  ovelse completions bash > ~/.local/share/bash-completion/completions/ovelse
  ovelse completions zsh > ~/.zfunc/_ovelse
  ovelse completions fish > ~/.config/fish/completions/ovelse.fish
  ovelse completions powershell >> $PROFILE")]
pub(crate) struct Completions {
    /// The shell to generate completions for
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Shell {
    /// GNU Bash.
    Bash,
    /// Z shell.
    Zsh,
    /// Fish.
    Fish,
    /// PowerShell, on Windows or elsewhere.
    Powershell,
}

/// Generate manual pages
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse man ~/.local/share/man/man1")]
pub(crate) struct Man {
    /// The folder to write to; it is created if it does not exist
    #[arg(value_name = "DIR")]
    pub(crate) folder: PathBuf,
}

/// Run the steps up to the invitations on a sample exercise
///
/// In a new folder, it runs check, import, list, status, assign and invite, and shows each command.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse demo
  ovelse demo sample")]
pub(crate) struct Demo {
    /// The folder to create [default: ovelse-demo]
    #[arg(value_name = "DIR")]
    pub(crate) folder: Option<PathBuf>,
}
