//! What a letter is about, where that decides whether another one is due.

use crate::letter::Envelope;

/// A fingerprint of what a letter says, and those that version 0.1 gave to the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct About {
    fingerprint: String,
    former: Vec<String>,
}

impl About {
    pub(super) fn new(fingerprint: String, former: Vec<String>) -> About {
        About { fingerprint, former }
    }

    /// Whether the letter is about the same.
    pub(super) fn is_of(&self, letter: &Envelope) -> bool {
        letter.about == self.fingerprint || self.former.contains(&letter.about)
    }

    pub(super) fn fingerprint(&self) -> String {
        self.fingerprint.clone()
    }
}
