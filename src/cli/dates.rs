//! The commands that give each municipality a date.

use clap::Args;

use super::Listing;

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
