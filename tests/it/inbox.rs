//! Registrations in words: what each mail says, and what is taken in.

use std::path::Path;

use snapbox::{Assert, Data, IntoData};

use crate::common::{Desk, says};

/// The sample, where each municipality has an address of a domain of its own; with the mails of tests/mails/registrations.mbox,
/// of which each is of a shape of its own.
fn desk() -> Desk {
    let desk = Desk::sample();
    let table = desk.read("data/municipalities.csv");
    let row = |row: &str| match row.split_once("postmottak.") {
        Some((before, after)) => format!("{before}postmottak@{}\n", after.replace("@example.no", ".example.no")),
        None => format!("{row}\n"),
    };
    desk.write("data/municipalities.csv", table.lines().map(row).collect::<String>());
    let mails = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails/registrations.mbox");
    desk.write("data/incoming/mail/all.mbox", std::fs::read(mails).unwrap());
    desk
}

fn mail(desk: &Desk, name: &str, from: &str, text: &str) -> String {
    let file = format!("data/incoming/mail/{name}.eml");
    desk.write(
        &file,
        format!(
            "From: {from}\nTo: kari.eksempel@example.no\nSubject: SV: Invitasjon\nDate: Mon, 01 Aug 2022 10:00:00 +0200\n\
             Message-ID: <{name}@example.no>\nContent-Type: text/plain; charset=utf-8\n\n{text}\n"
        ),
    );
    file
}

