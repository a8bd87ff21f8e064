//! Every sentence that a person reads stands in the catalogue, `src/words/en.ftl`, and nowhere else.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::catalogue;
use literals::{Literal, literals};
use uses::{Use, uses};

use crate::source::files;
use ovelse::kind::Kind;
use strum::IntoEnumIterator;

mod catalogue;
mod literals;
mod plurals;
mod uses;

/// The catalogue; and help, which stands beside the arguments that it is about.
const PLACES: [&str; 2] = ["words", "cli"];

/// Where strings of several words may stand besides: those of a file that hold the text.
const EXCEPTIONS: &[Exception] = &[
    Exception { path: "commands/attendance.rs", text: "head count", reason: "a column of a table" },
    Exception { path: "commands/demo.rs", text: "", reason: "commands that it runs" },
    Exception { path: "workspace/draft.rs", text: "", reason: "examples in the draft of exercise.toml" },
    Exception { path: "commands/replies/answers.rs", text: "forwarded to", reason: "a column of a table" },
    Exception { path: "workspace/next_step.rs", text: " ", reason: "commands as they are typed" },
    Exception { path: "folder/assignments.rs", text: "before pin", reason: "a column of a table" },
    Exception { path: "folder/attendance.rs", text: "took part", reason: "a column of a table" },
    Exception { path: "folder/attendance.rs", text: "head count", reason: "a column of a table" },
    Exception { path: "delivery/transport/smtp/login.rs", text: "AUTH ", reason: "commands of SMTP" },
    Exception { path: "delivery/transport/smtp.rs", text: ":<", reason: "commands of SMTP" },
    Exception { path: "delivery/transport/smtp/reply.rs", text: "", reason: "what servers say, to be recognised" },
    Exception { path: "inbox/words/cues.rs", text: "", reason: "what municipalities write, to be recognised" },
    Exception { path: "inbox/words/own.rs", text: "", reason: "what mail programs write, to be recognised" },
    Exception { path: "inbox/words/people.rs", text: "", reason: "what municipalities write, to be recognised" },
    Exception { path: "mail/automatic.rs", text: "", reason: "subjects of automatic replies, to be recognised" },
    Exception { path: "mail/complaint.rs", text: "", reason: "what providers write, to be recognised" },
    Exception { path: "mail/failure_words.rs", text: "", reason: "what mail servers write, to be recognised" },
    Exception { path: "mail/notice.rs", text: "", reason: "what mail servers write, to be recognised" },
    Exception { path: "mail/original.rs", text: "", reason: "what mail servers write, to be recognised" },
    Exception { path: "intake/attendance/answer.rs", text: "", reason: "what hosts write, to be recognised" },
    Exception { path: "intake/attendance/headings.rs", text: "", reason: "what hosts write, to be recognised" },
    Exception { path: "intake/choices.rs", text: "", reason: "what municipalities write, to be recognised" },
    Exception { path: "intake/columns.rs", text: "Refused because", reason: "a column of a table" },
    Exception { path: "intake/ranking.rs", text: "", reason: "what municipalities write, to be recognised" },
    Exception { path: "intake/spellings.rs", text: "", reason: "what municipalities write, to be recognised" },
    Exception { path: "commands/attendance.rs", text: "took part", reason: "a heading of CSV, which scripts know" },
    Exception { path: "commands/explain.rs", text: "wanted date", reason: "a heading of CSV, which scripts know" },
    Exception { path: "commands/explain.rs", text: "choice instead", reason: "a heading of CSV, which scripts know" },
    Exception { path: "municipality/known.rs", text: " og ", reason: "names of counties" },
    Exception { path: "registration/answer.rs", text: " choice", reason: "columns of tables" },
    Exception { path: "registration/field.rs", text: "", reason: "headings of spreadsheets" },
    Exception { path: "workspace/export.rs", text: "official email", reason: "a column of a table" },
    Exception { path: "workspace/purge/letters.rs", text: "MIME-Version", reason: "headers of a message" },
];

struct Exception {
    path: &'static str,
    text: &'static str,
    reason: &'static str,
}

