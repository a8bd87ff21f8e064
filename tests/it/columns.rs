//! What is said of the columns of spreadsheets: the lines for exercise.toml that findings offer are safe to follow, and
//! what a column holds decides what it is.

use ovelse::exercise::Exercise;
use ovelse::findings::Findings;
use ovelse::intake::{Batch, Intake};
use ovelse::language::Language;
use ovelse::municipality::Municipalities;
use ovelse::registration::Answer;
use ovelse::words::Words;

const EXERCISE: &str = include_str!("../../exercise.toml");
const MUNICIPALITIES: &str = include_str!("../../data/municipalities.csv");

/// What a spreadsheet comes to.
struct Outcome {
    /// Heading and field of each column that is read.
    columns: Vec<(String, String)>,
    /// The dates of each registration, best first.
    dates: Vec<String>,
    /// Severity and code, what is said, and what to do.
    findings: Vec<(String, String, String)>,
}

impl Outcome {
    fn codes(&self) -> Vec<&str> {
        self.findings.iter().map(|(code, ..)| code.as_str()).collect()
    }
}

fn read(exercise: &str, municipalities: &str, spreadsheet: &[u8]) -> Outcome {
    let mut findings = Findings::new();
    let exercise = Exercise::read(exercise, &mut findings).unwrap_or_else(|| panic!("{findings:?}"));
    let municipalities = Municipalities::read(municipalities.as_bytes(), &mut findings).unwrap();
    assert!(!findings.has_errors(), "{findings:?}");
    let now = "2022-08-22T12:00:00".parse().unwrap();
    let intake = Intake { exercise: &exercise, municipalities: &municipalities, now, sheet: None, take: &[] };
    let mut batch = Batch::default();
    let about = intake.read("x.csv", spreadsheet, &mut batch, &mut findings);
    let merged = batch.finish(&intake, &mut findings);
    let dates = merged.standing.iter().map(|registration| match &registration.answer {
        Answer::Dates(choices) => {
            choices.dates().iter().map(|date| exercise.dates.key(*date)).collect::<Vec<_>>().join(" ")
        }
        other => format!("{other:?}"),
    });
    let dates = dates.collect();
    let columns = about.into_iter().flat_map(|about| about.lists).flat_map(|list| list.columns).collect();
    let said = findings.in_file_order().into_iter().map(|finding| {
        let shown = Words::of(Language::En).finding(&finding);
        let text = shown.to_string();
        let (problem, remedy) = text.split_once('\n').unwrap_or((&text, ""));
        (format!("{} {}", finding.severity, shown.code), problem.to_owned(), remedy.trim().to_owned())
    });
    Outcome { columns, dates, findings: said.collect() }
}

fn import(spreadsheet: &str) -> Outcome {
    read(EXERCISE, MUNICIPALITIES, spreadsheet.as_bytes())
}

/// The line that a remedy offers for `[import.columns]`.
fn line_of(remedy: &str) -> Option<&str> {
    let (_, line) = remedy.split_once("[import.columns]: ")?;
    (!line.contains("HEADING")).then_some(line)
}

fn with_line(exercise: &str, line: &str) -> String {
    let table = "[import.columns]\n";
    if exercise.contains(table) {
        exercise.replacen(table, &format!("{table}{line}\n"), 1)
    } else {
        format!("{exercise}\n{table}{line}\n")
    }
}

/// Follows each remedy that has a line for exercise.toml; says how many there were.
fn follow_remedies(name: &str, exercise: &str, spreadsheet: &[u8]) -> usize {
    let before = read(exercise, MUNICIPALITIES, spreadsheet);
    let lines = before.findings.iter().filter_map(|(code, problem, remedy)| Some((code, problem, line_of(remedy)?)));
    let mut followed = 0;
    for (code, problem, line) in lines {
        let after = read(&with_line(exercise, line), MUNICIPALITIES, spreadsheet);
        assert!(!after.findings.iter().any(|(_, said, _)| said == problem), "{name}: {code} is still there: {line}");
        for column in &before.columns {
            assert!(after.columns.contains(column), "{name}: {column:?} is lost with {line}");
        }
        for (heading, field) in &after.columns {
            let is_other = |other: &str| field.ends_with("choice") && !field.starts_with(other);
            assert!(!(heading.contains('1') && is_other("first")), "{name}: {heading} became {field}");
            assert!(!(heading.contains('2') && is_other("second")), "{name}: {heading} became {field}");
        }
        followed += 1;
    }
    followed
}

