//! Finding one of the exercise's dates by what people write.
//!
//! The day comes first, always, as Norwegians write it; ISO order is known by its four-digit year.
//! What is written must fit exactly one date of the exercise. Nothing is ever corrected: a weekday or
//! an hour that disagrees with the date is refused.

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime};

use super::written::{Written, parse};
use super::{DateId, ExerciseDates};
use crate::findings::{Sentence, Value, problems};
use crate::sheet::Epoch;

/// Why a text does not name one of the exercise's dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DateProblem {
    /// It is not a date at all.
    NotADate,
    /// No calendar has that day.
    NoSuchDay,
    /// The weekday is that of another day; that day's weekday.
    WeekdayDisagrees(String),
    /// It is a date, but not one that is offered.
    NotOffered,
    /// It fits each of these dates.
    Several(Vec<String>),
    /// It is a date now, and another one was there before it was moved: that one as it is now.
    BeforeOrAfterMove { now: String, moved: String },
}

problems! {
    /// The same with the dates that are offered.
    enum UnknownDate in "date" {
        NotADate { offered: String },
        NoSuchDay { offered: String },
        WeekdayDisagrees { weekday: String, offered: String },
        NotOffered { offered: String },
        Several { dates: Value, offered: String },
        BeforeOrAfterMove { now: String, moved: String },
    }
}

/// The moment that is written, with its day in full: `24.06.2022 kl. 10.15`, `2022-06-24T10:15:00`.
/// Without hours it is the beginning of the day.
#[must_use]
pub fn moment(written: &str) -> Option<NaiveDateTime> {
    moment_since(written, Epoch::default())
}

/// The same in a file that counts days from `epoch`.
#[must_use]
pub fn moment_since(written: &str, epoch: Epoch) -> Option<NaiveDateTime> {
    if let Some(moment) = plain_moment(written.as_bytes()) {
        return Some(moment);
    }
    let written = parse(written, epoch)?;
    let day = NaiveDate::from_ymd_opt(written.year?, written.month, written.day)?;
    let agrees = written.weekday.is_none_or(|weekday| weekday == day.weekday()) && written.end.is_none();
    agrees.then(|| day.and_time(written.start.unwrap_or_default()))
}

/// The two forms in which programs write a moment, `2022-06-24 10:15:33` and `24.06.2022 10:15:33`, the
/// seconds optional. They mean what [`parse`] makes of them; a million rows make the short way worth it.
fn plain_moment(bytes: &[u8]) -> Option<NaiveDateTime> {
    let number = |from: usize, to: usize| {
        bytes[from..to]
            .iter()
            .try_fold(0u32, |value, byte| byte.is_ascii_digit().then(|| value * 10 + u32::from(byte - b'0')))
    };
    if !matches!(bytes.len(), 16 | 19) {
        return None;
    }
    let (year, month, day) = match (bytes[4], bytes[7], bytes[2], bytes[5]) {
        (b'-', b'-', _, _) => (number(0, 4)?, number(5, 7)?, number(8, 10)?),
        (_, _, b'.', b'.') => (number(6, 10)?, number(3, 5)?, number(0, 2)?),
        _ => return None,
    };
    let divided = matches!(bytes[10], b' ' | b'T') && matches!(bytes[13], b':' | b'.');
    let second = match bytes.get(16) {
        None => 0,
        Some(mark) if *mark == bytes[13] => number(17, 19)?,
        Some(_) => return None,
    };
    let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    if divided { date.and_hms_opt(number(11, 13)?, number(14, 16)?, second) } else { None }
}

/// What six digits, or three pairs of them with hyphens, can mean: day, month and year, or the other way round.
fn six_digits(written: &str) -> Option<[Written; 2]> {
    let pairs: Vec<&str> = written.split('-').collect();
    let joined = pairs.concat();
    let written = if pairs.len() == 3 && pairs.iter().all(|pair| pair.len() == 2) { &joined } else { written };
    if written.len() != 6 || !written.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let pair = |from: usize| written[from..from + 2].parse::<u32>().ok();
    let (first, month, last) = (pair(0)?, pair(2)?, pair(4)?);
    let reading = |day, year: u32| {
        let year = i32::try_from(2000 + year).ok();
        Written { weekday: None, day, month, year, start: None, end: None }
    };
    Some([reading(first, last), reading(last, first)])
}

