//! What an exercise begins with: the announcement, an empty form that is read when it comes back, and the lead's calendar.

use std::io::{Cursor, Read, Write};

use crate::common::Desk;
use calcard::common::timezone::Tz;
use calcard::icalendar::{ICalendar, ICalendarProperty};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// The workbook with rows below its headings, as a municipality fills it in: texts, chosen or typed.
fn filled(form: &[u8], rows: &[[&str; 5]]) -> Vec<u8> {
    let mut form = ZipArchive::new(Cursor::new(form)).unwrap();
    let mut filled = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..form.len() {
        let mut part = form.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        part.read_to_end(&mut content).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            let text = String::from_utf8(content).unwrap();
            let cells = |row: &[&str; 5]| -> String {
                row.iter().map(|cell| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>")).collect()
            };
            let rows: String = rows.iter().map(|row| format!("<row>{}</row>", cells(row))).collect();
            assert!(text.contains("</sheetData>"));
            content = text.replace("</sheetData>", &format!("{rows}</sheetData>")).into_bytes();
        }
        filled.start_file(name, SimpleFileOptions::default()).unwrap();
        filled.write_all(&content).unwrap();
    }
    filled.finish().unwrap().into_inner()
}

/// A part of a workbook.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_form_that_comes_back_is_read_without_mapping_in_every_language() {
    for (language, any, declined) in
        [("nb", "alle", "deltar ikke"), ("nn", "alle", "deltek ikkje"), ("en", "any", "declined")]
    {
        let desk = Desk::sample();
        desk.done(&format!("announce --form empty.xlsx --language {language}"));
        desk.done(&format!("announce --form empty.csv --language {language}"));
        let empty = std::fs::read(desk.path("empty.xlsx")).unwrap();
        let rows = [
            ["Asker", "24.11.2022", "22.11.2022", "Kari Prøve", "kari@example.no"],
            ["Gol", any, "", "", ""],
            ["Ål", declined, "", "", ""],
        ];
        desk.write("data/incoming/form.xlsx", filled(&empty, &rows));
        desk.done("import data/incoming/form.xlsx --now 2022-08-01T09:00");
        let read = desk.read("data/registrations.csv");
        assert!(read.contains("3025;Asker;2022-11-24;2022-11-22;Kari Prøve;kari@example.no;"), "{read}");
        assert!(read.contains("3041;Gol;any;") && read.contains("3043;Ål;declined;"), "{read}");

        let rows = "Bærum;1.12.2022;22.11.2022;Ola;ola@example.no;;7;x\r\n";
        desk.write("data/incoming/form.csv", desk.read("empty.csv") + rows);
        desk.done("import data/incoming/form.csv --now 2022-08-01T09:00");
        let read = desk.read("data/registrations.csv");
        assert!(read.contains("3024;Bærum;2022-12-01;2022-11-22;Ola;ola@example.no;;7;x;"), "{read}");
    }
}

#[test]
fn a_form_has_the_municipalities_and_dates_to_choose_from() {
    let desk = Desk::sample();
    desk.done("announce --form form.xlsx");
    let form = std::fs::read(desk.path("form.xlsx")).unwrap();
    let sheet = part(&form, "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("<dataValidation type=\"list\"").count(), 2, "{sheet}");
    assert!(sheet.contains("<formula1>Lists!$A$1:$A$52</formula1>"), "{sheet}");
    assert!(sheet.contains("<formula1>Lists!$B$1:$B$4</formula1>"), "{sheet}");
    assert!(part(&form, "xl/workbook.xml").contains("name=\"Lists\" sheetId=\"2\" state=\"hidden\""));
    let texts = part(&form, "xl/sharedStrings.xml");
    for text in ["Oslo", "Lunner", "22.11.2022", "01.12.2022"] {
        assert!(texts.contains(&format!("<t>{text}</t>")), "{text}");
    }
}

#[test]
fn a_form_is_never_written_over_a_file_that_is_there() {
    let desk = Desk::sample();
    desk.write("form.csv", "mine");
    for (file, problem) in [("form.csv", "already exists"), ("form.docx", "is neither .xlsx nor .csv")] {
        let refused = desk.run(&["announce", "--form", file]);
        assert_eq!(refused.code, 2);
        assert!(refused.err.contains(problem), "{}", refused.err);
    }
    assert_eq!(desk.read("form.csv"), "mine");
}

#[test]
fn the_announcement_says_what_a_municipality_needs_and_no_link() {
    let desk = Desk::sample();
    for (language, words) in [
        (
            "nb",
            [
                "Dato",
                "Sted",
                "Arrangør",
                "Målgruppe",
                "Tema",
                "Publisert",
                "fredag 24. juni 2022",
                "fredag 19. august 2022",
            ],
        ),
        (
            "nn",
            [
                "Dato",
                "Stad",
                "Arrangør",
                "Målgruppe",
                "Tema",
                "Publisert",
                "fredag 24. juni 2022",
                "fredag 19. august 2022",
            ],
        ),
        (
            "en",
            [
                "Date",
                "Place",
                "Organiser",
                "Target group",
                "Theme",
                "Published",
                "Friday 24 June 2022",
                "Friday 19 August 2022",
            ],
        ),
    ] {
        for format in ["text", "markdown", "html"] {
            let said = desk.done(&format!("announce --language {language} --format {format}"));
            for word in words.iter().chain(&["22", "24", "29", "kari.eksempel@example.no", "00 00 00 01"]) {
                assert!(said.contains(word), "{language} {format}: {word}\n{said}");
            }
            assert!(!said.contains("teams.microsoft.com"), "{language} {format}");
        }
    }
}

#[test]
fn the_leads_calendar_holds_every_date_with_who_is_on_it() {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.run(&["assign"]);
    desk.done("calendar -o dates.ics --now 2022-08-22T09:00");
    let written = desk.read("dates.ics");
    assert_eq!(written, desk.done("calendar --now 2022-08-22T09:00"));
    assert!(!written.contains("ATTENDEE") && written.contains("METHOD:PUBLISH"));
    let calendar = ICalendar::parse(&written).expect("it is a calendar");
    let starts: Vec<i64> =
        calendar.expand_dates(Tz::Floating, 10).events.iter().map(|one| one.timestamps().0).collect();
    let utc = |text: &str| format!("{text}:00Z").parse::<chrono::DateTime<chrono::Utc>>().unwrap().timestamp();
    assert_eq!(starts, ["2022-11-22T08:30", "2022-11-24T08:30", "2022-11-29T11:00", "2022-12-01T08:30"].map(utc));
    let last = calendar.components.iter().rfind(|one| one.component_type.as_str() == "VEVENT").unwrap();
    let text = |property: &ICalendarProperty| last.property(property).unwrap().values[0].as_text().unwrap().to_owned();
    assert_eq!(text(&ICalendarProperty::Summary), "Statsforvalterens øvelse for kommunenes kriseledelse (3/14)");
    assert_eq!(text(&ICalendarProperty::Description), "Ringerike\nIndre Østfold\nModum");
    // No address of a municipality, and no contact.
    assert!(!written.contains("frode.modell"));
}
