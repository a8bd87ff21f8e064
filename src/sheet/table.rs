//! A table whose headings are agreed upon: the tool's own ones and municipalities.csv.
//!
//! It must never let a column be lost when the table is written anew.

use std::num::NonZero;
use std::panic::resume_unwind;

use super::{Row, Rows, Sheet};
use crate::findings::{Finding, Findings, Place};

/// A table about to be read.
#[derive(Debug)]
pub struct Table<'s, const N: usize> {
    file: &'s str,
    rows: Rows<'s>,
    /// The headings as they are written.
    headings: Vec<String>,
    at: [usize; N],
}

impl<'s, const N: usize> Table<'s, N> {
    /// Finds the named columns, in whatever order they stand. Missing ones are one finding each.
    pub fn open(sheet: &'s Sheet<'_>, names: [&str; N], findings: &mut Findings) -> Option<Table<'s, N>> {
        let mut rows = sheet.rows(*sheet.delimiters().first()?);
        let mut heading = Row::default();
        rows.read(&mut heading);
        let headings: Vec<String> = heading.cells().map(str::to_owned).collect();
        let at = names.map(|name| position(&headings, name));
        for (name, _) in names.iter().zip(at).filter(|(_, at)| at.is_none()) {
            findings.push(
                Finding::error(sheet.file(), format!("the column \"{name}\" is missing"))
                    .at(heading.place(0))
                    .remedy(format!("the headings found are: {}", headings.join(", "))),
            );
        }
        let table = Table { file: sheet.file(), rows, headings, at: at.map(Option::unwrap_or_default) };
        at.iter().all(Option::is_some).then_some(table)
    }

    /// Where a column is that need not be there.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        position(&self.headings, name)
    }

    /// Refuses columns that are neither named nor among `others`: the table will be written anew, and
    /// what stands in them would be lost.
    pub fn refuse_other_columns(&self, others: &[usize], findings: &mut Findings) {
        for (column, heading) in self.headings.iter().enumerate() {
            if !self.at.contains(&column) && !others.contains(&column) && !heading.is_empty() {
                findings.push(
                    Finding::error(self.file, "is a column that ovelse does not keep in this file")
                        .at(Place { line: 1, column: column + 1 })
                        .value(heading)
                        .remedy("move it to a file of your own: this one is written anew each time"),
                );
            }
        }
    }

    /// Reads all rows that are left. What is wrong with them is added to `findings` in the order of rows. A large table
    /// is read by several threads; what comes of it is the same.
    pub fn read_all<T: Send>(
        self,
        findings: &mut Findings,
        read: impl Fn(&Row, &mut Findings) -> Option<T> + Sync,
    ) -> Vec<T> {
        let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
        let read_part = |mut rows: Rows<'_>, room: usize| {
            let mut findings = Findings::new();
            let mut taken = Vec::new();
            // Without room it grows as rows come.
            let _ = taken.try_reserve(room);
            let mut row = Row::default();
            while rows.read(&mut row) {
                taken.extend(read(&row, &mut findings));
            }
            (taken, findings)
        };
        // What the others have read is added to what the first one has.
        let about = self.rows.about();
        let mut parts = self.rows.parts(threads).into_iter();
        let first = parts.next();
        std::thread::scope(|scope| {
            let others: Vec<_> = parts
                .map(|rows| {
                    let room = rows.about();
                    scope.spawn(move || read_part(rows, room))
                })
                .collect();
            let (mut all, found) = first.map(|rows| read_part(rows, about)).unwrap_or_default();
            found.into_iter().for_each(|finding| findings.push(finding));
            for other in others {
                let (taken, found) = other.join().unwrap_or_else(|panic| resume_unwind(panic));
                all.extend(taken);
                found.into_iter().for_each(|finding| findings.push(finding));
            }
            all
        })
    }

    /// Where the named columns are, in the order they were named.
    #[must_use]
    pub fn columns(&self) -> [usize; N] {
        self.at
    }
}

fn position(headings: &[String], name: &str) -> Option<usize> {
    headings.iter().position(|found| found.eq_ignore_ascii_case(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_column_names_the_headings_found() {
        let sheet = Sheet::of_table("m.csv", b"Number;navn\n1;2\n").expect("there is text");
        let mut findings = Findings::new();
        assert!(Table::open(&sheet, ["number", "name"], &mut findings).is_none());
        let shown: Vec<String> = findings.into_iter().map(|f| f.to_string()).collect();
        assert_eq!(
            shown,
            ["m.csv:1:1: error: the column \"name\" is missing\n    the headings found are: Number, navn"]
        );
    }
}
