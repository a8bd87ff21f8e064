//! Whatever stands in `data/statements.jsonl`: each command that reads it ends, says so in its exit code, and leaves the
//! file as it is unless all of it was understood.

#![no_main]

mod folder;

use folder::{path, run, within};
use libfuzzer_sys::fuzz_target;
use ovelse::commands::Outcome;

fuzz_target!(|bytes: &[u8]| {
    let journal = path("data/statements.jsonl");
    within(|| {
        let _ = std::fs::remove_file(path("data/registrations.csv"));
        std::fs::write(&journal, bytes).expect("a file can be written");
        for command in ["check", "history --format json", "list --format json", "status"] {
            run(command);
            assert_eq!(std::fs::read(&journal).expect("it is there"), bytes, "{command} changed the journal");
        }
        let is_taken_in = run("import svar.csv") == Outcome::Done;
        let after = std::fs::read(&journal).expect("it is there");
        if is_taken_in {
            assert!(run("history") == Outcome::Done, "the journal cannot be read after it was added to");
            run("undo --yes");
        } else {
            assert_eq!(after, bytes, "an import that was refused changed the journal");
        }
    });
});
