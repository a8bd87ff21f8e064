//! The flow of a subproblem, with each group on the same date fixed on one date.

use std::rc::Rc;

use super::super::cost::{Cost, integer};
use super::super::flow::least_cost_flow;
use super::super::model::Model;
use super::super::network::{Class, Flow, Network};
use super::subproblem::{Held, Subproblem};

/// A flow, which is an assignment unless there is an obstacle.
#[derive(Debug)]
pub(super) struct Candidate<'s> {
    pub model: &'s Model,
    pub subproblem: &'s Subproblem,
    pub cost: Cost,
    /// The members of groups with the arcs that they may use.
    pub members: Vec<Class>,
    pub flow: Flow,
}

/// A rule that a flow breaks.
#[derive(Debug, Clone, Copy)]
pub(super) enum Obstacle {
    /// Somebody is on a date, and too few.
    Minimum { date: usize },
    /// Two members of a group on different dates are on the same.
    SameDate { members: [usize; 2], date: usize },
}

impl<'s> Candidate<'s> {
    /// With dates for the groups, or without any.
    pub fn solve(model: &'s Model, subproblem: &'s Subproblem, dates: &[usize]) -> Candidate<'s> {
        let members: Vec<Class> =
            (0..model.members.len()).map(|member| subproblem.restricted(model, member, dates)).collect();
        let network = Network {
            levels: model.levels,
            nodes: model.nodes(),
            sink: model.sink(),
            classes: model.wish_classes.iter().map(|wish| &wish.class).chain(&members).collect(),
            arcs: subproblem.seat_arcs(model).into_iter().chain(model.group_arcs()).collect(),
        };
        let flow = least_cost_flow(&network, subproblem.potentials.as_deref());
        let mut cost = flow.cost(&network);
        for date in (0..model.seats.len()).filter(|date| subproblem.held[*date] == Held::Yes) {
            // Each needed seat that is taken has saved one of these.
            cost.add_times(&model.shortfall(date), integer(model.seats[date].minimum));
        }
        Candidate { model, subproblem, cost, members, flow }
    }

    pub fn potentials(&self) -> Rc<[Cost]> {
        self.flow.potentials.as_slice().into()
    }

    /// The arc that a member uses.
    pub fn arc_of(&self, member: usize) -> usize {
        let flows = &self.flow.class_flows[self.model.wish_classes.len() + member];
        flows.iter().position(|flow| *flow == 1).unwrap_or_default()
    }

    fn date_of(&self, member: usize) -> Option<usize> {
        self.model.date(self.members[member].arcs[self.arc_of(member)].head)
    }

    /// The date of each that takes part; none for those who keep one.
    pub fn dates(&self) -> Vec<Option<usize>> {
        let mut dates = vec![None; self.model.attending];
        for (wish, flows) in self.model.wish_classes.iter().zip(&self.flow.class_flows) {
            let mut municipalities = wish.municipalities.iter();
            for (arc, flow) in wish.class.arcs.iter().zip(flows) {
                let date = self.model.date(arc.head);
                municipalities.by_ref().take(*flow).for_each(|municipality| dates[*municipality] = date);
            }
        }
        for (index, member) in self.model.members.iter().enumerate() {
            dates[member.municipality] = self.date_of(index);
        }
        dates
    }

    /// How many that seek a date are on each.
    fn taken(&self) -> Vec<usize> {
        let mut taken = vec![0; self.model.seats.len()];
        let classes = self.model.wish_classes.iter().map(|wish| &wish.class).chain(&self.members);
        for (class, flows) in classes.zip(&self.flow.class_flows) {
            for (arc, flow) in class.arcs.iter().zip(flows) {
                self.model.date(arc.head).into_iter().for_each(|date| taken[date] += flow);
            }
        }
        taken
    }

    /// A rule that the flow breaks; of the dates with too few the emptiest one.
    pub fn obstacle(&self) -> Option<Obstacle> {
        let taken = self.taken();
        let has_too_few = |date: &usize| {
            let minimum = self.model.seats[*date].minimum;
            self.subproblem.held[*date] == Held::Undecided && 0 < taken[*date] && taken[*date] < minimum
        };
        let emptiest = (0..taken.len()).filter(has_too_few).min_by_key(|date| taken[*date]);
        emptiest.map(|date| Obstacle::Minimum { date }).or_else(|| self.conflict())
    }

    fn conflict(&self) -> Option<Obstacle> {
        self.model.different_dates.iter().find_map(|members| {
            members.iter().enumerate().find_map(|(index, later)| {
                let date = self.date_of(*later)?;
                let earlier = members[..index].iter().find(|earlier| self.date_of(**earlier) == Some(date))?;
                Some(Obstacle::SameDate { members: [*earlier, *later], date })
            })
        })
    }
}
