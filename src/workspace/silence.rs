//! Municipalities that have not registered.

use chrono::{DateTime, FixedOffset, TimeDelta};

use crate::assignment::Assignments;
use crate::delivery::History;
use crate::kind::Kind;
use crate::municipality::Number;
use crate::registration::Answers;

/// What tells whether a municipality has registered, and when it was reminded.
#[derive(Debug, Clone, Copy)]
pub struct Silence<'a> {
    pub answers: &'a Answers,
    pub assignments: &'a Assignments,
    pub history: &'a History,
}

impl Silence<'_> {
    /// Whether a municipality has neither registered nor a place.
    #[must_use]
    pub fn is_silent(&self, municipality: Number) -> bool {
        self.answers.get(municipality).is_none() && self.assignments.seat(municipality).is_none()
    }

    /// Whether a silent municipality is due a reminder: it has had none within `interval`.
    #[must_use]
    pub fn is_to_remind(&self, municipality: Number, now: DateTime<FixedOffset>, interval: TimeDelta) -> bool {
        let reminders = self.history.sent_of(municipality, Kind::Reminder);
        let is_recent = reminders.last().is_some_and(|(_, at)| now - at < interval);
        self.is_silent(municipality) && !is_recent
    }
}
