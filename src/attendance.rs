//! Who took part.
//!
//! It must never be taken from who was expected: what nobody has recorded is not known.

use crate::exercise::DateId;
use crate::municipality::{ByNumber, Number, Numbered};

/// What is recorded of one municipality.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attended {
    pub municipality: Number,
    pub date: DateId,
    /// Whether it took part then.
    pub took_part: bool,
    /// How many people of it were seen, if somebody counted them: never how many had been announced.
    pub head_count: Option<u32>,
}

/// All that is recorded, at most one a municipality: its date is valid for all of it.
pub type Attendance = ByNumber<Attended>;

impl Numbered for Attended {
    fn number(&self) -> Number {
        self.municipality
    }
}

impl Attendance {
    /// What is recorded for a date, in the order of municipalities.
    pub fn on(&self, date: DateId) -> impl Iterator<Item = &Attended> {
        self.iter().filter(move |one| one.date == date)
    }
}
