//! `ovelse explain`: why a municipality has got what it has got, and not better.
//!
//! The reason is found, not phrased: dates are assigned once more with the municipality on each date that
//! it would rather have, and whoever is worse off then is what stands in the way. It must never write.

use std::cell::Cell;
use std::collections::{HashMap, HashSet};
use std::time::Duration;

use anyhow::{Result, bail};
use serde::Serialize;

use super::{Console, Outcome, Session, Workspace, assign};
use crate::assign::Task;
use crate::assignment::{Assignment, Assignments};
use crate::cli::Explain;
use crate::exercise::DateId;
use crate::group::{Group, Rule};
use crate::municipality::Number;
use crate::registration::{Answer, Answered, Answers, choice_name};
use crate::show::{Grid, Page, View};

/// How long each search may take.
const LIMIT: Duration = Duration::from_secs(30);

/// Why a municipality has got what it has got.
#[derive(Debug, Serialize)]
struct Explanation {
    number: String,
    municipality: String,
    /// Dates, best first, or "any" or "declined".
    choices: Vec<String>,
    date: Option<String>,
    choice: Option<usize>,
    /// Why it is where it is whatever others ask for, if that is so.
    fixed: Option<String>,
    /// The groups that it is in.
    groups: Vec<Membership>,
    /// What stands in the way of each date that it would rather have.
    obstacles: Vec<Obstacle>,
    /// Whether everything that was tried was solved.
    proven: bool,
    #[serde(skip)]
    got: String,
}

/// A group that a municipality is in, and what it would have otherwise.
#[derive(Debug, Serialize)]
struct Membership {
    group: String,
    rule: Rule,
    /// The better date that it would have if there were no such group; none if it would have no better one.
    otherwise: Option<String>,
    #[serde(skip)]
    otherwise_short: Option<String>,
}

/// What stands in the way of a date.
#[derive(Debug, Serialize)]
struct Obstacle {
    date: String,
    #[serde(skip)]
    short: String,
    capacity: usize,
    /// How many it needs to be held; 0 if any number will do.
    minimum: usize,
    assigned: usize,
    /// Of these, those that have been told or are pinned.
    kept: usize,
    /// Of the others, those that asked for no other date.
    only_possible: usize,
    /// Of the others, those that come before the municipality when somebody has to give way.
    before_it: usize,
    /// Why the municipality cannot have it whatever others give up, if that is so.
    impossible: Option<String>,
    /// Who would be worse off if the municipality had the date.
    worse_off: Vec<WorseOff>,
}

/// Someone who would be worse off.
#[derive(Debug, Serialize)]
struct WorseOff {
    number: String,
    municipality: String,
    /// The choice that it has now, from 1.
    choice: usize,
    /// The choice that it would have then; none if it would be without a date.
    instead: Option<usize>,
    /// Whether it comes before the municipality when somebody has to give way.
    comes_first: bool,
}

pub fn run(session: &Session, args: &Explain, console: &mut Console) -> Result<Outcome> {
    let opened = session.open()?;
    let answers = opened.answers()?;
    let assignments = opened.assignments(&answers)?;
    let municipality = opened.municipality(&args.municipality)?;
    let Some(answered) = answers.get(municipality.number) else {
        let name = &municipality.name;
        bail!("{name} has not answered\n    register its answer: ovelse register \"{name}\" --first DATE");
    };
    if assignments.is_empty() {
        bail!("no municipality has been assigned a date\n    do that first: ovelse assign");
    }
    let kept = assign::kept(&opened, &answers, &assignments, &HashSet::new())?;
    let proven = Cell::new(true);
    let search = Search { opened: &opened, answers: &answers, assignments: &assignments, kept: &kept, proven };
    if search.again(&search.task(&kept))? != assignments {
        bail!("answers or pins have changed since dates were assigned\n    assign them again first: ovelse assign");
    }
    console.show(&search.explain(answered)?, args.listing.format)?;
    Ok(Outcome::Done)
}

/// What is assigned, and the means to assign it otherwise.
struct Search<'a> {
    opened: &'a Workspace,
    answers: &'a Answers,
    assignments: &'a Assignments,
    kept: &'a HashMap<Number, DateId>,
    /// Whether everything that was tried so far was solved.
    proven: Cell<bool>,
}

