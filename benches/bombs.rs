//! What files take that are made to take much: `cargo bench --bench bombs`. Stops if one takes more than 600 MB or five
//! seconds.
//!
//! Each is imported, or read as mail, by a process of its own (`OVELSE=PATH` for another version of the program). Memory is
//! what GNU time tells.
#![allow(clippy::expect_used, reason = "a benchmark that cannot be set up should say so and stop")]

use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MOST_MEGABYTES: usize = 600;
const MOST_SECONDS: f64 = 5.0;

fn archive(parts: &[(&str, String)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let deflated = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, content) in parts {
        archive.start_file(*name, deflated).expect("memory can be written to");
        archive.write_all(content.as_bytes()).expect("memory can be written to");
    }
    archive.finish().expect("memory can be written to").into_inner()
}

fn xlsx(rows: &str, texts: &str, styles: &str) -> Vec<u8> {
    let main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    let of = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"";
    let relation = |id: u8, kind: &str, target: &str| {
        format!("<Relationship Id=\"rId{id}\" Type=\"{of}/{kind}\" Target=\"{target}\"/>")
    };
    let parts = [
        ("[Content_Types].xml", "<Types/>".to_owned()),
        (
            "_rels/.rels",
            format!("<Relationships {package}>{}</Relationships>", relation(1, "officeDocument", "xl/workbook.xml")),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook {main} xmlns:r=\"{of}\"><sheets><sheet name=\"A\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships {package}>{}{}{}</Relationships>",
                relation(1, "worksheet", "worksheets/sheet1.xml"),
                relation(2, "sharedStrings", "sharedStrings.xml"),
                relation(3, "styles", "styles.xml")
            ),
        ),
        ("xl/sharedStrings.xml", format!("<sst {main} {texts}</sst>")),
        ("xl/styles.xml", format!("<styleSheet {main}>{styles}</styleSheet>")),
        ("xl/worksheets/sheet1.xml", format!("<worksheet {main}><sheetData>{rows}</sheetData></worksheet>")),
    ];
    archive(&parts)
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"A\">{rows}</table:table>\
         </office:spreadsheet></office:body></office:document-content>"
    );
    archive(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()), ("content.xml", content)])
}

/// The name of each file and what is in it.
fn files() -> Vec<(&'static str, Vec<u8>)> {
    let one = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>";
    let long = format!("><si><t>{}</t></si>", "x".repeat(30_000));
    let many: String =
        (1..8600).map(|row| format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"s\"><v>0</v></c></row>")).collect();
    let text = |column: char, row: u32, text: &str| {
        format!("<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
    };
    let name = |row: u32| ["Asker", "Gol", "Hol", "Lier"][row as usize % 4];
    let day = |row: u32| ["22.11", "24.11", "29.11"][row as usize % 3];
    let answers: String =
        std::iter::once(format!("<row r=\"1\">{}{}</row>", text('A', 1, "Kommune"), text('B', 1, "Pri 1")))
            .chain(
                (2..500_000).map(|row| {
                    format!("<row r=\"{row}\">{}{}</row>", text('A', row, name(row)), text('B', row, day(row)))
                }),
            )
            .collect();
    let blanks =
        |number: u64| format!("<table:table-cell><text:p>a<text:s text:c=\"{number}\"/></text:p></table:table-cell>");
    let contradicting: String = (0..1_000_000).map(|row| format!("{};{}\n", name(row * 7 / 3), day(row))).collect();
    let unknown: String = (0..1_000_000).map(|row| format!("K{row};24.11\n")).collect();
    let nested = "Content-Type: message/rfc822\n\n".repeat(800_000);
    vec![
        ("texts that are claimed.xlsx", xlsx(one, "uniqueCount=\"4294967295\"><si><t>a</t></si>", "")),
        ("25 million texts of nothing.xlsx", xlsx(one, &format!(">{}", "<si/>".repeat(25_000_000)), "")),
        ("a long text in many cells.xlsx", xlsx(&many, &long, "")),
        ("2 million styles.xlsx", xlsx(one, "><si/>", &format!("<cellXfs>{}</cellXfs>", "<xf/>".repeat(2_000_000)))),
        ("4.9 million rows.xlsx", xlsx(&"<row><c><v>1</v></c></row>".repeat(4_900_000), "><si/>", "")),
        ("half a million answers.xlsx", xlsx(&answers, "><si/>", "")),
        ("a billion blanks.ods", ods(&format!("<table:table-row>{}</table:table-row>", blanks(1_000_000_000)))),
        (
            "100 times 250 million blanks.ods",
            ods(&format!("<table:table-row>{}</table:table-row>", blanks(250_000_000).repeat(100))),
        ),
        ("a million rows that contradict each other.csv", format!("Kommune;Pri 1\n{contradicting}").into_bytes()),
        ("a million unknown names.csv", format!("Kommune;Pri 1\n{unknown}").into_bytes()),
        ("12 million rows.csv", "x\n".repeat(12_000_000).into_bytes()),
        ("mails in mails.eml", format!("From: a@example.no\n{nested}").into_bytes()),
    ]
}

/// The seconds that it takes, and the most memory at once in megabytes, where GNU time can tell.
fn taken(folder: &Path, file: &str) -> (f64, Option<usize>) {
    let program = std::env::var("OVELSE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_ovelse").to_owned());
    let (peak, command) = (folder.join("peak"), if file.ends_with(".eml") { "replies" } else { "import" });
    let begun = Instant::now();
    let ran = Command::new("/usr/bin/time")
        .args(["-f", "%M", "-o"])
        .arg(&peak)
        .args([&program, command, file, "--now", "2022-08-22T09:00"])
        .current_dir(folder)
        .output()
        .expect("GNU time can be run");
    let seconds = begun.elapsed().as_secs_f64();
    assert!(ran.status.code().is_some_and(|code| code < 3), "{file}: {}", String::from_utf8_lossy(&ran.stderr));
    let peak = std::fs::read_to_string(peak).ok();
    (seconds, peak.and_then(|peak| peak.lines().last()?.parse::<usize>().ok()).map(|kilobytes| kilobytes / 1000))
}

fn main() {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let write =
        |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file can be written");
    std::fs::create_dir(folder.path().join("data")).expect("a folder can be made");
    write("exercise.toml", include_bytes!("../exercise.toml"));
    write("data/municipalities.csv", include_bytes!("../data/municipalities.csv"));
    let mut out = std::io::stdout();
    for (name, bytes) in files() {
        write(name, &bytes);
        let (seconds, megabytes) = taken(folder.path(), name);
        let memory = megabytes.map_or("?".to_owned(), |megabytes| megabytes.to_string());
        let line = format!("{name:<48}{:>10} kB{seconds:>8.2} s{memory:>6} MB\n", bytes.len() / 1000);
        out.write_all(line.as_bytes()).expect("the result can be written");
        assert!(
            seconds < MOST_SECONDS && megabytes.is_none_or(|megabytes| megabytes < MOST_MEGABYTES),
            "{name} takes too much"
        );
    }
}
