//! What an exercise begins with: the announcement, an empty form that is read when it comes back, and the lead's calendar.

use std::io::{Cursor, Read, Write};
use std::path::Path;

use crate::common::Desk;
use crate::workbooks::with_part;
use calcard::common::timezone::Tz;
use calcard::icalendar::{ICalendar, ICalendarProperty};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Where the cells of a form are.
const SHEET: &str = "xl/worksheets/sheet1.xml";

/// A form as a municipality fills it in: texts in the cells below the headings, chosen or typed.
fn filled(form: &[u8], rows: &[[&str; 5]]) -> Vec<u8> {
    with_part(form, SHEET, |mut sheet| {
        // The last row above those to fill in is that of the headings, which stays when the others scroll.
        let headings = sheet.split("ySplit=\"").nth(1).unwrap().split('"').next().unwrap();
        let first: usize = headings.parse::<usize>().unwrap() + 1;
        for (line, row) in (first..).zip(rows) {
            for (column, text) in ["A", "B", "C", "D", "E"].iter().zip(row) {
                let cell = format!("<c r=\"{column}{line}\" ");
                let (before, after) = sheet.split_once(&cell).expect("the cell can be filled in");
                let (style, after) = after.split_once("/>").unwrap();
                let text = if text.is_empty() { String::new() } else { format!("<is><t>{text}</t></is>") };
                sheet = format!("{before}{cell}{style} t=\"inlineStr\">{text}</c>{after}");
            }
        }
        sheet
    })
}

fn form(desk: &Desk, file: &str) -> Vec<u8> {
    desk.done(&format!("announce --form {file}"));
    std::fs::read(desk.path(file)).unwrap()
}

/// Imports what a municipality returned, about which nothing may be said.
fn read_without_a_finding(desk: &Desk, files: &str) -> String {
    let out = desk.done(&format!("import {files} --now 2022-08-01T09:00"));
    for severity in ["error:", "warning:", "notice:"] {
        assert!(!out.contains(severity), "{files}\n{out}");
    }
    desk.read("data/registrations.csv")
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
        [("nb", "alle", "deltar ikke"), ("nn", "alle", "deltek ikkje"), ("en", "any date", "not participating")]
    {
        let desk = Desk::sample();
        desk.done(&format!("announce --form empty.xlsx --language {language}"));
        desk.done(&format!("announce --form empty.csv --language {language}"));
        let empty = std::fs::read(desk.path("empty.xlsx")).unwrap();
        let lists = part(&empty, "xl/sharedStrings.xml");
        assert!([any, declined].iter().all(|answer| lists.contains(&format!("<t>{answer}</t>"))), "{lists}");
        let rows = [
            ["Asker", "24.11.2022", "22.11.2022", "Kari Prøve", "kari@example.no"],
            ["Gol", any, "", "", ""],
            ["Ål", declined, "", "", ""],
        ];
        desk.write("data/incoming/form.xlsx", filled(&empty, &rows));
        let read = read_without_a_finding(&desk, "data/incoming/form.xlsx");
        assert!(read.contains("3025;Asker;2022-11-24;2022-11-22;Kari Prøve;kari@example.no;"), "{read}");
        assert!(read.contains("3041;Gol;any;") && read.contains("3043;Ål;declined;"), "{read}");

        let rows = "Bærum;1.12.2022;22.11.2022;Ola;ola@example.no;;7;x\r\n";
        desk.write("data/incoming/form.csv", desk.read("empty.csv") + rows);
        let read = read_without_a_finding(&desk, "data/incoming/form.csv");
        assert!(read.contains("3024;Bærum;2022-12-01;2022-11-22;Ola;ola@example.no;;7;x;"), "{read}");
    }
}

/// The files were made by `.ci/form`, which tries the same with the programs that are at hand.
#[test]
fn a_form_filled_in_by_other_programs_is_read_without_a_finding() {
    let forms = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/forms");
    let mut tried = 0;
    for file in std::fs::read_dir(forms).unwrap() {
        let path = file.unwrap().path();
        let desk = Desk::sample();
        let name = path.file_name().unwrap().to_str().unwrap();
        desk.write(name, std::fs::read(&path).unwrap());
        let read = read_without_a_finding(&desk, name);
        assert!(read.contains("3025;Asker;2022-11-24;2022-11-22;Kari Prøve;kari@example.no;"), "{name}\n{read}");
        assert!(read.contains(";12;Vi møter digitalt;"), "{name}\n{read}");
        assert!(read.contains("3041;Gol;any;") && read.contains("3043;Ål;declined;"), "{name}\n{read}");
        tried += 1;
    }
    assert_eq!(tried, 5);
}

