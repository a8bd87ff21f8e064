//! The dates that a text names, each with where it stands.
//!
//! A date is whatever [`ExerciseDates::find`] reads, as in a spreadsheet. In running words people also leave the month out
//! (`den 24., subsidiært den 29. november`), and mistype it (`24. novemer`): such a day is read where another date is named in
//! full, or the month is nearly written, and the exercise has one date on a day of that number.

use chrono::Datelike;

use super::tokens::{Placed, Token};
use crate::exercise::{DateId, DateProblem, ExerciseDates, is_month};
use crate::findings::suggestion;

/// No date is written in more pieces.
const LONGEST: usize = 14;

const MONTHS: [&str; 16] = [
    "januar",
    "februar",
    "mars",
    "april",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "desember",
    "january",
    "february",
    "october",
    "december",
    "november",
];

/// A date that is named: how, and in which pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    /// The first piece, and the one after the last.
    pub(super) pieces: std::ops::Range<usize>,
    pub(super) names: Named,
}

/// What is named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Named {
    Date(DateId),
    /// A day that is not offered, or has the wrong weekday.
    Problem(DateProblem),
    /// A week, a weekday, or several days: no date can be told by it.
    Unclear,
}

/// The dates of a text, in their order.
pub(super) fn mentions(text: &str, tokens: &[Placed], dates: &ExerciseDates) -> Vec<Mention> {
    let mut found = whole_dates(text, tokens, dates);
    let names_one = found.iter().any(|mention| matches!(mention.names, Named::Date(_)));
    found.extend(days_alone(tokens, &found, names_one, dates));
    found.extend(weeks(tokens, &found));
    found.sort_by_key(|mention| mention.pieces.start);
    ranges(tokens, found)
}

fn whole_dates(text: &str, tokens: &[Placed], dates: &ExerciseDates) -> Vec<Mention> {
    let (mut found, mut at) = (Vec::new(), 0);
    while at < tokens.len() {
        match whole_date(text, tokens, at, dates) {
            Some(mention) => {
                at = mention.pieces.end;
                found.push(mention);
            }
            None => at += 1,
        }
    }
    found
}

/// The longest date that begins with a piece.
fn whole_date(text: &str, tokens: &[Placed], at: usize, dates: &ExerciseDates) -> Option<Mention> {
    // What digits and letters stand right before belongs to a number of a case.
    let is_inside = at > 0 && tokens[at - 1].at.end == tokens[at].at.start && is_joined(tokens, at);
    if is_inside || !can_begin(&tokens[at].token) {
        return None;
    }
    let ends = |next: usize| tokens[next].token == Token::Line && !goes_on(tokens, next + 1);
    let line = (at..tokens.len()).take(LONGEST).position(ends);
    let most = line.unwrap_or(LONGEST).min(tokens.len() - at);
    let spans = (2..=most).rev().map(|length| at..at + length);
    let is_one = |span: &std::ops::Range<usize>| !continues(tokens, span.end) && !takes_next_day(&tokens[span.clone()]);
    spans.filter(is_one).find_map(|pieces| {
        let written = &text[tokens[pieces.start].at.start..tokens[pieces.end - 1].at.end];
        let names = match dates.find(written) {
            Ok(date) => Named::Date(date),
            Err(DateProblem::NotADate) => return None,
            // Two numbers with a mark between them are no day if there is none such.
            Err(DateProblem::NoSuchDay) if !names_month(&tokens[pieces.clone()]) => return None,
            // "on 22 November": it is the word, and not the weekday.
            Err(DateProblem::WeekdayDisagrees(_)) if is_small_word(&tokens[pieces.start]) => return None,
            Err(problem) => Named::Problem(problem),
        };
        Some(Mention { pieces, names })
    })
}

/// Whether a date goes on in the next line: with its month or its year.
fn goes_on(tokens: &[Placed], next: usize) -> bool {
    match tokens.get(next).map(|piece| &piece.token) {
        Some(Token::Word(word)) => is_month(word),
        Some(Token::Number { digits, .. }) => *digits == 4,
        Some(Token::Mark(_) | Token::Line) | None => false,
    }
}

/// Whether a piece can be the first one of a date.
fn can_begin(token: &Token) -> bool {
    match token {
        Token::Number { digits, .. } => matches!(digits, 1 | 2 | 4),
        Token::Word(word) => word.chars().all(char::is_alphabetic),
        Token::Mark(_) | Token::Line => false,
    }
}

