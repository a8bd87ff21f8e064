//! Days and hours as they are written in each language.
//!
//! Norwegian names are written here: the locale data at hand have defects in nynorsk (trailing blanks,
//! "sundag"). Norwegian form: Språkrådet, "Dato og klokkeslett" (torsdag 24. november 2022 kl. 09.30–11.30).

use chrono::{Datelike, NaiveDateTime, Timelike};

use crate::language::Language;

const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "mars",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
];
const WEEKDAYS_NB: [&str; 7] = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"];
const WEEKDAYS_NN: [&str; 7] = ["måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"];

/// The day: `torsdag 24. november 2022`, `Thursday 24 November 2022`.
pub(crate) fn day(language: Language, time: NaiveDateTime) -> String {
    let weekdays = match language {
        Language::Nb => WEEKDAYS_NB,
        Language::Nn => WEEKDAYS_NN,
        Language::En => return time.format("%A %-d %B %Y").to_string(),
    };
    let weekday = weekdays[time.weekday().num_days_from_monday() as usize];
    let month = MONTHS[time.month0() as usize];
    format!("{weekday} {}. {month} {}", time.day(), time.year())
}

/// The hours: `kl. 09.30–11.30`, `09:30–11:30`; with the day of the end where it is another one.
pub(crate) fn hours(language: Language, start: NaiveDateTime, end: NaiveDateTime) -> String {
    let (from, to) = (hour(language, start), hour(language, end));
    let kl = if language == Language::En { "" } else { "kl. " };
    if start.date() == end.date() {
        format!("{kl}{from}–{to}")
    } else {
        format!("{kl}{from} – {} {kl}{to}", day(language, end))
    }
}

/// A time of day: `torsdag 24. november 2022 kl. 09.30`, `Thursday 24 November 2022, 09:30`.
pub(crate) fn moment(language: Language, time: NaiveDateTime) -> String {
    let between = if language == Language::En { "," } else { " kl." };
    format!("{}{between} {}", day(language, time), hour(language, time))
}

fn hour(language: Language, time: NaiveDateTime) -> String {
    let mark = if language == Language::En { ':' } else { '.' };
    format!("{:02}{mark}{:02}", time.hour(), time.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_hours_are_written_as_in_each_language() {
        let at = |text: &str| text.parse::<NaiveDateTime>().expect("a time");
        let (start, end) = (at("2022-11-05T09:30:00"), at("2022-11-05T11:05:00"));
        let in_words = |language| format!("{} {}", day(language, start), hours(language, start, end));
        assert_eq!(in_words(Language::Nb), "lørdag 5. november 2022 kl. 09.30–11.05");
        assert_eq!(in_words(Language::Nn), "laurdag 5. november 2022 kl. 09.30–11.05");
        assert_eq!(in_words(Language::En), "Saturday 5 November 2022 09:30–11:05");
        assert_eq!(moment(Language::Nb, start), "lørdag 5. november 2022 kl. 09.30");
        assert_eq!(moment(Language::En, start), "Saturday 5 November 2022, 09:30");
        let next_day = at("2022-11-06T08:00:00");
        assert_eq!(hours(Language::Nn, start, next_day), "kl. 09.30 – søndag 6. november 2022 kl. 08.00");
    }
}
