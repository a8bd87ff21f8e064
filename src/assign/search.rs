//! Branch and bound, for the rules that a flow does not know: groups on the same date, and dates with a minimum, which
//! have at least so many or nobody. Groups on different dates are arcs of the network, except for members of several
//! such groups.
//!
//! **Subproblems.** A subproblem allows each group on the same date some dates, and says of each date with a minimum
//! that it is held, not held, or undecided. The root allows everything.
//!
//! **Solving one.** Each group is fixed on the date that costs it least under the potentials of the parent, and a flow of
//! least cost is computed. If it breaks no rule it is an assignment, and the best one so far is kept.
//!
//! **Bound.** The potentials of the flow are Lagrange multipliers. Under any potentials the reduced costs of a group's
//! members come to at least what they are on its best allowed date, those of the seats of a date with a minimum to at
//! least what they are when it is held or not, whichever is less, and those of everybody else are least already. So
//! the cost of the flow, less what each group could save, plus what each minimum costs, is a lower bound for the
//! subproblem (Geoffrion: "Lagrangean relaxation for integer programming", 1974; Ahuja, Magnanti, Orlin, chapter 16).
//!
//! **Branching.** A subproblem whose bound is not below the best assignment is dropped. Any other is divided: at the rule
//! that its flow breaks, or, if it breaks none, at the group that could save most.
//!
//! When no open subproblem has a bound below the best assignment, that assignment is optimal.

mod bound;
mod branch;
mod candidate;
mod subproblem;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cost::Cost;
use super::model::{Model, Seats};
use candidate::{Candidate, Obstacle};
use subproblem::{Held, Subproblem};

/// The best assignment that was found.
#[derive(Debug)]
pub(super) struct Best {
    /// The date of each that takes part; none for those who keep one.
    pub dates: Vec<Option<usize>>,
    pub cost: Cost,
    /// A lower bound for every assignment, if the search was stopped; none if the assignment is optimal.
    pub bound: Option<Cost>,
}

/// Finds the best assignment, or the best that is known when `stop` says so.
pub(super) fn branch_and_bound(model: &Model, stop: &dyn Fn() -> bool) -> Best {
    let mut search = Search::new(model);
    let root = root(model);
    search.explore(&root);
    if search.best.is_none() {
        search.dive(root);
    }
    let mut bound = None;
    while let Some(subproblem) = search.with_lowest_bound() {
        if !search.improves(&subproblem.bound) {
            break;
        }
        if search.best.is_some() && stop() {
            bound = Some(subproblem.bound);
            break;
        }
        search.explore(&subproblem);
        if let Some(subproblem) = search.latest() {
            search.explore(&subproblem);
        }
    }
    // Nobody on any date but those who keep one is an assignment.
    let nobody = || (model.levels.zero(), vec![None; model.attending]);
    let (cost, dates) = search.best.unwrap_or_else(nobody);
    Best { dates, cost, bound }
}

fn root(model: &Model) -> Subproblem {
    let held = |seats: &Seats| if seats.minimum > 0 && seats.kept > 0 { Held::Yes } else { Held::Undecided };
    let mut root = Subproblem {
        bound: model.levels.lowest(),
        allowed: model.same_date.iter().map(|group| group.dates.clone()).collect(),
        held: model.seats.iter().map(held).collect(),
        forbidden: Vec::new(),
        potentials: None,
    };
    if !root.allowed.is_empty() {
        // Without any fixed date, to have potentials by which to choose one for each group.
        root.potentials = Some(Candidate::solve(model, &root, &[]).potentials());
    }
    root
}

struct Search<'m> {
    model: &'m Model,
    /// Every subproblem; none where it has been explored.
    subproblems: Vec<Option<Subproblem>>,
    by_bound: BinaryHeap<Reverse<(Cost, usize)>>,
    by_time: Vec<usize>,
    best: Option<(Cost, Vec<Option<usize>>)>,
}

impl<'m> Search<'m> {
    fn new(model: &'m Model) -> Search<'m> {
        let (subproblems, by_bound, by_time) = (Vec::new(), BinaryHeap::new(), Vec::new());
        Search { model, subproblems, by_bound, by_time, best: None }
    }

    fn push(&mut self, subproblem: Subproblem) {
        self.by_bound.push(Reverse((subproblem.bound.clone(), self.subproblems.len())));
        self.by_time.push(self.subproblems.len());
        self.subproblems.push(Some(subproblem));
    }

    /// The open subproblem that a proof needs next.
    fn with_lowest_bound(&mut self) -> Option<Subproblem> {
        loop {
            let Reverse((_, index)) = self.by_bound.pop()?;
            if let Some(subproblem) = self.subproblems[index].take() {
                return Some(subproblem);
            }
        }
    }

    /// The open subproblem that most likely leads to a better assignment soon.
    fn latest(&mut self) -> Option<Subproblem> {
        loop {
            let index = self.by_time.pop()?;
            let subproblem = self.subproblems[index].take();
            if let Some(subproblem) = subproblem.filter(|subproblem| self.improves(&subproblem.bound)) {
                return Some(subproblem);
            }
        }
    }

    /// Looks for any assignment: whatever rule the flow breaks, one of those who break it gives way, and a date with
    /// too few is not held.
    fn dive(&mut self, mut subproblem: Subproblem) {
        loop {
            let candidate = self.candidate(&subproblem);
            match candidate.obstacle() {
                Some(Obstacle::Minimum { date }) => subproblem.held[date] = Held::No,
                Some(Obstacle::SameDate { members: [_, later], date }) => subproblem.forbidden.push((later, date)),
                None => return self.keep(&candidate),
            }
        }
    }

    fn candidate<'s>(&self, subproblem: &'s Subproblem) -> Candidate<'s>
    where
        'm: 's,
    {
        let dates = bound::cheapest_dates(self.model, subproblem);
        Candidate::solve(self.model, subproblem, &dates)
    }

    /// Keeps an assignment that breaks no rule if it is the best so far.
    fn keep(&mut self, candidate: &Candidate<'_>) {
        if !candidate.cost.is_short() && self.improves(&candidate.cost) {
            self.best = Some((candidate.cost.clone(), candidate.dates()));
        }
    }

    /// Whether this cost or bound is below the best assignment.
    fn improves(&self, cost: &Cost) -> bool {
        self.best.as_ref().is_none_or(|(best, _)| cost < best)
    }

    /// Solves a subproblem, and divides it if it may hold something better.
    fn explore(&mut self, subproblem: &Subproblem) {
        let candidate = self.candidate(subproblem);
        let obstacle = candidate.obstacle();
        if obstacle.is_none() {
            self.keep(&candidate);
        }
        let bound = candidate.bound();
        if !self.improves(&bound) {
            return;
        }
        let mut children = match obstacle {
            Some(obstacle) => candidate.branch_at_obstacle(&obstacle, &bound),
            None => candidate.branch_at_group(&bound),
        };
        children.retain(|child| self.improves(&child.bound));
        // The best one comes last, so that it is the latest.
        children.sort_by(|a, b| b.bound.cmp(&a.bound));
        children.into_iter().for_each(|child| self.push(child));
    }
}
