//! What a place costs: the levels of the objective as one number with several digits.
//!
//! It must never be computed with anything but whole numbers: a rounding error would decide who gives way.

use std::ops::{Add, Sub};

/// A cost or a difference of costs. The levels are compared from the first to the last, so none can
/// ever outweigh one before it; sums of integers keep that order exactly.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost(Vec<i64>);

impl Add for &Cost {
    type Output = Cost;

    fn add(self, other: &Cost) -> Cost {
        Cost(self.0.iter().zip(&other.0).map(|(a, b)| a + b).collect())
    }
}

impl Sub for &Cost {
    type Output = Cost;

    fn sub(self, other: &Cost) -> Cost {
        Cost(self.0.iter().zip(&other.0).map(|(a, b)| a - b).collect())
    }
}

/// Makes costs that can be compared with each other.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// The length of the longest list of choices.
    pub ranks: usize,
}

impl Scale {
    /// A place on a date: `rank` from 1, `weight` from the queue.
    pub fn placed(self, rank: usize, weight: usize) -> Cost {
        self.cost(Some(rank), (rank - 1) * weight)
    }

    /// No place at all.
    pub fn unplaced(self, weight: usize) -> Cost {
        self.cost(None, self.ranks * weight)
    }

    /// The levels: one more unplaced; one fewer on a first choice, on a second, …; who gives way.
    fn cost(self, rank: Option<usize>, giving_way: usize) -> Cost {
        let mut levels = vec![0; self.ranks + 2];
        match rank {
            Some(rank) => levels[rank] = -1,
            None => levels[0] = 1,
        }
        // N² × ranks stays far below 2⁶³ for any number of municipalities that fits in memory.
        levels[self.ranks + 1] = i64::try_from(giving_way).unwrap_or(i64::MAX);
        Cost(levels)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_level_outweighs_one_before_it() {
        let scale = Scale { ranks: 2 };
        let placed = &scale.placed(2, 1_000) + &scale.placed(2, 999);
        let unplaced = &scale.placed(1, 1) + &scale.unplaced(1);
        assert!(placed < unplaced, "two second choices beat a first choice and nothing");
        let first = &scale.placed(1, 1) + &scale.placed(2, 1_000);
        let second = &scale.placed(2, 1) + &scale.placed(2, 2);
        assert!(first < second, "one more first choice beats any order of arrival");
        let early_yields = &scale.placed(2, 9) + &scale.placed(1, 1);
        let late_yields = &scale.placed(1, 9) + &scale.placed(2, 1);
        assert!(late_yields < early_yields, "the later one gives way");
    }
}
