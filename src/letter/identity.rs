//! The identities of meetings and mails, and the fingerprints of what letters are about.
//!
//! All are UUIDs made from what they identify (RFC 9562, version 5), as RFC 7986 section 5.3 advises for UID: stable,
//! without a host name, and the same when a letter is written again, so that a receiving system can drop a double.
//! `v5(space, text)` is the UUID of `text` in the namespace `space`:
//!
//! | identity | form |
//! |---|---|
//! | exercise | `v5(NAMESPACE, id)` |
//! | UID of a municipality's meeting, whatever its date | `v5(exercise, number)` |
//! | UID of a date in the lead's calendar | `v5(exercise, "date/KEY")` |
//! | Message-ID | `<v5(uid, "KIND/ORDINAL" or "KIND/ORDINAL/ABOUT")@DOMAIN>`, the domain that of the sender |
//! | Message-ID of a copy or a test | `<v5(NAMESPACE, "MESSAGE-ID/copy" or "MESSAGE-ID/test/TIME")@DOMAIN>` |
//! | fingerprint | `v5(NAMESPACE, JSON)`, see [`fingerprint`] |
//!
//! Two municipalities never have the same identity, and a letter never has two (`tests/delivery.rs`, `tests/smtp`).

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde_json::Value;
use uuid::Uuid;

use crate::exercise::Exercise;
use crate::kind::Kind;
use crate::municipality::Number;

/// The namespace of all identities. Changing it would make every letter due again.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f76_656c_7365_5f80_9d1a_2b7c_31e5_40f2);

/// UID of a municipality's meeting.
pub(super) fn of_meeting(exercise: &Exercise, municipality: Number) -> Uuid {
    Uuid::new_v5(&of_exercise(exercise), municipality.to_string().as_bytes())
}

/// Message-ID of the letter of a kind that comes after `ordinal` others.
pub(super) fn of_mail(exercise: &Exercise, municipality: Number, kind: Kind, ordinal: usize, about: &str) -> String {
    let name = match about {
        "" => format!("{kind}/{ordinal}"),
        about => format!("{kind}/{ordinal}/{about}"),
    };
    let mail = Uuid::new_v5(&of_meeting(exercise, municipality), name.as_bytes());
    format!("<{mail}@{}>", exercise.contact.email.domain())
}

/// Message-ID of the copy of a letter.
#[must_use]
pub fn of_copy(message_id: &str) -> String {
    derived(message_id, "copy")
}

/// Message-ID of a letter that the lead sends to themselves.
pub(super) fn of_test(message_id: &str, written: DateTime<FixedOffset>) -> String {
    derived(message_id, &format!("test/{}", written.to_rfc3339()))
}

/// UID of one of the dates of an exercise in the lead's own calendar, by its key in tables.
pub(super) fn of_date(exercise: &Exercise, key: &str) -> String {
    Uuid::new_v5(&of_exercise(exercise), format!("date/{key}").as_bytes()).to_string()
}

/// What makes the contents of two letters the same or different, as a UUID from which nothing can be read.
///
/// The canonical form is a JSON object (RFC 8259) of the named values without white space, its names in alphabetical
/// order, in objects within it too. A value that is missing is left out.
#[must_use]
pub fn fingerprint<'n>(values: impl IntoIterator<Item = (&'n str, Value)>) -> String {
    let present = values.into_iter().filter(|(_, value)| !value.is_null());
    let named: BTreeMap<&str, Value> = present.collect();
    // Texts, numbers, lists and objects with text keys can always be written as JSON.
    let canonical = serde_json::to_vec(&named).unwrap_or_default();
    Uuid::new_v5(&NAMESPACE, &canonical).to_string()
}

/// The fingerprint of a file's bytes, as a value of another fingerprint.
#[must_use]
pub fn fingerprint_of_bytes(bytes: &[u8]) -> Value {
    Uuid::new_v5(&NAMESPACE, bytes).to_string().into()
}

/// The fingerprint that version 0.1 made of parts, by which the letters in its log are recognised.
#[must_use]
pub fn former_fingerprint<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> String {
    parts.into_iter().fold(NAMESPACE, |so_far, part| Uuid::new_v5(&so_far, part)).to_string()
}

fn derived(message_id: &str, what: &str) -> String {
    let mail = Uuid::new_v5(&NAMESPACE, format!("{message_id}/{what}").as_bytes());
    let domain = message_id.split_once('@').map_or("", |(_, domain)| domain);
    format!("<{mail}@{domain}")
}

fn of_exercise(exercise: &Exercise) -> Uuid {
    Uuid::new_v5(&NAMESPACE, exercise.id.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_fingerprint_is_that_of_the_canonical_form() {
        let values = [("dates", json!(["2022-11-24"])), ("answer", json!("dates")), ("comment", Value::Null)];
        let canonical = br#"{"answer":"dates","dates":["2022-11-24"]}"#;
        assert_eq!(fingerprint(values), Uuid::new_v5(&NAMESPACE, canonical).to_string());
        let nested = [("contact", json!({"phone": "1", "name": "Kari"}))];
        let canonical = br#"{"contact":{"name":"Kari","phone":"1"}}"#;
        assert_eq!(fingerprint(nested), Uuid::new_v5(&NAMESPACE, canonical).to_string());
    }
}
