//! Who wants what, as a market: places, seats, and members who wish for the same.
//!
//! It must never decide who gets what: it only says what each place would cost whom.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::Task;
use super::cost::{Cost, Scale, Tail};
use super::market::{Class, Offer};
use crate::exercise::DateId;
use crate::group::Rule;
use crate::municipality::Number;
use crate::registration::Answer;

/// Those who wish for the same, and are in no group.
#[derive(Debug)]
pub struct Crowd<const W: usize> {
    pub class: Class<W>,
    /// Who its members are among those that take part, by number; in the order of their weights.
    pub members: Vec<usize>,
}

/// A member of a group: a class of its own, as its places may be restricted.
#[derive(Debug)]
pub struct Single<const W: usize> {
    pub class: Class<W>,
    /// Who it is among those that take part, by number.
    pub member: usize,
}

/// A date without those who keep it.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Seats.
    pub capacity: usize,
    /// How many more the date needs, if anybody is on it.
    pub minimum: usize,
    /// How many keep it.
    pub kept: usize,
}

/// A group whose members are to be on one date.
#[derive(Debug)]
pub struct Together {
    /// All members that seek a date, as singles.
    pub members: Vec<usize>,
    /// Of these, the ones that are in no such group before this one: each counts once.
    pub own: Vec<usize>,
    /// The dates that come in question, by number.
    pub dates: Vec<usize>,
}

/// A date and a group of which it may hold one member: a place of its own. Whoever stands there sends its only
/// inhabitant to the date, where it takes a seat.
#[derive(Debug, Clone, Copy)]
struct Knot {
    date: usize,
}

/// All that is to be had and wished for.
#[derive(Debug)]
pub struct Demand<const W: usize> {
    pub scale: Scale,
    /// How many take part, those who keep a date among them.
    pub attending: usize,
    pub crowds: Vec<Crowd<W>>,
    pub singles: Vec<Single<W>>,
    pub rooms: Vec<Room>,
    pub together: Vec<Together>,
    /// The members, as singles, of each group that is to be kept apart.
    pub apart: Vec<Vec<usize>>,
    knots: Vec<Knot>,
}

/// Where someone belongs.
#[derive(Debug, Clone, Copy)]
enum Belongs {
    Crowd(usize),
    Single(usize),
    /// It keeps a date.
    Nowhere,
}

impl<const W: usize> Demand<W> {
    /// Takes a scale for lists of at most `longest` choices.
    pub fn of(task: &Task<'_>, scale: Scale, longest: usize) -> Demand<W> {
        let mut demand = Demand {
            scale,
            attending: 0,
            crowds: Vec::new(),
            singles: Vec::new(),
            rooms: rooms(task),
            together: Vec::new(),
            apart: Vec::new(),
            knots: Vec::new(),
        };
        let single_of = demand.divide(task, longest);
        for group in task.groups {
            let members: Vec<usize> = group.members.iter().filter_map(|one| single_of.get(one).copied()).collect();
            let kept: Vec<usize> =
                group.members.iter().filter_map(|one| task.kept.get(one)).map(|date| date.index()).collect();
            match group.rule {
                Rule::SameDate => demand.keep_together(members, kept.first().copied()),
                Rule::DifferentDates => demand.keep_apart(members, &kept),
            }
        }
        demand
    }

    /// Makes classes of those who wish for the same, and singles of those in groups; gives back which single is
    /// which.
    fn divide(&mut self, task: &Task<'_>, longest: usize) -> HashMap<Number, usize> {
        let mut single_of: HashMap<Number, usize> =
            task.groups.iter().flat_map(|group| &group.members).map(|member| (*member, usize::MAX)).collect();
        let mut crowd_of: HashMap<_, usize, FixedState> = HashMap::default();
        let (outside, scale) = (self.rooms.len(), self.scale);
        let mut queue = Vec::with_capacity(task.answers.len());
        for (index, answered) in task.answers.attending().enumerate() {
            let number = answered.municipality;
            let before = task.previous.seat(number).map(|seat| seat.date);
            let before = before.filter(|date| answered.answer.rank(*date).is_some());
            let class = || seeking(&answered.answer, before, outside, longest, scale);
            let belongs = if task.kept.contains_key(&number) {
                Belongs::Nowhere
            } else if let Some(single) = single_of.get_mut(&number) {
                *single = self.singles.len();
                self.singles.push(Single { class: class(), member: index });
                Belongs::Single(*single)
            } else {
                let wish = (answered.answer.dates(), before);
                Belongs::Crowd(*crowd_of.entry(wish).or_insert_with(|| {
                    self.crowds.push(Crowd { class: class(), members: Vec::new() });
                    self.crowds.len() - 1
                }))
            };
            queue.push((task.place_in_queue(answered), index, belongs));
        }
        self.attending = queue.len();
        queue.sort_unstable_by_key(|(place, ..)| *place);
        for (weight, (_, index, belongs)) in (1..=number(queue.len())).rev().zip(queue) {
            match belongs {
                Belongs::Crowd(crowd) => {
                    self.crowds[crowd].class.weights.push(weight);
                    self.crowds[crowd].members.push(index);
                }
                Belongs::Single(single) => self.singles[single].class.weights.push(weight),
                Belongs::Nowhere => {}
            }
        }
        single_of.retain(|_, single| *single != usize::MAX);
        single_of
    }

