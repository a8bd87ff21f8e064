//! The whole life of an exercise, from an empty folder to one without persons in it, as a lead and its municipalities
//! go through it; after every step, the files.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use crate::common::Desk;
use mail_parser::MessageParser;
use serde_json::Value;

const DATES: [&str; 2] = ["23.11.2027", "25.11.2027"];
const MUNICIPALITIES: [&str; 21] = [
    "Bærum",
    "Asker",
    "Lillestrøm",
    "Nordre Follo",
    "Ullensaker",
    "Nesodden",
    "Frogn",
    "Vestby",
    "Ås",
    "Enebakk",
    "Lørenskog",
    "Rælingen",
    "Aurskog-Høland",
    "Nes",
    "Gjerdrum",
    "Nittedal",
    "Lunner",
    "Jevnaker",
    "Nannestad",
    "Eidsvoll",
    "Hurdal",
];

/// The desk, the time that it is there, and every personal datum that has come to it.
struct Exercise {
    desk: Desk,
    now: &'static str,
    personal: BTreeSet<String>,
}

impl Exercise {
    /// Another day. Whatever has been done until then, every file must be in order and every view must open.
    fn now(&mut self, now: &'static str) {
        self.now = now;
        self.is_in_order();
    }

    fn is_in_order(&self) {
        const TABLES: [(&str, &str); 4] = [
            ("registrations.csv", "\u{feff}number;municipality;first choice;second choice;"),
            ("assignments.csv", "\u{feff}number;municipality;date;choice;pinned;note"),
            ("attendance.csv", "\u{feff}number;municipality;date;took part"),
            ("replies.csv", "\u{feff}received;number;municipality;letter;said;for;"),
        ];
        for view in ["check", "list", "dates", "log", "status", "replies", "report"] {
            self.done(view);
        }
        for file in self.desk.files("data") {
            let known = [
                "incoming",
                "municipalities.csv",
                "outbox",
                "deliveries.jsonl",
                "statements.jsonl",
                ".ovelse.lock",
                "secret",
            ];
            match TABLES.iter().find(|(table, _)| *table == file) {
                Some((table, heading)) => {
                    let text = self.desk.read(&format!("data/{table}"));
                    let rows: BTreeSet<&str> = text.lines().skip(1).collect();
                    assert!(text.starts_with(heading) && rows.len() == text.lines().count() - 1, "{table}: {text}");
                }
                None => assert!(known.contains(&file.as_str()), "data/{file}"),
            }
        }
        // Every letter that the log calls written is in the outbox, and no other one.
        let log = self.desk.read_if_there("data/deliveries.jsonl");
        let events: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let named: BTreeSet<&str> = events.iter().filter_map(|event| event["file"].as_str()).collect();
        let outbox = self.desk.files("data/outbox");
        assert_eq!(named, outbox.iter().map(String::as_str).collect());
        assert_eq!(events.iter().filter(|event| event["event"] == "written").count(), named.len());
    }

    fn done(&self, command: &str) -> String {
        self.desk.done(&format!("{command} --now {}", self.now))
    }

    /// Runs a command that leaves something to the lead.
    fn partly(&self, command: &str) -> String {
        let command = format!("{command} --now {}", self.now);
        let ran = self.desk.run(&crate::common::words(&command));
        assert_eq!(ran.code, 1, "{command}\n{}{}", ran.out, ran.err);
        ran.out
    }

    fn json(&self, command: &str) -> Value {
        serde_json::from_str(&self.done(&format!("{command} --format json"))).unwrap()
    }

    /// Numbers and words of `status`, by their names.
    fn status<const N: usize>(&self, fields: [&str; N]) -> [Value; N] {
        let status = self.json("status");
        fields.map(|field| status[field].clone())
    }

    fn next(&self) -> String {
        self.json("status")["next"]["command"].as_str().unwrap_or("–").to_owned()
    }

    /// A spreadsheet as a form exports it: who answers, first and second choice, whether its contact is a new one.
    fn registrations(&mut self, file: &str, received: &str, rows: &[(&str, &str, &str, u32)]) {
        let mut sheet =
            "Mottatt;Kommune;Pri 1;Pri 2;Kontaktperson;E-post;Telefon;Antall deltakere;Kommentar\n".to_owned();
        for (municipality, first, second, person) in rows {
            let place = MUNICIPALITIES.iter().position(|name| name == municipality).unwrap();
            let (name, email) = (format!("Øvrig Prøve{person:02}{place:02}"), format!("p{person}.{place}@example.no"));
            let (phone, comment) = (format!("987 {person:02} 4{place:02}"), format!("Ring Tante{person:02}{place:02}"));
            writeln!(sheet, "{received};{municipality};{first};{second};{name};{email};{phone};12;{comment}").unwrap();
            self.personal.extend([name, email, phone.replace(' ', ""), phone, format!("Tante{person:02}{place:02}")]);
        }
        self.desk.write(&format!("data/incoming/{file}"), sheet);
    }

