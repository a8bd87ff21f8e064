//! A plan that changes: dates that are moved or called off, by a command or by hand, and what follows from it.

use crate::common::{Desk, letters, plain_text, says, words};

/// What looks at the exercise and asks for nothing first.
const VIEWS: [&str; 10] = [
    "check",
    "status",
    "list",
    "dates",
    "invite",
    "roster 1.12",
    "report -o report.html",
    "log",
    "history",
    "calendar",
];

#[test]
fn a_date_that_is_moved_keeps_its_places_and_says_so_and_no_more() {
    let desk = Desk::invited();
    let before = desk.read("data/assignments.csv");
    let said = desk.done("move 24.11 \"25.11.2022 10:00–12:00\" --now 2022-08-23T09:00");
    assert!(said.contains("14 municipalities keep their places"), "{said}");
    assert_eq!(desk.read("data/assignments.csv"), before.replace("2022-11-24", "2022-11-25"));
    assert!(!desk.read("data/registrations.csv").contains("2022-11-24"));
    desk.done("invite --send --now 2022-08-23T10:00");
    let updates = letters(&desk, "2022-08-23T1000", "update");
    assert_eq!(updates.len(), 14);
    for update in updates {
        assert!(update.contains("er flyttet") || update.contains("er flytta"), "{update}");
        assert!(update.contains("25. november 2022 kl. 10.00–12.00"), "{update}");
        assert!(!update.contains("pri 1"), "nobody asked for that day: {update}");
    }
    // A lead who corrects something else in the table has not heard them ask for it.
    let row =
        desk.read("data/registrations.csv").lines().find(|row| row.contains(";Vestby;")).expect("it is").to_owned();
    desk.edit("data/registrations.csv", &row, &row.replacen(";00 00 ", ";99 99 ", 1));
    desk.done("register Gol --phone \"00 00 00 98\" --now 2022-08-23T10:05");
    let shown = desk.done("preview Vestby --kind update");
    assert!(shown.contains("Datoen gjelder hele kommunen.") && !shown.contains("pri 1"), "{shown}");
    // Who asks for it as it is now is told which choice it was.
    desk.done("register Asker --first 25.11 --now 2022-08-23T10:10");
    desk.run(&words("pin Asker 25.11"));
    desk.edit("exercise.toml", "capacity = 14 ", "capacity = 15 ");
    desk.done("invite --send --only Asker --now 2022-08-23T10:20");
    let [update] = letters(&desk, "2022-08-23T1020", "update").try_into().expect("one letter");
    assert!(update.contains("pri 1"), "{update}");
}

#[test]
fn at_other_hours_a_date_is_no_longer_called_what_was_asked_for() {
    let desk = Desk::invited();
    desk.done("move 22.11 18:00-20:00 --now 2022-08-23T09:00");
    desk.done("invite --send --now 2022-08-23T10:00");
    let updates = letters(&desk, "2022-08-23T1000", "update");
    assert_eq!(updates.len(), 14);
    for update in updates {
        assert!(update.contains("18.00–20.00") && !update.contains("pri 1"), "{update}");
    }
    // The same in a receipt, and in an invitation that comes after it.
    let receipt = desk.done("receipts --show Gol --now 2022-08-23T11:00");
    assert!(receipt.contains("kl. 18.00–20.00 (flytta etter at de svarte)"), "{receipt}");
    // There and back again, it is what was asked for.
    desk.done("move 22.11 09:30-11:30 --now 2022-08-23T12:00");
    let receipt = desk.done("receipts --show Gol --now 2022-08-23T12:10");
    assert!(!receipt.contains("flytta"), "{receipt}");
}

#[test]
fn a_date_that_gets_another_link_is_changed_and_not_moved() {
    let desk = Desk::invited();
    let said = desk.done("move 24.11 24.11 --link https://teams.example.no/2 --now 2022-08-23T09:00");
    assert!(said.starts_with("Changed: ") && !said.to_lowercase().contains("move"), "{said}");
    assert!(said.contains("14 invitations are no longer true"), "{said}");
    desk.done("invite --send --now 2022-08-23T10:00");
    let updates = letters(&desk, "2022-08-23T1000", "update");
    assert_eq!(updates.len(), 14);
    for update in updates {
        assert!(update.contains("ny lenke") || update.contains("ny lenkje"), "{update}");
        assert!(!update.contains("flytt"), "{update}");
    }
    let again = desk.done("move 24.11 24.11 --link https://teams.example.no/2 --now 2022-08-23T11:00");
    assert!(again.contains("Nothing to move"), "{again}");
}

#[test]
fn what_was_read_before_a_move_says_nothing_new_after_it() {
    let desk = Desk::invited();
    desk.done("move 24.11 25.11 --now 2022-08-23T09:00");
    let before = desk.read("data/registrations.csv");
    let said = desk
        .done("import data/incoming/paamelding-juli.csv data/incoming/paamelding-august.csv --now 2022-08-24T09:00");
    assert!(said.contains("Nothing has changed."), "{said}");
    assert_eq!(desk.read("data/registrations.csv"), before);
    // Who has not heard of it means the same date.
    desk.write("data/incoming/sent.csv", "Kommune;Pri 1\nFrogn;24.11.2022\n");
    desk.done("import data/incoming/sent.csv --now 2022-08-24T10:00");
    assert!(desk.read("data/registrations.csv").contains("Frogn;2022-11-25;"));
    // Taking it back takes back that alone.
    desk.done("undo --yes --now 2022-08-24T11:00");
    assert_eq!(desk.read("data/registrations.csv"), before);
}

