//! An exercise folder in which whole commands run, with one of its files as the fuzzer wants it.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use clap::Parser;
use ovelse::cli::Cli;
use ovelse::commands::{self, Outcome};
use ovelse::language::Language;
use ovelse::show::Console;
use ovelse::words::Words;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("there is a folder for temporary files");
    let write = |name: &str, content: &[u8]| std::fs::write(folder.path().join(name), content);
    for name in ["data", "templates", "templates/nb"] {
        std::fs::create_dir(folder.path().join(name)).expect("a folder can be made");
    }
    write("exercise.toml", include_bytes!("../../exercise.toml")).expect("a file can be written");
    write("data/municipalities.csv", include_bytes!("../../data/municipalities.csv")).expect("a file can be written");
    write("data/secret", b"sample\n").expect("a file can be written");
    write("svar.csv", b"Kommune;Pri 1\nAsker;24.11\n").expect("a file can be written");
    folder
});

/// Where the fuzzer was started, and finds its corpus.
static START: LazyLock<PathBuf> = LazyLock::new(|| std::env::current_dir().expect("it was started in a folder"));

fn enter(folder: &Path) {
    std::env::set_current_dir(folder).expect("a folder can be entered");
}

/// Where a file of the folder is.
pub fn path(name: &str) -> PathBuf {
    FOLDER.path().join(name)
}

/// Does something in the folder. A folder that is typed with -C is kept for hints to the end of the process: so it is
/// entered.
pub fn within(act: impl FnOnce()) {
    LazyLock::force(&START);
    enter(FOLDER.path());
    act();
    enter(&START);
}

/// Runs a command in the folder.
pub fn run(command: &str) -> Outcome {
    let line = ["ovelse", "--now", "2022-08-22T09:00"].into_iter().chain(command.split(' '));
    let cli = Cli::try_parse_from(line).expect("it is a command");
    let console = Console {
        out: Box::new(io::sink()),
        exact: None,
        err: Box::new(io::sink()),
        quiet: false,
        width: None,
        words: Words::of(Language::En),
    };
    commands::run(cli, DateTime::<Utc>::UNIX_EPOCH, console)
}
