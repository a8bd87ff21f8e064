//! What the cells of the choices say: dates best first, any date, or none at all. A cell that could mean two things is
//! refused.

use super::problem::Problem;
use crate::exercise::{DateId, DateProblem, ExerciseDates};
use crate::findings::Sentence;
use crate::registration::{Answer, Choices};
use crate::sheet::Epoch;
use crate::text;

/// What a single cell says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Nothing.
    None,
    /// One date.
    Date(DateId),
    /// Several dates, best first, each with its rank beside it.
    Ranked(Choices),
    /// Any date will do.
    Any,
    /// The municipality does not take part.
    Declined,
}

/// Why a cell says nothing that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CellProblem {
    /// It does not name one of the exercise's dates.
    Date(DateProblem),
    /// It says several things.
    Unclear(Problem),
}

impl From<DateProblem> for CellProblem {
    fn from(problem: DateProblem) -> CellProblem {
        CellProblem::Date(problem)
    }
}

impl CellProblem {
    /// With the dates that could have been written.
    pub fn in_words(self, dates: &ExerciseDates) -> Sentence {
        match self {
            CellProblem::Date(problem) => dates.problem(problem),
            CellProblem::Unclear(problem) => problem.into(),
        }
    }
}

const NOTHING: [&str; 6] = ["", "ingen", "ingen alternativ", "none", "n a", "ikke aktuelt"];
const ANY: [&str; 23] = [
    "begge",
    "begge passer",
    "begge passar",
    "begge deler",
    "alle",
    "alle passer",
    "alle passar",
    "alle datoer",
    "alle datoar",
    "alle datoer passer",
    "alle datoar passar",
    "samme hvilken",
    "det samme",
    "same kva",
    "det same",
    "uten betydning",
    "ingen preferanse",
    "hvilken som helst",
    "any",
    "any date",
    "all",
    "either",
    "no preference",
];
const DECLINED: [&str; 22] = [
    "deltar ikke",
    "vi deltar ikke",
    "kommunen deltar ikke",
    "deltar dessverre ikke",
    "deltek ikkje",
    "vi deltek ikkje",
    "kommunen deltek ikkje",
    "deltek diverre ikkje",
    "kan ikke",
    "kan ikkje",
    "kan ikke delta",
    "kan ikkje delta",
    "vi kan ikke delta",
    "vi kan ikkje delta",
    "kan ikke stille",
    "kan ikkje stille",
    "ønsker ikke å delta",
    "ønskjer ikkje å delta",
    "nei",
    "declined",
    "not participating",
    "cannot attend",
];

/// What the words of any date say where there are two.
const BOTH: &str = "begge";

/// What is known of the column of a cell.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Which choice its heading says it is, from 1.
    pub rank: u32,
    /// Whether several dates in a cell stand in order of preference.
    pub is_ranking: bool,
}

/// Whether words that say any date or none speak of dates or of taking part, which "nei" and "alle" alone do not.
pub fn speaks_of_exercise(written: &str) -> bool {
    const STEMS: [&str; 8] = ["pass", "dato", "date", "delt", "stille", "attend", "participat", "declin"];
    let words = text::words(written);
    words.split(' ').any(|word| STEMS.iter().any(|stem| word.starts_with(stem)))
}

/// Whether an answer in words is among the words of a text: "Deltar ikke likevel".
pub fn mentions_answer(written: &str) -> bool {
    let words = format!(" {} ", text::words(written));
    let answers = ANY.iter().chain(&DECLINED).filter(|answer| answer.contains(' '));
    answers.into_iter().any(|answer| words.contains(&format!(" {answer} ")))
}

