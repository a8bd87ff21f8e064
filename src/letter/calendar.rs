//! The calendar request of a letter: iCalendar (RFC 5545) with the scheduling rules of iTIP (RFC 5546).
//!
//! Written here and not by a crate. Of those at hand (2026-11), icalendar 0.17 puts the clock and a
//! random UID into every component that lacks them, so that a letter would not be the same twice, and
//! calcard 0.3 escapes commas and semicolons in URIs, which breaks links (RFC 5545 section 3.3.13).
//! Tests read what is written here with calcard.
//!
//! Times are in UTC: one meeting needs no rule for a timezone, and no reader gets it wrong.
//!
//! It must never write a link in any other way than it was given, nor a time without its zone.

use chrono::{DateTime, TimeZone, Utc};

use super::text::Words;
use super::{Identity, Mailbox, Occasion};

/// A REQUEST for one meeting with one attendee.
pub fn request(occasion: &Occasion<'_>, identity: &Identity, from: &Mailbox, to: &Mailbox, words: &Words) -> String {
    let (exercise, date) = (occasion.exercise, occasion.date());
    let link = date.link.as_str();
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("PRODID", concat!("-//ovelse//ovelse ", env!("CARGO_PKG_VERSION"), "//EN"));
    lines.plain("VERSION", "2.0");
    lines.plain("CALSCALE", "GREGORIAN");
    lines.plain("METHOD", "REQUEST");
    lines.plain("BEGIN", "VEVENT");
    lines.plain("UID", &identity.uid);
    lines.plain("DTSTAMP", &utc(&occasion.now));
    lines.plain("SEQUENCE", &identity.sequence.to_string());
    lines.plain("DTSTART", &utc(&exercise.zoned(date.start)));
    lines.plain("DTEND", &utc(&exercise.zoned(date.end)));
    lines.text("SUMMARY", &exercise.title);
    lines.text("DESCRIPTION", &words.text);
    lines.text("LOCATION", &exercise.place);
    lines.plain("URL", link);
    lines.plain("X-MICROSOFT-SKYPETEAMSMEETINGURL", link);
    lines.plain(&format!("ORGANIZER;CN={}", parameter(&from.name)), &format!("mailto:{}", from.email));
    lines.plain(
        &format!(
            "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN={}",
            parameter(&to.name)
        ),
        &format!("mailto:{}", to.email),
    );
    lines.plain("CLASS", "PUBLIC");
    lines.plain("STATUS", "CONFIRMED");
    lines.plain("TRANSP", "OPAQUE");
    lines.plain("END", "VEVENT");
    lines.plain("END", "VCALENDAR");
    lines.0
}

fn utc<Z: TimeZone>(time: &DateTime<Z>) -> String {
    time.with_timezone(&Utc).format("%Y%m%dT%H%M%SZ").to_string()
}

/// Content lines, folded and ended as RFC 5545 section 3.1 wants them.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A property whose value needs no escaping.
    fn plain(&mut self, name: &str, value: &str) {
        self.folded(&format!("{name}:{value}"));
    }

    /// A property of type TEXT; left out when there is nothing in it, as readers refuse empty ones.
    fn text(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.folded(&format!("{name}:{}", escaped(value)));
        }
    }

    /// No line longer than 75 octets, and none broken inside a character.
    fn folded(&mut self, line: &str) {
        const OCTETS: usize = 75;
        let mut rest = line;
        let mut width = OCTETS;
        while rest.len() > width {
            let (head, tail) = rest.split_at(rest.floor_char_boundary(width));
            self.0.push_str(head);
            self.0.push_str("\r\n ");
            rest = tail;
            width = OCTETS - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

/// TEXT of RFC 5545 section 3.3.11. Control characters other than the line break have no place in it.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A parameter value, quoted; what a quoted one cannot hold is written as RFC 6868 says.
fn parameter(value: &str) -> String {
    let mut quoted = String::from("\"");
    for c in value.chars() {
        match c {
            '^' => quoted.push_str("^^"),
            '"' => quoted.push_str("^'"),
            '\n' => quoted.push_str("^n"),
            c if c.is_control() => {}
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_escaped_once_and_parameters_are_quoted() {
        assert_eq!(escaped("a, b; c\\d\ne\r"), "a\\, b\\; c\\\\d\\ne");
        assert_eq!(parameter("Kari \"IT\" ^ Vik, leder"), "\"Kari ^'IT^' ^^ Vik, leder\"");
    }

    proptest! {
        #[test]
        fn lines_fold_at_75_octets_between_characters_and_unfold_to_what_they_were(text in "\\PC{0,300}") {
            let mut lines = Lines::default();
            lines.folded(&text);
            let ended = lines.0.strip_suffix("\r\n").expect("a line ends with CRLF");
            prop_assert!(ended.split("\r\n").all(|line| line.len() <= 75));
            prop_assert_eq!(ended.replace("\r\n ", ""), text);
        }
    }
}
