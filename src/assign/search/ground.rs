//! One part of the search: its market, what it comes to, what it could come to, and how it divides.
//!
//! It must never take a value for a bound that something in the part could be better than.

use std::rc::Rc;

use super::super::cost::{Cost, Total};
use super::super::demand::Demand;
use super::super::market::{Class, Cleared, clear};
use super::{Held, Part};

/// What is the same in all parts.
pub struct Ground<'d, const W: usize> {
    pub demand: &'d Demand<W>,
    /// The groups that each single is in and that are kept together.
    groups_of: Vec<Vec<usize>>,
    /// By date.
    seats: Vec<Seats<W>>,
    inhabitants: Vec<Class<W>>,
}

/// The seats of a date.
struct Seats<const W: usize> {
    /// All of them, when the date need not be held.
    all: Class<W>,
    /// When it must be: those that may stay free, and those that may not. None where there is no minimum.
    divided: Option<[Class<W>; 2]>,
}

impl<'d, const W: usize> Ground<'d, W> {
    pub fn of(demand: &'d Demand<W>) -> Ground<'d, W> {
        let seats = |date: usize| {
            let [all, _] = demand.seats(date, 0);
            let minimum = demand.rooms[date].minimum;
            Seats { all, divided: (minimum > 0).then(|| demand.seats(date, minimum)) }
        };
        let groups = |single: usize| {
            (0..demand.together.len()).filter(|group| demand.together[*group].members.contains(&single)).collect()
        };
        Ground {
            demand,
            groups_of: (0..demand.singles.len()).map(groups).collect(),
            seats: (0..demand.rooms.len()).map(seats).collect(),
            inhabitants: demand.inhabitants().collect(),
        }
    }

    /// Clears the market of a part, each group kept together on the date chosen for it, if any is.
    pub fn stand<'g>(&'g self, part: &Part<W>, chosen: &[usize]) -> Stand<'g, 'd, W> {
        let demand = self.demand;
        let singles: Vec<Class<W>> =
            (0..demand.singles.len()).map(|single| self.restricted(single, part, chosen)).collect();
        let classes: Vec<&Class<W>> =
            self.crowds().chain(&singles).chain(self.seats(&part.held)).chain(&self.inhabitants).collect();
        let start = part.prices.as_deref().filter(|prices| demand.scale.is_moderate(prices));
        let mut cleared = clear(demand.places(), &classes, start.map(Vec::as_slice));
        let prices = Rc::new(std::mem::take(&mut cleared.prices));
        Stand { ground: self, held: part.held.clone(), singles, cleared, prices }
    }

    fn crowds(&self) -> impl Iterator<Item = &Class<W>> {
        self.demand.crowds.iter().map(|crowd| &crowd.class)
    }

    fn seats<'g>(&'g self, held: &[Held]) -> impl Iterator<Item = &'g Class<W>> {
        self.seats.iter().zip(held).flat_map(|(Seats { all, divided }, held)| match held {
            Held::Undecided => std::slice::from_ref(all),
            Held::Yes => divided.as_ref().map_or(std::slice::from_ref(all), |divided| divided),
            Held::No => &[],
        })
    }

    /// A single with the offers that the part leaves it, and what is chosen for its groups.
    fn restricted(&self, single: usize, part: &Part<W>, chosen: &[usize]) -> Class<W> {
        let mut class = self.demand.singles[single].class.clone();
        class.offers.retain(|offer| {
            let Some(date) = self.demand.date(offer.place) else { return true };
            let chosen = |group: &usize| chosen.get(*group).is_none_or(|chosen| *chosen == date);
            self.allows(part, single, date) && self.groups_of[single].iter().all(chosen)
        });
        class
    }

    fn allows(&self, part: &Part<W>, single: usize, date: usize) -> bool {
        self.groups_of[single].iter().all(|group| part.together[*group].contains(&date))
            && !part.forbidden.contains(&(single, date))
    }

    /// The allowed date on which a group costs least.
    pub fn cheapest_date(&self, part: &Part<W>, group: usize, prices: &[Cost<W>]) -> Option<usize> {
        let value = |date: &usize| self.group_value(part, group, *date, prices);
        part.together[group].iter().copied().min_by_key(value)
    }

    /// What the members of a group cost at least, prices included, when it has a date: each of them there or without.
    fn group_value(&self, part: &Part<W>, group: usize, date: usize, prices: &[Cost<W>]) -> Total {
        let mut value = Total::zero(self.demand.scale);
        for single in &self.demand.together[group].own {
            let class = &self.demand.singles[*single].class;
            let open = |place: usize| match self.demand.date(place) {
                Some(asked) => asked == date && self.allows(part, *single, date),
                None => true,
            };
            let offers = (0..class.offers.len()).filter(|offer| open(class.offers[*offer].place));
            let costs = offers.map(|offer| class.cost(offer, class.weights[0]) + prices[class.offers[offer].place]);
            costs.min().into_iter().for_each(|cost| value.add(self.demand.scale, cost, 1));
        }
        value
    }

    /// What the seats of a date cost at least, prices included, when it must be held, and when nothing is decided.
    /// When it is not held they cost nothing. None where there is no minimum.
    fn date_values(&self, date: usize, prices: &[Cost<W>]) -> Option<[Total; 2]> {
        let Seats { all, divided } = &self.seats[date];
        let [optional, required] = divided.as_ref()?;
        let mut held = self.seats_value(date, optional, prices);
        held = held.plus(&self.taken_value(date, &required.weights, required, prices));
        Some([held, self.seats_value(date, all, prices)])
    }

    /// What seats cost at least that may be free or taken.
    fn seats_value(&self, date: usize, seats: &Class<W>, prices: &[Cost<W>]) -> Total {
        let outside = prices[self.demand.rooms.len()];
        // A free seat costs its price and saves it, as it is at home on the date.
        let is_free = |weight: &i64| prices[date] <= seats.cost(1, *weight) + outside;
        let free = seats.weights.partition_point(is_free);
        self.taken_value(date, &seats.weights[free..], seats, prices)
    }

    /// What seats of these weights cost that are taken.
    fn taken_value(&self, date: usize, weights: &[i64], seats: &Class<W>, prices: &[Cost<W>]) -> Total {
        let scale = self.demand.scale;
        let mut value = Total::zero(scale);
        value.add_tail(seats.level, weights.iter().sum());
        value.add(scale, prices[self.demand.rooms.len()], signed(weights.len()));
        value.add(scale, prices[date], -signed(weights.len()));
        value
    }
}

