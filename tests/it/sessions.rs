//! What a lead types and sees, as text: one test for each file in tests/sessions, and for each document with commands in it.
//!
//! A session is Markdown that says `<!-- folder: sample -->` or `<!-- folder: empty -->` at its top. In a `console` block,
//! `$ ovelse …` is run and must print what follows it; a line `...` stands for any lines. A block whose opening names a
//! file writes that file. The folder's path is shown as `/exercise`, the program's version as `VERSION`. After a change on purpose: `SNAPSHOTS=overwrite cargo test sessions`.

use std::fmt::Write;
use std::fs;

use snapbox::{Assert, Data};

use crate::common::{Desk, words};
use crate::documents::{documents, files, in_repository};

/// A test for each file, and a list of them all.
macro_rules! replay {
    ($($test:ident = $file:literal,)*) => {
        $(#[test] fn $test() { assert_session($file); })*
        const FILES: &[&str] = &[$($file),*];
    };
}

replay! {
    readme = "README.md",
    assigning = "docs/assigning.md",
    guide = "docs/guide.md",
    veiledning = "docs/veiledning.md",
    import_md = "docs/import.md",
    letters_md = "docs/letters.md",
    sending_md = "docs/sending.md",
    inbox_md = "docs/inbox.md",
    a_leads_day = "tests/sessions/a-leads-day.md",
    a_place_to_be = "tests/sessions/a-place-to-be.md",
    after_the_exercise = "tests/sessions/after-the-exercise.md",
    addresses = "tests/sessions/addresses.md",
    attendance = "tests/sessions/attendance.md",
    by_hand = "tests/sessions/by-hand.md",
    explain = "tests/sessions/explain.md",
    groups = "tests/sessions/groups.md",
    history = "tests/sessions/history.md",
    json = "tests/sessions/json.md",
    letters = "tests/sessions/letters.md",
    limit = "tests/sessions/limit.md",
    mail = "tests/sessions/mail.md",
    mistakes_in_groups = "tests/sessions/mistakes-in-groups.md",
    mistakes_in_the_exercise = "tests/sessions/mistakes-in-the-exercise.md",
    next_exercise = "tests/sessions/next-exercise.md",
    nowhere = "tests/sessions/nowhere.md",
    other_letters = "tests/sessions/other-letters.md",
    pins = "tests/sessions/pins.md",
    plan_changes = "tests/sessions/plan-changes.md",
    refused_rows = "tests/sessions/refused-rows.md",
    replies = "tests/sessions/replies.md",
    roster = "tests/sessions/roster.md",
    start = "tests/sessions/start.md",
    waiting_for_a_seat = "tests/sessions/waiting-for-a-seat.md",
    without_quotation_marks = "tests/sessions/without-quotation-marks.md",
    written_and_sent = "tests/sessions/written-and-sent.md",
}

#[test]
fn every_session_and_every_document_with_one_is_in_the_list() {
    let has_session = |file: &String| fs::read_to_string(in_repository(file)).unwrap().contains("<!-- folder: ");
    let (sessions, documents) = (files("tests/sessions"), documents());
    assert_eq!(sessions.iter().find(|file| !has_session(file)), None, "it does not say what its folder holds");
    let mut found: Vec<String> = sessions.into_iter().chain(documents.into_iter().filter(has_session)).collect();
    let mut listed = FILES.to_vec();
    listed.sort_unstable();
    found.sort_unstable();
    assert_eq!(listed, found);
}

fn assert_session(file: &str) {
    let path = in_repository(file);
    let written = fs::read_to_string(&path).unwrap().replace("\r\n", "\n");
    let expected = Data::read_from(&path, None).raw();
    Assert::new().action_env("SNAPSHOTS").eq(replayed(&written), expected);
}

/// The session with what is really printed in place of what is said to be.
fn replayed(session: &str) -> String {
    let mut desk = if session.contains("<!-- folder: sample -->") { Desk::sample() } else { Desk::empty() };
    let mut replayed = String::new();
    let mut lines = session.lines();
    while let Some(line) = lines.next() {
        writeln!(replayed, "{line}").unwrap();
        let Some(opening) = line.strip_prefix("```").filter(|opening| !opening.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        match opening.split_once(' ') {
            None if opening == "console" => run_block(&mut desk, &block, &mut replayed),
            Some((_, file)) => {
                desk.write(file, block.join("\n") + "\n");
                writeln!(replayed, "{}", block.join("\n")).unwrap();
            }
            None => writeln!(replayed, "{}", block.join("\n")).unwrap(),
        }
        writeln!(replayed, "```").unwrap();
    }
    replayed
}

fn run_block(desk: &mut Desk, block: &[&str], replayed: &mut String) {
    let mut lines = block.iter().peekable();
    while let Some(line) = lines.next() {
        let Some(command) = line.strip_prefix("$ ") else { continue };
        let mut said = String::new();
        while let Some(line) = lines.next_if(|line| !line.starts_with("$ ")) {
            writeln!(said, "{line}").unwrap();
        }
        let printed = run(desk, command);
        let shown = if agrees(&said, &printed) { &said } else { &printed };
        write!(replayed, "$ {command}\n{shown}").unwrap();
    }
}

fn run(desk: &mut Desk, command: &str) -> String {
    match words(command).as_slice() {
        ["cd", folder] => {
            desk.cd(folder);
            String::new()
        }
        ["cat", file] => desk.read(file).trim_start_matches('\u{feff}').replace("\r\n", "\n"),
        ["ovelse", arguments @ ..] => {
            let ran = match arguments {
                [arguments @ .., "<", file] => desk.run_with_input(arguments, &desk.read(file)),
                arguments => desk.run(arguments),
            };
            let ended = if ran.code == 0 { String::new() } else { format!("[exit code {}]\n", ran.code) };
            let printed = ran.out.trim_start_matches('\u{feff}').replace("\r\n", "\n") + &ran.err + &ended;
            let version = concat!("ovelse ", env!("CARGO_PKG_VERSION"));
            printed.replace(desk.root().to_str().unwrap(), "/exercise").replace(version, "ovelse VERSION")
        }
        other => panic!("a session can run ovelse, cat and cd, not {other:?}"),
    }
}

/// Whether what is said to be printed is what was; one line `...` stands for any number of lines.
fn agrees(said: &str, printed: &str) -> bool {
    let said = format!("\n{said}");
    match said.split_once("\n...\n") {
        Some((start, end)) => {
            let start = start.trim_start_matches('\n');
            printed.len() >= start.len() + end.len() && printed.starts_with(start) && printed.ends_with(end)
        }
        None => said[1..] == *printed,
    }
}
