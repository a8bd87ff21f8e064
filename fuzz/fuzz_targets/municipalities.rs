//! A list of municipalities of whatever bytes: it is a list, or what is wrong with it is told.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ovelse::findings::Findings;
use ovelse::municipality::Municipalities;

fuzz_target!(|bytes: &[u8]| {
    let mut findings = Findings::new();
    let read = Municipalities::read(bytes, &mut findings);
    assert!(read.is_some() || findings.has_errors(), "nothing was said");
});
