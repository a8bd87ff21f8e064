//! What a lead types and sees, as text: the README, the guide and every file in tests/sessions.
//!
//! A session is Markdown. Its first line says what the folder holds: `<!-- folder: sample -->` or
//! `<!-- folder: empty -->`. In a `console` block, `$ ovelse …` is run and what it prints must be what
//! follows; a line `...` stands for any lines. A block whose opening names a file writes that file.
//! After a change on purpose: SNAPSHOTS=overwrite cargo test --test sessions

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up should say so"
)]

mod common;

use std::fmt::Write;
use std::path::{Path, PathBuf};

use common::{Desk, words};
use snapbox::{Assert, Data};

#[test]
fn the_readme_tells_the_truth() {
    assert_session(&Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md"));
}

#[test]
fn the_guide_for_those_who_never_opened_a_terminal_tells_the_truth() {
    assert_session(&Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/veiledning.md"));
}

/// Of `ovelse remind --send` in a text, `remind` must be a command and `--send` an option of it.
#[test]
fn commands_and_options_that_the_texts_name_exist() {
    let commands = ovelse::commands::command_line();
    for file in ["README.md", "docs/veiledning.md"] {
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
        let spans: Vec<&str> = text.split('`').filter_map(|span| span.strip_prefix("ovelse ")).collect();
        assert!(spans.len() > 10, "{file} names commands");
        for span in spans {
            let mut words = span.split([' ', '\n']);
            let Some(name) = words.next().filter(|word| !word.starts_with('-')) else { continue };
            let command = commands.find_subcommand(name).unwrap_or_else(|| panic!("{file}: ovelse {span}"));
            for option in words.filter_map(|word| word.strip_prefix("--")).filter(|option| *option != "help") {
                let is_known =
                    |command: &clap::Command| command.get_arguments().any(|one| one.get_long() == Some(option));
                assert!(is_known(command) || is_known(&commands), "{file}: ovelse {span}");
            }
        }
    }
}

#[test]
fn each_session_goes_as_written() {
    for session in sessions() {
        assert_session(&session);
    }
}

fn sessions() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sessions");
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

fn assert_session(path: &Path) {
    let written = std::fs::read_to_string(path).unwrap().replace("\r\n", "\n");
    let expected = Data::read_from(path, None).raw();
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
            printed.replace(desk.root().to_str().unwrap(), "/exercise")
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