#[test]
fn dates_can_follow_each_other_and_each_answer_means_what_it_meant() {
    let desk = Desk::invited();
    let date_of = |name: &str| {
        let table = desk.read("data/assignments.csv");
        let row = table.lines().find(|line| line.contains(name)).expect("it is there").to_owned();
        row.split(';').nth(2).expect("a date").to_owned()
    };
    let (asker, vestby) = (date_of("Asker"), date_of("Vestby"));
    assert_eq!((asker.as_str(), vestby.as_str()), ("2022-11-22", "2022-11-24"));
    desk.done("move 24.11 26.11 --now 2022-08-23T09:00");
    desk.done("move 22.11 \"24.11.2022 09:30-11:30\" --now 2022-08-23T09:01");
    assert_eq!((date_of("Asker"), date_of("Vestby")), ("2022-11-24".into(), "2022-11-26".into()));
    let table = desk.read("data/registrations.csv");
    // The table follows from what was said: reading anything makes the same of it.
    desk.done("register Asker --phone \"00 00 00 99\" --now 2022-08-23T09:02");
    assert_eq!(desk.read("data/registrations.csv").matches("2022-11-26").count(), table.matches("2022-11-26").count());
    // A name that means two dates is asked about.
    desk.write("data/incoming/sent.csv", "Kommune;Pri 1\nFrogn;24.11.2022\n");
    let said = says(&desk, "import data/incoming/sent.csv --now 2022-08-24T10:00");
    assert!(said.starts_with('2') && said.contains("before dates were moved"), "{said}");
}

#[test]
fn a_list_that_was_read_before_dates_followed_each_other_says_nothing_new_and_only_its_new_rows_are_asked_about() {
    let desk = Desk::invited();
    desk.done("move 24.11 26.11 --now 2022-08-23T09:00");
    desk.done("move 22.11 \"24.11.2022 09:30-11:30\" --now 2022-08-23T09:01");
    let before = desk.read("data/registrations.csv");
    let both = "import data/incoming/paamelding-juli.csv data/incoming/paamelding-august.csv";
    let said = desk.done(&format!("{both} --now 2022-08-24T09:00"));
    assert!(said.contains("Nothing has changed."), "{said}");
    assert_eq!(desk.read("data/registrations.csv"), before);
    // The same list a week later, with one row more.
    let list = desk.read("data/incoming/paamelding-juli.csv");
    let more = format!("{}\n3022;Frogn;24.11.2022;;;;;22.08.2022 18.00\n", list.trim_end());
    desk.write("data/incoming/paamelding-juli.csv", &more);
    let said = says(&desk, "import data/incoming/paamelding-juli.csv --partial --now 2022-08-24T10:00");
    assert!(said.starts_with('1') && said.matches("before dates were moved").count() == 1, "{said}");
    let refused = desk.read("data/incoming/paamelding-juli.refused.csv");
    assert!(refused.lines().count() == 2 && refused.contains("Frogn"), "{refused}");
    assert_eq!(desk.read("data/registrations.csv"), before);
}

#[test]
fn what_was_received_after_the_last_move_means_dates_as_they_are() {
    let desk = Desk::invited();
    desk.done("move 24.11 25.11 --now 2022-08-23T09:00");
    desk.done("move 22.11 24.11 --now 2022-08-23T09:01");
    let list = |received: &str| format!("Kommune;Pri 1;Mottatt\nFrogn;24.11.2022;{received}\n");
    desk.write("data/incoming/sent.csv", list("23.08.2022 12.00"));
    let said = says(&desk, "import data/incoming/sent.csv --now 2022-08-25T10:00");
    let told =
        "is Thursday 24 November 2022, 09:30–11:30 now, but it was Friday 25 November 2022, 09:30–11:30 before dates";
    assert!(said.starts_with('2') && said.contains(told), "{said}");
    desk.write("data/incoming/sent.csv", list("24.08.2022 12.00"));
    desk.done("import data/incoming/sent.csv --now 2022-08-25T10:00");
    assert!(desk.read("data/registrations.csv").contains("Frogn;2022-11-24;"));
}

#[test]
fn a_list_that_was_read_before_says_nothing_new_after_a_second_date_came_to_the_day_and_the_first_left_it() {
    let desk = Desk::invited();
    let both = "import data/incoming/paamelding-juli.csv data/incoming/paamelding-august.csv --now 2022-08-24T09:00";
    desk.done("move 22.11 \"24.11.2022 13:00-15:00\" --now 2022-08-23T09:00");
    assert!(desk.done(both).contains("Nothing has changed."));
    desk.done("move \"24.11 kl 09.30\" 25.11 --now 2022-08-23T09:10");
    let said = says(&desk, both);
    assert!(said.starts_with('0') && said.contains("Nothing has changed."), "{said}");
}

#[test]
fn an_edit_by_hand_that_leaves_names_behind_is_told_the_same_by_every_command_and_mended_by_one() {
    let desk = Desk::invited();
    desk.edit("exercise.toml", "start = 2022-11-24", "start = 2022-11-25");
    desk.edit("exercise.toml", "end = 2022-11-24", "end = 2022-11-25");
    let finding = "24 November 2022 is not one of the exercise's dates any more";
    let remedy = "ovelse move 24.11.2022 25.11.2022";
    for view in VIEWS.iter().chain(&["announce", "outbox", "settle Asker --sent"]) {
        let said = says(&desk, view);
        assert!(said.starts_with('2') && said.matches(finding).count() == 1 && said.contains(remedy), "{view}: {said}");
    }
    desk.done("move 24.11.2022 25.11.2022 --now 2022-08-23T09:00");
    for view in VIEWS {
        assert!(!says(&desk, view).starts_with('2'), "{view}");
    }
    assert_eq!(desk.read("data/assignments.csv").matches("2022-11-25").count(), 14);
}

