//! The rules of a timezone as calendars state them: one time a year when clocks go forward, one when they go back.
//!
//! They are found by asking the IANA data, through chrono-tz, when the offset changes in the years from that of the
//! meeting on. A zone that has no such two rules (Asia/Kolkata never changes its clocks, Africa/Casablanca follows the
//! moon) has none here; times are then written in UTC. Outlook takes exactly one STANDARD and one DAYLIGHT, each
//! with a yearly rule and an early start, and ignores lists of days (MS-STANOICAL 2.2.47, MS-OXCICAL 2.1.3.1.1.19).
//!
//! A rule that does not hold in the year of the meeting is not stated. Test:
//! `a_meeting_is_at_its_instant_on_each_side_of_every_change_of_clocks`.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc, Weekday};
use chrono_tz::{OffsetName, Tz};

use super::lines::Lines;

/// A rule must hold in so many years on end to be one.
const YEARS: i32 = 5;

/// The rules of a zone: when its clocks go back and when they go forward.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    zone: Tz,
    standard: Change,
    daylight: Change,
}

/// A yearly change of the offset from UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    month: u32,
    weekday: Weekday,
    /// Which of that weekday in the month: from 1, or -1 for the last.
    nth: i8,
    /// When, after midnight, on the clock that is about to be changed.
    at: TimeDelta,
    /// Seconds east of UTC.
    before: i32,
    after: i32,
    /// What local time is called after it: `CEST`.
    name: String,
}

/// An instant at which the offset changes.
struct Transition {
    /// On the clock that is about to be changed.
    local: NaiveDateTime,
    before: i32,
    after: i32,
    name: String,
}

impl Rules {
    /// The rules that hold in a year; none if the zone is not one with two of them.
    pub fn of(zone: Tz, year: i32) -> Option<Rules> {
        // A letter in five would wait for them: they are the same for all (cargo bench --bench send).
        static FOUND: Mutex<BTreeMap<(&str, i32), Option<Rules>>> = Mutex::new(BTreeMap::new());
        let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
        found.entry((zone.name(), year)).or_insert_with(|| Rules::find(zone, year)).clone()
    }

    fn find(zone: Tz, year: i32) -> Option<Rules> {
        let years: Vec<[Transition; 2]> =
            (year..year + YEARS).map(|year| transitions(zone, year).try_into().ok()).collect::<Option<_>>()?;
        let change = |which: usize| Change::of(&years.iter().map(|both| &both[which]).collect::<Vec<_>>());
        let (first, second) = (change(0)?, change(1)?);
        let (standard, daylight) = if first.after < first.before { (first, second) } else { (second, first) };
        (daylight.after > daylight.before).then_some(Rules { zone, standard, daylight })
    }

    /// As a component VTIMEZONE (RFC 5545, section 3.6.5).
    pub fn write(&self, lines: &mut Lines) {
        lines.plain("BEGIN", "VTIMEZONE");
        lines.plain("TZID", self.zone.name());
        for (kind, change) in [("STANDARD", &self.standard), ("DAYLIGHT", &self.daylight)] {
            lines.plain("BEGIN", kind);
            lines.plain("DTSTART", &change.in_1970().format("%Y%m%dT%H%M%S").to_string());
            lines.plain("TZOFFSETFROM", &offset(change.before));
            lines.plain("TZOFFSETTO", &offset(change.after));
            lines.plain("TZNAME", &change.name);
            let (month, nth) = (change.month, change.nth);
            lines.plain("RRULE", &format!("FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{}", code(change.weekday)));
            lines.plain("END", kind);
        }
        lines.plain("END", "VTIMEZONE");
    }
}

impl Change {
    /// The rule that all of these follow, one a year; the last weekday of a month rather than the fourth or fifth.
    fn of(years: &[&Transition]) -> Option<Change> {
        let first = years.first()?;
        let (weekday, midnight) = (first.local.weekday(), first.local.date().and_time(chrono::NaiveTime::MIN));
        [-1, 1, 2, 3, 4]
            .map(|nth| Change {
                month: first.local.month(),
                weekday,
                nth,
                at: first.local - midnight,
                before: first.before,
                after: first.after,
                name: first.name.clone(),
            })
            .into_iter()
            .find(|change| {
                years.iter().all(|year| {
                    change.in_year(year.local.year()) == Some(year.local)
                        && (change.before, change.after) == (year.before, year.after)
                })
            })
    }

    fn in_year(&self, year: i32) -> Option<NaiveDateTime> {
        let day = match u8::try_from(self.nth) {
            Ok(nth) => NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, nth)?,
            Err(_) => {
                let last = NaiveDate::from_ymd_opt(year, self.month, 1)? + Months::new(1) - Days::new(1);
                let past = last.weekday().days_since(self.weekday);
                last - Days::new(past.into())
            }
        };
        Some(day.and_time(chrono::NaiveTime::MIN) + self.at)
    }

    /// The early start that readers want.
    fn in_1970(&self) -> NaiveDateTime {
        self.in_year(1970).unwrap_or_default()
    }
}

