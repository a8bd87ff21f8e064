//! What dates are assigned from, and what comes of it.

use std::collections::HashMap;

use serde::Serialize;

use crate::assignment::Assignments;
use crate::exercise::{DateId, ExerciseDates};
use crate::group::Group;
use crate::municipality::{Municipalities, Number};
use crate::registration::Answers;

/// All that dates are assigned from.
#[derive(Debug, Clone, Copy)]
pub struct Task<'a> {
    /// The dates and their capacities and minimums.
    pub dates: &'a ExerciseDates,
    /// What was asked for.
    pub answers: &'a Answers,
    /// Who is invited, for the priorities.
    pub municipalities: &'a Municipalities,
    /// Those whose members depend on each other; the others are free.
    pub groups: &'a [Group],
    /// What was assigned before; whoever is pinned in it must be among those that are kept.
    pub previous: &'a Assignments,
    /// The dates that municipalities keep whatever is assigned; they use up capacity first, and may be more than it.
    pub kept: &'a HashMap<Number, DateId>,
}

/// The result of assigning.
#[derive(Debug, Clone)]
pub struct Solution {
    /// A date for each municipality that takes part, or none.
    pub assignments: Assignments,
    /// How far from optimal it can be, if the search was stopped; none if it is proven optimal.
    pub gap: Option<Gap>,
}

/// How much better than the solution any assignment can be, at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// How many more municipalities could have a date.
    pub placed: usize,
    /// If none: how many more could have their first choice.
    pub first_choices: usize,
}

/// Why a municipality cannot have a date, whatever others give up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Impossible {
    /// The date has no seat but for those who keep it: these; nobody where its seats are kept for others.
    Room(DateId, Vec<Number>),
    /// It would break the rule of the group with another member that keeps its date.
    Group(String, Number, Number),
    /// Too few can be on the date for its minimum.
    Minimum(DateId),
}
