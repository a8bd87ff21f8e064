//! The command line of letters; no logic.

use std::path::PathBuf;

use chrono::TimeDelta;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use url::Url;

use super::Listing;
use crate::letter::Kind;

/// Whether and how letters leave.
#[derive(Debug, Clone, Copy, Args)]
pub struct Leaving {
    /// Send the letters that are due, as .eml files in data/outbox or through the mail server of exercise.toml
    #[arg(long)]
    pub send: bool,

    /// Send them to yourself instead, marked as a test; it counts as nothing
    #[arg(long, requires = "send")]
    pub to_me: bool,

    /// Do not ask before letters go out through a mail server
    #[arg(long, requires = "send")]
    pub yes: bool,
}

/// `ovelse invite`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse invite
  ovelse invite --send
  ovelse invite --date 24.11 --kind update --send")]
pub struct Invite {
    /// Whether and how they leave.
    #[command(flatten)]
    pub leaving: Leaving,

    /// Which letters are meant.
    #[command(flatten)]
    pub selection: Selection,

    /// How to show the lists.
    #[command(flatten)]
    pub listing: Listing,
}

/// Which letters are meant; without any of these, all.
#[derive(Debug, Args)]
pub struct Selection {
    /// Only letters to this municipality; can be given several times
    #[arg(long, value_name = "MUNICIPALITY")]
    pub only: Vec<String>,

    /// Only letters to those who are on this date, or were told of it
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,

    /// Only letters of this kind
    #[arg(long, value_name = "KIND", value_parser = kind(&Kind::OF_PLACES))]
    pub kind: Option<Kind>,
}

/// `ovelse preview`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse preview Asker
  ovelse preview Asker --part html --open
  ovelse preview Asker --kind update --part eml > asker.eml")]
pub struct Preview {
    /// Its name or number
    #[arg(value_name = "MUNICIPALITY")]
    pub municipality: String,

    /// Which letter [default: the one that is due]
    #[arg(long, value_name = "KIND", value_parser = kind(&Kind::OF_PLACES))]
    pub kind: Option<Kind>,

    /// What of it: the words, the words with markup, what calendars read, or the whole message
    #[arg(long, value_name = "PART", default_value = "text")]
    pub part: Part,

    /// Open it in the program for its kind of file
    #[arg(long)]
    pub open: bool,
}

/// A part of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// The words without markup.
    Text,
    /// The words with markup.
    Html,
    /// What calendars read.
    Ics,
    /// The whole message.
    Eml,
}

impl Part {
    /// How the names of such files end.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Part::Text => ".txt",
            Part::Html => ".html",
            Part::Ics => ".ics",
            Part::Eml => ".eml",
        }
    }
}

/// What is to be done with letters of one kind.
#[derive(Debug, Args)]
pub struct Posting {
    /// Whether and how they leave.
    #[command(flatten)]
    pub leaving: Leaving,

    /// Show the letter to this municipality as it would be sent
    #[arg(long, value_name = "MUNICIPALITY", conflicts_with = "send")]
    pub show: Option<String>,

    /// Only letters to this municipality; can be given several times
    #[arg(long, value_name = "MUNICIPALITY")]
    pub only: Vec<String>,

    /// How to show who is due one.
    #[command(flatten)]
    pub listing: Listing,
}

/// `ovelse receipts`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse receipts
  ovelse receipts --show Asker
  ovelse receipts --send")]
pub struct Receipts {
    /// What is to be done with them.
    #[command(flatten)]
    pub posting: Posting,
}

/// `ovelse remind`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse remind
  ovelse remind --send
  ovelse remind --send --at-most-every 3d")]
pub struct Remind {
    /// Leave out those who were reminded less than so long ago
    #[arg(long, value_name = "TIME", default_value = "7d", value_parser = span)]
    pub at_most_every: TimeDelta,

    /// What is to be done with them.
    #[command(flatten)]
    pub posting: Posting,
}

/// `ovelse directive`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse directive directive.pdf
  ovelse directive directive.pdf --date 24.11 --send

A new version of the file is due again, and the letter says that it replaces the earlier one.")]
pub struct Directive {
    /// The document
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Only letters to those who are on this date
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,

    /// What is to be done with them.
    #[command(flatten)]
    pub posting: Posting,
}

/// `ovelse contact-test`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse contact-test
  ovelse contact-test --send")]
