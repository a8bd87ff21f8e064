//! Any text in any field survives: what was put in comes out of other people's parsers.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use ovelse::exercise::Exercise;
use ovelse::findings::Findings;
use ovelse::letter::{Attachment, Context, Envelope, Identities, Kind, Letter, Meeting, Templates};
use ovelse::municipality::{Municipalities, Municipality};
use ovelse::registration::{Answer, Person, Registration, Source};
use proptest::prelude::*;
use strum::IntoEnumIterator;

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

/// What Asker has registered, with a contact of that name at its own address.
fn registration(name: &str, comment: Option<&str>) -> Registration {
    let email = ASKER.email.clone();
    Registration {
        municipality: ASKER.number,
        answer: Answer::Any,
        contacts: vec![Person { name: Some(name.to_owned()), email, phone: None }],
        participants: Some(7),
        comment: comment.map(str::to_owned),
        received: None,
        imported: EXERCISE.deadline.and_hms_opt(9, 0, 0).expect("a time"),
        source: Source { file: "x.csv".into(), line: 2 },
    }
}

static PLAIN: LazyLock<[String; 1]> = LazyLock::new(|| ["x".to_owned()]);

/// The names of the tags of a page, and its words.
fn taken_apart(html: &str) -> (Vec<String>, String) {
    let (mut tags, mut words) = (Vec::new(), String::new());
    for piece in html.split('<') {
        let (tag, text) = piece.split_once('>').unwrap_or(("", piece));
        tags.push(tag.split(' ').next().unwrap().to_owned());
        words.push_str(text);
    }
    let words = words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'");
    (tags, words.replace("&amp;", "&"))
}

fn context(registration: &Registration) -> Context<'_> {
    Context {
        exercise: &EXERCISE,
        municipality: &ASKER,
        registration: Some(registration),
        choice: Some(2),
        without_date: None,
        moved: &[],
        is_moved: false,
        is_withdrawn: false,
        called_off: None,
        is_over: false,
        open: &[],
        unclear: &[],
        link: None,
        attachments: &[],
        now: DateTime::<Utc>::UNIX_EPOCH,
    }
}

