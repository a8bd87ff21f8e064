//! The letters besides those of dates, whole, in every language, and when each is due.

use super::parts::Parts;
use super::snapshots::{BY_LANGUAGE, assert_is_as_written, assert_says_the_same, invited};
use ovelse::letter::former_fingerprint;

use crate::common::Desk;

/// Sends letters to the three municipalities, and compares what has come into the outbox.
fn assert_letters(desk: &Desk, command: &str, kind: &str) {
    let names = BY_LANGUAGE.map(|(_, name, _)| format!("--only {name}")).join(" ");
    desk.done(&format!("{command} {names} --send"));
    let files = desk.files("data/outbox");
    for (language, municipality, _) in BY_LANGUAGE {
        let named = format!("-{municipality}-{}", kind.split('.').next().unwrap());
        let file = files.iter().rfind(|file| file.contains(&named)).unwrap_or_else(|| panic!("{files:?}"));
        let message = std::fs::read(desk.path("data/outbox").join(file)).unwrap();
        assert_is_as_written(&message, &format!("{language}-{kind}"));
        let letter = Parts::of(&message);
        assert_says_the_same(&letter.text("text/plain"), &letter.text("text/html"));
        assert!(!letter.kinds().iter().any(|kind| kind == "text/calendar"), "nothing goes into calendars");
    }
}

#[test]
fn receipts() {
    let desk = invited();
    assert_letters(&desk, "receipts --now 2022-08-10T09:00", "receipt");
    // The same is confirmed once, a change again.
    assert!(
        desk.done("receipts --send --only Gol --now 2022-08-10T10:00")
            .starts_with("No letter is due: nothing is sent.\n")
    );
    desk.done("register Gol --declined --now 2022-08-11T09:00");
    let sent = desk.done("receipts --send --only Gol --now 2022-08-11T10:00");
    assert!(sent.contains("3041-Gol-receipt-1.eml"), "{sent}");
    let shown = desk.done("receipts --show Gol --now 2022-08-11T11:00");
    assert!(shown.contains("De deltek ikkje.") && !shown.contains("Kontaktperson"), "{shown}");
}

#[test]
fn a_comment_of_several_lines_keeps_them_in_both_parts_of_a_receipt() {
    let desk = Desk::sample();
    desk.write(
        "k.csv",
        "Kommune;Pri 1;Mottatt;Kommentar\nGol;24.11;01.08.2022 10:00;\"Vi kommer\n*sikkert*\n\n- alle\"\n",
    );
    desk.done("import k.csv --now 2022-08-02T09:00");
    desk.done("receipts --send --only Gol --now 2022-08-02T09:00");
    let bytes = std::fs::read(desk.path("data/outbox").join(&desk.files("data/outbox")[0])).unwrap();
    let letter = Parts::of(&bytes);
    let (text, html) = (letter.text("text/plain"), letter.text("text/html"));
    assert!(text.replace("\r\n", "\n").contains("Kommentar: Vi kommer\n*sikkert*\n\n- alle\n"), "{text}");
    let lines = "<p>Kommentar: Vi kommer<br>\n*sikkert*<br>\n<br>\n- alle</p>";
    assert!(html.replace("\r\n", "\n").contains(lines), "{html}");
}

/// With a date before all others, so that each date has another number than before.
fn add_earlier_date(desk: &Desk) {
    let date = "\n[[date]]\nstart = 2022-11-15T09:30:00\nend = 2022-11-15T11:30:00\ncapacity = 9\n\
                link = \"https://teams.microsoft.com/l/meetup-join/19%3ameeting_eksempel-15-november%40thread.v2/0\"\n";
    desk.write("exercise.toml", desk.read("exercise.toml") + date);
}

#[test]
fn a_receipt_is_not_due_again_when_a_date_is_added_before_the_others() {
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    desk.done("receipts --send --now 2022-08-22T09:30");
    assert_eq!(desk.files("data/outbox").len(), 45);
    add_earlier_date(&desk);
    assert!(desk.done("receipts --send --now 2022-08-22T10:00").starts_with("No letter is due: nothing is sent.\n"));
    // Who can take another date since is told so.
    desk.done("register Asker --first 15.11 --now 2022-08-22T11:00");
    let due = desk.done("receipts --now 2022-08-22T11:30");
    assert!(due.contains("1 letter is due"), "{due}");
}

