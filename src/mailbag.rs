//! Mail and calendar answers as a mail client has saved them: bytes → what each of them says.
//!
//! What a file is, is told by its content. Nothing here knows the exercise: whether an answer belongs to one of its
//! letters is found out by `delivery`.
//!
//! It must never take a part that is cut off or cannot be read for an answer, nor panic on any bytes.

mod calendar;
mod message;
mod report;

use std::io::{self, BufRead, Read};

use chrono::{DateTime, FixedOffset};
use mail_parser::mailbox::mbox::MessageIterator;

pub use calendar::{CalendarAnswer, Participation};
pub use report::{Action, Delivery};

/// Nothing that a mail client saves as one mail is larger.
pub const LARGEST: u64 = 256 << 20;

/// Somebody who sends or is written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// In small letters.
    pub email: String,
    /// If it is told.
    pub name: Option<String>,
}

/// One mail or calendar file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The file, and which mail in it, if it holds several.
    pub file: String,
    /// Message-ID in angle brackets, if it is a mail that has one.
    pub id: Option<String>,
    /// Who has sent it.
    pub from: Option<Person>,
    /// When.
    pub at: Option<DateTime<FixedOffset>>,
    /// Subject line.
    pub subject: String,
    /// Message-IDs of mails that it answers or reports of, the nearest first.
    pub refers_to: Vec<String>,
    /// What it says.
    pub content: Content,
}

impl Item {
    /// What is no mail: nothing is known of it but what it says.
    fn of_file(file: String, content: Content) -> Item {
        Item { file, id: None, from: None, at: None, subject: String::new(), refers_to: Vec::new(), content }
    }
}

/// What a mail or a file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// Answers of a calendar (RFC 5546, REPLY and COUNTER).
    Calendar(Vec<CalendarAnswer>),
    /// What became of a mail, for each of its recipients (RFC 3464).
    Deliveries(Vec<Delivery>),
    /// A mail server could not deliver a mail and says so in no form that can be read.
    Failed,
    /// The mail was opened (RFC 8098).
    Opened,
    /// A program has answered (RFC 3834).
    Automatic,
    /// Somebody has written.
    Written,
    /// It cannot be read: why, and what to do.
    Unreadable(&'static str),
}

const OUTLOOK_FILE: &str = "is Outlook's own form of a mail (.msg), which is not read; \
    open it in the new Outlook or on the web and save it as .eml; or save the calendar answer as .ics";
const NOTHING: &str = "is neither a mail nor a calendar file";

/// Reads a file. `each` gets what is in it, one after the other: a mailbox is never in memory whole.
///
/// # Errors
/// When it cannot be read from.
pub fn read(file: &str, mut source: impl BufRead, mut each: impl FnMut(Item)) -> io::Result<()> {
    if source.fill_buf()?.starts_with(b"From ") {
        for (number, message) in (1..).zip(MessageIterator::new(source)) {
            each(message::item(format!("{file}#{number}"), message?.contents()));
        }
        return Ok(());
    }
    let mut bytes = Vec::new();
    source.take(LARGEST).read_to_end(&mut bytes)?;
    each(one(file, &bytes));
    Ok(())
}

fn one(file: &str, bytes: &[u8]) -> Item {
    const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = bytes.trim_ascii_start();
    let content = if bytes.starts_with(OLE) {
        Content::Unreadable(OUTLOOK_FILE)
    } else if text.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR")) {
        calendar::read(&String::from_utf8_lossy(text), None).map_or_else(Content::Unreadable, Content::Calendar)
    } else {
        return message::item(file.to_owned(), bytes);
    };
    Item::of_file(file.to_owned(), content)
}
