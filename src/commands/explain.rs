//! `ovelse explain`: why a municipality got its date.

use std::time::Duration;

use serde::Serialize;

use super::{Console, Outcome, Session};
use crate::assign::explain::{self, Explanation, Fixed, explain};
use crate::assign::{Task, WithoutDate};
use crate::cli::Explain;
use crate::exercise::DateId;
use crate::findings::{Sentence, typed};
use crate::group::Rule;
use crate::registration::{Answer, Answered};
use crate::show::{Grid, Page, View};
use crate::words::{Words, choice, say};
use crate::workspace::assigning::solve_within;
use crate::workspace::{Kept, KeptFor, Result, Workspace};

/// How long each search may take.
const LIMIT: Duration = Duration::from_secs(30);

pub fn run(session: &Session, args: &Explain, console: &mut Console) -> Result<Outcome> {
    let workspace = session.open()?;
    let answers = workspace.answers()?;
    let assignments = workspace.assignments(&answers)?;
    let municipality = workspace.municipality(&args.municipality.name())?;
    let Some(answered) = answers.get(municipality.number) else {
        let name = &municipality.name;
        return Err(say!("explain-not-answered", municipality = name, typed = typed(name)).into());
    };
    if assignments.is_empty() {
        return Err(say!("explain-nothing-assigned").into());
    }
    let kept = workspace.kept_by(&workspace.history()?, &workspace.moved_dates()?, &answers, &assignments);
    let task = workspace.task(&answers, &assignments, &kept);
    let solve = solve_within(LIMIT);
    if solve(&task).assignments != assignments {
        return Err(say!("explain-out-of-date").into());
    }
    let shown = Shown { answered, task, kept: &kept, workspace: &workspace, words: console.words };
    console.show(&shown.explanation(explain(&task, answered, &solve)), args.listing.format)?;
    Ok(Outcome::Done)
}

/// An explanation as it is shown.
#[derive(Debug, Serialize)]
struct ShownExplanation {
    number: String,
    municipality: String,
    choices: Vec<String>,
    date: Option<String>,
    choice: Option<usize>,
    /// Why it has its date whatever others ask for, if that is so; in words.
    fixed: Option<String>,
    fixed_code: Option<&'static str>,
    groups: Vec<ShownMembership>,
    obstacles: Vec<ShownObstacle>,
    /// Why it has no date, if it takes part and has none.
    without_date: Option<&'static str>,
    proven: bool,
    #[serde(skip)]
    heading: Sentence,
    /// That too few are on its date for it to be held, if that is so.
    #[serde(skip)]
    too_few: Option<Sentence>,
}

#[derive(Debug, Serialize)]
struct ShownMembership {
    group: String,
    rule: Rule,
    /// The better date that it would have without the group.
    otherwise: Option<String>,
    #[serde(skip)]
    otherwise_short: Option<String>,
}

#[derive(Debug, Serialize)]
struct ShownObstacle {
    date: String,
    #[serde(skip)]
    short: String,
    capacity: u32,
    minimum: u32,
    assigned: usize,
    kept: usize,
    only_possible: usize,
    before_it: usize,
    called_off: bool,
    /// Whether it has begun while others are to come.
    begun: bool,
    /// Why it cannot have the date whatever others give up, if that is so; in words.
    impossible: Option<String>,
    worse_off: Vec<ShownWorseOff>,
}

#[derive(Debug, Serialize)]
struct ShownWorseOff {
    number: String,
    municipality: String,
    choice: usize,
    instead: Option<usize>,
    comes_first: bool,
}

struct Shown<'s> {
    answered: &'s Answered,
    task: Task<'s>,
    kept: &'s Kept,
    workspace: &'s Workspace,
    words: Words,
}

