//! The commands that show and send letters.

use std::path::PathBuf;

use chrono::TimeDelta;
use clap::{Args, Subcommand, ValueEnum};
use url::Url;

use super::values::{Span, kind, link, span};
use super::{Listing, Named};
use crate::letter::Kind;

#[derive(Debug, Clone, Copy, Args)]
pub(crate) struct SendOptions {
    /// Send the letters that are due
    ///
    /// They are written to data/outbox, and sent through the mail server if exercise.toml names one.
    #[arg(long)]
    pub(crate) send: bool,

    /// Send them to yourself as a test; they are not recorded as sent
    #[arg(long, requires = "send")]
    pub(crate) to_me: bool,

    /// Do not ask before sending through a mail server
    #[arg(long, requires = "send")]
    pub(crate) yes: bool,
}

/// List the invitations that are due, or send them
///
/// Shows the invitation list of each date, with the letter that each municipality is due: an invitation, an update, a
/// cancellation, or the news that its choices are full. With --send, the letters are sent.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse invite
  ovelse invite --send
  ovelse invite --date 24.11 --kind update --send")]
pub(crate) struct Invite {
    #[command(flatten)]
    pub(crate) sending: SendOptions,

    #[command(flatten)]
    pub(crate) selection: Selection,

    /// Offer a seat that has opened to all who wait, and keep it for nobody
    #[arg(long)]
    pub(crate) offer_to_all: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

#[derive(Debug, Args)]
pub(crate) struct Selection {
    /// Only letters to this municipality (repeatable)
    #[arg(long, value_name = "MUNICIPALITY")]
    pub(crate) only: Vec<String>,

    /// Only letters about this date
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,

    /// Only letters of this kind
    #[arg(long, value_name = "KIND", value_parser = kind(Kind::is_of_place))]
    pub(crate) kind: Option<Kind>,
}

/// Show a municipality's letter exactly as it would be sent
#[derive(Debug, Args)]
#[command(override_usage = "ovelse preview [OPTIONS] <MUNICIPALITY>")]
#[command(after_help = "Examples:
  ovelse preview Asker
  ovelse preview Asker --part html --open
  ovelse preview Asker --kind update --part eml > asker.eml")]
pub(crate) struct Preview {
    #[command(flatten)]
    pub(crate) municipality: Named,

    /// The kind of letter [default: the one that is due]
    ///
    /// Letters of other kinds are shown by the commands that send them, such as: ovelse remind --show Asker
    #[arg(long, value_name = "KIND", value_parser = kind(Kind::is_of_place))]
    pub(crate) kind: Option<Kind>,

    /// The part of the letter to show
    #[arg(long, value_name = "PART", default_value = "text")]
    pub(crate) part: Part,

    /// Open it in the default program for such files
    #[arg(long)]
    pub(crate) open: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Part {
    /// The plain text.
    Text,
    /// The HTML.
    Html,
    /// The calendar file.
    Ics,
    /// The whole message.
    Eml,
}

#[derive(Debug, Args)]
pub(crate) struct LetterOptions {
    #[command(flatten)]
    pub(crate) sending: SendOptions,

    /// Show the letter to this municipality as it would be sent
    #[arg(long, value_name = "MUNICIPALITY", conflicts_with = "send")]
    pub(crate) show: Option<String>,

    /// Only letters to this municipality (repeatable)
    #[arg(long, value_name = "MUNICIPALITY")]
    pub(crate) only: Vec<String>,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Confirm registrations, and ask about unreadable ones
///
/// A receipt says what was registered and what is missing. Whoever wrote something that could not be read is asked
/// about it. Without --send, it lists who is due a receipt.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse receipts
  ovelse receipts --show Asker
  ovelse receipts --send")]
pub(crate) struct Receipts {
    #[command(flatten)]
    pub(crate) options: LetterOptions,
}

/// Remind municipalities that have not answered
///
/// Those that have not registered; with --invitation, those that were invited to a meeting and have not answered whether
/// they come. Without --send, it lists who is due a reminder.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse remind
  ovelse remind --send
  ovelse remind --send --at-most-every 3d
  ovelse remind --invitation --send")]
pub(crate) struct Remind {
    /// Remind those that have not answered the meeting invitation
    ///
    /// The invitation goes with the reminder once more.
    #[arg(long)]
    pub(crate) invitation: bool,

