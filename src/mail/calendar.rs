//! The answer of a calendar to an invitation (RFC 5546, REPLY and COUNTER).
//!
//! Exchange leaves ORGANIZER out, and puts a proposed time into a REPLY with the old time in X-MS-OLK-ORIGINALSTART. So
//! ORGANIZER is not required, and a time counts as a proposal only in a COUNTER or beside that property.

use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarProperty, ICalendarValue,
};
use chrono::{DateTime, FixedOffset};

use super::global_object_id::unwrapped;
use super::lengths::{LONGEST_ADDRESS, LONGEST_TEXT};
use super::{Address, Unreadable};
use crate::text::shortened;

/// The answer of one attendee.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarAnswer {
    /// UID of the meeting.
    pub uid: String,
    /// SEQUENCE of the invitation; 0 if missing (RFC 5545, section 3.8.7.4).
    pub sequence: u32,
    pub(crate) attendee: Address,
    /// What the attendee answers.
    pub part_stat: PartStat,
    /// X-MICROSOFT-CDO-REPLYTIME, else DTSTAMP.
    pub(crate) at: Option<DateTime<FixedOffset>>,
    /// The proposed time: start and end.
    pub proposed: Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)>,
    /// DELEGATED-TO: who attends instead.
    pub delegated_to: Option<String>,
    /// DELEGATED-FROM: whose place the attendee takes.
    pub delegated_from: Option<String>,
    /// SENT-BY: who sent the answer for the attendee.
    pub sent_by: Option<String>,
    /// COMMENT, or what Google's calendar has instead.
    pub(crate) comment: Option<String>,
    /// How many others come with the attendee, as Google's calendar tells.
    pub(crate) guests: Option<u32>,
}

/// PARTSTAT of RFC 5545, as far as it is an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::EnumString)]
#[strum(ascii_case_insensitive)]
pub enum PartStat {
    /// Attends.
    Accepted,
    /// May attend.
    Tentative,
    /// Does not attend.
    Declined,
    /// Sends somebody else.
    Delegated,
}

/// So long may a line be, in bytes, with those that go on with it (RFC 5545, section 3.1): the library makes much of each part
/// of a line.
const LONGEST_LINE: usize = 256 << 10;

/// Whether a line is longer than that.
fn has_long_line(text: &str) -> bool {
    let mut length = 0;
    text.split('\n').any(|line| {
        length = if line.starts_with([' ', '\t']) { length + line.len() } else { line.len() };
        length > LONGEST_LINE
    })
}

/// Whether bytes begin like a calendar.
pub(super) fn begins(bytes: &[u8]) -> bool {
    bytes.get(..15).is_some_and(|start| start.eq_ignore_ascii_case(b"BEGIN:VCALENDAR"))
}

/// So many meetings of a calendar are looked at.
const MOST_MEETINGS: usize = 20;

/// The UIDs in a calendar.
pub(super) fn uids(text: &str) -> Vec<String> {
    let uids = text.lines().filter_map(|line| line.strip_prefix("UID:"));
    uids.map(|uid| unwrapped(uid.trim().to_owned())).take(MOST_MEETINGS).collect()
}

/// Reads the answers in a calendar. `method` is that of the mail part around it, for a calendar without METHOD.
pub(super) fn read(text: &str, method: Option<&str>) -> Result<Vec<CalendarAnswer>, Unreadable> {
    if !text.trim_end().to_ascii_uppercase().ends_with("END:VCALENDAR") {
        return Err(Unreadable::CutOff);
    }
    if has_long_line(text) {
        return Err(Unreadable::LineTooLong { most: LONGEST_LINE });
    }
    let calendar = ICalendar::parse(text).map_err(|_| Unreadable::Damaged)?;
    let own = calendar.components.first().and_then(|whole| text_of(whole, &ICalendarProperty::Method));
    let method = own.or_else(|| method.map(str::to_owned)).unwrap_or_default();
    let is_counter = method.eq_ignore_ascii_case("COUNTER");
    if !is_counter && !method.eq_ignore_ascii_case("REPLY") {
        return Err(Unreadable::NoAnswer);
    }
    let events = calendar.components.iter().filter(|component| component.component_type.is_event());
    let answers: Option<Vec<Vec<CalendarAnswer>>> =
        events.map(|event| answers(event, &calendar, is_counter)).take(MOST_ANSWERS).collect();
    answers.map(|answers| answers.concat()).filter(|answers| !answers.is_empty()).ok_or(Unreadable::Damaged)
}

/// So many events of a calendar are read, and so many attendees of an event.
const MOST_ANSWERS: usize = 200;

/// What the attendees of an event answer. A reply has one, the one who answers (RFC 5546, section 3.2.3); some calendars
/// list those with it who have answered, and those who have not.
fn answers(event: &ICalendarComponent, calendar: &ICalendar, is_counter: bool) -> Option<Vec<CalendarAnswer>> {
    let attendees: Vec<&ICalendarEntry> = event.properties(&ICalendarProperty::Attendee).take(MOST_ANSWERS).collect();
    let is_only = attendees.len() == 1;
    let answered = |attendee: &&&ICalendarEntry| is_only || part_stat(attendee).is_some();
    let answered = attendees.iter().filter(answered);
    answered.map(|attendee| answer(event, attendee, calendar, is_counter)).collect()
}

