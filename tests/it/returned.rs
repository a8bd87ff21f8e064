//! What mail servers, providers, programs and calendars send back in the many ways that they have (the folders of
//! tests/mails, made up after those ways): each is known as what it is, and taken for the letter that it is about.

use std::collections::BTreeMap;
use std::path::Path;

use crate::common::Desk;
use serde_json::Value;

/// Nothing is taken from it.
const LEFT: &str = "left";

/// File, number of the municipality, what it says, for whom that counts, and what is told of it.
type Expected = (&'static str, &'static str, &'static str, &'static str, &'static str);

const BOUNCES: &[Expected] = &[
    ("exim.eml", "3001", "undeliverable", "municipality", "550 5.1.1"),
    ("exim-still-trying.eml", "3002", "delayed", "doubtful", "451 4.7.1"),
    ("exim-of-whom-the-server-passed-it-on-to.eml", "3003", "undeliverable", "person", "mailbox is full"),
    ("qmail.eml", "3004", "undeliverable", "municipality", "5.1.1"),
    ("gmail.eml", "3005", "undeliverable", "municipality", "550 5.2.1"),
    ("yahoo.eml", "3006", "undeliverable", "municipality", "554"),
    ("exchange-2003.eml", "3007", "undeliverable", "doubtful", "Unknown Recipient"),
    ("exchange-bokmaal.eml", "3011", "undeliverable", "municipality", "550 5.2.2"),
    ("office-365.eml", "3013", "undeliverable", "municipality", "550 5.1.10"),
    ("postfix-with-another-boundary.eml", "3014", "undeliverable", "municipality", "554 5.7.1"),
    ("sendmail-before-reports.eml", "3015", "undeliverable", "municipality", "550"),
    ("mail-ru.eml", "3016", "undeliverable", "municipality", "an MX or SRV record"),
    ("dragonfly.eml", "3017", "undeliverable", "municipality", "550 5.1.2"),
    ("domino.eml", "3018", "undeliverable", "municipality", "User not listed"),
    ("zoho.eml", "3019", "undeliverable", "municipality", "5.1.1"),
    ("gmx-german.eml", "3020", "undeliverable", "municipality", "5.2.1"),
    ("exchange-german.eml", "3021", "undeliverable", "municipality", "550 5.1.1"),
    ("exchange-swedish.eml", "3023", "undeliverable", "municipality", "550 5.1.1"),
    ("exchange-finnish.eml", "3024", "undeliverable", "municipality", "550 5.1.1"),
    ("exchange-nynorsk.eml", "3025", "undeliverable", "municipality", "550 5.7.1"),
    ("danish-without-a-server-name.eml", "3026", "undeliverable", "municipality", "kunne ikke leveres"),
    ("neutral-subject.eml", "3027", "undeliverable", "municipality", "mailbox is full"),
    ("opensmtpd-without-message-id.eml", "3028", "undeliverable", "doubtful", "550 5.1.1"),
    ("report-in-words.eml", "3029", "undeliverable", "municipality", "550 5.2.1 filtered"),
    (
        "report-without-action.eml",
        "3030",
        "undeliverable",
        "municipality",
        "5.4.4 <hakon.liksom@example.no>: no mail exchanger",
    ),
    ("gmail-delayed.eml", "3032", "delayed", "municipality", ""),
    ("delayed-says-the-text.eml", "3033", "delayed", "municipality", ""),
    ("of-somebody-elses-mail.eml", "", LEFT, "", "unknown-letter"),
    ("report-of-somebody-elses-mail.eml", "", LEFT, "", "unknown-letter"),
    ("of-another-mail-of-the-lead.eml", "", LEFT, "", "unknown-letter"),
    ("new-message-id-but-our-meeting.eml", "3035", "undeliverable", "municipality", "550 5.1.1"),
    ("a-person-writes-about-one.eml", "3036", "wrote", "municipality", "SV: Undeliverable"),
];

const COMPLAINTS: &[Expected] = &[
    ("abuse.eml", "3038", "complaint", "municipality", "This is an email abuse report"),
    ("redacted.eml", "3040", "complaint", "doubtful", "This is an email abuse report"),
    ("without-form.eml", "3041", "complaint", "municipality", "complaint about message"),
    ("no-spam-after-all.eml", "3042", "automatic", "person", ""),
    ("of-a-server.eml", "3043", "complaint", "municipality", "This is an authentication failure report"),
    ("apple-unsubscribe.eml", "3044", "complaint", "doubtful", "Apple Mail sent this"),
];

const AUTOMATIC: &[Expected] = &[
    ("exchange-nynorsk.eml", "3043", "automatic", "municipality", ""),
    ("exchange-rule.eml", "3044", "automatic", "municipality", ""),
    ("gmail-vacation.eml", "3046", "automatic", "municipality", ""),
    ("lotus.eml", "3047", "automatic", "municipality", ""),
    ("groupwise.eml", "3048", "automatic", "municipality", ""),
    ("vacation-program.eml", "3049", "automatic", "municipality", ""),
    ("null-return-path.eml", "3050", "automatic", "municipality", ""),
    ("finnish.eml", "3052", "automatic", "municipality", ""),
    ("swedish.eml", "3053", "automatic", "municipality", ""),
    ("danish.eml", "3054", "automatic", "municipality", ""),
    ("german.eml", "0301", "automatic", "municipality", ""),
    ("a-person-whose-server-suppresses-replies.eml", "3001", "wrote", "municipality", ""),
    ("a-person-whose-mail-a-rule-forwards.eml", "3002", "wrote", "municipality", ""),
];

const CALENDARS: &[Expected] = &[
    ("several-attendees.eml", "3003", "accepted", "municipality", ""),
    ("declines-and-proposes.eml", "3004", "declined", "municipality", "proposes 22 November 2022"),
    ("the-time-it-was-invited-to.eml", "3005", "accepted", "municipality", ""),
    ("google-comment-and-guests.eml", "3006", "accepted", "municipality", "with 2 guests; Bare til kl. 11"),
    ("uid-in-a-global-object-id.eml", "3007", "tentative", "municipality", ""),
    ("forwarded-as-an-attachment.eml", "3011", "declined", "doubtful", "sent by arkiv@hvaler.example.no"),
    ("called-bytes.eml", "3013", "accepted", "municipality", ""),
    ("our-invitation-again.eml", "", LEFT, "", "own-invitation"),
    ("our-invitation.ics", "", LEFT, "", "own-invitation"),
    ("delegates.eml", "3015", "delegated", "municipality", "to vara@skiptvet.example.no"),
    ("the-delegate-accepts.eml", "3015", "accepted", "person", "in place of eva.utkast@example.no"),
    ("delegates-to-whom-somebody-plays.eml", "3016", "delegated", "municipality", ""),
    ("plays-the-delegate.eml", "3016", "accepted", "person", "sent by noen@annet.example.com"),
    ("without-reference.eml", "3017", "wrote", "municipality", "Vi kan dessverre ikke"),
    ("from-the-town-hall.eml", "3018", "wrote", "municipality", "22/123-2"),
];

/// The invited sample with a folder of mails.
fn desk_with(folder: &str) -> Desk {
    let desk = Desk::invited();
    let mails = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/mails").join(folder);
    for entry in mails.read_dir().unwrap() {
        let path = entry.unwrap().path();
        desk.write(&format!("in/{}", path.file_name().unwrap().to_string_lossy()), std::fs::read(&path).unwrap());
    }
    desk
}

/// What was read from each file, in the form of the tables above; the last is all that is told of it.
fn read(desk: &Desk) -> BTreeMap<String, (String, String, String, String)> {
    let shown: Value = serde_json::from_str(&desk.run(&["replies", "in", "--format", "json"]).out).unwrap();
    let text = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
    let name = |value: &Value| text(value, "file").trim_start_matches("in/").to_owned();
    let new = shown["new"].as_array().unwrap().iter().map(|reply| {
        let told = (text(reply, "number"), text(reply, "said"), text(reply, "for"), text(reply, "detail"));
        (name(reply), told)
    });
    let left = ["left", "unreadable"].into_iter().flat_map(|key| shown[key].as_array().unwrap());
    let left = left.map(|mail| (name(mail), (String::new(), LEFT.to_owned(), String::new(), text(mail, "code"))));
    let mut found = BTreeMap::new();
    for (file, told) in new.chain(left) {
        assert!(found.insert(file.clone(), told).is_none(), "{file} is told once");
    }
    found
}

fn expect(folder: &str, expected: &[Expected]) {
    let found = read(&desk_with(folder));
    let mut wrong = Vec::new();
    for (file, number, said, speaker, detail) in expected {
        let is_right = found.get(*file).is_some_and(|(found_number, found_said, found_speaker, told)| {
            (found_number.as_str(), found_said.as_str(), found_speaker.as_str()) == (*number, *said, *speaker)
                && told.contains(detail)
        });
        if !is_right {
            wrong.push(format!("{file}: {:?}", found.get(*file)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(found.len(), expected.len(), "each file of {folder} is in the table");
}

#[test]
fn a_letter_that_came_back_is_known_by_whatever_server_tells_of_it() {
    expect("bounces", BOUNCES);
}

#[test]
fn a_complaint_is_no_answer_and_no_bounce() {
    expect("complaints", COMPLAINTS);
}

#[test]
fn what_a_program_answers_is_known_and_what_a_person_answers_is_not_taken_for_it() {
    expect("automatic", AUTOMATIC);
}

#[test]
fn calendars_are_understood_in_all_their_ways() {
    expect("calendars", CALENDARS);
}
