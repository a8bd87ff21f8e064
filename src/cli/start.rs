//! The commands with which an exercise begins.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueEnum};

use super::Listing;
use crate::email::Email;
use crate::exercise::{Period, day};
use crate::language::Language;

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

fn language() -> impl TypedValueParser<Value = Language> {
    PossibleValuesParser::new(Language::ALL.map(Language::code))
        .map(|code| Language::find(&code).unwrap_or(Language::Nb))
}
