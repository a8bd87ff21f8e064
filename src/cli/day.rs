//! The commands for what comes back, for the day itself and for afterwards.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Listing;
use super::values::email;
use crate::email::Email;

/// Read replies and bounces, or show who has answered
///
/// Reads answers of calendars, bounces, read receipts and automatic replies. Without a file, it shows who has answered
/// the invitation, and how. A reply never changes what a municipality registered or which date it was assigned.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse replies
  ovelse replies --people
  ovelse replies data/incoming/svar
  ovelse replies svar.mbox RE_invitasjon.eml
  ovelse replies svar.eml --trust kari@example.no
  ovelse replies --format csv > answers.csv")]
pub(crate) struct Replies {
    /// Saved e-mails and calendar answers (.eml, .mbox, .ics), or folders
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Show the answers of people who were forwarded an invitation
    #[arg(long, conflicts_with = "files")]
    pub(crate) people: bool,

    /// Accept answers that were sent from this address (repeatable)
    ///
    /// Each counts as the answer of the invited address that it names, and so do later answers from there for the same
    /// municipality. Of a report that a letter came back, it is the address that the report came from.
    #[arg(long, value_name = "ADDRESS", requires = "files", value_parser = email)]
    pub(crate) trust: Vec<Email>,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Say what each e-mail says, and register what is certain
///
/// Reads saved e-mails in which municipalities answer in their own words: which dates they ask for, who the contact is, what they
/// ask. What could mean two things is not registered: it is shown with the sentence, and you settle it. Answers of calendars
/// and bounces are named; `ovelse replies` takes them in.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse inbox data/incoming/mail
  ovelse inbox paamelding.eml --yes
  ovelse inbox svar.mbox --dry-run --format json
  ovelse inbox svar.eml --trust kari@example.com")]
pub(crate) struct Inbox {
    /// Saved e-mails (.eml, .mbox), or folders
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<PathBuf>,

    /// Only show what the e-mails say
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Register without asking
    #[arg(short, long, conflicts_with = "dry_run")]
    pub(crate) yes: bool,

    /// Let this address speak for the municipality it names (repeatable)
    #[arg(long, value_name = "ADDRESS", value_parser = email)]
    pub(crate) trust: Vec<Email>,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Show who is expected on a date
///
/// The roster is for the host: contact, phone number, number of people expected, groups and remarks. In the columns
/// "Took part" and "Head count" the host writes who came; `ovelse attendance` reads the file.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse roster 24.11
  ovelse roster 24.11 -o roster.html
  ovelse roster 24.11 -o roster.xlsx")]
pub(crate) struct Roster {
    /// A date of the exercise
    #[arg(value_name = "DATE")]
    pub(crate) date: String,

    /// Output format [default: by the name of the file, else table]
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<RosterFormat>,

    /// The file to write: .html, .xlsx, .csv or .json
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum RosterFormat {
    /// For people.
    Table,
    /// For Excel: UTF-8 with a byte order mark, semicolons between cells.
    Csv,
    /// For scripts.
    Json,
    /// A workbook.
    Xlsx,
    /// A page to print.
    Html,
}

/// Record or show who took part on a date
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("how").args(["absent", "all_except", "forget"]))]
#[command(after_help = "Examples:
  ovelse attendance 24.11
  ovelse attendance 24.11 Asker Bærum Gol
  ovelse attendance 24.11 --all-except Asker
  ovelse attendance 24.11 list.xlsx
  ovelse attendance 24.11 --absent Gol")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(crate) struct Attendance {
    /// A date of the exercise
    #[arg(value_name = "DATE")]
    pub(crate) date: String,

    /// The municipalities that took part: names, numbers or files
    ///
    /// A file (.csv, .txt, .xlsx, .ods; "-" is standard input) has a column Kommune, Municipality or Kommunenr. A column
    /// such as Deltok or Took part says yes or no (ja, nei, x, 1, 0), and one such as Antall or Head count says how many
    /// people came; an empty cell records nothing. A list of names alone says that those took part. Without any name,
    /// it shows what is recorded.
    #[arg(value_name = "MUNICIPALITY|FILE")]
    pub(crate) who: Vec<String>,

    /// Record that these municipalities did not take part
    #[arg(long, requires = "who")]
    pub(crate) absent: bool,

    /// Record that everyone on the date took part, except these
    #[arg(long)]
    pub(crate) all_except: bool,

    /// Delete what is recorded for these municipalities
    #[arg(long, requires = "who")]
    pub(crate) forget: bool,

    /// Replace what is recorded for other dates without asking
    #[arg(long)]
    pub(crate) yes: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Write a report on the exercise in figures
///
/// Coverage, choices, demand, attendance, letters and answers. The report names no person. Without a file, it is
/// printed as Markdown.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse report -o report.html
  ovelse report -o report.xlsx
  ovelse report | less")]
pub(crate) struct Report {
    /// The file to write: .html, .xlsx or .md
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Archive the letters, the log, the tables and the report
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse archive -o ../ikt-2027-archive
  ovelse archive -o ../ikt-2027.zip")]
pub(crate) struct Archive {
    /// A new folder, or a new file that ends in .zip
    #[arg(short, long, value_name = "DIR|FILE.zip")]
    pub(crate) output: PathBuf,
}

/// Delete personal data from the exercise folder
///
/// Deletes names, addresses and phone numbers. Municipalities, dates, choices, answers and numbers of participants
/// stay. It shows what will be deleted and asks before it deletes anything. Archive what you must keep first.
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "Examples:
  ovelse archive -o ../ikt-2027.zip
  ovelse purge
  ovelse purge --yes")]
pub(crate) struct Purge {
    /// Delete without asking
    #[arg(long)]
    pub(crate) yes: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}
