//! What `ovelse status` counts.

use crate::common::{Desk, words};

fn letters_due(desk: &Desk) -> String {
    let status = desk.done("status --format json --now 2022-08-22T10:00");
    let line = status.lines().find(|line| line.contains("\"letters_due\""));
    line.expect("it is there").trim().to_owned()
}

#[test]
fn letters_due_counts_letters_about_places() {
    let desk = Desk::sample();
    desk.run(&["import", "data/incoming/paamelding-juli.csv", "--now", "2022-08-22T09:00"]);
    assert!(desk.done("receipts --format json").contains("\"letter\": \"due\""), "a receipt is due");
    assert_eq!(letters_due(&desk), "\"letters_due\": 0,", "and no letter about a place is");
    desk.done("assign --now 2022-08-22T09:00");
    assert!(letters_due(&desk) != "\"letters_due\": 0,", "an invitation is a letter about a place");
}

#[test]
fn once_no_date_is_to_come_nobody_waits_for_one() {
    let desk = Desk::invited();
    let status = |now: &str| desk.run(&["status", "--now", now]).out;
    assert!(status("2022-11-23T09:00").contains("Without a date (every choice is full): Nannestad"));
    // The date that it asked for has been held, and another one is to come.
    assert!(status("2022-11-30T09:00").contains("Without a date (every choice is over): Nannestad"));
    assert!(!status("2022-12-05T09:00").contains("Without a date"), "no date is to come");
}

#[test]
fn a_hint_has_the_folder_that_was_typed() {
    let desk = Desk::empty();
    desk.run(&["init", "sp ace/r", "--example"]);
    let says = |arguments: &[&str], hint: &str| {
        let ran = desk.run(&[&["-C", "sp ace/r", "--now", "2022-08-22T10:00"], arguments].concat());
        let said = ran.out + &ran.err;
        assert!(said.contains(&format!("ovelse -C \"sp ace/r\" {hint}")), "{arguments:?}: {said}");
    };
    says(&["status"], "import data/incoming/*.csv");
    says(&["invite"], "assign");
    desk.run(&["-C", "sp ace/r", "import", "data/incoming/paamelding-juli.csv"]);
    says(&["status"], "assign");
    says(&["explain", "Frogn"], "register Frogn --first DATE");
    says(&["pin", "Asker", "2022-11-24"], "assign");
    says(&["unpin", "Gol"], "assign --dry-run");
    says(&["settle", "Asker", "--sent"], "log");
    says(&["templates", "export", "invitation"], "check");
}

#[test]
fn while_something_waits_there_is_not_nothing_to_do() {
    let desk = Desk::invited();
    desk.write("data/incoming/kapp.csv", "Kommune;Pri 1;Pri 2\nFrogn;24.11;22.11\nFrogn;22.11;24.11\n");
    desk.run(&["import", "data/incoming/kapp.csv", "--partial", "--now", "2022-08-23T09:00"]);
    desk.edit("exercise.toml", "capacity = 14", "capacity = 20");
    desk.run(&["assign"]);
    desk.done("invite --send --now 2022-08-23T10:00");
    assert!(desk.done("status --now 2022-08-23T11:00").contains("\nNext: ovelse outbox"));
    desk.done("outbox --mark-sent --now 2022-08-23T10:30");
    let said = desk.done("status --now 2022-08-23T11:00");
    assert!(said.contains("Gave an answer that was refused: Frogn"), "{said}");
    assert!(said.contains("\nWhat is listed above waits for you; nothing else is to be done."), "{said}");
}

#[test]
fn what_to_do_about_several_speaks_of_several() {
    let desk = Desk::invited();
    let headings = "received,number,municipality,letter,said,for,from,name,sequence,proposed,detail,file,message_id,id";
    let declines = |number: &str| format!(",{number},,invitation,declined,municipality,,,0,,,,{number},{number}");
    let status = |table: String| {
        desk.write("data/replies.csv", table);
        desk.done("status --now 2022-08-23T11:00")
    };
    let one = status(format!("{headings}\n{}\n", declines("3041")));
    assert!(one.contains("Declined the invitation and still has a date: Gol\n    Ask it, then run: "), "{one}");
    let two = status(format!("{headings}\n{}\n{}\n", declines("3041"), declines("3044")));
    assert!(two.contains("and still have a date: Gol, Hol\n    Ask each of them, then run: "), "{two}");
}

/// What to do next, as scripts read it.
fn next(desk: &Desk, now: &str) -> (String, String) {
    let status: serde_json::Value =
        serde_json::from_str(&desk.done(&format!("status --format json --now {now}"))).unwrap();
    let text = |key: &str| status["next"][key].as_str().unwrap_or("–").to_owned();
    (text("step"), text("command"))
}

