//! What the identities of letters are made from: the secret of the folder, which is drawn before the first letter leaves.

use super::{Result, Workspace};
use crate::folder::{Lock, Secret};
use crate::letter::Identities;

/// The domains of the sample exercise, which are nobody's (RFC 2606, and Norid for Norway).
const OF_NOBODY: [&str; 4] = ["example.no", "example.com", "example.org", "example.net"];

impl Workspace {
    /// What the identities of letters are made from.
    pub(crate) fn identities(&self) -> Result<Identities> {
        let key = match self.folder.secret()? {
            Some(Secret::Key(key)) => Some(key),
            Some(Secret::Sample) | None => None,
        };
        Ok(Identities::new(&self.exercise, key.as_ref()))
    }

    /// Locks the folder for letters that are about to leave it. One that has none yet draws its secret now; one in which
    /// letters were made without goes on without.
    pub(crate) fn lock_for_letters(&self) -> Result<Lock> {
        let lock = self.folder.lock()?;
        let domain = self.exercise.contact.email.domain();
        let draws = match self.folder.secret()? {
            Some(Secret::Key(_)) => false,
            // Whoever makes an exercise of their own out of the sample has an address of their own.
            Some(Secret::Sample) => !OF_NOBODY.iter().any(|nobody| nobody.eq_ignore_ascii_case(domain)),
            None => !self.folder.has_letters()?,
        };
        if draws {
            self.folder.draw_secret()?;
        }
        Ok(lock)
    }
}
