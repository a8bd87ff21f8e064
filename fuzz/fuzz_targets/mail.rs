//! Saved mail of whatever bytes: reading ends, and no file is dropped.

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
