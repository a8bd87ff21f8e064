//! Mail and calendar answers as clients and servers write them (tests/mails, made up after their ways), read back.

use std::path::{Path, PathBuf};

use crate::common::Desk;
use ovelse::inbox::{Content, content};
use ovelse::mail::{self, Mail};
use snapbox::{Assert, Data, IntoData};

fn mails() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails")
}

/// The sample, invited, with all mails in its folder `svar`.
fn invited() -> Desk {
    let desk = Desk::invited();
    for entry in mails().read_dir().unwrap() {
        let path = entry.unwrap().path();
        // The folders are those of returned.rs.
        if path.is_dir() {
            continue;
        }
        desk.write(&format!("svar/{}", path.file_name().unwrap().to_string_lossy()), std::fs::read(&path).unwrap());
    }
    desk
}

fn snapshot(name: &str) -> Data {
    Data::read_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name), None).raw()
}

#[test]
fn every_kind_of_answer_is_what_it_is_and_none_is_lost() {
    let desk = invited();
    let ran = desk.run(&["replies", "svar"]);
    let table = desk.done("replies");
    let shown = format!("{}\n\n{table}\n\n{}", ran.out, desk.done("replies --people"));
    Assert::new().action_env("SNAPSHOTS").eq(shown.raw(), snapshot("replies.txt"));
}

#[test]
fn the_same_read_again_changes_nothing() {
    let desk = invited();
    desk.run(&["replies", "svar"]);
    let (table, log) = (desk.read("data/replies.csv"), desk.read("data/deliveries.jsonl"));
    let again = desk.run(&["replies", "svar/mailbox.mbox", "svar"]);
    assert!(again.out.starts_with("Nothing new:"), "{}", again.out);
    assert_eq!((desk.read("data/replies.csv"), desk.read("data/deliveries.jsonl")), (table, log));
}

#[test]
fn a_table_of_an_earlier_version_is_written_anew_only_with_something_new() {
    let desk = invited();
    desk.run(&["replies", "svar/outlook.msg", "svar/counter.eml"]);
    let table = desk.read("data/replies.csv");
    let earlier = table.replacen(";delegated_from", "", 1).replace(";\r\n", "\r\n");
    desk.write("data/replies.csv", &earlier);
    assert!(desk.run(&["replies", "svar/counter.eml"]).out.starts_with("Nothing new"));
    assert_eq!(desk.read("data/replies.csv"), earlier);
}

#[test]
fn a_doubtful_answer_counts_once_the_lead_trusts_who_has_sent_it() {
    let desk = invited();
    desk.run(&["replies", "svar/forged-sender.eml"]);
    assert!(desk.done("replies --format json").contains("declined? sent by noen@annet.example.com"));
    desk.done("replies svar/forged-sender.eml --trust Noen@annet.example.com");
    let table = desk.done("replies --format csv");
    assert!(table.contains(";Ringerike;declined;"), "{table}");
    assert_eq!(desk.read("data/replies.csv").matches("Ringerike").count(), 1);
}

/// An answer of Asker's contact, as a mail with these headers.
fn answer(headers: &str, parameters: &str) -> String {
    answer_at(headers, parameters, "20220823T081500Z")
}

fn answer_at(headers: &str, parameters: &str, at: &str) -> String {
    format!(
        "{headers}Message-ID: <{at}{}@example.no>\r\nDate: Tue, 23 Aug 2022 10:15:00 +0200\r\n\
         Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n\
         UID:c6c35297-e906-5652-8dc7-b5e20c9458d5\r\nSEQUENCE:0\r\nDTSTAMP:{at}\r\n\
         ATTENDEE;PARTSTAT=DECLINED{parameters}:mailto:frode.pafunn@example.no\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        headers.len()
    )
}

/// What is known of Asker's answer.
fn of_asker(desk: &Desk) -> String {
    let table = desk.done("replies --format csv");
    table.lines().find(|line| line.contains(";Asker;")).unwrap().to_owned()
}

