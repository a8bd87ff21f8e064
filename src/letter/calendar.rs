//! What calendars read: iCalendar (RFC 5545) with the scheduling rules of iTIP (RFC 5546).
//!
//! Written here and not by a crate. Of those at hand (2026-11), icalendar 0.17 puts the clock and a
//! random UID into every component that lacks them, so that a letter would not be the same twice, and
//! calcard 0.3 escapes commas and semicolons in URIs, which breaks links (RFC 5545 section 3.3.13).
//! Tests read what is written here with calcard.
//!
//! A link is written as it was given. Test: `an_independent_parser_reads_what_the_calendar_means`.

mod lines;
mod zone;

use chrono::{DateTime, Datelike, FixedOffset, TimeDelta, Utc};
use chrono_tz::Tz;

use super::{Context, Envelope, Kind, Mailbox, Meeting, identity};
use crate::exercise::{DateId, Exercise};
use crate::kind::MeetingRole;
use crate::language::Language;
use lines::{Lines, parameter};
use zone::Rules;

/// What a calendar asks of its reader (RFC 5546, section 1.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Method {
    /// Answer, please.
    Request,
    /// It is off.
    Cancel,
    /// For your information.
    Publish,
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Method::Request => "REQUEST",
            Method::Cancel => "CANCEL",
            Method::Publish => "PUBLISH",
        }
    }
}

/// The method of a letter's calendar; none for a letter about no meeting.
pub fn method(kind: Kind) -> Option<&'static str> {
    method_of(kind).map(Method::name)
}

fn method_of(kind: Kind) -> Option<Method> {
    match kind.meeting_role() {
        MeetingRole::Invites | MeetingRole::InvitesAgain => Some(Method::Request),
        MeetingRole::Cancels => Some(Method::Cancel),
        MeetingRole::NamesAssigned
        | MeetingRole::NamesAttended
        | MeetingRole::MayNameAssigned
        | MeetingRole::Nothing => None,
    }
}

/// One meeting, with its only attendee if it has one.
struct Event<'a> {
    uid: &'a str,
    sequence: u32,
    meeting: &'a Meeting,
    summary: &'a str,
    place: &'a str,
    description: &'a str,
    organiser: &'a Mailbox,
    attendee: Option<&'a Mailbox>,
    is_cancelled: bool,
    /// How long before the start to be reminded.
    alarm: Option<TimeDelta>,
    now: DateTime<Utc>,
}

/// The calendar of a letter: one meeting with one attendee.
pub fn of_letter(
    envelope: &Envelope,
    context: &Context<'_>,
    organiser: &Mailbox,
    attendee: &Mailbox,
    description: &str,
) -> Option<String> {
    let method = method_of(envelope.kind)?;
    let event = event(envelope, context, organiser, description)?;
    Some(calendar(method, context.exercise.timezone, &[Event { attendee: Some(attendee), ..event }]))
}

/// The meeting for those the letter is forwarded to: nobody is asked to answer. It is another meeting than that of the
/// letter, as one that somebody opens takes the place of what has the same UID. What is called off says so in its name, too:
/// not every calendar that takes in a file shows its STATUS.
pub fn forwardable(
    envelope: &Envelope,
    context: &Context<'_>,
    organiser: &Mailbox,
    description: &str,
) -> Option<String> {
    let event = event(envelope, context, organiser, description)?;
    let uid = &identity::of_forwardable(event.uid);
    let summary = match event.is_cancelled {
        true => &format!("{}: {}", cancelled(context.language()), event.summary),
        false => event.summary,
    };
    Some(calendar(Method::Publish, context.exercise.timezone, &[Event { uid, summary, ..event }]))
}

fn cancelled(language: Language) -> &'static str {
    match language {
        Language::Nb | Language::Nn => "Avlyst",
        Language::En => "Cancelled",
    }
}

fn event<'a>(
    envelope: &'a Envelope,
    context: &Context<'a>,
    organiser: &'a Mailbox,
    description: &'a str,
) -> Option<Event<'a>> {
    let (exercise, language) = (context.exercise, context.language());
    let meeting = envelope.meeting.as_ref()?;
    Some(Event {
        uid: &envelope.uid,
        sequence: envelope.sequence,
        meeting,
        summary: exercise.title.get(language),
        place: &meeting.place,
        description,
        organiser,
        attendee: None,
        is_cancelled: method_of(envelope.kind) == Some(Method::Cancel),
        alarm: exercise.invitation.alarm,
        now: context.now,
    })
}

/// One of the exercise's dates, and who is there.
#[derive(Debug, Clone)]
pub struct Occupied {
    pub(crate) date: DateId,
    /// The names of the municipalities that have it.
    pub municipalities: Vec<String>,
}

