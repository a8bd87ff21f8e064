//! Nothing lost and nothing twice, whatever a mail server does at whatever stage: what the server got, and what the
//! log says.

mod crash;
mod hints;
mod outbox;
pub(crate) mod server;
mod uncertain;

use std::process::{Child, Command, Stdio};

use crate::common::{Desk, Ran};
use server::{Act, Fault, Got, Server, Stage};

/// Six municipalities with a date each, and a server to write to them through.
fn desk(server: &Server, more: &str) -> Desk {
    let desk = Desk::empty();
    let exercise = include_str!("../../exercise.toml");
    let mail = format!(
        "\n[mail]\ntransport = \"smtp\"\nhost = \"127.0.0.1\"\nport = {}\ntls = \"none\"\nretry_for = \"60s\"\ntimeout = \"20s\"\n{more}\n",
        server.port
    );
    desk.write("exercise.toml", exercise.to_owned() + &mail);
    let names = ["Oslo", "Moss", "Asker", "Gol", "Hol", "Lier"];
    let rows = (3001..).zip(names).map(|(number, name)| format!("{number};{name};bokmål;{number}@example.no\n"));
    desk.write("data/municipalities.csv", "number;name;language;email\n".to_owned() + &rows.collect::<String>());
    for name in names {
        desk.done(&format!("register {name} --first any --now 2022-08-01T09:00"));
    }
    desk.done("assign");
    desk
}

fn send(desk: &Desk) -> Ran {
    desk.run(&["invite", "--send", "--yes"])
}

/// The same, running, and heard by nobody.
fn start(desk: &Desk) -> Child {
    Command::new(env!("CARGO_BIN_EXE_ovelse"))
        .args(["invite", "--send", "--yes", "-q"])
        .current_dir(desk.root())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

/// The events of the log: what happened to which municipality.
fn log(desk: &Desk) -> Vec<(String, String)> {
    let mut municipality_of = std::collections::HashMap::new();
    let log = desk.read("data/deliveries.jsonl");
    let events = log.lines().map(|line| {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        let text = |key: &str| event[key].as_str().unwrap_or_default().to_owned();
        if event["event"] == "intended" {
            municipality_of.insert(text("message_id"), text("municipality"));
        }
        (text("event"), municipality_of[&text("message_id")].clone())
    });
    events.collect()
}

/// What happened to a municipality's letter, in order.
fn events(desk: &Desk, number: &str) -> Vec<String> {
    log(desk).into_iter().filter(|(_, municipality)| municipality == number).map(|(event, _)| event).collect()
}

fn recipients(server: &Server) -> Vec<String> {
    let mut to: Vec<String> = server.got().into_iter().map(|got| got.to).collect();
    to.sort();
    to
}

const EVERYONE: [&str; 6] =
    ["3001@example.no", "3002@example.no", "3003@example.no", "3004@example.no", "3005@example.no", "3006@example.no"];

/// One without faults in place of the one before.
fn another_server(desk: &Desk, before: &Server) -> Server {
    let server = Server::start(&[]);
    desk.edit("exercise.toml", &format!("port = {}", before.port), &format!("port = {}", server.port));
    server
}

fn fault(stage: Stage, from: usize, times: usize, act: Act) -> Fault {
    Fault { stage, from, times, act }
}

#[test]
fn every_letter_arrives_once_and_its_copy_is_what_was_sent() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    let sent = send(&desk);
    assert_eq!(sent.code, 0, "{}{}", sent.out, sent.err);
    assert!(sent.out.contains("6 letters sent through 127.0.0.1; copies are in data/outbox."), "{}", sent.out);
    assert_eq!(recipients(&server), EVERYONE);
    assert_eq!(server.times(Stage::Greeting), 1, "one conversation for all");
    assert_eq!(server.hellos()[0], "example.no", "not the name of this computer");
    for (got, file) in server.got().iter().zip(desk.files("data/outbox")) {
        let copy = String::from_utf8(std::fs::read(desk.path("data/outbox").join(file)).unwrap()).unwrap();
        assert_eq!(got.message.trim_end(), copy.trim_end());
    }
    assert_eq!(send(&desk).out, "No letter is due: nothing is sent.\n");
    assert_eq!(server.got().len(), 6);
    assert!(desk.done("log --format csv").contains(";127.0.0.1;"));
}

