//! The task as classes and arcs: what each date would cost each municipality.
//!
//! Municipalities that wish for the same make one class. A member of a group is a class of its own, because the search
//! may forbid it single dates. A group on different dates gets one more node for each date that several of its
//! members ask for, with an arc of capacity 1 to the date.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::cost::{Cost, Levels};
use super::network::{Arc, Class, ClassArc, Node};
use super::task::Task;
use crate::exercise::DateId;
use crate::group::Rule;
use crate::municipality::Number;
use crate::registration::Answer;

/// Municipalities that wish for the same and are in no group.
#[derive(Debug)]
pub(super) struct WishClass {
    pub class: Class,
    /// Their numbers among those that take part, in the order of their weights.
    pub municipalities: Vec<usize>,
}

/// A member of a group that seeks a date.
#[derive(Debug)]
pub(super) struct Member {
    /// One unit.
    pub(crate) class: Class,
    /// Its number among those that take part.
    pub municipality: usize,
}

/// What a date holds besides those who keep it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seats {
    pub capacity: usize,
    /// How many more the date needs if it is held.
    pub minimum: usize,
    /// How many keep the date.
    pub kept: usize,
}

/// A group whose members must have the same date.
#[derive(Debug)]
pub(super) struct SameDate {
    /// Its members that seek a date.
    pub members: Vec<usize>,
    /// Those of them that are in no such group before this one, so that each is counted once.
    pub counted: Vec<usize>,
    /// The dates that some member asks for, or those that members keep.
    pub dates: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct Model {
    pub levels: Levels,
    /// How many take part, including those who keep a date.
    pub attending: usize,
    pub wish_classes: Vec<WishClass>,
    pub members: Vec<Member>,
    /// By date.
    pub(crate) seats: Vec<Seats>,
    pub same_date: Vec<SameDate>,
    /// The members of each group whose members must have different dates.
    pub different_dates: Vec<Vec<usize>>,
    /// The dates of the nodes behind the sink: each lets one member of a group through.
    group_nodes: Vec<usize>,
}

/// What represents a municipality in the model.
#[derive(Debug, Clone, Copy)]
enum Place {
    WishClass(usize),
    Member(usize),
    KeepsDate,
}

impl Model {
    pub fn of(task: &Task<'_>) -> Model {
        let mut model = Model {
            levels: Levels::new(task.answers.longest().max(1)),
            attending: 0,
            wish_classes: Vec::new(),
            members: Vec::new(),
            seats: seats(task),
            same_date: Vec::new(),
            different_dates: Vec::new(),
            group_nodes: Vec::new(),
        };
        let member_of = model.add_municipalities(task);
        for group in task.groups {
            let members = group.members.iter().filter_map(|number| member_of.get(number).copied()).collect();
            let kept: Vec<usize> =
                group.members.iter().filter_map(|number| task.kept.get(number)).map(|date| date.index()).collect();
            match group.rule {
                Rule::SameDate => model.add_same_date(members, kept),
                Rule::DifferentDates => model.add_different_dates(members, &kept),
            }
        }
        model
    }

    /// Adds classes and members; gives back which member each municipality of a group is.
    fn add_municipalities(&mut self, task: &Task<'_>) -> HashMap<Number, usize> {
        let in_group: HashSet<Number> = task.groups.iter().flat_map(|group| &group.members).copied().collect();
        let mut member_of = HashMap::new();
        let mut class_of = HashMap::new();
        let mut queue = Vec::new();
        for (index, answered) in task.answers.attending().enumerate() {
            let number = answered.municipality;
            let previous = task.previous.seat(number).map(|seat| seat.date);
            let previous = previous.filter(|date| answered.answer.rank(*date).is_some());
            let place = if task.kept.contains_key(&number) {
                Place::KeepsDate
            } else if in_group.contains(&number) {
                let member = self.members.len();
                self.members.push(Member { class: self.class(&answered.answer, previous), municipality: index });
                member_of.insert(number, member);
                Place::Member(member)
            } else {
                Place::WishClass(*class_of.entry((answered.answer.dates(), previous)).or_insert_with(|| {
                    let class = self.class(&answered.answer, previous);
                    self.wish_classes.push(WishClass { class, municipalities: Vec::new() });
                    self.wish_classes.len() - 1
                }))
            };
            queue.push((task.queue_position(answered), index, place));
        }
        queue.sort_unstable_by_key(|(position, ..)| *position);
        self.attending = queue.len();
        let weights = (1..=i64::try_from(queue.len()).unwrap_or(i64::MAX)).rev();
        for (weight, (_, index, place)) in weights.zip(queue) {
            match place {
                Place::WishClass(class) => {
                    self.wish_classes[class].class.weights.push(weight);
                    self.wish_classes[class].municipalities.push(index);
                }
                Place::Member(member) => self.members[member].class.weights.push(weight),
                Place::KeepsDate => {}
            }
        }
        member_of
    }