/// All dates of an exercise, for the lead's own calendar.
#[must_use]
pub fn dates(exercise: &Exercise, occupied: &[Occupied], now: DateTime<Utc>) -> String {
    let organiser = Mailbox::of_organiser(exercise, exercise.language);
    let parts: Vec<_> = occupied
        .iter()
        .map(|occupied| {
            let (taken, seats) = (occupied.municipalities.len(), exercise.dates.get(occupied.date).capacity);
            let summary = format!("{} ({taken}/{seats})", exercise.title);
            let uid = identity::of_date(exercise, exercise.dates.key(occupied.date));
            (uid, Meeting::of(exercise, occupied.date, exercise.language), summary, occupied.municipalities.join("\n"))
        })
        .collect();
    let events: Vec<_> = parts
        .iter()
        .map(|(uid, meeting, summary, description)| Event {
            uid,
            sequence: 0,
            meeting,
            summary,
            place: &meeting.place,
            description,
            organiser: &organiser,
            attendee: None,
            is_cancelled: false,
            alarm: None,
            now,
        })
        .collect();
    calendar(Method::Publish, exercise.timezone, &events)
}

fn calendar(method: Method, zone: Tz, events: &[Event<'_>]) -> String {
    let year = events.first().map_or(1970, |event| event.meeting.start.with_timezone(&zone).year());
    let rules = Rules::of(zone, year);
    let mut lines = Lines::default();
    lines.plain("BEGIN", "VCALENDAR");
    lines.plain("PRODID", concat!("-//ovelse//ovelse ", env!("CARGO_PKG_VERSION"), "//EN"));
    lines.plain("VERSION", "2.0");
    lines.plain("CALSCALE", "GREGORIAN");
    lines.plain("METHOD", method.name());
    // Where there are no rules to go by, times are in UTC.
    let zone = rules.map(|rules| {
        rules.write(&mut lines);
        zone
    });
    for event in events {
        event.write(method, zone, &mut lines);
    }
    lines.plain("END", "VCALENDAR");
    lines.into_text()
}

impl Event<'_> {
    fn write(&self, method: Method, zone: Option<Tz>, lines: &mut Lines) {
        lines.plain("BEGIN", "VEVENT");
        lines.plain("UID", self.uid);
        lines.plain("DTSTAMP", &utc(&self.now));
        lines.plain("SEQUENCE", &self.sequence.to_string());
        write_time("DTSTART", self.meeting.start, zone, lines);
        write_time("DTEND", self.meeting.end, zone, lines);
        lines.text("SUMMARY", self.summary);
        lines.text("DESCRIPTION", self.description);
        lines.text("LOCATION", self.place);
        if let Some(link) = &self.meeting.link {
            lines.plain("URL", link);
            lines.plain("X-MICROSOFT-SKYPETEAMSMEETINGURL", link);
        }
        lines.plain(&format!("ORGANIZER;CN={}", parameter(&self.organiser.name)), &mailto(self.organiser));
        if let Some(attendee) = self.attendee {
            let answer = if method == Method::Request { "PARTSTAT=NEEDS-ACTION;RSVP=TRUE;" } else { "" };
            let name = parameter(&attendee.name);
            let property = format!("ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;{answer}CN={name}");
            lines.plain(&property, &mailto(attendee));
        }
        lines.plain("CLASS", "PUBLIC");
        lines.plain("STATUS", if self.is_cancelled { "CANCELLED" } else { "CONFIRMED" });
        lines.plain("TRANSP", if self.is_cancelled { "TRANSPARENT" } else { "OPAQUE" });
        if let Some(alarm) = self.alarm.filter(|_| !self.is_cancelled) {
            lines.plain("BEGIN", "VALARM");
            lines.plain("ACTION", "DISPLAY");
            lines.text("DESCRIPTION", self.summary);
            lines.plain("TRIGGER", &before(alarm));
            lines.plain("END", "VALARM");
        }
        lines.plain("END", "VEVENT");
    }
}

/// So long before the start (DURATION of RFC 5545, section 3.3.6).
fn before(alarm: TimeDelta) -> String {
    let days = alarm.num_days();
    if alarm == TimeDelta::days(days) { format!("-P{days}D") } else { format!("-PT{}M", alarm.num_minutes()) }
}

fn mailto(mailbox: &Mailbox) -> String {
    format!("mailto:{}", mailbox.email)
}

fn write_time(property: &str, time: DateTime<FixedOffset>, zone: Option<Tz>, lines: &mut Lines) {
    match zone {
        Some(zone) => {
            let local = time.with_timezone(&zone).format("%Y%m%dT%H%M%S").to_string();
            lines.plain(&format!("{property};TZID={}", zone.name()), &local);
        }
        None => lines.plain(property, &utc(&time.to_utc())),
    }
}

fn utc(time: &DateTime<Utc>) -> String {
    time.format("%Y%m%dT%H%M%SZ").to_string()
}