#[test]
fn the_log_shows_what_the_server_said_to_each_letter_that_it_took() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    assert_eq!(send(&desk).code, 0);
    let log: serde_json::Value = serde_json::from_str(&desk.done("log --format json")).unwrap();
    let letters = log["letters"].as_array().unwrap();
    assert!(letters.iter().all(|letter| letter["reply"] == "250 2.0.0 queued as 42"), "{log}");
    assert_eq!(desk.done("log --format csv").matches("250 2.0.0 queued as 42").count(), EVERYONE.len());
}

#[test]
fn times_in_the_log_are_whole_seconds_also_without_now() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    assert_eq!(send(&desk).code, 0);
    let log: serde_json::Value = serde_json::from_str(&desk.done("log --format json")).unwrap();
    for letter in log["letters"].as_array().unwrap() {
        for key in ["intended", "sent"] {
            let time = letter[key].as_str().unwrap();
            assert!(chrono::DateTime::parse_from_str(time, "%Y-%m-%dT%H:%M:%S%:z").is_ok(), "{key} {time}");
        }
    }
    for line in desk.read("data/deliveries.jsonl").lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(!event["at"].as_str().unwrap().contains('.'), "{line}");
    }
}

#[test]
fn what_is_refused_for_now_is_tried_again_within_the_run() {
    for stage in [Stage::From, Stage::To, Stage::Data, Stage::Dot] {
        let server = Server::start(&[fault(stage, 1, 2, Act::Say("451 4.7.1 come back later"))]);
        let desk = desk(&server, "");
        let sent = send(&desk);
        assert_eq!(sent.code, 0, "{stage:?} {}{}", sent.out, sent.err);
        assert_eq!(recipients(&server), EVERYONE, "{stage:?}");
        assert_eq!(events(&desk, "3002"), ["intended", "deferred", "intended", "sent"], "{stage:?}");
    }
}

#[test]
fn a_server_that_wants_a_rest_gets_one_and_the_lead_is_told_until_when() {
    let said = "421 4.7.0 too many messages, slow down";
    let server = Server::start(&[fault(Stage::From, 2, 3, Act::Say(said))]);
    let desk = desk(&server, "");
    let sent = send(&desk);
    assert_eq!(sent.code, 0, "{}{}", sent.out, sent.err);
    assert_eq!(recipients(&server), EVERYONE);
    assert_eq!(server.times(Stage::Greeting), 4, "once for each rest, and no more");
    assert_eq!(
        sent.err.matches(&format!("The server wants a pause: {said}. Sending goes on at ")).count(),
        3,
        "{}",
        sent.err
    );
    assert_eq!(events(&desk, "3003").iter().filter(|event| *event == "deferred").count(), 3);
    // One that wants nothing else is left alone.
    let server = Server::start(&[fault(Stage::Greeting, 0, 999, Act::Say(said))]);
    let desk = self::desk(&server, "");
    desk.edit("exercise.toml", "retry_for = \"60s\"", "retry_for = \"1s\"");
    let stopped = send(&desk);
    assert_eq!(stopped.code, 2, "{}{}", stopped.out, stopped.err);
    assert!(stopped.out.contains(&format!("Stopped: {said}")), "{}", stopped.out);
    assert!(server.times(Stage::Greeting) < 12, "{}", server.times(Stage::Greeting));
}

#[test]
fn what_is_refused_for_now_for_too_long_is_due_again() {
    let server = Server::start(&[fault(Stage::To, 0, 99, Act::Say("451 4.7.1 greylisted"))]);
    let desk = desk(&server, "");
    desk.edit("exercise.toml", "retry_for = \"60s\"", "retry_for = \"1s\"");
    let first = desk.run(&["invite", "--only", "Oslo", "--send", "--yes"]);
    assert_eq!(first.code, 1, "{}{}", first.out, first.err);
    assert!(first.out.contains("Oslo          invitation  not sent  451 4.7.1 greylisted"), "{}", first.out);
    assert!(desk.done("invite --only Oslo").contains("invitation due"));
    let server = another_server(&desk, &server);
    let second = desk.run(&["invite", "--only", "Oslo", "--send", "--yes"]);
    assert_eq!(second.code, 0, "{}{}", second.out, second.err);
    assert_eq!(recipients(&server), ["3001@example.no"]);
}

