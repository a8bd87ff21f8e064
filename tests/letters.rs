//! What a municipality receives, read again by other people's parsers and compared by its meaning.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up should say so"
)]

mod common;

use calcard::icalendar::{ICalendar, ICalendarProperty};
use common::Desk;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};

/// The exercise with letters written; the files of the outbox by municipality number.
struct Outbox {
    desk: Desk,
}

impl Outbox {
    fn of(desk: Desk) -> Outbox {
        desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
        desk.run(&["assign"]);
        desk.done("invite --send --now 2022-08-22T10:00");
        Outbox { desk }
    }

    fn letter(&self, number: &str) -> Vec<u8> {
        let name = self.desk.files("data/outbox").into_iter().find(|name| name.contains(&format!("-{number}-")));
        std::fs::read(self.desk.path("data/outbox").join(name.expect("there is a letter"))).unwrap()
    }
}

/// A message taken apart.
struct Parts<'m> {
    message: Message<'m>,
}

impl Parts<'_> {
    fn of(bytes: &[u8]) -> Parts<'_> {
        Parts { message: MessageParser::default().parse(bytes).expect("it is a message") }
    }

    /// `type/subtype` of each part, from the outside in.
    fn kinds(&self) -> Vec<String> {
        self.message
            .parts
            .iter()
            .map(|part| {
                let kind = part.content_type().unwrap();
                format!("{}/{}", kind.ctype(), kind.subtype().unwrap())
            })
            .collect()
    }

    fn text(&self, kind: &str) -> String {
        let index = self.kinds().iter().position(|found| found == kind).expect("the part is there");
        match &self.message.parts[index].body {
            PartType::Text(text) | PartType::Html(text) => text.to_string(),
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
            other => panic!("{other:?}"),
        }
    }

    /// The lines of the calendar, unfolded.
    fn calendar_lines(&self) -> Vec<String> {
        self.text("text/calendar").replace("\r\n ", "").lines().map(str::to_owned).collect()
    }

    fn has_calendar_line(&self, line: &str) -> bool {
        self.calendar_lines().iter().any(|found| found == line)
    }
}

#[test]
fn a_letter_is_a_meeting_request_that_calendars_accept() {
    let outbox = Outbox::of(Desk::sample());
    let bytes = outbox.letter("3025");
    let letter = Parts::of(&bytes);
    assert_eq!(
        letter.kinds(),
        ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar", "application/ics"]
    );
    assert_eq!(letter.text("text/calendar"), letter.text("application/ics"), "both calendars are the same bytes");

    let inline = letter.message.parts[4].content_type().unwrap();
    assert_eq!((inline.attribute("method"), inline.attribute("charset")), (Some("REQUEST"), Some("utf-8")));
    assert!(letter.message.parts[4].content_disposition().is_none());
    assert!(letter.message.parts[5].content_disposition().unwrap().is_attachment());
    assert_eq!(letter.message.parts[5].attachment_name(), Some("invite.ics"));

    let from = letter.message.from().unwrap().first().unwrap();
    assert_eq!(
        (from.name(), from.address()),
        (Some("Statsforvalteren i Oslo og Viken"), Some("kari.eksempel@example.no"))
    );
    let to = letter.message.to().unwrap().as_list().unwrap();
    assert_eq!(to.len(), 1);
    assert_eq!((to[0].name(), to[0].address()), (Some("Frode Påfunn"), Some("frode.pafunn@example.no")));
    assert!(letter.message.cc().is_none() && letter.message.bcc().is_none());
    assert!(letter.message.message_id().unwrap().ends_with("@example.no"));
    assert_eq!(letter.message.date().unwrap().to_rfc3339(), "2022-08-22T08:00:00Z");

    for line in [
        "METHOD:REQUEST",
        "SEQUENCE:0",
        "DTSTAMP:20220822T080000Z",
        "DTSTART:20221122T083000Z",
        "DTEND:20221122T103000Z",
        "ORGANIZER;CN=\"Statsforvalteren i Oslo og Viken\":mailto:kari.eksempel@example.no",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Frode Påfunn\":mailto:frode.pafunn@example.no",
        "URL:https://teams.microsoft.com/l/meetup-join/19%3ameeting_eksempel-22-november%40thread.v2/0",
    ] {
        assert!(letter.has_calendar_line(line), "{line}\n{:#?}", letter.calendar_lines());
    }
}

#[test]
fn an_independent_parser_reads_what_the_calendar_means() {
    let outbox = Outbox::of(Desk::sample());
    let bytes = outbox.letter("3041");
    let letter = Parts::of(&bytes);
    let calendar = ICalendar::parse(letter.text("text/calendar")).expect("it is a calendar");
    let event = calendar.components.iter().find(|component| component.component_type.as_str() == "VEVENT").unwrap();
    let text = |property: &ICalendarProperty| event.property(property).unwrap().values[0].as_text().unwrap().to_owned();
    assert_eq!(text(&ICalendarProperty::Summary), "Statsforvalterens øvelse for kommunenes kriseledelse");
    assert_eq!(text(&ICalendarProperty::Location), "Teams");
    // What the invitation says by itself is what the calendar says.
    assert_eq!(text(&ICalendarProperty::Description), letter.text("text/plain").replace("\r\n", "\n").trim_end());
}

