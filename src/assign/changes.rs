//! Who has another date than before, and why.

use std::collections::HashMap;

use super::task::Task;
use crate::assignment::{Assignment, Assignments};
use crate::exercise::DateId;
use crate::group::{Group, Rule};
use crate::municipality::Number;
use crate::registration::Answer;

/// A municipality that has another date than before, or none, or one at last.
#[derive(Debug)]
pub(crate) struct Change {
    pub municipality: Number,
    pub from: Option<DateId>,
    pub to: Option<DateId>,
    pub reason: Reason,
}

/// Why a municipality has not the date it had. Without any of these reasons it would still have it: a municipality that
/// can keep its date without harm keeps it.
#[derive(Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Reason {
    AnswerWithdrawn,
    Declined,
    /// It had no date, and one that it asked for has room now.
    HasRoomNow,
    /// It no longer asks for the date it had.
    NoLongerAskedFor,
    /// It got a better choice, of this rank.
    BetterChoice {
        rank: usize,
    },
    /// The date it had would break the rule of this group.
    Group {
        name: String,
        rule: Rule,
    },
    /// The date it had has too few municipalities for its minimum.
    NotHeld,
    /// The date it got needs it for its minimum.
    NeededElsewhere,
    /// The date it had is full, and these are new there.
    Displaced {
        by: Vec<Number>,
    },
    /// The date it had holds fewer than before.
    CapacityLowered,
    /// If it had kept its date, others would have worse ones.
    OthersWouldBeWorseOff,
}

/// The changes since the previous assignment; none if there was none.
pub(crate) fn changes(task: &Task<'_>, now: &Assignments) -> Vec<Change> {
    let comparison = Comparison { task, now, dates: compared_by_date(task, now) };
    let change = |before: &Assignment| {
        let (from, to) = (before.seat.map(|seat| seat.date), now.seat(before.municipality).map(|seat| seat.date));
        let municipality = before.municipality;
        (from != to).then(|| Change { municipality, from, to, reason: comparison.reason(before) })
    };
    task.previous.iter().filter_map(change).collect()
}

/// A date before and now.
#[derive(Debug, Clone, Default)]
struct DateComparison {
    before: usize,
    now: usize,
    /// Those who are on it now and were not, or were pinned to it when it was full.
    new: Vec<Number>,
}

fn compared_by_date(task: &Task<'_>, now: &Assignments) -> HashMap<DateId, DateComparison> {
    let mut dates: HashMap<DateId, DateComparison> =
        task.dates.ids().map(|id| (id, DateComparison::default())).collect();
    for seat in task.previous.iter().filter_map(|assignment| assignment.seat) {
        dates.entry(seat.date).or_default().before += 1;
    }
    for assignment in now.iter() {
        let Some(seat) = assignment.seat else { continue };
        let date = dates.entry(seat.date).or_default();
        date.now += 1;
        let is_new = task.previous.seat(assignment.municipality).is_none_or(|before| before.date != seat.date);
        let was_too_full = date.before > task.dates.get(seat.date).capacity as usize;
        if is_new || was_too_full && assignment.pin.is_some() {
            date.new.push(assignment.municipality);
        }
    }
    dates
}

struct Comparison<'c> {
    task: &'c Task<'c>,
    now: &'c Assignments,
    dates: HashMap<DateId, DateComparison>,
}

impl Comparison<'_> {
    fn reason(&self, before: &Assignment) -> Reason {
        let municipality = before.municipality;
        let Some(answered) = self.task.answers.get(municipality) else { return Reason::AnswerWithdrawn };
        if answered.answer == Answer::Declined {
            return Reason::Declined;
        }
        let now = self.now.seat(municipality);
        let Some(from) = before.seat.map(|seat| seat.date) else { return Reason::HasRoomNow };
        let Some(rank) = answered.answer.rank(from) else { return Reason::NoLongerAskedFor };
        if let Some(rank) = now.and_then(|seat| seat.rank).filter(|now| *now < rank) {
            return Reason::BetterChoice { rank };
        }
        if let Some(group) = self.group_against(municipality, from) {
            return Reason::Group { name: group.name.clone(), rule: group.rule };
        }
        let date = self.task.dates.get(from);
        let (on_it, new) = self.dates.get(&from).map_or((0, &[][..]), |date| (date.now, &date.new));
        if on_it == 0 && date.minimum > 0 {
            return Reason::NotHeld;
        }
        if now.is_some_and(|seat| self.is_at_its_minimum(seat.date)) {
            return Reason::NeededElsewhere;
        }
        match new {
            _ if on_it < date.capacity as usize => Reason::OthersWouldBeWorseOff,
            [] => Reason::CapacityLowered,
            new => Reason::Displaced { by: new.to_vec() },
        }
    }

    fn is_at_its_minimum(&self, date: DateId) -> bool {
        let minimum = self.task.dates.get(date).minimum as usize;
        minimum > 0 && self.dates.get(&date).is_some_and(|date| date.now <= minimum)
    }

    /// A group whose rule the municipality would break by keeping its date.
    fn group_against(&self, municipality: Number, from: DateId) -> Option<&Group> {
        let date_of = |member: Number| {
            if member == municipality { Some(from) } else { self.now.seat(member).map(|seat| seat.date) }
        };
        let mut groups = self.task.groups.iter().filter(|group| group.members.contains(&municipality));
        let keeps = |member: Number| member != municipality && self.task.kept.contains_key(&member);
        groups.find(|group| group.broken_by(date_of, keeps).is_some())
    }
}