    /// Leave out municipalities that were reminded more recently, or invited
    #[arg(long, value_name = "TIME", default_value_t = Span(REMINDER_INTERVAL), value_parser = span)]
    pub(crate) at_most_every: Span,

    #[command(flatten)]
    pub(crate) options: LetterOptions,
}

/// Send the exercise directive to everyone with a date
///
/// When the file changes, it is due again, and the letter says that it replaces the earlier one. Without --send, it
/// lists who is due the directive.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse directive directive.pdf
  ovelse directive directive.pdf --date 24.11 --send")]
pub(crate) struct Directive {
    /// The document to send
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Only letters to municipalities on this date
    #[arg(long, value_name = "DATE")]
    pub(crate) date: Option<String>,

    #[command(flatten)]
    pub(crate) options: LetterOptions,
}

/// Ask every contact to reply, to find dead addresses
///
/// Without --send, it lists who is due the question, and who has answered it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse contact-test
  ovelse contact-test --send")]
pub(crate) struct ContactTest {
    #[command(flatten)]
    pub(crate) options: LetterOptions,
}

/// Send a message of your own
///
/// The file begins with the subject, such as "Subject: Parking" or "Emne: Parkering". Its text is plain text and is sent
/// as it stands; web addresses become links. It can use the names that templates use, such as {{municipality}},
/// {{title}}, {{meeting.day}} and {{contact.name}}. Without --send, it lists who is due the message.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse mail parking.txt --to placed --show Asker
  ovelse mail parking.txt --to date:24.11 --to Asker --attach map.pdf --send")]
pub(crate) struct Mail {
    /// The text file to send, with the subject in its first line
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Who to send it to (repeatable)
    ///
    /// "all", "placed", "unplaced" (takes part and has no date), "unanswered" (has not registered), "declined", "accepted"
    /// or "silent" (has, or has not answered the invitation), "date:24.11" (everyone on that date), "group:NAME" (a group
    /// in exercise.toml), or a municipality.
    #[arg(long, value_name = "WHOM", required = true)]
    pub(crate) to: Vec<String>,

    /// A file to attach (repeatable)
    #[arg(long, value_name = "FILE")]
    pub(crate) attach: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) options: LetterOptions,
}

/// Export all letters and a call list, for a day without e-mail
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse export-letters -o ../letters-on-paper")]
pub(crate) struct ExportLetters {
    /// The folder to create, outside the exercise folder
    ///
    /// The letters hold names and addresses, which `ovelse purge` deletes only from the exercise folder.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
}

/// Ask those who took part to evaluate the exercise
///
/// With --answered, those who are not in the file are asked again. The file names the municipalities in the column
/// Kommune, Municipality or Kommunenr, or else in its first column. Without --send, it lists who is due the letter.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("where").required(true).args(["link", "attach"]))]
#[command(after_help = "Examples:
  ovelse evaluation --link https://forms.example.no/1 --send
  ovelse evaluation --attach evaluering.docx --send
  ovelse evaluation --link https://forms.example.no/1 --answered answers.csv")]
pub(crate) struct Evaluation {
    /// The web form to fill in
    #[arg(long, value_name = "URL", value_parser = link)]
    pub(crate) link: Option<Url>,

    /// The file to fill in
    #[arg(long, value_name = "FILE")]
    pub(crate) attach: Option<PathBuf>,

    /// A list of the municipalities that have answered
    #[arg(long, value_name = "FILE")]
    pub(crate) answered: Option<PathBuf>,

    /// Leave out municipalities that were asked more recently
    #[arg(long, value_name = "TIME", default_value_t = Span(REMINDER_INTERVAL), value_parser = span)]
    pub(crate) at_most_every: Span,

