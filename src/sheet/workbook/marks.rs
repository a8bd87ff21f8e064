//! What a sheet says beside its values: which cells are merged, hidden, struck out or have a note, and which formulas
//! have no value stored with them.
//!
//! Whoever looks at the sheet sees these, or does not see a row because of them, so they are told.

use std::ops::RangeInclusive;

use crate::sheet::problem::Problem;

/// Cells that are shown as one. All numbers are counted from 0, and the last ones belong to it.
#[derive(Debug, PartialEq, Eq)]
pub struct Area {
    pub top: usize,
    pub left: usize,
    pub bottom: usize,
    pub right: usize,
}

/// What a sheet says beside its values; rows and columns are counted from 0.
#[derive(Debug, Default)]
pub struct Marks {
    pub merges: Vec<Area>,
    /// Formulas without a stored value: row, column and the formula.
    pub formulas: Vec<(usize, usize, String)>,
    pub hidden_rows: Vec<RangeInclusive<usize>>,
    pub hidden_columns: Vec<RangeInclusive<usize>>,
    pub struck: Vec<(usize, usize)>,
    pub notes: Vec<(usize, usize)>,
}

impl Marks {
    /// Takes note of a formula without a value.
    pub fn add_formula(&mut self, row: usize, column: usize, formula: &str) -> Result<(), Problem> {
        const MOST: usize = 100_000;
        const LONGEST: usize = 60;
        if self.formulas.len() >= MOST {
            return Err(Problem::WorkbookTooLarge);
        }
        self.formulas.push((row, column, formula.chars().take(LONGEST).collect()));
        Ok(())
    }
}

/// The row and the column of a cell that is named `D5`.
pub fn cell(name: &str) -> Option<(usize, usize)> {
    let digits = name.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = name.split_at(digits);
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    let column = letters.bytes().fold(0, |value, byte| value * 26 + usize::from(byte.to_ascii_uppercase() - b'A') + 1);
    Some((row.parse::<usize>().ok()?.checked_sub(1)?, column - 1))
}

/// The cells that are named `D2:D5`.
pub fn area(name: &str) -> Option<Area> {
    let (first, last) = name.split_once(':')?;
    let ((top, left), (bottom, right)) = (cell(first)?, cell(last)?);
    Some(Area { top, left, bottom, right })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheet_programs_name_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(cell(&format!("{name}7")), Some((6, column)));
        }
        for name in ["", "A", "7", "A0", "AAAA1", "A-1", "Å1"] {
            assert_eq!(cell(name), None, "{name}");
        }
        assert_eq!(area("D2:E5"), Some(Area { top: 1, left: 3, bottom: 4, right: 4 }));
    }
}