#[test]
fn what_is_refused_for_good_is_told_in_the_servers_words_and_the_others_go_on() {
    for stage in [Stage::To, Stage::Data, Stage::Dot] {
        let server = Server::start(&[fault(stage, 2, 1, Act::Say("550 5.1.1 no such user here"))]);
        let desk = desk(&server, "");
        let sent = send(&desk);
        assert_eq!(sent.code, 1, "{stage:?}");
        assert!(sent.out.contains("Asker         invitation  refused  550 5.1.1 no such user here"), "{}", sent.out);
        let mut others = EVERYONE.to_vec();
        others.remove(2);
        assert_eq!(recipients(&server), others, "{stage:?}");
        assert_eq!(events(&desk, "3003"), ["intended", "refused"], "{stage:?}");
        assert_eq!(desk.files("data/outbox").len(), 5, "no copy of what was not sent");
        let due = desk.done("invite --only Asker");
        assert!(due.contains("Asker"), "{due}");
        assert!(desk.done("log").contains("refused: 550 5.1.1 no such user here"));
        // It is the lead's to try again, or to correct the address.
        let status = desk.done("status --now 2022-08-22T12:00");
        assert!(status.contains("A letter was refused by the mail server: Asker\n"), "{status}");
        assert!(!status.contains("Next: ovelse invite"), "{status}");
        desk.done("register Asker --email new@example.no --now 2022-08-22T12:01");
        assert!(desk.done("status --now 2022-08-22T12:02").contains("Next: ovelse invite --send"));
    }
}

#[test]
fn what_would_be_the_same_for_every_letter_stops_the_run_at_once() {
    for (stage, said, more) in [
        (Stage::From, "550 5.7.1 sender not allowed", ""),
        (Stage::Login, "535 5.7.8 wrong password", "user = \"kari\"\npassword_command = [\"echo\", \"hemmelig\"]"),
        (Stage::Greeting, "554 no service for you", ""),
    ] {
        let server = Server::with_extensions(
            &[fault(stage, 0, 99, Act::Say(said))],
            "250-PIPELINING\r\n250-AUTH PLAIN LOGIN\r\n",
        );
        let desk = desk(&server, &format!("connections = 4\n{more}"));
        let sent = send(&desk);
        assert_eq!(sent.code, 2, "{stage:?} {}{}", sent.out, sent.err);
        assert!(sent.out.contains(&format!("Stopped: {said}")), "{}", sent.out);
        assert!(sent.out.contains(&format!("Oslo          invitation  not sent   {said}")), "{}", sent.out);
        assert!(sent.out.contains("Moss          invitation  not tried"), "{}", sent.out);
        assert!(!(sent.out + &sent.err).contains("hemmelig"));
        assert_eq!(server.times(stage), 1, "{stage:?}: there is no second attempt");
        assert!(server.got().is_empty() && desk.files("data/outbox").is_empty());
        assert!(!log(&desk).iter().any(|(event, _)| event == "sent"));
    }
}

#[test]
fn without_the_privacy_that_is_asked_for_nothing_is_sent() {
    let server = Server::start(&[]);
    for (tls, said) in [("starttls", "does not offer STARTTLS"), ("implicit", "")] {
        let desk = desk(&server, "");
        desk.edit("exercise.toml", "tls = \"none\"", &format!("tls = \"{tls}\""));
        let sent = send(&desk);
        assert_eq!(sent.code, 2, "{}{}", sent.out, sent.err);
        assert!(
            sent.out.contains(&format!("Stopped: {}", if said.is_empty() { "" } else { "127.0.0.1" })),
            "{}",
            sent.out
        );
        assert!(sent.out.contains(said), "{}", sent.out);
        assert!(server.got().is_empty() && server.times(Stage::From) == 0);
    }
}

