//! How invitations are made: the table `[invitation]` of exercise.toml.

use std::path::{Component, Path};

use chrono::TimeDelta;

use super::amount;
use super::fields::{Field, Fields};
use super::problem::Problem;
use crate::findings::{Findings, Place};

/// What a lead can choose about invitations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// How long before the start calendars remind of the meeting; none if they are not told to.
    pub alarm: Option<TimeDelta>,
    /// Whether a file goes with invitations for those they are forwarded to.
    pub forwardable: bool,
    /// The files that go with invitations.
    pub attach: Vec<Attached>,
}

/// A file that goes with invitations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attached {
    /// From the exercise folder, which it does not leave; `/` between folders.
    pub file: String,
    /// Where it is named.
    pub place: Place,
}

impl Default for Invitation {
    fn default() -> Invitation {
        Invitation { alarm: None, forwardable: true, attach: Vec::new() }
    }
}

/// Takes the table apart; what is not given is as in [`Invitation::default`].
pub fn read(top: &mut Fields<'_>, findings: &mut Findings) -> Invitation {
    let mut invitation = Invitation::default();
    if let Some(mut fields) = top.optional_table("invitation", findings) {
        invitation.alarm = fields.optional("alarm", findings).and_then(|field| alarm(&field, findings));
        invitation.forwardable = fields.optional("forwardable", findings).is_none_or(|field| field.value);
        let files = fields.optional_texts("attach", findings).unwrap_or_default();
        invitation.attach = files.into_iter().filter_map(|field| attached(field, findings)).collect();
        fields.refuse_unknown(findings);
    }
    invitation
}

fn alarm(field: &Field<String>, findings: &mut Findings) -> Option<TimeDelta> {
    const LONGEST: u64 = 60 * 86_400;
    let seconds = amount::seconds(&field.value).filter(|seconds| (60..=LONGEST).contains(seconds) && seconds % 60 == 0);
    if seconds.is_none() {
        findings.push(field.error(Problem::NotAnAlarm));
    }
    seconds.and_then(|seconds| TimeDelta::try_seconds(i64::try_from(seconds).ok()?))
}

fn attached(field: Field<String>, findings: &mut Findings) -> Option<Attached> {
    let path = Path::new(&field.value);
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    let plain = !field.value.contains(|c: char| c.is_control() || matches!(c, '\\' | ':'));
    if !stays || !plain || path.file_name().is_none() {
        findings.push(field.error(Problem::NotInTheFolder));
        return None;
    }
    Some(Attached { file: field.value, place: field.place })
}
