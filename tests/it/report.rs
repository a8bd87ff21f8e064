//! The exercise in figures, as a page, as a workbook and as text, read back by others.

use std::collections::BTreeSet;
use std::io::{Cursor, Read};

use crate::common::Desk;
use calamine::{Data, Reader, Xlsx};

/// The sample after its first date.
fn held() -> Desk {
    let desk = Desk::invited();
    desk.done("attendance 22.11 --all-except Moss");
    desk
}

fn workbook(desk: &Desk) -> Vec<u8> {
    desk.done("report -o report.xlsx --now 2022-11-23T09:00");
    std::fs::read(desk.path("report.xlsx")).unwrap()
}

#[test]
fn the_workbook_has_a_sheet_for_each_table_with_days_numbers_filters_and_a_frozen_heading() {
    let desk = held();
    let bytes = workbook(&desk);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes.clone())).unwrap();
    let headings: Vec<String> =
        desk.done("report").lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_owned).collect();
    assert_eq!(book.sheet_names(), headings);
    let dates = book.worksheet_range("Dates").unwrap();
    let Data::DateTime(day) = dates.get_value((1, 0)).unwrap() else { panic!("the first date is a day") };
    assert!(day.is_datetime());
    assert_eq!(day.to_ymd_hms_milli(), (2022, 11, 22, 0, 0, 0, 0));
    assert_eq!(dates.get_value((1, 2)), Some(&Data::Float(14.0)));
    assert_eq!(dates.get_value((1, 1)), Some(&Data::String("09:30–11:30".to_owned())));
    let municipalities = book.worksheet_range("Municipalities").unwrap();
    assert_eq!(municipalities.height(), 1 + 52);
    // A number of a municipality is a name and keeps its zero.
    assert_eq!(municipalities.get_value((1, 1)), Some(&Data::String("0301".to_owned())));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for sheet in 1..=headings.len() {
        let mut xml = String::new();
        archive.by_name(&format!("xl/worksheets/sheet{sheet}.xml")).unwrap().read_to_string(&mut xml).unwrap();
        assert!(xml.contains("state=\"frozen\"") && xml.contains("<autoFilter "), "sheet {sheet}");
    }
}

#[test]
fn figures_are_those_of_status_and_attendance() {
    let desk = held();
    let report = desk.done("report --now 2022-11-23T09:00");
    let status: serde_json::Value =
        serde_json::from_str(&desk.done("status --format json --now 2022-11-23T09:00")).unwrap();
    for (stage, field) in [
        ("Have answered", "registered"),
        ("Have a date", "placed"),
        ("Have an invitation", "letters_sent"),
        ("Took part", "took_part"),
    ] {
        let line = format!("| {stage} | {} | 52 |", status[field]);
        assert!(report.contains(&line), "{line} in {report}");
    }
    assert!(report.contains("| 22 November 2022 | 14 | 13 | 1 | 0 | 0 |  |"), "{report}");
}

#[test]
fn no_person_is_in_it() {
    let desk = held();
    let pages = [desk.done("report"), {
        desk.done("report -o report.html");
        desk.read("report.html")
    }];
    let registrations = desk.read("data/registrations.csv");
    let mut personal = BTreeSet::new();
    for row in registrations.lines().skip(1) {
        let cells: Vec<&str> = row.split(';').collect();
        personal.extend(cells[4..7].iter().filter(|cell| !cell.is_empty()).copied());
    }
    assert!(personal.len() > 100, "there are names, addresses and numbers to look for");
    for value in personal {
        assert!(pages.iter().all(|page| !page.contains(value)), "{value}");
    }
}

#[test]
fn the_page_stands_for_itself_and_every_chart_has_its_words_and_its_table() {
    let desk = held();
    desk.done("report -o report.html");
    let page = desk.read("report.html");
    for loaded in ["<script", "src=", "url(http", "<link rel=\"stylesheet", "@import", "http://", "https://"] {
        assert!(!page.contains(loaded), "{loaded}");
    }
    let charts = page.matches("<svg role=\"img\"").count();
    assert_eq!(charts, 7);
    assert_eq!(page.matches("<figure>").count(), charts);
    for part in ["<title id=\"chart-", "<desc id=\"chart-", "<figcaption>"] {
        assert_eq!(page.matches(part).count(), charts, "{part}");
    }
    let figure_then_table = page.split("<figure>").skip(1).filter(|rest| rest.contains("<table>")).count();
    assert_eq!(figure_then_table, charts);
    // Identities are there once.
    let ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len());
}

#[test]
fn before_anything_has_happened_there_is_a_report_too() {
    let desk = Desk::sample();
    let report = desk.done("report --now 2022-07-01T09:00");
    assert!(
        report.contains("No municipality has answered yet.") && report.contains("Answered: 0 of 52 municipalities, 0")
    );
    desk.done("report -o report.html");
    desk.done("report -o report.xlsx");
}
