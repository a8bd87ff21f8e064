//! The senders that count in a special way: the lead, and those whom the lead trusts.

use std::collections::BTreeSet;

use crate::municipality::Number;

/// The senders that count in a special way.
#[derive(Debug, Clone, Copy)]
pub struct Senders<'a> {
    /// The address that invites.
    pub lead: &'a str,
    /// Those who may answer for whomever their answer names.
    pub trusted: &'a [String],
    /// Those who the lead has said before may answer for a municipality, in lower case.
    pub known: &'a BTreeSet<(Number, String)>,
}

impl Senders<'_> {
    /// Whether an address may answer for a municipality.
    pub(super) fn trust(&self, municipality: Number, address: &str) -> bool {
        let is_known = || self.known.contains(&(municipality, address.to_lowercase()));
        self.trusted.iter().any(|trusted| trusted.eq_ignore_ascii_case(address)) || is_known()
    }
}