#[test]
fn dates_that_took_each_others_days_by_hand_are_not_made_one() {
    let desk = Desk::invited();
    let (text, before) = (desk.read("exercise.toml"), desk.read("data/registrations.csv"));
    desk.write("exercise.toml", text.replace("2022-11-22T", "2022-11-23T").replace("2022-11-24T", "2022-11-22T"));
    let said = says(&desk, "move 24.11 22.11 --now 2022-08-23T09:00");
    assert!(said.starts_with('2') && said.contains("so two dates would become one"), "{said}");
    assert_eq!(desk.read("data/registrations.csv"), before);
    desk.write("exercise.toml", text);
    desk.done("move 22.11 23.11 --now 2022-08-23T09:00");
    desk.done("move 24.11 22.11 --now 2022-08-23T09:01");
    let assigned = desk.read("data/assignments.csv");
    assert_eq!((assigned.matches("2022-11-23").count(), assigned.matches("2022-11-22").count()), (14, 14));
}

#[test]
fn a_move_that_was_cut_off_is_finished_by_the_same_command() {
    let moved = Desk::invited();
    let whole = moved.copy();
    let command = "move 24.11 \"25.11.2022 10:00-12:00\" --now 2022-08-23T09:00";
    whole.done(command);
    // What is on disk once each further file was written.
    let files = ["exercise.toml", "data/statements.jsonl", "data/registrations.csv", "data/assignments.csv"];
    for written in 0..=files.len() {
        let cut_off = moved.copy();
        files[..written].iter().for_each(|file| cut_off.write(file, whole.read(file)));
        cut_off.done(command);
        for file in files {
            assert_eq!(cut_off.read(file), whole.read(file), "{written} {file}");
        }
    }
}

#[test]
fn a_second_date_on_the_same_day_is_told_apart_from_the_first() {
    let desk = Desk::invited();
    desk.done("move 22.11 \"24.11.2022 13:00-15:00\" --now 2022-08-23T09:00");
    let table = desk.read("data/assignments.csv");
    assert_eq!((table.matches("2022-11-24 09:30").count(), table.matches("2022-11-24 13:00").count()), (14, 14));
    for view in VIEWS {
        assert!(!says(&desk, view).starts_with('2'), "{view}");
    }
    // By hand, the names that are there could mean either.
    let desk = Desk::invited();
    desk.edit(
        "exercise.toml",
        "start = 2022-12-01T09:30:00\nend = 2022-12-01T11:30:00",
        "start = 2022-11-29T08:00:00\nend = 2022-11-29T09:00:00",
    );
    let said = says(&desk, "list");
    assert!(said.contains("29 November 2022 can mean") && said.contains("1 December 2022 is not one"), "{said}");
    let said = says(&desk, "move 29.11 \"29.11 12:00\" --now 2022-08-23T09:00");
    assert!(said.starts_with('1') && said.contains("1 December 2022 is not one"), "{said}");
    desk.done("move 1.12 \"29.11 08:00\" --now 2022-08-23T09:01");
    for view in VIEWS.iter().filter(|view| !view.contains("1.12")) {
        assert!(!says(&desk, view).starts_with('2'), "{view}");
    }
}

#[test]
fn who_had_a_date_that_is_called_off_gets_another_or_is_asked_and_is_told_why() {
    let desk = Desk::invited();
    let said = desk.done("call-off 22.11 --note \"Lokalet er opptatt.\" --now 2022-08-23T09:00");
    assert!(said.contains("Oslo") && said.contains("ovelse assign"), "{said}");
    for view in VIEWS {
        assert!(!says(&desk, view).starts_with('2'), "{view}");
    }
    assert!(desk.done("status --format json --now 2022-08-23T09:10").contains("\"step\": \"assign\""));
    desk.edit("exercise.toml", "capacity = 14 ", "capacity = 20 ");
    desk.run(&words("assign --now 2022-08-23T09:10"));
    assert!(!desk.read("data/assignments.csv").contains("2022-11-22"));
    desk.done("invite --send --now 2022-08-23T10:00");
    let (updates, cancellations) =
        (letters(&desk, "2022-08-23T1000", "update"), letters(&desk, "2022-08-23T1000", "cancellation"));
    assert!(updates.len() >= 5 && cancellations.len() >= 5, "{} {}", updates.len(), cancellations.len());
    for letter in updates.iter().chain(&cancellations) {
        assert!(letter.contains("Lokalet er opptatt.") && letter.contains("22. november 2022"), "{letter}");
        assert!(!letter.contains("ikke lenger plass"), "{letter}");
    }
    assert!(says(&desk, "explain Hvaler").contains("22 November is called off"));
    assert!(!desk.done("announce").contains("22. november"));
    assert_eq!(desk.done("invite --now 2022-08-23T11:00").matches("letters are due").count(), 0);
    // It can be taken back in the file.
    desk.edit("exercise.toml", "called_off = \"Lokalet er opptatt.\"\n", "");
    assert!(!says(&desk, "assign").starts_with('2'));
}