#[test]
fn every_shape_of_a_mail_is_read_as_it_is_meant_or_asked_about() {
    let ran = desk().run(&["inbox", "data/incoming/mail", "--dry-run", "--format", "csv", "--now", "2022-08-22T09:00"]);
    assert_eq!(ran.code, 1, "some wait for the lead: {}", ran.err);
    let shown = Data::read_from(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots/inbox.csv"), None).raw();
    Assert::new().action_env("SNAPSHOTS").eq(ran.out.raw(), shown);
}

#[test]
fn what_is_certain_is_taken_in_once_and_nothing_else() {
    let desk = desk();
    let sure = mail(
        &desk,
        "sure",
        "Ida <ida@asker.example.no>",
        "Pri 1: 24.11\nPri 2: 29.11\n\nMvh Ida Prøve, tlf 00 00 02 01",
    );
    let unsure = mail(&desk, "unsure", "Nils <nils@baerum.example.no>", "24/11 eller 1/12.");
    let shown = says(&desk, &format!("inbox {sure} {unsure} --now 2022-08-02T09:00"));
    assert!(shown.starts_with("1\n") && shown.contains("was not taken in"), "{shown}");
    assert_eq!(desk.read_if_there("data/registrations.csv"), "", "nothing without a yes");
    let taken = says(&desk, &format!("inbox {sure} {unsure} --yes --now 2022-08-02T09:00"));
    assert!(taken.starts_with("1\n") && taken.contains("Taken in: 1 registration."), "{taken}");
    assert!(taken.contains("Bærum: unclear, as it names several dates in no order: \"24/11 eller 1/12.\""), "{taken}");
    let table = desk.read("data/registrations.csv");
    assert!(table.contains("Asker;2022-11-24;2022-11-29") && table.contains("Ida Prøve") && !table.contains("Bærum"));
    assert!(table.contains("2022-08-01 10:00:00"), "it arrived when it was sent: {table}");
    desk.run(&["inbox", &sure, "--yes", "--now", "2022-08-03T09:00"]);
    assert_eq!(desk.read("data/registrations.csv"), table, "read again, it says nothing new");
    // What was said is told with the mail that it was read from, and can be taken back.
    assert!(desk.done("history Asker").contains("sure.eml:2"), "{}", desk.done("history Asker"));
    desk.done("undo --yes");
    desk.done("undo --yes");
    assert!(!desk.read("data/registrations.csv").contains("Asker"));
}

#[test]
fn the_quoted_announcement_is_never_the_answer() {
    let desk = desk();
    let announced = desk.done("announce --now 2022-06-24T09:00");
    let quoted: String = announced.lines().map(|line| format!("> {line}\n")).collect();
    let outlook = format!(
        "\n\nFra: Kari <kari.eksempel@example.no>\nSendt: fredag 24. juni 2022 09:12\nTil: Oss\nEmne: Invitasjon\n\n{announced}"
    );
    for (nth, below) in [quoted, outlook].into_iter().enumerate() {
        let thanks = mail(
            &desk,
            &format!("thanks{nth}"),
            "Ida <ida@asker.example.no>",
            &format!("Takk, vi svarer snart.\n\n{below}"),
        );
        let said = desk.done(&format!("inbox {thanks} --dry-run --format json"));
        assert!(said.contains("\"kind\": \"foreign\"") && !said.contains("2022-11-24\","), "{said}");
        let answer = mail(
            &desk,
            &format!("answer{nth}"),
            "Ida <ida@asker.example.no>",
            &format!("Vi tar 29. november.\n\n{below}"),
        );
        let said = says(&desk, &format!("inbox {answer} --dry-run"));
        assert!(said.contains("Asker: 2022-11-29\n"), "{said}");
    }
}

#[test]
fn whoever_may_be_anybody_speaks_for_a_municipality_only_if_the_lead_says_so() {
    let desk = desk();
    let private = mail(&desk, "private", "Tor <tor@example.com>", "På vegne av Nesodden kommune: pri 1 22.11.");
    let said = says(&desk, &format!("inbox {private} --yes --now 2022-08-02T09:00"));
    assert!(
        said.contains("It comes from tor@example.com, which may be anybody's") && said.contains("--trust"),
        "{said}"
    );
    assert_eq!(desk.read_if_there("data/registrations.csv"), "");
    desk.done(&format!("inbox {private} --yes --trust tor@example.com --now 2022-08-02T09:00"));
    assert!(desk.read("data/registrations.csv").contains("Nesodden;2022-11-22"));
}

#[test]
fn a_later_mail_takes_the_place_of_an_earlier_one_whatever_the_order_of_the_files() {
    let desk = desk();
    let later = mail(&desk, "a-later", "Ida <ida@asker.example.no>", "Pri 1: 29.11");
    let earlier = mail(&desk, "b-earlier", "Ida <ida@asker.example.no>", "Pri 1: 24.11");
    desk.edit(&earlier, "Mon, 01 Aug 2022 10:00", "Fri, 29 Jul 2022 10:00");
    let said = desk.done(&format!("inbox {later} {earlier} --yes --now 2022-08-02T09:00"));
    assert!(said.contains("the later answer is used"), "{said}");
    assert!(desk.read("data/registrations.csv").contains("Asker;2022-11-29"));
}

#[test]
fn tables_and_attached_spreadsheets_are_read_as_spreadsheets_are() {
    let desk = desk();
    let table = mail(
        &desk,
        "table",
        "Eva <eva@eidsvoll.example.no>",
        "Hei, se tabell:\n\nKommune\tPri 1\tPri 2\nEidsvoll\t24.11\t22.11\nHurdal\t29.11\t\n\nEva",
    );
    let said = desk.done(&format!("inbox {table} --yes --now 2022-08-02T09:00"));
    assert!(said.contains("Eidsvoll: 2022-11-24, then 2022-11-22") && said.contains("Hurdal: 2022-11-29"), "{said}");
    assert!(said.contains("Taken in: 2 registrations."), "{said}");
    let sheet = "Kommune;Pri 1;Pri 2\nLier;24.11;29.11\n";
    let attached = |sheet: &str| {
        format!(
            "From: Per <per@lier.example.no>\nSubject: Skjema\nDate: Mon, 01 Aug 2022 10:00:00 +0200\nMessage-ID: <s@lier.example.no>\n\
             Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\nSe vedlagt.\n--b\nContent-Type: text/csv\n\
             Content-Disposition: attachment; filename=\"svar.csv\"\n\n{sheet}--b--\n"
        )
    };
    desk.write("svar.eml", attached(sheet));
    assert!(desk.done("inbox svar.eml --yes --now 2022-08-02T09:00").contains("Lier: 2022-11-24, then 2022-11-29"));
    // One of which a row cannot be read is left to the lead, with what can be done.
    desk.write("svar.eml", attached("Kommune;Pri 1\nLier;25.11\n"));
    let said = says(&desk, "inbox svar.eml --yes --now 2022-08-02T09:00");
    assert!(said.starts_with("1\n") && said.contains("svar.csv") && said.contains("ovelse import FILE"), "{said}");
}