pub(crate) fn read(written: &str, column: Column, dates: &ExerciseDates, epoch: Epoch) -> Result<Choice, CellProblem> {
    let words = text::words(written);
    if ANY.contains(&words.as_str()) && words.starts_with(BOTH) && dates.len() != 2 {
        return Err(CellProblem::Unclear(Problem::BothOfSeveral));
    }
    for (known, choice) in [(&NOTHING[..], Choice::None), (&ANY[..], Choice::Any), (&DECLINED[..], Choice::Declined)] {
        if known.contains(&words.as_str()) {
            return Ok(choice);
        }
    }
    // Microsoft Forms writes a semicolon behind each of several answers, and so also behind the only one.
    let written = written.trim_end_matches([';', ' ']);
    let problem = match dates.find_since(written, epoch) {
        Ok(date) => return Ok(Choice::Date(date)),
        Err(problem) => problem,
    };
    if let Some(parts) = labelled(written) {
        return of_labels(parts, column, dates, epoch);
    }
    if column.is_ranking && written.contains(';') {
        return ranked((1..).zip(written.split(';').map(str::trim)).collect(), dates, epoch).map(Choice::Ranked);
    }
    let parts = written.split([',', ';', '\n', '&', '+']).flat_map(|part| part.split(" og "));
    let parts = parts.flat_map(|part| part.split(" eller ")).flat_map(|part| part.split(" or "));
    let several = parts.filter(|part| dates.find_since(part.trim(), epoch).is_ok()).count();
    Err(if several > 1 { CellProblem::Unclear(Problem::Unordered) } else { problem.into() })
}

/// What labelled dates come to. A label that is at odds with its column could be a slip in either.
fn of_labels(
    parts: Vec<(u32, &str)>,
    column: Column,
    dates: &ExerciseDates,
    epoch: Epoch,
) -> Result<Choice, CellProblem> {
    match parts.as_slice() {
        [(rank, part)] if *rank == column.rank => Ok(Choice::Date(dates.find_since(part, epoch)?)),
        several if several.len() > 1 && several.iter().any(|(rank, _)| *rank == 1) => {
            ranked(parts, dates, epoch).map(Choice::Ranked)
        }
        _ => Err(CellProblem::Unclear(Problem::RankOfAnotherColumn)),
    }
}

fn ranked(mut parts: Vec<(u32, &str)>, dates: &ExerciseDates, epoch: Epoch) -> Result<Choices, CellProblem> {
    parts.sort_by_key(|(rank, _)| *rank);
    if parts.windows(2).any(|pair| pair[0].0 == pair[1].0) {
        return Err(CellProblem::Unclear(Problem::SameRankTwice));
    }
    let found = parts.iter().map(|(_, written)| dates.find_since(written, epoch));
    let found = found.collect::<Result<Vec<DateId>, DateProblem>>()?;
    Choices::new(found).ok_or(CellProblem::Date(DateProblem::NotADate))
}

/// The parts of "pri 1: 24.11, pri 2: 29.11", each with its number; nothing unless all of the text is
/// made of such parts.
fn labelled(written: &str) -> Option<Vec<(u32, &str)>> {
    let mut labels = Vec::new();
    let mut from = 0;
    while let Some((start, end, rank)) = next_label(written, from) {
        labels.push((start, end, rank));
        from = end;
    }
    let first = labels.first()?.0;
    if !written[..first].trim().is_empty() {
        return None;
    }
    let ends = labels.iter().skip(1).map(|(start, ..)| *start).chain([written.len()]);
    let mark = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | '/' | '.' | '-' | '–');
    Some(
        labels
            .iter()
            .zip(ends)
            .map(|((_, start, rank), end)| {
                let part = written[*start..end].trim_matches(mark);
                (*rank, part.strip_suffix(" og").or(part.strip_suffix(" and")).unwrap_or(part).trim_end_matches(mark))
            })
            .collect(),
    )
}

