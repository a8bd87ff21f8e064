//! Whatever bytes a lead is sent: reading them ends, and every row is read, refused or reported.

#![no_main]

mod sample;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| sample::import(bytes));
