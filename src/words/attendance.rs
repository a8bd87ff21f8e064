//! Attendance in words.

use super::say;
use crate::attendance::Attended;
use crate::findings::Sentence;

impl Attended {
    /// Whether one took part: yes or no.
    #[must_use]
    pub fn whether(took_part: bool) -> Sentence {
        if took_part { say!("attendance-yes") } else { say!("attendance-no") }
    }

    /// The same, with how many people came if they were counted.
    #[must_use]
    pub fn in_words(&self) -> Sentence {
        match self.head_count {
            Some(people) if self.took_part => say!("attendance-yes-with-people", people = people),
            _ => Attended::whether(self.took_part),
        }
    }
}
