//! Those without a date: why they have none, what they are asked to choose from, and whom a seat that opens is offered to.

use crate::common::{Desk, letters, plain_text, says, words};

/// Asker and Bærum must be on the same date; there is room for one more on the first, and for both on the second.
fn in_a_group() -> Desk {
    let desk = Desk::begun();
    desk.edit("exercise.toml", "capacity = 30", "link = \"https://example.no/1\"\ncapacity = 2");
    let date = |day: u32, more: &str| {
        format!(
            "\n[[date]]\nstart = 2027-11-{day}T09:30:00\nend = 2027-11-{day}T11:30:00\ncapacity = 2\nlink = \"https://example.no/{day}\"\n{more}"
        )
    };
    let group = "\n[[group]]\nname = \"To\"\nrule = \"same-date\"\nmembers = [\"Asker\", \"Bærum\"]\n";
    let text = desk.read("exercise.toml") + &date(25, "") + &date(26, "minimum = 2\n") + group;
    desk.write("exercise.toml", text);
    for (name, first) in [("Lillestrøm", "24.11"), ("Bærum", "25.11"), ("Asker", "24.11")] {
        desk.done(&format!("register {name} --first {first} --email {}@example.no --now 2027-02-01T09:00", name.len()));
    }
    desk.run(&words("assign --now 2027-10-01T09:00"));
    desk
}

#[test]
fn only_what_a_municipality_could_get_is_offered_and_all_give_the_same_reason() {
    let desk = in_a_group();
    assert!(says(&desk, "assign --dry-run").contains("Without a date (a group is in the way): Asker"));
    assert!(says(&desk, "status --now 2027-10-01T10:00").contains("Without a date (a group is in the way): Asker"));
    let explained = says(&desk, "explain Asker");
    assert!(explained.contains("A group is in the way of the dates with room."), "{explained}");
    assert!(says(&desk, "explain Asker --format json").contains("\"without_date\": \"group\""));
    let listed = says(&desk, "invite --now 2027-10-01T10:00");
    assert!(listed.contains("a group is in the way of the dates with room"), "{listed}");
    desk.done("invite --send --now 2027-10-01T10:00");
    let [letter] = letters(&desk, "2027-10-01T1000", "unplaced").try_into().expect("one letter");
    // Of the dates with room, the first breaks the rule of the group, and on the last are too few.
    assert!(
        letter.contains("25. november 2027") && !letter.contains("24. november") && !letter.contains("26. november"),
        "{letter}"
    );
    assert!(letter.contains("kan ikke kombineres"), "{letter}");
    // What is offered can be had.
    desk.done("register Asker --first 25.11 --now 2027-10-02T09:00");
    desk.done("assign --now 2027-10-02T10:00");
    assert!(desk.read("data/assignments.csv").contains("Asker;2027-11-25"));
}

#[test]
fn whom_assigning_again_gives_a_date_is_not_asked_for_another_one() {
    let desk = three_wait_unasked();
    assert!(says(&desk, "invite --now 2027-10-01T09:30").contains("every date that it asked for is full"));
    desk.edit("exercise.toml", "capacity = 1 ", "capacity = 4 ");
    let listed = says(&desk, "invite --kind unplaced --now 2027-10-01T09:30");
    assert!(listed.contains("No letter is due"), "{listed}");
    let status = says(&desk, "status --now 2027-10-01T09:30");
    assert!(status.contains("Without a date (there is room: assign again)"), "{status}");
    assert!(says(&desk, "status --now 2027-10-01T09:30").contains("Next: ovelse assign"));
    desk.done("assign --now 2027-10-01T09:40");
    desk.done("invite --send --now 2027-10-01T10:00");
    assert_eq!(letters(&desk, "2027-10-01T1000", "unplaced").len(), 0);
}

#[test]
fn where_nothing_is_open_nobody_is_asked_to_choose() {
    let desk = in_a_group();
    desk.edit("exercise.toml", "2027-11-25T09:30:00", "2027-11-25T09:30:00 # full soon");
    desk.done("register Oslo --first 25.11 --email o@example.no --now 2027-10-01T09:10");
    desk.run(&words("assign --now 2027-10-01T09:20"));
    desk.done("invite --send --now 2027-10-01T10:00");
    let file = desk.files("data/outbox").into_iter().find(|file| file.contains("unplaced")).expect("it is written");
    let message = desk.read(&format!("data/outbox/{file}"));
    let parsed = mail_parser::MessageParser::default().parse(&message).expect("it is a mail");
    assert!(parsed.subject().is_some_and(|subject| subject.starts_with("Ingen ledig dato ennå")), "{message}");
    assert!(plain_text(&message).contains("har vi ingen dato å tilby dere"));
}