impl Exception {
    fn covers(&self, literal: &Literal) -> bool {
        literal.path == self.path && literal.text.contains(self.text)
    }
}

fn is_place_for_words(path: &str) -> bool {
    PLACES.iter().any(|room| path.strip_prefix(room).is_some_and(|rest| rest == ".rs" || rest.starts_with('/')))
}

#[test]
fn every_key_of_the_catalogue_is_used() {
    let mut used: BTreeSet<String> = uses(&files()).into_iter().map(|used| used.key).collect();
    used.extend(Kind::iter().map(|kind| format!("kind-{kind}")));
    let unused: Vec<String> = catalogue().into_keys().filter(|key| !used.contains(key)).collect();
    assert!(unused.is_empty(), "nobody says:\n{}", unused.join("\n"));
}

#[test]
fn every_sentence_that_is_said_is_in_the_catalogue_with_the_same_values() {
    let catalogue = catalogue();
    let mut wrong = Vec::new();
    for Use { place, key, values } in uses(&files()) {
        let Some(variables) = catalogue.get(&key) else {
            wrong.push(format!("{place}: {key} is not in the catalogue"));
            continue;
        };
        // What a finding is about comes from the finding, and how a command begins from the words themselves.
        let given = ["value", "ovelse"];
        let variables: BTreeSet<String> =
            variables.iter().filter(|name| !given.contains(&name.as_str())).cloned().collect();
        if variables != values {
            wrong.push(format!("{place}: {key} is said with {values:?}, its words have {variables:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_sentence_stands_outside_the_catalogue() {
    let outside: Vec<String> = literals(&files())
        .iter()
        .filter(|literal| !is_place_for_words(&literal.path))
        .filter(|literal| !EXCEPTIONS.iter().any(|exception| exception.covers(literal)))
        .map(|literal| format!("src/{}:{}: {:?}", literal.path, literal.line, literal.text))
        .collect();
    assert!(outside.is_empty(), "{} strings:\n{}", outside.len(), outside.join("\n"));
}

#[test]
fn every_exception_is_needed() {
    let literals = literals(&files());
    let unneeded: Vec<String> = EXCEPTIONS
        .iter()
        .filter(|exception| !literals.iter().any(|literal| exception.covers(literal)))
        .map(|Exception { path, text, reason }| format!("src/{path} {text:?}: {reason}"))
        .collect();
    assert!(unneeded.is_empty(), "{}", unneeded.join("\n"));
}

/// Sentences with a command that is not to be pasted with the `-C` that was typed.
const WITHOUT_FOLDER: [(&str, &str); 9] = [
    ("archive-within-folder", "names a command, which is not to be run"),
    ("folder-no-exercise", "the folder that was typed is the wrong one"),
    ("folder-no-exercise-above", "the folder that was typed is the wrong one"),
    ("init-file", "stands in exercise.toml and is read there"),
    ("init-fill-in", "is typed in the folder that was made"),
    ("init-next", "is typed in the folder that was made"),
    ("init-refilled", "is typed in the folder that was made"),
    ("init-sample", "is typed in the folder that was made"),
    ("init-without-address", "is typed in the folder that was made"),
];

#[test]
fn a_command_in_a_sentence_has_the_folder_that_was_typed() {
    let command_line = ovelse::commands::command_line();
    let names: Vec<String> =
        command_line.get_subcommands().map(|command| format!("ovelse {}", command.get_name())).collect();
    let has_bare_command = |entry: &&catalogue::Entry| names.iter().any(|name| entry.text.contains(name));
    let bare: Vec<String> =
        catalogue::entries().iter().filter(has_bare_command).map(|entry| entry.key.clone()).collect();
    assert_eq!(bare, WITHOUT_FOLDER.map(|(key, _reason)| key));
}

#[test]
fn a_remedy_is_a_whole_sentence_without_a_full_stop() {
    let remedies: BTreeMap<String, String> = catalogue::remedies();
    for (key, remedy) in remedies {
        let first = remedy.chars().next().unwrap();
        assert!(!first.is_lowercase(), "{key}: {remedy}");
        assert!(!remedy.trim_end().ends_with('.'), "{key}: {remedy}");
    }
}