#[test]
fn a_line_that_breaks_before_the_final_dot_is_taken_up_again() {
    for stage in [Stage::From, Stage::To, Stage::Data] {
        let server = Server::start(&[fault(stage, 3, 1, Act::Drop)]);
        let desk = desk(&server, "");
        let sent = send(&desk);
        assert_eq!(sent.code, 0, "{stage:?} {}{}", sent.out, sent.err);
        assert_eq!(recipients(&server), EVERYONE, "{stage:?}");
        assert_eq!(server.times(Stage::Greeting), 2, "{stage:?}");
        assert_eq!(events(&desk, "3004"), ["intended", "deferred", "intended", "sent"], "{stage:?}");
    }
}

#[test]
fn a_line_that_breaks_in_the_middle_of_a_letter_is_taken_up_again_if_the_final_dot_had_not_left() {
    let server = Server::start(&[fault(Stage::Body, 3, 1, Act::Drop)]);
    let desk = desk(&server, "[invitation]\nattach = [\"program.bin\"]");
    // More than the system takes in advance: the server is gone while the letter is still leaving.
    desk.write("program.bin", vec![7; 12_000_000]);
    let sent = send(&desk);
    assert_eq!(sent.code, 0, "{}{}", sent.out, sent.err);
    assert_eq!(recipients(&server), EVERYONE);
    assert_eq!(events(&desk, "3004"), ["intended", "deferred", "intended", "sent"]);
}

#[test]
fn a_line_that_breaks_after_the_final_dot_leaves_a_letter_uncertain_until_the_lead_settles_it() {
    for settled in ["--sent", "--resend"] {
        let server = Server::start(&[fault(Stage::Dot, 2, 1, Act::Drop)]);
        let desk = desk(&server, "");
        let sent = send(&desk);
        assert_eq!(sent.code, 1);
        assert!(sent.out.contains("Asker         invitation  uncertain"), "{}", sent.out);
        assert!(sent.out.contains("the server ended the connection"), "{}", sent.out);
        assert!(sent.out.contains("ovelse settle MUNICIPALITY --sent, or --resend"), "{}", sent.out);
        assert_eq!(recipients(&server), EVERYONE, "the others go on");
        // It is left alone, and named.
        let again = send(&desk);
        assert_eq!(again.code, 1, "something waits for the lead");
        assert!(
            again.out.starts_with("No letter is due: nothing is sent.\nNobody knows whether 1 letter"),
            "{}",
            again.out
        );
        assert!(
            again.err.contains("nobody knows whether the last letter about a date was sent to Asker"),
            "{}",
            again.err
        );
        assert!(desk.done("status").contains("Next: ovelse log"));
        assert!(desk.done("log --format csv").contains(";uncertain;"));
        let refused = desk.run(&["settle", "Gol", "--sent"]);
        assert_eq!(
            (refused.code, refused.err.lines().next()),
            (2, Some("error: no letter to Gol is uncertain or undeliverable"))
        );
        if settled == "--sent" {
            desk.done("settle Asker --sent");
            assert_eq!(send(&desk).out, "No letter is due: nothing is sent.\n");
            assert_eq!(server.got().len(), 6);
        } else {
            desk.done("settle Asker --resend");
            assert_eq!(send(&desk).code, 0);
            // The same letter, so that a receiving system can drop a double.
            let got = server.got();
            let ids: Vec<String> = got.iter().filter(|got| got.to == "3003@example.no").map(Got::message_id).collect();
            assert_eq!((ids.len(), &ids[0]), (2, &ids[1]));
        }
    }
}

#[test]
fn a_server_that_ends_the_conversation_is_called_again() {
    for stage in [Stage::From, Stage::To, Stage::Dot] {
        let server = Server::start(&[fault(stage, 2, 1, Act::Say("421 4.4.5 too many messages on this connection"))]);
        let desk = desk(&server, "");
        let sent = send(&desk);
        assert_eq!(sent.code, 0, "{stage:?} {}{}", sent.out, sent.err);
        assert_eq!(recipients(&server), EVERYONE, "{stage:?}");
        assert_eq!(server.times(Stage::Greeting), 2, "{stage:?}");
    }
}

