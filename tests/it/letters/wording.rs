//! Whom letters address, and what they do not say to those it is not true of.

use crate::common::Desk;

/// The sample with a hospital and a police district among those invited, each with a place.
fn with_others() -> Desk {
    let desk = Desk::sample();
    let list = desk.read("data/municipalities.csv").replacen(
        "number,name,language,email",
        "number,name,language,email,full_name",
        1,
    );
    let others = "983971636,Ahus,nb,ahus@example.no,Akershus universitetssykehus HF\n\
                  974760,Oslo politidistrikt,nn,politi@example.no,\n";
    desk.write("data/municipalities.csv", format!("{list}{others}"));
    for name in ["Ahus", "Oslo politidistrikt", "Asker"] {
        desk.done(&format!("register {name:?} --first 29.11 --now 2022-08-10T09:00"));
    }
    desk.done("assign --now 2022-08-22T09:00");
    desk
}

#[test]
fn whoever_is_no_municipality_is_not_called_one() {
    let desk = with_others();
    desk.write("direktiv.pdf", "%PDF");
    for (name, called) in [("Ahus", "Akershus universitetssykehus HF"), ("Oslo politidistrikt", "Oslo politidistrikt")]
    {
        let previews = ["invitation", "update", "cancellation", "unplaced"]
            .map(|kind| desk.run(&["preview", name, "--kind", kind, "--now", "2022-08-23T10:00"]).out);
        let others = [&["receipts"][..], &["directive", "direktiv.pdf"], &["contact-test"]]
            .map(|command| desk.run(&[command, &["--show", name, "--now", "2022-08-23T10:00"]].concat()).out);
        for letter in previews.iter().chain(&others) {
            assert!(letter.contains(&format!("Til {called}\n")), "{letter}");
            // The title and the target group are the exercise's own words.
            let words = letter.replace("kommunenes kriseledelse", "").replace("Kommunenes kriseledelse", "");
            assert!(!words.to_lowercase().contains("kommun"), "{letter}");
        }
    }
    let invitation = desk.done("preview Asker --kind invitation");
    assert!(invitation.contains("hele kommunen") && invitation.contains("sektorlederne i kommunen"), "{invitation}");
}

#[test]
fn whoever_is_no_municipality_is_not_told_of_its_duties_in_a_confirmation() {
    let desk = with_others();
    desk.done("attendance 29.11 Ahus Asker --now 2022-11-30T09:00");
    let shown = |name: &str| desk.run(&["confirmation", "--show", name, "--now", "2022-11-30T10:00"]).out;
    assert!(shown("Asker").contains("beredskapsplikt § 7"), "{}", shown("Asker"));
    let hospital = shown("Ahus");
    assert!(!hospital.contains("§") && hospital.contains("Ta vare på denne bekreftelsen."), "{hospital}");
}

#[test]
fn a_receipt_asks_for_a_second_date_only_until_there_is_a_place() {
    let desk = Desk::sample();
    desk.done("register Asker --first 29.11 --now 2022-08-10T09:00");
    let shown = |now: &str| desk.run(&["receipts", "--show", "Asker", "--now", now]).out;
    let before = shown("2022-08-10T10:00");
    assert!(before.contains("Vi har bare fått én dato.") && before.contains("Dere ønsker denne datoen:"), "{before}");
    assert!(before.contains("Etter fristen får dere én dato"), "{before}");
    desk.done("assign --now 2022-08-11T09:00");
    let after = shown("2022-08-11T10:00");
    assert!(!after.contains("én dato"), "{after}");
}

#[test]
fn who_has_withdrawn_is_told_that_this_is_registered_and_not_that_something_was_called_off() {
    let desk = Desk::invited();
    desk.done("register Asker --declined --now 2022-08-23T09:00");
    let letter = desk.done("preview Asker --part eml --now 2022-08-23T10:00");
    let subject = letter.lines().find(|line| line.starts_with("Subject:")).expect("it has a subject");
    assert!(subject.contains("Avmelding registrert"), "{subject}");
    assert!(desk.done("preview Asker").contains("Vi har registrert at dere ikke deltar på «"));
}