impl ExerciseDates {
    /// The date that is meant by `24.11.2022`, `24. november`, `to. 24.11 kl. 09.30–11.30`,
    /// `2022-11-24` and the like.
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one date of the exercise.
    pub fn find(&self, written: &str) -> Result<DateId, DateProblem> {
        // What the tool writes itself needs no parsing; it would come to the same.
        if let Some(id) = self.by_key(written) {
            return Ok(id);
        }
        self.find_among(&self.ids().collect::<Vec<_>>(), written, Epoch::default())
    }

    /// The same in what somebody else wrote, who may not have heard that a date was moved. In a file that counts days from
    /// `epoch`, a bare number such as `44889,4` is a day.
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one date of the exercise.
    pub fn find_since(&self, written: &str, epoch: Epoch) -> Result<DateId, DateProblem> {
        if !self.knows_former() && epoch == Epoch::default() {
            return self.find(written);
        }
        self.find_among(&self.all_ids().collect::<Vec<_>>(), written, epoch)
    }

    fn find_among(&self, dates: &[DateId], written: &str, epoch: Epoch) -> Result<DateId, DateProblem> {
        if let Some(readings) = six_digits(written) {
            return self.the_only(dates, &readings);
        }
        let written = parse(written, epoch).ok_or(DateProblem::NotADate)?;
        self.find_written(dates, &written)
    }

    /// The date that one of several readings of the same text names, if no other reading names another.
    fn the_only(&self, dates: &[DateId], readings: &[Written]) -> Result<DateId, DateProblem> {
        let found: Vec<_> = readings.iter().map(|reading| self.find_written(dates, reading)).collect();
        let mut known: Vec<DateId> = found.iter().filter_map(|found| found.clone().ok()).collect();
        known.dedup();
        let several = found
            .into_iter()
            .find(|found| matches!(found, Err(DateProblem::Several(_) | DateProblem::BeforeOrAfterMove { .. })));
        match (known.as_slice(), several) {
            (_, Some(several)) => several,
            ([], None) => Err(DateProblem::NotOffered),
            ([only], None) => Ok(*only),
            (known, None) => Err(self.several(known)),
        }
    }

    fn find_written(&self, dates: &[DateId], written: &Written) -> Result<DateId, DateProblem> {
        written.check_exists()?;
        let fits: Vec<DateId> =
            dates.iter().copied().filter(|id| written.fits_day(self.get(*id).start.date())).collect();
        written.check_weekday(fits.iter().map(|id| self.get(*id).start.date()))?;
        let fits: Vec<DateId> = fits.into_iter().filter(|id| self.fits_hours(*id, written)).collect();
        match fits.as_slice() {
            [] => Err(DateProblem::NotOffered),
            [first, others @ ..] if others.iter().all(|other| self.today(*other) == self.today(*first)) => Ok(*first),
            several => self.former_of(several).ok_or_else(|| self.several(several)),
        }
    }

