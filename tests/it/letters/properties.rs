//! Any text in any field survives: what was put in comes out of other people's parsers.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use ovelse::exercise::Exercise;
use ovelse::findings::Findings;
use ovelse::letter::{Attachment, Kind, Letter, Mailbox, Meeting, Occasion, Templates};
use ovelse::municipality::{Municipalities, Municipality};
use ovelse::registration::{Answer, Registration, Source};
use proptest::prelude::*;

use super::parts::{Meeting as Read, Parts};

static EXERCISE: LazyLock<Exercise> = LazyLock::new(|| {
    Exercise::read(include_str!("../../../exercise.toml"), &mut Findings::new()).expect("the sample is good")
});

static ASKER: LazyLock<Municipality> = LazyLock::new(|| {
    let table = b"number;name;language;email\n3025;Asker;nynorsk;asker@example.no\n";
    let list = Municipalities::read(table, &mut Findings::new()).expect("the list is good");
    list.iter().next().expect("there is one").clone()
});

static TEMPLATES: LazyLock<Templates> =
    LazyLock::new(|| Templates::with(std::collections::BTreeMap::new()).expect("the templates are good"));

/// A line as any field can hold it: no control characters, no blanks around it.
fn line() -> impl Strategy<Value = String> {
    let odd = prop::sample::select(vec![
        "<b>",
        "&amp;",
        "\"",
        ";",
        ",",
        ":",
        "\\n",
        "=?utf-8?q?x?=",
        "\r\n",
        "æøå",
        "𝄞",
        "{{ title }}",
        "^",
    ]);
    let parts = prop::collection::vec(prop_oneof![odd.prop_map(str::to_owned), "\\PC{0,40}"], 1..6);
    parts
        .prop_map(|parts| parts.concat().replace(char::is_control, "").trim().to_owned())
        .prop_filter("a field holds something", |line| !line.is_empty())
}

/// What Asker has registered.
fn registration() -> Registration {
    Registration {
        municipality: ASKER.number,
        answer: Answer::Any,
        contacts: Vec::new(),
        participants: Some(7),
        comment: None,
        received: None,
        imported: EXERCISE.deadline.and_hms_opt(9, 0, 0).expect("a time"),
        source: Source { file: "x.csv".into(), line: 2 },
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_stands_in_a_field_comes_out_as_it_went_in(
        title in line(), theme in line(), organiser in line(), place in line(), contact in line(), name in line(),
        recipient in line(), file in "[a-zA-Zæøå0-9 ]{1,30}", bytes in prop::collection::vec(any::<u8>(), 1..200),
    ) {
        let mut exercise = EXERCISE.clone();
        (exercise.title, exercise.theme, exercise.organiser, exercise.place) = (title, theme, organiser, place);
        exercise.contact.name = contact;
        let municipality = Municipality { name, ..ASKER.clone() };
        let attachments = [Attachment { name: format!("x{}.bin", file.trim()), media_type: "application/octet-stream".into(), bytes }];
        let registration = registration();
        for kind in Kind::ALL {
            let occasion = Occasion {
                kind,
                exercise: &exercise,
                municipality: &municipality,
                to: Mailbox { name: recipient.clone(), email: municipality.email.clone() },
                meeting: kind.names_meeting().then(|| Meeting::of(&exercise, exercise.dates.ids().next().unwrap())),
                before: None,
                choice: Some(2),
                asks: false,
                chose: true,
                open: &[],
                sequence: 3,
                ordinal: 3,
                about: String::new(),
                replaces: false,
                registration: Some(&registration),
                unclear: &[],
                link: None,
                attachments: &attachments,
                copy_to: None,
                is_copy: false,
                now: DateTime::<Utc>::UNIX_EPOCH,
            };
            let letter = Letter::write(&occasion, &TEMPLATES).unwrap();
            let message = letter.message().unwrap();
            prop_assert!(message.is_ascii());
            prop_assert!(message.split(|byte| *byte == b'\n').all(|line| line.len() <= 999));
            let read = Parts::of(&message);
            prop_assert!(read.message.bcc().is_none() && read.message.cc().is_none());
            // Blanks on end in a header are one to its reader (RFC 5322, section 2.2.3).
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(read.message.subject().unwrap()), words(&letter.subject));
            prop_assert!(words(&letter.subject).contains(&words(&exercise.title)));
            let to = read.message.to().unwrap().first().unwrap();
            prop_assert_eq!(to.address(), Some("asker@example.no"));
            prop_assert_eq!(words(to.name().unwrap()), words(&recipient));
            let text = read.text("text/plain").replace("\r\n", "\n");
            prop_assert_eq!(text.trim_end(), letter.text.as_str());
            if let Some(calendar) = &letter.calendar {
                prop_assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
                let meeting = Read::of(&read.text("text/calendar"));
                prop_assert_eq!(&meeting.summary, &exercise.title);
                prop_assert_eq!(&meeting.place, &exercise.place);
                prop_assert_eq!(meeting.description.trim(), letter.text.trim());
                prop_assert_eq!(meeting.sequence, 3);
            }
            if kind.is_request() {
                let parts = &read.message.parts;
                prop_assert_eq!(parts.last().unwrap().contents(), attachments[0].bytes.as_slice());
            }
        }
    }
}

#[test]
fn a_line_break_in_a_header_is_refused_once_more_when_the_message_is_built() {
    let occasion = Occasion {
        kind: Kind::Unplaced,
        exercise: &EXERCISE,
        municipality: &ASKER,
        to: Mailbox { name: "Kari\r\nBcc: a@b.no".into(), email: ASKER.email.clone() },
        meeting: None,
        before: None,
        choice: None,
        asks: true,
        chose: true,
        open: &[],
        sequence: 0,
        ordinal: 0,
        about: String::new(),
        replaces: false,
        registration: None,
        unclear: &[],
        link: None,
        attachments: &[],
        copy_to: None,
        is_copy: false,
        now: DateTime::<Utc>::UNIX_EPOCH,
    };
    let letter = Letter::write(&occasion, &TEMPLATES).unwrap();
    let problem = letter.message().unwrap_err().to_string();
    assert!(problem.contains("holds control characters"), "{problem}");
    // Nor can a template make one.
    let own = [("nn/unplaced.subject.txt".to_owned(), "Hei\n\nBcc: a@b.no".to_owned())];
    let templates = Templates::with(own.into()).unwrap();
    let occasion = Occasion { to: Mailbox { name: "Kari".into(), ..occasion.to.clone() }, ..occasion };
    let message = Letter::write(&occasion, &templates).unwrap().message().unwrap();
    let read = Parts::of(&message);
    assert_eq!((read.message.subject(), read.message.bcc().is_none()), (Some("Hei Bcc: a@b.no"), true));
}
