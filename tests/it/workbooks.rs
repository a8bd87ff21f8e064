//! Workbooks as Excel writes them, and as somebody writes them who means no good.

use std::io::{Cursor, Read, Write};

use crate::common::Desk;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const HEADINGS: [&str; 5] = ["Kommunenr", "Kommune", "Pri 1", "Pri 2", "Mottatt"];

fn sheet(name: &str, rows: &[[&str; 5]]) -> Worksheet {
    let mut sheet = Worksheet::new();
    sheet.set_name(name).unwrap();
    for (row, cells) in (0..).zip(std::iter::once(&HEADINGS).chain(rows)) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write(row, column, *cell).unwrap();
        }
    }
    sheet
}

fn workbook(sheets: Vec<Worksheet>) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    workbook.save_to_buffer().unwrap()
}

/// The same workbook with one of its parts written anew.
fn with_part(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut changed = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).unwrap();
        if name == part {
            content = change(String::from_utf8(content).unwrap()).into_bytes();
        }
        changed.start_file(name, SimpleFileOptions::default()).unwrap();
        changed.write_all(&content).unwrap();
    }
    changed.finish().unwrap().into_inner()
}

fn listed(desk: &Desk) -> String {
    desk.done("list --format csv").lines().skip(1).map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn numbers_and_dates_are_read_as_they_are_shown() {
    let desk = Desk::sample();
    let mut sheet = sheet("Svar", &[["", "", "", "", ""]; 0]);
    let date = Format::new().set_num_format("dd.mm.yyyy");
    let time = Format::new().set_num_format("dd.mm.yyyy hh:mm");
    sheet.write(1, 0, 301).unwrap();
    sheet.write(1, 1, "Oslo").unwrap();
    sheet.write_with_format(1, 2, ExcelDateTime::from_ymd(2022, 11, 24).unwrap(), &date).unwrap();
    sheet.write(1, 3, 44887).unwrap();
    let received = ExcelDateTime::from_ymd(2022, 7, 1).unwrap().and_hms(10, 15, 0).unwrap();
    sheet.write_with_format(1, 4, received, &time).unwrap();
    sheet.write(2, 1, Formula::new("=\"Ask\"&\"er\"").set_result("Asker")).unwrap();
    sheet.write(2, 2, "24. november").unwrap();
    desk.write("svar.xlsx", workbook(vec![sheet]));
    desk.done("import svar.xlsx --now 2022-07-02T09:00");
    assert_eq!(
        listed(&desk),
        "0301;Oslo;2022-11-24;2022-11-22;;;;;;2022-07-01T10:15:00;no\n\
         3025;Asker;2022-11-24;;;;;;;2022-07-02T09:00:00;no\n"
    );
}

#[test]
fn a_workbook_that_counts_from_1904_says_so() {
    let desk = Desk::sample();
    let mut sheet = sheet("Svar", &[["", "Oslo", "", "", ""]]);
    let date = Format::new().set_num_format("dd.mm.yyyy");
    sheet.write_with_format(1, 2, 43427, &date).unwrap();
    sheet.write(1, 3, 43_425.395_833_333_3).unwrap();
    let from_1900 = workbook(vec![sheet]);
    let from_1904 = with_part(&from_1900, "xl/workbook.xml", |xml| {
        assert!(xml.contains("<workbookPr "));
        xml.replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
    });
    desk.write("1900.xlsx", from_1900);
    assert!(desk.run(&["import", "1900.xlsx"]).out.contains("\"2018-11-23\" is not one of the exercise's dates"));
    desk.write("1904.xlsx", from_1904);
    desk.done("import 1904.xlsx --now 2022-07-02T09:00");
    assert_eq!(listed(&desk), "0301;Oslo;2022-11-24;2022-11-22;;;;;;2022-07-02T09:00:00;no\n");
}

#[test]
fn of_several_sheets_the_one_that_is_named_is_read() {
    let desk = Desk::sample();
    let row = |name| ["", name, "24.11.2022", "", ""];
    let mut hidden = sheet("Lister", &[row("Flå")]);
    hidden.set_hidden(true);
    let empty = {
        let mut sheet = Worksheet::new();
        sheet.set_name("Tom").unwrap();
        sheet
    };
    desk.write(
        "to.xlsx",
        workbook(vec![sheet("Juli", &[row("Asker")]), sheet("August", &[row("Gol")]), hidden, empty]),
    );
    let refused = desk.run(&["import", "to.xlsx"]);
    assert_eq!(refused.code, 2);
    assert!(refused.out.contains("to.xlsx: error: the workbook has several sheets with data: Juli and August\n    Name the right one with --sheet NAME"), "{}", refused.out);
    assert!(
        desk.run(&["import", "to.xlsx", "--sheet", "Mai"])
            .out
            .contains("the workbook has no sheet \"Mai\"; it has Juli, August, Lister and Tom")
    );
    desk.done("import to.xlsx --sheet August");
    assert!(listed(&desk).starts_with("3041;Gol;"));
}

#[test]
fn one_sheet_with_data_needs_no_name() {
    let desk = Desk::sample();
    let mut hidden = sheet("Lister", &[["", "Flå", "24.11.2022", "", ""]]);
    hidden.set_hidden(true);
    desk.write("en.xlsx", workbook(vec![sheet("Svar", &[["", "Asker", "24.11.2022", "", ""]]), hidden]));
    desk.done("import en.xlsx");
    assert_eq!(listed(&desk).lines().count(), 1);
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let desk = Desk::sample();
    let mut sheet = sheet("Svar", &[["", "Asker", "24.11.2022", "", ""]]);
    sheet.write(1_048_575, 0, "3041").unwrap();
    sheet.write(1_048_575, 2, "24.11.2022").unwrap();
    desk.write("langt.xlsx", workbook(vec![sheet]));
    desk.done("import langt.xlsx");
    assert!(desk.read("data/registrations.csv").contains(";langt.xlsx:1048576"));
}

#[test]
fn a_row_that_is_too_wide_is_an_error() {
    let desk = Desk::sample();
    let mut sheet = sheet("Svar", &[["", "Asker", "24.11.2022", "", ""]]);
    sheet.write(1, 16_383, "x").unwrap();
    desk.write("bred.xlsx", workbook(vec![sheet]));
    let refused = desk.run(&["import", "bred.xlsx"]);
    assert_eq!(refused.code, 2);
    assert!(refused.out.contains("bred.xlsx: error: row 2 has more than 1024 cells"), "{}", refused.out);
}

/// An archive whose parts are mostly zeros, unpacking to more than a workbook may.
fn zip_bomb(part: &str) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    archive.start_file(part, deflated).unwrap();
    let megabyte = vec![b' '; 1024 * 1024];
    (0..257).for_each(|_| archive.write_all(&megabyte).unwrap());
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_more_than_256_mib_is_refused() {
    let desk = Desk::sample();
    for (name, part) in [("bombe.xlsx", "xl/workbook.xml"), ("bombe.ods", "content.xml")] {
        let bytes = zip_bomb(part);
        assert!(bytes.len() < 2_000_000);
        desk.write(name, bytes);
        let refused = desk.run(&["import", name]);
        assert_eq!(refused.code, 2);
        assert!(refused.out.contains("error: the workbook unpacks to more than 256 MiB"), "{}", refused.out);
    }
}

#[test]
fn an_ods_that_repeats_itself_beyond_measure_is_refused() {
    let desk = Desk::sample();
    let content = |repeats: &str| {
        format!(
            "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet>\
             <table:table table:name=\"Svar\"><table:table-row table:number-rows-repeated=\"1000000\">\
             <table:table-cell table:number-columns-repeated=\"{repeats}\" office:value-type=\"string\">\
             <text:p>Asker</text:p></table:table-cell></table:table-row></table:table>\
             </office:spreadsheet></office:body></office:document-content>"
        )
    };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive.start_file("mimetype", SimpleFileOptions::default()).unwrap();
    archive.write_all(b"application/vnd.oasis.opendocument.spreadsheet").unwrap();
    archive.start_file("content.xml", SimpleFileOptions::default()).unwrap();
    archive.write_all(content("16384").as_bytes()).unwrap();
    desk.write("mange.ods", archive.finish().unwrap().into_inner());
    let refused = desk.run(&["import", "mange.ods"]);
    assert!(refused.out.contains("error: the workbook unpacks to more than 256 MiB"), "{}", refused.out);
}

#[test]
fn a_workbook_damaged_anywhere_is_an_error_and_never_a_crash() {
    let desk = Desk::sample();
    let whole = workbook(vec![sheet("Svar", &[["", "Asker", "24.11.2022", "", ""]])]);
    for cut in (0..whole.len()).step_by(97) {
        desk.write("skadet.xlsx", &whole[..cut]);
        assert_eq!(desk.run(&["import", "skadet.xlsx", "--dry-run"]).code, 2, "cut at {cut}");
    }
    for part in ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"] {
        let damaged = with_part(&whole, part, |xml| xml.chars().take(xml.len() / 2).collect());
        desk.write("skadet.xlsx", damaged);
        let ran = desk.run(&["import", "skadet.xlsx", "--dry-run"]);
        assert!(matches!(ran.code, 0 | 2), "{part}");
        assert_eq!(ran.err, "", "{part}");
    }
}
