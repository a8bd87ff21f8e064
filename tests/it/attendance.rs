//! Who took part: lists from hosts as they are written, what is refused, and letters that stay true.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};
use rust_xlsxwriter::Workbook;

use crate::common::Desk;

fn record(desk: &Desk, list: &str) -> crate::common::Ran {
    desk.write("list.csv", list);
    desk.run(&["attendance", "24.11", "list.csv"])
}

/// The row of a municipality in data/attendance.csv, after its name.
fn recorded(desk: &Desk, name: &str) -> Option<String> {
    let table = desk.read_if_there("data/attendance.csv");
    let row = table.lines().find(|row| row.contains(&format!(";{name};")))?;
    Some(row.split_once(&format!(";{name};"))?.1.to_owned())
}

fn is(desk: &Desk, name: &str, row: &str) {
    assert_eq!(recorded(desk, name).as_deref(), Some(row), "{name}");
}

#[test]
fn a_list_says_of_each_whether_it_took_part_and_how_many_came() {
    let desk = Desk::invited();
    let ran =
        record(&desk, "Kommune;Deltok;Antall;Merknad\nBærum;ja;4;kom sent\nGol;nei;;syk\nHol;;;\nÅl;;3;\nHole;;0;\n");
    assert_eq!(ran.code, 0, "{}", ran.err);
    is(&desk, "Bærum", "2022-11-24;yes;4");
    is(&desk, "Gol", "2022-11-24;no;");
    is(&desk, "Ål", "2022-11-24;yes;3");
    assert_eq!(recorded(&desk, "Hol"), None);
    assert!(ran.err.contains("Nothing is recorded from 1 row that says neither yes nor no."), "{}", ran.err);
    assert!(ran.err.contains("column \"Merknad\" is not read"), "{}", ran.err);
    // Said by name again, it has been counted still; another answer is shown as a change.
    desk.done("attendance 24.11 Bærum");
    is(&desk, "Bærum", "2022-11-24;yes;4");
    let changed = record(&desk, "Kommune;Deltok\nBærum;nei\n");
    assert!(changed.err.contains("Bærum was recorded as yes, 4 people; it is now no."), "{}", changed.err);
    is(&desk, "Bærum", "2022-11-24;no;");
}

#[test]
fn a_list_of_names_alone_says_that_those_took_part() {
    let desk = Desk::invited();
    for list in [
        "Kommune\nBærum\nGol\n",
        "Bærum\nGol\n",
        "Deltakere 24. november\n\nKommune;Telefon\nBærum;00 00 00 01\nGol;00 00 00 02\n",
    ] {
        desk.write("data/attendance.csv", "number;municipality;date;took part\n");
        let ran = record(&desk, list);
        assert_eq!(ran.code, 0, "{}", ran.err);
        is(&desk, "Bærum", "2022-11-24;yes;");
        is(&desk, "Gol", "2022-11-24;yes;");
    }
    let piped = desk.run_with_input(&["attendance", "24.11", "-"], "Kommune;Deltok\nGol;nei\n");
    assert_eq!(piped.code, 0, "{}", piped.err);
    is(&desk, "Gol", "2022-11-24;no;");
}

