//! The list for the host, as a page and as a workbook, read back by others.

use std::io::Cursor;

use crate::common::Desk;
use calamine::{Data, Reader, Xlsx};

/// The sample, assigned, with a municipality that tells much of itself.
fn assigned() -> Desk {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["register", "Asker", "--first", "22.11", "--participants", "12", "--comment", "<b>IKT</b> & =1+1"]);
    desk.run(&["assign"]);
    desk
}

#[test]
fn the_page_has_a_row_for_each_and_no_markup_from_elsewhere() {
    let desk = assigned();
    let page = desk.done("roster 22.11 --format html");
    let on_date = desk.read("data/assignments.csv").lines().filter(|row| row.contains(";2022-11-22;")).count();
    assert_eq!(page.matches("<th scope=\"row\">").count(), on_date);
    assert!(page.contains("&lt;b&gt;IKT&lt;&#x2f;b&gt; &amp; =1+1") && !page.contains("<b>"), "{page}");
    assert!(!page.contains("<script") && !page.contains("src=") && !page.contains("url("), "it loads nothing");
    // Nobody who is elsewhere is in it.
    assert!(!page.contains("Bærum"));
}

#[test]
fn the_workbook_has_numbers_as_numbers_and_everything_else_as_text() {
    let desk = assigned();
    desk.done("roster 22.11 --format xlsx -o roster.xlsx");
    let bytes = std::fs::read(desk.path("roster.xlsx")).unwrap();
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(workbook.sheet_names(), ["2022-11-22"]);
    let sheet = workbook.worksheet_range("2022-11-22").unwrap();
    let row = sheet.rows().find(|row| row[0] == Data::String("Asker".into())).unwrap();
    assert_eq!(row[4], Data::Float(12.0));
    assert_eq!(row[6], Data::String("<b>IKT</b> & =1+1".into()));
    assert!(matches!(&row[2], Data::String(phone) if phone.starts_with("00 00")), "{row:?}");
    assert!(workbook.worksheet_formula("2022-11-22").unwrap().is_empty());
}