#[test]
fn a_date_that_was_removed_by_hand_can_be_called_off_afterwards() {
    let desk = Desk::invited();
    let text = desk.read("exercise.toml");
    let block = text.find("[[date]]\nstart = 2022-12-01").expect("it is there");
    let end = block + text[block..].find("\n\n").expect("more follows");
    desk.write("exercise.toml", format!("{}{}", &text[..block], &text[end..]));
    assert!(says(&desk, "check").contains("ovelse call-off 01.12.2022"));
    desk.done("call-off 1.12 --now 2022-08-23T09:00");
    assert!(desk.read("exercise.toml").contains("start = 2022-12-01T09:30:00\ncalled_off = true"));
    for view in VIEWS.iter().filter(|view| !view.contains("1.12")) {
        assert!(!says(&desk, view).starts_with('2'), "{view}");
    }
    desk.run(&words("assign --now 2022-08-23T09:10"));
    desk.done("invite --send --now 2022-08-23T10:00");
    let told = ["update", "cancellation"].map(|kind| letters(&desk, "2022-08-23T1000", kind).len());
    assert_eq!(told, [1, 2]);
}

#[test]
fn who_asks_for_a_date_that_is_called_off_is_told_so() {
    let desk = Desk::sample();
    desk.done("import data/incoming/paamelding-juli.csv --now 2022-08-01T09:00");
    desk.done("call-off 24.11 --now 2022-08-02T09:00");
    let said = desk.done("register Frogn --first 24.11 --email a@example.no --now 2022-08-03T09:00");
    assert!(said.contains("24 November, which is called off"), "{said}");
    desk.write("data/incoming/sent.csv", "Kommune;Pri 1;Pri 2\nHurdal;24.11.2022;22.11.2022\n");
    let said = desk.done("import data/incoming/sent.csv --now 2022-08-03T10:00");
    assert!(
        said.contains("data/incoming/sent.csv:2:1: warning: Hurdal asks for 24 November, which is called off"),
        "{said}"
    );
    // What was read before says nothing new.
    let again = desk.done("import data/incoming/sent.csv data/incoming/paamelding-juli.csv --now 2022-08-03T11:00");
    assert!(!again.contains("called off"), "{again}");
    let letter = desk.done("receipts --show Hurdal --now 2022-08-03T12:00");
    assert!(
        letter.contains("24. november 2022 kl. 09.30–11.30 (avlyst)") && letter.contains("bare fått én dato"),
        "{letter}"
    );
    let letter = desk.done("receipts --show Frogn --now 2022-08-03T12:00");
    assert!(letter.contains("(avlyst)") && letter.contains("Passer en annen dato for dere?"), "{letter}");
}

#[test]
fn where_every_date_is_called_off_nobody_is_said_to_have_one() {
    let desk = Desk::invited();
    desk.done("outbox --mark-sent --now 2022-08-22T10:30");
    for day in ["22.11", "24.11", "29.11", "1.12"] {
        desk.done(&format!("call-off {day} --now 2022-08-30T09:00"));
    }
    desk.run(&words("assign --now 2022-08-30T09:10"));
    desk.done("invite --send --now 2022-08-30T10:00");
    desk.done("outbox --mark-sent --now 2022-08-30T10:00");
    let said = desk.done("status --now 2022-08-30T11:00");
    assert!(said.contains("Without a date (every choice is called off)") && !said.contains("Nothing to do"), "{said}");
}

#[test]
fn a_date_that_has_been_held_is_not_called_off() {
    let desk = Desk::invited();
    desk.done("attendance 22.11 Asker Oslo --now 2022-11-23T09:00");
    let said = says(&desk, "call-off 22.11 --now 2022-11-23T10:00");
    assert!(said.starts_with('2') && said.contains("22 November has been held: 2 municipalities took part"), "{said}");
    // A date that moves takes what is recorded with it.
    desk.done("move 22.11 21.11 --now 2022-11-23T10:00");
    assert_eq!(desk.read("data/attendance.csv").matches("2022-11-21").count(), 2);
}

#[test]
fn a_date_is_moved_neither_into_the_past_nor_after_it_was_held() {
    let desk = Desk::invited();
    let said = says(&desk, "move 29.11 18.11 --now 2022-11-24T08:00");
    assert!(said.starts_with('2') && said.contains("29 November cannot be moved to 18 November 2022"), "{said}");
    desk.done("attendance 22.11 Asker --now 2022-11-24T08:00");
    let said = says(&desk, "move 22.11 30.11 --now 2022-11-24T08:00");
    assert!(said.starts_with('2') && said.contains("22 November has been held"), "{said}");
    desk.done("call-off 24.11 --now 2022-11-24T08:10");
    let said = says(&desk, "attendance 24.11 Vestby --now 2022-11-25T08:00");
    assert!(said.starts_with('2') && said.contains("24 November is called off, so nobody took part"), "{said}");
}

#[test]
fn no_edit_of_a_date_that_check_accepts_stops_another_command() {
    let edits = [
        ("start = 2022-11-24T09:30:00", "start = 2022-11-24T08:00:00"),
        ("capacity = 14 ", "capacity = 3 "),
        ("19%3ameeting_eksempel-24-november%40thread.v2/0", "new"),
        ("# minimum = 6 ", "minimum = 6 "),
        (
            "[[date]]\nstart = 2022-11-24",
            "[[date]]\nstart = 2022-12-08T09:00:00\nend = 2022-12-08T10:00:00\ncapacity = 2\nlink = \"https://example.no\"\n\n[[date]]\nstart = 2022-11-24",
        ),
        ("capacity = 14 ", "called_off = true\ncapacity = 14 "),
        ("place = \"Teams\"", "place = \"Rådhuset\""),
        ("deadline = 2022-08-19", "deadline = 2022-09-19"),
    ];
    for (from, to) in edits {
        let desk = Desk::invited();
        desk.edit("exercise.toml", from, to);
        assert!(!says(&desk, "check").starts_with('2'), "{to}");
        for view in VIEWS {
            assert!(!says(&desk, view).starts_with('2'), "{to} {view}: {}", says(&desk, view));
        }
    }
}

