//! What is written and read: by whom it can be read, where it goes, and what is left when it fails.
#![cfg(unix)]

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::common::Desk;

/// Runs a command line of a shell with `ovelse` as `$0`, in the folder.
fn shell(desk: &Desk, script: &str) -> Output {
    Command::new("sh").args(["-c", script, env!("CARGO_BIN_EXE_ovelse")]).current_dir(desk.root()).output().unwrap()
}

fn done(desk: &Desk, script: &str) {
    let ran = shell(desk, script);
    assert!(ran.status.success(), "{script}\n{}", String::from_utf8_lossy(&ran.stderr));
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: &Path, mode: u32) {
    std::fs::set_permissions(path, PermissionsExt::from_mode(mode)).unwrap();
}

/// The files that commands of a whole exercise write.
const WRITTEN: [&str; 6] = [
    "data/registrations.csv",
    "data/statements.jsonl",
    "data/assignments.csv",
    "data/deliveries.jsonl",
    "data/outbox/2022-08-22T1000-3025-Asker-invitation.eml",
    "data/.ovelse.lock",
];

const WHOLE: &str = "\"$0\" register Asker --first 24.11 --now 2022-08-01T09:00 -q && \"$0\" assign -q > \"${TMPDIR:-/tmp}/null$$\"; \
                     rm -f \"${TMPDIR:-/tmp}/null$$\"; \"$0\" invite --send --now 2022-08-22T10:00 -q > list.txt && rm list.txt";

#[test]
fn new_files_are_as_open_as_umask_lets_them() {
    for (umask, expected) in [("077", 0o600), ("027", 0o640), ("022", 0o644)] {
        let desk = Desk::sample();
        set_mode(&desk.root(), 0o755);
        set_mode(&desk.path("data"), 0o755);
        done(&desk, &format!("umask {umask}; {WHOLE}; \"$0\" archive -o ut.zip -q && \"$0\" archive -o ut -q"));
        for file in WRITTEN.into_iter().chain(["ut.zip", "ut/journal.csv"]) {
            assert_eq!(mode(&desk.path(file)), expected, "{file} under umask {umask}");
        }
        assert_eq!(mode(&desk.path("data/outbox")), 0o777 & !u32::from_str_radix(umask, 8).unwrap());
    }
}

#[test]
fn what_is_written_is_never_more_open_than_its_folder() {
    let desk = Desk::sample();
    desk.done("register Gol --first 24.11 --now 2022-08-01T08:00");
    set_mode(&desk.path("data"), 0o755);
    set_mode(&desk.path("data/registrations.csv"), 0o644);
    set_mode(&desk.root(), 0o700);
    done(&desk, &format!("umask 022; {WHOLE}"));
    for file in WRITTEN.into_iter().filter(|file| !file.ends_with("statements.jsonl") && !file.ends_with(".lock")) {
        assert_eq!(mode(&desk.path(file)), 0o600, "{file}");
    }
}

#[test]
fn what_the_lead_has_set_for_a_file_holds_when_it_is_replaced() {
    let desk = Desk::sample();
    set_mode(&desk.root(), 0o755);
    set_mode(&desk.path("data"), 0o755);
    desk.done("register Gol --first 24.11 --now 2022-08-01T08:00");
    set_mode(&desk.path("data/registrations.csv"), 0o664);
    done(&desk, "umask 077; \"$0\" register Asker --first 24.11 --now 2022-08-01T09:00 -q");
    assert_eq!(mode(&desk.path("data/registrations.csv")), 0o664);
}

/// A folder beside the exercise with something in it.
fn outside() -> tempfile::TempDir {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.txt"), "bank secrets").unwrap();
    std::fs::write(outside.path().join("private.eml"), "From: a@x.no\r\nTo: b@x.no\r\n\r\nprivate\r\n").unwrap();
    outside
}

