//! The cheapest way to seat everyone: a minimum-cost flow, solved as a market that clears.
//!
//! **What it solves.** There are places, and classes of members who wish for the same. A member can
//! stand on one of a few places, at a cost; each has a home. Find where everyone is to stand so that each place
//! holds just as many as are at home in it, at the least cost. (Free seats are members too: at home on
//! their date, and outside when they are taken. So "at most 12" becomes "just 12".)
//!
//! **How it is known to be the least.** The result comes with a price for standing on each place, and every
//! member stands where its cost and the price together are least. In any other way to stand, each member's
//! cost and price together are no less, and the sum of all prices is the same, as every place holds
//! the same number. So no way costs less: this is the duality of linear programming, in three lines.
//!
//! **How it is found.** Successive shortest paths. Everyone starts where it is cheapest under some
//! prices, so that some places hold too many and others too few. The invariant, that everyone stands where cost and
//! price are least, is kept while one member after the other leaves a crowded place: the cheapest chain of moves
//! from a place with too many to one with too few is made (Dijkstra's method over the places, where a move's length is
//! what it adds to cost and price), and prices of crowded places rise by what the chain costs. Of the members of a
//! class on a place only the one that loses least by a move matters, and of the classes only
//! the best: so the search sees places, not members. See Ahuja, Magnanti, Orlin, *Network Flows* (1993),
//! sections 9.7 and 9.8 (successive shortest paths, reduced costs), and 14.4 (convex costs, which is what members of
//! different weight in one class come to).
//!
//! **What it costs.** A chain takes P² steps for P places. How many chains it takes depends on how good the first
//! prices are. So where there are many members, the market of every sixteenth is cleared for prices first, in the same
//! way. What is left to do after that grows with classes × places, not with members. Memory grows with members,
//! and with classes × their places squared.
//!
//! The module must never know what a cost means.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::cost::{Cost, Tail};

/// A place where a member of a class can stand.
#[derive(Debug, Clone, Copy)]
pub struct Offer<const W: usize> {
    /// The place, by number from 0.
    pub place: usize,
    /// What it costs every member.
    pub base: Cost<W>,
    /// What it costs besides for each unit of a member's weight.
    pub step: i64,
}

/// Members who wish for the same, and differ in weight only.
#[derive(Debug, Clone)]
pub struct Class<const W: usize> {
    /// The place that must hold one more for each member, whoever stands there.
    pub home: usize,
    /// Where members can stand, home among it; by step, the lowest first.
    pub offers: Vec<Offer<W>>,
    /// The weights of the members, all different unless no step differs; the largest first.
    pub weights: Vec<i64>,
    /// The level that weights count in.
    pub level: Tail,
}

impl<const W: usize> Class<W> {
    /// What it costs a member of that weight to stand on an offer.
    pub fn cost(&self, offer: usize, weight: i64) -> Cost<W> {
        let Offer { base, step, .. } = self.offers[offer];
        base.with(self.level, step * weight)
    }
}

/// Where everyone stands.
#[derive(Debug, Clone)]
pub struct Cleared<const W: usize> {
    /// How many members of each class stand on each of its offers, class after class.
    counts: Vec<usize>,
    /// Where the counts of each class begin.
    first: Vec<usize>,
    /// The price of each place.
    pub prices: Vec<Cost<W>>,
}

impl<const W: usize> Cleared<W> {
    /// How many members of a class stand on each of its offers. Those with the largest weights stand on
    /// the first of them.
    pub fn counts(&self, class: usize) -> &[usize] {
        &self.counts[self.first[class]..self.first[class + 1]]
    }
}

/// One member in so many is looked at for prices to start from.
const SAMPLE: usize = 16;

/// With fewer members than this the market is cleared at once.
const FEW: usize = 2_000;

/// Finds where everyone is to stand. `start` are prices that may be near those sought; any will do.
pub fn clear<const W: usize>(places: usize, classes: &[&Class<W>], start: Option<&[Cost<W>]>) -> Cleared<W> {
    let members: usize = classes.iter().map(|class| class.weights.len()).sum();
    let prices = match start {
        Some(prices) => prices.to_vec(),
        None if members <= FEW => vec![Cost::ZERO; places],
        None => {
            let sample = sample(classes);
            clear(places, &sample.iter().collect::<Vec<_>>(), None).prices
        }
    };
    let mut market = Market::open(classes, prices);
    while market.move_one() {}
    Cleared { counts: market.counts, first: market.first, prices: market.prices }
}