#[test]
fn nobody_answers_for_a_municipality_whom_the_lead_does_not_trust() {
    let own = "From: frode.pafunn@example.no\r\n";
    let other = ";SENT-BY=\"mailto:noen@annet.example.com\"";
    let alone = answer("", other).split_once("\r\n\r\n").unwrap().1.to_owned();
    for (said, mail) in [
        ("sent by noen@annet.example.com", answer("From: noen@annet.example.com\r\n", "")),
        ("sent by noen@annet.example.com", answer("From: noen@annet.example.com\r\n", other)),
        ("sent by noen@annet.example.com", answer(own, other)),
        ("sent by noen@annet.example.com", alone),
        // Who shares the domain of a municipality, or of everybody's provider, does not speak for it.
        ("sent by frode@example.no", answer("From: frode@example.no\r\n", "")),
        // Of another municipality.
        ("sent by lars.liksom@example.no", answer("From: lars.liksom@example.no\r\n", "")),
        ("does not say who sent it", answer("", "")),
        ("does not say who sent it", answer(&format!("From: noen@annet.example.com\r\n{own}"), "")),
        ("does not say who sent it", answer("From: frode.pafunn@example.no, noen@annet.example.com\r\n", "")),
    ] {
        let desk = invited();
        desk.write("answer.eml", &mail);
        let ran = desk.run(&["replies", "answer.eml"]);
        assert!(ran.code == 1 && ran.out.contains("1 answer is doubtful"), "{mail}\n{}", ran.out);
        let known = of_asker(&desk);
        assert!(known.contains(&format!(";no answer;;no answer;declined? {said}")), "{mail}\n{known}");
    }
    let desk = invited();
    desk.write("answer.eml", answer(own, ""));
    desk.done("replies answer.eml");
    assert!(of_asker(&desk).contains(";declined;"), "{}", of_asker(&desk));
}

#[test]
fn whom_the_lead_trusts_with_a_municipality_is_asked_about_once() {
    let desk = invited();
    let from = "From: Sekretaer@annet.example.com\r\n";
    desk.write("first.eml", answer(from, ";SENT-BY=\"mailto:sekretaer@annet.example.com\""));
    desk.write("second.eml", answer_at(from, "", "20220824T081500Z").replace("DECLINED", "ACCEPTED"));
    desk.run(&["replies", "first.eml"]);
    desk.done("replies first.eml --trust sekretaer@annet.example.com");
    assert!(of_asker(&desk).contains(";declined;;yes;sent by sekretaer@annet.example.com"), "{}", of_asker(&desk));
    desk.done("replies second.eml");
    assert!(of_asker(&desk).contains(";accepted;"), "{}", of_asker(&desk));
    // Not for another municipality.
    let ringerike =
        answer(from, "").replace("c6c35297-e906-5652-8dc7-b5e20c9458d5", "5e3cfcdc-d8a0-5c3f-848a-5fbec44de50e");
    desk.write("other.eml", ringerike.replace("frode.pafunn", "lars.liksom"));
    let ran = desk.run(&["replies", "other.eml"]);
    assert!(ran.code == 1 && ran.out.contains("1 answer is doubtful"), "{}", ran.out);
}

#[test]
fn a_report_that_names_no_letter_stops_none() {
    let desk = invited();
    let report = "From: noen@annet.example.com\r\nDate: Tue, 23 Aug 2022 10:15:00 +0200\r\nMessage-ID: <r@example.com>\r\n\
        Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\
        Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n\
        Final-Recipient: rfc822; frode.pafunn@example.no\r\nAction: failed\r\n\r\n--b--\r\n";
    desk.write("report.eml", report);
    let log = desk.read("data/deliveries.jsonl");
    let ran = desk.run(&["replies", "report.eml"]);
    assert!(ran.code == 1 && ran.out.contains("1 report does not name its letter"), "{}", ran.out);
    assert_eq!(desk.read("data/deliveries.jsonl"), log);
    let known = of_asker(&desk);
    assert!(known.contains("undeliverable? does not name the letter; sent by noen@annet.example.com"), "{known}");
    assert!(desk.done("status").contains("A report that a letter came back does not name it"));

    // It is true, says the lead; the next one is asked about again.
    desk.run(&["replies", "report.eml", "--trust", "noen@annet.example.com"]);
    assert_ne!(desk.read("data/deliveries.jsonl"), log);
    desk.write("report.eml", report.replace("<r@", "<s@").replace("frode.pafunn", "lars.liksom"));
    assert!(desk.run(&["replies", "report.eml"]).out.contains("1 report does not name its letter"));
}