impl Shown<'_> {
    fn key(&self, date: DateId) -> String {
        self.task.dates.key(date).to_owned()
    }

    fn explanation(&self, found: Explanation) -> ShownExplanation {
        let heading = self.heading(&found);
        let without_date = self.without_date(&found).map(Into::into);
        let groups = found.groups.into_iter().map(|membership| ShownMembership {
            group: membership.group,
            rule: membership.rule,
            otherwise: membership.otherwise.map(|date| self.key(date)),
            otherwise_short: membership.otherwise.map(|date| self.task.dates.short(date)),
        });
        ShownExplanation {
            number: self.answered.municipality.to_string(),
            municipality: self.workspace.name(self.answered.municipality),
            choices: self.workspace.choices(&self.answered.answer),
            date: found.seat.map(|seat| self.key(seat.date)),
            choice: found.seat.and_then(|seat| seat.rank),
            fixed: found.fixed.as_ref().map(|fixed| self.words.say(&self.fixed_because(fixed).1)),
            fixed_code: found.fixed.as_ref().map(|fixed| self.fixed_because(fixed).0),
            groups: groups.collect(),
            without_date,
            obstacles: found.obstacles.into_iter().map(|obstacle| self.obstacle(obstacle)).collect(),
            proven: found.proven,
            heading,
            too_few: found.seat.and_then(|seat| self.too_few(seat.date)),
        }
    }

    /// Why its date is fixed: by a name for scripts, and in words.
    fn fixed_because(&self, fixed: &Fixed) -> (&'static str, Sentence) {
        let reason = match fixed {
            Fixed::Pinned { note } => return ("pinned", say!("explain-pinned", note = note.clone())),
            Fixed::Kept => self.kept.reason(self.answered.municipality),
        };
        let said = match reason {
            KeptFor::Invited => say!("explain-invited"),
            KeptFor::Offered => say!("explain-offered"),
            KeptFor::Begun => say!("explain-begun"),
        };
        (reason.into(), said)
    }

    fn heading(&self, found: &Explanation) -> Sentence {
        let municipality = self.workspace.name(self.answered.municipality);
        let choices = self.answered.answer.in_words(|date| self.task.dates.short(date));
        let date = found.seat.map(|seat| self.task.dates.short(seat.date));
        match (&self.answered.answer, found.seat) {
            (Answer::Declined, _) => say!("explain-declined", municipality = municipality, date = date),
            (Answer::Any, _) => say!("explain-any", municipality = municipality, date = date),
            (Answer::Dates(_), None) => say!("explain-no-date", municipality = municipality, choices = choices),
            (Answer::Dates(_), Some(seat)) => say!(
                "explain-has-date",
                municipality = municipality,
                choices = choices,
                date = date,
                choice = seat.rank.map(choice)
            ),
        }
    }

    fn too_few(&self, date: DateId) -> Option<Sentence> {
        let (count, minimum) = (self.task.previous.on(date).count(), self.task.dates.get(date).minimum);
        let short = self.task.dates.short(date);
        (count < minimum as usize).then(|| say!("assign-too-few", date = short, minimum = minimum, count = count))
    }

    fn without_date(&self, found: &Explanation) -> Option<WithoutDate> {
        let waits = found.seat.is_none() && self.answered.answer != Answer::Declined;
        waits.then(|| WithoutDate::of(self.answered.municipality, &self.task, self.task.previous))
    }

    fn obstacle(&self, found: explain::Obstacle) -> ShownObstacle {
        let date = self.workspace.exercise.dates.get(found.date);
        let (worse_off, impossible) = match found.worse_off {
            Ok(worse_off) => (worse_off, None),
            Err(impossible) => {
                let mut kept = self.task.kept.clone();
                kept.insert(self.answered.municipality, found.date);
                let task = Task { kept: &kept, ..self.task };
                (Vec::new(), Some(self.words.say(&self.workspace.impossible(&impossible, &task))))
            }
        };
        let worse_off = worse_off.into_iter().map(|other| ShownWorseOff {
            number: other.municipality.to_string(),
            municipality: self.workspace.name(other.municipality),
            choice: other.choice,
            instead: other.instead,
            comes_first: other.is_ahead,
        });
        ShownObstacle {
            date: self.key(found.date),
            short: self.task.dates.short(found.date),
            capacity: date.capacity,
            minimum: date.minimum,
            assigned: found.assigned,
            kept: found.kept,
            only_possible: found.only_possible,
            before_it: found.ahead,
            called_off: date.called_off.is_some(),
            begun: self.task.dates.get(found.date).has_begun,
            impossible,
            worse_off: worse_off.collect(),
        }
    }
}

