//! What the cells of a column hold, whatever its heading says.

use super::choices::{self, CellProblem, Choice, Column};
use super::context::Intake;
use super::known_cells::KnownCells;
use super::problem::Problem;
use super::times;
use crate::registration::Field;
use crate::sheet::{Epoch, Row};

/// So many different cells are kept that hold nothing of what is looked for.
const MOST_ORDINARY: usize = 10_000;

/// How many of a column's cells hold what.
#[derive(Debug, Clone, Default)]
pub struct Profile {
    /// What its heading says in so many words: then only dates are looked for.
    pub spelled: Option<Field>,
    /// Those that say something: "-" does not.
    filled: usize,
    dates: usize,
    /// Those of the dates that have their ranks with them: "pri 1: 24.11, pri 2: 29.11".
    ranked: usize,
    /// Words for any date or none that speak of the exercise: "deltar ikke", "alle passer".
    answers: usize,
    /// Words that can be an answer to another question too: "alle", "begge".
    words: usize,
    /// Those of one word alone: "nei".
    noes: usize,
    /// Sentences in which there is a date of the exercise or an answer in words.
    mentions: usize,
    /// Whole numbers below a hundred.
    numbers: usize,
    emails: usize,
    phones: usize,
    moments: usize,
    municipalities: usize,
    /// The first cell that can be an answer, and its line.
    example: Option<(String, usize)>,
    first_no: Option<(String, usize)>,
    /// Cells that are none of these: remarks are repeated, and finding nothing in one takes longest.
    ordinary: KnownCells<()>,
}

impl Profile {
    pub fn new(spelled: Option<Field>) -> Profile {
        Profile { spelled, ..Profile::default() }
    }

    /// Takes note of a cell.
    pub fn add(&mut self, row: &Row, column: usize, intake: &Intake<'_>, epoch: Epoch) {
        let written = row.cell(column);
        // What forms write for nobody is nothing.
        if matches!(written, "" | "anonymous" | "anonym") {
            return;
        }
        let is_plain = match self.spelled {
            None | Some(Field::Comment) => false,
            Some(Field::Phone) if is_phone(written) => true,
            Some(_) => !written.contains(|c: char| c.is_ascii_digit()),
        };
        if is_plain || self.ordinary.contains_key(written) || self.count(written, intake, epoch) {
            self.filled += 1;
        }
        let here = || (written.to_owned(), row.line());
        if self.possible_answers() > 0 {
            self.example.get_or_insert_with(here);
        } else if self.noes > 0 {
            self.first_no.get_or_insert_with(here);
        }
    }

    /// Counts a cell; false if it says nothing.
    fn count(&mut self, written: &str, intake: &Intake<'_>, epoch: Epoch) -> bool {
        let column = Column { rank: 1, is_ranking: false };
        let number = match choices::read(written, column, &intake.exercise.dates, epoch) {
            Ok(Choice::None) => return false,
            Ok(Choice::Ranked(_)) => {
                self.ranked += 1;
                &mut self.dates
            }
            Ok(Choice::Any | Choice::Declined) | Err(CellProblem::Unclear(Problem::BothOfSeveral)) => {
                if choices::speaks_of_exercise(written) {
                    &mut self.answers
                } else if written.eq_ignore_ascii_case("nei") {
                    &mut self.noes
                } else {
                    &mut self.words
                }
            }
            // It is about dates, whatever it means.
            Ok(Choice::Date(_)) | Err(CellProblem::Unclear(_)) => &mut self.dates,
            Err(_) if self.spelled.is_some() => return self.is_ordinary(written),
            Err(_) if is_number(written) => &mut self.numbers,
            Err(_) if is_email(written) => &mut self.emails,
            Err(_) if is_phone(written) => &mut self.phones,
            Err(_) if times::is_moment(written, epoch) => &mut self.moments,
            Err(_) if intake.names_municipality(written) => &mut self.municipalities,
            Err(_) if mentions_answer(written, intake) => &mut self.mentions,
            Err(_) => return self.is_ordinary(written),
        };
        *number += 1;
        true
    }

