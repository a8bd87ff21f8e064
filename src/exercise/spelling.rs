//! Finding one of the exercise's dates by what people write.
//!
//! The day comes first, always, as Norwegians write it; ISO order is known by its four-digit year.
//! What is written must fit exactly one date of the exercise. Nothing is ever corrected: a weekday or
//! an hour that disagrees with the date is refused.

use std::iter::Peekable;

use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Weekday};
use unicode_normalization::UnicodeNormalization;

use super::{DateId, ExerciseDates};
use crate::sheet::Epoch;

/// Why a text does not name one of the exercise's dates.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateProblem {
    /// It is not a date at all.
    #[error("is not a date")]
    NotADate,
    /// No calendar has that day.
    #[error("is a day that does not exist")]
    NoSuchDay,
    /// The weekday is that of another day.
    #[error("names another weekday: that day is a {0}")]
    WeekdayDisagrees(String),
    /// It is a date, but none that is offered.
    #[error("is not one of the exercise's dates")]
    NotOffered,
    /// It fits more than one date.
    #[error("fits more than one date: {}", .0.join(" or "))]
    Several(Vec<String>),
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

/// A date as it was written; what was left out is none.
#[derive(Debug, PartialEq, Eq)]
struct Written {
    weekday: Option<Weekday>,
    day: u32,
    month: u32,
    year: Option<i32>,
    start: Option<NaiveTime>,
    end: Option<NaiveTime>,
}

impl ExerciseDates {
    /// The date that is meant by `24.11.2022`, `24. november`, `to. 24.11 kl. 09.30–11.30`,
    /// `2022-11-24` and the like.
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one date of the exercise.
    pub fn find(&self, written: &str) -> Result<DateId, DateProblem> {
        self.find_since(written, Epoch::default())
    }