    /// The letters of a kind, the latest last; further ones of a kind are numbered.
    fn files(&self, kind: &str) -> Vec<String> {
        let is_kind = |file: &String| {
            let stem = file.trim_end_matches(".eml").trim_end_matches(|last: char| last.is_ascii_digit());
            stem.trim_end_matches('-').ends_with(&format!("-{kind}"))
        };
        self.desk.files("data/outbox").into_iter().filter(is_kind).collect()
    }

    fn letters(&self, kind: &str) -> usize {
        self.files(kind).len()
    }

    /// The last letter of a kind to a municipality, as its text.
    fn letter(&self, municipality: &str, kind: &str) -> String {
        let part = format!("-{municipality}-{kind}");
        let file = self.files(kind).into_iter().rfind(|file| file.contains(&part)).expect("there is one");
        let bytes = std::fs::read(self.desk.path(&format!("data/outbox/{file}"))).unwrap();
        MessageParser::default().parse(&bytes).unwrap().body_text(0).unwrap().into_owned()
    }

    /// What the log says of the last letter of a kind to a municipality.
    fn logged(&self, municipality: &str, kind: &str, field: &str) -> String {
        let log = self.desk.read("data/deliveries.jsonl");
        let events = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
        let place = MUNICIPALITIES.iter().position(|name| *name == municipality).unwrap();
        let number = self.desk.read("data/municipalities.csv").lines().nth(place + 1).unwrap()[..4].to_owned();
        let mut letters = events.filter(|event| event["kind"] == kind && event["municipality"] == number.as_str());
        letters.next_back().unwrap()[field].to_string().trim_matches('"').to_owned()
    }

