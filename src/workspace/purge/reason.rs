//! Why files are deleted, and why some are left.

use crate::findings::{Sentence, problems};

problems! {
    pub(crate) enum Removal in "purge" {
        /// A file that came in.
        Incoming,
        /// A file that names persons, such as this.
        NamesPersons { number: usize, datum: String, place: Sentence },
        /// A file of mail.
        Mail,
        /// All but the words of the letters in the outbox.
        Letters { number: usize },
        /// Addresses in the log.
        LogLines { number: usize },
        /// What was said about persons.
        Statements { number: usize },
        /// Senders of replies, and what they wrote.
        Senders { number: usize },
        Notes { number: usize },
        /// Contacts and comments of registrations.
        Contacts { number: usize },
    }
}

problems! {
    /// Why a file that holds persons, or may, is left to the lead.
    pub(crate) enum LeftReason in "purge" {
        /// The history in git holds all that is deleted.
        InGit,
        /// It is another exercise.
        OtherExercise,
        /// It is a link.
        Link,
        /// It is the lead's own and names persons, such as this.
        LeadNamesPersons { number: usize, datum: String, place: Sentence },
        /// A name stands in it without an address or a number.
        OnlyNames { number: usize, datum: String, place: Sentence },
        /// It cannot be searched.
        NotSearchable,
    }
}
