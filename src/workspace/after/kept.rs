//! The groups and the addresses of a former exercise, as a new one has them.

use std::collections::HashMap;

use super::former::Former;
use crate::email::Email;
use crate::municipality::Number;
use crate::municipality::address_list::ListedAddress;

/// A group of the former exercise.
#[derive(Debug)]
pub(crate) struct KeptGroup {
    pub(crate) name: String,
    /// Of each member, whether it is invited.
    pub(super) keeps: Vec<bool>,
    /// Those that are not.
    pub(crate) left_out: Vec<String>,
}

impl KeptGroup {
    /// Whether it is taken over: it needs two.
    pub(crate) fn is_kept(&self) -> bool {
        self.keeps.iter().filter(|keeps| **keeps).count() >= 2
    }
}

/// What a list of addresses came to.
#[derive(Debug, Default)]
pub(crate) struct Refilled {
    /// How many had no address, and have that of the list.
    pub(crate) filled: usize,
    /// How many have another one than the list says, and keep it.
    pub(crate) different: usize,
}

impl Former {
    pub(super) fn kept_groups(&self, is_invited: &impl Fn(Number) -> bool) -> Vec<KeptGroup> {
        let kept = self.workspace.groups.iter().map(|group| {
            let out = group.members.iter().filter(|member| !is_invited(**member));
            KeptGroup {
                name: group.name.clone(),
                keeps: group.members.iter().map(|member| is_invited(*member)).collect(),
                left_out: out.map(|member| self.workspace.name(*member)).collect(),
            }
        });
        kept.collect()
    }

    /// The addresses that are empty and stand in a list.
    pub(super) fn refilled(
        &self,
        listed: &[ListedAddress],
        is_invited: &impl Fn(Number) -> bool,
    ) -> (HashMap<Number, Email>, Refilled) {
        let (mut new, mut refilled) = (HashMap::new(), Refilled::default());
        for listed in listed.iter().filter(|listed| is_invited(listed.municipality)) {
            let known = self.workspace.municipalities.get(listed.municipality);
            match known.and_then(|known| known.email.as_ref()) {
                Some(known) => refilled.different += usize::from(*known != listed.email),
                None => drop(new.insert(listed.municipality, listed.email.clone())),
            }
        }
        refilled.filled = new.len();
        (new, refilled)
    }
}
