//! Nothing twice and nothing lost, whatever happened in between.

use crate::common::{Desk, letters};

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
    assert_eq!((letters.len(), log.lines().count()), (45, 90));
    let again = desk.done("invite --send --now 2022-08-22T11:00");
    assert!(again.starts_with("No letter is due: nothing is sent.\n45 letters were written before"), "{again}");
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
            assert_eq!(numbers.len(), 45, "after {kept} events");
            assert_eq!(desk.files("data/outbox").len(), 45, "after {kept} events");
            let sent = desk.read("data/deliveries.jsonl").matches("\"event\":\"written\"").count();
            assert_eq!(sent, 45);
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
    assert!(desk.done("invite --send --now 2022-08-22T11:00").starts_with("No letter is due: nothing is sent.\n"));
    assert_eq!(desk.files("data/outbox"), letters);
}

#[test]
fn a_damaged_log_stops_everything() {
    let desk = assigned();
    desk.done(SEND);
    desk.edit("data/deliveries.jsonl", "\"event\":\"written\"", "\"event\":\"wrtten\"");
    let refused = desk.run(&["invite", "--send"]);
    assert_eq!(refused.code, 2);
    let says = |err: &str, line: usize| {
        let said =
            "this is not a record of the delivery log\n    Put back the line as it was, from a copy of the folder.";
        err.starts_with(&format!("error: data/deliveries.jsonl:{line}:")) && err.contains(said)
    };
    assert!(says(&refused.err, 2), "{}", refused.err);
    desk.write("data/deliveries.jsonl", "{\n");
    let refused = desk.run(&["invite", "--send"]);
    assert!(refused.code == 2 && says(&refused.err, 1), "{}", refused.err);
}

#[test]
fn a_log_that_is_older_than_what_was_marked_as_sent_is_noticed() {
    let desk = Desk::invited();
    let log = desk.read("data/deliveries.jsonl");
    desk.done("outbox --mark-sent Asker --now 2022-08-22T11:00");
    desk.write("data/deliveries.jsonl", log);
    let listed = desk.done("outbox --now 2022-08-22T12:00");
    assert!(
        listed.contains("No draft any more, and so perhaps sent already") && listed.contains("    Asker\n"),
        "{listed}"
    );
    let status = desk.done("status --now 2022-08-22T12:00");
    assert!(status.contains("perhaps sent") && status.contains(": Asker\n"), "{status}");
    // A lead who has sent it says so, and nothing waits any more.
    desk.done("outbox --mark-sent Asker --now 2022-08-22T12:10");
    assert!(!desk.done("status --now 2022-08-22T12:20").contains("perhaps sent"));
}

#[test]
fn a_file_in_the_place_of_a_folder_is_named_with_what_to_do() {
    let desk = assigned();
    for (file, command) in [("data/outbox", "invite --send"), ("templates", "check"), ("templates", "preview Gol")] {
        desk.write(file, "x");
        let refused = desk.run(&crate::common::words(command));
        assert_eq!(refused.code, 2, "{command}");
        let said = format!("{file}: this is a file, and it must be a folder\n    Move it out of the exercise folder");
        assert!(refused.err.contains(&said), "{command}: {}", refused.err);
        std::fs::remove_file(desk.path(file)).unwrap();
    }
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
        (2, Some("error: \"Askr\" is not the name of an invited municipality"))
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
    let due = desk.done("invite");
    assert!(due.contains("Asker         update due  was told 22 November 2022 09:30–11:30\n"), "{due}");
    desk.run(&["assign", "--reassign", "all", "--dry-run"]);
}

/// What the log says of the letters to a municipality: kind and SEQUENCE of each.
fn letters_to(desk: &Desk, number: &str) -> Vec<(String, u64)> {
    let log = desk.read("data/deliveries.jsonl");
    let events = log.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let intended = events.filter(|event| event["event"] == "intended" && event["municipality"] == number);
    intended.map(|event| (event["kind"].as_str().unwrap().to_owned(), event["sequence"].as_u64().unwrap())).collect()
}

fn letter(kind: &str, sequence: u64) -> (String, u64) {
    (kind.to_owned(), sequence)
}

