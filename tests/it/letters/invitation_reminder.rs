//! Reminders to those who have not answered their invitation: `ovelse remind --invitation`.

use super::parts::Parts;
use super::snapshots::{BY_LANGUAGE, assert_is_as_written, assert_says_the_same};
use crate::common::Desk;

/// The sample with invitations that were sent on 22 August.
fn invited() -> Desk {
    let desk = Desk::sample();
    desk.edit("data/municipalities.csv", "3025,Asker,nøytral", "3025,Asker,engelsk");
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk.done("invite --send --now 2022-08-22T10:00");
    desk.done("outbox --mark-sent --now 2022-08-22T10:00");
    desk
}

/// What a contact answers in the calendar to the meeting with this UID and SEQUENCE.
fn answer(desk: &Desk, address: &str, uid: &str, sequence: i64, answer: &str) {
    answer_from(desk, address, address, uid, sequence, answer);
}

fn answer_from(desk: &Desk, from: &str, address: &str, uid: &str, sequence: i64, answer: &str) {
    let reply = format!(
        "From: {from}\r\nMessage-ID: <{sequence}.{address}>\r\nDate: Tue, 30 Aug 2022 10:15:00 +0200\r\n\
         Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\n\
         BEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:{sequence}\r\nDTSTAMP:202208{}T081500Z\r\n\
         ATTENDEE;PARTSTAT={answer}:mailto:{address}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        30 + sequence
    );
    desk.write("svar.eml", reply);
    let read = desk.run(&["replies", "svar.eml"]);
    assert!(read.out.contains("New:") || read.out.contains('1'), "{} {}", read.out, read.err);
}

fn uid(desk: &Desk, municipality: &str) -> String {
    let calendar = desk.done(&format!("preview {municipality} --part ics"));
    calendar.lines().find_map(|line| line.strip_prefix("UID:")).expect("it has one").trim().to_owned()
}

/// Who is listed, with the state and the reason.
fn listed(desk: &Desk, now: &str) -> Vec<[String; 3]> {
    let list = desk.done(&format!("remind --invitation --now {now} --format json"));
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let rows = list["municipalities"].as_array().unwrap().iter();
    rows.map(|row| ["municipality", "letter", "why"].map(|cell| row[cell].as_str().unwrap().to_owned())).collect()
}

fn due(desk: &Desk, now: &str) -> Vec<String> {
    listed(desk, now).into_iter().filter(|[_, state, _]| state == "due").map(|[name, ..]| name).collect()
}

#[test]
fn those_are_reminded_who_have_not_answered() {
    let desk = invited();
    assert!(due(&desk, "2022-08-23T09:00").is_empty(), "they were invited yesterday");
    let recent = listed(&desk, "2022-08-23T09:00");
    assert!(recent.iter().all(|[_, _, why]| why == "has not answered the invitation, sent 1 day ago"), "{recent:?}");
    let invited = recent.len();
    for (municipality, address, said) in [
        ("Asker", "frode.pafunn@example.no", "ACCEPTED"),
        ("Gol", "tone.monster@example.no", "DECLINED"),
        ("Bærum", "oystein.utkast@example.no", "TENTATIVE"),
    ] {
        answer(&desk, address, &uid(&desk, municipality), 0, said);
    }
    let names = due(&desk, "2022-09-01T09:00");
    assert_eq!(names.len(), invited - 3);
    assert!(["Asker", "Gol", "Bærum", "Nannestad"].iter().all(|answered| !names.iter().any(|name| name == answered)));
    let status = desk.done("status --now 2022-09-01T09:00");
    let line = status.lines().find(|line| line.trim_start().starts_with("Accepted")).expect("it is counted");
    assert!(line.contains(&format!("{} not answered: ovelse remind --invitation", invited - 3)), "{line}");
    // Whose answer came from somebody else is asked of the lead.
    let invitation = desk.done("preview Hol --part ics").replace("\r\n ", "");
    let attendee = invitation.lines().find(|line| line.starts_with("ATTENDEE")).expect("it has one");
    let address = attendee.rsplit_once(':').expect("it has an address").1.trim();
    answer_from(&desk, "noen@annet.example.com", address, &uid(&desk, "Hol"), 0, "ACCEPTED");
    assert!(names.contains(&"Hol".to_owned()) && !due(&desk, "2022-09-01T09:00").contains(&"Hol".to_owned()));
    // Whoever has withdrawn, and whoever should know of a change first, is not.
    desk.done("register Moss --declined --now 2022-09-01T09:00");
    desk.edit("exercise.toml", "start = 2022-12-01T09:30:00", "start = 2022-12-01T10:00:00");
    let names = due(&desk, "2022-09-01T10:00");
    assert!(names.len() < invited - 4 && !names.contains(&"Moss".to_owned()), "{names:?}");
    // Nor is whoever has had its date.
    assert!(due(&desk, "2022-11-24T20:00").len() < names.len() / 2);
    assert_eq!(listed(&desk, "2022-12-02T09:00"), [[""; 3]; 0]);
}

