//! The identity of a reply: the same mail read again gives the same one.
//!
//! It is a UUID (RFC 9562, version 5) of named values, written as a JSON object with its names in alphabetical order.
//! A missing value is left out.

use std::collections::BTreeMap;

use uuid::Uuid;

/// Changing it would make every reply new.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f76_656c_7365_5f80_9d1a_2b7c_31e5_40f2);

/// The identity of a reply with these values.
pub(super) fn of_values<const N: usize>(values: [(&str, Option<String>); N]) -> String {
    let named: BTreeMap<&str, String> = values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    // A map of texts can always be written as JSON.
    let canonical = serde_json::to_vec(&named).unwrap_or_default();
    Uuid::new_v5(&NAMESPACE, &canonical).to_string()
}

/// The identity that version 0.1 gave, by which its tables are recognised.
pub(super) fn of_parts<const N: usize>(parts: [&str; N]) -> String {
    parts.into_iter().fold(NAMESPACE, |so_far, part| Uuid::new_v5(&so_far, part.as_bytes())).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_written_down_form_is_the_one_in_the_tables_of_today() {
        let id =
            of_values([("uid", Some("u".to_owned())), ("attendee", Some("a@example.no".to_owned())), ("at", None)]);
        let canonical = br#"{"attendee":"a@example.no","uid":"u"}"#;
        assert_eq!(id, Uuid::new_v5(&NAMESPACE, canonical).to_string());
    }
}