#[test]
fn forms_of_several_municipalities_are_read_at_once() {
    let desk = Desk::sample();
    let empty = form(&desk, "form.xlsx");
    for name in ["Asker", "Gol", "Ål"] {
        let row = [name, "24.11.2022", "", "", ""];
        desk.write(&format!("data/incoming/{name}.xlsx"), filled(&empty, &[row]));
    }
    let read = read_without_a_finding(&desk, "data/incoming/*.xlsx");
    assert_eq!(read.matches(";2022-11-24;").count(), 3, "{read}");
}

#[test]
fn a_form_has_the_municipalities_and_dates_to_choose_from() {
    let desk = Desk::sample();
    let form = form(&desk, "form.xlsx");
    let sheet = part(&form, SHEET);
    assert_eq!(sheet.matches("<dataValidation type=\"list\" errorStyle=\"warning\"").count(), 3, "{sheet}");
    for list in ["$D$1:$D$52", "$E$1:$E$6", "$F$1:$F$4"] {
        assert!(sheet.contains(&format!("<formula1>Lists!{list}</formula1>")), "{list}\n{sheet}");
    }
    assert!(part(&form, "xl/workbook.xml").contains("name=\"Lists\" sheetId=\"2\" state=\"veryHidden\""));
    let texts = part(&form, "xl/sharedStrings.xml");
    for text in ["Oslo", "Lunner", "22.11.2022", "01.12.2022", "alle", "deltar ikke"] {
        assert!(texts.contains(&format!("<t>{text}</t>")), "{text}");
    }
    desk.edit("exercise.toml", "language = \"nb\"", "language = \"nn\"");
    let texts = part(&self::form(&desk, "nn.xlsx"), "xl/sharedStrings.xml");
    assert!(texts.contains("<t>deltek ikkje</t>"), "{texts}");
}

#[test]
fn a_form_says_what_it_is_when_it_is_due_and_where_it_goes() {
    let desk = Desk::sample();
    for (language, said) in [
        (
            "nb",
            ["Svarfrist", "fredag 19. august 2022 kl. 23.59", "torsdag 24. november 2022 kl. 09.30–11.30", "«alle»"],
        ),
        ("nn", ["Svarfrist", "fredag 19. august 2022 kl. 23.59", "tysdag 22. november 2022 kl. 09.30–11.30", "«alle»"]),
        ("en", ["Reply by", "Friday 19 August 2022, 23:59", "Thursday 24 November 2022 09:30–11:30", "“any date”"]),
    ] {
        desk.done(&format!("announce --form {language}.xlsx --language {language}"));
        let texts = part(&std::fs::read(desk.path(&format!("{language}.xlsx"))).unwrap(), "xl/sharedStrings.xml");
        let everywhere =
            ["Statsforvalterens øvelse for kommunenes kriseledelse", "kari.eksempel@example.no, 00 00 00 01"];
        for text in said.iter().chain(&everywhere) {
            assert!(texts.contains(text), "{language}: {text}\n{texts}");
        }
        assert!(!texts.contains("teams.microsoft.com"), "{language}");
    }
}

#[test]
fn only_what_is_to_be_filled_in_can_be_changed_and_a_form_is_one_page_wide() {
    let desk = Desk::sample();
    let form = form(&desk, "form.xlsx");
    let sheet = part(&form, SHEET);
    assert!(sheet.contains("<sheetProtection sheet=\"1\"") && sheet.contains("formatColumns=\"0\""), "{sheet}");
    assert!(!sheet.contains("password") && !sheet.contains("hashValue"), "{sheet}");
    assert!(sheet.contains("<pageSetUpPr fitToPage=\"1\"/>"), "{sheet}");
    assert!(sheet.contains("paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\""), "{sheet}");
    let styles = part(&form, "xl/styles.xml");
    let styles: Vec<&str> = styles.split("<cellXfs").nth(1).unwrap().split("<xf ").skip(1).collect();
    let is_open = |cell: &str| {
        let cell = sheet.split(&format!("<c r=\"{cell}\" s=\"")).nth(1).unwrap_or_else(|| panic!("no {cell}"));
        styles[cell.split('"').next().unwrap().parse::<usize>().unwrap()].contains("locked=\"0\"")
    };
    assert!(["A8", "B8", "H17"].iter().all(|cell| is_open(cell)));
    assert!(!["A1", "B3", "H3", "A7", "H7"].iter().any(|cell| is_open(cell)));
    assert!(part(&form, "xl/workbook.xml").contains("Påmelding!$7:$7"));
}

