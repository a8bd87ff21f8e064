//! What has changed since the last assignment, and why.

use serde::Serialize;

use crate::assign::Task;
use crate::assign::changes::{self, Reason};
use crate::exercise::DateId;
use crate::findings::{Sentence, Value};
use crate::group::Rule;
use crate::words::{Words, choice, say};
use crate::workspace::Workspace;

/// What has changed for one municipality.
#[derive(Debug, Serialize)]
pub(super) struct Change {
    number: String,
    municipality: String,
    from: Option<String>,
    to: Option<String>,
    /// In words.
    why: String,
    /// The name of the reason, for scripts.
    code: &'static str,
    #[serde(skip)]
    pub said: Sentence,
}

impl Change {
    pub fn of(change: &changes::Change, task: &Task<'_>, workspace: &Workspace, words: Words) -> Change {
        let key = |date: DateId| task.dates.key(date).to_owned();
        let short = |date: DateId| task.dates.short(date);
        let municipality = workspace.name(change.municipality);
        let why = reason(change, task, workspace);
        let said = say!(
            "assign-changed",
            municipality = &municipality,
            to = change.to.map(short),
            from = change.from.map(short),
            why = why.clone()
        );
        Change {
            number: change.municipality.to_string(),
            municipality,
            from: change.from.map(key),
            to: change.to.map(key),
            why: words.say(&why),
            code: (&change.reason).into(),
            said,
        }
    }
}

fn reason(change: &changes::Change, task: &Task<'_>, workspace: &Workspace) -> Sentence {
    /// No more names than this are listed.
    const MOST: usize = 3;
    let from = change.from.map(|date| task.dates.short(date));
    let capacity = change.from.map(|date| task.dates.get(date).capacity);
    let minimum = |date: Option<DateId>| date.map(|date| task.dates.get(date).minimum);
    match &change.reason {
        Reason::AnswerWithdrawn => say!("assign-because-answer-withdrawn"),
        Reason::Declined => say!("assign-because-declined"),
        Reason::HasRoomNow => say!("assign-because-has-room-now"),
        Reason::NoLongerAskedFor => say!("assign-because-no-longer-asked-for", date = from),
        Reason::BetterChoice { rank } => say!("assign-because-better-choice", choice = choice(*rank)),
        Reason::Group { name, rule: Rule::SameDate } => say!("assign-because-same-date", group = name),
        Reason::Group { name, rule: Rule::DifferentDates } => say!("assign-because-different-dates", group = name),
        Reason::NotHeld => say!("assign-because-not-held", date = from, minimum = minimum(change.from)),
        Reason::NeededElsewhere => {
            let to = change.to.map(|date| task.dates.short(date));
            say!("assign-because-needed-elsewhere", date = to, minimum = minimum(change.to))
        }
        Reason::Displaced { by } if by.len() > MOST => {
            let names: Vec<Value> = by.iter().take(MOST).map(|number| workspace.marked_name(*number, task)).collect();
            say!("assign-because-displaced-by-many", municipalities = names, others = by.len() - MOST)
        }
        Reason::Displaced { by } => {
            let names: Vec<Value> = by.iter().map(|number| workspace.marked_name(*number, task)).collect();
            say!("assign-because-displaced", municipalities = names)
        }
        Reason::CapacityLowered => say!("assign-because-capacity-lowered", date = from, capacity = capacity),
        Reason::OthersWouldBeWorseOff => say!("assign-because-others-would-be-worse-off"),
    }
}
