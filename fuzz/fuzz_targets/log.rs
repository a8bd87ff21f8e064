//! Whatever stands in `data/deliveries.jsonl`: each command that reads it ends, none changes it, and none writes a file
//! beside those that it should, whatever names of files the log has.

#![no_main]

mod folder;

use folder::{path, run, within};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let log = path("data/deliveries.jsonl");
    within(|| {
        let _ = std::fs::remove_dir_all(path("ut"));
        std::fs::write(&log, bytes).expect("a file can be written");
        for command in
            ["log --format json", "status", "invite", "report", "purge", "export-letters -o ut"]
        {
            run(command);
            assert_eq!(std::fs::read(&log).expect("it is there"), bytes, "{command} changed the log");
        }
    });
    let mut files: Vec<_> =
        std::fs::read_dir(path("")).expect("it is there").flatten().map(|entry| entry.file_name()).collect();
    files.retain(|name| name != "ut");
    assert_eq!(files.len(), 4, "{files:?}");
});
