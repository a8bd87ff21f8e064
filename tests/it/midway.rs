//! In the middle of an exercise: some dates have begun, others are to come.

use crate::common::{Desk, letters, says, words};

/// Three dates with one seat each, in October, November and December, and no letters yet: Asker has the first, which has begun
/// by 20 October.
fn under_way() -> Desk {
    let desk = Desk::begun();
    desk.edit("exercise.toml", "capacity = 30", "link = \"https://example.no/1\"\ncapacity = 1 # November");
    let date = |month: u32| {
        format!(
            "\n[[date]]\nstart = 2027-{month}-12T09:30:00\nend = 2027-{month}-12T11:30:00\ncapacity = 2 # {month}\nlink = \"https://example.no/{month}\"\n"
        )
    };
    desk.write("exercise.toml", desk.read("exercise.toml") + &date(10) + &date(12));
    desk.done("register Asker --first 12.10 --email a@example.no --now 2027-02-01T09:00");
    desk.done("register Bærum --first 24.11 --email b@example.no --now 2027-02-02T09:00");
    desk.done("assign --now 2027-10-01T09:00");
    desk
}

#[test]
fn a_date_that_has_begun_is_given_to_nobody_else_and_all_say_that_it_is_over() {
    let desk = under_way();
    desk.done("register Oslo --first 12.10 --email o@example.no --now 2027-10-20T09:00");
    desk.done("register Lillestrøm --first 12.10 --second 24.11 --email l@example.no --now 2027-10-20T09:01");
    let said = desk.run(&words("assign --now 2027-10-20T10:00"));
    assert!(said.out.contains("Without a date (every choice is over): Oslo"), "{}", said.out);
    assert!(said.out.contains("Without a date (every choice is over, full or called off): Lillestrøm"), "{}", said.out);
    assert!(said.out.contains("Free seats: 12 December (2)."), "no seat of October is free: {}", said.out);
    assert!(desk.read("data/assignments.csv").contains("Asker;2027-10-12"), "who has it keeps it");
    let status = desk.done("status --now 2027-10-20T10:01");
    assert!(status.contains("Without a date (every choice is over): Oslo"), "{status}");
    let explained = desk.done("explain Oslo --now 2027-10-20T10:01");
    assert!(explained.contains("Every date that it asked for is over.\n12 October is over."), "{explained}");
    let explained = desk.done("explain Asker --now 2027-10-20T10:01");
    assert!(explained.contains("It has this date whatever others ask for: the date has begun."), "{explained}");
    let what_if = desk.done("assign --what-if --now 2027-10-20T10:01");
    assert!(what_if.contains("24 November") && !what_if.contains("12 October"), "{what_if}");
    desk.done("invite --send --now 2027-10-20T10:10");
    let letters = letters(&desk, "2027-10-20T1010", "unplaced");
    let of = |name: &str| letters.iter().find(|letter| letter.contains(name)).expect("it has one");
    assert!(of("Oslo").contains("Datoen dere ønsket, er passert."), "{}", of("Oslo"));
    assert!(of("Lillestrøm").contains("Datoene dere ønsket, er passert, avlyst eller fulle."), "{}", of("Lillestrøm"));
    assert!(letters.iter().all(|letter| letter.contains("12. desember") && !letter.contains("12. oktober")));
}

#[test]
fn who_is_on_a_date_that_has_begun_stays_there_whoever_is_reassigned() {
    let desk = under_way();
    desk.done("register Oslo --first 12.12 --email o@example.no --now 2027-10-20T09:00");
    desk.done("assign --reassign all --now 2027-10-20T10:00");
    assert!(desk.read("data/assignments.csv").contains("Asker;2027-10-12"));
}

#[test]
fn who_changes_its_answer_after_its_date_is_told_what_moves_it_and_what_does_not() {
    let desk = under_way();
    desk.done("invite --send --now 2027-10-01T10:00");
    let said = desk.done("register Asker --first 12.12 --now 2027-10-20T09:00");
    assert!(said.contains("which has begun, and keeps that date. To give it another one: ovelse pin"), "{said}");
    assert!(!said.contains("--reassign"), "{said}");
    let said = desk.done("register Bærum --first 12.12 --now 2027-10-20T09:10");
    assert!(said.contains("unless you add --reassign"), "{said}");
}

#[test]
fn nobody_is_invited_to_a_meeting_that_has_begun_while_others_are_to_come() {
    let desk = under_way();
    let due = |now: &str| {
        let listed = desk.done(&format!("invite --format csv --now {now}"));
        listed.lines().filter(|row| row.contains(";invitation due;")).count()
    };
    assert_eq!(due("2027-10-12T09:29"), 2);
    assert_eq!(due("2027-10-12T09:30"), 1, "Bærum's alone");
    desk.done("invite --send --now 2027-10-20T10:00");
    let status = desk.done("status --now 2027-10-20T10:10");
    assert!(status.contains("Next: ovelse outbox"), "{status}");
    desk.done("outbox --mark-sent --now 2027-10-20T10:20");
    let status = desk.done("status --now 2027-10-20T10:30");
    assert!(status.contains("Next: ovelse attendance 2027-10-12"), "{status}");
    // Whoever was told of a date to come must know that it is not there: also where it was on the one that has begun.
    desk.done("pin Bærum 12.10 --now 2027-10-20T10:40");
    assert!(desk.done("invite --now 2027-10-20T10:50").contains("update"));
}