/// Every sixteenth member, counted through all classes.
fn sample<const W: usize>(classes: &[&Class<W>]) -> Vec<Class<W>> {
    let mut skip = SAMPLE / 2;
    let mut sampled = Vec::new();
    for class in classes {
        let weights: Vec<i64> = class.weights.iter().skip(skip).step_by(SAMPLE).copied().collect();
        skip = (skip + weights.len() * SAMPLE) - class.weights.len();
        if !weights.is_empty() {
            sampled.push(Class { weights, ..(*class).clone() });
        }
    }
    sampled
}

/// A member of a class moves from one of its offers to another; by cost, the least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Move<const W: usize> {
    cost: Cost<W>,
    class: usize,
    from: u32,
    to: u32,
}

struct Market<'c, const W: usize> {
    classes: &'c [&'c Class<W>],
    counts: Vec<usize>,
    first: Vec<usize>,
    prices: Vec<Cost<W>>,
    /// How many a place holds beyond those at home in it; negative where it holds too few.
    excess: Vec<isize>,
    /// Moves by the places they go from and to. An entry whose cost is not that of the move any more is
    /// passed over when it comes up.
    moves: Vec<BinaryHeap<Reverse<Move<W>>>>,
}

impl<'c, const W: usize> Market<'c, W> {
    /// Everyone stands where it is cheapest.
    fn open(classes: &'c [&'c Class<W>], prices: Vec<Cost<W>>) -> Market<'c, W> {
        let places = prices.len();
        let mut first = Vec::with_capacity(classes.len() + 1);
        first.push(0);
        for class in classes {
            first.push(first[first.len() - 1] + class.offers.len());
        }
        let counts = vec![0; first[classes.len()]];
        let (excess, moves) = (vec![0; places], Vec::new());
        let mut market = Market { classes, counts, first, prices, excess, moves };
        market.settle();
        market.moves = market.all_moves();
        market
    }

    fn settle(&mut self) {
        let mut undecided = Vec::new();
        for (index, class) in self.classes.iter().enumerate() {
            self.excess[class.home] -= signed(class.weights.len());
            let standing: Vec<Cost<W>> =
                class.offers.iter().map(|offer| offer.base + self.prices[offer.place]).collect();
            let cheapest = |weight: i64| {
                let cost = |offer: usize| standing[offer].with(class.level, class.offers[offer].step * weight);
                (0..standing.len()).min_by_key(|offer| cost(*offer)).unwrap_or_default()
            };
            let mut begin = 0;
            for offer in 0..standing.len() {
                // The lower the weight, the higher the step that it can bear.
                let end = begin + class.weights[begin..].partition_point(|weight| cheapest(*weight) <= offer);
                let equal = |other: &usize| {
                    standing[*other] == standing[offer] && class.offers[*other].step == class.offers[offer].step
                };
                let equals: Vec<usize> = (offer + 1..standing.len()).filter(equal).collect();
                if end > begin && !equals.is_empty() {
                    self.counts[self.first[index] + offer] = end - begin;
                    undecided.push((index, offer, equals));
                } else {
                    self.stand(index, offer, end - begin);
                }
                begin = end;
            }
        }
        // Whoever does not mind goes where there are too few.
        for (index, offer, equals) in undecided {
            let mut left = std::mem::take(&mut self.counts[self.first[index] + offer]);
            for other in std::iter::once(offer).chain(equals) {
                let excess = self.excess[self.classes[index].offers[other].place];
                let lacking = usize::try_from(-excess).unwrap_or(0).min(left);
                self.stand(index, other, lacking);
                left -= lacking;
            }
            self.stand(index, offer, left);
        }
    }

    fn stand(&mut self, class: usize, offer: usize, number: usize) {
        self.counts[self.first[class] + offer] += number;
        self.excess[self.classes[class].offers[offer].place] += signed(number);
    }

    fn all_moves(&self) -> Vec<BinaryHeap<Reverse<Move<W>>>> {
        let places = self.prices.len();
        let mut moves: Vec<Vec<Reverse<Move<W>>>> = vec![Vec::new(); places * places];
        for (index, class) in self.classes.iter().enumerate() {
            for from in 0..class.offers.len() {
                for found in self.moves_from(index, from) {
                    moves[self.direction(&found)].push(Reverse(found));
                }
            }
        }
        moves.into_iter().map(BinaryHeap::from).collect()
    }

    fn direction(&self, found: &Move<W>) -> usize {
        let offers = &self.classes[found.class].offers;
        offers[found.from as usize].place * self.prices.len() + offers[found.to as usize].place
    }

    fn class_counts(&self, class: usize) -> &[usize] {
        &self.counts[self.first[class]..self.first[class + 1]]
    }

    /// What can be done by those of a class who stand on an offer.
    fn moves_from(&self, class: usize, from: usize) -> impl Iterator<Item = Move<W>> {
        let nobody = self.class_counts(class)[from] == 0;
        let to = if nobody { 0..0 } else { 0..self.classes[class].offers.len() };
        to.filter(move |to| *to != from).map(move |to| {
            let index = |offer: usize| u32::try_from(offer).unwrap_or(u32::MAX);
            Move { cost: self.cost(class, from, to), class, from: index(from), to: index(to) }
        })
    }

    /// What the cheapest move of a class from one of its offers to another adds. Among those who stand on offers of the
    /// same step, it is the one with the least weight that steps down, and the one with the largest that steps up.
    ///
    /// If other members stand on a step between the two, moving two of them one after the other is cheaper, so that
    /// a chain never leaps over them.
    fn cost(&self, class: usize, from: usize, to: usize) -> Cost<W> {
        let (counts, class) = (self.class_counts(class), self.classes[class]);
        let step = class.offers[from].step;
        let down = class.offers[to].step > step;
        let before = |offer: &Offer<W>| if down { offer.step <= step } else { offer.step < step };
        let number: usize =
            class.offers.iter().zip(counts).filter(|(offer, _)| before(offer)).map(|(_, count)| count).sum();
        let weight = class.weights[if down { number - 1 } else { number }];
        class.cost(to, weight) - class.cost(from, weight)
    }

    /// Makes the cheapest chain of moves from a place with too many to one with too few, if there is any such place.
    fn move_one(&mut self) -> bool {
        let places = self.prices.len();
        let mut reached: Vec<Option<Reached<W>>> = self
            .excess
            .iter()
            .map(|excess| (*excess > 0).then_some(Reached { length: Cost::ZERO, by: None, done: false }))
            .collect();
        // Everyone at home is one way to stand, so a place with too few can always be reached.
        let Some((end, length)) = self.nearest_lack(&mut reached) else { return false };
        for place in 0..places {
            if let Some(reached) = reached[place].filter(|reached| reached.length < length) {
                self.prices[place] += length - reached.length;
            }
        }
        self.excess[end] -= -1;
        let mut place = end;
        while let Some(step) = reached[place].and_then(|reached| reached.by) {
            place = self.classes[step.class].offers[step.from as usize].place;
            self.make(&step);
        }
        self.excess[place] -= 1;
        true
    }

    /// The nearest place with too few and the length of the chain to it. Dijkstra's method: lengths are cost and
    /// price, which no move lowers.
    fn nearest_lack(&mut self, reached: &mut [Option<Reached<W>>]) -> Option<(usize, Cost<W>)> {
        loop {
            let open = reached.iter().enumerate().filter_map(|(place, reached)| Some((place, reached.as_ref()?)));
            let (place, length) = open
                .filter(|(_, reached)| !reached.done)
                .map(|(place, reached)| (place, reached.length))
                .min_by_key(|(_, length)| *length)?;
            if self.excess[place] < 0 {
                return Some((place, length));
            }
            if let Some(reached) = &mut reached[place] {
                reached.done = true;
            }
            for to in 0..reached.len() {
                if reached[to].is_some_and(|reached| reached.done) {
                    continue;
                }
                let Some(step) = self.cheapest(place, to) else { continue };
                let length = length + step.cost + self.prices[to] - self.prices[place];
                if reached[to].is_none_or(|known| length < known.length) {
                    reached[to] = Some(Reached { length, by: Some(step), done: false });
                }
            }
        }
    }

    fn cheapest(&mut self, from: usize, to: usize) -> Option<Move<W>> {
        let direction = from * self.prices.len() + to;
        loop {
            let Reverse(found) = *self.moves[direction].peek()?;
            let (from, to) = (found.from as usize, found.to as usize);
            if self.class_counts(found.class)[from] > 0 && self.cost(found.class, from, to) == found.cost {
                return Some(found);
            }
            self.moves[direction].pop();
        }
    }

    fn make(&mut self, step: &Move<W>) {
        let (from, to) = (step.from as usize, step.to as usize);
        let first = self.first[step.class];
        let was_empty = self.counts[first + to] == 0;
        self.counts[first + from] -= 1;
        self.counts[first + to] += 1;
        let offers = &self.classes[step.class].offers;
        let steps = [offers[from].step, offers[to].step];
        let (low, high) = (steps[0].min(steps[1]), steps[0].max(steps[1]));
        for (index, offer) in offers.iter().enumerate() {
            // On one step, who moves on stays the same.
            let changed = if low == high { index == to && was_empty } else { (low..=high).contains(&offer.step) };
            if changed {
                let found: Vec<Move<W>> = self.moves_from(step.class, index).collect();
                for found in found {
                    let direction = self.direction(&found);
                    self.moves[direction].push(Reverse(found));
                }
            }
        }
    }
}