#[test]
fn a_form_is_the_same_whenever_it_is_written() {
    let desk = Desk::sample();
    assert!(form(&desk, "one.xlsx") == form(&desk, "two.xlsx"));
}

#[test]
fn a_form_in_which_nothing_is_filled_in_is_told() {
    let desk = Desk::sample();
    form(&desk, "tomt.xlsx");
    let out = desk.done("import tomt.xlsx --now 2022-08-01T09:00");
    assert!(out.contains("tomt.xlsx: warning: the form is empty: nothing is filled in below the headings on line 7\n"));
}

#[test]
fn a_form_of_another_exercise_is_refused_and_one_with_other_dates_is_told() {
    let desk = Desk::sample();
    let filled = filled(&form(&desk, "form.xlsx"), &[["Asker", "alle", "", "", ""]]);
    desk.write("svar.xlsx", filled);
    let before = desk.read("exercise.toml");

    desk.write(
        "exercise.toml",
        before.replace("2022-11-29T12:00", "2022-11-30T12:00").replace("2022-11-29T14", "2022-11-30T14"),
    );
    let out = desk.done("import svar.xlsx --dry-run --now 2022-08-01T09:00");
    let warning = "warning: this form was handed out with the dates 22.11.2022, 24.11.2022, 29.11.2022 and 01.12.2022, but \
                   the exercise now has 22.11.2022, 24.11.2022, 30.11.2022 and 01.12.2022\n";
    assert!(out.contains(warning), "{out}");

    let others = [
        before.replace("id = \"ikt-2022\"", "id = \"ikt-2023\""),
        before.replace("= 2022-11-", "= 2022-10-").replace("= 2022-12-", "= 2022-10-"),
    ];
    for other in others {
        desk.write("exercise.toml", other);
        let ran = desk.run(&["import", "svar.xlsx", "--now", "2022-08-01T09:00"]);
        assert_eq!(ran.code, 2, "{}", ran.out);
        let error = "svar.xlsx: error: this is the form of another exercise, \"Statsforvalterens øvelse for kommunenes \
                     kriseledelse\", with the dates 22.11.2022, 24.11.2022, 29.11.2022 and 01.12.2022\n";
        assert!(ran.out.contains(error), "{}", ran.out);
        assert_eq!(desk.read_if_there("data/registrations.csv"), "");
    }
}

#[test]
fn the_headings_of_a_form_mean_what_they_say_whatever_those_of_other_lists_mean() {
    let desk = Desk::sample();
    let row = ["Asker", "24.11.2022", "22.11.2022", "Kari Prøve", "kari@example.no"];
    desk.write("svar.xlsx", filled(&form(&desk, "form.xlsx"), &[row]));
    let columns = "[import.columns]\nfirst_choice = \"Ønske\"\ncontact = \"\"\n\n[contact]";
    desk.edit("exercise.toml", "[contact]", columns);
    let read = read_without_a_finding(&desk, "svar.xlsx");
    assert!(read.contains("3025;Asker;2022-11-24;2022-11-22;Kari Prøve;kari@example.no;"), "{read}");
}