#[test]
fn a_pin_on_a_date_that_was_not_asked_for_is_not_assigned_for_ever() {
    let desk = Desk::sample();
    desk.done("register Asker --first 24.11 --now 2022-08-01T09:00");
    desk.done("assign --now 2022-08-22T09:00");
    desk.done("pin Asker 1.12");
    assert_eq!(next(&desk, "2022-08-22T10:00").0, "invite");
}

#[test]
fn unpin_gives_back_what_was_there_before() {
    let desk = Desk::invited();
    let before = desk.read("data/assignments.csv");
    let invited = desk.done("invite --now 2022-08-22T11:00");
    desk.done("pin Asker 1.12");
    desk.done("pin Asker 24.11 --note \"en gang til\"");
    let said = desk.done("unpin Asker");
    assert!(said.contains("It has 22 November again, as before."), "{said}");
    assert_eq!(desk.read("data/assignments.csv"), before);
    assert_eq!(desk.done("invite --now 2022-08-22T11:00"), invited, "nothing is due");
    // Who had no date has none.
    desk.done("pin Nannestad 1.12");
    desk.done("unpin Nannestad");
    assert!(!desk.read("data/assignments.csv").contains("Nannestad"), "it is assigned again");
    // The date of an invitation is given back though it is taken by now, which is said; another one is not.
    desk.done("pin Asker 1.12");
    desk.done("pin Nannestad 22.11");
    let said = desk.done("unpin Asker");
    assert!(said.contains("It has 22 November again, as before.") && said.contains("1 municipality more"), "{said}");
    desk.done("unpin Nannestad");
    desk.done("pin Asker 1.12");
    desk.done("invite --only Asker --send --now 2022-08-22T12:00");
    desk.done("pin Nannestad 22.11");
    desk.done("unpin Asker");
    assert!(!desk.read("data/assignments.csv").contains("Asker"), "it has been told of another one");
    // The same where its date was moved since.
    let desk = Desk::invited();
    desk.done("move 22.11 23.11 --now 2022-08-22T11:00");
    desk.done("pin Asker 1.12");
    desk.done("pin Nannestad 23.11");
    assert!(desk.done("unpin Asker").contains("It has 23 November again, as before."));
    // A date that was called off is given back to nobody.
    let desk = Desk::invited();
    desk.done("call-off 22.11 --now 2022-08-22T11:00");
    desk.done("pin Asker 1.12");
    desk.done("unpin Asker");
    assert!(!desk.read("data/assignments.csv").contains("Asker"));
}

#[test]
fn after_the_last_date_each_step_is_named_in_turn() {
    let desk = Desk::begun();
    desk.edit("exercise.toml", "capacity = 30", "link = \"https://example.no/1\"\ncapacity = 30");
    desk.done("register Asker --first 24.11 --email a@example.no --now 2027-08-01T09:00");
    desk.done("assign --now 2027-10-01T09:00");
    desk.done("invite --send --now 2027-10-01T10:00");
    desk.done("outbox --mark-sent --now 2027-10-01T10:30");
    let mut steps = Vec::new();
    for command in [
        "attendance 2027-11-24 Asker",
        "confirmation --send",
        "outbox --mark-sent",
        "report -o report.html",
        "archive -o ../archive.zip",
        "purge --yes",
    ] {
        let (step, named) = next(&desk, "2027-12-05T09:00");
        assert!(command.starts_with(&named[7..]) || named.starts_with("ovelse attendance"), "{named}, not {command}");
        steps.push(step);
        desk.run(&crate::common::words(&format!("{command} --now 2027-12-05T09:00")));
    }
    assert_eq!(steps.last().map(String::as_str), Some("purge"));
    assert_eq!(next(&desk, "2027-12-05T10:00"), ("closed".into(), "–".into()));
}

#[test]
fn a_directive_and_a_receipt_that_are_due_are_told_once_others_have_one() {
    let desk = Desk::invited();
    desk.done("outbox --mark-sent --now 2022-08-22T10:30");
    assert!(!desk.done("status --now 2022-08-22T11:00").contains("Also due"));
    desk.write("direktiv.pdf", "x");
    desk.done("directive direktiv.pdf --only Asker --send --now 2022-08-22T11:00");
    desk.done("receipts --only Asker --send --now 2022-08-22T11:00");
    desk.done("outbox --mark-sent --now 2022-08-22T11:30");
    let said = desk.done("status --now 2022-08-22T12:00");
    assert!(said.contains("Also due    43 directives: ovelse directive"), "{said}");
    assert!(said.contains("            44 receipts") || said.contains("Also due    44 receipts"), "{said}");
    assert!(said.contains("Next: ovelse directive FILE --send"), "{said}");
}

