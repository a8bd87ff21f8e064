//! Taking a written date apart: its day, month, year, weekday and hours, whatever of them is there.
//!
//! Only the form is judged here. What the parts come to is for [`super::spelling`] to say.

use std::iter::Peekable;

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};

use crate::sheet::Epoch;
use crate::text::normalised;

/// A date as it was written; what was left out is none.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    pub weekday: Option<Weekday>,
    pub day: u32,
    pub month: u32,
    pub year: Option<i32>,
    pub start: Option<NaiveTime>,
    pub end: Option<NaiveTime>,
}

/// A piece of a written date. Blanks only divide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Number { value: u32, digits: usize },
    Word(&'t str),
    Mark(char),
}

/// The parts of a date; none if the text is anything else. A bare number is a day counted from `epoch`.
pub fn parse(written: &str, epoch: Epoch) -> Option<Written> {
    if let Some(moment) = serial(written, epoch) {
        return Some(moment);
    }
    let text = crate::text::normalised(written);
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
        let dashed = self.skip('-');
        let divided = dashed || self.skip('.') || self.skip('/');
        let month = match self.tokens.next()? {
            Token::Word(word) => {
                let month = month(word)?;
                let _ = self.skip('.') || dashed && self.skip('-');
                month
            }
            // "24-11-22" could begin with the year, and "24-11" be two numbers.
            Token::Number { value, digits: 1..=2 } if dashed => {
                self.mark('-')?;
                let is_whole = matches!(self.tokens.peek(), Some(Token::Number { digits: 4, .. }));
                return if is_whole { Some((first, value, self.year())) } else { None };
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

/// Whether a word is the name of a month, or an abbreviation of one.
pub fn is_month(word: &str) -> bool {
    month(normalised(word.trim_end_matches('.')).as_str()).is_some()
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
        "tirsdag" | "tysdag" | "tuesday" | "ti" | "tir" | "tirs" | "tys" | "ty" | "tue" => Weekday::Tue,
        "onsdag" | "wednesday" | "on" | "ons" | "wed" => Weekday::Wed,
        "torsdag" | "thursday" | "to" | "tor" | "tors" | "thu" => Weekday::Thu,
        "fredag" | "friday" | "fr" | "fre" | "fri" => Weekday::Fri,
        "lørdag" | "laurdag" | "saturday" | "lø" | "lør" | "la" | "lau" | "sat" => Weekday::Sat,
        "søndag" | "sundag" | "sunday" | "sø" | "søn" | "su" | "sun" => Weekday::Sun,
        _ => return None,
    })
}