/// Whether a piece is a part of something longer that is no date: `SK-24112`, `22/2411`.
fn is_joined(tokens: &[Placed], at: usize) -> bool {
    match &tokens[at - 1].token {
        Token::Number { .. } => true,
        Token::Word(_) => matches!(tokens[at].token, Token::Number { .. }),
        Token::Mark('/' | '-' | '.' | ':' | ',') => {
            at > 1
                && tokens[at - 2].at.end == tokens[at - 1].at.start
                && matches!(tokens[at - 2].token, Token::Number { .. })
        }
        Token::Mark(_) | Token::Line => false,
    }
}

/// Whether a number goes on after a date, so that it is none.
fn continues(tokens: &[Placed], end: usize) -> bool {
    let (Some(last), Some(next)) = (tokens.get(end - 1), tokens.get(end)) else { return false };
    let is_number = |piece: &Placed| matches!(piece.token, Token::Number { .. });
    let joined = last.at.end == next.at.start;
    joined && (is_number(last) && is_number(next) || next.is('/') && tokens.get(end + 1).is_some_and(is_number))
}

/// Whether a piece is a word of the language that is also a weekday cut short.
fn is_small_word(piece: &Placed) -> bool {
    piece.word().is_some_and(|word| word.chars().count() <= 3)
}

/// Whether the day of the next sentence stands where a year would: `22. november. 24`.
fn takes_next_day(tokens: &[Placed]) -> bool {
    let [.., month, point, day] = tokens else { return false };
    let is_day = matches!(day.token, Token::Number { digits: 1..=2, .. });
    is_day && point.is('.') && month.word().is_some_and(is_month)
}

fn names_month(tokens: &[Placed]) -> bool {
    tokens.iter().filter_map(Placed::word).any(is_month)
}

/// Days without a month, or with one that is nearly written.
fn days_alone(tokens: &[Placed], whole: &[Mention], names_one: bool, dates: &ExerciseDates) -> Vec<Mention> {
    let is_taken = |at: usize| whole.iter().any(|mention| mention.pieces.contains(&at));
    let mut found = Vec::new();
    for at in (0..tokens.len()).filter(|at| !is_taken(*at)) {
        let Token::Number { value, digits: 1..=2 } = tokens[at].token else { continue };
        if at > 0 && tokens[at - 1].at.end == tokens[at].at.start {
            continue;
        }
        let dotted = tokens.get(at + 1).is_some_and(|next| next.is('.'));
        let after = at + 1 + usize::from(dotted);
        let month = tokens.get(after).and_then(Placed::word).filter(|word| is_nearly_month(word));
        let said = at > 0 && tokens[at - 1].word().is_some_and(|word| matches!(word, "den" | "the"));
        let mut fits = dates.ids().filter(|date| dates.get(*date).start.day() == value);
        let (Some(date), None) = (fits.next(), fits.next()) else { continue };
        if month.is_some() {
            let year = tokens.get(after + 1).is_some_and(|next| matches!(next.token, Token::Number { digits: 4, .. }));
            let is_its = !year
                || matches!(tokens[after + 1].token, Token::Number { value, .. }
                if i32::try_from(value) == Ok(dates.get(date).start.year()));
            let names = if is_its { Named::Date(date) } else { Named::Problem(DateProblem::NotOffered) };
            found.push(Mention { pieces: at..after + 1 + usize::from(year), names });
        } else if names_one && (dotted || said) && (!begins_a_line(tokens, at) || is_one_of_two(tokens, after)) {
            found.push(Mention { pieces: at..after, names: Named::Date(date) });
        }
    }
    found
}

/// Whether another day follows: `22. og 24. november`.
fn is_one_of_two(tokens: &[Placed], after: usize) -> bool {
    tokens.get(after).and_then(Placed::word).is_some_and(|word| matches!(word, "og" | "eller" | "and" | "or"))
}

fn begins_a_line(tokens: &[Placed], at: usize) -> bool {
    at == 0 || tokens[at - 1].token == Token::Line
}

/// A word that only the name of a month can be meant by, and is not one.
fn is_nearly_month(word: &str) -> bool {
    word.len() >= 6 && !is_month(word) && suggestion(word, MONTHS).is_some()
}

/// Weeks and weekdays: each may have several dates, and is never a date.
fn weeks(tokens: &[Placed], whole: &[Mention]) -> Vec<Mention> {
    let is_taken = |at: usize| whole.iter().any(|mention| mention.pieces.contains(&at));
    let is_week = |at: &usize| {
        tokens[*at].word().is_some_and(|word| matches!(word, "uke" | "uka" | "veke" | "veka" | "week"))
            && tokens.get(at + 1).is_some_and(|next| matches!(next.token, Token::Number { .. }))
    };
    let is_weekday = |at: &usize| tokens[*at].word().is_some_and(is_weekday) && !is_taken(*at);
    let weeks = (0..tokens.len()).filter(is_week).map(|at| Mention { pieces: at..at + 2, names: Named::Unclear });
    let weekdays = (0..tokens.len()).filter(is_weekday).map(|at| Mention { pieces: at..at + 1, names: Named::Unclear });
    weeks.chain(weekdays).collect()
}

