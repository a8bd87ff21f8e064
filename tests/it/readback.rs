//! A list of answers, written as any of many people would write it, is read back as it is or refused, and never as
//! something else: random headings, columns, spellings, titles, encodings and kinds of file.

use std::cell::Cell;
use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use ovelse::exercise::Exercise;
use ovelse::findings::Findings;
use ovelse::intake::{Batch, Intake};
use ovelse::municipality::Municipalities;
use ovelse::registration::{Answer, Registration};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, TestRunner};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, XlsxError};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NOW: &str = "2022-08-22T12:00:00";

/// The days of the sample exercise, as they are written in different places.
const DAYS: [[&str; 7]; 4] = [
    ["22.11.2022", "22.11", "22. november", "2022-11-22", "tirsdag 22. november", "22/11", "22.11.22"],
    ["24.11.2022", "24.11", "24. november", "2022-11-24", "torsdag 24. november", "24/11", "24.11.22"],
    ["29.11.2022", "29.11", "29. november", "2022-11-29", "tirsdag 29. november", "29/11", "29.11.22"],
    ["01.12.2022", "1.12", "1. desember", "2022-12-01", "torsdag 1. desember", "1/12", "1.12.22"],
];

const MUNICIPALITY: &[&str] =
    &["Kommune", "Kommunens navn", "Kommunenr", "Municipality", "Navn på kommune", "Virksomhet"];
const FIRST: &[&str] = &["Pri 1", "1. ønske", "Førstevalg", "Dato 1", "First choice", "Ønsket dato", "Prioritet nr. 1"];
const SECOND: &[&str] = &[
    "Pri 2",
    "2. ønske",
    "Andrevalg",
    "Dato 2",
    "Second choice",
    "Reservedato",
    "Alternativ dato",
    "Ønsket dato (pri 2)",
];
const CONTACT: &[&str] = &["Kontaktperson", "Kontakt", "Contact"];
const EMAIL: &[&str] = &["E-post", "E-postadresse", "Email", "E-mail address"];
const PHONE: &[&str] = &["Telefon", "Tlf.", "Mobil", "Phone"];
const PARTICIPANTS: &[&str] = &["Antall deltakere", "Hvor mange deltar", "Participants"];
const COMMENT: &[&str] = &["Kommentar", "Merknad", "Comment"];
const RECEIVED: &[&str] = &["Mottatt", "Innsendt", "Completion time"];
const OTHERS: &[&str] = &["ID", "Fylke", "Saksbehandler", "Arkivref.", "Rolle", "Sist endret"];
const TITLES: &[&str] = &["Påmelding til øvelse", "Svar fra kommunene", "Eksportert fra skjema", "Høsten 2022"];

/// What a municipality says.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Said {
    number: String,
    name: String,
    answer: Wish,
    contact: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    participants: Option<u32>,
    comment: Option<String>,
    /// `2022-07-01T10:15:00`.
    received: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Wish {
    /// By their places in the exercise, best first.
    Days(Vec<usize>),
    Any,
    Declined,
}

/// What a column holds, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Holds {
    Municipality,
    First,
    Second,
    Contact,
    Email,
    Phone,
    Participants,
    Comment,
    Received,
    Other,
}

/// How one list of a sheet is laid out.
#[derive(Debug, Clone)]
struct Layout {
    columns: Vec<(Holds, &'static str)>,
    /// How dates are spelled.
    spelling: usize,
    /// Whether municipalities are named as `Asker kommune`.
    in_full: bool,
    titles: Vec<&'static str>,
    empty: usize,
}

#[derive(Debug, Clone, Copy)]
enum File {
    Text {
        delimiter: char,
        encoding: Encoding,
        line_end: &'static str,
    },
    /// Whether days are dates and not texts.
    Xlsx {
        dated: bool,
    },
    Ods,
}

#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Marked,
    Utf16,
    Windows,
}

/// What stands in a cell.
#[derive(Debug, Clone, Default)]
struct Content {
    text: String,
    /// What day it is.
    day: Option<usize>,
    number: Option<u32>,
}

impl From<&str> for Content {
    fn from(text: &str) -> Content {
        Content { text: text.to_owned(), ..Content::default() }
    }
}

fn optional(strategy: impl Strategy<Value = String>) -> impl Strategy<Value = Option<String>> {
    proptest::option::weighted(0.7, strategy)
}

fn wish() -> impl Strategy<Value = Wish> {
    prop_oneof![
        8 => (Just(vec![0, 1, 2, 3]).prop_shuffle(), 1..=2usize)
            .prop_map(|(days, count)| Wish::Days(days.into_iter().take(count).collect())),
        1 => Just(Wish::Any),
        1 => Just(Wish::Declined),
    ]
}