#[test]
fn nothing_is_written_or_deleted_through_a_link_out_of_the_folder() {
    for (link, target, command) in [
        ("data/outbox", "", "purge --yes"),
        ("data/outbox", "", "invite --send"),
        ("data/incoming", "", "purge --yes"),
        ("data/.ovelse.lock", "secret.txt", "assign"),
        ("data/deliveries.jsonl", "secret.txt", "invite --send"),
        ("data/statements.jsonl", "new.txt", "register Asker --first 24.11"),
        ("templates", "", "templates export closing"),
    ] {
        let (desk, outside) = (Desk::invited(), outside());
        let path = desk.path(link);
        if path.is_dir() {
            std::fs::remove_dir_all(&path).unwrap();
        } else if path.exists() {
            std::fs::remove_file(&path).unwrap();
        }
        symlink(outside.path().join(target), &path).unwrap();
        let ran = desk.run(&command.split(' ').collect::<Vec<_>>());
        assert_eq!(ran.code, 2, "{link} {command}: {}{}", ran.out, ran.err);
        let name = link.rsplit('/').next().unwrap();
        assert!(
            ran.err.contains(&format!("{name}: this is a link that leads out of the exercise folder")),
            "{}",
            ran.err
        );
        let mut left: Vec<_> =
            std::fs::read_dir(outside.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        left.sort();
        assert_eq!(left, ["private.eml", "secret.txt"], "{link} {command}");
        assert_eq!(std::fs::read(outside.path().join("secret.txt")).unwrap(), b"bank secrets");
        assert!(std::fs::read_to_string(outside.path().join("private.eml")).unwrap().contains("private"));
    }
}

#[test]
fn a_letter_in_the_outbox_that_is_a_link_is_neither_read_nor_written_through() {
    let (desk, outside) = (Desk::invited(), outside());
    let letter = "data/outbox/2022-08-22T1000-3025-Asker-invitation.eml";
    std::fs::remove_file(desk.path(letter)).unwrap();
    symlink(outside.path().join("private.eml"), desk.path(letter)).unwrap();
    for command in ["archive -o ut.zip", "export-letters -o ut"] {
        let ran = desk.run(&command.split(' ').collect::<Vec<_>>());
        assert_eq!(ran.code, 2, "{command}: {}", ran.out);
        assert!(ran.err.contains("this is a link that leads out of the exercise folder"), "{}", ran.err);
        assert!(!desk.path("ut.zip").exists() && !desk.path("ut").exists());
    }
    desk.run(&["purge", "--yes", "--now", "2022-12-05T09:00"]);
    let private = std::fs::read_to_string(outside.path().join("private.eml")).unwrap();
    assert!(private.contains("private"), "{private}");
}

#[test]
fn the_log_names_files_and_no_paths() {
    for other in ["../../../etc/passwd", "/etc/passwd", "..", "a/b.eml", "", ".ovelse.lock"] {
        let desk = Desk::invited();
        let log = desk.read("data/deliveries.jsonl");
        let name = log.split("\"file\":\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        desk.write("data/deliveries.jsonl", log.replace(&name, other));
        for command in ["archive -o ut.zip", "export-letters -o ut", "purge --yes", "invite --send"] {
            let ran = desk.run(&command.split(' ').collect::<Vec<_>>());
            assert_eq!(ran.code, 2, "{command} {other}: {}", ran.out);
            let said = format!("data/deliveries.jsonl:1: {other} is not the name of a file in data/outbox");
            assert!(ran.err.contains(&said), "{said}: {}", ran.err);
        }
    }
}

#[test]
fn nobody_waits_for_a_pipe_and_nothing_is_read_without_end() {
    let desk = Desk::invited();
    assert!(Command::new("mkfifo").arg(desk.path("pipe.csv")).status().unwrap().success());
    for command in [
        "import pipe.csv",
        "import /dev/zero",
        "replies pipe.csv",
        "replies /dev/zero",
        "mail pipe.csv --to Asker",
        "directive /dev/zero",
        "attendance 24.11 pipe.csv",
    ] {
        let ran = desk.run(&command.split(' ').collect::<Vec<_>>());
        assert_eq!(ran.code, 2, "{command}: {}", ran.out);
        assert!((ran.out + &ran.err).contains("this is a pipe or a device"), "{command}: {}", ran.err);
    }
    let purged = desk.run(&["purge", "--format", "csv"]).out;
    assert!(purged.contains("pipe.csv;left;cannot be searched: check it yourself"), "{purged}");
}

#[test]
fn what_a_killed_command_has_left_is_taken_away_and_never_has_its_final_name() {
    let desk = Desk::invited();
    let id = desk.read("exercise.toml").lines().find_map(|line| line.strip_prefix("id = ")).unwrap().replace('"', "");
    let left = format!(".ovelse-{id}~gone");
    desk.write(&format!("{left}/letters/one.eml"), "a person");
    desk.write(&format!(".ovelse-{id}~zip"), "a person");
    desk.write("data/.ovelse-registrations.csv~x", "a person");
    desk.write("data/outbox/.ovelse-one.eml~x", "a person");
    desk.done("archive -o ut.zip");
    let hidden = |folder: &str| {
        let entries = std::fs::read_dir(desk.path(folder)).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = entries.map(|name| name.to_string_lossy().into_owned()).collect();
        names.retain(|name| name.starts_with(".ovelse-"));
        names
    };
    for folder in [".", "data", "data/outbox"] {
        assert_eq!(hidden(folder), Vec::<String>::new(), "{folder}");
    }
}

#[test]
fn an_archive_or_letters_that_cannot_be_written_whole_leave_nothing() {
    let desk = Desk::invited();
    // What is in a letter takes more than that.
    for command in ["archive -o ut", "archive -o ut.zip", "export-letters -o ut"] {
        let ran = shell(&desk, &format!("trap '' XFSZ; ulimit -f 4; \"$0\" {command}"));
        assert_eq!(ran.status.code(), Some(2), "{command}");
        let names = std::fs::read_dir(desk.root()).unwrap().map(|entry| entry.unwrap().file_name());
        let left: Vec<_> = names
            .filter(|name| name.to_string_lossy().contains("ut") || name.to_string_lossy().starts_with(".ovelse-"))
            .collect();
        assert!(left.is_empty(), "{command}: {left:?}");
        desk.done(command);
        match desk.path("ut").exists() {
            true => std::fs::remove_dir_all(desk.path("ut")).unwrap(),
            false => std::fs::remove_file(desk.path("ut.zip")).unwrap(),
        }
    }
}

#[test]
fn a_full_disk_is_said_in_words() {
    let full = Path::new("/dev/full");
    if !full.exists() {
        #[expect(clippy::print_stderr, reason = "what is not tried is told")]
        {
            eprintln!("skipped: there is no /dev/full");
        }
        return;
    }
    let desk = Desk::invited();
    let out = Stdio::from(std::fs::OpenOptions::new().write(true).open(full).unwrap());
    let ran =
        Command::new(env!("CARGO_BIN_EXE_ovelse")).arg("list").current_dir(desk.root()).stdout(out).output().unwrap();
    let err = String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.code(), Some(2), "{err}");
    assert!(err.contains("there is no room left on the disk"), "{err}");
}