/// A weekday by its whole name.
fn is_weekday(word: &str) -> bool {
    const WEEKDAYS: [&str; 15] = [
        "mandag",
        "måndag",
        "tirsdag",
        "tysdag",
        "onsdag",
        "torsdag",
        "fredag",
        "lørdag",
        "laurdag",
        "søndag",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
    ];
    WEEKDAYS
        .iter()
        .any(|weekday| word.strip_prefix(weekday).is_some_and(|end| matches!(end, "" | "en" | "ane" | "ene")))
}

/// `22.–24. november` is one period, and no two dates.
fn ranges(tokens: &[Placed], found: Vec<Mention>) -> Vec<Mention> {
    let mut joined: Vec<Mention> = Vec::new();
    for mention in found {
        if let Some(before) = joined.last_mut()
            && is_until(&tokens[before.pieces.end..mention.pieces.start])
        {
            *before = Mention { pieces: before.pieces.start..mention.pieces.end, names: Named::Unclear };
            continue;
        }
        let first = mention.pieces.start;
        let begin = day_before(tokens, first);
        joined.push(match begin {
            Some(begin) => Mention { pieces: begin..mention.pieces.end, names: Named::Unclear },
            None => mention,
        });
    }
    joined
}

fn is_until(between: &[Placed]) -> bool {
    matches!(between, [only] if only.is('-') || only.word().is_some_and(|word| matches!(word, "til" | "tom")))
}

/// The day with which a period begins, that is no mention of its own: `22.–` before `24. november`.
fn day_before(tokens: &[Placed], first: usize) -> Option<usize> {
    let dash = first.checked_sub(1).filter(|at| tokens[*at].is('-'))?;
    let dot = dash.checked_sub(1)?;
    let number = if tokens[dot].is('.') { dot.checked_sub(1)? } else { dot };
    matches!(tokens[number].token, Token::Number { digits: 1..=2, .. }).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::super::tokens::tokens;
    use super::*;
    use crate::exercise::Exercise;
    use crate::findings::Findings;

    /// Each mention as it is written, with the day that it is read as.
    fn read(text: &str) -> Vec<(String, String)> {
        let sample = include_str!("../../../exercise.toml");
        let dates = Exercise::read(sample, &mut Findings::new()).expect("it is good").dates;
        let pieces = tokens(text);
        let shown = mentions(text, &pieces, &dates).into_iter().map(|mention| {
            let at = &pieces[mention.pieces];
            let written = text[at[0].at.start..at[at.len() - 1].at.end].to_owned();
            let named = match mention.names {
                Named::Date(date) => dates.key(date).to_owned(),
                Named::Problem(_) => "problem".to_owned(),
                Named::Unclear => "unclear".to_owned(),
            };
            (written, named)
        });
        shown.collect()
    }

    fn days(text: &str) -> Vec<String> {
        read(text).into_iter().map(|(_, day)| day).collect()
    }

    #[test]
    fn dates_are_read_as_in_a_spreadsheet() {
        assert_eq!(days("Vi kan torsdag 24. november, eller 29/11."), ["2022-11-24", "2022-11-29"]);
        assert_eq!(days("pri1 24/11 pri2 1/12"), ["2022-11-24", "2022-12-01"]);
        assert_eq!(days("1. desember kl. 09.30–11.30"), ["2022-12-01"]);
        assert_eq!(days("24. november 2023 og fredag 24. november"), ["problem", "problem"]);
    }

    #[test]
    fn numbers_of_cases_and_hours_are_no_dates() {
        assert_eq!(
            days("Vår ref.: 22/2411-2 Deres ref.: 2022/2911, SK-24112-2911, kl. 9-15, tlf. 00 00 01 20"),
            [] as [&str; 0]
        );
    }

    #[test]
    fn a_day_alone_is_read_beside_a_date_or_with_a_month_that_is_nearly_written() {
        assert_eq!(days("helst den 24., \nsubsidiært den 29. november"), ["2022-11-24", "2022-11-29"]);
        assert_eq!(days("Vi tek gjerne 24."), [] as [&str; 0]);
        assert_eq!(days("24. novemer 2022 (pri 1)"), ["2022-11-24"]);
        assert_eq!(days("24. novemer 2021"), ["problem"]);
    }

    #[test]
    fn weeks_and_periods_are_no_dates() {
        assert_eq!(days("uke 47, helst ikke tirsdag"), ["unclear", "unclear"]);
        assert_eq!(days("Eidsvoll kan 22.–24. november."), ["unclear"]);
        assert_eq!(days("22.11 til 24.11"), ["unclear"]);
    }
}
