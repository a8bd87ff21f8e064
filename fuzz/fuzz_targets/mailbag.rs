//! Whatever a mail client has saved: reading it ends, and each mail in it is told.
//!
//! cargo fuzz run -O mailbag fuzz/corpus/mailbag tests/mails -- -max_total_time=60
//! (on a stable toolchain: RUSTC_BOOTSTRAP=1 before it; -O, as mail-parser asserts what damaged mail does not keep)

#![no_main]

use libfuzzer_sys::fuzz_target;
use ovelse::mailbag;

fuzz_target!(|bytes: &[u8]| {
    let mut items = 0;
    mailbag::read("x", bytes, |_| items += 1).expect("memory can be read");
    assert!(items > 0 || bytes.starts_with(b"From "), "a file was dropped");
});
