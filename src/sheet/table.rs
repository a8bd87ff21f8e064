//! A table whose headings are agreed upon: the tool's own ones and municipalities.csv.
//!
//! No column is lost when the table is written anew: `what_is_wrong_in_a_table_is_reported_with_its_place`.

use super::problem::Problem;
use super::{Row, Rows, Sheet};
use crate::findings::{Finding, Findings, Place, quoted};

/// A table about to be read.
#[derive(Debug)]
pub struct Table<'s> {
    file: &'s str,
    rows: Rows<'s>,
    /// The headings as they are written.
    headings: Vec<String>,
    /// Where the named columns are, in the order they were named.
    at: Vec<usize>,
}

impl<'s> Table<'s> {
    /// Finds the named columns, in whatever order they stand. Missing ones are one finding each.
    pub fn open(sheet: &'s Sheet<'_>, names: impl AsRef<[&'static str]>, findings: &mut Findings) -> Option<Table<'s>> {
        let delimiter = *sheet.delimiters().first()?;
        if let Some(finding) = sheet.unclosed_quote(delimiter) {
            findings.push(finding);
            return None;
        }
        let mut rows = sheet.rows(delimiter);
        let mut heading = Row::default();
        rows.read(&mut heading);
        let headings: Vec<String> = heading.cells().map(str::to_owned).collect();
        let names = names.as_ref();
        let at: Vec<usize> = names.iter().filter_map(|name| position(&headings, name)).collect();
        for name in names.iter().filter(|name| position(&headings, name).is_none()) {
            findings.push(
                Finding::error(
                    sheet.file(),
                    Problem::MissingColumn { column: quoted(*name), headings: headings.join(", ") },
                )
                .at(heading.place(0)),
            );
        }
        (at.len() == names.len()).then_some(Table { file: sheet.file(), rows, headings, at })
    }

    /// Where a column is that need not be there.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        position(&self.headings, name)
    }

    /// Refuses columns that are neither named nor among `others`: the table will be written anew, and
    /// what stands in them would be lost.
    pub fn refuse_other_columns(&self, others: &[String], findings: &mut Findings) {
        let others: Vec<usize> = others.iter().filter_map(|name| self.column(name)).collect();
        for (column, heading) in self.headings.iter().enumerate() {
            if !self.at.contains(&column) && !others.contains(&column) && !heading.is_empty() {
                findings.push(
                    Finding::error(self.file, Problem::OtherColumn)
                        .at(Place { line: 1, column: column + 1 })
                        .value(heading),
                );
            }
        }
    }

    /// Reads all rows that are left. What is wrong with them is added to `findings` in the order of rows.
    pub fn read_all<T>(
        self,
        findings: &mut Findings,
        mut read: impl FnMut(&Row, &mut Findings) -> Option<T>,
    ) -> Vec<T> {
        let (mut all, mut row) = (Vec::new(), Row::default());
        std::thread::scope(|scope| {
            let mut rows = self.rows.read_ahead(scope);
            while rows.read(&mut row) {
                all.extend(read(&row, findings));
            }
        });
        all
    }

    /// The headings as they are written.
    #[must_use]
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// The headings in lower case, and the rows below them.
    #[must_use]
    pub fn into_rows(self) -> (Vec<String>, Rows<'s>) {
        (self.headings.iter().map(|heading| heading.to_ascii_lowercase()).collect(), self.rows)
    }

    /// Where the named columns are, in the order they were named.
    #[must_use]
    pub fn columns<const N: usize>(&self) -> [usize; N] {
        std::array::from_fn(|index| self.at.get(index).copied().unwrap_or(usize::MAX))
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
        let problem = Problem::MissingColumn { column: quoted("name"), headings: "Number, navn".to_owned() };
        let finding = Finding::error("m.csv", problem).at(Place { line: 1, column: 1 });
        assert_eq!(findings.into_iter().collect::<Vec<_>>(), [finding]);
    }
}