#[test]
fn a_server_that_is_too_slow_is_as_good_as_gone() {
    let server = Server::start(&[fault(Stage::To, 1, 1, Act::Silence)]);
    let desk = desk(&server, "");
    desk.edit("exercise.toml", "timeout = \"20s\"", "timeout = \"4s\"");
    let sent = send(&desk);
    assert_eq!(sent.code, 0, "{}{}", sent.out, sent.err);
    assert_eq!(recipients(&server), EVERYONE);
}

#[test]
fn a_message_that_the_server_says_is_too_large_is_not_even_begun() {
    let server = Server::with_extensions(&[], "250-SIZE 1000\r\n");
    let desk = desk(&server, "");
    let sent = send(&desk);
    assert_eq!(sent.code, 1);
    assert!(sent.out.contains("and the server accepts only 1000"), "{}", sent.out);
    assert_eq!(server.times(Stage::From), 0);
}

#[test]
fn a_server_that_cannot_be_reached_is_told_at_once() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    // A port that no other test is given.
    desk.edit("exercise.toml", &format!("port = {}", server.port), "port = 1");
    let sent = send(&desk);
    assert_eq!(sent.code, 2);
    assert!(sent.out.contains("Stopped: 127.0.0.1:1 cannot be reached: "), "{}", sent.out);
    assert!(sent.out.contains("Look at [mail] in exercise.toml, then send again"), "{}", sent.out);
}

#[test]
fn where_nobody_can_confirm_it_must_have_been_said_before() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    let refused = desk.run(&["invite", "--send"]);
    assert_eq!(refused.code, 2);
    let said = "6 letters would go to 6 municipalities through 127.0.0.1, and nobody is here to confirm\n    To look first: ovelse invite. To send: ovelse invite --send --yes";
    assert!(refused.err.contains(said), "{}", refused.err);
    assert!(server.got().is_empty());
}

#[test]
fn a_password_comes_from_outside_and_is_never_shown() {
    let server = Server::with_extensions(&[], "250-AUTH PLAIN LOGIN XOAUTH2\r\n");
    let desk = desk(&server, "user = \"kari\"\npassword_command = [\"echo\", \"hemmelig\"]");
    assert_eq!(send(&desk).code, 0);
    // base64 of \0kari\0hemmelig
    assert_eq!(server.logins(), ["AUTH PLAIN AGthcmkAaGVtbWVsaWc="]);
    let everything =
        desk.read("data/deliveries.jsonl") + &desk.done("log --format json") + &desk.done("check --format json");
    assert!(!everything.contains("hemmelig"));

    desk.edit("exercise.toml", "password_command = [\"echo\", \"hemmelig\"]", "password = \"hemmelig\"");
    let refused = desk.run(&["check"]);
    assert_eq!(refused.code, 2);
    assert!(refused.out.contains("a password must not be in this file"), "{}", refused.out);
    assert!(refused.out.contains("OVELSE_SMTP_PASSWORD") && !refused.out.contains("hemmelig"), "{}", refused.out);

    desk.edit("exercise.toml", "password = \"hemmelig\"", "");
    let refused = desk.run(&["invite", "--send", "--yes"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("there is no password for kari"), "{}", refused.err);
}

#[test]
fn a_test_goes_to_the_lead_and_counts_as_nothing() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    let sent = desk.run(&["invite", "--only", "Gol", "--send", "--to-me", "--yes"]);
    assert_eq!(sent.code, 0, "{}{}", sent.out, sent.err);
    assert!(sent.out.contains("This was a test, to your own address: nothing is recorded as sent."), "{}", sent.out);
    let test = server.got().remove(0);
    assert_eq!(test.to, "kari.eksempel@example.no");
    assert!(test.message.contains("Subject: [TEST] "), "{}", test.message);
    assert!(desk.done("invite --only Gol").contains("invitation due"));
    assert!(desk.done("log --format csv").contains(";test;"));
    desk.run(&["invite", "--only", "Gol", "--send", "--yes"]);
    let real = server.got().remove(1);
    assert_eq!(real.to, "3004@example.no");
    assert_ne!(real.message_id(), test.message_id());
}

