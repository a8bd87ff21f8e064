//! The tool's tables: read back also after Excel has saved them, and the same whatever came first.

use crate::common::Desk;
use ovelse::exercise::Exercise;
use ovelse::findings::Findings;
use ovelse::intake::{Batch, Intake};
use ovelse::municipality::Municipalities;
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

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
fn tables_mean_the_same_however_their_letters_are_composed() {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk.done("receipts --send --now 2022-08-22T09:30");
    let list = desk.done("list --format json");
    for table in ["data/municipalities.csv", "data/registrations.csv", "data/assignments.csv"] {
        let decomposed: String = desk.read(table).nfd().collect();
        assert!(decomposed.contains("a\u{30a}"), "there is something to compose in {table}");
        desk.write(table, decomposed);
    }
    assert_eq!(desk.done("list --format json"), list);
    assert!(desk.done("receipts --send --now 2022-08-22T10:00").starts_with("No letter is due: nothing is sent.\n"));
    let again = desk.done("import data/incoming/*.csv --now 2022-08-22T10:00");
    assert!(again.contains("Nothing has changed."), "{again}");
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
    assert!(
        again.ends_with("    2    46    0        0         45     0        0\n\nNothing has changed.\n"),
        "{again}"
    );
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
        "data/registrations.csv:1:13: error: column \"note\" is not one that ovelse keeps in this file\n    \
         Move it to a file of your own: ovelse rewrites this one\n\
         data/registrations.csv:2:3: error: 23 November 2022 is not one of the exercise's dates any more: 1 registration \
         asks for that day\n    If it is another date now, write that one: ovelse move 23.11.2022 DATE. If it is not held: \
         ovelse call-off 23.11.2022\n"
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
fn a_file_over_256_mib_is_refused_without_being_read() {
    let desk = Desk::sample();
    let file = std::fs::File::create(desk.path("stor.csv")).expect("it is made");
    file.set_len(257 * 1024 * 1024).expect("it is long");
    let refused = desk.run(&["import", "stor.csv"]);
    assert_eq!(refused.code, 2);
    assert!(refused.out.contains("stor.csv: error: the file is larger than 256 MiB"), "{}", refused.out);
}

#[test]
fn a_lead_can_give_municipalities_other_names() {
    let desk = Desk::sample();
    let list = desk.read("data/municipalities.csv").replace("email\n", "email,aliases\n");
    desk.write(
        "data/municipalities.csv",
        list.replace("frogn@example.no", "frogn@example.no,\"Drøbak, Frogn og Drøbak\""),
    );
    desk.write("x.csv", "Kommune;Pri 1\nDroebak kommune;24.11\n");
    desk.done("import x.csv");
    assert!(desk.done("list --format csv").contains("3022;Frogn;2022-11-24"));
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
        "0301;Oslo;2022-11-24;2022-11-29;Kari, leder;kari@example.no;'+47 00 00 00 02;;;2022-07-01T10:15:00;no\r\n"
    ));
}

fn exercise() -> Exercise {
    let text = include_str!("../../exercise.toml");
    Exercise::read(text, &mut Findings::new()).expect("the sample is good")
}

fn municipalities() -> Municipalities {
    let bytes = include_bytes!("../../data/municipalities.csv");
    Municipalities::read(bytes, &mut Findings::new()).expect("the sample is good")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn reading_never_fails_on_arbitrary_bytes(start in 0usize..6, bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let starts: [&[u8]; 6] = [
            b"",
            b"PK\x03\x04",
            b"\xFF\xFE",
            b"\xEF\xBB\xBF",
            b"Kommune;Pri 1\n",
            b"sep=,\nKommune,Pri 1\nAsker,",
        ];
        assert_nothing_is_dropped(&[starts[start], &bytes].concat());
    }
}

#[test]
fn what_the_fuzzer_has_found_its_way_with_is_read_to_the_end() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/finds");
    let finds: Vec<_> =
        folder.read_dir().expect("it is there").map(|entry| entry.expect("it is read").path()).collect();
    assert!(finds.len() > 50);
    for find in finds {
        assert_nothing_is_dropped(&std::fs::read(find).expect("it is read"));
    }
}

