//! The answer of a calendar to an invitation (RFC 5546, REPLY and COUNTER).
//!
//! Exchange leaves ORGANIZER out, and puts a proposed time into a REPLY with the old time in X-MS-OLK-ORIGINALSTART. So
//! ORGANIZER is not required, and a time counts as a proposal only in a COUNTER or beside that property.

use calcard::common::timezone::Tz;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarEntry, ICalendarParameterName, ICalendarProperty, ICalendarValue,
};
use chrono::{DateTime, FixedOffset};

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
    /// COMMENT.
    pub(crate) comment: Option<String>,
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
    let answers: Option<Vec<CalendarAnswer>> = events.map(|event| answer(event, &calendar, is_counter)).collect();
    answers.filter(|answers| !answers.is_empty()).ok_or(Unreadable::Damaged)
}

fn answer(event: &ICalendarComponent, calendar: &ICalendar, is_counter: bool) -> Option<CalendarAnswer> {
    let mut attendees = event.properties(&ICalendarProperty::Attendee);
    // A reply has one attendee, the one who answers (RFC 5546, section 3.2.3).
    let (attendee, None) = (attendees.next()?, attendees.next()) else { return None };
    let parameter = |name| attendee.parameter(&name).and_then(|value| value.as_text());
    let written = parameter(ICalendarParameterName::Partstat).unwrap_or_default();
    let part_stat = if is_counter { PartStat::Tentative } else { written.parse().ok()? };
    let other = |name: &str| ICalendarProperty::Other(name.to_owned());
    let is_proposal = is_counter || event.has_property(&other("X-MS-OLK-ORIGINALSTART"));
    let time = |property: &ICalendarProperty| time(event.property(property)?, calendar);
    let proposed = time(&ICalendarProperty::Dtstart).zip(time(&ICalendarProperty::Dtend)).filter(|_| is_proposal);
    let address = |name| parameter(name).map(address).map(|address| shortened(&address, LONGEST_ADDRESS));
    let sequence = event.property(&ICalendarProperty::Sequence);
    let sequence = sequence.and_then(|entry| entry.values.first()?.as_integer()).unwrap_or_default();
    Some(CalendarAnswer {
        uid: text_of(event, &ICalendarProperty::Uid)?,
        sequence: u32::try_from(sequence).ok()?,
        attendee: Address {
            email: address_of(attendee)?,
            name: parameter(ICalendarParameterName::Cn)
                .map(|name| shortened(name, LONGEST_ADDRESS))
                .filter(|name| !name.is_empty()),
        },
        part_stat,
        at: time(&other("X-MICROSOFT-CDO-REPLYTIME")).or_else(|| time(&ICalendarProperty::Dtstamp)),
        proposed,
        delegated_to: address(ICalendarParameterName::DelegatedTo),
        delegated_from: address(ICalendarParameterName::DelegatedFrom),
        sent_by: address(ICalendarParameterName::SentBy),
        comment: text_of(event, &ICalendarProperty::Comment)
            .filter(|text| !text.is_empty())
            .map(|text| shortened(&text, LONGEST_TEXT)),
    })
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
    let parsed = match entry.values.first()? {
        ICalendarValue::PartialDateTime(time) => time.as_ref(),
        // The library reads a property that it does not know as text.
        other => return utc(other.as_text()?),
    };
    let zone = match entry.parameter(&ICalendarParameterName::Tzid).and_then(|value| value.as_text()) {
        Some(name) => calendar.build_tz_resolver().resolve(name)?,
        None if parsed.has_zone() => Tz::UTC,
        None => return None,
    };
    let found = parsed.to_date_time()?.to_date_time_with_tz(zone)?;
    DateTime::parse_from_rfc3339(&found.to_rfc3339()).ok()
}

/// `20220822T090000Z`.
fn utc(text: &str) -> Option<DateTime<FixedOffset>> {
    chrono::NaiveDateTime::parse_from_str(text.trim(), "%Y%m%dT%H%M%SZ").ok().map(|time| time.and_utc().fixed_offset())
}