impl ShownWorseOff {
    fn line(&self) -> Sentence {
        let ahead = if self.comes_first { "yes" } else { "no" };
        say!(
            "explain-worse-off",
            municipality = &self.municipality,
            instead = self.instead.map(choice),
            choice = choice(self.choice),
            ahead = ahead
        )
    }
}

impl ShownObstacle {
    /// Who has the seats, as far as it explains anything.
    fn taken_by(&self, municipality: &str) -> Vec<Sentence> {
        let parts = [
            (self.kept, say!("explain-taken-by-kept", count = self.kept)),
            (self.only_possible, say!("explain-taken-by-only-possible", count = self.only_possible)),
            (self.before_it, say!("explain-taken-by-ahead", count = self.before_it, municipality = municipality)),
        ];
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part).collect()
    }

    fn show(&self, municipality: &str, page: &mut Page) {
        if self.called_off {
            page.line(say!("explain-called-off", date = &self.short));
            return;
        }
        if self.begun {
            page.line(say!("explain-over", date = &self.short));
            return;
        }
        let (date, taken_by) = (&self.short, self.taken_by(municipality));
        page.line(match taken_by.is_empty() {
            true => say!("explain-taken", date = date, taken = self.assigned, capacity = self.capacity),
            false => {
                say!("explain-taken-by", date = date, taken = self.assigned, capacity = self.capacity, parts = taken_by)
            }
        });
        if self.assigned == 0 && self.minimum > 0 {
            page.line(say!("explain-not-held", minimum = self.minimum));
        }
        if let Some(impossible) = &self.impossible {
            page.line(say!("explain-impossible", reason = impossible));
            return;
        }
        page.line(say!("explain-if", municipality = municipality));
        if self.worse_off.is_empty() {
            page.indented(1, say!("explain-nobody-worse-off"));
        }
        self.worse_off.iter().for_each(|other| page.indented(1, other.line()));
    }
}

impl View for ShownExplanation {
    fn page(&self, page: &mut Page) {
        page.heading(self.heading.clone());
        if let Some(reason) = self.without_date {
            page.line(say!("explain-without-date", reason = reason));
        }
        match &self.fixed {
            Some(fixed) => page.line(say!("explain-fixed", reason = fixed)),
            None if self.too_few.is_none()
                && self.obstacles.is_empty()
                && self.without_date.is_none()
                && self.date.is_some() =>
            {
                page.line(say!("explain-best"));
            }
            None => {}
        }
        self.too_few.iter().for_each(|too_few| page.line(too_few.clone()));
        for ShownMembership { group, rule, otherwise_short, .. } in &self.groups {
            page.line(say!("explain-group", group = group, rule = rule.name()));
            if let Some(date) = otherwise_short {
                page.indented(1, say!("explain-without-group", date = date));
            }
        }
        self.obstacles.iter().for_each(|obstacle| obstacle.show(&self.municipality, page));
        if !self.proven {
            page.line(say!("explain-not-proven"));
        }
    }

    fn grid(&self) -> Grid {
        let rows = self.obstacles.iter().flat_map(|obstacle| {
            obstacle.worse_off.iter().map(|other| {
                let instead = other.instead.map(|rank| rank.to_string()).unwrap_or_default();
                let who = [obstacle.date.clone(), other.number.clone(), other.municipality.clone()];
                who.into_iter().chain([other.choice.to_string(), instead]).collect()
            })
        });
        let headings = ["wanted date", "number", "municipality", "choice", "choice instead"];
        Grid { headings: headings.map(str::to_owned).to_vec(), rows: rows.collect() }
    }
}
