//! A hint names the command that was typed, with what must change.

use super::server::{Act, Server, Stage};
use super::{another_server, desk, fault};
use crate::common::Desk;

/// The desk, with words of the lead's own to send.
fn with_words(server: &Server) -> Desk {
    let desk = desk(server, "");
    desk.write("hei.md", "Subject: Hei\n\nHei\n");
    desk
}

#[test]
fn a_stopped_message_is_sent_again_as_a_message() {
    let server = Server::start(&[fault(Stage::Greeting, 0, 99, Act::Say("554 no service for you"))]);
    let desk = with_words(&server);
    let stopped = desk.run(&["mail", "hei.md", "--to", "Gol", "--send", "--yes"]);
    assert_eq!(stopped.code, 2, "{}{}", stopped.out, stopped.err);
    let said = stopped.out + &stopped.err;
    assert!(said.contains("ovelse mail hei.md --to Gol --send"), "{said}");
    assert!(!said.contains("ovelse invite"), "{said}");
}

#[test]
fn without_a_terminal_the_hint_is_the_same_command_without_send_or_with_yes() {
    let server = Server::start(&[]);
    let desk = with_words(&server);
    let refused = desk.run(&["mail", "hei.md", "--to", "Gol", "--send"]);
    assert_eq!(refused.code, 2, "{}{}", refused.out, refused.err);
    assert!(refused.err.contains("ovelse mail hei.md --to Gol") && refused.err.contains("--yes"), "{}", refused.err);
    assert!(!refused.err.contains("ovelse invite"), "{}", refused.err);
    assert!(server.got().is_empty());
}

#[test]
fn a_hint_can_be_pasted_where_a_name_is_special_to_the_shell() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    desk.done("invite --only Asker --send --yes");
    desk.write("$direktiv 1.pdf", "%PDF-1.4");
    let refused = desk.run(&["directive", "$direktiv 1.pdf", "--send"]);
    assert!(refused.err.contains("ovelse directive '$direktiv 1.pdf' --send --yes"), "{}", refused.err);
}

#[test]
fn an_uncertain_letter_is_named_only_where_it_keeps_one_of_this_run_back() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    desk.write("direktiv.pdf", "%PDF-1.4");
    desk.done("invite --only Gol --send --yes");
    let breaking = Server::start(&[fault(Stage::Dot, 0, 1, Act::Drop), fault(Stage::Dot, 1, 1, Act::Drop)]);
    desk.edit("exercise.toml", &format!("port = {}", server.port), &format!("port = {}", breaking.port));
    assert_eq!(desk.run(&["directive", "direktiv.pdf", "--only", "Gol", "--send", "--yes"]).code, 1);
    assert_eq!(desk.run(&["invite", "--only", "Asker", "--send", "--yes"]).code, 1);
    let warned = |arguments: &[&str]| desk.run(&[&["invite"], arguments].concat()).err;
    for concerned in [&[] as &[&str], &["--only", "Asker"], &["--kind", "invitation"]] {
        let err = warned(concerned);
        assert!(err.contains("nobody knows whether the last letter about a date was sent to Asker"), "{err}");
    }
    for other in [&["--only", "Gol"] as &[&str], &["--kind", "cancellation"]] {
        assert_eq!(warned(other), "", "{other:?}");
    }
}

#[test]
fn a_directive_that_is_to_be_sent_again_is_sent_as_a_directive() {
    let server = Server::start(&[]);
    let desk = desk(&server, "");
    desk.write("direktiv.pdf", "%PDF-1.4");
    assert_eq!(desk.run(&["invite", "--only", "Asker", "--send", "--yes"]).code, 0);
    let breaking = Server::start(&[fault(Stage::Dot, 0, 1, Act::Drop)]);
    desk.edit("exercise.toml", &format!("port = {}", server.port), &format!("port = {}", breaking.port));
    let uncertain = desk.run(&["directive", "direktiv.pdf", "--only", "Asker", "--send", "--yes"]);
    assert_eq!(uncertain.code, 1, "{}{}", uncertain.out, uncertain.err);
    let settled = desk.run(&["settle", "Asker", "--resend"]);
    assert_eq!(settled.code, 0, "{}", settled.err);
    let said = settled.out + &settled.err;
    assert!(said.ends_with("To send it again: ovelse directive FILE --send --only Asker\n"), "{said}");
    // And so it goes out.
    let server = another_server(&desk, &breaking);
    assert_eq!(desk.run(&["directive", "direktiv.pdf", "--only", "Asker", "--send", "--yes"]).code, 0);
    assert_eq!(server.got().len(), 1);
}
