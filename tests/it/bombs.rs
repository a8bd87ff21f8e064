//! Files of a few kilobytes that would unpack, repeat or claim their way to gigabytes are refused before they do: the
//! program runs with as much memory as it may take.
#![cfg(target_os = "linux")]

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::process::{Command, Output};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::common::Desk;

/// What an import may take at most, in kibibytes of address space; without any file it takes a twelfth of it.
const MOST: u32 = 600 << 10;

fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in parts {
        archive.start_file(*name, deflated).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OF_DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const OF_PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// An xlsx with so many sheets, which all refer to one part.
fn xlsx(sheets: usize, sheet_data: &str, texts: &str, styles: &str) -> Vec<u8> {
    let sheets = (1..=sheets).fold(String::new(), |mut all, number| {
        let _ = write!(all, "<sheet name=\"S{number}\" sheetId=\"{number}\" r:id=\"rId1\"/>");
        all
    });
    let relation = |id: &str, kind: &str, target: &str| {
        format!("<Relationship Id=\"{id}\" Type=\"{OF_DOCUMENT}/{kind}\" Target=\"{target}\"/>")
    };
    let relations = |all: &[String]| format!("<Relationships xmlns=\"{OF_PACKAGE}\">{}</Relationships>", all.concat());
    let of_workbook = [
        relation("rId1", "worksheet", "worksheets/sheet1.xml"),
        relation("rId2", "sharedStrings", "sharedStrings.xml"),
        relation("rId3", "styles", "styles.xml"),
    ];
    archive(&[
        ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
        ("_rels/.rels", &relations(&[relation("rId1", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            &format!("<workbook xmlns=\"{MAIN}\" xmlns:r=\"{OF_DOCUMENT}\"><sheets>{sheets}</sheets></workbook>"),
        ),
        ("xl/_rels/workbook.xml.rels", &relations(&of_workbook)),
        ("xl/sharedStrings.xml", &format!("<sst xmlns=\"{MAIN}\" {texts}</sst>")),
        ("xl/styles.xml", &format!("<styleSheet xmlns=\"{MAIN}\">{styles}</styleSheet>")),
        (
            "xl/worksheets/sheet1.xml",
            &format!("<worksheet xmlns=\"{MAIN}\"><sheetData>{sheet_data}</sheetData></worksheet>"),
        ),
    ])
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"Svar\">{rows}\
         </table:table></office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", &content)])
}

/// What becomes of an import that may take no more memory than that.
fn imported(desk: &Desk, file: &str) -> Output {
    bounded(desk, &format!("import {file} --now 2022-07-02T09:00"))
}

fn bounded(desk: &Desk, command: &str) -> Output {
    let script = format!("ulimit -v {MOST}; exec \"$0\" {command}");
    Command::new("sh").args(["-c", &script, env!("CARGO_BIN_EXE_ovelse")]).current_dir(desk.root()).output().unwrap()
}

fn refused(name: &str, bytes: Vec<u8>) -> String {
    assert!(bytes.len() < 2_000_000, "{name} has {} bytes", bytes.len());
    let desk = Desk::sample();
    desk.write(name, bytes);
    let ran = imported(&desk, name);
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert_eq!(ran.status.code(), Some(2), "{name}: {out}{err}");
    format!("{out}{err}")
}

const TOO_LARGE: &str = "error: the workbook comes to more than 128 MiB when it is unpacked";

#[test]
fn without_a_bomb_the_memory_suffices() {
    let desk = Desk::sample();
    desk.write("svar.csv", "Kommune;Pri 1;Pri 2\nAsker;24.11;29.11\n");
    let ran = imported(&desk, "svar.csv");
    assert_eq!(ran.status.code(), Some(0), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn texts_that_are_claimed_are_not_believed() {
    let one = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>";
    let claimed = "count=\"18446744073709551615\" uniqueCount=\"4294967295\"><si><t>Kommune</t></si>";
    assert!(refused("krav.xlsx", xlsx(1, one, claimed, "")).contains(TOO_LARGE));
}

#[test]
fn what_is_nothing_takes_memory_too() {
    let one = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let styles = "<a/>".repeat(2_100_000);
    assert!(refused("stiler.xlsx", xlsx(1, one, "><si/>", &styles)).contains(TOO_LARGE));
}

#[test]
fn a_long_text_that_many_cells_refer_to_is_counted_each_time() {
    let rows: String =
        (1..=4500).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
    let text = format!("><si><t>{}</t></si>", "x".repeat(30_000));
    assert!(refused("lang.xlsx", xlsx(1, &rows, &text, "")).contains(TOO_LARGE));
}

#[test]
fn many_sheets_are_refused_before_any_is_read() {
    let one = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    assert!(
        refused("ark.xlsx", xlsx(300_000, one, "><si/>", "")).contains("error: the workbook has more than 255 sheets")
    );
    let several = refused("samme.xlsx", xlsx(200, one, "><si/>", ""));
    assert!(several.contains("error: the workbook is damaged: its parts contradict each other"), "{several}");
}

#[test]
fn blanks_that_are_counted_in_the_file_are_counted_before_they_are_written_out() {
    let cell = |blanks: u64| {
        format!(
            "<table:table-cell office:value-type=\"string\"><text:p>a<text:s text:c=\"{blanks}\"/>b</text:p></table:table-cell>"
        )
    };
    let row = |cells: String| format!("<table:table-row>{cells}</table:table-row>");
    assert!(refused("blanke.ods", ods(&row(cell(1_000_000_000)))).contains(TOO_LARGE));
    assert!(refused("mange.ods", ods(&row(cell(2_000_000).repeat(100)))).contains(TOO_LARGE));
}

/// A list of addresses that may take no more memory than that: its exit code and what is said.
fn listed(json: Vec<u8>) -> (Option<i32>, String) {
    let desk = Desk::sample();
    let list = desk.read("data/municipalities.csv");
    desk.write("enheter.json", json);
    let ran = bounded(&desk, "addresses enheter.json");
    assert_eq!(desk.read("data/municipalities.csv"), list, "nothing is written");
    (ran.status.code(), String::from_utf8_lossy(&ran.stderr).into_owned())
}

#[test]
fn a_download_that_is_nested_a_million_times_is_refused_where_it_is_too_deep() {
    for json in
        [b"[".repeat(30 << 20), [b"{\"x\":".as_slice(), &b"[".repeat(30 << 20)].concat(), b"{\"x\":".repeat(1 << 20)]
    {
        let (code, said) = listed(json);
        assert_eq!(code, Some(2), "{said}");
        assert!(
            said.contains("enheter.json:1:") && said.contains("it begins as JSON, and is none from here on"),
            "{said}"
        );
    }
}

#[test]
fn a_download_of_millions_of_units_takes_the_memory_of_its_bytes_alone() {
    let (code, said) = listed([b"[0".as_slice(), &b",{}".repeat(8 << 20), b"]"].concat());
    assert_eq!((code, said.as_str()), (Some(0), ""));
    let (code, said) = listed([b"[".as_slice(), &b" ".repeat(64 << 20), b"]"].concat());
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("error: the JSON has more than 64 MiB"), "{said}");
}