#[test]
fn members_of_a_group_who_keep_dates_against_its_rule_are_told_of_and_stop_nothing() {
    let desk = Desk::begun();
    let date = "[[date]]\nstart = 2027-11-25T09:30:00\nend = 2027-11-25T11:30:00\ncapacity = 5\n\n[[date]]";
    desk.edit("exercise.toml", "[[date]]", date);
    for name in ["Oslo", "Asker"] {
        desk.done(&format!("register {name} --first 24.11 --email a@example.no --now 2027-02-01T09:00"));
    }
    desk.done("assign --now 2027-10-01T09:00");
    desk.done("pin Oslo 24.11");
    desk.done("pin Asker 25.11");
    let group = "\n[[group]]\nname = \"Felles IKT\"\nrule = \"same-date\"\nmembers = [\"Oslo\", \"Asker\"]\n";
    desk.write("exercise.toml", format!("{}{group}", desk.read("exercise.toml")));
    desk.done("register Bærum --first 24.11 --email l@example.no --now 2027-02-01T09:00");
    let told = "the members of Felles IKT must be on the same date, but Oslo (pinned) keeps 24 November and Asker (pinned) \
                keeps 25 November";
    let checked = desk.done("check --now 2027-10-01T10:00");
    assert!(checked.contains(&format!("exercise.toml: warning: {told}")), "{checked}");
    let assigned = desk.done("assign --now 2027-10-01T09:00");
    assert!(assigned.contains(&format!("Not as the group says: {told}.")), "{assigned}");
    assert!(desk.read("data/assignments.csv").contains("Bærum;2027-11-24;1;"), "{assigned}");
    assert!(desk.done("explain Oslo").contains("it is pinned"));
}

#[test]
fn a_date_that_somebody_keeps_is_held_with_too_few() {
    let desk = Desk::begun();
    for name in ["Oslo", "Asker"] {
        desk.done(&format!("register {name} --first 24.11 --email a@example.no --now 2027-02-01T09:00"));
    }
    desk.done("assign --now 2027-10-01T09:00");
    desk.done("pin Oslo 24.11");
    desk.edit("exercise.toml", "capacity = 30", "capacity = 30\nminimum = 4");
    let assigned = desk.done("assign --now 2027-10-01T09:00");
    assert!(assigned.contains("Too few on 24 November, which is held all the same: 2 of 4."), "{assigned}");
    let checked = desk.done("check --now 2027-10-01T10:00");
    assert!(checked.contains("\"2027-11-24\" needs 4 municipalities, and 2 are placed there"), "{checked}");
}

#[test]
fn a_date_with_more_who_keep_it_than_seats_gets_nobody_else() {
    let desk = Desk::begun();
    for name in ["Oslo", "Asker", "Bærum"] {
        desk.done(&format!("register {name} --first 24.11 --email a@example.no --now 2027-02-01T09:00"));
    }
    desk.done("assign --now 2027-10-01T09:00");
    desk.done("pin Oslo 24.11");
    desk.done("pin Asker 24.11");
    desk.edit("exercise.toml", "capacity = 30", "capacity = 1");
    let assigned = desk.run(&["assign", "--now", "2027-10-01T09:00"]);
    let told = "2 municipalities keep 24 November, which has 1 seat. Nobody else gets a place there.";
    assert!(assigned.code == 1 && assigned.out.contains(told), "{}{}", assigned.out, assigned.err);
    let assignments = desk.read("data/assignments.csv");
    assert_eq!(assignments.matches(";2027-11-24;1;yes;").count(), 2, "{assignments}");
    assert!(
        desk.done("status --now 2027-10-01T10:00")
            .contains("On a date with more municipalities than seats: Oslo, Asker")
    );
    let explained = desk.done("explain Bærum");
    assert!(explained.contains("24 November has 1 seat, and 2 municipalities keep it: Oslo"), "{explained}");
}

