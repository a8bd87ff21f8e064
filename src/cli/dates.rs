//! The commands that assign dates.

use clap::Args;
use url::Url;

use super::values::meeting_link;
use super::{Listing, Named};

/// Show the demand for each date and its capacity
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "Examples:
  ovelse dates
  ovelse dates --format csv > dates.csv")]
pub(crate) struct Dates {
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Assign a date to each municipality
///
/// As many municipalities as possible get a date, and as many of them as possible their first choice. The result is
/// the best there is, and the same registrations always give the same result.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse assign --dry-run
  ovelse assign
  ovelse assign --reassign Asker
  ovelse assign --what-if")]
pub(crate) struct Assign {
    /// Show the assignments without writing them
    #[arg(long)]
    pub(crate) dry_run: bool,

    /// Show what one more seat, or one rule less, would change
    ///
    /// Tries one more seat on each full date, and leaves out each pin, minimum and group in turn. Nothing is written.
    #[arg(long, conflicts_with = "dry_run")]
    pub(crate) what_if: bool,

    /// Also reassign this municipality, or "all" (repeatable)
    ///
    /// Otherwise, a municipality that was sent an invitation keeps its date.
    #[arg(long, value_name = "MUNICIPALITY")]
    pub(crate) reassign: Vec<String>,

    /// Stop searching after so many seconds and take the best result so far
    ///
    /// Only groups and minimums can make the search long.
    #[arg(long, value_name = "SECONDS", default_value_t = 30)]
    pub(crate) limit: u64,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Explain why a municipality got its date
#[derive(Debug, Args)]
#[command(override_usage = "ovelse explain [OPTIONS] <MUNICIPALITY>")]
#[command(after_help = "Examples:
  ovelse explain Asker")]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) municipality: Named,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Set a municipality's date by hand
///
/// The date is kept whenever dates are assigned, until you run `ovelse unpin`.
#[derive(Debug, Args)]
#[command(override_usage = "ovelse pin [OPTIONS] <MUNICIPALITY> <DATE>")]
#[command(after_help = "Examples:
  ovelse pin Asker 24.11 --note \"avtalt på telefon\"
  ovelse pin Indre Østfold 24. november")]
pub(crate) struct Pin {
    /// Name or number of the municipality
    ///
    /// A name of several words needs no quotation marks.
    #[arg(value_name = "MUNICIPALITY")]
    first_word: String,

    /// A date of the exercise, whether or not the municipality chose it
    ///
    /// The last word is the date, or as many of the last words as are a date together, such as "24. november".
    #[arg(value_name = "DATE", required = true, num_args = 1..)]
    other_words: Vec<String>,

    /// The reason
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) note: String,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

impl Pin {
    /// The words of the name and of the date behind it.
    pub(crate) fn words(&self) -> Vec<&str> {
        std::iter::once(&self.first_word).chain(&self.other_words).map(String::as_str).collect()
    }
}

/// Let a municipality's date be assigned again
#[derive(Debug, Args)]
#[command(override_usage = "ovelse unpin [OPTIONS] <MUNICIPALITY>")]
#[command(after_help = "Examples:
  ovelse unpin Asker")]
pub(crate) struct Unpin {
    #[command(flatten)]
    pub(crate) municipality: Named,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Move a date to another day or other hours
///
/// Changes exercise.toml, keeping its comments, and all tables that name the date. Those who have a place on it keep it, and
/// are due an update of their invitation.
///
/// After an edit of exercise.toml by hand, it tells which date is meant now by one that is gone: `ovelse move 23.3 24.3`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse move 23.3 \"24.3.2027 09:00-11:00\"
  ovelse move 23.3 24.3
  ovelse move 23.3 12:00-14:00 --link https://teams.example.no/2
  ovelse move 23.3 24.3 --place Fylkeshuset --no-link")]
pub(crate) struct Move {
    /// A date of the exercise, as it was
    #[arg(value_name = "DATE")]
    pub(crate) from: String,

    /// The new day, the new hours, or both
    ///
    /// Without hours it keeps those that it has; without an end it is as long as it was.
    #[arg(value_name = "NEW DATE")]
    pub(crate) to: String,

    /// The new link to the meeting
    #[arg(long, value_name = "URL", value_parser = meeting_link)]
    pub(crate) link: Option<Url>,

    /// The meeting is on line no longer: remove its link
    #[arg(long, conflicts_with = "link")]
    pub(crate) no_link: bool,

    /// Where it is held now
    #[arg(long, value_name = "TEXT")]
    pub(crate) place: Option<String>,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Call a date off
///
/// The date stays in exercise.toml, marked as called off, and nobody has a place on it any more. Assign dates again: those
/// who asked for another date can get that one, and the others are asked for a new choice. Their letters say why.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse call-off 23.3
  ovelse call-off 23.3 --note \"Lokalet er opptatt.\"")]
pub(crate) struct CallOff {
    /// A date of the exercise
    #[arg(value_name = "DATE")]
    pub(crate) date: String,

    /// Why, in a sentence that letters to municipalities repeat
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    pub(crate) note: String,

    #[command(flatten)]
    pub(crate) listing: Listing,
}