#[test]
fn the_connection_can_be_tried_without_a_letter() {
    let server = Server::with_extensions(&[], "250-AUTH PLAIN LOGIN\r\n250-SIZE 35000000\r\n");
    let desk = desk(&server, "user = \"kari\"\npassword_command = [\"echo\", \"hemmelig\"]");
    let tried = desk.run(&["check", "--connect"]);
    assert_eq!(tried.code, 0, "{}{}", tried.out, tried.err);
    let port = server.port;
    let expected = format!(
        "Connected to 127.0.0.1:{port}.\nLogged in as kari.\nThe server accepts messages of up to 35000000 bytes.\n"
    );
    assert_eq!(tried.err, expected);
    assert_eq!(server.times(Stage::From), 0);

    let server = Server::with_extensions(&[fault(Stage::Login, 0, 9, Act::Say("535 5.7.8 no"))], "250-AUTH PLAIN\r\n");
    desk.edit("exercise.toml", &format!("port = {port}"), &format!("port = {}", server.port));
    let tried = desk.run(&["check", "--connect"]);
    assert_eq!(tried.code, 2);
    assert!(tried.err.ends_with("error: 535 5.7.8 no\n    Look at [mail] in exercise.toml\n"), "{}", tried.err);
}

/// Servers take some thirty letters a minute: one connection keeps up. The option stays, as exercises have it.
#[test]
fn the_option_connections_is_accepted_and_letters_leave_on_one() {
    let server = Server::start(&[]);
    let desk = desk(&server, "connections = 3");
    let sent = send(&desk);
    assert_eq!(sent.code, 0, "{}{}", sent.out, sent.err);
    assert_eq!(recipients(&server), EVERYONE);
    assert_eq!(server.times(Stage::Greeting), 1);
}

#[cfg(unix)]
#[test]
fn asked_twice_it_ends_at_once_and_the_letter_under_way_is_uncertain() {
    let server = Server::start(&[fault(Stage::Dot, 1, 1, Act::Silence)]);
    let desk = desk(&server, "");
    let mut child = start(&desk);
    server.wait_for_letters(2);
    for signal in ["-INT", "-TERM"] {
        assert!(Command::new("kill").args([signal, &child.id().to_string()]).status().unwrap().success());
    }
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert_eq!(
        (events(&desk, "3001"), events(&desk, "3002")),
        (vec!["intended".into(), "sent".into()], vec!["intended".into()])
    );
    desk.done("settle Moss --sent");
    let due = desk.run(&["invite"]);
    assert!(due.out.contains("4 letters are due"), "{}{}", due.out, due.err);
}

#[cfg(unix)]
#[test]
fn asked_to_end_it_finishes_the_letter_under_way_and_leaves_the_rest() {
    let server = Server::start(&[]);
    // A minute between letters: the first leaves, and the second waits its turn.
    let desk = desk(&server, "per_minute = 1");
    let mut child = Command::new(env!("CARGO_BIN_EXE_ovelse"))
        .args(["invite", "--send", "--yes"])
        .current_dir(desk.root())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    server.wait_for_answers(1);
    assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
    let mut out = String::new();
    std::io::Read::read_to_string(&mut child.stdout.take().unwrap(), &mut out).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(1), "{out}");
    assert!(out.contains("Stopped: you pressed Ctrl-C\nTo go on: ovelse invite --send"), "{out}");
    assert_eq!((server.got().len(), events(&desk, "3001")), (1, vec!["intended".to_owned(), "sent".to_owned()]));
    assert!(desk.done("invite").contains("5 letters are due"));
}