fn said(number: String, name: String) -> impl Strategy<Value = Said> {
    let contact = optional("[A-ZÆØÅ][a-zæøå]{2,8} [A-ZÆØÅ][a-zæøå]{2,8}".boxed());
    let email = optional("[a-z]{2,6}\\.[a-z]{2,6}@example\\.no".boxed());
    let phone = optional("\\+47 9[0-9]{2} [0-9]{2} [0-9]{3}".boxed());
    let comment =
        optional("[A-ZÆØÅ][a-zæøåé,;:.!\"'()|\t-]{0,12}( [a-zæøå\"]{1,6}|\n[A-Za-zæøå;\"]{1,9}){0,4}[a-z.]".boxed());
    let received =
        optional((1..=28u32, 0..24u32, 0..60u32).prop_map(|(d, h, m)| format!("2022-07-{d:02}T{h:02}:{m:02}:00")));
    (wish(), contact, email, phone, proptest::option::of(1..400u32), comment, received).prop_map(
        move |(answer, contact, email, phone, participants, comment, received)| {
            let (number, name) = (number.clone(), name.clone());
            Said { number, name, answer, contact, email, phone, participants, comment, received }
        },
    )
}

fn answers() -> impl Strategy<Value = Vec<Said>> {
    let all: Vec<(String, String)> =
        municipalities().iter().map(|one| (one.number.to_string(), one.name.clone())).collect();
    subsequence(all, 1..8)
        .prop_shuffle()
        .prop_flat_map(|chosen| chosen.into_iter().map(|(number, name)| said(number, name).boxed()).collect::<Vec<_>>())
}

fn column(holds: Holds, headings: &'static [&'static str]) -> impl Strategy<Value = (Holds, &'static str)> {
    select(headings).prop_map(move |heading| (holds, heading))
}

fn layout() -> impl Strategy<Value = Layout> {
    let asked = (column(Holds::Municipality, MUNICIPALITY), column(Holds::First, FIRST), column(Holds::Second, SECOND));
    let told = (
        proptest::option::of(column(Holds::Contact, CONTACT)),
        proptest::option::of(column(Holds::Email, EMAIL)),
        proptest::option::of(column(Holds::Phone, PHONE)),
        proptest::option::of(column(Holds::Participants, PARTICIPANTS)),
        proptest::option::of(column(Holds::Comment, COMMENT)),
        proptest::option::of(column(Holds::Received, RECEIVED)),
        subsequence(OTHERS, 0..3),
    );
    let columns = (asked, told).prop_map(|((municipality, first, second), told)| {
        let (contact, email, phone, participants, comment, received, others) = told;
        let mut columns = vec![municipality, first, second];
        columns.extend([contact, email, phone, participants, comment, received].into_iter().flatten());
        columns.extend(others.into_iter().map(|heading| (Holds::Other, heading)));
        columns
    });
    let titles = proptest::collection::vec(select(TITLES), 0..3);
    (columns.prop_shuffle(), 0..DAYS[0].len(), any::<bool>(), titles, 0..3usize)
        .prop_map(|(columns, spelling, in_full, titles, empty)| Layout { columns, spelling, in_full, titles, empty })
}

fn file() -> impl Strategy<Value = File> {
    let encoding = select(vec![Encoding::Utf8, Encoding::Marked, Encoding::Utf16, Encoding::Windows]);
    let text = (select(vec![';', ',', '\t', '|']), encoding, select(vec!["\n", "\r\n"]))
        .prop_map(|(delimiter, encoding, line_end)| File::Text { delimiter, encoding, line_end });
    prop_oneof![3 => text, 2 => any::<bool>().prop_map(|dated| File::Xlsx { dated }), 1 => Just(File::Ods)]
}

impl Layout {
    /// What the columns of this list say of an answer: what it has no column for is not said.
    fn heard(&self, said: &Said) -> Said {
        let has = |holds| self.columns.iter().any(|(held, _)| *held == holds);
        Said {
            contact: said.contact.clone().filter(|_| has(Holds::Contact)),
            email: said.email.clone().filter(|_| has(Holds::Email)),
            phone: said.phone.clone().filter(|_| has(Holds::Phone)),
            participants: said.participants.filter(|_| has(Holds::Participants)),
            comment: said.comment.clone().filter(|_| has(Holds::Comment)),
            received: said.received.clone().filter(|_| has(Holds::Received)),
            ..said.clone()
        }
    }

