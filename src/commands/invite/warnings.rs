//! What a lead should know before letters leave.
//!
//! It must never keep a letter from being sent: what it tells is for the lead to judge.

use super::super::count;
use super::super::letters::Letters;
use crate::delivery::{Due, Standing};
use crate::municipality::Number;

/// All warnings, each with what to do.
pub fn all(letters: &Letters<'_>) -> Vec<String> {
    [
        unassigned(letters),
        uncertain(letters),
        undeliverable(letters),
        declined(letters),
        own_address(letters),
        gone(letters),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn unassigned(letters: &Letters<'_>) -> Option<String> {
    let municipalities = letters.opened.municipalities.iter();
    let open = municipalities.filter(|one| letters.standing(one.number) == Standing::Open).count();
    let have = count(open, "municipality has", "municipalities have");
    (open > 0).then(|| format!("{have} registered since dates were assigned; run: ovelse assign"))
}

fn uncertain(letters: &Letters<'_>) -> Option<String> {
    let municipalities = letters.opened.municipalities.iter();
    let uncertain = municipalities.filter(|one| letters.history.uncertain(one.number).next().is_some());
    let names: Vec<&str> = uncertain.map(|one| one.name.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "nobody knows whether the last letter to {} has left; nothing more is sent there\n    \
             look into the mailbox, or ask; then say ovelse settle MUNICIPALITY --sent or --resend",
            names.join(", ")
        )
    })
}

fn undeliverable(letters: &Letters<'_>) -> Option<String> {
    let municipalities = letters.opened.municipalities.iter();
    let undeliverable = municipalities.filter(|one| matches!(letters.due(one), Due::Undeliverable(_)));
    let names: Vec<&str> = undeliverable.map(|one| one.name.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "the last letter to {} could not be delivered; nothing more is sent to that address\n    \
             why: ovelse replies; then ovelse register MUNICIPALITY --email ADDRESS, or ovelse settle MUNICIPALITY --resend",
            names.join(", ")
        )
    })
}

fn declined(letters: &Letters<'_>) -> Option<String> {
    let municipalities = letters.opened.municipalities.iter();
    let names: Vec<&str> =
        municipalities.filter(|one| letters.has_declined(one.number)).map(|one| one.name.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "declined the invitation and still on a date: {}\n    \
             ask; if it does not take part: ovelse register MUNICIPALITY --declined",
            names.join(", ")
        )
    })
}

/// Calendars do not let an organiser answer its own invitation.
fn own_address(letters: &Letters<'_>) -> Option<String> {
    let own = &letters.opened.exercise.contact.email;
    let contact = |number: Number| letters.contact(number).and_then(|person| person.email.as_ref());
    let municipalities = letters.opened.municipalities.iter();
    let names: Vec<&str> =
        municipalities.filter(|one| contact(one.number) == Some(own)).map(|one| one.name.as_str()).collect();
    (!names.is_empty()).then(|| {
        format!(
            "invitations come from {own}, which is the contact's address of {} too\n    \
             nobody can answer an invitation of their own: register another address with ovelse register --email",
            names.join(", ")
        )
    })
}

fn gone(letters: &Letters<'_>) -> Option<String> {
    let is_gone = |number: Number| {
        letters.opened.municipalities.get(number).is_none() && letters.history.invited(number).is_some()
    };
    let numbers = letters.history.municipalities().filter(|number| is_gone(*number));
    let numbers: Vec<String> = numbers.map(|number| number.to_string()).collect();
    (!numbers.is_empty()).then(|| {
        format!(
            "{} was invited and is not in municipalities.csv any more\n    \
             put its row back to have the meeting called off, or tell it yourself",
            numbers.join(", ")
        )
    })
}
