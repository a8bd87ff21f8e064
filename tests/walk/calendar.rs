//! A calendar that gets what has arrived, one letter after the other, and does with it what RFC 5546 says.

use std::collections::BTreeMap;

use crate::letters::{Event, Letter};

/// The meetings of everybody, by UID.
#[derive(Debug, Default)]
pub struct Calendar {
    meetings: BTreeMap<String, Event>,
}

impl Calendar {
    pub fn of<'l>(letters: impl Iterator<Item = &'l Letter>) -> Calendar {
        let mut calendar = Calendar::default();
        letters.filter_map(|letter| letter.calendar.clone()).for_each(|event| calendar.take(event));
        calendar
    }

    /// What is older than what it knows is nothing to it.
    fn take(&mut self, event: Event) {
        let known = self.meetings.get(&event.uid).map(|known| known.sequence);
        if known.is_none_or(|known| known <= event.sequence) {
            self.meetings.insert(event.uid.clone(), event);
        }
    }

    /// The meeting that stands under a UID.
    pub fn standing(&self, uid: &str) -> Option<&Event> {
        self.meetings.get(uid).filter(|event| event.method == "REQUEST")
    }
}