    /// Remembers a cell that says something, and nothing of what is looked for.
    fn is_ordinary(&mut self, written: &str) -> bool {
        if self.ordinary.len() < MOST_ORDINARY {
            self.ordinary.insert(written.to_owned(), ());
        }
        true
    }

    pub fn is_empty(&self) -> bool {
        self.filled == 0
    }

    /// Whether so many are nearly all.
    fn nearly_all(&self, some: usize) -> bool {
        some > 0 && some * 5 >= self.filled * 4
    }

    /// Whether the column is about choices: half of what stands there, or more, are dates or answers in words.
    pub fn is_of_choices(&self) -> bool {
        let some = self.dates + self.answers;
        some > 0 && some * 2 >= self.filled
    }

    /// Whether nearly all that stands there are dates.
    pub fn is_of_dates(&self) -> bool {
        self.nearly_all(self.dates)
    }

    /// Whether its cells have ranks and dates.
    pub fn is_ranked(&self) -> bool {
        self.is_of_dates() && self.ranked == self.dates
    }

    pub fn is_of_numbers(&self) -> bool {
        self.nearly_all(self.numbers)
    }

    pub fn is_of_municipalities(&self) -> bool {
        self.nearly_all(self.municipalities)
    }

    pub fn has_municipalities(&self) -> bool {
        self.municipalities > 0
    }

    pub fn has_moments(&self) -> bool {
        self.moments > 0
    }

    /// Whether somebody could be reached by what stands here.
    pub fn has_addresses(&self) -> bool {
        self.emails > 0 || self.phones > 0 && self.phones * 2 >= self.filled
    }

    fn possible_answers(&self) -> usize {
        self.dates + self.answers + self.words + self.mentions
    }

    /// The cells that can be answers. `is_asked` says that the heading asks who takes part: then "nei" is one.
    pub fn answers(&self, is_asked: bool) -> Option<Answers> {
        let noes = if is_asked { self.noes } else { 0 };
        let example = self.example.clone().or_else(|| self.first_no.clone().filter(|_| is_asked));
        example.map(|(example, line)| Answers { count: self.possible_answers() + noes, example, line })
    }
}

/// Cells that can be answers.
pub struct Answers {
    pub count: usize,
    pub example: String,
    /// Where the example stands.
    pub line: usize,
}

fn is_number(written: &str) -> bool {
    written.strip_suffix(".0").unwrap_or(written).parse::<u32>().is_ok_and(|number| number < 100)
}

fn is_email(written: &str) -> bool {
    written.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Eight digits, or more behind the code of a country, and what people write between them. Nine alone are the number of an
/// organisation.
fn is_phone(written: &str) -> bool {
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let has_code = written.starts_with('+') || digits.starts_with("00") || digits.starts_with("47");
    (digits.len() == 8 || (10..=15).contains(&digits.len()) && has_code)
        && written.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '(' | ')' | '-'))
        && !written.contains("--")
        && !is_day(written)
}

fn is_day(written: &str) -> bool {
    written.len() == 10 && written.as_bytes()[4] == b'-'
}

/// Whether there is a date of the exercise or an answer among the words of a cell: "helst 24.11", "deltar ikke likevel".
fn mentions_answer(written: &str, intake: &Intake<'_>) -> bool {
    // A longer text is a remark, whatever it mentions.
    const LONGEST: usize = 500;
    let is_word_of_date = |words: &[&str]| words[0].starts_with(|c: char| c.is_ascii_digit()) && words[0].len() > 1;
    if written.len() > LONGEST {
        return false;
    }
    if choices::mentions_answer(written) {
        return true;
    }
    let words: Vec<&str> = written.split_whitespace().collect();
    (1..=2).any(|length| {
        words.windows(length).filter(|words| is_word_of_date(words)).any(|words| {
            let said = words.join(" ");
            let said = said.trim_matches(|c: char| matches!(c, ',' | ';' | ':' | '(' | ')' | '.' | '!' | '?'));
            // A number alone is any number.
            said.contains(|c: char| !c.is_ascii_digit()) && intake.exercise.dates.find(said).is_ok()
        })
    })
}
