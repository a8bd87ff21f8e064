//! Everything about a letter but its content. It is made when the letter is due, and stands in the delivery log as it
//! is.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

use super::copy::CopyTo;
use super::identity::{self, Identities};
use super::meeting::Meeting;
use crate::email::Email;
use crate::kind::Kind;
use crate::municipality::Number;

/// The envelope of a letter. `told` is what version 0.1 called the meeting in its log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Envelope {
    /// What the letter is for.
    pub kind: Kind,
    /// Who it is for.
    #[serde(deserialize_with = "parsed")]
    pub municipality: Number,
    /// The one recipient; none once `purge` has removed the address.
    #[serde(rename = "to", deserialize_with = "address")]
    pub recipient: Option<Email>,
    /// Message-ID of the mail, in angle brackets, with the domain of its sender.
    pub message_id: String,
    /// UID of the meeting: one for each municipality of an exercise, whatever its date.
    pub uid: String,
    /// SEQUENCE of the meeting (RFC 5545): how often the municipality's calendar was changed before, from 0.
    pub sequence: u32,
    /// How many letters of its kind left before, or of its family if it tells of a place.
    #[serde(default)]
    pub ordinal: usize,
    /// The meeting as the letter tells of it; none if it names none.
    #[serde(alias = "told")]
    pub meeting: Option<Meeting>,
    /// The meeting as the municipality was told of it before, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Meeting>,
    /// Whether it asks for another choice of dates.
    #[serde(default)]
    pub asks: bool,
    /// When the dates begin that it offers, local to the exercise; none if it offers none, or an earlier version wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub offers: Option<Vec<NaiveDateTime>>,
    /// The last day on which they are kept for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Fingerprint of the content where that decides whether another letter is due; else empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub about: String,
    /// Whether it replaces an earlier letter of its kind that was about something else; an invitation, that it was called off.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replaces: bool,
    /// How many people of the municipality came, if it confirms that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub head_count: Option<u32>,
    /// Whether it withdraws an earlier letter of its kind.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdraws: bool,
    /// The municipality's own address, if the same letter goes there as well, as a mail by itself.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "address")]
    pub copy_to: Option<Email>,
    /// The deputy of the recipient, if the same letter goes there as well, as a mail by itself.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "address")]
    pub deputy: Option<Email>,
    /// Those who were told of the meeting before and are written to no longer: the same goes to each, as a mail by itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty", deserialize_with = "addresses")]
    pub former: Vec<Email>,
    /// Whom this is for, if it is one of those copies.
    #[serde(default, alias = "is_copy", skip_serializing_if = "Option::is_none", deserialize_with = "copy")]
    pub copy: Option<CopyTo>,
}

impl Envelope {
    /// The envelope of the letter of a kind that comes after `ordinal` others; what is not given is empty.
    #[must_use]
    pub fn new(identities: &Identities, municipality: Number, kind: Kind, ordinal: usize, about: String) -> Envelope {
        Envelope {
            kind,
            municipality,
            recipient: None,
            message_id: identities.of_mail(municipality, kind, ordinal, &about),
            uid: identities.of_meeting(municipality).to_string(),
            sequence: 0,
            ordinal,
            meeting: None,
            before: None,
            asks: false,
            offers: None,
            until: None,
            about,
            replaces: false,
            head_count: None,
            withdraws: false,
            copy_to: None,
            deputy: None,
            former: Vec::new(),
            copy: None,
        }
    }

    /// The envelope of one of its copies, to this address.
    #[must_use]
    pub fn copied_to(self, copy: CopyTo, address: Email) -> Envelope {
        let message_id = identity::of_copy(&self.message_id, copy);
        let copy = Some(copy);
        let (recipient, former) = (Some(address), Vec::new());
        Envelope { message_id, recipient, copy_to: None, deputy: None, former, copy, ..self }
    }

    /// To whom the same is to go besides the recipient.
    pub fn copies(&self) -> impl Iterator<Item = CopyTo> + use<> {
        let own = self.copy_to.as_ref().map(|_| CopyTo::Municipality);
        let deputy = self.deputy.as_ref().map(|_| CopyTo::Deputy);
        own.into_iter().chain(deputy).chain((0..self.former.len()).map(CopyTo::Former))
    }

    /// Whether it goes to this address. Where the address was removed, it may have been any.
    #[must_use]
    pub fn may_be_to(&self, address: &str) -> bool {
        self.recipient.as_ref().is_none_or(|recipient| recipient.as_str().eq_ignore_ascii_case(address))
    }

    /// The address for tables and JSON; empty once it was removed.
    #[must_use]
    pub fn address(&self) -> &str {
        self.recipient.as_ref().map_or("", Email::as_str)
    }
}

/// Earlier versions only said whether it was the copy to the municipality.
fn copy<'de, D: Deserializer<'de>>(from: D) -> Result<Option<CopyTo>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Written {
        Whether(bool),
        Whom(CopyTo),
    }
    Ok(match Written::deserialize(from)? {
        Written::Whether(is_copy) => is_copy.then_some(CopyTo::Municipality),
        Written::Whom(copy) => Some(copy),
    })
}

fn parsed<'de, D: Deserializer<'de>, T: FromStr<Err: std::fmt::Display>>(from: D) -> Result<T, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map_err(|error| D::Error::custom(format!("{text:?} {error}")))
}

/// `purge` of version 0.1 left an empty text where an address was.
fn address<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Email>, D::Error> {
    let text = Option::<String>::deserialize(from)?.filter(|text| !text.is_empty());
    text.map(|text| email(&text)).transpose()
}

fn addresses<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Email>, D::Error> {
    let all = Vec::<String>::deserialize(from)?;
    all.iter().map(|text| email(text)).collect()
}

fn email<E: serde::de::Error>(text: &str) -> Result<Email, E> {
    text.parse().map_err(|error| E::custom(format!("{text:?} {error}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The `copy` of a letter in a line of the log.
    fn read(field: &str) -> Option<CopyTo> {
        let line = format!(
            r#"{{"kind":"invitation","municipality":"3025","to":"a@example.no","message_id":"<a@example.no>","uid":"u","sequence":0{field}}}"#
        );
        serde_json::from_str::<Envelope>(&line).expect("it is a letter").copy
    }

    #[test]
    fn copies_in_logs_of_earlier_versions_are_those_to_municipalities() {
        assert_eq!(read(""), None);
        assert_eq!(read(r#","is_copy":false"#), None);
        assert_eq!(read(r#","is_copy":true"#), Some(CopyTo::Municipality));
        for copy in [CopyTo::Municipality, CopyTo::Deputy] {
            let written = serde_json::to_string(&copy).expect("it is JSON");
            assert_eq!(read(&format!(r#","copy":{written}"#)), Some(copy));
        }
    }
}