    /// The same in a file that counts days from `epoch`: a bare number such as `44889,4` is a day.
    ///
    /// # Errors
    /// Says why, when the text does not name exactly one date of the exercise.
    pub fn find_since(&self, written: &str, epoch: Epoch) -> Result<DateId, DateProblem> {
        let written = parse(written, epoch).ok_or(DateProblem::NotADate)?;
        written.check_exists()?;
        let fits: Vec<DateId> = self.ids().filter(|id| written.fits_day(self.get(*id).start.date())).collect();
        written.check_weekday(fits.iter().map(|id| self.get(*id).start.date()))?;
        let fits: Vec<DateId> = fits.into_iter().filter(|id| self.fits_hours(*id, &written)).collect();
        match fits.as_slice() {
            [] => Err(DateProblem::NotOffered),
            [one] => Ok(*one),
            several => Err(DateProblem::Several(several.iter().map(|id| self.get(*id).in_full()).collect())),
        }
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

/// A piece of a written date. Blanks only divide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Number { value: u32, digits: usize },
    Word(&'t str),
    Mark(char),
}

fn parse(written: &str, epoch: Epoch) -> Option<Written> {
    if let Some(moment) = serial(written, epoch) {
        return Some(moment);
    }
    let text: String = written.nfc().collect::<String>().to_lowercase();
    let tokens = tokens(&text)?;
    let mut parser = Parser { tokens: tokens.into_iter().peekable() };
    parser.date()
}

/// A number of days, with the hour as a fraction after a point or a comma; or a day as `20221124`.
fn serial(written: &str, epoch: Epoch) -> Option<Written> {
    let (whole, fraction) = written.split_once(['.', ',']).unwrap_or((written, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    let moment = match whole.len() {
        8 if whole.len() == written.len() => NaiveDate::parse_from_str(whole, "%Y%m%d").ok()?.and_time(NaiveTime::MIN),
        5 => epoch.moment(format!("{whole}.{fraction}").parse().ok()?)?,
        _ => return None,
    };
    let start = Some(moment.time()).filter(|time| *time != NaiveTime::MIN);
    let (day, month) = (moment.day(), moment.month());
    Some(Written { weekday: None, day, month, year: Some(moment.year()), start, end: None })
}

fn tokens(text: &str) -> Option<Vec<Token<'_>>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let kind = |c: char| (c.is_ascii_digit(), c.is_alphabetic());
        let run = if first.is_ascii_digit() || first.is_alphabetic() {
            rest.find(|c| kind(c) != kind(first)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(run);
        rest = after;
        match first {
            c if c.is_ascii_digit() => tokens.push(Token::Number { value: token.parse().ok()?, digits: run }),
            c if c.is_alphabetic() => tokens.push(Token::Word(token)),
            c if c.is_whitespace() => {}
            '–' | '—' => tokens.push(Token::Mark('-')),
            c => tokens.push(Token::Mark(c)),
        }
    }
    Some(tokens)
}

struct Parser<'t> {
    tokens: Peekable<std::vec::IntoIter<Token<'t>>>,
}

impl Parser<'_> {
    fn date(&mut self) -> Option<Written> {
        if self.skip_word(&["den", "d"]) {
            self.skip('.');
        }
        let before = self.weekday();
        let (day, month, year) = self.day()?;
        self.skip(',');
        let after = self.weekday();
        let (start, end) = self.hours()?;
        let weekday = match (before, after) {
            (Some(_), Some(_)) => return None,
            (before, after) => before.or(after),
        };
        self.tokens.next().is_none().then_some(Written { weekday, day, month, year, start, end })
    }

    /// A weekday, if one comes next, in brackets or not.
    fn weekday(&mut self) -> Option<Weekday> {
        let mut ahead = self.tokens.clone();
        let bracket = ahead.next_if_eq(&Token::Mark('(')).is_some();
        let Some(Token::Word(word)) = ahead.next() else { return None };
        let weekday = weekday(word)?;
        let _ = ahead.next_if_eq(&Token::Mark('.'));
        let closes = !bracket || ahead.next_if_eq(&Token::Mark(')')).is_some();
        let _ = ahead.next_if_eq(&Token::Mark(','));
        closes.then(|| {
            self.tokens = ahead;
            weekday
        })
    }

    fn day(&mut self) -> Option<(u32, u32, Option<i32>)> {
        let (first, digits) = self.number()?;
        if digits == 4 {
            let mark = if self.skip('/') { '/' } else { '-' };
            if mark == '-' {
                self.mark('-')?;
            }
            let month = self.number()?.0;
            self.mark(mark)?;
            return Some((self.number()?.0, month, Some(i32::try_from(first).ok()?)));
        }
        let divided = self.skip('.') || self.skip('/');
        let month = match self.tokens.next()? {
            Token::Word(word) => {
                let month = month(word)?;
                self.skip('.');
                month
            }
            Token::Number { value, digits: 1..=2 } if divided => {
                // "24/11-22", which Språkrådet names as outside the norm, so it occurs.
                if self.skip('-') {
                    return Some((first, value, Some(self.year()?)));
                }
                let _ = self.skip('.') || self.skip('/');
                value
            }
            _ => return None,
        };
        let year = if self.an_hour_follows() { None } else { self.year() };
        Some((first, month, year))
    }

    /// A year of four digits, or of two in this century, if there is one.
    fn year(&mut self) -> Option<i32> {
        let Some(Token::Number { value, digits }) = self.tokens.peek().copied() else { return None };
        let year = match digits {
            4 => value,
            2 => 2000 + value,
            _ => return None,
        };
        self.tokens.next();
        i32::try_from(year).ok()
    }

    /// In "24.11 09.30" a year cannot stand where the hour does: a mark and minutes follow it.
    fn an_hour_follows(&mut self) -> bool {
        let mut ahead = self.tokens.clone();
        matches!(ahead.next(), Some(Token::Number { digits: 1..=2, .. }))
            && matches!(ahead.next(), Some(Token::Mark('.' | ':')))
            && matches!(ahead.next(), Some(Token::Number { digits: 2, .. }))
    }

    /// The hours, if there are any: `kl. 09.30–11.30`, `09:30:00`, `T09:30`, `kl. 9`.
    fn hours(&mut self) -> Option<(Option<NaiveTime>, Option<NaiveTime>)> {
        self.skip(',');
        let named = self.skip_word(&["t", "kl", "klokka", "klokken"]);
        if named {
            self.skip('.');
        }
        if self.tokens.peek().is_none() {
            return (!named).then_some((None, None));
        }
        let start = self.time(named)?;
        let until = self.skip('-') || self.skip_word(&["til"]);
        let end = if until { Some(self.time(named)?) } else { None };
        Some((Some(start), end))
    }

    /// An hour with minutes; alone only where `kl.` says that it is one.
    fn time(&mut self, named: bool) -> Option<NaiveTime> {
        let (hour, digits) = self.number()?;
        if digits == 4 {
            return NaiveTime::from_hms_opt(hour / 100, hour % 100, 0);
        }
        let mark = [':', '.'].into_iter().find(|mark| self.skip(*mark));
        let Some(mark) = mark else { return if named { NaiveTime::from_hms_opt(hour, 0, 0) } else { None } };
        let minute = self.number()?.0;
        let second = if self.skip(mark) { self.number()?.0 } else { 0 };
        NaiveTime::from_hms_opt(hour, minute, second)
    }

    fn skip_word(&mut self, words: &[&str]) -> bool {
        self.tokens.next_if(|token| matches!(token, Token::Word(word) if words.contains(word))).is_some()
    }

    fn number(&mut self) -> Option<(u32, usize)> {
        match self.tokens.next()? {
            Token::Number { value, digits } if digits <= 4 => Some((value, digits)),
            _ => None,
        }
    }

    fn mark(&mut self, mark: char) -> Option<()> {
        self.skip(mark).then_some(())
    }

    fn skip(&mut self, mark: char) -> bool {
        self.tokens.next_if_eq(&Token::Mark(mark)).is_some()
    }
}

/// A month by its Norwegian or English name or the abbreviation of it (Språkrådet: jan., feb., mars, …).
fn month(word: &str) -> Option<u32> {
    let names: [&[&str]; 12] = [
        &["januar", "january", "jan"],
        &["februar", "february", "feb"],
        &["mars", "march", "mar"],
        &["april", "apr"],
        &["mai", "may"],
        &["juni", "june", "jun"],
        &["juli", "july", "jul"],
        &["august", "aug"],
        &["september", "sept", "sep"],
        &["oktober", "october", "okt", "oct"],
        &["november", "nov"],
        &["desember", "december", "des", "dec"],
    ];
    (1..).zip(names).find(|(_, names)| names.contains(&word)).map(|(number, _)| number)
}

/// A weekday in bokmål, nynorsk or English, whole or abbreviated.
fn weekday(word: &str) -> Option<Weekday> {
    Some(match word {
        "mandag" | "måndag" | "monday" | "ma" | "man" | "mån" | "må" | "mon" => Weekday::Mon,
        "tirsdag" | "tysdag" | "tuesday" | "ti" | "tir" | "tys" | "ty" | "tue" => Weekday::Tue,
        "onsdag" | "wednesday" | "on" | "ons" | "wed" => Weekday::Wed,
        "torsdag" | "thursday" | "to" | "tor" | "tors" | "thu" => Weekday::Thu,
        "fredag" | "friday" | "fr" | "fre" | "fri" => Weekday::Fri,
        "lørdag" | "laurdag" | "saturday" | "lø" | "lør" | "la" | "lau" | "sat" => Weekday::Sat,
        "søndag" | "sundag" | "sunday" | "sø" | "søn" | "su" | "sun" => Weekday::Sun,
        _ => return None,
    })
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
                    let link = "https://example.no/m".parse().expect("a link");
                    ExerciseDate { start, end: start + chrono::TimeDelta::hours(2), capacity: 1, link }
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
        assert!(matches!(find("24.11.2022"), Err(DateProblem::Several(both)) if both.len() == 2));
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
            "99999999999",
        ] {
            assert_eq!(find(written), Err(DateProblem::NotADate), "{written}");
        }
    }
}
