//! The lead's own words, to whomever the lead names: the same words and files once to each municipality.

use super::about::About;
use super::audience::Audience;
use super::rule::{Judged, Rule};
use crate::kind::Kind;
use crate::letter::{Attachment, fingerprint, fingerprint_of_bytes, former_fingerprint};
use crate::municipality::Municipality;
use crate::workspace::letters::{Enclosure, Letters, OwnWords};

pub(crate) struct Messages {
    words: OwnWords,
    files: Vec<Attachment>,
    audience: Audience,
    about: About,
}

impl Messages {
    /// `written` is the file with the words, as it is.
    pub(crate) fn new(written: &[u8], words: OwnWords, files: Vec<Attachment>, audience: Audience) -> Messages {
        let bytes = files.iter().map(|file| file.bytes.as_slice());
        let former = former_fingerprint([written].into_iter().chain(bytes.clone()));
        let values = [("words", fingerprint_of_bytes(written)), ("files", bytes.map(fingerprint_of_bytes).collect())];
        Messages { about: About::new(fingerprint(values), vec![former]), words, files, audience }
    }
}

impl Rule for Messages {
    fn kind(&self) -> Kind {
        Kind::Message
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let reason = self.audience.reason(letters, municipality.number)?;
        let due = letters
            .addressee(municipality)
            .due_of_kind(self.kind(), &self.about, |sent| sent.iter().any(|(letter, _)| self.about.is_of(letter)));
        Some(Judged::because(due, reason))
    }

    fn enclosure(&self) -> Enclosure {
        Enclosure { files: self.files.clone(), words: Some(self.words.clone()), ..Enclosure::default() }
    }
}
