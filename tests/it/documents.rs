//! What the README and docs say that is not a session: commands, options, links and keys of JSON exist.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::common::Desk;

/// Of `ovelse remind --send` in a text, `remind` must be a command and `--send` an option of it.
#[test]
fn commands_and_options_that_the_documents_name_exist() {
    let commands = ovelse::commands::command_line();
    for file in documents() {
        let text = read(&file);
        for span in text.split('`').filter_map(|span| span.strip_prefix("ovelse ")) {
            let mut words = span.split([' ', '\n']);
            let Some(name) = words.next().filter(|word| !word.starts_with('-')) else { continue };
            let command = commands.find_subcommand(name).unwrap_or_else(|| panic!("{file}: ovelse {span}"));
            for option in words.filter_map(|word| word.strip_prefix("--")).filter(|option| *option != "help") {
                let has_option = |command: &clap::Command| {
                    command.get_arguments().any(|argument| argument.get_long() == Some(option))
                };
                assert!(has_option(command) || has_option(&commands), "{file}: ovelse {span}");
            }
        }
    }
}

#[test]
fn files_that_the_documents_link_to_exist() {
    for file in documents() {
        let text = read(&file);
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with("mailto:")) {
            let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
            let folder = in_repository(&file).parent().unwrap().to_owned();
            let target = if path.is_empty() { in_repository(&file) } else { folder.join(path) };
            assert!(target.exists(), "{file}: {link}");
            assert!(anchor.is_empty() || anchors(&target).contains(anchor), "{file}: {link}");
        }
    }
}

/// The headings of a document, as GitHub names them in links.
fn anchors(document: &Path) -> BTreeSet<String> {
    let text = fs::read_to_string(document).unwrap();
    let headings = text.lines().filter_map(|line| line.strip_prefix('#')).map(|line| line.trim_start_matches('#'));
    let name = |heading: &str| {
        let kept = heading.trim().to_lowercase().replace(' ', "-");
        kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect()
    };
    headings.map(name).collect()
}

/// Every key that a session prints is named in docs/json.md as `key`.
#[test]
fn every_key_of_the_json_is_documented() {
    let documented = read("docs/json.md");
    let printed: BTreeSet<String> = files("tests/sessions").iter().flat_map(|file| keys(&read(file))).collect();
    assert!(printed.len() > 100);
    let missing: Vec<&String> = printed.iter().filter(|key| !documented.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "docs/json.md says nothing about {missing:?}");
}

#[test]
fn commands_without_json_are_named_as_such() {
    let documented = read("docs/json.md");
    let without = documented.split("except").nth(1).unwrap().split("The JSON").next().unwrap();
    let makes_json = |command: &clap::Command| {
        let mut arguments = command.get_arguments();
        arguments.any(|argument| argument.get_possible_values().iter().any(|value| value.get_name() == "json"))
    };
    let commands = ovelse::commands::command_line();
    for command in commands.get_subcommands().filter(|command| !command.has_subcommands()) {
        let name = command.get_name();
        assert_ne!(makes_json(command), without.contains(&format!("`{name}`")), "{name}");
    }
}

#[test]
fn what_a_finding_has_in_json_is_documented() {
    use ovelse::findings::Severity::{Error, Notice, Warning};
    let documented = read("docs/json.md");
    for severity in [Error, Warning, Notice] {
        assert!(documented.contains(&format!("`{severity}`")), "{severity}");
    }
    let desk = Desk::sample();
    let found = desk.run(&["register", "Asker", "--first", "24.13", "--format", "json"]).out;
    assert!(found.contains("\"--first\"") && !found.contains("\"line\""), "{found}");
    assert!(documented.contains("`line` and `column` are left out"));
}

/// Every column of the tool's tables is named in docs/guide.md as `column`.
#[test]
fn every_column_of_the_tables_is_documented() {
    let desk = Desk::invited();
    desk.done("attendance 24.11 --all-except Gol --now 2022-11-24T15:00");
    desk.write("answer.ics", ANSWER);
    desk.done("replies answer.ics --now 2022-11-24T15:00");
    let documented = read("docs/guide.md");
    for table in ["registrations", "assignments", "attendance", "replies"] {
        let text = desk.read(&format!("data/{table}.csv"));
        let headings = text.trim_start_matches('\u{feff}').lines().next().unwrap();
        for heading in headings.split(';') {
            assert!(
                documented.contains(&format!("`{heading}`")),
                "docs/guide.md says nothing about {heading} in {table}"
            );
        }
    }
}

const ANSWER: &str = "BEGIN:VCALENDAR
METHOD:REPLY
VERSION:2.0
BEGIN:VEVENT
UID:c6c35297-e906-5652-8dc7-b5e20c9458d5
SEQUENCE:0
DTSTAMP:20220823T081500Z
ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:frode.pafunn@example.no
END:VEVENT
END:VCALENDAR
";

/// What stands in quotes before a colon at the beginning of a line.
fn keys(session: &str) -> Vec<String> {
    let key = |line: &str| Some(line.trim_start().strip_prefix('"')?.split_once("\": ")?.0.to_owned());
    session.lines().filter(|line| line.starts_with(' ')).filter_map(key).collect()
}

/// The README and what is in docs.
pub fn documents() -> Vec<String> {
    [vec!["README.md".to_owned()], files("docs")].concat()
}

/// The Markdown files of a folder, by their path in the repository.
pub fn files(folder: &str) -> Vec<String> {
    let entries = in_repository(folder).read_dir().unwrap();
    let names = entries.map(|entry| format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap()));
    names.filter(|name| name.ends_with(".md")).collect()
}

pub fn in_repository(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn read(file: &str) -> String {
    fs::read_to_string(in_repository(file)).unwrap()
}