#[test]
fn a_report_names_its_letter_wherever_it_says_so() {
    let letter = "Message-ID: <d674e6bb-a931-57d1-a3d6-7b7a6ccb5b85@example.no>";
    for (kind, returned) in [
        ("message/rfc822", format!("{letter}\r\n\r\nx")),
        ("message/partial", format!("Subject: x\r\n{letter}")),
        (
            "text/plain",
            format!("Original message headers:\r\n\r\n> Subject: x\r\n> {}", letter.replace(": ", ":\r\n>  ")),
        ),
    ] {
        let desk = invited();
        desk.write(
            "report.eml",
            format!(
                "From: MAILER-DAEMON@example.com\r\nMessage-ID: <r@example.com>\r\n\
                 Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\
                 Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n\
                 Final-Recipient: rfc822; frode.pafunn@example.no\r\nAction: failed\r\n\r\n\
                 --b\r\nContent-Type: {kind}\r\n\r\n{returned}\r\n--b--\r\n"
            ),
        );
        desk.run(&["replies", "report.eml"]);
        assert!(of_asker(&desk).contains(";undeliverable;"), "{kind}: {}", of_asker(&desk));
    }
}

#[test]
fn what_the_mail_server_found_wrong_with_a_sender_is_shown() {
    let desk = invited();
    let results = "Authentication-Results: mx.example.no (dkim=fail); spf=softfail (x) smtp.mailfrom=example.no;\r\n\
        \tdkim=pass header.d=example.no; dmarc=fail action=none\r\nAuthentication-Results: noen; dkim=fail\r\n";
    desk.write("answer.eml", answer(&format!("{results}From: frode.pafunn@example.no\r\n"), ""));
    desk.done("replies answer.eml");
    let known = of_asker(&desk);
    assert!(known.contains("the mail server could not confirm the sender: dmarc=fail, spf=softfail"), "{known}");
    assert!(!known.contains("dkim"), "{known}");
}

#[test]
fn replies_that_version_0_1_wrote_are_recognised_when_their_mails_are_read_again() {
    let desk = invited();
    let former = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/replies/of-version-0.1.csv");
    desk.write("data/replies.csv", std::fs::read(former).unwrap());
    let ran = desk.run(&["replies", "svar"]);
    assert!(ran.out.starts_with("Nothing new: 26 read before"), "{}", ran.out);
    let table = desk.read("data/replies.csv");
    assert!(desk.run(&["replies", "svar"]).out.starts_with("Nothing new: 26 read before"));
    assert_eq!(desk.read("data/replies.csv"), table);
    // SENT-BY was believed then, and what was taken stays.
    assert!(desk.done("replies --format csv").contains(";Hvaler;accepted;"));
}