impl Search<'_> {
    /// The best assignment when something is otherwise.
    fn again(&self, task: &Task<'_>) -> Result<Assignments> {
        let solution = assign::solve(task, LIMIT).map_err(|impossible| self.opened.explained(&impossible, task))?;
        self.proven.set(self.proven.get() && solution.gap.is_none());
        Ok(solution.assignments)
    }

    fn task<'a>(&'a self, kept: &'a HashMap<Number, DateId>) -> Task<'a> {
        self.opened.task(self.answers, self.assignments, kept)
    }

    fn explain(&self, answered: &Answered) -> Result<Explanation> {
        let dates = &self.opened.exercise.dates;
        let number = answered.municipality;
        let one = self.assignments.get(number);
        let seat = one.and_then(|one| one.seat);
        let fixed = one.and_then(|one| self.fixed(one));
        let wanted = answered.answer.dates();
        let better = match (&fixed, seat.and_then(|seat| seat.rank)) {
            (Some(_), _) => 0,
            (None, Some(rank)) => (rank - 1).min(wanted.len()),
            (None, None) => wanted.len(),
        };
        let obstacles = wanted[..better].iter().map(|date| self.obstacle(answered, *date)).collect();
        let memberships = if fixed.is_some() { Vec::new() } else { self.memberships(answered)? };
        Ok(Explanation {
            number: number.to_string(),
            municipality: self.opened.name(number),
            choices: self.opened.choices(&answered.answer),
            date: seat.map(|seat| dates.key(seat.date).to_owned()),
            choice: seat.and_then(|seat| seat.rank),
            fixed,
            groups: memberships,
            obstacles,
            proven: self.proven.get(),
            got: self.got(answered),
        })
    }

    /// The groups of a municipality, and what it would have without each of them.
    fn memberships(&self, answered: &Answered) -> Result<Vec<Membership>> {
        let number = answered.municipality;
        let dates = &self.opened.exercise.dates;
        let mut memberships = Vec::new();
        for group in self.opened.groups.iter().filter(|group| group.members.contains(&number)) {
            let others: Vec<Group> = self.opened.groups.iter().filter(|other| *other != group).cloned().collect();
            let then = self.again(&Task { groups: &others, ..self.task(self.kept) })?;
            let rank = |all: &Assignments| all.seat(number).and_then(|seat| seat.rank).unwrap_or(usize::MAX);
            let better = then.seat(number).filter(|_| rank(&then) < rank(self.assignments));
            memberships.push(Membership {
                group: group.name.clone(),
                rule: group.rule,
                otherwise: better.map(|seat| dates.key(seat.date).to_owned()),
                otherwise_short: better.map(|seat| dates.short(seat.date)),
            });
        }
        Ok(memberships)
    }

    fn got(&self, answered: &Answered) -> String {
        let dates = &self.opened.exercise.dates;
        match (self.assignments.seat(answered.municipality), &answered.answer) {
            (None, Answer::Declined) => "does not take part".to_owned(),
            (None, _) => "is without a date".to_owned(),
            (Some(seat), Answer::Dates(_)) => match seat.rank {
                Some(rank) => format!("has {}, its {}", dates.short(seat.date), choice_name(rank)),
                None => format!("has {}, which it did not ask for", dates.short(seat.date)),
            },
            (Some(seat), _) => format!("has {}", dates.short(seat.date)),
        }
    }

    fn fixed(&self, one: &Assignment) -> Option<String> {
        match &one.pin {
            Some(note) if note.is_empty() => Some("its date is pinned".to_owned()),
            Some(note) => Some(format!("its date is pinned ({note})")),
            None if self.kept.contains_key(&one.municipality) => {
                Some("it has been sent an invitation for its date".to_owned())
            }
            None => None,
        }
    }

    fn obstacle(&self, answered: &Answered, date: DateId) -> Obstacle {
        let dates = &self.opened.exercise.dates;
        let (mut assigned, mut kept, mut only_possible, mut before_it) = (0, 0, 0, 0);
        for (number, _) in self.assignments.on(date) {
            let answer = self.answers.get(number).map(|other| &other.answer);
            assigned += 1;
            match answer {
                _ if self.kept.contains_key(&number) => kept += 1,
                Some(Answer::Dates(choices)) if choices.dates().len() == 1 => only_possible += 1,
                _ if self.comes_first(number, answered) => before_it += 1,
                _ => {}
            }
        }
        let (impossible, worse_off) = match self.worse_off(answered, date) {
            Ok(worse_off) => (None, worse_off),
            Err(why) => (Some(why.to_string().lines().next().unwrap_or_default().to_owned()), Vec::new()),
        };
        Obstacle {
            date: dates.key(date).to_owned(),
            short: dates.short(date),
            capacity: dates.get(date).capacity as usize,
            minimum: dates.get(date).minimum as usize,
            assigned,
            kept,
            only_possible,
            before_it,
            impossible,
            worse_off,
        }
    }

    /// Who would be worse off if a municipality had a date.
    ///
    /// # Errors
    /// When it cannot have it whatever others give up.
    fn worse_off(&self, answered: &Answered, date: DateId) -> Result<Vec<WorseOff>> {
        let mut kept = self.kept.clone();
        kept.insert(answered.municipality, date);
        let then = self.again(&self.task(&kept))?;
        let rank = |all: &Assignments, who: Number| all.seat(who).and_then(|seat| seat.rank);
        let others = self.assignments.iter().filter(|one| one.municipality != answered.municipality);
        let worse = others.filter_map(|one| {
            let choice = rank(self.assignments, one.municipality)?;
            let instead = rank(&then, one.municipality);
            instead.is_none_or(|instead| instead > choice).then(|| WorseOff {
                number: one.municipality.to_string(),
                municipality: self.opened.name(one.municipality),
                choice,
                instead,
                comes_first: self.comes_first(one.municipality, answered),
            })
        });
        Ok(worse.collect())
    }

    /// Whether one municipality comes before another when somebody has to give way.
    fn comes_first(&self, one: Number, other: &Answered) -> bool {
        let task = self.task(self.kept);
        self.answers.get(one).is_some_and(|one| task.queue_position(one) < task.queue_position(other))
    }
}