#[test]
fn what_has_two_readings_is_refused_with_its_place_and_nothing_is_recorded() {
    let desk = Desk::invited();
    for (list, place, says) in [
        ("Kommune;Deltok\nBærum;ja\nGol;kanskje\n", "list.csv:3:2", "\"kanskje\" is neither yes nor no"),
        ("Kommune;Deltok\nBærum;ja\nGol;ja?\n", "list.csv:3:2", "neither yes nor no"),
        ("Kommune;Deltok\nBærum;ja\nGol;3\n", "list.csv:3:2", "name the column \"Head count\""),
        ("Kommune;Deltok;Antall\nBærum;ja;2\nGol;nei;3\n", "list.csv:3:3", "did not take part"),
        ("Kommune;Deltok;Antall\nBærum;ja;2\nGol;ja;0\n", "list.csv:3:3", "the head count is 0"),
        ("Kommune;Antall\nBærum;2\nGol;ca. 3\n", "list.csv:3:2", "\"ca. 3\" is not a number of people"),
        ("Kommune;Deltok\nBærum;ja\nGol;ja\nBærum;nei\n", "list.csv:4:1", "another answer at list.csv:2"),
        ("Kommune;Deltok\nBærum;ja\nGol;#N/A\n", "list.csv:3:2", "#N/A"),
        ("Kommune;Deltok;Dato\nBærum;ja;24.11.2022\nGol;ja;29.11.2022\n", "list.csv:3:3", "29 November"),
        ("Bærum;ja\nGol;nei\n", "list.csv:1:2", "there are no headings"),
        ("Kommune;Status\nBærum;ja\nGol;nei\n", "list.csv:2:2", "may or may not say who took part"),
        ("Kommune;Status\nBærum;\nGol;kanskje\n", "list.csv:3:2", "may or may not say who took part"),
        ("Kommune;Merknad\nBærum;\nGol;syk\n", "list.csv:3:2", "may or may not say who took part"),
        ("Kommune;Deltok ikke\nBærum;x\n", "list.csv:2:2", "says who did not take part"),
        ("Kommune;Deltakere\nBærum;4\n", "list.csv:2:2", "how many were expected or how many came"),
        ("Kommune;Pri 1;Antall deltakere\nBærum;24.11;4\n", "list.csv:2:2", "says what municipalities chose"),
        ("Kommune;Deltok;Møtte\nBærum;ja;nei\n", "list.csv:2:3", "second column"),
        ("Bærum;x\nKommune;Deltok\nGol;ja\n", "list.csv:1:1", "stands above the headings"),
        ("Kommune;Deltok\nBærum;\nGol;\n", "list.csv", "is empty in every row"),
        ("Kommune;Deltok\n;ja\nGol;ja\n", "list.csv:2:1", "names no municipality"),
        ("Kommunenr;Kommune;Deltok\n3024;Gol;ja\n", "list.csv:2:1", "also says Gol"),
    ] {
        let ran = record(&desk, list);
        assert!(ran.code == 2 && ran.err.contains(place) && ran.err.contains(says), "{list}\n{}", ran.err);
        assert_eq!(desk.read_if_there("data/attendance.csv"), "", "{list}");
    }
}

#[test]
fn who_was_not_expected_is_recorded_only_if_it_came() {
    let desk = Desk::invited();
    let ran = record(&desk, "Kommune;Deltok\nMoss;nei\nAsker;ja\n");
    assert!(ran.err.contains("Asker was not expected on 24 November."), "{}", ran.err);
    assert!(ran.err.contains("Moss was not expected on 24 November and did not take part"), "{}", ran.err);
    is(&desk, "Asker", "2022-11-24;yes;");
    assert_eq!(recorded(&desk, "Moss"), None);
    // What was recorded by mistake can be put right.
    desk.done("attendance 24.11 --absent Asker");
    is(&desk, "Asker", "2022-11-24;no;");
}

#[test]
fn a_second_date_is_asked_about_before_it_replaces_the_first() {
    let desk = Desk::invited();
    desk.done("attendance 22.11 Asker");
    let refused = desk.run(&["attendance", "24.11", "Asker", "Gol"]);
    assert!(refused.code == 2 && refused.err.contains("Asker (22 November)"), "{}", refused.err);
    assert!(refused.err.contains("ovelse attendance 24.11 Asker Gol --yes"), "{}", refused.err);
    is(&desk, "Asker", "2022-11-22;yes;");
    assert_eq!(recorded(&desk, "Gol"), None);
    desk.done("attendance 24.11 Asker Gol --yes");
    is(&desk, "Asker", "2022-11-24;yes;");
}

