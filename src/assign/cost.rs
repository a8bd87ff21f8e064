//! What a place costs: the levels of the objective as one number with several digits.
//!
//! It must never be computed with anything but whole numbers: a rounding error would decide who gives way.

use std::ops::{Add, AddAssign, Sub};

/// A cost, a difference of costs, or a price: words that are compared from the first to the last.
///
/// The last word is evenness, in seats; the one before it who gives way, in places of the queue. The
/// words before those hold the levels that count municipalities, several to a word (see [`Scale`]).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost<const W: usize>([i64; W]);

impl<const W: usize> Cost<W> {
    /// Nothing.
    pub const ZERO: Cost<W> = Cost([0; W]);

    /// This and so much of one of the two last levels.
    pub fn with(mut self, tail: Tail, amount: i64) -> Cost<W> {
        self.0[W - tail as usize] += amount;
        self
    }
}

/// The levels that have a word of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tail {
    /// Who gives way: weight in the queue × steps down from the first choice.
    GivingWay = 2,
    /// How even the room left on dates is, in seats.
    Evenness = 1,
}

impl<const W: usize> Add for Cost<W> {
    type Output = Cost<W>;

    fn add(mut self, other: Cost<W>) -> Cost<W> {
        self += other;
        self
    }
}

impl<const W: usize> AddAssign for Cost<W> {
    fn add_assign(&mut self, other: Cost<W>) {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word += other);
    }
}

impl<const W: usize> Sub for Cost<W> {
    type Output = Cost<W>;

    fn sub(mut self, other: Cost<W>) -> Cost<W> {
        self.0.iter_mut().zip(other.0).for_each(|(word, other)| *word -= other);
        self
    }
}

/// How the counting levels lie in the words: how many, and how wide.
///
/// One move changes each counting level by at most 2 (someone has a first choice instead of none), a
/// chain of moves visits each place once. Clearing a market lifts prices by one chain at most; those that it starts
/// from are held to [`Scale::is_moderate`], or come from samples of samples, at most four deep. So no level of
/// any number that is ever compared passes 8 × (places + 2), and with digits of twice that and more a word
/// compares as its levels do, one after the other. The two last levels have 63 bits each: 8 × (places + 2)
/// × longest list × municipalities stays below that for ten million municipalities and a thousand dates.
#[derive(Debug, Clone, Copy)]
pub struct Scale {
    /// The length of the longest list of choices.
    longest: usize,
    /// The width of a digit.
    bits: u32,
    /// The largest that a digit of a price may be for a new start.
    moderate: i64,
}

/// The counting levels: seats that a minimum asks for and nobody takes; municipalities without a date; fewer
/// on a first choice, on a second, … (the last of these follows from the others); fewer that keep their date.
const MISSING: usize = 0;
const UNPLACED: usize = 1;

impl Scale {
    /// For lists of at most `longest` choices, in a market with so many places.
    pub fn new(longest: usize, places: usize) -> Scale {
        let moderate = places + 2;
        let bits = (32 * moderate).next_power_of_two().trailing_zeros();
        Scale { longest, bits, moderate: i64::try_from(moderate).unwrap_or(i64::MAX) }
    }

    fn levels(self) -> usize {
        self.longest + 2
    }

    fn per_word(self) -> usize {
        (62 / self.bits) as usize
    }

    /// How many words a cost must have.
    pub fn words(self) -> usize {
        self.levels().div_ceil(self.per_word()) + 2
    }

    fn one<const W: usize>(self, level: usize) -> Cost<W> {
        let (word, digit) = (level / self.per_word(), level % self.per_word());
        let mut cost = Cost::ZERO;
        cost.0[word] = 1 << (self.bits * u32::try_from(self.per_word() - 1 - digit).unwrap_or_default());
        cost
    }

    /// A place on a date: `rank` from 1, whether it was the place before.
    pub fn placed<const W: usize>(self, rank: usize, kept: bool) -> Cost<W> {
        let mut cost = Cost::ZERO;
        if rank < self.longest {
            cost = cost - self.one(UNPLACED + rank);
        }
        if kept {
            cost = cost - self.one(self.levels() - 1);
        }
        cost
    }

    /// No place at all.
    pub fn unplaced<const W: usize>(self) -> Cost<W> {
        self.one(UNPLACED)
    }

    /// A seat that a minimum asks for and nobody takes.
    pub fn missing<const W: usize>(self) -> Cost<W> {
        self.one(MISSING)
    }

    /// Whether prices are small enough for a new start from them.
    pub fn is_moderate<const W: usize>(self, prices: &[Cost<W>]) -> bool {
        let digits = prices.iter().flat_map(|price| self.digits(*price));
        digits.into_iter().all(|digit| digit.abs() <= self.moderate)
    }

    /// The counting levels of a cost.
    fn digits<const W: usize>(self, cost: Cost<W>) -> impl Iterator<Item = i64> {
        (0..self.levels()).map(move |level| {
            let (word, digit) = (level / self.per_word(), level % self.per_word());
            let below = self.bits * u32::try_from(self.per_word() - 1 - digit).unwrap_or_default();
            // What the digits below add or take is less than half of this one: round it away.
            let half = if below == 0 { 0 } else { 1 << (below - 1) };
            let here_and_above = (cost.0[word] + half) >> below;
            let above = (here_and_above + (1 << (self.bits - 1))) >> self.bits << self.bits;
            here_and_above - above
        })
    }
}

