//! Saved mail, as a mail client writes it (.eml, .mbox, .ics): bytes → mails, with their headers and the parts that
//! can say something about a letter.
//!
//! The file type is detected from the content. Nothing here knows the exercise: `inbox` finds out what a mail means.
//! No bytes make it panic, and a calendar part that is cut off is never read (tests/it/replies.rs). How large a mail may
//! be is bounded before it is looked into, and how it is nested in `structure`; one that is over a bound is named and
//! left, and the others are read.

mod address;
mod addresses_in_text;
mod automatic;
mod calendar;
mod complaint;
mod content;
mod failure_words;
mod global_object_id;
mod html;
mod lengths;
mod mailbox;
mod message;
mod notice;
mod original;
mod reason;
mod report;
mod structure;
mod tables;
mod unreadable;

use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;

pub(crate) use address::Address;
pub(crate) use calendar::{CalendarAnswer, PartStat};
pub use complaint::Complaint;
pub use content::Mail;
pub(crate) use content::Part;
pub(crate) use message::words;
pub use notice::Notice;
pub use original::Original;
pub(crate) use report::{Action, Delivery};
pub(crate) use structure::headers;
pub use tables::MailTable;
pub(crate) use unreadable::Unreadable;

/// Mail servers take no mail that is larger: 25 MB of attachments become 35 MB on their way.
const LARGEST: usize = 50 << 20;

/// So many mails are read of one mailbox.
const MOST_MAILS: usize = 20_000;

/// Reads a file and hands each mail in it to `each`. A mailbox is never in memory whole.
///
/// # Errors
/// When the file cannot be read from.
pub fn read(file: &str, mut source: impl BufRead, mut each: impl FnMut(Mail)) -> io::Result<()> {
    if source.fill_buf()?.starts_with(b"From ") {
        let mut number = 0;
        return mailbox::read(source, LARGEST, |mail| {
            number += 1;
            let file = format!("{file}#{number}");
            if number > MOST_MAILS {
                let why = Part::Unreadable(Unreadable::TooManyMails { most: MOST_MAILS });
                each(Mail::without_headers(file, why));
                return ControlFlow::Break(());
            }
            each(if mail.is_cut { too_large(file, &mail.bytes) } else { message::read(file, &mail.bytes) });
            ControlFlow::Continue(())
        });
    }
    let mut bytes = Vec::new();
    source.take(LARGEST as u64 + 1).read_to_end(&mut bytes)?;
    each(if bytes.len() > LARGEST { too_large(file.to_owned(), &bytes) } else { read_single(file, &bytes) });
    Ok(())
}

fn too_large(file: String, beginning: &[u8]) -> Mail {
    message::with_headers(file, beginning, Err(Unreadable::TooLarge { most: LARGEST }))
}

fn read_single(file: &str, bytes: &[u8]) -> Mail {
    const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = bytes.trim_ascii_start();
    let part = if bytes.starts_with(OLE) {
        Part::Unreadable(Unreadable::OutlookFile)
    } else if calendar::begins(text) {
        message::calendar_part(&String::from_utf8_lossy(text), None)
    } else {
        return message::read(file.to_owned(), bytes);
    };
    Mail::without_headers(file.to_owned(), part)
}
