//! The program is killed at every point at which it can be: in the end every letter has arrived once.

use std::collections::{BTreeMap, BTreeSet};

use super::server::{Server, Stage};
use super::{EVERYONE, another_server, desk, send, start};
use crate::common::Desk;

/// Kills the first run at its first stage, in another folder at its second, and so on until a run gets through. In each
/// folder the run after is killed at the same stage, as long as letters still arrive.
#[test]
fn killed_at_any_stage_of_any_letter_each_arrives_once_or_is_reported_uncertain() {
    let first = Server::start(&[]);
    let prepared = desk(&first, "");
    let mut stages = BTreeSet::new();
    for nth in 1.. {
        let server = Server::start(&[]);
        let desk = prepared.copy();
        desk.edit("exercise.toml", &format!("port = {}", first.port), &format!("port = {}", server.port));
        let mut kills = 0;
        loop {
            let arrived = server.got().len();
            let Some(stage) = killed_at(nth, &desk, &server) else { break };
            kills += 1;
            stages.insert(format!("{stage:?}"));
            let uncertain = settle(&desk, &server);
            assert!(uncertain.len() <= 1, "{nth}: {uncertain:?}");
            // Only what the server has taken without its being heard has arrived.
            let expected = usize::from(stage == Stage::Dot);
            assert_eq!(uncertain.values().filter(|arrived| **arrived).count(), expected, "{nth}: {stage:?}");
            if server.got().len() == arrived {
                break;
            }
        }
        assert_each_arrives_once("invite", &desk, &server);
        if kills == 0 {
            break;
        }
    }
    for stage in [Stage::Greeting, Stage::From, Stage::To, Stage::Data, Stage::Body, Stage::Dot] {
        assert!(stages.contains(&format!("{stage:?}")), "{stages:?}");
    }
}

/// Sends, and kills the program at its `nth` stage; which one that was, or none if the program ended before it.
fn killed_at(nth: usize, desk: &Desk, server: &Server) -> Option<Stage> {
    server.pause_at(nth);
    let mut child = start(desk);
    let stage = server.paused(|| child.try_wait().unwrap().is_some());
    let _ = child.kill();
    child.wait().unwrap();
    server.go_on();
    stage
}

/// A limit on the size of files kills the program in the middle of a line of its log, which it only reaches there: the
/// log is longer than the copies of letters.
#[cfg(unix)]
#[test]
fn killed_while_it_writes_its_log_each_letter_arrives_once_or_is_reported_uncertain() {
    let (mut unsent, mut sent, mut within_a_line) = (0, 0, 0);
    // The lines begin at other places of a block.
    for shift in ["", "x", "xx", "xxx", "xxxx", "xxxxx"].map(|shift| shift.repeat(17)) {
        let invited = Server::start(&[]);
        let desk = desk(&invited, "");
        desk.edit("exercise.toml", "place = \"Teams\"", &format!("place = \"Teams {shift}\""));
        assert_eq!(send(&desk).code, 0);
        let server = another_server(&desk, &invited);
        loop {
            let log = desk.read("data/deliveries.jsonl");
            let before = server.got().len();
            if !killed_with_room_for(log.len() / 512 + 1, &desk) {
                break;
            }
            within_a_line += usize::from(!desk.read("data/deliveries.jsonl").ends_with('\n'));
            // A letter that has arrived without its copy and its line is uncertain; with the copy it counts as sent.
            settle(&desk, &server);
            let arrived = server.got().len() - before;
            unsent += usize::from(arrived == 0);
            sent += usize::from(arrived > 0);
        }
        assert_each_arrives_once("receipts", &desk, &server);
    }
    assert!(within_a_line > 0, "it is killed within lines");
    assert!(unsent > 0 && sent > 0, "{unsent} times no letter had left, {sent} times one had");
}

/// Sends another kind of letter with room for so many blocks of 512 bytes in each file; whether that was too few.
#[cfg(unix)]
fn killed_with_room_for(blocks: usize, desk: &Desk) -> bool {
    use std::os::unix::process::ExitStatusExt;
    let script = format!("ulimit -c 0; ulimit -f {blocks}; exec \"$0\" receipts --send --yes");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_ovelse")]).current_dir(desk.root());
    let ended = command.output().unwrap();
    assert!(ended.status.signal().is_some() || ended.status.success(), "{ended:?}");
    !ended.status.success()
}

/// The lead looks into the mailbox for each letter of which nobody knows; the municipalities, and whether theirs was
/// there.
fn settle(desk: &Desk, server: &Server) -> BTreeMap<String, bool> {
    let mut settled = BTreeMap::new();
    for (number, result) in results(desk) {
        if result == "uncertain" {
            let arrived = server.got().iter().any(|got| got.to == format!("{number}@example.no"));
            desk.done(&format!("settle {number} {}", if arrived { "--sent" } else { "--resend" }));
            settled.insert(number, arrived);
        }
    }
    settled
}

/// What the program says of each letter: the municipality, and what became of it.
fn results(desk: &Desk) -> Vec<(String, String)> {
    let log: serde_json::Value = serde_json::from_str(&desk.done("log --format json")).unwrap();
    let text = |letter: &serde_json::Value, key: &str| letter[key].as_str().unwrap().to_owned();
    let letters = log["letters"].as_array().unwrap();
    letters.iter().map(|letter| (text(letter, "number"), text(letter, "result"))).collect()
}

/// What is still due is sent, and then nothing any more.
fn assert_each_arrives_once(command: &str, desk: &Desk, server: &Server) {
    for _ in 0..2 {
        let sent = desk.run(&[command, "--send", "--yes"]);
        assert_eq!(sent.code, 0, "{}{}", sent.out, sent.err);
    }
    let mut recipients: Vec<String> = server.got().into_iter().map(|got| got.to).collect();
    recipients.sort();
    assert_eq!(recipients, EVERYONE);
    let results = results(desk);
    assert!(results.iter().all(|(_, result)| result == "sent"), "{results:?}");
}
