//! A machine that fails: each command that writes is killed at each of its system calls that change something, and each of
//! these is answered with an error of the disk, and with that it is full. Whatever happens, the same command brings the exercise to where it would
//! be without the fault: nothing is lost, doubled or half made.
//!
//! The faults are made by strace, which few machines have and fewer allow: without it this is skipped, and says so.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::process::{Command, Stdio};

use crate::common::Desk;

/// Calls that change something.
const CHANGING: [&str; 9] =
    ["write", "fsync", "fdatasync", "rename", "renameat2", "ftruncate", "mkdir", "unlink", "fchmod"];

/// Calls that look at something, whose errors must not be swallowed.
const LOOKING: [&str; 2] = ["getdents64", "flock"];

/// More than any command makes.
const MOST: u32 = 400;

#[derive(Debug, Clone, Copy)]
enum Fault {
    Kill,
    Error,
    FullDisk,
}

/// Whether the machine lets strace make faults.
fn can_make_faults() -> bool {
    let tried = Command::new("strace").args(["-qq", "-e", "trace=none", "true"]).stderr(Stdio::null()).status();
    let can = tried.is_ok_and(|status| status.success());
    if !can {
        #[expect(clippy::print_stderr, reason = "what is not tried is told")]
        {
            eprintln!("skipped: strace cannot be run here, so no machine failed");
        }
    }
    can
}

/// Runs a command with a fault at the `nth` call; false if there was no such call.
fn run_with(desk: &Desk, command: &str, call: &str, nth: u32, fault: Fault) -> bool {
    let trace = desk.root().join("trace");
    let what = match fault {
        Fault::Kill => "signal=KILL",
        Fault::Error => "error=EIO",
        Fault::FullDisk => "error=ENOSPC",
    };
    let ran = Command::new("strace")
        .args(["-f", "-qq", "-o", &trace.display().to_string(), "-e", &format!("trace={call}")])
        .args(["-e", &format!("inject={call}:{what}:when={nth}"), env!("CARGO_BIN_EXE_ovelse")])
        .args(command.split(' '))
        .current_dir(desk.root())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .output()
        .unwrap();
    let traced = std::fs::read_to_string(&trace).unwrap_or_default();
    std::fs::remove_file(&trace).unwrap();
    assert_ne!(ran.status.code(), Some(101), "{command} panicked at {call} {nth}");
    let err = String::from_utf8_lossy(&ran.stderr);
    if matches!(fault, Fault::FullDisk) && ran.status.code() == Some(2) && !err.is_empty() {
        assert!(err.contains("there is no room left on the disk"), "{command} at {call} {nth}: {err}");
    }
    traced.contains("(INJECTED)") || traced.contains("killed by SIGKILL")
}

