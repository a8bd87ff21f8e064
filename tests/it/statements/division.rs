//! What stands does not depend on how files are divided among commands, nor on naming files again that were read before.

use std::sync::LazyLock;

use chrono::{Days, NaiveDateTime};
use ovelse::exercise::Exercise;
use ovelse::findings::Findings;
use ovelse::intake::{Batch, Intake};
use ovelse::municipality::Municipalities;
use ovelse::registration::{Answer, Person};
use ovelse::statement::{Entry, Road, Run, Statements};
use proptest::prelude::*;
use proptest::sample::select;

static EXERCISE: LazyLock<Exercise> = LazyLock::new(|| {
    Exercise::read(include_str!("../../../exercise.toml"), &mut Findings::new()).expect("the sample is good")
});
static MUNICIPALITIES: LazyLock<Municipalities> = LazyLock::new(|| {
    Municipalities::read(include_bytes!("../../../data/municipalities.csv"), &mut Findings::new())
        .expect("the sample is good")
});

/// What can stand in the columns of a file, one after the other: the heading and the cells.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("Kontaktperson", &["", "Kari", "Kari", "Ola"]),
    ("E-post", &["", "kari@example.no", "ny@example.no", "ola@example.no"]),
    ("Telefon", &["", "11 11 11 11", "22 22 22 22"]),
    ("Deltakere", &["", "5", "7"]),
    ("Kommentar", &["", "Ring", "Vent"]),
    ("Merknad", &["", "Mat"]),
];

/// A row of one of two municipalities, with a cell for each column, and when it was received.
#[derive(Debug, Clone)]
struct Row {
    start: String,
    cells: Vec<&'static str>,
    minute: usize,
}

/// The columns that a file has, whether it tells times, and its rows.
#[derive(Debug, Clone)]
struct File {
    has: Vec<bool>,
    tells_times: bool,
    rows: Vec<Row>,
}

fn row() -> impl Strategy<Value = Row> {
    let start = select(&["Moss;24.11", "Moss;24.11", "Moss;24.11", "Moss;29.11", "Hol;24.11", "Hol;deltar ikke"][..]);
    let cells: Vec<_> = COLUMNS.iter().map(|(_, cells)| select(*cells)).collect();
    (start, cells, 0..60usize).prop_map(|(start, cells, minute)| Row { start: start.to_owned(), cells, minute })
}

impl File {
    fn text(&self) -> String {
        let shown = |cells: Vec<&str>, start: &str, time: &str| {
            let cells = cells.iter().zip(&self.has).filter(|(_, has)| **has).map(|(cell, _)| format!(";{cell}"));
            let time = if self.tells_times { format!(";{time}") } else { String::new() };
            format!("{start}{}{time}\n", cells.collect::<String>())
        };
        let mut text = shown(COLUMNS.map(|(heading, _)| heading).to_vec(), "Kommune;Pri 1", "Mottatt");
        for row in &self.rows {
            text += &shown(row.cells.clone(), &row.start, &format!("01.07.2022 10:{:02}", row.minute));
        }
        text
    }
}

/// What stands of a municipality.
type Stands = (String, Answer, Vec<Person>, Option<u32>, Option<String>, Option<NaiveDateTime>);

/// What files come to in these runs, each of the places of some files; none where a run is refused.
fn played(files: &[File], runs: &[Vec<usize>]) -> Option<Vec<Stands>> {
    let texts: Vec<String> = files.iter().map(File::text).collect();
    read(&texts, runs)
}

/// What texts of files come to.
fn read(files: &[impl AsRef<str>], runs: &[Vec<usize>]) -> Option<Vec<Stands>> {
    let (exercise, municipalities) = (&*EXERCISE, &*MUNICIPALITIES);
    let first: NaiveDateTime = "2022-08-01T09:00:00".parse().unwrap();
    let mut statements = Statements::default();
    for (number, run) in (1..).zip(runs) {
        let now = first + Days::new(number);
        let intake = Intake { exercise, municipalities, now, sheet: None, take: &[] };
        let (mut batch, mut findings) = (Batch::after(statements.contents()), Findings::new());
        for file in run {
            intake.read(&format!("{file}.csv"), files[*file].as_ref().as_bytes(), &mut batch, &mut findings);
        }
        let merged = batch.finish(&intake, &mut findings);
        if findings.has_errors() {
            return None;
        }
        let said = merged.heard.iter().map(|heard| heard.statement(&exercise.dates, now)).collect();
        let run = usize::try_from(number).unwrap();
        let run = Run {
            run,
            at: now,
            road: Road::Import,
            files: Vec::new(),
            lists: merged.lists.into_iter().map(|(file, rows)| (file, rows.into())).collect(),
            statements: said,
        };
        statements.push(Entry::Said(run));
    }
    let standing = statements.standing(&exercise.dates);
    let stands = standing.iter().filter_map(|standing| {
        let stands = standing.registration()?.clone();
        let number = stands.municipality.to_string();
        Some((number, stands.answer, stands.contacts, stands.participants, stands.comment, stands.received))
    });
    Some(stands.collect())
}