#[test]
fn receipts_of_version_0_1_are_not_due_again() {
    const SIX: &str = "--only Asker --only Bærum --only Flå --only Gol --only Modum --only Nannestad";
    let desk = Desk::sample();
    desk.done("import data/incoming/*.csv --now 2022-08-22T09:00");
    let register = "register Flå --first any --participants 12 --contact|Per Prøve|--email|per@example.no|--phone|12 34 56 78\
                    |--comment|Vi kjem med \"alle\", æ|--now|2022-08-22T09:10";
    let (words, rest) = register.split_once("--contact").unwrap();
    let words: Vec<&str> = words.split_whitespace().chain(["--contact"]).chain(rest.split('|').skip(1)).collect();
    assert_eq!(desk.run(&words).code, 0);
    desk.done("register Gol --declined --now 2022-08-22T09:11");
    desk.write("data/deliveries.jsonl", include_str!("receipts-of-version-0.1.jsonl"));
    let none = format!("receipts {SIX} --send --now 2022-08-22T10:00");
    assert!(desk.done(&none).starts_with("No letter is due: nothing is sent.\n"));
    add_earlier_date(&desk);
    assert!(desk.done(&none).starts_with("No letter is due: nothing is sent.\n"));
    // A change is confirmed, also if its dates have the numbers that others had.
    desk.done("register Asker --first 22.11 --second 15.11 --now 2022-08-22T11:00");
    let due = desk.done(&format!("receipts {SIX} --now 2022-08-22T11:30"));
    assert!(due.contains("1 letter is due"), "{due}");
}

#[test]
fn what_version_0_1_left_uncertain_is_sent_again_under_its_message_id() {
    let desk = held();
    desk.write("direktiv.pdf", "%PDF-1.4");
    desk.write("hei.txt", "Emne: Hei\n\nHei.\n");
    // It noted of a receipt what these of its log have noted of Bærum's.
    let receipt = include_str!("receipts-of-version-0.1.jsonl").lines().find(|line| line.contains("\"3024\"")).unwrap();
    let receipt: serde_json::Value = serde_json::from_str(receipt).unwrap();
    let link = "https://example.no/svar";
    let abouts = [
        ("receipt", receipt["about"].as_str().unwrap().to_owned(), "receipts".to_owned()),
        ("directive", former_fingerprint([&b"%PDF-1.4"[..]]), "directive direktiv.pdf".to_owned()),
        ("message", former_fingerprint([&b"Emne: Hei\n\nHei.\n"[..]]), "mail hei.txt --to Bærum".to_owned()),
        ("confirmation", former_fingerprint([&b"2022-11-24"[..]]), "confirmation".to_owned()),
        ("evaluation", former_fingerprint([link.as_bytes()]), format!("evaluation --link {link}")),
    ];
    let intended = |kind: &str, about: &str| {
        format!(
            r#"{{"event":"intended","at":"2022-12-01T09:30:00+01:00","message_id":"<{kind}@example.no>","kind":"{kind}","municipality":"3024","to":"oystein.utkast@example.no","uid":"0c33f659-616e-5cba-9cdc-30a9a844e0ea","sequence":0,"told":null,"asks":false,"about":"{about}","file":"{kind}.eml","via":"smtp.example.no"}}"#
        ) + "\n"
    };
    let log: String = abouts.iter().map(|(kind, about, _)| intended(kind, about)).collect();
    desk.write("data/deliveries.jsonl", desk.read_if_there("data/deliveries.jsonl") + &log);
    for (kind, _, command) in &abouts {
        desk.done(&format!("settle Bærum --resend --kind {kind}"));
        let only = if *kind == "message" { "" } else { " --only Bærum" };
        // Others are uncertain as yet, which is told.
        desk.run(&crate::common::words(&format!("{command}{only} --send --now 2022-12-05T09:00")));
        let sent = format!(
            "\"event\":\"written\",\"at\":\"2022-12-05T09:00:00+01:00\",\"message_id\":\"<{kind}@example.no>\""
        );
        assert!(desk.read("data/deliveries.jsonl").contains(&sent), "{kind}: {}", desk.read("data/deliveries.jsonl"));
    }
}

