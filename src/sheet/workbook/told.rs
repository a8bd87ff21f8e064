//! What is seen in a sheet and not in its values, in words: one finding a kind, however many cells it is about.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::grid::GridBuilder;
use super::marks::Marks;
use crate::findings::{Finding, Findings};
use crate::sheet::limits::MOST_COLUMNS;
use crate::sheet::problem::Problem;

/// How many are named in a sentence.
const MOST: usize = 10;

/// Tells what is seen in the sheet and not in its values, one finding a kind.
pub fn tell(marks: &Marks, file: &str, grid: &GridBuilder, findings: &mut Findings) {
    let rows = joined(&marks.hidden_rows).into_iter().flat_map(|rows| grid.rows_within(rows));
    let filled = if marks.hidden_columns.is_empty() { BTreeSet::new() } else { grid.columns() };
    let columns = joined(&marks.hidden_columns).into_iter().flat_map(up_to_the_last);
    let columns = columns.filter(|column| filled.contains(column));
    let has_text = |(row, column): &(usize, usize)| !grid.text(*row, *column).is_empty();
    let struck = marks.struck.iter().copied().filter(has_text);
    let mut tell = |(named, more): (Vec<String>, usize), problem: fn(Vec<String>, usize) -> Problem| {
        if !named.is_empty() {
            findings.push(Finding::warning(file, problem(named, more)));
        }
    };
    tell(ranges(rows, row_name), |rows, more| Problem::HiddenRows { rows, more });
    tell(ranges(columns, letters), |columns, more| Problem::HiddenColumns { columns, more });
    tell(names(struck), |cells, more| Problem::StruckOut { cells, more });
    tell(names(marks.notes.iter().copied()), |cells, more| Problem::Notes { cells, more });
}

/// Ranges in their order, those that overlap as one: so nothing in them is looked at twice.
fn joined(ranges: &[RangeInclusive<usize>]) -> Vec<RangeInclusive<usize>> {
    let mut sorted: Vec<(usize, usize)> = ranges.iter().map(|range| (*range.start(), *range.end())).collect();
    sorted.sort_unstable();
    let mut joined: Vec<(usize, usize)> = Vec::new();
    for (first, last) in sorted {
        match joined.last_mut() {
            Some((_, end)) if first <= *end => *end = last.max(*end),
            _ => joined.push((first, last)),
        }
    }
    joined.into_iter().map(|(first, last)| first..=last).collect()
}

fn up_to_the_last(columns: RangeInclusive<usize>) -> RangeInclusive<usize> {
    *columns.start()..=(*columns.end()).min(MOST_COLUMNS - 1)
}

/// The names of as many as a sentence can hold, and how many there are beside them.
fn the_first<T>(all: Vec<T>, name: impl Fn(T) -> String) -> (Vec<String>, usize) {
    let more = all.len().saturating_sub(MOST);
    (all.into_iter().take(MOST).map(name).collect(), more)
}

/// Numbers that follow each other as one: `3`, `7–9`.
fn ranges(numbers: impl Iterator<Item = usize>, name: impl Fn(usize) -> String) -> (Vec<String>, usize) {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for number in numbers {
        match ranges.last_mut() {
            Some((_, last)) if *last + 1 == number => *last = number,
            _ => ranges.push((number, number)),
        }
    }
    the_first(
        ranges,
        |(first, last)| {
            if first == last { name(first) } else { format!("{}–{}", name(first), name(last)) }
        },
    )
}

fn names(cells: impl Iterator<Item = (usize, usize)>) -> (Vec<String>, usize) {
    let mut cells: Vec<(usize, usize)> = cells.collect();
    cells.sort_unstable();
    cells.dedup();
    the_first(cells, |(row, column)| letters(column) + &row_name(row))
}

fn row_name(row: usize) -> String {
    row.saturating_add(1).to_string()
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
        assert_eq!(ranges([2, 6, 7, 8].into_iter(), row_name), (vec!["3".into(), "7–9".into()], 0));
    }

    #[test]
    fn what_is_hidden_many_times_over_is_looked_at_once() {
        let hidden = vec![0..=usize::MAX; 1000];
        assert_eq!(joined(&hidden), vec![0..=usize::MAX]);
        assert_eq!(joined(&[5..=9, 0..=1, 7..=7, 9..=12]), vec![0..=1, 5..=12]);
        let columns: Vec<usize> = joined(&hidden).into_iter().flat_map(up_to_the_last).collect();
        assert_eq!(columns.len(), MOST_COLUMNS);
    }

    #[test]
    fn of_many_cells_the_first_are_named_and_the_others_counted() {
        let (named, more) = names((0..1000).rev().flat_map(|row| [(row, 0), (row, 0)]));
        assert_eq!((named.len(), more), (MOST, 990));
        assert_eq!(named[9], "A10");
        assert_eq!(names(std::iter::once((usize::MAX, 0))).0, [format!("A{}", usize::MAX)]);
    }
}
