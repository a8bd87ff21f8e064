//! The tool's tables: read back also after Excel has saved them, and the same whatever came first.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot be set up should say so"
)]

mod common;

use common::Desk;

/// What Excel does to a CSV that it saves: the byte order mark goes, leading zeros go, ISO dates
/// become Norwegian ones, and letters are written in windows-1252.
fn saved_by_excel(table: &str) -> Vec<u8> {
    let text = table.trim_start_matches('\u{feff}').replace("\r\n0301;", "\r\n301;");
    let days: String = text
        .split_inclusive([';', '\n', ' '])
        .map(|cell| {
            let (day, end) = cell.split_at(cell.len() - cell.chars().next_back().map_or(0, char::len_utf8));
            match day.trim_end().split('-').collect::<Vec<_>>().as_slice() {
                [year, month, day] if year.len() == 4 => format!("{day}.{month}.{year}{end}"),
                _ => cell.to_owned(),
            }
        })
        .collect();
    encoding_rs::WINDOWS_1252.encode(&days).0.into_owned()
}

#[test]
fn tables_mean_the_same_after_excel_has_saved_them() {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    let (list, lists) = (desk.done("list --format json"), desk.done("invite --format json"));
    for table in ["data/registrations.csv", "data/assignments.csv"] {
        let saved = saved_by_excel(&desk.read(table));
        assert!(saved.windows(11).any(|bytes| bytes == b"22.11.2022;"), "the dates have been changed");
        desk.write(table, saved);
    }
    assert_eq!(desk.done("list --format json"), list);
    assert_eq!(desk.done("invite --format json"), lists);
    // And importing again finds nothing new.
    let again = desk.done("import data/incoming/*.csv --now 2022-08-23T09:00");
    assert!(again.contains("0 municipalities new, 0 changed, 45 unchanged"), "{again}");
}

#[test]
fn the_order_of_rows_does_not_matter() {
    let assigned = |reverse: bool| {
        let desk = Desk::sample();
        let sheet = desk.read("data/incoming/paamelding-juli.csv");
        let mut lines: Vec<&str> = sheet.trim_end().split("\r\n").collect();
        if reverse {
            lines[1..].reverse();
        }
        desk.edit("exercise.toml", "capacity = 14", "capacity = 5");
        desk.write("data/incoming/paamelding-juli.csv", lines.join("\r\n"));
        desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
        desk.run(&["assign"]);
        desk.read("data/assignments.csv")
    };
    assert_eq!(assigned(false), assigned(true));
}

#[test]
fn what_is_wrong_in_a_table_is_reported_with_its_place() {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk.edit("data/registrations.csv", "0301;Oslo;2022-11-24", "0301;Oslo;2022-11-23");
    desk.edit("data/registrations.csv", "source\r\n", "source;note\r\n");
    let refused = desk.run(&["list"]);
    assert_eq!(refused.code, 2);
    assert_eq!(
        refused.err,
        "data/registrations.csv:1:11: error: \"note\" is a column that ovelse does not keep in this file\n    \
         move it to a file of your own: this one is written anew each time\n\
         data/registrations.csv:2:3: error: \"2022-11-23\" is not one of the exercise's dates\n    \
         the exercise's dates are 22.11.2022, 24.11.2022, 29.11.2022, 01.12.2022; correct exercise.toml or this row\n"
    );
}

#[test]
fn a_refused_import_leaves_the_table_as_it_was() {
    let desk = Desk::sample();
    desk.done("import data/incoming/paamelding-juli.csv --now 2022-08-22T09:00");
    let before = desk.read("data/registrations.csv");
    desk.write("data/incoming/x.csv", "Kommune;Pri 1\nFlå;24.11.2022\nHoel;24.11.2022\n");
    assert_eq!(desk.run(&["import", "data/incoming/x.csv"]).code, 2);
    assert_eq!(desk.read("data/registrations.csv"), before);
    assert_eq!(desk.run(&["import", "data/incoming/x.csv", "--partial"]).code, 1);
    assert!(desk.read("data/registrations.csv").contains(";Flå;"));
}

#[test]
fn english_headings_commas_and_iso_dates_are_read_too() {
    let desk = Desk::sample();
    desk.write(
        "x.csv",
        "Municipality number,First choice,Second choice,Contact,E-mail,Phone,Received\n\
         301,2022-11-24,2022-11-29,\"Kari, leder\",kari@example.no,+47 00 00 00 02,2022-07-01T10:15:00\n",
    );
    desk.done("import x.csv");
    let list = desk.done("list --format csv");
    assert!(list.ends_with(
        "0301;Oslo;2022-11-24;2022-11-29;Kari, leder;kari@example.no;'+47 00 00 00 02;2022-07-01T10:15:00;no\r\n"
    ));
}
