//! How long it takes to assign dates, as a whole command: start, reading, assigning, writing, checking.
//!
//! cargo bench --bench assign              # all sizes up to a million municipalities
//! cargo bench --bench assign -- 357       # only those with so many
//! cargo bench --bench assign -- x8        # only those with so many dates
//! cargo bench --bench assign -- ortools   # besides, OR-Tools on the same folders (pip install ortools pandas pyarrow)
//!
//! Everybody wants the same few dates: first choices fall off from the first date to the last, second
//! choices are spread; one in fifty can take any date, one in twelve has a single choice. Beside each time stands how long
//! the files alone take: the csv crate going through municipalities.csv and registrations.csv in this
//! process, record by record, and assignments.csv written, synced and read once more, as it is by the command.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a benchmark prints its figures")]

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What is assigned.
#[derive(Debug, Clone, Copy)]
struct Case {
    municipalities: usize,
    dates: usize,
    /// Seats in all, in hundredths of the municipalities.
    seats: usize,
    /// Groups, half of them to be kept together and half apart; where there are any, each date has a minimum.
    groups: usize,
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    let ortools = wanted.iter().any(|argument| argument == "ortools");
    let sizes: Vec<usize> = wanted.iter().filter_map(|argument| argument.parse().ok()).collect();
    let dates: Vec<usize> = wanted.iter().filter_map(|argument| argument.strip_prefix('x')?.parse().ok()).collect();
    let is_wanted = |case: &Case| {
        (sizes.is_empty() || sizes.contains(&case.municipalities)) && (dates.is_empty() || dates.contains(&case.dates))
    };
    println!(
        "municipalities  dates  seats  groups   ovelse    files   times  memory{}",
        if ortools { "   OR-Tools" } else { "" }
    );
    for case in cases().into_iter().filter(is_wanted) {
        measure(case, ortools);
    }
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for municipalities in [52, 357, 10_000, 100_000, 1_000_000] {
        for dates in [4, 8, 20, 50] {
            for seats in [105, 100, 90] {
                cases.push(Case { municipalities, dates, seats, groups: 0 });
            }
        }
        if municipalities == 357 {
            cases.extend([(8, 10), (20, 10), (20, 20)].map(|(dates, groups)| Case {
                municipalities,
                dates,
                seats: 105,
                groups,
            }));
        }
    }
    cases
}

fn measure(case: Case, ortools: bool) {
    // Groups and minimums are easy here and hard there: the slowest of several exercises counts.
    let seeds = if case.groups > 0 { 0..10 } else { 0..1 };
    let (whole, files, folder) =
        seeds.map(|seed| timed_in_folder(case, seed)).max_by_key(|(whole, ..)| *whole).unwrap();
    let Case { municipalities, dates, seats, groups } = case;
    #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
    let seats = seats as f64 / 100.0;
    print!(
        "{municipalities:>14}  {dates:>5}  {seats:>5.2}  {groups:>6}  {:>9}  {:>8}  {:>5.1}×  {:>6}",
        shown(whole),
        shown(files),
        whole.as_secs_f64() / files.as_secs_f64(),
        memory(folder.path()).map_or("?".to_owned(), |megabytes| format!("{megabytes} MB"))
    );
    if ortools && groups == 0 {
        print!("  {}", other(folder.path(), whole).unwrap_or_else(|| "not there".to_owned()));
    }
    println!();
}

