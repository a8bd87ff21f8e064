//! The commands that read and show registrations.

use std::path::PathBuf;

use clap::Args;

use super::values::source;
use super::{Listing, Named};
use crate::registration::{Field, Source};

/// Import registrations from spreadsheets
///
/// A row that can be read in only one way is imported. A row that could mean two things is refused, with its place
/// and what to do; then nothing is imported unless you say --partial. Importing a file again changes nothing.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse import data/incoming/*.csv data/incoming/*.xlsx
  ovelse import data/incoming/july.csv --dry-run -v
  ovelse import data/incoming/july.csv --partial
  ovelse import data/incoming/july.csv --take data/incoming/july.csv:14
  curl … | ovelse import - --format json")]
pub(crate) struct Import {
    /// CSV or other text files, .xlsx or .ods; "-" is standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,

    /// Import the rows that can be read, even if others are refused
    ///
    /// The refused rows are written to FILE.refused.csv, each with its reason. Correct them there and import that
    /// file.
    #[arg(long)]
    pub(crate) partial: bool,

    /// Show what would be imported, without writing anything
    #[arg(long, conflicts_with = "partial")]
    pub(crate) dry_run: bool,

    /// The sheet of the workbook to read
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Option<String>,

    /// The row to believe where rows contradict each other (repeatable)
    #[arg(long, value_name = "FILE:LINE", value_parser = source)]
    pub(crate) take: Vec<Source>,

    /// Show how each file was read: encoding, delimiter, columns, lines
    #[arg(short, long)]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Register one municipality by hand
///
/// For answers that arrive by phone or e-mail. Without a choice, only what you name is changed and the rest of the
/// registration stays as it is.
#[derive(Debug, Args)]
#[command(override_usage = "ovelse register [OPTIONS] <MUNICIPALITY>")]
#[command(group = clap::ArgGroup::new("answer").args(["first", "declined", "withdraw"]))]
#[command(group = clap::ArgGroup::new("said").required(true).multiple(true)
    .args(["first", "declined", "withdraw", "contact", "email", "phone", "participants", "comment"]))]
#[command(after_help = "Examples:
  ovelse register Asker --first 24.11 --second 22.11 --contact \"Kari Prøve\"
  ovelse register Asker --email kari@example.no
  ovelse register Indre Østfold --first any
  ovelse register Asker --declined
  ovelse register Asker --withdraw")]
pub(crate) struct Register {
    #[command(flatten)]
    pub(crate) municipality: Named,

    /// First choice: a date, or "any"
    #[arg(long, value_name = "DATE")]
    pub(crate) first: Option<String>,

    /// Second choice
    #[arg(long, value_name = "DATE", requires = "first")]
    pub(crate) second: Option<String>,

    /// Third choice
    #[arg(long, value_name = "DATE", requires = "second")]
    pub(crate) third: Option<String>,

    /// The municipality does not take part
    #[arg(long)]
    pub(crate) declined: bool,

    /// Delete the registration, as if the municipality had not answered
    #[arg(long)]
    pub(crate) withdraw: bool,

    /// Name of the contact
    #[arg(long, value_name = "NAME", conflicts_with = "withdraw")]
    pub(crate) contact: Option<String>,

    /// E-mail address of the contact
    #[arg(long, value_name = "ADDRESS", conflicts_with = "withdraw")]
    pub(crate) email: Option<String>,

    /// Phone number of the contact
    #[arg(long, value_name = "NUMBER", conflicts_with = "withdraw")]
    pub(crate) phone: Option<String>,

    /// Number of participants
    #[arg(long, value_name = "NUMBER", conflicts_with = "withdraw")]
    pub(crate) participants: Option<String>,

    /// Anything else that the municipality said
    #[arg(long, value_name = "TEXT", conflicts_with = "withdraw")]
    pub(crate) comment: Option<String>,

    /// When the answer arrived, such as "24.06.2022 10:15" [default: now]
    #[arg(long, value_name = "TIME")]
    pub(crate) received: Option<String>,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

impl Register {
    /// What was typed for a field.
    pub(crate) fn field(&self, field: Field) -> Option<&str> {
        let typed = match field {
            Field::Contact => &self.contact,
            Field::Email => &self.email,
            Field::Phone => &self.phone,
            Field::Participants => &self.participants,
            Field::Comment => &self.comment,
            Field::Received => &self.received,
        };
        typed.as_deref()
    }
}

/// List the registrations
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse list
  ovelse list --missing --format csv > missing.csv")]
pub(crate) struct List {
    /// List the municipalities that have not answered instead
    #[arg(long)]
    pub(crate) missing: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Show what was said, when, and from where
///
/// Every answer as it was said: when, in which row of which file or by hand, and which parts of it stand now.
#[derive(Debug, Args)]
#[command(override_usage = "ovelse history [OPTIONS] [MUNICIPALITY]")]
#[command(after_help = "Examples:
  ovelse history Asker
  ovelse history --format csv > history.csv")]
pub(crate) struct History {
    /// Name or number of one municipality; without it, all are shown
    #[arg(value_name = "MUNICIPALITY")]
    words: Vec<String>,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

impl History {
    /// The municipality that was typed.
    pub(crate) fn municipality(&self) -> Option<String> {
        (!self.words.is_empty()).then(|| self.words.join(" "))
    }
}

/// Take back the last import or registration by hand
///
/// It shows what would change and asks first. Run it again to take back the one before. What was said is kept, and
/// marked as undone; import or register it again to have it back.
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "Examples:
  ovelse undo
  ovelse undo --yes")]
pub(crate) struct Undo {
    /// Do not ask first
    #[arg(long)]
    pub(crate) yes: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}