#[test]
fn what_is_printed_above_the_table_is_no_answer_and_what_is_written_there_may_be() {
    let desk = Desk::sample();
    desk.edit("exercise.toml", "title = \"Statsforvalterens øvelse for kommunenes kriseledelse\"", "title = \"Asker\"");
    let filled = filled(&form(&desk, "form.xlsx"), &[["Gol", "24.11.2022", "", "", ""]]);
    desk.write("svar.xlsx", &filled);
    assert!(read_without_a_finding(&desk, "svar.xlsx").contains("3041;Gol;2022-11-24;"));
    let written = with_part(&filled, SHEET, |sheet| {
        let (before, cell) = sheet.split_once("<c r=\"H3\"").unwrap();
        let (_, after) = cell.split_once("/>").unwrap();
        let sheet = format!("{before}<c r=\"H3\" t=\"inlineStr\"><is><t>Lunner</t></is></c>{after}");
        sheet.replace("<mergeCell ref=\"B3:H3\"/>", "")
    });
    desk.write("over.xlsx", written);
    let ran = desk.run(&["import", "over.xlsx", "--now", "2022-08-01T09:00"]);
    assert!(ran.out.contains("over.xlsx:3:8: error: \"Lunner\" looks like part of an answer"), "{}", ran.out);
}

#[test]
fn sheets_beside_a_form_are_told() {
    let desk = Desk::sample();
    let filled = filled(&form(&desk, "form.xlsx"), &[["Gol", "24.11.2022", "", "", ""]]);
    let named = with_part(&filled, "xl/workbook.xml", |xml| {
        xml.replace("</sheets>", "<sheet name=\"Notater\" sheetId=\"9\" r:id=\"rIdNotes\"/></sheets>")
    });
    let linked = with_part(&named, "xl/_rels/workbook.xml.rels", |xml| {
        let kind = xml.split("Type=\"").map(|text| text.split('"').next().unwrap());
        let kind = kind.into_iter().find(|kind| kind.ends_with("/worksheet")).unwrap();
        let notes = format!("<Relationship Id=\"rIdNotes\" Type=\"{kind}\" Target=\"worksheets/notes.xml\"/>");
        xml.replace("</Relationships>", &format!("{notes}</Relationships>"))
    });
    let notes = part(&linked, "xl/worksheets/sheet2.xml");
    let mut beside = ZipWriter::new_append(Cursor::new(linked)).unwrap();
    beside.start_file("xl/worksheets/notes.xml", SimpleFileOptions::default()).unwrap();
    beside.write_all(notes.as_bytes()).unwrap();
    let shown = beside.finish().unwrap().into_inner();
    desk.write("svar.xlsx", shown);
    let out = desk.done("import svar.xlsx --now 2022-08-01T09:00");
    let warning = "svar.xlsx: warning: this is a registration form, and of its sheets only the form itself is read, not Notater\n";
    assert!(out.contains(warning), "{out}");
    assert!(desk.read("data/registrations.csv").contains("3041;Gol;2022-11-24;"));
}

/// A name for a number, in letters.
fn place(number: u32) -> String {
    let letters = number.to_string().bytes().map(|digit| char::from(b'a' + digit - b'0')).collect::<String>();
    format!("Sted{letters}")
}

#[test]
fn a_form_with_long_texts_many_municipalities_and_many_dates_is_written() {
    let desk = Desk::sample();
    let long = "Øvelse ".repeat(60);
    let mut exercise = desk.read("exercise.toml");
    exercise = exercise.replace("title = \"Statsforvalterens", &format!("title = \"{long}"));
    for day in 2..30 {
        exercise += &format!(
            "\n[[date]]\nstart = 2022-10-{day:02}T09:30:00\nend = 2022-10-{day:02}T11:30:00\ncapacity = 14\nlink = \"https://example.no/{day}\"\n"
        );
    }
    desk.write("exercise.toml", exercise);
    let municipalities: String =
        (1001..2001).map(|number| format!("{number},{},,k@example.no\r\n", place(number))).collect();
    desk.write("data/municipalities.csv", format!("number,name,language,email\r\n{municipalities}"));
    let form = form(&desk, "form.xlsx");
    let sheet = part(&form, SHEET);
    assert!(sheet.contains("<formula1>Lists!$D$1:$D$1000</formula1>") && sheet.contains("$F$1:$F$32<"), "{sheet}");
    // What is to be filled in stays on the screen.
    assert!(!part(&form, "xl/sharedStrings.xml").contains("søndag 2. oktober 2022 kl. 09.30–11.30"));
    desk.write("svar.xlsx", filled(&form, &[[&place(1500), "02.10.2022", "24.11.2022", "", ""]]));
    assert!(read_without_a_finding(&desk, "svar.xlsx").contains("1500;Stedbfaa;2022-10-02;2022-11-24;"));
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
