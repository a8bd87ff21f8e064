//! What becomes known of letters of which nobody knew: by the lead, by an answer, by a report; and what never was unknown.

use super::server::{Act, Server, Stage};
use super::{desk, events, fault, recipients, send, start};
use crate::common::Desk;

/// Six invitations, of which that to Asker is uncertain.
fn uncertain(server: &Server) -> Desk {
    let desk = desk(server, "");
    assert_eq!(send(&desk).code, 1);
    assert_eq!(desk.done("log --format csv").matches(";uncertain;").count(), 1);
    desk
}

fn server() -> Server {
    Server::start(&[fault(Stage::Dot, 2, 1, Act::Drop)])
}

/// The only file in the outbox whose name holds all parts.
fn file(desk: &Desk, parts: &[&str]) -> Option<String> {
    desk.files("data/outbox").into_iter().find(|name| parts.iter().all(|part| name.contains(part)))
}

/// An answer to the invitation of Asker, as a calendar sends it.
fn answer(desk: &Desk, message: &str) {
    let text = message.replace("\r\n ", "");
    let uid = text.lines().find_map(|line| line.strip_prefix("UID:")).map_or_else(|| panic!("{text}"), str::trim);
    let calendar = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:0\r\nDTSTAMP:20220823T090000Z\r\n\
         ORGANIZER:mailto:kari.eksempel@example.no\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:3003@example.no\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    );
    let mail = format!(
        "From: 3003@example.no\r\nTo: kari.eksempel@example.no\r\nSubject: Godtatt\r\nMessage-ID: <a@example.no>\r\n\
         MIME-Version: 1.0\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n{calendar}"
    );
    desk.write("svar/a.eml", mail);
}

fn calendar_of(message: &str) -> String {
    let parsed = mail_parser::MessageParser::default().parse(message).expect("it is a mail");
    let part = parsed.parts.iter().find(|part| String::from_utf8_lossy(part.contents()).contains("METHOD:REQUEST"));
    String::from_utf8_lossy(part.expect("it invites").contents()).into_owned()
}

#[test]
fn what_the_lead_finds_to_have_arrived_has_its_copy() {
    let server = server();
    let desk = uncertain(&server);
    let waiting = file(&desk, &["Asker", ".eml.leaving"]).expect("what was handed over is kept");
    let bytes = desk.read(&format!("data/outbox/{waiting}"));
    desk.done("settle Asker --sent");
    assert_eq!(desk.files("data/outbox").len(), 6);
    let copy = file(&desk, &["Asker"]).expect("it has a copy");
    assert_eq!(desk.read(&format!("data/outbox/{copy}")), bytes);
    assert!(server.got().iter().any(|got| got.message.trim_end() == bytes.trim_end()), "it is what the server got");
    desk.done("archive -o arkiv");
    assert_eq!(desk.files("arkiv/letters").len(), 6);
    desk.done("export-letters -o brev");
}

#[test]
fn a_letter_that_was_settled_before_copies_were_kept_keeps_nothing_back() {
    let desk = uncertain(&server());
    let waiting = file(&desk, &["Asker", ".eml.leaving"]).expect("it is kept");
    std::fs::remove_file(desk.path(&format!("data/outbox/{waiting}"))).unwrap();
    desk.done("settle Asker --sent");
    let archived = desk.run(&["archive", "-o", "arkiv"]);
    assert!(archived.code == 0 && archived.err.contains("1 letter was settled by hand"), "{}", archived.err);
    assert_eq!(desk.files("arkiv/letters").len(), 5);
    let exported = desk.run(&["export-letters", "-o", "brev"]);
    assert!(exported.code == 0 && exported.err.contains("1 letter was settled by hand"), "{}", exported.err);
}

#[test]
fn what_is_to_be_sent_again_leaves_no_other_copy() {
    let server = server();
    let desk = uncertain(&server);
    desk.done("settle Asker --resend");
    assert_eq!(send(&desk).code, 0);
    let files = desk.files("data/outbox");
    assert!(files.len() == 6 && files.iter().all(|name| name.ends_with(".eml")), "{files:?}");
}

