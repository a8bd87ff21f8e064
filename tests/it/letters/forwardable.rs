//! The calendar file for those to whom a letter is forwarded: a meeting of its own, which follows the invitation.

use super::parts::{Meeting, Parts};
use crate::common::Desk;

/// The two meetings of a letter to Asker that is due: its own, and that for others; and its words.
fn meetings(desk: &Desk, now: &str) -> (Meeting, Meeting, String) {
    let letter = desk.done(&format!("preview Asker --part eml --now {now}"));
    let letter = Parts::of(letter.as_bytes());
    let others = letter.file("til-sektorledere.ics").expect("there is a file for others");
    (letter.calendar(), Meeting::of(&others), letter.text("text/plain"))
}

/// The sample with an invitation, an update and a cancellation to Asker, as each was due.
fn followed() -> (Desk, [(Meeting, Meeting, String); 3]) {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    let invitation = meetings(&desk, "2022-08-22T10:00");
    desk.done("invite --send --only Asker --now 2022-08-22T10:00");
    desk.edit("exercise.toml", "start = 2022-11-22T09:30:00", "start = 2022-11-22T10:00:00");
    let update = meetings(&desk, "2022-08-23T10:00");
    desk.done("invite --send --only Asker --now 2022-08-23T10:00");
    desk.done("register Asker --declined --now 2022-08-24T09:00");
    let cancellation = meetings(&desk, "2022-08-24T10:00");
    desk.done("invite --send --only Asker --now 2022-08-24T10:00");
    desk.done("outbox --mark-sent --now 2022-08-24T10:00");
    (desk, [invitation, update, cancellation])
}

#[test]
fn it_follows_the_meeting_under_a_uid_of_its_own() {
    let (_, letters) = followed();
    let uid = &letters[0].1.uid;
    for (sequence, (meeting, others, words)) in (0..).zip(&letters) {
        assert_eq!((&meeting.uid, &others.uid), (&letters[0].0.uid, uid));
        assert_ne!(meeting.uid, others.uid);
        assert_eq!((meeting.sequence, others.sequence), (sequence, sequence));
        assert_eq!((others.method.as_str(), &others.attendee), ("PUBLISH", &None));
        assert_eq!((&others.start, &others.end, &others.status), (&meeting.start, &meeting.end, &meeting.status));
        assert!(words.contains("til-sektorledere.ics"), "{words}");
    }
    let [_, update, cancellation] = letters;
    assert_eq!(update.1.start, "2022-11-22 09:00");
    assert_eq!(cancellation.1.status, "CANCELLED");
    assert!(cancellation.1.summary.starts_with("Avlyst: "), "{}", cancellation.1.summary);
    assert!(cancellation.1.description.contains("Møtet er avlyst for dere."), "{}", cancellation.1.description);
}

#[test]
fn no_letter_names_it_where_there_is_none() {
    let desk = Desk::sample();
    desk.write("exercise.toml", format!("{}\n[invitation]\nforwardable = false\n", desk.read("exercise.toml")));
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    for kind in ["invitation", "update", "cancellation"] {
        let letter = desk.done(&format!("preview Asker --kind {kind} --part eml"));
        let letter = Parts::of(letter.as_bytes());
        assert!(letter.file("til-sektorledere.ics").is_none());
        assert!(!letter.text("text/plain").contains("til-sektorledere"), "{}", letter.text("text/plain"));
    }
}

#[test]
fn letters_with_it_are_read_back_as_the_leads_own() {
    let (desk, _) = followed();
    for name in desk.files("data/outbox") {
        let read = desk.run(&["replies", &format!("data/outbox/{name}")]);
        assert!(read.out.contains("Nothing new"), "{name}: {} {}", read.out, read.err);
    }
}

#[test]
fn an_answer_to_it_is_somebodys_and_never_the_municipalitys() {
    let (desk, letters) = followed();
    let before = desk.done("replies --format csv");
    for (name, address) in [("a", "noen@annet.example.com"), ("b", "frode.pafunn@example.no")] {
        let reply = format!(
            "From: {address}\r\nMessage-ID: <{name}@example.no>\r\nDate: Tue, 23 Aug 2022 11:15:00 +0200\r\n\
             Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\n\
             BEGIN:VEVENT\r\nUID:{}\r\nSEQUENCE:1\r\nDTSTAMP:20220823T091500Z\r\n\
             ATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            letters[0].1.uid
        );
        desk.write(&format!("svar/{name}.eml"), reply);
    }
    let read = desk.run(&["replies", "svar"]);
    assert_eq!(read.err, "", "{}", read.out);
    let people = desk.done("replies --people --format csv");
    assert!(people.contains("noen@annet.example.com") && people.contains("frode.pafunn@example.no"), "{people}");
    let asker = |table: &str| {
        table.lines().find(|line| line.contains(";Asker;")).map(|line| line.split(';').nth(2).map(str::to_owned))
    };
    assert_eq!(asker(&desk.done("replies --format csv")), asker(&before));
}
