//! Days as spreadsheet programs count them.
//!
//! A number that means something else is not taken for a day: `serials_are_counted_from_either_epoch`.

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// The day from which a file counts (ECMA-376, part 1, section 18.17.4.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Epoch {
    /// Day 1 is 1 January 1900, and 1900 is taken for a leap year: Excel's default.
    #[default]
    Y1900,
    /// Day 0 is 1 January 1904: workbooks from old Macs.
    Y1904,
}

impl Epoch {
    /// The moment of a serial number in days, to the nearest second; none outside the years that an
    /// exercise can be in, 1950 to 2149, where a number means something else.
    #[must_use]
    pub fn moment(self, serial: f64) -> Option<NaiveDateTime> {
        let (year, month, day) = match self {
            Epoch::Y1900 => (1899, 12, 30),
            Epoch::Y1904 => (1904, 1, 1),
        };
        if !(0.0..200_000.0).contains(&serial) {
            return None;
        }
        // Below 200,000 days the seconds are far inside i64.
        #[expect(clippy::cast_possible_truncation, reason = "checked above")]
        let seconds = (serial * 86_400.0).round() as i64;
        let moment = NaiveDate::from_ymd_opt(year, month, day)?.and_hms_opt(0, 0, 0)? + TimeDelta::seconds(seconds);
        let years = NaiveDate::from_ymd_opt(1950, 1, 1)?..NaiveDate::from_ymd_opt(2150, 1, 1)?;
        years.contains(&moment.date()).then_some(moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn serials_are_counted_from_either_epoch() {
        let at = |text: &str| text.parse().ok();
        assert_eq!(Epoch::Y1900.moment(44889.0), at("2022-11-24T00:00:00"));
        assert_eq!(Epoch::Y1900.moment(44_889.395_833_333_3), at("2022-11-24T09:30:00"));
        assert_eq!(Epoch::Y1904.moment(43427.0), at("2022-11-24T00:00:00"));
        for other in [-1.0, 0.0, 3025.0, 1e12, f64::NAN, f64::INFINITY] {
            assert_eq!(Epoch::Y1900.moment(other), None, "{other}");
        }
    }
}