#[test]
fn a_meeting_that_has_changed_since_the_letter_is_told_anew_once() {
    let desk = assigned();
    desk.done(SEND);
    for (from, to, why) in [
        ("start = 2022-12-01T09:30:00", "start = 2022-12-01T10:00:00", "was told 1 December 2022 09:30–11:30"),
        ("place = \"Teams\"", "place = \"Teams, rom 2\"", "was told another place: \"Teams\""),
        ("meeting_eksempel-1-desember", "meeting_eksempel-annet", "the link has changed"),
    ] {
        desk.edit("exercise.toml", from, to);
        let due = desk.done("invite --only Modum");
        assert!(due.contains(&format!("Modum         update due  {why}\n")), "{due}");
        let sent = desk.done("invite --only Modum --send --now 2022-08-23T10:00");
        assert!(sent.starts_with("data/outbox/2022-08-23T1000-3047-Modum-update"), "{sent}");
        assert!(desk.done("invite --only Modum --send").starts_with("No letter is due: nothing is sent.\n"));
    }
    let told = [letter("invitation", 0), letter("update", 1), letter("update", 2), letter("update", 3)];
    assert_eq!(letters_to(&desk, "3047"), told);
    // Ringerike and Indre Østfold were on that date as well; the place holds for all.
    assert!(desk.done("invite").contains("43 letters are due"));
    assert!(desk.done("invite --date 1.12").contains("2 letters are due"));
    assert!(desk.done("invite --kind cancellation").contains("No letter is due"));
}

#[test]
fn whoever_takes_part_no_more_is_called_off_and_can_come_back() {
    let desk = assigned();
    desk.done(SEND);
    desk.done("register Modum --declined --now 2022-08-23T09:00");
    // Its date still stands in the table; nobody is invited who has declined.
    let due = desk.done("invite --only Modum");
    assert!(due.contains("cancellation due  was told of a date, and no longer takes part"), "{due}");
    desk.done("invite --only Modum --send --now 2022-08-23T10:00");
    desk.run(&["assign"]);
    assert!(desk.done("invite --only Modum --send").starts_with("No letter is due: nothing is sent.\n"));
    desk.done("register Modum --first 1.12 --now 2022-08-24T09:00");
    desk.run(&["assign"]);
    desk.done("invite --only Modum --send --now 2022-08-24T10:00");
    let told = [letter("invitation", 0), letter("cancellation", 1), letter("invitation", 2)];
    assert_eq!(letters_to(&desk, "3047"), told);
    let of =
        |at| letters(&desk, at, "invitation").into_iter().filter(|letter| letter.contains("Modum")).collect::<Vec<_>>();
    let replaces = |letter: &str| letter.contains("Denne invitasjonen erstatter den forrige e-posten om datoen deres.");
    assert!(of("2022-08-24T1000").len() == 1 && of("2022-08-24T1000").iter().all(|letter| replaces(letter)));
    assert!(of("2022-08-22T1000").len() == 1 && !of("2022-08-22T1000").iter().any(|letter| replaces(letter)));
}

#[test]
fn a_meeting_is_called_off_where_it_was_announced() {
    let desk = assigned();
    desk.done(SEND);
    desk.done("register Modum --declined --contact \"Ny Prøve\" --email ny@example.no --now 2022-08-23T09:00");
    desk.done("invite --only Modum --send --now 2022-08-23T10:00");
    let log = desk.read("data/deliveries.jsonl");
    let to: Vec<&str> =
        log.lines().filter(|line| line.contains("\"3047\"") && line.contains("\"to\":\"frode.modell")).collect();
    assert_eq!(to.len(), 2, "{log}");
}

#[test]
fn whoever_has_no_date_is_asked_for_another_choice_once() {
    let desk = assigned();
    let due = desk.done("invite --only Krødsherad --only Nannestad");
    let unplaced: Vec<&str> = due.lines().filter(|line| line.contains("unplaced due")).collect();
    assert_eq!(unplaced.len(), 1, "{due}");
    desk.done(SEND);
    assert!(desk.done("invite").contains("No letter is due."));
    desk.done("register Nannestad --first 1.12 --now 2022-08-23T09:00");
    desk.run(&["assign"]);
    desk.done("invite --send --now 2022-08-23T10:00");
    assert_eq!(letters_to(&desk, "3036"), [letter("unplaced", 0), letter("invitation", 0)]);
}

#[test]
fn who_was_invited_and_is_not_on_the_list_any_more_is_named() {
    let desk = assigned();
    desk.done(SEND);
    let list = desk.read("data/municipalities.csv");
    let without: Vec<&str> = list.lines().filter(|line| !line.contains("Modum")).collect();
    desk.write("data/municipalities.csv", without.join("\n"));
    for file in ["data/registrations.csv", "data/assignments.csv"] {
        let table = desk.read(file);
        let without: Vec<&str> = table.lines().filter(|line| !line.contains("Modum")).collect();
        desk.write(file, without.join("\n"));
    }
    let ran = desk.run(&["invite"]);
    assert!(ran.err.contains("3047 was invited and is no longer in municipalities.csv"), "{}", ran.err);
}