    /// A class without units. Where any date will do, each is a first choice.
    fn class(&self, answer: &Answer, previous: Option<DateId>) -> Class {
        let steps = |steps: usize| i64::try_from(steps).unwrap_or(i64::MAX);
        let to_date = |(date, rank): (usize, usize)| ClassArc {
            head: date,
            cost: self.levels.placed(rank, previous.is_some_and(|previous| previous.index() == date)),
            steps: steps(rank - 1),
        };
        let mut arcs: Vec<ClassArc> = match answer {
            Answer::Dates(choices) => choices.dates().iter().map(|date| date.index()).zip(1..).map(to_date).collect(),
            Answer::Any => (0..self.seats.len()).map(|date| to_date((date, 1))).collect(),
            Answer::Declined => Vec::new(),
        };
        arcs.push(ClassArc { head: self.sink(), cost: self.levels.unplaced(), steps: steps(self.levels.longest()) });
        Class { arcs, weights: Vec::new() }
    }

    fn add_same_date(&mut self, members: Vec<usize>, kept: Vec<usize>) {
        let is_asked_for =
            |date: &usize| members.iter().any(|member| self.dates_of(*member).any(|asked| asked == *date));
        let dates: Vec<usize> = match kept.is_empty() {
            false => BTreeSet::from_iter(kept).into_iter().collect(),
            true => (0..self.seats.len()).filter(is_asked_for).collect(),
        };
        let is_counted = |member: &usize| self.same_date.iter().any(|group| group.members.contains(member));
        let counted = members.iter().copied().filter(|member| !is_counted(member)).collect();
        if !dates.is_empty() && !members.is_empty() {
            self.same_date.push(SameDate { members, counted, dates });
        }
    }

    /// Takes away the dates that members keep, and leads members that ask for the same date through a node of the group.
    /// A member whose arc already leads through a node of another group stays there: the search keeps that rule.
    fn add_different_dates(&mut self, members: Vec<usize>, kept: &[usize]) {
        for member in &members {
            let is_kept = |arc: &ClassArc| self.date(arc.head).is_some_and(|date| kept.contains(&date));
            let arcs = self.members[*member].class.arcs.iter().filter(|arc| !is_kept(arc)).cloned().collect();
            self.members[*member].class.arcs = arcs;
        }
        for date in 0..self.seats.len() {
            let asks = |member: &&usize| self.members[**member].class.arcs.iter().any(|arc| arc.head == date);
            let asking: Vec<usize> = members.iter().filter(asks).copied().collect();
            if asking.len() < 2 {
                continue;
            }
            let node = self.nodes();
            self.group_nodes.push(date);
            for member in asking {
                let arcs = self.members[member].class.arcs.iter_mut();
                arcs.filter(|arc| arc.head == date).for_each(|arc| arc.head = node);
            }
        }
        self.different_dates.push(members);
    }

    /// The dates come first, then the sink, then the nodes of groups.
    pub fn nodes(&self) -> usize {
        self.seats.len() + 1 + self.group_nodes.len()
    }

    pub fn sink(&self) -> Node {
        self.seats.len()
    }

    /// The date that a node leads to; none for the sink.
    pub fn date(&self, node: Node) -> Option<usize> {
        if node < self.sink() { Some(node) } else { self.group_nodes.get(node.checked_sub(self.sink() + 1)?).copied() }
    }

    fn dates_of(&self, member: usize) -> impl Iterator<Item = usize> {
        self.members[member].class.arcs.iter().filter_map(|arc| self.date(arc.head))
    }

    /// The arcs from the nodes of groups to their dates.
    pub fn group_arcs(&self) -> impl Iterator<Item = Arc> {
        let (first, cost) = (self.sink() + 1, self.levels.zero());
        self.group_nodes.iter().enumerate().map(move |(index, date)| Arc {
            tail: first + index,
            head: *date,
            capacity: 1,
            cost: cost.clone(),
            slope: 0,
        })
    }

    /// A seat that a date needs and that nobody takes.
    pub fn shortfall(&self, date: usize) -> Cost {
        self.levels.shortfall(self.seats[date].kept > 0)
    }

    /// The arcs from a date to the sink: the seats that it needs, each of which saves a shortfall, and the others.
    /// The first seat is the cheapest, and the more room there is on a date the cheaper it is.
    pub fn seat_arcs(&self, date: usize, needed: usize) -> [Arc; 2] {
        let capacity = self.seats[date].capacity;
        let needed = needed.min(capacity);
        let seats = |capacity: usize, room: usize| Arc {
            tail: date,
            head: self.sink(),
            capacity,
            cost: self.levels.seat(room),
            slope: 1,
        };
        let mut first = seats(needed, capacity);
        first.cost -= &self.shortfall(date);
        [first, seats(capacity - needed, capacity - needed)]
    }
}

fn seats(task: &Task<'_>) -> Vec<Seats> {
    let mut seats: Vec<Seats> = task
        .dates
        .iter()
        .map(|date| Seats { capacity: date.capacity as usize, minimum: date.minimum as usize, kept: 0 })
        .collect();
    for date in task.kept.values() {
        let seats = &mut seats[date.index()];
        seats.capacity = seats.capacity.saturating_sub(1);
        seats.minimum = seats.minimum.saturating_sub(1);
        seats.kept += 1;
    }
    seats
}
