//! The commands of the day, of what comes back, and of what is kept of it.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Listing;
use crate::email::Email;

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
