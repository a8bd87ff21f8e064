//! A meeting is at the same instant for everyone, whatever the clocks do around it.

use super::parts::Parts;
use crate::common::Desk;

/// Times local to a zone, and the same in UTC.
const MEETINGS: [(&str, &str, &str); 13] = [
    // Clocks in Norway go forward on 27 March 2022 at 02.00, back on 30 October at 03.00.
    ("Europe/Oslo", "2022-03-26T09:00", "2022-03-26 08:00"),
    ("Europe/Oslo", "2022-03-27T01:30", "2022-03-27 00:30"),
    ("Europe/Oslo", "2022-03-27T03:30", "2022-03-27 01:30"),
    ("Europe/Oslo", "2022-10-30T01:30", "2022-10-29 23:30"),
    ("Europe/Oslo", "2022-10-30T03:30", "2022-10-30 02:30"),
    ("Europe/Oslo", "2022-10-31T09:00", "2022-10-31 08:00"),
    // In New York on 13 March and 6 November.
    ("America/New_York", "2022-03-12T09:00", "2022-03-12 14:00"),
    ("America/New_York", "2022-03-13T09:00", "2022-03-13 13:00"),
    ("America/New_York", "2022-11-05T09:00", "2022-11-05 13:00"),
    ("America/New_York", "2022-11-06T09:00", "2022-11-06 14:00"),
    ("Asia/Kolkata", "2022-03-27T09:00", "2022-03-27 03:30"),
    ("UTC", "2022-03-27T02:30", "2022-03-27 02:30"),
    ("Africa/Casablanca", "2022-04-10T09:00", "2022-04-10 09:00"),
];

#[test]
fn a_meeting_is_at_its_instant_on_each_side_of_every_change_of_clocks() {
    for (zone, local, utc) in MEETINGS {
        let desk = Desk::empty();
        desk.write("exercise.toml", exercise(zone, local));
        desk.write("data/municipalities.csv", "number;name;language;email\n3041;Gol;nynorsk;gol@example.no\n");
        desk.done("register Gol --first any --now 2022-02-01T09:00");
        desk.done("assign");
        let message = desk.done("preview Gol --part eml --now 2022-02-02T09:00");
        let letter = Parts::of(message.as_bytes());
        assert_eq!(letter.calendar().start, utc, "{zone} {local}");
        assert!(letter.text("text/plain").contains(&local[11..].replace(':', ".")), "{zone} {local}");
        let calendar = letter.text("text/calendar");
        assert_eq!(calendar.contains("BEGIN:VTIMEZONE"), calendar.contains("DTSTART;TZID="), "{zone}");
        assert_eq!(calendar.contains("BEGIN:VTIMEZONE"), zone == "Europe/Oslo" || zone == "America/New_York", "{zone}");
    }
}

fn exercise(zone: &str, start: &str) -> String {
    let day = &start[..10];
    format!(
        "id = \"x\"\ntitle = \"Øving\"\ntheme = \"IKT\"\norganiser = \"SF\"\ntarget_group = \"Alle\"\nplace = \"Teams\"\n\
         published = 2022-01-01\ndeadline = 2022-02-01\ntimezone = \"{zone}\"\n\
         [contact]\nname = \"Kari\"\nemail = \"kari@example.no\"\nphone = \"1\"\n\
         [[date]]\nstart = {start}:00\nend = {day}T23:00:00\ncapacity = 1\nlink = \"https://example.no/1\"\n"
    )
}
