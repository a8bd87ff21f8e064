//! What a shell is told when it asks, and the manual pages.

use std::process::Command;

use crate::common::Desk;

/// What is offered behind these words, as fish is told: a value, a tab and what it is.
fn offered(desk: &Desk, words: &[&str]) -> Vec<String> {
    let asked = Command::new(env!("CARGO_BIN_EXE_ovelse"))
        .env("COMPLETE", "fish")
        .args(["--", "ovelse"])
        .args(words)
        .current_dir(desk.root())
        .output()
        .unwrap();
    assert!(asked.status.success());
    String::from_utf8(asked.stdout).unwrap().lines().map(str::to_owned).collect()
}

#[test]
fn municipalities_and_dates_come_from_the_folder() {
    let desk = Desk::sample();
    assert_eq!(offered(&desk, &["preview", "As"]), ["Asker\t3025"]);
    // Whoever types digits means a number.
    assert_eq!(offered(&desk, &["preview", "3052"]), ["3052\tNore og Uvdal"]);
    let dates = offered(&desk, &["roster", "2022-12"]);
    assert_eq!(dates, ["2022-12-01\tThursday 1 December 2022, 09:30–11:30"]);
    assert_eq!(offered(&desk, &["remind", "--only", "Gol"]), ["Gol\t3041"]);
    let commands = offered(&desk, &["contact"]);
    assert!(commands[0].starts_with("contact-test\t"), "{commands:?}");
}

#[test]
fn a_name_of_several_words_is_completed_word_by_word() {
    let desk = Desk::sample();
    assert_eq!(offered(&desk, &["register", "Ind"]), ["Indre\tIndre Østfold"]);
    assert_eq!(offered(&desk, &["explain", "indre", "ø"]), ["Østfold\tIndre Østfold"]);
    assert_eq!(offered(&desk, &["settle", "Nore", "og", "U"]), ["Uvdal\tNore og Uvdal"]);
    assert_eq!(offered(&desk, &["preview", "Aur"]), ["Aurskog-Høland\t3026"]);
    assert_eq!(offered(&desk, &["unpin", "Asker", "B"]), [""; 0]);
    // An option takes one value, which a shell would take apart.
    assert_eq!(offered(&desk, &["assign", "--reassign", "3014"]), ["3014\tIndre Østfold"]);
}

#[test]
fn dates_are_offered_behind_the_whole_name_of_whom_is_pinned() {
    let desk = Desk::sample();
    let date = "2022-12-01\tThursday 1 December 2022, 09:30–11:30";
    assert_eq!(offered(&desk, &["pin", "Indre", "Østfold", "2022-12"]), [date]);
    assert_eq!(offered(&desk, &["pin", "3014", "2022-12"]), [date]);
    assert_eq!(offered(&desk, &["pin", "Indre", "2022-12"]), [""; 0]);
}

#[test]
fn where_there_is_no_exercise_or_a_broken_one_there_is_just_less() {
    assert!(offered(&Desk::empty(), &["preview", "As"]).is_empty());
    let desk = Desk::sample();
    desk.write("data/municipalities.csv", "nonsense");
    desk.write("exercise.toml", "nonsense");
    assert!(offered(&desk, &["preview", "As"]).is_empty() && offered(&desk, &["roster", "2022"]).is_empty());
    // The folder that is named counts.
    let other = Desk::sample();
    let named = other.root();
    assert_eq!(offered(&desk, &["-C", named.to_str().unwrap(), "preview", "As"]), ["Asker\t3025"]);
}

#[test]
fn each_shell_gets_its_script_and_each_command_its_page() {
    let desk = Desk::empty();
    for (shell, word) in [
        ("bash", "complete "),
        ("zsh", "#compdef"),
        ("fish", "complete "),
        ("powershell", "Register-ArgumentCompleter"),
    ] {
        assert!(desk.done(&format!("completions {shell}")).contains(word), "{shell}");
    }
    desk.done("man pages");
    let pages = desk.files("pages");
    for page in ["ovelse.1", "ovelse-invite.1", "ovelse-contact-test.1"] {
        assert!(pages.iter().any(|found| found == page), "{pages:?}");
    }
    assert!(desk.read("pages/ovelse-import.1").contains("\\-\\-partial"));
}