#[test]
fn once_all_dates_are_over_a_letter_promises_no_seat_and_asks_for_no_date() {
    let desk = under_way();
    desk.done("register Oslo --first 24.11 --email o@example.no --now 2027-02-03T09:00");
    desk.run(&words("assign --now 2027-10-01T10:00"));
    let letter = desk.done("preview Oslo --kind unplaced --now 2027-12-20T10:00");
    assert!(letter.contains("Alle datoene for øvelsen er passert") && !letter.contains("tar kontakt"), "{letter}");
    let receipt = desk.done("receipts --show Oslo --now 2027-12-20T10:00");
    assert!(receipt.contains("24. november") && !receipt.contains("Passer en annen dato"), "{receipt}");
    let before = desk.done("receipts --show Oslo --now 2027-02-20T10:00");
    assert!(before.contains("Passer en annen dato også?"), "{before}");
}

#[test]
fn who_lacks_a_minimum_is_promised_no_seat() {
    let desk = under_way();
    desk.edit("exercise.toml", "capacity = 2 # 12", "capacity = 2\nminimum = 2 # 12");
    desk.edit("exercise.toml", "capacity = 2 # 10", "capacity = 1 # 10");
    desk.done("register Oslo --first 12.12 --email o@example.no --now 2027-02-03T09:00");
    desk.run(&words("assign --now 2027-10-01T10:00"));
    desk.run(&words("invite --send --only Oslo --now 2027-10-01T10:10"));
    let [letter] = letters(&desk, "2027-10-01T1010", "unplaced").try_into().expect("one letter");
    assert!(letter.contains("På datoen dere ønsket, er det for få påmeldte til at øvelsen kan holdes."), "{letter}");
    assert!(letter.contains("Vi tar kontakt så snart vi har en.") && !letter.contains("ledig plass."), "{letter}");
}

#[test]
fn a_place_that_is_lost_is_called_off_with_the_reason() {
    let desk = under_way();
    desk.done("invite --send --now 2027-10-01T10:00");
    let group = "\n[[group]]\nname = \"To\"\nrule = \"same-date\"\nmembers = [\"Asker\", \"Bærum\"]\n";
    desk.write("exercise.toml", desk.read("exercise.toml") + group);
    desk.run(&words("assign --reassign Bærum --now 2027-10-02T10:00"));
    desk.run(&words("invite --send --now 2027-10-02T10:10"));
    let [letter] = letters(&desk, "2027-10-02T1010", "cancellation").try_into().expect("one letter");
    assert!(letter.contains("ikke lenger plass"), "{letter}");
    assert!(letter.contains("Datoen dere ønsket, kan ikke kombineres med datoene til kommunene"), "{letter}");
}

#[test]
fn status_names_what_cannot_be_held_and_assign_where_that_helps() {
    let desk = under_way();
    // A date that is overfull because of a pin, and a municipality on it that was not told yet.
    desk.done("pin Asker 24.11 --now 2027-10-01T10:00");
    let status = desk.done("status --now 2027-10-01T10:01");
    assert!(status.contains("more municipalities than"), "{status}");
    assert!(status.contains("Next: ovelse assign\n"), "{status}");
    desk.run(&words("assign --now 2027-10-01T10:02"));
    assert!(!desk.done("status --now 2027-10-01T10:03").contains("Next: ovelse assign\n"));
    // Too few, and a group at odds.
    let desk = under_way();
    desk.done("invite --send --now 2027-10-01T10:00");
    desk.edit("exercise.toml", "capacity = 2 # 10", "capacity = 2\nminimum = 2 # 10");
    let group = "\n[[group]]\nname = \"To\"\nrule = \"same-date\"\nmembers = [\"Asker\", \"Bærum\"]\n";
    desk.write("exercise.toml", desk.read("exercise.toml") + group);
    let status = desk.done("status --now 2027-10-01T10:10");
    assert!(status.contains("On a date with fewer municipalities than it needs: Asker\n"), "{status}");
    assert!(status.contains("Members of To that keep dates which break its rule: "), "{status}");
    let explained = says(&desk, "explain Asker --now 2027-10-01T10:10");
    assert!(explained.contains("Too few on 12 October, which is held all the same: 1 of 2."), "{explained}");
    assert!(!explained.contains("This is the best date"), "{explained}");
}

#[test]
fn whoever_takes_its_registration_back_after_the_invitation_waits_for_the_lead() {
    let desk = under_way();
    desk.done("invite --send --now 2027-10-01T10:00");
    desk.done("register Bærum --withdraw --now 2027-10-02T09:00");
    let status = desk.done("status --now 2027-10-02T09:10");
    assert!(status.contains("Invited, and no longer registered: Bærum\n"), "{status}");
    desk.done("register Bærum --declined --now 2027-10-02T09:20");
    assert!(!desk.done("status --now 2027-10-02T09:30").contains("no longer registered"));
}
