//! The best of all ways to keep the rules that a market does not know: branch and bound.
//!
//! **What the market does not know.** A group on one date, and a date with a minimum, which is held with at
//! least so many or not at all. (A group on different dates it knows, but for members of several such groups.)
//!
//! **How the best is found.** A part of the search is what is still allowed: some dates for each group, held or not
//! for each minimum. In each part every group is put on the date that costs it least under the prices of the
//! part before, and the market is cleared. That gives an assignment, and new prices. Under any prices each group's
//! members together cost at least what their best allowed date costs, each date with a minimum at least what the
//! better of held and not held costs, and everyone else is where it costs least already. The sum is a bound: nothing
//! in the part is better (Lagrangian relaxation; Geoffrion 1974, "Lagrangean relaxation for integer programming").
//! Where bound and assignment meet, the part is done. Otherwise the group that is farthest from its best date divides
//! the part into one for each date, and parts whose bound is no better than the best assignment known are left
//! out. When the lowest of all bounds is not, the best assignment is proven.
//!
//! It must never leave out a part that could hold something better, except by saying so when it is stopped.

mod ground;

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::rc::Rc;

use super::cost::{Cost, Total};
use super::demand::{Demand, Room};
use ground::{Ground, Obstacle, Stand};

/// The best assignment that was found.
#[derive(Debug)]
pub struct Found {
    /// The date of each that takes part, by number; none for those who keep one.
    pub dates: Vec<Option<usize>>,
    /// What it costs.
    pub total: Total,
    /// Nothing can cost less than this; none if nothing costs less than the assignment.
    pub bound: Option<Total>,
}

/// A minimum cannot be kept: the date, by number, must be held, and too few can be on it.
#[derive(Debug, Clone, Copy)]
pub struct TooFew(pub usize);

/// What is decided about a date with a minimum.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Held {
    /// Nothing: it has any number.
    Undecided,
    Yes,
    No,
}

/// A part of all that is allowed.
#[derive(Debug, Clone)]
struct Part<const W: usize> {
    /// Nothing in it costs less.
    bound: Total,
    /// The dates still allowed for each group that is kept together.
    together: Vec<Vec<usize>>,
    /// By date.
    held: Vec<Held>,
    /// Dates that a single may not have.
    forbidden: Vec<(usize, usize)>,
    /// Prices to start from.
    prices: Option<Rc<Vec<Cost<W>>>>,
}

/// Finds the best assignment. When `stop` says so the search ends with the best that is known by then.
///
/// # Errors
/// When a date that must be held cannot have as many as it needs.
pub fn search<const W: usize>(demand: &Demand<W>, stop: &dyn Fn() -> bool) -> Result<Found, TooFew> {
    let ground = Ground::of(demand);
    let mut search = Search::over(&ground);
    let everything = search.everything();
    search.look_at(&everything);
    if search.best.is_none() {
        search.find_any(everything);
    }
    let mut bound = None;
    while let Some(part) = search.lowest() {
        if !search.is_worthwhile(&part.bound) {
            break;
        }
        if search.best.is_some() && stop() {
            bound = Some(part.bound);
            break;
        }
        search.look_at(&part);
        if let Some(part) = search.latest() {
            search.look_at(&part);
        }
    }
    match search.best {
        Some((total, dates)) => Ok(Found { dates, total, bound }),
        // Unless a date must be held, nobody having any date is an assignment.
        None => Err(search.too_few.unwrap_or(TooFew(0))),
    }
}

struct Search<'g, 'd, const W: usize> {
    ground: &'g Ground<'d, W>,
    /// Parts that were or are still to be looked at.
    open: Vec<Option<Part<W>>>,
    /// Where those that are open stand: by bound, and in the order in which they came.
    by_bound: BinaryHeap<Reverse<(Total, usize)>>,
    by_time: Vec<usize>,
    /// The best assignment so far, and what it costs.
    best: Option<(Total, Vec<Option<usize>>)>,
    too_few: Option<TooFew>,
}