    fn keep_together(&mut self, members: Vec<usize>, kept: Option<usize>) {
        let asked = |date: &usize| members.iter().any(|member| self.dates_of(*member).any(|asked| asked == *date));
        let dates: Vec<usize> = match kept {
            Some(date) => vec![date],
            None => (0..self.rooms.len()).filter(asked).collect(),
        };
        let earlier = |member: &usize| self.together.iter().any(|group| group.members.contains(member));
        let own = members.iter().copied().filter(|member| !earlier(member)).collect();
        if !dates.is_empty() && !members.is_empty() {
            self.together.push(Together { members, own, dates });
        }
    }

    /// Members that are not on a knot yet are put on one for each date that several of them want. Whoever is on
    /// one already, for another group, is left: the search will see to it.
    fn keep_apart(&mut self, members: Vec<usize>, taken: &[usize]) {
        for member in &members {
            let places: Vec<usize> = (0..self.places())
                .filter(|place| self.date(*place).is_some_and(|date| taken.contains(&date)))
                .collect();
            self.singles[*member].class.offers.retain(|offer| !places.contains(&offer.place));
        }
        for date in 0..self.rooms.len() {
            let wants = |member: &&usize| self.singles[**member].class.offers.iter().any(|offer| offer.place == date);
            let wanting: Vec<usize> = members.iter().filter(wants).copied().collect();
            if wanting.len() < 2 {
                continue;
            }
            let knot = self.places();
            self.knots.push(Knot { date });
            for member in wanting {
                let offers = &mut self.singles[member].class.offers;
                offers.iter_mut().filter(|offer| offer.place == date).for_each(|offer| offer.place = knot);
            }
        }
        self.apart.push(members);
    }

    /// The number of places: the dates, then outside, then the knots.
    pub fn places(&self) -> usize {
        self.rooms.len() + 1 + self.knots.len()
    }

    /// The date that a place stands for.
    pub fn date(&self, place: usize) -> Option<usize> {
        let dates = self.rooms.len();
        if place < dates { Some(place) } else { self.knots.get(place.checked_sub(dates + 1)?).map(|knot| knot.date) }
    }

    fn dates_of(&self, single: usize) -> impl Iterator<Item = usize> {
        self.singles[single].class.offers.iter().filter_map(|offer| self.date(offer.place))
    }

    /// The inhabitants of the knots.
    pub fn inhabitants(&self) -> impl Iterator<Item = Class<W>> {
        let outside = self.rooms.len();
        self.knots.iter().enumerate().map(move |(index, knot)| Class {
            home: outside + 1 + index,
            offers: vec![free(outside + 1 + index, 0), free(knot.date, 0)],
            weights: vec![0],
            level: Tail::GivingWay,
        })
    }

    /// The seats of a date: those that may stay free, and those that a minimum asks for, if the date is to be held for
    /// certain. A seat that is taken goes outside, and the first one of the date with the most room goes most gladly.
    pub fn seats(&self, date: usize, required: usize) -> [Class<W>; 2] {
        let Room { capacity, .. } = self.rooms[date];
        let outside = self.rooms.len();
        let seats = |from: usize, to: usize, base: Cost<W>| Class {
            home: date,
            offers: vec![Offer { base, ..free(date, 0) }, free(outside, 1)],
            weights: (from..to).map(|room| -number(room + 1)).collect(),
            level: Tail::Evenness,
        };
        let optional = capacity.saturating_sub(required);
        [seats(0, optional, Cost::ZERO), seats(optional, capacity, self.scale.missing())]
    }
}

fn free<const W: usize>(place: usize, step: i64) -> Offer<W> {
    Offer { place, base: Cost::ZERO, step }
}

fn rooms(task: &Task<'_>) -> Vec<Room> {
    let mut rooms: Vec<Room> = task
        .dates
        .iter()
        .map(|date| Room { capacity: date.capacity as usize, minimum: date.minimum as usize, kept: 0 })
        .collect();
    for date in task.kept.values() {
        let room = &mut rooms[date.index()];
        room.capacity = room.capacity.saturating_sub(1);
        room.minimum = room.minimum.saturating_sub(1);
        room.kept += 1;
    }
    rooms
}

/// A class that nobody is in yet: what each date would cost that was asked for, and being without. For whom any date
/// will do, each is a first choice.
fn seeking<const W: usize>(
    answer: &Answer,
    before: Option<DateId>,
    outside: usize,
    longest: usize,
    scale: Scale,
) -> Class<W> {
    let before = before.map(DateId::index);
    let offer = |(place, rank): (usize, usize)| {
        let base = scale.placed(rank, before == Some(place));
        Offer { place, base, step: number(rank - 1) }
    };
    let mut offers: Vec<Offer<W>> = match answer {
        Answer::Dates(choices) => choices.dates().iter().map(|date| date.index()).zip(1..).map(offer).collect(),
        Answer::Any => (0..outside).map(|place| offer((place, 1))).collect(),
        Answer::Declined => Vec::new(),
    };
    offers.push(Offer { place: outside, base: scale.unplaced(), step: number(longest) });
    Class { home: outside, offers, weights: Vec::new(), level: Tail::GivingWay }
}

fn number(number: usize) -> i64 {
    // Nothing that fits in memory is more.
    i64::try_from(number).unwrap_or(i64::MAX)
}