/// Mails that would have a reader go in a hundred thousand levels deep, in each way that there is.
fn nested_mails() -> [(&'static str, Vec<u8>); 4] {
    const LEVELS: usize = 100_000;
    let head = "From: kari@example.no\nSubject: Deep\nMessage-ID: <deep@example.no>\n";
    let attached = "Content-Type: message/rfc822\n\n".repeat(LEVELS);
    let parts: String =
        (0..LEVELS).map(|level| format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n")).collect();
    let digests: String = (0..LEVELS)
        .map(|level| format!("Content-Type: multipart/digest; boundary=b{level}\n\n--b{level}\n\n"))
        .collect();
    let quoted = attached.replace('=', "=3D");
    let quoted = format!("Content-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n{quoted}");
    [("attached", attached), ("parts", parts), ("digests", digests), ("encoded", quoted)]
        .map(|(name, nested)| (name, format!("{head}{nested}From: x@example.no\n\nx\n").into_bytes()))
}

#[test]
fn however_deep_a_mail_is_nested_the_others_are_read() {
    let desk = invited();
    desk.write("deep/z.eml", desk.read("svar/exchange-accepted.eml"));
    for (name, mail) in nested_mails() {
        desk.write(&format!("deep/{name}.eml"), mail);
    }
    let ran = desk.run(&["replies", "deep"]);
    assert_eq!(ran.code, 1, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("1 new: 1 accepted"), "{}", ran.out);
    for name in ["attached", "parts", "digests", "encoded"] {
        assert!(ran.out.contains(&format!("deep/{name}.eml from kari@example.no, \"Deep\"")), "{}", ran.out);
    }
    assert!(ran.out.contains("nested in more than 20 levels"), "{}", ran.out);
}

#[test]
fn letters_in_the_outbox_are_purged_however_deep_they_are_nested() {
    let desk = Desk::invited();
    for (name, mail) in nested_mails() {
        desk.write(&format!("data/outbox/{name}.eml"), mail);
    }
    desk.done("purge --yes --now 2023-01-01T09:00");
    for (name, _) in nested_mails() {
        assert!(desk.read(&format!("data/outbox/{name}.eml")).contains("X-Ovelse-Purged"), "{name}");
    }
}

#[test]
fn a_mail_that_is_too_large_is_named_and_the_others_are_read() {
    let desk = invited();
    let head = "From: kari@example.no\nSubject: Large\nMessage-ID: <large@example.no>\n\n";
    let large = format!("{head}{}", "x".repeat((50 << 20) + 1));
    desk.write("large/a.eml", &large);
    desk.write("large/b.mbox", format!("From a\n{large}\nFrom b\n{}", desk.read("svar/exchange-accepted.eml")));
    let ran = desk.run(&["replies", "large"]);
    assert!(ran.out.contains("1 new: 1 accepted"), "{}", ran.out);
    for file in ["large/a.eml", "large/b.mbox#1"] {
        assert!(
            ran.out.contains(&format!("{file} from kari@example.no, \"Large\"\n        It is larger than")),
            "{}",
            ran.out
        );
    }
}

fn mails_in(bytes: &[u8]) -> Vec<Mail> {
    let mut mails = Vec::new();
    mail::read("a.eml", bytes, |mail| mails.push(mail)).unwrap();
    mails
}

#[test]
fn an_answer_that_is_cut_off_anywhere_is_read_whole_or_not_at_all() {
    for file in ["exchange-accepted.eml", "gmail-tentative-inline-and-attached.eml", "saved-alone.ics"] {
        let bytes = std::fs::read(mails().join(file)).unwrap();
        let whole = content(&mails_in(&bytes)[0]);
        assert!(matches!(whole, Content::Calendar(_)), "{file}");
        for cut in 0..bytes.len() {
            let read = content(&mails_in(&bytes[..cut])[0]);
            assert!(!matches!(read, Content::Calendar(_)) || read == whole, "{file} cut at {cut}: {read:?}");
        }
    }
}

#[test]
fn bytes_that_are_changed_anywhere_never_break_the_reader() {
    let folders = ["", "bounces", "complaints", "automatic", "calendars"];
    let files = folders.iter().flat_map(|folder| mails().join(folder).read_dir().unwrap());
    for path in files.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
        let bytes = std::fs::read(path).unwrap();
        for place in (0..bytes.len()).step_by(7) {
            for other in [b'\n', b':', 0xff] {
                let mut changed = bytes.clone();
                changed[place] = other;
                mails_in(&changed).iter().for_each(|mail| drop(content(mail)));
            }
        }
    }
}
