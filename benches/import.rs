//! How long it takes to import a million rows, beside merely parsing them.
//!
//! cargo bench --bench import
//! cargo bench --bench import -- polars   # besides, polars making the same checks (pip install polars)
//!
//! The file has 1,000,000 rows and about 60 MB: the 52 municipalities of the sample, each giving the
//! same answer again and again with a time of its own, as when batches overlap. "import" is the whole
//! command in a process of its own: start, reading, validating, merging, writing. "parse" is the csv
//! crate going through the same file in this process with one record that is reused, and nothing else. "polars" is
//! benches/with_polars.py in a process of its own.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a benchmark prints its figures")]

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

const ROWS: usize = 1_000_000;
const RUNS: usize = 10;

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::create_dir(folder.path().join("data")).unwrap();
    for file in ["exercise.toml", "data/municipalities.csv"] {
        std::fs::copy(repository.join(file), folder.path().join(file)).unwrap();
    }
    let spreadsheet = folder.path().join("rows.csv");
    std::fs::write(&spreadsheet, rows(&std::fs::read_to_string(repository.join("data/municipalities.csv")).unwrap()))
        .unwrap();
    let megabytes = std::fs::metadata(&spreadsheet).unwrap().len() / 1_000_000;
    println!("{ROWS} rows, {megabytes} MB, the best of {RUNS} rounds");

    let written = ["data/registrations.csv", "data/statements.jsonl"].map(|file| folder.path().join(file));
    let mut best = [Duration::MAX; 3];
    for _ in 0..RUNS {
        for file in &written {
            let _ = std::fs::remove_file(file);
        }
        let round = [timed(|| parse(&spreadsheet)), timed(|| import(folder.path())), timed(|| import(folder.path()))];
        best = std::array::from_fn(|index| best[index].min(round[index]));
    }
    for (what, time) in ["parse", "import, all of it new", "import, nothing new"].into_iter().zip(best) {
        report(what, time, best[0]);
    }
    if std::env::args().any(|argument| argument == "polars") {
        let time = (0..RUNS).map(|_| timed(|| polars(folder.path()))).min().unwrap_or_default();
        report("polars", time, best[0]);
    }
}

fn rows(municipalities: &str) -> String {
    let names: Vec<&str> = municipalities.lines().skip(1).filter_map(|line| line.split(',').nth(1)).collect();
    let dates = ["24.11.2022", "22.11.2022", "29.11.2022", "01.12.2022"];
    let mut text = String::from("Kommune;Pri 1;Pri 2;Kontaktperson;E-post;Mottatt\n");
    for row in 0..ROWS {
        let place = row % names.len();
        let (first, second) = (dates[place % 4], dates[(place + 1) % 4]);
        let (day, hour, minute) = (1 + row % 31, row % 24, row % 60);
        writeln!(
            text,
            "{};{first};{second};K{place};k{place}@example.no;{day:02}.07.2022 {hour:02}:{minute:02}",
            names[place]
        )
        .unwrap();
    }
    text
}

fn parse(spreadsheet: &Path) {
    let bytes = std::fs::read(spreadsheet).unwrap();
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes.as_slice());
    let mut record = csv::ByteRecord::new();
    let mut count = 0;
    while reader.read_byte_record(&mut record).unwrap() {
        count += 1;
    }
    assert_eq!(count, ROWS);
}

/// The program that is measured: another version, if OVELSE names one.
fn binary() -> String {
    std::env::var("OVELSE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_ovelse").to_owned())
}

fn import(folder: &Path) {
    let status = Command::new(binary())
        .args(["import", "rows.csv", "--now", "2022-08-01T09:00", "--format", "json"])
        .current_dir(folder)
        .output()
        .unwrap()
        .status;
    assert!(status.success());
}

fn polars(folder: &Path) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/with_polars.py");
    let output = Command::new("python3").arg(script).arg(folder).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

fn timed(run: impl Fn()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
fn report(what: &str, time: Duration, parse: Duration) {
    let rate = ROWS as f64 / time.as_secs_f64() / 1e6;
    let times = time.as_secs_f64() / parse.as_secs_f64();
    println!("{what:<22} {:>6.0} ms {rate:>7.2} million rows/s {times:>5.1} × parse", time.as_secs_f64() * 1e3);
}
