//! A day and the hours on it, as a lead writes them: `24.11.2027 09:30-11:30`. A year has four digits, and a day comes
//! before its month. Test: `what_could_mean_two_things_or_nothing_is_refused`.

use std::str::FromStr;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use super::written::parse;
use crate::sheet::Epoch;

/// From when to when, local to the exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Period {
    pub(crate) start: NaiveDateTime,
    /// When it ends, later on the same day.
    pub end: NaiveDateTime,
}

/// Why a text is not a day with hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAPeriod {
    /// It is written in another way.
    Form,
    /// It does not end after it begins.
    EndsTooEarly,
}

/// Why a text does not tell where a date is moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotAMove {
    /// It is no day and no hours.
    Form,
    /// It does not end after it begins.
    EndsTooEarly,
    /// This day has another weekday than it says.
    Weekday(NaiveDate),
}

/// Where a date is moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    pub(crate) period: Period,
    /// Whether its hours were told.
    pub(crate) tells_hours: bool,
}

/// A text is not a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotADay;

impl FromStr for Period {
    type Err = NotAPeriod;

    /// Takes the day as [`day`] does, then the hours: `09:30-11:30`, `kl. 9.30–11.30`; also `2027-11-24T09:30/11:30`.
    ///
    /// # Errors
    /// When it is anything else, or ends before it begins.
    fn from_str(written: &str) -> Result<Period, NotAPeriod> {
        let (date, hours) = written.trim().split_once([' ', 'T']).ok_or(NotAPeriod::Form)?;
        let date = day(date).map_err(|NotADay| NotAPeriod::Form)?;
        let hours = hours.trim();
        let hours = hours.strip_prefix("kl.").or(hours.strip_prefix("kl")).unwrap_or(hours);
        let (from, to) = hours.split_once(['-', '–', '/']).ok_or(NotAPeriod::Form)?;
        let (from, to) = (time(from)?, time(to)?);
        if from >= to {
            return Err(NotAPeriod::EndsTooEarly);
        }
        Ok(Period { start: date.and_time(from), end: date.and_time(to) })
    }
}

impl Period {
    /// Where a date is moved to, by what is otherwise than it was: `24.3.2027 09:00–11:00`, or the day or the hours alone.
    /// Without an end it is as long as it was.
    ///
    /// # Errors
    /// When it is anything else, or ends before it begins.
    pub fn moved(self, written: &str) -> Result<Target, NotAMove> {
        let hours_alone = || parse(&format!("{} {written}", self.start.format("%d.%m.%Y")), Epoch::default());
        let found = parse(written, Epoch::default()).or_else(hours_alone).ok_or(NotAMove::Form)?;
        let year = found.year.unwrap_or(self.start.year());
        let day = NaiveDate::from_ymd_opt(year, found.month, found.day).ok_or(NotAMove::Form)?;
        if found.weekday.is_some_and(|weekday| weekday != day.weekday()) {
            return Err(NotAMove::Weekday(day));
        }
        let start = day.and_time(found.start.unwrap_or(self.start.time()));
        let end = found.end.map_or(start + (self.end - self.start), |end| day.and_time(end));
        if end <= start {
            return Err(NotAMove::EndsTooEarly);
        }
        Ok(Target { period: Period { start, end }, tells_hours: found.start.is_some() })
    }
}

/// Whether what was written names this day, and this hour where it tells one.
#[must_use]
pub(crate) fn names(written: &str, moment: NaiveDateTime) -> bool {
    parse(written, Epoch::default()).is_some_and(|found| {
        (found.day, found.month) == (moment.day(), moment.month())
            && found.year.is_none_or(|year| year == moment.year())
            && found.start.is_none_or(|start| start == moment.time())
    })
}

/// Reads a day: `24.11.2027` or `2027-11-24`.
///
/// # Errors
/// When it is anything else.
pub fn day(written: &str) -> Result<NaiveDate, NotADay> {
    let written = written.trim();
    let year = if written.contains('.') { written.rsplit('.').next() } else { written.split('-').next() };
    if year.is_none_or(|year| year.len() != 4) {
        return Err(NotADay);
    }
    ["%d.%m.%Y", "%Y-%m-%d"].iter().find_map(|form| NaiveDate::parse_from_str(written, form).ok()).ok_or(NotADay)
}

fn time(written: &str) -> Result<NaiveTime, NotAPeriod> {
    let written = written.trim().replace('.', ":");
    NaiveTime::parse_from_str(&written, "%H:%M").map_err(|_| NotAPeriod::Form)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_with_hours_is_read_as_leads_write_it() {
        for written in [
            "24.11.2027 09:30-11:30",
            " 24.11.2027  kl. 9.30–11.30 ",
            "2027-11-24 09:30 - 11:30",
            "2027-11-24T09:30/11:30",
        ] {
            let period = written.parse::<Period>().map(|period| (period.start.to_string(), period.end.to_string()));
            assert_eq!(period, Ok(("2027-11-24 09:30:00".into(), "2027-11-24 11:30:00".into())), "{written}");
        }
    }

    #[test]
    fn a_date_is_moved_by_what_is_otherwise() {
        let former: Period = "23.3.2027 09:00-11:00".parse().expect("a period");
        for (written, start, end) in [
            ("24.3.2027 10:00–12:30", "2027-03-24 10:00:00", "2027-03-24 12:30:00"),
            ("24. mars", "2027-03-24 09:00:00", "2027-03-24 11:00:00"),
            ("onsdag 24.3 kl. 13", "2027-03-24 13:00:00", "2027-03-24 15:00:00"),
            ("2028-01-05", "2028-01-05 09:00:00", "2028-01-05 11:00:00"),
            ("12:00-14:00", "2027-03-23 12:00:00", "2027-03-23 14:00:00"),
        ] {
            let moved =
                former.moved(written).map(|moved| (moved.period.start.to_string(), moved.period.end.to_string()));
            assert_eq!(moved, Ok((start.into(), end.into())), "{written}");
        }
        assert!(matches!(former.moved("torsdag 24.3.2027"), Err(NotAMove::Weekday(_))));
        assert_eq!(former.moved("24.3").map(|target| target.tells_hours), Ok(false));
        assert_eq!(former.moved("24.3 12:00-09:00"), Err(NotAMove::EndsTooEarly));
        assert_eq!(former.moved("i morgen"), Err(NotAMove::Form));
    }

    #[test]
    fn what_could_mean_two_things_or_nothing_is_refused() {
        for written in ["24.11.27 09:30-11:30", "11/24/2027 09:30-11:30", "24.11.2027", ""] {
            assert_eq!(written.parse::<Period>(), Err(NotAPeriod::Form), "{written}");
        }
        for written in ["24.11.2027 11:30-09:30", "24.11.2027 09:30-09:30"] {
            assert_eq!(written.parse::<Period>(), Err(NotAPeriod::EndsTooEarly), "{written}");
        }
        assert_eq!(day("31.2.2027"), Err(NotADay));
    }
}
