//! Who gets a letter besides its recipient.

use serde::{Deserialize, Serialize};

/// Who gets a letter besides its recipient: the same, in a mail of its own, once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CopyTo {
    /// The municipality's own address.
    Municipality,
    /// Who stands in for the recipient.
    Deputy,
    /// Somebody who was told of the meeting before, and is written to no longer: by the place among them, from 0.
    Former(usize),
}