#[test]
fn reminders() {
    let desk = Desk::sample();
    desk.edit("data/municipalities.csv", "3025,Asker,nøytral", "3025,Asker,engelsk");
    assert_letters(&desk, "remind --now 2022-08-10T09:00", "reminder");
    let again = desk.done("remind --send --only Gol --now 2022-08-17T08:59");
    assert!(again.starts_with("No letter is due: nothing is sent.\n"), "{again}");
    let listed = desk.done("remind --only Gol --at-most-every 3d --now 2022-08-17T08:59 --format csv");
    assert!(listed.contains(";due;\"has not answered; reminded 7 days ago\";2022-08-10"), "{listed}");
    // After the deadline it is worded so.
    assert_letters(&desk, "remind --now 2022-08-22T09:00", "reminder.late");
    // Neither who answered nor who declined is reminded.
    desk.done("register Gol --declined --now 2022-08-22T10:00");
    let refused = desk.run(&["remind", "--show", "Gol"]);
    assert_eq!((refused.code, refused.err.lines().next()), (2, Some("error: Gol does not get such a letter")));
}

#[test]
fn directives() {
    let desk = invited();
    desk.write("direktiv.pdf", "%PDF-1.4 first");
    assert_letters(&desk, "directive direktiv.pdf --now 2022-10-03T09:00", "directive");
    let files = desk.files("data/outbox");
    let gol = files.iter().find(|file| file.contains("-Gol-")).unwrap();
    let bytes = std::fs::read(desk.path("data/outbox").join(gol)).unwrap();
    assert_eq!(Parts::of(&bytes).file("direktiv.pdf").as_deref(), Some("%PDF-1.4 first"));
    // By what is in it, not by its name.
    std::fs::rename(desk.path("direktiv.pdf"), desk.path("annet navn.pdf")).unwrap();
    let again = desk.run(&["directive", "annet navn.pdf", "--send", "--only", "Gol", "--now", "2022-10-04T09:00"]);
    assert!(again.out.starts_with("No letter is due: nothing is sent.\n"), "{}", again.out);
    desk.write("direktiv.pdf", "%PDF-1.4 second");
    assert_letters(&desk, "directive direktiv.pdf --now 2022-10-05T09:00", "directive.replaced");
    // Only to those who have a place, and on a date.
    let on_date = desk.done("directive direktiv.pdf --date 22.11 --now 2022-10-05T10:00 --format csv");
    assert!(on_date.contains("Asker") && !on_date.contains("Gol") && !on_date.contains("Nannestad"), "{on_date}");
}

#[test]
fn contact_tests() {
    let desk = invited();
    assert_letters(&desk, "contact-test --now 2022-11-07T09:00", "contact-test");
    assert!(
        desk.done("contact-test --send --only Gol --now 2022-11-08T09:00")
            .starts_with("No letter is due: nothing is sent.\n")
    );
    desk.done("register Gol --first any --email ny.gol@example.no --contact \"Ny Kontakt\" --now 2022-11-08T10:00");
    let sent = desk.done("contact-test --only Gol --now 2022-11-08T11:00");
    assert!(sent.contains("ny.gol@example.no") && sent.contains("has a new address since"), "{sent}");
}