/// What keeps an assignment from being one.
pub enum Obstacle {
    /// Too few are on a date with a minimum, of all such dates on this one.
    Minimum(usize),
    /// Two singles are on the same date and may not be.
    SameDate(usize, usize, usize),
}

/// Where everyone stands in a part.
pub struct Stand<'g, 'd, const W: usize> {
    ground: &'g Ground<'d, W>,
    held: Vec<Held>,
    /// As they were restricted.
    singles: Vec<Class<W>>,
    cleared: Cleared<W>,
    /// The prices, for all parts that this one is divided into.
    prices: Rc<Vec<Cost<W>>>,
}

impl<const W: usize> Stand<'_, '_, W> {
    pub fn prices(&self) -> &Rc<Vec<Cost<W>>> {
        &self.prices
    }

    fn classes(&self) -> impl Iterator<Item = (&Class<W>, &[usize])> {
        let ground = self.ground;
        let classes = ground.crowds().chain(&self.singles).chain(ground.seats(&self.held)).chain(&ground.inhabitants);
        classes.enumerate().map(|(index, class)| (class, self.cleared.counts(index)))
    }

    /// What it costs.
    pub fn total(&self) -> Total {
        let scale = self.ground.demand.scale;
        let mut total = Total::zero(scale);
        for (class, counts) in self.classes() {
            let mut from = 0;
            for (offer, count) in class.offers.iter().zip(counts).filter(|(_, count)| **count > 0) {
                total.add(scale, offer.base, signed(*count));
                if offer.step != 0 {
                    let weight: i64 = class.weights[from..from + count].iter().sum();
                    total.add_tail(class.level, offer.step * weight);
                }
                from += count;
            }
        }
        total
    }

    /// The offer on which a single stands.
    fn offer_of(&self, single: usize) -> usize {
        let counts = self.cleared.counts(self.ground.demand.crowds.len() + single);
        counts.iter().position(|count| *count == 1).unwrap_or_default()
    }

    fn date_of(&self, single: usize) -> Option<usize> {
        self.ground.demand.date(self.singles[single].offers[self.offer_of(single)].place)
    }

    /// The date of each that takes part, by number; none for those who keep one.
    pub fn dates(&self) -> Vec<Option<usize>> {
        let demand = self.ground.demand;
        let mut dates = vec![None; demand.attending];
        for (index, crowd) in demand.crowds.iter().enumerate() {
            let mut members = crowd.members.iter();
            for (offer, count) in crowd.class.offers.iter().zip(self.cleared.counts(index)) {
                let date = demand.date(offer.place);
                members.by_ref().take(*count).for_each(|member| dates[*member] = date);
            }
        }
        for (index, single) in demand.singles.iter().enumerate() {
            dates[single.member] = self.date_of(index);
        }
        dates
    }

    /// How many of those that seek a date are on each date.
    fn loads(&self) -> Vec<usize> {
        let demand = self.ground.demand;
        let mut loads = vec![0; demand.rooms.len()];
        let seeking = demand.crowds.len() + demand.singles.len();
        for (class, counts) in self.classes().take(seeking) {
            for (offer, count) in class.offers.iter().zip(counts) {
                demand.date(offer.place).into_iter().for_each(|date| loads[date] += count);
            }
        }
        loads
    }