/// Three wait for one full date, one after the other, and have been asked for another one.
fn three_wait() -> Desk {
    let desk = three_wait_unasked();
    desk.done("invite --send --now 2027-10-01T10:00");
    assert_eq!(letters(&desk, "2027-10-01T1000", "unplaced").len(), 3);
    desk
}

/// The same before anybody was written to.
fn three_wait_unasked() -> Desk {
    let desk = Desk::begun();
    desk.edit("exercise.toml", "capacity = 30", "link = \"https://example.no/1\"\ncapacity = 1");
    let second = "\n[[date]]\nstart = 2027-11-25T09:30:00\nend = 2027-11-25T11:30:00\ncapacity = 01\nlink = \"https://example.no/2\"\n";
    desk.write("exercise.toml", desk.read("exercise.toml") + &second.replace("01", "1 # 25"));
    desk.done("register Lørenskog --first 25.11 --email p0@example.no --now 2027-02-01T08:00");
    for (day, name) in [(1, "Lillestrøm"), (2, "Bærum"), (3, "Asker"), (4, "Oslo")] {
        desk.done(&format!("register {name} --first 24.11 --email p{day}@example.no --now 2027-02-0{day}T09:00"));
    }
    desk.run(&words("assign --now 2027-10-01T09:00"));
    desk
}

/// Whom a seat is offered to, by those who are due the letter.
fn offered(desk: &Desk, now: &str, more: &str) -> Vec<String> {
    let listed = desk.done(&format!("invite --format csv --now {now}{more}"));
    let rows = listed.lines().filter(|row| row.contains("seat-open"));
    rows.map(|row| row.split(';').nth(4).expect("a name").to_owned()).collect()
}

#[test]
fn a_seat_that_opens_is_offered_to_the_next_in_the_queue_and_to_no_more_than_there_are_seats() {
    let desk = three_wait();
    assert_eq!(offered(&desk, "2027-10-02T09:00", ""), Vec::<String>::new(), "nothing has opened");
    desk.edit("exercise.toml", "capacity = 1 # 25", "capacity = 2 # 25");
    assert_eq!(offered(&desk, "2027-10-02T09:00", ""), ["Bærum"], "it was the first of them");
    assert_eq!(offered(&desk, "2027-10-02T09:00", " --offer-to-all").len(), 3);
    assert!(desk.done("status --format json --now 2027-10-02T09:00").contains("\"step\": \"invite\""));
    desk.done("invite --send --now 2027-10-02T10:00");
    desk.done("outbox --mark-sent --now 2027-10-02T10:00");
    let [letter] = letters(&desk, "2027-10-02T1000", "seat-open").try_into().expect("one letter");
    assert!(letter.contains("25. november 2027") && letter.contains("til og med lørdag 9. oktober 2027"), "{letter}");
    assert_eq!(offered(&desk, "2027-10-02T11:00", ""), Vec::<String>::new(), "it is kept for Bærum");
    assert_eq!(offered(&desk, "2027-10-09T23:00", ""), Vec::<String>::new(), "until the last hour of that day");
    assert_eq!(offered(&desk, "2027-10-10T09:00", ""), ["Asker"], "then the next one has its turn");
    // Who says no is out, and a second seat is offered beside the first.
    desk.done("register Bærum --declined --now 2027-10-03T09:00");
    assert_eq!(offered(&desk, "2027-10-03T10:00", ""), ["Asker"]);
    desk.edit("exercise.toml", "capacity = 2 # 25", "capacity = 3 # 25");
    let mut both = offered(&desk, "2027-10-03T10:00", "");
    both.sort();
    assert_eq!(both, ["Asker", "Oslo"]);
    // Whoever takes it is placed and invited.
    for name in ["Asker", "Oslo"] {
        desk.done(&format!("register {name} --first 25.11 --now 2027-10-03T10:30"));
    }
    desk.run(&words("assign --now 2027-10-03T11:00"));
    desk.done("invite --send --now 2027-10-03T12:00");
    assert_eq!(letters(&desk, "2027-10-03T1200", "invitation").len(), 2);
    assert!(desk.done("invite --now 2027-10-03T13:00").contains("No letter is due."));
}

