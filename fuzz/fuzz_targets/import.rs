//! Whatever bytes a lead is sent: reading them ends, and every row is read, refused or reported.
//!
//! cargo fuzz run import fuzz/corpus/import tests/corpus -- -max_total_time=60
//! (on a stable toolchain: RUSTC_BOOTSTRAP=1 before it)

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ovelse::exercise::Exercise;
use ovelse::findings::Findings;
use ovelse::intake::{Batch, Intake};
use ovelse::municipality::Municipalities;

static EXERCISE: LazyLock<Exercise> = LazyLock::new(|| {
    Exercise::read(include_str!("../../exercise.toml"), &mut Findings::new()).expect("the sample is good")
});
static MUNICIPALITIES: LazyLock<Municipalities> = LazyLock::new(|| {
    Municipalities::read(include_bytes!("../../data/municipalities.csv"), &mut Findings::new()).expect("the sample is good")
});

fuzz_target!(|bytes: &[u8]| {
    let now = "2022-08-19T12:00:00".parse().expect("a time");
    let intake = Intake { exercise: &EXERCISE, municipalities: &MUNICIPALITIES, now, sheet: None, take: &[] };
    let (mut batch, mut findings) = (Batch::default(), Findings::new());
    let about = intake.read("x", bytes, &mut batch, &mut findings);
    let outcome = batch.finish(&intake, &mut findings);
    let is_told = findings.has_errors() || findings.warnings() > 0;
    assert!(about.is_some() || is_told, "bytes were dropped");
    assert!(outcome.refused == 0 || findings.has_errors(), "a row was dropped");
    let refused = intake.refused_rows("x", bytes, &outcome.contradictions);
    assert_eq!(refused.rows.len(), outcome.refused);
});
