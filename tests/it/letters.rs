//! What a municipality receives, read again by other people's parsers and compared by its meaning.

mod audience;
mod clocks;
mod deputies;
mod forwardable;
mod invitation_reminder;
mod notices;
mod parts;
mod properties;
mod snapshots;
mod templates;
mod wording;

use crate::common::Desk;
use calcard::icalendar::ICalendar;
use mail_parser::MimeHeaders;
use parts::{Meeting, Parts, assert_is_fit_for_the_wire};

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

#[test]
fn a_letter_is_a_meeting_request_that_calendars_accept() {
    let outbox = Outbox::of(Desk::sample());
    let bytes = outbox.letter("3025");
    let letter = Parts::of(&bytes);
    assert_eq!(
        letter.kinds(),
        [
            "multipart/mixed",
            "multipart/alternative",
            "text/plain",
            "text/html",
            "text/calendar",
            "application/ics",
            "application/ics"
        ]
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
        "DTSTART;TZID=Europe/Oslo:20221122T093000",
        "DTEND;TZID=Europe/Oslo:20221122T113000",
        "ORGANIZER;CN=\"Statsforvalteren i Oslo og Viken\":mailto:kari.eksempel@example.no",
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=TRUE;CN=\"Frode Påfunn\":mailto:frode.pafunn@example.no",
        "URL:https://teams.microsoft.com/l/meetup-join/19%3ameeting_eksempel-22-november%40thread.v2/0",
    ] {
        assert!(letter.calendar_lines().iter().any(|found| found == line), "{line}\n{:#?}", letter.calendar_lines());
    }
}

#[test]
fn an_independent_parser_reads_what_the_calendar_means() {
    let outbox = Outbox::of(Desk::sample());
    let bytes = outbox.letter("3041");
    let letter = Parts::of(&bytes);
    let Meeting { uid, .. } = letter.calendar();
    let meeting = Meeting {
        method: "REQUEST".to_owned(),
        uid,
        sequence: 0,
        start: "2022-11-24 08:30".to_owned(),
        end: "2022-11-24 10:30".to_owned(),
        organiser: "mailto:kari.eksempel@example.no".to_owned(),
        attendee: Some("mailto:tone.monster@example.no".to_owned()),
        status: "CONFIRMED".to_owned(),
        summary: "Statsforvalterens øvelse for kommunenes kriseledelse".to_owned(),
        // What the invitation says by itself is what the calendar says.
        description: letter.text("text/plain").replace("\r\n", "\n").trim_end().to_owned(),
        place: "Teams".to_owned(),
        link: "https://teams.microsoft.com/l/meetup-join/19%3ameeting_eksempel-24-november%40thread.v2/0".to_owned(),
        alarm: None,
    };
    assert_eq!(letter.calendar(), meeting);
    // Those it is forwarded to get the same meeting, and are not asked to answer.
    let forwardable = Meeting::of(&letter.file("til-sektorleiarar.ics").expect("there is a file for others"));
    assert!(forwardable.description.contains("Lenkje til møtet:") && !forwardable.description.contains("Gol"));
    let (uid, description) = (forwardable.uid.clone(), forwardable.description.clone());
    assert_ne!(uid, meeting.uid, "whoever opens it keeps the invitation");
    assert_eq!(forwardable, Meeting { method: "PUBLISH".to_owned(), uid, attendee: None, description, ..meeting });
}

#[test]
fn every_message_is_fit_for_the_wire() {
    let outbox = Outbox::of(Desk::sample());
    for name in outbox.desk.files("data/outbox") {
        assert_is_fit_for_the_wire(&std::fs::read(outbox.desk.path("data/outbox").join(name)).unwrap());
    }
}