#[test]
fn for_a_day_without_mail_every_letter_is_a_file() {
    let desk = invited();
    desk.done("invite --send --only Asker --only Gol --now 2022-08-22T10:00");
    desk.done("receipts --send --only Gol --now 2022-08-22T10:00");
    let log = desk.read("data/deliveries.jsonl");
    let told = desk.run(&["export-letters", "-o", "paper", "--now", "2022-11-20T09:00"]).err;
    assert!(told.starts_with("Wrote 46 letters to paper: 3 as sent, 43 as due."), "{told}");
    assert_eq!(desk.read("data/deliveries.jsonl"), log, "nothing counts as sent");
    let gol = ["2022-08-22T1000-3041-Gol-invitation.eml", "2022-08-22T1000-3041-Gol-invitation.txt"];
    assert_eq!(desk.files("paper/3041-Gol")[..2], gol);
    let sent = std::fs::read(desk.path("data/outbox").join(gol[0])).unwrap();
    assert_eq!(std::fs::read(desk.path("paper/3041-Gol").join(gol[0])).unwrap(), sent);
    let text = desk.read(&format!("paper/3041-Gol/{}", gol[1]));
    assert!(text.starts_with("To: Tone Mønster <tone.monster@example.no>\nDate: Mon, 22 Aug 2022"), "{text}");
    assert!(text.contains("Subject: Møteinvitasjon: ") && text.contains("\nTil Gol kommune\n"), "{text}");
    assert!(desk.files("paper/3024-Bærum")[0].ends_with("-invitation-due.eml"));
    let contacts = desk.read("paper/contacts.csv");
    let gol = "3041;Gol;Thursday 24 November 2022, 09:30–11:30;Tone Mønster;00 00 00 20;tone.monster@example.no;";
    assert!(contacts.contains(gol), "{contacts}");
    let refused = desk.run(&["export-letters", "-o", "paper"]);
    assert_eq!(refused.err, "error: paper is not empty\n    Name a folder that does not exist yet\n");
}

#[test]
fn the_leads_own_words() {
    let desk = invited();
    let words = "Emne: Parkering for {{ municipality }}\r\n\r\nTil {{ municipality }}\r\n\r\n\
                 Det er <lite> plass {{ meeting.day }}.\r\nKom tidlig.\r\n";
    desk.write("parkering.txt", words);
    desk.write("kart.png", "kart");
    let whom = BY_LANGUAGE.map(|(_, name, _)| format!("--to {name}")).join(" ");
    assert_letters(&desk, &format!("mail parkering.txt {whom} --attach kart.png --now 2022-11-01T09:00"), "message");
    let again = desk.done("mail parkering.txt --to placed --attach kart.png --now 2022-11-02T09:00");
    assert!(again.contains("41 letters are due"), "{again}");
    // Other words are another letter.
    desk.edit("parkering.txt", "Kom tidlig.", "Kom veldig tidlig.");
    let others = desk.done("mail parkering.txt --to date:22.11 --to Gol --now 2022-11-02T09:00 --format csv");
    assert!(others.contains("Gol;message") && others.contains("is on the date"), "{others}");
    // A mistake is told where it is, and nothing is sent.
    desk.edit("parkering.txt", "{{ meeting.day }}", "{{ meeting.dag }}");
    let refused = desk.run(&["mail", "parkering.txt", "--to", "placed", "--send", "--now", "2022-11-02T10:00"]);
    assert_eq!(refused.code, 2);
    let said = "parkering.txt:5:24: error: \"meeting.dag\" is not a name that this template can use\n    Did you mean meeting.day?";
    assert!(refused.err.contains(said), "{}", refused.err);
}

#[test]
fn a_mistake_in_the_leads_own_words_is_told_when_who_is_due_them_is_listed() {
    let desk = invited();
    for (written, problem, remedy) in [
        (
            "Emne: Hei\n\nTil {{ kommune }}\n",
            "3:8: error: \"kommune\" is not a name that",
            "Did you mean municipality?\n",
        ),
        ("Emne: Hei\r\n{% if %}", "2:7: error: the template cannot be read: ", "Correct it\n"),
        (
            "\u{feff}Emne: {{ practical }}\n\nHei",
            "1:10: error: \"practical\" is a list, not text",
            "Write its entries: {% for",
        ),
        ("Hei", "1:1: error: there is no subject", "Write it on the first line"),
    ] {
        desk.write("hei.txt", written);
        for more in ["", " --show Moss", " --send"] {
            let refused = desk.run(&crate::common::words(&format!("mail hei.txt --to placed{more}")));
            assert_eq!(refused.code, 2, "{written}{more}");
            assert!(refused.err.contains(&format!("hei.txt:{problem}")), "{more}: {}", refused.err);
            assert!(refused.err.contains(&format!("\n    {remedy}")), "{more}: {}", refused.err);
        }
    }
    // Who has no date has no day either.
    desk.write("hei.txt", "Emne: Hei\n{{ meeting.day }}");
    desk.done("mail hei.txt --to Asker");
    let refused = desk.run(&["mail", "hei.txt", "--to", "unanswered"]);
    let said = "hei.txt:2:4: error: \"meeting.day\" does not have a value in every letter\n    \
                Write it between {% if meeting %} and {% endif %}, or leave it out";
    assert!(refused.err.contains(said), "{}", refused.err);
}