#[test]
fn what_was_offered_once_is_not_offered_again_and_earlier_letters_offered_everything() {
    let desk = three_wait();
    let log = desk.read("data/deliveries.jsonl");
    let earlier = log.replace("\"offers\":[],", "");
    assert_ne!(log, earlier, "it notes that nothing was offered");
    desk.edit("exercise.toml", "capacity = 1 # 25", "capacity = 2 # 25");
    desk.write("data/deliveries.jsonl", earlier);
    assert_eq!(offered(&desk, "2027-10-02T09:00", ""), Vec::<String>::new());
    desk.write("data/deliveries.jsonl", log);
    desk.done("invite --send --offer-to-all --now 2027-10-02T10:00");
    assert_eq!(letters(&desk, "2027-10-02T1000", "seat-open").len(), 3);
    for letter in letters(&desk, "2027-10-02T1000", "seat-open") {
        assert!(letter.contains("ikke av til dere") && !letter.contains("til og med"), "{letter}");
        assert!(!letter.contains("for tur"), "{letter}");
    }
    for now in ["2027-10-02T11:00", "2027-10-20T11:00"] {
        assert_eq!(offered(&desk, now, ""), Vec::<String>::new(), "{now}");
    }
}

#[test]
fn an_offer_stands_beside_the_ones_before_it_and_none_is_made_twice() {
    let desk = three_wait();
    let added = |day: u32| {
        let date = format!(
            "\n[[date]]\nstart = 2027-11-{day}T09:30:00\nend = 2027-11-{day}T11:30:00\ncapacity = 1\nlink = \"https://example.no/{day}\"\n"
        );
        desk.write("exercise.toml", desk.read("exercise.toml") + &date);
    };
    for (day, at) in [(26, "2027-10-02"), (29, "2027-10-03")] {
        added(day);
        // The seat of the day before is still kept for Bærum, and is the only one that it knows of.
        assert_eq!(offered(&desk, &format!("{at}T09:00"), ""), ["Bærum"]);
        desk.done(&format!("invite --send --now {at}T10:00"));
        desk.done(&format!("outbox --mark-sent --now {at}T10:00"));
        let [letter] = letters(&desk, &format!("{at}T1000"), "seat-open").try_into().expect("one letter");
        assert!(letter.contains(&format!("{day}. november 2027")), "{letter}");
        assert_eq!(letter.matches(". november 2027").count(), 1, "{letter}");
        assert_eq!(offered(&desk, &format!("{at}T11:00"), ""), Vec::<String>::new(), "both are kept for Bærum");
    }
    // Each offer ends by itself, and its seat goes to the next in the queue.
    assert_eq!(offered(&desk, "2027-10-10T09:00", ""), ["Asker"]);
    desk.done("invite --send --now 2027-10-10T10:00");
    let [letter] = letters(&desk, "2027-10-10T1000", "seat-open").try_into().expect("one letter");
    assert!(letter.contains("26. november 2027") && !letter.contains("29. november"), "{letter}");
}

#[test]
fn a_seat_that_is_kept_for_one_is_given_to_no_other() {
    let desk = three_wait();
    desk.edit("exercise.toml", "capacity = 1 # 25", "capacity = 2 # 25");
    desk.done("invite --send --now 2027-10-02T10:00");
    assert!(letters(&desk, "2027-10-02T1000", "seat-open")[0].contains("til og med lørdag 9. oktober 2027"));
    // Two others ask for the date that is kept for Bærum.
    desk.done("register Asker --first 25.11 --now 2027-10-03T09:00");
    desk.done("register Oslo --first 25.11 --now 2027-10-03T09:10");
    let said = desk.run(&words("assign --now 2027-10-03T10:00"));
    assert!(
        said.out.contains("A seat on 25 November is kept for Bærum, to whom it was offered until 9 October 2027."),
        "{}",
        said.out
    );
    assert!(!desk.read("data/assignments.csv").contains("Asker;2027-11-25"));
    let status = desk.done("status --now 2027-10-03T10:10");
    assert!(!status.contains("Next: ovelse assign\n"), "nothing to assign while the offer stands: {status}");
    assert!(status.contains("Offered     25 November, kept for Bærum until 9 October 2027"), "{status}");
    // A pin takes the last seat that is kept, and says so.
    let mut other = desk.copy();
    other.cd("o");
    let pinned = other.done("pin Asker 25.11 --now 2027-10-03T10:20");
    assert!(pinned.contains("This leaves fewer seats than were offered") && pinned.contains("Bærum"), "{pinned}");
    // Who was offered it and takes it has it.
    let mut taken = desk.copy();
    taken.cd("o");
    taken.done("register Bærum --first 24.11 --second 25.11 --now 2027-10-08T09:00");
    // As its second choice, too, and however often dates are assigned before it is told.
    for _ in 0..2 {
        taken.run(&words("assign --now 2027-10-08T10:00"));
        assert!(taken.read("data/assignments.csv").contains("Bærum;2027-11-25"));
        assert!(!taken.read("data/assignments.csv").contains("Asker;2027-11-25"));
    }
    // When it ends, it is anybody's.
    assert!(desk.done("status --now 2027-10-10T09:00").contains("Next: ovelse assign\n"));
    desk.run(&words("assign --now 2027-10-10T10:00"));
    let assigned = desk.read("data/assignments.csv");
    assert!(assigned.contains("Asker;2027-11-25") || assigned.contains("Oslo;2027-11-25"), "{assigned}");
}