    fn cell(&self, holds: Holds, heading: &str, said: &Said) -> Content {
        let of = |text: &Option<String>| Content::from(text.as_deref().unwrap_or_default());
        match holds {
            Holds::Municipality if heading == "Kommunenr" => said.number.as_str().into(),
            Holds::Municipality if self.in_full => format!("{} kommune", said.name).as_str().into(),
            Holds::Municipality => said.name.as_str().into(),
            Holds::First | Holds::Second => self.choice(usize::from(holds == Holds::Second), &said.answer),
            Holds::Contact => of(&said.contact),
            Holds::Email => of(&said.email),
            Holds::Phone => of(&said.phone),
            Holds::Participants => Content {
                text: said.participants.map(|count| count.to_string()).unwrap_or_default(),
                number: said.participants,
                ..Content::default()
            },
            Holds::Comment => of(&said.comment),
            Holds::Received => of(&said.received.as_ref().map(|time| time.replace('T', " "))),
            Holds::Other if heading == "Rolle" => "beredskap".into(),
            Holds::Other => Content::default(),
        }
    }

    fn choice(&self, rank: usize, wish: &Wish) -> Content {
        match (wish, rank) {
            (Wish::Any, 0) => "alle".into(),
            (Wish::Declined, 0) => "deltar ikke".into(),
            (Wish::Days(days), _) => days.get(rank).map_or_else(Content::default, |day| Content {
                text: DAYS[*day][self.spelling].to_owned(),
                day: Some(*day),
                ..Content::default()
            }),
            _ => Content::default(),
        }
    }

    /// The rows of the sheet, with those that are empty.
    fn rows(&self, said: &[Said]) -> Vec<Vec<Content>> {
        let mut rows: Vec<Vec<Content>> = self.titles.iter().map(|title| vec![(*title).into()]).collect();
        rows.extend(vec![Vec::new(); self.empty]);
        rows.push(self.columns.iter().map(|(_, heading)| (*heading).into()).collect());
        rows.extend(
            said.iter()
                .map(|said| self.columns.iter().map(|(holds, heading)| self.cell(*holds, heading, said)).collect()),
        );
        rows
    }
}

impl File {
    fn name(self) -> &'static str {
        match self {
            File::Text { .. } => "svar.csv",
            File::Xlsx { .. } => "svar.xlsx",
            File::Ods => "svar.ods",
        }
    }

    fn bytes(self, rows: &[Vec<Content>]) -> Vec<u8> {
        match self {
            File::Text { delimiter, encoding, line_end } => encoding.encode(&text(rows, delimiter, line_end)),
            File::Xlsx { dated } => xlsx(rows, dated).expect("a workbook is made in memory"),
            File::Ods => ods(rows),
        }
    }
}

impl Encoding {
    fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Marked => format!("\u{feff}{text}").into_bytes(),
            Encoding::Utf16 => {
                "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
            }
            Encoding::Windows => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        }
    }
}

fn text(rows: &[Vec<Content>], delimiter: char, line_end: &str) -> String {
    let cell = |content: &Content| match content.text.contains([delimiter, '"', '\n', '\r']) {
        true => format!("\"{}\"", content.text.replace('"', "\"\"")),
        false => content.text.clone(),
    };
    let line = |row: &Vec<Content>| {
        let cells: Vec<String> = row.iter().map(cell).collect();
        cells.join(&delimiter.to_string()) + line_end
    };
    rows.iter().map(line).collect()
}

fn xlsx(rows: &[Vec<Content>], dated: bool) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let as_day = Format::new().set_num_format("dd.mm.yyyy");
    for (row, cells) in (0..).zip(rows) {
        for (column, content) in (0..).zip(cells) {
            match (content.day.filter(|_| dated), content.number) {
                (Some(day), _) => {
                    let date = ExcelDateTime::parse_from_str(DAYS[day][3])?;
                    sheet.write_with_format(row, column, date, &as_day)?;
                }
                (None, Some(number)) => _ = sheet.write(row, column, number)?,
                (None, None) => _ = sheet.write(row, column, content.text.as_str())?,
            }
        }
    }
    workbook.save_to_buffer()
}

fn ods(rows: &[Vec<Content>]) -> Vec<u8> {
    let mut table = String::new();
    for row in rows {
        table += "<table:table-row>";
        for content in row {
            let text = content.text.replace('&', "&amp;").replace('<', "&lt;").replace('\t', "<text:tab/>");
            let paragraphs: Vec<String> = text.lines().map(|line| format!("<text:p>{line}</text:p>")).collect();
            let kind = if paragraphs.is_empty() { "" } else { " office:value-type=\"string\"" };
            write!(table, "<table:table-cell{kind}>{}</table:table-cell>", paragraphs.concat()).expect("to a string");
        }
        table += "</table:table-row>";
    }
    let name = |part: &str| format!("xmlns:{part}=\"urn:oasis:names:tc:opendocument:xmlns:{part}:1.0\"");
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><office:document-content {} {} {}><office:body><office:spreadsheet>\
         <table:table table:name=\"Ark1\">{table}</table:table></office:spreadsheet></office:body></office:document-content>",
        name("office"),
        name("table"),
        name("text")
    );
    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let manifest = format!(
        "<?xml version=\"1.0\"?><manifest:manifest {}><manifest:file-entry manifest:full-path=\"/\" \
         manifest:media-type=\"{kind}\"/></manifest:manifest>",
        name("manifest")
    );
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (part, bytes) in [("mimetype", kind), ("META-INF/manifest.xml", &manifest), ("content.xml", &content)] {
        archive.start_file(part, SimpleFileOptions::default()).expect("it is in memory");
        archive.write_all(bytes.as_bytes()).expect("it is in memory");
    }
    archive.finish().expect("it is in memory").into_inner()
}