    /// A date of today and one of before it was moved can be called alike.
    fn several(&self, found: &[DateId]) -> DateProblem {
        let (now, moved): (Vec<DateId>, Vec<DateId>) = found.iter().partition(|id| self.today(**id) == **id);
        if let ([now], [moved, others @ ..]) = (now.as_slice(), moved.as_slice())
            && others.iter().all(|other| self.today(*other) == self.today(*moved))
        {
            let in_full = |id: DateId| self.get(id).in_full();
            return DateProblem::BeforeOrAfterMove { now: in_full(*now), moved: in_full(self.today(*moved)) };
        }
        let mut names: Vec<String> = Vec::new();
        for name in found.iter().map(|id| self.get(*id).in_full()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        DateProblem::Several(names)
    }

    /// What is wrong with a date that was written, with the dates that could have been.
    #[must_use]
    pub fn problem(&self, problem: DateProblem) -> Sentence {
        let offered = self.all_written();
        let problem = match problem {
            DateProblem::NotADate => UnknownDate::NotADate { offered },
            DateProblem::NoSuchDay => UnknownDate::NoSuchDay { offered },
            DateProblem::WeekdayDisagrees(weekday) => UnknownDate::WeekdayDisagrees { weekday, offered },
            DateProblem::NotOffered => UnknownDate::NotOffered { offered },
            DateProblem::BeforeOrAfterMove { now, moved } => UnknownDate::BeforeOrAfterMove { now, moved },
            DateProblem::Several(dates) => {
                let dates = Value::Either(dates.into_iter().map(Value::from).collect());
                UnknownDate::Several { dates, offered }
            }
        };
        problem.into()
    }

    fn fits_hours(&self, id: DateId, written: &Written) -> bool {
        let date = self.get(id);
        // Midnight is how programs write a day without hours.
        written.start.is_none_or(|start| start == date.start.time() || start == NaiveTime::MIN)
            && written.end.is_none_or(|end| end == date.end.time())
    }
}

impl Written {
    fn check_exists(&self) -> Result<(), DateProblem> {
        // Without a year, any leap year will do to know whether the day can exist.
        let exists = NaiveDate::from_ymd_opt(self.year.unwrap_or(2000), self.month, self.day).is_some();
        if exists { Ok(()) } else { Err(DateProblem::NoSuchDay) }
    }

    fn fits_day(&self, date: NaiveDate) -> bool {
        self.day == date.day() && self.month == date.month() && self.year.is_none_or(|year| year == date.year())
    }

