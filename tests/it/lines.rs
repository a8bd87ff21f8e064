//! Each line of a spreadsheet is a row, a heading, a title or empty.

use ovelse::exercise::Exercise;
use ovelse::findings::Findings;
use ovelse::intake::{Batch, Intake, Lines};
use ovelse::municipality::Municipalities;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::Desk;

fn read(text: &str) -> Option<Lines> {
    let mut findings = Findings::new();
    let exercise = Exercise::read(include_str!("../../exercise.toml"), &mut findings).unwrap();
    let municipalities = Municipalities::read(include_bytes!("../../data/municipalities.csv"), &mut findings).unwrap();
    let now = "2022-08-19T12:00:00".parse().unwrap();
    let intake = Intake { exercise: &exercise, municipalities: &municipalities, now, sheet: None, take: &[] };
    Some(intake.read("x", text.as_bytes(), &mut Batch::default(), &mut findings)?.lines)
}

/// A line of a sheet, in which `;` stands for whichever delimiter it has.
#[derive(Debug, Clone)]
enum Line {
    Heading,
    Row(&'static str),
    Title(&'static str),
    Empty(&'static str),
}

impl Line {
    fn text(&self) -> &'static str {
        match self {
            Line::Heading => "Kommune;Pri 1;Kommentar",
            Line::Row(text) | Line::Title(text) | Line::Empty(text) => text,
        }
    }
}

fn title() -> impl Strategy<Value = Line> {
    prop::sample::select(vec!["Svar i august", "\"Svar\nfra fylket\"", "Svar;;", ";Svar;"]).prop_map(Line::Title)
}

fn empty() -> impl Strategy<Value = Line> {
    prop::sample::select(vec!["", ";;", "  ;", ";;;;;"]).prop_map(Line::Empty)
}

fn row() -> impl Strategy<Value = Line> {
    let rows = vec![
        "Asker;24.11;",
        "Gol;24.11",
        "Hoel;24.11;x",
        "Gol;\"24.11\";\"to\nlinjer\"",
        "\"Asker\n\";24.11;\"\n\n\"",
        "Svar",
        "Asker;25.11;\"\"\"Ja\"\"\n\"",
        ";;x",
        "Asker;24.11;;;;",
    ];
    prop::sample::select(rows).prop_map(Line::Row)
}

/// A title or none, headings, and what stands below them.
fn list() -> impl Strategy<Value = Vec<Line>> {
    let below = vec(prop_oneof![4 => row(), 1 => empty(), 1 => title()], 0..8);
    (vec(prop_oneof![title(), empty()], 0..4), below)
        .prop_map(|(above, below)| above.into_iter().chain([Line::Heading]).chain(below).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn rows_headings_titles_and_empty_lines_are_all_the_lines_of_a_sheet(
        lists in vec(list(), 1..4),
        delimiter in prop::sample::select(vec![";", ",", "\t", "|"]),
        line_end in prop::sample::select(vec!["\n", "\r\n"]),
        ends_with_one in any::<bool>(),
    ) {
        let lines: Vec<Line> = lists.into_iter().flatten().collect();
        let mut text: String = lines.iter().map(|line| line.text().replace(';', delimiter) + "\n").collect();
        if !ends_with_one && !matches!(lines.last(), Some(Line::Empty(""))) {
            text.pop();
        }
        let read = read(&text.replace('\n', line_end)).expect("there are headings");
        let count = |is: fn(&Line) -> bool| lines.iter().filter(|line| is(line)).count();
        prop_assert_eq!(read.headings, count(|line| matches!(line, Line::Heading)));
        prop_assert_eq!(read.empty, count(|line| matches!(line, Line::Empty(_))));
        prop_assert_eq!(read.rows + read.titles, count(|line| matches!(line, Line::Row(_) | Line::Title(_))));
    }
}

#[test]
fn what_lines_are_is_told_where_they_are_not_rows_below_one_heading() {
    let desk = Desk::sample();
    desk.write("enkel.csv", "Kommune;Pri 1\nAsker;24.11\n\n");
    let plain = desk.done("import enkel.csv --dry-run --now 2022-07-02T09:00");
    assert!(!plain.contains("headings"), "{plain}");
    let verbose = desk.done("import enkel.csv --dry-run -v --now 2022-07-02T09:00");
    assert!(verbose.contains("\nenkel.csv: 1 row, 1 row of headings and 1 empty line\n"), "{verbose}");
    desk.write("to.csv", "Svar\nKommune;Pri 1\nAsker;24.11\nGol;24.11\n\n\nKommune;Pri 1\nHol;24.11\n");
    let out = desk.done("import to.csv enkel.csv --now 2022-07-02T09:00");
    assert!(out.contains("\nto.csv: 3 rows, 2 rows of headings, 1 title and 2 empty lines\n"), "{out}");
    let json = desk.done("import to.csv enkel.csv --format json --now 2022-07-02T09:00");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(json["lines"], serde_json::json!({ "rows": 4, "headings": 3, "titles": 1, "empty": 3 }));
}