fn exercise() -> Exercise {
    Exercise::read(include_str!("../../exercise.toml"), &mut Findings::new()).expect("the sample is good")
}

fn municipalities() -> Municipalities {
    let bytes = include_bytes!("../../data/municipalities.csv");
    Municipalities::read(bytes, &mut Findings::new()).expect("the sample is good")
}

/// What a registration that was read says.
fn as_said(read: &Registration, exercise: &Exercise, municipalities: &Municipalities) -> Said {
    let keys = ["2022-11-22", "2022-11-24", "2022-11-29", "2022-12-01"];
    let day = |date| keys.iter().position(|key| *key == exercise.dates.key(date)).expect("a day of the sample");
    let person = read.contacts.first();
    assert!(read.contacts.len() <= 1, "{:?}", read.contacts);
    Said {
        number: read.municipality.to_string(),
        name: municipalities.get(read.municipality).expect("it is invited").name.clone(),
        answer: match &read.answer {
            Answer::Any => Wish::Any,
            Answer::Declined => Wish::Declined,
            Answer::Dates(choices) => Wish::Days(choices.dates().iter().copied().map(day).collect()),
        },
        contact: person.and_then(|person| person.name.clone()),
        email: person.and_then(|person| person.email.as_ref().map(ToString::to_string)),
        phone: person.and_then(|person| person.phone.clone()),
        participants: read.participants,
        comment: read.comment.clone(),
        received: read.received.map(|time| time.format("%Y-%m-%dT%H:%M:%S").to_string()),
    }
}

/// Reads a file: what its rows say; nothing if it is refused.
fn read(file: &str, bytes: &[u8]) -> Option<Vec<Said>> {
    let (exercise, municipalities) = (exercise(), municipalities());
    let now = NOW.parse().expect("a time");
    let intake = Intake { exercise: &exercise, municipalities: &municipalities, now, sheet: None, take: &[] };
    let (mut batch, mut findings) = (Batch::default(), Findings::new());
    intake.read(file, bytes, &mut batch, &mut findings);
    let merged = batch.finish(&intake, &mut findings);
    if findings.has_errors() {
        return None;
    }
    let mut said: Vec<Said> = merged.standing.iter().map(|read| as_said(read, &exercise, &municipalities)).collect();
    said.sort_by(|one, other| one.number.cmp(&other.number));
    Some(said)
}

/// A comment has its blanks and tabs as one reads it.
fn even(said: &Said) -> Said {
    let lines = |text: &String| {
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>().join("\n")
    };
    Said { comment: said.comment.as_ref().map(lines), ..said.clone() }
}

/// One list, or two of them one above the other.
fn sheet() -> impl Strategy<Value = (Vec<Said>, Vec<Layout>, File)> {
    (answers(), proptest::collection::vec(layout(), 1..=2), file())
}

#[test]
fn a_list_of_answers_is_read_as_it_was_written_or_refused() {
    let (read_as_written, tried) = (Cell::new(0), Cell::new(0));
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&sheet(), |(said, layouts, file)| {
        tried.set(tried.get() + 1);
        let (first, second) = said.split_at(if layouts.len() == 1 { said.len() } else { said.len() / 2 });
        let (mut rows, mut expected) = (Vec::new(), Vec::new());
        for (layout, said) in layouts.iter().zip([first, second]).filter(|(_, said)| !said.is_empty()) {
            if !rows.is_empty() {
                rows.push(Vec::new());
            }
            rows.extend(layout.rows(said));
            expected.extend(said.iter().map(|said| even(&layout.heard(said))));
        }
        expected.sort_by(|one: &Said, other| one.number.cmp(&other.number));
        let bytes = file.bytes(&rows);
        let Some(read) = read(file.name(), &bytes) else { return Ok(()) };
        read_as_written.set(read_as_written.get() + 1);
        let read: Vec<Said> = read.iter().map(even).collect();
        prop_assert_eq!(read, expected, "{}", text(&rows, ';', "\n"));
        Ok(())
    });
    outcome.unwrap_or_else(|error| panic!("{error}"));
    assert!(
        read_as_written.get() * 10 > tried.get() * 9,
        "only {} of {} were read",
        read_as_written.get(),
        tried.get()
    );
}