/// What a whole assignment costs: the levels one by one, as sums of a million costs do not fit in digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Total(Vec<i128>);

impl Total {
    /// Nothing.
    pub fn zero(scale: Scale) -> Total {
        Total(vec![0; scale.levels() + 2])
    }

    /// Adds a cost so many times.
    pub fn add<const W: usize>(&mut self, scale: Scale, cost: Cost<W>, times: i64) {
        let tail = [cost.0[W - 2], cost.0[W - 1]];
        for (total, level) in self.0.iter_mut().zip(scale.digits(cost).chain(tail)) {
            *total += i128::from(level) * i128::from(times);
        }
    }

    /// Adds so much of one of the two last levels.
    pub fn add_tail(&mut self, tail: Tail, amount: i64) {
        let level = self.0.len() - tail as usize;
        self.0[level] += i128::from(amount);
    }

    /// Less than anything.
    pub fn least(scale: Scale) -> Total {
        Total(vec![i128::MIN / 2; scale.levels() + 2])
    }

    /// The sum, level by level.
    pub fn plus(&self, other: &Total) -> Total {
        Total(self.0.iter().zip(&other.0).map(|(a, b)| a + b).collect())
    }

    /// The difference, level by level.
    pub fn minus(&self, other: &Total) -> Total {
        Total(self.0.iter().zip(&other.0).map(|(a, b)| a - b).collect())
    }

    /// How many seats that minimums ask for are free; a bound can have fewer than none.
    pub fn missing(&self) -> i128 {
        self.0[MISSING]
    }

    /// How many are without a date.
    pub fn unplaced(&self) -> i128 {
        self.0[UNPLACED]
    }

    /// How many have their first choice; none are counted where there are no second ones.
    pub fn first_choices(&self) -> i128 {
        // The levels after it are those of keeping, giving way and evenness.
        if self.0.len() > UNPLACED + 4 { -self.0[UNPLACED + 1] } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_level_outweighs_one_before_it() {
        let scale = Scale::new(2, 5);
        assert_eq!(scale.words(), 3);
        let place = |rank: u8, kept, weight| {
            scale.placed::<3>(rank.into(), kept).with(Tail::GivingWay, weight * (i64::from(rank) - 1))
        };
        let unplaced = |weight: i64| scale.unplaced::<3>().with(Tail::GivingWay, weight * 2);
        assert!(place(2, false, 1_000) + place(2, false, 999) < place(1, true, 1) + unplaced(1));
        assert!(place(1, false, 1) + place(2, false, 1_000) < place(2, true, 1) + place(2, true, 2));
        assert!(place(1, true, 1) + place(2, true, 1_000) < place(1, false, 1_000) + place(2, false, 1));
        assert!(place(1, false, 9) + place(2, false, 1) < place(2, false, 9) + place(1, false, 1));
        let even = place(1, false, 1).with(Tail::Evenness, -3);
        assert!(even < place(1, false, 1));
        assert!(place(2, false, 1).with(Tail::Evenness, 99) < place(2, false, 2), "giving way beats evenness");
    }

    #[test]
    fn ten_million_municipalities_on_a_thousand_dates_fit() {
        let (municipalities, dates) = (10_000_000, 1_000);
        let scale = Scale::new(dates, dates + 1);
        assert!(scale.words() <= 512);
        // What `Scale` says of the largest number that is ever compared.
        let largest = |one: i64| 8 * i64::try_from(dates + 3).unwrap_or(i64::MAX) * one;
        let giving_way = Cost::<512>::ZERO.with(Tail::GivingWay, largest(municipalities * 1_000));
        let counted = (0..scale.levels()).map(|level| scale.one::<512>(level));
        let mut sum = counted.fold(giving_way, |sum, one| sum + one);
        (1..largest(1)).for_each(|_| sum += scale.one(3));
        let mut total = Total::zero(scale);
        total.add(scale, sum, municipalities);
        assert_eq!(total.0[3], i128::from(largest(1)) * i128::from(municipalities));
        assert_eq!(total.0[4], i128::from(municipalities), "the level after it is not touched");
    }

    #[test]
    fn the_levels_come_apart_as_they_were_put_together() {
        for (longest, places) in [(2, 9), (5, 51), (40, 41)] {
            let scale = Scale::new(longest, places);
            assert!(scale.words() <= 16);
            let mut cost = Cost::<16>::ZERO.with(Tail::GivingWay, -7).with(Tail::Evenness, 9);
            let mut levels = Vec::new();
            for level in 0..scale.levels() {
                let times = [-3, 3, 2][level % 3];
                (0..times).for_each(|_| cost += scale.one(level));
                (times..0).for_each(|_| cost = cost - scale.one(level));
                levels.push(times);
            }
            let mut total = Total::zero(scale);
            total.add(scale, cost, 2);
            levels.extend([-7, 9]);
            assert_eq!(total.0, levels.iter().map(|level| i128::from(2 * level)).collect::<Vec<_>>());
        }
    }
}
