//! What is otherwise than the last time dates were assigned, and why.
//!
//! It must never give a reason that does not show in the answers, dates and rules.

use serde::Serialize;

use super::has_declined;
use crate::assign::Task;
use crate::assignment::{Assignment, Assignments};
use crate::commands::Workspace;
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
pub fn changes(task: &Task<'_>, now: &Assignments, opened: &Workspace) -> Vec<Change> {
    if task.previous.is_empty() {
        return Vec::new();
    }
    let dates = task.dates;
    let named = |date: Option<DateId>| date.map_or_else(|| "no date".to_owned(), |date| dates.short(date));
    let comparison = Comparison { task, now, opened, dates: traffic(task, now) };
    let change = |before: &Assignment| {
        let (from, to) = (before.seat.map(|seat| seat.date), now.seat(before.municipality).map(|seat| seat.date));
        (from != to).then(|| Change {
            number: before.municipality.to_string(),
            municipality: opened.name(before.municipality),
            from: from.map(|date| dates.key(date).to_owned()),
            to: to.map(|date| dates.key(date).to_owned()),
            why: comparison.why(before),
            in_short: format!("{}, before: {}", named(to), named(from)),
        })
    };
    task.previous.iter().filter_map(change).collect()
}

struct Comparison<'c> {
    task: &'c Task<'c>,
    now: &'c Assignments,
    opened: &'c Workspace,
    /// By date.
    dates: Vec<Traffic>,
}

/// Who has come to a date since the last time.
#[derive(Debug, Clone, Default)]
struct Traffic {
    /// How many were on it.
    before: usize,
    /// How many are.
    now: usize,
    /// Those who are on it now and were not, or were put there by hand when it was full.
    came: Vec<Number>,
}

/// What has happened on each date; going through all municipalities once, as there may be as many changes as those.
fn traffic(task: &Task<'_>, now: &Assignments) -> Vec<Traffic> {
    let mut dates = vec![Traffic::default(); task.dates.len()];
    task.previous.iter().filter_map(|one| one.seat).for_each(|seat| dates[seat.date.index()].before += 1);
    for one in now.iter() {
        let Some(seat) = one.seat else { continue };
        let date = &mut dates[seat.date.index()];
        date.now += 1;
        let is_new = task.previous.seat(one.municipality).is_none_or(|before| before.date != seat.date);
        let over = date.before > task.dates.get(seat.date).capacity as usize;
        if is_new || over && one.pin.is_some() {
            date.came.push(one.municipality);
        }
    }
    dates
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
        let on_it = self.dates[from.index()].now;
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
        minimum > 0 && self.dates[date.index()].now <= minimum
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
        let came = &self.dates[date.index()].came;
        let is_pinned = |number: &Number| self.now.get(*number).is_some_and(|one| one.pin.is_some());
        let name = |number: &Number| self.opened.name(*number) + if is_pinned(number) { " (pinned)" } else { "" };
        let names: Vec<String> = came.iter().take(MOST).map(name).collect();
        match came.len() {
            0 => None,
            number if number > MOST => Some(format!("{} and {} others", names.join(", "), number - MOST)),
            _ => Some(names.join(", ")),
        }
    }
}
