//! Why a municipality that takes part has no date: one reason, for the report of `assign`, the list of letters, the status and
//! the letter alike.

use super::task::Task;
use crate::assignment::Assignments;
use crate::exercise::DateId;
use crate::municipality::Number;

/// Why a municipality has no date. The first that holds is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum WithoutDate {
    /// Every date that it asked for is full.
    Full,
    /// Every one is called off.
    CalledOff,
    /// Where there is room, a group that it belongs to is in the way.
    Group,
    /// Where there is room, too few come for the date to be held.
    Minimum,
}

impl WithoutDate {
    /// The reason of a municipality that takes part, as the others stand in `assignments`.
    #[must_use]
    pub(crate) fn of(number: Number, task: &Task<'_>, assignments: &Assignments) -> WithoutDate {
        let answer = task.answers.get(number).map(|answered| &answered.answer);
        let asked = |date: &DateId| answer.is_some_and(|answer| answer.rank(*date).is_some());
        if !task.dates.offered().any(|date| asked(&date)) {
            return WithoutDate::CalledOff;
        }
        let mut with_room = assignments.room(task.dates).map(|(date, _)| date).filter(asked).peekable();
        if with_room.peek().is_none() {
            return WithoutDate::Full;
        }
        let breaks_a_rule = |date: DateId| {
            let date_of = |member| match member == number {
                true => Some(date),
                false => assignments.seat(member).map(|seat| seat.date),
            };
            task.groups.iter().any(|group| group.broken_by(date_of).is_some())
        };
        if with_room.all(breaks_a_rule) { WithoutDate::Group } else { WithoutDate::Minimum }
    }
}
