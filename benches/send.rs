//! How long it takes to send letters, as a whole command: start, reading, writing every letter, its intention and its
//! result on disk, and an answer from the server for each.
//!
//! cargo bench --bench send            # 1,000 and 10,000 letters; needs smtp-sink and smtp-source (Debian: postfix)
//! cargo bench --bench send -- 1000
//!
//! In a folder on disk, and in memory (/dev/shm), where waiting for the disk takes no time. Beside it Python's smtplib
//! with the same letters, ready made, on one connection; smtp-source with as many of the same size on one session; and
//! mailmerge, if it is there (pip install mailmerge), with as many of three lines. All to the same smtp-sink on loopback,
//! in turns, ten times each, three times where there are more than 1,000; the figure is the median.

#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::expect_used, reason = "a benchmark prints its figures")]

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

const PORT: u16 = 2599;

/// The server; it ends with the benchmark.
struct Sink(Child);

impl Drop for Sink {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1000, 10_000] } else { sizes };
    let Ok(sink) = Command::new("smtp-sink").args(["-u", "nobody", &format!("127.0.0.1:{PORT}"), "100"]).spawn() else {
        println!("smtp-sink is not here (Debian: apt install postfix)");
        return;
    };
    let _sink = Sink(sink);
    while std::net::TcpStream::connect(("127.0.0.1", PORT)).is_err() {
        std::thread::yield_now();
    }
    let one_sync = time_of_sync();
    println!(
        "one fsync of a line appended to a file in {}: {:.2} ms",
        std::env::temp_dir().display(),
        millis(one_sync)
    );
    println!("letters  what                            letters/s      ms");
    for letters in sizes {
        let mut rounds: Vec<Vec<(&str, Duration)>> =
            (0..if letters > 1000 { 3 } else { 10 }).map(|_| round(letters)).collect();
        for contender in 0..rounds[0].len() {
            let mut times: Vec<_> = rounds.iter_mut().map(|round| round[contender]).collect();
            times.sort_by_key(|(_, time)| *time);
            let (what, time) = times[times.len() / 2];
            #[expect(clippy::cast_precision_loss, reason = "a figure for people")]
            let rate = letters as f64 / time.as_secs_f64();
            println!("{letters:>7}  {what:<30}  {rate:>9.0}  {:>6.0}", millis(time));
        }
    }
}

/// Each contender once.
fn round(letters: usize) -> Vec<(&'static str, Duration)> {
    let disk = std::env::temp_dir();
    let (on_disk, _) = ovelse_in(&disk, letters);
    let (memory, folder) = ovelse_in(Path::new("/dev/shm"), letters);
    let mut times = vec![
        ("ovelse, on disk", on_disk),
        ("ovelse, in memory", memory),
        ("smtplib, letters ready made", smtplib(&folder)),
        ("smtp-source, one session", smtp_source(letters, &folder)),
    ];
    times.extend(mailmerge(letters).map(|time| ("mailmerge", time)));
    times
}

fn ovelse_in(base: &Path, letters: usize) -> (Duration, TempDir) {
    let folder = tempfile::tempdir_in(base).unwrap();
    prepare(folder.path(), letters);
    let time = timed(|| ovelse(folder.path(), &["invite", "--send", "--yes", "-q"]));
    assert_eq!(folder.path().join("data/outbox").read_dir().unwrap().count(), letters);
    (time, folder)
}

fn smtplib(folder: &TempDir) -> Duration {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/with_smtplib.py");
    let mut python = Command::new("python3");
    python.arg(&script).arg(folder.path().join("data/outbox")).arg(PORT.to_string());
    timed(|| assert!(python.status().unwrap().success()))
}

