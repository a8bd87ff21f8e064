//! A part of a workbook with whatever is in it; the other parts are good. The first byte says which part.
//!
//! Bytes that are an archive themselves hardly ever pass its checksums, so the archive is made here.

#![no_main]

mod sample;

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MIMETYPE: (&str, &str) = ("mimetype", "application/vnd.oasis.opendocument.spreadsheet");
const ODS: [(&str, &str); 2] = [("content.xml", ""), ("META-INF/manifest.xml", "<manifest:manifest/>")];
const XLSX: [(&str, &str); 6] = [
    (
        "xl/workbook.xml",
        r#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Svar" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/worksheets/sheet1.xml",
        r#"<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" s="1"><v>44889</v></c></row></sheetData></worksheet>"#,
    ),
    ("xl/sharedStrings.xml", "<sst><si><t>Kommune</t></si><si><t>Pri 1</t></si><si><t>Asker</t></si></sst>"),
    (
        "xl/styles.xml",
        r#"<styleSheet><fonts><font/></fonts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
    ),
    ("xl/comments1.xml", r#"<comments><commentList><comment ref="B2"/></commentList></comments>"#),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>"#,
    ),
];
const SHEET_RELATIONS: (&str, &str) = (
    "xl/worksheets/_rels/sheet1.xml.rels",
    r#"<Relationships><Relationship Id="rId1" Type="x/comments" Target="../comments1.xml"/></Relationships>"#,
);

fuzz_target!(|bytes: &[u8]| {
    let Some((which, content)) = bytes.split_first() else { return };
    let which = usize::from(*which) % (XLSX.len() + 1);
    let (parts, changed, beside) = match which.checked_sub(1) {
        None => (&ODS[..], 0, MIMETYPE),
        Some(part) => (&XLSX[..], part, SHEET_RELATIONS),
    };
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut add = |name: &str, content: &[u8]| {
        archive.start_file(name, stored).expect("memory can be written to");
        archive.write_all(content).expect("memory can be written to");
    };
    add(beside.0, beside.1.as_bytes());
    for (index, (name, good)) in parts.iter().enumerate() {
        add(name, if index == changed { content } else { good.as_bytes() });
    }
    sample::import(&archive.finish().expect("memory can be written to").into_inner());
});
