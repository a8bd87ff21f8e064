//! The sample exercise, and what must hold whatever a spreadsheet is read as.

use std::sync::LazyLock;

use ovelse::exercise::Exercise;
use ovelse::findings::Findings;
use ovelse::intake::{Batch, Intake};
use ovelse::municipality::Municipalities;

const EXERCISE: &str = include_str!("../../exercise.toml");
const MUNICIPALITIES: &[u8] = include_bytes!("../../data/municipalities.csv");

static READ: LazyLock<(Exercise, Municipalities)> = LazyLock::new(|| {
    let exercise = Exercise::read(EXERCISE, &mut Findings::new()).expect("the sample is good");
    let municipalities = Municipalities::read(MUNICIPALITIES, &mut Findings::new()).expect("the sample is good");
    (exercise, municipalities)
});

/// Reads a spreadsheet. Nothing is dropped: neither the file nor a row of it.
pub fn import(bytes: &[u8]) {
    let now = "2022-08-19T12:00:00".parse().expect("a time");
    let (exercise, municipalities) = &*READ;
    let intake = Intake { exercise, municipalities, now, sheet: None, take: &[] };
    let (mut batch, mut findings) = (Batch::default(), Findings::new());
    let about = intake.read("x", bytes, &mut batch, &mut findings);
    let outcome = batch.finish(&intake, &mut findings);
    let is_told = findings.has_errors() || findings.warnings() > 0;
    assert!(about.is_some() || is_told, "bytes were dropped");
    assert!(outcome.refused == 0 || findings.has_errors(), "a row was dropped");
    let refused = intake.refused_rows("x", bytes, &outcome.contradictions);
    assert_eq!(refused.rows.len(), outcome.refused);
}
