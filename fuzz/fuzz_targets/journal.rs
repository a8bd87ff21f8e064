//! Whatever stands in `data/statements.jsonl`: each command that reads it ends, says so in its exit code, and leaves the
//! file as it is unless all of it was understood.

#![no_main]

use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use clap::Parser;
use libfuzzer_sys::fuzz_target;
use ovelse::cli::Cli;
use ovelse::commands::{self, Outcome};
use ovelse::language::Language;
use ovelse::show::Console;
use ovelse::words::Words;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let write = |name: &str, content: &[u8]| std::fs::write(folder.path().join(name), content);
    std::fs::create_dir(folder.path().join("data")).expect("a folder can be made");
    write("exercise.toml", include_bytes!("../../exercise.toml")).expect("a file can be written");
    write("data/municipalities.csv", include_bytes!("../../data/municipalities.csv")).expect("a file can be written");
    write("svar.csv", b"Kommune;Pri 1\nAsker;24.11\n").expect("a file can be written");
    folder
});

/// Where the fuzzer was started, and finds its corpus.
static START: LazyLock<PathBuf> = LazyLock::new(|| std::env::current_dir().expect("it was started in a folder"));

fn enter(folder: &Path) {
    std::env::set_current_dir(folder).expect("a folder can be entered");
}

fn path(name: &str) -> PathBuf {
    FOLDER.path().join(name)
}

fn run(command: &str) -> Outcome {
    let line = ["ovelse", "--now", "2022-08-22T09:00"].into_iter().chain(command.split(' '));
    let cli = Cli::try_parse_from(line).expect("it is a command");
    let console = Console {
        out: Box::new(io::sink()),
        err: Box::new(io::sink()),
        quiet: false,
        width: None,
        words: Words::of(Language::En),
    };
    commands::run(cli, DateTime::<Utc>::UNIX_EPOCH, console)
}

fuzz_target!(|bytes: &[u8]| {
    let journal = path("data/statements.jsonl");
    LazyLock::force(&START);
    // A folder that is typed with -C is kept for hints to the end of the process: so it is entered.
    enter(FOLDER.path());
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
    enter(&START);
});
