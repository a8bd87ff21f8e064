//! A template of the lead's with whatever is in it: letters are written, or what is wrong is told; filling in ends.

#![no_main]

mod folder;

use folder::{path, run, within};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    within(|| {
        std::fs::write(path("templates/nb/invitation.md"), bytes).expect("a file can be written");
        for command in
            ["check", "preview Asker --kind invitation --part html", "preview Asker --kind invitation --part eml"]
        {
            run(command);
        }
    });
});