/// The next "pri 1:", "2. prioritet:" or "1)" from a place on: where it begins and ends, and its number.
fn next_label(written: &str, from: usize) -> Option<(usize, usize, u32)> {
    const WORDS: [&str; 6] = ["prioritet", "prio", "pri", "valg", "val", "choice"];
    let starts = written[from..].char_indices().map(|(at, _)| from + at);
    let at_word_start = |at: &usize| !written[..*at].ends_with(char::is_alphanumeric);
    starts.filter(at_word_start).find_map(|start| {
        let rest = written.get(start..)?;
        let word = WORDS.iter().find(|word| rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)));
        let (rank, after) = match word {
            Some(word) => digit(rest[word.len()..].trim_start_matches(['.', ' ', '\u{a0}']))?,
            None => {
                let (rank, after) = digit(rest)?;
                let after = after.strip_prefix(". ").unwrap_or(after);
                match WORDS.iter().find_map(|word| after.strip_prefix(word)) {
                    Some(after) => (rank, after),
                    None => (rank, after.strip_prefix([')', ':'])?),
                }
            }
        };
        let after = after.trim_start_matches([':', ')', '=', ' ', '\u{a0}']);
        Some((start, written.len() - after.len(), rank))
    })
}

/// A single digit and what follows it.
fn digit(text: &str) -> Option<(u32, &str)> {
    let mut chars = text.chars();
    let digit = chars.next()?.to_digit(10).filter(|digit| *digit > 0)?;
    let rest = chars.as_str();
    (!rest.starts_with(|c: char| c.is_ascii_digit())).then_some((digit, rest))
}

