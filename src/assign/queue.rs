//! The order in which municipalities give way.

use std::cmp::Reverse;

use chrono::NaiveDateTime;

use super::task::Task;
use crate::municipality::Number;
use crate::registration::Answered;

/// A position in the queue: by priority, the highest first, then by arrival, then by number. Of two municipalities the
/// one that comes later in the queue gives way first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct QueuePosition {
    priority: Reverse<i32>,
    arrival: NaiveDateTime,
    municipality: Number,
}

impl Task<'_> {
    /// The position of a municipality in the queue.
    #[must_use]
    pub fn queue_position(&self, answered: &Answered) -> QueuePosition {
        let priority = self.municipalities.get(answered.municipality).map_or(0, |found| found.priority);
        QueuePosition { priority: Reverse(priority), arrival: answered.arrival, municipality: answered.municipality }
    }
}