#[test]
fn an_answer_proves_that_the_letter_has_arrived() {
    let desk = uncertain(&server());
    let waiting = file(&desk, &["Asker", ".eml.leaving"]).expect("it is kept");
    answer(&desk, &calendar_of(&desk.read(&format!("data/outbox/{waiting}"))));
    let said = desk.done("replies svar");
    assert!(said.contains("Sent after all, as replies show: Asker") && said.contains("accepted"), "{said}");
    assert_eq!(events(&desk, "3003"), ["intended", "settled"]);
    assert_eq!(file(&desk, &["Asker"]).as_deref(), waiting.strip_suffix(".leaving"));
    assert_eq!(send(&desk).code, 0, "nobody is asked about it any more");
    // Read again, it says nothing new.
    desk.done("replies svar");
    assert_eq!(events(&desk, "3003"), ["intended", "settled"]);
}

#[test]
fn an_answer_to_a_draft_proves_that_the_lead_has_sent_it() {
    let desk = desk(&Server::start(&[]), "");
    let exercise = desk.read("exercise.toml");
    desk.write("exercise.toml", exercise.rsplit_once("\n[mail]\n").unwrap().0);
    assert_eq!(send(&desk).code, 0);
    let draft = file(&desk, &["Asker"]).expect("it is written");
    let message = desk.read(&format!("data/outbox/{draft}"));
    answer(&desk, &calendar_of(&message));
    desk.done("replies svar");
    assert_eq!(events(&desk, "3003"), ["intended", "written", "settled"]);
    assert_eq!(Some(desk.read(&format!("data/outbox/{draft}")).as_str()), message.strip_prefix("X-Unsent: 1\r\n"));
    assert!(desk.done("outbox").contains("5 letters are written and not sent."));
}

#[test]
fn a_letter_that_came_back_has_left() {
    let desk = uncertain(&server());
    let waiting = file(&desk, &["Asker", ".eml.leaving"]).expect("it is kept");
    let message = desk.read(&format!("data/outbox/{waiting}"));
    let id = message.lines().find_map(|line| line.strip_prefix("Message-ID: ")).expect("it has one").trim();
    let report = format!(
        "From: mailer-daemon@example.no\r\nTo: kari.eksempel@example.no\r\nSubject: Undelivered\r\nMessage-ID: <b@example.no>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\
         Content-Type: text/plain\r\n\r\nno\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; example.no\r\n\r\n\
         Final-Recipient: rfc822; 3003@example.no\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 No such user\r\n\r\n\
         --b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: {id}\r\nSubject: x\r\n\r\nx\r\n--b--\r\n"
    );
    desk.write("svar/b.eml", report);
    desk.run(&["replies", "svar"]);
    assert_eq!(events(&desk, "3003"), ["intended", "settled", "returned"]);
    assert!(desk.done("log --format csv").contains(";undeliverable;"));
    desk.done("archive -o arkiv");
    assert_eq!(desk.files("arkiv/letters").len(), 6, "what came back was sent");
}

/// Most letters are on their way to a server for longer than they are with it.
#[test]
fn what_was_not_past_its_recipient_is_due_and_not_uncertain() {
    for stage in [Stage::Greeting, Stage::From, Stage::To] {
        let server = Server::start(&[]);
        let desk = desk(&server, "");
        let mut nth = 1;
        let killed = loop {
            server.pause_at(nth);
            let mut child = start(&desk);
            let paused = server.paused(|| child.try_wait().unwrap().is_some());
            let _ = child.kill();
            child.wait().unwrap();
            server.go_on();
            if paused == Some(stage) || paused.is_none() {
                break paused;
            }
            nth += 1;
        };
        assert_eq!(killed, Some(stage));
        let log = desk.done("log --format csv");
        assert!(!log.contains(";uncertain;"), "{stage:?}: {log}");
        assert_eq!(send(&desk).code, 0);
        assert_eq!(recipients(&server), super::EVERYONE, "{stage:?}");
    }
}

#[test]
fn beside_a_log_that_is_lost_or_older_than_the_outbox_nothing_is_sent() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    assert_eq!(send(&desk).code, 0);
    let log = desk.read("data/deliveries.jsonl");
    let older: String = log.lines().take(2).map(|line| format!("{line}\n")).collect();
    desk.write("data/deliveries.jsonl", older);
    let refused = send(&desk);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("5 letters in data/outbox, such as 2"), "{}", refused.err);
    std::fs::remove_file(desk.path("data/deliveries.jsonl")).unwrap();
    assert!(send(&desk).err.contains("6 letters in data/outbox"), "{}", send(&desk).err);
    assert_eq!(server.got().len(), 6);
    // What the lead keeps there is no letter.
    desk.write("data/deliveries.jsonl", log);
    desk.write("data/outbox/notat.eml", "Subject: x\n\nx\n");
    assert_eq!(send(&desk).code, 0);
    assert_eq!(server.got().len(), 6);
}