    #[command(flatten)]
    pub(crate) options: LetterOptions,
}

/// Confirm in writing who took part
///
/// Municipalities must be able to document their exercises (forskrift om kommunal beredskapsplikt, sections 7 and 9).
/// Record who took part with `ovelse attendance` first. Without --send, it lists who is due a confirmation.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse confirmation
  ovelse confirmation --send")]
pub(crate) struct Confirmation {
    #[command(flatten)]
    pub(crate) options: LetterOptions,
}

/// List the letters that are written and not sent, or send them
///
/// Without a mail server in exercise.toml, letters that you send are written to data/outbox: drafts, which Outlook and
/// other mail programs open to be sent. Send them there, then run this with --mark-sent. Or name a mail server, and run it
/// with --send.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  ovelse outbox
  ovelse outbox --mark-sent
  ovelse outbox --mark-sent Asker Oslo
  ovelse outbox --send")]
pub(crate) struct Outbox {
    /// Only letters to these municipalities
    #[arg(value_name = "MUNICIPALITY")]
    pub(crate) only: Vec<String>,

    /// Send them through the mail server, as they were written
    #[arg(long, conflicts_with = "mark_sent")]
    pub(crate) send: bool,

    /// Do not ask before sending through a mail server
    #[arg(long, requires = "send")]
    pub(crate) yes: bool,

    /// Record that you have sent them from your mail program
    #[arg(long)]
    pub(crate) mark_sent: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Record what became of a letter that may not have arrived
///
/// For a letter that is "uncertain" in `ovelse log`, because the connection broke before the mail server answered, and
/// for one that came back. Look in the mailbox first.
#[derive(Debug, Args)]
#[command(override_usage = "ovelse settle [OPTIONS] <--sent|--resend> <MUNICIPALITY>")]
#[command(group = clap::ArgGroup::new("found").required(true).args(["sent", "resend"]))]
#[command(after_help = "Examples:
  ovelse settle Asker --sent
  ovelse settle Asker --resend")]
pub(crate) struct Settle {
    #[command(flatten)]
    pub(crate) municipality: Named,

    /// The kind of letter, if there are several
    #[arg(long, value_name = "KIND", value_parser = kind(|_| true))]
    pub(crate) kind: Option<Kind>,

    /// The letter arrived
    #[arg(long)]
    pub(crate) sent: bool,

    /// The letter did not arrive: send the same letter again next time
    #[arg(long)]
    pub(crate) resend: bool,

    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// Show every letter and what became of it
#[derive(Debug, Clone, Copy, Args)]
#[command(after_help = "Examples:
  ovelse log
  ovelse log --format csv > journal.csv")]
pub(crate) struct Log {
    #[command(flatten)]
    pub(crate) listing: Listing,
}

/// A command for each kind of letter besides those of places.
#[derive(Debug, Subcommand)]
pub(crate) enum Notice {
    Receipts(Receipts),
    Remind(Remind),
    Directive(Directive),
    ContactTest(ContactTest),
    Mail(Mail),
    Evaluation(Evaluation),
    Confirmation(Confirmation),
}

/// How long a municipality that was reminded is left alone.
pub(crate) const REMINDER_INTERVAL: TimeDelta = TimeDelta::days(7);

/// What is typed between the program and a municipality to send it a letter of a kind again, for hints.
pub(crate) fn command_that_sends(kind: Kind) -> &'static str {
    match kind {
        Kind::Invitation | Kind::Update | Kind::Cancellation | Kind::Unplaced | Kind::SeatOpen => {
            "invite --send --only"
        }
        Kind::Receipt => "receipts --send --only",
        Kind::Reminder => "remind --send --only",
        Kind::InvitationReminder => "remind --invitation --send --only",
        Kind::Directive => "directive FILE --send --only",
        Kind::ContactTest => "contact-test --send --only",
        Kind::Evaluation => "evaluation --link URL --send --only",
        Kind::Confirmation => "confirmation --send --only",
        Kind::Message => "mail FILE --send --to",
    }
}