#[test]
fn nobody_is_reminded_of_what_was_not_sent_or_reminded_again_too_soon() {
    let desk = Desk::invited();
    assert_eq!(listed(&desk, "2022-09-01T09:00"), [[""; 3]; 0], "their invitations are written and not sent");
    desk.done("outbox --mark-sent --now 2022-08-22T10:00");
    desk.done("remind --invitation --only Asker --only Gol --send --now 2022-09-01T09:00");
    desk.done("outbox --mark-sent --now 2022-09-01T09:00");
    let of = |now: &str| {
        let rows = listed(&desk, now).into_iter();
        rows.filter(|[name, ..]| name == "Asker").map(|[_, state, why]| (state, why)).collect::<Vec<_>>()
    };
    let reminded = |days: &str| format!("has not answered the invitation; reminded {days}");
    assert_eq!(of("2022-09-02T09:00"), [("enough".to_owned(), reminded("1 day ago"))]);
    assert_eq!(of("2022-09-08T09:00"), [("due".to_owned(), reminded("7 days ago"))]);
    assert!(desk.done("remind --invitation --at-most-every 1d --now 2022-09-02T09:00").contains("letters are due"));
    // It is not due for nothing else, and changes nothing.
    assert!(desk.done("invite --only Asker --now 2022-09-02T09:00").contains("No letter is due."));
    assert!(desk.done("remind --now 2022-08-10T09:00").contains("has not answered"));
}

#[test]
fn the_invitation_goes_with_it_and_can_be_answered() {
    let desk = invited();
    desk.done("remind --invitation --only Asker --send --now 2022-09-01T09:00");
    desk.done("outbox --mark-sent --now 2022-09-01T09:00");
    let name =
        desk.files("data/outbox").into_iter().find(|name| name.contains("invitation-reminder")).expect("it is sent");
    let bytes = std::fs::read(desk.path("data/outbox").join(name)).unwrap();
    let meeting = Parts::of(&bytes).calendar();
    assert_eq!((meeting.method.as_str(), meeting.sequence), ("REQUEST", 0));
    assert_eq!(meeting.uid, uid(&desk, "Asker"));
    assert!(meeting.description.contains("invites you to") && !meeting.description.contains("no answer"));
    answer(&desk, "frode.pafunn@example.no", &meeting.uid, 0, "ACCEPTED");
    assert!(desk.done("replies --format csv").lines().any(|line| line.contains(";Asker;accepted;")));
    assert!(!listed(&desk, "2022-09-20T09:00").iter().any(|[name, ..]| name == "Asker"));
    // A change of the meeting asks anew, and the reminder of it is of the meeting as it is now.
    desk.edit("exercise.toml", "start = 2022-11-22T09:30:00", "start = 2022-11-22T10:00:00");
    desk.done("invite --only Asker --send --now 2022-09-20T10:00");
    desk.done("outbox --mark-sent --now 2022-09-20T10:00");
    assert!(!due(&desk, "2022-09-21T09:00").contains(&"Asker".to_owned()));
    assert!(due(&desk, "2022-09-28T09:00").contains(&"Asker".to_owned()));
    desk.done("remind --invitation --only Asker --send --now 2022-09-28T09:00");
    let name =
        desk.files("data/outbox").into_iter().rfind(|name| name.contains("invitation-reminder")).expect("it is sent");
    let again = Parts::of(&std::fs::read(desk.path("data/outbox").join(name)).unwrap()).calendar();
    assert_eq!((again.sequence, again.start.as_str(), again.uid), (1, "2022-11-22 09:00", meeting.uid));
}

#[test]
fn its_words() {
    let desk = invited();
    for (language, municipality, _) in BY_LANGUAGE {
        desk.done(&format!("remind --invitation --only {municipality} --send --now 2022-09-01T09:00"));
        let name =
            desk.files("data/outbox").into_iter().find(|name| name.contains(municipality) && name.contains("reminder"));
        let draft = std::fs::read(desk.path("data/outbox").join(name.expect("it is written"))).unwrap();
        let message = draft.strip_prefix(b"X-Unsent: 1\r\n").expect("it is a draft");
        assert_is_as_written(message, &format!("{language}-invitation-reminder"));
        let letter = Parts::of(message);
        assert_says_the_same(&letter.text("text/plain"), &letter.text("text/html"));
    }
}