#[test]
fn a_contact_with_the_address_that_invitations_come_from_is_named() {
    let desk = assigned();
    let registered =
        desk.done("register Modum --first 1.12 --contact Kari --email kari.eksempel@example.no --now 2022-08-23T09:00");
    assert!(registered.contains("is the address that invitations come from"), "{registered}");
    let ran = desk.run(&["invite"]);
    assert!(
        ran.err.contains("kari.eksempel@example.no, which invitations come from, is also the contact address of Modum"),
        "{}",
        ran.err
    );
}

#[test]
fn what_a_killed_command_has_left_is_taken_away() {
    let desk = assigned();
    desk.write("data/.ovelse-a1b2c3", "half a tab");
    desk.write("data/outbox/.ovelse-d4e5f6", "half a let");
    desk.done("invite");
    assert!(desk.files("data").contains(&".ovelse-a1b2c3".to_owned()), "who only reads takes nothing away");
    desk.done(SEND);
    assert_eq!(desk.files("data/outbox").len(), 45);
    assert!(desk.files("data").iter().all(|name| !name.starts_with(".ovelse-")));
    assert!(desk.files("data").contains(&".ovelse.lock".to_owned()));
}

#[test]
fn a_second_command_does_not_write_while_one_is_writing() {
    let desk = assigned();
    let lock = std::fs::OpenOptions::new().write(true).open(desk.path("data/.ovelse.lock")).unwrap();
    lock.lock().unwrap();
    // Who has it has said so; some systems let nobody else read it.
    let holder = if cfg!(unix) { ": kari, process 42, since 10:00:00\n" } else { "\n" };
    if cfg!(unix) {
        desk.write("data/.ovelse.lock", "kari, process 42, since 10:00:00");
    }
    for command in ["import data/incoming/paamelding-juli.csv", "assign", SEND] {
        let refused = desk.run(&crate::common::words(command));
        assert_eq!(refused.code, 2, "{command}");
        assert!(refused.err.starts_with("error: another ovelse command is changing "), "{}", refused.err);
        assert!(refused.err.contains(holder), "{}", refused.err);
    }
    assert!(desk.files("data/outbox").is_empty());
    desk.done("invite");
    lock.unlock().unwrap();
    desk.done(SEND);
}

/// What docs/json.md says of `letters_due`.
#[test]
fn status_counts_letters_about_dates_and_no_others() {
    let desk = assigned();
    let due = || {
        let status: serde_json::Value = serde_json::from_str(&desk.run(&["status", "--format", "json"]).out).unwrap();
        status["letters_due"].as_u64().unwrap()
    };
    assert_eq!(due(), 45);
    desk.done(SEND);
    assert_eq!(due(), 0);
    assert!(desk.done("receipts --format csv --now 2022-08-22T11:00").contains(";due;"));
}

#[test]
fn a_letter_that_cannot_be_made_is_named_and_left_and_the_others_go() {
    let desk = Desk::sample();
    for name in ["Gol", "Hol", "Lier"] {
        desk.done(&format!("register {name} --first 24.11 --contact Kari --email k@example.no --now 2022-08-01T09:00"));
    }
    desk.done("assign");
    // As nothing but an editor writes it.
    let table = desk.read("data/registrations.csv");
    desk.write("data/registrations.csv", table.replacen("Kari", "Ka\u{1}ri", 1));
    let exported = desk.run(&["export-letters", "-o", "ut", "--now", "2022-08-22T10:00"]);
    assert_eq!(exported.code, 1, "{}{}", exported.out, exported.err);
    let said = "is left out: \"Ka␁ri\" contains control characters and cannot be in the header of an e-mail";
    assert!(exported.err.contains(said), "{}", exported.err);
    let sent = desk.run(&["invite", "--send", "--now", "2022-08-22T10:00"]);
    assert_eq!(sent.code, 1, "{}{}", sent.out, sent.err);
    assert!(sent.out.contains("not sent  \"Ka␁ri\" contains control characters"), "{}", sent.out);
    assert_eq!(desk.files("data/outbox").len(), 2, "{}", sent.out);
    assert_eq!(desk.read("data/deliveries.jsonl").matches("\"event\":\"written\"").count(), 2);
    desk.write("data/registrations.csv", table);
    desk.done("invite --send --now 2022-08-22T11:00");
    assert_eq!(desk.files("data/outbox").len(), 3);
}
