//! What `purge` takes, what it leaves, and what it leaves to the lead.

use crate::common::Desk;

/// The sample, invited. Asker's contact is Frode Påfunn.
fn invited() -> Desk {
    let desk = Desk::invited();
    assert!(desk.read("data/registrations.csv").contains("Frode Påfunn"));
    desk
}

fn utf_16(text: &str) -> Vec<u8> {
    let units = text.encode_utf16().flat_map(u16::to_le_bytes);
    [0xff, 0xfe].into_iter().chain(units).collect()
}

#[test]
fn files_that_name_persons_go_in_whatever_form_and_others_stay() {
    let desk = invited();
    desk.done("roster 22.11 --format xlsx -o liste.xlsx");
    desk.done("report -o rapport.xlsx");
    desk.done("report -o rapport.html");
    desk.done("export-letters -o ut");
    desk.write("notat.txt", "ring FRODE PÅFUNN");
    desk.write("gammelt.txt", b"Frode P\xe5funn");
    desk.write("unicode.txt", utf_16("frode.pafunn@example.no"));
    desk.write("nummer.txt", "00000043");
    desk.write("navnebror.txt", "Frode Påfunnsen kommer ikke; Frode kommer.");
    desk.write("invitasjon.eml", "From: noen@example.com\n\nHei\n");
    let ran = desk.run(&["purge", "--yes", "--format", "csv"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    for gone in ["liste.xlsx", "unicode.txt", "nummer.txt", "invitasjon.eml"] {
        assert!(ran.out.contains(&format!("{gone};removed;")), "{gone} in {}", ran.out);
        assert!(!desk.path(gone).exists(), "{gone}");
    }
    for named in ["notat.txt;left;FRODE PÅFUNN in line 1", "gammelt.txt;left;Frode Påfunn in line 1"] {
        let told = format!("{named}, but no address or phone number: check it yourself");
        assert!(ran.out.contains(&told), "{told} in {}", ran.out);
    }
    for left in ["rapport.xlsx", "rapport.html", "navnebror.txt", "exercise.toml", "data/municipalities.csv"] {
        assert!(desk.path(left).exists(), "{left}");
    }
    assert_eq!(desk.files("data/incoming"), Vec::<String>::new());
    assert!(desk.read("data/outbox/2022-08-22T1000-3025-Asker-invitation.eml").contains("To: Asker:;"));
}

#[test]
fn what_is_the_leads_and_what_cannot_be_searched_is_told_and_left() {
    let desk = invited();
    desk.done("templates export closing");
    let template = desk.read("templates/nb/closing.md");
    desk.write("templates/nb/closing.md", format!("Hilsen Frode Påfunn\n{template}"));
    desk.write("direktiv.pdf", b"%PDF-1.7\nFrode P\xc3\xa5funn");
    desk.write("bilde.png", b"\x89PNG\0\0\0");
    desk.write(".git/HEAD", "ref: refs/heads/main");
    desk.done("init neste --example");
    let ran = desk.run(&["purge", "--yes", "--format", "csv"]);
    assert_eq!(ran.code, 1, "{}", ran.out);
    for told in [
        "templates/nb/closing.md;left;Frode Påfunn in line 1: remove it yourself",
        "direktiv.pdf;left;cannot be searched: check it yourself",
        "bilde.png;left;cannot be searched: check it yourself",
        "neste;left;is another exercise: purge it by itself",
        ".git;left;the folder is kept in git, and its history still contains everything that is deleted",
    ] {
        assert!(ran.out.contains(told), "{told} in {}", ran.out);
    }
    for left in
        ["templates/nb/closing.md", "direktiv.pdf", "bilde.png", ".git/HEAD", "neste/data/incoming/paamelding-juli.csv"]
    {
        assert!(desk.path(left).exists(), "{left}");
    }
}

#[test]
fn where_nobody_can_answer_nothing_goes_without_yes() {
    let desk = invited();
    let before = (desk.read("data/registrations.csv"), desk.read("data/deliveries.jsonl"), desk.files("data/incoming"));
    let ran = desk.run_with_input(&["purge"], "y\n");
    assert_eq!(ran.code, 1);
    assert!(ran.out.contains("Nothing has been deleted yet."), "{}", ran.out);
    let after = (desk.read("data/registrations.csv"), desk.read("data/deliveries.jsonl"), desk.files("data/incoming"));
    assert_eq!(before, after);
}

#[test]
fn official_addresses_and_the_leads_own_stay() {
    let desk = invited();
    desk.done("register Hol --first 24.11 --now 2022-08-22T10:00");
    desk.run(&["register", "Gol", "--email", "postmottak.gol@example.no", "--now", "2022-08-22T10:00"]);
    desk.done("receipts --send --only Gol --now 2022-08-22T10:30");
    desk.done("purge --yes");
    let log = desk.read("data/deliveries.jsonl");
    assert!(log.contains("\"to\":\"postmottak.gol@example.no\""), "{log}");
    let letter = desk.read("data/outbox/2022-08-22T1000-3025-Asker-invitation.eml");
    assert!(letter.contains("Kari Eksempel, kari.eksempel@example.no, telefon 00 00 00 01"), "{letter}");
}

#[test]
fn after_it_nothing_is_due_for_an_exercise_that_is_over() {
    let desk = invited();
    desk.done("receipts --send --now 2022-08-22T11:00");
    desk.done("contact-test --send --now 2022-11-07T09:00");
    desk.done("attendance 22.11 Asker --now 2022-12-04T09:00");
    assert!(desk.done("evaluation --link https://example.no/1 --now 2022-12-04T10:00").contains("1 letter is due."));
    desk.done("purge --yes --now 2022-12-05T09:00");
    for command in ["invite", "receipts", "remind", "contact-test", "evaluation --link https://example.no/1"] {
        let listed = desk.done(&format!("{command} --now 2022-12-05T10:00"));
        assert!(listed.ends_with("No letter is due.\n"), "{command}: {listed}");
    }
    // Who says something after it is a contact like any other.
    desk.done("register Asker --first 24.11 --email ny@example.no --now 2022-12-05T11:00");
    let listed = desk.done("receipts --now 2022-12-05T12:00");
    assert!(listed.contains("1 letter is due."), "{listed}");
    let listed = desk.done("contact-test --now 2022-12-05T12:00");
    assert!(listed.ends_with("No letter is due.\n"), "nobody has to be reached any more: {listed}");
}

#[test]
fn the_note_of_a_pin_goes_also_where_its_date_was_called_off() {
    let desk = invited();
    desk.done("pin Asker 1.12 --note \"avtalt med Frode Påfunn\" --now 2022-08-22T11:00");
    desk.edit("exercise.toml", "start = 2022-12-01T09:30:00", "called_off = \"Opptatt.\"\nstart = 2022-12-01T09:30:00");
    assert!(desk.read("data/assignments.csv").contains("Frode Påfunn"), "the table still has it");
    desk.run(&["purge", "--yes", "--now", "2022-12-20T10:00"]);
    assert!(!desk.read("data/assignments.csv").contains("Frode"), "{}", desk.read("data/assignments.csv"));
}

#[test]
fn an_archive_never_takes_the_place_of_another_and_leaves_no_letter_out() {
    let desk = invited();
    desk.done("archive -o ut.zip");
    let first = std::fs::read(desk.path("ut.zip")).unwrap();
    let again = desk.run(&["archive", "-o", "ut.zip"]);
    assert_eq!((again.code, std::fs::read(desk.path("ut.zip")).unwrap()), (2, first));
    desk.done("archive -o ut");
    assert_eq!(desk.files("ut/letters"), desk.files("data/outbox"));
    assert_eq!(desk.read("ut/journal.csv"), desk.run(&["log", "--format", "csv"]).out);
    std::fs::remove_file(desk.path("data/outbox/2022-08-22T1000-3025-Asker-invitation.eml")).unwrap();
    let lacking = desk.run(&["archive", "-o", "ut2"]);
    assert_eq!(lacking.code, 2);
    assert!(lacking.err.contains("3025-Asker-invitation.eml is missing"), "{}", lacking.err);
}

#[test]
fn an_archive_with_mail_in_it_is_not_called_mail() {
    let desk = invited();
    desk.done("archive -o inside.zip");
    let listed = desk.run(&["purge", "--format", "csv"]).out;
    assert!(listed.contains("inside.zip;goes;the whole file: it contains e-mail"), "{listed}");
}

#[test]
fn a_contact_who_is_called_like_a_common_word_deletes_nothing() {
    let desk = Desk::sample();
    desk.done("register Asker --first 24.11 --contact kommune --email a@example.no --now 2022-08-02T09:00");
    desk.done("register Gol --first 24.11 --contact Innspill --email b@example.no --now 2022-08-02T09:00");
    desk.done("register Hol --first 24.11 --contact Notater --email c@example.no --now 2022-08-02T09:00");
    desk.done("assign --now 2022-08-22T09:00");
    desk.done("invite --send --now 2022-08-22T10:00");
    let written = "Innspill fra hver kommune, etter møtet\nNotater: ingen";
    desk.write("notat.txt", written);
    let letter = "data/outbox/2022-08-22T1000-3025-Asker-invitation.eml";
    let ran = desk.run(&["purge", "--yes", "--now", "2022-12-05T09:00"]);
    assert_eq!(desk.read("notat.txt"), written, "{}", ran.out);
    let (purged, words) = (desk.read(letter), ["Til Asker kommune", "ber dere om"]);
    assert!(words.iter().all(|word| purged.contains(word)) && !purged.contains("[removed]n"), "{purged}");
    assert!(!purged.contains("a@example.no"), "{purged}");
}

#[test]
fn where_the_outbox_cannot_be_looked_into_nothing_is_called_removed() {
    let desk = invited();
    let outbox = desk.path("data/outbox");
    std::fs::rename(&outbox, desk.path("data/elsewhere")).unwrap();
    desk.write("data/outbox", "a file in its place");
    let ran = desk.run(&["purge", "--yes"]);
    assert_eq!(ran.code, 2, "{}", ran.out);
    assert!(ran.err.contains("outbox: this is a file, and it must be a folder"), "{}", ran.err);
}

#[test]
fn whatever_lies_in_the_outbox_can_be_purged() {
    let desk = invited();
    for (name, bytes) in [
        ("tom.eml", &b""[..]),
        ("null.eml", b"\0\0\0"),
        ("tekst.eml", b"bare tekst"),
        ("linjer.eml", b"\r\n\r\n\r\n"),
        ("kolon.eml", b":"),
        ("halv.eml", b"From: a@example.no\r\nTo: "),
    ] {
        desk.write(&format!("data/outbox/{name}"), bytes);
    }
    let ran = desk.run(&["purge", "--yes", "--now", "2022-12-05T09:00"]);
    assert!(ran.code < 2, "{}{}", ran.out, ran.err);
    assert!(desk.read("data/outbox/halv.eml").contains("X-Ovelse-Purged: yes"));
}

#[test]
fn who_has_no_confirmation_is_told_of_before_the_exercise_is_closed() {
    let desk = invited();
    desk.done("attendance 22.11 --all-except Asker --yes --now 2022-11-22T13:00");
    let purge = |now: &str| desk.run(&["purge", "--now", now]).out;
    assert!(!purge("2022-11-23T09:00").contains("confirmation"), "another date is to come");
    let told = "13 municipalities took part and have no confirmation, and are not due one afterwards.";
    assert!(purge("2022-12-05T09:00").contains(told), "{}", purge("2022-12-05T09:00"));
    desk.done("confirmation --only Vestby --send --now 2022-12-05T09:10");
    desk.run(&["purge", "--yes", "--now", "2022-12-05T09:20"]);
    assert!(desk.done("confirmation --now 2022-12-05T09:30").contains("No letter is due."));
    let status = desk.done("status --format json --now 2022-12-05T09:30");
    assert!(status.contains("\"to_confirm\": 0") && status.contains("\"step\": \"closed\""), "{status}");
}

#[test]
fn drafts_that_were_never_sent_are_told_of_and_a_closed_exercise_needs_no_directive() {
    let desk = invited();
    let said = desk.run(&["purge", "--now", "2022-12-05T09:00"]).out;
    assert!(
        said.contains("45 letters are written and not sent, and cannot be sent afterwards: ovelse outbox"),
        "{said}"
    );
    desk.write("direktiv.pdf", "x");
    desk.run(&["purge", "--yes", "--now", "2022-12-05T09:10"]);
    assert!(desk.done("directive direktiv.pdf --now 2022-12-05T09:20").contains("No letter is due"));
}