/// The fastest of several runs: the whole command, and the files alone.
fn timed_in_folder(case: Case, seed: usize) -> (Duration, Duration, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    case.write(folder.path(), seed);
    let runs = if case.municipalities > 100_000 { 5 } else { 10 };
    let fastest = |run: &dyn Fn()| (0..runs).map(|_| timed(run)).min().unwrap();
    let whole = fastest(&|| assign(folder.path()));
    (whole, fastest(&|| files_alone(folder.path())), folder)
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

fn timed(run: &dyn Fn()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// The program that is measured: another version, if OVELSE names one.
fn binary() -> String {
    std::env::var("OVELSE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_ovelse").to_owned())
}

fn command(folder: &Path) -> Vec<String> {
    vec![binary(), "-C".into(), folder.display().to_string(), "assign".into()]
}

/// The whole command; nothing was assigned before.
fn assign(folder: &Path) {
    let _ = std::fs::remove_file(folder.join("data/assignments.csv"));
    let arguments = command(folder);
    let output = Command::new(&arguments[0]).args(&arguments[1..]).output().unwrap();
    // 1 says that some are without a date.
    assert!(matches!(output.status.code(), Some(0 | 1)), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The largest memory that the command has at once, in megabytes, where GNU time can tell.
fn memory(folder: &Path) -> Option<usize> {
    let output = Command::new("/usr/bin/time").args(["-f", "%M"]).args(command(folder)).output().ok()?;
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    Some(errors.lines().last()?.trim().parse::<usize>().ok()?.div_ceil(1000))
}

fn files_alone(folder: &Path) {
    let data = folder.join("data");
    let parse = |file: &str| {
        let bytes = std::fs::read(data.join(file)).unwrap();
        let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_reader(bytes.as_slice());
        let mut record = csv::StringRecord::new();
        while reader.read_record(&mut record).unwrap() {}
        bytes
    };
    parse("municipalities.csv");
    parse("registrations.csv");
    let assignments = std::fs::read(data.join("assignments.csv")).unwrap();
    let written = std::fs::File::create(data.join("copy.csv")).unwrap();
    std::io::Write::write_all(&mut &written, &assignments).unwrap();
    written.sync_all().unwrap();
    parse("copy.csv");
}

/// OR-Tools on single municipalities, with the two first levels only; it must come to the same on those.
fn other(folder: &Path, ours: Duration) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/with_ortools.py");
    let start = Instant::now();
    let output = Command::new("python3").arg(script).arg(folder).output().ok()?;
    let time = start.elapsed();
    if !output.status.success() {
        return None;
    }
    let theirs = String::from_utf8(output.stdout).unwrap();
    // The command has assigned already: this shows the same.
    let arguments = command(folder);
    let output = Command::new(&arguments[0]).args(&arguments[1..]).args(["--dry-run", "--format", "json"]).output();
    let ovelse: serde_json::Value = serde_json::from_slice(&output.unwrap().stdout).unwrap();
    assert_eq!(ovelse["proven"], true);
    let ortools: serde_json::Value = serde_json::from_str(&theirs).unwrap();
    assert_eq!([&ovelse["placed"], &ovelse["by_choice"][0]], [&ortools["placed"], &ortools["first_choice"]]);
    let times = time.as_secs_f64() / ours.as_secs_f64();
    Some(format!("{:>10} ({times:.1}×)", shown(time)))
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

impl Case {
    fn write(self, folder: &Path, seed: usize) {
        std::fs::create_dir(folder.join("data")).unwrap();
        let mut dice = Dice(u64::try_from(self.municipalities + self.dates + 1_000 * seed).unwrap());
        std::fs::write(folder.join("exercise.toml"), self.exercise(&mut dice)).unwrap();
        std::fs::write(folder.join("data/municipalities.csv"), self.list()).unwrap();
        std::fs::write(folder.join("data/registrations.csv"), self.registrations(&mut dice)).unwrap();
    }

    fn number(self, index: usize) -> usize {
        if self.municipalities < 9_000 { 1_000 + index } else { 1_000_000 + index }
    }

    fn day(date: usize) -> String {
        format!("2022-{:02}-{:02}", 9 + date / 28, 1 + date % 28)
    }

    fn exercise(self, dice: &mut Dice) -> String {
        let mut text = String::from(
            "id = 'x'\ntitle = 'x'\ntheme = 'x'\norganiser = 'x'\ntarget_group = 'x'\nplace = 'x'\npublished = 2022-01-01\n\
             deadline = 2022-08-02\ntimezone = 'Europe/Oslo'\n[contact]\nname = 'x'\nemail = 'x@example.org'\nphone = '1'\n",
        );
        let capacity = (self.municipalities * self.seats).div_ceil(100 * self.dates);
        for date in 0..self.dates {
            let day = Case::day(date);
            write!(text, "[[date]]\nstart = {day}T09:00:00\nend = {day}T11:00:00\ncapacity = {capacity}\n").unwrap();
            if self.groups > 0 {
                writeln!(text, "minimum = {}", capacity / 2).unwrap();
            }
            writeln!(text, "link = 'https://example.org'").unwrap();
        }
        for group in 0..self.groups {
            let rule = ["same-date", "different-dates"][group % 2];
            // Members are drawn from a part of the list of the group's own.
            let part = self.municipalities / self.groups;
            let mut members: Vec<usize> = (0..2 + dice.below(3)).map(|_| group * part + dice.below(part)).collect();
            members.sort_unstable();
            members.dedup();
            if members.len() < 2 {
                members = vec![group * part, group * part + 1];
            }
            let members: Vec<String> = members.into_iter().map(|member| format!("'{}'", self.number(member))).collect();
            writeln!(text, "[[group]]\nname = 'g{group}'\nrule = '{rule}'\nmembers = [{}]", members.join(", "))
                .unwrap();
        }
        text
    }

    fn list(self) -> String {
        let mut text = String::from("number;name;language;email\n");
        for index in 0..self.municipalities {
            let number = self.number(index);
            writeln!(text, "{number};Kommune {number};nynorsk;post.{number}@example.no").unwrap();
        }
        text
    }

    fn registrations(self, dice: &mut Dice) -> String {
        let mut text = String::from(
            "number;municipality;first choice;second choice;contact;email;phone;participants;comment;received;imported;source\n",
        );
        for index in 0..self.municipalities {
            let number = self.number(index);
            let (first, second) = match dice.below(100) {
                0..2 => ("any".to_owned(), String::new()),
                chance => {
                    let first = dice.below(self.dates).min(dice.below(self.dates)).min(dice.below(self.dates));
                    let second = (first + 1 + dice.below(self.dates - 1)) % self.dates;
                    (Case::day(first), if chance < 10 { String::new() } else { Case::day(second) })
                }
            };
            let (day, hour, minute) = (1 + dice.below(31), dice.below(24), dice.below(60));
            writeln!(
                text,
                "{number};Kommune {number};{first};{second};Kari Prøve;kari.{number}@example.no;;;;\
                 2022-07-{day:02} {hour:02}:{minute:02}:00;2022-08-01 09:00:00;incoming.csv:{}",
                index + 2
            )
            .unwrap();
        }
        text
    }
}
