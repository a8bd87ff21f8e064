//! How a subproblem is divided: its children allow together all that it allows, except what breaks a rule.

use super::super::cost::Cost;
use super::candidate::{Candidate, Obstacle};
use super::subproblem::{Held, Subproblem};

impl Candidate<'_> {
    /// Two children, neither of which has the obstacle.
    pub fn branch_at_obstacle(&self, obstacle: &Obstacle, bound: &Cost) -> Vec<Subproblem> {
        match *obstacle {
            Obstacle::Minimum { date } => {
                let Some(cost) = self.minimum_cost(date) else { return Vec::new() };
                let decided = |held: Held, cost_of: &Cost| {
                    let mut child = self.child(bound.clone() - cost.least() + cost_of);
                    child.held[date] = held;
                    child
                };
                vec![decided(Held::Yes, &cost.held), decided(Held::No, &cost.not_held)]
            }
            Obstacle::SameDate { members, date } => {
                let forbidden = |member: usize| {
                    let mut child = self.child(bound.clone());
                    child.forbidden.push((member, date));
                    child
                };
                members.map(forbidden).into()
            }
        }
    }

    /// A child for each date of the group that could save most.
    pub fn branch_at_group(&self, bound: &Cost) -> Vec<Subproblem> {
        let undecided = (0..self.subproblem.allowed.len()).filter(|group| self.subproblem.allowed[*group].len() > 1);
        let Some(group) = undecided.max_by_key(|group| self.saving(*group)) else { return Vec::new() };
        let values = self.group_values(group);
        let Some(least) = values.iter().map(|(_, value)| value).min() else { return Vec::new() };
        let fixed = |(date, value): &(usize, Cost)| {
            let mut child = self.child(bound.clone() + value - least);
            child.allowed[group] = vec![*date];
            child
        };
        values.iter().map(fixed).collect()
    }

    fn child(&self, bound: Cost) -> Subproblem {
        // A bound of the whole holds for its parts.
        let bound = bound.max(self.subproblem.bound.clone());
        Subproblem { bound, potentials: Some(self.potentials()), ..self.subproblem.clone() }
    }
}
