//! What the cells of a column hold, whatever its heading says. Only columns whose headings leave a doubt are looked at.

use super::choices::{self, CellProblem, Choice, Column};
use super::context::Intake;
use super::problem::Problem;
use super::times;
use crate::sheet::Epoch;

/// How many of a column's cells hold what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Profile {
    /// Those that say something: "-" does not.
    filled: usize,
    dates: usize,
    /// Those of the dates that have their ranks with them: "pri 1: 24.11, pri 2: 29.11".
    ranked: usize,
    /// Whole numbers below a hundred.
    numbers: usize,
    emails: usize,
    phones: usize,
    moments: usize,
    municipalities: usize,
}

impl Profile {
    /// Takes note of a cell.
    pub fn add(&mut self, written: &str, intake: &Intake<'_>, epoch: Epoch) {
        if written.is_empty() {
            return;
        }
        let column = Column { rank: 1, is_ranking: false };
        match choices::read(written, column, &intake.exercise.dates, epoch) {
            Ok(Choice::Date(_)) => self.dates += 1,
            Ok(Choice::Ranked(_)) => {
                self.dates += 1;
                self.ranked += 1;
            }
            Ok(_) | Err(CellProblem::Unclear(Problem::BothOfSeveral)) => return,
            // It is about dates, whatever it means.
            Err(CellProblem::Unclear(_)) => self.dates += 1,
            Err(_) if is_number(written) => self.numbers += 1,
            Err(_) if is_email(written) => self.emails += 1,
            Err(_) if is_phone(written) => self.phones += 1,
            Err(_) if times::is_moment(written, epoch) => self.moments += 1,
            Err(_) if intake.municipalities.find(written).is_ok() => self.municipalities += 1,
            Err(_) => {}
        }
        self.filled += 1;
    }

    pub fn is_empty(self) -> bool {
        self.filled == 0
    }

    /// Whether so many are nearly all.
    fn nearly_all(self, some: usize) -> bool {
        some > 0 && some * 5 >= self.filled * 4
    }

    /// Whether the column is about choices.
    pub fn is_of_dates(self) -> bool {
        self.nearly_all(self.dates)
    }

    /// Whether its cells have ranks and dates.
    pub fn is_ranked(self) -> bool {
        self.is_of_dates() && self.ranked == self.dates
    }

    pub fn is_of_numbers(self) -> bool {
        self.nearly_all(self.numbers)
    }

    pub fn is_of_municipalities(self) -> bool {
        self.nearly_all(self.municipalities)
    }

    pub fn has_municipalities(self) -> bool {
        self.municipalities > 0
    }

    pub fn has_moments(self) -> bool {
        self.moments > 0
    }

    /// Whether somebody could be reached by what stands here.
    pub fn is_of_addresses(self) -> bool {
        self.emails + self.phones > 0 && (self.emails + self.phones) * 2 >= self.filled
    }
}

fn is_number(written: &str) -> bool {
    written.strip_suffix(".0").unwrap_or(written).parse::<u32>().is_ok_and(|number| number < 100)
}

fn is_email(written: &str) -> bool {
    written.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
}

/// Eight digits or more, and what people write between them.
fn is_phone(written: &str) -> bool {
    let digits = written.chars().filter(char::is_ascii_digit).count();
    (8..=15).contains(&digits)
        && written.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '+' | '(' | ')' | '-'))
        && !written.contains("--")
        && !is_day(written)
}

fn is_day(written: &str) -> bool {
    written.len() == 10 && written.as_bytes()[4] == b'-'
}