#[test]
fn nobody_has_taken_part_before_the_day_itself() {
    let desk = Desk::invited();
    let early = desk.run(&["attendance", "24.11", "Gol", "--now", "2022-11-23T23:59"]);
    assert!(early.code == 2 && early.err.contains("24 November has not been yet"), "{}", early.err);
    desk.done("attendance 24.11 Gol --now 2022-11-24T00:00");
    assert_eq!(desk.run(&["attendance", "24.11", "--now", "2022-08-22T09:00"]).code, 0, "it can be looked at");
}

/// The texts of a workbook's only sheet, filled in by row and column, as another program would save it.
fn filled_in(workbook: &[u8], sheet: &str, answers: &[(&str, &str, Option<f64>)]) -> Vec<u8> {
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(workbook.to_vec())).unwrap();
    let range = read.worksheet_range(sheet).unwrap();
    let mut written = Workbook::new();
    let page = written.add_worksheet().set_name(sheet).unwrap();
    let column =
        |heading: &str| range.rows().next().unwrap().iter().position(|cell| *cell == Data::String(heading.into()));
    let (took_part, head_count) = (column("Took part").unwrap(), column("Head count").unwrap());
    for (line, row) in (0u32..).zip(range.rows()) {
        for (place, cell) in (0u16..).zip(row) {
            match cell {
                Data::String(text) => drop(page.write_string(line, place, text).unwrap()),
                Data::Float(number) => drop(page.write_number(line, place, *number).unwrap()),
                _ => {}
            }
        }
        let answer = answers.iter().find(|(name, ..)| row[0] == Data::String((*name).into()));
        if let Some((_, answer, people)) = answer {
            page.write_string(line, u16::try_from(took_part).unwrap(), *answer).unwrap();
            if let Some(people) = people {
                page.write_number(line, u16::try_from(head_count).unwrap(), *people).unwrap();
            }
        }
    }
    written.save_to_buffer().unwrap()
}