pub struct ContactTest {
    /// What is to be done with them.
    #[command(flatten)]
    pub posting: Posting,
}

/// `ovelse mail`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse mail parking.txt --to placed --show Asker
  ovelse mail parking.txt --to date:24.11 --to Asker --attach map.pdf --send

The file begins with the subject, like \"Subject: Parking\" or \"Emne: Parkering\". Its words can use the same names as the
templates of letters: {{ municipality }}, {{ title }}, {{ meeting.day }}, {{ contact.name }}.")]
pub struct Mail {
    /// The words, as a text file
    #[arg(value_name = "TEMPLATE")]
    pub template: PathBuf,

    /// To whom: placed, unanswered, declined, date:DATE or a municipality; once for each
    #[arg(long, value_name = "WHOM", required = true)]
    pub to: Vec<String>,

    /// A file that goes with it; once for each
    #[arg(long, value_name = "FILE")]
    pub attach: Vec<PathBuf>,

    /// What is to be done with them.
    #[command(flatten)]
    pub posting: Posting,
}

/// `ovelse export-letters`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse export-letters -o ../letters-on-paper")]
pub struct ExportLetters {
    /// The folder to make; keep it apart from the exercise, as it holds contact data
    #[arg(short, long, value_name = "DIR")]
    pub output: PathBuf,
}

/// `ovelse evaluation`
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("where").required(true).args(["link", "attach"]))]
#[command(after_help = "Examples:
  ovelse evaluation --link https://forms.example.no/1 --send
  ovelse evaluation --attach evaluering.docx --send
  ovelse evaluation --link https://forms.example.no/1 --answered answers.csv --send

With --answered, those who are not in the file are asked again. It has the municipalities in the column Kommune,
Municipality or Kommunenr, or in its first one.")]
pub struct Evaluation {
    /// Where to answer
    #[arg(long, value_name = "URL", value_parser = link)]
    pub link: Option<Url>,

    /// The form to fill in
    #[arg(long, value_name = "FILE")]
    pub attach: Option<PathBuf>,

    /// Who has answered
    #[arg(long, value_name = "FILE")]
    pub answered: Option<PathBuf>,

    /// Leave out those who were asked less than so long ago
    #[arg(long, value_name = "TIME", default_value = "7d", value_parser = span)]
    pub at_most_every: TimeDelta,

    /// What is to be done with them.
    #[command(flatten)]
    pub posting: Posting,
}

/// `ovelse confirmation`
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse confirmation
  ovelse confirmation --send

Who took part is recorded with ovelse attendance. The law asks municipalities for a written proof: forskrift om kommunal
beredskapsplikt, sections 7 and 9.")]
pub struct Confirmation {
    /// What is to be done with them.
    #[command(flatten)]
    pub posting: Posting,
}

/// `ovelse settle`
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("found").required(true).args(["sent", "resend"]))]
#[command(after_help = "Examples:
  ovelse settle Asker --sent
  ovelse settle Asker --resend")]
pub struct Settle {
    /// Its name or number
    #[arg(value_name = "MUNICIPALITY")]
    pub municipality: String,

    /// Which letter, where there are several
    #[arg(long, value_name = "KIND", value_parser = kind(&Kind::ALL))]
    pub kind: Option<Kind>,

    /// It has arrived
    #[arg(long)]
    pub sent: bool,

    /// It has not; it is sent again, as the same letter, by the next ovelse invite --send
    #[arg(long)]
    pub resend: bool,

    /// How to show what was done.
    #[command(flatten)]
    pub listing: Listing,
}

fn kind(among: &'static [Kind]) -> impl TypedValueParser<Value = Kind> {
    let kinds = || among.iter().copied();
    // The parser lets no other name through.
    PossibleValuesParser::new(kinds().map(Kind::name))
        .map(move |name| kinds().find(|kind| kind.name() == name).unwrap_or(Kind::Invitation))
}

fn link(written: &str) -> Result<Url, String> {
    let url = Url::parse(written).ok().filter(|url| matches!(url.scheme(), "https" | "http"));
    url.ok_or_else(|| "write it like https://forms.example.no/1".to_owned())
}

fn span(written: &str) -> Result<TimeDelta, String> {
    let seconds = crate::exercise::seconds(written).and_then(|seconds| i64::try_from(seconds).ok());
    seconds.and_then(TimeDelta::try_seconds).ok_or_else(|| "write it like 7d or 12h".to_owned())
}