#[test]
fn check_tells_of_days_that_may_not_be_meant() {
    let desk = Desk::sample();
    let check = |now: &str| desk.run(&["check", "--now", now]);
    assert!(!check("2022-08-20T09:00").out.contains("warning: \"2022-1"), "{}", check("2022-08-20T09:00").out);
    assert!(check("2022-11-25T09:00").out.contains("\"2022-11-24\" is past, and nobody has registered yet"));
    desk.edit("exercise.toml", "2022-11-24T09:30:00", "2022-12-25T09:30:00");
    desk.edit("exercise.toml", "2022-11-24T11:30:00", "2022-12-25T11:30:00");
    let ran = check("2022-08-20T09:00");
    assert!(ran.out.contains("\"2022-12-25\" is Christmas Day"), "{}", ran.out);
    assert_eq!(ran.code, 0, "it is the lead's to decide");
}

#[test]
fn until_letters_are_written_neither_links_nor_addresses_are_needed() {
    let desk = Desk::begun();
    let checked = desk.run(&words("check --now 2027-01-10T09:00"));
    assert_eq!(checked.code, 0, "{}{}", checked.out, checked.err);
    assert!(checked.out.contains("has neither a link nor a place of its own"), "{}", checked.out);
    assert!(checked.out.contains("has no e-mail address, and neither do 21 others"), "{}", checked.out);
    desk.done("announce");
    desk.done("announce --form skjema.xlsx");
    desk.done("register Oslo --first 24.11 --now 2027-02-01T09:00");
    desk.done("register Asker --first 24.11 --email a@example.no --now 2027-02-01T09:00");
    desk.done("assign --now 2027-10-01T09:00");
    let listed = desk.done("invite --now 2027-10-01T10:00");
    assert!(listed.contains("2 letters are due"), "{listed}");
    let told = desk.run(&words("invite --now 2027-10-01T10:00")).err;
    assert!(told.contains("warning: Oslo has no e-mail address"), "{told}");
    assert!(told.contains("warning: 24 November has neither a link nor a place of its own"), "{told}");
    let refused = desk.run(&words("invite --send --now 2027-10-01T10:00"));
    assert!(refused.code == 2 && refused.err.contains("Oslo has no e-mail address"), "{}", refused.err);
    let refused = desk.run(&words("invite --send --only Asker --now 2027-10-01T10:00"));
    assert!(refused.code == 2 && refused.err.contains("24 November has neither a link nor a place"), "{}", refused.err);
    assert!(refused.err.contains("place = \"Rådhuset\""), "{}", refused.err);
    assert!(desk.files("data/outbox").is_empty());
}

#[test]
fn a_date_has_a_place_of_its_own_and_no_link() {
    let desk = Desk::begun();
    desk.edit(
        "exercise.toml",
        "capacity = 30",
        "place = { nb = \"Rådhuset, Oslo\", en = \"City Hall, Oslo\" }\ncapacity = 30",
    );
    assert!(!says(&desk, "check").contains("neither a link"));
    desk.done("register Asker --first 24.11 --email a@example.no --now 2027-02-01T09:00");
    desk.done("register Bærum --first 24.11 --email b@example.no --now 2027-02-01T09:00");
    desk.done("assign --now 2027-10-01T09:00");
    let listed = desk.done("invite --now 2027-10-01T10:00");
    assert!(listed.contains("Rådhuset, Oslo"), "{listed}");
    desk.done("invite --send --now 2027-10-01T10:00");
    let file = desk.files("data/outbox").remove(0);
    let message = desk.read(&format!("data/outbox/{file}"));
    let text = plain_text(&message);
    assert!(text.contains("Rådhuset, Oslo") && !text.to_lowercase().contains("lenke"), "{text}");
    let parsed = mail_parser::MessageParser::default().parse(&message).expect("it is a mail");
    let calendars: Vec<String> = parsed
        .parts
        .iter()
        .map(|part| String::from_utf8_lossy(part.contents()).into_owned())
        .filter(|part| part.starts_with("BEGIN:VCALENDAR"))
        .collect();
    assert!(calendars.len() > 1);
    for calendar in calendars {
        assert!(calendar.contains("LOCATION:Rådhuset\\, Oslo") && !calendar.contains("\nURL:"), "{calendar}");
    }
    assert!(desk.done("roster 24.11").contains("Rådhuset, Oslo"));
    assert!(desk.done("calendar").contains("LOCATION:Rådhuset\\, Oslo"));
    // Another place is told; a map is a link.
    desk.done("move 24.11 24.11 --place https://kart.example.no/1 --now 2027-10-02T09:00");
    desk.done("invite --send --now 2027-10-02T10:00");
    let [update, _] = letters(&desk, "2027-10-02T1000", "update").try_into().expect("two letters");
    assert!(update.contains("https://kart.example.no/1") && update.contains("Rådhuset, Oslo"), "{update}");
    assert!(desk.done("invite --now 2027-10-02T11:00").contains("No letter is due"));
    // On line, it has a link again.
    desk.done("move 24.11 24.11 --link https://teams.example.no/1 --now 2027-10-03T09:00");
    desk.done("invite --send --now 2027-10-03T10:00");
    let [update, _] = letters(&desk, "2027-10-03T1000", "update").try_into().expect("two letters");
    assert!(update.contains("Møtet har fått en lenke.") && update.contains("https://teams.example.no/1"), "{update}");
    assert!(!update.contains("gamle"), "there was none before: {update}");
    // Then it is another one, and then none.
    desk.edit("exercise.toml", "https://teams.example.no/1", "https://teams.example.no/2");
    assert!(desk.done("invite --now 2027-10-04T09:00").contains("the link has changed"));
    desk.edit("exercise.toml", "link = \"https://teams.example.no/2\"", "");
    assert!(desk.done("invite --now 2027-10-04T09:00").contains("it has no link any more"));
}

