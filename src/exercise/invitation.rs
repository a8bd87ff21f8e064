//! How invitations are made: the tables `[invitation]` and `[mail]` of exercise.toml.
//!
//! It must never accept the name of a file outside of the exercise folder.

use std::path::{Component, Path};

use chrono::TimeDelta;

use super::fields::{Field, Fields};
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
    /// The largest message, in bytes.
    pub max_message_size: u64,
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
        // What mail systems of Norwegian municipalities take is rarely less.
        Invitation { alarm: None, forwardable: true, attach: Vec::new(), max_message_size: 20 * MEGABYTE }
    }
}

const MEGABYTE: u64 = 1_000_000;

/// Takes the tables apart; what is not given is as in [`Invitation::default`].
pub fn read(top: &mut Fields<'_>, findings: &mut Findings) -> Invitation {
    let mut invitation = Invitation::default();
    if let Some(mut fields) = top.optional_table("invitation", findings) {
        invitation.alarm = fields.optional("alarm", findings).and_then(|field| alarm(&field, findings));
        invitation.forwardable = fields.optional("forwardable", findings).is_none_or(|field| field.value);
        let files = fields.optional_texts("attach", findings).unwrap_or_default();
        invitation.attach = files.into_iter().filter_map(|field| attached(field, findings)).collect();
        fields.refuse_unknown(findings);
    }
    if let Some(mut fields) = top.optional_table("mail", findings) {
        let size = fields.optional("max_message_size", findings).and_then(|field| size(&field, findings));
        invitation.max_message_size = size.unwrap_or(invitation.max_message_size);
        fields.refuse_unknown(findings);
    }
    invitation
}

/// The number that a text begins with, and the unit behind it.
fn measured(written: &str) -> Option<(u32, &str)> {
    let end = written.find(|c: char| !c.is_ascii_digit())?;
    Some((written[..end].parse().ok()?, written[end..].trim()))
}

fn alarm(field: &Field<String>, findings: &mut Findings) -> Option<TimeDelta> {
    const LONGEST: TimeDelta = TimeDelta::days(60);
    let read = measured(&field.value).and_then(|(number, unit)| match unit {
        "d" => TimeDelta::try_days(number.into()),
        "h" => TimeDelta::try_hours(number.into()),
        "m" => TimeDelta::try_minutes(number.into()),
        _ => None,
    });
    let alarm = read.filter(|alarm| (TimeDelta::minutes(1)..=LONGEST).contains(alarm));
    if alarm.is_none() {
        let remedy = "write days, hours or minutes, like \"1d\", \"12h\" or \"30m\", at most 60 days";
        findings.push(field.error("is not a time before the start").remedy(remedy));
    }
    alarm
}

fn size(field: &Field<String>, findings: &mut Findings) -> Option<u64> {
    let size = measured(&field.value).and_then(|(number, unit)| match unit {
        "MB" => Some(u64::from(number) * MEGABYTE),
        "kB" => Some(u64::from(number) * 1000),
        _ => None,
    });
    let size = size.filter(|size| *size > 0);
    if size.is_none() {
        findings.push(field.error("is not a size").remedy("write it like \"20 MB\" or \"500 kB\""));
    }
    size
}

fn attached(field: Field<String>, findings: &mut Findings) -> Option<Attached> {
    let path = Path::new(&field.value);
    let stays = path.components().all(|part| matches!(part, Component::Normal(_)));
    let plain = !field.value.contains(|c: char| c.is_control() || matches!(c, '\\' | ':'));
    if !stays || !plain || path.file_name().is_none() {
        let remedy = "put the file into the exercise folder and write its name from there, like \"program.pdf\"";
        findings.push(field.error("is not a file in the exercise folder").remedy(remedy));
        return None;
    }
    Some(Attached { file: field.value, place: field.place })
}
