//! The network that municipalities flow through, and a flow in it.
//!
//! **Nodes** are the dates, one more for each date that can take only one municipality of a group, and the sink. What
//! reaches the sink through a date takes a seat there; what goes to the sink directly is without a date.
//!
//! **Classes** are the sources. Municipalities that wish for the same make one class, with as many units of supply
//! as municipalities, and an arc to each node that they may go to. They differ only in their weight, which is their
//! place in the queue. So what an arc costs depends on which of them uses it: that is a convex cost
//! (Ahuja, Magnanti, Orlin: *Network Flows*, 1993, chapter 14), and it is what lets a million municipalities be solved
//! as some hundred classes.
//!
//! **Arcs** lead from node to node. They have a capacity, and each unit may cost more than the one before it.

use std::ops::Range;

use super::cost::{Cost, Levels, integer};

/// The number of a node, from 0.
pub(super) type Node = usize;

/// An arc from a class.
#[derive(Debug, Clone)]
pub(super) struct ClassArc {
    pub head: Node,
    /// What each unit costs, whatever its weight.
    pub cost: Cost,
    /// What it costs besides: its weight, so many times.
    pub steps: i64,
}

/// Municipalities that wish for the same.
#[derive(Debug, Clone)]
pub(super) struct Class {
    /// By steps, the fewest first; one leads to the sink.
    pub arcs: Vec<ClassArc>,
    /// The weight of each unit, the largest first. The optimum has the largest weights on the arcs with the fewest
    /// steps, so how many units an arc carries says which.
    pub weights: Vec<i64>,
}

impl Class {
    /// What a unit costs on an arc.
    pub fn cost(&self, arc: usize, unit: usize) -> Cost {
        let ClassArc { cost, steps, .. } = &self.arcs[arc];
        let mut cost = cost.clone();
        cost.add_queue(i128::from(*steps) * i128::from(self.weights[unit]));
        cost
    }
}

/// An arc from a node to another.
#[derive(Debug, Clone)]
pub(super) struct Arc {
    pub tail: Node,
    pub head: Node,
    pub capacity: usize,
    /// What the first unit costs.
    pub cost: Cost,
    /// How much more each further unit costs, on the level of evenness; not negative.
    pub slope: i64,
}

impl Arc {
    /// What a unit costs; units are numbered from 0.
    pub fn unit_cost(&self, unit: usize) -> Cost {
        let mut cost = self.cost.clone();
        cost.add_evenness(i128::from(self.slope) * integer(unit));
        cost
    }

    /// How many units cost less than that.
    pub fn units_below(&self, cost: &Cost) -> usize {
        let (mut low, mut high) = (0, self.capacity);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.unit_cost(middle) < *cost { low = middle + 1 } else { high = middle }
        }
        low
    }

    /// What several units cost together.
    pub fn cost_of(&self, levels: Levels, units: Range<usize>) -> Cost {
        let (start, end) = (integer(units.start), integer(units.end));
        let mut cost = levels.zero();
        cost.add_times(&self.cost, end - start);
        // start + (start + 1) + … + (end − 1)
        cost.add_evenness(i128::from(self.slope) * (start + end - 1) * (end - start) / 2);
        cost
    }
}

/// A network. All that the classes supply is demanded at the sink.
#[derive(Debug, Clone)]
pub(super) struct Network<'n> {
    pub levels: Levels,
    pub nodes: usize,
    pub sink: Node,
    pub classes: Vec<&'n Class>,
    pub arcs: Vec<Arc>,
}

impl Network<'_> {
    pub fn supply(&self) -> usize {
        self.classes.iter().map(|class| class.weights.len()).sum()
    }
}

/// How many units each arc carries, and potentials.
#[derive(Debug, Clone)]
pub(super) struct Flow {
    /// By class, by arc of the class.
    pub class_flows: Vec<Vec<usize>>,
    /// By arc.
    pub(crate) arc_flows: Vec<usize>,
    /// By node.
    pub(crate) potentials: Vec<Cost>,
}

impl Flow {
    /// The sum over all arcs of flow times cost.
    pub fn cost(&self, network: &Network<'_>) -> Cost {
        let mut total = network.levels.zero();
        for (class, flows) in network.classes.iter().zip(&self.class_flows) {
            let mut first = 0;
            for (arc, flow) in class.arcs.iter().zip(flows) {
                total.add_times(&arc.cost, integer(*flow));
                let weights = class.weights[first..first + flow].iter().map(|weight| i128::from(*weight));
                total.add_queue(i128::from(arc.steps) * weights.sum::<i128>());
                first += flow;
            }
        }
        for (arc, flow) in network.arcs.iter().zip(&self.arc_flows) {
            total += &arc.cost_of(network.levels, 0..*flow);
        }
        total
    }
}