#[test]
fn a_line_for_exercise_toml_can_be_pasted_and_helps() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut followed = 0;
    for entry in folder.read_dir().unwrap() {
        let file = entry.unwrap().path();
        if file.extension().is_none_or(|ending| ending != "csv") {
            continue;
        }
        let own = std::fs::read_to_string(file.with_extension("exercise.toml"));
        let name = file.display().to_string();
        followed += follow_remedies(&name, own.as_deref().unwrap_or(EXERCISE), &std::fs::read(&file).unwrap());
    }
    assert!(followed >= 8, "{followed}");
}

#[test]
fn a_line_for_exercise_toml_never_swaps_choices() {
    for (spreadsheet, line, dates) in [
        ("Kommune;Dato;Pri 2\nAsker;24.11;29.11\n", "first_choice = \"Dato\"", "2022-11-24 2022-11-29"),
        ("Kommune;Når ellers;Pri 1\nAsker;29.11;24.11\n", "second_choice = \"Når ellers\"", "2022-11-24 2022-11-29"),
        (
            "Kommune;\"Når \"\"kan\"\"\nC:\\dere\";Pri 2\nAsker;24.11;29.11\n",
            r#"first_choice = "Når \"kan\"\nC:\\dere""#,
            "2022-11-24 2022-11-29",
        ),
    ] {
        let refused = import(spreadsheet);
        assert_eq!(refused.codes(), ["error unclear-choice"], "{spreadsheet}");
        assert_eq!(line_of(&refused.findings[0].2), Some(line));
        let read = read(&with_line(EXERCISE, line), MUNICIPALITIES, spreadsheet.as_bytes());
        assert_eq!((read.dates, read.findings.len()), (vec![dates.to_owned()], 0), "{spreadsheet}");
    }
}

#[test]
fn no_line_is_offered_that_cannot_tell_columns_apart() {
    let many: String = (1..=12).map(|rank| format!(";Pri {rank}")).collect();
    for spreadsheet in [
        "Kommune;Pri 1;Kontakt;kontakt\nAsker;24.11;Ida;Per\n".to_owned(),
        "Kommune;Dato;Dato\nAsker;24.11;29.11\n".to_owned(),
        "Kommune;Dato;Når\nAsker;24.11;29.11\n".to_owned(),
        "Kommune;Pri 2;Valg 1 og 2\nAsker;24.11;29.11\n".to_owned(),
        "Kommune;Pri 1;?\nAsker;24.11;29.11\n".to_owned(),
        format!("Kommune{many};Når\nAsker;24.11{};29.11\n", ";".repeat(11)),
    ] {
        let refused = import(&spreadsheet);
        assert!(refused.dates.is_empty(), "{spreadsheet}");
        assert!(refused.findings.iter().all(|(.., remedy)| line_of(remedy).is_none()), "{:?}", refused.findings);
    }
}

#[test]
fn the_number_beside_it_says_which_of_two_municipalities_of_one_name_is_meant() {
    let list = "number,name,language,email\n1818,Herøy,bokmål,a@example.no\n1515,Herøy,nynorsk,b@example.no\n";
    let read = |spreadsheet: &str| read(EXERCISE, list, spreadsheet.as_bytes());
    let both = read("Kommunenr;Kommune;Pri 1\n1515;Herøy;24.11\n1818;Herøy kommune;29.11\n");
    assert_eq!((both.dates, both.findings.len()), (vec!["2022-11-24".to_owned(), "2022-11-29".to_owned()], 0));
    assert_eq!(read("Kommune;Pri 1\nHerøy;24.11\n").codes(), ["error several-of-that-name"]);
}

#[test]
fn what_was_noted_of_one_list_is_noted_of_the_next() {
    let list = "Kommune;Pri 1;Mottatt\nAsker;24.11;24.06.2022\n";
    let read = import(&format!("{list}\n{}", list.replace("Asker", "Lier")));
    assert_eq!(read.codes(), ["notice day-without-hour", "notice day-without-hour"]);
}

#[test]
fn a_list_ends_where_the_next_begins_whatever_its_first_column_holds() {
    let read = import(";Kommune;Pri 1;Rolle\n;Asker;24.11;\n\n;Kommune;Pri 1;Annet\n;Lier;24.11;29.11\n");
    assert_eq!(read.codes(), ["error unclear-choice"], "{:?}", read.findings);
}

#[test]
fn a_year_is_no_municipality() {
    let list = "number,name,language,email\n5624,Lebesby,bokmål,a@example.no\n3025,Asker,bokmål,b@example.no\n";
    let read = |spreadsheet: &str| read(EXERCISE, list, spreadsheet.as_bytes());
    let titled = read("Øvelse;2022;\nKommune;Pri 1;2022\nAsker;24.11;\n");
    assert_eq!((titled.dates.len(), titled.codes()), (1, vec!["notice title-above"]), "{:?}", titled.findings);
    assert_eq!(read("Kommunenr;Pri 1\n2022;24.11\n").codes(), ["notice number-of-another-year"]);
}
