//! A reminder to each municipality that has not answered, also with a no, and has no place; not more often than asked
//! for, and not once the last date has begun.

use chrono::TimeDelta;

use super::about::About;
use super::rule::{Judged, Rule};
use crate::findings::problems;
use crate::kind::Kind;
use crate::municipality::Municipality;
use crate::workspace::Unclear;
use crate::workspace::letters::Letters;

problems! {
    /// Why one is due, or what is to be known if it is not.
    pub(crate) enum Reason in "reminder" {
        /// It has not answered.
        NotAnswered,
        /// It has not answered, although it was reminded.
        RemindedBefore {
            times: usize,
            /// How long ago the last time was.
            days: i64,
        },
    }
}

pub(crate) struct Reminders {
    pub(crate) at_most_every: TimeDelta,
    /// What was refused is asked about by a receipt: it is an answer.
    pub(crate) unclear: Unclear,
}

impl Rule for Reminders {
    fn kind(&self) -> Kind {
        Kind::Reminder
    }

    fn judge(&self, letters: &Letters<'_>, municipality: &Municipality) -> Option<Judged> {
        let number = municipality.number;
        let is_over = letters.workspace.is_over();
        let is_asked = self.unclear.contains_key(&number);
        if is_over
            || is_asked
            || letters.registrations.get(number).is_some()
            || letters.seating(number).date().is_some()
        {
            return None;
        }
        let now = letters.workspace.now.fixed_offset();
        let due = letters.addressee(municipality).due_of_kind(self.kind(), &About::default(), |sent| {
            sent.last().is_some_and(|(_, at)| now - at < self.at_most_every)
        });
        let reminders = letters.history.sent_of(number, self.kind());
        let reason = match reminders.last() {
            None => Reason::NotAnswered,
            Some((_, at)) => {
                let days = (now.date_naive() - at.date_naive()).num_days();
                Reason::RemindedBefore { times: reminders.len(), days }
            }
        };
        Some(Judged { due, why: Some(reason.into()) })
    }
}