fn part_stat(attendee: &ICalendarEntry) -> Option<PartStat> {
    attendee.parameter(&ICalendarParameterName::Partstat)?.as_text()?.parse().ok()
}

fn answer(
    event: &ICalendarComponent,
    attendee: &ICalendarEntry,
    calendar: &ICalendar,
    is_counter: bool,
) -> Option<CalendarAnswer> {
    let parameter = |name| attendee.parameter(&name).and_then(|value| value.as_text());
    let part_stat = match part_stat(attendee) {
        Some(PartStat::Declined) => PartStat::Declined,
        // Whoever proposes another time may come.
        _ if is_counter => PartStat::Tentative,
        part_stat => part_stat?,
    };
    let address = |name| parameter(name).map(address).map(|address| shortened(&address, LONGEST_ADDRESS));
    let sequence = event.property(&ICalendarProperty::Sequence);
    let sequence = sequence.and_then(|entry| entry.values.first()?.as_integer()).unwrap_or_default();
    let at = event.property(&other("X-MICROSOFT-CDO-REPLYTIME")).and_then(|entry| time(entry, calendar));
    let stamp = || event.property(&ICalendarProperty::Dtstamp).and_then(|entry| time(entry, calendar));
    let comment = text_of(event, &ICalendarProperty::Comment).filter(|text| !text.is_empty());
    let comment = comment.or_else(|| of_google(attendee, "X-RESPONSE-COMMENT"));
    Some(CalendarAnswer {
        uid: unwrapped(text_of(event, &ICalendarProperty::Uid)?),
        sequence: u32::try_from(sequence).ok()?,
        attendee: Address {
            email: address_of(attendee)?,
            name: parameter(ICalendarParameterName::Cn)
                .map(|name| shortened(name, LONGEST_ADDRESS))
                .filter(|name| !name.is_empty()),
        },
        part_stat,
        at: at.or_else(stamp),
        proposed: proposed(event, calendar, is_counter),
        delegated_to: address(ICalendarParameterName::DelegatedTo),
        delegated_from: address(ICalendarParameterName::DelegatedFrom),
        sent_by: address(ICalendarParameterName::SentBy),
        comment: comment.map(|text| shortened(&text, LONGEST_TEXT)),
        guests: of_google(attendee, "X-NUM-GUESTS").and_then(|number| number.parse().ok()).filter(|number| *number > 0),
    })
}

/// A parameter that only Google's calendar writes.
fn of_google(attendee: &ICalendarEntry, name: &str) -> Option<String> {
    let value = attendee.parameter(&ICalendarParameterName::Other(name.to_owned()))?.as_text()?.trim().to_owned();
    Some(value).filter(|value| !value.is_empty())
}

fn other(name: &str) -> ICalendarProperty {
    ICalendarProperty::Other(name.to_owned())
}

/// The time that is proposed: start and end. Exchange writes the old one beside it, sometimes where nothing is proposed.
fn proposed(
    event: &ICalendarComponent,
    calendar: &ICalendar,
    is_counter: bool,
) -> Option<(DateTime<FixedOffset>, DateTime<FixedOffset>)> {
    let time = |property: &ICalendarProperty| time(event.property(property)?, calendar);
    let proposed = time(&ICalendarProperty::Dtstart).zip(time(&ICalendarProperty::Dtend));
    let old = other("X-MS-OLK-ORIGINALSTART");
    let is_other = |(start, _): &(DateTime<FixedOffset>, _)| time(&old) != Some(*start);
    proposed.filter(|_| is_counter || event.has_property(&old)).filter(is_other)
}

fn text_of(component: &ICalendarComponent, property: &ICalendarProperty) -> Option<String> {
    Some(component.property(property)?.values.first()?.as_text()?.trim().to_owned())
}

fn address_of(attendee: &ICalendarEntry) -> Option<String> {
    let found = address(attendee.values.first()?.as_text()?);
    (found.contains('@') && found.len() <= LONGEST_ADDRESS).then_some(found)
}

/// Without its scheme, in lower case.
fn address(uri: &str) -> String {
    let uri = uri.trim().to_lowercase();
    uri.strip_prefix("mailto:").unwrap_or(&uri).to_owned()
}

/// A time with its zone. A time without one could be any moment, so it is not used.
fn time(entry: &ICalendarEntry, calendar: &ICalendar) -> Option<DateTime<FixedOffset>> {
    let zone = entry.parameter(&ICalendarParameterName::Tzid).and_then(|value| value.as_text());
    let zone = |has_zone: bool| match zone {
        Some(name) => calendar.build_tz_resolver().resolve(name),
        None => has_zone.then_some(Tz::UTC),
    };
    let found = match entry.values.first()? {
        ICalendarValue::PartialDateTime(time) => time.to_date_time()?.to_date_time_with_tz(zone(time.has_zone())?)?,
        // The library reads a property that it does not know as text: `20220822T090000Z`.
        other => {
            let text = other.as_text()?.trim();
            let local = chrono::NaiveDateTime::parse_from_str(text.trim_end_matches('Z'), "%Y%m%dT%H%M%S").ok()?;
            local.and_local_timezone(zone(text.ends_with('Z'))?).single()?
        }
    };
    DateTime::parse_from_rfc3339(&found.to_rfc3339()).ok()
}
