//! Every kind of letter in every language, decoded, as files in tests/letters/snapshots: SNAPSHOTS=overwrite cargo test
//! letters. And what each means, read again.

use std::path::Path;

use snapbox::{Assert, Data};

use super::parts::{Parts, assert_is_fit_for_the_wire};
use crate::common::Desk;

/// Municipalities by the language they are written to in, with the day of November that they have; the English one is
/// made so.
pub const BY_LANGUAGE: [(&str, &str, u32); 3] = [("nb", "Bærum", 24), ("nn", "Gol", 24), ("en", "Asker", 22)];

/// The sample, assigned.
pub fn invited() -> Desk {
    let desk = Desk::sample();
    desk.edit("data/municipalities.csv", "3025,Asker,nøytral", "3025,Asker,engelsk");
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk
}

fn assert_letters(desk: &Desk, kind: &str, method: Option<&str>, sequence: i64) {
    for (language, municipality, day) in BY_LANGUAGE {
        let preview = ["preview", municipality, "--kind", kind, "--part", "eml", "--now", "2022-08-23T10:00"];
        let message = desk.run(&preview).out;
        assert_is_as_written(message.as_bytes(), &format!("{language}-{kind}"));
        let letter = Parts::of(message.as_bytes());
        let text = letter.text("text/plain");
        assert!(text.contains("Statsforvalterens øvelse for kommunenes kriseledelse"), "{text}");
        assert!(text.contains("kari.eksempel@example.no"), "{text}");
        assert_says_the_same(&text, &letter.text("text/html"));
        let Some(method) = method else {
            assert!(!letter.kinds().iter().any(|kind| kind == "text/calendar"));
            continue;
        };
        let meeting = letter.calendar();
        let part = letter.message.parts.iter().find_map(|part| {
            use mail_parser::MimeHeaders;
            part.content_type().filter(|kind| kind.subtype() == Some("calendar"))
        });
        assert_eq!(part.and_then(|part| part.attribute("method")), Some(method));
        assert_eq!((meeting.method.as_str(), meeting.sequence), (method, sequence));
        assert_eq!(meeting.status, if method == "CANCEL" { "CANCELLED" } else { "CONFIRMED" });
        assert_eq!(letter.file("invite.ics").as_deref(), Some(letter.text("text/calendar").as_str()));
        // What is called off is what was told; an update is half an hour later.
        let (start, end, place, link) = match kind {
            "update" => ("09:00", "11:00", "Teams; rom 2, «krise»", format!("eksempel-ny-{day}-november")),
            _ => ("08:30", "10:30", "Teams", format!("eksempel-{day}-november")),
        };
        let times = (meeting.start.as_str(), meeting.end.as_str());
        assert_eq!(times, (&*format!("2022-11-{day} {start}"), &*format!("2022-11-{day} {end}")));
        let link = format!("https://teams.microsoft.com/l/meetup-join/19%3ameeting_{link}%40thread.v2/0");
        assert_eq!((meeting.place.as_str(), meeting.link), (place, link));
        let to = letter.message.to().unwrap().first().unwrap().address().unwrap();
        assert_eq!(meeting.attendee, Some(format!("mailto:{to}")));
        assert_eq!(meeting.organiser, "mailto:kari.eksempel@example.no");
    }
}

/// The letter says what its snapshot says, and can be sent as it is.
pub fn assert_is_as_written(message: &[u8], snapshot: &str) {
    assert_is_fit_for_the_wire(message);
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/letters/snapshots");
    let expected = Data::read_from(&folder.join(format!("{snapshot}.txt")), None).raw();
    Assert::new().action_env("SNAPSHOTS").eq(Parts::of(message).decoded(), expected);
}

/// All words of the HTML are in the text, and the other way round.
pub fn assert_says_the_same(text: &str, html: &str) {
    let body = html.split_once("<body").unwrap().1;
    let mut words = String::new();
    let mut in_tag = true;
    for c in body.chars() {
        match c {
            '<' => in_tag = true,
            '>' => {
                in_tag = false;
                words.push(' ');
            }
            c if !in_tag => words.push(c),
            _ => {}
        }
    }
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    let words = words.replace("&amp;", "&");
    let plain = |text: &str| -> Vec<String> {
        let split = text.split(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | '.'));
        // The marks of lists are no words.
        let is_mark = |word: &str| matches!(word, "" | "-" | "1" | "2" | "3");
        let mut words: Vec<String> = split.filter(|word| !is_mark(word)).map(str::to_owned).collect();
        words.sort();
        words
    };
    assert_eq!(plain(text), plain(&words));
}

#[test]
fn invitations() {
    assert_letters(&invited(), "invitation", Some("REQUEST"), 0);
}

#[test]
fn updates() {
    let desk = invited();
    desk.done("invite --send --now 2022-08-22T10:00");
    let before: Vec<String> = BY_LANGUAGE.iter().map(|(_, name, _)| uid(&desk, name, "invitation")).collect();
    let desk = changed_after_sending(desk);
    assert_letters(&desk, "update", Some("REQUEST"), 1);
    let after: Vec<String> = BY_LANGUAGE.iter().map(|(_, name, _)| uid(&desk, name, "update")).collect();
    assert_eq!(before, after, "it is the same meeting");
}

#[test]
fn cancellations() {
    let desk = invited();
    desk.done("invite --send --now 2022-08-22T10:00");
    // What is called off is what was told, whatever has changed since.
    let desk = changed_after_sending(desk);
    assert_letters(&desk, "cancellation", Some("CANCEL"), 1);
    let called_off = desk.run(&["preview", "Gol", "--kind", "cancellation", "--part", "eml"]).out;
    assert_eq!(Parts::of(called_off.as_bytes()).calendar().start, "2022-11-24 08:30");
}

#[test]
fn letters_about_no_date() {
    assert_letters(&invited(), "unplaced", None, 0);
}

fn uid(desk: &Desk, municipality: &str, kind: &str) -> String {
    let message = desk.run(&["preview", municipality, "--kind", kind, "--part", "eml"]).out;
    Parts::of(message.as_bytes()).calendar().uid
}

/// Time, place and link of two dates change.
fn changed_after_sending(desk: Desk) -> Desk {
    for day in ["22", "24"] {
        let date = format!("start = 2022-11-{day}T09:30:00\nend = 2022-11-{day}T11:30:00");
        let later = format!("start = 2022-11-{day}T10:00:00\nend = 2022-11-{day}T12:00:00");
        desk.edit("exercise.toml", &date, &later);
        desk.edit("exercise.toml", &format!("eksempel-{day}-november"), &format!("eksempel-ny-{day}-november"));
    }
    desk.edit("exercise.toml", "place = \"Teams\"", "place = \"Teams; rom 2, «krise»\"");
    desk
}

#[test]
fn what_is_shown_is_what_is_sent() {
    let desk = invited();
    let shown = desk.done("preview Asker --part eml --now 2022-08-22T10:00");
    desk.done("invite --only Asker --send --now 2022-08-22T10:00");
    let name = &desk.files("data/outbox")[0];
    let draft = std::fs::read(desk.path("data/outbox").join(name)).unwrap();
    assert_eq!(draft, format!("X-Unsent: 1\r\n{shown}").as_bytes());
}
