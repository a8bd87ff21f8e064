//! What is seen in a sheet and not in its values, in words.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::grid::GridBuilder;
use super::marks::Marks;
use crate::findings::{Finding, Findings};
use crate::sheet::limits::MOST_COLUMNS;
use crate::sheet::problem::Problem;

/// Tells what is seen in the sheet and not in its values, one finding a kind.
pub fn tell(marks: &Marks, file: &str, grid: &GridBuilder, findings: &mut Findings) {
    let rows = marks.hidden_rows.iter().cloned().flat_map(|rows| grid.rows_within(rows));
    let rows: BTreeSet<usize> = rows.collect();
    let columns = marks.hidden_columns.iter().cloned().flat_map(|columns| *columns.start()..=last_column(&columns));
    let columns: BTreeSet<usize> = columns.filter(|column| grid.has_column(*column)).collect();
    let with_text = |cells: &[(usize, usize)]| -> BTreeSet<(usize, usize)> {
        cells.iter().copied().filter(|(row, column)| !grid.text(*row, *column).is_empty()).collect()
    };
    let mut tell = |named: Vec<String>, problem: fn(Vec<String>, usize) -> Problem| {
        if let Some((named, more)) = the_first(named) {
            findings.push(Finding::warning(file, problem(named, more)));
        }
    };
    tell(ranges(&rows, |row| (row + 1).to_string()), |rows, more| Problem::HiddenRows { rows, more });
    tell(ranges(&columns, letters), |columns, more| Problem::HiddenColumns { columns, more });
    tell(names(&with_text(&marks.struck)), |cells, more| Problem::StruckOut { cells, more });
    tell(names(&marks.notes.iter().copied().collect()), |cells, more| Problem::Notes { cells, more });
}

fn last_column(columns: &RangeInclusive<usize>) -> usize {
    (*columns.end()).min(MOST_COLUMNS - 1)
}

/// As many as a sentence can hold, and how many there are beside them.
fn the_first(mut named: Vec<String>) -> Option<(Vec<String>, usize)> {
    const MOST: usize = 10;
    let more = named.len().saturating_sub(MOST);
    named.truncate(MOST);
    (!named.is_empty()).then_some((named, more))
}

/// Numbers that follow each other as one: `3`, `7–9`.
fn ranges(numbers: &BTreeSet<usize>, name: impl Fn(usize) -> String) -> Vec<String> {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == *number => *last = *number,
            _ => ranges.push((*number, *number)),
        }
    }
    let written = |(first, last)| if first == last { name(first) } else { format!("{}–{}", name(first), name(last)) };
    ranges.into_iter().map(written).collect()
}

fn names(cells: &BTreeSet<(usize, usize)>) -> Vec<String> {
    cells.iter().map(|(row, column)| format!("{}{}", letters(*column), row + 1)).collect()
}

/// A column as spreadsheet programs name it: A, B, …, Z, AA.
fn letters(column: usize) -> String {
    let letter = char::from(b'A' + u8::try_from(column % 26).unwrap_or_default());
    match column / 26 {
        0 => letter.to_string(),
        before => letters(before - 1) + &letter.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_named_as_spreadsheet_programs_name_them() {
        for (column, name) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), name);
        }
    }

    #[test]
    fn rows_that_follow_each_other_are_named_as_one() {
        let rows = BTreeSet::from([2, 6, 7, 8]);
        assert_eq!(ranges(&rows, |row| (row + 1).to_string()), ["3", "7–9"]);
    }
}