#[test]
fn what_is_offered_and_announced_is_told_with_its_place() {
    let desk = Desk::begun();
    let all = desk.done("announce");
    assert!(all.contains("- Sted: Teams\n"), "{all}");
    desk.edit("exercise.toml", "capacity = 30", "place = \"Rådhuset, Oslo\"\ncapacity = 1");
    let second = "\n[[date]]\nstart = 2027-11-25T09:30:00\nend = 2027-11-25T11:30:00\ncapacity = 9\n";
    desk.write("exercise.toml", desk.read("exercise.toml") + second);
    let some = desk.done("announce");
    assert!(some.contains("onsdag 24. november 2027 kl. 09.30–11.30, Rådhuset, Oslo\n"), "{some}");
    assert!(some.contains("torsdag 25. november 2027 kl. 09.30–11.30\n"), "{some}");
    assert!(some.contains("- Sted: Teams, hvis ikke noe annet står ved datoen\n"), "{some}");
    desk.write("exercise.toml", desk.read("exercise.toml") + "place = \"http://kart.example.no/2\"\n");
    let none = desk.done("announce");
    assert!(!none.contains("Sted") && none.contains("kl. 09.30–11.30, http://kart.example.no/2\n"), "{none}");
    // Who is asked to choose is told where.
    for (name, hour) in [("Oslo", 8), ("Asker", 9)] {
        desk.done(&format!("register {name} --first 24.11 --email a@example.no --now 2027-02-01T0{hour}:00"));
    }
    desk.run(&words("assign --now 2027-10-01T09:00"));
    desk.done("invite --send --now 2027-10-01T10:00");
    let [letter] = letters(&desk, "2027-10-01T1000", "unplaced").try_into().expect("one letter");
    assert!(letter.contains("25. november 2027 kl. 09.30–11.30, http://kart.example.no/2"), "{letter}");
}

#[test]
fn a_pin_on_a_date_that_is_called_off_is_refused() {
    let desk = Desk::invited();
    desk.done("call-off 1.12 --now 2022-08-23T09:00");
    let said = says(&desk, "pin Asker 1.12");
    assert!(said.starts_with('2') && said.contains("1 December is called off"), "{said}");
}

#[test]
fn who_is_no_longer_on_the_list_stops_nobody_and_counts_again_when_put_back() {
    let desk = Desk::invited();
    let list = desk.read("data/municipalities.csv");
    let without: String =
        list.lines().filter(|line| !line.contains(",Asker,")).map(|line| format!("{line}\n")).collect();
    assert_ne!(list.lines().count(), without.lines().count());
    desk.write("data/municipalities.csv", &without);
    let checked = desk.run(&["check"]);
    assert!(checked.code == 0 && checked.out.contains("3025 has answered or has a place"), "{}", checked.out);
    for view in VIEWS {
        assert!(!says(&desk, view).starts_with('2'), "{view}");
    }
    assert!(!desk.done("list").contains("Asker"));
    desk.done("register Frogn --first 1.12 --now 2022-08-23T09:00");
    desk.run(&words("assign --now 2022-08-23T09:10"));
    desk.write("data/municipalities.csv", &list);
    desk.done("register Marker --phone 1 --now 2022-08-23T09:20");
    assert!(desk.done("list").contains("Asker"), "what it said stands");
    // A slip in the tool's own table is still told.
    desk.edit("data/registrations.csv", "3025;Asker", "3035;Asker");
    assert!(says(&desk, "list").contains("data/registrations.csv"), "{}", says(&desk, "list"));
}

#[test]
fn whom_a_group_keeps_without_a_date_does_not_wait_for_assign() {
    let desk = Desk::begun();
    desk.edit("exercise.toml", "capacity = 30", "link = \"https://example.no/1\"\ncapacity = 30");
    let more = "\n[[date]]\nstart = 2027-11-25T09:30:00\nend = 2027-11-25T11:30:00\ncapacity = 30\nlink = \"https://example.no/2\"\n\n[[group]]\nname = \"To\"\nrule = \"same-date\"\nmembers = [\"Asker\", \"Bærum\"]\n";
    desk.write("exercise.toml", desk.read("exercise.toml") + more);
    desk.done("register Asker --first 24.11 --email a@example.no --now 2027-02-01T09:00");
    desk.done("register Bærum --first 25.11 --email b@example.no --now 2027-02-01T09:00");
    desk.run(&words("assign --now 2027-10-01T09:00"));
    let status = desk.done("status --format json --now 2027-10-01T10:00");
    assert!(!status.contains("\"step\": \"assign\""), "{status}");
}

#[test]
fn where_an_edit_left_several_names_behind_each_is_mended_by_its_own_command() {
    let desk = Desk::invited();
    // 22 November becomes a second date on 24 November.
    for end in ["start = 2022-11-22T09:30", "end = 2022-11-22T11:30"] {
        desk.edit("exercise.toml", end, &end.replace("-22T", "-24T").replace("T09", "T12").replace("T11", "T14"));
    }
    let off = desk.run(&words("call-off 22.11.2022 --now 2022-08-23T09:00"));
    assert_eq!(off.code, 1, "it has done its part: {}{}", off.out, off.err);
    assert!(off.out.contains("Called off: 22 November 2022"), "{}", off.out);
    assert!(off.err.contains("24 November 2022 can mean"), "{}", off.err);
    desk.done("move 24.11.2022 \"2022-11-24 09:30\" --now 2022-08-23T09:01");
    // Whoever was on the date that is called off has no place any more: 14 of 44.
    assert!(desk.done("status --format json --now 2022-08-23T09:02").contains("\"placed\": 30,"));
    for view in VIEWS {
        assert!(!says(&desk, view).starts_with('2'), "{view}: {}", says(&desk, view));
    }
}

