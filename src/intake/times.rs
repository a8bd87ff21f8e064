//! When an answer was received, as forms and people write it: with an offset, with AM and PM, with the month first.
//!
//! Whether the day or the month comes first is never guessed from one value: [`Orders`] is what a whole column of one list
//! says.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone};
use chrono_tz::Tz;

use crate::exercise::moment_since;
use crate::sheet::Epoch;

/// What a text can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Readings {
    pub day_first: Option<NaiveDateTime>,
    pub month_first: Option<NaiveDateTime>,
    /// Whether it tells the day only.
    pub is_day: bool,
}

impl Readings {
    fn one(moment: NaiveDateTime, is_day: bool) -> Readings {
        Readings { day_first: Some(moment), month_first: Some(moment), is_day }
    }

    pub fn is_clear(self) -> bool {
        self.day_first == self.month_first
    }

    pub fn by(self, order: Order) -> Option<NaiveDateTime> {
        match order {
            Order::DayFirst => self.day_first,
            Order::MonthFirst => self.month_first,
        }
    }
}

/// What comes first in the dates of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    DayFirst,
    MonthFirst,
}

/// A time and the line it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    pub line: usize,
}

/// What the times of one column of one list say of the order of day and month.
#[derive(Debug, Clone, Default)]
pub struct Orders {
    /// The first value that can only have the day first, or only the month.
    only_day_first: Option<Written>,
    only_month_first: Option<Written>,
    /// Whether a value would be after now in an order.
    day_first_is_late: bool,
    month_first_is_late: bool,
}

impl Orders {
    /// Takes note of a value that has strokes between day and month.
    pub fn add(&mut self, text: &str, line: usize, value: Readings, now: NaiveDateTime) {
        if value.is_clear() {
            return;
        }
        let is_late = |moment: NaiveDateTime| moment > now && moment.date() != now.date();
        self.day_first_is_late |= value.day_first.is_some_and(is_late);
        self.month_first_is_late |= value.month_first.is_some_and(is_late);
        let only = match (value.day_first, value.month_first) {
            (Some(_), None) => &mut self.only_day_first,
            (None, Some(_)) => &mut self.only_month_first,
            _ => return,
        };
        only.get_or_insert_with(|| Written { text: text.to_owned(), line });
    }

    /// A value of each order, if the column has both: then none of its values can be read.
    pub fn contradiction(&self) -> Option<(&Written, &Written)> {
        self.only_day_first.as_ref().zip(self.only_month_first.as_ref())
    }

    /// The one order in which all values of the column are possible, if that is only one: none of them is after now.
    pub fn order(&self) -> Option<Order> {
        match (&self.only_day_first, &self.only_month_first) {
            (Some(_), Some(_)) => None,
            (Some(_), None) => Some(Order::DayFirst),
            (None, Some(_)) => Some(Order::MonthFirst),
            (None, None) => match (self.day_first_is_late, self.month_first_is_late) {
                (false, true) => Some(Order::DayFirst),
                (true, false) => Some(Order::MonthFirst),
                _ => None,
            },
        }
    }
}

pub fn is_moment(written: &str, epoch: Epoch) -> bool {
    readings(written, epoch, Tz::UTC).is_some()
}

/// What a text can mean, in the time of `zone`; none if it is no time.
pub fn readings(written: &str, epoch: Epoch, zone: Tz) -> Option<Readings> {
    if !written.contains('/')
        && let Some(moment) = moment_since(written, epoch)
    {
        return Some(Readings::one(moment, is_day(written, moment)));
    }
    taken_apart(written, zone)
        .or_else(|| moment_since(written, epoch).map(|moment| Readings::one(moment, is_day(written, moment))))
}

/// Whether a text tells no hour: midnight in so many words is one.
fn is_day(written: &str, moment: NaiveDateTime) -> bool {
    moment.time() == NaiveTime::MIN
        && !written.contains([':', 'T'])
        && !written.contains("00.00")
        && !written.to_lowercase().contains("kl")
}

/// A date in numbers, then perhaps an hour, AM or PM, and an offset.
fn taken_apart(written: &str, zone: Tz) -> Option<Readings> {
    let end = written.find(|c: char| !c.is_ascii_digit() && !matches!(c, '/' | '.' | '-')).unwrap_or(written.len());
    let (date, rest) = written.split_at(end);
    let (day_first, month_first) = days(date)?;
    let rest = rest.trim_start_matches(['T', ',', ' ', '\u{a0}', '\u{202f}']);
    let (time, offset) = if rest.is_empty() { (None, None) } else { hour(rest)? };
    let at = |day: NaiveDate| {
        let local = day.and_time(time.unwrap_or_default());
        offset.map_or(local, |offset| zone.from_utc_datetime(&(local - offset)).naive_local())
    };
    Some(Readings { day_first: day_first.map(at), month_first: month_first.map(at), is_day: time.is_none() })
}

/// The day with the day first, and with the month first; none if it is neither.
fn days(date: &str) -> Option<(Option<NaiveDate>, Option<NaiveDate>)> {
    let mark = date.chars().find(|c| !c.is_ascii_digit())?;
    let parts: Vec<&str> = date.split(mark).collect();
    let [first, second, third] = parts.as_slice() else { return None };
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 4);
    let (a, b, c) = (number(first)?, number(second)?, number(third)?);
    let day = |year: u32, month, day| NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day);
    let found = if first.len() == 4 {
        let day = day(a, b, c);
        (day, day)
    } else {
        let year = match third.len() {
            4 => c,
            2 => 2000 + c,
            _ => return None,
        };
        let day_first = day(year, b, a);
        // Only with strokes does anybody write the month first.
        (day_first, if mark == '/' { day(year, a, b) } else { day_first })
    };
    (found.0.is_some() || found.1.is_some()).then_some(found)
}