impl<'g, 'd, const W: usize> Search<'g, 'd, W> {
    fn over(ground: &'g Ground<'d, W>) -> Search<'g, 'd, W> {
        let (open, by_bound, by_time) = (Vec::new(), BinaryHeap::new(), Vec::new());
        Search { ground, open, by_bound, by_time, best: None, too_few: None }
    }

    fn everything(&self) -> Part<W> {
        let demand = self.ground.demand;
        let held = |room: &Room| if room.minimum > 0 && room.kept > 0 { Held::Yes } else { Held::Undecided };
        let mut part = Part {
            bound: Total::least(demand.scale),
            together: demand.together.iter().map(|group| group.dates.clone()).collect(),
            held: demand.rooms.iter().map(held).collect(),
            forbidden: Vec::new(),
            prices: None,
        };
        if !part.together.is_empty() {
            part.prices = Some(Rc::clone(self.ground.stand(&part, &[]).prices()));
        }
        part
    }

    fn push(&mut self, part: Part<W>) {
        self.by_bound.push(Reverse((part.bound.clone(), self.open.len())));
        self.by_time.push(self.open.len());
        self.open.push(Some(part));
    }

    /// The part with the lowest bound: what a proof takes.
    fn lowest(&mut self) -> Option<Part<W>> {
        loop {
            let Reverse((_, index)) = self.by_bound.pop()?;
            if let Some(part) = self.open[index].take() {
                return Some(part);
            }
        }
    }

    /// The best of the parts that came last: what soon leads to a better assignment.
    fn latest(&mut self) -> Option<Part<W>> {
        loop {
            let index = self.by_time.pop()?;
            if let Some(part) = self.open[index].take().filter(|part| self.is_worthwhile(&part.bound)) {
                return Some(part);
            }
        }
    }

    /// Looks for any assignment, to have one to fall back on and to compare with: what is in the way is
    /// decided against, one thing after the other. The emptiest of the dates with too few is not held.
    fn find_any(&mut self, mut part: Part<W>) {
        loop {
            let stand = self.ground.stand(&part, &self.chosen(&part));
            match stand.obstacle(&part) {
                Some(Obstacle::Minimum(date)) => part.held[date] = Held::No,
                Some(Obstacle::SameDate(_, later, date)) => part.forbidden.push((later, date)),
                None => return self.keep(&stand, stand.total()),
            }
        }
    }

    /// A date for each group: the cheapest by the prices of the part before.
    fn chosen(&self, part: &Part<W>) -> Vec<usize> {
        let Some(prices) = &part.prices else { return Vec::new() };
        (0..part.together.len()).filter_map(|group| self.ground.cheapest_date(part, group, prices)).collect()
    }

    /// Keeps an assignment that breaks no rule, if it is the best so far.
    fn keep(&mut self, stand: &Stand<'_, '_, W>, total: Total) {
        if total.missing() > 0 {
            self.too_few = self.too_few.or_else(|| stand.lacking().map(TooFew));
        } else if self.is_worthwhile(&total) {
            self.best = Some((total, stand.dates()));
        }
    }

    fn is_worthwhile(&self, bound: &Total) -> bool {
        self.best.as_ref().is_none_or(|(best, _)| bound < best)
    }

    /// Finds an assignment in a part, and what the part can hold at best; divides it if that leaves anything open.
    fn look_at(&mut self, part: &Part<W>) {
        let stand = self.ground.stand(part, &self.chosen(part));
        let obstacle = stand.obstacle(part);
        let slacks = stand.slacks(part);
        let total = stand.total();
        let bound = slacks.iter().fold(total.clone(), |bound, slack| bound.minus(slack));
        if obstacle.is_none() {
            self.keep(&stand, total);
        }
        let bound = stand.minimum_costs(part).iter().fold(bound, |bound, (_, least, _)| bound.plus(least));
        if !self.is_worthwhile(&bound) {
            return;
        }
        let mut parts = match obstacle {
            Some(obstacle) => stand.without(part, &obstacle, &bound),
            None => stand.divided(part, &slacks, &bound),
        };
        parts.retain(|part| self.is_worthwhile(&part.bound));
        // The best comes last.
        parts.sort_by(|a, b| b.bound.cmp(&a.bound));
        parts.into_iter().for_each(|part| self.push(part));
    }
}
