//! Written is not sent: drafts in the outbox, and how they leave.

use super::server::{Act, Server, Stage};
use super::{EVERYONE, another_server, desk, events, fault, recipients, send};
use crate::common::Desk;

/// The six, written while there was no mail server; then there is one.
fn written(server: &Server) -> Desk {
    let desk = desk(server, "");
    let exercise = desk.read("exercise.toml");
    without_server(&desk);
    let ran = send(&desk);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    let said = "6 letters written to data/outbox. They have not been sent: ovelse outbox";
    assert!(ran.out.contains(said), "{}", ran.out);
    desk.write("exercise.toml", exercise);
    desk
}

fn without_server(desk: &Desk) {
    let exercise = desk.read("exercise.toml");
    let (before, _) = exercise.rsplit_once("\n[mail]\n").unwrap();
    desk.write("exercise.toml", before);
}

fn outbox(desk: &Desk) -> Vec<(String, String)> {
    let file = |name: String| (name.clone(), desk.read(&format!("data/outbox/{name}")));
    desk.files("data/outbox").into_iter().map(file).collect()
}

fn is_draft(message: &str) -> bool {
    message.starts_with("X-Unsent: 1\r\n")
}

#[test]
fn what_is_written_is_sent_as_it_was_written_and_once() {
    let server = Server::start(&[]);
    let desk = written(&server);
    let drafts = outbox(&desk);
    assert!(drafts.len() == 6 && drafts.iter().all(|(_, message)| is_draft(message)));
    assert_eq!(desk.done("log --format csv").matches(";written;").count(), 6);
    let invited = send(&desk);
    assert!(invited.out.contains("6 letters were written before and have not been sent"), "{}", invited.out);
    assert!(server.got().is_empty(), "what is written is not written again");
    let status = desk.done("status --now 2022-08-23T09:00");
    assert!(status.contains("Invited     0 of 6    6 letters written, not sent"), "{status}");
    assert!(status.contains("Next: ovelse outbox"), "{status}");
    let sent = desk.run(&["outbox", "--send", "--yes"]);
    assert_eq!(sent.code, 0, "{}{}", sent.out, sent.err);
    assert_eq!(recipients(&server), EVERYONE);
    for ((name, draft), (copy_name, copy)) in drafts.iter().zip(outbox(&desk)) {
        assert_eq!(draft.strip_prefix("X-Unsent: 1\r\n"), Some(copy.as_str()), "{name}");
        assert_eq!(*name, copy_name);
        assert!(server.got().iter().any(|got| got.message.trim_end() == copy.trim_end()), "{name}");
    }
    assert_eq!(events(&desk, "3001"), ["intended", "written", "intended", "sent"]);
    for command in [&["outbox", "--send", "--yes"][..], &["invite", "--send", "--yes"]] {
        assert!(desk.run(command).out.contains("nothing is sent"));
    }
    assert_eq!(server.got().len(), 6);
    assert_eq!(desk.done("outbox"), "Every letter that was written has been sent.\n");
}

#[test]
fn what_is_refused_for_good_is_no_draft_any_more_and_due_again() {
    let server = Server::start(&[fault(Stage::To, 2, 1, Act::Say("550 5.1.1 no such user here"))]);
    let desk = written(&server);
    let sent = desk.run(&["outbox", "--send", "--yes"]);
    assert_eq!(sent.code, 1, "{}{}", sent.out, sent.err);
    assert_eq!(events(&desk, "3003"), ["intended", "written", "intended", "refused"]);
    assert!(!desk.files("data/outbox").iter().any(|file| file.contains("Asker")), "{:?}", desk.files("data/outbox"));
    assert_eq!(desk.done("outbox"), "Every letter that was written has been sent.\n");
    assert!(desk.done("invite --only Asker").contains("Asker"), "it is due again");
    assert!(send(&desk).out.contains("Asker"));
    assert_eq!(recipients(&server).len(), 6);
}

