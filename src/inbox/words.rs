//! What a mail says in words.

pub(crate) mod answer;
mod cues;
mod mention;
pub(crate) mod own;
mod tokens;
