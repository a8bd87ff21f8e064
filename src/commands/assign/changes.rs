//! What is otherwise than the last time dates were assigned, and why.
//!
//! It must never give a reason that does not show in the answers, dates and rules.

use serde::Serialize;

use super::has_declined;
use crate::assign::Task;
use crate::assignment::{Assignment, Assignments};
use crate::commands::Opened;
use crate::exercise::DateId;
use crate::municipality::Number;
use crate::registration::choice_name;

/// What is otherwise than before for one municipality.
#[derive(Debug, Serialize)]
pub struct Change {
    number: String,
    municipality: String,
    /// The date before; none if it was without one.
    from: Option<String>,
    /// The date now; none if it is without one.
    to: Option<String>,
    /// In words.
    why: String,
    #[serde(skip)]
    in_short: String,
}

impl Change {
    /// `Asker: 24 November, before: 22 November; its first choice has room now`.
    pub fn line(&self) -> String {
        format!("{}: {}; {}", self.municipality, self.in_short, self.why)
    }
}

/// Who was assigned before and has another date now, or none, or one at last.
pub fn changes(task: &Task<'_>, now: &Assignments, opened: &Opened) -> Vec<Change> {
    let dates = task.dates;
    let named = |date: Option<DateId>| date.map_or_else(|| "no date".to_owned(), |date| dates.short(date));
    let change = |before: &Assignment| {
        let (from, to) = (before.seat.map(|seat| seat.date), now.seat(before.municipality).map(|seat| seat.date));
        (from != to).then(|| Change {
            number: before.municipality.to_string(),
            municipality: opened.name(before.municipality),
            from: from.map(|date| dates.key(date).to_owned()),
            to: to.map(|date| dates.key(date).to_owned()),
            why: Comparison { task, now, opened }.why(before),
            in_short: format!("{}, before: {}", named(to), named(from)),
        })
    };
    task.previous.iter().filter_map(change).collect()
}

struct Comparison<'c> {
    task: &'c Task<'c>,
    now: &'c Assignments,
    opened: &'c Opened,
}

impl Comparison<'_> {
    /// Why a municipality has not what it had. Without any of these reasons it would still have it: whoever
    /// could have it back without harm keeps it.
    fn why(&self, before: &Assignment) -> String {
        let municipality = before.municipality;
        let Some(answered) = self.task.answers.get(municipality) else {
            return "its answer is withdrawn".to_owned();
        };
        if has_declined(municipality, self.task.answers) {
            return "it has declined".to_owned();
        }
        let rank = |date: DateId| answered.answer.rank(date);
        let now = self.now.seat(municipality);
        let Some(from) = before.seat.map(|seat| seat.date) else {
            return "a date that it asked for has room now".to_owned();
        };
        let short = self.task.dates.short(from);
        if rank(from).is_none() {
            return format!("it does not ask for {short} any more");
        }
        if let Some(better) = now.and_then(|seat| seat.rank).filter(|now| Some(*now) < rank(from)) {
            return format!("its {} has room now", choice_name(better));
        }
        if let Some(group) = self.group_with(municipality, from) {
            return format!("the members of {} {}", group.name, group.rule.demand());
        }
        let on_it = self.now.on(from).count();
        let date = self.task.dates.get(from);
        if on_it == 0 && date.minimum > 0 {
            return format!("{short} is not held: it needs {}", date.minimum);
        }
        if let Some(to) = now.map(|seat| seat.date).filter(|to| self.is_needed_on(*to)) {
            return format!("{} needs {}", self.task.dates.short(to), self.task.dates.get(to).minimum);
        }
        let is_full = on_it >= date.capacity as usize;
        match self.newcomers(from) {
            _ if !is_full => "otherwise others would be worse off".to_owned(),
            Some(names) => format!("makes room for {names}"),
            None => format!("{short} holds {} now", date.capacity),
        }
    }

    /// Whether a date would have too few without one of those who are on it.
    fn is_needed_on(&self, date: DateId) -> bool {
        let minimum = self.task.dates.get(date).minimum as usize;
        minimum > 0 && self.now.on(date).count() <= minimum
    }

    /// A group whose rule it would break by keeping the date.
    fn group_with(&self, municipality: Number, from: DateId) -> Option<&crate::group::Group> {
        let with_it_back = |member: Number| {
            if member == municipality { Some(from) } else { self.now.seat(member).map(|seat| seat.date) }
        };
        let groups = self.task.groups.iter().filter(|group| group.members.contains(&municipality));
        groups.into_iter().find(|group| group.broken_by(with_it_back).is_some())
    }

    /// Who is on a date and was not before, or was put there by hand.
    fn newcomers(&self, date: DateId) -> Option<String> {
        const MOST: usize = 3;
        let was_there = |number: Number| self.task.previous.seat(number).is_some_and(|seat| seat.date == date);
        let is_pinned = |number: Number| self.now.get(number).is_some_and(|one| one.pin.is_some());
        let over = self.task.previous.on(date).count() > self.task.dates.get(date).capacity as usize;
        let names = self.now.on(date).filter_map(|(number, _)| {
            let mark = if is_pinned(number) { " (pinned)" } else { "" };
            (!was_there(number) || over && is_pinned(number)).then(|| self.opened.name(number) + mark)
        });
        let names: Vec<String> = names.collect();
        match names.len() {
            0 => None,
            number if number > MOST => Some(format!("{} and {} others", names[..MOST].join(", "), number - MOST)),
            _ => Some(names.join(", ")),
        }
    }
}
