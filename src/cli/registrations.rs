//! The commands that take registrations in and show them.

use std::path::PathBuf;

use clap::Args;

use super::Listing;
use crate::registration::Source;

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