#[cfg(unix)]
#[test]
fn a_program_with_a_queue_says_by_its_exit_code_what_became_of_a_letter() {
    use std::os::unix::fs::PermissionsExt;
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    let exercise = desk.read("exercise.toml");
    let (before, _) = exercise.rsplit_once("[mail]").unwrap();
    let program = desk.path("queue.sh");
    let mail = format!("{before}[mail]\ntransport = \"sendmail\"\nprogram = \"{}\"\n", program.display());
    desk.write("exercise.toml", mail);
    // It keeps what it is given by recipient; one is unknown, one comes too early.
    desk.write(
        "queue.sh",
        "#!/bin/sh\ncd \"$(dirname \"$0\")\"\nfor to; do :; done\ncase $to in 3002*) echo unknown user >&2; exit 67;; 3003*) exit 75;; esac\ncat > \"$to\"\n",
    );
    std::fs::set_permissions(&program, PermissionsExt::from_mode(0o755)).unwrap();
    let sent = send(&desk);
    assert_eq!(sent.code, 1, "{}{}", sent.out, sent.err);
    assert!(sent.out.contains("Moss          invitation  refused   unknown user"), "{}", sent.out);
    assert!(sent.out.contains("Asker         invitation  not sent"), "{}", sent.out);
    assert_eq!(events(&desk, "3004"), ["intended", "sent"]);
    let got = desk.read("3004@example.no");
    assert!(got.starts_with("From: ") && !got.contains('\r'), "{got}");
    assert_eq!(desk.files("data/outbox").len(), 4);
}

/// A disk that is full, as a limit on the size of files: `blocks` of 512 bytes.
#[cfg(unix)]
fn send_with_room_for(desk: &Desk, blocks: u32) -> std::process::Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" invite --send --yes");
    let mut command = std::process::Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_ovelse")]).current_dir(desk.root()).output().unwrap()
}

#[cfg(unix)]
#[test]
fn what_cannot_be_logged_is_not_sent() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    let full = send_with_room_for(&desk, 1);
    assert_eq!(full.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&full.stderr).contains("deliveries.jsonl"), "{full:?}");
    assert!(server.got().is_empty());
    // With room for the log, but not for the copy: nothing leaves, and nothing is uncertain.
    let full = send_with_room_for(&desk, 8);
    assert_eq!(full.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&full.stderr).contains("data/outbox"), "{full:?}");
    assert!(server.got().is_empty());
    assert_eq!(desk.done("log --format csv").matches(";not sent;").count(), 1);
    assert_eq!(send(&desk).code, 0);
    assert_eq!(recipients(&server), EVERYONE);
}

#[test]
fn what_goes_to_a_contact_goes_to_the_municipality_too_if_that_is_wanted() {
    // Letters to contacts come first; no copy gets through.
    let server = Server::start(&[
        fault(Stage::Dot, 6, 1, Act::Say("451 later")),
        fault(Stage::To, 6, 99, Act::Say("451 later")),
    ]);
    let desk = desk(&server, "copy_to_municipality = true");
    desk.edit("exercise.toml", "retry_for = \"60s\"", "retry_for = \"1s\"");
    desk.done("register Gol --first any --contact Kari --email kari@gol.example.no --now 2022-08-02T09:00");
    desk.done("register Hol --first any --contact Ola --email ola@hol.example.no --now 2022-08-02T09:00");
    let first = send(&desk);
    assert_eq!(first.code, 1, "{}{}", first.out, first.err);
    let to_contacts = [
        "3001@example.no",
        "3002@example.no",
        "3003@example.no",
        "3006@example.no",
        "kari@gol.example.no",
        "ola@hol.example.no",
    ];
    assert_eq!(recipients(&server), to_contacts);
    let due = desk.done("invite");
    assert!(due.contains("its contact has it, but its own address does not yet"), "{due}");

    let server = another_server(&desk, &server);
    assert_eq!(send(&desk).code, 0);
    assert_eq!(recipients(&server), ["3004@example.no", "3005@example.no"]);
    assert_eq!(send(&desk).out, "No letter is due: nothing is sent.\n");
    assert!(desk.files("data/outbox").iter().any(|name| name.ends_with("-3004-Gol-invitation-copy.eml")));

    // In one run both go, and a change goes to both as well.
    desk.edit("exercise.toml", "place = \"Teams\"", "place = \"Teams 2\"");
    assert_eq!(desk.run(&["invite", "--only", "Gol", "--send", "--yes"]).code, 0);
    let last: Vec<String> = server.got().into_iter().rev().take(2).map(|got| got.to).collect();
    assert_eq!(last, ["3004@example.no", "kari@gol.example.no"]);
    assert_eq!(send(&desk).code, 0);
    assert_eq!(send(&desk).out, "No letter is due: nothing is sent.\n");
}