#[test]
fn a_list_of_those_who_came_may_name_the_day_before_it_was_moved() {
    let desk = Desk::invited();
    desk.done("move 24.11 25.11 --now 2022-08-23T09:00");
    desk.write("kom.csv", "Kommune;Deltok;Dato\nVestby;ja;24.11.2022\nNesodden;ja;25.11.2022\n");
    desk.done("attendance 25.11 kom.csv --now 2022-11-26T09:00");
    let recorded = desk.read("data/attendance.csv");
    assert_eq!(recorded.matches("2022-11-25;yes").count(), 2, "{recorded}");
    desk.write("annen.csv", "Kommune;Deltok;Dato\nVestby;ja;29.11.2022\n");
    let refused = says(&desk, "attendance 25.11 annen.csv --now 2022-11-30T09:00");
    assert!(refused.starts_with('2') && refused.contains("29 November"), "{refused}");
}

#[test]
fn who_has_the_directive_gets_it_again_when_its_meeting_has_another_time() {
    let desk = Desk::invited();
    desk.done("outbox --mark-sent --now 2022-08-22T10:30");
    desk.write("direktiv.pdf", "x");
    desk.done("directive direktiv.pdf --send --now 2022-08-22T11:00");
    desk.done("outbox --mark-sent --now 2022-08-22T11:30");
    let due = |now: &str| desk.done(&format!("directive direktiv.pdf --now {now}"));
    desk.edit("exercise.toml", "place = \"Teams\"", "place = \"Teams og Zoom\"");
    assert!(due("2022-08-22T12:00").contains("No letter is due"), "it names no place");
    desk.done("move 24.11 \"25.11.2022 10:00–12:00\" --now 2022-08-23T09:00");
    desk.done("invite --send --now 2022-08-23T10:00");
    desk.done("outbox --mark-sent --now 2022-08-23T10:30");
    let status = desk.done("status --now 2022-08-23T11:00");
    assert!(status.contains("14 municipalities with a date have no directive that names their time"), "{status}");
    assert!(due("2022-08-23T11:00").contains("the directive that it was sent names another time"));
    desk.done("directive direktiv.pdf --send --now 2022-08-23T12:00");
    let again = letters(&desk, "2022-08-23T1200", "directive");
    assert_eq!(again.len(), 14, "those on the date that was moved, and nobody else");
    for letter in again {
        assert!(letter.contains("25. november 2022 kl. 10.00–12.00"), "{letter}");
        assert!(letter.contains("en annen tid enn") || letter.contains("ei anna tid enn"), "{letter}");
        assert!(!letter.contains("erstatter") && !letter.contains("erstattar"), "it is the same directive: {letter}");
    }
    desk.done("outbox --mark-sent --now 2022-08-23T12:30");
    assert!(due("2022-08-23T13:00").contains("No letter is due"));
    assert!(!desk.done("status --now 2022-08-23T13:00").contains("directive"));
    // A new version to those is a new version, and says nothing of a time that they know.
    desk.write("direktiv.pdf", "y");
    desk.done("directive direktiv.pdf --send --now 2022-08-24T12:00");
    let letters = letters(&desk, "2022-08-24T1200", "directive");
    assert!(letters.iter().all(|letter| letter.contains("erstat") && !letter.contains(" tid enn")), "{letters:?}");
}

#[test]
fn what_was_moved_before_it_was_called_off_is_told_as_called_off() {
    let desk = Desk::invited();
    desk.done("outbox --mark-sent --now 2022-08-22T10:30");
    // 24 November is moved away, 22 November takes its day and hours, and that is called off.
    desk.done("move 24.11 \"26.11.2022 09:30-11:30\" --now 2022-08-23T09:00");
    desk.done("move 22.11 \"24.11.2022 09:30-11:30\" --now 2022-08-23T09:01");
    desk.done("call-off 24.11 --note \"Lokalet er opptatt.\" --now 2022-08-23T09:02");
    desk.run(&words("assign --now 2022-08-23T09:03"));
    desk.done("invite --send --now 2022-08-23T10:00");
    let updates = letters(&desk, "2022-08-23T1000", "update");
    let (moved, off): (Vec<&String>, Vec<&String>) =
        updates.iter().partition(|letter| letter.contains("26. november 2022"));
    assert!(moved.len() >= 14, "{updates:?}");
    for letter in moved.iter().filter(|letter| letter.contains("Tidligere tid: torsdag 24.")) {
        assert!(letter.contains("er flyttet") && !letter.contains("avlyst"), "{letter}");
    }
    let cancelled = letters(&desk, "2022-08-23T1000", "cancellation");
    assert!(!cancelled.is_empty() || !off.is_empty());
    for letter in cancelled.iter().chain(off) {
        assert!(letter.contains("avlyst. Lokalet er opptatt.") || letter.contains("avlyst. "), "{letter}");
        assert!(!letter.contains("ikke lenger plass"), "{letter}");
    }
}

