//! What would take minutes, gigabytes or the stack is refused at once, named, with what to do: others decide how large their
//! files are.

use crate::common::Desk;

const HEADINGS: &str = "Kommune;Pri 1;Pri 2;Kontaktperson\n";

/// What a command says that must not be done.
fn refused(desk: &Desk, command: &[&str]) -> String {
    let ran = desk.run(command);
    assert_eq!(ran.code, 2, "{command:?}: {}{}", ran.out, ran.err);
    ran.out + &ran.err
}

#[test]
fn of_more_lists_than_anybody_writes_nothing_is_read() {
    let desk = Desk::sample();
    desk.write("a.csv", format!("{HEADINGS}\n").repeat(20_000));
    let said = refused(&desk, &["import", "a.csv"]);
    assert!(said.contains("a.csv:2003:1: error: there are more than 1000 lists in this file"), "{said}");
}

#[test]
fn of_rows_that_cannot_be_read_only_so_many_are_looked_at() {
    let desk = Desk::sample();
    desk.write("a.csv", format!("{HEADINGS}{}", "a\n".repeat(300_000)));
    let said = refused(&desk, &["import", "a.csv"]);
    assert!(said.contains("a.csv:100003:1: error: more than 100000 rows cannot be read"), "{said}");
}

#[test]
fn of_a_list_of_those_who_came_only_so_many_mistakes_are_looked_at() {
    let desk = Desk::invited();
    let rows: String = (0..50_000).map(|number| format!("K{number};ja;3\n")).collect();
    desk.write("a.csv", format!("Kommune;Deltok;Antall\n{rows}"));
    let said = refused(&desk, &["attendance", "24.11", "a.csv", "--now", "2022-11-25T09:00"]);
    assert!(
        said.contains("a.csv:1003:1: error: more than 1000 rows are wrong: nothing is read from here on"),
        "{said}"
    );
}

#[test]
fn of_a_list_of_those_who_answered_only_so_many_rows_are_looked_at() {
    let desk = Desk::invited();
    for (row, place) in [("a\n", "a.csv:1002:1"), ("Asker\n", "a.csv:100002:1")] {
        desk.write("a.csv", format!("Kommune\n{}", row.repeat(200_000)));
        let evaluation = ["evaluation", "--link", "https://example.no", "--answered", "a.csv"];
        let said = refused(&desk, &[&evaluation[..], &["--now", "2022-12-02T09:00"]].concat());
        assert!(said.contains(&format!("{place}: error: this is no list of municipalities")), "{said}");
    }
}

#[test]
fn an_exercise_has_only_so_many_groups_and_dates_and_its_title_is_a_line() {
    let desk = Desk::sample();
    let exercise = desk.read("exercise.toml");
    let group = |number: usize| {
        format!("\n[[group]]\nname = \"g{number}\"\nrule = \"same-date\"\nmembers = [\"3032\", \"3033\"]\n")
    };
    desk.write("exercise.toml", exercise.clone() + &(0..5000).map(group).collect::<String>());
    let said = refused(&desk, &["check"]);
    assert!(said.contains("there are more than 1000 tables [[group]]"), "{said}");
    desk.write("exercise.toml", exercise.replacen("theme = \"", &format!("theme = \"{}", "x".repeat(1_000_000)), 1));
    let said = refused(&desk, &["check"]);
    assert!(said.contains("…\" is longer than 1000 characters") && said.len() < 1000, "{said}");
}

#[test]
fn the_name_of_a_municipality_is_no_book() {
    let desk = Desk::sample();
    let list = desk.read("data/municipalities.csv");
    desk.write("data/municipalities.csv", list.replacen("Gol", &"x".repeat(1_000_000), 1));
    let said = refused(&desk, &["check"]);
    assert!(said.contains("a name has more than 250 characters") && said.len() < 1000, "{said}");
}

#[test]
fn a_template_does_not_quote_within_quotations_without_end() {
    let desk = Desk::sample();
    for name in ["invitation", "forwardable"] {
        desk.write(&format!("templates/nb/{name}.md"), format!("Emne: x\n\n{} hei\n", ">".repeat(20_000)));
        let said = refused(&desk, &["check"]);
        let problem = "error: a line of the template begins more than 32";
        assert!(said.contains(&format!("templates/nb/{name}.md:1:1: {problem}")), "{said}");
    }
}

#[test]
fn a_message_that_is_too_long_is_named_by_its_own_file() {
    let desk = Desk::invited();
    desk.write("brev.txt", format!("Emne: Hei\n\n{}", "x".repeat(5_000_000)));
    let said = refused(&desk, &["mail", "brev.txt", "--to", "Asker", "--show", "Asker"]);
    assert!(said.contains("brev.txt:1:1: error: the template comes to more than a letter can be"), "{said}");
}

/// An answer of Asker with a COMMENT and further lines.
fn answer(comment: &str, further: &str) -> String {
    format!(
        "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:c6c35297-e906-5652-8dc7-b5e20c9458d5\r\n\
         SEQUENCE:0\r\nDTSTAMP:20220823T081500Z\r\nCOMMENT:{comment}\r\n{further}\
         ATTENDEE;PARTSTAT=DECLINED:mailto:frode.pafunn@example.no\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

#[test]
fn of_a_long_comment_the_beginning_is_kept_and_shown() {
    let desk = Desk::invited();
    desk.write("a.ics", answer(&"x".repeat(200_000), ""));
    let said = desk.done("replies a.ics");
    assert!(said.len() < 20_000 && desk.read("data/replies.csv").len() < 5000, "{said}");
    let kept = desk.read("data/replies.csv");
    assert!(kept.contains(&format!("{}…", "x".repeat(1000))), "{kept}");
}

#[test]
fn a_calendar_with_a_line_without_end_is_named_and_the_others_are_read() {
    let desk = Desk::invited();
    desk.write("m/a.ics", answer("x", &format!("X-A{}:x\r\n", ";B=c".repeat(200_000))));
    desk.write("m/b.ics", answer("x", ""));
    let ran = desk.run(&["replies", "m"]);
    assert!(ran.out.contains("m/a.ics") && ran.out.contains("has more than 262144 bytes"), "{}", ran.out);
    assert!(ran.out.contains("1 new: 1 declined"), "{}", ran.out);
}

#[test]
fn of_a_mailbox_only_so_many_mails_are_read() {
    let desk = Desk::invited();
    desk.write("a.mbox", "From a@b Thu Aug 25 09:00:00 2022\n".repeat(100_000));
    let ran = desk.run(&["replies", "a.mbox", "--format", "csv"]);
    assert!(ran.out.contains("a.mbox#20001") && !ran.out.contains("a.mbox#20002"), "{}", ran.out.len());
}

#[cfg(unix)]
#[test]
fn a_pipe_in_a_folder_of_mails_is_named_and_the_others_are_read() {
    let desk = Desk::invited();
    desk.write("m/b.ics", answer("x", ""));
    assert!(std::process::Command::new("mkfifo").arg(desk.path("m/a.eml")).status().unwrap().success());
    let ran = desk.run(&["replies", "m"]);
    assert!(ran.out.contains("m/a.eml") && ran.out.contains("It is a pipe or a device"), "{}", ran.out);
    assert!(ran.out.contains("1 new: 1 declined"), "{}", ran.out);
}