/// Everything in the folder that counts, by its name.
fn state(desk: &Desk) -> BTreeMap<String, Vec<u8>> {
    let mut state = BTreeMap::new();
    let mut folders = vec![desk.root()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(desk.root()).unwrap().display().to_string();
            if path.is_dir() {
                folders.push(path);
            } else if name == "data/deliveries.jsonl" {
                // A letter may be announced more than once, and is sent once.
                let log = std::fs::read_to_string(&path).unwrap();
                let sent: Vec<&str> = log.lines().filter(|line| line.contains("\"event\":\"sent\"")).collect();
                state.insert(name, sent.join("\n").into_bytes());
            } else if name == "data/statements.jsonl" {
                // What was said is said again where nobody knows that it was heard; what it comes to is the same.
                let statements = std::fs::read_to_string(&path).unwrap();
                assert!(statements.is_empty() || statements.ends_with('\n'), "half a line: {statements}");
                let stands = desk.done("list --format csv").into_bytes();
                state.insert(name, [stands, vec![u8::from(statements.contains("k@example.no"))]].concat());
            } else if [".zip", ".xlsx"].iter().any(|ending| name.ends_with(ending)) {
                // They have the time in them.
                state.insert(name, Vec::new());
            } else if !name.ends_with(".ovelse.lock") {
                state.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    state
}

/// Makes every fault once while `command` runs in a copy of `before`. Where it is done, it must not be run again.
fn survives(before: &Desk, command: &str, is_done: impl Fn(&Desk) -> bool) {
    if !can_make_faults() {
        return;
    }
    let undisturbed = before.copy();
    let ran = undisturbed.run(&command.split(' ').collect::<Vec<_>>());
    assert!(ran.code < 2, "{command}: {}{}", ran.out, ran.err);
    let expected = state(&undisturbed);
    let mut faults = 0;
    for fault in [Fault::Kill, Fault::Error, Fault::FullDisk] {
        let calls = CHANGING.iter().chain(if matches!(fault, Fault::Error) { &LOOKING[..] } else { &[] });
        for call in calls {
            for nth in 1..MOST {
                let desk = before.copy();
                if !run_with(&desk, command, call, nth, fault) {
                    break;
                }
                faults += 1;
                if !is_done(&desk) {
                    let again = desk.run(&command.split(' ').collect::<Vec<_>>());
                    assert!(again.code < 2, "{command} after {fault:?} at {call} {nth}: {}{}", again.out, again.err);
                }
                let state = state(&desk);
                for (name, content) in &expected {
                    let same = state.get(name) == Some(content);
                    assert!(same, "{command} after {fault:?} at {call} {nth}: {name} is another");
                }
                let more: Vec<&String> = state.keys().filter(|name| !expected.contains_key(*name)).collect();
                assert!(more.is_empty(), "{command} after {fault:?} at {call} {nth} leaves {more:?}");
            }
        }
    }
    assert!(faults > 5, "{command}: {faults} faults");
}

fn registered() -> Desk {
    let desk = Desk::sample();
    desk.write("data/incoming/paamelding-juli.csv", "Kommune;Pri 1\nAsker;24.11\nGol;24.11\nHol;29.11\n");
    std::fs::remove_file(desk.path("data/incoming/paamelding-august.csv")).unwrap();
    desk.done("import data/incoming/paamelding-juli.csv --now 2022-08-01T09:00");
    desk
}

fn invited() -> Desk {
    let desk = registered();
    desk.done("assign --now 2022-08-02T09:00");
    desk.done("invite --send --now 2022-08-22T10:00");
    desk
}

#[test]
fn import() {
    let desk = registered();
    desk.write("mer.csv", "Kommune;Pri 1\nLier;24.11\nGol;29.11\n");
    survives(&desk, "import mer.csv --now 2022-08-03T09:00", |_| false);
}

#[test]
fn assign() {
    survives(&registered(), "assign --now 2022-08-02T09:00", |_| false);
}

#[test]
fn sending() {
    let desk = registered();
    desk.done("assign --now 2022-08-02T09:00");
    survives(&desk, "invite --send --now 2022-08-22T10:00", |_| false);
}

#[test]
fn purge() {
    let desk = invited();
    desk.write("notat.txt", "k@example.no");
    desk.done("register Gol --first 29.11 --contact Kari --email k@example.no --now 2022-08-23T09:00");
    survives(&desk, "purge --yes --now 2022-12-05T09:00", |_| false);
}

#[test]
fn archives_and_exported_letters() {
    let desk = invited();
    survives(&desk, "archive -o ut --now 2022-08-23T09:00", |desk| desk.path("ut").exists());
    survives(&desk, "archive -o ut.zip --now 2022-08-23T09:00", |desk| desk.path("ut.zip").exists());
    survives(&desk, "export-letters -o ut --now 2022-08-23T09:00", |desk| desk.path("ut").exists());
}

#[test]
fn templates_and_pins() {
    survives(&registered(), "templates export closing", |_| false);
    survives(&invited(), "pin Gol 29.11", |_| false);
}

#[test]
fn registering_and_taking_back() {
    let desk = registered();
    survives(&desk, "register Lier --first 29.11 --now 2022-08-03T09:00", |_| false);
    desk.done("register Lier --first 29.11 --now 2022-08-03T09:00");
    // A second time it would take back what came before.
    let is_done = |desk: &Desk| !desk.read("data/registrations.csv").contains("Lier");
    survives(&desk, "undo --yes --now 2022-08-03T10:00", is_done);
}

#[test]
fn replies_and_what_is_settled() {
    let desk = Desk::invited();
    let mails = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails");
    for mail in ["exchange-accepted.eml", "bounce-failed.eml"] {
        desk.write(&format!("svar/{mail}"), std::fs::read(mails.join(mail)).unwrap());
    }
    survives(&desk, "replies svar --now 2022-08-23T09:00", |_| false);
    // A letter that a server may have taken, or not.
    let log = desk.read("data/deliveries.jsonl");
    let id = log.lines().find(|line| line.contains("\"3025\"")).unwrap().split("\"message_id\":\"").nth(1).unwrap();
    let id = id.split('"').next().unwrap();
    let lines = log.lines().filter(|line| !(line.contains(id) && line.contains("\"event\":\"written\"")));
    let uncertain = lines.map(|line| {
        if line.contains(id) { line.replacen("\"file\"", "\"via\":\"127.0.0.1\",\"file\"", 1) } else { line.to_owned() }
    });
    desk.write("data/deliveries.jsonl", uncertain.map(|line| line + "\n").collect::<String>());
    std::fs::remove_file(desk.path("data/outbox/2022-08-22T1000-3025-Asker-invitation.eml")).unwrap();
    survives(&desk, "settle Asker --resend --now 2022-08-23T09:00", |desk| {
        desk.read("data/deliveries.jsonl").contains("settled")
    });
}

#[test]
fn attendance() {
    survives(&invited(), "attendance 24.11 Asker --absent Gol --now 2022-11-24T12:00", |_| false);
}

#[test]
fn what_is_handed_out() {
    let desk = invited();
    survives(&desk, "report -o rapport.html --now 2022-08-23T09:00", |_| false);
    survives(&desk, "roster 24.11 -o liste.csv --now 2022-08-23T09:00", |_| false);
    survives(&desk, "announce --form skjema.csv --now 2022-06-23T09:00", |desk| desk.path("skjema.csv").exists());
}

#[test]
fn a_new_exercise() {
    let desk = Desk::empty();
    survives(&desk, "init ny --example", |desk| desk.path("ny").exists());
}