/// The changes of the offset in a year, in their order. A state that lasts less than a week is not seen.
fn transitions(zone: Tz, year: i32) -> Vec<Transition> {
    let at = |year| Utc.with_ymd_and_hms(year, 1, 1, 0, 0, 0).single();
    let (Some(begin), Some(end)) = (at(year), at(year + 1)) else { return Vec::new() };
    let offset = |time: DateTime<Utc>| zone.offset_from_utc_datetime(&time.naive_utc());
    let seconds = |time| offset(time).fix().local_minus_utc();
    let mut found = Vec::new();
    let mut from = begin;
    while from < end {
        let to = end.min(from + TimeDelta::weeks(1));
        if seconds(from) != seconds(to) {
            let (mut before, mut after) = (from, to);
            while after - before > TimeDelta::seconds(1) {
                let middle = before + TimeDelta::seconds((after - before).num_seconds() / 2);
                *(if seconds(middle) == seconds(from) { &mut before } else { &mut after }) = middle;
            }
            found.push(Transition {
                local: after.naive_utc() + TimeDelta::seconds(seconds(from).into()),
                before: seconds(from),
                after: seconds(to),
                name: offset(to).abbreviation().map_or_else(|| zone.name().to_owned(), str::to_owned),
            });
        }
        from = to;
    }
    found
}

/// `+0100`; with seconds where there are any (RFC 5545, section 3.3.14).
fn offset(seconds: i32) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let left = seconds.unsigned_abs();
    let (hours, minutes, seconds) = (left / 3600, left / 60 % 60, left % 60);
    let rest = if seconds == 0 { String::new() } else { format!("{seconds:02}") };
    format!("{sign}{hours:02}{minutes:02}{rest}")
}

fn code(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "MO",
        Weekday::Tue => "TU",
        Weekday::Wed => "WE",
        Weekday::Thu => "TH",
        Weekday::Fri => "FR",
        Weekday::Sat => "SA",
        Weekday::Sun => "SU",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn written(zone: Tz, year: i32) -> String {
        let mut lines = Lines::default();
        Rules::of(zone, year).expect("the zone has two rules").write(&mut lines);
        lines.into_text()
    }

    #[test]
    fn oslo_goes_by_the_last_sundays_of_march_and_october() {
        assert_eq!(
            written(Tz::Europe__Oslo, 2022).replace("\r\n", "\n"),
            "BEGIN:VTIMEZONE\nTZID:Europe/Oslo\n\
             BEGIN:STANDARD\nDTSTART:19701025T030000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nTZNAME:CET\n\
             RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\nEND:STANDARD\n\
             BEGIN:DAYLIGHT\nDTSTART:19700329T020000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nTZNAME:CEST\n\
             RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
        );
    }

    #[test]
    fn other_zones_have_their_own_rules_or_none() {
        let new_york = written(Tz::America__New_York, 2022);
        assert!(new_york.contains("BYMONTH=3;BYDAY=2SU") && new_york.contains("BYMONTH=11;BYDAY=1SU"), "{new_york}");
        let sydney = Rules::of(Tz::Australia__Sydney, 2022).expect("it has two rules");
        assert_eq!((sydney.daylight.month, sydney.standard.month), (10, 4));
        // In Irish law winter time is the exception; in calendars the earlier clock is the standard one.
        let dublin = Rules::of(Tz::Europe__Dublin, 2022).expect("it has two rules");
        assert_eq!((dublin.standard.after, dublin.daylight.after), (0, 3600));
        for zone in [Tz::Asia__Kolkata, Tz::UTC, Tz::Africa__Casablanca, Tz::Asia__Jerusalem] {
            assert_eq!(Rules::of(zone, 2022), None, "{zone}");
        }
    }

    #[test]
    fn the_rules_of_every_zone_come_to_its_own_offsets_in_the_year_asked_for() {
        let mut with_rules = 0;
        for zone in chrono_tz::TZ_VARIANTS {
            let Some(rules) = Rules::of(zone, 2022) else { continue };
            with_rules += 1;
            for change in [&rules.standard, &rules.daylight] {
                let local = change.in_year(2022).expect("it happens");
                let instant = (local - TimeDelta::seconds(change.before.into())).and_utc();
                let offset =
                    |time: DateTime<Utc>| zone.offset_from_utc_datetime(&time.naive_utc()).fix().local_minus_utc();
                assert_eq!(
                    (offset(instant - TimeDelta::seconds(1)), offset(instant)),
                    (change.before, change.after),
                    "{zone}"
                );
            }
        }
        assert!(with_rules > 100, "{with_rules}");
    }

    proptest! {
        #[test]
        fn in_oslo_the_rules_come_to_the_same_offset_at_any_time(seconds in 0i64..86_400 * 365 * 10) {
            let begin = Utc.with_ymd_and_hms(2022, 1, 1, 0, 0, 0).single().expect("a time");
            let time = begin + TimeDelta::seconds(seconds);
            let rules = Rules::of(Tz::Europe__Oslo, time.year()).expect("it has two rules");
            let instant = |change: &Change| {
                let local = change.in_year(time.year()).expect("it happens");
                (local - TimeDelta::seconds(change.before.into())).and_utc()
            };
            let is_daylight = time >= instant(&rules.daylight) && time < instant(&rules.standard);
            let offset = if is_daylight { rules.daylight.after } else { rules.standard.after };
            let real = Tz::Europe__Oslo.offset_from_utc_datetime(&time.naive_utc()).fix().local_minus_utc();
            prop_assert_eq!(offset, real);
        }
    }
}
