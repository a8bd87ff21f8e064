//! An `exercise.toml` of whatever text: it is an exercise, or what is wrong with it is told.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ovelse::exercise::Exercise;
use ovelse::findings::Findings;

fuzz_target!(|text: &str| {
    let mut findings = Findings::new();
    let read = Exercise::read(text, &mut findings);
    assert!(read.is_some() || findings.has_errors(), "nothing was said");
});
