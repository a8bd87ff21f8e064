//! The dates that a municipality without one could still get, which is what letters offer. Each is tried with the solver:
//! everybody keeps what they have, and the municipality has that date.

use std::time::Duration;

use super::assigning::solve_within;
use super::kept::Kept;
use super::letters::Letters;
use crate::assign::Task;
use crate::assign::with_date::with_date;
use crate::exercise::DateId;
use crate::municipality::Number;
use crate::registration::{Answer, Answered, Choices};

/// How long one date may be tried. One of which nothing is known by then is not offered.
const LIMIT: Duration = Duration::from_secs(2);

impl Letters<'_> {
    /// The dates to come that a municipality could get, in order of time.
    pub(super) fn dates_for(&self, municipality: Number) -> Vec<DateId> {
        let dates = &self.workspace.exercise.dates;
        let free =
            |date: DateId| self.kept().free_for(Some(municipality), date, &self.assignments, dates.get(date).capacity);
        let with_room = dates.ids().filter(|date| free(*date) > 0);
        with_room.filter(|date| self.workspace.is_to_come(*date) && self.could_have(municipality, *date)).collect()
    }

    fn could_have(&self, municipality: Number, date: DateId) -> bool {
        let seats = self.assignments.iter().filter_map(|one| Some((one.municipality, one.seat?.date)));
        let mut answers = self.answers.clone();
        let answer = Choices::new([date]).map_or(Answer::Any, Answer::Dates);
        answers.insert(Answered { municipality, answer, arrival: self.workspace.now.naive_local() });
        let kept = Kept::only(seats.collect(), &self.workspace.exercise.dates);
        let task: Task<'_> = self.workspace.task(&answers, &self.assignments, &kept);
        with_date(&task, municipality, date, &solve_within(LIMIT)).is_ok()
    }
}