#[test]
fn a_message_is_seven_bit_with_short_lines_and_crlf() {
    let outbox = Outbox::of(Desk::sample());
    for name in outbox.desk.files("data/outbox") {
        let bytes = std::fs::read(outbox.desk.path("data/outbox").join(&name)).unwrap();
        assert!(bytes.is_ascii(), "{name}");
        for line in bytes.split_inclusive(|byte| *byte == b'\n') {
            assert!(line.len() <= 1000, "{name}");
            assert!(line.ends_with(b"\r\n") || !line.contains(&b'\n'), "{name}");
        }
    }
}

#[test]
fn each_municipality_is_written_to_in_its_language() {
    let desk = Desk::sample();
    desk.edit("data/municipalities.csv", "3025,Asker,nøytral", "3025,Asker,engelsk");
    let outbox = Outbox::of(desk);
    for (number, language, words) in [
        ("3024", "nb", "Datoen gjelder hele kommunen"),
        ("3041", "nn", "Datoen gjeld heile kommunen"),
        ("3025", "en", "valid for the whole municipality"),
        ("3044", "nb", "Datoen gjelder hele kommunen"),
    ] {
        let bytes = outbox.letter(number);
        let letter = Parts::of(&bytes);
        assert_eq!(letter.message.header_raw("Content-Language").map(str::trim), Some(language));
        assert!(letter.text("text/plain").contains(words), "{number}");
        assert!(letter.text("text/html").contains(words), "{number}");
        assert!(letter.text("text/html").contains(&format!("<html lang=\"{language}\">")));
    }
}

#[test]
fn a_letter_says_all_that_a_sector_leader_needs() {
    let outbox = Outbox::of(Desk::sample());
    let bytes = outbox.letter("3024");
    let letter = Parts::of(&bytes);
    for said in [
        "Bærum kommune",
        "Statsforvalterens øvelse for kommunenes kriseledelse",
        "IKT-anslag med langvarig bortfall av IKT som konsekvens",
        "torsdag 24. november 2022 kl. 09.30–11.30",
        "Teams",
        "https://teams.microsoft.com/l/meetup-join/19%3ameeting_eksempel-24-november%40thread.v2/0",
        "videresende invitasjonen til sektorlederne",
        "Øvelsesdirektivet",
        "Kari Eksempel",
        "kari.eksempel@example.no",
        "00 00 00 01",
    ] {
        assert!(letter.text("text/plain").contains(said), "{said}");
        assert!(letter.text("text/html").contains(said), "{said}");
    }
}

#[test]
fn on_a_second_choice_the_date_of_the_first_choice_appears_nowhere() {
    let outbox = Outbox::of(Desk::sample());
    // Asker asked for 24 November first and got 22 November.
    let bytes = outbox.letter("3025");
    let letter = Parts::of(&bytes);
    for kind in ["text/plain", "text/html", "text/calendar"] {
        let text = letter.text(kind).replace("\r\n ", "");
        assert!(text.contains("22. november") && text.contains("22-november"), "{kind}");
        for trace in ["24. november", "24-november", "20221124", "24.11"] {
            assert!(!text.contains(trace), "{kind}: {trace}");
        }
    }
    assert!(letter.message.subject().unwrap().ends_with("tirsdag 22. november 2022"));
    assert!(letter.text("text/plain").contains("pri 2"));
}

#[test]
fn who_can_take_any_date_is_not_told_of_a_choice() {
    let desk = Desk::sample();
    desk.done("register Flå --first any --now 2022-08-20T09:00");
    let outbox = Outbox::of(desk);
    let bytes = outbox.letter("3039");
    let text = Parts::of(&bytes).text("text/plain");
    assert!(text.contains("Datoen gjelder hele kommunen.") && !text.contains("pri 1"), "{text}");
}

#[test]
fn names_with_markup_quotes_and_line_breaks_stay_names() {
    let desk = Desk::sample();
    desk.edit("exercise.toml", "name = \"Kari Eksempel\"", "name = 'Kari <b>\"IT\"</b> & co; Vik, leder'");
    desk.write(
        "data/incoming/x.csv",
        "Kommune;Pri 1;Kontaktperson;E-post;Mottatt\nFlå;01.12.2022;\"Ola \"\"X\"\" <y@z.no>, Bcc: a@b.no\";ola@example.no;20.08.2022\n",
    );
    let outbox = Outbox::of(desk);
    let bytes = outbox.letter("3039");
    let letter = Parts::of(&bytes);
    let to = letter.message.to().unwrap().as_list().unwrap();
    assert_eq!(to.len(), 1);
    assert_eq!((to[0].name(), to[0].address()), (Some("Ola \"X\" <y@z.no>, Bcc: a@b.no"), Some("ola@example.no")));
    assert!(letter.message.bcc().is_none());
    assert!(letter.text("text/html").contains("Kari &lt;b&gt;&quot;IT&quot;&lt;/b&gt; &amp; co; Vik, leder"));
    assert!(letter.text("text/plain").contains("Kari <b>\"IT\"</b> & co; Vik, leder"));
    let calendar = ICalendar::parse(letter.text("text/calendar")).expect("it is a calendar");
    assert_eq!(calendar.components.len(), 2);
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    let (one, other) = (Outbox::of(Desk::sample()), Outbox::of(Desk::sample()));
    assert_eq!(one.letter("3025"), other.letter("3025"));
}
