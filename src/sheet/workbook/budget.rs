//! The memory that a workbook may take, in sum: what the library keeps of it, and what is kept of the sheet that is read.
//!
//! Whoever is about to keep something takes it from the budget first, so that a file of a few kB which claims, repeats or
//! refers its way to gigabytes is refused before anything is allocated (tests/it/bombs.rs).

use crate::sheet::limits::MOST_KEPT;
use crate::sheet::problem::Problem;

/// What is left of the memory that a workbook may take.
#[derive(Debug, Clone, Copy)]
pub struct Budget {
    /// In bytes.
    left: u64,
}

impl Default for Budget {
    /// All of it.
    fn default() -> Budget {
        Budget { left: MOST_KEPT }
    }
}

impl Budget {
    /// That so many bytes are left.
    ///
    /// # Errors
    /// When they are not.
    pub fn holds(self, bytes: u64) -> Result<(), Problem> {
        if bytes <= self.left { Ok(()) } else { Err(Problem::WorkbookTooLarge) }
    }

    /// Takes so many bytes.
    ///
    /// # Errors
    /// When there are not so many left.
    pub fn take(&mut self, bytes: u64) -> Result<(), Problem> {
        self.left = self.left.checked_sub(bytes).ok_or(Problem::WorkbookTooLarge)?;
        Ok(())
    }
}
