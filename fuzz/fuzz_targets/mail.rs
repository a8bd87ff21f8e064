//! Saved mail of whatever bytes: reading ends, and no file is dropped.
//!
//! cargo fuzz run -O mail fuzz/corpus/mail tests/mails -- -max_total_time=60
//! (on a stable toolchain: RUSTC_BOOTSTRAP=1 before it; -O, as mail-parser asserts what damaged mail does not keep)

#![no_main]

use libfuzzer_sys::fuzz_target;
use ovelse::{inbox, mail};

fuzz_target!(|bytes: &[u8]| {
    let mut mails = 0;
    let read = mail::read("x", bytes, |mail| {
        let _ = inbox::content(&mail);
        mails += 1;
    });
    read.expect("memory can be read");
    assert!(mails > 0 || bytes.starts_with(b"From "), "a file was dropped");
});
