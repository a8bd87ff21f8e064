//! Saved mail, as a mail client writes it (.eml, .mbox, .ics): bytes → mails, with their headers and the parts that
//! can say something about a letter.
//!
//! The file type is detected from the content. Nothing here knows the exercise: `inbox` finds out what a mail means.
//! No bytes make it panic, and a calendar part that is cut off is never read (tests/it/replies.rs).

mod address;
mod calendar;
mod content;
mod message;
mod report;
mod unreadable;

use std::io::{self, BufRead, Read};

use mail_parser::mailbox::mbox::MessageIterator;

pub(crate) use address::Address;
pub(crate) use calendar::{CalendarAnswer, PartStat};
pub use content::Mail;
pub(crate) use content::Part;
pub(crate) use report::{Action, Delivery};
pub(crate) use unreadable::Unreadable;

/// Nothing that a mail client saves as one mail is larger.
const LARGEST: u64 = 256 << 20;

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