#[test]
fn a_roster_that_is_filled_in_comes_back_as_written() {
    let desk = Desk::invited();
    desk.done("register Bærum --participants 12");
    desk.done("roster 24.11 -o roster.xlsx");
    let roster = std::fs::read(desk.path("roster.xlsx")).unwrap();
    // As it is, it says nothing; least of all that those came who were expected.
    let empty = desk.run(&["attendance", "24.11", "roster.xlsx"]);
    assert!(empty.code == 2 && empty.err.contains("\"Took part\" is empty in every row"), "{}", empty.err);
    let filled =
        filled_in(&roster, "2022-11-24", &[("Bærum", "ja", Some(4.0)), ("Gol", "no", None), ("Hol", "yes", None)]);
    desk.write("filled.xlsx", filled);
    let ran = desk.run(&["attendance", "24.11", "filled.xlsx"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    is(&desk, "Bærum", "2022-11-24;yes;4");
    is(&desk, "Gol", "2022-11-24;no;");
    is(&desk, "Hol", "2022-11-24;yes;");
    let table = desk.read("data/attendance.csv");
    assert_eq!(table.lines().count(), 4, "{table}");
    // What is recorded stands in the next one, as CSV too, and reading that changes nothing.
    for file in ["again.xlsx", "again.csv"] {
        desk.done(&format!("roster 24.11 -o {file}"));
        desk.done(&format!("attendance 24.11 {file}"));
        assert_eq!(desk.read("data/attendance.csv"), table, "{file}");
    }
    desk.write("own.csv", desk.done("attendance 24.11 --format csv"));
    desk.done("attendance 24.11 own.csv");
    assert_eq!(desk.read("data/attendance.csv"), table);
}

#[test]
fn the_workbook_offers_yes_and_no() {
    let desk = Desk::invited();
    desk.done("roster 24.11 -o roster.xlsx");
    let mut book = zip::ZipArchive::new(Cursor::new(std::fs::read(desk.path("roster.xlsx")).unwrap())).unwrap();
    let mut sheet = String::new();
    std::io::Read::read_to_string(&mut book.by_name("xl/worksheets/sheet1.xml").unwrap(), &mut sheet).unwrap();
    assert!(sheet.contains("<dataValidation type=\"list\"") && sheet.contains("\"yes,no\""), "{sheet}");
}

const AFTER: &str = "--now 2022-12-05T09:00";

/// Bærum and Gol took part, and were sent the confirmation by a version that knew no head counts.
fn confirmed() -> Desk {
    let desk = Desk::invited();
    let rows = "number;municipality;date;took part\n3024;Bærum;2022-11-24;yes\n3041;Gol;2022-11-24;yes\n";
    desk.write("data/attendance.csv", rows);
    desk.done(&format!("confirmation --send {AFTER}"));
    desk
}

fn due(desk: &Desk) -> String {
    desk.done("confirmation --format csv --now 2022-12-06T09:00").lines().filter(|row| row.contains(";due;")).collect()
}

#[test]
fn a_confirmation_that_is_still_true_is_not_sent_again() {
    let desk = confirmed();
    assert_eq!(due(&desk), "");
    // It said nothing of how many came.
    record(&desk, "Kommune;Antall\nBærum;4\n");
    assert_eq!(due(&desk), "");
    // Nobody knows whether it is true.
    desk.done("attendance 24.11 --forget Gol");
    assert_eq!(due(&desk), "");
}

#[test]
fn a_confirmation_that_is_no_longer_true_is_corrected_or_withdrawn() {
    let desk = confirmed();
    desk.done("attendance 29.11 Bærum --yes");
    desk.done("attendance 24.11 --absent Gol");
    let rows = due(&desk);
    assert!(rows.contains("Bærum") && rows.contains("Gol"), "{rows}");
    let status: serde_json::Value =
        serde_json::from_str(&desk.done("status --format json --now 2022-12-06T09:00")).unwrap();
    assert_eq!((&status["to_confirm"], &status["to_correct"]), (&0.into(), &2.into()));
    let corrected = desk.done("confirmation --show Bærum --now 2022-12-06T09:00");
    assert!(
        corrected.contains("Subject: Rettet bekreftelse") && corrected.contains("29. november 2022"),
        "{corrected}"
    );
    assert!(corrected.contains("Denne bekreftelsen erstatter den dere har fått tidligere."), "{corrected}");
    let withdrawn = desk.done("confirmation --show Gol --now 2022-12-06T09:00");
    assert!(
        withdrawn.contains("Subject: Stadfestinga gjeld ikkje") && withdrawn.contains("24. november"),
        "{withdrawn}"
    );
    assert!(withdrawn.contains("var de ikkje med") && !withdrawn.contains("Ta vare på"), "{withdrawn}");
    desk.done("confirmation --send --now 2022-12-06T10:00");
    assert_eq!(due(&desk), "");
    // It did take part after all, and then a count is corrected.
    record(&desk, "Kommune;Antall\nGol;3\n");
    desk.done("confirmation --send --now 2022-12-07T09:00");
    let sent = desk.done("confirmation --show Gol --now 2022-12-07T10:00");
    assert!(sent.contains("Tal på personar: 3") && sent.contains("erstattar"), "{sent}");
    assert_eq!(due(&desk), "");
    record(&desk, "Kommune;Antall\nGol;5\n");
    assert!(due(&desk).contains("Gol"));
}

#[test]
fn a_leads_own_confirmation_is_never_what_withdraws_one() {
    let desk = confirmed();
    desk.write("templates/nn/confirmation.md", "Emne: Bevis\n\n{{ municipality }} var med {{ meeting.day }}.\n");
    desk.done("attendance 24.11 --absent Gol");
    let withdrawn = desk.done("confirmation --show Gol --now 2022-12-06T09:00");
    assert!(!withdrawn.contains("Bevis") && withdrawn.contains("gjeld difor ikkje"), "{withdrawn}");
}

#[test]
fn whoever_never_got_a_confirmation_gets_no_withdrawal() {
    let desk = Desk::invited();
    desk.done("attendance 24.11 --absent Gol");
    assert_eq!(due(&desk), "");
}