#[test]
fn what_a_lead_writes_is_what_both_parts_say() {
    let desk = invited();
    let words = "Hei!\n\nMøt opp:\n1) Rådhuset\n3) Torget\n\n# Husk *alt* på \\\\server\\felles &copy; <b>\n    kart\n\n\
                 Lenke: https://example.no/?a&b.\n---\nHilsen\n-- \nKari\n=====";
    desk.write("hei.txt", format!("Emne: Hei\n\n{words}\n"));
    desk.done("mail hei.txt --to Asker --send --now 2022-11-01T09:00");
    let name = desk.files("data/outbox").into_iter().find(|name| name.contains("message")).expect("it is sent");
    let bytes = std::fs::read(desk.path("data/outbox").join(name)).unwrap();
    let letter = super::parts::Parts::of(&bytes);
    assert_eq!(letter.text("text/plain").replace("\r\n", "\n").trim_end(), words);
    let html = letter.text("text/html").replace("\r\n", "\n");
    for markup in [
        "<p>Møt opp:<br>\n1) Rådhuset<br>\n3) Torget</p>",
        "<p># Husk *alt* på \\\\server\\felles &amp;copy; &lt;b&gt;<br>\n\u{a0}\u{a0} \u{a0}kart</p>",
        ">https://example.no/?a&amp;b</a>.<br>\n---<br>\nHilsen<br>\n-- <br>\nKari<br>\n=====</p>",
    ] {
        assert!(html.contains(markup), "{markup}\n{html}");
    }
}

#[test]
fn a_template_stands_in_the_leads_own_words_as_text() {
    let desk = invited();
    desk.write("hei.txt", "Emne: Hei\n\nHei *du*.\n\n{% include \"nb/closing.txt\" %}\n");
    let refused = desk.run(&["mail", "hei.txt", "--to", "Gol"]);
    let said = "error: there is no template nb/closing.txt to include\n    Include nb/closing.md\n";
    assert!(refused.code == 2 && refused.err.contains("hei.txt:5:") && refused.err.contains(said), "{}", refused.err);
    desk.edit("hei.txt", "closing.txt", "closing.md");
    let shown = desk.done("mail hei.txt --to Gol --show Gol");
    let closing = "Hei *du*.\n\nSpørsmål? Kontakt Kari Eksempel, kari.eksempel@example.no, telefon";
    assert!(shown.contains(closing) && !shown.contains("mailto:"), "{shown}");
    desk.write("templates/nb/closing.md", "Hilsen **oss** {{ kommune }}");
    let refused = desk.run(&["mail", "hei.txt", "--to", "Gol"]);
    assert!(refused.err.contains("templates/nb/closing.md:1:19: error: \"kommune\" is not a name"), "{}", refused.err);
}

#[test]
fn only_addresses_of_the_lead_and_the_exercise_become_links() {
    let desk = invited();
    desk.done("register Gol --first any --comment http://evil.example/a --now 2022-08-22T09:10");
    desk.write(
        "hei.txt",
        "Emne: Hei\n\n{{ answer.comment }}\n{{ meeting.link }}\nhttps://example.no/{{ municipality }}\n",
    );
    desk.done("mail hei.txt --to Gol --send --now 2022-11-01T09:00");
    let name = desk.files("data/outbox").into_iter().find(|name| name.contains("message")).expect("it is sent");
    let html = Parts::of(&std::fs::read(desk.path("data/outbox").join(name)).unwrap()).text("text/html");
    assert!(html.contains("http://evil.example/a") && !html.contains("href=\"http://evil"), "{html}");
    assert!(
        html.contains("href=\"https://teams.microsoft.com/") && html.contains("href=\"https://example.no/Gol"),
        "{html}"
    );
}

/// The three municipalities took part.
fn held() -> Desk {
    let desk = invited();
    desk.done("attendance 24.11 Bærum Gol");
    desk.done("attendance 22.11 Asker");
    desk.done("attendance 22.11 --absent Moss");
    desk
}

