//! What a letter says: its words and its calendar.

use mail_parser::{MessageParser, MimeHeaders};

/// A letter as who gets it reads it.
#[derive(Debug, Clone)]
pub struct Letter {
    pub message_id: String,
    pub to: String,
    /// The plain text on one line.
    pub text: String,
    /// The meeting request or cancellation.
    pub calendar: Option<Event>,
    /// The file for those to whom it is forwarded.
    pub forwardable: Option<Event>,
}

/// A meeting, as one calendar tells another of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub method: String,
    pub uid: String,
    pub sequence: u64,
    /// `20271116T093000`, in the time of the exercise.
    pub start: String,
    pub end: String,
    pub place: String,
    pub link: String,
}

impl Letter {
    pub fn read(message: &str) -> Letter {
        let parsed = MessageParser::default().parse(message.as_bytes()).expect("it is a mail");
        let to = parsed.to().and_then(|to| to.first()).and_then(|to| to.address()).unwrap_or_default().to_owned();
        let text = parsed.body_text(0).unwrap_or_default();
        let calendar = parsed.parts.iter().find(|part| {
            part.content_type().is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("calendar"))
        });
        let forwardable = parsed.attachments().find(|part| {
            part.attachment_name().is_some_and(|name| {
                ["til-sektorledere.ics", "til-sektorleiarar.ics", "for-sector-leaders.ics"].contains(&name)
            })
        });
        Letter {
            forwardable: forwardable.map(|part| event(&String::from_utf8_lossy(part.contents()))),
            message_id: format!("<{}>", parsed.message_id().unwrap_or_default()),
            to,
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            calendar: calendar.map(|part| event(&String::from_utf8_lossy(part.contents()))),
        }
    }
}

/// The meeting of a calendar file.
fn event(text: &str) -> Event {
    let unfolded = text.replace("\r\n ", "");
    let (head, meeting) = unfolded.split_once("BEGIN:VEVENT").expect("it has a meeting");
    let field = |text: &str, name: &str| {
        let line = text
            .lines()
            .find(|line| line.strip_prefix(name).is_some_and(|rest| rest.starts_with(':') || rest.starts_with(';')));
        line.and_then(|line| line.split_once(':')).map(|(_, value)| value.replace('\\', "")).unwrap_or_default()
    };
    Event {
        method: field(head, "METHOD"),
        uid: field(meeting, "UID"),
        sequence: field(meeting, "SEQUENCE").parse().expect("it is a number"),
        start: field(meeting, "DTSTART"),
        end: field(meeting, "DTEND"),
        place: field(meeting, "LOCATION"),
        link: field(meeting, "URL"),
    }
}
