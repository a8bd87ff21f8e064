//! Lists of addresses that are cut off, or no lists: refused with the place and what to do, and nothing is written.

use crate::common::{Desk, words};

const JSON: &str = "{\"_embedded\":{\"enheter\":[\n{\"navn\":\"ASKER KOMMUNE\",\"epostadresse\":\"post@asker.example.no\"},\n\
    {\"navn\":\"OSLO KOMMUNE\",\"epostadresse\":\"post@oslo.example.no\"}]}}";

/// What is said of a list that cannot be used.
fn refused(file: &str, bytes: &[u8]) -> String {
    let desk = Desk::sample();
    let list = desk.read("data/municipalities.csv").replace("postmottak.asker@example.no", "");
    desk.write("data/municipalities.csv", &list);
    desk.write(file, bytes);
    let mut said = Vec::new();
    for command in [format!("addresses {file}"), format!("addresses {file} --replace")] {
        let ran = desk.run(&words(&command));
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{command}: {}", ran.err);
        said.push(ran.err);
    }
    let ran = desk.run(&words(&format!("init ny --county 32 --addresses {file}")));
    assert_eq!(ran.code, 2, "{}", ran.err);
    assert!(!desk.path("ny").exists());
    assert_eq!(desk.read("data/municipalities.csv"), list, "nothing is written");
    assert_eq!(said[0], said[1]);
    said.remove(0)
}

#[test]
fn a_download_that_is_cut_off_is_refused_where_it_breaks_off() {
    let json = refused("enheter.json", &JSON.as_bytes()[..120]);
    assert!(json.contains("enheter.json:3:29: error: the list breaks off here"), "{json}");
    assert!(json.contains("    Download it again\n"), "{json}");
    let quoted = "\"navn\",\"epostadresse\"\n\"ASKER KOMMUNE\",\"post@asker.example.no\"\n\"OSLO KOMMUNE\",\"po";
    let quoted = refused("enheter.csv", quoted.as_bytes());
    assert!(quoted.contains("enheter.csv:3:2: error: a quotation mark opens here and is not closed"), "{quoted}");
    let bare = "navn;epostadresse;telefon\nASKER KOMMUNE;post@asker.example.no;\nOSLO KOMMUNE;post@oslo.example.no";
    let bare = refused("enheter.csv", bare.as_bytes());
    assert!(bare.contains("enheter.csv:3:2: error: the list breaks off here: its last row has 2 of 3 cells"), "{bare}");
}

#[test]
fn a_workbook_that_is_cut_off_is_refused() {
    let desk = Desk::sample();
    desk.done("announce --form skjema.xlsx");
    let bytes = std::fs::read(desk.path("skjema.xlsx")).unwrap();
    for part in [bytes.len() - 10, bytes.len() / 2, 100] {
        let said = refused("enheter.xlsx", &bytes[..part]);
        assert!(said.contains("enheter.xlsx: error: the workbook is damaged or cut off\n    Open it"), "{said}");
    }
}

#[test]
fn what_is_no_list_of_addresses_is_refused_with_what_to_do() {
    for (bytes, problem) in [
        (b"\x1f\x8b\x08\x00".as_slice(), "error: the file is compressed\n    Unpack it first"),
        (b"{\"a\":1}", "error: this is not a list of units as data.brreg.no gives it\n"),
        (b"{a:1}", ":1:2: error: it begins as JSON, and is none from here on\n"),
        (b"a;b\n1;2\n", "error: no row near the top has a heading for e-mail addresses"),
    ] {
        let said = refused("liste.txt", bytes);
        assert!(said.contains(problem), "{problem}\n{said}");
    }
}

#[test]
fn one_page_of_the_answer_is_read_and_told_to_be_one() {
    let desk = Desk::sample();
    let page = JSON.replacen('{', "{\"page\":{\"size\":2,\"totalElements\":357,\"totalPages\":179},", 1);
    desk.write("enheter.json", page);
    for command in ["addresses enheter.json --replace", "init ny --county 32 --addresses enheter.json"] {
        let ran = desk.run(&words(command));
        assert_eq!(ran.code, 0, "{}", ran.err);
        let told =
            "enheter.json: warning: this is one page of the answer, with 2 of 357 units\n    If somebody is missing,";
        assert!(ran.err.contains(told), "{command}: {}", ran.err);
    }
    assert!(desk.read("data/municipalities.csv").contains("post@oslo.example.no"));
    assert!(desk.read("ny/data/municipalities.csv").contains("post@asker.example.no"));
}

#[test]
fn of_a_workbook_with_several_sheets_the_right_one_is_named() {
    let desk = Desk::sample();
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for (name, address) in [("I fjor", "gammel@asker.example.no"), ("I år", "ny@asker.example.no")] {
        let sheet = workbook.add_worksheet();
        sheet.set_name(name).unwrap();
        for (row, cells) in [["Kommune", "E-post"], ["Asker", address]].iter().enumerate() {
            sheet.write_row(u32::try_from(row).unwrap(), 0, *cells).unwrap();
        }
    }
    desk.write("adresser.xlsx", workbook.save_to_buffer().unwrap());
    let refused = desk.run(&words("addresses adresser.xlsx"));
    assert!(refused.code == 2 && refused.err.contains("Name the right one with --sheet NAME"), "{}", refused.err);
    desk.done("addresses adresser.xlsx --sheet \"I år\" --replace");
    assert!(desk.read("data/municipalities.csv").contains("ny@asker.example.no"));
    desk.done("init ny --county 32 --addresses adresser.xlsx --sheet \"I fjor\"");
    assert!(desk.read("ny/data/municipalities.csv").contains("gammel@asker.example.no"));
}
