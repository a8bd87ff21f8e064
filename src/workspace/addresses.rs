//! Addresses from a list: what is empty in municipalities.csv is filled in, and what differs is shown.

use std::collections::HashMap;

use serde::Serialize;

use super::{Failure, Result, Session, accept};
use crate::email::Email;
use crate::findings::Findings;
use crate::municipality::Number;
use crate::municipality::address_list::{self, ListedAddress, Listing};

/// What a list of addresses comes to.
#[derive(Debug, Serialize)]
pub(crate) struct FilledAddresses {
    /// Those that had no address, and have one now.
    pub(crate) filled: Vec<FilledAddress>,
    /// Those whose address is another one in the list.
    pub(crate) different: Vec<FilledAddress>,
    /// How many have the address that the list gives them.
    pub(crate) same: usize,
    /// How many rows are of others, who are not invited.
    pub(crate) others: usize,
    /// Those that still have no address.
    pub(crate) without: Vec<String>,
    /// Whether those that differ are taken from the list.
    pub(crate) replaced: bool,
    /// Whether data/municipalities.csv was written.
    pub(crate) written: bool,
}

#[derive(Debug, Serialize)]
pub(crate) struct FilledAddress {
    pub(crate) number: String,
    pub(crate) municipality: String,
    /// None where there was none.
    pub(crate) before: Option<String>,
    pub(crate) listed: String,
}

/// What is done with a list.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Filling {
    pub(crate) dry_run: bool,
    /// Whether the address of the list takes the place of another one.
    pub(crate) replace: bool,
}

impl Session {
    /// Takes in a list of addresses. What is wrong in it is added to `findings`. The rest of the exercise need not be
    /// written yet.
    ///
    /// # Errors
    /// When it is no list of addresses, or only a part of one; or the list of municipalities cannot be read or written.
    pub(crate) fn fill_addresses(
        &self,
        listing: Listing<'_>,
        filling: Filling,
        findings: &mut Findings,
    ) -> Result<FilledAddresses> {
        let (folder, mut own) = (self.folder()?, Findings::new());
        let _lock = if filling.dry_run { None } else { Some(folder.lock()?) };
        let municipalities = folder.municipalities(&mut own)?;
        accept(own)?;
        let municipalities = municipalities.unwrap_or_default();
        let Some(list) = address_list::read(listing, &municipalities, findings) else {
            return Err(Failure::Rejected(std::mem::take(findings).in_file_order()));
        };
        let mut new: HashMap<Number, &Email> = HashMap::new();
        let (mut filled, mut different, mut same) = (Vec::new(), Vec::new(), 0);
        for listed in &list.addresses {
            let Some(municipality) = municipalities.get(listed.municipality) else { continue };
            let address = FilledAddress {
                number: municipality.number.to_string(),
                municipality: municipality.name.clone(),
                before: municipality.email.as_ref().map(Email::to_string),
                listed: listed.email.to_string(),
            };
            match &municipality.email {
                Some(email) if *email == listed.email => same += 1,
                Some(_) => {
                    different.push(address);
                    take(&mut new, listed, filling.replace);
                }
                None => {
                    filled.push(address);
                    take(&mut new, listed, true);
                }
            }
        }
        let has_none = municipalities.iter().filter(|municipality| municipality.email.is_none());
        let without = has_none.filter(|municipality| !new.contains_key(&municipality.number));
        let without = without.map(|municipality| municipality.name.clone()).collect();
        let written = !filling.dry_run && !new.is_empty();
        if written {
            folder.write_addresses(&new)?;
        }
        let replaced = filling.replace;
        Ok(FilledAddresses { filled, different, same, others: list.others, without, replaced, written })
    }
}

fn take<'l>(new: &mut HashMap<Number, &'l Email>, listed: &'l ListedAddress, is_wanted: bool) {
    if is_wanted {
        new.insert(listed.municipality, &listed.email);
    }
}