#[test]
fn what_the_lead_has_sent_is_marked_so() {
    let server = Server::start(&[]);
    let desk = written(&server);
    // For this no password is asked for.
    let mail = desk.read("exercise.toml");
    desk.write("exercise.toml", format!("{mail}user = \"kari\"\nallow_plaintext = true\n"));
    let marked = desk.done("outbox --mark-sent Moss Asker");
    desk.write("exercise.toml", mail);
    assert!(marked.ends_with("Recorded as sent: 2 letters.\n"), "{marked}");
    assert!(desk.done("outbox").contains("4 letters are written and not sent."), "{}", desk.done("outbox"));
    let sent: Vec<String> =
        outbox(&desk).into_iter().filter(|(_, message)| !is_draft(message)).map(|(name, _)| name).collect();
    assert!(sent.len() == 2 && sent[0].contains("Moss") && sent[1].contains("Asker"), "{sent:?}");
    assert_eq!(events(&desk, "3002"), ["intended", "written", "settled"]);
    assert_eq!(desk.run(&["outbox", "--send", "--yes"]).code, 0);
    assert_eq!(server.got().len(), 4);
}

#[test]
fn without_a_server_there_is_nothing_to_send_through() {
    let server = Server::start(&[]);
    let desk = written(&server);
    without_server(&desk);
    let refused = desk.run(&["outbox", "--send"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("there is no mail server to send them through"), "{}", refused.err);
}

#[test]
fn a_test_to_the_lead_is_a_draft_too_and_is_not_recorded_as_written() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    without_server(&desk);
    let tests = desk.done("invite --send --to-me");
    assert!(tests.contains("6 letters written to data/outbox.\nThis was a test"), "{tests}");
    assert!(outbox(&desk).len() == 6 && outbox(&desk).iter().all(|(_, message)| is_draft(message)));
    assert_eq!(desk.done("outbox"), "Every letter that was written has been sent.\n");
    assert!(send(&desk).out.contains("6 letters written to data/outbox. They have not been sent"));
}

#[test]
fn a_draft_that_is_gone_or_was_sent_already_is_named_and_the_others_go() {
    let server = Server::start(&[]);
    let desk = written(&server);
    let gone = outbox(&desk).into_iter().find(|(name, _)| name.contains("Moss")).unwrap().0;
    std::fs::remove_file(desk.path(&format!("data/outbox/{gone}"))).unwrap();
    let sent = desk.run(&["outbox", "--send", "--yes"]);
    assert_eq!((sent.code, server.got().len()), (1, 5));
    assert!(sent.out.contains(&format!("its draft {gone} is not in data/outbox any more")), "{}", sent.out);
    assert!(desk.done("outbox").contains("1 letter is written and not sent."));
}

#[test]
fn what_a_server_does_not_take_stays_written_and_what_it_is_silent_about_is_uncertain() {
    let server =
        Server::start(&[fault(Stage::To, 5, 100, Act::Say("450 4.2.1 later")), fault(Stage::Dot, 3, 1, Act::Drop)]);
    let desk = written(&server);
    desk.edit("exercise.toml", "retry_for = \"60s\"", "retry_for = \"1s\"");
    let sent = desk.run(&["outbox", "--send", "--yes"]);
    assert_eq!(sent.code, 1, "{}", sent.out);
    let uncertain: Vec<&str> = EVERYONE
        .iter()
        .map(|to| &to[..4])
        .filter(|number| events(&desk, number).last().unwrap() == "intended")
        .collect();
    assert_eq!(uncertain.len(), 1, "{}", sent.out);
    let left = desk.done("outbox --format csv");
    assert_eq!(left.lines().count(), 2, "the one that is to be tried later: {left}");
    assert_eq!(desk.done("log --format csv").matches(";uncertain;").count(), 1);
    let server = another_server(&desk, &server);
    let again = desk.run(&["outbox", "--send", "--yes"]);
    assert_eq!(again.code, 0, "{}{}", again.out, again.err);
    assert_eq!(recipients(&server), ["3006@example.no"]);
    // Of the uncertain one the lead has found out that it did not arrive.
    desk.done("settle Gol --resend");
    assert_eq!(desk.run(&["outbox", "--send", "--yes"]).code, 0);
    assert_eq!(recipients(&server), [&format!("{}@example.no", uncertain[0]), "3006@example.no"]);
    assert_eq!(desk.done("outbox"), "Every letter that was written has been sent.\n");
}
