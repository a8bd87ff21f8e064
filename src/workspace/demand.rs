//! What municipalities ask of each date, against what it holds.

use super::Workspace;
use crate::assignment::Assignments;
use crate::exercise::DateId;
use crate::registration::{Answer, Answers};

/// The demand for all dates. Numbers are of municipalities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand {
    pub dates: Vec<DateDemand>,
    /// Can take any date.
    pub any: usize,
    pub declined: usize,
}

/// The demand for one date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateDemand {
    pub date: DateId,
    pub capacity: usize,
    /// How many the date needs to be held; 0 if any number will do.
    pub minimum: u32,
    /// How many have it as their first choice, as their second, and so on, at least two numbers; those that can take
    /// any date are not among them.
    pub by_choice: Vec<usize>,
    pub assigned: usize,
}

impl Workspace {
    /// The demand for all dates.
    #[must_use]
    pub fn demand(&self, answers: &Answers, assignments: &Assignments) -> Demand {
        let dates = &self.exercise.dates;
        let mut by_choice = vec![vec![0; answers.longest().max(2)]; dates.len()];
        for answered in answers.iter() {
            let chosen = answered.answer.dates().iter().enumerate();
            chosen.for_each(|(rank, date)| by_choice[date.index()][rank] += 1);
        }
        let demand = |date: DateId| DateDemand {
            date,
            capacity: dates.get(date).capacity as usize,
            minimum: dates.get(date).minimum,
            by_choice: by_choice[date.index()].clone(),
            assigned: assignments.on(date).count(),
        };
        let number = |answer: &Answer| answers.iter().filter(|answered| answered.answer == *answer).count();
        Demand {
            dates: dates.ids().map(demand).collect(),
            any: number(&Answer::Any),
            declined: number(&Answer::Declined),
        }
    }
}
