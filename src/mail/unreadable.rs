//! Why something cannot be read.

use crate::findings::problems;

problems! {
    /// Why a file or a part of a mail cannot be read.
    pub enum Unreadable in "mail" {
        /// Neither a mail nor a calendar file.
        NotAMail,
        /// A pipe or a device.
        NotAFile,
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
        /// Larger than mails are.
        TooLarge {
            /// In bytes.
            most: usize,
        },
        /// Parts in parts in parts.
        TooDeep {
            /// So many levels.
            most: usize,
        },
        TooManyParts { most: usize },
        /// One of a mailbox with more mails than are read; those after it are not read either.
        TooManyMails { most: usize },
        /// A line of a calendar part that is longer than lines are.
        LineTooLong {
            /// In bytes.
            most: usize,
        },
    }
}
