//! What is taken over from a former exercise.

use std::collections::BTreeMap;

use super::kept::{KeptGroup, Refilled};
use super::past::{Before, Missing};
use crate::exercise::TEMPLATES;
use crate::exercise::taken_over::{Typed, taken_over};

/// Somebody whose priority is not 0.
#[derive(Debug)]
pub(crate) struct Raised {
    pub(crate) municipality: String,
    /// Why it is higher than before; none where it is as it was.
    pub(crate) why: Option<Before>,
    pub(crate) priority: i32,
    /// Whether it had one before.
    pub(crate) had_one: bool,
}

/// What is taken over from a former exercise.
#[derive(Debug)]
pub(crate) struct TakenOver {
    /// The text of its exercise.toml.
    pub(crate) exercise: String,
    /// data/municipalities.csv as it is to be.
    pub(crate) municipalities: Vec<u8>,
    /// The other files, from the folder's top.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) raised: Vec<Raised>,
    /// Whether dates were assigned at all.
    pub(crate) is_assigned: bool,
    /// The groups that it had.
    pub(crate) groups: Vec<KeptGroup>,
    /// How many are invited.
    pub(crate) invited: usize,
    /// How many of the former exercise are not, as they have taken part.
    pub(crate) left_out: usize,
    /// Those who have not taken part, in the order of why; where that was asked for.
    pub(crate) missing: Vec<(Missing, String)>,
    /// What a list of addresses came to.
    pub(crate) refilled: Refilled,
    /// How many have no address.
    pub(crate) without_address: usize,
}

impl TakenOver {
    /// The text of the new exercise.toml with what is taken over.
    #[must_use]
    pub(crate) fn text(&self, new: &str, typed: Typed) -> String {
        let groups: Vec<Vec<bool>> = self.groups.iter().map(|group| group.keeps.clone()).collect();
        taken_over(new, &self.exercise, typed, &groups).unwrap_or_else(|| new.to_owned())
    }

    /// The lead's own templates among the files.
    pub(crate) fn templates(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str).filter(|file| file.starts_with(TEMPLATES))
    }
}
