//! The identities of meetings and mails, and the fingerprints of what letters are about.
//!
//! All are UUIDs made from what they identify (RFC 9562), as RFC 7986 section 5.3 advises for UID: stable, without a host
//! name, and the same when a letter is written again, so that a receiving system can drop a double. Who has one letter must
//! not be able to work out the identities of others, or could answer in their name: where the folder has a secret, UID and
//! Message-ID are a keyed hash of what they identify, HMAC-SHA-256 cut to the bits of a UUID of version 8, `v8(name)` below.
//! Folders of earlier versions have none and go on as they began: `v5(space, text)` is the UUID of `text` in `space`.
//!
//! | identity | with a secret | without |
//! |---|---|---|
//! | UID of a municipality's meeting, whatever its date | `v8("ID/uid/NUMBER")` | `v5(exercise, number)` |
//! | Message-ID, with the domain of the sender | `v8("ID/mail/NUMBER/KIND/ORDINAL")`, and `/ABOUT` | `v5(uid, "KIND/ORDINAL")`, and `/ABOUT` |
//!
//! The others say nothing to anybody that its reader does not know:
//!
//! | identity | form |
//! |---|---|
//! | exercise | `v5(NAMESPACE, ID)` |
//! | UID of a date in the lead's calendar | `v5(exercise, "date/KEY")` |
//! | UID of the meeting for those a letter is forwarded to | `v5(NAMESPACE, "UID/forwardable")` |
//! | Message-ID of a copy or a test | `<v5(NAMESPACE, "MESSAGE-ID/copy", "MESSAGE-ID/deputy" or "MESSAGE-ID/test/TIME")@DOMAIN>` |
//! | fingerprint | `v5(NAMESPACE, JSON)`, see [`fingerprint`] |
//!
//! Two municipalities never have the same identity, and a letter never has two (`tests/it/delivery.rs`, `tests/it/smtp`).

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use ring::hmac;
use serde_json::Value;
use uuid::{Builder, Uuid};

use super::copy::CopyTo;
use crate::exercise::Exercise;
use crate::kind::Kind;
use crate::municipality::Number;

/// The namespace of all identities. Changing it would make every letter due again.
const NAMESPACE: Uuid = Uuid::from_u128(0x6f76_656c_7365_5f80_9d1a_2b7c_31e5_40f2);

/// What the identities of the letters of an exercise are made from.
#[derive(Debug, Clone)]
pub struct Identities {
    id: String,
    /// The domain of the sender.
    domain: String,
    /// None in a folder that began without a secret.
    key: Option<hmac::Key>,
}

impl Identities {
    /// With the secret of the exercise folder, if it has one.
    #[must_use]
    pub fn new(exercise: &Exercise, secret: Option<&[u8; 32]>) -> Identities {
        Identities {
            id: exercise.id.clone(),
            domain: exercise.contact.email.domain().to_owned(),
            key: secret.map(|secret| hmac::Key::new(hmac::HMAC_SHA256, secret)),
        }
    }

    /// UID of a municipality's meeting.
    pub(super) fn of_meeting(&self, municipality: Number) -> Uuid {
        let public = || Uuid::new_v5(&of_exercise(&self.id), municipality.to_string().as_bytes());
        self.keyed(&format!("uid/{municipality}")).unwrap_or_else(public)
    }

    /// Message-ID of the letter of a kind that comes after `ordinal` others.
    pub(super) fn of_mail(&self, municipality: Number, kind: Kind, ordinal: usize, about: &str) -> String {
        let name = match about {
            "" => format!("{kind}/{ordinal}"),
            about => format!("{kind}/{ordinal}/{about}"),
        };
        let public = || Uuid::new_v5(&self.of_meeting(municipality), name.as_bytes());
        let mail = self.keyed(&format!("mail/{municipality}/{name}")).unwrap_or_else(public);
        format!("<{mail}@{}>", self.domain)
    }

    /// What only whoever has the secret can make of a name.
    fn keyed(&self, name: &str) -> Option<Uuid> {
        let tag = hmac::sign(self.key.as_ref()?, format!("{}/{name}", self.id).as_bytes());
        let bytes = tag.as_ref().first_chunk()?;
        Some(Builder::from_custom_bytes(*bytes).into_uuid())
    }
}

/// Message-ID of the copy of a letter.
#[must_use]
pub fn of_copy(message_id: &str, copy: CopyTo) -> String {
    let what = match copy {
        CopyTo::Municipality => "copy".to_owned(),
        CopyTo::Deputy => "deputy".to_owned(),
        CopyTo::Former(place) => format!("former-{place}"),
    };
    derived(message_id, &what)
}

/// UID of a municipality's meeting in the file for those to whom its letters are forwarded: one of its own, so that
/// whoever opens that file beside the invitation does not lose the invitation and the answer to it.
#[must_use]
pub fn of_forwardable(uid: &str) -> String {
    Uuid::new_v5(&NAMESPACE, format!("{uid}/forwardable").as_bytes()).to_string()
}

/// Message-ID of a letter that the lead sends to themselves.
pub(super) fn of_test(message_id: &str, written: DateTime<FixedOffset>) -> String {
    derived(message_id, &format!("test/{}", written.to_rfc3339()))
}

/// UID of one of the dates of an exercise in the lead's own calendar, by its key in tables.
pub(super) fn of_date(exercise: &Exercise, key: &str) -> String {
    Uuid::new_v5(&of_exercise(&exercise.id), format!("date/{key}").as_bytes()).to_string()
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

fn of_exercise(id: &str) -> Uuid {
    Uuid::new_v5(&NAMESPACE, id.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::findings::Findings;
    use serde_json::json;

    fn identities(secret: Option<&[u8; 32]>) -> Identities {
        let exercise = Exercise::read(include_str!("../../exercise.toml"), &mut Findings::new());
        Identities::new(&exercise.expect("the sample is good"), secret)
    }

    fn number(number: &str) -> Number {
        number.parse().expect("a number")
    }

    #[test]
    fn nobody_without_the_secret_works_out_an_identity() {
        let (mine, other) = (identities(Some(&[1; 32])), identities(Some(&[2; 32])));
        let public = identities(None);
        let uid = |identities: &Identities| identities.of_meeting(number("3025"));
        assert_eq!(uid(&mine), uid(&identities(Some(&[1; 32]))));
        assert!(
            uid(&mine) != uid(&other) && uid(&mine) != uid(&public) && uid(&mine) != mine.of_meeting(number("3001"))
        );
        assert_eq!(uid(&mine).get_version_num(), 8);
        // A Message-ID does not follow from the UID, which everybody has whom the invitation was forwarded to.
        let derived = Uuid::new_v5(&uid(&mine), b"invitation/0").to_string();
        let mail = |ordinal| mine.of_mail(number("3025"), Kind::Invitation, ordinal, "");
        assert!(!mail(0).contains(&derived) && mail(0) != mail(1));
    }

    #[test]
    fn the_written_down_form_is_the_one_in_logs_of_today() {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &[1; 32]), b"ikt-2022/mail/3025/invitation/0/x");
        let made = identities(Some(&[1; 32])).of_mail(number("3025"), Kind::Invitation, 0, "x");
        let expected = Builder::from_custom_bytes(*tag.as_ref().first_chunk().expect("32 bytes")).into_uuid();
        assert_eq!(made, format!("<{expected}@example.no>"));
        // Version 0.1 had no secret.
        assert_eq!(identities(None).of_meeting(number("3025")).to_string(), "c6c35297-e906-5652-8dc7-b5e20c9458d5");
    }

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