#[test]
fn a_seat_on_a_date_that_was_asked_for_is_assigned_and_not_offered() {
    let desk = three_wait();
    desk.edit("exercise.toml", "capacity = 1 ", "capacity = 2 ");
    assert_eq!(offered(&desk, "2027-10-02T09:00", ""), Vec::<String>::new());
    assert!(desk.done("status --format json --now 2027-10-02T09:00").contains("\"step\": \"assign\""));
}

#[test]
fn two_letters_of_a_kind_within_a_minute_have_files_of_their_own() {
    let desk = three_wait();
    desk.done("outbox --mark-sent --now 2027-10-01T10:00");
    let files = || -> Vec<String> {
        desk.files("data/outbox").into_iter().filter(|file| file.contains("Asker-unplaced")).collect()
    };
    let [first] = files().try_into().expect("one letter");
    let mail = desk.read(&format!("data/outbox/{first}"));
    let id = mail.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("it has one");
    desk.write(
        "retur.eml",
        format!(
            "From: MAILER-DAEMON@example.no\r\nMessage-ID: <r@example.no>\r\nDate: Fri, 1 Oct 2027 10:00:00 +0200\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\
             Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; example.no\r\n\r\n\
             Final-Recipient: rfc822; p3@example.no\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n--b\r\n\
             Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {id}\r\n\r\n--b--\r\n"
        ),
    );
    desk.run(&words("replies retur.eml --now 2027-10-01T10:00"));
    desk.done("settle Asker --resend --now 2027-10-01T10:00");
    desk.done("invite --send --now 2027-10-01T10:00");
    let both = files();
    assert!(both.len() == 2 && both.contains(&first), "{both:?}");
}

#[test]
fn no_seat_is_offered_before_those_who_asked_for_it_are_assigned() {
    let desk = three_wait();
    // Asker asks for the other date too, and waits for both.
    desk.done("register Asker --first 24.11 --second 25.11 --now 2027-10-01T11:00");
    desk.run(&words("assign --now 2027-10-01T11:10"));
    desk.edit("exercise.toml", "capacity = 1 # 25", "capacity = 2 # 25");
    assert_eq!(offered(&desk, "2027-10-02T09:00", ""), Vec::<String>::new(), "the seat is Asker's to have");
    desk.run(&words("assign --now 2027-10-02T09:10"));
    assert!(desk.read("data/assignments.csv").contains("Asker;2027-11-25"));
    desk.edit("exercise.toml", "capacity = 2 # 25", "capacity = 3 # 25");
    assert_eq!(offered(&desk, "2027-10-02T09:20", ""), ["Bærum"]);
}

/// Bærum was offered a seat on 25 November, until 9 October.
fn offered_to_baerum() -> Desk {
    let desk = three_wait();
    desk.edit("exercise.toml", "capacity = 1 # 25", "capacity = 2 # 25");
    desk.done("invite --send --now 2027-10-02T10:00");
    assert_eq!(letters(&desk, "2027-10-02T1000", "seat-open").len(), 1);
    desk
}

#[test]
fn who_was_offered_a_seat_on_a_date_that_is_called_off_is_told() {
    let desk = offered_to_baerum();
    desk.done("call-off 25.11 --note Brann. --now 2027-10-03T09:00");
    desk.run(&words("assign --now 2027-10-03T09:10"));
    desk.done("invite --send --now 2027-10-03T10:00");
    let told = letters(&desk, "2027-10-03T1000", "unplaced");
    let told: Vec<_> = told.iter().filter(|letter| letter.contains("Til Bærum kommune")).collect();
    assert!(
        told.len() == 1 && told[0].contains("Vi har tilbudt dere en dato som er avlyst eller flyttet."),
        "{told:?}"
    );
    assert!(desk.done("invite --only Bærum --now 2027-10-03T11:00").contains("No letter is due."));
}

