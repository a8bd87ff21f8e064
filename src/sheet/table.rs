//! A table whose headings are agreed upon: the tool's own ones and municipalities.csv.
//!
//! It must never let a column be lost when the table is written anew.

use super::{Row, Rows, Sheet};
use crate::findings::{Finding, Findings, Place};
use crate::parallel;

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
        // What the others have read is added to what the first one has, so that one makes room for all.
        let all = self.rows.about();
        let parts = self.rows.parts(parallel::threads()).into_iter().enumerate();
        let read_part = |(place, mut rows): (usize, Rows<'_>)| {
            let room = if place == 0 { all } else { rows.about() };
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
        let read = parallel::map(parts, read_part);
        let join = |mut all: Vec<T>, (taken, found): (Vec<T>, Findings)| {
            found.into_iter().for_each(|finding| findings.push(finding));
            if all.is_empty() {
                taken
            } else {
                all.extend(taken);
                all
            }
        };
        read.into_iter().fold(Vec::new(), join)
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
