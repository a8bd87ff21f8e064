//! The identities of letters: nobody who has one works out another, and a letter keeps the one that it has.

use std::fs;

use crate::common::Desk;
use serde_json::Value;

/// The sample as a folder of an earlier version, before anything was sent.
fn without_secret() -> Desk {
    let desk = Desk::sample();
    fs::remove_file(desk.path("data/secret")).unwrap();
    desk.done("import data/incoming/paamelding-juli.csv data/incoming/paamelding-august.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk
}

fn secret(desk: &Desk) -> String {
    let secret = desk.read("data/secret");
    assert!(secret.len() == 65 && secret.trim_end().bytes().all(|digit| digit.is_ascii_hexdigit()), "{secret}");
    secret
}

/// Message-ID and UID of each letter that was about to leave.
fn letters(desk: &Desk) -> Vec<(String, String)> {
    let events = desk.read("data/deliveries.jsonl");
    let events = events.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |event: &Value, key: &str| event[key].as_str().unwrap().to_owned();
    let letters = events.filter(|event| event["event"] == "intended");
    letters.map(|letter| (text(&letter, "message_id"), text(&letter, "uid"))).collect()
}

/// What version 0.1 made of the sample's id and Asker's number.
const PUBLIC: &str = "c6c35297-e906-5652-8dc7-b5e20c9458d5";

fn is_public(desk: &Desk) -> bool {
    letters(desk).iter().any(|(_, uid)| uid == PUBLIC)
}

#[test]
fn a_new_exercise_has_a_secret_of_its_own() {
    let desk = Desk::empty();
    desk.done("init one");
    desk.done("init other");
    let of = |folder: &str| desk.read(&format!("{folder}/data/secret"));
    assert!(of("one").len() == 65 && of("one") != of("other"), "{} {}", of("one"), of("other"));
}

#[test]
fn the_first_letter_draws_the_secret_and_the_others_are_made_with_the_same() {
    let (desk, other) = (without_secret(), without_secret());
    desk.done("invite");
    desk.done("preview Asker");
    assert_eq!(desk.read_if_there("data/secret"), "");
    desk.done("invite --send --only Asker --now 2022-08-22T10:00");
    let drawn = secret(&desk);
    desk.done("invite --send --now 2022-08-22T10:01");
    other.done("export-letters -o plan-b");
    let exported = secret(&other);
    other.done("invite --send --now 2022-08-22T10:00");
    assert_eq!((secret(&desk), secret(&other)), (drawn, exported));
    assert!(!is_public(&desk) && !is_public(&other));
    let (mine, theirs) = (letters(&desk), letters(&other));
    assert_eq!(mine.len(), theirs.len());
    assert!(mine.iter().all(|(id, uid)| theirs.iter().all(|(other_id, other_uid)| id != other_id && uid != other_uid)));
}

#[test]
fn a_letter_keeps_its_identities_whatever_happens_in_between() {
    let desk = without_secret();
    desk.done("invite --send --only Asker --now 2022-08-22T10:00");
    let first = letters(&desk).remove(0);
    // The machine broke down before anything but the intention was written.
    let log = desk.read("data/deliveries.jsonl");
    desk.write("data/deliveries.jsonl", format!("{}\n", log.lines().next().unwrap()));
    fs::remove_dir_all(desk.path("data/outbox")).unwrap();
    desk.done("invite --send --only Asker --now 2022-08-22T10:05");
    assert!(letters(&desk).iter().all(|letter| *letter == first));
    desk.edit("exercise.toml", "2022-11-22T09:30", "2022-11-22T09:45");
    desk.done("invite --send --only Asker --now 2022-08-23T10:00");
    let update = letters(&desk).pop().unwrap();
    assert!(update.0 != first.0 && update.1 == first.1, "{update:?}");
}

#[test]
fn a_folder_in_which_letters_were_made_without_a_secret_goes_on_without() {
    let desk = without_secret();
    desk.write("data/outbox/20220822-3025-asker-invitation.eml", "x");
    desk.done("invite --send --now 2022-08-22T10:00");
    assert!(desk.read_if_there("data/secret").is_empty() && is_public(&desk));
}

#[test]
fn an_exercise_made_of_the_sample_draws_a_secret_and_keeps_what_calendars_know() {
    let desk = Desk::invited();
    assert!(is_public(&desk));
    let sent = letters(&desk).len();
    desk.edit("exercise.toml", "kari.eksempel@example.no", "kari@statsforvalteren.no");
    desk.edit("exercise.toml", "2022-11-22T09:30", "2022-11-22T09:45");
    desk.done("invite --send --now 2022-08-23T10:00");
    secret(&desk);
    let letters = letters(&desk);
    let updates = &letters[sent..];
    assert!(!updates.is_empty() && updates.iter().all(|(_, uid)| letters[..sent].iter().any(|(_, old)| old == uid)));
}

#[test]
fn purge_keeps_the_secret_and_an_archive_does_not_have_it() {
    let desk = without_secret();
    desk.done("invite --send --now 2022-08-22T10:00");
    let drawn = secret(&desk);
    desk.done("archive -o kept --now 2023-01-01T09:00");
    assert!(!desk.files("kept/tables").is_empty() && !desk.files("kept/tables").contains(&"secret".to_owned()));
    desk.done("purge --yes --now 2023-01-01T09:00");
    assert_eq!(secret(&desk), drawn);
}

#[test]
fn a_secret_that_cannot_be_read_stops_all_letters() {
    let desk = Desk::invited();
    desk.write("data/secret", "secret\n");
    let ran = desk.run(&["invite", "--send", "--now", "2022-08-23T10:00"]);
    assert!(ran.code == 2 && ran.err.contains("does not hold the secret of this folder"), "{}", ran.err);
    assert_eq!(desk.run(&["check"]).code, 2);
}