#[test]
fn confirmations() {
    let desk = held();
    desk.edit("exercise.toml", "# form = ", "form = ");
    assert_letters(&desk, "confirmation --now 2022-12-05T09:00", "confirmation");
    assert!(
        desk.done("confirmation --send --now 2022-12-06T09:00").starts_with("No letter is due: nothing is sent.\n")
    );
    // Only who took part is told so, of the date on which it did.
    let refused = desk.run(&["confirmation", "--show", "Moss"]);
    assert_eq!(refused.err.lines().next(), Some("error: Moss does not get such a letter"));
    desk.done("attendance 1.12 Gol --yes");
    let shown = desk.done("confirmation --show Gol --now 2022-12-07T09:00");
    assert!(shown.contains("torsdag 1. desember 2022") && !shown.contains("24. november"), "{shown}");
}

#[test]
fn evaluations() {
    let desk = held();
    let command = "evaluation --link https://forms.example.no/1?a=1&b=2";
    assert_letters(&desk, &format!("{command} --now 2022-12-02T09:00"), "evaluation");
    // Nobody is reminded before it is known who has answered, and then only who has not.
    assert!(
        desk.done(&format!("{command} --send --now 2022-12-20T09:00"))
            .starts_with("No letter is due: nothing is sent.\n")
    );
    desk.write("svar.csv", "Tid;Kommune\n2022-12-03;Bærum kommune\n");
    let early = desk.done(&format!("{command} --answered svar.csv --now 2022-12-05T09:00"));
    assert!(early.ends_with("No letter is due.\n") && !early.contains("Bærum"), "{early}");
    let again = desk.done(&format!("{command} --answered svar.csv --send --only Gol --now 2022-12-12T09:00"));
    assert!(again.contains("2022-12-12T0900-3041-Gol-evaluation-1.eml"), "{again}");
    let shown = desk.done("evaluation --link https://forms.example.no/1 --show Gol --now 2022-12-12T10:00");
    assert!(shown.contains("Subject: Påminning om evaluering"), "{shown}");
    desk.write("skjema.docx", "skjema");
    let shown = desk.done("evaluation --attach skjema.docx --show Asker --now 2022-12-12T10:00");
    assert!(shown.contains("Attached: skjema.docx") && shown.contains("The form is attached: skjema.docx."), "{shown}");
    assert_eq!(desk.run(&["evaluation", "--link", "forms.example.no"]).code, 2);
}

#[test]
fn a_message_goes_to_the_members_of_a_group_of_the_exercise() {
    let desk = Desk::invited();
    let exercise = desk.read("exercise.toml");
    let group = "\n[[group]]\nname = \"Felles IKT\"\nmembers = [\"Gol\", \"Hol\"]\nrule = \"different-dates\"\n";
    desk.write("exercise.toml", exercise + group);
    desk.write("m.txt", "Subject: IKT\n\nHei\n");
    let listed = desk.run(&["mail", "m.txt", "--to", "Felles IKT", "--format", "csv"]);
    let lines: Vec<&str> = listed.out.lines().filter(|line| line.contains(";due;")).collect();
    assert!(lines.len() == 2 && lines[0].contains("Gol") && lines[1].contains("Hol"), "{}{}", listed.out, listed.err);
    let refused = desk.run(&["mail", "m.txt", "--to", "Felles IK"]);
    assert!(refused.err.contains("Did you mean Felles IKT? "), "{}", refused.err);
}

#[test]
fn who_was_reminded_this_very_day_was_reminded_today() {
    let desk = Desk::sample();
    desk.done("remind --only Gol --send --now 2022-08-10T09:00");
    let listed = desk.done("remind --only Gol --now 2022-08-10T15:00");
    assert!(listed.contains("has not answered; reminded today"), "{listed}");
}

#[test]
fn another_time_and_another_place_are_told_as_one() {
    let desk = Desk::invited();
    desk.edit("exercise.toml", "place = \"Teams\"", "place = \"Skype\"");
    desk.edit("exercise.toml", "start = 2022-11-22T09:30:00", "start = 2022-11-22T10:30:00");
    let listed = desk.done("invite --only Asker --format csv --now 2022-08-23T10:00");
    assert!(listed.contains("was told 22 November 2022 09:30–11:30 at another place, \"\"Teams\"\""), "{listed}");
}
