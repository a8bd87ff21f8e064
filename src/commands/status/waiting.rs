//! What waits for the lead: what no command can go on with by itself.
//!
//! It must never name anything that a command would do without being asked.

use serde::Serialize;

use super::super::Workspace;
use super::super::replies::participation;
use crate::assignment::Assignments;
use crate::delivery::History;
use crate::municipality::{Municipality, Number};
use crate::reply::{Participation, Replies, Response, Speaker};
use crate::workspace::Unclear;

/// One thing, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    /// A name for scripts.
    what: &'static str,
    /// In words, before the names.
    #[serde(skip)]
    pub words: &'static str,
    pub municipalities: Vec<String>,
    /// What to do about it.
    pub command: &'static str,
}

/// What it is found in.
pub struct Sources<'a> {
    pub opened: &'a Workspace,
    pub history: &'a History,
    pub replies: &'a Replies,
    pub assignments: &'a Assignments,
    pub unclear: &'a Unclear,
}

/// All that waits, the most pressing first.
pub fn all(sources: &Sources<'_>) -> Vec<Waiting> {
    let Sources { opened, history, replies, assignments, unclear } = *sources;
    let stance = |number: Number| participation(replies, history, number);
    let is_placed = |number: Number| assignments.seat(number).is_some();
    let said = |number: Number, response: Response| {
        is_placed(number) && stance(number) == Some(Participation::Answered(response))
    };
    let of = |what, words, command, is_meant: &dyn Fn(&Municipality) -> bool| {
        let meant = opened.municipalities.iter().filter(|one| is_meant(one));
        Waiting { what, words, municipalities: meant.map(|one| one.name.clone()).collect(), command }
    };
    let sequence = |number: Number| history.invited(number).map(|letter| letter.sequence);
    let is_doubtful = |one: &Municipality| {
        let is_open = |number| matches!(stance(number), None | Some(Participation::NeedsAction { .. }));
        let mut answers = replies.of(one.number).filter(|reply| reply.sequence >= sequence(one.number));
        is_open(one.number) && answers.any(|reply| reply.speaker == Speaker::Doubtful)
    };
    let all = [
        of(
            "unclear",
            "Has written what cannot be read",
            "ask, correct data/incoming/*.refused.csv and import it; ovelse receipts asks by letter",
            &|one| unclear.contains_key(&one.number),
        ),
        of("uncertain", "Nobody knows whether a letter left to", "ovelse log, then ovelse settle", &|one| {
            history.uncertain(one.number).next().is_some()
        }),
        of(
            "undeliverable",
            "A letter could not be delivered to",
            "ovelse replies, then ovelse register MUNICIPALITY --email ADDRESS",
            &|one| !history.undeliverable(one.number).is_empty(),
        ),
        of(
            "declined",
            "Declined the invitation and has a place",
            "ask, then ovelse register MUNICIPALITY --declined",
            &|one| said(one.number, Response::Declined),
        ),
        of("proposed", "Proposes another time", "ovelse replies", &|one| said(one.number, Response::Proposed)),
        of("contradictory", "Says two things of the invitation", "ovelse replies", &|one| {
            stance(one.number) == Some(Participation::Contradictory)
        }),
        of("doubtful", "Nobody knows whose answer it is", "ovelse replies", &is_doubtful),
        of("unplaced", "Without a date", "ovelse assign --dry-run shows where there is room", &|one| {
            assignments.get(one.number).is_some_and(|one| one.seat.is_none())
        }),
    ];
    all.into_iter().filter(|one| !one.municipalities.is_empty()).collect()
}
