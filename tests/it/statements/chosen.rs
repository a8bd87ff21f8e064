//! Which row is meant, if the lead has chosen one; and what rows of one municipality come to that give the same answer.

use super::{desk, registered};

#[test]
fn which_of_two_rows_is_meant_is_said_once() {
    let desk = desk();
    desk.write("to.csv", "Kommune;Pri 1\nGol;24.11\nGol;29.11\n");
    assert_eq!(desk.run(&["import", "to.csv"]).code, 2);
    desk.done("import to.csv --take to.csv:3");
    assert!(desk.done("import to.csv").contains("Nothing has changed."));
    assert!(registered(&desk, "Gol").starts_with("2022-11-29;"));
}

#[test]
fn a_row_that_is_chosen_stands_whatever_was_said_after_it() {
    let desk = desk();
    // It was read before, and something else was registered since.
    desk.done("register Moss --first 29.11 --now 2022-07-20T09:00");
    let take = desk.done("import data/incoming/july.csv --take data/incoming/july.csv:2 --now 2022-07-21T09:00");
    assert!(take.contains("Moss: 2022-11-24, then 2022-11-22 (before: 2022-11-29)"), "{take}");
    assert!(registered(&desk, "Moss").starts_with("2022-11-24;2022-11-22;Kari Prøve;"));
    // It is older than what is registered.
    desk.write("told.csv", "Kommune;Pri 1;Mottatt\nMoss;29.11;01.07.2022 08:00\n");
    assert!(desk.done("import told.csv --now 2022-07-22T09:00").contains("is older than the registered answer"));
    desk.done("import told.csv --take told.csv:2 --now 2022-07-23T09:00");
    assert!(registered(&desk, "Moss").starts_with("2022-11-29;;Kari Prøve;"), "{}", registered(&desk, "Moss"));
    assert!(registered(&desk, "Moss").ends_with(";2022-07-01T08:00:00;no"), "{}", registered(&desk, "Moss"));
    // It is not the one that was received last.
    desk.write("two.csv", "Kommune;Pri 1;Mottatt\nGol;24.11;01.07.2022 08:00\nGol;29.11;02.07.2022 08:00\n");
    desk.done("import two.csv --take two.csv:2 --now 2022-07-24T09:00");
    assert!(registered(&desk, "Gol").starts_with("2022-11-24;"));
    assert!(desk.done("import two.csv --now 2022-07-25T09:00").contains("Nothing has changed."));
    assert!(registered(&desk, "Gol").starts_with("2022-11-24;"));
}

#[test]
fn a_row_that_cannot_be_chosen_is_told() {
    let desk = desk();
    let ran = desk.run(&["import", "data/incoming/july.csv", "--take", "data/incoming/july.csv:9"]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.contains("data/incoming/july.csv:9:1: error:"), "{}", ran.out);
}

#[test]
fn the_contact_of_a_new_row_stands_whether_rows_that_were_read_before_are_named_or_not() {
    for files in ["b.csv", "data/incoming/july.csv b.csv", "b.csv data/incoming/july.csv"] {
        let desk = desk();
        desk.write("b.csv", "Kommune;Pri 1;Pri 2;Kontaktperson;E-post\nMoss;24.11;22.11;Ola Prøve;ola@example.no\n");
        desk.done(&format!("import {files} --now 2022-07-02T09:00"));
        let table = desk.read("data/registrations.csv");
        assert!(table.contains("\"Ola Prøve\nKari Prøve\";\"ola@example.no\nkari@example.no\""), "{files}: {table}");
    }
}

#[test]
fn an_empty_cell_beside_a_filled_one_of_the_same_list_empties_nothing() {
    let desk = desk();
    desk.write("list.csv", "Kommune;Pri 1;E-post;Kommentar\nGol;24.11;kari@example.no;Ring\nGol;24.11;;\n");
    desk.done("import list.csv --now 2022-07-02T09:00");
    assert!(registered(&desk, "Gol").contains(";kari@example.no;;;Ring;"), "{}", registered(&desk, "Gol"));
    // In a later list it does.
    desk.write("later.csv", "Kommune;Pri 1;Kommentar\nGol;24.11;\n");
    assert!(desk.done("import later.csv --now 2022-07-03T09:00").contains("Gol: comment changed, later.csv:2"));
}

#[test]
fn what_another_row_of_the_same_answer_says_otherwise_is_told() {
    let desk = desk();
    desk.write(
        "list.csv",
        "Kommune;Pri 1;E-post;Deltakere\nGol;24.11;kari@example.no;7\nGol;24.11;kari@example.no;9\n",
    );
    let told = desk.done("import list.csv --now 2022-07-02T09:00");
    assert!(
        told.contains("list.csv:2:1: warning: participants is 7 here, but 9 at list.csv:3; what was said last is used"),
        "{told}"
    );
    assert!(registered(&desk, "Gol").contains(";9;"), "{}", registered(&desk, "Gol"));
}