#[test]
fn each_municipality_is_written_to_in_its_language() {
    let desk = Desk::sample();
    desk.edit("data/municipalities.csv", "3025,Asker,nøytral", "3025,Asker,engelsk");
    let outbox = Outbox::of(desk);
    for (number, language, words) in [
        ("3024", "nb", "Den gjelder hele kommunen"),
        ("3041", "nn", "Han gjeld heile kommunen"),
        ("3025", "en", "applies to the whole municipality"),
        ("3044", "nb", "Den gjelder hele kommunen"),
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
        "Samle kriseledelsen der den skal sitte, og la IKT-driften sitte sammen",
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
    let others = letter.file("til-sektorledere.ics").expect("there is a file for others");
    let parts = ["text/plain", "text/html", "text/calendar"].map(|kind| (kind, letter.text(kind)));
    for (kind, text) in parts.into_iter().chain([("for others", others)]) {
        let text = text.replace("\r\n ", "");
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
    assert_eq!(calendar.components.iter().filter(|one| one.component_type.as_str() == "VEVENT").count(), 1);
}

#[test]
fn the_same_letter_is_the_same_bytes() {
    let (one, other) = (Outbox::of(Desk::sample()), Outbox::of(Desk::sample()));
    assert_eq!(one.letter("3025"), other.letter("3025"));
}

#[test]
fn options_of_invitations_are_heeded() {
    let desk = Desk::sample();
    let options = "\n[invitation]\nalarm = \"1d\"\nforwardable = false\nattach = [\"program æ.pdf\"]\n";
    desk.write("exercise.toml", desk.read("exercise.toml") + options);
    desk.write("program æ.pdf", b"%PDF-1.7\n");
    let outbox = Outbox::of(desk);
    let bytes = outbox.letter("3041");
    let letter = Parts::of(&bytes);
    assert_eq!(letter.calendar().alarm, Some(86_400));
    assert_eq!(letter.file("til-sektorleiarar.ics"), None);
    assert!(!letter.text("text/plain").contains("til-sektorleiarar.ics"));
    assert_eq!(letter.file("program æ.pdf").as_deref(), Some("%PDF-1.7\n"));
    assert_eq!(letter.kinds().last().map(String::as_str), Some("application/pdf"));
    // Whoever is not invited to anything gets no program.
    let bytes = outbox.letter("3036");
    assert_eq!(Parts::of(&bytes).kinds(), ["multipart/alternative", "text/plain", "text/html"]);
}

#[test]
fn a_letter_about_no_date_says_which_ones_have_room() {
    let outbox = Outbox::of(Desk::sample());
    let bytes = outbox.letter("3036");
    let letter = Parts::of(&bytes);
    for kind in ["text/plain", "text/html"] {
        let text = letter.text(kind);
        assert!(text.contains("tirsdag 29. november 2022 kl. 12.00–14.00"), "{kind}");
        assert!(text.contains("torsdag 1. desember 2022 kl. 09.30–11.30"), "{kind}");
        // What is full, and any link, is not for it.
        assert!(!text.contains("24. november") && !text.contains("teams.microsoft.com"), "{kind}");
    }
}

#[test]
fn nobody_sees_the_address_of_anybody_else() {
    let outbox = Outbox::of(Desk::sample());
    let registrations = outbox.desk.read("data/registrations.csv");
    let addresses: Vec<&str> = registrations.split([';', '\n']).filter(|cell| cell.ends_with("@example.no")).collect();
    assert!(addresses.len() > 40);
    for name in outbox.desk.files("data/outbox") {
        let bytes = std::fs::read(outbox.desk.path("data/outbox").join(&name)).unwrap();
        let letter = Parts::of(&bytes);
        let to = letter.message.to().unwrap().first().unwrap().address().unwrap();
        let kinds = letter.kinds();
        let contents = (0..kinds.len()).filter(|index| !kinds[*index].starts_with("multipart"));
        let mut said: String = contents.map(|index| letter.content(index).replace("\r\n ", "")).collect();
        said += letter.message.headers_raw().map(|(_, value)| value).collect::<String>().as_str();
        for address in addresses.iter().filter(|address| **address != to) {
            assert!(!said.contains(address), "{name}: {address}");
        }
    }
}