/// The cheapest chain of moves to a place that is known.
#[derive(Debug, Clone, Copy)]
struct Reached<const W: usize> {
    length: Cost<W>,
    /// The last move of it; none where it begins.
    by: Option<Move<W>>,
    /// Whether there is none cheaper.
    done: bool,
}

fn signed(number: usize) -> isize {
    // Nothing that fits in memory has more members.
    isize::try_from(number).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn class(home: usize, offers: Vec<(usize, i64, i64)>, weights: Vec<i64>) -> Class<3> {
        let offer = |(place, base, step): (usize, i64, i64)| {
            let base = Cost::ZERO.with(Tail::GivingWay, base * 1000);
            Offer { place, base, step }
        };
        let mut offers: Vec<Offer<3>> = offers.into_iter().map(offer).collect();
        if offers.iter().all(|offer| offer.place != home) {
            offers.push(Offer { place: home, base: Cost::ZERO, step: 9 });
        }
        offers.sort_by_key(|offer| offer.step);
        Class { home, offers, weights, level: Tail::GivingWay }
    }

    fn classes(places: usize) -> impl Strategy<Value = Vec<Class<3>>> {
        let offers = proptest::sample::subsequence((0..places).collect::<Vec<_>>(), 0..=places);
        let offers = offers.prop_flat_map(|places| {
            let number = places.len();
            (Just(places), vec(-3i64..4, number), vec(0i64..4, number)).prop_map(|(places, bases, steps)| {
                places.into_iter().zip(bases).zip(steps).map(|((a, b), c)| (a, b, c)).collect()
            })
        });
        let weights = proptest::sample::subsequence((1i64..40).rev().collect::<Vec<_>>(), 0..6);
        vec((0..places, offers, weights).prop_map(|(home, offers, weights)| class(home, offers, weights)), 1..12)
    }

    /// Checks what the module's first paragraphs say: every place holds its number, and everyone stands where cost and
    /// price are least. That is the whole proof that nothing costs less.
    fn check(places: usize, classes: &[Class<3>], cleared: &Cleared<3>) {
        let mut missing: Vec<isize> = vec![0; places];
        for (index, class) in classes.iter().enumerate() {
            missing[class.home] += signed(class.weights.len());
            let counts = cleared.counts(index);
            assert_eq!(counts.iter().sum::<usize>(), class.weights.len());
            let mut weights = class.weights.iter();
            for (offer, count) in counts.iter().enumerate() {
                missing[class.offers[offer].place] -= signed(*count);
                for weight in weights.by_ref().take(*count) {
                    let cost = |offer: usize| class.cost(offer, *weight) + cleared.prices[class.offers[offer].place];
                    assert!((0..counts.len()).all(|other| cost(offer) <= cost(other)), "{classes:?}: {cleared:?}");
                }
            }
        }
        assert_eq!(missing, vec![0; places]);
    }

    proptest! {
        #[test]
        fn prices_prove_that_nothing_costs_less(
            (places, classes) in (1usize..6).prop_flat_map(|places| (Just(places), classes(places)))
        ) {
            let all: Vec<&Class<3>> = classes.iter().collect();
            let cleared = clear(places, &all, None);
            check(places, &classes, &cleared);
            // From any other prices it comes to prices that prove it too.
            let others = (0..5000).step_by(700).map(|price| Cost::ZERO.with(Tail::GivingWay, price));
            let others: Vec<Cost<3>> = others.take(places).collect();
            check(places, &classes, &clear(places, &all, Some(&others)));
        }
    }

    #[test]
    fn a_start_from_a_sample_proves_the_same() {
        let dates: i64 = 5;
        let mut classes: Vec<Class<3>> =
            (0..5).map(|date| class(date, vec![(date, 0, 0), (5, 0, 1)], (-3000..0).rev().collect())).collect();
        for first in 0..5 {
            for second in (0..5).filter(|second| *second != first) {
                let members = (1..40_000 / (1 + i64::try_from(first * 3 + second).unwrap_or(0)))
                    .filter(|weight| weight % dates == 0);
                classes.push(class(5, vec![(first, -2, 0), (second, -1, 1)], members.rev().collect()));
            }
        }
        let all: Vec<&Class<3>> = classes.iter().collect();
        assert!(all.iter().map(|class| class.weights.len()).sum::<usize>() > 10 * FEW);
        check(6, &classes, &clear(6, &all, None));
    }
}
