//! A letter to several: to whoever is written to, to the deputy, and to the municipality's own address, each by itself and
//! once.

use super::parts::Parts;
use crate::common::Desk;

/// The sample in which Gol has a deputy; its contact is Tone Mønster.
fn desk(more: &str) -> Desk {
    let desk = Desk::sample();
    let list = desk.read("data/municipalities.csv");
    let rows = list.lines().map(|line| match line {
        "number,name,language,email" => format!("{line},deputy\n"),
        line if line.starts_with("3041,Gol") => format!("{line},vara@gol.example.no\n"),
        line => format!("{line},\n"),
    });
    desk.write("data/municipalities.csv", rows.collect::<String>());
    desk.write("exercise.toml", format!("{}{more}", desk.read("exercise.toml")));
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk
}

/// The letters to Gol in the outbox, by the end of their names.
fn letters(desk: &Desk) -> Vec<(String, Parts<'static>)> {
    let names = desk.files("data/outbox").into_iter().filter(|name| name.contains("-3041-Gol-"));
    let letter = |name: String| {
        let bytes = std::fs::read(desk.path("data/outbox").join(&name)).unwrap();
        let end = name.split_once("-3041-Gol-").unwrap().1.trim_end_matches(".eml").to_owned();
        (end, Parts::of(Vec::leak(bytes)))
    };
    names.map(letter).collect()
}

fn recipient(letter: &Parts<'_>) -> String {
    letter.message.to().unwrap().first().unwrap().address().unwrap().to_owned()
}

#[test]
fn each_gets_a_letter_of_its_own_once() {
    let desk = desk("\n[mail]\ncopy_to_municipality = true\n");
    desk.done("invite --only Gol --send --now 2022-08-22T10:00");
    let sent = letters(&desk);
    let to: Vec<_> = sent.iter().map(|(name, letter)| (name.as_str(), recipient(letter))).collect();
    let expected = [
        ("invitation-copy", "postmottak.gol@example.no"),
        ("invitation-deputy", "vara@gol.example.no"),
        ("invitation", "tone.monster@example.no"),
    ];
    let expected = expected.map(|(name, address)| (name, address.to_owned()));
    assert!(to.len() == 3 && expected.iter().all(|letter| to.contains(letter)), "{to:?}");
    for (_, letter) in &sent {
        let meeting = letter.calendar();
        assert_eq!(meeting.attendee, Some(format!("mailto:{}", recipient(letter))));
        assert_eq!((&meeting.uid, meeting.sequence), (&sent[0].1.calendar().uid, 0));
        assert_eq!(letter.message.to().unwrap().as_list().map(<[_]>::len), Some(1));
    }
    let ids: std::collections::BTreeSet<_> = sent.iter().map(|(_, letter)| letter.message.message_id()).collect();
    assert_eq!(ids.len(), 3);
    assert!(desk.done("invite --only Gol --send --now 2022-08-22T11:00").starts_with("No letter is due"));
    // A change goes to all of them, and so do the other letters.
    desk.edit("exercise.toml", "start = 2022-11-24T09:30:00", "start = 2022-11-24T10:00:00");
    desk.done("invite --only Gol --send --now 2022-08-23T10:00");
    desk.done("receipts --only Gol --send --now 2022-08-23T10:00");
    assert_eq!(letters(&desk).len(), 9);
    assert!(desk.done("receipts --only Gol --send --now 2022-08-23T11:00").starts_with("No letter is due"));
}

#[test]
fn who_gets_a_letter_anyway_gets_it_once() {
    let desk = desk("\n[mail]\ncopy_to_municipality = true\n");
    for (deputy, expected) in [("tone.monster@example.no", 2), ("postmottak.gol@example.no", 2)] {
        let list = desk.read("data/municipalities.csv");
        let row = list.lines().find(|line| line.starts_with("3041,Gol")).unwrap();
        let with = format!("{},{deputy}", row.rsplit_once(',').unwrap().0);
        desk.edit("data/municipalities.csv", row, &with);
        let copy = desk.copy();
        copy.done("invite --only Gol --send --now 2022-08-22T10:00");
        assert_eq!(letters(&copy).len(), expected, "{deputy}");
    }
}