impl WorseOff {
    fn line(&self) -> String {
        let instead = self.instead.map_or_else(|| "no date".to_owned(), |rank| format!("its {}", choice_name(rank)));
        let first = if self.comes_first { "; it comes first when somebody has to give way" } else { "" };
        format!("{} would have {instead} instead of its {}{first}", self.municipality, choice_name(self.choice))
    }
}

impl Obstacle {
    /// `: 5 by those who asked for no other date, 9 by others who come before Asker`.
    fn by_whom(&self, who: &str) -> String {
        let parts = [
            (self.kept, "by those who have been sent an invitation or are pinned".to_owned()),
            (self.only_possible, "by those who asked for no other date".to_owned()),
            (self.before_it, format!("by others who come before {who}")),
        ];
        let parts = parts.into_iter().filter(|(number, _)| *number > 0);
        let parts: Vec<String> = parts.map(|(number, whose)| format!("{number} {whose}")).collect();
        if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) }
    }

    fn show(&self, who: &str, page: &mut Page) {
        let Obstacle { short, assigned, capacity, minimum, .. } = self;
        page.line(format_args!("{short} has {assigned} of {capacity} seats taken{}.", self.by_whom(who)));
        if *assigned == 0 && *minimum > 0 {
            page.line(format_args!("It is not held: it needs {minimum}."));
        }
        if let Some(impossible) = &self.impossible {
            page.line(format_args!("It cannot be had: {impossible}"));
            return;
        }
        page.line(format_args!("If {who} had a seat there:"));
        if self.worse_off.is_empty() {
            page.line("    nobody would have a worse choice, but somebody who has a date now would have to move");
        }
        self.worse_off.iter().for_each(|one| page.line(format_args!("    {}", one.line())));
    }
}

impl View for Explanation {
    fn page(&self, page: &mut Page) {
        let who = &self.municipality;
        page.heading(format_args!("{who} answered {} and {}.", self.choices.join(", then "), self.got));
        match &self.fixed {
            Some(fixed) => page.line(format_args!("That is so whatever others ask for: {fixed}.")),
            None if self.obstacles.is_empty() => page.line("It could not have it better."),
            None => {}
        }
        for Membership { group, rule, otherwise_short, .. } in &self.groups {
            page.line(format_args!("It is in the group {group}, whose members {}.", rule.demand()));
            if let Some(date) = otherwise_short {
                page.line(format_args!("    Without the group it would have {date}."));
            }
        }
        self.obstacles.iter().for_each(|obstacle| obstacle.show(who, page));
        if !self.proven {
            page.line("Not all of this is proven: a search took too long and was stopped.");
        }
    }

    fn grid(&self) -> Grid {
        let rows = self.obstacles.iter().flat_map(|obstacle| {
            obstacle.worse_off.iter().map(|one| {
                let instead = one.instead.map(|rank| rank.to_string()).unwrap_or_default();
                vec![
                    obstacle.date.clone(),
                    one.number.clone(),
                    one.municipality.clone(),
                    one.choice.to_string(),
                    instead,
                ]
            })
        });
        let headings = ["wanted date", "number", "municipality", "choice", "choice instead"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
