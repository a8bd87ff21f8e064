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
    /// A place on a date: `rank` from 1, whether it was the place before, `weight` from the queue.
    pub fn placed(self, rank: usize, kept: bool, weight: usize) -> Cost {
        let mut levels = self.levels((rank - 1) * weight);
        levels[rank] = -1;
        levels[self.ranks + 1] = if kept { -1 } else { 0 };
        Cost(levels)
    }

    /// No place at all.
    pub fn unplaced(self, weight: usize) -> Cost {
        let mut levels = self.levels(self.ranks * weight);
        levels[0] = 1;
        Cost(levels)
    }

    /// The levels: one more unplaced; one fewer on a first choice, on a second, …; one fewer that keeps
    /// its date; who gives way.
    fn levels(self, giving_way: usize) -> Vec<i64> {
        let mut levels = vec![0; self.ranks + 3];
        // N² × ranks stays far below 2⁶³ for any number of municipalities that fits in memory.
        levels[self.ranks + 2] = i64::try_from(giving_way).unwrap_or(i64::MAX);
        levels
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_level_outweighs_one_before_it() {
        let scale = Scale { ranks: 2 };
        let place = |rank, kept, weight| scale.placed(rank, kept, weight);
        let placed = &place(2, false, 1_000) + &place(2, false, 999);
        let unplaced = &place(1, true, 1) + &scale.unplaced(1);
        assert!(placed < unplaced, "two second choices beat a first choice and nothing");
        let first = &place(1, false, 1) + &place(2, false, 1_000);
        let second = &place(2, true, 1) + &place(2, true, 2);
        assert!(first < second, "one more first choice beats keeping dates");
        let kept = &place(1, true, 1) + &place(2, true, 1_000);
        let moved = &place(1, false, 1_000) + &place(2, false, 1);
        assert!(kept < moved, "keeping dates beats any order of arrival");
        let early_yields = &place(2, false, 9) + &place(1, false, 1);
        let late_yields = &place(1, false, 9) + &place(2, false, 1);
        assert!(late_yields < early_yields, "the later one gives way");
    }
}
