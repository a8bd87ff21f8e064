//! What is done once an exercise is over: the report, the archive, and the deletion of personal data. Each is noted, so that
//! the next step is the next one.

use serde::Serialize;

use super::{Result, Workspace};
use crate::findings::Sentence;
use crate::kind::Kind;
use crate::statement::{ClosingStep, Entry};
use crate::words::say;

/// What cannot be done any more once the persons are deleted.
#[derive(Debug, Clone, Copy, Serialize)]
pub(crate) struct Unfinished {
    /// How many took part and have no confirmation, and are not due one afterwards.
    unconfirmed: usize,
    /// How many letters are written and not sent, which they cannot be afterwards.
    unsent: usize,
}

impl Unfinished {
    /// What a lead should know before; nothing if nothing is unfinished.
    pub(crate) fn told(self) -> Vec<Sentence> {
        let all = [
            (self.unconfirmed, say!("purge-unconfirmed", count = self.unconfirmed)),
            (self.unsent, say!("purge-unsent", count = self.unsent)),
        ];
        all.into_iter().filter(|(count, _)| *count > 0).map(|(_, line)| line).collect()
    }
}

impl Workspace {
    /// The steps that were done after the last date.
    ///
    /// # Errors
    /// When what was noted cannot be read.
    pub(crate) fn closing_steps(&self) -> Result<Vec<ClosingStep>> {
        let steps = self.folder.closing_entries()?.into_iter().filter_map(|entry| match entry {
            Entry::Closed { step, .. } => Some(step),
            Entry::Said(_) | Entry::Undone { .. } | Entry::Moved(_) | Entry::Written { .. } => None,
        });
        Ok(steps.collect())
    }

    /// Whether the exercise is over and the persons are deleted.
    ///
    /// # Errors
    /// When what was noted cannot be read.
    pub(crate) fn is_closed(&self) -> Result<bool> {
        Ok(self.closing_steps()?.contains(&ClosingStep::Purge))
    }

    /// What `purge` leaves unfinished.
    ///
    /// # Errors
    /// When a table or the delivery log cannot be read.
    pub(crate) fn unfinished(&self) -> Result<Unfinished> {
        let (attendance, history) = (self.attendance()?, self.history()?);
        let took_part = attendance.iter().filter(|attended| attended.took_part).map(|attended| attended.municipality);
        let unconfirmed = took_part.filter(|number| history.sent_of(*number, Kind::Confirmation).is_empty()).count();
        // While a date is still to come, confirmations are due afterwards too.
        Ok(Unfinished {
            unconfirmed: if self.is_over() { unconfirmed } else { 0 },
            unsent: self.to_be_sent(&history).len(),
        })
    }

    /// Notes a step, unless a date is still to come or it was noted before. The caller holds the lock.
    ///
    /// # Errors
    /// When it cannot be noted.
    pub(crate) fn note_closing(&self, step: ClosingStep) -> Result<()> {
        if self.is_over() && !self.closing_steps()?.contains(&step) {
            self.folder.append_statements(&[Entry::Closed { step, at: self.local_now() }])?;
        }
        Ok(())
    }
}