#[test]
fn what_is_called_off_is_called_off_for_the_deputy_who_was_invited_and_for_the_one_who_is_now() {
    let desk = desk("");
    desk.done("invite --only Gol --send --now 2022-08-22T10:00");
    desk.edit("data/municipalities.csv", "vara@gol.example.no", "ny@gol.example.no");
    // Nobody is sent what was sent before there was a deputy.
    assert!(desk.done("invite --only Gol --send --now 2022-08-22T11:00").starts_with("No letter is due"));
    desk.done("register Gol --declined --now 2022-08-23T09:00");
    desk.done("invite --only Gol --send --now 2022-08-23T10:00");
    let of = |desk: &Desk, name: &str| {
        letters(desk).iter().find(|(found, _)| found == name).map(|(_, letter)| recipient(letter))
    };
    assert_eq!(of(&desk, "cancellation-1-deputy").as_deref(), Some("ny@gol.example.no"));
    assert_eq!(of(&desk, "cancellation-1-former-1").as_deref(), Some("vara@gol.example.no"));
    desk.done("receipts --only Gol --send --now 2022-08-23T10:00");
    assert_eq!(of(&desk, "receipt-deputy").as_deref(), Some("ny@gol.example.no"));
}

#[test]
fn who_was_told_of_the_meeting_is_told_of_its_changes_also_once_there_is_another_contact() {
    let desk = desk("");
    desk.done("invite --only Gol --send --now 2022-08-22T10:00");
    desk.done("register Gol --contact \"Ny Prøve\" --email ny.prove@example.no --now 2022-08-22T11:00");
    // A new contact alone changes no meeting.
    assert!(desk.done("invite --only Gol --send --now 2022-08-22T12:00").starts_with("No letter is due"));
    let to = |end: &str| {
        let mut to: Vec<_> = letters(&desk)
            .iter()
            .filter(|(name, _)| name.starts_with(end))
            .map(|(_, letter)| recipient(letter))
            .collect();
        to.sort_unstable();
        to
    };
    let all = ["ny.prove@example.no", "tone.monster@example.no", "vara@gol.example.no"];
    desk.edit("exercise.toml", "start = 2022-11-24T09:30:00", "start = 2022-11-24T10:00:00");
    desk.done("invite --only Gol --send --now 2022-08-23T10:00");
    assert_eq!(to("update-1"), all);
    assert!(desk.done("invite --only Gol --send --now 2022-08-23T11:00").starts_with("No letter is due"));
    desk.edit("exercise.toml", "start = 2022-11-24T10:00:00", "start = 2022-11-24T10:15:00");
    desk.done("invite --only Gol --send --now 2022-08-24T10:00");
    assert_eq!(to("update-2"), all);
    desk.done("register Gol --declined --now 2022-08-25T09:00");
    desk.done("invite --only Gol --send --now 2022-08-25T10:00");
    assert_eq!(to("cancellation-3"), all);
    // What is no letter about the meeting goes to those who are asked today.
    desk.done("receipts --only Gol --send --now 2022-08-25T11:00");
    assert_eq!(to("receipt"), ["ny.prove@example.no", "vara@gol.example.no"]);
    let ran = desk.run(&["purge", "--yes"]);
    assert!(ran.code < 2 && !desk.read("data/deliveries.jsonl").contains("tone.monster"), "{}", ran.err);
}

#[test]
fn the_deputy_answers_for_the_municipality() {
    let desk = desk("");
    desk.done("invite --only Gol --send --now 2022-08-22T10:00");
    desk.done("outbox --mark-sent --now 2022-08-22T10:00");
    let uid = letters(&desk)[0].1.calendar().uid;
    desk.write(
        "svar.eml",
        format!(
            "From: vara@gol.example.no\r\nMessage-ID: <a@example.no>\r\nDate: Tue, 23 Aug 2022 11:15:00 +0200\r\n\
             Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\n\
             BEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:0\r\nDTSTAMP:20220823T091500Z\r\n\
             ATTENDEE;PARTSTAT=ACCEPTED:mailto:vara@gol.example.no\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ),
    );
    desk.run(&["replies", "svar.eml"]);
    assert!(desk.done("replies --format csv").lines().any(|line| line.contains(";Gol;accepted;")));
}

#[test]
fn a_deputy_is_an_address_and_a_person() {
    let desk = desk("");
    desk.done("invite --only Gol --send --now 2022-08-22T10:00");
    assert!(desk.read("data/deliveries.jsonl").contains("vara@gol.example.no"));
    let ran = desk.run(&["purge", "--yes", "--format", "csv"]);
    assert!(ran.out.contains("data/municipalities.csv;left;"), "the lead's own file is shown: {}", ran.out);
    assert!(!desk.read("data/deliveries.jsonl").contains("vara@gol.example.no"));
    for name in desk.files("data/outbox") {
        assert!(!desk.read(&format!("data/outbox/{name}")).contains("vara@gol"), "{name}");
    }
    desk.edit("data/municipalities.csv", "vara@gol.example.no", "vara");
    let refused = desk.run(&["check"]);
    assert!(refused.code == 2 && refused.out.contains("data/municipalities.csv:"), "{}", refused.out);
}
