//! The identities of a meeting and of a mail.
//!
//! Both are UUIDs made from what they identify (RFC 9562, version 5), as RFC 7986 section 5.3 advises
//! for UID: stable, without a host name, and the same when a letter is written again, so that a
//! receiving system can drop a double.
//!
//! It must never give two municipalities the same identity, nor one letter two.

use chrono::{DateTime, FixedOffset};
use uuid::Uuid;

use super::Occasion;
use crate::exercise::Exercise;

/// The namespace of all identities that ovelse makes. It must never change.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f76_656c_7365_5f80_9d1a_2b7c_31e5_40f2);

/// What makes a letter and its meeting recognisable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// UID of the meeting: one for each municipality of an exercise, whatever its date.
    pub uid: String,
    /// SEQUENCE of the meeting.
    pub sequence: u32,
    /// Message-ID of the mail, in angle brackets, with the domain of its sender.
    pub message_id: String,
}

impl Identity {
    /// The identity of the letter for an occasion.
    #[must_use]
    pub fn of(occasion: &Occasion<'_>) -> Identity {
        let number = occasion.municipality.number.to_string();
        let meeting = Uuid::new_v5(&of_exercise(occasion.exercise), number.as_bytes());
        let mail = match occasion.about.as_str() {
            "" => format!("{}/{}", occasion.kind.name(), occasion.ordinal),
            about => format!("{}/{}/{about}", occasion.kind.name(), occasion.ordinal),
        };
        let mail = Uuid::new_v5(&meeting, mail.as_bytes());
        let message_id = format!("<{mail}@{}>", occasion.exercise.contact.email.domain());
        Identity {
            uid: meeting.to_string(),
            sequence: occasion.sequence,
            message_id: if occasion.is_copy { Identity::of_copy(&message_id) } else { message_id },
        }
    }

    /// The Message-ID of the copy of a letter, by that of the letter.
    #[must_use]
    pub fn of_copy(message_id: &str) -> String {
        derived(message_id, "copy")
    }
}

impl Identity {
    /// The identity of a mail for the lead, of the same meeting.
    pub(super) fn of_test(self, written: DateTime<FixedOffset>) -> Identity {
        Identity { message_id: derived(&self.message_id, &format!("test/{written}")), ..self }
    }
}

/// What something is known by that a letter is about: the same for the same parts, and nothing can be read from it.
#[must_use]
pub fn fingerprint<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> String {
    // A name within a name, so that parts cannot be divided otherwise and look the same.
    parts.into_iter().fold(NAMESPACE, |so_far, part| Uuid::new_v5(&so_far, part)).to_string()
}

/// The Message-ID of a mail that comes of another one.
fn derived(message_id: &str, what: &str) -> String {
    let mail = Uuid::new_v5(&NAMESPACE, format!("{message_id}/{what}").as_bytes());
    let domain = message_id.split_once('@').map_or("", |(_, domain)| domain);
    format!("<{mail}@{domain}")
}

/// UID of one of the dates of an exercise in the lead's own calendar, by its name in tables.
pub fn of_date(exercise: &Exercise, key: &str) -> String {
    Uuid::new_v5(&of_exercise(exercise), format!("date/{key}").as_bytes()).to_string()
}

fn of_exercise(exercise: &Exercise) -> Uuid {
    Uuid::new_v5(&NAMESPACE, exercise.id.as_bytes())
}