fn smtp_source(letters: usize, folder: &TempDir) -> Duration {
    let first = folder.path().join("data/outbox").read_dir().unwrap().next().unwrap().unwrap();
    let (size, count) = (first.metadata().unwrap().len().to_string(), letters.to_string());
    let mut source = Command::new("smtp-source");
    source.args(["-s", "1", "-d", "-l", &size, "-m", &count, "-f", "a@example.no", "-t", "b@example.no"]);
    source.arg(format!("127.0.0.1:{PORT}"));
    timed(|| assert!(source.status().unwrap().success()))
}

/// None if it is not there.
fn mailmerge(letters: usize) -> Option<Duration> {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    let template =
        "TO: {{email}}\nSUBJECT: Invitation\nFROM: Kari <kari@example.no>\n\nKommune {{number}} er invitert.\n";
    write("mailmerge_template.txt", template.to_owned());
    write("mailmerge_server.conf", format!("[smtp_server]\nhost = 127.0.0.1\nport = {PORT}\n"));
    let rows = (0..letters).map(|number| format!("post.{number}@example.no,{number}\n"));
    write("mailmerge_database.csv", "email,number\n".to_owned() + &rows.collect::<String>());
    let mut mailmerge = Command::new("mailmerge");
    mailmerge.args(["--no-dry-run", "--no-limit"]).current_dir(folder.path()).stdout(Stdio::null());
    let start = Instant::now();
    let status = mailmerge.status().ok()?;
    assert!(status.success());
    Some(start.elapsed())
}

/// The program that is measured: another version, if OVELSE names one.
fn binary() -> String {
    std::env::var("OVELSE").unwrap_or_else(|_| env!("CARGO_BIN_EXE_ovelse").to_owned())
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn time_of_sync() -> Duration {
    const TIMES: u32 = 100;
    let mut file = tempfile::tempfile().unwrap();
    let all = timed(|| {
        for _ in 0..TIMES {
            file.write_all(&[b'x'; 800]).unwrap();
            file.sync_data().unwrap();
        }
    });
    all / TIMES
}

fn ovelse(folder: &Path, arguments: &[&str]) {
    let mut command = Command::new(binary());
    let status = command.arg("-C").arg(folder).args(arguments).stdout(Stdio::null()).status().unwrap();
    assert!(status.success(), "{arguments:?}");
}

/// An exercise with one date that holds everybody, assigned.
fn prepare(folder: &Path, letters: usize) {
    let exercise = format!(
        "id = \"x\"\ntitle = \"Øving\"\ntheme = \"IKT-anslag\"\norganiser = \"Statsforvaltaren\"\ntarget_group = \"Kommunane\"\n\
         place = \"Teams\"\npublished = 2022-01-01\ndeadline = 2022-02-01\ntimezone = \"Europe/Oslo\"\n\
         [contact]\nname = \"Kari\"\nemail = \"kari@example.no\"\nphone = \"00 00 00 01\"\n\
         [[date]]\nstart = 2022-11-24T09:30:00\nend = 2022-11-24T11:30:00\ncapacity = {letters}\nlink = \"https://example.no/1\"\n\
         [mail]\ntransport = \"smtp\"\nhost = \"127.0.0.1\"\nport = {PORT}\ntls = \"none\"\n"
    );
    let mut municipalities = "number;name;language;email\n".to_owned();
    let mut registrations = "number;municipality;first choice;second choice;contact;email;phone;participants;comment;received;imported;source\n".to_owned();
    for number in 100_000..100_000 + letters {
        writeln!(municipalities, "{number};Kommune {number};nynorsk;post.{number}@example.no").unwrap();
        writeln!(registrations, "{number};;any;;;;;;;;2022-01-02 09:00:00;x.csv:2").unwrap();
    }
    std::fs::create_dir(folder.join("data")).unwrap();
    std::fs::write(folder.join("exercise.toml"), exercise).unwrap();
    std::fs::write(folder.join("data/municipalities.csv"), municipalities).unwrap();
    std::fs::write(folder.join("data/registrations.csv"), registrations).unwrap();
    ovelse(folder, &["assign"]);
}