fn unplaced() -> Envelope {
    Envelope {
        recipient: ASKER.email.clone(),
        asks: true,
        ..Envelope::new(&Identities::new(&EXERCISE, None), ASKER.number, Kind::Unplaced, 0, String::new())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn whatever_stands_in_a_field_comes_out_as_it_went_in(
        title in line(), theme in line(), organiser in line(), place in line(), contact in line(), name in line(),
        recipient in line(), practical in line(), comment in line(), unclear in line(), file in "[a-zA-Zæøå0-9 ]{1,30}", bytes in prop::collection::vec(any::<u8>(), 1..200),
    ) {
        let mut exercise = EXERCISE.clone();
        (exercise.title, exercise.theme) = (title.into(), theme.into());
        (exercise.organiser, exercise.place) = (organiser.into(), place.into());
        exercise.practical = Some(practical.into());
        exercise.contact.name = contact;
        let municipality = Municipality { name, ..ASKER.clone() };
        let attachments = [Attachment { name: format!("x{}.bin", file.trim()), media_type: "application/octet-stream".into(), bytes }];
        let registration = registration(&recipient, Some(&comment));
        let plain = self::registration("x", Some("x"));
        let unclear = [unclear];
        for (kind, is_unclear) in Kind::iter().map(|kind| (kind, false)).chain([(Kind::Receipt, true)]) {
            let envelope = Envelope {
                recipient: municipality.email.clone(),
                meeting: kind.names_meeting().then(|| Meeting::of(&exercise, exercise.dates.ids().next().unwrap(), exercise.language)),
                sequence: 3,
                ..Envelope::new(&Identities::new(&exercise, None), municipality.number, kind, 3, String::new())
            };
            let context = Context {
                exercise: &exercise,
                municipality: &municipality,
                unclear: if is_unclear { &unclear } else { &[] },
                attachments: &attachments,
                ..context(&registration)
            };
            let letter = Letter::write(envelope.clone(), &context, &TEMPLATES).unwrap();
            let message = letter.message().unwrap();
            prop_assert!(message.is_ascii());
            prop_assert!(message.len() as u64 <= letter.size_at_most());
            prop_assert!(message.split(|byte| *byte == b'\n').all(|line| line.len() <= 999));
            let read = Parts::of(&message);
            prop_assert!(read.message.bcc().is_none() && read.message.cc().is_none());
            // Blanks on end in a header are one to its reader (RFC 5322, section 2.2.3).
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(words(read.message.subject().unwrap()), words(&letter.content.subject));
            let title = exercise.title.as_str();
            prop_assert!(words(&letter.content.subject).contains(&words(title)));
            let to = read.message.to().unwrap().first().unwrap();
            prop_assert_eq!(to.address(), Some("asker@example.no"));
            prop_assert_eq!(words(to.name().unwrap()), words(&recipient));
            let text = read.text("text/plain").replace("\r\n", "\n");
            prop_assert_eq!(text.trim_end(), letter.content.text.trim_end());
            // Nothing in a field is markup: each stands in both parts as it is, and makes no tag.
            let (tags, words_of_html) = taken_apart(&letter.content.html);
            let mut said = vec![title, exercise.organiser.as_str(), &exercise.contact.name];
            match kind {
                Kind::Message => said.clear(),
                Kind::Receipt => said.push(if is_unclear { &unclear[0] } else { &comment }),
                Kind::Invitation => said.extend([exercise.theme.as_str(), exercise.place.as_str()]),
                _ => {}
            }
            for field in said {
                prop_assert!(letter.content.text.contains(field), "{field}\n{}", letter.content.text);
                prop_assert!(words_of_html.contains(field), "{field}\n{words_of_html}");
            }
            let plain = Context {
                exercise: &EXERCISE,
                municipality: &ASKER,
                registration: Some(&plain),
                unclear: if is_unclear { &*PLAIN } else { &[] },
                ..context
            };
            let plain = Letter::write(envelope, &plain, &TEMPLATES).unwrap();
            prop_assert_eq!(tags, taken_apart(&plain.content.html).0);
            if let Some(calendar) = &letter.content.calendar {
                prop_assert!(calendar.split("\r\n").all(|line| line.len() <= 75));
                let meeting = Read::of(&read.text("text/calendar"));
                prop_assert_eq!(&meeting.summary, title);
                prop_assert_eq!(&meeting.place, exercise.place.as_str());
                if kind != Kind::InvitationReminder {
                    prop_assert_eq!(meeting.description.trim(), letter.content.text.trim());
                }
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
fn a_letter_is_no_larger_than_is_reckoned_whatever_its_letters_are() {
    for character in ["å", "=", " ", "\u{1f1f3}"] {
        let mut exercise = EXERCISE.clone();
        exercise.practical = Some(format!("a{}a", character.repeat(200_000 / character.len())).into());
        exercise.title = format!("a{}a", character.repeat(5_000 / character.len())).into();
        let kari = registration("Kari", None);
        let start = exercise.dates.ids().next().unwrap();
        let envelope = Envelope {
            recipient: ASKER.email.clone(),
            meeting: Some(Meeting::of(&exercise, start, exercise.language)),
            ..Envelope::new(&Identities::new(&exercise, None), ASKER.number, Kind::Invitation, 3, String::new())
        };
        let letter = Letter::write(envelope, &Context { exercise: &exercise, ..context(&kari) }, &TEMPLATES).unwrap();
        let (size, most) = (letter.message().unwrap().len() as u64, letter.size_at_most());
        assert!(size <= most && most < size * 30, "{character}: {size} of {most}");
    }
}

#[test]
fn a_line_break_in_a_header_is_refused_once_more_when_the_message_is_built() {
    let hostile = registration("Kari\r\nBcc: a@b.no", None);
    let letter = Letter::write(unplaced(), &context(&hostile), &TEMPLATES).unwrap();
    let problem = letter.message().unwrap_err().to_string();
    assert!(problem.contains("ControlCharacters"), "{problem}");
    // Nor can a template make one.
    let own = [("nn/unplaced.md".to_owned(), "Emne: Hei {{ 'x\n\n' }} Bcc: a@b.no\n\nHei".to_owned())];
    let templates = Templates::with(own.into()).unwrap();
    let kari = registration("Kari", None);
    let message = Letter::write(unplaced(), &context(&kari), &templates).unwrap().message().unwrap();
    let read = Parts::of(&message);
    assert_eq!((read.message.subject(), read.message.bcc().is_none()), (Some("Hei x Bcc: a@b.no"), true));
}
