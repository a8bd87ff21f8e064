//! A part of what can be assigned.

use std::rc::Rc;

use super::super::cost::Cost;

/// Whether a date with a minimum is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Undecided,
    Yes,
    No,
}

#[derive(Debug, Clone)]
pub(super) struct Subproblem {
    /// Nothing in it costs less.
    pub(super) bound: Cost,
    /// The dates allowed for each group on the same date.
    pub(super) allowed: Vec<Vec<usize>>,
    /// By date.
    pub(super) held: Vec<Held>,
    /// Dates that single members of groups may not have, as (member, date).
    pub(super) forbidden: Vec<(usize, usize)>,
    /// Those of the parent; none at the root.
    pub(super) potentials: Option<Rc<[Cost]>>,
}
