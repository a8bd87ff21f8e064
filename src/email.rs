//! An e-mail address that is one: everything that is mailed goes through this type.
//!
//! It never holds a value that could reach a second recipient or a header of its own:
//! `one_address_is_read_and_nothing_else`.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

use crate::findings::problems;
use crate::text::visible;

/// A single address in ASCII (`asker@example.no`), parsed, not pasted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Email(Box<str>);

problems! {
    /// Why a text is not an address.
    pub enum EmailError in "email" {
        /// More than one address in one field.
        Several,
        /// Letters that mail servers do not agree on.
        NotAscii,
        Malformed,
    }
}

impl FromStr for Email {
    type Err = EmailError;

    /// Takes the address alone, or as mail programs copy it: `Ida Prøve <ida@example.no>`, `mailto:ida@example.no`,
    /// `ida@example.no;`. Blanks around it, and what takes no room, do not matter.
    ///
    /// # Errors
    /// When the text is anything but one address.
    fn from_str(written: &str) -> Result<Email, EmailError> {
        let written = visible(written);
        let written = without_scheme(address_of(written.trim())?);
        if !written.is_ascii() {
            return Err(EmailError::NotAscii);
        }
        if written.matches('@').count() > 1 && written.contains([';', ',', ' ']) {
            return Err(EmailError::Several);
        }
        let (local, domain) = written.split_once('@').ok_or(EmailError::Malformed)?;
        if is_dot_atom(local) && is_domain(domain) { Ok(Email(written.into())) } else { Err(EmailError::Malformed) }
    }
}

/// What stands in angle brackets behind a name, or else the whole; without a separator at the end. A second address in
/// place of the name is another recipient, unless it is the same one.
fn address_of(written: &str) -> Result<&str, EmailError> {
    let written = written.trim_end_matches([';', ',', ' ']);
    let Some((name, address)) = written.strip_suffix('>').and_then(|rest| rest.split_once('<')) else {
        return Ok(written);
    };
    let is_same =
        || without_scheme(name.trim().trim_matches(['"', '\''])).eq_ignore_ascii_case(without_scheme(address));
    if address.contains(['<', '>']) || name.contains(['<', '>', ';']) || name.contains('@') && !is_same() {
        return Err(EmailError::Several);
    }
    if name.contains(char::is_control) { Err(EmailError::Malformed) } else { Ok(address.trim()) }
}

/// Without the `mailto:` of a link.
fn without_scheme(written: &str) -> &str {
    let scheme = "mailto:";
    let (begin, rest) = written.split_at_checked(scheme.len()).unwrap_or_default();
    if begin.eq_ignore_ascii_case(scheme) { rest.trim_start() } else { written }
}

/// Whether a text is what stands before the @ (RFC 5322, 3.2.3, at most 64 octets: RFC 5321, 4.5.3.1.1). In quotes more
/// would be allowed, which mail servers, headers and calendars do not agree on.
fn is_dot_atom(local: &str) -> bool {
    let is_atom_text = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local.len() <= 64 && local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atom_text))
}

/// Whether a text is the name of a domain (RFC 5321, 4.1.2 and 4.5.3.1.2). One without a dot is legal on an intranet and
/// a typing mistake here.
fn is_domain(domain: &str) -> bool {
    let is_label = |label: &str| {
        let is_known = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        (1..=63).contains(&label.len())
            && label.bytes().all(is_known)
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    domain.len() <= 254 && domain.contains('.') && domain.split('.').all(is_label)
}

impl Email {
    /// The address as mail composing wants it, which takes it apart once more.
    ///
    /// # Errors
    /// Never: all that this type holds is such an address.
    pub fn address(&self) -> Result<lettre::Address, lettre::address::AddressError> {
        self.0.parse()
    }

    /// The address as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part behind the @.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, domain)| domain)
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Email {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_is_read_and_nothing_else() {
        let read = |written: &str| written.parse::<Email>().map(|email| email.to_string());
        assert_eq!(read(" asker@example.no "), Ok("asker@example.no".into()));
        assert_eq!(read("a@example.no; b@example.no"), Err(EmailError::Several));
        assert_eq!(read("a@example.no\r\nBcc: b@example.no"), Err(EmailError::Several));
        assert_eq!(read("blåbær@example.no"), Err(EmailError::NotAscii));
        for malformed in ["", "asker", "asker@", "@example.no", "asker@localhost"] {
            assert_eq!(read(malformed), Err(EmailError::Malformed), "{malformed}");
        }
    }

    #[test]
    fn an_address_is_read_as_mail_programs_copy_it() {
        for written in [
            "Ida Prøve <ida@example.no>",
            "\"Prøve, Ida\" <ida@example.no>;",
            "<ida@example.no>",
            "mailto:ida@example.no",
            "MAILTO: ida@example.no",
            "Ida <mailto:ida@example.no>",
            "ida@example.no <mailto:ida@example.no>",
            "'IDA@example.no' <ida@example.no>",
            "ida@example.no;",
            "\u{feff}ida@\u{200b}example.no ",
        ] {
            assert_eq!(
                written.parse::<Email>().map(|email| email.to_string()),
                Ok("ida@example.no".into()),
                "{written}"
            );
        }
        for several in ["kari@example.no <ida@example.no>", "Ida <ida@example.no>; Kari <kari@example.no>"] {
            assert_eq!(several.parse::<Email>(), Err(EmailError::Several), "{several}");
        }
        for malformed in
            ["mailto:ida@example.no?bcc=x@example.no", "Ida <ida>", "Ida\r\nBcc: <ida@example.no>", "mailto:"]
        {
            assert!(malformed.parse::<Email>().is_err(), "{malformed}");
        }
    }

    #[test]
    fn what_headers_and_calendars_cannot_carry_is_no_address() {
        for written in [
            "\"a b\"@d.no",
            "\"a,b\"@d.no",
            "a@[127.0.0.1]",
            "postmaster@[x.y]",
            "a@d.no?bcc=x",
            "a..b@d.no",
            "a@-d.no",
        ] {
            assert!(written.parse::<Email>().is_err(), "{written}");
        }
        for written in ["a.b+c@d-e.no", "o'neil@example.no", "A_1@EXAMPLE.NO"] {
            let email: Email = written.parse().expect(written);
            assert_eq!(email.address().expect(written).to_string(), written);
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_an_address_here_is_one_for_mail(written in "[ -~]{1,9}@[a-z.-]{1,9}[ -~]{0,3}") {
            if let Ok(email) = written.parse::<Email>() {
                proptest::prop_assert_eq!(email.address().map(|address| address.to_string()), Ok(email.to_string()));
            }
        }
    }
}
