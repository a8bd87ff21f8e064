//! What the cells of a list of those who took part say.

use super::problem::Problem;
use crate::text::normalised;

const YES: &[&str] = &[
    "ja",
    "j",
    "yes",
    "y",
    "x",
    "1",
    "✓",
    "✔",
    "☑",
    "true",
    "sann",
    "deltok",
    "deltatt",
    "har deltatt",
    "møtte",
    "møtt",
    "møtte opp",
    "til stede",
    "tilstede",
    "til stades",
    "var med",
    "took part",
    "attended",
    "present",
];
const NO: &[&str] = &[
    "nei",
    "n",
    "no",
    "0",
    "false",
    "usann",
    "deltok ikke",
    "deltok ikkje",
    "ikke deltatt",
    "møtte ikke",
    "møtte ikkje",
    "ikke møtt",
    "ikke til stede",
    "ikke tilstede",
    "ikkje til stades",
    "kom ikke",
    "kom ikkje",
    "var ikke med",
    "var ikkje med",
    "fravær",
    "fråvær",
    "fraværende",
    "fråverande",
    "forfall",
    "meldt forfall",
    "absent",
    "did not take part",
    "did not attend",
    "not present",
];
/// What ovelse itself writes where nothing is recorded.
const NOT_RECORDED: &[&str] = &["not recorded"];

/// More people than any municipality sends: what is longer is a phone number or a date.
const MOST_PEOPLE: u32 = 9_999;

/// Whether a cell says that a municipality took part; none if it says nothing.
pub fn took_part(written: &str) -> Result<Option<bool>, Problem> {
    let text = normalised(written.trim().trim_end_matches(['.', '!']));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.as_str() {
        "" => Ok(None),
        text if NOT_RECORDED.contains(&text) => Ok(None),
        text if YES.contains(&text) => Ok(Some(true)),
        text if NO.contains(&text) => Ok(Some(false)),
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => Err(Problem::NumberForYes),
        _ => Err(Problem::NotYesOrNo),
    }
}

/// How many people a cell says were seen; none if it says nothing.
pub fn head_count(written: &str) -> Result<Option<u32>, Problem> {
    if written.is_empty() || NOT_RECORDED.contains(&written) {
        return Ok(None);
    }
    let is_number = written.bytes().all(|byte| byte.is_ascii_digit());
    let number = written.parse().ok().filter(|number| is_number && *number <= MOST_PEOPLE);
    number.map(Some).ok_or(Problem::NotAHeadCount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yes_and_no_are_read_and_nothing_else_is_taken_for_one() {
        for yes in ["ja", "Ja.", "JA", "x", "X", "1", "TRUE", "Til  stede", "✓", "deltok"] {
            assert_eq!(took_part(yes), Ok(Some(true)), "{yes}");
        }
        for no in ["nei", "Nei", "0", "no", "kom ikke", "FALSE", "Deltok ikke"] {
            assert_eq!(took_part(no), Ok(Some(false)), "{no}");
        }
        for nothing in ["", "not recorded"] {
            assert_eq!(took_part(nothing), Ok(None));
        }
        for unclear in ["ja?", "nei, men Hol kom", "delvis", "-", "ja/nei", "tre"] {
            assert_eq!(took_part(unclear), Err(Problem::NotYesOrNo), "{unclear}");
        }
        assert_eq!(took_part("3"), Err(Problem::NumberForYes));
    }

    #[test]
    fn a_head_count_is_a_whole_number_of_people() {
        assert_eq!(head_count("12"), Ok(Some(12)));
        assert_eq!(head_count("0"), Ok(Some(0)));
        assert_eq!(head_count(""), Ok(None));
        for unclear in ["ca. 5", "5-6", "+5", "-1", "2.5", "99999999", "ja", "–"] {
            assert_eq!(head_count(unclear), Err(Problem::NotAHeadCount), "{unclear}");
        }
    }
}