/// The places of all files, divided among runs, with files that were read before among them.
fn divided(files: usize) -> impl Strategy<Value = Vec<Vec<usize>>> {
    let parts = proptest::collection::vec((any::<bool>(), any::<prop::sample::Index>(), any::<bool>()), files);
    parts.prop_map(|parts| {
        let (mut runs, mut before): (Vec<Vec<usize>>, usize) = (vec![Vec::new()], 0);
        for (file, (begins, known, again)) in parts.into_iter().enumerate() {
            if begins {
                runs.push(Vec::new());
                before = file;
            }
            let run = runs.last_mut().unwrap();
            run.push(file);
            if again && before > 0 {
                // Before the new ones or after them.
                run.insert(known.index(run.len() + 1), known.index(before));
            }
        }
        runs
    })
}

fn files() -> impl Strategy<Value = Vec<File>> {
    let rows = proptest::collection::vec(row(), 5);
    // Files share rows, as deliveries of a list do.
    (rows, 1..4usize).prop_flat_map(|(pool, files)| {
        let rows = proptest::sample::subsequence(pool.clone(), 1..=pool.len());
        let has = proptest::collection::vec(any::<bool>(), COLUMNS.len());
        let file = (has, any::<bool>(), rows).prop_map(|(has, tells_times, rows)| File { has, tells_times, rows });
        proptest::collection::vec(file, files)
    })
}

#[test]
fn an_empty_cell_counts_in_each_file_in_which_no_other_row_fills_it() {
    const HEADINGS: &str = "Kommune;Pri 1;Kontaktperson;Deltakere;Merknad\n";
    let file = |rows: &str| format!("{HEADINGS}{rows}");
    // What is empty beside a filled cell in the first file is empty by itself in the second one.
    let files = [file("Hol;24.11;;7;\nHol;24.11;Kari;;Mat\n"), file("Hol;24.11;Kari;;Mat\n")];
    let (at_once, one_by_one) = (read(&files, &[vec![0, 1]]), read(&files, &[vec![0], vec![1]]));
    let participants = |stands: &Option<Vec<Stands>>| stands.as_ref().map(|stands| stands[0].3);
    assert_eq!(participants(&one_by_one), Some(None), "the second file empties it");
    assert_eq!(at_once, one_by_one);
    assert_eq!(participants(&read(&files, &[vec![1, 0]])), Some(Some(7)), "and the first one fills it again");
    let files = [file("Hol;24.11;;5;\nHol;24.11;;7;Mat\n"), file("Hol;24.11;;5;\n")];
    assert_eq!(read(&files, &[vec![0, 1]]), read(&files, &[vec![0], vec![1]]), "a supplement to a row that is known");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: super::cases(60), max_global_rejects: 1 << 20, ..ProptestConfig::default() })]

    #[test]
    fn what_stands_does_not_depend_on_how_files_are_divided_among_commands(
        (files, divided) in files().prop_flat_map(|files| { let number = files.len(); (Just(files), divided(number)) })
    ) {
        let one_by_one: Vec<Vec<usize>> = (0..files.len()).map(|file| vec![file]).collect();
        let (Some(expected), Some(stands)) = (played(&files, &one_by_one), played(&files, &divided)) else {
            return Err(TestCaseError::reject("a contradiction"));
        };
        let texts: Vec<String> = files.iter().map(File::text).collect();
        prop_assert_eq!(stands, expected, "{:#?} as {:?}", texts, divided);
    }

    #[test]
    fn where_times_are_told_what_stands_does_not_depend_on_the_order(
        (mut files, order) in files().prop_flat_map(|files| {
            let places: Vec<usize> = (0..files.len()).collect();
            (Just(files), Just(places).prop_shuffle())
        })
    ) {
        // Rows of the same time are heard as they are read: here each has a time of its own, and all files the same columns.
        let has = files[0].has.clone();
        let mut times: Vec<String> = Vec::new();
        for file in &mut files {
            (file.has, file.tells_times) = (has.clone(), true);
            for row in &mut file.rows {
                let said = format!("{row:?}");
                row.minute = times.iter().position(|known| *known == said).unwrap_or_else(|| {
                    times.push(said);
                    times.len() - 1
                });
            }
        }
        let one_by_one: Vec<Vec<usize>> = (0..files.len()).map(|file| vec![file]).collect();
        let shuffled: Vec<Vec<usize>> = order.iter().map(|file| vec![*file]).collect();
        let texts: Vec<String> = files.iter().map(File::text).collect();
        let expected = played(&files, &one_by_one);
        prop_assert_eq!(played(&files, &shuffled), expected.clone(), "{:#?} as {:?}", texts, order);
        prop_assert_eq!(played(&files, &[order]), expected, "{:#?} at once", texts);
    }
}
