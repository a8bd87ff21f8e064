//! Saved mail, as a mail client writes it (.eml, .mbox, .ics): bytes → mails, with their headers and the parts that
//! can say something about a letter.
//!
//! The file type is detected from the content. Nothing here knows the exercise: `inbox` finds out what a mail means.
//! No bytes make it panic, and a calendar part that is cut off is never read (tests/it/replies.rs).

mod calendar;
mod message;
mod report;

use std::io::{self, BufRead, Read};

use chrono::{DateTime, FixedOffset};
use mail_parser::mailbox::mbox::MessageIterator;

use crate::findings::problems;
pub use calendar::{CalendarAnswer, PartStat};
pub use report::{Action, Delivery};

/// Nothing that a mail client saves as one mail is larger.
const LARGEST: u64 = 256 << 20;

/// An address in a header, with the name beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// In lower case.
    pub email: String,
    /// The display name, if there is one.
    pub name: Option<String>,
}

/// One mail, or a calendar file that was saved by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The file's name, followed by `#` and a number in a mailbox.
    pub file: String,
    /// Message-ID in angle brackets.
    pub id: Option<String>,
    /// The first address in From.
    pub from: Option<Address>,
    /// The Date header.
    pub at: Option<DateTime<FixedOffset>>,
    /// The Subject header; empty without one.
    pub subject: String,
    /// Message-IDs of the mails that it answers or reports on, the nearest first.
    pub refers_to: Vec<String>,
    /// Whether its headers say that a program wrote it (RFC 3834, section 5).
    pub is_automatic: bool,
    /// The parts that can say something about a letter.
    pub parts: Vec<Part>,
}

/// A part of a mail that can say something about a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Answers to meetings (RFC 5546, REPLY and COUNTER).
    Calendar(Vec<CalendarAnswer>),
    /// message/delivery-status (RFC 3464); empty where no recipient in it can be read.
    DeliveryStatus(Vec<Delivery>),
    /// message/disposition-notification (RFC 8098).
    Disposition {
        /// Whether the mail was opened.
        is_displayed: bool,
    },
    /// A part, or a whole file, that cannot be read.
    Unreadable(Unreadable),
}

problems! {
    /// Why a file or a part of a mail cannot be read.
    pub enum Unreadable in "mail" {
        /// Neither a mail nor a calendar file.
        NotAMail,
        /// An Outlook message file (.msg).
        OutlookFile,
        /// Outlook's own format inside a mail (winmail.dat).
        Winmail,
        /// A calendar file with a meeting and no answer to one.
        NoAnswer,
        /// A calendar part that ends too early.
        CutOff,
        /// A calendar part that is damaged.
        Damaged,
    }
}

impl Mail {
    /// A file without headers: only its part is known.
    fn without_headers(file: String, part: Part) -> Mail {
        Mail {
            file,
            id: None,
            from: None,
            at: None,
            subject: String::new(),
            refers_to: Vec::new(),
            is_automatic: false,
            parts: vec![part],
        }
    }
}

/// Reads a file and hands each mail in it to `each`. A mailbox is never in memory whole.
///
/// # Errors
/// When the file cannot be read from.
pub fn read(file: &str, mut source: impl BufRead, mut each: impl FnMut(Mail)) -> io::Result<()> {
    if source.fill_buf()?.starts_with(b"From ") {
        for (number, message) in (1..).zip(MessageIterator::new(source)) {
            each(message::read(format!("{file}#{number}"), message?.contents()));
        }
        return Ok(());
    }
    let mut bytes = Vec::new();
    source.take(LARGEST).read_to_end(&mut bytes)?;
    each(read_single(file, &bytes));
    Ok(())
}

fn read_single(file: &str, bytes: &[u8]) -> Mail {
    const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = bytes.trim_ascii_start();
    let part = if bytes.starts_with(OLE) {
        Part::Unreadable(Unreadable::OutlookFile)
    } else if text.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR")) {
        calendar::read(&String::from_utf8_lossy(text), None).map_or_else(Part::Unreadable, Part::Calendar)
    } else {
        return message::read(file.to_owned(), bytes);
    };
    Mail::without_headers(file.to_owned(), part)
}