    /// An answer as a calendar sends it.
    fn answer(&mut self, file: &str, municipality: &str, from: &str, answer: &str) {
        let (uid, sequence) =
            (self.logged(municipality, "invitation", "uid"), self.logged(municipality, "invitation", "sequence"));
        self.personal.insert(from.to_owned());
        self.desk.write(
            &format!("data/incoming/svar/{file}"),
            format!(
                "From: <{from}>\r\nDate: Mon, 11 Oct 2027 09:00:00 +0200\r\nMessage-ID: <{file}@example.no>\r\n\
                 Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n\
                 BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:{sequence}\r\n\
                 DTSTAMP:20271011T070000Z\r\nATTENDEE;PARTSTAT={answer}:MAILTO:{from}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            ),
        );
    }
}

fn begun() -> Exercise {
    let mut desk = Desk::empty();
    desk.done(
        "init ikt-2027 --county Akershus --title \"Øvelse Mørketid\" --theme \"Bortfall av IKT\" \
         --organiser Statsforvalteren --deadline 24.09.2027 --date \"23.11.2027 09:30-11:30\" \
         --date \"25.11.2027 09:30-11:30\" --capacity 11 --contact-name \"Lise Leder\" \
         --contact-email lise.leder@example.no --contact-phone \"00 00 00 01\" --now 2027-06-01T09:00",
    );
    desk.cd("ikt-2027");
    assert_eq!(desk.files("."), ["data", "exercise.toml"]);
    assert_eq!(desk.files("data"), ["incoming", "municipalities.csv", "secret"]);
    let checked = desk.done("check --now 2027-06-01T09:00");
    assert_eq!(
        checked.matches("warning: ").count(),
        3,
        "links and addresses are missing, and check says so: {checked}"
    );
    for day in 1..=2 {
        let link = format!("link = \"https://teams.example.no/{day}\"");
        desk.edit("exercise.toml", "# link = \"https://teams.microsoft.com/…\"", &link);
    }
    let rows = desk.read("data/municipalities.csv");
    let filled = rows.lines().enumerate().map(|(line, row)| match line {
        0 => row.to_owned(),
        _ => row.replacen(";;", &format!(";postmottak{line}@kommune.example.no;"), 1),
    });
    desk.write("data/municipalities.csv", filled.collect::<Vec<_>>().join("\n") + "\n");
    desk.done("check");
    Exercise { desk, now: "2027-06-01T09:00", personal: BTreeSet::new() }
}

#[test]
fn an_exercise_runs_from_an_empty_folder_to_one_without_persons() {
    let mut exercise = begun();
    announced_and_registered(&mut exercise);
    assigned_and_invited(&mut exercise);
    changed(&mut exercise);
    directed(&mut exercise);
    answered(&mut exercise);
    held(&mut exercise);
    ended(&mut exercise);
}

fn announced_and_registered(exercise: &mut Exercise) {
    let announcement = exercise.done("announce");
    assert!(announcement.contains("Øvelse Mørketid") && announcement.contains("24. september 2027"), "{announcement}");
    exercise.done("announce --form paamelding.xlsx");
    assert_eq!(exercise.status(["phase", "registered", "invited"]), ["registration".into(), Value::from(0), 21.into()]);
    assert_eq!(exercise.next(), "ovelse import data/incoming/*.csv");

    let [one, two] = DATES;
    exercise.now("2027-07-01T09:00");
    let july: Vec<_> = MUNICIPALITIES[..9].iter().map(|name| (*name, one, two, 0)).collect();
    exercise.registrations("juli.csv", "30.06.2027 10:00", &july);
    exercise.done("import data/incoming/juli.csv");
    assert_eq!(exercise.done("receipts --send").lines().count(), 11, "nine letters and the sum of them");
    assert!(exercise.letter("Bærum", "receipt").contains("Øvrig Prøve0000"));
    assert!(exercise.done("receipts").contains("No letter is due"));

    exercise.now("2027-08-20T09:00");
    let august: Vec<_> = MUNICIPALITIES[9..16].iter().map(|name| (*name, two, one, 0)).collect();
    exercise.registrations("august.csv", "19.08.2027 10:00", &august);
    exercise.done("import data/incoming/august.csv");
    assert_eq!(exercise.next(), "ovelse remind");
    exercise.done("remind --send");
    assert_eq!(exercise.letters("reminder"), 5);
    assert!(exercise.done("remind").contains("No letter is due"), "not again within a week");

    exercise.now("2027-09-23T09:00");
    // Bærum has another contact by now, and one declines.
    let september = [
        ("Lunner", two, one, 0),
        ("Jevnaker", one, "", 0),
        ("Bærum", one, two, 1),
        ("Nannestad", "deltar ikke", "", 0),
    ];
    exercise.registrations("september.csv", "22.09.2027 10:00", &september);
    exercise.done("import data/incoming/september.csv");
    exercise.done("receipts --send");
    assert!(exercise.letter("Bærum", "receipt").contains("Øvrig Prøve0100"));
    assert_eq!(exercise.status(["registered", "declined"]), [19, 1]);
    assert_eq!(exercise.letters("receipt"), 9 + 7 + 4);
}

fn assigned_and_invited(exercise: &mut Exercise) {
    exercise.now("2027-09-27T09:00");
    assert_eq!(exercise.next(), "ovelse assign");
    exercise.done("assign");
    assert_eq!(exercise.desk.read("data/assignments.csv").matches(";2027-11-2").count(), 18);
    assert_eq!(exercise.next(), "ovelse invite --send");
    exercise.done("invite --send");
    assert_eq!(exercise.letters("invitation"), 18);
    assert!(exercise.letter("Asker", "invitation").contains("https://teams.example.no/1"));
    let log = exercise.desk.read("data/deliveries.jsonl");
    exercise.done("invite --send");
    assert_eq!(exercise.desk.read("data/deliveries.jsonl"), log, "nothing is sent twice");
}

fn changed(exercise: &mut Exercise) {
    let [_, two] = DATES;
    exercise.now("2027-10-04T09:00");
    // One comes late, one asks for its other date after it was invited.
    exercise.registrations("sen.csv", "03.10.2027 10:00", &[("Eidsvoll", two, "", 0)]);
    exercise.done("import data/incoming/sen.csv");
    exercise.done("assign");
    exercise.done(&format!("pin Vestby {two} --note \"avtalt med Tante Ukjent\""));
    exercise.personal.insert("Tante Ukjent".to_owned());
    let due = exercise.json("invite");
    assert_eq!(due["due"], 2, "{due}");
    exercise.done("invite --send");
    assert_eq!((exercise.letters("invitation"), exercise.letters("update")), (19, 1));
    assert_eq!(exercise.logged("Vestby", "update", "sequence"), "1");
    assert_eq!(exercise.logged("Vestby", "update", "uid"), exercise.logged("Vestby", "invitation", "uid"));
}

fn directed(exercise: &mut Exercise) {
    exercise.now("2027-10-06T09:00");
    exercise.desk.write("direktiv.pdf", b"%PDF-1.7 first");
    exercise.done("directive direktiv.pdf --send");
    assert_eq!(exercise.letters("directive"), 19);
    assert!(exercise.done("directive direktiv.pdf").contains("No letter is due"));
    exercise.now("2027-10-08T09:00");
    exercise.desk.write("direktiv.pdf", b"%PDF-1.7 second");
    exercise.done(&format!("directive direktiv.pdf --date {} --send", DATES[0]));
    exercise.done("directive direktiv.pdf --send");
    assert_eq!(exercise.letters("directive"), 38, "the second one to everyone, once");
    assert!(exercise.letter("Asker", "directive").contains("erstatter"), "{}", exercise.letter("Asker", "directive"));
}

fn answered(exercise: &mut Exercise) {
    exercise.now("2027-10-12T09:00");
    exercise.done("contact-test --send");
    assert_eq!(exercise.letters("contact-test"), 19);
    exercise.answer("asker.eml", "Asker", "p0.1@example.no", "ACCEPTED");
    exercise.answer("frogn.eml", "Frogn", "p0.6@example.no", "DECLINED");
    exercise.answer("sektor.eml", "Asker", "sektorleder@asker.example.no", "DECLINED");
    exercise.answer("vestby.eml", "Vestby", "p0.7@example.no", "ACCEPTED");
    let lost = exercise.logged("Nes", "contact-test", "message_id");
    exercise.desk.write(
        "data/incoming/svar/retur.eml",
        format!(
            "From: MAILER-DAEMON@example.no\r\nMessage-ID: <r1@example.no>\r\nContent-Type: multipart/report; \
             report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\
             Reporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; p0.13@example.no\r\nAction: failed\r\nStatus: 5.1.1\r\n\
             Diagnostic-Code: smtp; 550 <p0.13@example.no> and <hemmelig@nes.example.no> are gone\r\n\r\n--b\r\n\
             Content-Type: text/rfc822-headers\r\n\r\nMessage-ID: {lost}\r\n\r\n--b--\r\n"
        ),
    );
    exercise.personal.insert("hemmelig@nes.example.no".to_owned());
    exercise.partly("replies data/incoming/svar");
    let table = exercise.done("replies --format csv");
    for row in [
        ";Asker;accepted;1 declined;yes;",
        ";Frogn;declined;;yes;",
        // Vestby's answer is to the date that it has not any more.
        ";Vestby;accepted an earlier one;",
        ";Nes;no answer;;undeliverable;",
    ] {
        assert!(table.contains(row), "{row} in {table}");
    }
    let waiting = exercise.json("status")["waiting"].to_string();
    assert!(waiting.contains("\"undeliverable\"") && waiting.contains("\"declined\""), "{waiting}");
    exercise.done("register Nes --email ny.nes@example.no");
    exercise.personal.insert("ny.nes@example.no".to_owned());
    assert!(exercise.done("contact-test").contains("1 letter is due"));
    exercise.done("contact-test --send");
    // Frogn does not come.
    exercise.done("register Frogn --declined");
    exercise.done("invite --send");
    assert_eq!(exercise.letters("cancellation"), 1);
}

fn held(exercise: &mut Exercise) {
    exercise.now("2027-11-23T08:00");
    assert_eq!(exercise.status(["phase"]), ["exercise"]);
    exercise.done(&format!("roster {} --format html -o vertsliste.html", DATES[0]));
    let roster = exercise.done(&format!("roster {} --format csv", DATES[0]));
    assert!(roster.contains("Asker;") && roster.contains(";accepted;"), "{roster}");
    exercise.now("2027-11-26T09:00");
    assert_eq!(exercise.next(), "ovelse attendance 2027-11-23");
    exercise.done(&format!("attendance {} --all-except Ullensaker", DATES[0]));
    exercise.done(&format!("attendance {} --all-except Enebakk", DATES[1]));
    let [placed, took_part] = exercise.status(["placed", "took_part"]).map(|number| number.as_u64().unwrap());
    assert_eq!(took_part, placed - 2);
    exercise.done("evaluation --link https://forms.example.no/1 --send");
    assert_eq!(exercise.letters("evaluation") as u64, took_part);
    assert_eq!(exercise.next(), "ovelse confirmation --send");
    exercise.done("confirmation --send");
    assert_eq!(exercise.letters("confirmation") as u64, took_part);
    assert!(exercise.letter("Asker", "confirmation").contains("23. november 2027"));
    assert_eq!(exercise.next(), "ovelse outbox");
    exercise.done("outbox --mark-sent");
    assert_eq!(exercise.next(), "ovelse report -o report.html");
    corrected(exercise);
}

/// The lead was wrong about Asker, twice; each time the letters say what is true.
fn corrected(exercise: &mut Exercise) {
    let confirmations = exercise.letters("confirmation");
    exercise.now("2027-11-27T09:00");
    exercise.done(&format!("attendance {} --absent Asker", DATES[0]));
    assert_eq!(exercise.next(), "ovelse confirmation --send");
    exercise.done("confirmation --send");
    assert_eq!(exercise.next(), "ovelse outbox");
    exercise.now("2027-11-28T09:00");
    exercise.done(&format!("attendance {} Asker", DATES[0]));
    assert_eq!(exercise.next(), "ovelse confirmation --send");
    exercise.done("confirmation --send");
    assert_eq!(exercise.letters("confirmation"), confirmations + 2);
    assert_eq!(exercise.next(), "ovelse outbox");
}

fn ended(exercise: &mut Exercise) {
    exercise.now("2027-12-01T09:00");
    exercise.done("report -o rapport.html");
    exercise.done("report -o rapport.xlsx");
    let report = exercise.done("report");
    assert!(report.contains("Exercised: 16 of 21 municipalities, 76%"), "{report}");

    let archive = tempfile::tempdir().unwrap();
    let archived = archive.path().join("ikt-2027.zip");
    exercise.done(&format!("archive -o {}", archived.display()));
    let archived = zip::ZipArchive::new(std::fs::File::open(archived).unwrap()).unwrap();
    let names: BTreeSet<String> = archived.file_names().map(|name| name.unwrap().into_owned()).collect();
    let letters = exercise.desk.files("data/outbox");
    assert!(letters.iter().all(|letter| names.contains(&format!("letters/{letter}"))));
    for name in ["journal.csv", "report.html", "report.xlsx", "report.md", "tables/replies.csv", "incoming/juli.csv"] {
        assert!(names.contains(name), "{name} in {names:?}");
    }

    let before = held_fast(exercise);
    assert!(holding(exercise).len() > 10, "there are persons in the folder");
    exercise.partly("purge");
    assert!(holding(exercise).len() > 10, "nothing goes before yes was said");
    exercise.partly("purge --yes");
    assert_eq!(holding(exercise), Vec::<String>::new());
    assert_eq!(held_fast(exercise), before, "what the exercise was is left");
    // The directive is a file that cannot be searched: it is the lead's to look at.
    let again = exercise.partly("purge --format csv");
    assert_eq!(again.lines().skip(1).collect::<Vec<_>>(), ["direktiv.pdf;left;cannot be searched: check it yourself"]);
    assert_eq!(exercise.letters("invitation"), 19, "the letters are left without those whom they went to");
    assert!(exercise.letter("Asker", "invitation").contains("https://teams.example.no/1"));
    exercise.is_in_order();
}

/// What must outlive the persons: who asked for what, has which date, was sent what, answered what, took part.
fn held_fast(exercise: &Exercise) -> String {
    let report = exercise.done("report");
    let kinds = exercise.json("log")["letters"].as_array().unwrap().len();
    format!("{report}\n{kinds} letters\n{}", exercise.desk.read("data/attendance.csv"))
}

/// The files of the folder in which any personal datum stands, and which.
fn holding(exercise: &Exercise) -> Vec<String> {
    let mut found = Vec::new();
    for path in all_files(&exercise.desk.path(".")) {
        let bytes = std::fs::read(&path).unwrap();
        let text = everything(&bytes);
        let datum = exercise.personal.iter().find(|datum| text.contains(&datum.to_lowercase()));
        found.extend(datum.map(|datum| format!("{}: {datum}", path.display())));
    }
    found
}

/// What can be read in a file in any way: as it is, as a mail with its parts, as a workbook.
fn everything(bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).to_lowercase();
    if let Some(mail) = MessageParser::default().parse(bytes) {
        for part in &mail.parts {
            text += &String::from_utf8_lossy(part.contents()).replace("\r\n ", "").to_lowercase();
        }
        text += &format!("{:?} {:?}", mail.to(), mail.from()).to_lowercase();
    }
    if let Ok(mut archive) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
        for place in 0..archive.len() {
            let mut unpacked = Vec::new();
            std::io::copy(&mut archive.by_index(place).unwrap(), &mut unpacked).unwrap();
            text += &String::from_utf8_lossy(&unpacked).to_lowercase();
        }
    }
    text
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let entries = folder.read_dir().unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { all_files(&path) } else { vec![path] }).collect()
}
