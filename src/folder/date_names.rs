//! What the tool's tables call dates, whether or not the exercise has them: for telling of names that no date has any
//! more, and for giving a date another name in all tables.

use std::collections::BTreeMap;
use std::path::Path;

use super::assignments::BEFORE_PIN;
use super::disk;
use super::error::FolderError;
use super::paths::Folder;
use super::record::Record;
use super::replace::replace_file;
use crate::assignment::Assignment;
use crate::attendance::Attended;
use crate::findings::{Findings, Place};
use crate::registration::{Registration, choice_name};
use crate::sheet::{self, Row, Sheet, Table};

/// The tables with dates in them, from the folder's top.
const TABLES: [&str; 3] = [Registration::FILE, Assignment::FILE, Attended::FILE];

/// A name that a table has for a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct DateName {
    pub(crate) file: &'static str,
    pub(crate) name: String,
    /// Where it stands first.
    pub(crate) place: Place,
    /// How many rows have it.
    pub(crate) rows: usize,
}

impl Folder {
    /// All names of dates, table by table. What cannot be read as a table names none: reading it says why.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn date_names(&self) -> Result<Vec<DateName>, FolderError> {
        let mut all = Vec::new();
        for file in TABLES {
            let mut names: BTreeMap<String, (Place, usize)> = BTreeMap::new();
            self.each_row(file, is_of_dates, |row, columns| {
                for column in columns {
                    let name = row.cell(*column);
                    if !name.is_empty() {
                        names.entry(name.to_owned()).or_insert((row.place(*column), 0)).1 += 1;
                    }
                }
            })?;
            all.extend(names.into_iter().map(|(name, (place, rows))| DateName { file, name, place, rows }));
        }
        Ok(all)
    }

    /// The numbers in the tables of those who are not meant, table by table.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub(crate) fn numbers_but(
        &self,
        is_meant: impl Fn(&str) -> bool,
    ) -> Result<Vec<(&'static str, String)>, FolderError> {
        let mut all = Vec::new();
        for file in TABLES {
            let mut numbers = Vec::new();
            self.each_row(
                file,
                |heading, _| heading == "number",
                |row, columns| numbers.extend(columns.iter().map(|column| row.cell(*column).to_owned())),
            )?;
            let others = numbers.into_iter().filter(|number| !number.is_empty() && !is_meant(number));
            all.extend(others.map(|number| (file, number)));
        }
        Ok(all)
    }

    /// Gives dates the names that `renamed` has for what a table calls them, in all tables. The caller holds the lock.
    ///
    /// # Errors
    /// When a table cannot be read or written; then it stands as it was, and those before it have the new names.
    pub(crate) fn rename_dates(&self, renamed: impl Fn(&str) -> Option<String>) -> Result<(), FolderError> {
        for file in TABLES {
            let (mut rows, mut is_changed) = (Vec::new(), false);
            let headings = self.each_row(file, is_of_dates, |row, columns| {
                let mut cells: Vec<String> = row.cells().map(str::to_owned).collect();
                for column in columns {
                    if let Some(cell) = cells.get_mut(*column)
                        && let Some(new) = renamed(cell)
                    {
                        *cell = new;
                        is_changed = true;
                    }
                }
                rows.push(cells);
            })?;
            if is_changed {
                let path = self.root().join(file);
                let bytes = sheet::write(headings, rows);
                replace_file(&path, &bytes).map_err(|problem| FolderError::of(&path, problem))?;
            }
        }
        Ok(())
    }

    /// Shows each row of a table with the columns that are meant by their headings, of so many. Gives back the headings.
    fn each_row(
        &self,
        file: &'static str,
        is_meant: impl Fn(&str, usize) -> bool,
        mut each: impl FnMut(&Row, &[usize]),
    ) -> Result<Vec<String>, FolderError> {
        let path = self.root().join(file);
        let bytes = disk::read_if_any(&path).map_err(|problem| FolderError::of(Path::new(file), problem))?;
        let bytes = bytes.unwrap_or_default();
        let Ok(sheet) = Sheet::of_table(file, &bytes) else { return Ok(Vec::new()) };
        let Some(table) = Table::open(&sheet, [], &mut Findings::new()) else { return Ok(Vec::new()) };
        let (headings, mut rows) = table.into_rows();
        let columns: Vec<usize> =
            (0..headings.len()).filter(|column| is_meant(&headings[*column], headings.len())).collect();
        let mut row = Row::default();
        while rows.read(&mut row) {
            each(&row, &columns);
        }
        Ok(headings)
    }
}

/// Whether a column has dates, by its heading in a table of so many columns.
fn is_of_dates(heading: &str, columns: usize) -> bool {
    heading == "date" || heading == BEFORE_PIN || (1..=columns).any(|rank| heading == choice_name(rank))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(root: &Path, registrations: &str) -> Folder {
        std::fs::create_dir(root.join("data")).expect("a folder");
        std::fs::write(root.join("exercise.toml"), "").expect("a file");
        std::fs::write(root.join(Registration::FILE), registrations).expect("a file");
        Folder::find(root, true).expect("it is there")
    }

    #[test]
    fn a_date_gets_another_name_and_all_else_stays() {
        let root = tempfile::tempdir().expect("a folder");
        let table = "number;first choice;second choice;comment\n3025;2027-03-23;2027-03-25;=2027-03-23\n3024;any;;\n";
        let folder = folder(root.path(), table);
        let names = folder.date_names().expect("it reads");
        let names: Vec<(&str, usize)> = names.iter().map(|name| (name.name.as_str(), name.rows)).collect();
        assert_eq!(names, [("2027-03-23", 1), ("2027-03-25", 1), ("any", 1)]);
        let renamed = |name: &str| (name == "2027-03-23").then(|| "2027-03-24".to_owned());
        folder.rename_dates(renamed).expect("it is written");
        let written = std::fs::read_to_string(root.path().join(Registration::FILE)).expect("a file");
        assert_eq!(
            written,
            "\u{feff}number;first choice;second choice;comment\r\n3025;2027-03-24;2027-03-25;'=2027-03-23\r\n3024;any;;\r\n"
        );
    }
}
