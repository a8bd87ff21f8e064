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
pub fn with_part(bytes: &[u8], part: &str, change: impl Fn(String) -> String) -> Vec<u8> {
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
    (0..129).for_each(|_| archive.write_all(&megabyte).unwrap());
    archive.finish().unwrap().into_inner()
}

#[test]
fn a_workbook_that_unpacks_to_more_than_128_mib_is_refused() {
    let desk = Desk::sample();
    for (name, part) in [("bombe.xlsx", "xl/workbook.xml"), ("bombe.ods", "content.xml")] {
        let bytes = zip_bomb(part);
        assert!(bytes.len() < 2_000_000);
        desk.write(name, bytes);
        let refused = desk.run(&["import", name]);
        assert_eq!(refused.code, 2);
        assert!(
            refused.out.contains("error: the workbook comes to more than 128 MiB when it is unpacked"),
            "{}",
            refused.out
        );
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
    assert!(
        refused.out.contains("error: the workbook comes to more than 128 MiB when it is unpacked"),
        "{}",
        refused.out
    );
}

/// An ods of one sheet with these rows of XML, and these styles.
fn ods(styles: &str, rows: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>{styles}</office:automatic-styles>\
         <office:body><office:spreadsheet><table:table table:name=\"Svar\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    let mimetype = "application/vnd.oasis.opendocument.spreadsheet";
    archive(&[("mimetype", mimetype), ("content.xml", &content), ("META-INF/manifest.xml", "<manifest:manifest/>")])
}

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A row of an ods with these attributes and cells, of which each may have attributes before a bar.
fn ods_row(attributes: &str, cells: &[&str]) -> String {
    let cell = |cell: &&str| {
        let (attributes, text) = cell.rsplit_once('|').unwrap_or(("", cell));
        format!(
            "<table:table-cell office:value-type=\"string\" {attributes}><text:p>{text}</text:p></table:table-cell>"
        )
    };
    format!("<table:table-row {attributes}>{}</table:table-row>", cells.iter().map(cell).collect::<String>())
}

fn refused(desk: &Desk, file: &str) -> String {
    let ran = desk.run(&["import", file, "--now", "2022-07-02T09:00"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    ran.out
}

#[test]
fn an_error_is_never_read_as_nothing() {
    let desk = Desk::sample();
    for error in ["#N/A", "#REF!", "#NAVN?", "#I/T", "Err:502", "####"] {
        desk.write("feil.csv", format!("Kommune;Pri 1;Pri 2\nAsker;24.11;{error}\n"));
        let out = refused(&desk, "feil.csv");
        assert!(out.contains(&format!("feil.csv:2:3: error: \"{error}\" is an error of the spreadsheet")), "{out}");
    }
    let mut sheet = sheet("Svar", &[["", "Asker", "24.11.2022", "", ""]]);
    sheet.write(1, 3, Formula::new("=VLOOKUP(1,A1:B2,2)").set_result("#N/A")).unwrap();
    let as_error = |xml: String| xml.replace("t=\"str\"", "t=\"e\"");
    desk.write("feil.xlsx", with_part(&workbook(vec![sheet]), "xl/worksheets/sheet1.xml", as_error));
    assert!(refused(&desk, "feil.xlsx").contains("feil.xlsx:2:4: error: \"#N/A\" is an error of the spreadsheet"));
    let error = "table:formula=\"of:=NA()\" office:string-value=\"\" calcext:value-type=\"error\"|#N/A";
    let rows = [ods_row("", &["Kommune", "Pri 1", "Pri 2"]), ods_row("", &["Asker", "24.11", error])];
    desk.write("feil.ods", ods("", &rows.concat()));
    assert!(refused(&desk, "feil.ods").contains("feil.ods:2:3: error: \"#N/A\" is an error of the spreadsheet"));
}

#[test]
fn a_formula_whose_value_is_not_stored_is_refused() {
    let desk = Desk::sample();
    let mut sheet = sheet("Svar", &[["", "Asker", "24.11.2022", "", ""]]);
    sheet.write(1, 3, Formula::new("=C2-2")).unwrap();
    let bytes = workbook(vec![sheet]);
    for value in ["", "<v></v>", "<v/>"] {
        let emptied = with_part(&bytes, "xl/worksheets/sheet1.xml", |xml| {
            assert!(xml.contains("<v>0</v>"));
            xml.replace("<v>0</v>", value)
        });
        desk.write("formel.xlsx", emptied);
        let out = refused(&desk, "formel.xlsx");
        assert!(out.contains("formel.xlsx:2:4: error: \"=C2-2\" is a formula whose result is not stored"), "{out}");
    }
    let empty = with_part(&bytes, "xl/worksheets/sheet1.xml", |xml| {
        xml.replace("<v>0</v>", "<v></v>").replace("<c r=\"D2\"", "<c r=\"D2\" t=\"str\"")
    });
    desk.write("tom.xlsx", empty);
    desk.done("import tom.xlsx");
    let formula = "<table:table-cell table:formula=\"of:=[.B2]-2\"/></table:table-row>";
    let row = ods_row("", &["Asker", "24.11"]).replace("</table:table-row>", formula);
    desk.write("formel.ods", ods("", &(ods_row("", &["Kommune", "Pri 1", "Pri 2"]) + &row)));
    assert!(refused(&desk, "formel.ods").contains("formel.ods:2:3: error: \"=[.B2]-2\" is a formula whose result"));
}

#[test]
fn a_merged_cell_is_in_each_row_and_column_that_it_covers() {
    let desk = Desk::sample();
    let rows = ["Asker", "Gol", "Hol"].map(|name| ["", name, "24.11.2022", "", ""]);
    let mut merged = sheet("Svar", &rows);
    merged.merge_range(1, 3, 3, 3, "22.11.2022", &Format::new()).unwrap();
    desk.write("flettet.xlsx", workbook(vec![merged]));
    desk.done("import flettet.xlsx --now 2022-07-02T09:00");
    let second_choices = |desk: &Desk| listed(desk).matches(";2022-11-24;2022-11-22;").count();
    assert_eq!(second_choices(&desk), 3, "{}", listed(&desk));
    let desk = Desk::sample();
    let covered = "<table:covered-table-cell/></table:table-row>";
    let rows = [
        ods_row("", &["table:number-columns-spanned=\"3\"|Kommune, pri 1 og pri 2", "", ""]),
        ods_row("", &["Kommune", "Pri 1", "Pri 2"]),
        ods_row("", &["Asker", "24.11", "table:number-rows-spanned=\"2\"|22.11"]),
        ods_row("", &["Gol", "24.11"]).replace("</table:table-row>", covered),
    ];
    desk.write("flettet.ods", ods("", &rows.concat()));
    desk.done("import flettet.ods --now 2022-07-02T09:00");
    assert_eq!(second_choices(&desk), 2, "{}", listed(&desk));
    let desk = Desk::sample();
    let mut wide = sheet("Svar", &[["", "Asker", "", "", ""]]);
    wide.merge_range(1, 2, 1, 3, "deltar ikke", &Format::new()).unwrap();
    desk.write("bred.xlsx", workbook(vec![wide]));
    desk.done("import bred.xlsx --now 2022-07-02T09:00");
    assert_eq!(listed(&desk).lines().count(), 1);
}

#[test]
fn what_is_seen_in_a_sheet_and_not_in_its_values_is_told() {
    let desk = Desk::sample();
    let rows = ["Asker", "Gol", "Hol", "Ål"].map(|name| ["", name, "24.11.2022", "", ""]);
    let mut hidden = sheet("Svar", &rows);
    hidden.set_row_hidden(2).unwrap();
    hidden.set_row_hidden(3).unwrap();
    hidden.set_row_hidden(40).unwrap();
    hidden.set_column_hidden(2).unwrap();
    hidden.write_with_format(4, 2, "24.11.2022", &Format::new().set_font_strikethrough()).unwrap();
    let parts = [(&Format::new(), "24.11."), (&Format::new().set_font_strikethrough(), "2022")];
    hidden.write_rich_string(1, 2, &parts).unwrap();
    hidden.insert_note(1, 1, &rust_xlsxwriter::Note::new("trukket")).unwrap();
    desk.write("skjult.xlsx", workbook(vec![hidden]));
    let told = [
        "skjult.xlsx: warning: ovelse reads rows that the sheet hides, by hand or by a filter: 3–4\n    Unhide everything in",
        "skjult.xlsx: warning: ovelse reads columns that the sheet hides: C\n    Unhide everything in",
        "skjult.xlsx: warning: ovelse reads text that the sheet strikes out: C2 and C5\n    Delete what",
        "skjult.xlsx: warning: ovelse does not read the notes on cells: B2\n    Open the workbook to see",
    ];
    let ran = desk.run(&["import", "skjult.xlsx", "--now", "2022-07-02T09:00"]);
    told.iter().for_each(|told| assert!(ran.out.contains(told), "{told} in {}", ran.out));
    assert_eq!(listed(&desk).lines().count(), 4);
    let desk = Desk::sample();
    let struck = "<style:style style:name=\"ce1\" style:family=\"table-cell\">\
                  <style:text-properties style:text-line-through-style=\"solid\"/></style:style>";
    let note = "<office:annotation><text:p>trukket</text:p></office:annotation>";
    let rows = [
        "<table:table-column/><table:table-column table:visibility=\"collapse\"/>".to_owned(),
        ods_row("", &["Kommune", "Pri 1"]),
        ods_row("table:visibility=\"filter\"", &["Asker", "24.11"]),
        ods_row("", &["table:style-name=\"ce1\"|Gol", "24.11"]).replace("<text:p>24", &format!("{note}<text:p>24")),
    ];
    desk.write("skjult.ods", ods(struck, &rows.concat()));
    let ran = desk.run(&["import", "skjult.ods", "--now", "2022-07-02T09:00"]);
    for told in ["a filter: 2\n", "hides: B\n", "out: A3\n", "cells: B3\n"] {
        assert!(ran.out.contains(told), "{told} in {}", ran.out);
    }
}

#[test]
fn a_file_of_another_kind_is_named_for_what_it_is() {
    let desk = Desk::sample();
    let compound = |stream: &str| {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.resize(512, 0);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes).chain([0, 0]));
        bytes
    };
    let encrypted = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    for (name, bytes, said) in [
        (
            "a.xlsx",
            compound("EncryptedPackage"),
            "the workbook is protected by a password\n    Open it in Excel, choose",
        ),
        ("b.xls", compound("Workbook"), "this is a workbook of Excel before 2007"),
        ("c.doc", compound("WordDocument"), "this is a document of a word processor or a PDF"),
        ("d.xls", b"\n<HTML><table><tr><td>Kommune</td></tr></table>".to_vec(), "this is a web page or XML"),
        ("e.xls", b"MIME-Version: 1.0\n".to_vec(), "this is a web page or XML"),
        ("f.pdf", b"%PDF-1.7\n".to_vec(), "this is a document of a word processor or a PDF"),
        ("g.numbers", archive(&[("Index/Document.iwa", "x")]), "this is a document of Apple Numbers"),
        ("h.docx", archive(&[("word/document.xml", "<x/>")]), "this is a document of a word processor or a PDF"),
        ("i.ods", archive(&[("content.xml", "?"), ("META-INF/manifest.xml", encrypted)]), "is protected by a password"),
    ] {
        desk.write(name, bytes);
        assert!(refused(&desk, name).contains(&format!("{name}: error: ")), "{name}");
        assert!(refused(&desk, name).contains(said), "{}", refused(&desk, name));
    }
}

#[test]
fn the_mark_of_a_workbook_that_is_open_is_skipped() {
    let desk = Desk::sample();
    desk.write("~$svar.xlsx", b"\x05Ola P                 ");
    desk.write("svar.csv", "Kommune;Pri 1\nAsker;24.11\n");
    let ran = desk.run(&["import", "~$svar.xlsx", "svar.csv", "--now", "2022-07-02T09:00"]);
    assert!(ran.out.contains("~$svar.xlsx: notice: this is not a workbook but the mark of one"), "{}", ran.out);
    assert!(listed(&desk).starts_with("3025;Asker;"));
}

#[test]
fn a_sheet_that_is_a_chart_is_passed_over() {
    let desk = Desk::sample();
    let answers = sheet("Svar", &[["", "Asker", "24.11.2022", "", ""]]);
    let mut chart = rust_xlsxwriter::Chart::new(rust_xlsxwriter::ChartType::Column);
    chart.add_series().set_values("Svar!$C$2:$C$2");
    let mut diagram = Worksheet::new_chartsheet();
    diagram.insert_chart(0, 0, &chart).unwrap();
    desk.write("diagram.xlsx", workbook(vec![answers, diagram]));
    desk.done("import diagram.xlsx --now 2022-07-02T09:00");
    assert!(listed(&desk).starts_with("3025;Asker;"));
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

#[test]
fn a_row_without_width_may_be_repeated_without_end() {
    let desk = Desk::sample();
    let endless = "<table:table-row table:number-rows-repeated=\"4000000000\">\
                   <table:covered-table-cell table:number-columns-repeated=\"0\" table:formula=\"of:=1\"/>\
                   <table:table-cell table:number-columns-repeated=\"1024\"/>\
                   <table:table-cell table:formula=\"of:=1\" table:style-name=\"x\"/></table:table-row>";
    let rows = [ods_row("", &["Kommune", "Pri 1"]), ods_row("", &["Asker", "24.11"]), endless.to_owned()];
    desk.write("endelos.ods", ods("", &rows.concat()));
    let out = refused(&desk, "endelos.ods");
    assert!(out.contains("endelos.ods: error: there is something below row 1048576, where a sheet ends"), "{out}");
    let nothing = endless.replace("<table:table-cell table:formula=\"of:=1\" table:style-name=\"x\"/>", "");
    let nothing = nothing.replace(" table:formula=\"of:=1\"", "");
    let rows = [ods_row("", &["Kommune", "Pri 1"]), ods_row("", &["Asker", "24.11"]), nothing];
    desk.write("tom.ods", ods("", &rows.concat()));
    desk.done("import tom.ods --now 2022-07-02T09:00");
}

#[test]
fn empty_cells_between_two_that_are_far_apart_count_too() {
    let desk = Desk::sample();
    let empty = "<table:table-cell table:number-columns-repeated=\"16000\"/>";
    let far = ods_row("", &["x"]).replace("<table:table-cell office", &format!("{empty}<table:table-cell office"));
    let gap = "<table:table-row table:number-rows-repeated=\"6000\"><table:table-cell/></table:table-row>";
    let rows = [ods_row("", &["Kommune", "Pri 1"]), gap.to_owned(), far];
    desk.write("spredt.ods", ods("", &rows.concat()));
    let out = refused(&desk, "spredt.ods");
    assert!(out.contains("error: the workbook comes to more than 128 MiB when it is unpacked"), "{out}");
    let value = "<table:table-row table:number-rows-repeated=\"1000000\">\
                 <table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16\"/>\
                 </table:table-row>";
    desk.write("tall.ods", ods("", &(ods_row("", &["Kommune", "Pri 1"]) + value)));
    assert!(refused(&desk, "tall.ods").contains("error: the workbook comes to more than 128 MiB when it is unpacked"));
}

#[test]
fn a_note_below_the_last_row_that_can_be_counted_is_told() {
    let desk = Desk::sample();
    let below = format!(
        "<table:table-row table:number-rows-repeated=\"{}\"><table:table-cell/></table:table-row>\
         <table:table-row table:visibility=\"collapse\" table:number-rows-repeated=\"7\"><table:table-cell>\
         <office:annotation/></table:table-cell></table:table-row>",
        u64::MAX
    );
    let columns = "<table:table-column table:visibility=\"collapse\" table:number-columns-repeated=\"4000000000\"/>";
    let rows = [columns.repeat(3), ods_row("", &["Kommune", "Pri 1"]), ods_row("", &["Asker", "24.11"]), below];
    desk.write("dypt.ods", ods("", &rows.concat()));
    let ran = desk.run(&["import", "dypt.ods", "--now", "2022-07-02T09:00"]);
    assert_eq!(ran.code, 0, "{}", ran.out);
    assert!(ran.out.contains("columns that the sheet hides: A–B\n"), "{}", ran.out);
    assert!(ran.out.contains("the notes on cells: A18446744073709551615"), "{}", ran.out);
}

#[test]
fn a_whole_sheet_that_is_struck_out_is_one_warning() {
    let desk = Desk::sample();
    let rows = ["Asker", "Gol", "Hol"].map(|name| ["", name, "24.11.2022", "22.11.2022", "1.7.2022 10:00"]);
    let mut sheet = sheet("Svar", &rows);
    let struck = Format::new().set_font_strikethrough();
    for row in 1..4 {
        for column in 0..200 {
            sheet.set_cell_format(row, column, &struck).unwrap();
        }
    }
    desk.write("strok.xlsx", workbook(vec![sheet]));
    let ran = desk.run(&["import", "strok.xlsx", "--now", "2022-07-02T09:00"]);
    assert!(ran.out.contains("strikes out: B2, C2, D2, E2, B3, C3, D3, E3, B4 and C4, and 2 more\n"), "{}", ran.out);
    assert_eq!(ran.out.matches("warning:").count(), 1, "{}", ran.out);
}

#[test]
fn a_sheet_that_is_hidden_is_told_unless_it_is_that_of_a_form() {
    let desk = Desk::sample();
    let answers = || sheet("Svar", &[["", "Asker", "24.11.2022", "", ""]]);
    let hidden = |name| {
        let mut hidden = sheet(name, &[["", "Flå", "24.11.2022", "", ""]]);
        hidden.set_hidden(true);
        hidden
    };
    let mut empty = Worksheet::new();
    empty.set_name("Tom").unwrap();
    empty.set_hidden(true);
    desk.write("skjult.xlsx", workbook(vec![answers(), hidden("Ark2"), empty]));
    let out = desk.done("import skjult.xlsx --now 2022-07-02T09:00");
    assert!(out.contains("skjult.xlsx: notice: ovelse does not read sheets that the workbook hides: Ark2\n"), "{out}");
    assert!(!desk.done("import skjult.xlsx --sheet Ark2 --now 2022-07-02T09:00").contains("hides"));
    let hide = |xml: String| xml.replace("<sheet name=\"Svar\"", "<sheet name=\"Svar\" state=\"veryHidden\"");
    desk.write("alt.xlsx", with_part(&workbook(vec![answers(), hidden("Ark2")]), "xl/workbook.xml", hide));
    let out = refused(&desk, "alt.xlsx");
    assert!(out.contains("only sheets that the workbook hides have anything on them: Svar and Ark2\n"), "{out}");
    desk.done("announce --form skjema.xlsx");
    assert!(!desk.done("import skjema.xlsx --now 2022-07-02T09:00").contains("hides"));
    desk.write("liste.xlsx", workbook(vec![answers(), hidden("Lists")]));
    assert!(desk.done("import liste.xlsx --now 2022-07-02T09:00").contains("hides: Lists\n"));
}

#[test]
fn sheets_are_counted_and_each_is_a_part_of_its_own() {
    let desk = Desk::sample();
    let many = (0..256).map(|number| sheet(&format!("Ark{number}"), &[]));
    desk.write("mange.xlsx", workbook(many.collect()));
    let out = refused(&desk, "mange.xlsx");
    assert!(out.contains("error: the workbook has more than 255 sheets"), "{out}");
    let two = workbook(vec![sheet("A", &[]), sheet("B", &[])]);
    let same = with_part(&two, "xl/_rels/workbook.xml.rels", |xml| xml.replace("sheet2.xml", "sheet1.xml"));
    desk.write("samme.xlsx", same);
    assert!(refused(&desk, "samme.xlsx").contains("the workbook is damaged: its parts contradict each other"));
}

#[test]
fn an_ods_that_is_cut_off_within_its_xml_is_damaged() {
    let desk = Desk::sample();
    let rows = [ods_row("", &["Kommune", "Pri 1"]), ods_row("", &["Asker", "24.11"])].concat();
    let whole = ods("", &rows);
    for end in ["</table:table-row>", "</table:table-cell>", "</table:table>", "</office:body>"] {
        let cut = with_part(&whole, "content.xml", |xml| xml[..xml.rfind(end).unwrap()].to_owned());
        desk.write("kuttet.ods", cut);
        assert!(refused(&desk, "kuttet.ods").contains("kuttet.ods: error: the workbook is damaged"), "{end}");
    }
}
