//! One small spreadsheet per situation, each with what it is read as beside it.
//!
//! `NAME.csv` (or .tsv, .txt, .xlsx, .ods) is read for the sample exercise, or for `NAME.exercise.toml` where
//! there is one; `NAME.expected` says what comes of it. To see a change: SNAPSHOTS=overwrite cargo test corpus,
//! and read the difference.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use ovelse::exercise::Exercise;
use ovelse::findings::Findings;
use ovelse::intake::{Batch, Intake};
use ovelse::language::Language;
use ovelse::municipality::Municipalities;
use ovelse::registration::{Answer, Registration};
use ovelse::words::Words;
use snapbox::{Assert, Data};

#[test]
fn every_spreadsheet_is_read_as_expected() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<PathBuf> = folder.read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| !matches!(file.extension().and_then(|ending| ending.to_str()), Some("expected" | "toml")));
    files.sort();
    assert!(files.len() >= 60, "{} files", files.len());
    let read_all = || {
        for file in &files {
            let expected = Data::read_from(&file.with_extension("expected"), None).raw();
            Assert::new().action_env("SNAPSHOTS").eq(read(file), expected);
        }
    };
    read_all();
}

/// What a spreadsheet comes to: registrations, numbers, findings.
fn read(file: &Path) -> String {
    let exercise = exercise(file);
    let municipalities = municipalities();
    let intake = Intake {
        exercise: &exercise,
        municipalities: &municipalities,
        now: "2022-08-22T12:00:00".parse().unwrap(),
        sheet: None,
        take: &[],
    };
    let name = file.file_name().unwrap().to_str().unwrap();
    let (mut batch, mut findings) = (Batch::default(), Findings::new());
    let about = intake.read(name, &std::fs::read(file).unwrap(), &mut batch, &mut findings);
    let outcome = batch.finish(&intake, &mut findings);
    let mut text = String::new();
    if let Some(about) = about {
        let kind = Words::of(Language::En).say(&about.kind);
        let lines: Vec<String> = about.lists.iter().map(|list| list.heading_line.to_string()).collect();
        writeln!(text, "{kind}, headings on line {}", lines.join(" and ")).unwrap();
    }
    writeln!(text, "{} rows, {} refused", outcome.rows, outcome.refused).unwrap();
    for registration in &outcome.standing {
        writeln!(text, "{}", shown(registration, &exercise, &municipalities)).unwrap();
    }
    for finding in findings.in_file_order() {
        writeln!(text, "{}", Words::of(Language::En).finding(&finding)).unwrap();
    }
    text
}

fn exercise(file: &Path) -> Exercise {
    let own = file.with_extension("exercise.toml");
    let path = if own.exists() { own } else { Path::new(env!("CARGO_MANIFEST_DIR")).join("exercise.toml") };
    let mut findings = Findings::new();
    let exercise = Exercise::read(&std::fs::read_to_string(path).unwrap(), &mut findings);
    exercise.unwrap_or_else(|| panic!("{findings:?}"))
}

fn municipalities() -> Municipalities {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/municipalities.csv");
    Municipalities::read(&std::fs::read(path).unwrap(), &mut Findings::new()).unwrap()
}

fn shown(registration: &Registration, exercise: &Exercise, municipalities: &Municipalities) -> String {
    let name = &municipalities.get(registration.municipality).unwrap().name;
    let answer = match &registration.answer {
        Answer::Any => "any".to_owned(),
        Answer::Declined => "declined".to_owned(),
        Answer::Dates(choices) => {
            choices.dates().iter().map(|date| exercise.dates.key(*date)).collect::<Vec<_>>().join(", ")
        }
    };
    let mut text = format!("{} {name}: {answer}", registration.municipality);
    for person in &registration.contacts {
        let email = person.email.as_ref().map(ToString::to_string);
        let parts = [person.name.clone(), email, person.phone.clone()].map(|part| part.unwrap_or_else(|| "-".into()));
        write!(text, "; contact {}", parts.join(" / ")).unwrap();
    }
    if let Some(participants) = registration.participants {
        write!(text, "; {participants} participants").unwrap();
    }
    if let Some(comment) = &registration.comment {
        write!(text, "; says {comment:?}").unwrap();
    }
    if let Some(received) = registration.received {
        write!(text, "; received {received}").unwrap();
    }
    text
}