#[test]
fn who_is_recorded_on_a_date_is_told_of_no_change_there() {
    let desk = Desk::invited();
    desk.done("outbox --mark-sent --now 2022-08-22T10:30");
    desk.done("attendance 22.11 --all-except Oslo --yes --now 2022-11-23T09:00");
    desk.edit("exercise.toml", "eksempel-22-november", "eksempel-ny");
    assert!(desk.done("invite --now 2022-11-23T10:00").contains("No letter is due"));
    assert!(desk.done("status --format json --now 2022-11-23T10:00").contains("\"letters_due\": 0"));
}

#[test]
fn a_meeting_that_moves_into_a_house_loses_its_link_if_that_is_said() {
    let desk = Desk::invited();
    let said = desk.done("move 24.11 24.11 --place Fylkeshuset --now 2022-08-23T09:00");
    assert!(said.contains("It keeps its link.") && said.contains("--no-link"), "{said}");
    let said = desk.done("move 24.11 24.11 --place Fylkeshuset --no-link --now 2022-08-23T09:10");
    assert!(!said.contains("It keeps its link."), "{said}");
    let text = desk.read("exercise.toml");
    let date = text.split("[[date]]").find(|date| date.contains("2022-11-24")).expect("it is there");
    assert!(date.contains("Fylkeshuset") && !date.contains("link ="), "{date}");
    desk.done("check --now 2022-08-23T09:20");
    desk.done("invite --send --now 2022-08-23T10:00");
    let updates = letters(&desk, "2022-08-23T1000", "update");
    assert!(updates.len() == 14 && updates.iter().all(|update| !update.contains("https://teams")), "{}", updates[0]);
}

#[test]
fn what_is_written_and_no_longer_true_is_named_in_the_outbox() {
    let desk = Desk::invited();
    assert!(!desk.done("outbox --now 2022-08-22T11:00").contains("Written before the date was moved"));
    desk.done("call-off 1.12 --now 2022-08-23T09:00");
    let listed = desk.done("outbox --now 2022-08-23T09:10");
    assert!(listed.contains("Written before the date was moved or called off."), "{listed}");
    assert_eq!(desk.done("outbox --format json --now 2022-08-23T09:10").matches("\"outdated\": true").count(), 3);
}

#[test]
fn what_was_said_of_a_date_that_was_moved_is_told_with_the_day_that_it_is_now() {
    let desk = Desk::invited();
    desk.done("move 24.11 25.11 --now 2022-08-23T09:00");
    let history = desk.done("history Asker --now 2022-08-23T09:10");
    assert!(
        history.contains("2022-11-24, then 2022-11-22") && history.contains("2022-11-24 is 2022-11-25 now"),
        "{history}"
    );
    // The lead who types an answer knows of it.
    let refused = says(&desk, "register Asker --first 24.11 --now 2022-08-23T09:20");
    assert!(refused.starts_with("2\n") && refused.contains("25.11.2022"), "{refused}");
    desk.done("call-off 25.11 --now 2022-08-23T10:00");
    assert!(desk.done("roster 25.11 --now 2022-08-23T10:10").contains("This date is called off."));
}

#[test]
fn what_is_moved_there_and_back_makes_nothing_due() {
    let desk = Desk::invited();
    desk.done("move 24.11 25.11 --now 2022-08-23T09:00");
    let back = desk.done("move 25.11 24.11 --now 2022-08-23T09:01");
    assert!(!back.contains("no longer true"), "{back}");
}

#[test]
fn a_date_that_comes_to_the_day_of_another_makes_no_receipt_of_that_due() {
    let desk = Desk::invited();
    desk.done("receipts --send --now 2022-08-22T11:00");
    desk.done("move 22.11 \"24.11.2022 13:00-15:00\" --now 2022-08-23T09:00");
    let due = desk.done("receipts --format csv --now 2022-08-23T10:00");
    // Eidsvoll asked for the 24th alone, in whatever order.
    let table = desk.read("data/registrations.csv");
    let untouched = table.lines().find(|row| !row.contains("2022-11-24 13:00") && row.contains("2022-11-24 09:30"));
    let name = untouched.and_then(|row| row.split(';').nth(1)).expect("somebody asked for the other alone");
    assert!(due.lines().any(|row| row.contains(name) && !row.contains(";due;")), "{name}: {due}");
    assert!(due.lines().any(|row| row.contains(";due;")), "{due}");
}

#[test]
fn a_receipt_of_a_date_that_was_moved_since_says_so() {
    let desk = Desk::invited();
    desk.done("receipts --send --now 2022-08-22T11:00");
    desk.done("move 24.11 25.11 --now 2022-08-23T09:00");
    let due = desk.done("receipts --now 2022-08-23T10:00");
    assert!(due.contains("asked for a date that was moved") && !due.contains("has changed its registration"), "{due}");
    let letter = desk.done("receipts --show Vestby --now 2022-08-23T10:00");
    assert!(letter.contains("fredag 25. november 2022 kl. 09.30–11.30 (flyttet etter at dere svarte)"), "{letter}");
    assert_eq!(letter.matches("flyttet etter").count(), 1, "{letter}");
    desk.done("receipts --send --now 2022-08-23T10:00");
    assert!(!desk.done("receipts --format csv --now 2022-08-23T11:00").contains(";due;"));
    // Who says the same again after that asks for the date as it is.
    desk.write("data/incoming/again.csv", "Kommune;Pri 1;Pri 2\nVestby;25.11.2022;22.11.2022\n");
    desk.done("import data/incoming/again.csv --now 2022-08-24T09:00");
    let letter = desk.done("receipts --show Vestby --now 2022-08-24T10:00");
    assert!(letter.contains("25. november") && !letter.contains("flyttet etter"), "{letter}");
}
