//! A reminder to each municipality that was sent the invitation that holds and has not answered it, with the invitation once
//! more: not more often than asked for, not sooner after the invitation either, and not once its date has begun.

use chrono::{DateTime, FixedOffset, TimeDelta};

use super::about::About;
use super::addressee::Due;
use super::rule::{Judged, Rule};
use crate::findings::problems;
use crate::kind::Kind;
use crate::municipality::Municipality;
use crate::workspace::letters::Letters;

problems! {
    /// Why one is due, or what is to be known if it is not.
    pub(crate) enum Reason in "invitation-reminder" {
        /// It has not answered.
        NotAnswered {
            /// How long ago it was invited, or was told of a change.
            days: i64,
        },
        /// It has not answered, although it was reminded since.
        RemindedBefore {
            times: usize,
            /// How long ago the last time was.
            days: i64,
        },
    }
}

pub(crate) struct InvitationReminders {
    pub(crate) at_most_every: TimeDelta,
}

impl Rule for InvitationReminders {
    fn kind(&self) -> Kind {
        Kind::InvitationReminder
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let number = municipality.number;
        let date = letters.seating(number).date()?;
        if !letters.workspace.is_to_come(date) || !letters.has_unanswered_invitation(number) {
            return None;
        }
        match letters.due_of_place(municipality) {
            Due::Nothing(_) => {}
            // Who gets the invitation besides, and has not got it, holds up nothing.
            Due::Letter(copy) if copy.copy.is_some() => {}
            Due::Undeliverable(_) if letters.history.returned(number, None, Kind::is_of_place).is_none() => {}
            // What it should know first would make a reminder of it untrue.
            Due::Letter(_) => return None,
            due @ (Due::Uncertain(_) | Due::Undeliverable(_)) => return Some(Judged { due, why: None }),
        }
        let (_, invited) = *letters.history.sent_to(number).last()?;
        let reminded: Vec<DateTime<FixedOffset>> =
            letters.history.sent_of(number, self.kind()).iter().map(|(_, at)| *at).collect();
        let since = reminded.iter().filter(|at| **at >= invited);
        let last = since.clone().max().copied().unwrap_or(invited);
        let now = letters.workspace.now.fixed_offset();
        let days = (now.date_naive() - last.date_naive()).num_days();
        let reason = match since.count() {
            0 => Reason::NotAnswered { days },
            times => Reason::RemindedBefore { times, days },
        };
        let is_recent = now - last < self.at_most_every;
        let due = match is_recent {
            true if reminded.is_empty() => Due::Nothing(None),
            _ => letters.addressee(municipality).due_of_kind(self.kind(), &About::default(), |_| is_recent),
        };
        Some(Judged { due, why: Some(reason.into()) })
    }
}
