//! What a mail says, as far as it can say something about a letter.

use chrono::{DateTime, FixedOffset};

use super::address::Address;
use super::calendar::CalendarAnswer;
use super::complaint::Complaint;
use super::notice::Notice;
use super::original::Original;
use super::report::Delivery;
use super::tables::MailTable;
use super::unreadable::Unreadable;

/// One mail, or a calendar file that was saved by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// The file's name, followed by `#` and a number in a mailbox.
    pub file: String,
    /// Message-ID in angle brackets.
    pub id: Option<String>,
    /// Whether it is a calendar file that was saved by itself, so that nobody can tell who sent it.
    pub is_saved_alone: bool,
    /// The address in From; none if there are several.
    pub from: Option<Address>,
    pub(crate) at: Option<DateTime<FixedOffset>>,
    /// The Subject header; empty without one.
    pub subject: String,
    /// Message-IDs of the mails that it answers or reports on, the nearest first.
    pub refers_to: Vec<String>,
    /// What the server that took it says is wrong with its sender (Authentication-Results, RFC 8601): `dmarc=fail`. Only
    /// what the uppermost header says: whoever sent the mail may have written those below.
    pub authentication: Option<String>,
    /// Whether its headers say that a program wrote it (RFC 3834, section 5).
    pub is_automatic: bool,
    /// The parts that can say something about a letter.
    pub parts: Vec<Part>,
    /// What is written in it; none if it has no text.
    pub(crate) words: Option<String>,
    /// The names of the files that go with it.
    pub(crate) attachments: Vec<String>,
    /// The tables in it.
    pub(crate) tables: Vec<MailTable>,
    /// The mail that is attached to it, if it is forwarded so.
    pub(crate) attached: Option<Box<Mail>>,
}

/// A part of a mail that can say something about a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Answers to meetings (RFC 5546, REPLY and COUNTER).
    Calendar(Vec<CalendarAnswer>),
    /// UIDs of meetings that nothing is answered to: an invitation.
    Meetings(Vec<String>),
    /// What a mail server says in words.
    Notice(Notice),
    /// A complaint about a mail (RFC 5965).
    Complaint(Complaint),
    /// The mail that a report is about.
    Original(Original),
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

impl Mail {
    /// What a mail server says in it in words.
    #[must_use]
    pub fn notice(&self) -> Option<&Notice> {
        self.parts.iter().find_map(|part| if let Part::Notice(notice) = part { Some(notice) } else { None })
    }

    /// The UIDs of the meetings in it, if nothing is answered to them.
    #[must_use]
    pub fn meetings(&self) -> Option<&[String]> {
        self.parts.iter().find_map(|part| if let Part::Meetings(uids) = part { Some(uids.as_slice()) } else { None })
    }

    /// The mails that it returns.
    pub fn originals(&self) -> impl Iterator<Item = &Original> {
        self.parts.iter().filter_map(|part| if let Part::Original(original) = part { Some(original) } else { None })
    }

    /// A file without headers: only its part is known.
    pub(super) fn without_headers(file: String, part: Part) -> Mail {
        Mail {
            file,
            is_saved_alone: true,
            id: None,
            from: None,
            at: None,
            subject: String::new(),
            refers_to: Vec::new(),
            authentication: None,
            is_automatic: false,
            parts: vec![part],
            words: None,
            attachments: Vec::new(),
            tables: Vec::new(),
            attached: None,
        }
    }
}
