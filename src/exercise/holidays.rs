//! The public holidays of Norway: the days on which no municipality can be expected to take part.
//!
//! They are those of the act on public holidays (lov 24. februar 1995 nr. 12 om helligdager og helligdagsfred § 2), with
//! 1 and 17 May by the act of 26 April 1947 no. 1. Easter Sunday is computed by Oudin's algorithm of 1940 (Explanatory
//! Supplement to the Astronomical Almanac, 1992, section 12.951), which holds for every year of the Gregorian calendar.

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

/// Why a day is free.
#[derive(Debug, Clone, Copy, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum FreeDay {
    NewYearsDay,
    MaundyThursday,
    GoodFriday,
    EasterSunday,
    EasterMonday,
    LabourDay,
    ConstitutionDay,
    AscensionDay,
    WhitSunday,
    WhitMonday,
    ChristmasDay,
    BoxingDay,
    Saturday,
    Sunday,
}

impl FreeDay {
    /// The public holiday that a day is, else the day of the weekend; none on other days.
    #[must_use]
    pub(crate) fn of(day: NaiveDate) -> Option<FreeDay> {
        fixed(day).or_else(|| movable(day)).or(match day.weekday() {
            Weekday::Sat => Some(FreeDay::Saturday),
            Weekday::Sun => Some(FreeDay::Sunday),
            _ => None,
        })
    }
}

impl From<FreeDay> for crate::findings::Value {
    fn from(day: FreeDay) -> crate::findings::Value {
        <&str>::from(day).into()
    }
}

fn fixed(day: NaiveDate) -> Option<FreeDay> {
    match (day.month(), day.day()) {
        (1, 1) => Some(FreeDay::NewYearsDay),
        (5, 1) => Some(FreeDay::LabourDay),
        (5, 17) => Some(FreeDay::ConstitutionDay),
        (12, 25) => Some(FreeDay::ChristmasDay),
        (12, 26) => Some(FreeDay::BoxingDay),
        _ => None,
    }
}

fn movable(day: NaiveDate) -> Option<FreeDay> {
    match (day - easter(day.year())?).num_days() {
        -3 => Some(FreeDay::MaundyThursday),
        -2 => Some(FreeDay::GoodFriday),
        0 => Some(FreeDay::EasterSunday),
        1 => Some(FreeDay::EasterMonday),
        39 => Some(FreeDay::AscensionDay),
        49 => Some(FreeDay::WhitSunday),
        50 => Some(FreeDay::WhitMonday),
        _ => None,
    }
}

/// Easter Sunday of a year: days from 28 March to the full moon, less those after the Sunday.
fn easter(year: i32) -> Option<NaiveDate> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let correction = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15).rem_euclid(30);
    let moon = correction - correction / 28 * (1 - correction / 28 * (29 / (correction + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4).rem_euclid(7);
    let from_march = moon - weekday;
    NaiveDate::from_ymd_opt(year, 3, 28)?.checked_add_signed(TimeDelta::days(i64::from(from_march)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn easter_is_that_of_the_almanac() {
        // As published by the observatories: the earliest and the latest possible ones among them.
        for (year, month, on) in [
            (1818, 3, 22),
            (1943, 4, 25),
            (2000, 4, 23),
            (2008, 3, 23),
            (2022, 4, 17),
            (2024, 3, 31),
            (2025, 4, 20),
            (2026, 4, 5),
            (2027, 3, 28),
            (2028, 4, 16),
            (2035, 3, 25),
            (2038, 4, 25),
            (2049, 4, 18),
            (2076, 4, 19),
        ] {
            assert_eq!(easter(year), Some(day(year, month, on)), "{year}");
        }
    }

    #[test]
    fn public_holidays_and_weekends_are_free_and_other_days_are_not() {
        for (month, on, free) in [
            (1, 1, Some(FreeDay::NewYearsDay)),
            (3, 25, Some(FreeDay::MaundyThursday)),
            (3, 26, Some(FreeDay::GoodFriday)),
            (3, 28, Some(FreeDay::EasterSunday)),
            (3, 29, Some(FreeDay::EasterMonday)),
            (3, 30, None),
            (3, 24, None),
            (5, 1, Some(FreeDay::LabourDay)),
            (5, 6, Some(FreeDay::AscensionDay)),
            (5, 16, Some(FreeDay::WhitSunday)),
            (5, 17, Some(FreeDay::ConstitutionDay)),
            (12, 24, None),
            (12, 25, Some(FreeDay::ChristmasDay)),
            (12, 26, Some(FreeDay::BoxingDay)),
            (11, 20, Some(FreeDay::Saturday)),
            (11, 21, Some(FreeDay::Sunday)),
        ] {
            assert_eq!(FreeDay::of(day(2027, month, on)), free, "{on}.{month}.");
        }
        // In 2027 Whit Monday is 17 May: the fixed one is named.
        assert_eq!(FreeDay::of(day(2028, 6, 5)), Some(FreeDay::WhitMonday));
    }
}