#[test]
fn who_takes_an_offer_too_late_is_told_that_the_seat_is_gone() {
    let desk = offered_to_baerum();
    desk.done("outbox --mark-sent --now 2027-10-02T10:00");
    // It has gone to the next one, who takes it.
    desk.done("invite --send --now 2027-10-10T09:00");
    desk.done("register Asker --first 25.11 --now 2027-10-10T10:00");
    desk.run(&words("assign --now 2027-10-10T11:00"));
    desk.done("invite --send --now 2027-10-10T12:00");
    desk.done("register Bærum --first 25.11 --now 2027-10-11T09:00");
    desk.run(&words("assign --now 2027-10-11T10:00"));
    desk.done("invite --send --now 2027-10-11T11:00");
    let [letter] = letters(&desk, "2027-10-11T1100", "unplaced").try_into().expect("one letter");
    assert!(letter.contains("Til Bærum kommune") && letter.contains("ikke plass på datoen dere ønsket"), "{letter}");
    assert!(desk.done("invite --now 2027-10-11T12:00").contains("No letter is due."));
}

#[test]
fn a_seat_that_is_kept_moves_with_its_date() {
    for is_by_hand in [false, true] {
        let desk = offered_to_baerum();
        if is_by_hand {
            desk.edit("exercise.toml", "start = 2027-11-25T09:30", "start = 2027-11-25T09:00");
        } else {
            desk.done("move 25.11 26.11 --now 2027-10-03T09:00");
        }
        let day = if is_by_hand { "25.11" } else { "26.11" };
        desk.done(&format!("register Asker --first {day} --now 2027-10-03T09:10"));
        let said = desk.run(&words("assign --now 2027-10-03T10:00"));
        assert!(said.out.contains(" is kept for Bærum, to whom it was offered until 9 October 2027."), "{}", said.out);
        desk.done("invite --send --now 2027-10-03T11:00");
        let [letter] = letters(&desk, "2027-10-03T1100", "seat-open").try_into().expect("one letter");
        assert!(letter.contains("Plassen vi holder av til dere") && letter.contains("er flyttet hit"), "{letter}");
        assert!(letter.contains(if is_by_hand { "09.00–11.30" } else { "26. november" }), "{letter}");
        assert!(desk.done("invite --only Bærum --now 2027-10-03T12:00").contains("No letter is due."));
        desk.done(&format!("register Bærum --first {day} --now 2027-10-04T09:00"));
        desk.run(&words("assign --now 2027-10-04T10:00"));
        assert!(desk.read("data/assignments.csv").contains("Bærum;2027-11-2"), "{}", desk.read("data/assignments.csv"));
    }
}

#[test]
fn a_draft_of_an_offer_that_stands_no_longer_is_not_to_be_sent() {
    let desk = offered_to_baerum();
    let listed = desk.done("outbox --now 2027-10-09T09:00");
    assert!(!listed.contains("Not to be sent any more"), "{listed}");
    let listed = desk.done("outbox --now 2027-10-10T09:00");
    assert!(listed.contains("Not to be sent any more, as the seat is kept no longer: Bærum."), "{listed}");
    // It was never offered, so it is offered now.
    assert_eq!(offered(&desk, "2027-10-10T09:00", ""), ["Bærum"]);
    desk.done("outbox --mark-sent Bærum --now 2027-10-10T09:10");
    assert_eq!(offered(&desk, "2027-10-10T09:20", ""), ["Asker"]);
}

#[test]
fn who_was_to_choose_from_dates_that_are_called_off_or_moved_is_told() {
    let desk = three_wait_unasked();
    desk.edit("exercise.toml", "capacity = 1 # 25", "capacity = 2 # 25");
    desk.done("invite --send --now 2027-10-01T10:00");
    assert_eq!(letters(&desk, "2027-10-01T1000", "unplaced").len(), 3);
    let mut moved = desk.copy();
    moved.cd("o");
    moved.done("move 25.11 26.11 --now 2027-10-02T09:00");
    desk.done("call-off 25.11 --now 2027-10-02T09:00");
    desk.run(&words("assign --now 2027-10-02T09:10"));
    for (desk, told) in [(&desk, "ingen dato å tilby"), (&moved, "26. november 2027")] {
        desk.done("invite --send --now 2027-10-02T10:00");
        let again = letters(desk, "2027-10-02T1000", "unplaced");
        let of_baerum = again.iter().find(|letter| letter.contains("Til Bærum kommune")).expect("a letter");
        assert!(of_baerum.contains("avlyst eller flyttet") && of_baerum.contains(told), "{of_baerum}");
        assert!(desk.done("invite --only Bærum --now 2027-10-02T11:00").contains("No letter is due."));
    }
}
