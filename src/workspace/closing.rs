//! What is done once an exercise is over: the report, the archive, and the deletion of personal data. Each is noted, so that
//! the next step is the next one.

use super::{Result, Workspace};
use crate::kind::Kind;
use crate::municipality::Number;
use crate::statement::{ClosingStep, Entry};

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

    /// Those that took part, have not been sent the confirmation, and are not due it once the persons are deleted; nobody while
    /// a date is still to come.
    ///
    /// # Errors
    /// When a table or the delivery log cannot be read.
    pub(crate) fn unconfirmed(&self) -> Result<Vec<Number>> {
        if !self.is_over() {
            return Ok(Vec::new());
        }
        let (attendance, history) = (self.attendance()?, self.history()?);
        let took_part = attendance.iter().filter(|attended| attended.took_part).map(|attended| attended.municipality);
        Ok(took_part.filter(|number| history.sent_of(*number, Kind::Confirmation).is_empty()).collect())
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
