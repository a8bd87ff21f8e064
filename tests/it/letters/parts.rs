//! A message and its calendars, taken apart by other people's parsers.

use calcard::common::timezone::Tz;
use calcard::icalendar::{ICalendar, ICalendarProperty};
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

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
        self.text("text/calendar").replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    pub fn calendar(&self) -> Meeting {
        Meeting::of(&self.text("text/calendar"))
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