/// The hour, and how far it is ahead of UTC if that is said.
fn hour(rest: &str) -> Option<(Option<NaiveTime>, Option<TimeDelta>)> {
    let rest = rest.strip_prefix("kl.").or(rest.strip_prefix("kl")).unwrap_or(rest).trim_start();
    let end = rest.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(rest.len());
    let (clock, rest) = rest.split_at(end);
    let mut parts = clock.split([':', '.']);
    let mut number = || parts.next().map(|part| part.parse::<u32>().ok().filter(|_| part.len() <= 2));
    let (hour, minute, second) = (number()??, number()??, number().unwrap_or(Some(0))?);
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    let (half, rest) = match rest.get(..2).map(str::to_ascii_uppercase).as_deref() {
        Some("AM") => (Some(0), &rest[2..]),
        Some("PM") => (Some(12), &rest[2..]),
        _ => (None, rest),
    };
    let hour = match half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(half) => hour % 12 + half,
        None => hour,
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    let rest = rest.trim();
    if rest.is_empty() { Some((Some(time), None)) } else { Some((Some(time), Some(offset(rest)?))) }
}

/// `Z`, `UTC`, `CEST`, `+02:00`, `GMT+2`.
fn offset(written: &str) -> Option<TimeDelta> {
    let written = written.trim_matches(['(', ')']);
    let named = match written.to_ascii_uppercase().as_str() {
        "Z" | "UTC" | "GMT" => Some(0),
        "CET" => Some(1),
        "CEST" => Some(2),
        _ => None,
    };
    if let Some(hours) = named {
        return Some(TimeDelta::hours(hours));
    }
    let written = written.strip_prefix("UTC").or(written.strip_prefix("GMT")).unwrap_or(written);
    let (sign, digits) = match written.strip_prefix('+') {
        Some(digits) => (1, digits),
        None => (-1, written.strip_prefix(['-', '−'])?),
    };
    let (hours, minutes) = match digits.split_once(':') {
        Some(parts) => parts,
        None if digits.len() == 4 && digits.is_ascii() => digits.split_at(2),
        None => (digits, "0"),
    };
    let (hours, minutes): (i64, i64) = (hours.parse().ok()?, minutes.parse().ok()?);
    ((0..=14).contains(&hours) && (0..60).contains(&minutes)).then(|| TimeDelta::minutes(sign * (hours * 60 + minutes)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(written: &str) -> Option<Readings> {
        readings(written, Epoch::Y1900, Tz::Europe__Oslo)
    }

    #[test]
    fn letters_behind_a_time_are_no_offset() {
        for written in ["24.06.2022 10:15 -Pål", "24.06.2022 10:15 +1ø2", "24.06.2022 10:15 -é1"] {
            assert!(read(written).is_none_or(|readings| readings.day_first.is_none()), "{written}");
        }
    }

    fn moment(text: &str) -> Option<NaiveDateTime> {
        Some(text.parse().expect("a time"))
    }

    #[test]
    fn times_are_read_as_forms_write_them_in_the_time_of_the_exercise() {
        for (written, expected) in [
            ("2022/06/24 10:15:33 AM CEST", "2022-06-24T10:15:33"),
            ("2022/06/24 10:15:33 PM GMT+2", "2022-06-24T22:15:33"),
            ("2022/01/24 12:05:00 AM CET", "2022-01-24T00:05:00"),
            ("2022-06-24T08:15:33Z", "2022-06-24T10:15:33"),
            ("2022-06-24 08:15 UTC", "2022-06-24T10:15:00"),
            ("2022-06-24T03:15:33-05:00", "2022-06-24T10:15:33"),
            ("24.06.2022 11:15 +0300", "2022-06-24T10:15:00"),
            ("24.06.2022 kl. 10.15", "2022-06-24T10:15:00"),
        ] {
            let expected = moment(expected);
            assert_eq!(
                read(written),
                Some(Readings { day_first: expected, month_first: expected, is_day: false }),
                "{written}"
            );
        }
        for written in ["i går", "2022-06-24 10:15 XYZ", "24.06.2022 25:00", "13:00 PM", "99/99/2022 10:00"] {
            assert_eq!(read(written), None, "{written}");
        }
    }

    #[test]
    fn a_day_alone_is_known_as_one() {
        for (written, is_day) in
            [("24.06.2022", true), ("2022-06-24", true), ("6/24/2022", true), ("24.06.2022 00:00", false)]
        {
            assert_eq!(read(written).map(|read| read.is_day), Some(is_day), "{written}");
        }
    }

    #[test]
    fn the_whole_column_says_whether_the_day_or_the_month_comes_first() {
        let now = "2022-08-01T09:00:00".parse().expect("a time");
        let orders = |column: &[&str]| {
            let mut orders = Orders::default();
            for (index, written) in column.iter().enumerate() {
                orders.add(written, index + 2, read(written).expect("a time"), now);
            }
            orders
        };
        let order = |column: &[&str]| orders(column).order();
        assert_eq!(order(&["7/12/2022 10:15", "8/1/2022 09:00"]), Some(Order::MonthFirst), "none is after now");
        assert_eq!(order(&["5/6/2022", "25/6/2022"]), Some(Order::DayFirst), "there is no month 25");
        assert_eq!(order(&["5/6/2022", "6/25/2022"]), Some(Order::MonthFirst));
        assert_eq!(order(&["5/6/2022", "6/7/2022"]), None);
        let torn = orders(&["5/6/2022", "6/25/2022", "25/6/2022", "26/6/2022"]);
        let lines = torn.contradiction().map(|(day_first, month_first)| (day_first.line, month_first.line));
        assert_eq!((torn.order(), lines), (None, Some((4, 3))));
    }
}
