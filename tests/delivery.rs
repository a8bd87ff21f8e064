//! Nothing twice and nothing lost, whatever happened in between.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up should say so"
)]

mod common;

use common::Desk;

/// The sample exercise, assigned, at the moment before the letters leave.
fn assigned() -> Desk {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk
}

const SEND: &str = "invite --send --now 2022-08-22T10:00";

#[test]
fn sending_again_sends_nothing() {
    let desk = assigned();
    desk.done(SEND);
    let (letters, log) = (desk.files("data/outbox"), desk.read("data/deliveries.jsonl"));
    assert_eq!((letters.len(), log.lines().count()), (44, 88));
    assert_eq!(desk.done("invite --send --now 2022-08-22T11:00"), "No letter is due: nothing is sent.\n");
    assert_eq!(desk.files("data/outbox"), letters);
    assert_eq!(desk.read("data/deliveries.jsonl"), log);
}

#[test]
fn after_a_crash_at_any_line_of_the_log_each_letter_is_there_once() {
    let whole = assigned();
    whole.done(SEND);
    let log = whole.read("data/deliveries.jsonl");
    let lines: Vec<&str> = log.split_inclusive('\n').collect();
    // A crash after each of the first events, with and without a line torn in the middle; the letters
    // whose files had not been written by then are gone.
    for kept in 0..6 {
        for torn in [0, 40] {
            let desk = assigned();
            let remains = lines[..kept].concat() + &lines[kept][..torn];
            desk.write("data/deliveries.jsonl", remains);
            for name in whole.files("data/outbox").into_iter().take(kept / 2) {
                let letter = std::fs::read(whole.path("data/outbox").join(&name)).unwrap();
                desk.write(&format!("data/outbox/{name}"), letter);
            }
            desk.done("invite --send --now 2022-08-22T10:05");
            let mut numbers: Vec<String> =
                desk.files("data/outbox").iter().map(|name| name[16..20].to_owned()).collect();
            numbers.dedup();
            assert_eq!(numbers.len(), 44, "after {kept} events");
            assert_eq!(desk.files("data/outbox").len(), 44, "after {kept} events");
            let sent = desk.read("data/deliveries.jsonl").matches("\"event\":\"sent\"").count();
            assert_eq!(sent, 44);
        }
    }
}

#[test]
fn a_letter_whose_file_was_written_before_the_crash_counts_as_sent() {
    let desk = assigned();
    desk.done(SEND);
    let log = desk.read("data/deliveries.jsonl");
    let (before_last, _) = log.trim_end().rsplit_once('\n').unwrap();
    desk.write("data/deliveries.jsonl", format!("{before_last}\n"));
    let letters = desk.files("data/outbox");
    assert_eq!(desk.done("invite --send --now 2022-08-22T11:00"), "No letter is due: nothing is sent.\n");
    assert_eq!(desk.files("data/outbox"), letters);
}

#[test]
fn a_damaged_log_stops_everything() {
    let desk = assigned();
    desk.done(SEND);
    desk.edit("data/deliveries.jsonl", "\"event\":\"sent\"", "\"event\":\"snt\"");
    let refused = desk.run(&["invite", "--send"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("deliveries.jsonl:2: is not a record of the delivery log"), "{}", refused.err);
}

#[test]
fn whoever_has_been_told_a_date_keeps_it_when_dates_are_assigned_again() {
    let desk = assigned();
    desk.done(SEND);
    let before = desk.read("data/assignments.csv");
    // Someone who registered before everyone else, and wants the full date.
    desk.write("data/incoming/x.csv", "Kommune;Pri 1;Pri 2;Mottatt\nFlå;24.11.2022;01.12.2022;25.06.2022\n");
    desk.done("import data/incoming/x.csv --now 2022-08-23T09:00");
    desk.run(&["assign"]);
    let after = desk.read("data/assignments.csv");
    assert!(after.contains("3039;Flå;2022-12-01;2"), "{after}");
    let others: Vec<&str> = after.lines().filter(|line| !line.contains("Flå")).collect();
    assert_eq!(others, before.lines().collect::<Vec<_>>());
}

#[test]
fn whoever_is_reassigned_gives_up_the_date_it_was_told() {
    let desk = assigned();
    desk.done(SEND);
    let before = desk.read("data/assignments.csv");
    assert!(before.contains("3025;Asker;2022-11-22;2"));
    // Asker now wants the last date and nothing else.
    desk.done("register Asker --first 1.12 --now 2022-08-23T09:00");
    desk.run(&["assign"]);
    assert!(desk.read("data/assignments.csv").contains("3025;Asker;2022-11-22;"));
    let refused = desk.run(&["assign", "--reassign", "Askr"]);
    assert_eq!(
        (refused.code, refused.err.lines().next()),
        (2, Some("error: \"Askr\" is not the name of a municipality that is invited"))
    );
    desk.run(&["assign", "--reassign", "Asker"]);
    let after = desk.read("data/assignments.csv");
    assert!(after.contains("3025;Asker;2022-12-01;1"), "{after}");
    // Nannestad, without a date so far, can have the seat that is free now; all others keep theirs.
    let others = |table: &str| {
        table
            .lines()
            .filter(|line| !line.contains("Asker") && !line.contains("Nannestad"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(others(&after), others(&before));
    assert!(desk.done("invite").contains("sent, outdated"));
    desk.run(&["assign", "--reassign", "all", "--dry-run"]);
}

#[test]
fn a_meeting_that_has_changed_since_the_letter_is_reported_and_not_sent_again() {
    let desk = assigned();
    desk.done(SEND);
    desk.edit("exercise.toml", "start = 2022-12-01T09:30:00", "start = 2022-12-01T10:00:00");
    let listed = desk.done("invite");
    assert_eq!(listed.matches("sent, outdated").count(), 3, "{listed}");
    let sent = desk.run(&["invite", "--send"]);
    assert_eq!(sent.code, 1);
    assert!(
        sent.out.contains("Told otherwise before; tell them of the change yourself: Ringerike, Indre Østfold, Modum")
    );
    assert_eq!(desk.files("data/outbox").len(), 44);
}

#[test]
fn what_a_killed_command_has_left_is_taken_away() {
    let desk = assigned();
    desk.write("data/.ovelse-a1b2c3", "half a tab");
    desk.write("data/outbox/.ovelse-d4e5f6", "half a let");
    desk.done("invite");
    assert!(desk.files("data").contains(&".ovelse-a1b2c3".to_owned()), "who only reads takes nothing away");
    desk.done(SEND);
    assert_eq!(desk.files("data/outbox").len(), 44);
    assert!(desk.files("data").iter().all(|name| !name.starts_with(".ovelse-")));
    assert!(desk.files("data").contains(&".ovelse.lock".to_owned()));
}

#[test]
fn a_second_command_does_not_write_while_one_is_writing() {
    let desk = assigned();
    let lock = std::fs::OpenOptions::new().write(true).open(desk.path("data/.ovelse.lock")).unwrap();
    lock.lock().unwrap();
    for command in ["import data/incoming/paamelding-juli.csv", "assign", SEND] {
        let refused = desk.run(&common::words(command));
        assert_eq!(refused.code, 2, "{command}");
        assert!(refused.err.starts_with("error: another ovelse command is changing "), "{}", refused.err);
    }
    assert!(desk.files("data/outbox").is_empty());
    desk.done("invite");
    lock.unlock().unwrap();
    desk.done(SEND);
}