    /// A date that must be held and lacks some.
    pub fn lacking(&self) -> Option<usize> {
        let loads = self.loads();
        let lacks =
            |date: &usize| self.held[*date] == Held::Yes && loads[*date] < self.ground.demand.rooms[*date].minimum;
        (0..loads.len()).find(lacks)
    }

    /// What keeps this from being an assignment, if anything does.
    pub fn obstacle(&self, part: &Part<W>) -> Option<Obstacle> {
        let rooms = &self.ground.demand.rooms;
        let loads = self.loads();
        let lacks = |date: &usize| {
            part.held[*date] == Held::Undecided && 0 < loads[*date] && loads[*date] < rooms[*date].minimum
        };
        let emptiest = (0..loads.len()).filter(lacks).min_by_key(|date| loads[*date]);
        emptiest.map(Obstacle::Minimum).or_else(|| self.conflict())
    }

    fn conflict(&self) -> Option<Obstacle> {
        self.ground.demand.apart.iter().find_map(|members| {
            members.iter().enumerate().find_map(|(index, one)| {
                let date = self.date_of(*one)?;
                let other = members[..index].iter().find(|other| self.date_of(**other) == Some(date))?;
                Some(Obstacle::SameDate(*other, *one, date))
            })
        })
    }

    /// How much more each group costs, prices included, than on its best allowed date.
    pub fn slacks(&self, part: &Part<W>) -> Vec<Total> {
        let slack = |group: usize| {
            let mut now = Total::zero(self.ground.demand.scale);
            for single in &self.ground.demand.together[group].own {
                let (class, offer) = (&self.singles[*single], self.offer_of(*single));
                let cost = class.cost(offer, class.weights[0]) + self.prices()[class.offers[offer].place];
                now.add(self.ground.demand.scale, cost, 1);
            }
            let values =
                part.together[group].iter().map(|date| self.ground.group_value(part, group, *date, self.prices()));
            values.min().map_or_else(|| Total::zero(self.ground.demand.scale), |least| now.minus(&least))
        };
        (0..part.together.len()).map(slack).collect()
    }

    /// For each undecided date with a minimum, how much more it costs at least than without one, and how much
    /// more if it is held and if it is not.
    pub fn minimum_costs(&self, part: &Part<W>) -> Vec<(usize, Total, [Total; 2])> {
        let demand = self.ground.demand;
        let undecided = |date: &usize| part.held[*date] == Held::Undecided;
        let costs = |date: usize| {
            let [held, undecided] = self.ground.date_values(date, self.prices())?;
            let costs = [held.minus(&undecided), Total::zero(demand.scale).minus(&undecided)];
            Some((date, costs[0].clone().min(costs[1].clone()), costs))
        };
        (0..demand.rooms.len()).filter(undecided).filter_map(costs).collect()
    }

    fn child(&self, part: &Part<W>, bound: Total) -> Part<W> {
        // What is known of the whole holds for its parts.
        let bound = bound.max(part.bound.clone());
        Part { bound, prices: Some(Rc::clone(&self.prices)), ..part.clone() }
    }

    /// The two parts of a part in neither of which the obstacle is left.
    pub fn without(&self, part: &Part<W>, obstacle: &Obstacle, bound: &Total) -> Vec<Part<W>> {
        match *obstacle {
            Obstacle::Minimum(wanted) => {
                let costs = self.minimum_costs(part);
                let Some((_, least, costs)) = costs.into_iter().find(|(date, ..)| *date == wanted) else {
                    return Vec::new();
                };
                let decided = |(held, cost): (Held, Total)| {
                    let mut child = self.child(part, bound.minus(&least).plus(&cost));
                    child.held[wanted] = held;
                    child
                };
                [Held::Yes, Held::No].into_iter().zip(costs).map(decided).collect()
            }
            Obstacle::SameDate(one, other, date) => {
                let forbidden = |single: usize| {
                    let mut child = self.child(part, bound.clone());
                    child.forbidden.push((single, date));
                    child
                };
                vec![forbidden(one), forbidden(other)]
            }
        }
    }

    /// A part for each date of the group that is farthest from its best one.
    pub fn divided(&self, part: &Part<W>, slacks: &[Total], bound: &Total) -> Vec<Part<W>> {
        let open = (0..slacks.len()).filter(|group| part.together[*group].len() > 1);
        let Some(group) = open.max_by_key(|group| &slacks[*group]) else { return Vec::new() };
        let values =
            part.together[group].iter().map(|date| (*date, self.ground.group_value(part, group, *date, self.prices())));
        let values: Vec<(usize, Total)> = values.collect();
        let Some(least) = values.iter().map(|(_, value)| value).min() else { return Vec::new() };
        let on = |(date, value): &(usize, Total)| {
            let mut child = self.child(part, bound.plus(value).minus(least));
            child.together[group] = vec![*date];
            child
        };
        values.iter().map(on).collect()
    }
}

fn signed(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
