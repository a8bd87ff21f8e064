//! Lower bounds by Lagrangian relaxation: what a flow's potentials say of everything that a subproblem allows.
//!
//! All values are sums of reduced costs. That no value is too high, so that no subproblem with something better is ever
//! dropped, is what `nothing_is_better_on_any_level` in tests/assign holds.

use super::super::cost::{Cost, integer};
use super::super::model::Model;
use super::super::network::Arc;
use super::candidate::Candidate;
use super::subproblem::{Held, Subproblem};

/// What it costs to hold a date with a minimum and what it costs not to, compared with the date having any number.
#[derive(Debug)]
pub(super) struct MinimumCost {
    pub held: Cost,
    pub not_held: Cost,
}

impl MinimumCost {
    pub fn least(&self) -> &Cost {
        (&self.held).min(&self.not_held)
    }
}

/// The cheapest date for each group, by the potentials of the parent.
pub(super) fn cheapest_dates(model: &Model, subproblem: &Subproblem) -> Vec<usize> {
    let Some(potentials) = &subproblem.potentials else { return Vec::new() };
    let cheapest = |group: usize| {
        let value = |date: &usize| group_value(model, subproblem, group, *date, potentials);
        subproblem.allowed[group].iter().copied().min_by_key(value)
    };
    (0..subproblem.allowed.len()).filter_map(cheapest).collect()
}

/// What the members of a group come to at least when the group has that date: each is there or without a date.
fn group_value(model: &Model, subproblem: &Subproblem, group: usize, date: usize, potentials: &[Cost]) -> Cost {
    let mut value = model.levels.zero();
    for member in &model.same_date[group].counted {
        let class = &model.members[*member].class;
        let is_open = |arc: &usize| match model.date(class.arcs[*arc].head) {
            Some(asked) => asked == date && subproblem.allows(model, *member, date),
            None => true,
        };
        let open = (0..class.arcs.len()).filter(is_open);
        let least = open.map(|arc| class.cost(arc, 0) + &potentials[class.arcs[arc].head]).min();
        least.into_iter().for_each(|cost| value += &cost);
    }
    value
}

impl Candidate<'_> {
    /// Nothing that the subproblem allows costs less.
    pub fn bound(&self) -> Cost {
        let mut bound = self.cost.clone();
        (0..self.subproblem.allowed.len()).for_each(|group| bound -= &self.saving(group));
        for date in 0..self.model.seats.len() {
            self.minimum_cost(date).into_iter().for_each(|cost| bound += cost.least());
        }
        bound
    }

    /// How much less a group could come to on its best date than it does now.
    pub fn saving(&self, group: usize) -> Cost {
        let mut now = self.model.levels.zero();
        for member in &self.model.same_date[group].counted {
            let (class, arc) = (&self.members[*member], self.arc_of(*member));
            now += &class.cost(arc, 0);
            now += &self.flow.potentials[class.arcs[arc].head];
        }
        match self.group_values(group).into_iter().map(|(_, value)| value).min() {
            Some(least) => now - &least,
            None => self.model.levels.zero(),
        }
    }

    /// What a group comes to at least on each date that is allowed.
    pub fn group_values(&self, group: usize) -> Vec<(usize, Cost)> {
        let value = |date| group_value(self.model, self.subproblem, group, date, &self.flow.potentials);
        self.subproblem.allowed[group].iter().map(|date| (*date, value(*date))).collect()
    }

    /// What deciding about a date with a minimum costs at least. None where nothing is to be decided.
    pub fn minimum_cost(&self, date: usize) -> Option<MinimumCost> {
        let minimum = self.model.seats[date].minimum;
        if minimum == 0 || self.subproblem.held[date] != Held::Undecided {
            return None;
        }
        let zero = self.model.levels.zero();
        let [_, all] = self.model.seat_arcs(date, 0);
        let any_number = self.gain(&all);
        // The first seats are taken whatever they cost; the others are seats like those of any date.
        let [needed, others] = self.model.seat_arcs(date, minimum);
        let needed = Arc { cost: all.cost, ..needed };
        let held = self.reduced_cost(&needed, needed.capacity) + &self.gain(&others);
        Some(MinimumCost { held: held - &any_number, not_held: zero - &any_number })
    }

    /// What an arc comes to at least: it takes the units whose reduced cost is negative.
    fn gain(&self, arc: &Arc) -> Cost {
        let gain = self.flow.potentials[arc.tail].clone() - &self.flow.potentials[arc.head];
        self.reduced_cost(arc, arc.units_below(&gain))
    }

    fn reduced_cost(&self, arc: &Arc, units: usize) -> Cost {
        let mut cost = arc.cost_of(self.model.levels, 0..units);
        cost.add_times(&self.flow.potentials[arc.tail], -integer(units));
        cost.add_times(&self.flow.potentials[arc.head], integer(units));
        cost
    }
}