    /// The weekday must be that of the date written or, without a year, of a date that fits.
    fn check_weekday(&self, mut fits: impl Iterator<Item = NaiveDate>) -> Result<(), DateProblem> {
        let Some(weekday) = self.weekday else { return Ok(()) };
        let whole = self.year.and_then(|year| NaiveDate::from_ymd_opt(year, self.month, self.day));
        let Some(date) = whole.or_else(|| fits.next()) else { return Ok(()) };
        if date.weekday() == weekday || fits.any(|other| other.weekday() == weekday) {
            Ok(())
        } else {
            Err(DateProblem::WeekdayDisagrees(date.format("%A").to_string()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::ExerciseDate;

    fn dates(starts: &[&str]) -> ExerciseDates {
        ExerciseDates::new(
            starts
                .iter()
                .map(|start| {
                    let start: chrono::NaiveDateTime = start.parse().expect("a time");
                    let (link, place) = (None, None);
                    let end = start + chrono::TimeDelta::hours(2);
                    let line = crate::findings::Place { line: 1, column: 1 };
                    ExerciseDate {
                        start,
                        end,
                        capacity: 1,
                        minimum: 0,
                        link,
                        place,
                        called_off: None,
                        has_begun: false,
                        line,
                    }
                })
                .collect(),
        )
    }

    fn find(written: &str) -> Result<usize, DateProblem> {
        dates(&["2022-11-22T09:30:00", "2022-11-24T09:30:00", "2022-11-24T13:00:00", "2023-01-04T09:30:00"])
            .find(written)
            .map(DateId::index)
    }

    #[test]
    fn norwegian_and_iso_spellings_name_the_date() {
        for written in [
            "22.11.2022",
            "22.11",
            "22.11.",
            "22/11",
            "22/11/2022",
            "22/11-22",
            "22.11.22",
            "22. november 2022",
            "22.november",
            "22 nov 2022",
            "tirsdag 22. november 2022 kl. 09.30–11.30",
            "ty. 22.11",
            "22.\u{a0}november kl 0930-1130",
            "2022-11-22",
            "2022-11-22T09:30:00",
            "2022-11-22 09:30",
            "2022-11-22 00:00:00",
            "2022/11/22 09:30:00",
            "20221122",
            "44887,3958333333",
            "44887.3958333333",
            "44887",
            "22.11 09.30",
            "22.11. 09:30",
            "22.11.2022, kl. 09.30 til 11.30",
            "22.11.2022 (tirsdag)",
            "Den 22. november, tirsdag",
            "d. 22.11",
            "22-11-2022",
            "22-nov",
            "22-nov.",
            "22-nov-22",
            "22-Nov-2022",
            "tirs 22.11",
            "221122",
            "22-11-22",
        ] {
            assert_eq!(find(written), Ok(0), "{written}");
        }
        assert_eq!(find("4.1.2023"), Ok(3));
        assert_eq!(find("4. januar"), Ok(3));
        assert_eq!(find("24.11 kl. 13.00"), Ok(2));
        assert_eq!(find("2022-11-24 13:00"), Ok(2));
        assert_eq!(find("24.11 kl. 13"), Ok(2));
        assert_eq!(find("24.11 kl 13-15"), Ok(2));
    }

    #[test]
    fn six_digits_are_a_date_only_where_one_reading_is_offered() {
        let dates = dates(&["2022-11-24T09:30:00", "2024-11-22T09:30:00", "2022-12-01T09:30:00"]);
        assert!(matches!(dates.find("241122"), Err(DateProblem::Several(dates)) if dates.len() == 2));
        assert_eq!(dates.find("011222").map(DateId::index), Ok(1));
        assert_eq!(dates.find("221201").map(DateId::index), Ok(1));
        assert_eq!(dates.find("231122"), Err(DateProblem::NotOffered));
        assert_eq!(dates.find("999999"), Err(DateProblem::NotOffered));
    }

    #[test]
    fn a_file_that_counts_from_1904_says_so() {
        let dates = dates(&["2022-11-22T09:30:00"]);
        assert!(dates.find_since("43425", Epoch::Y1904).is_ok());
        assert_eq!(dates.find("43425"), Err(DateProblem::NotOffered));
    }

    #[test]
    fn the_short_way_to_a_moment_leads_where_the_long_one_does() {
        for written in [
            "24.06.2022 10:15",
            "24.06.2022 10.15.33",
            "2022-06-24 10:15",
            "2022-06-24T10:15:33",
            "31.06.2022 10:15",
            "24.06.2022 25:15",
        ] {
            let long = parse(written, Epoch::Y1900).and_then(|written| {
                NaiveDate::from_ymd_opt(written.year?, written.month, written.day)
                    .map(|day| day.and_time(written.start.unwrap_or_default()))
            });
            assert_eq!(plain_moment(written.as_bytes()), long, "{written}");
        }
    }

    #[test]
    fn a_moment_needs_its_year() {
        let at = |time: &str| time.parse().ok();
        assert_eq!(moment("24.06.2022 10:15"), at("2022-06-24T10:15:00"));
        assert_eq!(moment("fredag 24. juni 2022 kl. 10.15"), at("2022-06-24T10:15:00"));
        assert_eq!(moment("2022-06-24T10:15:33"), at("2022-06-24T10:15:33"));
        assert_eq!(moment("24.06.2022"), at("2022-06-24T00:00:00"));
        for written in ["24.06", "mandag 24.06.2022", "31.06.2022", "i går"] {
            assert_eq!(moment(written), None, "{written}");
        }
    }

    #[test]
    fn two_sessions_on_one_day_need_the_time() {
        assert!(matches!(find("24.11.2022"), Err(DateProblem::Several(dates)) if dates.len() == 2));
    }

    #[test]
    fn what_disagrees_is_refused() {
        assert_eq!(find("onsdag 22.11.2022"), Err(DateProblem::WeekdayDisagrees("Tuesday".into())));
        assert_eq!(find("onsdag 22.11"), Err(DateProblem::WeekdayDisagrees("Tuesday".into())));
        assert_eq!(find("22.11.2021"), Err(DateProblem::NotOffered));
        assert_eq!(find("22.11 kl. 10.00"), Err(DateProblem::NotOffered));
        assert_eq!(find("11/22/2022"), Err(DateProblem::NoSuchDay));
        assert_eq!(find("31.11.2022"), Err(DateProblem::NoSuchDay));
        assert_eq!(find("23.11.2022"), Err(DateProblem::NotOffered));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for written in [
            "",
            "-",
            "vi deltar ikke",
            "22",
            "22.11-",
            "22.",
            "november",
            "22.11 kl",
            "ti. 22.11 (tirsdag)",
            "22.11 (tirsdag",
            "22.11.2022 eller 24.11.2022",
            "2022",
            "22-11",
            "99999999999",
        ] {
            assert_eq!(find(written), Err(DateProblem::NotADate), "{written}");
        }
    }
}
