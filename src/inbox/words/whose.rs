//! Whose words they are: the municipality that a mail speaks for.
//!
//! The address decides, if it is one that the exercise knows, or of a domain that one municipality alone has. Else the name in
//! the words or the subject does, if the sender has the domain of that municipality's address, or it has none, or the lead trusts
//! the sender. Where address and name contradict each other, the lead is asked.

use std::collections::{BTreeMap, BTreeSet};

use crate::municipality::{Municipalities, Municipality, Number};
use crate::text::words;

/// The municipality that a mail speaks for, or why that cannot be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Whose {
    Known(Number),
    /// It names a municipality, and comes from an address that may be anybody's.
    Untrusted(Number),
    /// The address is one's, and the words name others.
    Contradictory(Vec<Number>),
    /// It names several.
    Several(Vec<Number>),
    Nobody,
}

/// By whom mails are known.
#[derive(Debug)]
pub(crate) struct Known<'m> {
    municipalities: &'m Municipalities,
    by_address: BTreeMap<String, Number>,
    by_domain: BTreeMap<String, Option<Number>>,
    /// What names no municipality though a name is in it: the organiser, the title.
    ignored: Vec<String>,
    trusted: BTreeSet<String>,
    lead: String,
}

impl<'m> Known<'m> {
    /// `addresses` are those of contacts; `ignored` are names in which that of a municipality may stand.
    pub(crate) fn new(
        municipalities: &'m Municipalities,
        addresses: impl IntoIterator<Item = (String, Number)>,
        ignored: impl IntoIterator<Item = String>,
        trusted: impl IntoIterator<Item = String>,
        lead: &str,
    ) -> Known<'m> {
        let own = municipalities.iter().flat_map(|one| {
            let all = one.email.iter().chain(&one.deputy);
            all.map(|email| (email.as_str().to_lowercase(), one.number))
        });
        let own: Vec<(String, Number)> = own.collect();
        let mut by_domain = BTreeMap::new();
        for (address, number) in &own {
            let domain = domain(address).to_owned();
            by_domain.entry(domain).and_modify(|known| *known = None).or_insert(Some(*number));
        }
        let contacts = addresses.into_iter().map(|(address, number)| (address.to_lowercase(), number));
        Known {
            municipalities,
            by_address: contacts.chain(own).collect(),
            by_domain,
            ignored: ignored.into_iter().map(|text| words(&text)).filter(|text| !text.is_empty()).collect(),
            trusted: trusted.into_iter().map(|address| address.to_lowercase()).collect(),
            lead: lead.to_lowercase(),
        }
    }

    /// Whose a mail is. `written` are its words, its subject and the name of its sender, `signature` what stands below them;
    /// `contact` is the address of who is named as the contact.
    pub(crate) fn whose(&self, sender: Option<&str>, contact: Option<&str>, written: &str, signature: &str) -> Whose {
        let sender = sender.map(str::to_lowercase);
        let by_domain = |address: &String| self.by_domain.get(domain(address)).copied().flatten();
        let by_address =
            sender.as_ref().and_then(|address| self.by_address.get(address).copied().or_else(|| by_domain(address)));
        let named = self.named(written);
        match by_address {
            Some(own) if named.full.iter().all(|number| *number == own) => Whose::Known(own),
            Some(own) => Whose::Contradictory([own].into_iter().chain(named.full).collect()),
            None => {
                let below = self.named(signature);
                let fits = [named.full, named.alone, below.full].into_iter().find(|found| !found.is_empty());
                match fits.unwrap_or_default().into_iter().collect::<Vec<_>>().as_slice() {
                    [] => Whose::Nobody,
                    [only] if [sender.as_deref(), contact].into_iter().any(|one| self.may_speak(one, *only)) => {
                        Whose::Known(*only)
                    }
                    [only] => Whose::Untrusted(*only),
                    several => Whose::Several(several.to_vec()),
                }
            }
        }
    }

    /// The one that a label at the beginning of a line names: `Gjerdrum kommune: 1) 22. november`.
    pub(crate) fn labelled(&self, line: &str) -> Option<Number> {
        let (label, rest) = line.split_once(':')?;
        let is_label = label.split_whitespace().count() <= 4 && !rest.trim().is_empty();
        let named = is_label.then(|| self.municipalities.find(label.trim()).ok())??;
        Some(named.number)
    }

    /// Whether an address is the lead's.
    pub(crate) fn is_lead(&self, address: &str) -> bool {
        address.to_lowercase() == self.lead
    }

    /// One of several that a mail speaks for: the sender must be of one of them, or may speak for each.
    pub(crate) fn for_several(&self, sender: Option<&str>, number: Number) -> Whose {
        let sender = sender.map(str::to_lowercase);
        let is_known = sender
            .as_ref()
            .is_some_and(|sender| self.by_address.contains_key(sender) || self.by_domain.contains_key(domain(sender)));
        if is_known || self.may_speak(sender.as_deref(), number) {
            Whose::Known(number)
        } else {
            Whose::Untrusted(number)
        }
    }

    fn may_speak(&self, sender: Option<&str>, number: Number) -> bool {
        let official = self.municipalities.get(number).and_then(|one| one.email.as_ref());
        let Some(sender) = sender else { return false };
        let is_its = |official: &str| domain(&official.to_lowercase()) == domain(sender);
        self.trusted.contains(sender) || official.is_none_or(|official| is_its(official.as_str()))
    }

    fn named(&self, text: &str) -> Names {
        let mut text = format!(" {} ", words(text));
        for ignored in &self.ignored {
            text = text.replace(&format!(" {ignored} "), " , ");
        }
        let mut names = Names::default();
        for one in self.municipalities.iter() {
            for name in spellings(one) {
                let full = [format!(" {name} kommune"), format!(" {name} municipality ")];
                let full = full.into_iter().chain([format!(" kommunen {name} ")]);
                if full.into_iter().any(|full| text.contains(&full)) {
                    names.full.insert(one.number);
                } else if text.contains(&format!(" {name} ")) {
                    names.alone.insert(one.number);
                }
            }
        }
        names
    }
}

/// Those whose names stand in a text.
#[derive(Debug, Default)]
struct Names {
    /// With "kommune" behind it.
    full: BTreeSet<Number>,
    alone: BTreeSet<Number>,
}

fn spellings(one: &Municipality) -> impl Iterator<Item = String> {
    let names = [one.name.clone()].into_iter().chain(one.aliases.clone());
    // A name of two letters is a word of the language, too.
    names.map(|name| words(&name)).filter(|name| !name.is_empty())
}

fn domain(address: &str) -> &str {
    address.rsplit_once('@').map_or("", |(_, domain)| domain)
}
