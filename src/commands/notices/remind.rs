//! `ovelse remind`: to those who have not answered; before the deadline and, worded so, after it.
//!
//! It must never remind anybody who has answered, also with a no, nor more often than it is told to.

use anyhow::Result;
use chrono::TimeDelta;

use super::super::letters::Letters;
use super::super::{Console, Outcome, Session, count};
use super::{Enclosed, Judged, round};
use crate::cli::Remind;
use crate::delivery::Standing;
use crate::letter::Kind;
use crate::municipality::Municipality;

pub fn run(session: &Session, args: &Remind, console: &mut Console) -> Result<Outcome> {
    let judge = |letters: &Letters<'_>, one: &Municipality| judge(letters, one, args.at_most_every.0);
    round(session, &session.open()?, Kind::Reminder, Enclosed::default(), judge, &args.posting, console)
}

fn judge(letters: &Letters<'_>, municipality: &Municipality, at_most_every: TimeDelta) -> Option<Judged> {
    let number = municipality.number;
    let has_place = matches!(letters.standing(number), Standing::Placed(_));
    if letters.registrations.get(number).is_some() || has_place {
        return None;
    }
    let now = letters.opened.now.fixed_offset();
    let due = letters
        .addressee(municipality)
        .due_of_kind(Kind::Reminder, String::new(), |sent| sent.last().is_some_and(|(_, at)| now - at < at_most_every));
    let reminders = letters.history.sent_of(number, Kind::Reminder);
    let why = match reminders.last() {
        None => "has not answered".to_owned(),
        Some((_, at)) => {
            let days = usize::try_from((now.date_naive() - at.date_naive()).num_days()).unwrap_or_default();
            let times = count(reminders.len(), "time", "times");
            format!("has not answered; reminded {times}, last {} ago", count(days, "day", "days"))
        }
    };
    Some(Judged { due, why })
}
