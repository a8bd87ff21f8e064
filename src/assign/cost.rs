//! What an assignment costs: one whole number for each level of the objective, compared level by level.
//!
//! Costs, potentials and reduced costs are all of this type. Every level is an `i128`. The largest number that is ever
//! formed is a potential: the cost of a path through all nodes, once for each subproblem on the way from the root of
//! the search. A path visits at most 65,536 dates × groups, a step of it costs at most 65,536 ranks × 10⁹
//! municipalities, and 10¹⁰ subproblems are more than any search looks at: that is below 10³⁸, which fits.

use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

/// A cost, the difference of two, or the potential of a node.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cost(Vec<i128>);

/// The first levels; the ranks of choices follow. The last three are counted from the end.
const SHORTFALL: usize = 0;
const KEPT_SHORTFALL: usize = 1;
const UNPLACED: usize = 2;
const KEEPS_DATE: usize = 3;
const QUEUE: usize = 2;
const EVENNESS: usize = 1;

/// The levels of a problem, from the one that matters most:
///
/// - seats that a date needs to be held and that nobody takes (none in any assignment that is accepted),
/// - the same on a date that somebody keeps, which is held all the same,
/// - municipalities without a date,
/// - minus those with their first choice, minus those with their second, and so on,
/// - minus those that keep the date they had,
/// - places in the queue, times the steps down from the first choice,
/// - minus the room on a date when a seat is taken there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Levels {
    longest: usize,
}

impl Levels {
    /// For lists of at most `longest` choices.
    pub fn new(longest: usize) -> Levels {
        Levels { longest }
    }

    /// The length of the longest list of choices.
    pub fn longest(self) -> usize {
        self.longest
    }

    pub fn zero(self) -> Cost {
        Cost(vec![0; self.longest + 6])
    }

    /// A cost lower than that of every solution, and than every bound.
    pub fn lowest(self) -> Cost {
        Cost(vec![i128::MIN / 4; self.longest + 6])
    }

    /// A seat that a date needs and that nobody takes; whether somebody keeps the date.
    pub fn shortfall(self, is_kept: bool) -> Cost {
        let mut cost = self.zero();
        cost.0[if is_kept { KEPT_SHORTFALL } else { SHORTFALL }] = 1;
        cost
    }

    /// A municipality without a date.
    pub fn unplaced(self) -> Cost {
        let mut cost = self.zero();
        cost.0[UNPLACED] = 1;
        cost
    }

    /// A municipality on its choice of that rank, from 1.
    pub fn placed(self, rank: usize, keeps_date: bool) -> Cost {
        let mut cost = self.zero();
        cost.0[UNPLACED + rank] = -1;
        let level = cost.0.len() - KEEPS_DATE;
        cost.0[level] = -i128::from(keeps_date);
        cost
    }

    /// A seat taken on a date with so much room.
    pub fn seat(self, room: usize) -> Cost {
        let mut cost = self.zero();
        cost.add_evenness(-integer(room));
        cost
    }
}

impl Cost {
    /// Adds places in the queue.
    pub fn add_queue(&mut self, places: i128) {
        let level = self.0.len() - QUEUE;
        self.0[level] += places;
    }

    /// Adds seats to the level of evenness.
    pub fn add_evenness(&mut self, seats: i128) {
        let level = self.0.len() - EVENNESS;
        self.0[level] += seats;
    }

    /// Adds a cost as often as that.
    pub fn add_times(&mut self, other: &Cost, times: i128) {
        self.0.iter_mut().zip(&other.0).for_each(|(level, other)| *level += other * times);
    }

    /// How many seats that dates need are free: on those that nobody keeps, and on the others.
    pub fn shortfalls(&self) -> [i128; 2] {
        [self.0[SHORTFALL], self.0[KEPT_SHORTFALL]]
    }

    /// Whether a date is held that has too few, and that nobody keeps.
    pub fn is_short(&self) -> bool {
        self.0[SHORTFALL] > 0
    }

    /// How many are without a date.
    pub fn without_date(&self) -> i128 {
        self.0[UNPLACED]
    }

    /// How many have their first choice.
    pub fn first_choices(&self) -> i128 {
        -self.0[UNPLACED + 1]
    }
}

impl AddAssign<&Cost> for Cost {
    fn add_assign(&mut self, other: &Cost) {
        self.0.iter_mut().zip(&other.0).for_each(|(level, other)| *level += other);
    }
}

impl SubAssign<&Cost> for Cost {
    fn sub_assign(&mut self, other: &Cost) {
        self.0.iter_mut().zip(&other.0).for_each(|(level, other)| *level -= other);
    }
}

impl Add<&Cost> for Cost {
    type Output = Cost;

    fn add(mut self, other: &Cost) -> Cost {
        self += other;
        self
    }
}

impl Sub<&Cost> for Cost {
    type Output = Cost;

    fn sub(mut self, other: &Cost) -> Cost {
        self -= other;
        self
    }
}

impl Neg for Cost {
    type Output = Cost;

    fn neg(mut self) -> Cost {
        self.0.iter_mut().for_each(|level| *level = -*level);
        self
    }
}

/// Every `usize` fits.
pub(super) fn integer(number: usize) -> i128 {
    i128::try_from(number).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_level_outweighs_one_before_it() {
        let levels = Levels::new(2);
        let in_queue = |mut cost: Cost, places: i128| {
            cost.add_queue(places);
            cost
        };
        let place =
            |rank: usize, keeps, weight: i128| in_queue(levels.placed(rank, keeps), weight * (integer(rank) - 1));
        let unplaced = |weight: i128| in_queue(levels.unplaced(), weight * 2);
        assert!(place(2, false, 1_000) + &place(2, false, 999) < place(1, true, 1) + &unplaced(1));
        assert!(place(1, false, 1) + &place(2, false, 1_000) < place(2, true, 1) + &place(2, true, 2));
        assert!(place(1, true, 1) + &place(2, true, 1_000) < place(1, false, 1_000) + &place(2, false, 1));
        assert!(place(1, false, 9) + &place(2, false, 1) < place(2, false, 9) + &place(1, false, 1));
        let even = place(1, false, 1) + &levels.seat(3);
        assert!(even < place(1, false, 1));
        assert!(place(2, false, 1) - &levels.seat(99) < place(2, false, 2), "the queue beats evenness");
        assert!(unplaced(1) + &unplaced(2) < levels.shortfall(true), "a date that is held beats everything");
        assert!(levels.shortfall(true) + &levels.shortfall(true) < levels.shortfall(false));
    }
}