/// What the cells of a row come to, best choice first; with the number of the cell that is wrong, from 0.
pub fn combined(cells: &[Choice]) -> Result<Answer, (usize, Problem)> {
    let mut given = cells.iter().enumerate().filter(|(_, choice)| **choice != Choice::None);
    let Some((at, only)) = given.next() else { return Err((0, Problem::NoFirstChoice)) };
    // Said twice is still said.
    match (only, given.all(|(_, other)| other == only)) {
        (Choice::Any, true) => return Ok(Answer::Any),
        (Choice::Declined, true) => return Ok(Answer::Declined),
        (Choice::Ranked(choices), true) if at == 0 => return Ok(Answer::Dates(choices.clone())),
        _ => {}
    }
    if at > 0 {
        return Err((0, Problem::NoFirstChoice));
    }
    let mut dates = Vec::new();
    for (index, choice) in cells.iter().enumerate() {
        match choice {
            Choice::None => {}
            Choice::Date(date) => dates.push(*date),
            Choice::Ranked(_) => return Err((index, Problem::SeveralDatesAndMore)),
            Choice::Any => return Err((index, Problem::AnyDateAndMore)),
            Choice::Declined => return Err((index, Problem::DeclinedAndMore)),
        }
    }
    Choices::new(dates).map(Answer::Dates).ok_or((0, Problem::NoFirstChoice))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exercise::Exercise;
    use crate::findings::Findings;

    fn dates() -> ExerciseDates {
        let text = include_str!("../../exercise.toml");
        Exercise::read(text, &mut Findings::new()).expect("the sample is good").dates
    }

    fn cell(written: &str) -> Result<Choice, CellProblem> {
        in_column(written, 1, false)
    }

    fn in_column(written: &str, rank: u32, is_ranking: bool) -> Result<Choice, CellProblem> {
        read(written, Column { rank, is_ranking }, &dates(), Epoch::Y1900)
    }

    fn both(first: u16, second: u16) -> Result<Choice, CellProblem> {
        Ok(Choice::Ranked(Choices::new([DateId(first), DateId(second)]).expect("choices")))
    }

    #[test]
    fn a_cell_says_one_date_any_or_none() {
        assert_eq!(cell("24.11"), Ok(Choice::Date(DateId(1))));
        assert_eq!(cell(" - "), Ok(Choice::None));
        assert_eq!(cell("24.11.2022;"), Ok(Choice::Date(DateId(1))));
        assert_eq!(cell("Alle passer!"), Ok(Choice::Any));
        assert_eq!(cell("Vi deltar ikke."), Ok(Choice::Declined));
        assert_eq!(cell("kanskje"), Err(CellProblem::Date(DateProblem::NotADate)));
    }

    #[test]
    fn both_choices_in_one_cell_are_read_if_they_say_which_is_which() {
        for written in [
            "pri 1: 24.11, pri 2: 29.11",
            "Pri. 1 24.11.2022 Pri. 2 29.11.2022",
            "pri 2: 29.11; pri 1: 24.11",
            "1) 24. november 2) 29. november",
            "1: 24.11\n2: 29.11",
            "1. prioritet: 24.11 og 2. prioritet: 29.11",
        ] {
            assert_eq!(cell(written), both(1, 2), "{written}");
        }
        for written in ["24.11 eller 29.11", "24.11, 29.11", "24.11 og 29.11.2022"] {
            assert_eq!(cell(written), Err(CellProblem::Unclear(Problem::Unordered)), "{written}");
        }
        assert_eq!(cell("pri 1: 24.11, pri 1: 29.11"), Err(CellProblem::Unclear(Problem::SameRankTwice)));
        assert_eq!(cell("pri 1: 24.11, pri 2: 25.11"), Err(CellProblem::Date(DateProblem::NotOffered)));
    }

    #[test]
    fn an_answer_to_a_ranking_question_is_in_order_and_any_other_is_not() {
        assert_eq!(in_column("24.11.2022;29.11.2022;", 1, true), both(1, 2));
        assert_eq!(in_column("29.11.2022;24.11.2022", 1, true), both(2, 1));
        assert_eq!(cell("24.11.2022;29.11.2022;"), Err(CellProblem::Unclear(Problem::Unordered)));
        assert_eq!(in_column("24.11;begge", 1, true), Err(CellProblem::Date(DateProblem::NotADate)));
        assert_eq!(in_column("24.11 eller 29.11", 1, true), Err(CellProblem::Unclear(Problem::Unordered)));
    }

    #[test]
    fn a_rank_in_a_cell_must_be_that_of_its_column() {
        assert_eq!(in_column("Pri 2: 29.11", 2, false), Ok(Choice::Date(DateId(2))));
        let disagrees = Err(CellProblem::Unclear(Problem::RankOfAnotherColumn));
        for (written, rank) in [("Pri 2: 24.11", 1), ("Pri 1: 24.11", 2), ("pri 2: 24.11, pri 3: 29.11", 1)] {
            assert_eq!(in_column(written, rank, false), disagrees, "{written}");
        }
    }

    #[test]
    fn both_of_more_than_two_dates_is_asked() {
        let unclear = Err(CellProblem::Unclear(Problem::BothOfSeveral));
        for written in ["begge", "Begge passer!", "begge deler"] {
            assert_eq!(cell(written), unclear, "{written}");
        }
    }

    #[test]
    fn cells_that_contradict_each_other_are_refused() {
        let date = |id| Choice::Date(DateId(id));
        assert_eq!(combined(&[date(1), Choice::None]).map(|answer| answer.dates().len()), Ok(1));
        assert_eq!(combined(&[date(1), date(1)]).map(|answer| answer.dates().len()), Ok(1));
        assert_eq!(combined(&[Choice::None, Choice::Declined]), Ok(Answer::Declined));
        assert_eq!(combined(&[Choice::Declined, Choice::Declined]), Ok(Answer::Declined));
        assert_eq!(combined(&[Choice::None, date(1)]), Err((0, Problem::NoFirstChoice)));
        assert_eq!(combined(&[date(1), Choice::Any]), Err((1, Problem::AnyDateAndMore)));
        assert_eq!(combined(&[Choice::Declined, date(1)]), Err((0, Problem::DeclinedAndMore)));
        assert_eq!(combined(&[Choice::None, Choice::None]), Err((0, Problem::NoFirstChoice)));
    }
}
