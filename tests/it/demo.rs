//! The demonstration: what someone sees who has nothing but the binary.

use crate::common::Desk;
use snapbox::{Assert, Data};

#[test]
fn the_demonstration_ends_with_four_lists_and_a_letter_for_each_that_is_placed() {
    let mut desk = Desk::empty();
    let shown = desk.done("demo");
    let snapshot = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/demo.txt");
    Assert::new().action_env("SNAPSHOTS").eq(&shown, Data::read_from(&snapshot, None));

    let last = shown.rsplit("$ ovelse ").next().unwrap();
    assert_eq!(last.lines().filter(|line| line.ends_with("taken)")).count(), 4);
    desk.cd("ovelse-demo");
    let placed = desk.read("data/assignments.csv").lines().filter(|row| row.contains(";2022-")).count();
    assert_eq!(placed, 44);
    let letters = desk.files("data/outbox");
    let invitations = letters.iter().filter(|name| name.ends_with("-invitation.eml")).count();
    // Nannestad has no date and is asked for another choice.
    assert_eq!((invitations, letters.len()), (placed, placed + 1));

    assert!(desk.done("invite --send --now 2022-08-23T09:00").starts_with("No letter is due: nothing is sent.\n"));
    assert_eq!(desk.files("data/outbox"), letters);
}

#[test]
fn the_demonstration_never_touches_a_folder_that_is_there() {
    let desk = Desk::empty();
    desk.write("mine/notes.txt", "mine");
    let refused = desk.run(&["demo", "mine"]);
    assert_eq!(
        (refused.code, refused.err.as_str()),
        (2, "error: mine is not empty\n    Name a folder that does not exist yet\n")
    );
    assert_eq!(desk.files("mine"), ["notes.txt"]);
    desk.done("demo");
    desk.done("demo");
    assert_eq!(desk.files(""), ["mine", "ovelse-demo", "ovelse-demo-2"]);
}
