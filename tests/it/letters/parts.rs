//! A message and its calendars, taken apart by other people's parsers.

use std::fmt::Write;

use calcard::common::timezone::Tz;
use calcard::icalendar::{ICalendar, ICalendarProperty};
use mail_parser::{Addr, HeaderValue, Message, MessageParser, MimeHeaders, PartType};

/// A message taken apart.
pub struct Parts<'m> {
    pub message: Message<'m>,
}

impl Parts<'_> {
    pub fn of(bytes: &[u8]) -> Parts<'_> {
        Parts { message: MessageParser::default().parse(bytes).expect("it is a message") }
    }

    /// `type/subtype` of each part, from the outside in.
    pub fn kinds(&self) -> Vec<String> {
        let kind = |part: &mail_parser::MessagePart<'_>| {
            let kind = part.content_type().unwrap();
            format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
        };
        self.message.parts.iter().map(kind).collect()
    }

    pub fn text(&self, kind: &str) -> String {
        let index = self.kinds().iter().position(|found| found == kind).expect("the part is there");
        self.content(index)
    }

    pub fn content(&self, index: usize) -> String {
        match &self.message.parts[index].body {
            PartType::Text(text) | PartType::Html(text) => text.to_string(),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// The file of that name.
    pub fn file(&self, name: &str) -> Option<String> {
        let is_it = |part: &mail_parser::MessagePart<'_>| part.attachment_name() == Some(name);
        self.message.parts.iter().position(is_it).map(|index| self.content(index))
    }

    /// The lines of the calendar, unfolded.
    pub fn calendar_lines(&self) -> Vec<String> {
        unfolded(&self.text("text/calendar")).lines().map(str::to_owned).collect()
    }

    /// The message as somebody reads it: its headers and each part decoded, calendars unfolded, no encoding, boundary
    /// or version of the program.
    pub fn decoded(&self) -> String {
        let mut decoded = String::new();
        for name in ["From", "To", "Cc", "Subject", "Date", "Message-ID", "Content-Language"] {
            if let Some(value) = self.message.header(name) {
                writeln!(decoded, "{name}: {}", header(value)).unwrap();
            }
        }
        self.decode_part(0, 1, &mut decoded);
        decoded
    }

    fn decode_part(&self, index: usize, depth: usize, decoded: &mut String) {
        let part = &self.message.parts[index];
        let kind = part.content_type().unwrap();
        let disposition = part.content_disposition().map(|found| format!(" ({})", found.ctype())).unwrap_or_default();
        let attributes = kind.attributes().unwrap_or_default().iter().filter(|attribute| attribute.name != "boundary");
        let attributes: String =
            attributes.map(|attribute| format!("; {}={}", attribute.name, attribute.value)).collect();
        let name = part.attachment_name().map(|name| format!(" {name}")).unwrap_or_default();
        let heading = format!("{}{attributes}{disposition}{name}", self.kinds()[index]);
        writeln!(decoded, "\n{} {heading}", "=".repeat(depth)).unwrap();
        if let PartType::Multipart(parts) = &part.body {
            for inner in parts {
                self.decode_part(usize::try_from(*inner).unwrap(), depth + 1, decoded);
            }
            return;
        }
        let content = self.content(index);
        let is_same = |earlier: &usize| {
            let body = &self.message.parts[*earlier].body;
            !matches!(body, PartType::Multipart(_)) && self.content(*earlier) == content
        };
        match (0..index).find(is_same) {
            Some(earlier) => writeln!(decoded, "the same as {}", self.kinds()[earlier]).unwrap(),
            None if content.starts_with("BEGIN:VCALENDAR") => writeln!(decoded, "{}", readable(&content)).unwrap(),
            None => writeln!(decoded, "{}", content.replace("\r\n", "\n").trim_end()).unwrap(),
        }
    }

    pub fn calendar(&self) -> Meeting {
        Meeting::of(&self.text("text/calendar"))
    }
}

fn header(value: &HeaderValue<'_>) -> String {
    let address = |address: &Addr<'_>| match (address.name(), address.address().unwrap()) {
        (Some(name), address) => format!("{name} <{address}>"),
        (None, address) => address.to_owned(),
    };
    match value {
        HeaderValue::Address(addresses) => addresses.iter().map(address).collect::<Vec<_>>().join(", "),
        HeaderValue::DateTime(time) => time.to_rfc3339(),
        value => value.as_text().unwrap().to_owned(),
    }
}

