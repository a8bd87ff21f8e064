//! To whom `ovelse mail` sends the lead's own words, and what it lists as due.

use crate::common::{Desk, words};

/// The sample, invited, with what three contacts answer in their calendars.
fn answered() -> Desk {
    let desk = Desk::invited();
    for (municipality, address, answer) in [
        ("Asker", "frode.pafunn@example.no", "ACCEPTED"),
        ("Gol", "tone.monster@example.no", "DECLINED"),
        ("Bærum", "oystein.utkast@example.no", "TENTATIVE"),
    ] {
        let calendar = desk.done(&format!("preview {municipality} --part ics"));
        let uid = calendar.lines().find_map(|line| line.strip_prefix("UID:")).expect("it has one").trim();
        let reply = format!(
            "From: {address}\r\nMessage-ID: <{answer}@example.no>\r\nDate: Tue, 23 Aug 2022 10:15:00 +0200\r\n\
             Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\n\
             BEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:0\r\nDTSTAMP:20220823T081500Z\r\n\
             ATTENDEE;PARTSTAT={answer}:mailto:{address}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        desk.write(&format!("svar/{answer}.eml"), reply);
    }
    desk.done("outbox --mark-sent --now 2022-08-22T11:00");
    desk.run(&["replies", "svar"]);
    desk.write("hei.txt", "Emne: Hei\n\nHei, {{ municipality }}.\n");
    desk
}

/// The municipalities that a message is due to, with the reason.
fn due(desk: &Desk, whom: &str) -> Vec<(String, String)> {
    let table = desk.done(&format!("mail hei.txt {whom} --now 2022-08-24T09:00 --format csv"));
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(';').collect();
        (cells[4] == "due").then(|| (cells[1].to_owned(), cells[5].to_owned()))
    };
    table.lines().skip(1).filter_map(row).collect()
}

#[test]
fn each_word_names_those_whom_it_says() {
    let desk = answered();
    let groups = "\n[[group]]\nname = \"vertskommuner\"\nrule = \"different-dates\"\nmembers = [\"Asker\", \"Gol\"]\n";
    let exercise = desk.read("exercise.toml");
    desk.write("exercise.toml", format!("{exercise}{groups}"));
    let count = |whom: &str| due(&desk, whom).len();
    let reason = |whom: &str| due(&desk, whom).first().map(|(_, why)| why.clone()).unwrap_or_default();
    assert_eq!((count("--to all"), reason("--to all")), (52, "is invited".to_owned()));
    let placed = count("--to placed");
    let unplaced = due(&desk, "--to unplaced");
    assert_eq!(unplaced, [("Nannestad".to_owned(), "takes part and has no date".to_owned())]);
    assert_eq!(placed + unplaced.len() + count("--to unanswered") + count("--to declined"), 52);
    assert_eq!(due(&desk, "--to accepted"), [("Asker".to_owned(), "has accepted the invitation".to_owned())]);
    let silent = due(&desk, "--to silent");
    assert_eq!(silent.len(), placed - 3);
    assert!(silent.iter().all(|(name, why)| {
        !["Asker", "Gol", "Bærum"].contains(&name.as_str()) && why == "has not answered the invitation"
    }));
    let group = due(&desk, "--to group:vertskommuner");
    assert_eq!(group.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Asker", "Gol"]);
    // Who is meant in two ways gets one letter.
    assert_eq!(count("--to group:vertskommuner --to accepted --to Gol"), 2);
    for (typed, said) in [
        (
            "group:vertskommune",
            "error: there is no group \"vertskommune\" in exercise.toml\n    Did you mean group:vertskommuner?",
        ),
        ("group:x", "error: there is no group \"x\" in exercise.toml\n    Groups are named under [[group]]"),
        ("acepted", "Did you mean accepted?"),
    ] {
        let refused = desk.run(&["mail", "hei.txt", "--to", typed]);
        assert!(refused.code == 2 && refused.err.contains(said), "{}", refused.err);
    }
}

#[test]
fn who_has_not_been_sent_the_invitation_is_not_asked_for_an_answer() {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk.write("hei.txt", "Emne: Hei\n\nHei.\n");
    assert_eq!(due(&desk, "--to silent"), []);
    desk.done("invite --send --only Asker --now 2022-08-22T10:00");
    // Written is not sent.
    let written = due(&desk, "--to silent").len();
    desk.done("outbox --mark-sent --now 2022-08-22T11:00");
    assert_eq!((written, due(&desk, "--to silent").len()), (0, 1));
}

#[test]
fn nothing_is_listed_as_due_that_would_not_be_sent() {
    let desk = answered();
    desk.write("exercise.toml", format!("{}\n[mail]\nmax_message_size = \"100 kB\"\n", desk.read("exercise.toml")));
    desk.write("kart.png", vec![0; 200_000]);
    let said = "more than max_message_size, 100000\n    Attach less, or raise max_message_size";
    for command in ["mail hei.txt --to Asker --attach kart.png", "directive kart.png"] {
        for more in ["", " --send"] {
            let refused = desk.run(&words(&format!("{command}{more}")));
            assert!(refused.code == 2 && refused.err.contains(said), "{command}{more}: {}", refused.err);
        }
    }
    // What cannot be in the header of a mail is left, and the others are sent.
    desk.write("hei.txt", "Emne: Hei {{ \"\u{7}\" if municipality == \"Asker kommune\" }}\n\nHei.\n");
    let listed = desk.done("mail hei.txt --to Asker --to Gol");
    let asker = listed.lines().find(|line| line.starts_with("Asker")).expect("it is listed");
    assert!(asker.contains("cannot be sent") && listed.contains("contains control characters"), "{listed}");
    assert!(listed.contains("1 letter is due."), "{listed}");
    assert!(desk.done("mail hei.txt --to Asker --format json").contains("\"impossible\""));
}

#[test]
fn a_mistake_names_the_word_that_letters_do_not_know() {
    let desk = answered();
    for (written, place, said) in [
        (
            "{{ unknwon }}",
            "3:4",
            "\"unknwon\" is not a name that this template can use\n    Use one that letters know, such as municipality",
        ),
        ("{{ unknwon|upper }}", "3:4", "\"unknwon\" is not a name"),
        ("{{ title ~ \" \" ~ unknwon }}", "3:18", "\"unknwon\" is not a name"),
        ("{{ møte }} {{ title }}", "3:4", "\"møte\" is not a name"),
        ("{{ municipalty|upper }}", "3:4", "Did you mean municipality?"),
        ("{{ Kommune }}", "3:4", "Did you mean municipality?"),
        ("{{ dato }}", "3:4", "Did you mean meeting.day?"),
        ("{{ title|uper }}", "3:10", "filter uper is unknown"),
    ] {
        desk.write("hei.txt", format!("Emne: Hei\n\n{written}\n"));
        let refused = desk.run(&["mail", "hei.txt", "--to", "Asker"]);
        let is_said = refused.err.contains(&format!("hei.txt:{place}: error: ")) && refused.err.contains(said);
        assert!(refused.code == 2 && is_said, "{written}: {}", refused.err);
    }
}