#[test]
fn who_has_no_address_is_named_and_left_and_the_others_are_written_to() {
    let desk = Desk::sample();
    desk.edit("data/municipalities.csv", ",postmottak.aremark@example.no", ",");
    desk.done("import data/incoming/paamelding-juli.csv --now 2022-08-01T09:00");
    desk.write("hei.txt", "Emne: Hei\n\nTil {{ municipality }}\n");
    for command in ["remind", "mail hei.txt --to all"] {
        let listed = desk.done(&format!("{command} --now 2022-08-10T09:00"));
        let due: usize = listed.lines().filter(|line| line.contains(" due ")).count();
        assert!(listed.contains(&format!("{due} letters are due.")), "{listed}");
        let row = listed.lines().find(|line| line.starts_with("Aremark")).expect("it is listed");
        assert!(row.contains("no address") && !row.contains(" due "), "{row}");
        let sent = desk.run(&words(&format!("{command} --send --now 2022-08-10T09:00")));
        assert!(sent.code == 1 && sent.out.contains(&format!("{due} letters written")), "{}{}", sent.out, sent.err);
        assert!(sent.err.contains("Aremark has no e-mail address, and gets no letter"), "{}", sent.err);
    }
    assert!(!desk.done("status --now 2022-08-10T10:00").contains("Next: ovelse remind\n"));
}

#[test]
fn letters_that_lack_something_are_not_next_to_be_sent() {
    let desk = Desk::begun();
    desk.done("register Oslo --first 24.11 --email o@example.no --now 2027-02-01T09:00");
    desk.done("assign --now 2027-10-01T09:00");
    let said = desk.done("status --now 2027-10-01T10:00");
    let told = "Letters are due, and cannot be sent: 24 November has neither a link nor a place of its own";
    assert!(said.contains(told) && !said.contains("Next: "), "{said}");
    assert_eq!(next(&desk, "2027-10-01T10:00").0, "complete-letters");
    desk.edit("exercise.toml", "capacity = 30", "place = \"Rådhuset\"\ncapacity = 30");
    assert_eq!(next(&desk, "2027-10-01T10:00").0, "invite");
}

#[test]
fn a_date_with_more_municipalities_than_seats_waits_for_the_lead() {
    let desk = Desk::invited();
    desk.done("outbox --mark-sent --now 2022-08-22T10:30");
    desk.edit("exercise.toml", "capacity = 14", "capacity = 12");
    let said = desk.done("status --now 2022-08-23T10:00");
    assert!(said.contains("On a date with more municipalities than seats: "), "{said}");
    assert!(!said.contains("Nothing to do"), "{said}");
    let checked = desk.done("check --now 2022-08-23T10:00");
    assert!(
        checked.contains("warning: \"2022-11-24\" has 12 seats, and 14 municipalities are placed there"),
        "{checked}"
    );
}

#[test]
fn beside_a_lost_log_nothing_is_next_but_to_put_it_back() {
    let desk = Desk::invited();
    std::fs::remove_file(desk.path("data/deliveries.jsonl")).unwrap();
    let said = desk.done("status --now 2022-08-23T10:00");
    assert!(
        said.contains("Nothing can be sent: 44 letters in data/outbox") || said.contains("Nothing can be sent: 45"),
        "{said}"
    );
    assert!(said.contains("    Put back the latest data/deliveries.jsonl") && !said.contains("Next: "), "{said}");
    assert_eq!(next(&desk, "2022-08-23T10:00").0, "restore-log");
    assert_eq!(desk.run(&["outbox"]).code, 2, "nobody knows which were sent");
    // Nobody is let go of, and nothing is listed that could not be sent.
    for command in ["assign", "invite", "receipts", "log", "export-letters -o brev"] {
        assert_eq!(desk.run(&words(&format!("{command} --now 2022-08-23T10:00"))).code, 2, "{command}");
    }
    let checked = desk.run(&["check", "--now", "2022-08-23T10:00"]);
    assert!(checked.code == 2 && checked.out.contains("data/deliveries.jsonl: error: "), "{}", checked.out);
}

#[test]
fn who_was_asked_waits_and_whose_registration_was_taken_back_does_not() {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&words("assign --now 2022-08-22T09:00"));
    desk.done("invite --send --now 2022-08-22T10:00");
    desk.done("outbox --mark-sent --now 2022-08-22T10:00");
    let said = desk.done("status --now 2022-08-23T08:00");
    assert!(said.contains("Without a date (every choice is full): Nannestad") && !said.contains("Next: "), "{said}");
    desk.done("register Flå --first 24.11 --now 2022-08-23T08:00");
    desk.run(&words("assign --now 2022-08-23T08:00"));
    assert!(desk.done("status --now 2022-08-23T08:00").contains("Nannestad, Flå"));
    desk.done("undo --yes --now 2022-08-23T08:00");
    let said = desk.done("status --now 2022-08-23T08:00");
    assert!(!said.contains("Flå") && said.contains("1 without a date"), "{said}");
}
