//! A part of all assignments: what is decided about dates with a minimum and about groups.

use std::rc::Rc;

use super::super::cost::Cost;
use super::super::model::Model;
use super::super::network::{Arc, Class};

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
    pub bound: Cost,
    /// The dates allowed for each group on the same date.
    pub allowed: Vec<Vec<usize>>,
    /// By date.
    pub(crate) held: Vec<Held>,
    /// Dates that single members of groups may not have, as (member, date).
    pub forbidden: Vec<(usize, usize)>,
    /// Those of the parent; none at the root.
    pub potentials: Option<Rc<[Cost]>>,
}

impl Subproblem {
    /// Whether a member of a group may have a date.
    pub fn allows(&self, model: &Model, member: usize, date: usize) -> bool {
        let in_group = |group: &usize| model.same_date[*group].members.contains(&member);
        (0..model.same_date.len()).filter(in_group).all(|group| self.allowed[group].contains(&date))
            && !self.forbidden.contains(&(member, date))
    }

    /// A member with the arcs that it may use when its groups are fixed on these dates.
    pub fn restricted(&self, model: &Model, member: usize, dates: &[usize]) -> Class {
        let mut class = model.members[member].class.clone();
        let is_fixed_elsewhere = |date: usize| {
            model.same_date.iter().zip(dates).any(|(group, fixed)| *fixed != date && group.members.contains(&member))
        };
        class.arcs.retain(|arc| match model.date(arc.head) {
            Some(date) => self.allows(model, member, date) && !is_fixed_elsewhere(date),
            None => true,
        });
        class
    }

    pub fn seat_arcs(&self, model: &Model) -> Vec<Arc> {
        let mut arcs = Vec::new();
        for (date, held) in self.held.iter().enumerate() {
            match held {
                Held::Undecided => arcs.extend(model.seat_arcs(date, 0)),
                Held::Yes => arcs.extend(model.seat_arcs(date, model.seats[date].minimum)),
                Held::No => {}
            }
        }
        arcs
    }
}