#[test]
fn a_letter_that_does_not_reach_the_municipality_reaches_the_deputy() {
    // The first copy is refused for good, and what comes after it is not.
    let server = Server::start(&[fault(Stage::To, 6, 1, Act::Say("550 unknown"))]);
    let desk = desk(&server, "copy_to_municipality = true");
    let list = desk.read("data/municipalities.csv").replace("language;email\n", "language;email;deputy\n");
    desk.write("data/municipalities.csv", list.replace("3004@example.no", "3004@example.no;vara@gol.example.no"));
    desk.done("register Gol --first any --contact Kari --email kari@gol.example.no --now 2022-08-02T09:00");
    let ran = send(&desk);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(recipients(&server).contains(&"vara@gol.example.no".to_owned()), "{:?}", recipients(&server));
    assert!(!recipients(&server).contains(&"3004@example.no".to_owned()));
    // Nor does it hold up reminders.
    let reminders = desk.done("remind --invitation --now 2022-08-30T09:00");
    assert!(reminders.lines().any(|line| line.starts_with("Gol")), "{reminders}");
    let due = desk.done("invite");
    assert!(due.contains("1 letter is due.") && due.contains("its own address does not yet"), "{due}");
    assert_eq!(send(&desk).code, 0);
    assert_eq!(send(&desk).out, "No letter is due: nothing is sent.\n");
    let to_deputy = recipients(&server).into_iter().filter(|to| to == "vara@gol.example.no").count();
    assert_eq!(to_deputy, 1);
}

#[test]
fn an_address_that_is_used_no_longer_and_refuses_a_letter_is_given_up() {
    let server = Server::start(&[fault(Stage::To, 7, 1, Act::Say("550 left us"))]);
    let desk = desk(&server, "");
    assert_eq!(send(&desk).code, 0);
    desk.done("register Gol --contact Kari --email kari@gol.example.no --now 2022-08-02T09:00");
    desk.edit("exercise.toml", "place = \"Teams\"", "place = \"Teams 2\"");
    let ran = desk.run(&["invite", "--only", "Gol", "--send", "--yes"]);
    assert!(ran.code == 1 && ran.out.contains("550 left us"), "{}{}", ran.out, ran.err);
    assert!(recipients(&server).contains(&"kari@gol.example.no".to_owned()));
    let again = desk.run(&["invite", "--only", "Gol", "--send", "--yes"]);
    assert_eq!((again.code, again.out.as_str()), (0, "No letter is due: nothing is sent.\n"), "{}", again.err);
    assert!(!desk.done("status").contains("could not be delivered"));
}

#[test]
fn without_privacy_letters_only_go_to_this_machine_unless_that_is_allowed() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    desk.done("check");
    desk.edit("exercise.toml", "host = \"127.0.0.1\"", "host = \"smtp.example.no\"");
    let refused = desk.run(&["check"]);
    assert_eq!(refused.code, 2);
    assert!(refused.out.contains("letters to smtp.example.no would not be encrypted"), "{}", refused.out);
    desk.edit("exercise.toml", "tls = \"none\"", "tls = \"none\"\nallow_plaintext = true");
    desk.done("check");
}

#[test]
fn a_rehearsal_sends_nothing_real() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    let refused = desk.run(&["invite", "--send", "--yes", "--now", "2022-08-22T10:00"]);
    assert_eq!(refused.code, 2);
    let said = "error: cannot send through 127.0.0.1 with --now: the letters would be real\n    Leave out --send";
    assert!(refused.err.starts_with(said), "{}", refused.err);
    assert!(server.got().is_empty());
}