/// Whatever is in there, it is read, refused, or reported.
fn assert_nothing_is_dropped(bytes: &[u8]) {
    let (exercise, municipalities) = (exercise(), municipalities());
    let now = "2022-08-19T12:00:00".parse().expect("a time");
    let intake = Intake { exercise: &exercise, municipalities: &municipalities, now, sheet: None, take: &[] };
    let (mut batch, mut findings) = (Batch::default(), Findings::new());
    let about = intake.read("x", bytes, &mut batch, &mut findings);
    let outcome = batch.finish(&intake, &mut findings);
    assert!(about.is_some() || findings.has_errors(), "bytes are dropped: {bytes:?}");
    assert!(outcome.refused == 0 || findings.has_errors(), "a row is dropped: {bytes:?}");
    let refused = intake.refused_rows("x", bytes, &outcome);
    assert_eq!(refused.rows.len(), outcome.refused, "{bytes:?}");
}

#[test]
fn an_empty_table_of_ovelse_is_to_be_restored_and_a_folder_in_its_place_moved_away() {
    let desk = Desk::sample();
    desk.write("data/registrations.csv", "");
    let ran = desk.run(&["list"]);
    assert!(ran.err.contains("error: the file is empty\n    Restore it from a copy of the folder"), "{}", ran.err);
    std::fs::remove_file(desk.path("data/registrations.csv")).unwrap();
    std::fs::create_dir(desk.path("data/registrations.csv")).unwrap();
    let ran = desk.run(&["list"]);
    assert!(ran.err.contains("this is a folder\n    Name a file, or move the folder away"), "{}", ran.err);
    let ran = desk.run(&["import", "data/incoming"]);
    assert!(
        ran.err.contains("data/incoming is a folder\n    Name the files in it, as with data/incoming/*.csv"),
        "{}",
        ran.err
    );
}

#[test]
fn rows_without_number_of_one_municipality_are_refused_and_not_kept() {
    let desk = Desk::sample();
    let row = |number: usize| format!("Asker;24.11;{number}\n");
    let text = |rows: usize| "Kommune;Pri 1;Kommentar\n".to_owned() + &(0..rows).map(row).collect::<String>();
    desk.write("mange.csv", text(250) + &row(7).repeat(50) + "Gol;24.11;\n");
    desk.done("import mange.csv --dry-run --now 2022-07-02T09:00");
    desk.write("mange.csv", text(300) + &row(7).repeat(50) + "Gol;24.11;\n");
    let ran = desk.run(&["import", "mange.csv", "--partial", "--now", "2022-07-02T09:00"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert_eq!(ran.out.matches("Asker has more than 250 rows that say different things").count(), 1, "{}", ran.out);
    assert!(ran.out.contains("    1   351    1        0          0     0      350\n"), "{}", ran.out);
    assert_eq!(desk.read("mange.refused.csv").lines().count(), 351);
}

#[test]
fn a_cell_over_the_limit_is_refused_wherever_it_stands_and_never_looked_up() {
    let desk = Desk::sample();
    // Marks that take no room: looked up, it would be Asker.
    let long = "\u{ad}".repeat(33_000) + "Asker";
    let refused = |text: String, at: &str| {
        desk.write("lang.csv", text);
        let ran = desk.run(&["import", "lang.csv", "--now", "2022-07-02T09:00"]);
        assert_eq!(ran.code, 2, "{}", ran.out);
        assert!(ran.out.contains(&format!("lang.csv:{at}: error: the cell has more than 32767 characters")));
        assert!(!ran.out.contains("looks like part of an answer"));
    };
    refused(format!("{long};\nKommune;Pri 1\nAsker;24.11\n"), "1:1");
    refused(format!("Kommune;Pri 1\nAsker;24.11\n\n{long};\nKommune;Pri 1\nGol;24.11\n"), "4:1");
    refused(format!("Kommune;Pri 1;Rolle\nAsker;24.11;{long}\n"), "2:3");
}
