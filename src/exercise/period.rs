//! A day and the hours on it, as a lead writes them: `24.11.2027 09:30-11:30`. A year has four digits, and a day comes
//! before its month. Test: `what_could_mean_two_things_or_nothing_is_refused`.

use std::str::FromStr;

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};

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
