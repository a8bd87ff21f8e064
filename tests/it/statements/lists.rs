//! A list is known when it is delivered again, and who is gone from it is asked about.

use super::{JULY, desk, registered};

#[test]
fn a_row_that_is_gone_from_a_list_is_asked_about_once() {
    let desk = desk();
    desk.write("data/incoming/july.csv", format!("{JULY}Asker;24.11;;;;\nHol;29.11;;;;\n"));
    desk.done("import data/incoming/july.csv --now 2022-07-02T09:00");
    desk.write("data/incoming/july.csv", format!("{JULY}Hol;29.11;;;;\n"));
    let gone = desk.done("import data/incoming/july.csv --now 2022-07-03T09:00");
    assert!(
        gone.contains(
            "data/incoming/july.csv: notice: Asker was in this file when it was last imported, and is not in it now\n    \
             If it has withdrawn, run: ovelse register Asker --withdraw\n"
        ),
        "{gone}"
    );
    assert!(registered(&desk, "Asker").starts_with("2022-11-24;"), "nothing goes by itself");
    let again = desk.done("import data/incoming/july.csv --now 2022-07-04T09:00");
    assert!(!again.contains("notice"), "{again}");
}

#[test]
fn a_list_is_known_whatever_its_file_is_called_now() {
    let desk = desk();
    desk.write("data/incoming/july.csv", format!("{JULY}Asker;24.11;;;;\nHol;29.11;;;;\n"));
    desk.done("import data/incoming/july.csv --now 2022-07-02T09:00");
    desk.write("copy.csv", format!("{JULY}Gol;22.11;;;;\nHol;29.11;;;;\n"));
    let gone = desk.done("import copy.csv --now 2022-07-03T09:00");
    assert!(
        gone.contains(
            "copy.csv: notice: Asker was in this list when it was last imported, as data/incoming/july.csv, and is not \
             in it now\n    If it has withdrawn, run: ovelse register Asker --withdraw\n"
        ),
        "{gone}"
    );
    // It is the last delivery now, under either name; and one that was delivered before asks nothing.
    for file in ["copy.csv", "data/incoming/july.csv", "./copy.csv"] {
        let again = desk.done(&format!("import {file} --now 2022-07-04T09:00"));
        assert!(again.ends_with("Nothing has changed.\n") && !again.contains("notice"), "{file}: {again}");
    }
}

#[test]
fn another_list_asks_about_nobody_who_is_not_in_it() {
    let desk = desk();
    desk.write("data/incoming/july.csv", format!("{JULY}Asker;24.11;;;;\nHol;29.11;;;;\n"));
    desk.done("import data/incoming/july.csv --now 2022-07-02T09:00");
    // The same municipalities in other words, and other municipalities under the same name.
    desk.write("august.csv", "Kommune;Pri 1\nMoss;29.11\nHol;29.11\n");
    assert!(!desk.done("import august.csv --now 2022-07-03T09:00").contains("notice"));
    desk.write("data/incoming/july.csv", "Kommune;Pri 1\nGol;29.11\nNore og Uvdal;29.11\n");
    assert!(!desk.done("import data/incoming/july.csv --now 2022-07-04T09:00").contains("notice"));
}

#[test]
fn rows_that_were_refused_are_not_gone_and_are_asked_about_once_they_are() {
    let desk = desk();
    desk.write("data/incoming/july.csv", format!("{JULY}Asker;24.11;;;;\nHol;29.11;;;;\n"));
    desk.done("import data/incoming/july.csv --now 2022-07-02T09:00");
    desk.write("data/incoming/july.csv", format!("{JULY}Asker;33.11;;;;\nHol;29.11;;;;\n"));
    let partial = desk.run(&["import", "data/incoming/july.csv", "--partial", "--now", "2022-07-03T09:00"]);
    assert!(partial.code == 1 && !partial.out.contains("notice"), "{}", partial.out);
    desk.write("data/incoming/july.csv", format!("{JULY}Hol;29.11;;;;\n"));
    let gone = desk.done("import data/incoming/july.csv --now 2022-07-04T09:00");
    assert!(gone.contains("notice: Asker was in this file when it was last imported"), "{gone}");
}

#[test]
fn a_file_with_several_lists_is_imported_in_part_and_only_what_was_refused_is_left() {
    let desk = desk();
    let lists = |date: &str| {
        format!("{JULY}Asker;{date};;;;\n\nHvilken kommune?;Ønsket dato (pri 1)?\nHol;29.11\nGol;{date}\n")
    };
    desk.write("lists.csv", lists("33.11"));
    assert_eq!(desk.run(&["import", "lists.csv", "--now", "2022-07-02T09:00"]).code, 2);
    assert_eq!(registered(&desk, "Hol"), "", "all or nothing");
    let partial = desk.run(&["import", "lists.csv", "--partial", "--now", "2022-07-02T09:00"]);
    assert_eq!(partial.code, 1, "{}", partial.out);
    assert!(registered(&desk, "Hol").starts_with("2022-11-29;"));
    assert_eq!((registered(&desk, "Asker"), registered(&desk, "Gol")), (String::new(), String::new()));
    let refused = desk.read("lists.refused.csv");
    assert!(refused.contains("Asker;33.11") && refused.contains("Gol;33.11") && !refused.contains("Hol;"), "{refused}");
    // What was refused is corrected there.
    desk.write("lists.refused.csv", refused.replace("33.11", "24.11"));
    desk.done("import lists.refused.csv --now 2022-07-03T09:00");
    assert!(
        registered(&desk, "Asker").starts_with("2022-11-24;") && registered(&desk, "Gol").starts_with("2022-11-24;")
    );
    // The whole file says what was said already.
    desk.write("lists.csv", lists("24.11"));
    let again = desk.done("import lists.csv --now 2022-07-04T09:00");
    assert!(again.ends_with("Nothing has changed.\n") && !again.contains("notice"), "{again}");
}