/// A calendar with its long lines whole (RFC 5545, section 3.1), the lines within a text below each other, and no version
/// of the program.
fn readable(calendar: &str) -> String {
    let version = concat!("//ovelse ", env!("CARGO_PKG_VERSION"), "//");
    unfolded(calendar)
        .replace("\\n", "\n  ")
        .replace("\n  \n", "\n\n")
        .replace(version, "//ovelse VERSION//")
        .trim_end()
        .to_owned()
}

fn unfolded(calendar: &str) -> String {
    calendar.replace("\r\n ", "").replace("\r\n", "\n")
}

/// What every mail server passes on unchanged: 7 bits, and lines of at most 998 characters that end with CRLF
/// (RFC 5322, section 2.1.1); a calendar's lines have at most 75 bytes (RFC 5545, section 3.1).
pub fn assert_is_fit_for_the_wire(bytes: &[u8]) {
    assert!(bytes.is_ascii());
    assert_eq!(bytes.last(), Some(&b'\n'));
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let line = line.strip_suffix(b"\r\n").expect("a line ends with CRLF");
        assert!(line.len() <= 998 && !line.contains(&b'\r'), "{}", String::from_utf8_lossy(line));
    }
    let parts = Parts::of(bytes);
    for (index, kind) in parts.kinds().iter().enumerate() {
        if kind.starts_with("text/") || kind == "application/ics" {
            let content = parts.content(index);
            assert!(!content.replace("\r\n", "").contains(['\r', '\n']), "the lines of {kind} end with CRLF");
            assert!(!kind.ends_with("ics") || content.lines().all(|line| line.len() <= 75), "{content}");
        }
    }
}

/// What a calendar means.
#[derive(Debug, PartialEq, Eq)]
pub struct Meeting {
    pub method: String,
    pub uid: String,
    pub sequence: i64,
    /// UTC.
    pub start: String,
    pub end: String,
    pub organiser: String,
    pub attendee: Option<String>,
    pub status: String,
    pub summary: String,
    pub description: String,
    pub place: String,
    pub link: String,
    /// How long before the start, in seconds.
    pub alarm: Option<i64>,
}

impl Meeting {
    pub fn of(calendar: &str) -> Meeting {
        let read = ICalendar::parse(calendar).expect("it is a calendar");
        let named = |name: &'static str| read.components.iter().filter(move |one| one.component_type.as_str() == name);
        let event = named("VEVENT").next().expect("it holds an event");
        let value = |property: ICalendarProperty| event.property(&property).map(|entry| &entry.values[0]);
        let text = |property| value(property).and_then(|value| value.as_text()).unwrap_or_default().to_owned();
        let dates = read.expand_dates(Tz::Floating, 10);
        assert!(dates.errors.is_empty(), "{:?}", dates.errors);
        let (start, end) = dates.events[0].timestamps();
        let utc = |seconds| chrono::DateTime::from_timestamp(seconds, 0).unwrap().format("%Y-%m-%d %H:%M").to_string();
        let alarm = named("VALARM").next().map(|alarm| {
            let trigger = alarm.property(&ICalendarProperty::Trigger).unwrap();
            match &trigger.values[0] {
                calcard::icalendar::ICalendarValue::Duration(before) => -before.as_seconds(),
                other => panic!("{other:?}"),
            }
        });
        Meeting {
            method: read.components[0].property(&ICalendarProperty::Method).unwrap().values[0]
                .as_text()
                .unwrap()
                .into(),
            uid: text(ICalendarProperty::Uid),
            sequence: value(ICalendarProperty::Sequence).unwrap().as_integer().unwrap(),
            start: utc(start),
            end: utc(end),
            organiser: text(ICalendarProperty::Organizer),
            attendee: value(ICalendarProperty::Attendee).map(|value| value.as_text().unwrap().to_owned()),
            status: text(ICalendarProperty::Status),
            summary: text(ICalendarProperty::Summary),
            description: text(ICalendarProperty::Description),
            place: text(ICalendarProperty::Location),
            link: text(ICalendarProperty::Url),
            alarm,
        }
    }
}
