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
    for entry in mails().read_dir().unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        for place in (0..bytes.len()).step_by(7) {
            for other in [b'\n', b':', 0xff] {
                let mut changed = bytes.clone();
                changed[place] = other;
                mails_in(&changed).iter().for_each(|mail| drop(content(mail)));
            }
        }
    }
}
